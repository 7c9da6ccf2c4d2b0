"""HTML read as a tree of elements, and what is wrong with it for those who can't see it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset({"br", "hr", "input", "link", "meta"})
REFERENCES = ("for", "form", "aria-describedby", "aria-labelledby", "aria-controls", "data-copy")


@dataclass
class Element:
    """An element with its children; text is a child too."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Element | str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Everything written in it, spaces as one."""
        parts = [one if isinstance(one, str) else "\n" if one.name == "br" else one.text for one in self.children]
        return "".join(parts)

    def walk(self) -> Iterator[Element]:
        """It and all below it, in order."""
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child.walk()

    def all(self, name: str = "", /, **attributes: str) -> list[Element]:
        """The elements of a name, with these attributes (`class_`: one of its classes)."""
        wanted = {key.rstrip("_").replace("_", "-"): value for key, value in attributes.items()}
        return [
            one
            for one in self.walk()
            if name in ("", one.name)
            and all(
                value in one.attributes.get(key, "").split() if key == "class" else one.attributes.get(key) == value
                for key, value in wanted.items()
            )
        ]

    def one(self, name: str = "", /, **attributes: str) -> Element:
        """The only such element."""
        (found,) = self.all(name, **attributes)
        return found

    def where(self, test: Callable[[Element], bool]) -> list[Element]:
        """The elements for which it holds."""
        return [one for one in self.walk() if test(one)]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("")
        self.open = [self.root]
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        if len(names) != len(set(names)):
            self.wrong.append(f"<{tag}> has an attribute twice")
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        if self.open[-1].name == tag:
            self.open.pop()
        else:
            self.wrong.append(f"</{tag}> closes <{self.open[-1].name}>")

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def parse(html: str) -> Element:
    """The root of what stands in `html`. Fails when elements aren't closed in order."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    assert reader.wrong == []
    assert reader.open == [reader.root], f"<{reader.open[-1].name}> is not closed"
    return reader.root


def faults(root: Element, *, whole: bool = True) -> list[str]:
    """What is wrong with a page, or (not whole) a part of one, whose references may lead out of it."""
    found: list[str] = []
    ids = [one.attributes["id"] for one in root.walk() if "id" in one.attributes]
    found += [f"the id {one} stands twice" for one in set(ids) if ids.count(one) > 1]
    labelled = {one.attributes["for"] for one in root.all("label") if "for" in one.attributes}
    for one in root.walk():
        for name in REFERENCES:
            if name == "form" and not whole:
                continue
            found += [f"{name} leads to no {to}" for to in one.attributes.get(name, "").split() if to not in ids]
        found += [f"{one.name} has {name}" for name in one.attributes if name.startswith("on") or name == "style"]
        control = one.name in ("input", "select", "textarea") and one.attributes.get("type") != "hidden"
        boxed = one.attributes.get("type") == "checkbox"
        if control and not boxed and one.attributes.get("id") not in labelled:
            found.append(f"the field {one.attributes.get('name')} has no label")
        if one.name == "button" and not one.text.strip():
            found.append("a button says nothing")
    for nested in ("form", "button", "a"):
        found += [f"{nested} in {nested}" for one in root.all(nested) if len(one.all(nested)) > 1]
    return found
