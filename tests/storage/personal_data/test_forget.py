"""Who has had no role for a year is forgotten wherever they stood; the record and the chain are as whole as before."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Table, select
from structlog.testing import capture_logs

from bot.app import build
from bot.clock import FixedClock
from bot.settings import Settings
from storage.audit.verify import verify
from storage.personal_data import leftovers
from storage.personal_data.forget import forget_departed, naming
from storage.setup.reference import load_reference
from storage.tables import ConversationRow, LinkAttemptRow, Row
from storage.unit_of_work.store import Store
from tests.desk import START, Desk, oslo

WHO, OTHER = "slack:T1:U0BORTE", "slack:T1:U0BLIR"
USER, NAME = "U0BORTE", "Bruker U0BORTE"
LATER = oslo("2028-01-10 09:00")


@pytest.fixture
def desk(store: Store) -> Desk:
    """Somebody comes, works, and leaves; somebody else stays."""
    load_reference(store, START)
    desk = Desk(store, admins=frozenset({"slack:T1:UADMIN"}))
    said = [
        (WHO, "roller be-om Agder koordinator"),
        (OTHER, "roller be-om Siva koordinator"),
        ("ks", "roller godkjenn 1"),
        ("ks", "roller godkjenn 2"),
        (WHO, "oppfølging ny Siva: levere skisse innen 15.12"),
        (OTHER, "utsett O-1 til 20.12 fordi vi venter på tall"),
        (WHO, "utsett O-1 til 21.12 fordi det passer bedre"),
        (WHO, "møte ny vår 15.4.2027"),
        (WHO, "datovarsel R42-2027-V bekreft"),
        (WHO, "roller koble"),
        (WHO, "purr O-1"),
        (OTHER, "ferdig O-1"),
    ]
    for who, line in said:
        assert desk.reply(who, line).ok, line
    with store.transaction() as session:
        session.add(LinkAttemptRow(account=WHO, at=START))
        session.add(
            ConversationRow(
                platform="slack", workspace="T1", channel="D1", kind="personal", service_url="", name=NAME, user=USER,
                reference={"user": USER}, seen_at=START,
            )
        )  # fmt: skip
    assert desk.reply("ks", f"roller avslutt Agder koordinator {WHO}", at="2026-12-14 10:00").ok
    return desk


def everything(store: Store) -> dict[str, list[dict[str, object]]]:
    """Every row of every table."""
    with store.transaction() as session:
        return {
            table.name: [dict(row._mapping) for row in session.execute(_in_order(table))]
            for table in Row.metadata.sorted_tables
        }


def _in_order(table: Table):  # type: ignore[no-untyped-def] # a query
    return select(table).order_by(*table.primary_key.columns)


def test_nobody_is_forgotten_too_early(desk: Desk) -> None:
    assert forget_departed(desk.store, oslo("2027-12-13 09:00"), 12) == 0
    assert forget_departed(desk.store, LATER, 120) == 0
    assert forget_departed(desk.store, LATER, 12, {WHO}) == 0  # an administrator


def test_nothing_tells_of_them_any_more_and_the_record_stands(desk: Desk) -> None:
    before = everything(desk.store)
    assert USER in str(before)
    assert NAME in str(before)
    assert forget_departed(desk.store, LATER, 12) == 1
    after = everything(desk.store)
    assert {name for name, rows in after.items() if USER in str(rows)} == set()
    assert "U0BLIR" in str(after)  # the other one has a role, and stays
    for table in Row.metadata.sorted_tables:
        if table.name in ("account", "conversation", "link_attempt", "link_code", "audit", "audit_person", "setting"):
            continue
        for old, new in zip(before[table.name], after[table.name], strict=True):
            changed = {name for name, value in old.items() if new[name] != value}
            allowed = {one.name for one in table.columns if one.info.get("personal")}
            assert changed <= allowed | {"facts", "recipient", "room_channel", "message_ts"}, (table.name, changed)
    assert forget_departed(desk.store, LATER, 12) == 0


def test_the_chain_holds_and_says_what_was_forgotten(desk: Desk) -> None:
    with desk.store.reading() as connection:
        head = verify(connection).head
    forget_departed(desk.store, LATER, 12)
    with desk.store.reading() as connection:
        report = verify(connection, [head])
    assert report.findings == []
    assert list(report.forgotten) == ["2028-01-10"]
    assert report.forgotten["2028-01-10"] > 10
    desk.say(OTHER, "oppfølging ny Siva: mer innen 15.2.2028", at="2028-01-10 10:00")
    with desk.store.reading() as connection:
        assert verify(connection).findings == []


@pytest.mark.parametrize(
    ("line", "theirs"),
    [
        ("vedta 4/26: Ida lager en skisse", True),
        ("vedta 4/26: idas skisse", True),
        ("roller avslutt Agder koordinator slack:T1:U1", True),
        ("roller avslutt Agder koordinator slack:T1:U12", False),
        ("vedta 4/26: Idalen får svar", False),
        ("vedta 4/26: Frida lager en skisse", False),
    ],
)
def test_a_name_is_found_as_a_word(line: str, theirs: bool) -> None:  # noqa: FBT001 - a table's column
    assert bool(naming({"Ida", "slack:T1:U1", ""}).search(line)) is theirs


def test_without_a_name_nothing_is_found() -> None:
    assert not naming({""}).search("vedta 4/26: alt")


def test_who_comes_back_begins_anew(desk: Desk) -> None:
    forget_departed(desk.store, LATER, 12)
    desk.reply(WHO, "roller be-om Agder koordinator", at="2028-01-11 10:00")
    assert desk.reply("ks", "roller godkjenn 3").ok
    assert "koordinator" in desk.say(WHO, "hvem-er-jeg")
    with desk.store.reading() as connection:
        assert verify(connection).findings == []


def test_who_only_asked_is_forgotten_too(store: Store) -> None:
    load_reference(store, START)
    desk = Desk(store)
    assert desk.reply("slack:T1:U0SPURTE", "roller be-om Agder koordinator").ok
    assert forget_departed(store, datetime(2027, 12, 1, tzinfo=UTC), 12) == 1
    assert "U0SPURTE" not in str(everything(store))
    with store.reading() as connection:
        assert verify(connection).findings == []


def test_codes_and_wrong_tries_are_gone_by_the_next_day(store: Store) -> None:
    """Though nobody makes or types another; who has just made one can use it all the same."""
    app = build(Settings(_env_file=None), FixedClock(START), store=store)  # type: ignore[call-arg] # the library's own
    app.start(START)
    desk = Desk(store)
    for who in (WHO, OTHER):
        assert desk.reply(who, "roller be-om Agder koordinator").ok
    assert desk.reply("ks", "roller godkjenn 1").ok
    assert desk.reply(WHO, "roller koble").ok
    assert not desk.reply(OTHER, "roller koble CDFG-HJKM").card.form
    app.daily(START + timedelta(minutes=9))
    assert {name for name in ("link_code", "link_attempt") if everything(store)[name]} == {"link_code", "link_attempt"}
    app.daily(START + timedelta(days=1))
    assert {name for name in ("link_code", "link_attempt") if everything(store)[name]} == set()


def test_what_was_forgotten_is_gone_from_the_file_as_soon_as_others_let_us(
    sqlite_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(leftovers, "_PATIENT", 0.0)
    app = build(Settings(_env_file=None), FixedClock(LATER), store=sqlite_store)  # type: ignore[call-arg] # the library's own
    app.start(START)
    desk = Desk(sqlite_store)
    assert desk.reply(WHO, "roller be-om Agder koordinator").ok
    file = Path(str(sqlite_store.url.database))

    def stands() -> bool:
        return any(USER.encode() in one.read_bytes() for one in file.parent.glob(f"{file.name}*"))

    with capture_logs() as logs, closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM person").fetchone()  # somebody reads on, in what was before
        assert app.daily(LATER) == 1
        assert [one["event"] for one in logs] == ["database.forgotten_left_in_file"]
        assert USER not in str(everything(sqlite_store))
        assert stands()
    assert app.daily(LATER + timedelta(days=1)) == 0
    assert not stands()
