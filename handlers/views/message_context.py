"""A message on its way out: what it carries, what it is drawn from, and how its kind is drawn."""

from collections.abc import Callable
from dataclasses import dataclass

from handlers.cards import Card
from handlers.views.view import View
from storage.tables import MessageRow
from storage.unit_of_work.unit import Snapshot


@dataclass(frozen=True, slots=True)
class Letter:
    """A message on its way to being drawn."""

    view: View
    snapshot: Snapshot
    message: MessageRow

    def fact(self, name: str) -> str:
        """What the message carries."""
        return self.message.facts.get(name, "")

    def sender(self) -> str:
        """The short name of the organisation it comes from."""
        slug = self.fact("from") or self.snapshot.directory.ks.slug
        return self.snapshot.directory.organisations[slug].short


@dataclass(frozen=True, slots=True)
class Recipe:
    """How messages of one kind are drawn.

    draw: as it goes out; None: its reason is gone, so it doesn't. again: where it stands, never less than it said; left
    out: as it goes out. to_parties: it tells a meeting's parties of the meeting, and `møte vis` says who received it.
    """

    draw: Callable[[Letter], Card | None]
    again: Callable[[Letter], Card] | None = None
    to_parties: bool = False
