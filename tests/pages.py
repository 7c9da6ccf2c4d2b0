"""What the pages for people tell somebody to do, taken out of them so that it can be tried."""

import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").glob("*.md")])

_FENCE = re.compile(r"^```[a-z]*\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_SPAN = re.compile(r"`([^`\n]+)`")
_PROGRAM = re.compile(r"(?:ExecStart=)?(?:\S*\.venv/bin/)?samhandling (?=[a-z])")


def text(name: str) -> str:
    """A page, by its name below the project's folder."""
    return (ROOT / name).read_text(encoding="utf-8")


def section(page: str, heading: str) -> str:
    """A section of second rank, without its heading."""
    return page.split(f"\n## {heading}\n", 1)[1].split("\n## ", 1)[0]


def blocks(page: str) -> list[str]:
    """What stands between fences."""
    return _FENCE.findall(page)


def spans(page: str) -> list[str]:
    """What stands between single signs, in tables and prose."""
    return _SPAN.findall(_FENCE.sub("", page))


def lines(page: str) -> Iterator[str]:
    """The lines of all blocks, without the prompt and what is said about them."""
    for block in blocks(page):
        for line in block.splitlines():
            said = re.sub(r"\s+#\s.*$", "", line.removeprefix("$ ")).strip()
            yield re.sub(r"\$\([^)]*\)", "today", said)  # what the shell puts there


def calls(page: str) -> Iterator[str]:
    """What is said to the program, without its name: in blocks, and in spans that begin with it."""
    told = [*lines(page), *(one for one in spans(page) if _PROGRAM.match(one))]
    for line in told:
        for part in re.split(r"\s*(?:&&|\|\|)\s*", line):
            if found := _PROGRAM.match(part):
                yield re.sub(r"\s+[<>].*$", "", part[found.end() :]).rstrip("'")
