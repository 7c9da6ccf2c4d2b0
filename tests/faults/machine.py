"""A machine whose clock jumps and that sleeps, a program on it, and what must have been said once it was awake."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

from bot.clock import FixedClock
from bot.delivery.chat import Posted
from bot.delivery.clock_watch import JUMP, BelievedClock, ClockWatch
from bot.delivery.jobs import Jobs
from bot.delivery.sender import LEASE, Sender
from domain.accounts import Address
from domain.calendar import oslo_date
from domain.duties.reminders import LATE_AFTER, Rung, escalation, next_rung, send_at
from handlers.cards import Card
from storage.tables import DutyRow, MessageRow, NoticeRow
from storage.unit_of_work.store import Store
from tests.faults.outcome import Outcome
from tests.faults.world import SLACK, MemoryChat, again, draw, rows

NOBODY: datetime | None = None


@dataclass
class Machine:
    """Its two clocks, and the right time beside them."""

    clock: FixedClock
    off: timedelta = timedelta(0)
    """How far its clock is ahead."""

    def right(self) -> datetime:
        """What time it is."""
        return self.clock.now() - self.off

    def set_ahead(self, off: timedelta) -> None:
        """Somebody sets its clock; the one that leases run on doesn't notice."""
        self.clock.at += off - self.off
        self.off = off

    def sleep(self, until: datetime, *, counted: bool = True) -> None:
        """Nothing runs until then. counted: both its clocks go on meanwhile, as they should."""
        if counted:
            self.clock.advance((until - self.right()).total_seconds())
        else:
            self.clock.at = until + self.off

    def start_again(self) -> None:
        """It starts anew: leases are counted from here."""
        self.clock.boot, self.clock.lease = f"after {self.clock.boot}", 1.0


@dataclass
class ChatWithClock(MemoryChat):
    """A chat that has the right time, notes when each message came, and finds a key only where it looks for it."""

    right: Callable[[], datetime] = lambda: datetime.max.replace(tzinfo=UTC)

    async def post(self, room: Address, card: Card, key: str) -> Posted:
        before = len(self.stands)
        try:
            return await super().post(room, card, key)
        finally:
            for standing in self.stands[before:]:
                standing.at = self.right()

    async def find(self, room: Address, key: str, since: datetime, until: datetime) -> Posted | None:
        found = await super().find(room, key, since, until)
        stands = [one for one in self.stands if one.key == key and one.at is not None and since <= one.at <= until]
        return found if stands else None


@dataclass
class Program:
    """The tick, with its watch over the clock, and the sender. second: another clock's time, if one can be asked."""

    store: Store
    machine: Machine
    chat: ChatWithClock
    second: Callable[[], datetime | None] = lambda: NOBODY
    lapsed: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        clock = self.machine.clock

        async def ask() -> datetime | None:
            return self.second()

        self.watch = ClockWatch(clock, (ask,))
        self.jobs = Jobs(self.store, lambda: None, clock, SLACK, watch=self.watch)
        believed = BelievedClock(clock, self.watch)
        self.sender = Sender(self.store, {"slack": self.chat}, draw, believed, parallel=1, redraw=again)

    async def turn(self) -> bool:
        """A tick, and what there is to send; whether the tick looked for what is due."""
        self.lapsed |= set((await self.jobs.tick()).lapsed)
        await self.sender.run_once()
        return self.watch.doubted is None

    async def turns(self, until: datetime) -> list[bool]:
        """A turn every minute of the right time."""
        found = []
        while self.machine.right() < until:
            self.machine.clock.advance(60)
            found.append(await self.turn())
        return found


@dataclass(frozen=True)
class Wanted:
    """What must stand: the names of reminders, each with the day it is of; those that come late; duties that lapsed."""

    said: dict[str, date]
    late: set[str]
    lapsed: set[int]


def wanted(store: Store, awake: Sequence[datetime]) -> Wanted:
    """What ticks at these instants must have said: of what a duty was to be reminded of since the one before, the last.

    Worked out from the ladder's days alone. Nobody holds a role here, so escalations go to KS's room.
    """
    found = Wanted({}, set(), set())
    for duty in rows(store, DutyRow):
        ladder = _ladder(store, duty, oslo_date(awake[-1]))
        for before, now in pairwise([datetime.min.replace(tzinfo=UTC), *awake]):
            missed = [rung for rung in ladder if before < send_at(rung.day) <= now]
            if not missed:
                continue
            if duty.until is not None and duty.until <= oslo_date(now):
                found.lapsed.add(duty.id)
                continue
            rung = missed[-1]
            for hearer in {duty.owner, "ks"} if escalation(rung.number) else {duty.owner}:
                name = f"{duty.id}/{duty.ladder_due}/{rung.number}/{hearer}"
                found.said[name] = rung.day
                if now > send_at(rung.day) + LATE_AFTER:
                    found.late.add(name)
    return found


def _ladder(store: Store, duty: DutyRow, last: date) -> list[Rung]:
    calendar, found = store.rules.calendar, []
    rung = next_rung(duty.ladder_due, duty.arose_on, calendar)
    while rung is not None and rung.day <= last and (duty.until is None or rung.day < duty.until):
        found.append(rung)
        rung = next_rung(duty.ladder_due, rung.day, calendar)
    return found


def compared(kind: str, program: Program, want: Wanted, strikes: int = 1) -> Outcome:
    """What stands beside what must: what isn't there, isn't marked late or wasn't reported is lost; what came twice,
    early or for no reason has come once too often."""
    said, keys = program.chat.said(), Counter(one.key for one in program.chat.stands)
    messages = [row for row in rows(program.store, MessageRow) if row.status != "cancelled"]
    marked = {_name(row) for row in rows(program.store, NoticeRow) if row.late and not row.void}
    lost = [*(want.said.keys() - said.keys()), *(row.key for row in messages if not keys[row.key])]
    lost += [f"{row.key} is {row.status}" for row in messages if row.status != "sent"]
    lost += [f"{name} isn't marked late" for name in want.late & said.keys() - marked]
    lost += [f"duty {one} wasn't reported" for one in want.lapsed - program.lapsed]
    doubled = [name for name, count in (said + keys).items() if count > 1]
    doubled += [f"{name} for no reason" for name in said.keys() - want.said.keys()]
    doubled += [f"{name} marked late in time" for name in marked & want.said.keys() - want.late]
    doubled += [f"duty {one} has not lapsed" for one in program.lapsed - want.lapsed]
    for standing in program.chat.stands:
        names = {getattr(block, "text", "") for block in standing.card.body} & want.said.keys()
        doubled += [f"{name} early" for name in names if standing.at and standing.at < send_at(want.said[name]) - JUMP]
    return Outcome(kind, len(keys), strikes, lost, doubled, reminders=len(want.said))


def _name(row: NoticeRow) -> str:
    return f"{row.duty_id}/{row.due}/{row.rung}/{row.recipient}"


AFTER_LEASE = timedelta(seconds=LEASE + 1)
