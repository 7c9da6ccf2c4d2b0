"""What a command is, and what of a line it was found in."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from domain.lengths import most
from domain.meetings.steps import BEFORE_MEETING, State
from domain.organisations import Organisation
from handlers.cards import Card

if TYPE_CHECKING:
    from handlers.core.context import CommandContext

LONGEST_LINE = most("line")
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


class Whom(Enum):
    """Whom a command about a meeting is for."""

    PARTIES = auto()
    """All who are invited to it: it only shows something."""
    ANSWERERS = auto()
    """Those invited who may answer a draft of its minutes."""
    EDITORS = auto()
    """Those who edit its papers: of one's own meetings, and of the national ones."""
    CONVENERS = auto()
    """Those who send out what belongs to it: of one's own meetings, and of the national ones."""


class When(Enum):
    """When the meeting is that a command is about, as of today."""

    TO_COME = auto()
    DUE = auto()
    """Its day has come, or the half-year it belongs to is running; and it isn't recorded as held."""
    BEEN = auto()
    ANY = auto()
    """One that has been is likelier than one to come."""


class MinutesStage(Enum):
    """How far the minutes have come that a command takes."""

    UNSENT = auto()
    OUT = auto()
    UNANSWERED = auto()
    """Out, and neither approved nor convened by the asker's organisation."""
    COMMENTED = auto()
    """With a comment that has no answer."""
    APPROVED = auto()
    CORRECTED = auto()
    """Approved, in more than one version."""


@dataclass(frozen=True, slots=True)
class MeetingChoices:
    """What a command offers when it asks which meeting.

    states: those it takes of a meeting to come. minutes: None where it takes any that aren't approved, and none at all.
    """

    whom: Whom
    when: When = When.TO_COME
    states: frozenset[State] = BEFORE_MEETING
    minutes: MinutesStage | None = None


class FollowUpChoices(Enum):
    """What a command offers when it asks which follow-up."""

    OWN = auto()
    """Those the asker's organisation is to do."""
    OWED = auto()
    """Of those, the ones that come from somebody else."""
    GIVEN = auto()
    """Those the asker may change, since they come from there."""


@dataclass(frozen=True, slots=True)
class Command:
    """Something a person can say, and all that is known of it."""

    name: str
    """As people type it, one or two words."""
    key: str
    """Its subject's catalogue, and its name there: `minutes.send` is told by the text `minutes.command-send`."""
    topic: Topic
    run: "Callable[[CommandContext], Card]"
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
    delegates_to: Callable[[str, Organisations], str] | None = None
    """Names the command that some words after this one belong to («oppfølging Siva: …» notes a new one), or nothing.

    It is given the words, and a way to the organisations: to be gone only where the words can't be told otherwise.
    """
    offers: MeetingChoices | FollowUpChoices | None = None
    """What it offers when it is said without the meeting or the follow-up it is about; None: it never asks which."""
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
class FoundCommand:
    """The command of a line and what was said after it. `length`: how many of the typed words named it."""

    command: Command
    words: str
    length: int = 1
