"""Who may send: leases, other machines, a database put back in time, several senders at once."""

import asyncio
from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlmodel import select

from bot.app import open_store
from bot.clock import FixedClock
from bot.delivery.chat import READY, Posted
from bot.delivery.sender import LEASE, Sender
from bot.slack import client as slack_client
from bot.teams import sdk as teams_sdk
from domain.accounts import Address
from handlers.cards import Card
from handlers.messages.reminders import put_due
from storage.delivery.outbox import Worker, claim, take_ambiguous
from storage.delivery.restore_epoch import raise_epoch
from storage.tables import DutyRow, MessageRow, MessageStatus, NoticeRow
from storage.unit_of_work.store import Store
from storage.unit_of_work.unit import Rules
from tests.faults.stage import NINE, Stage
from tests.faults.world import (
    SLACK,
    MemoryChat,
    again,
    draw,
    follow_up,
    notices,
    organisations,
    room,
)


def test_a_lease_of_another_machine_start_is_waited_out_anew(stage: Stage) -> None:
    """Its clock can't be compared with ours, and the time of day may have been set meanwhile."""
    put_due(stage.store, NINE, SLACK)
    old, new = Worker("old", "boot-1", SLACK), Worker("new", "boot-2", SLACK)
    assert claim(stage.store, old, NINE, 9_000_000.0, 120) is not None
    day_later = NINE + timedelta(days=1)
    assert take_ambiguous(stage.store, new, day_later, 5.0, 120) is None
    assert take_ambiguous(stage.store, new, day_later, 124.0, 120) is None
    taken = take_ambiguous(stage.store, new, day_later, 125.0, 120)
    assert taken is not None
    assert taken.since < NINE < taken.until


def test_the_time_of_day_has_no_say_in_leases(stage: Stage) -> None:
    put_due(stage.store, NINE, SLACK)
    worker = Worker("one", "boot", SLACK)
    assert claim(stage.store, worker, NINE, 100.0, 120) is not None
    for jump in (timedelta(hours=-1), timedelta(seconds=60), timedelta(days=1)):
        assert take_ambiguous(stage.store, replace(worker, name="two"), NINE + jump, 219.0, 120) is None
    assert take_ambiguous(stage.store, replace(worker, name="two"), NINE, 220.0, 120) is not None


async def test_a_late_answer_counts_even_after_somebody_looked(stage: Stage) -> None:
    """Paused in the post, looked for and not found meanwhile, then it lands: settled, and not sent again."""
    other = Sender(stage.store, {"slack": stage.chat}, draw, stage.clock, parallel=1, worker="other", redraw=again)

    def step(name: str) -> None:
        if name == "posted":
            stage.clock.advance(121)
            taken = take_ambiguous(stage.store, other._worker, stage.clock.now(), stage.clock.lease_now(), 120)
            assert taken is not None
            assert settling_not_found(stage, taken)

    stage.sender._hook = step
    assert len(await stage.tick()) == 1
    assert stage.statuses() == ["sent"]
    assert await other.run_once() == []


async def test_a_refused_card_goes_out_in_words_only_while_the_lease_has_room(stage: Stage) -> None:
    """Otherwise another worker may be looking for it already."""
    stage.chat.faults.append("card")

    async def slow(room: Address, card: Card, key: str) -> Posted:
        stage.clock.advance(91)
        stage.chat.post = quick  # type: ignore[method-assign] # as the test needs it
        return await quick(room, card, key)

    quick = stage.chat.post
    stage.chat.post = slow  # type: ignore[method-assign] # as the test needs it
    assert len(await stage.tick()) == 1
    assert stage.chat.posts == 2
    assert stage.steps.count("claimed") == 2


def test_what_comes_before_a_post_and_the_post_fit_into_an_attempt() -> None:
    """So an attempt that is cut short has begun to post, and what hasn't begun is never taken for uncertain."""
    for one_request in (slack_client.TIMEOUT, teams_sdk.TIMEOUT):
        assert READY + one_request < LEASE / 4


def settling_not_found(stage: Stage, taken: object) -> bool:
    from storage.delivery import outcomes

    return outcomes.not_found(stage.store, taken, stage.clock.now())  # type: ignore[arg-type] # as the test needs it


async def test_a_restored_database_looks_before_it_sends_again(stage: Stage) -> None:
    """Sent, then the database goes back to before it was made: the digest is made anew and found in the chat."""
    await stage.tick()
    stage.send("nudge", "telemark")
    assert len(await stage.sender.run_once()) == 1
    with stage.store.transaction() as session:  # what a backup of a minute ago would hold
        for notice in session.exec(select(NoticeRow)):
            session.delete(notice)
        session.flush()
        digest, nudge = session.exec(select(MessageRow).order_by("id")).all()
        session.delete(digest)
        nudge.status, nudge.attempt, nudge.room_platform, nudge.attempted_at = MessageStatus.WAITING, 0, "", None
        session.get_one(DutyRow, 1).next_reminder_at = NINE
    raise_epoch(stage.store, stage.clock.now())

    assert await stage.later(60) == []  # what the old process had on its way could still land
    found = await stage.later(121)

    assert sorted(one.recipient for one in found) == ["agder", "telemark"]
    assert all(one.card is None for one in found)
    assert stage.chat.posts == 2
    assert notices(stage.store) == [(1, -21, "agder")]


async def test_after_a_restore_what_was_never_sent_is_sent_once(stage: Stage) -> None:
    stage.send("nudge", "telemark")
    raise_epoch(stage.store, stage.clock.now())
    sent = await stage.later(121)
    assert sorted(one.recipient for one in sent) == ["agder", "telemark"]
    stage.send("nudge", "telemark")  # made in the new epoch: goes at once
    looks = len(stage.chat.looks)
    assert len(await stage.sender.run_once()) == 1
    assert len(stage.chat.looks) == looks


async def test_after_a_restore_the_chat_that_can_be_searched_is_searched(stage: Stage) -> None:
    """A message may stand in either of an organisation's rooms; found in one, it isn't sent again."""
    stage.send("nudge", "telemark")
    await stage.sender.run_once()
    room(stage.store, "telemark", "19:telemark", platform="teams")
    with stage.store.transaction() as session:
        nudge = session.exec(select(MessageRow)).one()
        nudge.status, nudge.attempt, nudge.room_platform, nudge.attempted_at = MessageStatus.WAITING, 0, "", None
    raise_epoch(stage.store, stage.clock.now())
    teams = MemoryChat(platform="teams", searchable=False)
    both = Sender(stage.store, {"slack": stage.chat, "teams": teams}, draw, stage.clock, parallel=1, redraw=again)
    stage.clock.advance(121)
    [found] = await both.run_once()
    assert found.card is None
    assert found.room.platform == "slack"
    assert (teams.posts, stage.statuses()) == (0, ["sent"])


@pytest.mark.postgres
async def test_a_new_timeline_raises_the_epoch(postgres_store: Store) -> None:
    from storage.delivery.restore_epoch import current_epoch

    with postgres_store.transaction() as session:
        assert current_epoch(session, NINE).number == 0
    with postgres_store.transaction() as session:
        from sqlalchemy import text

        session.execute(text("UPDATE setting SET value = '000000FF' WHERE key = 'postgres-timeline'"))
    for _ in range(2):
        with postgres_store.transaction() as session:
            assert current_epoch(session, NINE).number == 1


async def test_several_senders_never_split_or_double(database_url: str, rules: Rules) -> None:
    """Four senders with stores of their own, forty recipients with three reminders each, and a mix of faults."""
    stores = [open_store(database_url, rules) for _ in range(4)]
    slugs = ("ks", "agder", "telemark", "siva", "oslo", "rogaland", "vestland", "troms", "finnmark", "nordland")
    organisations(stores[0], slugs)
    for slug in slugs:
        for _ in range(3):
            follow_up(stores[0], slug, "2026-11-27")
    chat, clock = MemoryChat(), FixedClock(NINE)
    chat.faults.extend(["ok", "lost", "500", "busy"] * 3)
    senders = [
        Sender(store, {"slack": chat}, draw, clock, parallel=2, worker=f"w{n}", redraw=again)
        for n, store in enumerate(stores)
    ]
    for _ in range(6):
        await asyncio.gather(*(asyncio.to_thread(put_due, store, clock.now(), SLACK) for store in stores))
        await asyncio.gather(*(sender.run_once() for sender in senders))
        clock.advance(121)
    assert len(chat.stands) == len(slugs)
    assert {len(standing.card.body) for standing in chat.stands} == {3}
    assert set(chat.said().values()) == {1}
    assert Counter(standing.key for standing in chat.stands).most_common(1)[0][1] == 1
    for store in stores:
        store.close()
