"""How many ways lead through a function: few enough to hold in mind, boolean operators counted."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from radon.complexity import cc_visit
from radon.visitors import Class

ROOT = Path(__file__).parent.parent
LAYERS = ("bot", "handlers", "storage", "domain")
MANY = 10
"""More ways than these are many; a function may have so many now and then."""

MOST = 15
SHARE = 0.02
"""Of all functions, at most so many may have many ways through them."""


@dataclass(frozen=True, slots=True)
class Measured:
    """A function or method, and how many ways lead through it. where: its file, line and name."""

    where: str
    ways: int


def functions() -> Iterator[Measured]:
    """Every function and method of the program, the migrations apart: each of those is written once and never read."""
    for layer in LAYERS:
        for file in sorted((ROOT / layer).rglob("*.py")):
            where = file.relative_to(ROOT)
            if where.is_relative_to("storage/migrations"):
                continue
            for block in cc_visit(file.read_text(encoding="utf-8")):
                if not isinstance(block, Class):
                    yield Measured(f"{where}:{block.lineno} {block.fullname}", block.complexity)


def listed(found: list[Measured]) -> str:
    """One a line, the worst first."""
    return "\n".join(f"{one.ways} {one.where}" for one in sorted(found, key=lambda one: -one.ways))


def test_few_ways_lead_through_a_function() -> None:
    measured = list(functions())
    many = [one for one in measured if one.ways > MANY]
    too_many = [one for one in many if one.ways > MOST]
    assert len(measured) > 2000, "the program is somewhere else"
    assert not too_many, f"more than {MOST} ways:\n{listed(too_many)}"
    share = len(many) / len(measured)
    assert share <= SHARE, f"{share:.1%} of the functions have more than {MANY} ways:\n{listed(many)}"
