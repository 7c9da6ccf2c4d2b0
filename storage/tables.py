"""What is kept. Rows only hold facts; what follows from them is derived in `domain`.

Instants are aware UTC, dates are Norwegian. A class named in `AUDITED` leaves before and after in the audit log on
every change, without anybody having to remember it.
"""

from datetime import date, datetime, time

from sqlalchemy import JSON, CheckConstraint, Column, Index, MetaData, UniqueConstraint, text
from sqlmodel import Field, SQLModel

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Row(SQLModel):
    """Base of every table: one metadata with named constraints, so that migrations can name what they change."""

    metadata = MetaData(naming_convention=NAMING)


class OrganisationRow(Row, table=True):
    """A party of the model (S2)."""

    __tablename__ = "organisation"
    slug: str = Field(primary_key=True)
    kind: str
    short: str
    name: str
    language: str
    number: str = ""
    orgnr: str = ""
    leader_title: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    fictional: bool = False
    aliases: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    position: int = 0


class PersonRow(Row, table=True):
    """A person, known by the name the chat shows. Roles and accounts hang on it."""

    __tablename__ = "person"
    id: int | None = Field(default=None, primary_key=True)
    name: str
    created_at: datetime


class AccountRow(Row, table=True):
    """A person's account on a platform."""

    __tablename__ = "account"
    __table_args__ = (UniqueConstraint("platform", "workspace", "user"),)
    id: int | None = Field(default=None, primary_key=True)
    platform: str
    workspace: str
    user: str
    person_id: int = Field(foreign_key="person.id", index=True)


class RoleRow(Row, table=True):
    """A role a person holds in an organisation, from and to a day (both included)."""

    __tablename__ = "role_holding"
    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    organisation: str = Field(foreign_key="organisation.slug", index=True)
    role: str
    valid_from: date
    valid_to: date | None = None


class RoleRequestRow(Row, table=True):
    """Somebody asked for a role; waits for a coordinator of that organisation, or KS."""

    __tablename__ = "role_request"
    id: int | None = Field(default=None, primary_key=True)
    platform: str
    workspace: str
    user: str
    name: str
    organisation: str = Field(foreign_key="organisation.slug")
    role: str
    asked_at: datetime
    state: str = "open"  # open | granted | declined


class RoomRow(Row, table=True):
    """A chat room that is an organisation's. `state` refused: the chat turned a message away; `reason` says how."""

    __tablename__ = "room"
    __table_args__ = (UniqueConstraint("platform", "workspace", "channel"),)
    id: int | None = Field(default=None, primary_key=True)
    platform: str
    workspace: str
    channel: str
    organisation: str = Field(foreign_key="organisation.slug", index=True)
    language: str = ""
    state: str = "open"  # open | refused
    reason: str = ""
    bound_at: datetime


class MeetingRow(Row, table=True):
    """A meeting of the model. `ref` is its name to people: N-2027-V, R42-2027-H, SG-2027-1."""

    __tablename__ = "meeting"
    __table_args__ = (Index("ix_meeting_year_kind", "year", "kind"),)
    id: int | None = Field(default=None, primary_key=True)
    ref: str = Field(unique=True)
    kind: str  # national | regional | steering
    season: str  # spring | autumn | "" for steering
    year: int
    organisation: str = Field(foreign_key="organisation.slug", index=True)  # who convenes
    state: str = "planned"
    day: date | None = None
    at: time | None = None
    place: str = ""
    link: str = ""
    theme: str = ""
    administration: bool = True  # audiences of a regional spring meeting (S20)
    partnership: bool = False
    political_body: str = ""
    version: int = 1
    arose_on: date
    moved_on: date | None = None


class StepRow(Row, table=True):
    """A step of a meeting that has been taken: save-the-date, convening, papers … , by whom and when."""

    __tablename__ = "meeting_step"
    __table_args__ = (UniqueConstraint("meeting_id", "step", "organisation"),)
    id: int | None = Field(default=None, primary_key=True)
    meeting_id: int = Field(foreign_key="meeting.id", index=True)
    step: str
    organisation: str = Field(foreign_key="organisation.slug")
    day: date
    at: datetime
    account: str
    on_behalf: bool = False


class AttendanceRow(Row, table=True):
    """Whether an organisation was at a held meeting (S14)."""

    __tablename__ = "attendance"
    __table_args__ = (UniqueConstraint("meeting_id", "organisation"),)
    id: int | None = Field(default=None, primary_key=True)
    meeting_id: int = Field(foreign_key="meeting.id", index=True)
    organisation: str = Field(foreign_key="organisation.slug")
    present: bool


class FollowUpRow(Row, table=True):
    """A follow-up, O-{id} to people. `county` is where it came from; empty: the national level."""

    __tablename__ = "follow_up"
    id: int | None = Field(default=None, primary_key=True)
    owner: str = Field(foreign_key="organisation.slug", index=True)
    county: str | None = Field(default=None, foreign_key="organisation.slug", index=True)
    meeting_id: int | None = Field(default=None, foreign_key="meeting.id")
    text: str
    due: date
    state: str = "open"  # open | confirmed | waiting | postponed | done | lapsed
    accepted: bool = False
    created_on: date
    dated_on: date  # the day the present due date was set
    done_on: date | None = None
    version: int = 1


class FollowUpDateRow(Row, table=True):
    """One postponement of a follow-up, with its reason."""

    __tablename__ = "follow_up_date"
    id: int | None = Field(default=None, primary_key=True)
    follow_up_id: int = Field(foreign_key="follow_up.id", index=True)
    old_due: date
    new_due: date
    reason: str
    at: datetime
    account: str


class OffsetRow(Row, table=True):
    """A county's own number of days for one step of its meetings (S28); missing: the standard frame's."""

    __tablename__ = "deadline_offset"
    __table_args__ = (UniqueConstraint("organisation", "step"),)
    id: int | None = Field(default=None, primary_key=True)
    organisation: str = Field(foreign_key="organisation.slug")
    step: str
    days: int


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
            postgresql_where=text("next_reminder_at IS NOT NULL"),
        ),
        Index("ix_duty_owner_due", "owner", "due"),
        Index("ix_duty_subject", "subject_kind", "subject_id"),
    )
    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True)
    subject_kind: str  # meeting | follow_up
    subject_id: int
    kind: str
    clause: str
    owner: str = Field(foreign_key="organisation.slug")
    due: date
    ladder_due: date  # the date the reminders count from (see domain.reminders)
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
            postgresql_where=text("message_id IS NULL AND NOT void"),
        ),
        Index(
            "ix_notice_message",
            "message_id",
            sqlite_where=text("message_id IS NOT NULL"),
            postgresql_where=text("message_id IS NOT NULL"),
        ),
    )
    id: int | None = Field(default=None, primary_key=True)
    duty_id: int = Field(foreign_key="duty.id")
    due: date
    rung: int
    recipient: str
    escalated: bool = False
    late: bool = False
    created_at: datetime
    message_id: int | None = Field(default=None, foreign_key="message.id")
    void: bool = False  # its duty was done before it was sent, or a newer rung stands in the same digest


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
            postgresql_where=text("status IN ('sending', 'uncertain')"),
        ),
        Index(
            "ix_message_waiting_caused",
            "id",
            sqlite_where=text("status = 'waiting' AND day IS NULL"),
            postgresql_where=text("status = 'waiting' AND day IS NULL"),
        ),
        Index(
            "ix_message_waiting_digest",
            "day",
            "id",
            sqlite_where=text("status = 'waiting' AND cause IS NULL"),
            postgresql_where=text("status = 'waiting' AND cause IS NULL"),
        ),
        CheckConstraint("(day IS NULL) <> (cause IS NULL)", name="digest_or_caused"),
    )
    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True)
    kind: str  # digest | convening | …: the recipe handlers.messages draws it by
    recipient: str
    organisation: str = Field(foreign_key="organisation.slug", index=True)
    language: str = ""
    day: date | None = None
    cause: int | None = Field(default=None, foreign_key="audit.id")
    facts: dict[str, str] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    status: str = "waiting"  # waiting | sending | uncertain | sent | undeliverable | cancelled
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


class AuditRow(Row, table=True):
    """One change: who, by which line, before and after. Triggers refuse to change or remove it."""

    __tablename__ = "audit"
    id: int | None = Field(default=None, primary_key=True)
    at: datetime
    account: str
    organisation: str = ""  # the organisation acted for
    on_behalf: bool = False
    line: str
    changes: list[dict[str, object]] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))


class RequestRow(Row, table=True):
    """A platform's request that has changed something: the same one again does nothing."""

    __tablename__ = "request"
    id: str = Field(primary_key=True)
    at: datetime
    audit_id: int | None = Field(default=None, foreign_key="audit.id")


class SettingRow(Row, table=True):
    """A small fact about the installation: the epoch, the fingerprint duties were derived under, …"""

    __tablename__ = "setting"
    key: str = Field(primary_key=True)
    value: str


AUDITED: tuple[type[Row], ...] = (
    OrganisationRow,
    PersonRow,
    AccountRow,
    RoleRow,
    RoleRequestRow,
    RoomRow,
    MeetingRow,
    StepRow,
    AttendanceRow,
    FollowUpRow,
    FollowUpDateRow,
    OffsetRow,
)
