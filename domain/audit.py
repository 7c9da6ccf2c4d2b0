"""The audit log as a chain: what an entry's sum is taken over. docs/security.md tells it to whoever recomputes it."""

import hashlib
from dataclasses import dataclass
from typing import Any

SHORT = 16
"""Hexadecimal digits of a sum that are shown where people read; 64 bits: nobody makes another entry that fits."""


def sealed(
    *,
    number: int,
    at: str,
    organisation: str,
    on_behalf: bool,
    changes: Any,
    personal: Any,
    previous: str,
) -> dict[str, Any]:
    """What an entry's sum is taken over. at: UTC, ISO 8601. personal: its parts' sums; previous: the entry before's."""
    return {
        "number": number,
        "at": at,
        "organisation": organisation,
        "on_behalf": on_behalf,
        "changes": changes,
        "personal": personal,
        "previous": previous,
    }


@dataclass(frozen=True, slots=True)
class Head:
    """An entry and its sum: the chain up to there. Number 0: nothing has been recorded yet."""

    number: int = 0
    sha256: str = ""

    def __str__(self) -> str:
        """As it is shown, logged and typed: «417:9f86d081884c7d65»."""
        return f"{self.number}:{self.sha256[:SHORT]}"

    def fits(self, other: "Head") -> bool:
        """Whether two heads of one number can be the same: either may be the short form."""
        length = min(len(self.sha256), len(other.sha256))
        return self.number == other.number and self.sha256[:length] == other.sha256[:length]


def head_from(text: str) -> Head:
    """A head as it was shown. Raises ValueError when it is none, or too short to prove anything."""
    number, _, found = text.strip().partition(":")
    if not number.isdecimal() or len(found) < SHORT or set(found.casefold()) - set("0123456789abcdef"):
        raise ValueError(f"«{text}» is no head of the log")
    return Head(int(number), found.casefold())


def personal_sum(salt: str, content: str) -> str:
    """The sum of a part about a person. Without its salt nobody can try out what the part may have said."""
    return hashlib.sha256(f"{salt}\n{content}".encode()).hexdigest()
