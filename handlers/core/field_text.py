"""What ends a line, and what parts its fields: «… bekreft», «tekst: levere skisse, ansvarlig: KS»."""

import re
from collections.abc import Iterable

from domain.errors import Choice, UserError
from handlers.core.context import CommandContext

_LONGEST_ADDRESS = 500
CONFIRM = ("bekreft", "stadfest", "confirm")


def confirmed(words: str) -> tuple[str, bool]:
    """«… bekreft» → the words before it, and that it was said."""
    head, _, last = words.rpartition(" ")
    return (head.strip(), True) if last.casefold() in CONFIRM else (words, False)


def before_field(names: Iterable[str]) -> re.Pattern[str]:
    """Finds a comma or a full stop before any of these fields' names and its colon; for `parted`."""
    longest_first = sorted(names, key=len, reverse=True)
    return re.compile(
        rf"(?<![\s,.])[\s,.]*([,.]\s*)(?=(?:{'|'.join(map(re.escape, longest_first))})\s*:)", re.IGNORECASE
    )


def parted(text: str, before: re.Pattern[str]) -> str:
    """The text with a semicolon wherever a comma or a full stop stands before a field's name and its colon."""
    return before.sub(_semicolon, text)


def _semicolon(found: re.Match[str]) -> str:
    """A full stop inside an address («https://vert.link:8443») parts nothing."""
    before = found.string[max(found.start() - _LONGEST_ADDRESS, 0) : found.start()].split()
    in_address = bool(before) and "://" in before[-1] and found[1] in (",", ".")
    return found[0] if in_address else "; "


def check_parted(context: CommandContext, text: str, fixed: str, whose: str) -> None:
    """Go on only when a line's fields are parted already. Raises UserError that shows the line as it should be.

    text: the fields as they were said. whose: what they belong to, where the line must be written anew.
    """
    if fixed == text:
        return
    head, found, tail = context.invocation.line.rpartition(text)
    line = f"{head}{fixed}{tail}" if found else f"{context.name} {whose} {fixed}"
    raise UserError(
        "common.run-together",
        {"line": line},
        span=context.invocation.line,
        choices=(Choice(line, "buttons.parted"),),
    )
