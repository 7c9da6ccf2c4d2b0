"""What a list becomes: follow-ups, or measures with their goals and where need be a draft of an agreement."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from sqlmodel import Session

from domain.agreements.agreements import PartyRole
from domain.followups import FollowUpState
from domain.imports.rows import CLOSED, FollowUpDraft, MeasureDraft, Ready
from storage.agreements.agreements import agreement_of, goals_of
from storage.agreements.changes import begin_agreement
from storage.tables import (
    AgreementPartyRow,
    AgreementRow,
    FollowUpRow,
    GoalRow,
    ImportedRow,
    ImportRow,
    MeasureContributorRow,
    MeasureRow,
    MeasureUpdateRow,
    Row,
)
from storage.unit_of_work.unit import UnitOfWork

_Kept = TypeVar("_Kept", bound=Row)
Progress = Callable[[int, int], None]
"""Told how many rows of how many are stored."""
STEP = 500
"""Rows between two words about how far it has come."""


@dataclass(frozen=True, slots=True)
class CreatedRow:
    """One thing that was made: for which row of the sheet (0: for the list as a whole), what, and its version."""

    sheet_row: int
    kind: str
    id: int
    version: int


def add_import(unit: UnitOfWork, row: ImportRow) -> ImportRow:
    """Keep that a list is taken over; the same row, with its number."""
    unit.session.add(row)
    unit.session.flush()
    return row


def add_created(unit: UnitOfWork, imported: ImportRow, created: Iterable[CreatedRow]) -> None:
    """Keep what the rows of a list became, so that it can be taken back."""
    unit.session.add_all(
        ImportedRow(
            import_id=imported.id,
            sheet_row=one.sheet_row,
            subject_kind=one.kind,
            subject_id=one.id,
            version=one.version,
        )
        for one in created
    )


# -- follow-ups --------------------------------------------------------------------------------------------------------


def take_follow_ups(
    unit: UnitOfWork, ready: Iterable[Ready], organisation: str, progress: Progress | None
) -> list[CreatedRow]:
    """Make a follow-up of each row. organisation: who takes them over; its own need not be asked."""
    drafts = [(one.number, one.draft) for one in ready if isinstance(one.draft, FollowUpDraft)]
    created: list[CreatedRow] = []
    for start in range(0, len(drafts), STEP):
        part = drafts[start : start + STEP]
        rows = _kept(unit.session, [_follow_up(unit, draft, organisation) for _, draft in part])
        created += [
            CreatedRow(number, "follow_up", row.id, row.version) for (number, _), row in zip(part, rows, strict=True)
        ]
        if progress:
            progress(len(created), len(drafts))
    return created


def _follow_up(unit: UnitOfWork, draft: FollowUpDraft, organisation: str) -> FollowUpRow:
    own = draft.state is FollowUpState.OPEN and draft.owner == organisation
    state = FollowUpState.CONFIRMED if own else draft.state
    return FollowUpRow(
        owner=draft.owner,
        county=draft.county,
        text=draft.text,
        due=draft.due,
        state=state,
        accepted=state in (FollowUpState.CONFIRMED, FollowUpState.DONE),
        created_on=unit.today,
        dated_on=unit.today,
        done_on=(draft.done or unit.today) if state in CLOSED else None,
    )


# -- measures ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Under:
    """What measures are put under: their agreement, its goals by number, and who takes the list over."""

    agreement: int
    goals: dict[str, int]
    organisation: str


def take_measures(
    unit: UnitOfWork, ready: Iterable[Ready], county: str, organisation: str, progress: Progress | None
) -> list[CreatedRow]:
    """Make a measure of each row, with the goals it names, in the county's agreement; in a new draft when it has none.

    organisation: who takes them over, and says so in the first report on each.
    """
    drafts = [(one.number, one.draft) for one in ready if isinstance(one.draft, MeasureDraft)]
    under, created = _basis(unit, county, organisation, [draft for _, draft in drafts])
    for start in range(0, len(drafts), STEP):
        part = drafts[start : start + STEP]
        created += _some_measures(unit, part, under)
        if progress:
            progress(start + len(part), len(drafts))
    return created


def _basis(
    unit: UnitOfWork, county: str, organisation: str, drafts: Sequence[MeasureDraft]
) -> tuple[_Under, list[CreatedRow]]:
    """The agreement and the goals that these measures are put under, and what of that is new."""
    agreement, created = _agreement(unit, county, drafts)
    goals, new = _goals(unit.session, agreement.id, drafts)
    created += [CreatedRow(0, "goal", goal.id, 0) for goal in new]
    return _Under(agreement.id, goals, organisation), created


def _some_measures(unit: UnitOfWork, drafts: Sequence[tuple[int, MeasureDraft]], under: _Under) -> list[CreatedRow]:
    """Make these measures, (row of the sheet, draft), with what stands beside them."""
    rows = _kept(unit.session, [_measure(unit, draft, under) for _, draft in drafts])
    for (_, draft), row in zip(drafts, rows, strict=True):
        _beside(unit, draft, row, under.organisation)
    unit.session.flush()
    return [CreatedRow(number, "measure", row.id, row.version) for (number, _), row in zip(drafts, rows, strict=True)]


def _agreement(unit: UnitOfWork, county: str, drafts: Sequence[MeasureDraft]) -> tuple[AgreementRow, list[CreatedRow]]:
    """The county's agreement, and that it is new when it is."""
    agreement = agreement_of(unit.session, county)
    if agreement is not None:
        agreement.edits += 1
        return agreement, []
    agreement = _draft_agreement(unit, county, drafts)
    return agreement, [CreatedRow(0, "agreement", agreement.id, agreement.edits)]


def _draft_agreement(unit: UnitOfWork, county: str, drafts: Sequence[MeasureDraft]) -> AgreementRow:
    """A draft with the county and everybody the list names as its parties; all else is for people to write."""
    row = begin_agreement(unit, county)
    named = dict.fromkeys(slug for draft in drafts for slug in (draft.owner, *draft.contributors))
    for slug in dict.fromkeys((county, *named)):
        role = PartyRole.COORDINATOR if slug == county else PartyRole.PARTY
        unit.session.add(AgreementPartyRow(agreement_id=row.id, organisation=slug, role=role))
    unit.session.flush()
    return row


def _goals(session: Session, agreement: int, drafts: Sequence[MeasureDraft]) -> tuple[dict[str, int], list[GoalRow]]:
    """Goal number → its id, and the goals that are new."""
    standing = {goal.number: goal for goal in goals_of(session, agreement)}
    new: dict[str, GoalRow] = {}
    for draft in drafts:
        number, title, plan = draft.goal
        if number not in standing and number not in new:
            new[number] = GoalRow(agreement_id=agreement, number=number, title=title, plan_goal=plan)
    made = _kept(session, list(new.values()))
    return {number: goal.id for number, goal in (standing | new).items()}, made


def _measure(unit: UnitOfWork, draft: MeasureDraft, under: _Under) -> MeasureRow:
    return MeasureRow(
        agreement_id=under.agreement,
        goal_id=under.goals[draft.goal[0]],
        number=draft.number,
        title=draft.title,
        description=draft.description,
        owner=draft.owner,
        instrument=draft.instrument,
        level=draft.level,
        starts=draft.starts,
        due=draft.due,
        dated_on=unit.today,
        status=draft.status,
        next_step=draft.next_step,
        indicator=draft.indicator,
        unit=draft.unit,
        baseline=draft.baseline,
        target=draft.target,
        latest=draft.latest,
        closed_on=(draft.done or unit.today) if draft.status in CLOSED else None,
    )


def _beside(unit: UnitOfWork, draft: MeasureDraft, row: MeasureRow, organisation: str) -> None:
    """Who contributes, and the first report: what the list says of the measure's status today."""
    for slug in draft.contributors:
        unit.session.add(MeasureContributorRow(measure_id=row.id, organisation=slug))
    unit.session.add(
        MeasureUpdateRow(
            measure_id=row.id,
            day=unit.today,
            at=unit.at,
            account=unit.by.account,
            organisation=organisation,
            status=draft.status,
            value=draft.latest,
            next_step=draft.next_step,
            note=draft.comment,
        )
    )


def _kept(session: Session, rows: list[_Kept]) -> list[_Kept]:
    """The rows, stored: each has its number."""
    session.add_all(rows)
    session.flush()
    return rows
