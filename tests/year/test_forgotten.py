"""Those who worked through the year leave, the term passes, they are forgotten: the record and its chain stay whole."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from dateutil.relativedelta import relativedelta
from sqlalchemy import MetaData, Select, Table, select

from bot.app import open_store
from bot.operations.verify import told
from bot.settings import Settings
from handlers.core.invocation import Invocation
from handlers.setup.demo import load_demo
from storage.audit.verify import verify
from storage.personal_data.forget import forget_departed
from storage.personal_data.leftovers import clear_leftovers
from storage.setup.demo import demo_clock
from storage.setup.reference import load_reference
from storage.setup.year import plan_ahead
from storage.tables import Row
from storage.unit_of_work.store import Store
from storage.unit_of_work.unit import Rules
from tests.desk import Desk, oslo
from tests.thorough import THOROUGH
from tests.year.test_every_day import TODO
from tests.year.town import Town, days

FIRST, LAST = date(2026, 11, 23), date(2027, 12, 1) if THOROUGH else date(2026, 12, 10)
MONTHS = int(Settings.model_fields["forget_months"].default)
STAYS = "siva"
NAMES = {
    "ks": "Kvistemann Åsgrå",
    "midtvik": "Øvreskog Trollbær",
    "agder": "Sandtorn Myrull",
    "innovasjon-norge": "Lyngtuva Bergskrent",
    "forskningsradet": "Tyttebær Snøfokk",
    STAYS: "Vindfall Steinrøys",
}
"""Who acts for whom, by a name that nobody bears."""
LEAVE = [who for who in NAMES if who != STAYS]
ACCOUNTS = {who: f"slack:T1:U0{who.upper().replace('-', '')}" for who in NAMES}
CHAIRED = "midtvik"
"""Whose name somebody has written into minutes."""

WORKED: dict[str, list[tuple[str, str]]] = {
    "2026-11-24": [
        ("midtvik", "referat tekst 5/26: Orientering bekreft v1"),
        ("midtvik", f"referat endre R90-2026-H: møteleder: {NAMES[CHAIRED]}"),
        ("midtvik", "referat tekst 8/26: Partene så på møteplanen"),
        ("midtvik", "vedta 8/26 Møtene holdes i april og november"),
        ("midtvik", "oppfølging 8/26 Siva: sende forslag til tema innen 1.2.2027"),
        ("midtvik", "referat send R90-2026-H bekreft"),
    ],
    "2026-11-27": [
        ("siva", "merknad R90-2026-H: Fristen bør være 1. mars"),
        ("innovasjon-norge", "godkjenn R90-2026-H"),
        ("forskningsradet", "godkjenn R90-2026-H"),
    ],
    "2026-11-30": [("midtvik", "besvar R90-2026-H 1: Fristen står"), ("siva", "godkjenn R90-2026-H")],
    "2026-12-01": [
        ("siva", "tiltak midtvik T1.2 status i gang, neste: prøvedrift, merknad: utstyret er kjøpt"),
        ("midtvik", "avtale endre T1.2 frist: 1.12.2027 fordi utstyret kom sent"),
        ("midtvik", "avtale status gjeldende"),
        ("agder", "rutiner innkalling 28"),
    ],
    "2026-12-02": [("midtvik", "purr O-2"), ("forskningsradet", "roller koble")],
}


class Office(Desk):
    """People in one workspace, each under the name they chose."""

    def invocation(self, who: str, line: str, **more: Any) -> Invocation:
        """Said by whoever acts for that organisation."""
        said = super().invocation(ACCOUNTS.get(who, who), line, **more)
        return replace(said, account=replace(said.account, name=NAMES.get(who, "")))


def lived(url: str, rules: Rules) -> Town:
    """The year: everybody gets a role on the first day, works, and hears the bot every morning."""
    store = open_store(url, rules)
    load_reference(store, demo_clock())
    load_demo(store, demo_clock())
    plan_ahead(store, demo_clock())
    town = Town(store, platforms=frozenset({"console", "slack"}))
    town.desk = Office(store, platforms=town.platforms)
    for number, who in enumerate(NAMES, start=1):
        must(town, who, f"roller be-om {who} koordinator", FIRST)
        must(town, "ks:leader", f"roller godkjenn {number}", FIRST)
    for day in days(FIRST, LAST):
        town.tick(f"{day} 09:00")
        for who, line in (*WORKED.get(str(day), ()), *TODO.get(str(day), ())):
            must(town, who, line, day)
    return town


def must(town: Town, who: str, line: str, day: date) -> None:
    reply = town.desk.reply(who, line, at=f"{day} 10:00")
    assert reply.ok, (day, who, line, reply.problem)
    town.tick(f"{day} 10:30")


@pytest.fixture
def town(database_url: str, rules: Rules) -> Iterator[Town]:
    """The year, after which all but one have gone."""
    town = lived(database_url, rules)
    for who in LEAVE:
        must(town, "ks:leader", f"roller avslutt {who} koordinator {ACCOUNTS[who]}", LAST)
    yield town
    town.store.close()


Everything = dict[str, list[dict[str, object]]]


def everything(store: Store) -> Everything:
    """Every row of every table the database has, as the database has it."""
    with store.reading() as connection:
        found = MetaData()
        found.reflect(connection, resolve_fks=False)
        return {
            table.name: [dict(row._mapping) for row in connection.execute(_in_order(table))]
            for table in found.sorted_tables
        }


def _in_order(table: Table) -> Select[Any]:
    return select(table).order_by(*table.primary_key.columns)


LET_GO = {
    "account": "a row for each account",
    "conversation": "where somebody could be written to",
    "link_attempt": "counted for an hour",
    "link_code": "a code that waits to be typed",
    "message_subject": "that a message shows somebody's own conversation",
    "audit_person": "what entries say about people: compared below",
    "setting": "the head of the log",
}
"""Tables that rows go from, or that say where things stand now."""
SENT = {"message": {"facts", "recipient", "room_channel", "message_ts"}, "request": {"account", "reply"}}
"""Columns of what went out that told to whom of all people."""
WRITTEN = {("minutes", "chair"), ("minutes_edit", "new"), ("minutes_version", "content"), ("audit", "changes")}
"""Where a name stands that somebody has written into minutes: the record, its draft, and what the log tells of it."""


def words(*whose: str) -> list[str]:
    """What tells who they are: the name, and the account's own part of its id."""
    return [word for who in whose for word in (NAMES[who], ACCOUNTS[who].rpartition(":")[2])]


def places(word: str, rows: Everything) -> set[tuple[str, str]]:
    """Table and column of every value that the word stands in."""
    return {
        (table, column)
        for table, held in rows.items()
        for row in held
        for column, value in row.items()
        if word in json.dumps(value, ensure_ascii=False, default=str)
    }


def same_but_for_people(before: Everything, after: Everything) -> None:
    """Every row is there, and of none anything else has changed than the columns that tell who a person is."""
    assert before.keys() == after.keys()
    for table, rows in before.items():
        if table in LET_GO:
            continue
        declared = Row.metadata.tables[table].columns if table in Row.metadata.tables else ()
        may = {column.name for column in declared if column.info.get("personal")} | SENT.get(table, set())
        if table == "audit":  # and what the forgetting itself has added
            assert all(row in after[table] for row in rows)
            continue
        assert len(rows) == len(after[table]), table
        for old, new in zip(rows, after[table], strict=True):
            assert {name for name, value in old.items() if new[name] != value} <= may, (table, old, new)


def test_the_years_record_and_chain_stay_whole_without_those_who_have_gone(town: Town) -> None:
    store = town.store
    before = everything(store)
    assert all(places(word, before) for word in words(*NAMES))
    with store.reading() as connection:
        head = verify(connection).head
    later = oslo(f"{LAST + relativedelta(months=MONTHS)} 09:00")
    assert forget_departed(store, later - timedelta(days=1), MONTHS) == 0
    assert forget_departed(store, later, MONTHS) == len(LEAVE)
    assert clear_leftovers(store)
    after = everything(store)

    with store.reading() as connection:
        report = verify(connection, [head])
    assert report.findings == []
    [said] = [line for line in told(report) if line.startswith("«opplysninger om person slettet")]
    print(f"{report.entries} entries, {report.rows} rows; {said}")  # noqa: T201 - a figure
    assert said.startswith(f"«opplysninger om person slettet {later:%Y-%m-%d}»")

    same_but_for_people(before, after)
    assert not {*DUTIES_AND_RECORD} & LET_GO.keys()
    assert NAMES[CHAIRED] in str([row["content"] for row in after["minutes_version"]])
    for word in words(*LEAVE):
        assert places(word, after) == (WRITTEN if word == NAMES[CHAIRED] else set()), word
    assert all(places(word, after) for word in words(STAYS))
    if store.sqlite:
        left_in_the_file(Path(str(store.url.database)))


DUTIES_AND_RECORD = (
    "agreement",
    "measure",
    "decision",
    "follow_up",
    "duty",
    "minutes",
    "minutes_version",
    "meeting_step",
)


def left_in_the_file(database: Path) -> None:
    """No byte of theirs is left in the database's file, nor in the journal beside it."""
    files = [file for file in database.parent.iterdir() if file.is_file()]
    assert {f"{database.name}{end}" for end in ("", "-wal")} <= {file.name for file in files}
    written = b"".join(file.read_bytes() for file in files)
    for word in words(*LEAVE, STAYS):
        stands = word in (NAMES[CHAIRED], *words(STAYS))
        assert any(form in written for form in (word.encode(), json.dumps(word)[1:-1].encode())) == stands, word
