"""The whole program under kill −9, in the middle of what people do: nothing acknowledged is lost, nothing said twice.

A burst of commands, mentions, presses, forms and convenings comes in over Socket Mode; the program is killed at some
instant of it and started anew. What Slack sends again it sends again, as it does: an event, until it is acknowledged.
"""

import asyncio
import os
import random
import re
import time
from collections import Counter
from collections.abc import Callable, Coroutine
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from signal import SIGKILL
from typing import Any

from sqlalchemy import text

from handlers.commands import answer
from handlers.core.context import Services
from handlers.core.invocation import Invocation
from storage.delivery.outbox import anything_open
from storage.unit_of_work.store import Store
from tests.desk import oslo
from tests.everywhere import slack as town
from tests.everywhere.town import furnish
from tests.faults.outcome import Outcome, Place
from tests.faults.programs import Birth, Programs
from tests.patience import PATIENCE
from tests.slack_standin import Answer, Fault, SlackStandIn, start_in_thread

QUIET = "2026-11-24 17:30"
"""After hours: what people cause goes at once, the bot starts nothing by itself."""

FAULTS = {Fault("busy", 0.01): 0.03, Fault("500"): 0.02, Fault("lost"): 0.03, Fault("lost_late", 0.2): 0.01}
OWNERS = ("siva", "forskningsradet", "agder", "midtvik")
KS = town.user_of("ks", "coordinator")
MANY = 12
"""Things done in one burst."""

Done = tuple[str, str]
"""What was tried, by kind, and the word it is known by."""


class Time:
    """The chat's clock and the programs': the machine's, moved."""

    def __init__(self, start: str) -> None:
        self.offset = oslo(start).timestamp() - time.clock_gettime(time.CLOCK_REALTIME)

    def now(self) -> float:
        return time.clock_gettime(time.CLOCK_REALTIME) + self.offset


@dataclass
class Town:
    """A database with people in it, the chat they are in, and the program that is started for them over and over."""

    store: Store
    slack: SlackStandIn
    programs: Programs
    clock: Time
    dice: random.Random
    process: int = 0
    number: int = 0
    acknowledged: list[Done] = field(default_factory=list)
    unanswered: list[Done] = field(default_factory=list)
    longest: float = 0.0
    before: frozenset[str] = frozenset()
    meetings: list[str] = field(default_factory=list)

    def start(self) -> None:
        """Start the program, and wait until it answers."""
        url = self.store.url.render_as_string(hide_password=False)
        began = time.monotonic()
        self.process = self.programs.bear(Birth(url, self.slack.api_url, self.clock.offset))
        self.slack.wait(lambda: self.slack.server.sockets)
        self.slack.run(self.command("hjelp"))
        self.longest = max(self.longest, time.monotonic() - began)

    def command(self, line: str, user: str = KS) -> Coroutine[Any, Any, Answer]:
        """A slash command in the person's own room."""
        return self.slack.people.command(f"/samhandling {line}", user=user, channel=town.room_of("ks"))

    def burst_and_kill(self) -> None:
        """People do several things at once; in the middle of it the program is killed."""
        things = [self._thing() for _ in range(MANY)]
        again = [self._mention(word) for kind, word in self.unanswered if kind == "mention"]
        self.unanswered = [one for one in self.unanswered if one[0] != "mention"]
        self.slack.run(self._under_fire([*things, *again], self.dice.uniform(0.0, 0.35)))

    async def _under_fire(self, things: list[tuple[Done, Coroutine[Any, Any, Any]]], after: float) -> None:
        tasks = {asyncio.create_task(thing): what for what, thing in things}
        await asyncio.wait(tasks, timeout=after)  # the instant of death is what is tried, not waited for
        os.kill(self.process, SIGKILL)
        await asyncio.to_thread(self.programs.ended, self.process)
        while self.slack.server.sockets:  # noqa: ASYNC110 - the stand-in notices by itself
            await asyncio.sleep(0)
        for task, what in tasks.items():
            done = task.done() and not task.cancelled() and task.exception() is None
            (self.acknowledged if done else self.unanswered).append(what)
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _thing(self) -> tuple[Done, Coroutine[Any, Any, Any]]:
        self.number += 1
        word = f"oppgave{self.number}x"
        make: Callable[[str], tuple[Done, Coroutine[Any, Any, Any]]] = self.dice.choice(
            (self._command, self._command, self._mention, self._press, self._form, self._convening)
        )
        return make(word)

    def _line(self, word: str) -> str:
        owner = OWNERS[self.number % len(OWNERS)]
        return f"oppfølging ny {owner}: {word} innen 15.12"

    def _command(self, word: str) -> tuple[Done, Coroutine[Any, Any, Any]]:
        return ("command", word), self.command(self._line(word))

    def _mention(self, word: str) -> tuple[Done, Coroutine[Any, Any, Any]]:
        said = self.slack.people.mention(self._line(word), user=KS, channel=town.room_of("ks"), event_id=f"Ev{word}")
        return ("mention", word), said

    def _convening(self, word: str) -> tuple[Done, Coroutine[Any, Any, Any]]:
        if not self.meetings:
            return self._command(word)
        meeting = self.meetings.pop()
        return ("convening", meeting), self.command(f"innkall {meeting}")

    def _press(self, word: str) -> tuple[Done, Coroutine[Any, Any, Any]]:
        owner = OWNERS[self.number % len(OWNERS)]
        return ("press", word), self.slack.people.press("Tar den", user=town.user_of(owner, "coordinator"))

    def _form(self, word: str) -> tuple[Done, Coroutine[Any, Any, Any]]:
        return ("form", word), self._ask_for_time(word)

    async def _ask_for_time(self, word: str) -> None:
        """One of the owners opens the form of a follow-up, and sends it: that tells KS."""
        user, people = town.user_of(OWNERS[self.number % len(OWNERS)], "member"), self.slack.people
        people.state.views.pop(user, None)
        await people.press("Utsett", user=user)
        while user not in people.state.views:  # noqa: ASYNC110 - the stand-in's own loop; the program's end ends it, too
            await asyncio.sleep(0.005)
        await people.submit({"Ny frist": f"{self.dice.randint(16, 29)}.1", "Hvorfor": f"{word} venter"}, user=user)

    def settle(self) -> None:
        """The program lives until there is nothing left to send or to draw."""
        if not self.slack.server.sockets:
            self.start()
        again = [self._mention(word) for kind, word in self.unanswered if kind == "mention"]
        for _, said in again:
            self.slack.run(said)
        self.acknowledged += [what for what, _ in again]
        until = time.monotonic() + PATIENCE
        while self._open():
            assert time.monotonic() < until, "it never came to an end"
            time.sleep(0.05)  # the database tells nobody that it has changed
        self.programs.kill(self.process)

    def _open(self) -> bool:
        with self.store.transaction() as session:
            left = session.execute(text("SELECT count(*) FROM redraw")).scalar_one()
        return bool(left) or anything_open(self.store, oslo(QUIET))


def kill_programs(place: Place, kills: int, seed: int = 2026) -> Outcome:
    """Kill the program `kills` times; what came of it."""
    clock = Time(QUIET)
    with place.store() as store, closing(Programs()) as programs, start_in_thread(clock.now) as slack:
        town.furnish(slack.state)
        furnish(store, town.people(), town.rooms())
        slack.faults.mix(FAULTS, seed=seed, methods=("chat.postMessage",))
        played = Town(store, slack, programs, clock, random.Random(seed))  # noqa: S311 - a repeatable plan
        played.meetings = _meetings(store, kills)
        played.before = frozenset(key for key, _, _ in said(store))
        for _ in range(kills):
            played.start()
            played.burst_and_kill()
        played.settle()
        return _counted(place, played, kills)


def _meetings(store: Store, count: int) -> list[str]:
    """So many steering-group meetings, each on a working day of its own; their names."""
    at, day = oslo(QUIET), date(2027, 2, 1)
    made: list[str] = []
    services = Services(store, frozenset({"slack"}))
    account, room = town.people()["ks", "coordinator"], town.rooms()["ks"]
    while len(made) < count:
        day = store.rules.calendar.add_sendable_days(day, 1)
        reply = answer(Invocation(f"møte ny styringsgruppe {day.isoformat()} kl 10", account, room, at), services)
        assert reply.ok, reply.problem
        made += [found[0] for button in reply.card.buttons if (found := re.search(r"SG-\d+-\d+$", button.line))][:1]
    return made


def said(store: Store) -> list[tuple[str, str, str]]:
    """Key, kind and status of every message there was something to say in."""
    with store.transaction() as session:
        found = session.execute(text("SELECT key, kind, status FROM message WHERE status <> 'cancelled'"))
        return [(str(key), str(kind), str(status)) for key, kind, status in found]


def _counted(place: Place, played: Town, kills: int) -> Outcome:
    with played.store.transaction() as session:
        kept = Counter(
            found[0]
            for (words,) in session.execute(text("SELECT text FROM follow_up"))
            if (found := re.search(r"oppgave\d+x", words))
        )
    sent = [one for one in said(played.store) if one[0] not in played.before]
    stands = Counter(played.slack.state.keys())
    acknowledged = {word for kind, word in played.acknowledged if kind in {"command", "mention"}}
    # Only five organisations have a room here; to the others, word of a meeting can't be brought.
    lost = [word for word in acknowledged if not kept[word]]
    lost += [key for key, _, status in sent if status not in {"sent", "undeliverable"}]
    lost += [key for key, _, status in sent if status == "sent" and not stands[key]]
    doubled = [key for key, count in stands.items() if count > 1] + [word for word, count in kept.items() if count > 1]
    assert sum(kind == "new-follow-up" for _, kind, _ in sent) >= sum(kept.values()) > 0
    return Outcome(place.kind, len(stands), kills, lost, doubled, played.longest)
