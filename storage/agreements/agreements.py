"""Agreements as kept: the newest of a county, its goals and measures in order, reports, and what is proposed."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, func
from sqlmodel import Session, col, select

from domain.agreements.agreements import (
    AGREED,
    CLOSED,
    RUNNING,
    ChangeState,
    Figures,
    Level,
    Status,
    goal_progress,
    in_order,
    plan_goal_of,
    progress,
)
from storage.tables import (
    AgreementChangeRow,
    AgreementPartyRow,
    AgreementRow,
    GoalRow,
    MeasureContributorRow,
    MeasureRow,
    MeasureUpdateRow,
)


def agreement_of(session: Session, county: str) -> AgreementRow | None:
    """The county's newest agreement, or None."""
    query = select(AgreementRow).where(AgreementRow.county == county).order_by(col(AgreementRow.id).desc())
    return session.exec(query).first()


def agreement_numbered(session: Session, number: int) -> AgreementRow | None:
    """The agreement of this number, whichever of its county's it is; or None."""
    return session.get(AgreementRow, number)


def agreement_holding(session: Session, measure: MeasureRow) -> AgreementRow:
    """The agreement that a measure stands in."""
    return session.get_one(AgreementRow, measure.agreement_id)


def goal_above(session: Session, measure: MeasureRow) -> GoalRow:
    """The goal that a measure stands under."""
    return session.get_one(GoalRow, measure.goal_id)


def agreements(session: Session) -> list[AgreementRow]:
    """The newest agreement of each county that has one."""
    newest: dict[str, AgreementRow] = {}
    for row in session.exec(select(AgreementRow).order_by(col(AgreementRow.id))):
        newest[row.county] = row
    return list(newest.values())


def measures_of(session: Session, agreement_id: int, *, open_only: bool = False) -> list[MeasureRow]:
    """The agreement's measures in order of number, T1.2 before T1.10; open_only: without those that are closed."""
    query = select(MeasureRow).where(MeasureRow.agreement_id == agreement_id, col(MeasureRow.removed_on).is_(None))
    if open_only:
        query = query.where(col(MeasureRow.status).not_in(CLOSED))
    return sorted(session.exec(query), key=lambda row: in_order(row.number))


def goals_of(session: Session, agreement_id: int) -> list[GoalRow]:
    """The agreement's goals in order of number."""
    query = select(GoalRow).where(GoalRow.agreement_id == agreement_id, col(GoalRow.removed_on).is_(None))
    return sorted(session.exec(query), key=lambda row: in_order(row.number))


def parties_of(session: Session, agreement_id: int) -> list[AgreementPartyRow]:
    """The agreement's parties, in the order they were named."""
    query = select(AgreementPartyRow).where(AgreementPartyRow.agreement_id == agreement_id)
    return list(session.exec(query.order_by(col(AgreementPartyRow.id))))


def contributors_of(session: Session, measure_ids: Iterable[int]) -> dict[int, list[str]]:
    """measure → the organisations that contribute to it, in the order they were named."""
    found: dict[int, list[str]] = {}
    query = select(MeasureContributorRow).where(col(MeasureContributorRow.measure_id).in_(list(measure_ids)))
    for row in session.exec(query.order_by(col(MeasureContributorRow.id))):
        found.setdefault(row.measure_id, []).append(row.organisation)
    return found


def updates_of(session: Session, measure_id: int) -> list[MeasureUpdateRow]:
    """Every report on a measure, oldest first."""
    query = select(MeasureUpdateRow).where(MeasureUpdateRow.measure_id == measure_id)
    return list(session.exec(query.order_by(col(MeasureUpdateRow.day), col(MeasureUpdateRow.id))))


def eu_measures(session: Session) -> list[MeasureRow]:
    """The measures at the EU level, of every county's newest agreement."""
    newest = [row.id for row in agreements(session)]
    query = select(MeasureRow).where(
        MeasureRow.level == Level.EU, col(MeasureRow.removed_on).is_(None), col(MeasureRow.agreement_id).in_(newest)
    )
    return sorted(session.exec(query), key=lambda row: (row.agreement_id, in_order(row.number)))


def proposed(session: Session, agreement: AgreementRow) -> list[AgreementChangeRow]:
    """What is proposed for the agreement's next version, in the order it was proposed."""
    query = select(AgreementChangeRow).where(
        AgreementChangeRow.agreement_id == agreement.id,
        AgreementChangeRow.version == agreement.version + 1,
        AgreementChangeRow.state == ChangeState.PROPOSED,
    )
    return list(session.exec(query.order_by(col(AgreementChangeRow.id))))


def measure_called(session: Session, agreement_id: int, number: str) -> MeasureRow | None:
    """The measure of this number, one that was removed included; or None."""
    query = select(MeasureRow).where(MeasureRow.agreement_id == agreement_id, MeasureRow.number == number)
    return session.exec(query).first()


def goal_called(session: Session, agreement_id: int, number: str) -> GoalRow | None:
    """The goal of this number, one that was removed included; or None."""
    query = select(GoalRow).where(GoalRow.agreement_id == agreement_id, GoalRow.number == number)
    return session.exec(query).first()


def takes_part(session: Session, agreement: AgreementRow, organisation: str) -> bool:
    """Whether it is the county, a party, or owner of or contributor to one of the measures."""
    if organisation == agreement.county:
        return True
    if any(row.organisation == organisation for row in parties_of(session, agreement.id)):
        return True
    measures = measures_of(session, agreement.id)
    helping = contributors_of(session, [row.id for row in measures])
    return any(row.owner == organisation or organisation in helping.get(row.id, ()) for row in measures)


def measures_read_by(session: Session, organisation: str, numbers: Collection[int]) -> set[int]:
    """Of these measures, those an organisation takes part in: as their owner, as the agreement's county or a party to
    it, or by contributing.
    """
    if not numbers:
        return set()
    party = select(AgreementPartyRow.agreement_id).where(AgreementPartyRow.organisation == organisation)
    county = select(AgreementRow.id).where(AgreementRow.county == organisation)
    helps = select(MeasureContributorRow.measure_id).where(MeasureContributorRow.organisation == organisation)
    own, measure = col(MeasureRow.owner) == organisation, col(MeasureRow.id)
    query = select(MeasureRow.id).where(
        measure.in_(numbers),
        own | col(MeasureRow.agreement_id).in_(party) | col(MeasureRow.agreement_id).in_(county) | measure.in_(helps),
    )
    return {number for number in session.exec(query) if number}


def figures_of(row: MeasureRow) -> Figures:
    """The measure's indicator as the domain sees it."""
    return Figures(row.baseline, row.target, row.latest)


def progress_of(row: MeasureRow) -> float | None:
    """How far a measure has come, 0 to 1; None: cancelled."""
    return progress(row.status, figures_of(row))


def goal_progress_of(goal: GoalRow, measures: Iterable[MeasureRow]) -> float | None:
    """How far a goal has come: the average of its measures' progress."""
    return goal_progress(progress_of(row) for row in measures if row.goal_id == goal.id)


def is_over(row: MeasureRow, today: date) -> bool:
    """Whether an open measure is over its deadline. Due today is not."""
    return row.status not in CLOSED and row.due < today


def plan_goal(row: MeasureRow, goals: Mapping[int, GoalRow]) -> str:
    """The plan goal a measure rests on; empty: it is not anchored (§ 3.1)."""
    goal = goals.get(row.goal_id)
    return plan_goal_of(row.origin, goal.plan_goal if goal else "")


@dataclass(frozen=True, slots=True)
class NamedMeasure:
    """A measure with what it takes to name it to people: its agreement's county and whether that agreement runs.

    An agreement runs from its signature until the county has a newer one.
    """

    row: MeasureRow
    county: str
    running: bool


def measures_numbered(session: Session, numbers: Collection[int]) -> list[NamedMeasure]:
    """The measures of these numbers, with their counties; removed ones included."""
    return _named(session, col(MeasureRow.id).in_(numbers)) if numbers else []


def measures_called(session: Session, number: str, among: Collection[int]) -> list[NamedMeasure]:
    """The measures that are called so (T1.2) in these agreements, without those that were removed."""
    return _named(
        session,
        col(MeasureRow.number) == number,
        col(MeasureRow.agreement_id).in_(among),
        col(MeasureRow.removed_on).is_(None),
    )


def _named(session: Session, *conditions: ColumnElement[bool]) -> list[NamedMeasure]:
    newest = set(session.exec(select(func.max(AgreementRow.id)).group_by(AgreementRow.county)))
    query = (
        select(MeasureRow, AgreementRow.county, AgreementRow.state)
        .join(AgreementRow, col(AgreementRow.id) == col(MeasureRow.agreement_id))
        .where(*conditions)
    )
    return [
        NamedMeasure(row, county, state in RUNNING and row.agreement_id in newest)
        for row, county, state in session.exec(query)
    ]


@dataclass(frozen=True, slots=True)
class StatusSheet:
    """The status sheet of a county's agreement (§ 2.2): the numbers that the autumn meeting sees.

    statuses: status → how many measures, all statuses in order. over: numbers of the open ones over their deadline;
    delayed: of those reported so; unanchored: of those without a plan goal; agreed: of those the parties agreed between
    them. progress: goal → 0 to 1, None when no measure counts. owners: organisation → its measures' numbers.
    """

    agreement: AgreementRow
    goals: Sequence[GoalRow]
    measures: Sequence[MeasureRow]
    statuses: Mapping[Status, int]
    over: Sequence[str]
    delayed: Sequence[str]
    unanchored: Sequence[str]
    agreed: Sequence[str]
    progress: Mapping[str, float | None]
    owners: Mapping[str, Sequence[str]]


def sheet(session: Session, county: str, today: date) -> StatusSheet | None:
    """The status sheet of the county's newest agreement; None when it has none. All its numbers come from here."""
    agreement = agreement_of(session, county)
    if agreement is None:
        return None
    goals = goals_of(session, agreement.id)
    measures = measures_of(session, agreement.id)
    by_id = {goal.id: goal for goal in goals}
    counts = Counter(row.status for row in measures)
    return StatusSheet(
        agreement=agreement,
        goals=goals,
        measures=measures,
        statuses={status: counts[status] for status in Status},
        over=_numbers(measures, lambda row: is_over(row, today)),
        delayed=_numbers(measures, lambda row: row.status == Status.DELAYED),
        unanchored=_numbers(measures, lambda row: not plan_goal(row, by_id)),
        agreed=_numbers(measures, lambda row: row.origin == AGREED),
        progress={goal.number: goal_progress_of(goal, measures) for goal in goals},
        owners=_by_owner(measures),
    )


def _numbers(measures: Sequence[MeasureRow], fits: Callable[[MeasureRow], bool]) -> list[str]:
    return [row.number for row in measures if fits(row)]


def _by_owner(measures: Sequence[MeasureRow]) -> dict[str, list[str]]:
    """Organisation → its measures' numbers."""
    found: dict[str, list[str]] = {}
    for row in measures:
        found.setdefault(row.owner, []).append(row.number)
    return found
