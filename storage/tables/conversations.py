"""Conversations of a chat that must be remembered to be written to (Teams)."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, Column, Index, UniqueConstraint
from sqlmodel import Field

from storage.tables.row import PERSONAL, Row
from storage.tables.words import Words


class ConversationState(StrEnum):
    """Whether the app can still write there."""

    OPEN = "open"
    GONE = "gone"


class ConversationRow(Row, table=True):
    """A conversation the app has seen, with everything it takes to write there unasked.

    `channel` is the conversation's id, threads apart; `reference` the whole of what the platform said of it. `state`
    gone: the app has been removed, or the room itself; `reason` says how.
    """

    __tablename__ = "conversation"
    __table_args__ = (
        UniqueConstraint("platform", "workspace", "channel"),
        Index("ix_conversation_person", "platform", "workspace", "user"),
    )
    id: int = Field(default=None, primary_key=True)
    platform: str
    workspace: str
    channel: str
    kind: str  # as the platform calls it: personal | groupChat | channel …
    service_url: str
    name: str = Field(default="", sa_column_kwargs=PERSONAL)
    team: str = ""  # the team a channel belongs to
    user: str = Field(default="", sa_column_kwargs=PERSONAL)  # whose personal conversation it is
    reference: dict[str, object] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    state: ConversationState = Field(default=ConversationState.OPEN, sa_type=Words(ConversationState))
    reason: str = ""
    seen_at: datetime
