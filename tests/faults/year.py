"""A year of reminders by several workers on one PostgreSQL database, one of which is killed every day."""

import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from dataclasses import replace
from datetime import date, timedelta

from tests.faults.nursery import PATIENT_LEASE, Nursery, Order
from tests.faults.outcome import Outcome, Place
from tests.faults.senders import FAULTS, OWNERS, Time, bind_rooms, compared, reminders
from tests.faults.world import follow_up
from tests.slack_standin import start_in_thread

WORKERS = 3
FIRST = date(2026, 11, 9)
EVERY = 9
"""Days between two follow-ups of an organisation."""


def replicate_year(place: Place, days: int) -> Outcome:
    """So many days on which something can be sent; each is begun by three workers at once, and one of them dies."""
    clock, day, dice = Time(), FIRST, random.Random(38)  # noqa: S311 - a repeatable plan, no secret
    with ExitStack() as stack:
        store = stack.enter_context(place.store())
        slack = stack.enter_context(start_in_thread(clock.now))
        nurseries = [stack.enter_context(closing(Nursery())) for _ in range(WORKERS)]
        workers = stack.enter_context(ThreadPoolExecutor(WORKERS))
        bind_rooms(store, slack)
        slack.faults.mix(FAULTS, seed=1)
        url, killed, last = store.url.render_as_string(hide_password=False), 0, day
        for number in range(days):
            for place_in_line, owner in enumerate(OWNERS):
                if (number + place_in_line) % EVERY == 0:
                    follow_up(store, owner, (day + timedelta(days=21)).isoformat())
            clock.move_to(day)
            order = Order(url, slack.api_url, clock.offset, lease=PATIENT_LEASE)
            orders = [replace(order, after=dice.uniform(0.02, 0.3)), *[order] * (WORKERS - 1)]
            ends = list(workers.map(_bear, nurseries, orders))
            assert set(ends) <= {0, -9}
            killed += ends.count(-9)
            last, day = day, store.rules.calendar.add_sendable_days(day, 1)
        return compared(place, store, slack, reminders(store, FIRST, last), killed)


def _bear(nursery: Nursery, order: Order) -> int:
    bear: Callable[[Order], int] = nursery.bear
    return bear(order)
