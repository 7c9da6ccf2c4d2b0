"""Drawing anew what stands: once, in place, from what is true now, whatever happens on the way."""

import asyncio
import threading
from contextlib import suppress
from datetime import timedelta

import pytest
from sqlalchemy import text

from bot.delivery.plain_fallback import in_words
from bot.delivery.redrawing import REDRAW_STEPS, TRIES
from bot.delivery.sender import Sender
from domain.followups import FollowUpState
from handlers.cards import Card, Note, fingerprint
from handlers.views.plain_text import plain
from storage.delivery import outcomes
from storage.delivery.outbox import Worker, anything_open, claim
from storage.delivery.redraw_marks import MOST, STAYS_TRUE, mark
from storage.delivery.redraws import UNSERVED, mark_current, retry_later, take_redraw
from storage.delivery.restore_epoch import raise_epoch
from storage.tables import FollowUpRow, MessageRow, MessageSubjectRow, RedrawRow, RoomRow
from storage.unit_of_work.store import Store
from tests.faults.stage import Stage
from tests.faults.world import SLACK, TEST, at, done, draw, follow_up, organisations, rows
from tests.faults.world import again as drawn_again
from tests.patience import PATIENCE


def set_up(store: Store) -> Stage:
    organisations(store)
    follow_up(store, "agder", "2026-11-27")
    return Stage(store)


async def reminded(stage: Stage) -> Stage:
    assert len(await stage.tick()) == 1
    stage.steps.clear()
    return stage


@pytest.fixture
def stage(sqlite_store: Store) -> Stage:
    """As for the sender's other tests, on one database: what differs between them is in a few statements."""
    return set_up(sqlite_store)


@pytest.fixture
async def told(stage: Stage) -> Stage:
    """Agder has been reminded of its follow-up; the message stands in its room."""
    return await reminded(stage)


@pytest.fixture
async def told_anywhere(store: Store) -> Stage:
    """The same on both databases."""
    return await reminded(set_up(store))


def notes(stage: Stage, number: int = 0) -> list[str]:
    """What a standing message says of how things are now."""
    return sorted(block.text for block in stage.chat.stands[number].card.body if isinstance(block, Note))


def marks(stage: Stage) -> list[tuple[int, int]]:
    """Each message that is to be drawn anew, and how often that has been tried."""
    with stage.store.transaction() as session:
        found = session.execute(text("SELECT message_id, attempt FROM redraw ORDER BY message_id"))
        return [(message, attempt) for message, attempt in found]


def touch(stage: Stage, number: int = 1) -> None:
    """A change of a follow-up that its card doesn't show."""
    with stage.store.begin(TEST, stage.clock.now()) as unit:
        unit.session.get_one(FollowUpRow, number).version += 1


async def test_what_is_done_is_shown_as_done_where_it_stands(told_anywhere: Stage) -> None:
    told = told_anywhere
    done(told.store, 1, told.clock.now())
    assert marks(told) == [(1, 0)]
    assert anything_open(told.store, told.clock.now())
    assert await told.sender.run_once() == []  # nothing new has come
    assert notes(told) == ["1 done"]
    assert (len(told.chat.stands), told.chat.posts, len(told.chat.updates)) == (1, 1, 1)
    assert told.steps == [*REDRAW_STEPS]
    assert marks(told) == []
    assert not anything_open(told.store, told.clock.now())
    [message] = rows(told.store, MessageRow)
    assert (message.status, message.drawn) == ("sent", fingerprint(told.chat.stands[0].card))


async def test_a_change_that_is_rolled_back_marks_nothing(told: Stage) -> None:
    with suppress(ZeroDivisionError), told.store.begin(TEST, told.clock.now()) as unit:
        unit.session.get_one(FollowUpRow, 1).state = FollowUpState.DONE
        raise ZeroDivisionError
    assert marks(told) == []


async def test_the_chat_is_not_called_when_it_looks_the_same(told: Stage) -> None:
    touch(told)
    assert len(marks(told)) == 1
    await told.sender.run_once()
    assert (marks(told), told.chat.updates) == ([], [])


async def test_it_may_be_done_at_any_hour(told: Stage) -> None:
    told.clock.move_to(at("2026-12-25", "03:00"))
    done(told.store, 1, told.clock.now())
    await told.sender.run_once()
    assert notes(told) == ["1 done"]


async def test_what_was_changed_while_it_was_on_its_way_is_drawn_anew(stage: Stage) -> None:
    """Between the drawing and the settling nothing says yet which message shows what."""

    def step(name: str) -> None:
        if name == "posted":
            done(stage.store, 1, stage.clock.now())

    stage.sender._hook = step
    assert len(await stage.tick()) == 1
    assert notes(stage) == ["1 done"]


async def test_what_a_look_up_finds_is_drawn_anew(stage: Stage) -> None:
    stage.chat.faults.append("lost")
    await stage.tick()
    done(stage.store, 1, stage.clock.now())
    assert len(await stage.later(121)) == 1
    assert notes(stage) == ["1 done"]


async def test_a_change_during_an_update_is_drawn_after_it(told_anywhere: Stage) -> None:
    told = told_anywhere
    other = follow_up(told.store, "agder", "2026-11-27")
    told.clock.move_to(at("2026-11-13"))
    await told.tick()  # a second message, of both
    changed: list[int] = []

    def step(name: str) -> None:
        if name == "updating" and not changed:
            changed.append(other)
            done(told.store, other, told.clock.now())

    told.sender._redrawer._hook = step
    done(told.store, 1, told.clock.now())
    await told.sender.run_once()
    assert notes(told, 1) == ["1 done", f"{other} done"]
    assert len(told.chat.updates) == 3  # the older message, and the newer twice
    assert marks(told) == []


# -- what the chat says ------------------------------------------------------------------------------------------------


async def test_a_busy_chat_rests(told: Stage) -> None:
    follow_up(told.store, "telemark", "2026-11-30")
    told.clock.move_to(at("2026-11-09"))
    await told.tick()
    told.chat.update_faults.append("busy")
    done(told.store, 1, told.clock.now())
    done(told.store, 2, told.clock.now())
    await told.sender.run_once()
    assert len(told.chat.updates) == 1  # the second one didn't knock
    await told.later(29)
    assert len(told.chat.updates) == 1
    await told.later(1)
    assert (notes(told, 0), notes(told, 1)) == (["1 done"], ["2 done"])


async def test_where_a_chat_counts_by_conversation_only_that_message_rests(told: Stage) -> None:
    told.chat.busy_everywhere = False
    follow_up(told.store, "telemark", "2026-11-30")
    told.clock.move_to(at("2026-11-09"))
    await told.tick()
    told.chat.update_faults.append("busy")
    done(told.store, 1, told.clock.now())
    done(told.store, 2, told.clock.now())
    await told.sender.run_once()
    assert (notes(told, 0), len(told.chat.updates)) == (["1 done"], 2)  # the newer one is told to wait
    await told.later(29)
    assert len(told.chat.updates) == 2
    await told.later(1)
    assert (notes(told, 1), marks(told)) == (["2 done"], [])


async def test_one_message_that_the_chat_is_stuck_with_keeps_no_other_waiting(told: Stage) -> None:
    follow_up(told.store, "telemark", "2026-11-30")
    told.clock.move_to(at("2026-11-09"))
    await told.tick()
    told.chat.update_faults.append("stuck")  # the newest, which is drawn first
    done(told.store, 1, told.clock.now())
    done(told.store, 2, told.clock.now())
    await told.sender.run_once()
    assert (notes(told, 0), notes(told, 1)) == (["1 done"], [])
    await told.later(60)
    assert (notes(told, 1), marks(told)) == (["2 done"], [])


async def test_who_mends_what_the_chat_is_stuck_with_gets_a_week(told: Stage) -> None:
    told.chat.update_faults.extend(["stuck"] * 500)
    done(told.store, 1, told.clock.now())
    for _ in range(7 * 24):
        await told.later(3600)
    assert 7 * 24 <= len(told.chat.updates) < 8 * 24
    told.chat.update_faults.clear()
    await told.later(24 * 3600)
    assert (notes(told), marks(told)) == ([], [])
    touch(told)  # the next change tries again
    await told.sender.run_once()
    assert notes(told) == ["1 done"]


async def test_a_refusal_is_taken_quietly(told: Stage) -> None:
    told.chat.update_faults.append("gone")
    done(told.store, 1, told.clock.now())
    await told.sender.run_once()
    await told.later(7200)
    assert (len(told.chat.updates), marks(told)) == (1, [])
    assert all(room.state == "open" for room in rows(told.store, RoomRow))
    assert told.statuses() == ["sent"]
    touch(told)  # the next change tries again
    await told.sender.run_once()
    assert notes(told) == ["1 done"]


async def test_what_is_not_taken_as_it_looks_stands_in_words(told: Stage) -> None:
    told.chat.update_faults.append("card")
    done(told.store, 1, told.clock.now())
    await told.sender.run_once()
    (_, refused), (_, stands) = told.chat.updates
    assert "1 done" in plain(stands)
    assert stands == in_words(refused) != refused
    assert marks(told) == []


async def test_without_a_clear_answer_it_is_done_again_later_and_later(told_anywhere: Stage) -> None:
    told = told_anywhere
    told.chat.update_faults.extend(["lost", "500", "500"])
    done(told.store, 1, told.clock.now())
    await told.sender.run_once()
    for minutes in (1, 2, 4):
        before = len(told.chat.updates)
        await told.later(minutes * 60 - 1)
        assert len(told.chat.updates) == before
        await told.later(1)
        assert len(told.chat.updates) == before + 1
    assert (notes(told), marks(told)) == (["1 done"], [])


async def test_there_is_an_end_to_it_and_the_next_change_begins_anew(told: Stage) -> None:
    told.chat.update_faults.extend(["lost"] * TRIES)
    done(told.store, 1, told.clock.now())
    await told.sender.run_once()
    for _ in range(TRIES + 2):
        await told.later(3600)
    assert (len(told.chat.updates), marks(told)) == (TRIES, [])
    [message] = rows(told.store, MessageRow)
    assert message.drawn == ""  # what stands is not known
    touch(told)
    await told.sender.run_once()
    assert len(told.chat.updates) == TRIES + 1


async def test_one_that_cannot_be_drawn_keeps_no_other(stage: Stage) -> None:
    follow_up(stage.store, "telemark", "2026-11-27")

    def clumsy(snapshot: object, message: MessageRow, said: object) -> Card:
        if message.recipient == "telemark":
            raise KeyError("telemark")
        return drawn_again(snapshot, message, said)  # type: ignore[arg-type] # this one hangs or notes

    stage.sender._redrawer._draw = clumsy
    await stage.tick()
    done(stage.store, 1, stage.clock.now())
    done(stage.store, 2, stage.clock.now())
    await stage.sender.run_once()
    assert notes(stage) == ["1 done"]
    assert [message for message, _ in marks(stage)] == [2]


async def test_new_messages_never_wait_for_what_is_drawn_anew(told: Stage) -> None:
    hanging, go_on = asyncio.Event(), asyncio.Event()

    async def hang(*_: object) -> None:
        hanging.set()
        await go_on.wait()

    told.chat.update = hang  # type: ignore[assignment,method-assign] # this one hangs or notes
    done(told.store, 1, told.clock.now())
    running = asyncio.create_task(told.sender.run())
    async with asyncio.timeout(PATIENCE):
        await hanging.wait()
        told.send("nudge", "telemark")
        told.sender.wake()
        while told.statuses() != ["sent", "sent"]:  # noqa: ASYNC110 - what we wait for stands in the database
            await asyncio.sleep(0)
        assert len(marks(told)) == 1  # and still at it
        go_on.set()
        told.sender.stop()
        await running


# -- one at a time -----------------------------------------------------------------------------------------------------


def other_sender(stage: Stage) -> Sender:
    return Sender(stage.store, {"slack": stage.chat}, draw, stage.clock, worker="other", redraw=drawn_again)


@pytest.mark.parametrize("fatal", REDRAW_STEPS)
async def test_cut_off_at_any_step_it_is_done_by_another_when_the_lease_is_over(told: Stage, fatal: str) -> None:
    class Cut(BaseException):
        pass

    def step(name: str) -> None:
        if name == fatal:
            raise Cut

    told.sender._redrawer._hook = step
    done(told.store, 1, told.clock.now())
    with pytest.raises(Cut):
        await told.sender.run_once()
    other = other_sender(told)
    await other.run_once()
    if fatal in {"marked", "redrawn", "updating"}:
        assert notes(told) == []  # it may still be on its way
    told.clock.advance(121)
    await other.run_once()
    assert (notes(told), marks(told)) == (["1 done"], [])


async def test_two_never_draw_the_same_message_at_once(told: Stage) -> None:
    other = other_sender(told)
    tried: list[int] = []

    def step(name: str) -> None:
        if name == "updating":
            touch(told)
            taken = take_redraw(
                told.store, other._worker, told.clock.now(), told.clock.lease_now(), 120, platforms=SLACK
            )
            tried.append(0 if taken is None else 1)

    told.sender._redrawer._hook = step
    done(told.store, 1, told.clock.now())
    await told.sender.run_once()
    assert tried == [0]
    assert (notes(told), marks(told)) == (["1 done"], [])


async def test_one_that_wakes_up_after_its_lease_has_the_last_state_drawn_again(told_anywhere: Stage) -> None:
    """Paused in the update; another has drawn a newer state meanwhile; then the older one lands on top of it."""
    told = told_anywhere
    other = follow_up(told.store, "agder", "2026-11-27")
    told.clock.move_to(at("2026-11-13"))
    await told.tick()
    whole, paused = told.chat.update, False

    async def late(posted: object, card: Card) -> None:
        nonlocal paused
        if not paused:
            paused = True
            done(told.store, other, told.clock.now())
            told.clock.advance(121)
            await other_sender(told).redraw_once()
            assert notes(told, 1) == ["1 done", f"{other} done"]
        await whole(posted, card)  # type: ignore[arg-type] # this one hangs or notes

    told.chat.update = late  # type: ignore[method-assign] # this one hangs or notes
    done(told.store, 1, told.clock.now())
    await told.sender.run_once()
    assert notes(told, 1) == ["1 done", f"{other} done"]
    assert marks(told) == []


async def test_a_lease_of_another_machine_start_is_waited_out_anew(told: Stage) -> None:
    done(told.store, 1, told.clock.now())
    now, old, new = told.clock.now(), Worker("old", "boot-1", SLACK), Worker("new", "boot-2", SLACK)
    assert take_redraw(told.store, old, now, 9_000_000.0, 120, platforms=SLACK) is not None
    assert take_redraw(told.store, new, now, 5.0, 120, platforms=SLACK) is None
    assert take_redraw(told.store, new, now, 124.0, 120, platforms=SLACK) is None
    assert take_redraw(told.store, new, now, 125.0, 120, platforms=SLACK) is not None


async def test_what_is_settled_after_the_lease_does_not_count(told: Stage) -> None:
    done(told.store, 1, told.clock.now())
    now, worker = told.clock.now(), Worker("one", "boot", SLACK)
    late = take_redraw(told.store, worker, now, 0.0, 120, platforms=SLACK)
    assert late is not None
    assert take_redraw(told.store, worker, now, 120.0, 120, platforms=SLACK) is not None
    assert not mark_current(told.store, late, "x")
    assert not retry_later(told.store, late, unsure=False)
    assert [message.drawn == "x" for message in rows(told.store, MessageRow)] == [False]


# -- which, and how many -----------------------------------------------------------------------------------------------


async def test_only_what_this_sender_can_reach_is_taken_and_what_nobody_serves_is_let_go(told_anywhere: Stage) -> None:
    told = told_anywhere
    done(told.store, 1, told.clock.now())
    elsewhere = Sender(told.store, {}, draw, told.clock, worker="other", redraw=drawn_again)
    elsewhere._worker.platforms = frozenset({"teams"})
    await elsewhere.run_once()
    assert len(marks(told)) == 1
    told.clock.advance(UNSERVED.total_seconds() + 1)
    await elsewhere.run_once()
    assert marks(told) == []


async def test_old_messages_and_very_many_are_left_as_they_are(told_anywhere: Stage) -> None:
    told = told_anywhere
    now = told.clock.now()
    usual = {"recipient": "agder", "organisation": "agder", "cause": 1, "status": "sent", "created_at": now}
    with told.store.transaction() as session:
        for number in range(2, MOST + 12):
            session.add(MessageRow(id=number, key=f"k{number}", kind=f"kind-{number}", sent_at=now, **usual))  # type: ignore[arg-type] # by words
            session.flush()
            session.add(MessageSubjectRow(subject="follow_up:1", message_id=number))
        session.flush()
        mark(session, {"follow_up:1"}, told.clock.now())
    assert [message for message, _ in marks(told)] == list(range(12, MOST + 12))
    with told.store.transaction() as session:
        session.execute(text("DELETE FROM redraw"))
        mark(session, {"follow_up:1"}, told.clock.now() + STAYS_TRUE + timedelta(seconds=1))
    assert marks(told) == []


async def test_after_a_restore_every_message_is_drawn_once_more(told_anywhere: Stage) -> None:
    """What stands in the chat may be newer than what the database has gone back to."""
    told = told_anywhere
    raise_epoch(told.store, told.clock.now())
    assert marks(told) == [(1, 1)]
    await told.sender.run_once()
    assert len(told.chat.updates) == 1


def test_what_a_message_shows_goes_with_it(store: Store) -> None:
    organisations(store)
    with store.begin(TEST, at("2026-11-06")) as unit:
        unit.send("nudge", "agder", {})
    with store.transaction() as session:
        session.add(MessageSubjectRow(subject="x", message_id=1))
        session.add(RedrawRow(message_id=1, marked_at=at("2026-11-06")))
        session.flush()
        session.delete(session.get_one(MessageRow, 1))
    with store.transaction() as session:
        left = session.execute(text("SELECT (SELECT count(*) FROM redraw) + (SELECT count(*) FROM message_subject)"))
        assert left.scalar_one() == 0


@pytest.mark.postgres
def test_no_change_slips_in_while_a_message_is_settled(postgres_store: Store) -> None:
    """A command that has looked for messages to mark, and not found this one, must be seen by its outcomes."""
    store = postgres_store
    organisations(store)
    stage = Stage(store)
    stage.send()
    claimed = claim(store, Worker("w", "boot", SLACK), stage.clock.now(), 0.0, 120.0)
    assert claimed is not None
    with store.read(stage.clock.now()) as snapshot:
        drawn = outcomes.DrawnCard("x", "nb", store.last_audit(snapshot.session))
    where = (store, claimed, claimed.places[0], "1.0", stage.clock.now())
    settles = threading.Thread(target=outcomes.sent, args=where, kwargs={"drawn": drawn})
    with store.begin(TEST, stage.clock.now()) as unit:
        unit.record("a change")
        unit.session.flush()
        settles.start()
        waiting = text("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
        while not unit.session.execute(waiting).scalar_one():
            assert settles.is_alive()
    settles.join()
    assert [message for message, _ in marks(stage)] == [1]
