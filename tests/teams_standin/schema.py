"""Adaptive Cards 1.5 by their JSON schema, element by element.

The schema says «any of twenty elements» at every level, so that a wrong property deep down is reported as «this card
is none of these», in six times the time. Here each element is held to its own definition only, its children to being
of a kind that may stand there, and then each child in turn: the error names what is wrong.
"""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from jsonschema import Draft6Validator
from jsonschema.exceptions import ValidationError

Json = dict[str, Any]

_FREE = frozenset({"data", "msteams"})
"""What an app puts there is its own business, or Teams' and not the schema's."""


def schema_faults(card: Json) -> tuple[list[str], list[str]]:
    """What is wrong with a card; and which properties are unknown, which a client ignores."""
    faults: list[str] = []
    unknown: list[str] = []
    for path, node in _elements(card, ""):
        for error in _validator(node["type"]).iter_errors(_without(node)):
            (unknown if error.validator == "additionalProperties" else faults).append(f"{path}: {_short(error)}")
    return faults, unknown


def _without(node: Json) -> Json:
    return {name: value for name, value in node.items() if name != "msteams"}


def _elements(node: Any, path: str) -> Iterator[tuple[str, Json]]:
    """Everything in a card that has a kind of its own, with where it stands."""
    if isinstance(node, list):
        for number, child in enumerate(node):
            yield from _elements(child, f"{path}/{number}")
    elif isinstance(node, Mapping):
        if node.get("type") in _definitions():
            yield path or "card", dict(node)
        for name, child in node.items():
            if name not in _FREE:
                yield from _elements(child, f"{path}/{name}")


def schema() -> Json:
    """The whole schema, as it is."""
    read: Json = json.loads((files("adaptive_cards") / "schemas" / "schema-1.5.json").read_text())
    return read


@cache
def _definitions() -> Json:
    """The schema's definitions, where «any of these elements» only asks for the kind."""
    definitions: Json = schema()["definitions"]
    for name, definition in definitions.items():
        if name.startswith("ImplementationsOf."):
            kinds = [part["allOf"][0]["$ref"].rpartition("/")[2] for part in definition["anyOf"]]
            definitions[name] = {"properties": {"type": {"enum": kinds}}, "required": ["type"]}
    return definitions


@cache
def _validator(kind: str) -> Draft6Validator:
    return Draft6Validator({"$ref": f"#/definitions/{kind}", "definitions": _definitions()})


def _short(error: ValidationError) -> str:
    where = "/".join(map(str, error.absolute_path))
    return f"{where + ': ' if where else ''}{error.message[:200]}"
