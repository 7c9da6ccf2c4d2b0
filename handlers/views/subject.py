"""The handlers' half of whatever has duties: how it is named, drawn, found and acted on."""

from abc import ABC, abstractmethod
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import ClassVar, Generic, TypeVar

from handlers.cards import Button, Item
from handlers.core.context import CommandContext
from handlers.lookup.reading import Reader
from handlers.views.view import View
from storage.duties.duties import OpenDuty
from storage.duties.tracked import Tracked
from storage.tables import DutyRow
from storage.unit_of_work.session import Session

Listed = DutyRow | OpenDuty
"""A duty as a list has it."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class NudgeTarget:
    """What «purr …» is about: whom the nudge goes to, what the message carries, and what the reply calls it."""

    owner: str
    facts: dict[str, str]
    name: str


@dataclass(frozen=True, slots=True)
class SnoozeTarget:
    """What «slumre …» is about: its number, its name, the line that names it again, and what was said after it."""

    number: int
    name: str
    line: str
    rest: str


class Subject(ABC, Generic[T]):
    """Things of one kind that have duties; T is one of them, as lists have it.

    tracked: storage's half. `handlers/subjects.py` lists every one; a half that lacks something can't be made.
    """

    tracked: ClassVar[Tracked]

    @property
    def kind(self) -> str:
        """The word that stands with each duty row."""
        return self.tracked.kind

    # -- reading -----------------------------------------------------------------------------------------------------

    @abstractmethod
    def load(self, session: Session, numbers: Collection[int]) -> Mapping[int, T]:
        """Those with these numbers, in one query: as much of each as a list shows."""

    def load_whole(self, session: Session, numbers: Collection[int]) -> Mapping[int, T]:
        """The same with all that is told of one that is over."""
        return self.load(session, numbers)

    @abstractmethod
    def readable(self, reader: Reader, numbers: Collection[int]) -> Collection[int]:
        """Which of these are for the reader's lists: of what they may read, a county what it takes part in."""

    # -- how it looks ------------------------------------------------------------------------------------------------

    @abstractmethod
    def name(self, view: View, duty: Listed, thing: T) -> str:
        """What the duty is about, in one line."""

    def lines(self, _view: View, _thing: T) -> list[str]:
        """What an item says of it besides owner and date."""
        return []

    @abstractmethod
    def buttons(self, view: View, duty: Listed, thing: T) -> tuple[tuple[Button, ...], str]:
        """What the reader can press, and who does the rest («»: nobody needs to be named)."""

    @abstractmethod
    def over(self, view: View, duty: DutyRow, thing: T, *, owned: bool) -> Item | None:
        """Its item when it is over for the reader; None: it is still to be done.

        owned: it was shown to them as their own.
        """

    def gone_name(self, view: View, _number: int) -> str:
        """What one is called that is there no more."""
        return view.say("redraw.something")

    # -- what is done about it ---------------------------------------------------------------------------------------

    @abstractmethod
    def is_named(self, context: CommandContext) -> bool:
        """Whether the words after a command name one of these."""

    @abstractmethod
    def to_nudge(self, context: CommandContext) -> NudgeTarget:
        """Whom the words ask to nudge, about what. Raises UserError: unknown, not allowed, nothing open."""

    @abstractmethod
    def to_snooze(self, context: CommandContext) -> SnoozeTarget:
        """What the words ask to keep quiet about. Raises UserError."""
