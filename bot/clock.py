"""The only place that reads the clock.

Two clocks: `now` is what people call the time, and can be moved in the try-out; leases run on `lease_now`, which
nobody moves, neither a person nor the machine's time service.
"""

import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Protocol
from uuid import uuid4

from domain.calendar import OSLO

NOT_BEFORE = datetime(2026, 11, 1, tzinfo=UTC)
"""When this program came into being. A machine that has lost its clock believes that it is long before: 1970, 2000."""

BOOT_ID = Path("/proc/sys/kernel/random/boot_id")


class Clock(Protocol):
    """What time it is."""

    def now(self) -> datetime:
        """The time, as aware UTC."""
        ...

    def lease_now(self) -> float:
        """Seconds on a clock that only goes forward, counted from the machine's start, sleep included."""
        ...

    def boot_id(self) -> str:
        """Which start of which machine `lease_now` counts from: only readings with the same id can be compared."""
        ...


class SystemClock:
    """The machine's own."""

    def now(self) -> datetime:
        """The time, as aware UTC."""
        return datetime.now(UTC)  # noqa: TID251 - the one place

    def lease_now(self) -> float:
        """Seconds since the machine started (CLOCK_BOOTTIME; where there is none, the monotonic clock)."""
        return time.clock_gettime(time.CLOCK_BOOTTIME) if hasattr(time, "CLOCK_BOOTTIME") else time.monotonic()

    def boot_id(self) -> str:
        """The kernel's id of this start; a process's own where there is none, which only makes leases last longer."""
        return _boot_id()


@dataclass(slots=True)
class MovableClock:
    """The try-out's: the time people see can be moved, and runs on from there. Leases don't notice."""

    base: SystemClock = field(default_factory=SystemClock)
    offset: timedelta = timedelta(0)

    def now(self) -> datetime:
        """The time it has been moved to, running on."""
        return self.base.now() + self.offset

    def move_to(self, instant: datetime) -> None:
        """From here on it is `instant`. Raises ValueError when it is naive."""
        if instant.tzinfo is None:
            raise ValueError("an instant must be aware")
        self.offset = instant.astimezone(UTC) - self.base.now()

    def lease_now(self) -> float:
        """The machine's own."""
        return self.base.lease_now()

    def boot_id(self) -> str:
        """The machine's own."""
        return self.base.boot_id()


@dataclass(slots=True)
class FixedClock:
    """Stands still until told otherwise; for tests and the demo."""

    at: datetime
    lease: float = 0.0
    boot: str = "fixed"

    def __post_init__(self) -> None:
        if self.at.tzinfo is None:
            raise ValueError("an instant must be aware")
        self.at = self.at.astimezone(UTC)

    def now(self) -> datetime:
        """The instant it stands at."""
        return self.at

    def lease_now(self) -> float:
        """What `advance` has added up to."""
        return self.lease

    def boot_id(self) -> str:
        """Its own."""
        return self.boot

    def advance(self, seconds: float) -> None:
        """Both clocks go on."""
        self.at += timedelta(seconds=seconds)
        self.lease += seconds

    def move_to(self, instant: datetime) -> None:
        """The time people see becomes `instant`, leases don't notice."""
        self.at = instant.astimezone(UTC)


def instant(text: str) -> datetime:
    """An ISO 8601 instant; without a zone it is Oslo time. Raises ValueError."""
    at = datetime.fromisoformat(text.strip())
    return at if at.tzinfo else at.replace(tzinfo=OSLO)


@cache
def _boot_id() -> str:
    try:
        return BOOT_ID.read_text().strip()
    except OSError:
        return uuid4().hex
