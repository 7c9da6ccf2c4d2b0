"""The record as the audit log tells it: every entry's before and after, played from the first to the last."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from storage.audit.plain import Change, Contents, Plain, personal_columns, same


@dataclass(frozen=True, slots=True)
class Deviation:
    """Where the record or an entry says something else than the log up to there.

    entry: the one that says it, 0: the record itself. column: empty for a whole row. what: `value`, `no-row` (the log
    has no such row, or it was gone), `row-gone` (the log has it, the record not), `row-twice` (new, and there already).
    """

    what: str
    table: str
    key: object
    column: str = ""
    entry: int = 0


class _Forgotten:
    """A value that has been forgotten: nobody knows it any more, and the record holds nothing there."""

    def __repr__(self) -> str:
        return "forgotten"


FORGOTTEN = _Forgotten()


@dataclass(slots=True)
class Replay:
    """Rows as the log leaves them, entry by entry; and what in it doesn't fit what it said before."""

    rows: dict[tuple[str, object], dict[str, object]] = field(default_factory=dict)
    deviations: list[Deviation] = field(default_factory=list)

    def take(self, entry: int, changes: Sequence[Change], *, forgotten: bool) -> None:
        """Play an entry. forgotten: a part of it is gone, so that personal columns may be missing from it."""
        for change in changes:
            if "table" in change:
                self._play(entry, change, forgotten=forgotten)

    def _play(self, entry: int, change: Change, *, forgotten: bool) -> None:
        table, key = str(change["table"]), change.get("key")
        key = key if isinstance(key, int | str) else repr(key)
        before, after = change.get("before"), change.get("after")
        row = self.rows.get((table, key))
        if isinstance(before, dict):
            if row is None:
                self.deviations.append(Deviation("no-row", table, key, entry=entry))
                row = {}
            self._compare(entry, table, key, row, before)
        elif row is not None:
            self.deviations.append(Deviation("row-twice", table, key, entry=entry))
        if not isinstance(after, dict):
            self.rows.pop((table, key), None)
            return
        if not isinstance(before, dict):
            row = dict.fromkeys(personal_columns(table), FORGOTTEN) if forgotten else {}
        self.rows[table, key] = {**(row or {}), **after}

    def _compare(
        self, entry: int, table: str, key: object, row: Mapping[str, object], before: Mapping[str, object]
    ) -> None:
        for name, value in before.items():
            known = row.get(name, FORGOTTEN)
            if known is not FORGOTTEN and not same(known, value):
                self.deviations.append(Deviation("value", table, key, name, entry))

    def against(self, record: Contents) -> Iterator[Deviation]:
        """Where the record is another than the log leaves it."""
        for place in self.rows:
            if place not in record:
                yield Deviation("row-gone", *place)
        for place, row in record.items():
            if (known := self.rows.get(place)) is None:
                yield Deviation("no-row", *place)
                continue
            for name, value in row.items():
                if not _holds(known, name, value):
                    yield Deviation("value", *place, name)

    def told(self, record: Contents) -> list[Change]:
        """The changes that make the log tell what the record holds: for a log that begins in the middle of things."""
        found: list[Change] = []
        for place in sorted({*self.rows, *record}, key=repr):
            known, row = self.rows.get(place), record.get(place)
            before, after = known, row
            if known is not None and row is not None:
                names = [name for name, value in row.items() if not _holds(known, name, value)]
                before = {name: known[name] for name in names if name in known}
                after = {name: row[name] for name in names}
                if not names:
                    continue
            found.append({"table": place[0], "key": place[1], "before": _kept(before), "after": after})
        return found


def difference(before: Contents, after: Contents) -> list[Change]:
    """What has become of the rows, as changes."""
    replay = Replay({place: dict(row) for place, row in before.items()})
    return replay.told(after)


def _holds(known: Mapping[str, object], name: str, value: Plain) -> bool:
    if name not in known:
        return False
    return not value if known[name] is FORGOTTEN else same(known[name], value)


def _kept(values: Mapping[str, object] | None) -> dict[str, object] | None:
    if values is None:
        return None
    return {name: value for name, value in values.items() if value is not FORGOTTEN}
