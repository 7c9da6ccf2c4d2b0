"""`samhandling verify`: does the log hang together, and does the record hold what the log says? What it can't see
stands in docs/security.md."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, select

from domain.audit import Head, head_from
from domain.canonical import checksum
from storage.audit import events
from storage.audit.chain import HEAD
from storage.audit.links import Finding, Link, against_heads, broken
from storage.audit.plain import contents
from storage.audit.replay import Deviation, Replay
from storage.audit.stream import Found, stream
from storage.tables import MessageRow, MinutesVersionRow, RequestRow, Row, SettingRow

_TABLES = Row.metadata.tables
_MINUTES = _TABLES[str(MinutesVersionRow.__tablename__)]
_REFERRING = (
    ("request", _TABLES[str(RequestRow.__tablename__)].c.audit_id),
    ("message", _TABLES[str(MessageRow.__tablename__)].c.cause),
)
_SETTING = _TABLES[str(SettingRow.__tablename__)]


@dataclass(slots=True)
class Report:
    """What was found. begins: the entry with which the chain was begun over older ones, 0: it has run from the first.

    forgotten: day (ISO 8601) → how many parts about people were forgotten on it.
    """

    head: Head
    entries: int
    begins: int
    rows: int
    forgotten: Mapping[str, int]
    findings: list[Finding]


@dataclass(slots=True)
class _Read:
    """What is gathered while the entries go by."""

    links: list[Link] = field(default_factory=list)
    replay: Replay = field(default_factory=Replay)
    findings: list[Finding] = field(default_factory=list)
    begins: int = 0
    gone: dict[tuple[int, int], str] = field(default_factory=dict)
    told_gone: set[tuple[int, int]] = field(default_factory=set)
    forgetting: set[int] = field(default_factory=set)
    locked: dict[tuple[object, object], tuple[object, int]] = field(default_factory=dict)


def verify(connection: Connection, heads: Sequence[Head] = ()) -> Report:
    """Go through the whole log and the record. heads: what was noted earlier, on paper or in the program's log."""
    read = _Read()
    for one in stream(connection):
        _take(read, one)
    record = contents(connection)
    links = read.links
    findings = [
        *broken(links, read.begins),
        *_at_the_end(connection, links),
        *against_heads(links, heads),
        *read.findings,
        *_forgotten_unsaid(read),
        *_references(connection, {one.number for one in links}),
        *_minutes(connection, read),
        *(
            Finding(one.what, one.entry, one.table, str(one.key), one.column)
            for one in (*_since(read), *read.replay.against(record))
        ),
    ]
    last = Head(links[-1].number, links[-1].sha256) if links else Head()
    return Report(
        last, len(links), read.begins, len(record), Counter(read.gone.values()), list(dict.fromkeys(findings))
    )


def _since(read: _Read) -> Iterator[Deviation]:
    """Where an entry doesn't fit those before it, from the chain's beginning on: older ones' lacks were noted then."""
    return (one for one in read.replay.deviations if one.entry > read.begins)


def _take(read: _Read, one: Found) -> None:
    read.links.append(Link(one.number, one.previous, one.sha256, one.sound))
    read.findings += [Finding("part-changed", one.number, "audit_person", str(part)) for part in one.wrong]
    read.gone.update({(one.number, part): day for part, day in one.gone.items()})
    try:
        for change in one.changes:
            if "what" in change:
                _hear(read, one.number, change)
        read.replay.take(one.number, one.changes, forgotten=one.forgotten)
    except (KeyError, TypeError, ValueError, AttributeError):
        read.findings.append(Finding("unreadable", one.number))


def _hear(read: _Read, entry: int, event: Mapping[str, Any]) -> None:
    """What an entry tells that changes no row of its own, where it matters here."""
    match event["what"]:
        case events.BEGINS:
            read.begins = read.begins or entry
        case events.LOCKED:
            read.locked[event["minutes"], event["version"]] = event["sha256"], entry
        case events.FORGOT:
            read.forgetting.add(entry)
            read.told_gone |= {(number, part) for number, part in event["parts"]}


def _at_the_end(connection: Connection, links: Sequence[Link]) -> Iterator[Finding]:
    """The head as the program noted it: what stands behind it was added by somebody else, what lacks was taken."""
    noted = connection.execute(select(_SETTING.c.value).where(_SETTING.c.key == HEAD)).scalar()
    if noted is None:
        yield from (Finding("added", one.number) for one in links)
        return
    number, _, total = noted.partition(":")
    head = Head(int(number), total) if number.isdecimal() else Head()
    last = links[-1].number if links else 0
    yield from (Finding("missing", one) for one in range(last + 1, head.number + 1))
    yield from (Finding("added", one.number) for one in links if one.number > head.number)
    yield from (Finding("changed", one.number) for one in links if one.number == head.number and one.sha256 != total)


def _forgotten_unsaid(read: _Read) -> Iterator[Finding]:
    for entry, part in sorted(read.gone.keys() - read.told_gone):
        if entry not in read.forgetting:
            yield Finding("part-gone", entry, "audit_person", str(part))


def _references(connection: Connection, there: set[int]) -> Iterator[Finding]:
    """What the program's other tables know of entries."""
    for table, column in _REFERRING:
        for number in connection.execute(select(column).distinct().where(column.is_not(None))).scalars():
            if number not in there:
                yield Finding("missing", number, table)


def _minutes(connection: Connection, read: _Read) -> Iterator[Finding]:
    """Locked minutes: each adds up to its sum, and to the one the log has of it; heads in them fit the chain."""
    locked, heads = dict(read.locked), []
    for row in connection.execute(select(_MINUTES)):
        told, entry = locked.pop((row.minutes_id, row.version), (None, 0))
        if not _adds_up(row.content, row.sha256) or told != row.sha256:
            yield Finding("minutes", entry, "minutes_version", str(row.id), "content")
        elif row.content.get("log"):
            heads.append(head_from(row.content["log"]))
    for (minutes, version), (_, entry) in locked.items():
        yield Finding("minutes", entry, "minutes_version", f"{minutes}/{version}")
    yield from against_heads(read.links, heads)


def _adds_up(content: object, total: str) -> bool:
    try:
        return isinstance(content, dict) and checksum(content) == total
    except (TypeError, ValueError):
        return False
