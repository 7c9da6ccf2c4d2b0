"""A meeting's agenda, item by item."""

from datetime import date

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from domain.meetings.minutes import ItemOutcome
from storage.tables.row import Audited
from storage.tables.words import Words


class AgendaItemRow(Audited, table=True):
    """An item of an agenda, and what the minutes say of it.

    Sak 3/26 to people: counted per body and year (`body`: a county's slug, `national` or `steering`); a number is given
    once, it never changes and never comes back. Internal items are a series of their own.
    """

    __tablename__ = "agenda_item"
    __table_args__ = (UniqueConstraint("body", "year", "internal", "number"),)
    id: int = Field(default=None, primary_key=True)
    meeting_id: int = Field(foreign_key="meeting.id", index=True)
    body: str
    year: int
    number: int
    internal: bool = False  # the convener's own preparation: neither sent out nor in the minutes
    position: int
    title: str = ""  # empty: the words of the template's item
    template: str = ""  # the item of the model's template it is (domain.meetings.agenda)
    clause: str = ""
    mandatory: bool = False
    carried_from: int | None = Field(default=None, foreign_key="agenda_item.id")  # the item that was put off
    exempt: str = ""  # legal basis for keeping it out of the open version (offentleglova)
    removed_on: date | None = None
    removed_why: str = ""
    text: str = ""
    outcome: ItemOutcome = Field(default=ItemOutcome.NONE, sa_type=Words(ItemOutcome))
