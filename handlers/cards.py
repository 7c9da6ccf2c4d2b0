"""What every reply and every message is made of: a neutral card that each front end draws in its own way.

All strings in a card are plain text. People's words go in as they are: escaping belongs to the renderer, which
escapes everything, so no handler can forget it. Emphasis is said by structure (a title, a lead), never by markup.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from hashlib import sha256

from domain.lengths import LIMITS


class Audience(StrEnum):
    """Who sees a reply in a shared room."""

    ASKER = "asker"
    ROOM = "room"


class Sign(StrEnum):
    """A state, shown as a sign and always beside its word: never by colour or sign alone."""

    NONE = ""
    OVERDUE = "■"
    SOON = "▲"
    OK = "●"
    IDLE = "○"
    DONE = "✓"


@dataclass(frozen=True, slots=True)
class Button:
    """A command line to press instead of to type: `line` is exactly what would be typed after /samhandling.

    It carries ids, ISO dates and the version it was made from, so that a stale one can explain instead of acting.
    """

    label: str
    line: str
    primary: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph; a line break is a line break."""

    text: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """A section's name inside a card."""

    text: str


@dataclass(frozen=True, slots=True)
class Facts:
    """Pairs of name and value."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Item:
    """One thing of a list: a state (sign and word), what it is, more about it, and what can be done about it."""

    lead: str
    text: str = ""
    sign: Sign = Sign.NONE
    word: str = ""
    buttons: tuple[Button, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """Columns and rows; the first column names the row. `caption` says what it shows, for those who don't see it."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str


@dataclass(frozen=True, slots=True)
class Copy:
    """Ready text to copy elsewhere, for instance into an e-mail."""

    text: str


@dataclass(frozen=True, slots=True)
class Note:
    """Small print: a clause, a source, when something was read."""

    text: str


Block = Text | Heading | Facts | Item | Table | Copy | Note


class FieldKind(StrEnum):
    """How a form's field is filled in."""

    LINE = "line"
    TEXT = "text"
    DATE = "date"  # as people type it («fredag uke 17»), not a date picker: the parser reads it, and echoes it
    CHOICE = "choice"
    CHOICES = "choices"  # several; the value is the chosen ones joined by ", "


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a form. `choices` are (value, label); `error` says what was wrong with what was typed.

    limit: the name of what may be typed in it at most (`domain.lengths`); a choice needs none.
    """

    name: str
    label: str
    kind: FieldKind = FieldKind.LINE
    value: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    required: bool = True
    hint: str = ""
    error: str = ""
    limit: str = ""

    @property
    def most(self) -> int:
        """Characters that may be typed in it, as `domain.lengths` counts them; 0: as many as its chat takes."""
        return LIMITS.get(self.limit or ("date" if self.kind is FieldKind.DATE else ""), 0)


@dataclass(frozen=True, slots=True)
class Form:
    """A line plus fields: sent in, it is the command `line` with these fields."""

    line: str
    title: str
    fields: tuple[Field, ...]
    submit: str
    intro: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """What a person gets to see. `form` set: the line asks for a form; front ends that can, open it."""

    title: str
    body: tuple[Block, ...] = ()
    buttons: tuple[Button, ...] = ()
    audience: Audience = Audience.ASKER
    form: Form | None = None
    language: str = "nb"


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a line was refused: the code for programs, the two sentences for people."""

    code: str
    problem: str
    hint: str
    field_name: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """The one answer to one line. `problem` is set when it was refused, and then nothing has changed.

    command: the name of the command it was; empty when it was none.
    """

    card: Card
    problem: Problem | None = None
    repeated: bool = False
    """The same request came before and has been done: front ends that have answered already stay silent."""
    command: str = field(default="", compare=False)

    @property
    def ok(self) -> bool:
        """Whether what was asked for was done."""
        return self.problem is None


def buttons_of(card: Card) -> Iterator[Button]:
    """Every button of a card, in the order they stand in."""
    for block in card.body:
        if isinstance(block, Item):
            yield from block.buttons
    yield from card.buttons


def as_json(card: Card) -> Mapping[str, object]:
    """The card as plain data, each block with its kind; for `say --json`, the try-out page and tests."""
    data = asdict(card)
    data["body"] = [{"kind": type(block).__name__.lower(), **asdict(block)} for block in card.body]
    return data


def fingerprint(card: Card) -> str:
    """The card as one short word: the same for cards that look the same."""
    return sha256(json.dumps(as_json(card), sort_keys=True).encode()).hexdigest()[:32]
