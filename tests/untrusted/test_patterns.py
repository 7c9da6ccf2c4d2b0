"""Every pattern takes time in proportion to the text, whatever the text. A new one is found by itself."""

import re
import sys
from collections import deque
from collections.abc import Callable

import pytest

from tests.untrusted.adversarial import Shape, shapes
from tests.untrusted.growth import AT_MOST, LONG, SHORT, cpu, growth
from tests.untrusted.patterns import KnownPattern, made_inside_functions, patterns

LOOK = 5_000
"""Characters of a first look: what takes less than `SLOW` there is not measured further."""
SLOW = 0.0005
FIRST = (20, 200, 1_000)
"""Characters of looks before that: what doubles with each character, or worse than squares, would take hours."""
MEASURED = 10
"""Texts of a pattern that are measured at length: the slowest of the first look. What grows too fast is among them."""
NEVER_ENDS = float("inf")
PATTERNS = patterns()


def using(pattern: "re.Pattern[str]", use: str, text: str) -> Callable[[], object]:
    """One use of a pattern on a text."""
    method = getattr(pattern, use)
    if use in ("sub", "subn"):
        return lambda: method(" ", text)
    return (lambda: deque(method(text), maxlen=0)) if use == "finditer" else (lambda: method(text))


def worst(known: KnownPattern, short: int = SHORT, long: int = LONG) -> tuple[float, str]:
    """How much longer twice the text takes, where it is most, and which text that is."""
    looks = [(_look(known.pattern, use, shape), use, shape) for shape in shapes(known.pattern) for use in known.uses]
    slow = sorted((one for one in looks if one[0] > SLOW), key=lambda one: one[0], reverse=True)[:MEASURED]
    found = (1.0, "")
    for seconds, use, shape in slow:
        works = [using(known.pattern, use, shape.text(length)) for length in (short, long)]
        ratio = seconds if seconds == NEVER_ENDS else growth(*works).ratio
        found = max(found, (ratio, f".{use} of {shape}"))
        if ratio > AT_MOST:
            break
    return found


def _look(pattern: "re.Pattern[str]", use: str, shape: Shape) -> float:
    """Seconds that a text of `LOOK` takes; `NEVER_ENDS` where a shorter one takes too long already."""
    for length in FIRST:
        if min(cpu(using(pattern, use, shape.text(length))) for _ in range(2)) > 10 * SLOW:
            return NEVER_ENDS
    return cpu(using(pattern, use, shape.text(LOOK)))


def test_every_pattern_takes_time_in_proportion_to_the_text() -> None:
    found = {str(known): worst(known) for known in PATTERNS}
    slow = {name: told for name, told in found.items() if told[0] > AT_MOST}
    most = max(found.items(), key=lambda one: one[1][0])
    tried = sum(len(shapes(known.pattern)) * len(known.uses) for known in PATTERNS)
    sys.stdout.write(
        f"{len(PATTERNS)} patterns, {tried} texts, 10 → 20 kB: at most {most[1][0]:.2f} times ({most[0]})\n"
    )
    assert not slow, slow


def test_patterns_stand_where_they_are_found() -> None:
    """A pattern that is made inside a function is tried by nobody."""
    assert made_inside_functions() == []


@pytest.mark.parametrize(
    ("pattern", "use"),
    [
        (r"<@U(?:\|[^>]*)?>", "sub"),
        (r"<at\b[^>]*>(.*?)</at>", "sub"),
        (r"\s*\blagre\s+v(\d+)$", "search"),
        (r"[,;](?![^(]*\))", "split"),
    ],
)
def test_a_pattern_that_runs_over_its_own_opening_sign_is_found_out(pattern: str, use: str) -> None:
    known = KnownPattern("here", pattern, re.compile(pattern), frozenset({use}))
    assert worst(known, 4_000, 8_000)[0] > AT_MOST
