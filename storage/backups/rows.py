"""Every row of one database in another, word for word, and proof of it: a count and a hash of each table's rows."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from enum import Enum
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, Table, func, insert, inspect, select

from storage.delivery.restore_epoch import BACKUP, FOUND, IDENTITY, TIMELINE
from storage.tables import Row, SettingRow
from storage.unit_of_work.numbers import count_on, highest_given
from storage.unit_of_work.trouble import OperationError

OF_THE_DATABASE = frozenset({BACKUP, FOUND, IDENTITY, TIMELINE})
"""Settings that tell of the database they stand in, and are true of no other."""

_AT_ONCE = 500
_TO_THE_256 = 2**256


class NotTheSameError(OperationError):
    """What was read back is not what was written; `tables` says where."""

    def __init__(self, tables: list[str]) -> None:
        super().__init__(", ".join(tables))
        self.tables = tables


@dataclass(frozen=True, slots=True)
class Content:
    """What a table holds: how many rows, and a hash of them that their order doesn't change."""

    rows: int
    hash: str


def tables() -> list[Table]:
    """Every table of ours, those that others point to first."""
    return list(Row.metadata.sorted_tables)


def is_empty(connection: Connection) -> bool:
    """Whether nothing of ours is kept here: no tables, or tables that nobody has written to."""
    there = set(inspect(connection).get_table_names())
    return not any(_holds(connection, table) for table in tables() if table.name in there)


def _holds(connection: Connection, table: Table) -> bool:
    return connection.execute(select(func.count()).select_from(_ours(table).subquery())).scalar_one() > 0


def copy_rows(source: Connection, target: Connection) -> Mapping[str, Content]:
    """Copy every table into empty ones and compare what is read back; table → what it holds.

    Both are at the newest revision, in transactions of their own; nothing is committed here. Raises NotTheSameError.
    """
    for table in tables():
        for rows in _read(source, table):
            target.execute(insert(table), rows)
    count_on(target, highest_given(target))
    before, after = content(source), content(target)
    different = [name for name, one in before.items() if after[name] != one]
    if different:
        raise NotTheSameError(different)
    return after


def content(connection: Connection) -> Mapping[str, Content]:
    """What every table holds."""
    return {table.name: _content(connection, table) for table in tables()}


def _ours(table: Table) -> Any:
    """The rows of a table in the order of their numbers, without what is true of its database alone."""
    query = select(table).order_by(*table.primary_key.columns)
    if table.name == SettingRow.__tablename__:
        query = query.where(table.columns["key"].not_in(OF_THE_DATABASE))
    return query


def _read(connection: Connection, table: Table) -> Iterator[list[dict[str, Any]]]:
    found = connection.execution_options(yield_per=_AT_ONCE).execute(_ours(table))
    for part in found.mappings().partitions():
        yield [dict(row) for row in part]


def _content(connection: Connection, table: Table) -> Content:
    count = total = 0
    for rows in _read(connection, table):
        for row in rows:
            count += 1
            total += int.from_bytes(sha256(_written(row).encode()).digest())
    return Content(count, f"{total % _TO_THE_256:064x}")


def _written(row: Mapping[str, Any]) -> str:
    return json.dumps(row, default=_plain, ensure_ascii=False)


def _plain(value: object) -> str:
    """What JSON has no word for, the same from either database. Raises TypeError for what no table holds."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, Enum):
        return str(value.value)
    raise TypeError(f"no table holds {type(value).__name__}")
