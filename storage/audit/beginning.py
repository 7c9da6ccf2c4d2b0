"""What a migration does to the record is told in the log like anything else; the first that finds a log begins it."""

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import Connection, inspect

from domain.accounts import SYSTEM
from storage.audit.chain import NewEntry, append
from storage.audit.events import BEGINS, MIGRATED
from storage.audit.parts import Recorded
from storage.audit.plain import Change, Contents, contents_as_found
from storage.audit.replay import Replay, difference
from storage.audit.stream import instant_of_last, stream

_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
"""The instant of an entry that nobody has said the time of, in a log that is empty."""


def record_before(connection: Connection) -> Contents | None:
    """The record as it is before migrating; None: there is no chain yet."""
    return contents_as_found(connection) if _chained(connection) else None


def tell_migrated(
    connection: Connection, before: Contents | None, revisions: Sequence[str], at: datetime | None
) -> int | None:
    """Record what these revisions have done to the record; the entry's number, None: nothing to tell.

    before: as `record_before` said. at: the instant; None: that of the last entry, for nobody here reads the clock.
    """
    if not _chained(connection):
        return None
    after = contents_as_found(connection)
    if before is None:
        replay = Replay()
        for one in stream(connection):
            replay.take(one.number, one.changes, forgotten=one.forgotten)
        if not (replay.rows or after):
            return None
        event, changes = BEGINS, replay.told(after)
    else:
        event, changes = MIGRATED, difference(before, after)
        if not changes:
            return None
    told: list[Change] = [{"what": event, "revisions": list(revisions)}, *changes]
    recorded = [Recorded(one, after.get((str(one.get("table")), one.get("key")), {})) for one in told]
    when = at or instant_of_last(connection) or _LONG_AGO
    return append(connection, NewEntry(when, SYSTEM, "samhandling init", recorded))


def _chained(connection: Connection) -> bool:
    tables = inspect(connection)
    return tables.has_table("audit") and any(one["name"] == "sha256" for one in tables.get_columns("audit"))
