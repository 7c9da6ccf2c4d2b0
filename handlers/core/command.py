"""What a command is, and what of a line it was found in."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum

from domain.organisations import Organisation
from handlers.cards import Card
from handlers.core.context import CommandContext

LONGEST_LINE = 3000
"""Characters. Longer than anything people type in a chat command; where they paste, a command may say more."""

Organisations = Callable[[], Iterable[Organisation]]
"""A way to the organisations there are, for the few lines whose command depends on a name in them."""


class Topic(Enum):
    """What commands are about, in the order of the help.

    key: its name is `help.topic-KEY`. shown: how many of its commands `hjelp` shows before one asks for the rest.
    words: what it is called when one asks for it, in any of the languages.
    """

    OVERVIEW = "overview", 3, ("oversikt", "oversyn", "overview")
    MEETINGS = "meetings", 3, ("møter", "møte", "møtet", "møtene", "meeting", "meetings")
    AGENDA = "agenda", 2, ("saksliste", "sakslista", "sakslister", "agenda", "agendas")
    MINUTES = "minutes", 3, ("referat", "referatet", "referater", "minutes")
    FOLLOW_UPS = (
        "follow-ups", 3, ("oppfølging", "oppfølginger", "oppfølgingar", "followup", "follow-up", "follow-ups"),
    )  # fmt: skip
    AGREEMENT = "agreement", 2, ("avtale", "avtalen", "avtaler", "agreement", "agreements")
    ROLES = "roles", 2, ("roller", "rolle", "role", "roles")

    def __init__(self, key: str, shown: int, words: tuple[str, ...]) -> None:
        self.key = key
        self.shown = shown
        self.words = words


@dataclass(frozen=True, slots=True)
class Command:
    """Something a person can say, and all that is known of it."""

    name: str
    """As people type it, one or two words."""
    key: str
    """Its subject's catalogue, and its name there: `minutes.send` is told by the text `minutes.command-send`."""
    topic: Topic
    run: Callable[[CommandContext], Card]
    aliases: tuple[str, ...] = ()
    """Other words for it, in any of the languages."""
    rank: int = 0
    """Its place from the top of its topic's help; those without one come after, in the order of the table."""
    spoken: tuple[str, ...] = ()
    """What else is said for it, in full only: it is neither shortened nor suggested."""
    writes: bool = False
    """It runs in a transaction."""
    open_to_all: bool = False
    """Also for unknown accounts."""
    delegates_to: Callable[[str, Organisations], str] = lambda _words, _organisations: ""
    """Names the command that some words after this one belong to («oppfølging Siva: …» notes a new one), or nothing.

    It is given the words, and a way to the organisations whose names may stand in them.
    """
    suits: Callable[[str, Organisations], bool] = lambda _words, _organisations: True
    """Whether words can belong to it at all; asked where its name was only nearly said."""
    longest: int = LONGEST_LINE
    """Characters its line may have."""
    many_lines: bool = False
    """It takes a text whose lines may begin with any word, also with a command's."""
    ends_in_text: bool = False
    """It ends in a reason or a text, whose lines may begin with a command's name but be no command."""
    greets: bool = False
    """It is said before what one wants («hei, status»)."""
    kept: Callable[[str], str] | None = None
    """How its words stand in the audit log, where they may hold a secret."""

    @property
    def summary(self) -> str:
        """The text that says what it does."""
        family, _, name = self.key.partition(".")
        return f"{family}.command-{name}"

    @property
    def usage(self) -> str:
        """The text with examples of it, « · » between them; the first one begins with its name in that language."""
        return f"{self.summary}.usage"


@dataclass(frozen=True, slots=True)
class Found:
    """A command and what was said after it. `length`: how many of the typed words named it."""

    command: Command
    words: str
    length: int = 1
