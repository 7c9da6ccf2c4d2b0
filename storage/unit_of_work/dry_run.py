"""Everything works as ever, in one transaction: rolled back at the end (a dry run), or committed as a whole."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import Connection
from sqlmodel import Session

from storage.unit_of_work.store import Store, nobody
from storage.unit_of_work.unit import Snapshot


@contextmanager
def rolled_back(store: Store) -> Iterator[Store]:
    """A store over the same database; what is written through it is seen by its own readings and gone afterwards.

    Other writers wait meanwhile: keep it short.
    """
    with store.writer.connect() as connection, connection.begin() as outer:
        try:
            yield _OneTransaction(store, connection)
        finally:
            outer.rollback()


@contextmanager
def as_one(store: Store, at: datetime) -> Iterator[Store]:
    """The same, committed when the block ends well: all that several commands did, or nothing."""
    with store.writer.connect() as connection, connection.begin():
        yield _OneTransaction(store, connection)
    store.witness(at, "")


class _OneTransaction(Store):
    """One connection for all, its transactions savepoints. Safe to use from several threads: they take turns."""

    def __init__(self, store: Store, connection: Connection) -> None:
        self.url, self.rules, self.derived = store.url, store.rules, store.derived
        self.sqlite, self.in_memory = store.sqlite, store.in_memory
        self.writer, self.reader, self.limits = store.writer, store.reader, store.limits
        self._connection, self.patience = connection, store.patience
        self._lock = threading.RLock()
        self._directory = None
        self.witness = nobody  # what will not have been need not be known

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """A savepoint of the outer transaction."""
        with self._lock, self._session() as session, session.begin():
            yield session

    @contextmanager
    def read(self, at: datetime) -> Iterator[Snapshot]:
        """What the outer transaction sees."""
        with self._lock, self._session() as session:
            yield Snapshot(session, at, self.rules, self.directory_in(session))

    def _session(self) -> Session:
        return Session(self._connection, expire_on_commit=False, join_transaction_mode="create_savepoint")
