"""A whole installation with its clock in hand: lines in, days passing, what was sent lying in a list."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from bot.clock import FixedClock
from bot.delivery.chat import Posted
from bot.delivery.sender import Sender
from domain.accounts import Address
from handlers.cards import Card, Item
from handlers.messages.draw import draw
from handlers.messages.reminders import put_due
from handlers.views.plain_text import plain
from storage.setup.year import plan_ahead
from storage.unit_of_work.store import Store
from tests.desk import Desk, oslo

CONSOLE = frozenset({"console"})


@dataclass(frozen=True, slots=True)
class Letter:
    """Something that was sent: when, to whom, what."""

    at: datetime
    day: date
    recipient: str
    key: str
    card: Card

    @property
    def text(self) -> str:
        """As it reads."""
        return plain(self.card)

    def leads(self) -> list[str]:
        """What its items are about, with the word they are marked with."""
        return [f"{block.word}: {block.lead}" for block in self.card.body if isinstance(block, Item)]


@dataclass
class Pigeonholes:
    """A chat that keeps what is posted; the console's place in tests of the calendar."""

    platform: str = "console"
    searchable: bool = True
    busy_everywhere: bool = True
    posts: list[tuple[Address, Card, str]] = field(default_factory=list)

    async def post(self, room: Address, card: Card, key: str) -> Posted:
        """Keep it."""
        self.posts.append((room, card, key))
        return Posted(room, str(len(self.posts)))

    async def find(self, room: Address, key: str, since: datetime, until: datetime) -> Posted | None:
        """The message with the key."""
        return next((Posted(room, str(n)) for n, post in enumerate(self.posts, 1) if post[2] == key), None)

    async def update(self, posted: Posted, card: Card) -> None:
        """Nothing is drawn anew here."""


@dataclass
class Town:
    """The installation."""

    store: Store
    letters: list[Letter] = field(default_factory=list)
    platforms: frozenset[str] = CONSOLE

    def __post_init__(self) -> None:
        self.desk = Desk(self.store, platforms=self.platforms)
        self.clock = FixedClock(self.desk.at)
        chats = {platform: Pigeonholes(platform) for platform in sorted(self.platforms)}
        self.sender = Sender(self.store, chats, draw, self.clock, parallel=1)

    def tick(self, at: str) -> list[Letter]:
        """One turn of the clock at an Oslo time; what was sent."""
        self.clock.at = oslo(at)
        plan_ahead(self.store, self.clock.at)
        put_due(self.store, self.clock.at, self.platforms)
        return self.deliver()

    def deliver(self) -> list[Letter]:
        """Send what lies in the outbox; what was sent."""
        sent = asyncio.run(self.sender.run_once())
        now = self.clock.at
        new = [
            Letter(now, date.fromisoformat(f"{now:%Y-%m-%d}"), one.recipient, one.key, one.card)
            for one in sent
            if one.card is not None
        ]
        self.letters += new
        return new

    def say(self, who: str, line: str, at: str) -> str:
        """A line said at an Oslo time, and what it causes sent."""
        reply = self.desk.say(who, line, at=at)
        self.clock.at = oslo(at)
        self.deliver()
        return reply


def days(first: date, last: date) -> Iterator[date]:
    """Every day, both included."""
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)
