"""Meetings, the steps taken, who was there, and a county's own deadlines."""

from datetime import date, datetime, time

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from domain.meetings.meetings import MeetingKind, Season
from domain.meetings.steps import State, Step
from storage.tables.row import PERSONAL, Audited
from storage.tables.words import Words


class MeetingRow(Audited, table=True):
    """A meeting of the model. `ref` is its name to people: N-2027-V, R42-2027-H, SG-2027-1."""

    __tablename__ = "meeting"
    __table_args__ = (Index("ix_meeting_year_kind", "year", "kind"),)
    id: int = Field(default=None, primary_key=True)
    ref: str = Field(unique=True)
    kind: MeetingKind = Field(sa_type=Words(MeetingKind))
    season: Season = Field(sa_type=Words(Season))
    year: int
    organisation: str = Field(foreign_key="organisation.slug", index=True)  # who convenes
    state: State = Field(default=State.PLANNED, sa_type=Words(State))
    day: date | None = None
    at: time | None = None
    place: str = ""
    link: str = ""
    theme: str = ""
    administration: bool = True  # audiences of a regional spring meeting (§ 2.1)
    partnership: bool = False
    political_body: str = ""
    version: int = 1
    arose_on: date
    moved_on: date | None = None


class StepRow(Audited, table=True):
    """A step of a meeting that has been taken: save-the-date, convening, papers … , by whom and when."""

    __tablename__ = "meeting_step"
    __table_args__ = (UniqueConstraint("meeting_id", "step", "organisation"),)
    id: int = Field(default=None, primary_key=True)
    meeting_id: int = Field(foreign_key="meeting.id", index=True)
    step: Step = Field(sa_type=Words(Step))
    organisation: str = Field(foreign_key="organisation.slug")
    day: date
    at: datetime
    account: str = Field(sa_column_kwargs=PERSONAL)
    on_behalf: bool = False


class AttendanceRow(Audited, table=True):
    """Whether an organisation was at a held meeting (§ 2), and who spoke for it (§ 1)."""

    __tablename__ = "attendance"
    __table_args__ = (UniqueConstraint("meeting_id", "organisation"),)
    id: int = Field(default=None, primary_key=True)
    meeting_id: int = Field(foreign_key="meeting.id", index=True)
    organisation: str = Field(foreign_key="organisation.slug")
    present: bool
    role: str = ""  # who spoke for it, as a role («regiondirektør»)
    deputy: bool = False


class OffsetRow(Audited, table=True):
    """A county's own number of days for one step of its meetings (§ 3.1); missing: the standard frame's."""

    __tablename__ = "deadline_offset"
    __table_args__ = (UniqueConstraint("organisation", "step"),)
    id: int = Field(default=None, primary_key=True)
    organisation: str = Field(foreign_key="organisation.slug")
    step: Step = Field(sa_type=Words(Step))
    days: int
