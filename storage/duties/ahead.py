"""What lies ahead of everybody, asked of the database: how many duties, and of those only the few that are shown.

A duty counts here when it is open, has come up, and is to be chased or the reader's own: each party's sign-ups and
comments are its own to see. reader: the organisation that asks.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, Select, bindparam, func, or_, select
from sqlmodel import Session

from storage.duties.duties import COLUMNS, DUTY, OpenDuty


class DutyCounts(NamedTuple):
    """How many duties are past their deadline, how many of the others are due by a day, and how many later."""

    over: int
    near: int
    rest: int


# Made once: to make a statement anew costs more than to run it.
_TODAY: BindParameter[date] = bindparam("today")
_SOON: BindParameter[date] = bindparam("soon")
_COUNTING = (
    DUTY.done_on.is_(None),
    or_(DUTY.until.is_(None), DUTY.until > _TODAY),
    DUTY.arose_on <= _TODAY,
    or_(~DUTY.gentle, DUTY.owner == bindparam("reader")),
)
_OVER = DUTY.ladder_due < _TODAY
_COUNTS = (
    select(
        DUTY.owner,
        func.count().filter(_OVER),
        func.count().filter(~_OVER, DUTY.due <= _SOON),
        func.count().filter(~_OVER, DUTY.due > _SOON),
    )
    .where(*_COUNTING)
    .group_by(DUTY.owner)
)
_DUE_BY = select(*COLUMNS).where(*_COUNTING, DUTY.due <= _SOON).order_by(DUTY.due, DUTY.id)
_NEXT_DAY = select(func.min(DUTY.due)).where(*_COUNTING, DUTY.due > bindparam("after"))
_OF_NEXT_DAY = select(*COLUMNS).where(*_COUNTING, DUTY.due == _NEXT_DAY.scalar_subquery()).order_by(DUTY.id)


def duty_counts(session: Session, today: date, soon: date, reader: str) -> dict[str, DutyCounts]:
    """Owner → how many duties they have, near those due by the day `soon`; who has none is left out."""
    found = _read(session, _COUNTS, today=today, soon=soon, reader=reader)
    return {owner: DutyCounts(over, near, rest) for owner, over, near, rest in found}


def duties_due_by(session: Session, today: date, soon: date, reader: str) -> list[OpenDuty]:
    """The duties due by the day `soon`, those past their deadline among them, by date."""
    return [OpenDuty._make(row) for row in _read(session, _DUE_BY, today=today, soon=soon, reader=reader)]


def duties_of_next_day(session: Session, today: date, after: date, reader: str) -> list[OpenDuty]:
    """The duties of the first day after `after` on which any is due."""
    return [OpenDuty._make(row) for row in _read(session, _OF_NEXT_DAY, today=today, after=after, reader=reader)]


def _read(session: Session, query: Select[Any], **values: object) -> Sequence[Any]:
    session.flush()  # read past the ORM, which would have done it
    return session.execute(query, values).all()
