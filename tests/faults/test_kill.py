"""Killed a hundred times on two databases, at every step and at any instant, against a Slack that fails as well:
nothing is lost, nothing comes twice. TEST_KILLS: how often on each database, for a longer run.
"""

import json
import os
import random
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import count

import pytest

from domain.duties.reminders import escalation, next_rung
from storage.migrate import at_head
from storage.tables import DutyRow, MessageRow, NoticeRow
from storage.unit_of_work.store import Store
from tests.faults.nursery import ALL_STEPS, Nursery, Order
from tests.faults.world import at, follow_up, organisations, room, rows
from tests.patience import PATIENCE
from tests.slack_standin import Fault, SlackStandIn, start_in_thread
from tests.thorough import as_many

KILLS = int(os.environ.get("TEST_KILLS", as_many(8, 50)))
OWNERS = ("ks", "agder", "telemark", "siva", "oslo", "vestland", "troms", "finnmark", "nordland")
FIRST = date(2026, 11, 9)
KILLS_A_DAY = 12

FAULTS = {
    Fault("busy", 0.01): 0.03,
    Fault("500"): 0.02,
    Fault("500_after"): 0.01,
    Fault("lost"): 0.03,
    Fault("lost_late", 0.2): 0.01,
}
"""What the chat itself does, besides: 429, 500 before and after, a lost answer, a commit after we have given up."""


class Time:
    """The chat's clock and the children's: the machine's, moved to the day that is played."""

    def __init__(self) -> None:
        self.offset = 0.0

    def now(self) -> float:
        return time.clock_gettime(time.CLOCK_REALTIME) + self.offset

    def move_to(self, day: date) -> None:
        self.offset += at(day.isoformat(), "09:00").timestamp() + 5 - self.now()


@pytest.fixture
def nursery() -> Iterator[Nursery]:
    opened = Nursery()
    yield opened
    opened.close()


def plan(dice: random.Random) -> Iterator[tuple[str, int, float | None]]:
    """Every step several times, at its first, second … occurrence; between them, any instant of a child's life."""
    for number in count():
        if number % 3 == 2:
            yield "", 1, dice.uniform(0.01, 0.25)
        else:
            step = ALL_STEPS[(number // 3 * 2 + number % 3) % len(ALL_STEPS)]
            yield step, dice.randint(1, 40 if step == "wrote" else 2), None


@pytest.mark.timeout(2 * PATIENCE + 60 * KILLS)
def test_kills_lose_nothing_and_double_nothing(
    store: Store, nursery: Nursery, record_property: Callable[[str, object], None]
) -> None:
    clock, day, killed = Time(), FIRST, 0
    deaths = plan(random.Random(2026))  # noqa: S311 - a repeatable plan, no secret
    with start_in_thread(clock.now) as slack:
        organisations(store, OWNERS, rooms=False)
        for owner in OWNERS:
            room(store, owner, slack.state.channel(owner))
        slack.faults.mix(FAULTS, seed=1)
        while killed < KILLS:
            for owner in OWNERS:
                follow_up(store, owner, (day + timedelta(days=21)).isoformat())
            clock.move_to(day)
            killed += play(store, slack, clock, nursery, deaths)
            last, day = day, store.rules.calendar.add_sendable_days(day, 1)

        assert at_head(store.writer)
        expected = reminders(store, FIRST, last)
        assert said(slack) == Counter(dict.fromkeys(expected, 1))
        keys = Counter(slack.state.keys())
        assert keys == Counter(row.key for row in rows(store, MessageRow) if row.status == "sent")
        assert keys.most_common(1)[0][1] == 1
        record_property("kills", killed)
        record_property("reminders", len(expected))
        record_property("messages", len(keys))
        assert not [row for row in rows(store, NoticeRow) if row.void or row.message_id is None]
        assert len(keys) == len({(row.recipient, row.day) for row in rows(store, MessageRow)})


def test_pauses_beyond_the_lease_double_nothing(store: Store, nursery: Nursery) -> None:
    """Stopped at a step until another has waited out the lease and sent everything; then it goes on."""
    clock, day = Time(), FIRST
    with start_in_thread(clock.now) as slack:
        organisations(store, OWNERS, rooms=False)
        for owner in OWNERS:
            room(store, owner, slack.state.channel(owner))
        url = store.url.render_as_string(hide_password=False)
        for step in ("claimed", "posting", "posted"):
            for owner in OWNERS:
                follow_up(store, owner, (day + timedelta(days=21)).isoformat())
            clock.move_to(day)
            assert nursery.bear(Order(url, slack.api_url, clock.offset, step, 2, pause=True)) == 0
            assert nursery.bear(Order(url, slack.api_url, clock.offset)) == 0
            last, day = day, store.rules.calendar.add_sendable_days(day, 1)
        assert said(slack) == Counter(dict.fromkeys(reminders(store, FIRST, last), 1))
        assert Counter(slack.state.keys()).most_common(1)[0][1] == 1


def play(
    store: Store, slack: SlackStandIn, clock: Time, nursery: Nursery, deaths: Iterator[tuple[str, int, float | None]]
) -> int:
    """One day: children die one after another, until one has lived to see everything sent; how many were killed."""
    killed = 0
    url = store.url.render_as_string(hide_password=False)
    while True:
        step, nth, after = next(deaths) if killed < KILLS_A_DAY else ("", 1, None)
        code = nursery.bear(Order(url, slack.api_url, clock.offset, step, nth, after))
        assert code in {0, -9}
        if not code:
            return killed
        killed += 1


def reminders(store: Store, first: date, last: date) -> set[str]:
    """What must have been said by the last day: each rung of each duty to its owner's room, worked out anew.

    Nobody holds a role here, so escalations go to KS's room.
    """
    calendar, found = store.rules.calendar, set()
    for duty in rows(store, DutyRow):
        rung = next_rung(duty.ladder_due, duty.arose_on, calendar)
        while rung is not None and rung.day <= last:
            if rung.day >= first:
                hearers = {duty.owner, "ks"} if escalation(rung.number) else {duty.owner}
                found |= {f"{duty.id}/{duty.ladder_due}/{rung.number}/{hearer}" for hearer in hearers}
            rung = next_rung(duty.ladder_due, rung.day, calendar)
    return found


def said(slack: SlackStandIn) -> Counter[str]:
    """How often each reminder stands in the chat."""
    rooms = [slack.state.messages(channel) for channel in list(slack.state.channels)]
    return Counter(
        name
        for messages in rooms
        for message in messages
        for name in re.findall(r"\d+/\d{4}-\d\d-\d\d/-?\d+/[a-z]+", json.dumps(message["blocks"]))
    )
