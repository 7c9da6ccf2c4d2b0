"""A process that has imported everything and has no threads: it bears senders, and kills them.

Each line of standard input is one order (JSON), answered by one line: the child's exit code, -9 when it was killed.
A child ticks, sends all there is to send over real HTTP, and ends. It is killed the `nth` time it comes to `step`, or
`after` so many seconds; the two kinds of step that the database adds are `wrote` and `committing`. One that is to
`pause` is stopped there instead, sleeps through the whole life of another, and goes on.
"""

import asyncio
import json
import os
import select
import signal
import subprocess
import sys
import traceback
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

import structlog
from sqlalchemy import event
from sqlalchemy.orm import configure_mappers

from bot.app import open_store
from bot.clock import MovableClock
from bot.delivery.sender import STEPS, Sender
from bot.slack.chat import ChannelInterval, SlackChat
from bot.slack.client import connect
from domain.calendar import WorkCalendar
from handlers.messages.reminders import put_due
from storage.delivery.outbox import anything_open
from storage.unit_of_work.store import Store
from storage.unit_of_work.unit import Rules
from tests.faults.world import SLACK, again, draw
from tests.patience import PATIENCE
from tests.slack_standin import BOT_TOKEN

ALL_STEPS = ("wrote", "committing", *STEPS)
"""The steps a child can be killed at; together with any instant between them."""

LEASE = 0.8
"""Seconds: longer than the stand-in's latest commit, short enough for a hundred deaths."""
PATIENT_LEASE = 4.0
"""The same where several workers and the stand-in share two cores: longer than any of them has to wait for its turn
between its last look at the lease and its post, which no sender can take back (docs/delivery.md)."""

RULES = Rules(WorkCalendar())


@dataclass(frozen=True)
class Order:
    """One child. `offset`: seconds its clock is ahead of the machine's. No step and no `after`: it may live. lease: how
    long its claims hold, in seconds."""

    url: str
    api: str
    offset: float
    step: str = ""
    nth: int = 1
    after: float | None = None
    pause: bool = False
    lease: float = LEASE


class Nursery:
    """The other end: a nursery in a process of its own."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.nursery"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def bear(self, order: Order) -> int:
        """One child from birth to its end; its exit code."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(asdict(order)) + "\n")
        self._process.stdin.flush()
        return int(self._process.stdout.readline())

    def close(self) -> None:
        """No more children."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait(PATIENCE)
        self._process.stdout.close()


def live(order: Order) -> None:
    """A child's life; some minutes at most, should whoever waits for its end be gone."""
    signal.alarm(int(PATIENCE))
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(50))
    store = open_store(order.url, RULES)
    clock = MovableClock()
    clock.move_to(datetime.fromtimestamp(clock.now().timestamp() + order.offset, tz=clock.now().tzinfo))
    step = _killer(order)
    event.listen(store.writer, "after_cursor_execute", lambda *_: step("wrote"))
    event.listen(store.writer, "commit", lambda *_: step("committing"))
    # Paused at a step, one message at a time: another one's request, checked already but not yet written to its socket,
    # would still go out on waking. No sender can take that back; docs/delivery.md says so.
    asyncio.run(_send(store, clock, order, step))
    store.close()


async def _send(store: Store, clock: MovableClock, order: Order, step: Callable[[str], None]) -> None:
    parallel, lease = 1 if order.pause else 2, order.lease
    async with connect(BOT_TOKEN, order.api, seconds=lease / 4) as clients:
        chat = SlackChat(clients.posting, ChannelInterval(interval=0))
        sender = Sender(store, {"slack": chat}, draw, clock, lease=lease, hook=step, parallel=parallel, redraw=again)
        put_due(store, clock.now(), SLACK)
        while anything_open(store, clock.now()):
            if not await sender.run_once():
                await asyncio.sleep(0.005)  # until a lease is over; it is the lease we wait for


def _killer(order: Order) -> Callable[[str], None]:
    left = order.nth

    def step(name: str) -> None:
        nonlocal left
        if name == order.step:
            left -= 1
            if not left:
                os.kill(os.getpid(), signal.SIGSTOP if order.pause else signal.SIGKILL)

    return step


def _bear(order: Order) -> int:
    child = os.fork()
    if not child:
        try:
            live(order)
        except BaseException:  # noqa: BLE001 - the test shows it
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    if order.after is not None:
        watch = os.pidfd_open(child)
        if not select.select([watch], [], [], order.after)[0]:
            os.kill(child, signal.SIGKILL)
        os.close(watch)
    if order.pause and os.WIFSTOPPED(status := os.waitpid(child, os.WUNTRACED)[1]):
        _bear(replace(order, step="", pause=False))
        os.kill(child, signal.SIGCONT)
    elif order.pause:
        return os.waitstatus_to_exitcode(status)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def main() -> None:
    """Bear children until standard input ends."""
    configure_mappers()
    RULES.calendar.sendable_on_or_after(datetime(2026, 11, 23).date())  # noqa: DTZ001 - only its date
    for line in sys.stdin:
        found: dict[str, Any] = json.loads(line)
        sys.stdout.write(f"{_bear(Order(**found))}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
