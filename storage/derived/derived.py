"""All that is derived: brought into step by each unit of work, and anew when the way it is derived has changed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from importlib.metadata import version

from sqlmodel import col, select

from storage.decisions import search_index
from storage.delivery.message_subjects import touched_subjects
from storage.delivery.redraw_marks import mark
from storage.derived.code_digest import code_digest, module_names
from storage.derived.turns import Record, Turn, take_turn
from storage.duties import sync
from storage.duties.tracked import Tracked
from storage.tables import Row, SettingRow
from storage.unit_of_work.store import Store
from storage.unit_of_work.unit import Rules, UnitOfWork, system

DUTIES = "duties-fingerprint"
"""The setting under which it stands how duties were derived."""

WORDS = "words-fingerprint"
"""The same of the words that decisions are found by."""


@dataclass(frozen=True, slots=True)
class _Part:
    """Something derived whole. name: of the setting its record stands in. digest: of what its derivation depends on."""

    name: str
    digest: Callable[[Rules], str]
    derive: Callable[[UnitOfWork, Turn], None]


class Derived:
    """Fulfils `DerivedData`. subjects: everything that has duties."""

    def __init__(self, subjects: Sequence[Tracked]) -> None:
        self.subjects = tuple(subjects)
        self._parts = (
            _Part(DUTIES, self._digest_of_duties, self._derive_duties),
            _Part(WORDS, _digest_of_words, lambda unit, _: search_index.reindex(unit)),
        )

    def bring_into_step(self, unit: UnitOfWork, touched: Sequence[Row]) -> None:
        """Derive anew the duties and words that follow from these rows; mark the messages that show any of it."""
        duties = sync.sync_duties(unit, self.subjects, touched)
        search_index.index_decisions(unit, touched)
        mark(unit.session, touched_subjects(unit.session, touched) | {f"duty:{number}" for number in duties}, unit.at)
        if touched:
            self._own_up(unit)

    def refresh(self, unit: UnitOfWork) -> bool:
        """Derive anew each part whose derivation has changed; say whether one had."""
        turns = [_refresh(unit, part) for part in self._parts]
        return any(turn in (Turn.FIRST, Turn.ANEW) for turn in turns)

    def _own_up(self, unit: UnitOfWork) -> None:
        """An older version beside a newer one notes that it has derived in its own way: the newer one mends it.

        Asked of the database each time: the newer one may have come since this one started.
        """
        digests = {part.name: part.digest(unit.rules) for part in self._parts}
        for row in unit.session.exec(select(SettingRow).where(col(SettingRow.key).in_(digests))):
            record = Record.read(row.value)
            if digests[row.key] in record.earlier and not record.muddled:
                row.value = record.muddle().as_text()

    def _derive_duties(self, unit: UnitOfWork, turn: Turn) -> None:
        sync.derive_all(unit, self.subjects, upgrade=turn is Turn.ANEW)

    def _digest_of_duties(self, rules: Rules) -> str:
        code = code_digest(sync.__name__, *module_names(self.subjects))
        return _short(code, rules.calendar.fingerprint(), repr(rules.set_date))


def _refresh(unit: UnitOfWork, part: _Part) -> Turn:
    """Take this version's turn at a part, and keep the record of it."""
    row = unit.session.get(SettingRow, part.name)
    turn, record = take_turn(Record.read(row.value) if row else None, part.digest(unit.rules), unit.at)
    if turn in (Turn.FIRST, Turn.ANEW):
        part.derive(unit, turn)
    if row is None:
        unit.session.add(SettingRow(key=part.name, value=record.as_text()))
    else:
        row.value = record.as_text()
    return turn


def _digest_of_words(_rules: Rules) -> str:
    return _short(code_digest(search_index.__name__), version("snowballstemmer"))


def _short(*parts: str) -> str:
    return sha256("|".join(parts).encode()).hexdigest()[:32]


def refresh_derived(store: Store, at: datetime) -> bool:
    """Derive anew what is derived in another way than last time (code, calendar, rules); say whether anything was."""
    if store.derived is None:
        return False
    with store.begin(system("plikter"), at) as unit:
        return store.derived.refresh(unit)
