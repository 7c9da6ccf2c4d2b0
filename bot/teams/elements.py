"""Adaptive Cards' building blocks, and the limits they are built within.

Version 1.5 of the schema: the newest that Teams documents for all its clients. `TextBlock`, a `FactSet`'s facts, the
choices of a multiple choice and error messages are read as markdown, a `TextRun` and a button's title are not
(https://learn.microsoft.com/adaptive-cards/create/textfeatures). So words go into text runs; where only markdown is to
be had, `harmless` and `quiet` see to it that they stay what they are. Clients disagree on what a line break inside a
text is, so each line is a block of its own.
"""

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

from handlers.cards import Sign

Payload = dict[str, Any]

SCHEMA = "http://adaptivecards.io/schemas/adaptive-card.json"
VERSION = "1.5"
CONTENT_TYPE = "application/vnd.microsoft.card.adaptive"

CARD = 76_000
"""Bytes of one card, counted as UTF-16. Teams takes about 100 KB for a message with mentions and reactions, counted
so, and asks for at most 80 for the message itself; what is left is for what the card is wrapped in.
https://learn.microsoft.com/microsoftteams/platform/bots/how-to/format-your-bot-messages"""
BODY = CARD - 3000
"""Bytes of a card's elements: around them stand what sums it up, twice, and what makes it a card."""
ACTIONS = 5
"""Buttons in a row. Teams shows six; a client that leaves its library's own setting as it is shows five and drops the
next without a word."""
ROW, PADDING = 56, 7
"""Characters of a row of buttons, and what a button takes beside its label: ours, so that no label is cut short in a
card of the usual width."""
LABEL = 75
"""Characters on a button: ours, the same as in other chats, so that a label fits everywhere."""
LINE = 2000
"""Characters of a line that a button carries: ours, likewise."""
TEXT = 6000
"""Characters of one text: ours, so that a page can end inside a long one."""
WHOLE = 48_000
"""Bytes of what stays in one piece, a table or a text to copy: ours, so that any page has room for it."""

TONES = {Sign.OVERDUE: "Attention"}
"""Colours in addition to sign and word. A theme's others (Good, Warning) can't be read on white everywhere."""
_SIGNS = tuple(sign.value for sign in TONES)

_ACTIVE = re.compile(
    r"[*_~`<>&\\\[\]|\x00-\x1f\x7f\x85\u2028\u2029]|^\s|\s$|^[-+#=]|^\d+[.)](?:\s|$)|\{\{|://|www\.", re.IGNORECASE
)
_JOINER = "\u2060"  # no width, no break, and no meaning in markdown
_BETWEEN_BRACES = re.compile(r"(?<=\{)(?=\{)")
_MARKUP = re.compile(r"(?<![\s<>&])[\s<>&]*[<>&][\s<>&]*")
_CONTROL = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]")
_QUIET = (
    (re.compile(r"\s*[\x00-\x1f\x7f\x85\u2028\u2029]\s*"), " "),
    (re.compile(r"\{(?=\{)"), "{" + _JOINER),  # {{DATE(…)}} would be read as a date, in every text
    (re.compile(r"^(?=[-+#>=~ ])"), _JOINER),  # a list, a heading, a quotation
    (re.compile(r"^(\d+)(?=[.)])"), rf"\1{_JOINER}"),
    (re.compile(r"_"), f"{_JOINER}_{_JOINER}"),  # inside a word it emphasises nothing
    (re.compile(r"\*"), "\u2217"),  # the same sign from another alphabet: nothing invisible keeps an asterisk still
    (re.compile(r"`"), "\u02cb"),
    (re.compile(r"([\[\]<&\\~:])"), rf"\1{_JOINER}"),
)


def harmless(text: str) -> bool:
    """Whether markdown would show the text as it stands."""
    return not _ACTIVE.search(text)


def quiet(text: str) -> str:
    """The text as markdown and as plain text alike show it: invisible joiners keep its signs from meaning anything.

    For a single line; a line break becomes a space.
    """
    if harmless(text):
        return text
    for pattern, instead in _QUIET:
        text = pattern.sub(instead, text)
    return text


def one_line(text: str) -> str:
    """The text with a space for whatever would break the line."""
    return _CONTROL.sub(" ", text)


def still(text: str) -> str:
    """The text where markdown isn't read, but a date between double braces would be."""
    return text.replace("{{", "{" + _JOINER + "{")


def size(payload: object) -> int:
    """Bytes of the payload as JSON, in the dearer of UTF-16, in which Teams counts, and UTF-8, in which it travels."""
    text = json.dumps(payload, ensure_ascii=False, separators=(",", ":"))
    return max(len(text.encode("utf-16-le", "surrogatepass")), len(text.encode("utf-8", "surrogatepass")))


def pieces(text: str, limit: int = TEXT) -> Iterator[str]:
    """The text in pieces of at most `limit` characters, cut at a space, else where it must be."""
    while len(text) > limit:
        cut = text.rfind(" ", 1, limit) + 1 or limit
        yield text[:cut]
        text = text[cut:]
    if text:
        yield text


def run(text: str, **look: str | bool) -> list[Payload]:
    """The text as it stands, as one or more text runs; what would break the line is a space."""
    text = one_line(text)
    look = {name: value for name, value in look.items() if value != "Default"}
    return [{"type": "TextRun", "text": part, **look} for part in _BETWEEN_BRACES.split(text) if part]


def rich(*runs: list[Payload], **more: object) -> Payload:
    """A line of runs."""
    return {"type": "RichTextBlock", "inlines": [one for part in runs for one in part], **more}


def lines(text: str, first: str = "", /, **look: str | bool) -> list[Payload]:
    """The text, a block per line; where a line is empty there is a gap. first: the spacing above it."""
    drawn: list[Payload] = []
    spacing = first
    for line in text.split("\n"):
        if not line.strip():
            spacing = "Medium" if drawn else spacing
            continue
        for piece in pieces(line):
            drawn.append(rich(run(piece, **look), **({"spacing": spacing} if spacing else {})))
            spacing = "None"
    return drawn


def heading(text: str, size: str, **more: object) -> list[Payload]:
    """A heading, for screen readers too; words that markdown would change are bold and large, and no heading."""
    if not text.strip():
        return []
    if harmless(text):
        look = {"size": size, "weight": "Bolder", "wrap": True, "style": "heading"}
        return [{"type": "TextBlock", "text": text, **look, **more}]
    return [{**line, **more} for line in lines(text, size=size, weight="Bolder")]


def container(items: list[Payload], **more: object) -> Payload:
    """Elements that stand together."""
    return {"type": "Container", "items": items, **more}


def beside(items: list[Payload], action: Payload, **more: object) -> Payload:
    """Words with a button to their right."""
    return {
        "type": "ColumnSet",
        "columns": [
            {"type": "Column", "width": "stretch", "items": items, "verticalContentAlignment": "Center"},
            {"type": "Column", "width": "auto", "items": action_sets([action]), "verticalContentAlignment": "Center"},
        ],
        **more,
    }


def data(source: str, **carried: object) -> Payload:
    """What a button carries; source: the id of its message in the outbox, if it came from there."""
    return {**carried, "source": source} if source else dict(carried)


def execute(title: str, verb: str, data: Payload, *, primary: bool = False, lone: bool = False) -> Payload:
    """A button that Teams sends to the bot as an `adaptiveCard/action`.

    lone: it works whatever is typed in the card, and sends nothing of it along.
    """
    return _action({"type": "Action.Execute", "title": title, "verb": verb, "data": data}, primary=primary, lone=lone)


def submit(title: str, data: Payload, *, primary: bool = False, lone: bool = False) -> Payload:
    """A button that opens a dialog, or sends one in."""
    return _action({"type": "Action.Submit", "title": title, "data": data}, primary=primary, lone=lone)


def _action(drawn: Payload, *, primary: bool, lone: bool) -> Payload:
    if lone:
        drawn["associatedInputs"] = "none"
    return {**drawn, "style": "positive"} if primary else drawn


def action_sets(actions: Sequence[Payload], **more: object) -> list[Payload]:
    """Rows of buttons, as many in each as Teams shows with their labels whole."""
    sets: list[list[Payload]] = []
    used = 0
    for action in actions:
        wide = len(action["title"]) + PADDING
        if not sets or len(sets[-1]) == ACTIONS or used + wide > ROW:
            sets.append([])
            used = 0
        sets[-1].append(action)
        used += wide
    return [
        {"type": "ActionSet", "actions": row, **(more if number == 0 else {"spacing": "Small"})}
        for number, row in enumerate(sets)
    ]


def cell(text: str, **look: str | bool) -> Payload:
    """A table's cell; one that begins with a sign has its colour too. An empty one holds a space.

    Where markdown does nothing to the words, they are a block that breaks long ones instead of running over.
    """
    if text[:1] in _SIGNS:
        look["color"] = TONES[Sign(text[0])]
    if text and harmless(text):
        return {"type": "TableCell", "items": [{"type": "TextBlock", "text": text, "wrap": True, **look}]}
    return {"type": "TableCell", "items": lines(text, **look) or [rich(run(" "))]}


def rows(texts: Sequence[Sequence[str]], **look: str | bool) -> list[Payload]:
    """Rows of a table, the first of them the columns' names."""
    named = [cell(text, weight="Bolder", **look) for text in texts[0]]
    others = [[cell(text, **look) for text in row] for row in texts[1:]]
    return [{"type": "TableRow", "cells": cells} for cells in (named, *others)]


def table(drawn: Sequence[Payload], widths: Sequence[int]) -> Payload:
    """Rows under columns of relative widths, the first of them the columns' names."""
    columns = [{"width": width} for width in widths]
    return {"type": "Table", "columns": columns, "firstRowAsHeader": True, "showGridLines": True, "rows": list(drawn)}


def fact(name: str, value: str, width: int) -> Payload:
    """A name and a value beside each other; width: the name's, of a hundred."""
    sides = ((width, lines(name, weight="Bolder")), (100 - width, lines(value)))
    columns = [{"type": "Column", "width": str(share), "items": items} for share, items in sides]
    return {"type": "ColumnSet", "columns": columns, "spacing": "Small"}


def card(body: list[Payload], summary: str, language: str, *, wide: bool = False) -> Payload:
    """The whole card. wide: it may take all the room the chat has."""
    spoken = _MARKUP.sub(" ", summary)  # may be read as SSML
    return {
        "type": "AdaptiveCard",
        "$schema": SCHEMA,
        "version": VERSION,
        "lang": language,
        "fallbackText": quiet(summary),
        "speak": spoken,
        **({"msteams": {"width": "Full"}} if wide else {}),
        "body": body,
    }
