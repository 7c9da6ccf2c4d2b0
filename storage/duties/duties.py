"""Duties as kept: what every view of them reads."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from sqlalchemy import select as sa_select
from sqlmodel import Session, col, select

from domain.calendar import WorkCalendar
from domain.duties.reminders import SNOOZE_END, send_at
from storage.tables import DutyRow, Row


class OpenDuty(NamedTuple):
    """An open duty as lists need it: columns only, several times cheaper to read than a row."""

    id: int
    subject_kind: str
    subject_id: int
    kind: str
    clause: str
    owner: str
    due: date
    ladder_due: date
    arose_on: date
    until: date | None
    gentle: bool
    key: str


DUTY = Row.metadata.tables["duty"].c
COLUMNS = tuple(DUTY[name] for name in OpenDuty._fields)
"""What is read of each open duty."""


def open_duties(
    session: Session,
    today: date,
    owners: Iterable[str] | None = None,
    *,
    arisen: bool = False,
    about: tuple[str, Iterable[int]] | None = None,
) -> list[OpenDuty]:
    """Duties not done that have not lost their meaning, by date.

    Those of `owners` only, when given; `arisen`: only those that have come up by today; `about`: only those of these
    things (their kind, their numbers).
    """
    query = sa_select(*COLUMNS).where(DUTY.done_on.is_(None), DUTY.until.is_(None) | (DUTY.until > today))
    if owners is not None:
        query = query.where(DUTY.owner.in_(list(owners)))
    if arisen:
        query = query.where(DUTY.arose_on <= today)
    if about is not None:
        kind, numbers = about
        query = query.where(DUTY.subject_kind == kind, DUTY.subject_id.in_(list(numbers)))
    session.flush()  # read past the ORM, which would have done it
    return [OpenDuty._make(row) for row in session.execute(query.order_by(DUTY.due, DUTY.id))]


def rows_of(session: Session, duties: Iterable[OpenDuty]) -> list[DutyRow]:
    """The rows behind, to change them."""
    return list(session.exec(select(DutyRow).where(col(DutyRow.id).in_([duty.id for duty in duties]))))


def snooze(row: DutyRow, day: date, calendar: WorkCalendar) -> None:
    """Keep the owner's own reminders quiet until a day, and remind on that day; escalations go as before."""
    row.snoozed_until = day
    wake = calendar.sendable_on_or_after(day)
    if row.next_reminder_at is None or row.next_reminder_at > send_at(wake):
        row.next_reminder_at, row.next_rung = send_at(wake), SNOOZE_END + day.toordinal()
