"""The sender: what is in the outbox stands in the chat once, whatever happens on the way."""

import asyncio
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlmodel import select

from bot.clock import FixedClock
from bot.delivery import STEPS, Sender, Sent
from domain.organisations import Role
from handlers.reminders import put_due
from storage.digests import UNKNOWN, rebind
from storage.epoch import raise_epoch
from storage.outbox import MAYBE_REPEATED, NO_ROOM, Worker, claim, take_ambiguous
from storage.store import Rules, Store
from storage.tables import AuditRow, DutyRow, MessageRow, NoticeRow, RoomRow
from tests.faults.world import (
    SLACK,
    TEST,
    MemoryChat,
    at,
    done,
    draw,
    follow_up,
    holder,
    notices,
    organisations,
    room,
    rows,
)

NINE = at("2026-11-06")  # the first rung of what is due on 27 November


class Stage:
    """A store with a follow-up due to be reminded of, a chat, a clock at nine and a sender."""

    def __init__(self, store: Store, chat: MemoryChat | None = None, draw: Callable[..., object] = draw) -> None:
        self.store, self.chat, self.clock = store, chat or MemoryChat(), FixedClock(NINE)
        self.steps: list[str] = []
        self.sender = Sender(
            store, {"slack": self.chat}, draw, self.clock, hook=self.steps.append, parallel=1, poll=0.01  # type: ignore[arg-type]
        )  # fmt: skip

    async def tick(self) -> list[Sent]:
        put_due(self.store, self.clock.now(), SLACK)
        return await self.sender.run_once()

    async def later(self, seconds: float) -> list[Sent]:
        self.clock.advance(seconds)
        return await self.tick()

    def statuses(self) -> list[str]:
        return [row.status for row in rows(self.store, MessageRow)]

    def send(self, kind: str = "nudge", recipient: str = "agder") -> None:
        with self.store.begin(TEST, self.clock.now()) as unit:
            unit.send(kind, recipient, {})


@pytest.fixture
def stage(store: Store) -> Stage:
    organisations(store)
    follow_up(store, "agder", "2026-11-27")
    return Stage(store)


async def test_a_reminder_arrives_once(stage: Stage) -> None:
    [sent] = await stage.tick()
    assert (sent.recipient, str(sent.room)) == ("agder", "slack:T0HOME:C-agder")
    assert await stage.later(60) == []
    assert list(stage.chat.said().values()) == [1]
    [message] = rows(stage.store, MessageRow)
    assert (message.status, message.message_ts, message.sent_at, message.key) == ("sent", "1.0", NINE, sent.key)
    assert stage.steps == [*STEPS[:5]]


async def test_one_digest_holds_all_there_is_to_say_to_one_recipient(stage: Stage) -> None:
    follow_up(stage.store, "agder", "2026-11-27")
    follow_up(stage.store, "telemark", "2026-11-27")
    assert [sent.recipient for sent in await stage.tick()] == ["agder", "telemark"]
    assert [len(standing.card.body) for standing in stage.chat.stands] == [2, 1]


async def test_what_becomes_due_after_todays_digest_waits_for_the_next(stage: Stage) -> None:
    await stage.tick()
    late = follow_up(stage.store, "agder", "2026-11-27")
    with stage.store.transaction() as session:
        session.get_one(DutyRow, late).next_reminder_at = NINE
    assert await stage.later(3600) == []
    stage.clock.move_to(at("2026-11-09"))
    [sent] = await stage.tick()
    assert sent.card is not None
    assert len(sent.card.body) == 1


async def test_a_duty_done_before_its_reminder_is_sent_is_void(stage: Stage) -> None:
    put_due(stage.store, NINE, SLACK)
    done(stage.store, 1, NINE)
    assert await stage.sender.run_once() == []
    assert stage.statuses() == ["cancelled"]
    assert [notice.void for notice in rows(stage.store, NoticeRow)] == [True]
    assert stage.chat.posts == 0


async def test_of_two_reminders_of_a_duty_in_one_digest_the_newer_is_said(stage: Stage) -> None:
    stage.chat.faults.extend(["busy"])
    await stage.tick()
    stage.clock.move_to(at("2026-11-13"))
    [sent] = await stage.tick()
    assert sent.card is not None
    assert [notice.void for notice in rows(stage.store, NoticeRow)] == [True, False]
    assert stage.statuses() == ["cancelled", "sent"]


async def test_nothing_left_to_say_when_it_is_drawn(store: Store) -> None:
    organisations(store)
    follow_up(store, "agder", "2026-11-27")
    stage = Stage(store, draw=lambda *_: None)
    assert await stage.tick() == []
    assert stage.statuses() == ["cancelled"]
    assert [notice.void for notice in rows(store, NoticeRow)] == [True]


async def test_a_message_that_cannot_be_drawn_does_not_keep_the_others(store: Store) -> None:
    organisations(store)
    follow_up(store, "agder", "2026-11-27")
    follow_up(store, "telemark", "2026-11-27")

    def clumsy(snapshot: object, message: MessageRow, said: object) -> object:
        if message.recipient == "agder":
            raise KeyError("agder")
        return draw(snapshot, message, said)  # type: ignore[arg-type]

    stage = Stage(store, draw=clumsy)
    assert [sent.recipient for sent in await stage.tick()] == ["telemark"]
    for hour in range(1, 8):
        await stage.later(3600 if hour < 6 else 0)
        stage.clock.advance(120)
    assert stage.statuses()[0] in {"waiting", "undeliverable"}
    assert stage.chat.posts == 1


async def test_what_a_person_sends_goes_at_once_at_any_hour(stage: Stage) -> None:
    stage.clock.move_to(at("2026-12-25", "23:00"))
    stage.send()
    assert [sent.recipient for sent in await stage.sender.run_once()] == ["agder"]


async def test_what_people_send_goes_before_reminders_and_one_at_a_time(stage: Stage) -> None:
    put_due(stage.store, NINE, SLACK)
    stage.send("nudge")
    stage.send("convening")
    sent = await stage.sender.run_once()
    assert [one.card and one.card.title for one in sent] == ["nudge", "convening", "digest"]


# -- no clear answer ------------------------------------------------------------------------------------------------


async def test_a_lost_reply_is_looked_up_after_a_quiet_wait_and_found(stage: Stage) -> None:
    stage.chat.faults.append("lost")
    assert await stage.tick() == []
    assert await stage.later(60) == []
    assert stage.chat.looks == []  # something of the attempt could still land
    [found] = await stage.later(60)
    assert found.card is None
    assert (stage.chat.posts, list(stage.chat.said().values())) == (1, [1])
    assert stage.statuses() == ["sent"]


async def test_what_was_not_posted_is_sent_again_after_the_look(stage: Stage) -> None:
    stage.chat.faults.append("500")
    assert await stage.tick() == []
    [sent] = await stage.later(121)
    assert sent.card is not None
    assert (stage.chat.posts, list(stage.chat.said().values())) == (2, [1])
    assert len(stage.chat.looks) == 1


async def test_as_long_as_the_chat_cannot_tell_nothing_is_sent(stage: Stage) -> None:
    stage.chat.faults.append("lost")
    stage.chat.blind = True
    await stage.tick()
    for _ in range(5):
        assert await stage.later(121) == []
    stage.chat.blind = False
    [found] = await stage.later(121)
    assert (found.card, stage.chat.posts) == (None, 1)


async def test_nobody_else_hears_twice_while_one_attempt_is_open(stage: Stage) -> None:
    """The recipient waits; others don't."""
    stage.chat.faults.append("lost")
    follow_up(stage.store, "telemark", "2026-11-27")
    stage.send("nudge", "agder")
    assert [sent.recipient for sent in await stage.tick()] == ["telemark"]
    assert stage.statuses() == ["uncertain", "waiting", "sent"]
    assert [sent.recipient for sent in await stage.later(121)] == ["agder", "agder"]


async def test_a_429_is_waited_out(stage: Stage) -> None:
    stage.chat.faults.append("busy")
    assert await stage.tick() == []
    assert await stage.later(29) == []
    assert len(await stage.later(1)) == 1
    assert stage.chat.looks == []  # certain that nothing was posted


async def test_a_retry_of_a_digest_keeps_to_the_sending_hours(stage: Stage) -> None:
    stage.clock.move_to(at("2026-11-06", "15:59"))
    stage.chat.faults.append("busy")
    await stage.tick()
    assert await stage.later(120) == []
    stage.clock.move_to(at("2026-11-07", "10:00"))  # a Saturday
    assert await stage.tick() == []
    stage.clock.move_to(at("2026-11-09"))
    [sent] = await stage.tick()
    assert sent.card is not None
    assert [notice.late for notice in rows(stage.store, NoticeRow)] == [True]
    assert stage.statuses() == ["cancelled", "sent"]


async def test_an_open_attempt_of_yesterday_ends_in_todays_digest(stage: Stage) -> None:
    stage.clock.move_to(at("2026-11-06", "15:59"))
    stage.chat.faults.append("500")
    await stage.tick()
    other = follow_up(stage.store, "agder", "2026-11-30")
    stage.clock.advance(121)
    stage.clock.move_to(at("2026-11-09"))
    [sent] = await stage.tick()
    assert sent.card is not None
    assert len(sent.card.body) == 2
    assert {notice.duty_id for notice in rows(stage.store, NoticeRow)} == {1, other}


async def test_a_lease_without_room_is_given_back_instead_of_used(store: Store) -> None:
    organisations(store)
    follow_up(store, "agder", "2026-11-27")
    stage = Stage(store)
    slow = 100.0

    def drawn(*arguments: object) -> object:
        nonlocal slow
        stage.clock.lease += slow
        slow = 0
        return draw(*arguments)  # type: ignore[arg-type]

    stage.sender._draw = drawn  # type: ignore[assignment]
    assert len(await stage.tick()) == 1
    assert stage.steps.count("drawn") == 2
    assert stage.chat.posts == 1


async def test_a_chat_that_cannot_be_searched(store: Store) -> None:
    """A reminder is sent again and can say so; what a person sent is shown to people."""
    organisations(store)
    follow_up(store, "agder", "2026-11-27")
    stage = Stage(store, MemoryChat(searchable=False))
    stage.chat.faults.extend(["lost", "lost"])
    stage.send("nudge", "telemark")
    await stage.tick()
    [sent] = await stage.later(121)
    assert sent.recipient == "agder"
    assert [(row.kind, row.status, row.reason) for row in rows(store, MessageRow)] == [
        ("nudge", "undeliverable", UNKNOWN),
        ("digest", "sent", MAYBE_REPEATED),
    ]
    assert stage.chat.rooms() == ["C-telemark", "C-agder", "C-agder"]


async def test_a_hanging_chat_is_cut_off(store: Store) -> None:
    organisations(store)
    follow_up(store, "agder", "2026-11-27")
    stage = Stage(store)

    async def hang(*_: object) -> None:
        await asyncio.Event().wait()

    stage.chat.post = hang  # type: ignore[assignment,method-assign]
    stage.sender._room = 0.01
    assert await stage.tick() == []
    assert stage.statuses() == ["uncertain"]


# -- rooms ----------------------------------------------------------------------------------------------------------


async def test_without_a_room_it_waits_for_one_and_comes_late(store: Store) -> None:
    organisations(store, rooms=False)
    room(store, "ks")
    follow_up(store, "agder", "2026-11-27")
    follow_up(store, "agder", "2026-11-30")
    stage = Stage(store)
    stage.send()
    assert await stage.tick() == []
    assert [(row.status, row.reason) for row in rows(store, MessageRow)] == [("undeliverable", NO_ROOM)] * 2
    stage.clock.move_to(at("2026-11-09"))
    assert await stage.tick() == []

    stage.clock.move_to(at("2026-11-10", "10:00"))
    with store.begin(TEST, stage.clock.now()) as unit:
        unit.session.add(
            RoomRow(
                platform="slack", workspace="T0HOME", channel="C-new", organisation="agder", bound_at=stage.clock.now()
            )
        )
        unit.session.flush()
        assert rebind(unit, "agder") == 3

    sent = await stage.tick()
    assert [one.card and (one.card.title, len(one.card.body)) for one in sent] == [("nudge", 0), ("digest", 2)]
    assert all(row.late for row in rows(store, MessageRow) if row.status == "sent")
    assert stage.chat.rooms() == ["C-new", "C-new"]


async def test_a_room_bound_at_night_gets_its_mail_in_the_morning(store: Store) -> None:
    organisations(store, rooms=False)
    follow_up(store, "agder", "2026-11-27")
    stage = Stage(store)
    await stage.tick()
    stage.clock.move_to(at("2026-11-06", "22:00"))
    room(store, "agder", bound_at=stage.clock.now())
    with store.begin(TEST, stage.clock.now()) as unit:
        rebind(unit, "agder")
    assert await stage.tick() == []
    stage.clock.move_to(at("2026-11-09"))
    assert len(await stage.tick()) == 1


async def test_a_refusal_marks_the_room_and_tells_those_who_can_help(stage: Stage) -> None:
    coordinator = holder(stage.store, "agder", Role.COORDINATOR, user="U-k")
    stage.chat.refusing.add("C-agder")

    sent = await stage.tick()

    assert sorted(one.recipient for one in sent) == [f"agder:coordinator:{coordinator}", "ks"]
    refused = next(row for row in rows(stage.store, RoomRow) if row.organisation == "agder")
    assert (refused.state, refused.reason) == ("refused", "is_archived")
    digest, *told = rows(stage.store, MessageRow)
    assert (digest.status, digest.reason) == ("undeliverable", "is_archived")
    assert {row.kind for row in told} == {"undeliverable"}
    assert told[0].facts == {
        "organisation": "agder", "room": "slack:T0HOME:C-agder", "reason": "is_archived", "message": str(digest.id),
    }  # fmt: skip
    changes = rows(stage.store, AuditRow)[-1].changes
    assert changes[0]["table"] == "room"

    stage.clock.move_to(at("2026-11-13"))  # the next one finds no room, and nobody is told again
    assert await stage.tick() == []
    assert [row.reason for row in rows(stage.store, MessageRow) if row.status == "undeliverable"] == [
        "is_archived",
        NO_ROOM,
    ]


async def test_word_of_a_refusal_that_is_itself_refused_goes_no_further(stage: Stage) -> None:
    stage.chat.refusing.update(["C-agder", "C-ks"])
    assert await stage.tick() == []
    assert [(row.kind, row.recipient, row.status) for row in rows(stage.store, MessageRow)] == [
        ("digest", "agder", "undeliverable"),
        ("undeliverable", "ks", "undeliverable"),
    ]
    assert [row.state for row in rows(stage.store, RoomRow)].count("refused") == 2


async def test_a_second_room_takes_over_from_one_that_refuses(stage: Stage) -> None:
    room(stage.store, "agder", "C-second", bound_at=at("2026-11-05"))
    stage.chat.refusing.add("C-second")  # the newest
    [sent] = await stage.tick()
    assert str(sent.room) == "slack:T0HOME:C-agder"
    assert stage.statuses() == ["sent"]


async def test_a_persons_own_conversation_that_refuses_gives_way_to_the_room(stage: Stage) -> None:
    coordinator = holder(stage.store, "agder", Role.COORDINATOR, user="U-k")
    stage.chat.refusing.add("U-k")
    stage.send("nudge", f"agder:coordinator:{coordinator}")
    [sent] = await stage.sender.run_once()
    assert (str(sent.room), sent.room.direct) == ("slack:T0HOME:C-agder", False)
    assert all(row.state == "open" for row in rows(stage.store, RoomRow))


async def test_a_role_holder_is_written_to_directly_as_long_as_they_hold_it(stage: Stage) -> None:
    coordinator = holder(stage.store, "agder", Role.COORDINATOR, user="U-k")
    stage.send("nudge", f"agder:coordinator:{coordinator}")
    stage.send("nudge", f"agder:leader:{coordinator}")
    sent = await stage.sender.run_once()
    assert [(one.room.channel, one.room.direct) for one in sent] == [("U-k", True), ("C-agder", False)]


# -- leases, machines, epochs ---------------------------------------------------------------------------------------


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
    other = Sender(stage.store, {"slack": stage.chat}, draw, stage.clock, parallel=1, worker="other")

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


def settling_not_found(stage: Stage, taken: object) -> bool:
    from storage import settling

    return settling.not_found(stage.store, taken, stage.clock.now())  # type: ignore[arg-type]


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
        nudge.status, nudge.attempt, nudge.room_platform, nudge.attempted_at = "waiting", 0, "", None
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


@pytest.mark.postgres
async def test_a_new_timeline_raises_the_epoch(postgres_store: Store) -> None:
    from storage.epoch import current_epoch

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
    stores = [Store(database_url, rules) for _ in range(4)]
    slugs = ("ks", "agder", "telemark", "siva", "oslo", "rogaland", "vestland", "troms", "finnmark", "nordland")
    organisations(stores[0], slugs)
    for slug in slugs:
        for _ in range(3):
            follow_up(stores[0], slug, "2026-11-27")
    chat, clock = MemoryChat(), FixedClock(NINE)
    chat.faults.extend(["ok", "lost", "500", "busy"] * 3)
    senders = [
        Sender(store, {"slack": chat}, draw, clock, parallel=2, worker=f"w{n}") for n, store in enumerate(stores)
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


async def until(come_true: Callable[[], bool]) -> None:
    while not come_true():  # noqa: ASYNC110 - what we wait for stands in the database
        await asyncio.sleep(0)


async def test_it_runs_until_it_is_stopped_and_is_woken_from_any_thread(stage: Stage) -> None:
    stage.sender._poll = 60
    put_due(stage.store, NINE, SLACK)
    running = asyncio.create_task(stage.sender.run())
    async with asyncio.timeout(10):
        await until(lambda: "sent" in stage.statuses())
        stage.send("nudge", "telemark")
        await asyncio.to_thread(stage.sender.wake)
        await until(lambda: stage.statuses() == ["sent", "sent"])
        stage.sender.stop()
        await running


async def test_a_failing_database_stops_nothing_for_good(stage: Stage) -> None:
    put_due(stage.store, NINE, SLACK)
    whole = stage.sender.run_once
    failures = 2

    async def failing() -> list[Sent]:
        nonlocal failures
        if failures:
            failures -= 1
            raise OSError("database gone")
        return await whole()

    stage.sender.run_once = failing  # type: ignore[method-assign]
    running = asyncio.create_task(stage.sender.run())
    async with asyncio.timeout(10):
        await until(lambda: stage.statuses() == ["sent"])
        stage.sender.stop()
        await running
