"""Slack's limits on what an app sends, as a table and a checker. Anything the checker doesn't know is wrong.

Source of each number: https://docs.slack.dev/reference/block-kit (and, for what it leaves out, Slack's own refusals as
people report them: one table per message, 10,000 characters in a table, no empty table cell, messages too long in all).
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

Json = Mapping[str, Any]

MESSAGE_BLOCKS, VIEW_BLOCKS = 50, 100
VIEW_CHARACTERS = 250_000
MESSAGE_CHARACTERS = 13_200
TEXT_CHARACTERS = 40_000

KEYS: dict[str, set[str]] = {
    "header": {"text"},
    "section": {"text", "fields", "accessory", "expand"},
    "actions": {"elements"},
    "context": {"elements"},
    "divider": set(),
    "rich_text": {"elements"},
    "table": {"rows", "column_settings"},
    "input": {"label", "hint", "element", "optional", "dispatch_action"},
    "button": {"text", "value", "style", "url", "accessibility_label", "confirm"},
    "plain_text_input": {"initial_value", "multiline", "min_length", "max_length", "placeholder"},
    "static_select": {"options", "option_groups", "initial_option", "placeholder"},
    "multi_static_select": {"options", "option_groups", "initial_options", "placeholder", "max_selected_items"},
}
MESSAGE_TYPES = {"header", "section", "actions", "context", "divider", "rich_text", "table"}
HOME_TYPES = MESSAGE_TYPES - {"table"}
MODAL_TYPES = HOME_TYPES | {"input"}
RICH = {"rich_text_section", "rich_text_preformatted", "rich_text_quote", "rich_text_list"}


def message_faults(blocks: Sequence[Json], text: str = "") -> list[str]:
    """What Slack would refuse a message for; its error's name, a colon, and why."""
    faults = [f"invalid_blocks: {why}" for why in _blocks(blocks, MESSAGE_TYPES, MESSAGE_BLOCKS)]
    if sum(block.get("type") == "table" for block in blocks) > 1:
        faults.append("invalid_attachments: only_one_table_allowed")
    if sum(map(_characters, blocks)) > MESSAGE_CHARACTERS:
        faults.append("msg_blocks_too_long: too much text")
    if len(text) > TEXT_CHARACTERS:
        faults.append("msg_too_long: text")
    if not blocks and not text:
        faults.append("no_text: nothing to show")
    return faults


def view_faults(view: Json) -> list[str]:
    """What Slack would refuse a modal or a Home tab for."""
    modal = view.get("type") == "modal"
    known = {"type", "blocks", "callback_id", "private_metadata", "external_id"}
    known |= {"title", "submit", "close", "clear_on_close", "notify_on_close"} if modal else set()
    faults = [f"unknown key {key}" for key in set(view) - known]
    faults += _blocks(view.get("blocks") or (), MODAL_TYPES if modal else HOME_TYPES, VIEW_BLOCKS)
    faults += _length(json.dumps(view), 0, VIEW_CHARACTERS, "view")
    if view.get("type") not in {"modal", "home"}:
        faults.append("type")
    if modal:
        faults += _plain(view.get("title"), 24, "title")
        faults += [why for part in ("submit", "close") if part in view for why in _plain(view[part], 24, part)]
        if any(block.get("type") == "input" for block in view["blocks"]) and "submit" not in view:
            faults.append("submit is required")
    faults += _length(view.get("private_metadata", ""), 0, 3000, "private_metadata")
    faults += _length(view.get("callback_id", ""), 0, 255, "callback_id")
    return [f"invalid_arguments: {fault}" for fault in faults]


def _blocks(blocks: Sequence[Json], types: set[str], most: int) -> Iterator[str]:
    if len(blocks) > most:
        yield f"{len(blocks)} blocks, at most {most}"
    seen: dict[str, set[str]] = {"block_id": set(), "action_id": set()}
    for number, block in enumerate(blocks):
        for why in _block(block, types):
            yield f"blocks/{number}: {why}"
        for kind, value in _ids(block):
            if value in seen[kind]:
                yield f"blocks/{number}: {kind} {value} twice"
            seen[kind].add(value)


def _ids(block: Json) -> Iterator[tuple[str, str]]:
    if "block_id" in block:
        yield "block_id", block["block_id"]
    if block.get("type") != "rich_text":
        for element in (*block.get("elements", ()), *([block["accessory"]] if "accessory" in block else ())):
            if "action_id" in element:
                yield "action_id", element["action_id"]


def _block(block: Json, types: set[str]) -> Iterator[str]:
    kind = block.get("type", "")
    if kind not in types:
        yield f"unsupported type {kind!r}"
        return
    yield from _keys(block, kind, "block_id")
    yield from _length(block.get("block_id", "-"), 1, 255, "block_id")
    match kind:
        case "header":
            yield from _plain(block.get("text"), 150, "text")
        case "section":
            yield from _section(block)
        case "actions":
            yield from _elements(block, 25, {"button", "static_select"})
        case "context":
            yield from _context(block)
        case "rich_text":
            yield from _rich_text(block)
        case "table":
            yield from _table(block)
        case "input":
            yield from _input(block)


def _keys(node: Json, kind: str, own: str) -> Iterator[str]:
    for key in set(node) - KEYS[kind] - {"type", own}:
        yield f"{kind}: unknown key {key}"


def _length(text: object, least: int, most: int, what: str) -> Iterator[str]:
    if not isinstance(text, str):
        yield f"{what}: not a string"
    elif not least <= len(text) <= most:
        yield f"{what}: {len(text)} characters, must be {least} to {most}"


def _text(node: object, most: int, what: str, kinds: tuple[str, ...] = ("plain_text", "mrkdwn")) -> Iterator[str]:
    if not isinstance(node, Mapping) or node.get("type") not in kinds:
        yield f"{what}: not {' or '.join(kinds)}"
        return
    extra = {"plain_text": {"emoji"}, "mrkdwn": {"verbatim"}}[node["type"]]
    yield from (f"{what}: unknown key {key}" for key in set(node) - extra - {"type", "text"})
    yield from _length(node.get("text"), 1, most, what)
    if node["type"] == "mrkdwn" and isinstance(node.get("text"), str) and "<" in node["text"]:
        yield f"{what}: an unescaped < in mrkdwn (the stand-in's own rule: this app sends no links)"


def _plain(node: object, most: int, what: str) -> Iterator[str]:
    return _text(node, most, what, ("plain_text",))


def _section(block: Json) -> Iterator[str]:
    if "text" in block:
        yield from _text(block["text"], 3000, "text")
    fields = block.get("fields", ())
    if "text" not in block and not fields:
        yield "neither text nor fields"
    if len(fields) > 10:
        yield f"{len(fields)} fields, at most 10"
    for field in fields:
        yield from _text(field, 2000, "field")
    if "accessory" in block:
        yield from _element(block["accessory"], {"button", "static_select"})


def _elements(block: Json, most: int, kinds: set[str]) -> Iterator[str]:
    elements = block.get("elements") or ()
    if not 1 <= len(elements) <= most:
        yield f"{len(elements)} elements, must be 1 to {most}"
    for element in elements:
        yield from _element(element, kinds)


def _element(element: Json, kinds: set[str]) -> Iterator[str]:
    kind = element.get("type", "")
    if kind not in kinds:
        yield f"unsupported element {kind!r}"
        return
    yield from _keys(element, kind, "action_id")
    yield from _length(element.get("action_id"), 1, 255, "action_id")
    if kind == "button":
        yield from _plain(element.get("text"), 75, "button text")
        yield from _length(element.get("value", "-"), 1, 2000, "button value")
        if element.get("style", "primary") not in {"primary", "danger"}:
            yield "button style"
    elif kind == "plain_text_input":
        yield from _length(element.get("initial_value", ""), 0, 3000, "initial_value")
    else:
        yield from _select(element)


def _select(element: Json) -> Iterator[str]:
    groups = element.get("option_groups")
    options = [option for group in groups for option in group["options"]] if groups else element.get("options") or []
    if ("options" in element) == ("option_groups" in element):
        yield "options or option_groups"
    for group in groups or [{"label": {"type": "plain_text", "text": "-"}, "options": options}]:
        yield from _plain(group.get("label"), 75, "group label")
        if not 1 <= len(group["options"]) <= 100:
            yield f"{len(group['options'])} options, must be 1 to 100"
    if groups and len(groups) > 100:
        yield f"{len(groups)} groups, at most 100"
    for option in options:
        yield from _text(option.get("text"), 75, "option text")
        yield from _length(option.get("value"), 1, 150, "option value")
    initial = element.get("initial_options", [element["initial_option"]] if "initial_option" in element else [])
    if any(option not in options for option in initial):
        yield "an initial option that is no option"


def _context(block: Json) -> Iterator[str]:
    elements = block.get("elements") or ()
    if not 1 <= len(elements) <= 10:
        yield f"{len(elements)} elements, must be 1 to 10"
    for element in elements:
        yield from _text(element, 3000, "context text")


def _rich_text(block: Json) -> Iterator[str]:
    for part in block.get("elements") or [{}]:
        if part.get("type") not in RICH or not part.get("elements"):
            yield f"rich text part {part.get('type')!r}"
            continue
        for run in part["elements"]:
            if run.get("type") != "text" or set(run) - {"type", "text", "style"}:
                yield f"rich text run {run}"
            yield from _length(run.get("text"), 1, 3000, "rich text")


def _table(block: Json) -> Iterator[str]:
    rows = block.get("rows") or ()
    if not 1 <= len(rows) <= 100:
        yield f"{len(rows)} rows, must be 1 to 100"
    if len({len(row) for row in rows}) > 1:
        yield "rows of different lengths"
    if any(not 1 <= len(row) <= 20 for row in rows):
        yield "1 to 20 cells in a row"
    if len(block.get("column_settings", ())) > 20:
        yield "more than 20 column settings"
    cells = [cell for row in rows for cell in row]
    if any(cell.get("type") != "raw_text" or not cell.get("text") for cell in cells):
        yield "a cell that is empty or not raw_text"
    if sum(len(cell.get("text", "")) for cell in cells) > 10_000:
        yield "more than 10,000 characters in a table"


def _input(block: Json) -> Iterator[str]:
    yield from _plain(block.get("label"), 2000, "label")
    if "hint" in block:
        yield from _plain(block["hint"], 2000, "hint")
    yield from _element(block.get("element") or {}, {"plain_text_input", "static_select", "multi_static_select"})


def _characters(node: object) -> int:
    if isinstance(node, Mapping):
        own = len(node["text"]) if isinstance(node.get("text"), str) else 0
        return own + sum(map(_characters, node.values()))
    return sum(map(_characters, node)) if isinstance(node, Iterable) and not isinstance(node, str) else 0
