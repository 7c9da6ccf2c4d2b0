"""The storage's half of whatever has duties: which rows touch it, which stand, how its duties are derived.

The handlers' half (how it is named, drawn and acted on) names this one; `bot/app.build` gives all of them to the store.
"""

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Sequence
from typing import ClassVar

from sqlmodel import Session

from domain.duties.duties import Duty
from storage.tables import Row
from storage.unit_of_work.unit import UnitOfWork


class Tracked(ABC):
    """Things of one kind that have duties. `kind` stands with each duty row, for good.

    duty_kinds: the kinds of duties it can give rise to. rows: what its duties are derived from. all_follow: rows of
    which any change may move every one's duties.
    """

    kind: ClassVar[str]
    duty_kinds: ClassVar[frozenset[str]]
    rows: ClassVar[tuple[type[Row], ...]]
    all_follow: ClassVar[tuple[type[Row], ...]] = ()

    @abstractmethod
    def touched(self, session: Session, rows: Iterable[Row]) -> set[int]:
        """The ids of those whose duties may be others after a change of these, all of them `rows`."""

    @abstractmethod
    def standing(self, unit: UnitOfWork) -> set[int]:
        """The ids of all whose duties are derived anew when the way they are derived has changed."""

    @abstractmethod
    def derive(self, unit: UnitOfWork, ids: Collection[int]) -> Sequence[Duty]:
        """Every duty of these, done ones included."""
