"""Follow-ups and every date they have had."""

from datetime import date, datetime

from sqlmodel import Field

from domain.followups import FollowUpState
from storage.tables.row import PERSONAL, Audited
from storage.tables.words import Words


class FollowUpRow(Audited, table=True):
    """A follow-up, O-{id} to people. `county` is where it came from; empty: the national level."""

    __tablename__ = "follow_up"
    id: int = Field(default=None, primary_key=True)
    owner: str = Field(foreign_key="organisation.slug", index=True)
    county: str | None = Field(default=None, foreign_key="organisation.slug", index=True)
    meeting_id: int | None = Field(default=None, foreign_key="meeting.id")
    text: str
    due: date
    state: FollowUpState = Field(default=FollowUpState.OPEN, sa_type=Words(FollowUpState))
    accepted: bool = False
    created_on: date
    dated_on: date  # the day the present due date was set
    done_on: date | None = None
    version: int = 1
    approved_on: date | None = None  # the day of the meeting that took note of it as done


class FollowUpDateRow(Audited, table=True):
    """One postponement of a follow-up, with its reason."""

    __tablename__ = "follow_up_date"
    id: int = Field(default=None, primary_key=True)
    follow_up_id: int = Field(foreign_key="follow_up.id", index=True)
    old_due: date
    new_due: date
    reason: str
    at: datetime
    account: str = Field(sa_column_kwargs=PERSONAL)


class FollowUpOriginRow(Audited, table=True):
    """What a meeting noted of a follow-up, and under which item: owner, text and date as they were said then.

    The follow-up itself goes on; minutes keep what was noted. One may be noted again at a later meeting.
    """

    __tablename__ = "follow_up_origin"
    id: int = Field(default=None, primary_key=True)
    follow_up_id: int = Field(foreign_key="follow_up.id", index=True)
    meeting_id: int | None = Field(default=None, foreign_key="meeting.id", index=True)
    item_id: int | None = Field(default=None, foreign_key="agenda_item.id", index=True)
    decision_id: int | None = Field(default=None, foreign_key="decision.id", index=True)
    measure_id: int | None = Field(default=None, foreign_key="measure.id", index=True)
    owner: str = ""
    text: str = ""
    due: date | None = None
