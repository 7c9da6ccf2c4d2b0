"""Killed at every step between a change and its message being drawn anew, against a Slack that fails as well: what
stands comes true all the same, in place, once.
"""

import json
import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import text

from bot.delivery.redrawing import REDRAW_STEPS
from storage.unit_of_work.store import Store
from tests.faults.nursery import Nursery, Order
from tests.faults.senders import FIRST, OWNERS, Time
from tests.faults.world import at, done, follow_up, organisations, room
from tests.slack_standin import Fault, SlackStandIn, start_in_thread

FAULTS = {Fault("busy", 0.01): 0.2, Fault("late", 0.05): 0.1}
"""What the chat does besides. An update without a clear answer is tried again a minute later: too long to wait here."""
DEATHS = (*((step, 1) for step in REDRAW_STEPS), ("wrote", 2), ("committing", 2), ("committing", 3))


@pytest.fixture
def nursery() -> Iterator[Nursery]:
    opened = Nursery()
    yield opened
    opened.close()


def test_kills_between_a_change_and_its_drawing_lose_nothing(store: Store, nursery: Nursery) -> None:
    clock = Time()
    with start_in_thread(clock.now) as slack:
        organisations(store, OWNERS, rooms=False)
        for owner in OWNERS:
            room(store, owner, slack.state.channel(owner))
        duties = [follow_up(store, owner, (FIRST + timedelta(days=21)).isoformat()) for owner in OWNERS]
        clock.move_to(FIRST)
        url = store.url.render_as_string(hide_password=False)
        assert nursery.bear(Order(url, slack.api_url, clock.offset)) == 0
        keys = sorted(slack.state.keys())
        assert len(keys) == len(OWNERS)

        slack.faults.mix(FAULTS, seed=1, methods=("chat.update",))
        killed = 0
        for duty, (step, nth) in zip(duties, DEATHS, strict=False):
            done(store, duty, at(FIRST.isoformat(), "10:00"))
            killed -= nursery.bear(Order(url, slack.api_url, clock.offset, step, nth)) // 9
        assert killed == len(DEATHS)
        assert nursery.bear(Order(url, slack.api_url, clock.offset)) == 0

        assert marks(store) == 0
        assert said_done(slack) == sorted(duties[: len(DEATHS)])
        assert sorted(slack.state.keys()) == keys


def said_done(slack: SlackStandIn) -> list[int]:
    """The duties that stand as done, each as often as it does."""
    messages = [message for channel in list(slack.state.channels) for message in slack.state.messages(channel)]
    return sorted(int(found) for one in messages for found in re.findall(r"(\d+) done", json.dumps(one["blocks"])))


def marks(store: Store) -> int:
    with store.transaction() as session:
        return int(session.execute(text("SELECT count(*) FROM redraw")).scalar_one())
