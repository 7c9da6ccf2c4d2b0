"""Duties, and the notices of them."""

from datetime import date, datetime

from sqlalchemy import Index, UniqueConstraint, text
from sqlmodel import Field

from storage.tables.row import Row


class DutyRow(Row, table=True):
    """Something an organisation must do by a date. Derived from its subject; kept so that a tick costs what is due.

    `next_reminder_at` is None when nothing is to be sent any more. The partial index holds the open ones only.
    """

    __tablename__ = "duty"
    __table_args__ = (
        Index(
            "ix_duty_next_reminder",
            "next_reminder_at",
            sqlite_where=text("next_reminder_at IS NOT NULL"),
        ),
        Index("ix_duty_owner_due", "owner", "due"),
        Index("ix_duty_subject", "subject_kind", "subject_id"),
    )
    id: int = Field(default=None, primary_key=True)
    key: str = Field(unique=True)
    subject_kind: str  # meeting | follow_up
    subject_id: int
    kind: str
    clause: str
    owner: str = Field(foreign_key="organisation.slug")
    due: date
    ladder_due: date  # the date the reminders count from (see domain.duties.reminders)
    arose_on: date
    until: date | None = None  # from this day on it has lost its meaning
    gentle: bool = False  # reminded of, never chased
    done_on: date | None = None
    snoozed_until: date | None = None
    next_reminder_at: datetime | None = None
    next_rung: int | None = None


class NoticeRow(Row, table=True):
    """One reminder of one duty to one recipient: it can exist once."""

    __tablename__ = "notice"
    __table_args__ = (
        UniqueConstraint("duty_id", "due", "rung", "recipient"),
        Index(
            "ix_notice_waiting",
            "recipient",
            sqlite_where=text("message_id IS NULL AND NOT void"),
        ),
        Index(
            "ix_notice_message",
            "message_id",
            sqlite_where=text("message_id IS NOT NULL"),
        ),
    )
    id: int = Field(default=None, primary_key=True)
    duty_id: int = Field(foreign_key="duty.id")
    due: date
    rung: int
    recipient: str
    escalated: bool = False
    late: bool = False
    created_at: datetime
    message_id: int | None = Field(default=None, foreign_key="message.id")
    void: bool = False  # its duty was done before it was sent, or a newer rung stands in the same digest
