"""The tick's reading and writing of many rows at once: past the ORM, and past SQLAlchemy's work on every value.

A thousand due duties are three statements. What goes in and out is still said in dates and instants; each distinct
value is converted once.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from json import dumps
from typing import NamedTuple

from sqlalchemy import bindparam, text
from sqlmodel import Integer, Session
from sqlmodel.sql.sqltypes import UTCDateTime

Ladder = tuple[date, date | None, bool, date | None, datetime]
"""ladder_due, until, gentle, snoozed_until, next_reminder_at of a duty."""


class Due(NamedTuple):
    """A duty whose next reminder is due. `key` is the same for duties with the same ladder: see `ladder`."""

    id: int
    owner: str
    key: tuple[object, ...]


class Notice(NamedTuple):
    """A notice to write."""

    duty_id: int
    due: date
    rung: int
    recipient: str
    escalated: bool
    late: bool


_NOW = bindparam("now", type_=UTCDateTime())
_DUE = text(
    """
    SELECT id, owner, ladder_due, until, gentle, snoozed_until, next_reminder_at FROM duty
    WHERE next_reminder_at IS NOT NULL AND next_reminder_at <= :now
    """
).bindparams(_NOW)
_SOME = text(f"{_DUE.text} ORDER BY next_reminder_at, id LIMIT :limit").bindparams(_NOW)
_INSERT = """
    INSERT INTO notice (duty_id, due, rung, recipient, escalated, late, created_at, void)
    VALUES (?, ?, ?, ?, ?, ?, ?, false) ON CONFLICT DO NOTHING
"""
_INSERT_ARRAYS = text(
    """
    INSERT INTO notice (duty_id, due, rung, recipient, escalated, late, created_at, void)
    SELECT one.*, :now, false FROM unnest(
        CAST(:duty_id AS int[]), CAST(:due AS date[]), CAST(:rung AS int[]), CAST(:recipient AS varchar[]),
        CAST(:escalated AS boolean[]), CAST(:late AS boolean[])
    ) AS one ON CONFLICT DO NOTHING
    """
)
_TYPED = (bindparam("at", type_=UTCDateTime()), bindparam("rung", type_=Integer()))
_MOVE_JSON = text(
    "UPDATE duty SET next_reminder_at = :at, next_rung = :rung WHERE id IN (SELECT value FROM json_each(:ids))"
).bindparams(*_TYPED)
_MOVE_ARRAY = text(
    "UPDATE duty SET next_reminder_at = :at, next_rung = :rung WHERE id = ANY(:ids)",
).bindparams(*_TYPED)


def due_duties(session: Session, now: datetime, limit: int | None) -> list[Due]:
    """The duties whose next reminder is due; with a limit the longest due."""
    connection = session.connection()
    if limit is None:
        found = connection.execute(_DUE, {"now": now})
    else:
        found = connection.execute(_SOME, {"now": now, "limit": limit})
    return [Due(row[0], row[1], row[2:]) for row in found.all()]


def ladder(key: Sequence[object]) -> Ladder:
    """A `Due.key` as dates: PostgreSQL gives them as such, SQLite as text."""
    due, until, gentle, snoozed, at = key
    return (_day(due), _day(until) if until else None, bool(gentle), _day(snoozed) if snoozed else None, _instant(at))


def insert_notices(session: Session, now: datetime, notices: Sequence[Notice]) -> None:
    """Write the notices that don't stand already."""
    if not notices:
        return
    connection = session.connection()
    if connection.dialect.name == "sqlite":
        at = now.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")
        days = {day: day.isoformat() for day in {one.due for one in notices}}
        connection.exec_driver_sql(_INSERT, [(one[0], days[one.due], *one[2:], at) for one in notices])
    else:
        columns = dict(zip(Notice._fields, map(list, zip(*notices, strict=True)), strict=True))
        connection.execute(_INSERT_ARRAYS, {"now": now, **columns})


def move_on(session: Session, moves: Mapping[tuple[datetime | None, int | None], Iterable[int]]) -> None:
    """Set the next reminder of duties: (when, rung) → duties."""
    connection = session.connection()
    sqlite = connection.dialect.name == "sqlite"
    for (at, rung), duties in moves.items():
        ids = dumps(list(duties)) if sqlite else list(duties)
        connection.execute(_MOVE_JSON if sqlite else _MOVE_ARRAY, {"at": at, "rung": rung, "ids": ids})


def _day(value: object) -> date:
    return value if isinstance(value, date) else date.fromisoformat(str(value))


def _instant(value: object) -> datetime:
    return value if isinstance(value, datetime) else datetime.fromisoformat(str(value)).replace(tzinfo=UTC)
