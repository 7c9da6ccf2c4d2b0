"""All that is derived: brought into step by each unit of work, and anew when the way it is derived has changed."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from importlib.metadata import version

from sqlmodel import col, select

from storage.decisions import search_index
from storage.delivery.message_subjects import touched_subjects
from storage.delivery.redraw_marks import mark
from storage.derived.access_changes import tell_access_changes
from storage.derived.code_digest import code_digest, module_names
from storage.derived.turns import BEGINNING, Record, VersionTurn, take_turn
from storage.duties import sync
from storage.duties.tracked import Tracked
from storage.tables import Row, SettingRow
from storage.unit_of_work.store import Store
from storage.unit_of_work.unit import Rules, UnitOfWork, system

DUTIES = "duties-fingerprint"
"""The setting under which it stands how duties were derived."""

WORDS = "words-fingerprint"
"""The same of the words that decisions are found by."""


class Derived:
    """Fulfils `DerivedData`. subjects: everything that has duties."""

    def __init__(self, subjects: Sequence[Tracked]) -> None:
        self.subjects = tuple(subjects)
        self._code_of_duties = code_digest(sync.__name__, *module_names(self.subjects))
        self._code_of_words = _short(code_digest(search_index.__name__), version("snowballstemmer"))

    def tell(self, unit: UnitOfWork, changes: Sequence[Mapping[str, object]]) -> None:
        """Word of what has changed in who may what, to those whom it concerns."""
        tell_access_changes(unit, changes)

    def bring_into_step(self, unit: UnitOfWork, touched: Sequence[Row]) -> None:
        """Derive anew the duties and words that follow from these rows; mark the messages that show any of it."""
        duties = sync.sync_duties(unit, self.subjects, touched)
        if any(isinstance(row, search_index.INDEXED) for row in touched):
            search_index.index_decisions(unit, touched)
        mark(unit.session, touched_subjects(unit.session, touched) | {f"duty:{number}" for number in duties}, unit.at)
        if touched:
            self._own_up(unit)

    def refresh(self, unit: UnitOfWork) -> bool:
        """Derive anew each part whose derivation has changed; say whether one had."""
        digests = self._digests(unit.rules)
        turns = (
            _refresh(unit, DUTIES, digests[DUTIES], self._derive_duties),
            _refresh(unit, WORDS, digests[WORDS], lambda unit, _: search_index.reindex(unit)),
        )
        return any(turn in (VersionTurn.FIRST, VersionTurn.ANEW) for turn in turns)

    def _digests(self, rules: Rules) -> dict[str, str]:
        """Of what each derivation depends on, under the name of the setting its record stands in."""
        duties = _short(self._code_of_duties, rules.calendar.fingerprint(), repr(rules.set_date))
        return {DUTIES: duties, WORDS: self._code_of_words}

    def _own_up(self, unit: UnitOfWork) -> None:
        """An older version beside a newer one notes that it has derived in its own way: the newer one mends it.

        Asked of the database each time: the newer one may have come since this one started.
        """
        digests = self._digests(unit.rules)
        for row in unit.session.exec(select(SettingRow).where(col(SettingRow.key).in_(digests))):
            if row.value.startswith(BEGINNING.format(digests[row.key])):
                continue  # nobody newer has been here: the common case, told without reading the record
            record = Record.read(row.value)
            if digests[row.key] in record.earlier and not record.muddled:
                row.value = record.muddle().as_text()

    def _derive_duties(self, unit: UnitOfWork, turn: VersionTurn) -> None:
        sync.derive_all(unit, self.subjects, upgrade=turn is VersionTurn.ANEW)


def _refresh(
    unit: UnitOfWork, name: str, digest: str, derive: Callable[[UnitOfWork, VersionTurn], None]
) -> VersionTurn:
    """Take this version's turn at what is derived under that name, and keep the record of it."""
    row = unit.session.get(SettingRow, name)
    turn, record = take_turn(Record.read(row.value) if row else None, digest, unit.at)
    if turn in (VersionTurn.FIRST, VersionTurn.ANEW):
        derive(unit, turn)
    if row is None:
        unit.session.add(SettingRow(key=name, value=record.as_text()))
    else:
        row.value = record.as_text()
    return turn


def _short(*parts: str) -> str:
    return sha256("|".join(parts).encode()).hexdigest()[:32]


def refresh_derived(store: Store, at: datetime) -> bool:
    """Derive anew what is derived in another way than last time (code, calendar, rules); say whether anything was."""
    if store.derived is None:
        return False
    with store.begin(system("plikter"), at) as unit:
        return store.derived.refresh(unit)
