"""Minutes of a meeting: the draft being written, the versions that are locked, and what the parties answered."""

from datetime import date, datetime
from typing import Literal

from sqlalchemy import JSON, Column, UniqueConstraint
from sqlmodel import Field

from domain.meetings.minutes import AnswerKind, ApprovalMode, MinutesState
from storage.tables.row import PERSONAL, Audited, Row
from storage.tables.words import Words


class MinutesRow(Audited, table=True):
    """The minutes of one meeting. `version` counts every edit of the draft, so that a form knows what it was made from.

    The items' own texts stand on the agenda (AgendaItemRow).
    """

    __tablename__ = "minutes"
    id: int = Field(default=None, primary_key=True)
    meeting_id: int = Field(foreign_key="meeting.id", unique=True)
    state: MinutesState = Field(default=MinutesState.OPEN, index=True, sa_type=Words(MinutesState))
    version: int = 0
    draft: int = 0  # how many times it has been sent out for comments
    locked: int = 0  # the newest locked version (MinutesVersionRow)
    chair: str = ""  # roles, not names
    taker: str = ""
    others: str = ""  # who else was there: the partnership, a political body
    change_needed: bool | None = None  # § 2.2: asked at the regional autumn meeting
    change_text: str = ""
    sent_on: date | None = None
    approved_on: date | None = None
    approved_how: ApprovalMode | Literal[""] = Field(default="", sa_type=Words(ApprovalMode, or_empty=True))


class MinutesEditRow(Row, table=True):
    """One changed field of a draft: who wrote over what. From these a stale form is merged, never laid on top."""

    __tablename__ = "minutes_edit"
    __table_args__ = (UniqueConstraint("minutes_id", "version", "field"),)
    id: int = Field(default=None, primary_key=True)
    minutes_id: int = Field(foreign_key="minutes.id", index=True)
    version: int
    field: str  # chair | text-12 | outcome-12 | decision-4 …
    old: str
    new: str
    at: datetime
    account: str = Field(sa_column_kwargs=PERSONAL)
    organisation: str = ""


class MinutesVersionRow(Row, table=True):
    """Minutes as approved, or corrected afterwards. Triggers refuse to change or remove one."""

    __tablename__ = "minutes_version"
    __table_args__ = (UniqueConstraint("minutes_id", "version"),)
    id: int = Field(default=None, primary_key=True)
    minutes_id: int = Field(foreign_key="minutes.id", index=True)
    version: int
    content: dict[str, object] = Field(sa_column=Column(JSON, nullable=False))
    sha256: str  # of the content in canonical form (domain.meetings.minutes)
    reason: str = ""
    at: datetime
    account: str = Field(sa_column_kwargs=PERSONAL)


class MinutesAnswerRow(Audited, table=True):
    """What a party answered to a draft: a comment, or approval for its own organisation."""

    __tablename__ = "minutes_answer"
    id: int = Field(default=None, primary_key=True)
    minutes_id: int = Field(foreign_key="minutes.id", index=True)
    draft: int
    organisation: str = Field(foreign_key="organisation.slug")
    kind: AnswerKind = Field(sa_type=Words(AnswerKind))
    item_id: int | None = Field(default=None, foreign_key="agenda_item.id")
    text: str = ""
    at: datetime
    account: str = Field(sa_column_kwargs=PERSONAL)
    settled_on: date | None = None
    answer: str = ""
