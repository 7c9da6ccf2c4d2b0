"""Two people write at once: what each meant stands, and where they meant different things, somebody is asked.

A form knows the version it was made from. What its writer left as it was then is none of their doing, so what others
have written there since stays.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Merged:
    """A field's new value. `conflict`: both wrote, and not the same; then `value` is what stood, untouched."""

    value: str
    conflict: bool = False


def merge(base: str, mine: str, theirs: str) -> Merged:
    """base: what the form showed; mine: what came back; theirs: what stands now."""
    if mine in (base, theirs):
        return Merged(theirs)
    return Merged(theirs, conflict=True) if theirs != base else Merged(mine)


def merge_set(base: str, mine: str, theirs: str) -> str:
    """The same for a choice of several, joined by «, »: who was added is in, who was taken away is out."""
    first, second, third = _members(base), _members(mine), _members(theirs)
    added = [one for one in second if one not in first]
    gone = [one for one in first if one not in second]
    kept = [one for one in third if one not in gone]
    return ", ".join([*kept, *(one for one in added if one not in kept)])


def _members(text: str) -> list[str]:
    return [piece for piece in (part.strip() for part in text.split(",")) if piece]
