"""Every refusal that a chat documents, said for an hour of the movable clock and then no more, through its stand-in.

What is seen then is what docs/delivery.md says: what becomes of the message or the card, who hears, how it comes back.
"""

from collections.abc import Awaitable, Callable

import pytest
from sqlmodel import select

from bot.delivery.verdicts import Verdict
from storage.delivery.digests import UNKNOWN
from storage.delivery.reasons import stuck_for
from storage.tables import MessageRow, RedrawRow, RoomRow
from storage.unit_of_work.store import Store
from tests.bot.delivery.hours import AGDER_PERSON, KS_PERSON, KS_ROOM, Hour, in_slack, in_teams
from tests.faults.world import done, rows
from tests.refusal_outcomes import OUTCOMES, SLACK, TEAMS, Back, Becomes, Outcome, Told
from tests.refusal_outcomes import rows as every_refusal
from tests.slack_standin import Fault
from tests.thorough import THOROUGH

OF_ROOM = {f"undeliverable to {KS_ROOM}", f"undeliverable to {AGDER_PERSON}"}
LATER = {f"messages-stuck to {KS_PERSON}"}
DOUBTED = {f"messages-doubted to {KS_PERSON}"}
Row = tuple[str, str, str, Verdict]


def each(*calls: tuple[str, str]) -> Callable[[Callable[..., Awaitable[None]]], Callable[..., Awaitable[None]]]:
    """A test for each documented word of these calls, and for a word that nobody knows.

    Where there is little time, for one word of each verdict: all of one verdict are dealt with alike.
    """
    news = [(chat, call, "something_new", Verdict.WAITS) for chat, call in calls if chat == SLACK]
    found = [row for row in every_refusal() if row[:2] in calls] + news
    if not THOROUGH:
        found = list(
            {(chat, call, verdict): (chat, call, word, verdict) for chat, call, word, verdict in found}.values()
        )
    return pytest.mark.parametrize(("chat", "call", "word", "verdict"), found)


async def in_town(store: Store, chat: str, lives: Callable[[Hour], Awaitable[Outcome]]) -> Outcome:
    async with (in_slack if chat == SLACK else in_teams)(store) as hour:
        return await lives(hour)


def told(at_once: set[str], later: set[str]) -> Told:
    """Who has heard during the hour, and who by four working hours."""
    if at_once == DOUBTED:
        assert later - DOUBTED <= LATER  # of the digest, which is sent again and again
        return Told.KS
    if at_once:
        assert at_once == OF_ROOM
        return Told.OF_MESSAGE
    if later:
        assert later == LATER
        return Told.LATER
    return Told.NOBODY


def room_of(hour: Hour) -> RoomRow:
    found: list[RoomRow] = [one for one in rows(hour.store, RoomRow) if one.organisation == "agder"]
    return found[0]


# -- a message is posted


def became(hour: Hour, message: MessageRow) -> Becomes:
    """What has become of a message to Agder's room."""
    match str(message.status), message.reason:
        case "undeliverable", _ if hour.refused:
            assert room_of(hour).reason == message.reason
            return Becomes.MARKED
        case "undeliverable", reason if reason == UNKNOWN:
            return Becomes.DOUBTED
        case "undeliverable", _:
            return Becomes.UNDELIVERABLE
        case "waiting", reason if stuck_for(reason):
            return Becomes.WAITS_LONGER
        case "waiting", _:
            return Becomes.WAITS
        case status, _:
            assert status == "uncertain"
            return Becomes.LOOKED_UP


async def posted(hour: Hour, call: str, word: str) -> Outcome:
    hour.refuses(call, word)
    hour.send()
    await hour.an_hour()
    nudge = hour.message("nudge")
    becomes, at_once = became(hour, nudge), {*hour.heard()}
    assert (becomes is Becomes.MARKED) == hour.refused
    assert hour.reads() == []
    await hour.until_people_are_told()
    heard = told(at_once, {*hour.heard()})
    hour.over()
    await hour.until_monday()
    return Outcome(becomes, *(await how_it_ended(hour, becomes, heard)))


async def how_it_ended(hour: Hour, becomes: Becomes, heard: Told) -> tuple[Told, Back]:
    """Monday: everything but what was given up stands once, nobody has heard twice, and the next message goes."""
    assert not hour.refused
    counts = set(hour.heard().values())
    assert counts <= ({2} if heard is Told.OF_MESSAGE and becomes is Becomes.UNDELIVERABLE else {1})  # two messages
    nudge, stood = hour.message("nudge"), [text.split()[0] for text in hour.reads()]
    if nudge.status == "sent":
        back = Back.TRIED if becomes is Becomes.MARKED else Back.SENT
        assert sorted(stood) == ["digest", "nudge"]
    else:
        back = Back.DECIDED if nudge.reason == UNKNOWN else Back.NEXT
        assert stood == (["digest"] if back is Back.DECIDED else [])
    hour.send()
    await hour.tick()
    assert len(hour.reads()) == len(stood) + 1
    return Told.OF_ROOM if becomes is Becomes.MARKED else heard, back


@each((SLACK, "chat.postMessage"), (TEAMS, "post"))
async def test_a_message(sqlite_store: Store, chat: str, call: str, word: str, verdict: Verdict) -> None:
    seen = await in_town(sqlite_store, chat, lambda hour: posted(hour, call, word))
    assert seen == OUTCOMES[chat, call][verdict]


# -- a message that stands is drawn anew


async def drawn_anew(hour: Hour, call: str, word: str) -> Outcome:
    await hour.tick()
    [before] = hour.reads()
    hour.refuses(call, word)
    done(hour.store, 1, hour.clock.now())
    await hour.an_hour()
    assert hour.reads() == [before]
    marks = rows_of_redraw(hour)
    becomes = Becomes.LEFT if not marks else Becomes.STALE if marks[0].attempt else Becomes.RESTS
    await hour.until_people_are_told()
    assert not hour.refused
    heard = told(set(), {*hour.heard()})
    hour.over()
    await hour.until_monday()
    back = Back.DRAWN if "1 done" in hour.reads()[0] else Back.NEXT_CHANGE
    done(hour.store, 1, hour.clock.now())
    await hour.tick()
    assert len(hour.reads()) == 1
    assert "1 done" in hour.reads()[0]
    return Outcome(becomes, heard, back)


def rows_of_redraw(hour: Hour) -> list[RedrawRow]:
    with hour.store.transaction() as session:
        return list(session.exec(select(RedrawRow)))


@each((SLACK, "chat.update"), (TEAMS, "update"))
async def test_a_card_that_stands(sqlite_store: Store, chat: str, call: str, word: str, verdict: Verdict) -> None:
    seen = await in_town(sqlite_store, chat, lambda hour: drawn_anew(hour, call, word))
    assert seen == OUTCOMES[chat, call][verdict]


# -- a person is written to for the first time


async def opened(hour: Hour, call: str, word: str) -> Outcome:
    hour.refuses("create" if call == "open" else call, word)
    hour.send(hour.leader)
    await hour.an_hour()
    nudge = hour.message("nudge")
    becomes = Becomes.ELSEWHERE if nudge.status == "sent" and not nudge.room_direct else became(hour, nudge)
    assert not hour.refused
    await hour.until_people_are_told()
    heard = told(set(), {*hour.heard()})
    hour.over()
    await hour.until_monday()
    nudge = hour.message("nudge")
    assert nudge.status == "sent"
    back = Back.SENT if nudge.room_direct else Back.STANDS
    before = len(hour.reads())
    hour.send(hour.leader)
    await hour.tick()
    assert len(hour.reads()) == before  # the next one is the leader's own
    assert {*hour.heard().values()} <= {1}
    return Outcome(becomes, heard, back)


@each((SLACK, "conversations.open"), (TEAMS, "open"))
async def test_a_person(sqlite_store: Store, chat: str, call: str, word: str, verdict: Verdict) -> None:
    seen = await in_town(sqlite_store, chat, lambda hour: opened(hour, call, word))
    assert seen == OUTCOMES[chat, call][verdict]


# -- a key is looked up


async def looked_up(hour: Hour, call: str, word: str) -> Outcome:
    hour.faults.plan("chat.postMessage", Fault("500_after"))  # it stands, and nobody knows
    hour.send()
    hour.refuses(call, word)
    await hour.an_hour()
    becomes = became(hour, hour.message("nudge"))
    becomes = Becomes.NOT_LOOKED_UP if becomes is Becomes.LOOKED_UP else becomes
    at_once = {*hour.heard()}
    await hour.until_people_are_told()
    heard = told(at_once, {*hour.heard()})
    hour.over()
    await hour.until_monday()
    nudge = hour.message("nudge")
    assert sorted(text.split()[0] for text in hour.reads()) == ["digest", "nudge"]
    doubted = Back.DECIDED if nudge.reason == UNKNOWN else Back.NEXT
    return Outcome(becomes, heard, Back.SENT if nudge.status == "sent" else doubted)


@each((SLACK, "conversations.history"))
async def test_a_look_up(sqlite_store: Store, chat: str, call: str, word: str, verdict: Verdict) -> None:
    seen = await in_town(sqlite_store, chat, lambda hour: looked_up(hour, call, word))
    assert seen == OUTCOMES[chat, call][verdict]


@pytest.mark.parametrize("chat", [SLACK, TEAMS])
async def test_a_card_that_was_given_up_is_drawn_when_its_room_takes_messages_again(store: Store, chat: str) -> None:
    """A room that is closed over a weekend: what was to be drawn there was given up after some six hours."""
    calls = ("chat.postMessage", "chat.update") if chat == SLACK else ("post", "update")
    word = "channel_not_found" if chat == SLACK else "BotNotInConversationRoster"
    async with (in_slack if chat == SLACK else in_teams)(store) as hour:
        await hour.tick()
        hour.faults.mix({Fault("error", error=word): 1.0}, seed=1, methods=calls)
        done(hour.store, 1, hour.clock.now())
        hour.send()
        await hour.lives(0, *[60] * 14)
        assert rows_of_redraw(hour) == []
        hour.over()
        await hour.until_monday()
        await hour.lives(60, 1)
        assert ["1 done" in text for text in hour.reads()] == [True, False]
