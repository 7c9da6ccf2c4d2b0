"""A row's values as the audit log writes them, and which of them tell who a person is."""

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time
from functools import cache
from typing import Any, cast

from sqlalchemy import JSON, Boolean, Connection, DateTime, MetaData, Table, Time, TypeDecorator, inspect
from sqlalchemy.types import TypeEngine

from storage.tables import Audited

Plain = str | int | float | bool | list[str] | dict[str, str] | None
Change = dict[str, object]
"""What has become of a row (table, key, before, after), or a deed that has no row of its own (what, and its facts)."""
Contents = dict[tuple[str, object], dict[str, Plain]]
"""(table, key) → the row's values."""


def plain(value: object) -> Plain:
    """A value in the form the log has for it: instants in UTC, ISO 8601. Raises TypeError when it has none."""
    if isinstance(value, datetime):
        return (value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)).isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if value is None or isinstance(value, str | int | float | bool | list | dict):
        return value
    raise TypeError(f"no audit form for {type(value)}")


def same(one: object, other: object) -> bool:
    """Whether two values are the same, however an instant was written."""
    if one == other:
        return True
    if not (isinstance(one, str) and isinstance(other, str) and "T" in one and "T" in other):
        return False
    try:
        return plain(datetime.fromisoformat(one)) == plain(datetime.fromisoformat(other))
    except ValueError:
        return False


@cache
def audited() -> Mapping[str, type[Audited]]:
    """Every audited table by its name."""
    return {str(kind.__tablename__): kind for kind in Audited.__subclasses__()}


@cache
def personal_columns(table: str) -> frozenset[str]:
    """The columns of an audited table that tell who a person is; none of a table there isn't any more."""
    kind = audited().get(table)
    if kind is None:
        return frozenset()
    return frozenset(column.name for column in table_of(kind).columns if column.info.get("personal"))


def table_of(kind: type[Audited]) -> Table:
    """The table a kind of row stands in."""
    return cast("Table", inspect(kind).local_table)


def contents(connection: Connection) -> Contents:
    """Every row of every audited table, by the tables as they are in the code."""
    found: Contents = {}
    for kind in audited().values():
        found.update(_rows(connection, table_of(kind)))
    return found


def contents_as_found(connection: Connection) -> Contents:
    """The same by the tables as they are in the database, whichever version's they are."""
    there = set(inspect(connection).get_table_names())
    found: Contents = {}
    for name in audited():
        if name in there:
            found.update(_rows(connection, Table(name, MetaData(), autoload_with=connection, resolve_fks=False)))
    return found


def _rows(connection: Connection, table: Table) -> Iterator[tuple[tuple[str, object], dict[str, Plain]]]:
    """The table's rows as the database has them: a value that is none of its column's kind is told as it stands."""
    [key] = table.primary_key.columns
    names = [column.name for column in table.columns]
    kinds = [_kind(column.type) for column in table.columns]
    quoted = connection.dialect.identifier_preparer.quote
    query = f"SELECT {', '.join(map(quoted, names))} FROM {quoted(table.name)}"  # noqa: S608 - names of our own tables
    for row in connection.exec_driver_sql(query):
        values = {name: as_read(kind, value) for name, kind, value in zip(names, kinds, row, strict=True)}
        yield (table.name, values[key.name]), values


def _kind(of: TypeEngine[Any]) -> type:
    """What a column holds, as far as the driver may read it as something else."""
    plainly = of.impl_instance if isinstance(of, TypeDecorator) else of
    kinds: tuple[tuple[type, type], ...] = ((DateTime, datetime), (Time, time), (Boolean, bool), (JSON, list))
    return next((kind for column, kind in kinds if isinstance(plainly, column)), object)


def as_read(kind: type, value: Any) -> Plain:
    """What the database's driver read from a column of that kind, as the log writes it; what can't be, as it stands."""
    try:
        if isinstance(value, str):
            return _from_text(kind, value)
        return bool(value) if kind is bool and value is not None else plain(value)
    except (TypeError, ValueError):
        return str(value)


def _from_text(kind: type, value: str) -> Plain:
    """SQLite keeps text for instants, times of day and what is a list or a mapping."""
    if kind is datetime:
        return plain(datetime.fromisoformat(value))
    if kind is time:
        return plain(time.fromisoformat(value))
    if kind is list:
        return cast("Plain", json.loads(value))
    return value
