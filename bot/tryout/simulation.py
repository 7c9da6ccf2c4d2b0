"""How lines are answered and time passes where one person speaks for everybody.

The terminal and the page to try on share one clockwork: one lock, one clock, one memory of what went out.
"""

import re
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Literal

from bot.app import App
from bot.clock import FixedClock, MovableClock, SystemClock, instant
from bot.delivery.chat import NotShownError
from bot.output import UnseenError
from bot.tryout.chat import ConsoleChat
from domain.accounts import CONSOLE, Account, Address
from domain.calendar import OSLO, oslo_date, oslo_instant
from domain.dates.parse import DateContext, Direction, Purpose, parse_date
from domain.duties.reminders import SEND_FROM, send_at
from domain.errors import UserError
from handlers.cards import Card, Reply
from handlers.core.invocation import Invocation
from storage.setup.year import plan_ahead
from storage.tables import MessageRow, NoticeRow
from storage.unit_of_work.unit import Snapshot

FARTHEST = timedelta(days=731)
"""How far the clock may be moved at once: each day on the way is ticked."""

_STEP = re.compile(r"\+\s*(\d{1,4})\s*([^\W\d]*)")
_UNITS = {
    **dict.fromkeys(("", "d", "dag", "dager", "dagar", "day", "days"), timedelta(days=1)),
    **dict.fromkeys(("u", "uke", "uker", "veke", "veker", "w", "week", "weeks"), timedelta(weeks=1)),
    **dict.fromkeys(("t", "time", "timer", "timar", "h", "hour", "hours"), timedelta(hours=1)),
}


class UnreachableError(Exception):
    """The clock can't be moved there. why: it is the real one; nothing was typed, or nothing that is a time; it has
    passed; too far on."""

    def __init__(self, why: Literal["real", "empty", "unknown", "back", "far"]) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Delivery:
    """A message that went out, and its card as it is now.

    number: its place among all that has happened here. changed: the number it was last drawn anew under. at: when it
    went out, by the clock shown.
    """

    number: int
    changed: int
    at: datetime
    recipient: str
    room: Address
    key: str
    card: Card


Show = Callable[[Delivery], None]
"""Shows people a message; raises UnseenError when it can't."""


def nobody_looks(_: Delivery) -> None:
    """Where messages are looked at later, on a page."""


@dataclass(slots=True)
class _Posting:
    """One sending of what waits: as of when, who is shown it, and what has gone out so far."""

    at: datetime
    show: Show
    number: Callable[[], int]
    deliveries: list[Delivery]
    stop: Callable[[], None] = lambda: None
    recipients: dict[str, str] = field(default_factory=dict)
    found: list[Delivery] = field(default_factory=list)
    unseen: UnseenError | None = None

    def shown(self, room: Address, card: Card, key: str) -> None:
        """Show a message, and then it has gone out. Raises NotShownError."""
        number = self.number()
        delivery = Delivery(number, number, self.at, self.recipients[key], room, key, card)
        try:
            self.show(delivery)
        except UnseenError as error:
            self.unseen = error
            self.stop()
            raise NotShownError from error
        self.found.append(delivery)
        self.deliveries.append(delivery)


class Simulation:
    """Answers lines, moves the clock and sends what falls due, one thing at a time.

    lock: held by whoever needs several steps to be one. None of its methods may be called inside a running event loop.
    """

    def __init__(self, app: App) -> None:
        self.app = app
        self.lock = threading.RLock()
        self.deliveries: list[Delivery] = []
        self._numbers = count(1)
        self._chats = {platform: ConsoleChat(platform, self._drawn_anew) for platform in app.platforms}

    def number(self) -> int:
        """The next number: what has a higher one happened later."""
        return next(self._numbers)

    def answer(
        self, line: str, account: Account, room: Address, fields: Mapping[str, str] | None = None, locale: str = "nb"
    ) -> Reply:
        """The one reply to one line, said now. What it causes lies in the outbox, see `deliver`."""
        with self.lock:
            now = self.app.clock.now()
            plan_ahead(self.app.store, now)
            return self.app.answer(Invocation(line, account, room, now, fields or {}, locale=locale))

    def deliver(self, at: datetime | None = None, show: Show = nobody_looks) -> list[Delivery]:
        """Send what waits in the outbox as of `at`, by default now; what went out, in the order of the recipients.

        show: told each message, which counts as delivered only once it has returned. When it raises UnseenError, that
        message and all behind it wait, and the error comes out here.
        """
        import asyncio

        from bot.delivery.sender import Sender
        from handlers.messages.draw import draw
        from storage.delivery.outbox import anything_open

        with self.lock:
            at = at or self.app.clock.now()
            if not anything_open(self.app.store, at):
                return []
            machine = SystemClock()
            clock = FixedClock(at, machine.lease_now(), machine.boot_id())
            posting = _Posting(at, show, self.number, self.deliveries)
            for chat in self._chats.values():
                chat.shown = posting.shown

            def drawn(snapshot: Snapshot, message: MessageRow, notices: Sequence[NoticeRow]) -> Card | None:
                posting.recipients[message.key] = message.recipient
                return draw(snapshot, message, notices)

            sender = Sender(self.app.store, self._chats, drawn, clock, parallel=1)
            posting.stop = sender.stop
            asyncio.run(sender.run_once())
            if posting.unseen is not None:
                raise posting.unseen
            return sorted(posting.found, key=lambda one: one.recipient)

    def _drawn_anew(self, key: str, card: Card) -> None:
        """A message that went out from here has changed; one of an earlier start is not shown any more."""
        for place, delivery in enumerate(self.deliveries):
            if delivery.key == key:
                self.deliveries[place] = replace(delivery, card=card, changed=self.number())

    def tick(self, at: datetime | None = None, show: Show = nobody_looks) -> list[Delivery]:
        """One turn of the clock, as of `at` or now: put what is due in the outbox and send it, as `deliver` does."""
        from handlers.messages.reminders import put_due

        with self.lock:
            at = at or self.app.clock.now()
            self.app.daily(at)
            while put_due(self.app.store, at, self.app.platforms).more:
                pass
            return self.deliver(at, show)

    def target(self, text: str) -> datetime:
        """The instant people mean: «+1d», «+2 uker», «2026-12-01 09:00», «fredag uke 17». Raises UnreachableError."""
        clock = self.app.clock
        if not isinstance(clock, MovableClock) or CONSOLE not in self.app.platforms:
            raise UnreachableError("real")
        now = clock.now()
        found = _step(text, now) or _instant(text) or self._date(text, now)
        if found is None:
            raise UnreachableError("unknown" if text.strip() else "empty")
        if found < now - timedelta(minutes=1):
            raise UnreachableError("back")
        if found - now > FARTHEST:
            raise UnreachableError("far")
        return found

    def go_to(self, target: datetime, show: Show = nobody_looks) -> None:
        """Let time pass until `target`: what is due now goes out, and what each nine o'clock on the way brings.

        show: told each message as it goes out. The lock is free between the days; if somebody else moves the clock
        further meanwhile, it stays there. Raises UnreachableError when the clock can't be moved.
        """
        clock = self.app.clock
        if not isinstance(clock, MovableClock):
            raise UnreachableError("real")
        self.tick(show=show)
        day = oslo_date(clock.now())
        while day <= oslo_date(target):
            if send_at(day) <= target:
                self._pass(clock, send_at(day), show)
            day += timedelta(days=1)
        self._pass(clock, target, show)

    def _pass(self, clock: MovableClock, until: datetime, show: Show) -> None:
        with self.lock:
            if until > clock.now():
                clock.move_to(until)
                self.tick(until, show)

    def _date(self, text: str, now: datetime) -> datetime | None:
        calendar = self.app.store.rules.calendar
        try:
            found = parse_date(text, DateContext(oslo_date(now), calendar, Direction.FUTURE, Purpose.DEADLINE))
        except UserError as error:
            if error.code == "dates.past":
                raise UnreachableError("back") from None
            return None
        return oslo_instant(found.day, found.time or SEND_FROM)


def _step(text: str, now: datetime) -> datetime | None:
    step = _STEP.fullmatch(text)
    unit = _UNITS.get(step[2].casefold()) if step else None
    if step is None or unit is None:
        return None
    # By the clock on the wall: a day later is the same hour, whatever happened to summer time in between.
    return (now.astimezone(OSLO) + int(step[1]) * unit).astimezone(UTC)


def _instant(text: str) -> datetime | None:
    try:
        at = instant(text)
    except ValueError:
        return None
    return oslo_instant(at.date(), SEND_FROM) if len(text) == len("2026-12-01") else at.astimezone(UTC)
