"""How often somebody has been reminded: read from the notices that were sent, never counted on the side."""

from collections.abc import Collection, Mapping
from datetime import date

from sqlalchemy import func
from sqlmodel import Session, col, select

from domain.calendar import oslo_date
from storage.tables import DutyRow, MessageRow, MessageStatus, NoticeRow


def reminded(session: Session, subject_kind: str, subject_id: int) -> tuple[int, date | None]:
    """How many times the owner was reminded of a subject's duty as it stands now, and the day of the last time."""
    found = session.exec(
        select(func.count(func.distinct(MessageRow.id)), func.max(MessageRow.sent_at))
        .join(NoticeRow, col(NoticeRow.message_id) == col(MessageRow.id))
        .join(DutyRow, col(DutyRow.id) == col(NoticeRow.duty_id))
        .where(
            DutyRow.subject_kind == subject_kind,
            DutyRow.subject_id == subject_id,
            col(NoticeRow.due) == col(DutyRow.ladder_due),
            col(NoticeRow.escalated).is_(False),
            MessageRow.status == MessageStatus.SENT,
        )
    ).one()
    return int(found[0]), oslo_date(found[1]) if found[1] else None


def reminded_before(session: Session, message: MessageRow, duties: Collection[int]) -> Mapping[int, tuple[int, date]]:
    """Duty → how many times its owner was reminded of it before a message, and the day of the last time.

    As it stands now, that is: reminders of another date it once had don't count. Those never reminded of are left out.
    """
    query = (
        select(NoticeRow.duty_id, func.count(), func.max(MessageRow.sent_at))
        .join(MessageRow, col(MessageRow.id) == col(NoticeRow.message_id))
        .join(DutyRow, col(DutyRow.id) == col(NoticeRow.duty_id))
        .where(
            col(NoticeRow.duty_id).in_(duties),
            col(NoticeRow.escalated).is_(False),
            col(NoticeRow.due) == col(DutyRow.ladder_due),
            MessageRow.status == MessageStatus.SENT,
            col(MessageRow.id) < message.id,
        )
        .group_by(col(NoticeRow.duty_id))
    )
    return {duty: (count, oslo_date(last)) for duty, count, last in session.exec(query) if last}
