"""The log as it lies in the database, from the first entry to the last: quickly, and trusting nothing it says."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Row, select

from domain.audit import Sealed, personal_sum
from storage.audit.parts import joined
from storage.audit.plain import Change
from storage.tables import AuditPersonRow, AuditRow
from storage.tables import Row as TableRow

AT_ONCE = 5_000
"""Rows fetched at a time."""

_AUDIT = TableRow.metadata.tables[str(AuditRow.__tablename__)]
_PERSON = TableRow.metadata.tables[str(AuditPersonRow.__tablename__)]


@dataclass(slots=True)
class Found:
    """An entry as it was found.

    sha256, previous: as they stand there; sound: whether its sum is what the entry adds up to. wrong: the parts that
    don't add up to their sums, that are missing, or that belong to nothing. gone: part → the day it was forgotten.
    """

    number: int
    previous: str
    sha256: str
    sound: bool
    changes: list[Change]
    forgotten: bool = False
    wrong: list[int] = field(default_factory=list)
    gone: dict[int, date] = field(default_factory=dict)


def stream(connection: Connection) -> Iterator[Found]:
    """Every entry, the oldest first, put together with its parts."""
    parts = groupby(_rows(connection, select(_PERSON).order_by(_PERSON.c.entry, _PERSON.c.part)), key=itemgetter(0))
    ahead = next(parts, None)
    held = (ahead[0], list(ahead[1])) if ahead else None
    for row in _rows(connection, select(_AUDIT).order_by(_AUDIT.c.id)):
        while held is not None and held[0] < row.id:  # parts of an entry that is gone
            held = _next(parts)
        own: list[Any] = []
        if held is not None and held[0] == row.id:
            own, held = held[1], _next(parts)
        yield _found(row, own)


def _next(parts: Iterator[tuple[Any, Iterator[Any]]]) -> tuple[int, list[Any]] | None:
    following = next(parts, None)
    return (following[0], list(following[1])) if following else None


def _rows(connection: Connection, query: Any) -> Iterator[Row[Any]]:
    yield from connection.execute(query.execution_options(yield_per=AT_ONCE))


def _found(row: Row[Any], parts: list[Row[Any]]) -> Found:
    at = row.at if row.at.tzinfo else row.at.replace(tzinfo=UTC)
    sealed = Sealed(row.id, at, row.organisation, row.on_behalf, row.changes, row.personal, row.previous)
    found = Found(row.id, row.previous, row.sha256, sealed.sha256 == row.sha256, [])
    sums = row.personal if isinstance(row.personal, list) else []
    known = {one.part: one for one in parts}
    found.wrong = [place for place, total in enumerate(sums) if not _fits(known.get(place), total)]
    found.wrong += [place for place in known if place >= len(sums)]
    found.gone = {one.part: one.forgotten_on for one in parts if _forgotten(one)}
    _read(found, row.changes, [known[place].content if place in known else None for place in range(len(sums))])
    return found


def _read(found: Found, changes: Any, contents: list[str | None]) -> None:
    """What the entry says, as far as it can be read."""
    try:
        whole = joined([dict(one) for one in changes], contents)
    except (ValueError, KeyError, IndexError, TypeError, AttributeError):
        found.sound = False
    else:
        found.changes, found.forgotten = whole.changes, whole.forgotten


def _forgotten(part: Row[Any]) -> bool:
    return part.content is None and part.forgotten_on is not None


def _fits(part: Row[Any] | None, total: str) -> bool:
    """Whether a part is what was summed, or has been forgotten."""
    if part is None:
        return False
    if part.content is None:
        return _forgotten(part)
    return personal_sum(part.salt, part.content) == total


def instant_of_last(connection: Connection) -> datetime | None:
    """When the newest entry was made; None: there is none."""
    found: datetime | None = connection.execute(select(_AUDIT.c.at).order_by(_AUDIT.c.id.desc()).limit(1)).scalar()
    return found
