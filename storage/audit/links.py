"""Whether the entries hang together: what has been changed, taken out, put in, or stands in another place."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from domain.audit import Head


@dataclass(frozen=True, slots=True)
class Link:
    """What of an entry holds it in the chain. sound: its sum is what it adds up to."""

    number: int
    previous: str
    sha256: str
    sound: bool


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that isn't as the program left it.

    what: `changed`, `missing`, `misplaced`, `replaced`, `added`, `head`, `part-changed`, `part-gone`, `unreadable` of
    entries; `value`, `no-row`, `row-gone`, `row-twice`, `minutes` of the record. entry: its number, 0: none.
    """

    what: str
    entry: int = 0
    table: str = ""
    key: str = ""
    column: str = ""
    detail: str = ""


def broken(links: Sequence[Link], begins: int) -> Iterator[Finding]:
    """What is wrong with the chain. begins: the entry from which numbers have no gaps."""
    at = {one.sha256: one.number for one in links}
    last = Head()
    for one in links:
        if not one.sound:
            yield Finding("changed", one.number)
        gap = one.number - last.number - 1
        fits = one.previous == last.sha256
        if gap and (one.number > begins or not fits):
            yield from (Finding("missing", number) for number in range(last.number + 1, one.number))
        elif not fits:
            yield _misfit(one, last, at.get(one.previous))
        last = Head(one.number, one.sha256)


def _misfit(one: Link, last: Head, written_after: int | None) -> Finding:
    """An entry that wasn't written after the one it stands behind."""
    if written_after is not None:
        return Finding("misplaced", one.number, detail=str(written_after))
    if last.number == 0:
        return Finding("replaced", one.number)
    return Finding("replaced", last.number, detail=str(one.number))


def against_heads(links: Sequence[Link], heads: Sequence[Head]) -> Iterator[Finding]:
    """What heads that were noted earlier say of the chain: an entry that is gone, or another than it was."""
    known = {one.number: one.sha256 for one in links}
    for head in heads:
        if head.number and head.number not in known:
            yield Finding("missing", head.number)
        elif head.number and not head.fits(Head(head.number, known[head.number])):
            yield Finding("head", head.number)
