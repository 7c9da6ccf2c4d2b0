"""Several programs over one database, each of which takes what it can: nothing is taken twice, nothing is left."""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from bot.app import open_store
from bot.clock import FixedClock
from domain.calendar import WorkCalendar
from domain.organisations import REFERENCE
from storage.delivery import outcomes
from storage.delivery.outbox import Worker, anything_to_send, claim
from storage.delivery.outcomes import DrawnCard
from storage.tables import MessageRow
from storage.unit_of_work.unit import Rules
from tests.faults.outcome import Outcome, Place, together
from tests.faults.world import SLACK, START, TEST, organisations, rows

REPLICAS = (1, 2, 4, 8)
SLUGS = tuple(one.slug for one in REFERENCE)
LEASE = 3600.0
"""Seconds on a clock that stands still: none is ever over."""


def claim_all(place: Place, times: int) -> Outcome:
    """So many messages, to be taken by one program, by two, by four and by eight."""
    with ProcessPoolExecutor(max(REPLICAS), get_context("spawn")) as pool:
        return together([_claimed(place, pool, replicas, times) for replicas in REPLICAS])


def _claimed(place: Place, pool: ProcessPoolExecutor, replicas: int, messages: int) -> Outcome:
    with place.store() as store:
        organisations(store, SLUGS)
        before = {row.key for row in rows(store, MessageRow)}
        for some in _in_parts(messages):
            with store.begin(TEST, START) as unit:
                for slug in some:
                    unit.send("nudge", slug, {})
        url = store.url.render_as_string(hide_password=False)
        names = [f"{replicas}-{number}" for number in range(replicas)]
        taken = Counter(key for found in pool.map(take_all, [url] * replicas, names) for key in found)
        sent = {row.key for row in rows(store, MessageRow) if row.status == "sent"}
        wanted = {row.key for row in rows(store, MessageRow)} - before
        assert len(wanted) == messages
        lost = [*(wanted - taken.keys()), *(wanted - sent)]
        return Outcome(place.kind, messages, replicas, lost, [key for key, count in taken.items() if count > 1])


def _in_parts(messages: int) -> Iterator[tuple[str, ...]]:
    """Each organisation once at a time, as long as there are messages left."""
    for first in range(0, messages, len(SLUGS)):
        yield SLUGS[: messages - first]


def take_all(url: str, name: str) -> list[str]:
    """One program: takes and settles until there is nothing left; the keys of what it has taken."""
    store, clock, found = open_store(url, Rules(WorkCalendar())), FixedClock(START), list[str]()
    worker, drawn = Worker(name, clock.boot_id(), SLACK), DrawnCard("", "nb", 0)
    while anything_to_send(store, START):
        claimed = claim(store, worker, START, clock.lease_now(), LEASE)
        if claimed is not None:  # else another is writing to everybody there is something for
            found.append(claimed.message.key)
            assert outcomes.sent(store, claimed, claimed.places[0], f"{len(found)}.0", START, drawn=drawn)
    store.close()
    return found
