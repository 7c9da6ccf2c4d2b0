"""What a tick said by a clock that was ahead is taken back, so that all of it is still said when it is time.

Such a tick writes notices and digests of a day that hasn't come, and moves duties on past everything in between. What
stands in a chat from it stays there, drawn anew as over; here it is as if it had never been said.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import delete, text
from sqlmodel import Session, col, func, select

from domain.calendar import WorkCalendar, oslo_date
from storage.delivery.digests import DIGEST
from storage.duties.sync import plan_next
from storage.tables import DutyRow, MessageRow, NoticeRow
from storage.unit_of_work.chunks import chunks
from storage.unit_of_work.store import Store

AHEAD = timedelta(minutes=5)
"""What was said so much later than now, was said by a clock that was wrong."""

_LOOK = 20
"""Notices that are looked at, the newest. It is looked before every tick, so one that was ahead wrote the last ones."""


@dataclass(frozen=True, slots=True)
class TakenBack:
    """How many notices and digests were of a day that hasn't come, and how many duties are reminded of after all."""

    notices: int
    digests: int
    duties: int


def said_ahead(session: Session, now: datetime) -> bool:
    """Whether something was said by a clock that was ahead. Costs the same however much has been said."""
    newest = session.exec(select(NoticeRow.created_at).order_by(col(NoticeRow.id).desc()).limit(_LOOK)).all()
    return bool(newest) and max(newest) > now + AHEAD


def take_back(store: Store, now: datetime) -> TakenBack | None:
    """Take back what was said ahead of `now`, which must be right, in one transaction. None: there was nothing.

    The next reminder of every open duty is derived anew from the notices that stand.
    """
    with store.read(now) as snapshot:
        if not said_ahead(snapshot.session, now):
            return None
    with store.transaction() as session:
        store.take_turn(session)
        ahead = select(NoticeRow.id).where(col(NoticeRow.created_at) > now + AHEAD)
        notices = list(session.exec(ahead))
        for part in chunks(notices):
            session.execute(delete(NoticeRow).where(col(NoticeRow.id).in_(part)))
        digests = _forget_digests(session, now)
        return TakenBack(len(notices), digests, _plan_anew(session, now, store.rules.calendar))


def _forget_digests(session: Session, now: datetime) -> int:
    """Digests of days that haven't come: their keys are needed when those days do."""
    found = select(MessageRow.id).where(MessageRow.kind == DIGEST, col(MessageRow.day) > oslo_date(now))
    numbers = list(session.exec(found))
    for part in chunks(numbers):
        session.execute(delete(NoticeRow).where(col(NoticeRow.message_id).in_(part), text("void")))
        release = col(NoticeRow.message_id).in_(part)
        for notice in session.exec(select(NoticeRow).where(release)):
            notice.message_id = None  # said in time, and gathered by a digest ahead of it
        session.flush()
        session.execute(delete(MessageRow).where(col(MessageRow.id).in_(part)))
    return len(numbers)


def _plan_anew(session: Session, now: datetime, calendar: WorkCalendar) -> int:
    last = _last_said(session)
    kept = set(session.exec(select(NoticeRow.duty_id).distinct()))
    changed = 0
    for duty in _open(session):
        if duty.next_reminder_at is None and duty.id not in kept and duty.ladder_due < (last or oslo_date(now)):
            continue  # it arose with its deadline past, by an upgrade: shown, and reminded of to nobody
        before = (duty.next_reminder_at, duty.next_rung)
        plan_next(duty, calendar, max(duty.arose_on, last) if last else duty.arose_on)
        changed += before != (duty.next_reminder_at, duty.next_rung)
    session.flush()
    return changed


def _last_said(session: Session) -> date | None:
    """The day up to which reminders have gone out: that of the newest notice which stands."""
    newest = session.exec(select(func.max(NoticeRow.created_at))).one()
    return oslo_date(newest) if newest else None


def _open(session: Session) -> Sequence[DutyRow]:
    return session.exec(select(DutyRow).where(col(DutyRow.done_on).is_(None)).order_by(col(DutyRow.id))).all()
