"""One person, several accounts: whose accounts are joined, and the codes that join them."""

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field

from storage.tables.row import PERSONAL, Audited, Row


class PersonJoinRow(Audited, table=True):
    """A person who turned out to be another: from here on they are one. Removed, each is who they were.

    Every account begins as a person of its own. Roles stay with the person they were given to; the directory
    reads those who are joined as one.
    """

    __tablename__ = "person_join"
    person_id: int = Field(primary_key=True, foreign_key="person.id")
    joined_to: int = Field(foreign_key="person.id", index=True)
    joined_at: datetime


class LinkCodeRow(Row, table=True):
    """A person's code that waits to be typed in another chat. The code itself is kept nowhere.

    typed_by: the account that has typed it, and is asked whether it means it; from then on it is nobody else's.
    """

    __tablename__ = "link_code"
    person_id: int = Field(primary_key=True, foreign_key="person.id")
    digest: str
    expires_at: datetime
    typed_by: str = Field(default="", sa_column_kwargs=PERSONAL)


class LinkAttemptRow(Row, table=True):
    """An account typed a code that was none: counted for an hour."""

    __tablename__ = "link_attempt"
    __table_args__ = (Index("ix_link_attempt_account", "account", "at"),)
    id: int = Field(default=None, primary_key=True)
    account: str = Field(sa_column_kwargs=PERSONAL)
    at: datetime
