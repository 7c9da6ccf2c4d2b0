"""The sender: what is in the outbox stands in the chat once, whatever happens on the way."""

import asyncio
from collections.abc import Callable

from bot.delivery.sender import STEPS, PostedMessage, Sender
from handlers.messages.reminders import put_due
from storage.delivery.digests import UNKNOWN
from storage.delivery.reasons import MAYBE_REPEATED, maybe_repeated, reason_of, refusals
from storage.tables import DutyRow, MessageRow, NoticeRow
from storage.unit_of_work.store import Store
from tests.faults.stage import NINE, Stage
from tests.faults.world import (
    SLACK,
    MemoryChat,
    again,
    at,
    done,
    draw,
    follow_up,
    organisations,
    room,
    rows,
)
from tests.patience import PATIENCE


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
        return draw(snapshot, message, said)  # type: ignore[arg-type] # handed on

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
        return draw(*arguments)  # type: ignore[arg-type] # handed on

    stage.sender._draw = drawn  # type: ignore[assignment] # this one fails on purpose
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


async def test_an_attempt_in_a_chat_that_is_served_no_longer_is_let_go_after_some_hours(store: Store) -> None:
    """Its organisation has moved to another chat, and must hear there; whoever does serve the old one goes first."""
    organisations(store)
    follow_up(store, "agder", "2026-11-27")
    stage = Stage(store)
    stage.chat.faults.append("500")
    await stage.tick()
    room(store, "agder", "19:agder", platform="teams", bound_at=stage.clock.now())
    teams = MemoryChat(platform="teams")
    moved = Sender(store, {"teams": teams}, draw, stage.clock, parallel=1, redraw=again)

    for hours in (1, 2):
        stage.clock.advance(hours * 3600)
        await moved.run_once()
        assert stage.statuses() == ["uncertain"]
    stage.clock.advance(2 * 3600)
    [sent] = await moved.run_once()
    assert sent.recipient == "agder"
    assert str(sent.room) == "teams:T0HOME:19:agder"
    assert [(row.status, row.reason) for row in rows(store, MessageRow)] == [("sent", MAYBE_REPEATED)]


def test_why_a_message_waits_is_kept_whole() -> None:
    assert reason_of(repeated=False, refused=()) == ""
    both = reason_of(repeated=True, refused=("teams:T:anna", "slack:T1:U1"))
    assert maybe_repeated(both)
    assert refusals(both) == ("teams:T:anna", "slack:T1:U1")
    assert not maybe_repeated(reason_of(repeated=False, refused=("slack:T1:U1",)))
    assert refusals(MAYBE_REPEATED) == ()


async def test_a_hanging_chat_is_cut_off(store: Store) -> None:
    organisations(store)
    follow_up(store, "agder", "2026-11-27")
    stage = Stage(store)

    async def hang(*_: object) -> None:
        await asyncio.Event().wait()

    stage.chat.post = hang  # type: ignore[assignment,method-assign] # this one fails on purpose
    stage.sender._room = 0.01
    assert await stage.tick() == []
    assert stage.statuses() == ["uncertain"]


async def until(come_true: Callable[[], bool]) -> None:
    while not come_true():  # noqa: ASYNC110 - what we wait for stands in the database
        await asyncio.sleep(0)


async def test_it_runs_until_it_is_stopped_and_is_woken_from_any_thread(stage: Stage) -> None:
    stage.sender._poll = 60
    put_due(stage.store, NINE, SLACK)
    running = asyncio.create_task(stage.sender.run())
    async with asyncio.timeout(PATIENCE):
        await until(lambda: "sent" in stage.statuses())
        stage.send("nudge", "telemark")
        await asyncio.to_thread(stage.sender.wake)
        await until(lambda: stage.statuses() == ["sent", "sent"])
        stage.sender.stop()
        await running


async def test_a_failing_database_stops_nothing_for_good(stage: Stage) -> None:
    put_due(stage.store, NINE, SLACK)
    whole = stage.sender.send_once
    failures = 2

    async def failing() -> list[PostedMessage]:
        nonlocal failures
        if failures:
            failures -= 1
            raise OSError("database gone")
        return await whole()

    stage.sender.send_once = failing  # type: ignore[method-assign] # this one fails on purpose
    running = asyncio.create_task(stage.sender.run())
    async with asyncio.timeout(PATIENCE):
        await until(lambda: stage.statuses() == ["sent"])
        stage.sender.stop()
        await running
