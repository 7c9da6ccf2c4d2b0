"""A county's own days, and who was at a meeting: each kept once, changed and taken away again."""

from datetime import date

import pytest
from sqlmodel import select

from domain.meetings.steps import Step
from storage.meetings.meetings import attendance, attendance_rows, record_attendance
from storage.meetings.routines import set_days
from storage.setup.reference import load_reference
from storage.tables import OffsetRow
from storage.unit_of_work.store import Store
from storage.unit_of_work.unit import system
from tests.decided import held
from tests.desk import START


@pytest.fixture(autouse=True)
def organisations(store: Store) -> None:
    load_reference(store, START)


def test_days_are_set_changed_and_given_back_to_the_standard(store: Store) -> None:
    stands: list[list[tuple[str, str, int]]] = []
    for days in (21, 30, None, None):
        with store.begin(system("rutiner"), START) as unit:
            set_days(unit, "agder", Step.CONVENE, days)
            set_days(unit, "oslo", Step.CONVENE, 40)
            stands.append(
                sorted((row.organisation, row.step, row.days) for row in unit.session.exec(select(OffsetRow)))
            )
    oslo = ("oslo", "convene", 40)
    assert stands == [[("agder", "convene", 21), oslo], [("agder", "convene", 30), oslo], [oslo], [oslo]]


def test_who_is_recorded_anew_takes_the_place_of_who_was(store: Store) -> None:
    number, other = held(store, "agder"), held(store, "oslo", date(2026, 5, 5))
    with store.begin(system("møte holdt"), START) as unit:
        record_attendance(unit.session, other, {"oslo": True})
        record_attendance(unit.session, number, {"agder": True, "siva": True, "ks": False})
        attendance_rows(unit.session, number)["siva"].role = "regiondirektør"
        record_attendance(unit.session, number, {"agder": True, "siva": False})
        assert attendance(unit.session, [number, other]) == {
            number: {"agder": True, "siva": False}, other: {"oslo": True},
        }  # fmt: skip
        assert attendance_rows(unit.session, number)["siva"].role == "regiondirektør"
