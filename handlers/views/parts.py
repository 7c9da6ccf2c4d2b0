"""A card in parts: no text too long for any chat to show, and no card larger than one message of any of them.

What has no room stands in the next part, behind [Les resten]: the card's own line once more, with the part's number in
front («les resten 2 referat vis R42-2027-V»). Who may read is so asked anew, and nothing is remembered in between.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from domain.lengths import length
from handlers.cards import Block, Button, Card, Copy, Facts, Heading, Item, Note, Table, Text
from handlers.core.wording import shortened
from handlers.texts import say

TITLE = 150
"""Characters of a title, and of a heading: a header of Slack's takes no more."""
LEAD = 700
"""Characters of what an item is called: the longest text that has a limit, with its number and its owner."""
PIECE, NOTE, COPY, TABLE = 2500, 1900, 8000, 8000
"""Characters of one block of each kind. Slack takes 3,000, 2,000, 9,000 and 10,000, Teams more."""
FIELD, LABEL, INTRO = 3000, 300, 3000
"""Characters that a form's field holds in Slack and in Teams, of what it is called, and of what stands above them."""
ROWS = 90
"""Rows of one table: Slack takes 100."""
ROOM, BLOCKS = 10_000, 44
"""Characters and blocks of one part, title and buttons included: Slack takes about 13,200 and 50."""
LONGEST_BUTTON = 1900
"""Characters of a button's line: Slack takes 2,000."""

_ASKED = re.compile(
    r"(?:les\s+resten|read\s+the\s+rest)\s+(?P<number>\d{1,3})(?:\s+(?P<mark>[0-9a-f]{8}))?\s+(?P<line>\S.*)",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class AskedPart:
    """Which part of a line's card is wanted. mark: of what stood before it when its button was made."""

    number: int
    mark: str
    line: str


def asked_part(line: str) -> AskedPart | None:
    """«les resten 2 status» → the second part of «status»; None: the line asks for no part."""
    found = _ASKED.fullmatch(line)
    return AskedPart(int(found["number"]), found["mark"] or "", found["line"]) if found else None


def without_part(line: str) -> str:
    """The line itself, whichever part of its card is wanted."""
    asked = asked_part(line)
    return asked.line if asked else line


# -- pieces ------------------------------------------------------------------------------------------------------------


def in_pieces(card: Card) -> Card:
    """The same card with long texts in several blocks: not a word less."""
    title, above = _titled(card.title)
    body = (*above, *(piece for block in card.body for piece in _pieces(block)))
    return card if (title, body) == (card.title, card.body) else replace(card, title=title, body=body)


def fillable(card: Card) -> Card:
    """The same card, its form one that can be filled in anywhere.

    A field that holds more than any can is left out and named: half of a text would come back as all of it.
    """
    if card.form is None:
        return card
    form, language = card.form, card.language
    left = [field for field in form.fields if not field.choices and length(field.value) > FIELD]
    kept = [
        replace(field, label=shortened(field.label, LABEL), hint=shortened(field.hint, NOTE))
        for field in form.fields
        if field not in left
    ]
    names = " · ".join(shortened(field.label, LABEL) for field in left)
    told = [say(language, "common.form-left", names=names)] if left else []
    intro = "\n".join([*filter(None, [shortened(form.intro, INTRO)]), *told])
    return replace(card, form=replace(form, fields=tuple(kept), intro=intro, title=_titled(form.title)[0]))


def _titled(title: str) -> tuple[str, list[Block]]:
    """A title that fits, and the whole of one that doesn't."""
    if length(title) <= TITLE and "\n" not in title:
        return title, []
    first = next(_cut(" ".join(title.split()), TITLE - 2))
    return f"{first.rstrip()} …", [Text(piece, strong=True) for piece in _cut(title, PIECE)]


def _pieces(block: Block) -> Iterator[Block]:
    match block:
        case Text(text=text):
            yield from (replace(block, text=piece) for piece in _cut(text, PIECE))
        case Note(text=text):
            yield from (Note(piece) for piece in _cut(text, NOTE))
        case Copy(text=text):
            yield from (Copy(piece) for piece in _cut(text, COPY))
        case Heading(text=text):
            yield from [block] if length(text) <= TITLE else (Text(piece, strong=True) for piece in _cut(text, PIECE))
        case Facts():
            yield from _facts(block)
        case Item():
            yield from _item(block)
        case Table():
            yield from _table(block)


def _cut(text: str, most: int) -> Iterator[str]:
    """The text in pieces, cut at a line, else at a space, else where it must be. A line break at a cut is dropped."""
    if 2 * len(text) <= most or length(text) <= most:
        yield text
        return
    start = 0
    while len(piece := _at_most(text[start : start + most], most)) < len(text) - start:
        half = len(piece) // 2
        end = piece.rfind("\n", half) + 1 or piece.rfind(" ", half) + 1 or len(piece)
        yield piece[:end].removesuffix("\n")
        start += end
    yield text[start:]


def _at_most(text: str, most: int) -> str:
    """The beginning of a text, as much as has room."""
    while (over := length(text) - most) > 0:
        text = text[: len(text) - (over + 1) // 2]
    return text


def _facts(facts: Facts) -> Iterator[Block]:
    """As many together as a block holds; one that is longer stands by itself, under its name."""
    if sum(length(name) + length(value) for name, value in facts.rows) <= PIECE:
        yield facts
        return
    together: list[tuple[str, str]] = []
    used = 0
    for name, value in facts.rows:
        taken = length(name) + length(value)
        if together and used + taken > PIECE:
            yield Facts(tuple(together))
            together, used = [], 0
        if taken <= PIECE:
            together.append((name, value))
            used += taken
            continue
        yield Text(name, strong=True)
        yield from (Text(piece) for piece in _cut(value, PIECE))
    if together:
        yield Facts(tuple(together))


def _item(item: Item) -> Iterator[Block]:
    """What has no room in the item stands below it."""
    if length(item.lead) + length(item.text) + length(item.word) <= PIECE:
        yield item
        return
    lead, *more = _cut(item.lead, LEAD)
    first, *others = _cut(item.text, PIECE - LEAD - 100)
    if more:
        first, others = "", [first, *others]
    yield replace(item, lead=f"{lead} …" if more else lead, text=first)
    yield from (Text(piece, strong=True) for piece in _joined(more))
    yield from (Text(piece) for piece in _joined(others))


def _joined(pieces: Sequence[str]) -> Iterator[str]:
    """Pieces that were cut for less room, in as few as they take."""
    text = "\n".join(piece for piece in pieces if piece)
    return _cut(text, PIECE) if text else iter(())


def _table(table: Table) -> Iterator[Block]:
    """As many rows to a table as it holds; the rows of one too wide for any, as text."""
    width = sum(map(length, table.columns))
    if any(width + sum(map(length, row)) > PIECE for row in table.rows):
        for row in table.rows:
            pairs = zip(table.columns, row, strict=False)
            yield from _facts(Facts(tuple((name, value) for name, value in pairs if value)))
        return
    rows: list[tuple[str, ...]] = []
    used = width
    for row in table.rows:
        taken = sum(max(length(cell), 1) for cell in row)
        if rows and (len(rows) == ROWS or used + taken > TABLE):
            yield replace(table, rows=tuple(rows))
            rows, used = [], width
        rows.append(row)
        used += taken
    yield replace(table, rows=tuple(rows))


# -- parts -------------------------------------------------------------------------------------------------------------


def part_of(card: Card, line: str, asked: AskedPart | None = None) -> Card:
    """The part of a card that is wanted, the first unless another is asked for, with the way to the next.

    line: what the card answers. A form is one piece, and so is a card whose line no button can carry.
    """
    parts = _parts(card)
    if len(parts) == 1 or card.form is not None or length(line) > LONGEST_BUTTON:
        return card
    number = min(max(asked.number, 1), len(parts)) if asked else 1
    changed = asked is not None and bool(asked.mark) and asked.mark != _mark(parts[: asked.number - 1])
    number = 1 if changed else number
    above = (Note(say(card.language, "common.part-changed")),) if changed else ()
    told = Note(say(card.language, "common.part", number=number, total=len(parts)))
    next_one = f"les resten {number + 1} {_mark(parts[:number])} {line}"
    more = (Button(say(card.language, "buttons.read-rest"), next_one),) if number < len(parts) else ()
    return replace(card, body=(*above, *parts[number - 1], told), buttons=(*more, *card.buttons))


def beginning(card: Card, line: str, *, room: int = ROOM, blocks: int = BLOCKS) -> Card:
    """As much of a card as one message holds, or a page with room for more. line: where all of it can be read."""
    parts = _parts(card, room, blocks)
    if len(parts) == 1:
        return card
    return replace(
        card,
        body=(*parts[0], Note(say(card.language, "common.part", number=1, total=len(parts)))),
        buttons=(Button(say(card.language, "buttons.read-rest"), line), *card.buttons),
    )


def _parts(card: Card, room: int = ROOM, most: int = BLOCKS) -> list[tuple[Block, ...]]:
    """The body in as few parts as it takes. One table to a part: Slack takes no more in a message."""
    around = length(card.title) + sum(length(button.label) for button in card.buttons) + 200
    rows = len(card.buttons) // 25 + 5
    parts: list[list[Block]] = [[]]
    used, blocks = around, rows
    for block in card.body:
        characters, drawn = _size(block)
        full = used + characters > room or blocks + drawn > most
        second = isinstance(block, Table) and any(isinstance(one, Table) for one in parts[-1])
        if parts[-1] and (full or second):
            parts.append([])
            used, blocks = around, rows
        parts[-1].append(block)
        used, blocks = used + characters, blocks + drawn
    return [tuple(part) for part in parts]


def _size(block: Block) -> tuple[int, int]:
    """Characters of a block, and how many it becomes at most."""
    match block:
        case Item(lead=lead, text=text, word=word, buttons=buttons):
            labels = sum(length(button.label) for button in buttons)
            return length(lead) + length(text) + length(word) + labels + 5, 2 if buttons else 1
        case Facts(rows=rows):
            characters = sum(length(name) + length(value) + 3 for name, value in rows)
            return characters, characters // PIECE + 1
        case Table(columns=columns, rows=rows, caption=caption):
            return sum(max(length(cell), 1) for row in (columns, *rows) for cell in row) + length(caption), 2
        case _:
            return length(block.text), 1


def _mark(parts: Sequence[tuple[Block, ...]]) -> str:
    """What stands in these parts, as one short word."""
    return sha256(repr(parts).encode()).hexdigest()[:8]
