"""A card as an Adaptive Card: pure, and silent about nothing.

People's words stay literal: they go into text runs, which no client reads as markdown. A card that is larger than
Teams takes comes in pages; each says which it is and carries a button to the next.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import chain

from bot.teams import elements as kit
from bot.teams import forms
from bot.teams.elements import Payload
from handlers.cards import Block, Button, Card, Copy, Facts, Form, Heading, Item, Note, Table, Text
from handlers.texts import say
from handlers.views.plain_text import plain

SUMMARY = 300
"""Characters of the text that notifications show."""
MODEST = 8000
"""Bytes of a title or of the last buttons that every page keeps room for; larger ones are paged like all else."""
SHORT = 16
"""Characters on a button that stands beside its words instead of under them."""
EASY, WIDE, MARGIN = 12, 30, 2
"""Characters in a table's column: up to here a line stays whole, from here on it is wrapped as much as it takes, and
what stands around it."""
NAME, LINE = 20, 62
"""Characters of a fact's name that have a line of their own, and of a line across a card of the usual width."""


@dataclass(frozen=True, slots=True)
class RenderedActivity:
    """What a card became. payload: the page asked for; summary: plain text for notifications; pages: how many.

    left: the names of form fields that had no room.
    """

    payload: Payload
    summary: str
    pages: int = 1
    warnings: tuple[str, ...] = ()
    left: tuple[str, ...] = ()


@dataclass(slots=True)
class _Drawing:
    """A card being drawn. lone: buttons stand beside a form and must not send it along."""

    language: str
    source: str
    line: str
    lone: bool
    whole: bool = False
    left: tuple[str, ...] = ()
    warnings: list[str] = field(default_factory=list)

    def warn(self, what: str) -> None:
        self.warnings.append(what)


@lru_cache(maxsize=256)  # a card is what it shows: the same one is drawn once, and nobody writes in what comes back
def render(card: Card, *, page: int = 1, source: str = "", line: str = "", whole: bool = False) -> RenderedActivity:
    """The card's page number `page`, or its last if there are fewer. Never raises for what a card holds.

    source: the id of its message in the outbox, which every button then carries. line: what the card answers, for the
    button to the next page; with neither of them no button leads there, and that is a warning, unless the pages come
    as a `whole`, one message after the other.
    """
    drawing = _Drawing(card.language, source, line, card.form is not None, whole)
    head = kit.heading(card.title, "Large") if card.title else []
    pieces = [piece for block in card.body for piece in _block(block, drawing)]
    tail = _actions(card.buttons, drawing, spacing="Large")
    if card.form:
        pieces.append(_form(card.form, card.title, drawing, [*head, *tail], pieces))
    pages = _pack(head, pieces, tail, drawing)
    number = min(max(page, 1), len(pages))
    summary = _summary(card, number, len(pages))
    wide = card.form is not None or any(isinstance(block, Table) for block in card.body)
    payload = kit.card(pages[number - 1], summary, card.language, wide=wide)
    return RenderedActivity(payload, summary, len(pages), tuple(drawing.warnings), drawing.left)


def attachment(payload: Payload) -> Payload:
    """The card as a message carries it."""
    return {"contentType": kit.CONTENT_TYPE, "content": payload}


def _form(
    form: Form, title: str, drawing: _Drawing, around: list[Payload], pieces: list[list[Payload]]
) -> list[Payload]:
    """The form where it stands with the rest, or as much of it as a page of its own has room for."""
    room = kit.BODY - kit.size(around) - kit.size(_pager(98, 99, drawing))
    drawn = forms.draw(form, drawing.language, above=title, source=drawing.source, room=room - kit.size(pieces))
    if drawn.left and pieces:
        drawn = forms.draw(form, drawing.language, above=title, source=drawing.source, room=room)
    drawing.warnings += drawn.warnings
    drawing.left = drawn.left
    return drawn.elements


def _block(block: Block, drawing: _Drawing) -> Iterator[list[Payload]]:
    match block:
        case Text(text=text, strong=strong):
            yield from _paragraph(text, drawing, weight="Bolder" if strong else "Default")
        case Heading(text=text):
            yield kit.heading(text, "Medium", spacing="Large", separator=True)
        case Note(text=text):
            yield from _paragraph(text, drawing, size="Small", isSubtle=True)
        case Copy(text=text):
            yield from _copy(text, drawing)
        case Facts():
            yield from _facts(block, drawing)
        case Item():
            yield from _item(block, drawing)
        case Table():
            yield from _table(block, drawing)


def _paragraph(text: str, drawing: _Drawing, **look: str | bool) -> Iterator[list[Payload]]:
    for line in kit.lines(text, **look):
        yield [line]
    _cut(text, "text", drawing)


def _cut(text: str, what: str, drawing: _Drawing) -> None:
    if any(len(line) > kit.TEXT for line in text.split("\n")):
        drawing.warn(f"{what}: too long for one block, split")


def _copy(text: str, drawing: _Drawing) -> Iterator[list[Payload]]:
    _cut(text, "copy", drawing)
    chunks = list(_chunks(kit.lines(text)))
    if len(chunks) > 1:
        drawing.warn(f"copy: too long for one block, split in {len(chunks)}")
    for chunk in chunks:
        yield [kit.container(chunk, style="emphasis", spacing="Medium")]


def _chunks(drawn: Sequence[Payload], most: int = kit.WHOLE) -> Iterator[list[Payload]]:
    """Elements, or rows, in lists of at most so many bytes."""
    chunk: list[Payload] = []
    used = 0
    for element in drawn:
        weight = kit.size(element) + 2
        if chunk and used + weight > most:
            yield chunk
            chunk, used = [], 0
        chunk.append(element)
        used += weight
    if chunk:
        yield chunk


def _facts(facts: Facts, drawing: _Drawing) -> Iterator[list[Payload]]:
    """As facts where markdown does nothing to them, else as pairs of texts beside each other."""
    if all(kit.harmless(name) and kit.harmless(value) for name, value in facts.rows):
        shown: list[Payload] = [{"title": name, "value": value} for name, value in facts.rows]
        yield from ([{"type": "FactSet", "facts": chunk, "spacing": "Medium"}] for chunk in _chunks(shown))
        return
    width = min(max(len(name) for name, _ in facts.rows), NAME) + MARGIN
    for name, value in facts.rows:
        _cut(f"{name}\n{value}", "fact", drawing)
        drawn = kit.fact(name, value, width * 100 // LINE)
        yield from [[drawn]] if kit.size(drawn) <= kit.WHOLE else ([line] for line in kit.lines(f"{name}\n{value}"))


def _table(table: Table, drawing: _Drawing) -> Iterator[list[Payload]]:
    """In as many tables as it takes, each under the columns' names."""
    caption = kit.lines(table.caption, "Medium", size="Small", isSubtle=True)
    widths = _widths((table.columns, *table.rows))
    names, *rows = kit.rows((table.columns, *table.rows), size="Small" if sum(widths) > LINE else "Default")
    if not names["cells"] or any(kit.size(row) > kit.WHOLE // 2 for row in (names, *rows)):
        drawing.warn("table: no columns, or a row too large, shown as text")
        yield caption
        yield from _paragraph("\n\n".join("\n".join(row) for row in (table.columns, *table.rows)), drawing)
        return
    first, *others = list(_chunks(rows)) or [[]]
    if others:
        drawing.warn(f"table: too long for one block, split in {len(others) + 1}")
    yield [*caption, kit.table([names, *first], widths)]
    yield from ([kit.table([names, *chunk], widths)] for chunk in others)


def _widths(rows: Sequence[Sequence[str]]) -> list[int]:
    """Relative widths: a column has room for its longest word, and some for longer lines; its name may wrap."""
    widths = []
    for column in range(max(len(row) for row in rows)):
        cells = [row[column] for row in rows if column < len(row)]
        words = max((len(word) for cell in cells for word in cell.split()), default=0)
        longest = max((len(line) for cell in cells[1:] for line in cell.split("\n")), default=0)
        widths.append(min(max(words, min(longest, EASY), EASY + (longest - EASY) // 4), WIDE) + MARGIN)
    return widths


def _item(item: Item, drawing: _Drawing) -> Iterator[list[Payload]]:
    _cut(f"{item.lead}\n{item.text}", "item", drawing)
    words, buttons = [*_lead(item), *kit.lines(item.text, "None")], item.buttons
    if words and len(buttons) == 1 and _pressable(buttons[0]) and len(_label(buttons[0])) <= SHORT:
        yield [kit.beside(words, _button(buttons[0], drawing), spacing="Medium")]
        return
    parts = [*words, *_actions(buttons, drawing, spacing="Small")]
    if kit.size(parts) <= kit.WHOLE:
        yield [kit.container(parts, spacing="Medium")] if parts else []
        return
    drawing.warn("item: too long for one block, split")
    yield from ([part] for part in parts)


def _lead(item: Item) -> list[Payload]:
    """Sign and word, in colour too, and what it is."""
    state = " ".join(part for part in (item.sign.value, item.word) if part)
    tone = {"color": kit.TONES[item.sign]} if item.sign in kit.TONES else {}
    before = kit.run(state, **tone)
    if "\n" in item.lead or len(item.lead) > kit.TEXT:
        return [*([kit.rich(before)] if before else []), *kit.lines(item.lead, weight="Bolder")]
    between = kit.run(" – ") if before and item.lead else []
    whole = [before, between, kit.run(item.lead, weight="Bolder")]
    return [kit.rich(*whole)] if any(whole) else []


def _actions(buttons: Sequence[Button], drawing: _Drawing, **look: object) -> list[Payload]:
    """Rows of buttons, and under them what a button can't carry, as lines to type."""
    pressed = [_button(button, drawing) for button in buttons if _pressable(button)]
    typed = [line for button in buttons if not _pressable(button) for line in _typed(button, drawing)]
    return [*kit.action_sets(pressed, **look), *typed]


def _pressable(button: Button) -> bool:
    return 0 < len(button.line) <= kit.LINE


def _label(button: Button) -> str:
    return kit.one_line(button.label if button.label.strip() else button.line)


def _button(button: Button, drawing: _Drawing) -> Payload:
    label = _label(button)
    if len(label) > kit.LABEL:
        drawing.warn("button: label clamped")
        label = label[: kit.LABEL - 1] + "…"
    data = kit.data(drawing.source, line=button.line)
    return kit.execute(label, "line", data, primary=button.primary, lone=drawing.lone)


def _typed(button: Button, drawing: _Drawing) -> list[Payload]:
    if not button.line:
        drawing.warn("button: carries no line, left out")
        return []
    drawing.warn("button: line too long to carry, shown as text to type")
    lead = kit.run(f"{button.label}. ", weight="Bolder") if button.label.strip() else []
    return [kit.rich(lead, kit.run(say(drawing.language, "teams.typed")), spacing="Medium"), *kit.lines(button.line)]


def _pack(
    head: list[Payload], pieces: list[list[Payload]], tail: list[Payload], drawing: _Drawing
) -> list[list[Payload]]:
    """Pieces in pages: one if they fit, else as many as it takes, each under the title, the buttons on the last."""
    whole = [*head, *chain.from_iterable(pieces), *tail] or [kit.rich(kit.run("–"))]
    if kit.size(whole) <= kit.BODY:
        return [whole]
    if kit.size(head) > MODEST:
        head, pieces = [], [*_single(head), *pieces]
    if kit.size(tail) > MODEST:
        pieces, tail = [*pieces, *_single(tail)], []
    pages = list(_pages(pieces, kit.BODY - kit.size([*head, *tail, *_pager(98, 99, drawing)])))
    pages[-1] = [*pages[-1], *tail]
    if not (drawing.whole or drawing.source or _leads_on(drawing)):
        drawing.warn(f"card: {len(pages)} pages, and no line that leads to the next")
    return [[*head, *page, *_pager(number, len(pages), drawing)] for number, page in enumerate(pages, start=1)]


def _pages(pieces: Sequence[list[Payload]], room: int) -> Iterator[list[Payload]]:
    """Pieces in order, a page being full when the next has no room; one larger than a page comes in its elements."""
    page: list[Payload] = []
    used = 0
    for piece in pieces:
        for part in [piece] if kit.size(piece) <= room else _single(piece):
            weight = kit.size(part)
            if page and used + weight > room:
                yield page
                page, used = [], 0
            page += part
            used += weight
    yield page


def _single(elements: Sequence[Payload]) -> list[list[Payload]]:
    """Each element a piece of its own."""
    return [[element] for element in elements]


def _leads_on(drawing: _Drawing) -> bool:
    return 0 < len(drawing.line) <= kit.LINE


def _pager(number: int, total: int, drawing: _Drawing) -> list[Payload]:
    """Which page it is, and the button to the next."""
    told = say(drawing.language, "teams.part", number=number, total=total)
    note = kit.lines(told, "Large", size="Small", isSubtle=True)
    if number == total or drawing.whole:
        return note
    if not (drawing.source or _leads_on(drawing)):
        return [*note, *kit.lines(say(drawing.language, "teams.part.narrow"), size="Small", isSubtle=True)]
    line = drawing.line if _leads_on(drawing) else ""
    data = kit.data(drawing.source, line=line, page=number + 1)
    more = kit.execute(say(drawing.language, "teams.more"), "line", data, lone=drawing.lone)
    return [*note, *kit.action_sets([more], spacing="Small")]


def _summary(card: Card, number: int, total: int) -> str:
    first = plain(replace(card, title="", body=card.body[:1], buttons=(), form=None)) if number == 1 else ""
    parts = [" ".join(kit.one_line(text).split()) for text in (card.title, first)]
    if total > 1:
        parts.append(say(card.language, "teams.part", number=number, total=total))
    text = " – ".join(part for part in parts if part) or "–"
    return text if len(text) <= SUMMARY else text[: SUMMARY - 1] + "…"
