"""The log as it lies in the database, from the first entry to the last: quickly, and trusting nothing it says."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Row, select

from domain.accounts import SYSTEM
from domain.audit import personal_sum, sealed
from domain.canonical import checksum
from storage.audit.parts import Whole, about_of, joined
from storage.audit.plain import Change, as_read
from storage.tables import AuditRow
from storage.tables import Row as TableRow

AT_ONCE = 5_000
"""Rows fetched at a time."""

_ENTRIES = "SELECT id, at, organisation, on_behalf, changes, personal, previous, sha256 FROM audit ORDER BY id"
_PARTS = "SELECT entry, part, about, salt, content, forgotten_on FROM audit_person ORDER BY entry, part"


@dataclass(slots=True)
class Found:
    """An entry as it was found.

    sha256, previous: as they stand there; sound: whether its sum is what the entry adds up to. wrong: the parts that
    don't add up to their sums, that are missing, or that belong to nothing. gone: part → the day (ISO 8601) it was
    forgotten.
    """

    number: int
    previous: str
    sha256: str
    sound: bool
    changes: list[Change]
    forgotten: bool = False
    wrong: list[int] = field(default_factory=list)
    gone: dict[int, str] = field(default_factory=dict)


def stream(connection: Connection) -> Iterator[Found]:
    """Every entry, the oldest first, put together with its parts."""
    parts = groupby(_rows(connection, _PARTS), key=itemgetter(0))
    ahead = next(parts, None)
    held = (ahead[0], list(ahead[1])) if ahead else None
    for row in _rows(connection, _ENTRIES):
        while held is not None and held[0] < row.id:  # parts of an entry that is gone
            held = _next(parts)
        own: list[Any] = []
        if held is not None and held[0] == row.id:
            own, held = held[1], _next(parts)
        yield _found(row, own)


def _next(parts: Iterator[tuple[Any, Iterator[Any]]]) -> tuple[int, list[Any]] | None:
    following = next(parts, None)
    return (following[0], list(following[1])) if following else None


def _rows(connection: Connection, query: str) -> Iterator[Row[Any]]:
    yield from connection.exec_driver_sql(query, execution_options={"yield_per": AT_ONCE})


def _found(row: Row[Any], parts: list[Row[Any]]) -> Found:
    at, changes, personal = as_read(datetime, row.at), as_read(list, row.changes), as_read(list, row.personal)
    data = sealed(
        number=row.id,
        at=str(at),
        organisation=row.organisation,
        on_behalf=bool(row.on_behalf),
        changes=changes,
        personal=personal,
        previous=row.previous,
    )
    found = Found(row.id, row.previous, row.sha256, _sum(data) == row.sha256, [])
    sums = personal if isinstance(personal, list) else []
    known = {one.part: one for one in parts}
    found.wrong = [place for place, total in enumerate(sums) if not _fits(known.get(place), total)]
    found.wrong += [place for place in known if place >= len(sums)]
    found.gone = {one.part: str(one.forgotten_on) for one in parts if _forgotten(one)}
    own = [known.get(place) for place in range(len(sums))]
    _read(found, changes, own)
    return found


def _sum(data: Mapping[str, Any]) -> str:
    try:
        return checksum(data)
    except (TypeError, ValueError):
        return ""


def _read(found: Found, changes: Any, parts: list[Row[Any] | None]) -> None:
    """What the entry says, as far as it can be read."""
    try:
        said = [json.loads(one.content) if one and one.content is not None else None for one in parts]
        whole = joined([dict(one) for one in changes], said)
        found.changes, found.forgotten = whole.changes, whole.forgotten
        for one, told in zip(parts, said, strict=True):
            if one is not None and told is not None and not _about_fits(one.about, told, whole):
                found.wrong.append(one.part)
    except (ValueError, KeyError, IndexError, TypeError, AttributeError):
        found.sound = False


def _about_fits(about: str, said: Mapping[str, Any], whole: Whole) -> bool:
    """Whether a part is kept as being about whom it is about: that isn't in its sum, for it goes with the part."""
    if "rows" not in said:
        who = said.get("account", whole.account)  # empty: who said the line has been forgotten, the line has not
        return not who or about == ("" if who == SYSTEM else who)
    rows = said["rows"].items()
    return all(about == about_of(whole.changes[int(number)], side) for number, sides in rows for side in sides)


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
    table = TableRow.metadata.tables[str(AuditRow.__tablename__)]
    found: datetime | None = connection.execute(select(table.c.at).order_by(table.c.id.desc()).limit(1)).scalar()
    return found
