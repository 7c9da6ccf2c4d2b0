"""What Slack is asked at start, where nothing else can tell whether the database has gone back: our newest messages."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.clock import FixedClock
from bot.delivery.chat import ChatError
from bot.delivery.sender import Sender
from bot.look_back import PUT_BACK, ask_the_chats, look_back
from bot.slack.chat import ChannelInterval, SlackChat
from bot.slack.client import connect
from domain.accounts import Address
from handlers.cards import Card
from storage.backups.gone_back import GoneBack
from storage.backups.state_file import StateFile
from storage.tables import MessageRow
from storage.unit_of_work.store import Store
from tests.faults.world import SLACK, TEAM, TEST, again, at, draw, organisations, room, rows
from tests.slack_standin import BOT_TOKEN, Fault, SlackStandIn, slack_standin

KEYS = [f"nøkkel-{number}" for number in range(4)]


@dataclass
class Bench:
    """A chat before the stand-in, which Agder's room is in."""

    slack: SlackStandIn
    chat: SlackChat
    room: Address
    clock: FixedClock


@asynccontextmanager
async def a_bench() -> AsyncIterator[Bench]:
    clock = FixedClock(at("2026-11-06"))
    async with (
        slack_standin(clock=lambda: clock.now().timestamp()) as slack,
        connect(BOT_TOKEN, slack.api_url) as clients,
    ):
        agder = Address("slack", TEAM, slack.state.channel("agder", "U0ANNA"))
        yield Bench(slack, SlackChat(clients.posting, ChannelInterval(interval=0)), agder, clock)


async def test_our_messages_are_told_from_what_people_and_other_apps_say() -> None:
    async with a_bench() as bench:
        for key in KEYS:
            await bench.chat.post(bench.room, Card("Noe"), key)
        said = bench.slack.state.channels[bench.room.channel].messages
        said += [
            {"ts": bench.slack.state.ts(), "user": "U0ANNA", "text": "hei"},
            {"ts": bench.slack.state.ts(), "metadata": {"event_type": "other_app", "event_payload": {"key": "x"}}},
            {"ts": bench.slack.state.ts(), "metadata": {"event_type": "samhandling_message", "event_payload": {}}},
        ]
        assert sorted(await bench.chat.newest_keys(bench.room)) == KEYS


async def test_the_newest_hundred_of_a_room_are_looked_through() -> None:
    async with a_bench() as bench:
        await bench.chat.post(bench.room, Card("Noe"), "for lenge siden")
        said = bench.slack.state.channels[bench.room.channel].messages
        said += [{"ts": bench.slack.state.ts(), "user": "U0ANNA", "text": "hei"} for _ in range(99)]
        assert await bench.chat.newest_keys(bench.room) == ["for lenge siden"]
        said.append({"ts": bench.slack.state.ts(), "user": "U0ANNA", "text": "hei"})
        assert await bench.chat.newest_keys(bench.room) == []


@pytest.mark.parametrize(
    "fault", [Fault("error", error="not_in_channel"), Fault("busy"), Fault("500"), Fault("garbage")]
)
async def test_what_cannot_be_asked_is_said(fault: Fault) -> None:
    async with a_bench() as bench:
        bench.slack.faults.plan("conversations.history", fault)
        with pytest.raises(ChatError):
            await bench.chat.newest_keys(bench.room)


async def begins(bench: Bench, store: Store, state: Path) -> GoneBack | None:
    """The program starts, without knowing by its own marks that anything has happened."""
    kept, now = StateFile(state), bench.clock.now()
    assert look_back(store, kept, SLACK, SLACK, now) is None
    return await ask_the_chats(store, kept, {"slack": bench.chat}, now)


async def test_a_database_put_back_whole_is_noticed_by_what_stands_in_the_rooms(
    sqlite_store: Store, tmp_path: Path
) -> None:
    async with a_bench() as bench:
        organisations(sqlite_store, ("ks", "agder"), rooms=False)
        room(sqlite_store, "agder", bench.room.channel)
        sender = Sender(sqlite_store, {"slack": bench.chat}, draw, bench.clock, redraw=again, parallel=1)
        with sqlite_store.begin(TEST, bench.clock.now()) as unit:
            unit.send("nudge", "agder", {})
        assert len(await sender.run_once()) == 1
        assert await begins(bench, sqlite_store, tmp_path / "state") is None  # all that stands there is known

        await bench.chat.post(bench.room, Card("Noe"), "a key of the days that are lost")
        bench.clock.advance(3600)
        assert await begins(bench, sqlite_store, tmp_path / "lost") is not None
        [told] = [one for one in rows(sqlite_store, MessageRow) if one.kind == PUT_BACK]
        assert told.recipient == "agder"
