"""A card as Slack's Block Kit: pure, and silent about nothing.

People's words stay literal. They go into rich text and `plain_text`, where Slack reads neither markup nor mentions;
the few places that are `mrkdwn` are escaped and only used for words without active characters. Whatever doesn't fit is
moved, split or pointed to, and each such downgrade is a warning.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from bot.slack import blocks as kit
from bot.slack.blocks import Payload
from handlers.cards import Block, Button, Card, Copy, Facts, Heading, Item, Note, Table
from handlers.texts import say
from handlers.views.plain_text import plain, table_text

ACTION = "line:"
"""What every button's action_id begins with; the rest is its number in the message."""

PREVIEW = 300
"""Characters of the text that notifications show."""


@dataclass(frozen=True, slots=True)
class Surface:
    """Where blocks are shown, and how many of them it takes.

    characters: a limit of our own on the text of one message. Slack refuses some messages with `msg_blocks_too_long`
    from about 13,200 characters (bolt-js issue 2509) and documents no number.
    """

    blocks: int
    characters: int
    tables: bool


MESSAGE = Surface(blocks=50, characters=12_000, tables=True)
HOME = Surface(blocks=100, characters=60_000, tables=False)


@dataclass(frozen=True, slots=True)
class Message:
    """One Slack message: its blocks, and the text for notifications and screen readers (escaped)."""

    blocks: list[Payload]
    text: str


@dataclass(frozen=True, slots=True)
class RenderedMessage:
    """What a card became. More than one message only when it is larger than one may be."""

    messages: tuple[Message, ...]
    warnings: tuple[str, ...]

    @property
    def blocks(self) -> list[Payload]:
        """The first message's blocks."""
        return self.messages[0].blocks

    @property
    def text(self) -> str:
        """The first message's text."""
        return self.messages[0].text


@dataclass(slots=True)
class _Drawing:
    """A card being drawn: pieces are lists of blocks that stay together."""

    language: str
    surface: Surface
    warnings: list[str] = field(default_factory=list)
    table_drawn: bool = False

    def warn(self, what: str) -> None:
        self.warnings.append(what)


@lru_cache(maxsize=256)  # a card is what it shows: the same one is drawn once, and nobody writes in what comes back
def render(card: Card, *, most: int = 5, rest: Button | None = None, surface: Surface = MESSAGE) -> RenderedMessage:
    """The card as at most `most` messages; what is over is pointed to in the last one, with `rest` as its button.

    A form is drawn as a button that carries its line. Never raises for what a card holds.
    """
    drawing = _Drawing(card.language, surface)
    pieces = [piece for block in card.body for piece in _block(block, drawing)]
    head, tail = _title(card.title, drawing), _tail(card, drawing)
    if not _modest(head):
        head, pieces = [], [*_single(head), *pieces]
    if not _modest(tail):
        pieces, tail = [*pieces, *_single(tail)], []
    packed = _pack(head, pieces, tail, drawing, most=most, rest=rest)
    messages = tuple(
        Message(_numbered(blocks), _preview(card, number, len(packed))) for number, blocks in enumerate(packed, start=1)
    )
    return RenderedMessage(messages, tuple(drawing.warnings))


def _title(title: str, drawing: _Drawing) -> list[Payload]:
    if not title:
        return []
    if len(title) <= kit.HEADER and "\n" not in title:
        return [kit.header(title)]
    drawing.warn("title: too long for a header, shown as bold text")
    return kit.paragraphs([[(title, True)]])


def _tail(card: Card, drawing: _Drawing) -> list[Payload]:
    buttons = card.buttons
    intro: list[Payload] = []
    if card.form:
        buttons = (Button(say(card.language, "slack.form.open"), card.form.line, primary=True), *buttons)
        intro = kit.paragraphs([[(card.form.intro or say(card.language, "slack.form"), False)]])
    return intro + _actions(buttons, drawing)


def _block(block: Block, drawing: _Drawing) -> list[list[Payload]]:
    match block:
        case Item():
            return _item(block, drawing)
        case Table():
            return _table(block, drawing)
        case Note(text=text):
            return [[small] for small in kit.notes(text)]
        case Copy(text=text):
            return _split(kit.preformatted(text), drawing, "copy")
        case Facts():
            return _facts(block, drawing)
        case _:
            strong = isinstance(block, Heading) or block.strong
            return _split(kit.paragraphs([[(block.text, strong)]]), drawing, "text")


def _facts(facts: Facts, drawing: _Drawing) -> list[list[Payload]]:
    """As many rows to a block as it holds, none of them torn apart."""
    rows: list[list[list[kit.Run]]] = []
    used = 0
    for name, value in facts.rows:
        length = len(name) + len(value) + len(": \n")
        if not rows or used + length > kit.TEXT:
            rows.append([])
            used = 0
        rows[-1].append([(f"{name}: ", True), (value, False)])
        used += length
    return [block for lines in rows for block in _split(kit.paragraphs(lines), drawing, "text")]


def _split(drawn: list[Payload], drawing: _Drawing, what: str) -> list[list[Payload]]:
    if len(drawn) > 1:
        drawing.warn(f"{what}: too long for one block, split in {len(drawn)}")
    return [[block] for block in drawn]


def _item(item: Item, drawing: _Drawing) -> list[list[Payload]]:
    state = " ".join(part for part in (item.sign.value, item.word) if part)
    head = f"{state} – " if state and item.lead else state
    beside = _button_beside(item, head, drawing)
    if beside is not None:
        return [[beside]]
    lines = [[(head, False), (item.lead, True)]]
    if item.text:
        lines.append([(item.text, False)])
    *before, words = _split(kit.paragraphs(lines), drawing, "item") or [[]]
    return [*before, words + _actions(item.buttons, drawing)]


def _button_beside(item: Item, head: str, drawing: _Drawing) -> Payload | None:
    """The item with its only button beside the text, where Slack's markup leaves the text as it is."""
    if len(item.buttons) != 1 or not _pressable(item.buttons[0]) or not kit.harmless(head, item.lead, item.text):
        return None
    markup = kit.bold(head, item.lead, item.text)
    return kit.section(markup, _button(item.buttons[0], drawing)) if 0 < len(markup) <= kit.TEXT else None


def _actions(buttons: Sequence[Button], drawing: _Drawing) -> list[Payload]:
    """Rows of buttons, and under them what a button can't carry, as lines to type."""
    pressed = [_button(button, drawing) for button in buttons if _pressable(button)]
    rows = [kit.actions(pressed[start : start + kit.ACTIONS]) for start in range(0, len(pressed), kit.ACTIONS)]
    return rows + [block for button in buttons if not _pressable(button) for block in _typed(button, drawing)]


def _pressable(button: Button) -> bool:
    return 0 < len(button.line) <= kit.VALUE


def _button(button: Button, drawing: _Drawing) -> Payload:
    label = button.label or button.line
    if len(label) > kit.LABEL:
        drawing.warn("button: label clamped")
        label = label[: kit.LABEL - 1] + "…"
    return kit.button(label, button.line, primary=button.primary)


def _typed(button: Button, drawing: _Drawing) -> list[Payload]:
    if not button.line:
        drawing.warn("button: carries no line, left out")
        return []
    drawing.warn("button: line too long to carry, shown as text to type")
    lead = [(f"{button.label}. ", True)] if button.label else []
    return kit.paragraphs([[*lead, (say(drawing.language, "slack.typed"), False)], [(button.line, False)]])


def _table(table: Table, drawing: _Drawing) -> list[list[Payload]]:
    caption = kit.notes(table.caption) if table.caption else []
    chunks = kit.table_rows(table.columns, table.rows) if drawing.surface.tables and not drawing.table_drawn else None
    if chunks is None:
        drawing.warn("table: shown as monospaced text")
        return [[block] for block in caption + kit.preformatted(table_text(table))]
    drawing.table_drawn = True
    if len(chunks) > 1:
        drawing.warn(f"table: too long for one block, split in {len(chunks)}")
    first, *others = chunks
    return [[*caption, kit.table(first)], *([kit.table(chunk)] for chunk in others)]


def _modest(blocks: list[Payload]) -> bool:
    """Whether a title or the last buttons are small enough to be kept room for in whatever message they end up."""
    return len(blocks) <= 10 and sum(map(kit.size, blocks)) <= 1000


def _pack(
    head: list[Payload],
    pieces: list[list[Payload]],
    tail: list[Payload],
    drawing: _Drawing,
    *,
    most: int,
    rest: Button | None,
) -> list[list[Payload]]:
    """Pieces in messages: one if they fit, then one with its text blocks joined, then several, then a pointer."""
    everything = [*head, *(block for piece in pieces for block in piece), *tail]
    if _Room(drawing.surface).takes(_Size.of(everything)):
        return [everything or kit.paragraphs([[("–", False)]])]
    joined = [*head, *kit.join([block for piece in pieces for block in piece]), *tail]
    if _Room(drawing.surface).takes(_Size.of(joined)):
        drawing.warn("card: text blocks joined to fit")
        return [joined]
    messages, left = _fill(head, pieces, tail, drawing, most)
    if left:
        drawing.warn(f"card: {left} parts did not fit, pointed to")
        messages[-1] += _pointer(left, drawing.language, rest)
    messages[-1] += tail
    _number(messages, drawing)
    return messages


def _number(messages: list[list[Payload]], drawing: _Drawing) -> None:
    """Say above each message but the first which part of how many it is."""
    if len(messages) > 1:
        drawing.warn(f"card: split in {len(messages)} messages")
    for number, blocks in enumerate(messages[1:], start=2):
        blocks[:0] = kit.notes(say(drawing.language, "slack.part", number=number, total=len(messages)))


@dataclass(frozen=True, slots=True)
class _Size:
    """What blocks take up."""

    blocks: int = 0
    characters: int = 0
    tables: int = 0

    @classmethod
    def of(cls, blocks: Sequence[Payload]) -> "_Size":
        return cls(len(blocks), sum(map(kit.size, blocks)), sum(block["type"] == "table" for block in blocks))

    def __add__(self, other: "_Size") -> "_Size":
        return _Size(self.blocks + other.blocks, self.characters + other.characters, self.tables + other.tables)


@dataclass(frozen=True, slots=True)
class _Room:
    """A surface, and what must be kept free on it."""

    surface: Surface
    reserved: _Size = _Size()

    def takes(self, size: _Size) -> bool:
        needed = size + self.reserved
        within = needed.blocks <= self.surface.blocks and needed.characters <= self.surface.characters
        return within and needed.tables <= 1


def _fill(
    head: list[Payload], pieces: list[list[Payload]], tail: list[Payload], drawing: _Drawing, most: int
) -> tuple[list[list[Payload]], int]:
    """Pieces in order into at most `most` messages, the tail kept room for in each; and how many were left over."""
    room = _Room(drawing.surface, _Size.of(tail) + _Size(blocks=3, characters=500))  # part, what is left, its button
    parts = [part for piece in pieces for part in ([piece] if room.takes(_Size.of(piece)) else _single(piece))]
    messages, used = [list(head)], _Size.of(head)
    for number, part in enumerate(parts):
        size = _Size.of(part)
        if room.takes(used + size):
            messages[-1] += part
            used += size
        elif len(messages) < most:
            messages.append(list(part))
            used = size
        else:
            return messages, len(parts) - number
    return messages, 0


def _single(piece: list[Payload]) -> list[list[Payload]]:
    return [[block] for block in piece]


def _pointer(left: int, language: str, rest: Button | None) -> list[Payload]:
    says = say(language, "slack.rest", count=left)
    if rest:
        return [*kit.notes(says), kit.actions([kit.button(rest.label, rest.line, primary=rest.primary)])]
    return kit.notes(f"{says} {say(language, 'slack.rest.narrow')}")


def _numbered(blocks: list[Payload]) -> list[Payload]:
    """Gives every button of the message an action_id of its own."""
    number = 0
    for block in blocks:
        for element in (*block.get("elements", ()), block.get("accessory")):
            if element and element["type"] == "button":
                element["action_id"] = f"{ACTION}{number}"
                number += 1
    return blocks


def _preview(card: Card, number: int, total: int) -> str:
    first = plain(replace(card, title="", body=card.body[:1], buttons=(), form=None))
    parts = [card.title, " ".join(first.split())] if number == 1 else [card.title]
    if total > 1:
        parts.append(say(card.language, "slack.part", number=number, total=total))
    text = " – ".join(part for part in parts if part) or "–"
    return kit.escape(text if len(text) <= PREVIEW else text[: PREVIEW - 1] + "…")
