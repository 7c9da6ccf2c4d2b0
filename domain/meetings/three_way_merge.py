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


@dataclass(frozen=True, slots=True)
class Sides:
    """Two choices of several, of which each name stands in one at most: those present, and those absent."""

    here: tuple[str, ...] = ()
    away: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MergedSides:
    """The new choices. clash: names two writers have put on either side."""

    value: Sides
    clash: tuple[str, ...] = ()


def merge_sides(base: Sides, mine: Sides, theirs: Sides) -> MergedSides:
    """As `merge_set` for two choices at once: whoever is put into one leaves the other, where they were left alone."""
    came, left = _added(base.here, mine.here), _added(base.away, mine.away)
    clash = (
        *(one for one in came if one in _added(base.away, theirs.away)),
        *(one for one in left if one in _added(base.here, theirs.here)),
    )
    here = _changed(theirs.here, came, (*_added(mine.here, base.here), *left))
    away = _changed(theirs.away, left, (*_added(mine.away, base.away), *came))
    return MergedSides(Sides(here, away), clash)


def _added(before: tuple[str, ...], after: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(one for one in after if one not in before)


def _changed(stands: tuple[str, ...], added: tuple[str, ...], gone: tuple[str, ...]) -> tuple[str, ...]:
    kept = tuple(one for one in stands if one not in gone)
    return (*kept, *(one for one in added if one not in kept))


def merge_set(base: str, mine: str, theirs: str) -> str:
    """The same for a choice of several, joined by «, »: who was added is in, who was taken away is out."""
    first, second, third = _members(base), _members(mine), _members(theirs)
    added = [one for one in second if one not in first]
    gone = [one for one in first if one not in second]
    kept = [one for one in third if one not in gone]
    return ", ".join([*kept, *(one for one in added if one not in kept)])


def _members(text: str) -> list[str]:
    return [piece for piece in (part.strip() for part in text.split(",")) if piece]
