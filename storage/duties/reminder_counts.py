"""How often somebody has been reminded: read from the notices that were sent, never counted on the side."""

from datetime import date

from sqlalchemy import func
from sqlmodel import Session, col, select

from domain.calendar import oslo_date
from storage.tables import DutyRow, MessageRow, NoticeRow


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
            MessageRow.status == "sent",
        )
    ).one()
    return int(found[0]), oslo_date(found[1]) if found[1] else None
