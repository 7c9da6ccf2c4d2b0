"""What an operator's programs are told of one that serves chats: put together here, and looked at now and then."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import partial

import structlog

from bot.clock import Clock
from bot.watch.metrics import Metrics
from bot.watch.readiness import Answer, Part, Readiness, TokenRefusedError, in_own_thread
from storage.delivery.outbox_figures import OutboxFigures, outbox_figures
from storage.unit_of_work.probe import why, write
from storage.unit_of_work.store import Store

EVERY = 30.0
"""Seconds between the looks the program takes by itself, so that what changes is logged, and told where it must be."""
CHAT_FRESH = 15.0
"""Seconds that a chat isn't asked again."""
DATABASE_FRESH = 5.0
"""The same for the database."""

_log = structlog.get_logger(__name__)


@dataclass(slots=True)
class Watch:
    """Whether each part can do its work, and what has been counted.

    since_tick: seconds since the last good tick. refused: told each chat that doesn't take our credentials; by a look.
    """

    store: Store
    clock: Clock
    readiness: Readiness = field(default_factory=Readiness)
    metrics: Metrics = field(default_factory=Metrics)
    since_tick: Callable[[], float] = lambda: 0.0
    refused: Callable[[list[TokenRefusedError]], Awaitable[None]] | None = None
    _figures: OutboxFigures | None = None
    _outbox: Answer = field(init=False)

    def __post_init__(self) -> None:
        self.readiness.ask("database", Answer(self._write, DATABASE_FRESH, why=why))
        self._outbox = Answer(self._read, DATABASE_FRESH)

    def chat(self, platform: str, reachable: Callable[[], Awaitable[str]]) -> None:
        """A chat that is served. reachable: asks it, and says how that went; raises what is wrong."""
        self.readiness.ask(platform, Answer(reachable, CHAT_FRESH, why=str))

    async def page(self) -> bytes:
        """What `/metrics` answers, within a moment or two."""
        self._outbox.ask()
        parts = await self.readiness.report()
        if self._outbox.running is not None:
            await asyncio.wait({self._outbox.running}, timeout=0.5)
        known = self._figures if self._outbox.look().ok else None
        return self.metrics.page(parts, self.since_tick(), known)

    async def run(self) -> None:
        """Look now and then, until cancelled."""
        before: dict[str, Part] = {}
        while True:
            await asyncio.sleep(EVERY)
            parts = await self.readiness.report()
            for name, part in parts.items():
                if part.ok != before.get(name, part).ok or (name not in before and not part.ok):
                    tell = _log.info if part.ok else _log.warning
                    tell("ready.changed", part=name, ready=part.ok, said=part.said)
            before = parts
            if self.refused is not None:
                try:
                    await self.refused(self.readiness.refused())
                except Exception:  # noqa: BLE001 - it is tried again at the next look
                    _log.exception("ready.not_told")

    async def _write(self) -> str:
        await in_own_thread(partial(write, self.store, self.clock.now()))
        return "ok"

    async def _read(self) -> str:
        self._figures = await in_own_thread(partial(outbox_figures, self.store, self.clock.now()))
        return "ok"
