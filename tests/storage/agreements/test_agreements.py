"""Whose measures an organisation takes part in, and what one number means in several agreements."""

from datetime import date

import pytest

from domain.agreements.agreements import AgreementState, Status
from domain.agreements.measure_reports import Report
from storage.agreements.agreements import (
    agreement_holding,
    agreement_numbered,
    goal_above,
    measures_called,
    measures_numbered,
    measures_read_by,
    takes_part,
    updates_of,
)
from storage.agreements.changes import add_report, begin_agreement, new_goal, new_measure, set_value
from storage.setup.reference import load_reference
from storage.tables import AgreementRow
from storage.unit_of_work.store import Store
from storage.unit_of_work.unit import Origin, UnitOfWork, system
from tests.desk import START


@pytest.fixture(autouse=True)
def organisations(store: Store) -> None:
    load_reference(store, START)


def agreement(unit: UnitOfWork, county: str, parties: str, state: str = "signed") -> AgreementRow:
    row = begin_agreement(unit, county)
    set_value(unit, row, "parties", parties)
    new_goal(unit, row, "M1", {"title": "Kraft"})
    row.state = AgreementState(state)
    return row


def measure(unit: UnitOfWork, of: AgreementRow, number: str, owner: str, contributors: str = "") -> int:
    values = {"title": f"Tiltak {number}", "owner": owner, "due": "2027-06-01", "contributors": contributors}
    return new_measure(unit, of, number, values).id


def test_owner_party_and_contributor_take_part_in_a_measure(store: Store) -> None:
    with store.begin(system("test"), START) as unit:
        agder, oslo = agreement(unit, "agder", "agder, siva"), agreement(unit, "oslo", "oslo, siva")
        first, second = measure(unit, agder, "T1.1", "agder"), measure(unit, agder, "T1.2", "rogaland", "vestland")
        other = measure(unit, oslo, "T1.1", "vestland")
        every = [first, second, other]
        assert measures_read_by(unit.session, "siva", every) == {first, second, other}, "a party to both"
        assert measures_read_by(unit.session, "agder", every) == {first, second}
        assert measures_read_by(unit.session, "rogaland", every) == {second}, "its owner"
        assert measures_read_by(unit.session, "vestland", every) == {second, other}, "one it helps with, one it owns"
        assert measures_read_by(unit.session, "vestland", [first, second]) == {second}
        assert measures_read_by(unit.session, "siva", []) == set()


@pytest.mark.parametrize(
    ("who", "takes"),
    [("agder", True), ("siva", True), ("rogaland", True), ("vestland", True), ("oslo", False), ("ks", False)],
)
def test_county_party_owner_and_contributor_take_part_in_an_agreement(store: Store, who: str, *, takes: bool) -> None:
    with store.begin(system("test"), START) as unit:
        agder = agreement(unit, "agder", "siva")
        measure(unit, agder, "T1.1", "rogaland", "vestland")
        assert takes_part(unit.session, agder, who) is takes


def test_a_number_is_looked_for_in_the_agreements_that_are_meant_only(store: Store) -> None:
    with store.begin(system("test"), START) as unit:
        agder, oslo = agreement(unit, "agder", "agder"), agreement(unit, "oslo", "oslo", "draft")
        first, other = measure(unit, agder, "T1.1", "siva"), measure(unit, oslo, "T1.1", "siva")
        removed = measure(unit, agder, "T1.2", "siva")
        measures_numbered(unit.session, [removed])[0].row.removed_on = unit.today
        numbers = [agder.id, oslo.id]
        found = measures_called(unit.session, "T1.1", numbers)
        assert {(one.row.id, one.county, one.running) for one in found} == {
            (first, "agder", True), (other, "oslo", False),
        }  # fmt: skip
        assert [one.row.id for one in measures_called(unit.session, "T1.1", numbers[1:])] == [other]
        assert measures_called(unit.session, "T1.2", numbers) == [], "it was removed"
        assert [one.row.id for one in measures_numbered(unit.session, [removed])] == [removed]
        assert measures_numbered(unit.session, []) == []


def test_a_measure_knows_its_goal_and_its_agreement(store: Store) -> None:
    with store.begin(system("test"), START) as unit:
        agder = agreement(unit, "agder", "agder")
        (named,) = measures_numbered(unit.session, [measure(unit, agder, "T1.1", "siva")])
        assert goal_above(unit.session, named.row).number == "M1"
        assert agreement_holding(unit.session, named.row) is agder
        assert agreement_numbered(unit.session, agder.id) is agder
        assert agreement_numbered(unit.session, agder.id + 1) is None


def test_a_report_keeps_what_the_measure_held_until_then(store: Store) -> None:
    with store.begin(Origin("slack:T1:U1", "tiltak"), START) as unit:
        agder = agreement(unit, "agder", "agder")
        (named,) = measures_numbered(unit.session, [measure(unit, agder, "T1.1", "siva")])
        named.row.latest = 3.0
        add_report(
            unit, named.row, "siva", Report(status=Status.IN_PROGRESS, value=5.0, next_step="søke", note="i rute")
        )
        (kept,) = updates_of(unit.session, named.row.id)
        assert (kept.old_status, kept.status, kept.old_value, kept.value) == ("not-started", "in-progress", 3.0, 5.0)
        assert (kept.next_step, kept.note, kept.organisation) == ("søke", "i rute", "siva")
        assert (kept.day, kept.at, kept.account) == (date(2026, 11, 23), START, "slack:T1:U1")
