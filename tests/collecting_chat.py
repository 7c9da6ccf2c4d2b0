"""A chat that keeps what is posted in it, and the clockwork before it: from the tick to what stands in a room."""

import asyncio
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from bot.clock import FixedClock
from bot.delivery.chat import Posted, RefusedError
from bot.delivery.sender import Sender
from domain.accounts import Address
from domain.calendar import WorkCalendar
from domain.duties.reminders import send_at
from handlers.cards import Card
from handlers.messages.draw import draw
from handlers.messages.reminders import Tick, put_due
from handlers.views.plain_text import plain
from storage.delivery.outbox import anything_open
from tests.desk import Desk, oslo


@dataclass(frozen=True, slots=True)
class Post:
    """A message that stands in a room."""

    room: str
    key: str
    card: Card
    at: datetime

    @property
    def text(self) -> str:
        """The whole message as plain text."""
        return plain(self.card)


@dataclass
class CollectingChat:
    """A chat platform in memory. `refusing`: rooms that turn everything away, and why; `tried`: where it was to go."""

    platform: str = "console"
    searchable: bool = True
    busy_everywhere: bool = True
    clock: FixedClock = field(default_factory=lambda: FixedClock(oslo("2026-11-23")))
    refusing: dict[str, str] = field(default_factory=dict)
    posts: list[Post] = field(default_factory=list)
    tried: list[str] = field(default_factory=list)
    updates: int = 0

    async def post(self, room: Address, card: Card, key: str) -> Posted:
        self.tried.append(str(room))
        if room.channel in self.refusing:
            raise RefusedError(self.refusing[room.channel])
        self.posts.append(Post(room.channel, key, card, self.clock.now()))
        return Posted(room, f"{len(self.posts)}.0")

    async def find(self, room: Address, key: str, since: datetime, until: datetime) -> Posted | None:
        assert since < until
        for number, post in enumerate(self.posts, 1):
            if (post.room, post.key) == (room.channel, key):
                return Posted(room, f"{number}.0")
        return None

    async def update(self, posted: Posted, card: Card) -> None:
        self.updates += 1
        number = int(posted.message_id.partition(".")[0]) - 1
        old = self.posts[number]
        self.posts[number] = Post(old.room, old.key, card, old.at)


class Office:
    """A desk with its reminders: a clock set by hand, the tick, the sender, and the chat they end up in."""

    def __init__(self, desk: Desk, *, platform: str = "console") -> None:
        self.desk = desk
        self.clock = FixedClock(desk.at)
        self.chat = CollectingChat(platform, clock=self.clock)
        self.sender = Sender(desk.store, {platform: self.chat}, draw, self.clock, parallel=1)

    def turn(self, when: str = "") -> list[Post]:
        """One turn of the clock at «2026-11-23 09:00» (default: now): what was posted."""
        if when:
            self.desk.at = oslo(when)
        return self._turn(self.desk.at)[1]

    def _turn(self, at: datetime) -> tuple[Tick, list[Post]]:
        self.clock.move_to(at)
        before = len(self.chat.posts)
        tick = put_due(self.desk.store, at, frozenset({self.chat.platform}))
        if anything_open(self.desk.store, at):
            asyncio.run(self.sender.run_once())
        return tick, self.chat.posts[before:]

    def mornings(self, first: str, last: str) -> dict[str, list[Post]]:
        """A turn at nine on every sendable day between two dates: ISO date → what was posted, where anything was."""
        calendar = self.desk.store.rules.calendar
        found: dict[str, list[Post]] = {}
        for day in _sendable(calendar, first, last):
            _, posts = self._turn(send_at(day))
            if posts:
                found[day.isoformat()] = posts
        self.desk.at = self.clock.now()
        return found


def _sendable(calendar: WorkCalendar, first: str, last: str) -> Iterator[date]:
    day = calendar.sendable_on_or_after(date.fromisoformat(first))
    while day <= date.fromisoformat(last):
        yield day
        day = calendar.add_sendable_days(day, 1)


def about(posts: Iterable[Post], words: str) -> list[Post]:
    """The posts that say something."""
    return [post for post in posts if words in post.text]
