"""The demo data, seen from its own clock."""

from datetime import date, timedelta

import pytest
from sqlmodel import select

from domain.calendar import oslo_date
from domain.duties.reminders import send_at
from domain.meetings.meetings import concerns
from domain.organisations import Role
from storage.agreements.agreements import (
    contributors_of,
    eu_measures,
    measure_called,
    parties_of,
    proposed,
    sheet,
    updates_of,
)
from storage.derived.derived import refresh_derived
from storage.duties.duties import open_duties
from storage.followups.followups import open_follow_ups, postponements
from storage.meetings.meetings import attendance, meeting_called, meetings_of_years, national_of
from storage.setup.demo import DemoRefusedError, demo_clock, fictional, load_demo
from storage.setup.reference import load_reference
from storage.setup.year import plan_ahead
from storage.tables import AuditRow, DutyRow, FollowUpRow
from storage.unit_of_work.store import Store
from storage.unit_of_work.unit import system

AT = demo_clock()
TODAY = oslo_date(AT)


@pytest.fixture
def demo(store: Store) -> Store:
    """A database with the demo data, made first with `init`, as an installation would."""
    load_reference(store, AT)
    plan_ahead(store, AT)
    assert load_demo(store, AT)
    return store


def test_it_can_be_repeated(demo: Store) -> None:
    def entries() -> int:
        with demo.read(AT) as snapshot:
            assert fictional(snapshot.session)
            return len(snapshot.session.exec(select(AuditRow)).all())

    before = entries()
    assert not load_demo(demo, AT)
    assert entries() == before
    refresh_derived(demo, AT)
    plan_ahead(demo, AT)
    assert entries() == before


def test_overdue_are_exactly_one_measure_and_one_follow_up(demo: Store) -> None:
    with demo.read(AT) as snapshot:
        overdue = [duty.key for duty in open_duties(snapshot.session, TODAY) if duty.due < TODAY]
        soon = [one.id for one in open_follow_ups(snapshot.session) if TODAY <= one.due <= TODAY + timedelta(days=21)]
        measure = measure_called(snapshot.session, 1, "T1.2")
    assert measure is not None
    assert overdue == [f"measure/{measure.id}", "follow-up/7"]
    assert soon == [5]


def test_the_agreement_stands_as_its_status_sheet_says(demo: Store) -> None:
    with demo.read(AT) as snapshot:
        found = sheet(snapshot.session, "midtvik", TODAY)
        assert found is not None
        changes = proposed(snapshot.session, found.agreement)
        parties = [one.organisation for one in parties_of(snapshot.session, found.agreement.id)]
        helping = contributors_of(snapshot.session, [row.id for row in found.measures])
        eu = [row.number for row in eu_measures(snapshot.session)]
        reports = {row.number: len(updates_of(snapshot.session, row.id)) for row in found.measures}
        next_steps = {
            row.number: [one.next_step for one in updates_of(snapshot.session, row.id)] for row in found.measures
        }
        figures = {row.number: [one.value for one in updates_of(snapshot.session, row.id)] for row in found.measures}
    assert [row.number for row in found.measures] == ["T1.1", "T1.2", "T2.1", "T2.2", "T3.1", "T3.2"]
    assert (found.delayed, found.over, found.unanchored, found.agreed) == (["T1.2"], ["T1.2"], ["T3.2"], ["T3.2"])
    assert {status.value: n for status, n in found.statuses.items() if n} == {
        "not-started": 1, "in-progress": 3, "delayed": 1, "completed": 1,
    }  # fmt: skip
    assert (found.agreement.state, found.agreement.version) == ("under-revision", 1)
    assert parties == ["midtvik", "innovasjon-norge", "siva", "forskningsradet"]
    assert sorted(map(len, helping.values())) == [1, 1, 2, 2, 2, 3]
    assert eu == ["T2.2"]
    assert reports == {"T1.1": 2, "T1.2": 2, "T2.1": 2, "T2.2": 1, "T3.1": 2, "T3.2": 0}
    assert figures == {
        "T1.1": [6.0, 11.0], "T1.2": [None, 0.0], "T2.1": [12.0, 17.0], "T2.2": [3.0], "T3.1": [3.0, 5.0], "T3.2": [],
    }  # fmt: skip
    assert {row.number: row.version for row in found.measures} == {number: 1 + n for number, n in reports.items()}
    assert {number: [bool(step) for step in said] for number, said in next_steps.items()} == {
        "T1.1": [True, True], "T1.2": [True, True], "T2.1": [False, True], "T2.2": [True], "T3.1": [True, False],
        "T3.2": [],
    }  # fmt: skip
    assert all(not said or row.next_step == said[-1] for row in found.measures for said in [next_steps[row.number]])
    assert all(not said or row.latest == said[-1] for row in found.measures for said in [figures[row.number]])
    assert [(one.number, one.field, one.new) for one in changes] == [
        ("T1.2", "due", "2027-06-01"),
        ("T3.2", "origin", "plan 3.3"),
    ]


def test_the_follow_ups_and_their_history(demo: Store) -> None:
    with demo.read(AT) as snapshot:
        rows = {row.id: row for row in snapshot.session.exec(select(FollowUpRow).order_by("id"))}
        dates = [(row.old_due, row.new_due, bool(row.reason)) for row in postponements(snapshot.session, 2)]
        changed = {one: len(postponements(snapshot.session, one)) for one in rows}
    assert list(rows) == [1, 2, 3, 4, 5, 6, 7]
    assert {one: rows[one].state for one in rows} == {
        1: "done", 2: "postponed", 3: "done", 4: "done", 5: "confirmed", 6: "open", 7: "open",
    }  # fmt: skip
    assert {one for one in rows if rows[one].accepted} == {1, 3, 4, 5}
    assert {row.county for row in rows.values()} == {"midtvik"}
    assert rows[1].created_on == date(2026, 4, 16)
    assert rows[7].created_on == rows[7].dated_on == date(2026, 11, 12)
    assert (rows[2].due, rows[2].dated_on) == (date(2026, 12, 15), date(2026, 11, 12))
    assert dates == [
        (date(2026, 6, 19), date(2026, 10, 30), True),
        (date(2026, 10, 30), date(2026, 12, 15), True),
    ]
    assert {one: rows[one].version for one in rows} == {one: 1 + times for one, times in changed.items()}


def test_the_next_follow_up_gets_the_next_number(demo: Store) -> None:
    with demo.begin(system("test"), AT) as unit:
        row = FollowUpRow(owner="siva", text="Ny", due=TODAY, created_on=TODAY, dated_on=TODAY)
        unit.session.add(row)
        unit.session.flush()
        assert row.id == 8


def test_the_meetings(demo: Store) -> None:
    with demo.read(AT) as snapshot:
        found = {one.ref: one for one in meetings_of_years(snapshot.session, 2026, 2027)}
        autumn = meeting_called(snapshot.session, "R90-2026-H")
        assert autumn is not None
        assert autumn.day is not None
        there = attendance(snapshot.session, [autumn.id])[autumn.id]
        gap = concerns(autumn, national_of(snapshot.session, autumn))
    assert len([ref for ref in found if "-2027-" in ref]) == 2 + 30 + 2
    assert {ref for ref, one in found.items() if one.theme} == {"R90-2026-V", "R90-2026-H"}
    assert {ref for ref, one in found.items() if one.place} == {"N-2026-V", "R90-2026-V", "N-2026-H", "R90-2026-H"}
    dated = {ref: one.day for ref, one in found.items() if one.state.value == "dated"}
    assert dated == {
        "N-2027-V": date(2027, 3, 9),
        "N-2027-H": date(2027, 10, 19),
        "R90-2027-V": date(2027, 4, 15),
        "R90-2027-H": date(2027, 11, 16),
    }
    assert {ref for ref, one in found.items() if one.state.value == "approved"} == {
        "N-2026-V", "N-2026-H", "R90-2026-V",
    }  # fmt: skip
    assert there == {"midtvik": True, "innovasjon-norge": True, "siva": False, "forskningsradet": True}
    assert [(one.code, one.facts["gap"]) for one in gap] == [("short-gap", 23)]


def test_reminders_of_days_gone_by_are_not_caught_up(demo: Store) -> None:
    with demo.read(AT) as snapshot:
        planned = [row.next_reminder_at for row in snapshot.session.exec(select(DutyRow)) if row.next_reminder_at]
    assert min(planned).replace(tzinfo=None) >= send_at(TODAY).replace(tzinfo=None)


def test_nobody_is_named_and_nobody_holds_a_role(demo: Store) -> None:
    with demo.read(AT) as snapshot:
        assert not any(snapshot.directory.holders(slug, role, TODAY) for slug in ("ks", "midtvik") for role in Role)
        assert not snapshot.directory.people


def test_it_stays_out_of_an_installation_with_follow_ups_of_its_own(sqlite_store: Store) -> None:
    load_reference(sqlite_store, AT)
    with sqlite_store.begin(system("test"), AT) as unit:
        unit.session.add(FollowUpRow(owner="siva", text="Ekte", due=TODAY, created_on=TODAY, dated_on=TODAY))
    with pytest.raises(DemoRefusedError):
        load_demo(sqlite_store, AT)
    with sqlite_store.read(AT) as snapshot:
        assert not fictional(snapshot.session)
