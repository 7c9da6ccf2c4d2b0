"""How the work grows with the text: counted in CPU time of this thread, the least of several tries."""

from collections.abc import Callable
from dataclasses import dataclass
from time import thread_time

SHORT, LONG = 10_000, 20_000
"""Characters of the two texts that are compared."""
AT_MOST = 2.2
"""How much longer the second may take: twice the text is twice the work, and a little for the machine."""
TRIES = 30
"""How often both are tried at most: until the least times of each are in proportion, twice at least. What isn't after
so many tries isn't for another reason than a busy machine."""
NOTICEABLE = 0.002
"""Seconds below which nothing is measured: a clock is not that good, and nobody waits for it. What grows with the
square of the text is far above it at 10 kB."""


@dataclass(frozen=True, slots=True)
class Growth:
    """What twice the text took. seconds: for the shorter."""

    seconds: float
    ratio: float


def cpu(work: Callable[[], object]) -> float:
    """Seconds of CPU one run takes."""
    begun = thread_time()
    work()
    return thread_time() - begun


def growth(short: Callable[[], object], long: Callable[[], object]) -> Growth:
    """The growth from the one to the other; 1.0 where the first takes next to nothing."""
    least_short, least_long = cpu(short), float("inf")
    for tried in range(TRIES):
        least_short = min(least_short, cpu(short))
        if least_short < NOTICEABLE:
            return Growth(least_short, 1.0)
        least_long = min(least_long, cpu(long))
        ratio = least_long / least_short
        if tried and ratio <= AT_MOST:
            break
    return Growth(least_short, least_long / least_short)
