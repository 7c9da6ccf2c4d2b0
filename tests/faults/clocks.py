"""The machine's clock jumps while the program ticks and sends; the machine sleeps over nine o'clock, or is down for
weeks: nothing is said early, nothing is lost, nothing comes twice.
"""

import asyncio
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import product
from typing import Literal

from bot.clock import FixedClock
from bot.delivery.clock_watch import JUMP
from domain.duties.reminders import next_sending
from storage.tables import DutyRow
from storage.unit_of_work.store import Store
from tests.faults.machine import AFTER_LEASE, ChatWithClock, Machine, Program, compared, wanted
from tests.faults.outcome import Outcome, Place, together
from tests.faults.world import TEST, at, follow_up, organisations

DAY = date(2026, 11, 6)
"""A Friday: the first rung of what is due on the 27th."""
SLUGS = ("ks", "agder", "telemark", "siva")

_STEPS = (timedelta(days=365), timedelta(hours=1), timedelta(seconds=60), timedelta(days=1))
JUMPS = tuple(product([sign * step for step in _STEPS for sign in (1, -1)], (True, False)))
"""How far the clock jumps, and whether another one can be asked; else the machine's own two contradict each other."""


def jump_clocks(place: Place, times: int) -> Outcome:
    """So many jumps of the clock and back, over nine o'clock, a message on its way; each in a town of its own."""
    return together([_jumped(place, *JUMPS[number % len(JUMPS)]) for number in range(times)])


def _jumped(place: Place, jump: timedelta, second: bool) -> Outcome:  # noqa: FBT001 - a row of JUMPS
    with place.store() as store:
        program = _town(store, at(str(DAY), "08:57"))
        machine = program.machine
        if second:
            program.second = machine.right
        return asyncio.run(_live(place, program, jump))


async def _live(place: Place, program: Program, jump: timedelta) -> Outcome:
    machine, store = program.machine, program.store
    small = abs(jump) <= JUMP
    assert all(await program.turns(at(str(DAY), "08:58")))
    machine.set_ahead(jump)
    _cause(program, "agder", "lost")  # posted before a tick has seen the clock
    await program.sender.run_once()
    believed = await program.turns(at(str(DAY), "08:59"))
    _cause(program, "telemark", "lost")
    believed += await program.turns(at(str(DAY), "09:02"))
    assert set(believed) == {small}, f"by {jump}: {believed}"
    machine.set_ahead(timedelta(0))
    assert all(await program.turns(at(str(DAY), "09:05")))
    day = store.rules.calendar.add_sendable_days(DAY, 5)
    machine.sleep(at(str(day), "08:59"))
    assert all(await program.turns(at(str(day), "09:02")))
    return compared(place.kind, program, wanted(store, [at(str(DAY), "09:02"), at(str(day))]))


@dataclass(frozen=True)
class Away:
    """How long nothing runs, from five to nine on. how: the machine is put to sleep (and its boot clock counts that, or
    stands still meanwhile), the program is stopped, or the machine is."""

    how: Literal["sleeps", "sleeps uncounted", "program down", "machine down"]
    away: timedelta


_LONG = (timedelta(days=30), timedelta(hours=1), timedelta(hours=72), timedelta(hours=24))
AWAY = (
    Away("sleeps", timedelta(hours=1)),
    Away("machine down", timedelta(days=30)),
    *(Away("program down", long) for long in _LONG),
    *(Away("sleeps uncounted", long) for long in _LONG),
    *(Away("sleeps", long) for long in _LONG[::2]),
    *(Away("machine down", long) for long in _LONG[1:]),
)


def be_away(place: Place, times: int) -> Outcome:
    """So many times nothing runs at nine o'clock, a message on its way; each in a town of its own."""
    return together([_away(place, AWAY[number % len(AWAY)]) for number in range(times)])


def _away(place: Place, away: Away) -> Outcome:
    with place.store() as store:
        program = _town(store, at(str(DAY), "08:54"))
        _lapses(store, "agder", DAY + timedelta(days=1))  # of two duties more: meaningless from tomorrow on
        _lapses(store, "siva", DAY + timedelta(days=20))
        return asyncio.run(_woken(place, program, away))


async def _woken(place: Place, program: Program, away: Away) -> Outcome:
    machine, calendar = program.machine, program.store.rules.calendar
    if away.how == "sleeps uncounted":
        program.second = machine.right  # else it is doubted, and rightly so
    assert all(await program.turns(at(str(DAY), "08:55")))
    _cause(program, "telemark", "lost")
    await program.sender.run_once()
    machine.sleep(machine.right() + away.away, counted=away.how != "sleeps uncounted")
    if away.how.endswith("down"):
        lapsed = program.lapsed
        if away.how == "machine down":
            machine.start_again()
        program = Program(program.store, machine, program.chat, program.second, lapsed)
    woken = next_sending(machine.right(), calendar)
    assert all(await program.turns(machine.right() + AFTER_LEASE))
    machine.sleep(max(woken, machine.right()))
    assert all(await program.turns(machine.right() + AFTER_LEASE))
    return compared(place.kind, program, wanted(program.store, [woken]))


def _lapses(store: Store, owner: str, until: date) -> None:
    duty = follow_up(store, owner, str(DAY + timedelta(weeks=3)))
    with store.transaction() as session:
        session.get_one(DutyRow, duty).until = until


def _town(store: Store, begun: datetime) -> Program:
    """Four organisations that are to be reminded, of what is due in three weeks, and in two weeks more."""
    organisations(store, SLUGS)
    for slug in SLUGS:
        for weeks in (3, 4):
            follow_up(store, slug, str(DAY + timedelta(weeks=weeks)))
    machine = Machine(FixedClock(begun))
    return Program(store, machine, ChatWithClock(right=machine.right))


def _cause(program: Program, recipient: str, fault: str) -> None:
    """Somebody does something that another is told of; what meets the post."""
    program.chat.faults.append(fault)
    with program.store.begin(TEST, program.machine.clock.now()) as unit:
        unit.send("nudge", recipient, {})
