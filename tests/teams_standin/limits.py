"""What Teams takes from a bot, as a table and a checker; what the checker calls a fault, the stand-in refuses.

Sources: learn.microsoft.com/microsoftteams/platform (bots/how-to/format-your-bot-messages for sizes; cards
format and reference; bots/how-to/conversations/channel-and-group-conversations for mentions), the JSON schema of
Adaptive Cards 1.5, and what the client's own validation calls a failure (adaptivecards 3.0.6,
`internalValidateProperties`).
Rules marked «ours» are stricter than Teams: what it takes and then shows badly.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from tests.teams_standin.schema import schema_faults
from tests.teams_standin.state import CARD, Json

MESSAGE_BYTES = 100 * 1024
"""As UTF-16: two bytes for nearly every character of the activity's JSON."""
CARD_ACTIONS = 6
NEWEST = (1, 5)
UNWRAPPED = 30
"""Characters of a text that doesn't wrap and surely is not cut off (ours)."""

ACTIVITY_KEYS = frozenset(
    {
        *("type", "id", "channelId", "from", "conversation", "recipient", "replyToId", "locale", "serviceUrl"),
        *("text", "textFormat", "summary", "attachments", "attachmentLayout", "entities", "channelData"),
        *("importance", "inputHint", "deliveryMode", "timestamp", "localTimestamp"),
    }
)
INPUTS = ("Input.Text", "Input.Number", "Input.Date", "Input.Time", "Input.Toggle", "Input.ChoiceSet")
MESSAGE, ANSWER, DIALOG = "message", "answer", "dialog"
"""Where a card stands: posted, in answer to a press, in a dialog."""


def size(activity: object) -> int:
    """Bytes, as Teams counts them."""
    return len(json.dumps(activity, ensure_ascii=False, separators=(",", ":")).encode("utf-16-le"))


def activity_faults(activity: Json, members: Iterable[str]) -> tuple[list[str], list[str]]:
    """What a bot's message is refused for, and what in it Teams would not look at. members: ids one may mention."""
    faults = [*_activity(activity), *_mentions(activity.get("text") or "", activity.get("entities") or (), members)]
    noted = [f"activity: unknown property {key}" for key in sorted(set(activity) - ACTIVITY_KEYS)]
    for part in activity.get("attachments") or ():
        if part.get("contentType") == CARD:
            found, unknown = card_faults(part.get("content") or {}, MESSAGE, members)
            faults += found
            noted += unknown
    return faults, noted


def _activity(activity: Json) -> Iterator[str]:
    text, attachments = activity.get("text"), activity.get("attachments") or []
    if activity.get("type") != "message":
        yield f"a bot sends messages, not {activity.get('type')!r}"
    if text and attachments:
        yield "text and an attachment in one message: the service splits it and answers without an id (ours)"
    if not text and not attachments:
        yield "nothing to show"
    if len(attachments) > 1:
        yield "more than one attachment (ours)"
    for part in attachments:
        if part.get("contentType") != CARD:
            yield f"attachment of type {part.get('contentType')!r}, not an Adaptive Card"
    if attachments and not (activity.get("summary") or "").strip():
        yield "a card without summary: the notification would be empty (ours)"
    if activity.get("textFormat", "markdown") not in {"markdown", "plain", "xml"}:
        yield f"textFormat {activity['textFormat']!r}"


def _mentions(text: str, entities: Iterable[Json], members: Iterable[str]) -> Iterator[str]:
    known = [entity for entity in entities if entity.get("type") == "mention"]
    said = {str(entity.get("text")) for entity in known}
    for mention in re.findall(r"<at[^>]*>.*?</at>", text):
        if mention not in said:
            yield f"{mention} without an entity"
    for entity in known:
        if str(entity.get("text")) not in text:
            yield f"an entity for {entity.get('text')!r}, which is not in the text"
        if (entity.get("mentioned") or {}).get("id") not in set(members):
            yield f"{entity.get('text')!r} mentions somebody who is not here"


def card_faults(card: Json, place: str, members: Iterable[str] = ()) -> tuple[list[str], list[str]]:
    """What a card is refused for, and which of its properties no client knows. place: MESSAGE, ANSWER or DIALOG."""
    if card.get("type") != "AdaptiveCard":
        return ["not an Adaptive Card"], []
    faults, unknown = schema_faults(card)
    if faults:
        return faults, unknown
    nodes = [*elements(card)]
    faults += _version(card, nodes)
    faults += _ids(nodes)
    faults += _mentions(_markdown(nodes), (card.get("msteams") or {}).get("entities") or (), members)
    for node in nodes:
        check = _CHECKS.get(node["type"])
        faults += [f"{node['type']}: {why}" for why in check(node)] if check else ()
    for action in actions(card):
        faults += [f"{action['type']} {action.get('title', '')!r}: {why}" for why in _action(action, place)]
    return faults, unknown


def elements(node: Any) -> Iterator[Json]:
    """Everything in a card that has a kind, in order, its actions and what stands in for them left out."""
    if isinstance(node, Mapping):
        kind = node.get("type", "")
        if kind in {"Action.Execute", "Action.Submit", "Action.OpenUrl", "Action.ToggleVisibility"}:
            return
        if kind:
            yield dict(node)
        for name, child in node.items():
            if name not in {"data", "fallback", "msteams"}:
                yield from elements(child)
    elif isinstance(node, list):
        for child in node:
            yield from elements(child)


def actions(node: Any) -> Iterator[Json]:
    """Every action of a card, in order."""
    if isinstance(node, list):
        for child in node:
            yield from actions(child)
    elif isinstance(node, Mapping):
        if str(node.get("type", "")).startswith("Action."):
            yield dict(node)
        for name, child in node.items():
            if name not in {"data", "fallback", "msteams"}:
                yield from actions(child)


def inputs(card: Json) -> list[Json]:
    """The inputs of a card, in order."""
    return [node for node in elements(card) if node["type"] in INPUTS]


def _version(card: Json, nodes: list[Json]) -> Iterator[str]:
    try:
        major, minor = map(int, str(card.get("version")).split("."))
    except ValueError:
        yield f"version {card.get('version')!r}"
        return
    if (major, minor) > NEWEST:
        yield f"version {card['version']}: clients know 1.5"
    if (major, minor) < (1, 4) and any(action["type"] == "Action.Execute" for action in actions(card)):
        yield "Action.Execute needs version 1.4"
    if (major, minor) < (1, 5) and any(node["type"] == "Table" for node in nodes):
        yield "Table needs version 1.5"
    if not card.get("body"):
        yield "nothing in the card"
    if len(card.get("actions") or ()) > CARD_ACTIONS:
        yield f"{len(card['actions'])} actions in a row, at most {CARD_ACTIONS}"


def _ids(nodes: list[Json]) -> Iterator[str]:
    for name, times in Counter(node["id"] for node in nodes if "id" in node).items():
        if times > 1:
            yield f"id {name!r} {times} times"


def _markdown(nodes: list[Json]) -> str:
    """The texts in which a mention counts."""
    facts = [fact["value"] for node in nodes if node["type"] == "FactSet" for fact in node["facts"]]
    return "\n".join([*facts, *(node["text"] for node in nodes if node["type"] == "TextBlock")])


def _text_block(node: Json) -> Iterator[str]:
    if not node.get("text", "").strip():
        yield "no text"
    if len(node.get("text", "")) > UNWRAPPED and not node.get("wrap"):
        yield f"{node['text'][:UNWRAPPED]!r}… does not wrap and is cut off (ours)"


def _rich_text(node: Json) -> Iterator[str]:
    if not any(run.get("text") for run in node["inlines"]):
        yield "no text"


def _fact_set(node: Json) -> Iterator[str]:
    if not node["facts"]:
        yield "no facts"


def _action_set(node: Json) -> Iterator[str]:
    if not 1 <= len(node["actions"]) <= CARD_ACTIONS:
        yield f"{len(node['actions'])} actions, must be 1 to {CARD_ACTIONS}"


def _image(node: Json) -> Iterator[str]:
    if not node["url"].startswith(("https://", "data:image/")):
        yield "not fetched over https"
    if not node.get("altText"):
        yield "no altText (ours)"


def _table(node: Json) -> Iterator[str]:
    widths = {len(row.get("cells") or ()) for row in node.get("rows") or ()}
    if not widths:
        yield "no rows"
    if widths - {len(node.get("columns") or ())}:
        yield f"rows of {sorted(widths)} cells under {len(node.get('columns') or ())} columns"


def _input(node: Json) -> Iterator[str]:
    if not node.get("label") and node["type"] != "Input.Toggle":
        yield f"{node['id']}: no label"
    if node.get("isRequired") and not node.get("errorMessage"):
        yield f"{node['id']}: required without an errorMessage"
    if len(str(node.get("value", ""))) > node.get("maxLength", 10**9):
        yield f"{node['id']}: a value longer than its maxLength"


def _choice_set(node: Json) -> Iterator[str]:
    yield from _input(node)
    values = [choice.get("value", "") for choice in node.get("choices") or ()]
    if not values:
        yield f"{node['id']}: no choices"
    if len(set(values)) < len(values):
        yield f"{node['id']}: one value twice"
    if not all(choice.get("value") and choice.get("title") for choice in node.get("choices") or ()):
        yield f"{node['id']}: a choice without title or value"
    several = node.get("isMultiSelect", False)
    if several and any("," in value for value in values):
        yield f"{node['id']}: a comma in a value, where several are joined by commas"
    chosen = node.get("value", "").split(",") if several else [node.get("value", "")]
    if any(one and one not in values for one in chosen):
        yield f"{node['id']}: a value that is no choice"


def _action(action: Json, place: str) -> Iterator[str]:
    kind, data = action["type"], action.get("data")
    if not action.get("title"):
        yield "no title"
    if kind == "Action.Execute":
        if place == DIALOG:
            yield "a dialog's card sends by Action.Submit"
        if not action.get("verb"):
            yield "no verb"
        if not isinstance(data, Mapping):
            yield "data is no object (ours)"
    if kind == "Action.Submit" and place != DIALOG and not opens_dialog(action):
        yield "outside a dialog it says something in the person's name; use Action.Execute (ours)"


def opens_dialog(action: Json) -> bool:
    """Whether a button asks for a dialog."""
    data = action.get("data")
    told = data.get("msteams") if isinstance(data, Mapping) else None
    return isinstance(told, Mapping) and told.get("type") == "task/fetch"


_CHECKS = {
    "TextBlock": _text_block,
    "RichTextBlock": _rich_text,
    "FactSet": _fact_set,
    "ActionSet": _action_set,
    "Image": _image,
    "Table": _table,
    "Input.ChoiceSet": _choice_set,
    **dict.fromkeys(INPUTS[:-1], _input),
}
