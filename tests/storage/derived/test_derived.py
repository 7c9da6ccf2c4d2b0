"""An installation that gets a new kind of duty: it is there at the next `init`, without anybody raising a number."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import date, time, timedelta
from pathlib import Path

import pytest
from sqlmodel import select

from domain.calendar import QuietWeeks, WorkCalendar, oslo_instant
from domain.duties.duties import Duty
from domain.duties.reminders import send_at
from storage.derived.code_digest import _imported, code_digest
from storage.derived.derived import DUTIES, Derived, refresh_derived
from storage.derived.turns import Record
from storage.duties.tracked import Tracked
from storage.followups.tracked import TrackedFollowUps
from storage.setup.reference import load_reference
from storage.tables import DutyRow, FollowUpRow, SettingRow
from storage.unit_of_work.store import Store
from storage.unit_of_work.unit import Rules, UnitOfWork, system

TODAY = date(2026, 11, 23)
AT = oslo_instant(TODAY, time(8))
CHECK = "check"
AS_THEY_COME = Rules(WorkCalendar())


class FollowUpsThatAreLookedAfter(TrackedFollowUps):
    """The next version: three days before a follow-up is due, whoever it comes from asks how it goes."""

    duty_kinds = TrackedFollowUps.duty_kinds | {CHECK}

    def derive(self, unit: UnitOfWork, ids: Collection[int]) -> Sequence[Duty]:
        done = super().derive(unit, ids)
        return [*done, *(self._check(duty) for duty in done)]

    @staticmethod
    def _check(duty: Duty) -> Duty:
        return Duty(
            key=f"{duty.key}/check",
            subject_kind=duty.subject_kind,
            subject_id=duty.subject_id,
            kind=CHECK,
            clause=duty.clause,
            owner="agder",
            due=duty.due - timedelta(days=3),
            arose_on=duty.arose_on,
        )


@pytest.fixture
def installation(database_url: str) -> str:
    """Filled and used by this version: Siva has something to do by Tuesday, and something by Christmas."""
    with opened(database_url, TrackedFollowUps()) as store:
        load_reference(store, AT)
        refresh_derived(store, AT)
        with store.begin(system("test"), AT) as unit:
            unit.session.add_all([follow_up("Skisse", date(2026, 11, 24)), follow_up("Plan", date(2026, 12, 18))])
    return database_url


def follow_up(text: str, due: date) -> FollowUpRow:
    return FollowUpRow(text=text, owner="siva", county="agder", due=due, created_on=TODAY, dated_on=TODAY)


@contextmanager
def opened(url: str, subject: Tracked, rules: Rules = AS_THEY_COME) -> Iterator[Store]:
    """A version of the program over a database."""
    with closing(Store(url, rules, Derived([subject]))) as store:
        yield store


def checks(store: Store) -> dict[date, DutyRow]:
    with store.read(AT) as snapshot:
        return {row.due: row for row in snapshot.session.exec(select(DutyRow).where(DutyRow.kind == CHECK))}


def test_a_new_kind_of_duty_is_there_after_an_upgrade(installation: str) -> None:
    with opened(installation, FollowUpsThatAreLookedAfter()) as newer:
        assert checks(newer) == {}
        assert refresh_derived(newer, AT)
        assert set(checks(newer)) == {date(2026, 11, 21), date(2026, 12, 15)}
        assert not refresh_derived(newer, AT)


def test_one_whose_deadline_is_past_is_shown_and_sends_nothing(installation: str) -> None:
    with opened(installation, FollowUpsThatAreLookedAfter()) as newer:
        refresh_derived(newer, AT)
        past, coming = (checks(newer)[day] for day in (date(2026, 11, 21), date(2026, 12, 15)))
        assert (past.done_on, past.until, past.next_reminder_at) == (None, None, None)
        assert coming.next_reminder_at is not None
        assert coming.next_reminder_at >= send_at(TODAY)


def test_an_older_version_beside_it_takes_nothing_away(installation: str) -> None:
    with (
        opened(installation, FollowUpsThatAreLookedAfter()) as newer,
        opened(installation, TrackedFollowUps()) as older,
    ):
        refresh_derived(newer, AT)
        assert not refresh_derived(older, AT)
        with older.begin(system("test"), AT) as unit:
            row = unit.session.exec(select(FollowUpRow).where(FollowUpRow.text == "Plan")).one()
            row.due = date(2026, 12, 17)
        assert checks(older)[date(2026, 12, 15)].done_on is None  # it doesn't know of it, and leaves it alone
        assert refresh_derived(newer, AT)  # and what it has derived in its own way is mended
        assert set(checks(newer)) == {date(2026, 11, 21), date(2026, 12, 14)}


def test_an_older_version_that_has_not_looked_since_the_newer_came_owns_up_too(installation: str) -> None:
    new, old = FollowUpsThatAreLookedAfter(), TrackedFollowUps()
    with opened(installation, old) as older, opened(installation, new) as newer:
        refresh_derived(older, AT)
        refresh_derived(newer, AT)
        with older.begin(system("test"), AT) as unit:
            row = unit.session.exec(select(FollowUpRow).where(FollowUpRow.text == "Plan")).one()
            row.due = date(2026, 12, 17)
        assert refresh_derived(newer, AT)
        assert set(checks(newer)) == {date(2026, 11, 21), date(2026, 12, 14)}


def test_a_kind_that_is_given_up_is_asked_for_no_more(installation: str) -> None:
    with opened(installation, FollowUpsThatAreLookedAfter()) as one:
        refresh_derived(one, AT)
    with opened(installation, TrackedFollowUps()) as rolled_back:
        later = AT + timedelta(days=3)
        assert refresh_derived(rolled_back, later)
        assert all(row.done_on is not None for row in checks(rolled_back).values())


def test_another_calendar_is_another_derivation(installation: str) -> None:
    quiet = Rules(WorkCalendar(QuietWeeks(iso_weeks=(30,))))
    with opened(installation, TrackedFollowUps(), quiet) as store:
        assert refresh_derived(store, AT)


def test_the_record_says_what_came_before(installation: str) -> None:
    with opened(installation, FollowUpsThatAreLookedAfter()) as newer:
        with newer.read(AT) as snapshot:
            before = Record.read(snapshot.session.get_one(SettingRow, DUTIES).value)
        refresh_derived(newer, AT)
        with newer.read(AT) as snapshot:
            after = Record.read(snapshot.session.get_one(SettingRow, DUTIES).value)
        assert after.earlier == (before.digest,)


def test_a_digest_is_of_code_and_of_the_domain_it_reaches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(tmp_path))
    module = tmp_path / "derives_something.py"
    module.write_text("from domain.duties import reminders\n\nDAYS = 3\n")
    first = code_digest("derives_something")
    code_digest.cache_clear()
    module.write_text("from domain.duties import reminders\n\nDAYS = 4\n")
    assert code_digest("derives_something") != first
    assert code_digest("domain.search_words") != code_digest("domain.duties.reminders")
    with pytest.raises(ImportError):
        code_digest("sys")


@pytest.mark.parametrize(
    ("line", "modules"),
    [
        ("from domain.duties import reminders", ["domain.duties", "domain.duties.reminders"]),
        ("from domain.calendar import WorkCalendar, oslo_date", ["domain.calendar"]),
        ("from domain import (\n    clauses,\n    calendar,\n)", ["domain", "domain.clauses", "domain.calendar"]),
        ("import re\nfrom storage.tables import Row", []),
    ],
)
def test_which_modules_of_the_domain_a_source_reaches(line: str, modules: list[str]) -> None:
    assert _imported(f"{line}\n") == modules
