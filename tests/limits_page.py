"""docs/limits.md, made from the table of limits: `python -m tests.limits_page` writes it anew."""

from pathlib import Path

from domain.lengths import LIMITS, named
from handlers.texts import say

PAGE = Path(__file__).parents[1] / "docs" / "limits.md"

_HEAD = """# How long a text may be

Made from `domain/lengths.py`, where each limit stands once: a line, a form's field and a list that is taken over are
held to the same one. A longer text is refused with both numbers, and nothing is changed; none is cut short. Characters
are counted as a browser and the chats' own fields count them: an emoji is two.
([why](decisions/0024-one-table-of-limits.md))

| What | Characters | Kept in |
|---|---|---|
"""


def page() -> str:
    """The whole page."""
    rows = [f"| {say('en', named(name))} | {most:,} | {_kept(name)} |" for name, most in LIMITS.items()]
    return _HEAD + "\n".join(rows) + "\n"


def _kept(name: str) -> str:
    table, _, column = name.partition(":")
    return f"`{table}.{column}`" if column else "–"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
