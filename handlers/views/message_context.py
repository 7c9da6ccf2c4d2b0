"""A message on its way out: what it carries, and what it is drawn from."""

from dataclasses import dataclass

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
