"""Ways in which Slack fails, one at a time or as a seeded mix."""

import random
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Kind = Literal["busy", "error", "500", "500_after", "lost", "lost_before", "garbage", "late", "lost_late", "hang"]
"""busy: 429 with Retry-After, nothing done. error: `ok: false` with a name. 500: before anything is done.
500_after: done, then 500. lost: done, then the connection drops. lost_before: the connection drops, nothing done.
garbage: done, then half a JSON. late: done after `seconds`, then answered. lost_late: the connection drops, done after
`seconds`. hang: never answered, nothing done."""


@dataclass(frozen=True)
class Fault:
    """One failure. seconds: Retry-After of busy, delay of late and lost_late. error: the name in the answer."""

    kind: Kind
    seconds: float = 1
    error: str = "fatal_error"


class Faults:
    """The faults to come: planned ones first, by method, then those a seeded mix draws."""

    def __init__(self) -> None:
        self._planned: dict[str, list[Fault]] = {}
        self._mix: list[tuple[float, Fault]] = []
        self._methods: set[str] = set()
        self._random = random.Random(0)  # noqa: S311 - a repeatable mix, no secret
        self.drawn: list[tuple[str, str]] = []

    def plan(self, method: str, *faults: Fault) -> None:
        """The method's next calls fail so, one after another."""
        self._planned.setdefault(method, []).extend(faults)

    def mix(self, chances: Mapping[Fault, float], seed: int, methods: tuple[str, ...] = ("chat.postMessage",)) -> None:
        """From now on each call of the methods fails with these chances (0 to 1, together at most 1)."""
        self._mix = [(chance, fault) for fault, chance in chances.items()]
        self._methods = set(methods)
        self._random = random.Random(seed)  # noqa: S311 - a repeatable mix, no secret

    def next(self, method: str) -> Fault | None:
        """The fault that meets this call, or none."""
        fault = self._planned[method].pop(0) if self._planned.get(method) else self._draw(method)
        if fault:
            self.drawn.append((method, fault.kind))
        return fault

    def _draw(self, method: str) -> Fault | None:
        if method not in self._methods:
            return None
        dice = self._random.random()
        for chance, fault in self._mix:
            dice -= chance
            if dice < 0:
                return fault
        return None
