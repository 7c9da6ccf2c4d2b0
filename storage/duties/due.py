"""The tick's reading and writing of many rows at once: past the ORM, and past SQLAlchemy's work on every value.

A thousand due duties are a statement for each kind of thing that is said and done; those that are alike are one row of
it, with their numbers in a list. What goes in and out is still said in dates and instants; each distinct value is
converted once.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from functools import cache
from json import dumps, loads
from typing import Any, NamedTuple

from sqlalchemy import TextClause, bindparam, text
from sqlmodel import Integer, Session
from sqlmodel.sql.sqltypes import UTCDateTime

Ladder = tuple[date, date | None, bool, date | None, datetime]
"""ladder_due, until, gentle, snoozed_until, next_reminder_at of a duty."""

Alike = tuple[Any, ...]
"""What due duties have in common, as the database gives it: the owner, and then what `ladder` reads."""


class Notice(NamedTuple):
    """What a notice says to whom; the duties it says it of stand beside it."""

    due: date
    rung: int
    recipient: str
    escalated: bool
    late: bool


_NOW = bindparam("now", type_=UTCDateTime())
_ALIKE = """
    SELECT owner, ladder_due, until, gentle, snoozed_until, next_reminder_at, {numbers} FROM (
        SELECT * FROM duty WHERE next_reminder_at IS NOT NULL AND next_reminder_at <= :now {longest}
    ) AS due
    GROUP BY owner, ladder_due, until, gentle, snoozed_until, next_reminder_at ORDER BY next_reminder_at, min(id)
"""
_INSERT_ALIKE = text(
    """
    INSERT INTO notice (duty_id, due, rung, recipient, escalated, late, created_at, void)
    SELECT value, :due, :rung, :recipient, :escalated, :late, :now, false FROM json_each(:ids)
    WHERE true ON CONFLICT DO NOTHING
    """
).bindparams(_NOW)
_INSERT_ALL = text(
    """
    INSERT INTO notice (duty_id, due, rung, recipient, escalated, late, created_at, void)
    SELECT CAST(id AS int), due, rung, recipient, escalated, late, :now, false
    FROM json_to_recordset(CAST(:notices AS json)) AS one(
        due date, rung int, recipient varchar, escalated boolean, late boolean, ids json
    ) CROSS JOIN json_array_elements_text(ids) AS id ON CONFLICT DO NOTHING
    """
).bindparams(_NOW)
_TYPED = (bindparam("at", type_=UTCDateTime()), bindparam("rung", type_=Integer()))
_MOVE_JSON = text(
    "UPDATE duty SET next_reminder_at = :at, next_rung = :rung WHERE id IN (SELECT value FROM json_each(:ids))"
).bindparams(*_TYPED)
_MOVE_ARRAY = text(
    "UPDATE duty SET next_reminder_at = :at, next_rung = :rung WHERE id = ANY(CAST(:ids AS int[]))",
).bindparams(*_TYPED)


def due_duties(session: Session, now: datetime, limit: int | None) -> Mapping[Alike, list[int]]:
    """The duties whose next reminder is due, those that are alike together; with a limit the longest due."""
    connection = session.connection()
    values = {"now": now} if limit is None else {"now": now, "limit": limit}
    found = connection.execute(_alike(connection.dialect.name, limited=limit is not None), values)
    return {row[:-1]: sorted(loads(row[-1])) for row in found}


@cache
def _alike(dialect: str, *, limited: bool) -> TextClause:
    """Those that are alike in one row, the longest due first; their numbers in its last column, in no order."""
    numbers = "json_group_array(id)" if dialect == "sqlite" else "CAST(json_agg(id) AS text)"
    longest = "ORDER BY next_reminder_at, id LIMIT :limit" if limited else ""
    return text(_ALIKE.format(numbers=numbers, longest=longest)).bindparams(_NOW)


def ladder(alike: Alike) -> Ladder:
    """Their ladder as dates: PostgreSQL gives them as such, SQLite as text."""
    _, due, until, gentle, snoozed, at = alike
    return (_day(due), _day(until) if until else None, bool(gentle), _day(snoozed) if snoozed else None, _instant(at))


def insert_notices(session: Session, now: datetime, notices: Mapping[Notice, Sequence[int]]) -> None:
    """Write the notices that don't stand already: what is said → the duties it is said of."""
    if not notices:
        return
    connection = session.connection()
    said = [{**notice._asdict(), "due": str(notice.due), "ids": duties} for notice, duties in notices.items()]
    if connection.dialect.name == "sqlite":
        connection.execute(_INSERT_ALIKE, [{**one, "ids": dumps(one["ids"]), "now": now} for one in said])
    else:  # all in one: each statement is a way to the server and back
        connection.execute(_INSERT_ALL, {"now": now, "notices": dumps(said)})


def move_on(session: Session, moves: Mapping[tuple[datetime | None, int | None], Sequence[int]]) -> None:
    """Set the next reminder of duties: (when, rung) → duties."""
    connection = session.connection()
    sqlite = connection.dialect.name == "sqlite"
    for (at, rung), duties in moves.items():
        # As text, and not as an array: the driver would look at every number.
        ids = dumps(duties) if sqlite else f"{{{','.join(map(str, duties))}}}"
        connection.execute(_MOVE_JSON if sqlite else _MOVE_ARRAY, {"at": at, "rung": rung, "ids": ids})


def _day(value: object) -> date:
    return value if isinstance(value, date) else date.fromisoformat(str(value))


def _instant(value: object) -> datetime:
    return value if isinstance(value, datetime) else datetime.fromisoformat(str(value)).replace(tzinfo=UTC)
