"""JSON from outside, read strictly: an object, no deeper and no stranger than what a chat sends."""

import json
import re
from math import isfinite
from typing import Any, NoReturn

DEEPEST = 64
"""Objects and lists inside one another. Slack's views, the deepest there are, take about ten."""
_LONGEST_NUMBER = 40
_UNKEPT = re.compile("[\x00\ud800-\udfff]")
"""What no database keeps as text: the sign zero, and half a character (an emoji cut in two)."""


def read_object(text: str | bytes) -> dict[str, Any] | None:
    """The object that a text is; None: it is none.

    Refused: bytes that are no UTF-8, a name said twice in an object, NaN and numbers without end, more than `DEEPEST`
    levels. What can't be kept as text is replaced (�), so that half an emoji costs nobody their message.
    """
    try:
        found = json.loads(
            text.decode() if isinstance(text, bytes) else text,
            object_pairs_hook=_once,
            parse_constant=_refused,
            parse_int=_int,
            parse_float=_float,
        )
        return cleaned(found) if isinstance(found, dict) else None
    except (ValueError, RecursionError):  # the latter: lists in lists, without end
        return None


def cleaned(value: dict[str, Any]) -> dict[str, Any]:
    """An object with text that can be kept. Raises ValueError where it is too deep."""
    found: dict[str, Any] = _kept(value, DEEPEST)
    return found


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name is said twice")
    return found


def _refused(constant: str) -> NoReturn:
    raise ValueError(constant)


def _int(digits: str) -> int:
    if len(digits) > _LONGEST_NUMBER:
        raise ValueError("too long a number")
    return int(digits)


def _float(digits: str) -> float:
    found = float(digits[: _LONGEST_NUMBER + 1])
    if len(digits) > _LONGEST_NUMBER or not isfinite(found):
        raise ValueError("no number to be had")
    return found


def _kept(value: Any, room: int) -> Any:
    """The value with text that can be kept. Raises ValueError where it is too deep."""
    if isinstance(value, str):
        return _UNKEPT.sub("\ufffd", value)
    if isinstance(value, dict | list) and not room:
        raise ValueError("too deep")
    if isinstance(value, dict):
        return {_UNKEPT.sub("\ufffd", name): _kept(one, room - 1) for name, one in value.items()}
    if isinstance(value, list):
        return [_kept(one, room - 1) for one in value]
    return value
