"""For whom something is drawn: a reply to the asker, or a message to a room."""

from dataclasses import dataclass
from datetime import date

from domain.organisations import Role
from domain.permissions import Actor
from handlers.cards import Button
from handlers.core.context import CommandContext
from handlers.texts import say
from storage.people.directory import Directory
from storage.unit_of_work.session import Session


@dataclass(frozen=True, slots=True)
class View:
    """For whom a list is drawn: language, organisation, and the day it is read."""

    language: str
    organisation: str
    today: date
    session: Session
    directory: Directory
    actor: Actor | None = None
    """The one who asks; None: it is drawn for a room, where several people read it."""

    @property
    def reads_as(self) -> Actor:
        """Whose rights decide what may be read: the asker's; in a room those that everybody there has."""
        if self.actor is not None:
            return self.actor
        kind = self.directory.organisations[self.organisation].kind
        return Actor("", organisation=self.organisation, kind=kind, roles=frozenset({Role.MEMBER}))

    def say(self, key: str, /, **facts: object) -> str:
        """A text in the reader's language."""
        return say(self.language, key, **facts)

    def button(self, key: str, line: str) -> Button:
        """A button with a label from `buttons.ftl`."""
        return Button(self.say(f"buttons.{key}"), line)


def view_of(context: CommandContext) -> View:
    """The asker's view."""
    return View(
        context.language, context.actor.organisation, context.today, context.session, context.directory, context.actor
    )
