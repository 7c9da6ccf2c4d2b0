"""Decisions, and the words they are found by."""

from datetime import date

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from domain.meetings.minutes import DecisionState
from storage.tables.row import Audited, Row
from storage.tables.words import Words


class DecisionRow(Audited, table=True):
    """A decision, V-4/26 to people: counted per body and year like agenda items. Withdrawn ones keep their number."""

    __tablename__ = "decision"
    __table_args__ = (UniqueConstraint("body", "year", "number"), Index("ix_decision_day", "day", "id"))
    id: int = Field(default=None, primary_key=True)
    body: str
    year: int
    number: int
    meeting_id: int = Field(foreign_key="meeting.id", index=True)
    item_id: int | None = Field(default=None, foreign_key="agenda_item.id", index=True)
    county: str | None = Field(default=None, foreign_key="organisation.slug", index=True)  # None: the national level
    day: date  # the day of the meeting
    text: str
    state: DecisionState = Field(default=DecisionState.RECORDED, sa_type=Words(DecisionState))
    reason: str = ""  # why it was withdrawn
    version: int = 1


class DecisionWordRow(Row, table=True):
    """One word a decision is found by, folded and without its ending; newest decisions last in the index."""

    __tablename__ = "decision_word"
    word: str = Field(primary_key=True)
    day: date = Field(primary_key=True)
    decision_id: int = Field(foreign_key="decision.id", primary_key=True, index=True)
