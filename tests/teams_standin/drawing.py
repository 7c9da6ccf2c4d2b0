"""Cards and messages as people read them: plain text, after the client has applied markdown where it does.

The client applies markdown to TextBlocks, FactSets and a message's text, and to nothing else: runs of rich text,
labels and titles stand as they are (adaptivecards 3.0.6, `TextBlock.render`, `TextRun.internalRender`). Markup that
was meant as text shows up as changed text: a line «1. desember» as «1) desember», «- nei» as «• nei».
"""

import html
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from tests.teams_standin.client import label, shown
from tests.teams_standin.state import Json

_MARKDOWN = MarkdownIt("js-default", {"html": False, "linkify": False})
_TAG = re.compile(r"<[^>]*>")


def texts(card: Json | None, typed: Mapping[str, str] | None = None) -> str:
    """A card's text, line by line; a button as «[Ferdig]», an input as «Dato: [uke 17]» with its value."""
    return "\n".join(line for line in _card(card, typed or {}) if line) if card else ""


def said(message: Json) -> str:
    """The text of a message, after its format, mentions as «@name»."""
    text = re.sub(r"<at[^>]*>(.*?)</at>", r"@\1", message.get("text") or "")
    match message.get("textFormat", "markdown"):
        case "markdown":
            return marked(text)
        case "xml":
            return html.unescape(_TAG.sub("", text))
    return text


def marked(text: str) -> str:
    """What is left to read when markdown has been applied."""
    return "\n".join(_blocks(_MARKDOWN.parse(text))).strip()


def _blocks(tokens: list[Token]) -> Iterator[str]:
    lists: list[int | None] = []
    lead = ""
    for token in tokens:
        if token.type in {"bullet_list_open", "ordered_list_open"}:
            lists.append(int(token.attrGet("start") or 1) if token.type == "ordered_list_open" else None)
        elif token.type in {"bullet_list_close", "ordered_list_close"}:
            lists.pop()
        elif token.type == "list_item_open":
            number = lists[-1]
            lead = "• " if number is None else f"{number}) "
            lists[-1] = None if number is None else number + 1
        elif token.type == "inline":
            yield lead + "".join(_inline(token.children or []))
            lead = ""
        elif token.type in {"fence", "code_block"}:
            yield lead + token.content.rstrip("\n")
        elif token.type == "hr":
            yield "———"


def _inline(tokens: list[Token]) -> Iterator[str]:
    """A line break is a space, as in HTML; a link shows where it leads."""
    target = ""
    for token in tokens:
        match token.type:
            case "softbreak":
                yield " "
            case "hardbreak":
                yield "\n"
            case "link_open":
                target = str(token.attrGet("href"))
            case "link_close":
                yield f" ({target})"
            case "image":
                yield f"[picture {token.content}]"
            case _:
                yield token.content


def _card(node: Json, typed: Mapping[str, str]) -> Iterator[str]:
    for element in node.get("body") or ():
        yield from _element(element, typed)
    yield _buttons(node.get("actions") or ())


def _buttons(actions: Any) -> str:
    return " ".join(f"[{action.get('title', '')}]" for action in actions)


def _element(node: Json, typed: Mapping[str, str]) -> Iterator[str]:
    if node.get("isVisible") is False:
        return
    kind = str(node.get("type"))
    if kind.startswith("Input."):
        yield _input(node, typed)
    elif kind == "Table":
        yield from (" | ".join(_inside(cell.get("items"), typed) for cell in row["cells"]) for row in node["rows"])
    elif kind == "ColumnSet":
        yield " | ".join(filter(None, (_inside(column.get("items"), typed) for column in node["columns"])))
    elif kind in _LEAVES:
        yield from _LEAVES[kind](node)
    else:
        for child in node.get("items") or ():
            yield from _element(child, typed)


def _inside(items: Any, typed: Mapping[str, str]) -> str:
    return "\n".join(line for item in items or () for line in _element(item, typed) if line)


def _input(node: Json, typed: Mapping[str, str]) -> str:
    value = shown(node, typed.get(node["id"], str(node.get("value", ""))))
    return f"{label(node)}{' *' if node.get('isRequired') else ''}: [{value}]"


_LEAVES: dict[str, Callable[[Json], list[str]]] = {
    "TextBlock": lambda node: [marked(node.get("text", ""))],
    "RichTextBlock": lambda node: ["".join(run["text"] for run in node["inlines"])],
    "FactSet": lambda node: [f"{marked(fact['title'])}: {marked(fact['value'])}" for fact in node["facts"]],
    "ActionSet": lambda node: [_buttons(node["actions"])],
    "Image": lambda node: [f"[picture: {node.get('altText', '')}]"],
}
