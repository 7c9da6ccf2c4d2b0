"""Three checkers for Adaptive Cards: the schema, the clients' own library, and a table of limits of our own.

The library runs in one Node process that lives as long as the tests. Where Node or its packages are missing, the other
two check alone, and `test_teams_render.py` says so once; with TEST_NODE=1 that is a failure.
"""

import html
import json
import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import adaptive_cards
import pytest
from jsonschema import Draft7Validator, ValidationError
from jsonschema.validators import extend
from markdown_it import MarkdownIt

Json = Mapping[str, Any]

NODE = Path(__file__).parents[1] / "node"
SCHEMA = Path(adaptive_cards.__file__).parent / "schemas" / "schema-1.5.json"
MESSAGE = 80_000
"""Bytes of a message's content as UTF-16, as Teams asks for."""
JOINER = "\u2060"
MISSING = "Node, or the packages of tests/node, are missing: cards are checked by the schema and the limits only"

_KEYS: dict[str, set[str]] = {
    "TextBlock": {"text", "size", "weight", "wrap", "style", "color", "separator"},
    "RichTextBlock": {"inlines", "separator"},
    "FactSet": {"facts"},
    "Container": {"items", "style"},
    "ColumnSet": {"columns"},
    "Table": {"columns", "rows", "firstRowAsHeader", "showGridLines"},
    "ActionSet": {"actions"},
    "Input.Text": {"value", "maxLength", "isMultiline", "label", "isRequired", "errorMessage"},
    "Input.ChoiceSet": {
        "choices", "value", "style", "isMultiSelect", "placeholder", "wrap", "label", "isRequired", "errorMessage",
    },
}  # fmt: skip
"""The elements Teams is sent, with what is said of each beside its type, id and spacing."""
_CARRIED = {
    "line": {"line", "page", "source"},
    "form": {"line", "language", "names", "several", "source"},
    "cancel": {"language", "source"},
    "inline": {"line", "source"},
    "dialog": {"msteams", "verb", "line", "source"},
}
"""What a button of each verb may carry."""


def node_is_here() -> bool:
    """Whether the clients' library can be asked."""
    return shutil.which("node") is not None and (NODE / "node_modules" / "adaptivecards").is_dir()


@dataclass(frozen=True)
class Looked:
    """What the clients' library says of a card. texts: what is shown, in order; markdown: what it reads as such."""

    faults: list[str]
    texts: list[str]
    markdown: list[str]

    @property
    def words(self) -> str:
        """Everything a person sees, a text per line, without what can't be seen."""
        return "\n".join(self.texts).replace(JOINER, "")


class Library:
    """The clients' library, in a process of its own."""

    def __init__(self) -> None:
        command = ["node", str(NODE / "check_cards.mjs")]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8")

    def look(self, payload: Json) -> Looked:
        """What it says of a card."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(payload) + "\n")
        self._process.stdin.flush()
        return Looked(**json.loads(self._process.stdout.readline()))

    def close(self) -> None:
        """Ends the process."""
        self._process.communicate()


class Checks:
    """All checkers at once: whoever is given a card gets the words a person sees, or an assertion."""

    def __init__(self) -> None:
        self._library = Library() if node_is_here() else None

    def __call__(self, payload: Json) -> str:
        """The words of a valid card; nothing where the library is missing. Fails on any fault."""
        assert limit_faults(payload) == []
        assert schema_faults(payload) == []
        if self._library is None:
            assert not os.environ.get("TEST_NODE"), "TEST_NODE=1, but Node or its packages are missing"
            return ""
        looked = self._library.look(payload)
        assert looked.faults == []
        assert [text for text in looked.markdown if not _literal(text)] == []
        return looked.words

    def words(self, payload: Json) -> str:
        """The words of a valid card; skips the test where nobody can tell."""
        words = self(payload)
        if self._library is None:
            pytest.skip(reason=MISSING)
        return words

    def close(self) -> None:
        """Ends the library's process."""
        if self._library:
            self._library.close()


_MARKDOWN = MarkdownIt("js-default", {"html": True})


def _literal(text: str) -> bool:
    """Whether a reader of markdown shows the text as it stands."""
    shown = html.escape(text, quote=False).replace('"', "&quot;")
    return str(_MARKDOWN.render(text)) == f"<p>{shown}</p>\n"


def _one_of_kinds(validator: Any, kinds: list[Json], instance: Any, schema: Json) -> Iterator[ValidationError]:
    """Judges one of many kinds by the one its type names, instead of by all of them in turn."""
    if "allOf" not in kinds[0] or not isinstance(instance, dict):
        yield from Draft7Validator.VALIDATORS["anyOf"](validator, kinds, instance, schema)
        return
    named = [kind for kind in kinds if kind["allOf"][0]["$ref"] == f"#/definitions/{instance.get('type')}"]
    if not named:
        yield ValidationError(f"no element or action is called {instance.get('type')}")
    for kind in named:
        yield from validator.descend(instance, kind)


@cache
def _validator() -> Draft7Validator:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    by_kind: type[Draft7Validator] = extend(Draft7Validator, {"anyOf": _one_of_kinds})  # type: ignore[no-untyped-call] # untyped there
    return by_kind({"$ref": "#/definitions/AdaptiveCard", "definitions": schema["definitions"]})


def schema_faults(payload: Json) -> list[str]:
    """What the schema says of a card; `msteams` is Teams' own and not in it."""
    card = {name: value for name, value in payload.items() if name not in ("msteams", "body")}
    return _shape_faults(json.dumps(shape({**card, "body": []}))) + [
        fault
        for element in payload["body"]
        for fault in _shape_faults(json.dumps(shape({"type": "AdaptiveCard", "body": [element]})))
    ]


@cache
def _shape_faults(card: str) -> list[str]:
    return [f"{error.json_path}: {error.message[:200]}" for error in _validator().iter_errors(json.loads(card))]


_WORDS = {"text", "title", "value", "label", "placeholder", "errorMessage", "fallbackText", "speak", "line", "id"}


def shape(node: Any) -> Any:
    """The same with a letter for every word: schemas know no words, and of many texts there are few shapes."""
    if isinstance(node, dict):
        return {
            name: value[:1] and "x" if name in _WORDS and isinstance(value, str) else shape(value)
            for name, value in node.items()
        }
    if isinstance(node, list):
        return [shape(one) for one in node]
    return node


def limit_faults(payload: Json) -> list[str]:
    """What Teams would refuse, cut short, or put where nobody sees it; and what this program doesn't send."""
    return list(_faults(payload))


def _faults(payload: Json) -> Iterator[str]:
    if len(json.dumps(payload, ensure_ascii=False, separators=(",", ":")).encode("utf-16-le")) > MESSAGE:
        yield "larger than a message"
    known = {"type", "$schema", "version", "lang", "fallbackText", "speak", "msteams", "body"}
    yield from (f"card: unknown key {key}" for key in set(payload) - known)
    if payload["version"] != "1.5" or payload["lang"] not in {"nb", "nn", "en"}:
        yield "version or language"
    if payload.get("msteams", {"width": "Full"}) != {"width": "Full"}:
        yield "msteams"
    if not payload["body"] or not payload["fallbackText"] or not payload["speak"]:
        yield "nothing to show, or to say"
    elements = list(_elements(payload["body"]))
    inputs = [element["id"] for element in elements if element["type"].startswith("Input.")]
    if len(set(inputs)) != len(inputs) or any(not one.startswith("field:") for one in inputs):
        yield f"ids of inputs: {inputs}"
    for element in elements:
        yield from (f"{element['type']}: {fault}" for fault in _element(element, inputs))


def _elements(items: list[Json]) -> Iterator[Json]:
    for item in items:
        yield item
        for inner in (item, *item.get("columns", ()), *(cell for row in item.get("rows", ()) for cell in row["cells"])):
            yield from _elements(inner.get("items", []))


def _element(element: Json, inputs: list[str]) -> Iterator[str]:
    kind = element["type"]
    if kind not in _KEYS:
        yield "not sent to Teams"
        return
    yield from (f"unknown key {key}" for key in set(element) - _KEYS[kind] - {"type", "spacing", "id"})
    match kind:
        case "TextBlock":
            if not element["text"] or "\n" in element["text"] or not element.get("wrap"):
                yield "empty, of several lines, or cut short"
        case "RichTextBlock":
            if not element["inlines"] or any("\n" in run["text"] or not run["text"] for run in element["inlines"]):
                yield "empty, or of several lines"
        case "Container" | "ColumnSet" | "FactSet" | "Table":
            yield from _holder(element)
        case "ActionSet":
            yield from _actions(element["actions"], inputs)
        case "Input.Text" | "Input.ChoiceSet":
            yield from _input(element)


def _holder(element: Json) -> Iterator[str]:
    if not any(element.get(part) for part in ("items", "columns", "facts")):
        yield "empty"
    for row in element.get("rows", ()):
        if len(row["cells"]) > len(element["columns"]) or not all(cell["items"] for cell in row["cells"]):
            yield "more cells than columns, or an empty one"


def _actions(actions: list[Json], inputs: list[str]) -> Iterator[str]:
    if not 1 <= len(actions) <= 6:
        yield f"{len(actions)} buttons in a row"
    for action in actions:
        data = action["data"]
        verb = action.get("verb") or data.get("verb", "form")
        if action["type"] not in ("Action.Execute", "Action.Submit") or set(data) - _CARRIED[verb]:
            yield f"a button {action}"
        if not 1 <= len(action["title"]) <= 75 or len(data.get("line", "")) > 2000:
            yield "a label or a line too long"
        if verb == "form":
            if [f"field:{name}" for name in data["names"]] != inputs:
                yield "sends other fields than there are"
        elif inputs and action.get("associatedInputs") != "none":
            yield "waits for the form to be filled in"


def _input(element: Json) -> Iterator[str]:
    if not element.get("label"):
        yield "no label"
    if element.get("isRequired") and not element.get("errorMessage"):
        yield "required, and doesn't say so"
    if element["type"] == "Input.Text":
        if len(element.get("value", "")) > element["maxLength"]:
            yield "more in it than it takes"
        return
    values = [choice["value"] for choice in element["choices"]]
    if not values or len(set(values)) != len(values) or not all(choice["title"] for choice in element["choices"]):
        yield "no choices, two of one value, or one without a name"
    chosen = element.get("value", values[0]).split(",") if element.get("isMultiSelect") else [element.get("value")]
    if element.get("isMultiSelect") and any("," in value for value in values):
        yield "a comma in a value"
    if any(one is not None and one not in values for one in chosen):
        yield "what is chosen is no choice"
