"""The audit log as a test reads it."""

from datetime import UTC, datetime

from storage.audit.chain import NewEntry, append
from storage.audit.entries import Entry, entries
from storage.audit.parts import Recorded
from storage.audit.plain import Change
from storage.unit_of_work.session import Session
from storage.unit_of_work.store import Store


def entries_of(store: Store) -> list[Entry]:
    """Every entry, the oldest first."""
    with store.transaction() as session:
        return list(entries(session))


def add_entry(session: Session, *changes: Change, account: str = "a", line: str = "l") -> int:
    """An entry nobody's command has made; its number."""
    at = datetime(2026, 11, 23, 8, tzinfo=UTC)
    return append(session.connection(), NewEntry(at, account, line, [Recorded(one) for one in changes]))
