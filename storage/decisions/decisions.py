"""Decisions as kept: V-4/26, counted per body and year."""

from sqlalchemy import func
from sqlmodel import Session, col, select

from domain.meetings.meetings import Meeting
from domain.meetings.minutes import DecisionState
from storage.tables import AgendaItemRow, DecisionRow
from storage.unit_of_work.numbers import go_on_from
from storage.unit_of_work.unit import UnitOfWork


def add_decision(unit: UnitOfWork, meeting: Meeting, item: AgendaItemRow, text: str) -> DecisionRow:
    """A new decision under an agenda item, with the body's next number."""
    session = unit.session
    row = DecisionRow(
        body=item.body,
        year=item.year,
        number=next_decision(session, item.body, item.year),
        meeting_id=meeting.id,
        item_id=item.id,
        county=meeting.county,
        day=meeting.day or unit.today,
        text=text,
    )
    session.add(row)
    session.flush()
    return row


def approve_decisions(session: Session, meeting_id: int) -> None:
    """What a meeting's minutes have recorded holds from now on, now that they are approved."""
    for decision in decisions_of(session, meeting_id):
        if decision.state == DecisionState.RECORDED:
            decision.state = DecisionState.APPROVED


def reword_decision(decision: DecisionRow, text: str) -> None:
    """A decision in other words."""
    decision.text = text
    decision.version += 1


def withdraw_decision(decision: DecisionRow, reason: str = "") -> None:
    """A decision that wasn't one. It keeps its number."""
    decision.state, decision.reason = DecisionState.WITHDRAWN, reason or decision.reason
    decision.version += 1


def next_decision(session: Session, body: str, year: int) -> int:
    """The next number of a body's decisions; withdrawn ones keep theirs."""
    query = select(func.max(DecisionRow.number)).where(DecisionRow.body == body, DecisionRow.year == year)
    return max(session.exec(query).one() or 0, go_on_from(session, f"decision {body} {year}")) + 1


def decision_numbered(session: Session, number: int) -> DecisionRow:
    """The decision of this number in the database. Raises NoResultFound when there is none."""
    return session.get_one(DecisionRow, number)


def decisions_of(session: Session, meeting_id: int) -> list[DecisionRow]:
    """The decisions of a meeting in order, withdrawn ones included."""
    query = select(DecisionRow).where(DecisionRow.meeting_id == meeting_id)
    return list(session.exec(query.order_by(col(DecisionRow.number))))
