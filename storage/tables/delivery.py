"""The outbox."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import JSON, CheckConstraint, Column, Index, UniqueConstraint, text
from sqlmodel import Field

from domain.accounts import Address
from storage.tables.row import Row
from storage.tables.words import Words


class MessageStatus(StrEnum):
    """How far a message has come on its way out: see docs/delivery.md."""

    WAITING = "waiting"
    SENDING = "sending"
    UNCERTAIN = "uncertain"
    SENT = "sent"
    UNDELIVERABLE = "undeliverable"
    CANCELLED = "cancelled"


class MessageRow(Row, table=True):
    """One sending to one recipient. See docs/delivery.md for how it moves from waiting to sent.

    `recipient` is an organisation's slug (its room), or `slug:role:person id` (that role-holder directly). `key` is
    unguessable and travels in the chat's metadata. A digest is unique per recipient and day, a message caused by a
    person per audit entry and recipient.
    """

    __tablename__ = "message"
    __table_args__ = (
        UniqueConstraint("kind", "recipient", "day"),
        UniqueConstraint("cause", "kind", "recipient"),
        # One sending per recipient at a time: the database itself refuses a second one.
        Index(
            "ix_message_busy",
            "recipient",
            unique=True,
            sqlite_where=text("status IN ('sending', 'uncertain')"),
        ),
        Index(
            "ix_message_waiting_caused",
            "id",
            sqlite_where=text("status = 'waiting' AND day IS NULL"),
        ),
        Index(
            "ix_message_waiting_digest",
            "day",
            "id",
            sqlite_where=text("status = 'waiting' AND cause IS NULL"),
        ),
        Index(
            "ix_message_place",
            "room_platform",
            "room_workspace",
            "room_channel",
            "message_ts",
            sqlite_where=text("message_ts <> ''"),
        ),
        CheckConstraint("(day IS NULL) <> (cause IS NULL)", name="digest_or_caused"),
    )
    id: int = Field(default=None, primary_key=True)
    key: str = Field(unique=True)
    kind: str  # digest | convening | …: the `Recipe` in handlers.messages.recipes it is drawn by
    recipient: str
    organisation: str = Field(foreign_key="organisation.slug", index=True)
    language: str = ""  # once it is sent, the one it was drawn in
    day: date | None = None
    cause: int | None = Field(default=None, foreign_key="audit.id")
    facts: dict[str, str] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    status: MessageStatus = Field(default=MessageStatus.WAITING, sa_type=Words(MessageStatus))
    late: bool = False
    created_at: datetime
    not_before: datetime | None = None
    attempt: int = 0
    attempted_at: datetime | None = None
    worker: str = ""
    boot: str = ""  # the machine's start the lease was taken in; a lease of another boot is waited out anew
    lease_until: float = 0.0
    room_platform: str = ""  # where the last attempt went
    room_workspace: str = ""
    room_channel: str = ""
    room_direct: bool = False
    message_ts: str = ""
    sent_at: datetime | None = None
    reason: str = ""
    epoch: int = 0  # the last epoch in which its key was known not to stand in the chat
    drawn: str = ""  # fingerprint of the card that stands in the chat; empty: not known

    @property
    def last_address(self) -> Address:
        """Where the last attempt went; all empty before the first."""
        return Address(self.room_platform, self.room_workspace, self.room_channel, self.room_direct)


class MessageSubjectRow(Row, table=True):
    """Something that a sent message shows: the way from what changed to where it stands (`message_subjects`)."""

    __tablename__ = "message_subject"
    subject: str = Field(primary_key=True)  # follow_up:7, duty:12, meeting:3, room:slack:T1:C1 …
    message_id: int = Field(foreign_key="message.id", primary_key=True, ondelete="CASCADE")


class RedrawRow(Row, table=True):
    """A sent message that is to be drawn anew, once; gone when it has been. See docs/delivery.md.

    `asked` counts the changes: one that comes while the message is being drawn asks again. `attempt` counts the tries
    since it was last known what stands in the chat.
    """

    __tablename__ = "redraw"
    __table_args__ = (Index("ix_redraw_not_before", "not_before", "message_id"),)
    message_id: int = Field(foreign_key="message.id", primary_key=True, ondelete="CASCADE")
    asked: int = 1
    attempt: int = 0
    not_before: datetime | None = None
    marked_at: datetime
    worker: str = ""  # empty: free
    boot: str = ""
    lease_until: float = 0.0


class RefusedRoomRow(Row, table=True):
    """A room that has turned a message away, until one has been taken there again. Tried ever more seldom.

    tried_at: when it was last opened to see whether it takes what waits; at first, when it refused.
    """

    __tablename__ = "refused_room"
    platform: str = Field(primary_key=True)
    workspace: str = Field(primary_key=True)
    channel: str = Field(primary_key=True)
    refused_at: datetime
    tried_at: datetime
