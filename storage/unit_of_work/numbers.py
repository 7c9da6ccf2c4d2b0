"""Numbers that people see are never given out twice, not even after the database has gone back in time.

A series is a table's own numbers (`follow_up`: O-8) or one counted in a body and a year (`decision national 2026`:
V-4/26). After a restore each goes on above what may have been given out: `FROM` holds the number it goes on from.
"""

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Table, event, text
from sqlmodel import Session

from storage.tables import Row

FROM = "numbers-from"
"""The setting: series → the highest number that may have been given out."""

UNBROKEN = frozenset({"audit"})
"""A series without gaps, which nobody is shown: the audit log's chain goes on where it stands."""

_GIVEN = "samhandling_numbers_from"
_PUT = text("INSERT INTO setting (key, value) VALUES (:key, :value) ON CONFLICT (key) DO UPDATE SET value = :value")
_READ = text("SELECT value FROM setting WHERE key = 'numbers-from'")
_COUNTED = text(
    """
    SELECT 'agenda_item ' || body || ' ' || year || CASE WHEN internal THEN ' internal' ELSE '' END AS series,
        max(number) AS highest FROM agenda_item GROUP BY body, year, internal
    UNION ALL SELECT 'decision ' || body || ' ' || year, max(number) FROM decision GROUP BY body, year
    UNION ALL SELECT 'meeting steering ' || year, count(*) FROM meeting WHERE kind = 'steering' GROUP BY year
    """
)


def numbered() -> list[Table]:
    """The tables whose rows the database numbers."""
    return [
        one for one in Row.metadata.sorted_tables if "id" in one.columns and one.columns["id"].type.python_type is int
    ]


_OWN = text(
    " UNION ALL ".join(
        f"SELECT '{one.name}' AS series, coalesce(max(id), 0) AS highest FROM \"{one.name}\""  # noqa: S608 - our names
        for one in numbered()
    )
)


def highest_given(connection: Connection) -> dict[str, int]:
    """Each series → the highest number in it, or what it goes on from where that is higher."""
    found = {str(row.series): int(row.highest) for query in (_OWN, _COUNTED) for row in connection.execute(query)}
    kept = _from(connection)
    return {series: max(found.get(series, 0), kept.get(series, 0)) for series in sorted({*found, *kept})}


def go_on_from(session: Session, series: str) -> int:
    """What a series goes on from at least; 0: from what is there."""
    return _from(session.connection()).get(series, 0)


def skip(session: Session, given: Mapping[str, int], margin: int = 0) -> None:
    """Let every series go on above what was given out, as far as is known, and `margin` more."""
    connection = session.connection()
    here = highest_given(connection)
    after = {series: max(here.get(series, 0), given.get(series, 0)) + margin for series in {*here, *given} - UNBROKEN}
    session.execute(_PUT, {"key": FROM, "value": json.dumps(after, sort_keys=True)})
    session.info.pop(_GIVEN, None)
    count_on(connection, after)


def count_on(connection: Connection, highest: Mapping[str, int]) -> None:
    """Tell PostgreSQL's counters the highest number of each table; one that is further already stays."""
    if connection.dialect.name == "postgresql":
        for one in numbered():
            if number := highest.get(one.name, 0):
                connection.execute(_SETVAL, {"table": f'"{one.name}"', "highest": number})


_SETVAL = text(
    "SELECT setval(pg_get_serial_sequence(:table, 'id'), greatest(:highest, (SELECT last_value FROM pg_sequences"
    " WHERE format('%I.%I', schemaname, sequencename) = pg_get_serial_sequence(:table, 'id'))))"
)


def _from(connection: Connection) -> dict[str, int]:
    kept = connection.execute(_READ).scalar()
    return {} if kept is None else {str(series): int(number) for series, number in json.loads(kept).items()}


@event.listens_for(Row, "before_insert", propagate=True)
def _number(_mapper: object, connection: Connection, row: Any) -> None:
    """SQLite counts from the highest row that is there; PostgreSQL has been told once and for all."""
    if connection.dialect.name != "sqlite" or getattr(row, "id", "") is not None:
        return
    session = Session.object_session(row)
    info: dict[str, int] | None = session.info.get(_GIVEN) if session else None
    if info is None:
        info = _from(connection)
        if session is not None:
            session.info[_GIVEN] = info
    least = info.get(row.__tablename__, 0)
    if least:
        there = connection.exec_driver_sql(f'SELECT coalesce(max(id), 0) FROM "{row.__tablename__}"').scalar_one()  # noqa: S608 - our own table's name
        row.id = info[row.__tablename__] = max(least, there) + 1
