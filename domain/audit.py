"""The audit log as a chain: what an entry's sum is taken over. docs/security.md tells it to whoever recomputes it."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from domain.canonical import checksum

SHORT = 16
"""Hexadecimal digits of a sum that are shown where people read; 64 bits: nobody makes another entry that fits."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """An entry as the chain holds it. personal: the sums of its parts about people; previous: of the entry before."""

    number: int
    at: datetime
    organisation: str
    on_behalf: bool
    changes: Sequence[Mapping[str, Any]]
    personal: Sequence[str]
    previous: str

    @property
    def sha256(self) -> str:
        """The entry's sum."""
        return checksum(self.as_data())

    def as_data(self) -> dict[str, Any]:
        """What the sum is taken over, as plain data."""
        return {
            "number": self.number,
            "at": self.at.astimezone(UTC).isoformat(),
            "organisation": self.organisation,
            "on_behalf": self.on_behalf,
            "changes": self.changes,
            "personal": self.personal,
            "previous": self.previous,
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
