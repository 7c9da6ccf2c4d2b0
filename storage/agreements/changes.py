"""Fields of agreements, goals and measures as text; what is proposed for a next version, and putting it into force.

A field's value has one text form, in which it is typed, proposed, compared and kept: an ISO date, a slug, slugs with
commas, «bedrifter i løpet 0 → 25». So a proposal can be read by people and carried out by the program.
"""

import json
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from domain.agreements.agreements import CLOSED, AgreementState, ChangeState, Level, PartyRole, goal_of
from domain.agreements.indicators import Indicator, read_indicator
from domain.agreements.measure_reports import Report
from storage.agreements.agreements import (
    contributors_of,
    goal_called,
    goals_of,
    measure_called,
    measures_of,
    parties_of,
    proposed,
)
from storage.agreements.locked import lock_version
from storage.tables import (
    AgreementChangeRow,
    AgreementPartyRow,
    AgreementRow,
    GoalRow,
    MeasureContributorRow,
    MeasureRow,
    MeasureUpdateRow,
)
from storage.unit_of_work.unit import UnitOfWork

NEW, REMOVED, NEED = "new", "removed", "need"
"""Fields of a change that isn't about one field: a whole goal or measure, and a need that isn't worked out yet."""

_DATES = ("starts", "ends", "due")
Subject = AgreementRow | GoalRow | MeasureRow


def kind_of(row: Subject) -> str:
    """«agreement», «goal» or «measure»."""
    return {AgreementRow: "agreement", GoalRow: "goal", MeasureRow: "measure"}[type(row)]


def number_of(row: Subject) -> str:
    """M1, T1.2; empty for an agreement."""
    return "" if isinstance(row, AgreementRow) else row.number


def value_of(unit: UnitOfWork, row: Subject, field: str) -> str:
    """What a field holds now, as text."""
    if field == "parties" and isinstance(row, AgreementRow):
        return ", ".join(one.organisation for one in parties_of(unit.session, row.id))
    if field == "contributors" and isinstance(row, MeasureRow):
        return ", ".join(contributors_of(unit.session, [row.id]).get(row.id, []))
    if field == "indicator" and isinstance(row, MeasureRow):
        return str(Indicator(row.indicator, row.baseline, row.target)) if row.indicator else ""
    held = getattr(row, field)
    return held.isoformat() if isinstance(held, date) else str(held or "")


def set_value(unit: UnitOfWork, row: Subject, field: str, value: str) -> None:
    """Put a value into its field. A new due date counts from today."""
    if field == "parties" and isinstance(row, AgreementRow):
        _set_parties(unit, row, _slugs(value))
    elif field == "contributors" and isinstance(row, MeasureRow):
        _set_contributors(unit, row, _slugs(value))
    elif field == "indicator" and isinstance(row, MeasureRow):
        _set_indicator(row, value)
    else:
        setattr(row, field, _read(field, value))
        if field == "due" and isinstance(row, MeasureRow):
            row.dated_on = unit.today


def _read(field: str, value: str) -> object:
    """A field's text as its column holds it."""
    if field in _DATES:
        return date.fromisoformat(value) if value else None
    return Level(value) if field == "level" else value


def _slugs(value: str) -> list[str]:
    return [one.strip() for one in value.split(",") if one.strip()]


def _set_indicator(row: MeasureRow, value: str) -> None:
    indicator = read_indicator(value) if value else Indicator("")
    if indicator.name != row.indicator or row.latest in (None, row.baseline):  # the old figure is the old indicator's
        row.latest = indicator.baseline
    row.indicator, row.baseline, row.target = indicator.name, indicator.baseline, indicator.target


def _set_parties(unit: UnitOfWork, row: AgreementRow, slugs: list[str]) -> None:
    held = {one.organisation: one for one in parties_of(unit.session, row.id)}
    for slug, party in held.items():
        if slug not in slugs:
            unit.session.delete(party)
    for slug in slugs:
        if slug not in held:
            role = PartyRole.COORDINATOR if slug == row.county else PartyRole.PARTY
            unit.session.add(AgreementPartyRow(agreement_id=row.id, organisation=slug, role=role))
            unit.session.flush()  # in the order they are named


def _set_contributors(unit: UnitOfWork, row: MeasureRow, slugs: list[str]) -> None:
    query = select(MeasureContributorRow).where(MeasureContributorRow.measure_id == row.id)
    held = {one.organisation: one for one in unit.session.exec(query)}
    for slug, one in held.items():
        if slug not in slugs:
            unit.session.delete(one)
    for slug in slugs:
        if slug not in held:
            unit.session.add(MeasureContributorRow(measure_id=row.id, organisation=slug))
            unit.session.flush()


def begin_agreement(unit: UnitOfWork, county: str) -> AgreementRow:
    """A county's new draft, with its number; nothing stands in it yet."""
    row = AgreementRow(county=county, created_on=unit.today)
    unit.session.add(row)
    unit.session.flush()
    return row


def new_goal(unit: UnitOfWork, agreement: AgreementRow, number: str, values: Mapping[str, str]) -> GoalRow:
    """Add a goal with these values."""
    row = GoalRow(agreement_id=agreement.id, number=number, title=values["title"])
    for field, value in values.items():
        set_value(unit, row, field, value)
    unit.session.add(row)
    unit.session.flush()
    return row


def new_measure(unit: UnitOfWork, agreement: AgreementRow, number: str, values: Mapping[str, str]) -> MeasureRow:
    """Add a measure with these values, under the goal its number names, which must be there.

    Raises ValueError when it isn't.
    """
    goal = goal_called(unit.session, agreement.id, goal_of(number))
    if goal is None:
        raise ValueError(f"{number} has no goal")
    row = MeasureRow(
        agreement_id=agreement.id,
        goal_id=goal.id,
        number=number,
        title=values["title"],
        owner=values["owner"],
        due=date.fromisoformat(values["due"]),
        dated_on=unit.today,
    )
    unit.session.add(row)
    unit.session.flush()
    for field, value in values.items():
        set_value(unit, row, field, value)
    unit.session.flush()
    return row


def add_report(unit: UnitOfWork, row: MeasureRow, organisation: str, said: Report) -> None:
    """Keep a report on a measure, with what it held until then. organisation: who reports."""
    unit.session.add(
        MeasureUpdateRow(
            measure_id=row.id,
            day=unit.today,
            at=unit.at,
            account=unit.by.account,
            organisation=organisation,
            old_status=row.status,
            status=said.status if said.status else "",
            old_value=row.latest,
            value=said.value,
            next_step=said.next_step,
            note=said.note,
        )
    )


# -- proposals --------------------------------------------------------------------------------------------------------


def keep_report(unit: UnitOfWork, row: MeasureRow, organisation: str, said: Report) -> None:
    """What an owner reports, in the measure's history and on the measure as it now stands."""
    add_report(unit, row, organisation, said)
    if said.status:
        row.status = said.status
        row.closed_on = (row.closed_on or unit.today) if said.status in CLOSED else None
    if said.value is not None:
        row.latest = said.value
    if said.next_step or said.status in CLOSED:
        row.next_step = said.next_step
    row.version += 1


def no_next_step(row: MeasureRow) -> None:
    """What was to be done next is no longer said."""
    row.next_step = ""


def count_change(row: MeasureRow) -> None:
    """One command has changed a measure, in however many fields."""
    row.version += 1


def remove_row(unit: UnitOfWork, row: MeasureRow | GoalRow) -> None:
    """It is in the agreement no more from today; its number isn't given out again."""
    row.removed_on = unit.today


def drop(change: AgreementChangeRow) -> None:
    """A change that was proposed and is taken back."""
    change.state = ChangeState.DROPPED


def packed(values: Mapping[str, str]) -> str:
    """A whole goal's or measure's values in one text."""
    return json.dumps(dict(values), ensure_ascii=False, sort_keys=True)


def unpacked(text: str) -> dict[str, str]:
    """The values again."""
    held: Mapping[str, Any] = json.loads(text)
    return {name: str(value) for name, value in held.items()}


def proposal(
    unit: UnitOfWork, agreement: AgreementRow, kind: str, number: str, field: str
) -> AgreementChangeRow | None:
    """What is proposed for one field, or None. A field has one proposal at a time."""
    return next(
        (
            one
            for one in proposed(unit.session, agreement)
            if (one.subject, one.number, one.field) == (kind, number, field)
        ),
        None,
    )


def propose(
    unit: UnitOfWork,
    agreement: AgreementRow,
    kind: str,
    number: str,
    field: str,
    *,
    old: str = "",
    new: str = "",
    reason: str = "",
    decision_id: int | None = None,
) -> AgreementChangeRow:
    """Propose a change for the next version, which is thereby under way. A field's earlier proposal is dropped."""
    earlier = proposal(unit, agreement, kind, number, field) if field != NEED else None
    if earlier is not None:
        earlier.state = ChangeState.DROPPED
    row = AgreementChangeRow(
        agreement_id=agreement.id,
        version=agreement.version + 1,
        subject=kind,
        number=number,
        field=field,
        old=old,
        new=new,
        reason=reason,
        decision_id=decision_id,
        at=unit.at,
        account=unit.by.account,
    )
    unit.session.add(row)
    open_revision(agreement)
    unit.session.flush()
    return row


def open_revision(agreement: AgreementRow) -> bool:
    """Put an agreement in force under revision; whether it was in force. Anything else stays as it is."""
    if agreement.state != AgreementState.IN_FORCE:
        return False
    agreement.state = AgreementState.UNDER_REVISION
    return True


def put_into_force(unit: UnitOfWork, agreement: AgreementRow) -> list[AgreementChangeRow]:
    """Carry out what is proposed; the agreement's version becomes the next one. Nothing proposed: nothing changes."""
    changes = proposed(unit.session, agreement)
    for change in sorted(changes, key=lambda one: (one.subject, one.field) != ("goal", NEW)):  # goals before theirs
        _carry_out(unit, agreement, change)
        change.state = ChangeState.IN_FORCE
    if changes:
        agreement.version += 1
        lock_version(unit, agreement, signed=False)
    return changes


def _carry_out(unit: UnitOfWork, agreement: AgreementRow, change: AgreementChangeRow) -> None:
    if change.field == NEED:
        return
    if change.field == NEW:
        add: Callable[..., Subject] = new_goal if change.subject == "goal" else new_measure
        add(unit, agreement, change.number, unpacked(change.new))
        return
    row = subject_row(unit, agreement, change.number)
    if change.field == REMOVED and not isinstance(row, AgreementRow):
        row.removed_on = unit.today
    else:
        set_value(unit, row, change.field, change.new)
    if isinstance(row, MeasureRow):
        row.version += 1
    unit.session.flush()


def subject_row(unit: UnitOfWork, agreement: AgreementRow, number: str) -> Subject:
    """The row that a number names: a goal, a measure, or with no number the agreement itself.

    Raises ValueError when the agreement has none of that number.
    """
    if not number:
        return agreement
    find: Callable[..., GoalRow | MeasureRow | None] = goal_called if number.startswith("M") else measure_called
    row = find(unit.session, agreement.id, number)
    if row is None:
        raise ValueError(f"{agreement.county} has no {number}")
    return row


def measures_left(unit: UnitOfWork, agreement: AgreementRow, number: str) -> list[str]:
    """The measures of the goal of this number that are neither removed nor proposed to be, proposed ones included."""
    changes = proposed(unit.session, agreement)
    gone = {one.number for one in changes if one.field == REMOVED}
    held = [row.number for row in measures_of(unit.session, agreement.id) if goal_of(row.number) == number]
    coming = [
        one.number for one in changes if one.field == NEW and one.subject == "measure" and goal_of(one.number) == number
    ]
    return [one for one in (*held, *coming) if one not in gone]


def goal_numbers(unit: UnitOfWork, agreement: AgreementRow) -> list[str]:
    """The goals that are there or proposed as new, and not proposed to be removed."""
    changes = proposed(unit.session, agreement)
    gone = {one.number for one in changes if one.field == REMOVED}
    held = [row.number for row in goals_of(unit.session, agreement.id)]
    coming = [one.number for one in changes if one.field == NEW and one.subject == "goal"]
    return [number for number in (*held, *coming) if number not in gone]


def changes_of_version(session: Session, agreement: AgreementRow, version: int) -> list[AgreementChangeRow]:
    """What a version that is in force changed, in order."""
    query = select(AgreementChangeRow).where(
        AgreementChangeRow.agreement_id == agreement.id,
        AgreementChangeRow.version == version,
        AgreementChangeRow.state == ChangeState.IN_FORCE,
    )
    return list(session.exec(query.order_by(col(AgreementChangeRow.id))))


def changes_of_measure(session: Session, measure: MeasureRow) -> list[AgreementChangeRow]:
    """What versions that came into force have changed in a measure, in order."""
    query = select(AgreementChangeRow).where(
        AgreementChangeRow.agreement_id == measure.agreement_id,
        AgreementChangeRow.number == measure.number,
        AgreementChangeRow.state == ChangeState.IN_FORCE,
    )
    return list(session.exec(query.order_by(col(AgreementChangeRow.version), col(AgreementChangeRow.id))))
