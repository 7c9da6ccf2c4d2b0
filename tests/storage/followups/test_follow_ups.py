"""Which follow-ups an organisation reads, how many a county has open, and what a new date leaves behind it."""

from datetime import date, timedelta

import pytest

from domain.followups import FollowUpState
from storage.followups.changes import move_due
from storage.followups.followups import (
    add_follow_up,
    done_between,
    follow_ups_numbered,
    note_done,
    numbers_of,
    open_by_county,
    postponements,
)
from storage.setup.reference import load_reference
from storage.unit_of_work.store import Store
from storage.unit_of_work.unit import Origin, system
from tests.desk import START

DUE = date(2026, 12, 15)


@pytest.fixture(autouse=True)
def organisations(store: Store) -> None:
    load_reference(store, START)


def noted(store: Store, owner: str, county: str | None, *, state: str = "open") -> int:
    with store.begin(system("test"), START) as unit:
        row = add_follow_up(unit, owner=owner, county=county, text="levere skisse", due=DUE, taken_on=False)
        row.state = FollowUpState(state)
        return row.id


def test_an_organisation_reads_what_it_owns_and_what_comes_from_it(store: Store) -> None:
    owned = noted(store, "agder", None)
    given = noted(store, "siva", "agder", state="done")
    others = noted(store, "siva", "oslo")
    national = noted(store, "ks", None)
    with store.read(START) as snapshot:
        assert numbers_of(snapshot.session, "agder") == {owned, given}
        assert numbers_of(snapshot.session, "siva") == {given, others}
        assert numbers_of(snapshot.session, "ks") == {national}
        assert numbers_of(snapshot.session, "rogaland") == set()


def test_only_the_open_ones_are_counted_each_under_its_county(store: Store) -> None:
    for owner, county, state in (
        ("siva", "agder", "open"), ("siva", "agder", "postponed"), ("agder", "agder", "done"),
        ("siva", "oslo", "lapsed"), ("ks", None, "waiting"),
    ):  # fmt: skip
        noted(store, owner, county, state=state)
    with store.read(START) as snapshot:
        assert open_by_county(snapshot.session) == {"agder": 2, "": 1}


def test_numbers_that_are_not_there_are_left_out(store: Store) -> None:
    first, second = noted(store, "siva", "agder"), noted(store, "ks", None)
    with store.read(START) as snapshot:
        found = follow_ups_numbered(snapshot.session, {first, second + 1})
        assert [row.id for row in found] == [first]
        assert follow_ups_numbered(snapshot.session, ()) == []


@pytest.mark.parametrize(("taken_on", "state"), [(True, "confirmed"), (False, "open")])
def test_whoever_notes_their_own_has_taken_it_on(store: Store, taken_on: bool, state: str) -> None:  # noqa: FBT001 - a column of the table
    with store.begin(system("test"), START) as unit:
        row = add_follow_up(unit, owner="siva", county="agder", text="levere", due=DUE, taken_on=taken_on)
        assert (row.state, row.accepted, row.dated_on) == (state, taken_on, date(2026, 11, 23))


def test_a_new_date_counts_from_the_day_it_was_set_and_the_old_one_stays_in_the_history(store: Store) -> None:
    number, later = noted(store, "siva", "agder"), START + timedelta(days=3)
    for due, reason in ((date(2027, 1, 8), "jul"), (date(2027, 2, 5), "fortsatt jul")):
        with store.begin(Origin("slack:T1:U1", "utsett"), later) as unit:
            (row,) = follow_ups_numbered(unit.session, [number])
            move_due(unit, row, due, reason)
    with store.read(later) as snapshot:
        (row,) = follow_ups_numbered(snapshot.session, [number])
        assert (row.due, row.dated_on) == (date(2027, 2, 5), date(2026, 11, 26))
        assert [
            (one.old_due, one.new_due, one.reason, one.account) for one in postponements(snapshot.session, number)
        ] == [
            (DUE, date(2027, 1, 8), "jul", "slack:T1:U1"),
            (date(2027, 1, 8), date(2027, 2, 5), "fortsatt jul", "slack:T1:U1"),
        ]


def test_a_meeting_takes_note_of_what_was_done_since_the_one_before_and_on_its_own_day(store: Store) -> None:
    days = [DUE + timedelta(days=number) for number in range(-2, 3)]
    with store.begin(system("test"), START) as unit:
        for county, done_on in [("agder", day) for day in days] + [("oslo", DUE), (None, DUE)]:
            row = add_follow_up(unit, owner="siva", county=county, text=f"{done_on}", due=DUE, taken_on=True)
            row.state, row.done_on = FollowUpState.DONE, done_on
        unit.session.flush()
        since = [row.done_on for row in done_between(unit.session, "agder", days[0], days[3])]
        assert since == days[1:4]
        assert [row.done_on for row in done_between(unit.session, "agder", None, days[3])] == days[:4]
        assert [row.county for row in done_between(unit.session, None, days[0], days[3])] == [None]
        note_done(unit.session, "agder", days[0], days[3])
        assert [row.done_on for row in done_between(unit.session, "agder", None, days[4])] == [days[0], days[4]]
