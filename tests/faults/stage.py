"""A stage for the sender: a store with something to say, a chat in memory, a clock set by hand."""

from collections.abc import Callable

from bot.clock import FixedClock
from bot.delivery.sender import PostedMessage, Sender
from handlers.cards import Card
from handlers.messages.reminders import put_due
from storage.tables import MessageRow
from storage.unit_of_work.store import Store
from tests.faults.world import SLACK, TEST, MemoryChat, again, at, draw, rows

NINE = at("2026-11-06")
"""The first rung of what is due on 27 November."""


class Stage:
    """A store with a follow-up due to be reminded of, a chat, a clock at nine and a sender."""

    def __init__(
        self,
        store: Store,
        chat: MemoryChat | None = None,
        draw: Callable[..., object] = draw,
        again: Callable[..., Card] = again,
    ) -> None:
        self.store, self.chat, self.clock = store, chat or MemoryChat(), FixedClock(NINE)
        self.steps: list[str] = []
        self.sender = Sender(
            store, {"slack": self.chat}, draw, self.clock, hook=self.steps.append, parallel=1, poll=0.01,  # type: ignore[arg-type]
            redraw=again,
        )  # fmt: skip

    async def tick(self) -> list[PostedMessage]:
        put_due(self.store, self.clock.now(), SLACK)
        return await self.sender.run_once()

    async def later(self, seconds: float) -> list[PostedMessage]:
        self.clock.advance(seconds)
        return await self.tick()

    def statuses(self) -> list[str]:
        return [row.status for row in rows(self.store, MessageRow)]

    def send(self, kind: str = "nudge", recipient: str = "agder") -> None:
        with self.store.begin(TEST, self.clock.now()) as unit:
            unit.send(kind, recipient, {})
