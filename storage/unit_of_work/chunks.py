"""Many ids in parts that both databases take in one statement."""

from collections.abc import Collection, Iterator

LARGEST_PART = 10_000
"""SQLite takes 32,766 values in a statement, PostgreSQL 65,535."""


def chunks(ids: Collection[int], most: int = LARGEST_PART) -> Iterator[list[int]]:
    """The ids in order, in parts of `most`."""
    ordered = sorted(ids)
    for start in range(0, len(ordered), most):
        yield ordered[start : start + most]
