"""The audit log's own eyes: what a transaction changed, before and after, without any handler having to say it."""

from sqlalchemy import event, inspect
from sqlalchemy.orm import UOWTransaction
from sqlmodel import Session

from storage.audit.parts import Recorded
from storage.audit.plain import Change, Plain, plain
from storage.tables import Audited, Row


class Recorder:
    """Watches a session from its start; `changes` tells what has become of each audited row."""

    def __init__(self, session: Session) -> None:
        self._before: dict[int, tuple[Row, dict[str, Plain] | None]] = {}
        self._gone: list[tuple[Row, dict[str, Plain]]] = []
        event.listen(session, "before_flush", self._note)

    def _note(self, session: Session, _context: UOWTransaction, _instances: object) -> None:
        for row in session.new:
            if isinstance(row, Audited):
                self._before.setdefault(id(row), (row, None))
        for row in session.dirty:
            if isinstance(row, Audited) and session.is_modified(row):
                self._note_old(row)
        for row in session.deleted:
            if isinstance(row, Audited):
                self._gone.append((row, values_of(row)))

    def _note_old(self, row: Row) -> None:
        old = {
            attribute.key: plain(attribute.history.deleted[0])
            for attribute in inspect(row).attrs
            if attribute.history.has_changes() and attribute.history.deleted
        }
        known = self._before.setdefault(id(row), (row, {}))[1]
        if known is not None:
            for name, value in old.items():
                known.setdefault(name, value)

    def changes(self) -> list[Change]:
        """One entry per changed row: table, key, before (None: new) and after (None: removed); changed columns only.

        Raises TypeError for a value that the audit log has no form for.
        """
        return [one.change for one in self.recorded()]

    def recorded(self) -> list[Recorded]:
        """The changes, each with the row's values, so that it can be said whom it is about. Raises as `changes`."""
        found: list[Recorded] = []
        for row, before in self._before.values():
            now = values_of(row)
            after = now if before is None else {name: now[name] for name in before}
            if before != after:
                found.append(Recorded(_entry(row, before, after), now))
        found += [Recorded(_entry(row, before, None), before) for row, before in self._gone]
        return found

    def touched(self) -> list[Row]:
        """The audited rows this transaction changed."""
        return [row for row, _ in self._before.values()] + [row for row, _ in self._gone]


def _entry(row: Row, before: dict[str, Plain] | None, after: dict[str, Plain] | None) -> Change:
    mapper = inspect(type(row))
    key = mapper.primary_key_from_instance(row)[0]
    return {"table": mapper.local_table.name, "key": key, "before": before, "after": after}


def values_of(row: Row) -> dict[str, Plain]:
    """All the row's values, as the log writes them. Raises TypeError for one that it has no form for."""
    return {column.key: plain(getattr(row, column.key)) for column in inspect(type(row)).column_attrs}
