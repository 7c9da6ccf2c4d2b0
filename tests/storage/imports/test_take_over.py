"""What a list becomes, and taking it back: untouched rows go, those somebody has worked on stay."""

from dataclasses import replace
from datetime import date

import pytest

from domain.agreements.agreements import AgreementState, Status
from domain.followups import FollowUpState
from domain.imports.columns import ListKind
from domain.imports.rows import FollowUpDraft, MeasureDraft, Ready
from domain.organisations import fold
from storage.agreements.agreements import agreement_of, contributors_of, goals_of, measures_of, parties_of, updates_of
from storage.followups.followups import follow_up
from storage.imports.imports import import_numbered, imported_rows, imports, same_file, standing_follow_ups
from storage.imports.take_over import add_created, add_import, take_follow_ups, take_measures
from storage.imports.undo import is_settled, take_back_follow_ups, take_back_measures
from storage.setup.reference import load_reference
from storage.tables import ImportRow
from storage.unit_of_work.store import Store
from storage.unit_of_work.unit import UnitOfWork, system
from tests.desk import START

DUE = date(2026, 12, 15)
OWN = FollowUpDraft("agder", "agder", "levere skisse", DUE)
OTHERS = FollowUpDraft("siva", "agder", "levere tall", DUE)
DONE = FollowUpDraft("siva", "agder", "levere plan", DUE, FollowUpState.DONE, date(2026, 10, 1))
FIRST = MeasureDraft("T1.1", ("M1", "Kraft", "2.1"), "Linje", "siva", DUE, contributors=("innovasjon-norge",))
SECOND = MeasureDraft("T1.2", ("M1", "Kraft", "2.1"), "Trafo", "agder", DUE, comment="i rute")
THIRD = MeasureDraft("T2.1", ("M2", "Folk", "2.2"), "Skole", "agder", DUE, Status.COMPLETED, done=date(2026, 9, 1))


@pytest.fixture(autouse=True)
def organisations(store: Store) -> None:
    load_reference(store, START)


def ready(*drafts: FollowUpDraft | MeasureDraft) -> list[Ready]:
    return [Ready(number, draft, ()) for number, draft in enumerate(drafts, start=2)]


def taken_over(unit: UnitOfWork, *drafts: FollowUpDraft | MeasureDraft, line: str = "import") -> ImportRow:
    """A list of these rows, taken over by Agder."""
    kind = ListKind.MEASURES if isinstance(drafts[0], MeasureDraft) else ListKind.FOLLOW_UPS
    row = add_import(
        unit,
        ImportRow(
            at=START, account="test", organisation="agder", county="agder", kind=kind, file_name="liste.xlsx",
            sha256=line, count=len(drafts),
        ),
    )  # fmt: skip
    if kind == "measures":
        created = take_measures(unit, ready(*drafts), "agder", "agder", None)
    else:
        created = take_follow_ups(unit, ready(*drafts), "agder", None)
    add_created(unit, row, created)
    return row


def test_a_row_that_is_ones_own_is_taken_on_and_a_closed_one_closed(store: Store) -> None:
    told: list[tuple[int, int]] = []
    with store.begin(system("import"), START) as unit:
        created = take_follow_ups(unit, ready(OWN, OTHERS, DONE), "agder", lambda *far: told.append(far))
        assert [(one.sheet_row, one.kind) for one in created] == [(2, "follow_up"), (3, "follow_up"), (4, "follow_up")]
        rows = [follow_up(unit.session, one.id) for one in created]
        assert [(row.state, row.accepted, row.done_on) for row in rows if row] == [
            ("confirmed", True, None), ("open", False, None), ("done", True, date(2026, 10, 1)),
        ]  # fmt: skip
    assert told == [(3, 3)]


def test_measures_come_into_a_new_draft_under_goals_that_stand_once(store: Store) -> None:
    with store.begin(system("import"), START) as unit:
        created = take_measures(unit, ready(FIRST, SECOND, THIRD), "agder", "agder", None)
        agreement = agreement_of(unit.session, "agder")
        assert agreement is not None
        number = agreement.id
        assert [one.kind for one in created] == ["agreement", "goal", "goal", "measure", "measure", "measure"]
        assert [(goal.number, goal.plan_goal) for goal in goals_of(unit.session, number)] == [
            ("M1", "2.1"),
            ("M2", "2.2"),
        ]
        parties = [(one.organisation, one.role) for one in parties_of(unit.session, number)]
        assert parties == [("agder", "coordinator"), ("siva", "party"), ("innovasjon-norge", "party")]
        first, second, third = measures_of(unit.session, number)
        assert contributors_of(unit.session, [first.id]) == {first.id: ["innovasjon-norge"]}
        assert third.closed_on == date(2026, 9, 1)
        assert [(one.note, one.organisation) for one in updates_of(unit.session, second.id)] == [("i rute", "agder")]


def test_a_second_list_goes_into_the_same_draft(store: Store) -> None:
    with store.begin(system("import"), START) as unit:
        take_measures(unit, ready(FIRST), "agder", "agder", None)
        agreement = agreement_of(unit.session, "agder")
        assert agreement is not None
        before = agreement.edits
        created = take_measures(unit, ready(SECOND), "agder", "agder", None)
        assert [one.kind for one in created] == ["measure"]
        assert agreement.edits == before + 1


def test_what_somebody_has_worked_on_stays_and_the_newest_number_is_kept_from_use(store: Store) -> None:
    with store.begin(system("import"), START) as unit:
        number = taken_over(unit, OWN, OTHERS, DONE).id
        first, worked_on, last = (one.subject_id for one in imported_rows(unit.session, number))
    with store.begin(system("endre"), START) as unit:
        row = follow_up(unit.session, worked_on)
        assert row is not None
        row.text, row.version = "levere andre tall", row.version + 1
    with store.begin(system("import angre"), START) as unit:
        imported = import_numbered(unit.session, number)
        assert imported is not None
        undone = take_back_follow_ups(unit, imported_rows(unit.session, number), imported)
        assert (undone.count, [row.id for row in undone.kept], undone.marker) == (2, [worked_on], last)
        assert follow_up(unit.session, first) is None
        marker = follow_up(unit.session, last)
        assert marker is not None
        assert (marker.state, marker.done_on) == ("lapsed", date(2026, 11, 23))


def test_nothing_is_kept_from_use_when_a_newer_one_stands(store: Store) -> None:
    with store.begin(system("import"), START) as unit:
        number = taken_over(unit, OWN).id
        take_follow_ups(unit, ready(OTHERS), "agder", None)
    with store.begin(system("import angre"), START) as unit:
        imported = import_numbered(unit.session, number)
        assert imported is not None
        undone = take_back_follow_ups(unit, imported_rows(unit.session, number), imported)
        assert (undone.count, undone.marker) == (1, 0)


def test_a_draft_that_nobody_has_written_in_goes_with_its_measures(store: Store) -> None:
    with store.begin(system("import"), START) as unit:
        number = taken_over(unit, FIRST, THIRD).id
    with store.begin(system("import angre"), START) as unit:
        imported = import_numbered(unit.session, number)
        assert imported is not None
        assert not is_settled(unit.session, imported)
        undone = take_back_measures(unit.session, imported_rows(unit.session, number), imported)
        assert (undone.count, list(undone.kept)) == (2, [])
        assert agreement_of(unit.session, "agder") is None


def test_a_measure_that_has_been_changed_keeps_its_goal_and_the_draft(store: Store) -> None:
    with store.begin(system("import"), START) as unit:
        number = taken_over(unit, FIRST, THIRD).id
    with store.begin(system("endre"), START) as unit:
        agreement = agreement_of(unit.session, "agder")
        assert agreement is not None
        changed = measures_of(unit.session, agreement.id)[0]
        changed.title, changed.version = "Større linje", changed.version + 1
    with store.begin(system("import angre"), START) as unit:
        imported = import_numbered(unit.session, number)
        assert imported is not None
        undone = take_back_measures(unit.session, imported_rows(unit.session, number), imported)
        assert (undone.count, [row.id for row in undone.kept]) == (1, [changed.id])
        assert [goal.number for goal in goals_of(unit.session, changed.agreement_id)] == ["M1"]


def test_a_list_is_settled_once_its_agreement_is_a_draft_no_more(store: Store) -> None:
    with store.begin(system("import"), START) as unit:
        imported, other = taken_over(unit, FIRST), taken_over(unit, OWN, line="another")
        agreement = agreement_of(unit.session, "agder")
        assert agreement is not None
        assert not is_settled(unit.session, imported)
        agreement.state = AgreementState.SIGNED
        assert is_settled(unit.session, imported)
        assert not is_settled(unit.session, other), "follow-ups are in no agreement"
        assert [row.id for row in imports(unit.session)] == [other.id, imported.id]


def test_what_a_list_may_hold_once_more(store: Store) -> None:
    """Every follow-up that hasn't lapsed, by whose it is; one that is closed is said to be."""
    with store.begin(system("import"), START) as unit:
        national = FollowUpDraft("siva", None, "Levere Tall", DUE)
        lapsed = FollowUpDraft("siva", "agder", "bortfalt", DUE, FollowUpState.LAPSED)
        take_follow_ups(unit, ready(OWN, replace(OWN, due=date(2027, 1, 5)), national, DONE, lapsed), "agder", None)
        standing = standing_follow_ups(unit.session)
    assert {key: sorted((one.due, one.open) for one in same) for key, same in standing.items()} == {
        ("agder", "agder", fold("levere skisse")): [(DUE, True), (date(2027, 1, 5), True)],
        ("", "siva", fold("levere tall")): [(DUE, True)],
        ("agder", "siva", fold("levere plan")): [(DUE, False)],
    }


def test_the_last_time_a_file_was_taken_over_counts_unless_it_was_undone(store: Store) -> None:
    with store.begin(system("import"), START) as unit:
        first, second = taken_over(unit, OWN, line="x"), taken_over(unit, OTHERS, line="x")
        taken_over(unit, DONE, line="y")
        found = [same_file(unit.session, "x")]
        for row in (second, first):
            row.undone_at = START
            unit.session.flush()
            found.append(same_file(unit.session, "x"))
        assert found == [second, first, None]
