"""Block Kit's building blocks, and the limits they are built within.

Limits: https://docs.slack.dev/reference/block-kit/blocks (measured or stated there in November 2026). Text in rich
text and `plain_text` is literal in Slack; `mrkdwn` is not, so `escape` and `harmless` guard it.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any

Payload = dict[str, Any]
Run = tuple[str, bool]
"""Text and whether it is bold."""

HEADER = 150
TEXT = 3000
NOTE = 2000
LABEL = 75
VALUE = 2000
ACTIONS = 25
COPY = 9000
"""Characters in one preformatted block: ours, three text elements, so that ready text stays in one piece."""
ROWS = 100
COLUMNS = 20
CELLS = 9000
"""Characters in a table's cells together: Slack refuses a table over 10,000."""

_ACTIVE = re.compile(r"[*_~`]|^[^\S\n]*>|:[\w+'-]+:", re.MULTILINE)


def escape(text: str) -> str:
    """The text as literal mrkdwn, as far as escaping goes: no mention, no link. Emphasis is `harmless`'s business."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def harmless(*texts: str) -> bool:
    """Whether mrkdwn would show these texts as they stand once escaped: no emphasis, quotation or emoji in them."""
    return not any(_ACTIVE.search(text) for text in texts)


def bold(before: str, lead: str, after: str) -> str:
    """A line with its lead in bold and text below it, as mrkdwn; empty when the lead can't be bold there."""
    if not lead or lead != lead.strip() or "\n" in lead:
        return ""
    text = f"{escape(before)}*{escape(lead)}*"
    return f"{text}\n{escape(after)}" if after else text


def pieces(text: str, limit: int) -> Iterator[str]:
    """The text in pieces of at most `limit` characters, cut at a line, else at a space, else where it must be."""
    while len(text) > limit:
        cut = text.rfind("\n", 1, limit) + 1 or text.rfind(" ", 1, limit) + 1 or limit
        yield text[:cut]
        text = text[cut:]
    if text:
        yield text


def plain_text(text: str) -> Payload:
    """Text that is shown letter for letter."""
    return {"type": "plain_text", "text": text, "emoji": False}


def header(text: str) -> Payload:
    """A heading; Slack takes `HEADER` characters at most."""
    return {"type": "header", "text": plain_text(text)}


def section(markup: str, accessory: Payload) -> Payload:
    """Markup with something to press beside it."""
    return {
        "type": "section",
        "text": {"type": "mrkdwn", "text": markup, "verbatim": True},
        "accessory": accessory,
    }


def button(label: str, line: str, *, primary: bool = False) -> Payload:
    """A button that carries a line; its action_id is given when its message is complete."""
    drawn: Payload = {"type": "button", "text": plain_text(label), "value": line}
    return {**drawn, "style": "primary"} if primary else drawn


def actions(elements: Sequence[Payload]) -> Payload:
    """A row of what can be pressed; Slack takes `ACTIONS` at most."""
    return {"type": "actions", "elements": list(elements)}


def notes(text: str) -> list[Payload]:
    """Small print, in as many context blocks as it takes."""
    return [{"type": "context", "elements": [plain_text(piece)]} for piece in pieces(text, NOTE)]


def _run(text: str, strong: bool) -> Payload:  # noqa: FBT001 - a run is a pair
    run: Payload = {"type": "text", "text": text}
    return {**run, "style": {"bold": True}} if strong else run


def _rich(elements: list[Payload], kind: str = "rich_text_section") -> Payload:
    return {"type": "rich_text", "elements": [{"type": kind, "elements": elements}]}


def paragraphs(lines: Sequence[Sequence[Run]]) -> list[Payload]:
    """Lines of runs as rich text, in as few blocks of at most 3,000 characters as they take."""
    blocks: list[list[Payload]] = [[]]
    used = 0
    for number, line in enumerate(lines):
        runs = [*line, ("\n", False)] if number < len(lines) - 1 else line
        for text, strong in runs:
            for piece in pieces(text, TEXT):
                if used + len(piece) > TEXT:
                    blocks.append([])
                    used = 0
                blocks[-1].append(_run(piece, strong))
                used += len(piece)
    return [_rich(elements) for elements in blocks if elements]


def preformatted(text: str) -> list[Payload]:
    """Ready text as it is, in as few blocks as it takes."""
    return [
        _rich([_run(part, strong=False) for part in pieces(chunk, TEXT)], "rich_text_preformatted")
        for chunk in pieces(text, COPY)
    ]


def join(blocks: Sequence[Payload]) -> list[Payload]:
    """The same blocks with neighbouring rich text in one block, as long as that stays within 3,000 characters."""
    joined: list[Payload] = []
    for block in blocks:
        last = joined[-1] if joined else None
        if last and last["type"] == block["type"] == "rich_text" and size(last) + size(block) <= TEXT:
            joined[-1] = {"type": "rich_text", "elements": [*last["elements"], *block["elements"]]}
        else:
            joined.append(block)
    return joined


def table_rows(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> list[list[Sequence[str]]] | None:
    """The table's rows in chunks that a table block takes, each under the columns' names; None when none would do."""
    width = sum(map(len, columns))
    if not 0 < len(columns) <= COLUMNS or any(sum(map(_cell, row)) + width > CELLS for row in rows):
        return None
    chunks: list[list[Sequence[str]]] = [[columns]]
    used = width
    for row in rows:
        cost = sum(map(_cell, row))
        if len(chunks[-1]) == ROWS or used + cost > CELLS:
            chunks.append([columns])
            used = width
        chunks[-1].append(row)
        used += cost
    return chunks


def _cell(text: str) -> int:
    return max(len(text), 1)


def table(rows: Sequence[Sequence[str]]) -> Payload:
    """A table block, its first row the columns' names. Slack refuses an empty cell, so such a one holds a space."""
    return {
        "type": "table",
        "column_settings": [{"is_wrapped": True} for _ in rows[0]],
        "rows": [[{"type": "raw_text", "text": cell or " "} for cell in row] for row in rows],
    }


def size(node: object) -> int:
    """How many characters of text a block holds, whatever it is made of."""
    if isinstance(node, dict):
        own = len(node["text"]) if isinstance(node.get("text"), str) else 0
        return own + sum(size(value) for value in node.values() if isinstance(value, dict | list))
    if isinstance(node, list):
        return sum(map(size, node))
    return 0
