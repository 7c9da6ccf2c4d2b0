"""A card as HTML: pure, and silent about nothing.

People's words stay literal: `bot/web/html.py` escapes all that isn't markup of ours. A page can show whatever a card
holds, so the few warnings are about cards that make no sense in themselves.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import NamedTuple

from markupsafe import Markup

from bot.web.form import draw_form
from bot.web.html import EMPTY, join, lines, tag
from bot.web.layout import Layout
from handlers.cards import Block, Button, Card, Copy, Facts, Heading, Item, Note, Sign, Table, Text
from handlers.texts import say

_STATES = {sign: sign.name.lower() for sign in Sign}


class RenderedPage(NamedTuple):
    """What a card became, and what of it makes no sense on a page."""

    html: Markup
    warnings: tuple[str, ...]


@dataclass(slots=True)
class _Drawing:
    """A card being drawn. Its parts get ids in the order they are drawn."""

    language: str
    frame: Layout
    warnings: list[str] = field(default_factory=list)
    parts: int = 0

    def id(self) -> str:
        self.parts += 1
        return f"{self.frame.id}-{self.parts}"


def render(card: Card, frame: Layout | None = None) -> RenderedPage:
    """The card as an `article`; frame says where on a page it stands. Never raises for what a card holds."""
    frame = frame or Layout()
    drawing = _Drawing(card.language, frame)
    title_id = f"{frame.id}-title" if card.title else None
    title = tag(f"h{frame.level}", lines(card.title), id=title_id) if card.title else EMPTY
    body = join(list(_body(card.body, drawing)))
    form = EMPTY
    if card.form:
        form, warnings = draw_form(card.form, card.language, frame, card.title)
        drawing.warnings += warnings
    html = tag(
        "article",
        title,
        body,
        form,
        _buttons(card.buttons, drawing),
        class_="card",
        lang=card.language,
        id=frame.id,
        tabindex=-1,
        aria_labelledby=title_id,
    )
    return RenderedPage(html, tuple(drawing.warnings))


def _body(body: Sequence[Block], drawing: _Drawing) -> Iterator[Markup]:
    """The blocks in order; items that follow one another are one list."""
    for listed, blocks in groupby(body, key=lambda block: isinstance(block, Item)):
        drawn = [_block(block, drawing) for block in blocks]
        yield tag("ul", drawn, class_="items") if listed else join(drawn)


def _block(block: Block, drawing: _Drawing) -> Markup:
    match block:
        case Text(text=text, strong=strong):
            return tag("p", tag("strong", lines(text)) if strong else lines(text))
        case Heading(text=text):
            return tag(f"h{drawing.frame.level + 1}", lines(text))
        case Facts(rows=rows):
            return tag("dl", [tag("div", tag("dt", name), tag("dd", lines(value))) for name, value in rows])
        case Note(text=text):
            return tag("p", lines(text), class_="note")
        case Copy(text=text):
            return _copy(text, drawing)
        case _:
            return _item(block, drawing) if isinstance(block, Item) else _table(block, drawing)


def _item(item: Item, drawing: _Drawing) -> Markup:
    lead_id = drawing.id()
    head = tag("p", _state(item), tag("strong", lines(item.lead), id=lead_id), class_="lead")
    text = tag("p", lines(item.text)) if item.text else None
    return tag("li", head, text, _buttons(item.buttons, drawing, about=lead_id), class_=_STATES[item.sign])


def _state(item: Item) -> Markup | None:
    """The sign is for eyes only where its word stands beside it."""
    if not item.sign and not item.word:
        return None
    sign = tag("span", item.sign.value, class_="sign", aria_hidden="true" if item.word else None)
    return tag("span", sign if item.sign else None, " " if item.sign and item.word else None, item.word, class_="state")


def _table(table: Table, drawing: _Drawing) -> Markup:
    """In a frame of its own, which can be scrolled by key where the page is narrow."""
    if any(len(row) != len(table.columns) for row in table.rows):
        drawing.warnings.append("table: a row has other columns than the table")
    caption_id = drawing.id() if table.caption else None
    caption = tag("caption", lines(table.caption), id=caption_id) if table.caption else None
    head = tag("tr", [tag("th", column, scope="col") for column in table.columns])
    drawn = tag("table", caption, tag("thead", head), tag("tbody", [_row(row) for row in table.rows]))
    return tag("div", drawn, class_="wide", role="group", tabindex=0, aria_labelledby=caption_id or drawing.frame.id)


def _row(cells: Sequence[str]) -> Markup:
    """The first cell says what the row is about."""
    drawn = [
        tag("td" if place else "th", lines(cell), scope=None if place else "row") for place, cell in enumerate(cells)
    ]
    return tag("tr", drawn)


def _copy(text: str, drawing: _Drawing) -> Markup:
    """The button is shown by the script, which alone can copy."""
    text_id = drawing.id()
    label, done = say(drawing.language, "web.copy"), say(drawing.language, "web.copied")
    button = tag("button", label, type="button", hidden=True, data_copy=text_id, data_done=done)
    return tag("div", tag("pre", text, id=text_id), button, class_="copy")


def _buttons(buttons: Sequence[Button], drawing: _Drawing, about: str | None = None) -> Markup:
    """about: the id of what they are about, since «Ferdig» stands at many things."""
    drawn = [_button(button, drawing, about) for button in buttons if _sensible(button, drawing)]
    return tag("div", drawn, class_="buttons") if drawn else EMPTY


def _sensible(button: Button, drawing: _Drawing) -> bool:
    if not button.line:
        drawing.warnings.append("button: carries no line, left out")
    return bool(button.line)


def _button(button: Button, drawing: _Drawing, about: str | None) -> Markup:
    label = button.label or button.line
    shape = "primary" if button.primary else None
    if not drawing.frame.pressing:
        return tag("span", label, class_="button-picture")
    return tag(
        "button",
        label,
        type="submit",
        form=drawing.frame.pressing,
        name="line",
        value=button.line,
        class_=shape,
        aria_describedby=about,
    )
