"""The audit log, requests that have been through, and small facts about the installation."""

from datetime import date, datetime

from sqlalchemy import JSON, Column
from sqlmodel import Field

from storage.tables.row import PERSONAL, Row


class AuditRow(Row, table=True):
    """One change, before and after, as far as it is about nobody: what stays. Triggers refuse to change or remove it.

    Who, by which line, and the columns that tell who somebody is, are parts of their own (AuditPersonRow). Entries are
    a chain: each holds the sums of its parts and of the entry before it (`domain.audit`). Numbers have no gaps.
    """

    __tablename__ = "audit"
    id: int = Field(default=None, primary_key=True)
    at: datetime
    organisation: str = ""  # the organisation acted for
    on_behalf: bool = False
    changes: list[dict[str, object]] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    personal: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))  # the parts' sums
    previous: str  # the sum of the entry before; empty: there is none
    sha256: str


class AuditPersonRow(Row, table=True):
    """A part of an entry that is about a person. Triggers refuse everything but forgetting it: then only a day is left.

    content: JSON as text, `{"account": …}`, `{"line": …}` or `{"rows": {place among the changes: values}}`.
    """

    __tablename__ = "audit_person"
    entry: int = Field(primary_key=True, foreign_key="audit.id")
    part: int = Field(primary_key=True)  # its place among the entry's parts, from 0
    about: str = Field(index=True, sa_column_kwargs=PERSONAL)  # an account's id, or person:7; empty: the bot itself
    salt: str
    content: str | None = Field(default=None, sa_column_kwargs=PERSONAL)
    forgotten_on: date | None = None


class RequestRow(Row, table=True):
    """A platform's request that has changed something: the same one again does nothing, and is told what was done.

    `account` and `reply` are emptied after a day (`storage.unit_of_work.requests`).
    """

    __tablename__ = "request"
    id: str = Field(primary_key=True)
    at: datetime
    audit_id: int | None = Field(default=None, foreign_key="audit.id")
    account: str = ""  # whose request it was: nobody else is told
    reply: str = ""  # the title of its reply


class SettingRow(Row, table=True):
    """A small fact about the installation: the epoch, the fingerprint duties were derived under, …"""

    __tablename__ = "setting"
    key: str = Field(primary_key=True)
    value: str
