"""An agreement's fields as text, what is proposed for its next version, and what putting that into force changes."""

from collections.abc import Iterator
from datetime import date

import pytest

from domain.agreements.agreements import AgreementState, Status
from domain.agreements.measure_reports import Report
from storage.agreements.agreements import contributors_of, goal_called, measure_called, parties_of, proposed, updates_of
from storage.agreements.changes import (
    NEED,
    NEW,
    REMOVED,
    add_report,
    begin_agreement,
    changes_of_measure,
    changes_of_version,
    goal_numbers,
    kind_of,
    measures_left,
    new_goal,
    new_measure,
    number_of,
    open_revision,
    packed,
    proposal,
    propose,
    put_into_force,
    set_value,
    subject_row,
    unpacked,
    value_of,
)
from storage.setup.reference import load_reference
from storage.tables import AgreementRow, GoalRow, MeasureRow
from storage.unit_of_work.store import Store
from storage.unit_of_work.unit import UnitOfWork, system
from tests.desk import START

MEASURE = {"title": "Skisse", "owner": "siva", "due": "2027-06-01"}


@pytest.fixture
def unit(sqlite_store: Store) -> Iterator[UnitOfWork]:
    load_reference(sqlite_store, START)
    with sqlite_store.begin(system("test"), START) as unit:
        yield unit


@pytest.fixture
def agreement(unit: UnitOfWork) -> AgreementRow:
    """Agder's agreement with Siva, in force, with the goals M1 and M2 and the measures T1.1 and T1.2."""
    row = begin_agreement(unit, "agder")
    set_value(unit, row, "parties", "agder, siva")
    for number in ("M1", "M2"):
        new_goal(unit, row, number, {"title": f"Mål {number}", "plan_goal": "3.1"})
    for number in ("T1.1", "T1.2"):
        new_measure(unit, row, number, MEASURE)
    row.state = AgreementState.IN_FORCE
    return row


@pytest.fixture
def measure(unit: UnitOfWork, agreement: AgreementRow) -> MeasureRow:
    row = measure_called(unit.session, agreement.id, "T1.1")
    assert row is not None
    return row


def goal(unit: UnitOfWork, agreement: AgreementRow, number: str) -> GoalRow:
    row = goal_called(unit.session, agreement.id, number)
    assert row is not None
    return row


def test_what_a_row_is_called(unit: UnitOfWork, agreement: AgreementRow, measure: MeasureRow) -> None:
    rows = (agreement, goal(unit, agreement, "M1"), measure)
    assert [(kind_of(row), number_of(row)) for row in rows] == [("agreement", ""), ("goal", "M1"), ("measure", "T1.1")]
    assert [subject_row(unit, agreement, number_of(row)) for row in rows] == list(rows)
    for missing in ("M9", "T9.9"):
        with pytest.raises(ValueError, match=f"agder has no {missing}"):
            subject_row(unit, agreement, missing)


@pytest.mark.parametrize(
    ("field", "value", "kept"),
    [
        ("title", "Ny tittel", "Ny tittel"),
        ("due", "2027-09-01", "2027-09-01"),
        ("starts", "2027-01-01", "2027-01-01"),
        ("starts", "", ""),
        ("level", "", ""),
        ("contributors", "agder, ks", "agder, ks"),
        ("contributors", " ks ,, ", "ks"),
        ("contributors", "", ""),
        ("indicator", "bedrifter 0 → 25", "bedrifter 0 → 25"),
        ("indicator", "bedrifter", "bedrifter"),
        ("indicator", "", ""),
    ],
)
def test_a_measure_s_field_has_one_text(
    unit: UnitOfWork, measure: MeasureRow, field: str, value: str, kept: str
) -> None:
    set_value(unit, measure, field, value)
    unit.session.flush()
    assert value_of(unit, measure, field) == kept


def test_only_a_new_due_date_counts_from_today(unit: UnitOfWork, measure: MeasureRow) -> None:
    measure.dated_on = date(2026, 1, 1)
    set_value(unit, measure, "starts", "2027-01-01")
    assert measure.dated_on == date(2026, 1, 1)
    set_value(unit, measure, "due", "2027-09-01")
    assert measure.dated_on == unit.today


def test_parties_and_contributors_come_and_go_and_keep_their_order(
    unit: UnitOfWork, agreement: AgreementRow, measure: MeasureRow
) -> None:
    assert [(one.organisation, one.role) for one in parties_of(unit.session, agreement.id)] == [
        ("agder", "coordinator"), ("siva", "party")
    ]  # fmt: skip
    set_value(unit, agreement, "parties", "ks, agder")
    unit.session.flush()
    assert value_of(unit, agreement, "parties") == "agder, ks"
    set_value(unit, measure, "contributors", "ks, agder")
    set_value(unit, measure, "contributors", "agder, siva")
    unit.session.flush()
    assert contributors_of(unit.session, [measure.id])[measure.id] == ["agder", "siva"]


@pytest.mark.parametrize(
    ("latest", "value", "expected"),
    [
        (7.0, "bedrifter 1 → 30", 7.0),  # the same indicator: its figure stands
        (7.0, "ansatte 1 → 30", 1.0),  # another one: the old figure is the old indicator's
        (0.0, "bedrifter 1 → 30", 1.0),  # nothing had been reported
        (None, "bedrifter 1 → 30", 1.0),
        (7.0, "", None),
    ],
)
def test_a_new_indicator_and_the_figure_reported(
    unit: UnitOfWork, measure: MeasureRow, latest: float | None, value: str, expected: float | None
) -> None:
    set_value(unit, measure, "indicator", "bedrifter 0 → 25")
    measure.latest = latest
    set_value(unit, measure, "indicator", value)
    assert measure.latest == expected


def test_a_measure_needs_its_goal(unit: UnitOfWork, agreement: AgreementRow) -> None:
    with pytest.raises(ValueError, match=r"T3.1 has no goal"):
        new_measure(unit, agreement, "T3.1", MEASURE)
    added = new_measure(unit, agreement, "T2.1", {**MEASURE, "level": "eu"})
    assert (added.goal_id, added.level, added.dated_on) == (goal(unit, agreement, "M2").id, "eu", unit.today)


def test_a_report_keeps_what_stood_before_it(unit: UnitOfWork, measure: MeasureRow) -> None:
    measure.latest = 3.0
    add_report(unit, measure, "siva", Report(Status.DELAYED, 5.0, next_step="søke", note="sent"))
    add_report(unit, measure, "siva", Report(note="bare dette"))
    unit.session.flush()
    told = [
        (one.organisation, one.old_status, one.status, one.old_value, one.value, one.next_step, one.note)
        for one in sorted(updates_of(unit.session, measure.id), key=lambda one: one.id)
    ]
    assert told == [
        ("siva", "not-started", "delayed", 3.0, 5.0, "søke", "sent"),
        ("siva", "not-started", "", 3.0, None, "", "bare dette"),
    ]


def test_values_are_packed_in_one_text() -> None:
    values = {"title": "Å bygge", "due": "2027-06-01"}
    assert packed(values) == '{"due": "2027-06-01", "title": "Å bygge"}'
    assert unpacked(packed(values)) == values


def test_a_field_has_one_proposal_at_a_time_but_needs_gather(unit: UnitOfWork, agreement: AgreementRow) -> None:
    first = propose(unit, agreement, "measure", "T1.1", "title", old="Skisse", new="A")
    second = propose(
        unit, agreement, "measure", "T1.1", "title", old="Skisse", new="B", reason="bedre", decision_id=None
    )
    other = propose(unit, agreement, "measure", "T1.2", "title", new="C")
    needs = [propose(unit, agreement, "agreement", "", NEED, new=text) for text in ("x", "y")]
    assert (first.state, second.state, second.version, second.reason) == ("dropped", "proposed", 2, "bedre")
    assert agreement.state == "under-revision"
    assert list(proposed(unit.session, agreement)) == [second, other, *needs]
    assert proposal(unit, agreement, "measure", "T1.1", "title") is second
    assert (
        proposal(unit, agreement, "measure", "T1.1", "due")
        is proposal(unit, agreement, "goal", "T1.1", "title")
        is None
    )


@pytest.mark.parametrize(
    ("state", "after", "opened"),
    [("in-force", "under-revision", True), ("under-revision", "under-revision", False), ("draft", "draft", False)],
)
def test_only_what_is_in_force_comes_under_revision(
    agreement: AgreementRow, state: str, after: str, *, opened: bool
) -> None:
    agreement.state = AgreementState(state)
    assert open_revision(agreement) is opened
    assert agreement.state == after


def test_the_next_version_carries_out_what_was_proposed(
    unit: UnitOfWork, agreement: AgreementRow, measure: MeasureRow
) -> None:
    assert put_into_force(unit, agreement) == []
    assert agreement.version == 1
    propose(unit, agreement, "measure", "T3.1", NEW, new=packed(MEASURE))
    propose(unit, agreement, "goal", "M3", NEW, new=packed({"title": "Mål M3"}))
    propose(unit, agreement, "measure", "T1.1", "title", old="Skisse", new="Plan")
    propose(unit, agreement, "measure", "T1.2", REMOVED)
    propose(unit, agreement, "agreement", "", "purpose", new="Vekst")
    propose(unit, agreement, "agreement", "", NEED, new="noe mer")
    assert goal_numbers(unit, agreement) == ["M1", "M2", "M3"]
    assert (measures_left(unit, agreement, "M1"), measures_left(unit, agreement, "M3")) == (["T1.1"], ["T3.1"])

    carried = put_into_force(unit, agreement)
    assert [one.number for one in carried] == ["T3.1", "M3", "T1.1", "T1.2", "", ""]
    assert {one.state for one in carried} == {"in-force"}
    assert (agreement.version, agreement.purpose, measure.title, measure.version) == (2, "Vekst", "Plan", 2)
    added, removed = subject_row(unit, agreement, "T3.1"), subject_row(unit, agreement, "T1.2")
    assert isinstance(added, MeasureRow)
    assert isinstance(removed, MeasureRow)
    assert (added.goal_id, added.removed_on) == (goal(unit, agreement, "M3").id, None)
    assert (removed.removed_on, measure.removed_on) == (unit.today, None)
    assert list(proposed(unit.session, agreement)) == []
    assert changes_of_version(unit.session, agreement, 2) == carried
    assert changes_of_version(unit.session, agreement, 1) == []
    assert [one.field for one in changes_of_measure(unit.session, measure)] == ["title"]


def test_a_goal_that_is_to_go_is_counted_no_more(unit: UnitOfWork, agreement: AgreementRow) -> None:
    propose(unit, agreement, "goal", "M2", REMOVED)
    assert goal_numbers(unit, agreement) == ["M1"]
    row = goal(unit, agreement, "M2")
    put_into_force(unit, agreement)
    assert row.removed_on == unit.today
    assert measures_left(unit, agreement, "M1") == ["T1.1", "T1.2"]
