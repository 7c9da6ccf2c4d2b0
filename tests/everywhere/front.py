"""What the conversations need of a chat: people at their seats, who say, press, fill in, read and hear."""

import re
from abc import ABC, abstractmethod
from collections.abc import Mapping

from bot.app import App

Typed = Mapping[str, str]


class Seat(ABC):
    """Somebody of an organisation, in front of the chat. Everything returns what they then see."""

    @abstractmethod
    async def says(self, line: str) -> str:
        """Says a line to the bot."""

    @abstractmethod
    async def presses(self, label: str, by: str = "") -> str:
        """Presses the newest button with this label. by: words of the message it stands in."""

    @abstractmethod
    async def fills(self, typed: Typed) -> str:
        """Fills in the open form, fields named by their labels and choices by theirs, and sends it."""

    @abstractmethod
    async def form(self) -> dict[str, str]:
        """What stands in the open form, by label; nothing when none is open."""

    @abstractmethod
    async def hears(self, words: str) -> str:
        """Waits for a message with these words in the organisation's room; the whole of it, as it stands."""

    @abstractmethod
    async def heard(self) -> str:
        """Everything the organisation's room has been told so far, as it stands."""


class Front(ABC):
    """A running installation on the demo data, seen through one chat. updates: messages change where they stand."""

    app: App
    updates = True

    @abstractmethod
    async def seat(self, organisation: str, role: str = "coordinator") -> Seat:
        """Somebody who holds a role."""

    @abstractmethod
    async def stranger(self) -> Seat:
        """Somebody nobody knows."""

    @abstractmethod
    async def clock(self, at: str) -> None:
        """It becomes «2026-12-01 09:00» in Oslo; what is due in between is sent."""


def flat(text: str) -> str:
    """The words alone, however a chat breaks lines."""
    return re.sub(r"\s+", " ", text)
