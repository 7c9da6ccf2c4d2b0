"""Numbers and indicators as people write them: «2,5», «1 200», «bedrifter i løpet 0 → 25»."""

import re
from dataclasses import dataclass

from domain.errors import UserError

NUMBER = r"(?:\d{1,3}(?:[ \u00a0]\d{3}){1,4}(?:,\d{1,6})?|\d{1,12}(?:[.,]\d{1,6})?)"
"""A number inside a longer expression."""

_TWO_WAYS = re.compile(r"\d{1,3}[.,]\d{3}")
_FROM_TO = re.compile(
    rf"(?<=\s)(?P<baseline>{NUMBER})\s*(?:→|->|–>|\btil\b|\bto\b)\s*(?P<target>{NUMBER})\Z", re.IGNORECASE
)
_NUMBER = re.compile(NUMBER)
_GROUPED = str.maketrans("", "", " \u00a0")
_ARROW = re.compile(r"→|->|–>")


@dataclass(frozen=True, slots=True)
class Indicator:
    """What a measure is counted by; None: no figures."""

    name: str
    baseline: float | None = None
    target: float | None = None

    def __str__(self) -> str:
        if self.baseline is None or self.target is None:
            return self.name
        return f"{self.name} {number_text(self.baseline)} → {number_text(self.target)}"


def read_number(text: str) -> float:
    """A number as people write it: «11», «2,5», «1 200», «2.5».

    Raises UserError; «1.200» and «1,200» could each be two numbers.
    """
    typed = text.strip()
    if not _NUMBER.fullmatch(typed) or _TWO_WAYS.fullmatch(typed):
        raise UserError("measures.no-number", {"typed": typed[:40]}, span=typed)
    return float(typed.translate(_GROUPED).replace(",", "."))


def number_text(value: float, language: str = "nb") -> str:
    """A number as people read it, six decimals at most: «11», «2,5», in English «2.5»."""
    text = f"{value:.6f}".rstrip("0").rstrip(".")
    return text if language == "en" else text.replace(".", ",")


def read_indicator(text: str) -> Indicator:
    """«bedrifter i løpet 0 → 25», or a name alone. Raises UserError."""
    typed = text.strip()
    found = _FROM_TO.search(typed)
    if found:
        return Indicator(
            typed[: found.start()].rstrip(" :\n\t"), read_number(found["baseline"]), read_number(found["target"])
        )
    if not typed or _ARROW.search(typed) or not any(char.isalpha() for char in typed):
        raise UserError("measures.no-indicator", {"typed": typed[:60]}, span=typed)
    return Indicator(typed)
