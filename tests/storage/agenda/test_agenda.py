"""Agendas: numbered for good, in their order, and what was put off comes up again once, at the next meeting."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest

from domain.meetings.meetings import MeetingKind, Season
from domain.meetings.minutes import DecisionState, ItemOutcome, MinutesState
from domain.meetings.steps import State
from domain.meetings.year import Planned
from storage.agenda.agenda import (
    add_item,
    agenda_of,
    ensure_agenda,
    first_of,
    follow_carried,
    item_by_number,
    items_of,
    made,
    next_number,
    release_carried,
    source_of,
)
from storage.agenda.body_meetings import coming_meeting_of, meeting_to_record, next_meeting, previous_day
from storage.decisions.decisions import add_decision
from storage.meetings.meetings import add_meeting, change_meeting, meeting_called
from storage.minutes.minutes import ensure_minutes
from storage.setup.reference import load_reference
from storage.tables import AgendaItemRow
from storage.unit_of_work.store import Store
from storage.unit_of_work.unit import UnitOfWork, system
from tests.desk import START

SPRING, AUTUMN = date(2027, 4, 15), date(2027, 11, 16)
V, H = "R42-2027-V", "R42-2027-H"
TEMPLATE = ["national-autumn", "agreement-reviewed", "need-for-changes"]
TODAY = date(2027, 4, 20)


@pytest.fixture
def unit(sqlite_store: Store) -> Iterator[UnitOfWork]:
    """Agder's two meetings of 2027, each with its day, and a national one."""
    load_reference(sqlite_store, START)
    with sqlite_store.begin(system("test"), START) as unit:
        for ref, season, day in ((V, Season.SPRING, SPRING), (H, Season.AUTUMN, AUTUMN)):
            add_meeting(unit, Planned(ref, MeetingKind.REGIONAL, season, 2027, "agder"))
            set_to(unit, ref, state=State.DATED, day=day)
        add_meeting(unit, Planned("N-2027-V", MeetingKind.NATIONAL, Season.SPRING, 2027, "ks"))
        yield unit


def set_to(unit: UnitOfWork, ref: str, **facts: object) -> None:
    found = meeting_called(unit.session, ref)
    assert found is not None
    change_meeting(unit, found, **facts)  # type: ignore[arg-type] # its own facts
    unit.session.flush()


@pytest.fixture
def agenda(unit: UnitOfWork) -> Callable[[str], list[AgendaItemRow]]:
    """A meeting's agenda, made."""

    def make(ref: str) -> list[AgendaItemRow]:
        found = meeting_called(unit.session, ref)
        assert found is not None
        return ensure_agenda(unit, found)

    return make


Agenda = Callable[[str], list[AgendaItemRow]]


def shown(items: list[AgendaItemRow]) -> list[str]:
    return [f"{'intern ' if one.internal else ''}{one.number} {one.template or one.title}" for one in items]


def added(unit: UnitOfWork, ref: str, title: str, *, internal: bool = False) -> AgendaItemRow:
    found = meeting_called(unit.session, ref)
    assert found is not None
    return add_item(unit, found, title, internal=internal)


def test_an_agenda_is_made_of_the_template_and_numbered_through_the_year(unit: UnitOfWork, agenda: Agenda) -> None:
    found = meeting_called(unit.session, V)
    assert found is not None
    assert not made(unit.session, found.id)
    planned = agenda_of(unit.session, found)
    assert [(one.number, one.position) for one in planned] == [(0, 1), (0, 2), (0, 3)]
    assert not made(unit.session, found.id), "looking makes nothing"
    first = agenda(V)
    assert shown(first) == ["1 national-spring", "2 agreement-presented", "3 trends"]
    assert [(one.clause, one.mandatory, one.year, one.body) for one in first] == [("§ 2.1", True, 2027, "agder")] * 3
    assert made(unit.session, found.id)
    assert agenda(V) == first, "it is made once"
    assert shown(agenda(H)) == [f"{number} {name}" for number, name in enumerate(TEMPLATE, 4)]
    assert next_number(unit.session, "agder", 2027) == 7
    assert next_number(unit.session, "agder", 2028) == next_number(unit.session, "national", 2027) == 1


def test_new_items_come_last_and_internal_ones_have_a_series_of_their_own(unit: UnitOfWork, agenda: Agenda) -> None:
    agenda(V)
    added(unit, V, "Internt", internal=True)
    added(unit, V, "Kraft")
    added(unit, V, "Havn")
    assert shown(agenda(V))[3:] == ["4 Kraft", "5 Havn", "intern 1 Internt"]
    assert [one.position for one in agenda(V)] == [1, 2, 3, 5, 6, 4]
    kraft = agenda(V)[3]
    kraft.removed_on = TODAY
    unit.session.flush()
    assert shown(agenda(V))[3:] == ["5 Havn", "intern 1 Internt"]
    assert shown(items_of(unit.session, kraft.meeting_id, removed=True))[3] == "4 Kraft"
    assert next_number(unit.session, "agder", 2027) == 6, "no number comes twice"
    assert next_number(unit.session, "agder", 2027, internal=True) == 2


def test_an_item_is_found_by_its_number(unit: UnitOfWork, agenda: Agenda) -> None:
    agenda(V)
    inner = added(unit, V, "Internt", internal=True)
    (found,) = item_by_number(unit.session, ["agder"], 2027, 1)
    assert found.template == "national-spring"
    assert item_by_number(unit.session, ["agder"], 2027, 1, internal=True) == [inner]
    assert item_by_number(unit.session, None, 2027, 1) == [found]
    for bodies, year, number in ((["siva"], 2027, 1), (["agder"], 2026, 1), (["agder"], 2027, 9), ([], 2027, 1)):
        assert item_by_number(unit.session, bodies, year, number) == []


def test_what_was_put_off_stands_on_the_next_agenda_when_that_is_made(unit: UnitOfWork, agenda: Agenda) -> None:
    agenda(V)
    kraft, havn = added(unit, V, "Kraft"), added(unit, V, "Havn")
    kraft.outcome, havn.outcome, kraft.exempt = ItemOutcome.POSTPONED, ItemOutcome.NOTED, "§ 14"
    unit.session.flush()
    carried = agenda(H)[-1]
    assert shown(agenda(H)) == [*(f"{number} {name}" for number, name in enumerate(TEMPLATE, 6)), "9 Kraft"]
    assert (carried.carried_from, carried.exempt, carried.position) == (kraft.id, "§ 14", 4)
    assert source_of(unit.session, carried) is first_of(unit.session, carried) is kraft
    assert source_of(unit.session, kraft) is first_of(unit.session, kraft) is kraft


def test_what_is_put_off_later_comes_to_an_agenda_that_is_there_and_goes_again(
    unit: UnitOfWork, agenda: Agenda
) -> None:
    agenda(V)
    kraft, inner = added(unit, V, "Kraft"), added(unit, V, "Internt", internal=True)
    agenda(H)
    kraft.outcome = inner.outcome = ItemOutcome.POSTPONED
    for _ in range(2):
        follow_carried(unit, kraft)
        follow_carried(unit, inner)
        assert shown(agenda(H))[3:] == ["8 Kraft"]
    kraft.outcome = ItemOutcome.DECIDED
    follow_carried(unit, kraft)
    assert shown(agenda(H))[3:] == []
    kraft.outcome = ItemOutcome.POSTPONED
    follow_carried(unit, kraft)
    assert shown(agenda(H))[3:] == ["8 Kraft"], "the same one is there again"


@pytest.mark.parametrize(("column", "kept"), [("text", True), ("outcome", True), ("exempt", False)])
def test_what_somebody_has_dealt_with_there_stays(unit: UnitOfWork, agenda: Agenda, column: str, *, kept: bool) -> None:
    agenda(V)
    kraft = added(unit, V, "Kraft")
    kraft.outcome = ItemOutcome.POSTPONED
    carried = agenda(H)[-1]
    setattr(carried, column, "noted")
    kraft.outcome = ItemOutcome.DECIDED
    follow_carried(unit, kraft)
    assert (carried.removed_on is None) is kept


def test_a_meeting_that_is_called_off_hands_on_what_it_was_to_deal_with(unit: UnitOfWork, agenda: Agenda) -> None:
    agenda(V)
    kraft = added(unit, V, "Kraft")
    kraft.outcome = ItemOutcome.POSTPONED
    add_meeting(unit, Planned("R42-2028-V", MeetingKind.REGIONAL, Season.SPRING, 2028, "agder"))
    autumn = agenda(H)[-1]
    agenda("R42-2028-V")
    set_to(unit, H, state=State.CANCELLED)
    release_carried(unit, autumn.meeting_id)
    assert shown(agenda("R42-2028-V"))[3:] == ["4 Kraft"]


def test_which_meeting_comes_after_and_before(unit: UnitOfWork, agenda: Agenda) -> None:
    item, last = agenda(V)[0], agenda(H)[0]
    after = next_meeting(unit.session, item)
    assert after is not None
    assert after.ref == H
    assert next_meeting(unit.session, last) is None
    spring, autumn = meeting_called(unit.session, V), meeting_called(unit.session, H)
    assert spring is not None
    assert autumn is not None
    assert (previous_day(unit.session, autumn), previous_day(unit.session, spring)) == (SPRING, None)
    set_to(unit, H, state=State.HELD)
    assert next_meeting(unit.session, item) is None, "it has been"


@pytest.mark.parametrize(
    ("today", "coming", "recorded"),
    [
        (date(2027, 4, 14), V, None),
        (SPRING, V, V),
        (date(2027, 4, 16), H, V),
        (AUTUMN, H, H),
        (date(2027, 11, 17), None, H),
    ],
)
def test_which_meeting_is_meant_today(unit: UnitOfWork, today: date, coming: str | None, recorded: str | None) -> None:
    ahead = coming_meeting_of(unit.session, "agder", today)
    been = meeting_to_record(unit.session, ["agder", "national"], today)
    assert (ahead.ref if ahead else None, been.ref if been else None) == (coming, recorded)
    assert meeting_to_record(unit.session, ["siva"], today) is None


def test_the_last_that_has_been_is_the_latest_by_its_day(unit: UnitOfWork) -> None:
    set_to(unit, V, day=AUTUMN)
    set_to(unit, H, day=SPRING)
    found = meeting_to_record(unit.session, ["agder"], date(2027, 12, 1))
    assert found is not None
    assert found.ref == V


def test_minutes_that_are_approved_are_written_no_more_while_others_wait(unit: UnitOfWork) -> None:
    set_to(unit, H, state=State.APPROVED)
    found = meeting_to_record(unit.session, ["agder"], date(2027, 12, 1))
    assert found is not None
    assert found.ref == V
    set_to(unit, V, state=State.APPROVED)
    found = meeting_to_record(unit.session, ["agder"], date(2027, 12, 1))
    assert found is not None
    assert found.ref == H


@pytest.mark.parametrize(
    ("state", "comes_again"),
    [(DecisionState.RECORDED, False), (DecisionState.APPROVED, False), (DecisionState.WITHDRAWN, True)],
)
def test_an_item_under_which_something_stands_decided_does_not_come_again(
    unit: UnitOfWork, agenda: Agenda, state: DecisionState, *, comes_again: bool
) -> None:
    agenda(V)
    kraft = added(unit, V, "Kraft")
    agenda(H)
    spring = meeting_called(unit.session, V)
    assert spring is not None
    add_decision(unit, spring, kraft, "Kraften bygges ut.").state = state
    ensure_minutes(unit, spring.id).state = MinutesState.APPROVED
    follow_carried(unit, kraft)
    assert (shown(agenda(H))[3:] == ["8 Kraft"]) is comes_again
