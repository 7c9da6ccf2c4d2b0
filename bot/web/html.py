"""HTML that escapes by default: elements are made by `tag`, and whatever isn't `Markup` already is escaped in it."""

from collections.abc import Iterable
from typing import TypeAlias

from markupsafe import Markup, escape

Node: TypeAlias = "str | Iterable[Node] | None"
Attribute = str | int | bool | None

EMPTY = Markup()
_VOID = frozenset({"br", "hr", "input", "link", "meta"})


def tag(name: str, /, *children: Node, **attributes: Attribute) -> Markup:
    """An element. Children None are left out; attributes None, False or empty too, except `value`; True stands bare.

    `class_` is class, `for_` for, `aria_label` aria-label.
    """
    opening = Markup("<{}{}>").format(Markup(name), _attributes(attributes))  # noqa: S704 - names are ours
    return opening if name in _VOID else opening + join(*children) + Markup("</{}>").format(Markup(name))  # noqa: S704 - ours


def join(*children: Node) -> Markup:
    """The children one after the other, each escaped unless it is `Markup`."""
    made = EMPTY
    for child in children:
        if isinstance(child, str):
            made += escape(child)
        elif child is not None:
            made += join(*child)
    return made


def lines(text: str) -> Markup:
    """Text whose line breaks are line breaks."""
    return Markup("<br>").join(text.split("\n"))


def _attributes(attributes: dict[str, Attribute]) -> Markup:
    made = EMPTY
    for name, value in attributes.items():
        if value is None or value is False or (value == "" and name != "value"):
            continue
        written = Markup(name.rstrip("_").replace("_", "-"))  # noqa: S704 - names are ours
        made += Markup(" {}").format(written) if value is True else Markup(' {}="{}"').format(written, value)
    return made
