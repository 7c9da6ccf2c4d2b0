"""Whatever is said in whatever order: approved minutes stand, nothing open is dropped, each number comes once."""

import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from sqlmodel import select

from bot.app import open_store
from domain.canonical import checksum
from domain.followups import CLOSED
from handlers.minutes.approve import approve_by_silence
from storage.tables import AgendaItemRow, DecisionRow, FollowUpRow, MinutesRow, MinutesVersionRow
from storage.unit_of_work.unit import Rules
from tests.desk import Desk, oslo
from tests.thorough import as_many

TEMPLATE: dict[str, Path] = {}
REFS = ("R42-2026-H", "R42-2027-V", "N-2027-V")
WHO = ("agder", "agder:leader", "siva", "innovasjon-norge", "forskningsradet", "ks", "rogaland")
NUMBERS = st.builds("{}/{}".format, st.integers(1, 6), st.sampled_from((26, 27)))
WORDS = st.sampled_from(
    ("Kraft og kompetanse", "Siva leverer skisse", "ny frist for T1.2", "æøå", "Vedtak: noe", "fordi", "O-1 og V-1/26")
)


@pytest.fixture(scope="module", autouse=True)
def ground(furnished_template: Path) -> Iterator[None]:
    """Agder has two meetings ahead, KS one, all with dates; the first two convened."""
    path = Path(tempfile.mkdtemp()) / "ground.db"
    shutil.copyfile(furnished_template, path)
    from domain.calendar import WorkCalendar

    store = open_store(f"sqlite:///{path}", Rules(WorkCalendar()))
    desk = Desk(store)
    for who, line in (
        ("agder", "møte ny høst 10.12.2026"),
        ("agder", "innkall R42-2026-H bekreft"),
        ("agder", "møte ny vår 15.4.2027"),
        ("ks", "møte ny nasjonalt vår 9.3.2027"),
        ("agder", "oppfølging ny Siva: levere noe innen 15.1.2027"),
    ):
        assert desk.reply(who, line).ok, line
    store.close()
    TEMPLATE["path"] = path
    yield
    shutil.rmtree(path.parent)


class Minutes(RuleBasedStateMachine):
    """People of several organisations saying lines and sending forms, old ones too, while the days go by."""

    def __init__(self) -> None:
        super().__init__()
        from domain.calendar import WorkCalendar

        self.folder = Path(tempfile.mkdtemp())
        shutil.copyfile(TEMPLATE["path"], self.folder / "machine.db")
        self.store = open_store(f"sqlite:///{self.folder}/machine.db", Rules(WorkCalendar()))
        self.desk = Desk(self.store, at=oslo("2026-12-10 12:00"))
        self.forms: list[tuple[str, str, dict[str, str]]] = []
        self.locked: dict[int, tuple[str, object]] = {}
        self.numbers: dict[int, tuple[object, ...]] = {}

    def teardown(self) -> None:
        self.store.close()
        shutil.rmtree(self.folder)

    def say(self, who: str, line: str, fields: dict[str, str] | None = None) -> None:
        reply = self.desk.reply(who, line, fields=fields)
        code = reply.problem.code if reply.problem else ""
        assert code != "common.unexpected", line
        if code == "minutes.takes-back" and reply.card.buttons:
            reply = self.desk.press(who, reply.card, "Trekk tilbake og endre")
            assert not reply.problem or reply.problem.code != "minutes.takes-back"
        if reply.card.form is not None:
            values = {field.name: field.value for field in reply.card.form.fields}
            self.forms.append((who, reply.card.form.line, values))

    @initialize(made=st.booleans())
    def somebody_was_there(self, *, made: bool) -> None:
        self.say("agder", "til stede R42-2026-H: Siva")
        self.say("agder", "saksliste ny R42-2026-H Testfasilitet for plast")
        if made:
            self.say("agder", "saksliste ny R42-2027-V Møteplan")

    @rule(ref=st.sampled_from(REFS))
    def all_approve(self, ref: str) -> None:
        """The straight road, which chance alone seldom takes."""
        for line in ("til stede {}: Siva", "referat endre {}: behov: nei", "referat send {} bekreft"):
            self.say("agder", line.format(ref))
        for who in ("siva", "innovasjon-norge", "forskningsradet"):
            self.say(who, f"godkjenn {ref}")

    @rule(number=st.integers(4, 6), outcome=st.sampled_from(("utsatt", "vedtak")))
    def put_off_item(self, number: int, outcome: str) -> None:
        self.say("agder", f"referat utfall {number}/26 {outcome}")

    @rule(days=st.integers(0, 20))
    def days_go_by(self, days: int) -> None:
        self.desk.at += timedelta(days=days)
        approve_by_silence(self.store, self.desk.at)

    @rule(who=st.sampled_from(WHO), number=NUMBERS, words=WORDS)
    def decide(self, who: str, number: str, words: str) -> None:
        self.say(who, f"vedtak {number} {words}")

    @rule(who=st.sampled_from(WHO), number=NUMBERS, words=WORDS)
    def note(self, who: str, number: str, words: str) -> None:
        self.say(who, f"oppfølging {number} Siva: {words} innen 30.12.2027")

    @rule(who=st.sampled_from(WHO), number=NUMBERS, words=WORDS)
    def tell(self, who: str, number: str, words: str) -> None:
        self.say(who, f"referat tekst {number}: {words}")

    @rule(who=st.sampled_from(WHO), number=NUMBERS, outcome=st.sampled_from(("orientering", "vedtak", "utsatt")))
    def outcome(self, who: str, number: str, outcome: str) -> None:
        self.say(who, f"referat utfall {number} {outcome}")

    @rule(
        who=st.sampled_from(WHO),
        ref=st.sampled_from(REFS),
        how=st.sampled_from(("saksliste ny {} Ny sak", "saksliste intern {} Egen sak", "saksliste send {} bekreft")),
    )
    def agenda(self, who: str, ref: str, how: str) -> None:
        self.say(who, how.format(ref))

    @rule(
        who=st.sampled_from(WHO),
        number=NUMBERS,
        how=st.sampled_from(
            (
                "saksliste fjern {} fordi den utgår",
                "saksliste flytt {} først",
                "saksliste endre {}: Nytt navn",
                "saksliste unnta {} hjemmel offl. § 23",
            )
        ),
    )
    def item(self, who: str, number: str, how: str) -> None:
        self.say(who, how.format(number))

    @rule(
        who=st.sampled_from(WHO),
        ref=st.sampled_from(REFS),
        how=st.sampled_from(
            (
                "til stede {}: Siva, Innovasjon Norge; forfall Forskningsrådet",
                "referat endre {}: behov: nei",
                "referat endre {}: behov: ja",
                "referat send {} bekreft",
                "referat godkjenn {} bekreft",
                "godkjenn {}",
                "merknad {}: noe er feil",
                "besvar {} 1: tatt inn",
                "innkall {} bekreft",
                "møte holdt {} til stede Siva",
                "møte sendt {} referatutkast",
                "møte sendt {} godkjent",
            )
        ),
    )
    def minutes(self, who: str, ref: str, how: str) -> None:
        self.say(who, how.format(ref))

    @rule(who=st.sampled_from(WHO), number=st.integers(1, 4), words=WORDS)
    def rewrite(self, who: str, number: int, words: str) -> None:
        self.say(who, f"endre vedtak V-{number}/26: {words}")
        self.say(who, f"trekk vedtak V-{number}/26 fordi {words}")

    @rule(who=st.sampled_from(WHO), number=st.integers(1, 4), words=WORDS)
    def correct(self, who: str, number: int, words: str) -> None:
        self.say(who, f"referat rett V-{number}/26: {words} fordi noe var feil bekreft")

    @rule(who=st.sampled_from(WHO), ref=st.sampled_from(REFS), rett=st.booleans())
    def open_form(self, who: str, ref: str, *, rett: bool) -> None:
        self.say(who, f"referat rett {ref}" if rett else f"referat {ref}")

    @rule(data=st.data())
    def send_form(self, data: st.DataObject) -> None:
        """A form opened at any time before, some of its fields filled in."""
        if not self.forms:
            return
        who, line, values = data.draw(st.sampled_from(self.forms))
        names = data.draw(st.lists(st.sampled_from(sorted(values)), max_size=3)) if values else []
        typed = {name: data.draw(WORDS) for name in names if name.startswith(("text", "result", "chair", "reason"))}
        self.say(who, line, {**values, **typed})

    @rule(who=st.sampled_from(WHO), number=st.integers(1, 4))
    def follow_up(self, who: str, number: int) -> None:
        self.say(who, f"ferdig O-{number}")

    @rule(who=st.sampled_from(WHO), number=st.integers(1, 4))
    def put_off(self, who: str, number: int) -> None:
        self.say(who, f"utsett O-{number} til 1.11.2027 fordi vi venter")

    def all(self, kind: Any) -> list[Any]:
        with self.store.read(self.desk.at) as snapshot:
            return list(snapshot.session.exec(select(kind)).all())

    @invariant()
    def approved_minutes_stand(self) -> None:
        versions = {row.id: row for row in self.all(MinutesVersionRow)}
        for id_, (digest, content) in self.locked.items():
            assert (versions[id_].sha256, versions[id_].content) == (digest, content)
        for id_, row in versions.items():
            assert checksum(row.content) == row.sha256
            self.locked[id_] = (row.sha256, row.content)
        for minutes in self.all(MinutesRow):
            assert (minutes.state == "approved") is (minutes.locked > 0)
            if minutes.locked:
                self._what_stands_is_what_is_locked(minutes, versions)

    def _what_stands_is_what_is_locked(self, minutes: Any, versions: dict[int, Any]) -> None:
        """The working rows of approved minutes say what their newest version says."""
        newest = max((row for row in versions.values() if row.minutes_id == minutes.id), key=lambda row: row.version)
        decided = {one["number"]: one["text"] for item in newest.content["items"] for one in item["decisions"]}
        rows = [row for row in self.all(DecisionRow) if row.meeting_id == minutes.meeting_id]
        assert {f"V-{row.number}/{row.year % 100}": row.text for row in rows if row.state != "withdrawn"} == decided
        assert {row.state for row in rows} <= {"approved", "withdrawn"}
        items = [row for row in self.all(AgendaItemRow) if row.meeting_id == minutes.meeting_id]
        told = {item["number"]: (item["text"], item["outcome"]) for item in newest.content["items"]}
        standing = [row for row in items if row.removed_on is None and not row.internal]
        assert {f"{row.number}/{row.year % 100}": (row.text, row.outcome) for row in standing} == told

    @invariant()
    def no_two_are_numbered_alike(self) -> None:
        items = self.all(AgendaItemRow)
        taken = Counter((row.body, row.year, row.internal, row.number) for row in items)
        taken.update((row.body, row.year, "decision", row.number) for row in self.all(DecisionRow))
        assert max(taken.values(), default=1) == 1
        for row in items:  # and a number once given stays
            known = self.numbers.setdefault(row.id, (row.body, row.year, row.internal, row.number))
            assert known == (row.body, row.year, row.internal, row.number)
        assert set(self.numbers) == {row.id for row in items}

    @invariant()
    def nothing_open_is_dropped(self) -> None:
        """Each open follow-up of the county stands on its next agenda; what was put off does as well, once."""
        said = self.desk.say("agder", "saksliste R42-2027-V")
        for row in self.all(FollowUpRow):
            if row.state not in CLOSED and row.county == "agder":
                assert f"O-{row.id} {row.text}" in said
        autumn = {row.id: row for row in self.all(AgendaItemRow) if row.body == "agder" and row.year == 2026}
        for row in autumn.values():
            if row.outcome == "postponed" and row.title and row.removed_on is None and not row.internal:
                carried = [one for one in self.all(AgendaItemRow) if one.carried_from == row.id]
                assert len(carried) <= 1
                if not carried or carried[0].removed_on is None:
                    assert f"Utsatt fra sak {row.number}/26" in said


Minutes.TestCase.settings = settings(
    max_examples=as_many(8, 30), stateful_step_count=40, suppress_health_check=list(HealthCheck)
)
TestMinutes = Minutes.TestCase
