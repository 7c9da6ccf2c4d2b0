"""Senders killed at every step and at any instant, and paused beyond their lease, against a Slack that fails as well:
nothing is lost, nothing comes twice.
"""

import json
import random
import re
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from itertools import count

from domain.duties.reminders import escalation, next_rung
from storage.migrate import at_head
from storage.tables import DutyRow, MessageRow, NoticeRow
from storage.unit_of_work.store import Store
from tests.faults.nursery import ALL_STEPS, Nursery, Order
from tests.faults.outcome import Outcome, Place
from tests.faults.world import at, follow_up, organisations, room, rows
from tests.slack_standin import Fault, SlackStandIn, start_in_thread

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
STORM = {
    Fault("busy", 0.01): 0.4,
    Fault("500"): 0.08,
    Fault("500_after"): 0.06,
    Fault("lost"): 0.06,
    Fault("lost_late", 0.2): 0.06,
}


class Time:
    """The chat's clock and the children's: the machine's, moved to the day that is played."""

    def __init__(self) -> None:
        self.offset = 0.0

    def now(self) -> float:
        return time.clock_gettime(time.CLOCK_REALTIME) + self.offset

    def move_to(self, day: date) -> None:
        self.offset += at(day.isoformat(), "09:00").timestamp() + 5 - self.now()


def plan(dice: random.Random) -> Iterator[tuple[str, int, float | None]]:
    """Every step several times, at its first, second … occurrence; between them, any instant of a child's life."""
    for number in count():
        if number % 3 == 2:
            yield "", 1, dice.uniform(0.01, 0.25)
        else:
            step = ALL_STEPS[(number // 3 * 2 + number % 3) % len(ALL_STEPS)]
            yield step, dice.randint(1, 40 if step == "wrote" else 2), None


def kill_senders(place: Place, kills: int) -> Outcome:
    """Days go by; on each, so many senders die before one lives to see everything sent."""
    clock, day, killed = Time(), FIRST, 0
    deaths = plan(random.Random(2026))  # noqa: S311 - a repeatable plan, no secret
    with place.store() as store, closing(Nursery()) as nursery, start_in_thread(clock.now) as slack:
        bind_rooms(store, slack)
        slack.faults.mix(FAULTS, seed=1)
        while killed < kills:
            for owner in OWNERS:
                follow_up(store, owner, (day + timedelta(days=21)).isoformat())
            clock.move_to(day)
            killed += play(store, slack, clock, nursery, deaths)
            last, day = day, store.rules.calendar.add_sendable_days(day, 1)
        assert at_head(store.writer)
        assert not [row for row in rows(store, NoticeRow) if row.void or row.message_id is None]
        sent = rows(store, MessageRow)
        assert len(sent) == len({(row.recipient, row.day) for row in sent})
        return compared(place, store, slack, reminders(store, FIRST, last), killed)


def storm(place: Place, times: int) -> Outcome:
    """So many days on which Slack refuses two posts of three: busy, failing, silent, late."""
    clock, day = Time(), FIRST
    with place.store() as store, closing(Nursery()) as nursery, start_in_thread(clock.now) as slack:
        bind_rooms(store, slack)
        slack.faults.mix(STORM, seed=3)
        url = store.url.render_as_string(hide_password=False)
        for _ in range(times):
            for owner in OWNERS:
                follow_up(store, owner, (day + timedelta(days=21)).isoformat())
            clock.move_to(day)
            assert nursery.bear(Order(url, slack.api_url, clock.offset)) == 0
            last, day = day, store.rules.calendar.add_sendable_days(day, 1)
        struck = len(slack.faults.drawn)
        return compared(place, store, slack, reminders(store, FIRST, last), struck)


def pause_senders(place: Place, times: int) -> Outcome:
    """Stopped at a step until another has waited out the lease and sent everything; then it goes on."""
    clock, day, steps = Time(), FIRST, ("claimed", "posting", "posted")
    with place.store() as store, closing(Nursery()) as nursery, start_in_thread(clock.now) as slack:
        bind_rooms(store, slack)
        url = store.url.render_as_string(hide_password=False)
        for number in range(times):
            for owner in OWNERS:
                follow_up(store, owner, (day + timedelta(days=21)).isoformat())
            clock.move_to(day)
            paused = Order(url, slack.api_url, clock.offset, steps[number % len(steps)], 2, pause=True)
            assert nursery.bear(paused) == 0
            assert nursery.bear(Order(url, slack.api_url, clock.offset)) == 0
            last, day = day, store.rules.calendar.add_sendable_days(day, 1)
        return compared(place, store, slack, reminders(store, FIRST, last), times)


def bind_rooms(store: Store, slack: SlackStandIn) -> None:
    """Every owner, each with a room."""
    organisations(store, OWNERS, rooms=False)
    for owner in OWNERS:
        room(store, owner, slack.state.channel(owner))


def compared(place: Place, store: Store, slack: SlackStandIn, expected: set[str], struck: int) -> Outcome:
    """What stands in the chat beside what must have been said, and the keys beside those the database has sent."""
    found, keys = said(slack), Counter(slack.state.keys())
    sent = {row.key for row in rows(store, MessageRow) if row.status == "sent"}
    lost = [*(expected - found.keys()), *(sent - keys.keys())]
    doubled = [name for name, times in (found + keys).items() if times > 1 or name not in expected | sent]
    return Outcome(place.kind, len(keys), struck, lost, doubled, reminders=len(expected))


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
