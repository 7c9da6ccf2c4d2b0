"""What a command is, and what of a line it was found in."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from domain.organisations import Organisation
from handlers.cards import Card
from handlers.core.context import CommandContext

LONGEST_LINE = 3000
"""Characters. Longer than anything people type in a chat command; where they paste, a command may say more."""

Organisations = Callable[[], Iterable[Organisation]]
"""A way to the organisations there are, for the few lines whose command depends on a name in them."""


@dataclass(frozen=True, slots=True)
class Command:
    """Something a person can say.

    name: as people type it, one or two words. key: its id in `help.ftl` (summary, attribute `usage`). aliases: other
    words for it, in any of the languages. spoken: what else is said for it, in full only: it is neither shortened nor
    suggested. writes: it runs in a transaction. open_to_all: also for unknown accounts.
    delegates_to: names the command that some words after this one belong to («oppfølging Siva: …» notes a new one), or
    nothing; it is given the words, and a way to the organisations whose names may stand in them. longest: characters
    its line may have. many_lines: it takes a text whose lines may begin with any word, also with a command's.
    ends_in_text: it ends in a reason or a text, whose lines may begin with a command's name but be no command.
    greets: it is said before what one wants («hei, status»). kept: how its words stand in the audit log, where they may
    hold a secret.
    """

    name: str
    key: str
    run: Callable[[CommandContext], Card]
    aliases: tuple[str, ...] = ()
    spoken: tuple[str, ...] = ()
    writes: bool = False
    open_to_all: bool = False
    delegates_to: Callable[[str, Organisations], str] = lambda _words, _organisations: ""
    longest: int = LONGEST_LINE
    many_lines: bool = False
    ends_in_text: bool = False
    greets: bool = False
    kept: Callable[[str], str] | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A command and what was said after it. `length`: how many of the typed words named it."""

    command: Command
    words: str
    length: int = 1
