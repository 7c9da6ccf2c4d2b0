"""The audit log, requests that have been through, and small facts about the installation."""

from datetime import datetime

from sqlalchemy import JSON, Column
from sqlmodel import Field

from storage.tables.row import Row


class AuditRow(Row, table=True):
    """One change: who, by which line, before and after. Triggers refuse to change or remove it."""

    __tablename__ = "audit"
    id: int = Field(default=None, primary_key=True)
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
