"""A meeting is changed by the facts that are named, and comes back as it stands; on both databases."""

from datetime import date, time

import pytest
from sqlmodel import select

from domain.meetings.meetings import Meeting, MeetingKind, Season
from domain.meetings.steps import State, Step
from domain.meetings.year import Planned
from storage.meetings.meetings import (
    MeetingFacts,
    add_meeting,
    begin_anew,
    change_meeting,
    forget_steps,
    meeting_called,
    record_step,
    standing_meetings,
)
from storage.setup.reference import load_reference
from storage.tables import AttendanceRow, MeetingRow, StepRow
from storage.unit_of_work.store import Store
from storage.unit_of_work.unit import Origin, UnitOfWork
from tests.desk import START

BY = Origin(account="test", line="en linje", organisation="agder")
REF = "R42-2027-V"
APRIL = date(2027, 4, 15)
SPRING = Planned(REF, MeetingKind.REGIONAL, Season.SPRING, 2027, "agder")


@pytest.fixture
def office(store: Store) -> Store:
    """A store with the reference organisations, and one meeting that is planned."""
    load_reference(store, START)
    with store.begin(BY, START) as unit:
        add_meeting(unit, SPRING)
    return store


def kept(unit: UnitOfWork) -> Meeting:
    """The meeting as a reading of its own finds it."""
    unit.session.flush()
    unit.session.expire_all()
    found = meeting_called(unit.session, REF)
    assert found is not None
    return found


def test_a_new_meeting_is_planned_and_arises_today(office: Store) -> None:
    with office.begin(BY, START) as unit:
        new = kept(unit)
    assert (new.state, new.day, new.arose_on, new.version) == (State.PLANNED, None, START.date(), 1)


def test_the_facts_that_can_be_changed_are_named_alike_in_the_domain_and_in_the_table() -> None:
    names = set(MeetingFacts.__annotations__)
    assert names <= set(Meeting.__dataclass_fields__)
    assert names <= set(MeetingRow.model_fields)


def test_what_is_named_is_written_and_comes_back_one_version_on(office: Store) -> None:
    with office.begin(BY, START) as unit:
        planned = kept(unit)
        dated = change_meeting(unit, planned, state=State.DATED, day=APRIL, at=time(10), place="Grimstad")
        assert (dated.state, dated.day, dated.at, dated.place) == (State.DATED, APRIL, time(10), "Grimstad")
        assert dated.version == planned.version + 1
        assert kept(unit) == dated
    assert planned.state is State.PLANNED  # what was, to compare with


def test_what_is_not_named_stays_whatever_the_object_says(office: Store) -> None:
    with office.begin(BY, START) as unit:
        planned = kept(unit)
        change_meeting(unit, planned, place="Grimstad")
        change_meeting(unit, planned, theme="kompetanse")  # the object knows of no place
        assert (kept(unit).place, kept(unit).theme) == ("Grimstad", "kompetanse")


def test_a_step_is_taken_once_and_the_meeting_comes_back_with_it(office: Store) -> None:
    with office.begin(BY, START) as unit:
        convened = record_step(unit, kept(unit), Step.CONVENE, "agder", date(2027, 3, 1))
        assert convened.taken(Step.CONVENE) == date(2027, 3, 1)
        again = record_step(unit, convened, Step.CONVENE, "agder", date(2027, 3, 9))
        assert again.taken(Step.CONVENE) == date(2027, 3, 1)
        assert kept(unit) == convened


def test_steps_that_are_forgotten_are_gone_for_every_party_and_no_others(office: Store) -> None:
    with office.begin(BY, START) as unit:
        one = kept(unit)
        for step, party in ((Step.HOLD, "agder"), (Step.DRAFT, "agder"), (Step.COMMENT, "ks"), (Step.COMMENT, "siva")):
            one = record_step(unit, one, step, party, APRIL)
        one = forget_steps(unit, one, Step.DRAFT, Step.COMMENT)
        assert set(one.steps) == {(Step.HOLD, "agder")}
        assert kept(unit) == one


def test_a_meeting_that_was_called_off_begins_anew_without_steps_or_attendance(office: Store) -> None:
    with office.begin(BY, START) as unit:
        one = change_meeting(unit, kept(unit), state=State.CANCELLED, day=APRIL, at=time(10), moved_on=START.date())
        one = record_step(unit, one, Step.CONVENE, "agder", START.date())
        unit.session.add(AttendanceRow(meeting_id=one.id, organisation="siva", present=True))
        assert standing_meetings(unit.session) == []
        one = begin_anew(unit, one)
        assert (one.state, one.day, one.at, one.moved_on, one.steps) == (State.PLANNED, None, None, None, {})
        assert kept(unit) == one
        assert not unit.session.exec(select(StepRow)).all()
        assert not unit.session.exec(select(AttendanceRow)).all()
        assert standing_meetings(unit.session) == [one]
