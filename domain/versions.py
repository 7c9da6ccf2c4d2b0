"""Versions of rows, as buttons and forms carry them («O-8 v3»): what was made from another version explains itself."""

STEP = 10_000
"""How far every version goes on when the database has gone back in time, more than any row is changed in its life. What
was made before then carries a smaller one, so it fits no row, however the row is changed from there."""


def after_restore(version: int) -> int:
    """The version a row goes on from: no button that was made before carries it, nor any after it."""
    return range_of(version) + STEP + version % STEP


def can_follow(version: int, now: int) -> bool:
    """Whether a row that is at version `now` has been at `version`: not where the database has gone back between them,
    nor where it hasn't come so far yet."""
    return version <= now and range_of(version) == range_of(now)


def range_of(version: int) -> int:
    """Where the range begins that a version stands in: 0 until the first restore."""
    return version // STEP * STEP
