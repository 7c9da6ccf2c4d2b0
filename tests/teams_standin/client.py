"""What a Teams client does with the inputs of a card, as the library it uses for cards does (adaptivecards 3.0.6)."""

import re
from collections.abc import Mapping, Sequence

from tests.teams_standin.limits import inputs
from tests.teams_standin.state import Json

Typed = Mapping[str, str | Sequence[str]]
"""What is typed, by the inputs' labels: a choice by its title, several as a list, a toggle as «true» or «false»."""


def standing(card: Json, typed: Mapping[str, str]) -> dict[str, str]:
    """What stands in a card's inputs, by label; choices by their titles, several with «, »."""
    return {label(node): shown(node, typed.get(node["id"], _unset(node))) for node in inputs(card)}


def shown(node: Json, value: str) -> str:
    """An input's value as it reads."""
    titles = {choice["value"]: choice["title"] for choice in node.get("choices") or ()}
    several = value.split(",") if node.get("isMultiSelect") else [value]
    return ", ".join(titles.get(one, one) for one in several)


def gathered(card: Json, typed: Mapping[str, str], action: Json) -> tuple[dict[str, str], list[str]]:
    """The values a button sends along, as the client does: only inputs that are set; and what it complains of instead.

    Source: `SubmitActionBase.internalPrepareForExecution` and each input's `isSet`, `isValid`.
    """
    if str(action.get("associatedInputs", "auto")).lower() == "none":
        return {}, []
    values: dict[str, str] = {}
    problems: list[str] = []
    for node in inputs(card):
        value = typed.get(node["id"], _unset(node))
        wanted = node.get("valueOn", "true") if node["type"] == "Input.Toggle" else None
        missing = node.get("isRequired") and (not value or (wanted is not None and value != wanted))
        if missing or (value and "regex" in node and not re.search(node["regex"], value)):
            problems.append(node.get("errorMessage", "?"))
        if value:
            values[node["id"]] = value
    return values, problems


def _unset(node: Json) -> str:
    """An input's value before anybody has touched it."""
    return str(node.get("value", node.get("valueOff", "false") if node["type"] == "Input.Toggle" else ""))


def label(node: Json) -> str:
    return str(node.get("label") or node.get("title") or node.get("placeholder") or node["id"])


def filled(card: Json, typed: Typed) -> dict[str, str]:
    """Values by input id. Raises LookupError for a label or a choice that isn't there."""
    by_label = {label(node): node for node in inputs(card)}
    if typed.keys() - by_label.keys():
        raise LookupError(f"no field {sorted(typed.keys() - by_label.keys())}")
    return {by_label[label]["id"]: _value(by_label[label], value) for label, value in typed.items()}


def _value(node: Json, value: str | Sequence[str]) -> str:
    if node["type"] == "Input.Toggle":
        return str(node.get("valueOn", "true") if value == "true" else node.get("valueOff", "false"))
    if node["type"] == "Input.ChoiceSet":
        by_title = {choice["title"]: choice["value"] for choice in node["choices"]}
        chosen = [value] if isinstance(value, str) else [*value]
        if set(chosen) - {"", *by_title}:
            raise LookupError(f"{label(node)!r} has no choice {sorted(set(chosen) - set(by_title))}")
        return ",".join(by_title[title] for title in chosen if title)
    return str(value)[: node.get("maxLength")]
