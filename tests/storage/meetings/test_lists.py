"""Meetings for lists: a year's and later ones, the regional ones, those of a list of numbers."""

from datetime import date

import pytest

from domain.meetings.meetings import Meeting
from domain.meetings.steps import State, Step
from storage.meetings.lists import meetings_numbered, meetings_since, regional_meetings_of
from storage.meetings.meetings import change_meeting, meeting_by_id, meetings_with_steps, record_step
from storage.setup.reference import load_reference
from storage.unit_of_work.store import Store
from storage.unit_of_work.unit import system
from tests.decided import held
from tests.desk import START


@pytest.fixture(autouse=True)
def organisations(store: Store) -> None:
    load_reference(store, START)


def refs(meetings: list[Meeting]) -> set[str]:
    return {one.ref for one in meetings}


def test_a_year_and_all_after_it(store: Store) -> None:
    for day in (date(2025, 10, 1), date(2026, 4, 15), date(2027, 10, 1)):
        held(store, "agder", day)
    held(store, "national", date(2026, 4, 20))
    with store.read(START) as snapshot:
        assert refs(meetings_since(snapshot.session, 2026)) == {"R42-2026-V", "R42-2027-H", "N-2026-V"}
        assert refs(regional_meetings_of(snapshot.session, 2026)) == {"R42-2026-V"}


def test_a_list_says_of_a_meeting_what_its_row_does_but_for_the_steps(store: Store) -> None:
    number = held(store, "agder", date(2026, 4, 15))
    with store.begin(system("test"), START) as unit:
        one = meeting_by_id(unit.session, number)
        one = change_meeting(unit, one, partnership=True, political_body="fylkesutvalget", state=State.HELD)
        record_step(unit, one, Step.CONVENE, "agder", date(2026, 3, 1))
    with store.read(START) as snapshot:
        (light,), (whole,) = (
            meetings_numbered(snapshot.session, {number}),
            meetings_with_steps(snapshot.session, {number}),
        )
        assert light.taken(Step.CONVENE) is None
        assert whole.taken(Step.CONVENE) == date(2026, 3, 1)
        for name in ("id", "ref", "kind", "season", "year", "organisation", "state", "day", "arose_on", "partnership"):
            assert getattr(light, name) == getattr(whole, name), name
        assert light.political_body == whole.political_body == "fylkesutvalget"
        assert meetings_numbered(snapshot.session, ()) == meetings_with_steps(snapshot.session, ()) == []
