"""Slack as the sender's chat: what is posted, what is found, and what Slack calls its failures.

What every chat has in common is in test_chat_contract.
"""

import os
import subprocess
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.delivery.chat import BusyError, Chat, ChatError, Posted, RefusedError, UncertainError
from bot.slack.chat import EVENT_TYPE, ChannelInterval, SlackChat
from bot.slack.client import connect
from domain.accounts import Address
from handlers.cards import Button, Card, Item, Text
from handlers.texts import say
from tests.patience import PATIENCE
from tests.slack_standin import BOT_TOKEN, Fault, SlackStandIn, slack_standin, start_in_thread, texts
from tests.slack_standin.people import buttons

CARD = Card("Frist om 7 dager", (Text("Nasjonalt vårmøte <!channel>"),), (Button("Ferdig", "ferdig O-1"),))
AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
ANNA = Address("slack", "T0HOME", "U0ANNA", direct=True)


@dataclass
class Bench:
    """A chat on a stand-in whose clock stands at `AT`."""

    slack: SlackStandIn
    chat: SlackChat
    room: Address

    async def found(self, key: str) -> Posted | None:
        return await self.chat.find(self.room, key, AT - timedelta(seconds=30), AT + timedelta(seconds=30))

    @property
    def posts(self) -> int:
        return self.slack.state.posts["chat.postMessage"]


@pytest.fixture
async def bench() -> AsyncIterator[Bench]:
    async with (
        slack_standin(clock=AT.timestamp) as slack,
        connect(BOT_TOKEN, slack.api_url, seconds=PATIENCE) as clients,
    ):
        room = Address("slack", "T0HOME", slack.state.channel("rom", "U0ANNA"))
        yield Bench(slack, SlackChat(clients.posting, ChannelInterval(interval=0)), room)


async def test_it_is_a_chat(bench: Bench) -> None:
    chat: Chat = bench.chat
    assert (chat.platform, chat.searchable) == ("slack", True)


async def test_a_message_carries_its_key_and_is_found_by_it(bench: Bench) -> None:
    posted = await bench.chat.post(bench.room, CARD, "nøkkel-1")
    [message] = bench.slack.state.messages(bench.room.channel)
    assert message["metadata"] == {"event_type": EVENT_TYPE, "event_payload": {"key": "nøkkel-1"}}
    assert message["client_msg_id"]
    assert "<!channel>" not in message["text"]
    assert await bench.found("nøkkel-1") == posted == Posted(bench.room, message["ts"])
    assert await bench.found("nøkkel-2") is None


async def test_a_person_is_written_to_and_searched_in_their_direct_conversation(bench: Bench) -> None:
    for key in ("a", "b"):
        await bench.chat.post(ANNA, CARD, key)
    assert len(bench.slack.state.messages("U0ANNA")) == 2
    assert await bench.chat.find(ANNA, "a", AT, AT)
    assert bench.slack.state.posts["conversations.open"] == 1


async def test_a_key_is_found_behind_many_pages_and_within_the_time_asked_for(bench: Bench) -> None:
    posted = await bench.chat.post(bench.room, CARD, "første")
    for number in range(450):
        bench.slack.state.channels[bench.room.channel].messages.append(
            {"ts": bench.slack.state.ts(), "text": str(number)}
        )
    assert await bench.found("første") == posted
    assert bench.slack.state.posts["conversations.history"] == 3
    later = AT + timedelta(hours=1)
    assert await bench.chat.find(bench.room, "første", later, later) is None


async def test_a_message_is_drawn_anew_and_keeps_its_key(bench: Bench) -> None:
    posted = await bench.chat.post(bench.room, CARD, "k")
    await bench.chat.update(posted, Card("Ferdig"))
    [message] = bench.slack.state.messages(bench.room.channel)
    assert "Ferdig" in texts(message)
    assert await bench.found("k") == posted
    direct = await bench.chat.post(ANNA, CARD, "d")
    await bench.chat.update(direct, Card("Ferdig"))
    assert "Ferdig" in texts(bench.slack.state.messages("U0ANNA")[0])


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (Fault("busy", seconds=7), BusyError),
        (Fault("error", error="update_failed"), UncertainError),
        (Fault("500_after"), UncertainError),
        (Fault("error", error="edit_window_closed"), RefusedError),
    ],
)
async def test_an_update_that_fails_says_how(bench: Bench, fault: Fault, error: type[ChatError]) -> None:
    posted = await bench.chat.post(bench.room, CARD, "k")
    bench.slack.faults.plan("chat.update", fault)
    with pytest.raises(error):
        await bench.chat.update(posted, Card("Ferdig"))
    await bench.chat.update(posted, Card("Ferdig"))  # again, it does no harm
    [message] = bench.slack.state.messages(bench.room.channel)
    assert "Ferdig" in texts(message)


async def test_a_message_that_is_gone_cannot_be_drawn_anew(bench: Bench) -> None:
    posted = await bench.chat.post(bench.room, CARD, "k")
    bench.slack.state.channels[bench.room.channel].messages.clear()
    with pytest.raises(RefusedError, match="message_not_found"):
        await bench.chat.update(posted, Card("Ferdig"))


async def test_updates_are_paced_in_the_workspace_and_keep_no_post_waiting(bench: Bench) -> None:
    now, slept = [100.0], list[float]()

    async def sleep(seconds: float) -> None:
        slept.append(seconds)
        now[0] += seconds

    chat = SlackChat(bench.chat._client, ChannelInterval(monotonic=lambda: now[0], sleep=sleep))
    posted = await chat.post(bench.room, CARD, "a")
    direct = await chat.post(ANNA, CARD, "b")
    for one in (posted, direct, posted):
        await chat.update(one, Card("Ferdig"))
    assert slept == pytest.approx([1.2, 1.2])
    await chat.post(ANNA, CARD, "c")
    assert len(slept) == 2


async def test_a_message_too_long_for_slack_says_where_the_rest_is(bench: Bench) -> None:
    two = (Button("Ferdig", "ferdig O-1"), Button("Utsett", "utsett O-1"))
    card = Card("Lang", tuple(Item(f"O-{number}", buttons=two) for number in range(60)), (Button("Alt", "mine"),))
    await bench.chat.post(bench.room, card, "lang")
    [message] = bench.slack.state.messages(bench.room.channel)
    *_, pointer, last = [element for _, element in buttons(message)]
    assert (pointer["text"]["text"], pointer["value"]) == (say("nb", "slack.rest.button"), "mine")
    assert last["text"]["text"] == "Alt"
    shown = sum(f"O-{number}" in texts(message).split() for number in range(60))
    assert say("nb", "slack.rest", count=60 - shown) in texts(message)
    assert bench.posts == 1


# refusals, waiting, uncertainty


@pytest.mark.parametrize("reason", ["not_in_channel", "is_archived", "channel_not_found"])
async def test_a_room_that_says_no_is_refused_for_good(bench: Bench, reason: str) -> None:
    channels = {
        "not_in_channel": bench.slack.state.channel("uten", "U0ANNA", bot=False),
        "is_archived": bench.slack.state.channel("arkiv", "U0ANNA", archived=True),
        "channel_not_found": "C0INGEN",
    }
    with pytest.raises(RefusedError) as refused:
        await bench.chat.post(Address("slack", "T0HOME", channels[reason]), CARD, "k")
    assert refused.value.reason == reason
    assert bench.posts == 1


@pytest.mark.parametrize("reason", ["restricted_action", "msg_too_long", "invalid_blocks"])
async def test_what_slack_will_never_take_is_refused_for_good(bench: Bench, reason: str) -> None:
    bench.slack.faults.plan("chat.postMessage", Fault("error", error=reason))
    with pytest.raises(RefusedError, match=reason):
        await bench.chat.post(bench.room, CARD, "k")


async def test_a_person_who_is_gone_is_refused_before_anything_is_posted(bench: Bench) -> None:
    bench.slack.state.person("U0BORTE", "gone")
    with pytest.raises(RefusedError, match="user_not_found"):
        await bench.chat.post(Address("slack", "T0HOME", "U0BORTE", direct=True), CARD, "k")
    assert bench.posts == 0


@pytest.mark.parametrize(
    ("fault", "seconds"),
    [
        (Fault("error", error="invalid_auth"), 10),
        (Fault("error", error="account_inactive"), 10),
        (Fault("error", error="something_new"), 10),
        (Fault("error", error="rate_limited"), 30),
    ],
)
async def test_waiting_is_asked_for_and_nothing_was_posted(bench: Bench, fault: Fault, seconds: float) -> None:
    bench.slack.faults.plan("chat.postMessage", fault)
    with pytest.raises(BusyError) as busy:
        await bench.chat.post(bench.room, CARD, "k")
    assert busy.value.retry_after == seconds
    assert bench.posts == 1
    assert bench.slack.state.keys() == []


@pytest.mark.parametrize("name", ["fatal_error", "internal_error"])
async def test_an_error_that_says_nothing_is_uncertain(bench: Bench, name: str) -> None:
    bench.slack.faults.plan("chat.postMessage", Fault("error", error=name))
    with pytest.raises(UncertainError):
        await bench.chat.post(bench.room, CARD, "k")
    assert bench.posts == 1


async def test_a_reply_lost_before_the_message_lands_is_found_once_it_has(bench: Bench) -> None:
    bench.slack.faults.plan("chat.postMessage", Fault("lost_late", seconds=0.02))
    with pytest.raises(UncertainError):
        await bench.chat.post(bench.room, CARD, "k")
    assert await bench.found("k") is None
    await bench.slack.until(bench.slack.state.keys)
    assert await bench.found("k")


@pytest.mark.parametrize("fault", [Fault("busy"), Fault("500"), Fault("lost"), Fault("error", error="missing_scope")])
async def test_a_look_up_that_fails_says_so(bench: Bench, fault: Fault) -> None:
    bench.slack.faults.plan("conversations.history", *[fault] * 2)  # aiohttp asks again when a read is cut off
    with pytest.raises(ChatError):
        await bench.found("k")


async def test_a_client_that_repeats_by_itself_is_not_accepted(bench: Bench) -> None:
    with pytest.raises(ValueError, match="retry"):
        SlackChat(AsyncWebClient(token=BOT_TOKEN))


async def test_messages_are_paced_by_the_channel() -> None:
    now, slept = [100.0], list[float]()

    async def sleep(seconds: float) -> None:
        slept.append(seconds)
        now[0] += seconds

    pace = ChannelInterval(monotonic=lambda: now[0], sleep=sleep)
    for channel in ("C1", "C1", "C2", "C1"):
        await pace.wait(channel)
    assert slept == [1.0, 1.0]
    now[0] += 60
    await pace.wait("C1")
    assert slept == [1.0, 1.0]


async def test_a_turn_that_is_far_off_is_said_instead_and_not_taken(bench: Bench) -> None:
    chat = SlackChat(bench.chat._client, ChannelInterval(interval=60))
    posted = await chat.post(bench.room, CARD, "a")
    for _ in range(2):
        with pytest.raises(BusyError) as busy:
            await chat.post(bench.room, CARD, "b")
        assert busy.value.retry_after == pytest.approx(60, abs=5)
    assert bench.posts == 1
    await chat.update(posted, Card("Ferdig"))
    with pytest.raises(BusyError):
        await chat.update(posted, Card("Ferdig, igjen"))


async def test_a_seeded_mix_of_faults_loses_and_doubles_nothing_when_settled_by_key(bench: Bench) -> None:
    chances = {Fault("busy", 0): 0.1, Fault("500"): 0.1, Fault("500_after"): 0.1, Fault("lost"): 0.1}
    bench.slack.faults.mix(chances, seed=1)
    for number in range(60):
        key = f"k{number}"
        while not await bench.found(key):
            try:
                await bench.chat.post(bench.room, CARD, key)
            except (BusyError, UncertainError):
                continue
    assert sorted(bench.slack.state.keys()) == sorted(f"k{number}" for number in range(60))
    assert len({kind for _, kind in bench.slack.faults.drawn}) == 4


def test_a_program_in_another_process_reaches_the_standin() -> None:
    program = (
        "import asyncio, os\n"
        "from bot.slack.client import connect\n"
        "from bot.slack.chat import SlackChat\n"
        "from domain.accounts import Address\n"
        "from handlers.cards import Card\n"
        "async def main():\n"
        "    async with connect(os.environ['TOKEN'], os.environ['API']) as clients:\n"
        "        room = Address('slack', 'T0HOME', os.environ['ROOM'])\n"
        "        await SlackChat(clients.posting).post(room, Card('Hei'), 'fra-barnet')\n"
        "asyncio.run(main())\n"
    )
    with start_in_thread() as slack:
        room = slack.state.channel("rom", "U0ANNA")
        settings = {**os.environ, "TOKEN": BOT_TOKEN, "API": slack.api_url, "ROOM": room}
        subprocess.run([sys.executable, "-c", program], env=settings, check=True, timeout=PATIENCE)
        slack.wait(lambda: slack.state.keys() == ["fra-barnet"])
