"""A message on its way out: what it carries, what it is drawn from, and how its kind is drawn."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from handlers.cards import Card
from handlers.views.view import View
from storage.delivery.without_texts import left_out
from storage.tables import MessageRow
from storage.unit_of_work.unit import Snapshot

KEPT_FACTS: Collection[str | tuple[str, str]] = frozenset(
    (
        "follow_up", "follow_ups", "measure", "agreement", "version", "duty", "meeting", "step", "draft", "answer",
        "day", "old", "since", "earlier", ("on-behalf", "what"), "request", "message", "sparse",
        "from", "organisation", "room", "to", "was", "name", "account", "by", "for", "through", "command",
        "given", "ended", "person", "joined_to", "chat", "code", "fault", "doubted",
    )
)  # fmt: skip
"""What a message carries that isn't written by anybody: numbers, names, words of ours; a pair: in one kind only.

All else is left out in a sparse room.
"""


@dataclass(frozen=True, slots=True)
class Letter:
    """A message on its way to being drawn. instead: what stands in the place of a text, in a sparse room."""

    view: View
    snapshot: Snapshot
    message: MessageRow
    instead: str = ""

    def fact(self, name: str) -> str:
        """What the message carries."""
        value = self.message.facts.get(name, "")
        if self.instead and name not in KEPT_FACTS and (self.message.kind, name) not in KEPT_FACTS:
            return str(left_out(value, self.instead))
        return value

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
