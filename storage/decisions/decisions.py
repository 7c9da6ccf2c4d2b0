"""Decisions as kept: V-4/26, counted per body and year."""

from collections.abc import Iterable

from sqlalchemy import func
from sqlmodel import Session, col, select

from domain.meetings.meetings import Meeting
from storage.tables import AgendaItemRow, DecisionRow
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


def next_decision(session: Session, body: str, year: int) -> int:
    """The next number of a body's decisions; withdrawn ones keep theirs."""
    query = select(func.max(DecisionRow.number)).where(DecisionRow.body == body, DecisionRow.year == year)
    return (session.exec(query).one() or 0) + 1


def decision_numbered(session: Session, number: int) -> DecisionRow:
    """The decision of this number in the database. Raises NoResultFound when there is none."""
    return session.get_one(DecisionRow, number)


def decisions_of(session: Session, meeting_id: int) -> list[DecisionRow]:
    """The decisions of a meeting in order, withdrawn ones included."""
    query = select(DecisionRow).where(DecisionRow.meeting_id == meeting_id)
    return list(session.exec(query.order_by(col(DecisionRow.number))))


def decision_by_number(session: Session, bodies: Iterable[str] | None, year: int, number: int) -> list[DecisionRow]:
    """The decisions of that number; of these bodies, when given."""
    query = select(DecisionRow).where(DecisionRow.year == year, DecisionRow.number == number)
    if bodies is not None:
        query = query.where(col(DecisionRow.body).in_(list(bodies)))
    return list(session.exec(query.order_by(col(DecisionRow.id))))
