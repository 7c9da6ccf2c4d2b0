"""Texts that make a pattern work hardest, made from the pattern's own structure.

A pattern is taken apart into the pieces it matches one after another. What takes long is a piece, or a run of pieces,
said over and over, after what comes before it and without what should come after it: each such run becomes a text.
"""

import re
from dataclasses import dataclass
from re import _constants as codes  # type: ignore[attr-defined] # the one way to a pattern's structure
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

MOST_PIECES = 14
"""Pieces of a pattern that are combined; the first ones of longer patterns (lists of words), which are alike."""
NEVER = "\x01"
"""What no pattern of ours asks for by name: a match that needs anything certain fails there."""
_FAMILIES: dict[Any, str] = {
    codes.CATEGORY_DIGIT: "7",
    codes.CATEGORY_SPACE: " ",
    codes.CATEGORY_WORD: "a",
    codes.CATEGORY_NOT_DIGIT: "a",
    codes.CATEGORY_NOT_SPACE: "a",
    codes.CATEGORY_NOT_WORD: "-",
}
_LIKELY = "a7 A:,;.-/\"'<>@#|()[]{}x\nå"


@dataclass(frozen=True, slots=True)
class Shape:
    """A text that is as long as one likes: how it begins, what is said over and over, how it ends."""

    begin: str
    again: str
    end: str

    def text(self, length: int) -> str:
        """The text of about so many characters."""
        return self.begin + self.again * (length // len(self.again)) + self.end


def shapes(pattern: "re.Pattern[str]") -> list[Shape]:
    """Every run of the pattern's pieces over and over, alone and after what comes before it; and some old friends."""
    found: dict[tuple[str, str, str], None] = {}
    for pieces in _branches(parser.parse(pattern.pattern, pattern.flags)):
        short = [piece for piece in pieces if piece][:MOST_PIECES]
        for first in range(len(short)):
            for last in range(first + 1, min(len(short), first + 5) + 1):
                again = "".join(short[first:last])
                found["".join(short[:first]), again, NEVER] = None
                found["", f"{again} ", NEVER] = None
            found["", short[first], NEVER] = None
        found["", "".join(short), ""] = None
    for plain in (" ", "\n", "a", "7", "a ", "a.", ": ", ", ", "; ", '": "', "<", "(", "<@U|", "&amp;"):
        found["", plain, NEVER] = None
    return [Shape(*shape) for shape in found if shape[1]]


def _branches(tree: Any) -> list[list[str]]:
    """The ways through a pattern, each as pieces of text. Alternatives become ways of their own, a few of each."""
    ways: list[list[str]] = [[]]
    for operation, argument in tree:
        here = _of(operation, argument)
        ways = [[*way, *more] for way in ways[:3] for more in here[:3]]
    return ways


def _of(operation: Any, argument: Any) -> list[list[str]]:
    """The ways through one part of a pattern; one empty way where it takes nothing."""
    ways: list[list[str]] = [[]]
    match operation:
        case codes.LITERAL:
            ways = [[chr(argument)]]
        case codes.NOT_LITERAL:
            ways = [["a" if argument != ord("a") else "b"]]
        case codes.ANY:
            ways = [["a"], [" "]]
        case codes.IN:
            ways = [[one] for one in _members(argument)]
        case codes.MAX_REPEAT | codes.MIN_REPEAT | codes.POSSESSIVE_REPEAT:
            least, most, inner = argument
            once = _branches(inner)
            more = [way * 3 for way in once] if most > 3 and not least else once
            ways = once if least else [*more, []]
        case codes.SUBPATTERN:
            ways = _branches(argument[3])
        case codes.ATOMIC_GROUP:
            ways = _branches(argument)
        case codes.BRANCH:
            ways = [way for inner in argument[1][:3] for way in _branches(inner)]
        case codes.ASSERT if argument[0] > 0:
            ways = _branches(argument[1])
    return ways


def _members(argument: Any) -> list[str]:
    """A few characters of a class, as unlike one another as they come."""
    negated = argument[0][0] is codes.NEGATE
    if negated:
        out = re.compile(f"[{''.join(_spelt(one) for one in argument[1:])}]", re.IGNORECASE)
        return [one for one in _LIKELY if not out.match(one)][:3] or ["a"]
    found = []
    for kind, value in argument:
        if kind is codes.LITERAL:
            found.append(chr(value))
        elif kind is codes.RANGE:
            found.append(chr(value[0]))
        elif kind is codes.CATEGORY:
            found.append(_FAMILIES[value])
    return found[:4]


def _spelt(member: Any) -> str:
    kind, value = member
    if kind is codes.LITERAL:
        return re.escape(chr(value))
    if kind is codes.RANGE:
        return f"{re.escape(chr(value[0]))}-{re.escape(chr(value[1]))}"
    return {
        codes.CATEGORY_DIGIT: r"\d", codes.CATEGORY_SPACE: r"\s", codes.CATEGORY_WORD: r"\w",
        codes.CATEGORY_NOT_DIGIT: r"\D", codes.CATEGORY_NOT_SPACE: r"\S", codes.CATEGORY_NOT_WORD: r"\W",
    }[value]  # fmt: skip
