"""What the sender counts on in every chat: posted once, refused for good, busy, or not known; one set of tests for all.

A chat joins by a `Side` in `SIDES`; `tests/bot/test_every_chat.py` misses one that hasn't.
"""

import asyncio
import socket
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, ExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from bot.app import open_store
from bot.delivery.chat import READY, BusyError, CardRefusedError, Chat, ChatError, Posted, RefusedError, UncertainError
from bot.delivery.plain_fallback import in_words
from bot.settings import Settings
from bot.slack.chat import ChannelInterval, SlackChat
from bot.slack.client import connect
from bot.teams.chat import TeamsChat
from bot.teams.conversation_references import References
from bot.teams.login import Ask
from bot.teams.sdk import Doorway, make
from bot.teams.service import TeamsService
from domain.accounts import Address
from domain.calendar import WorkCalendar
from handlers.cards import Button, Card, Text
from handlers.views.plain_text import plain
from storage.delivery.conversations import SeenConversation
from storage.unit_of_work.unit import Rules
from tests.collecting_chat import CollectingChat
from tests.patience import PATIENCE
from tests.slack_standin import BOT_TOKEN, TEAM, Fault, slack_standin, texts
from tests.teams_standin import BOT_APP, TENANT, TeamsStandIn, teams_standin
from tests.teams_standin import texts as card_texts
from tests.teams_standin.rates import Rates

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
CARD = Card("Frist om 7 dager", (Text("Nasjonalt vårmøte"),), (Button("Ferdig", "ferdig O-1"),))
NOWHERE = "http://127.0.0.1:9/"


@dataclass(frozen=True)
class Wire:
    """A chat behind a network. fails: the next post meets this fault; opening_fails: the next opening of a person's
    conversation does. takes_no_card: the chat finds fault with the next card. loses_token: the chat takes the bot's
    token no longer. attempts: posts that have reached it."""

    fails: Callable[[Fault], None]
    opening_fails: Callable[[Fault], None]
    takes_no_card: Callable[[], None]
    loses_token: Callable[[], None]
    attempts: Callable[[], int]


@dataclass(frozen=True)
class Side:
    """One chat and what stands behind it. closed: a room that takes nothing; gone: a person who can't be reached.
    reads: a room's messages as people read them, oldest first. wire: None for a chat in memory."""

    chat: Chat
    room: Address
    person: Address
    closed: Address
    gone: Address
    reads: Callable[[Address], list[str]]
    wire: Wire | None = None

    async def found(self, posted: Posted | None, key: str) -> Posted | None:
        """What a search for the key finds; where the chat can't be searched, `posted`, once it has said so."""
        around = timedelta(minutes=1)
        if self.chat.searchable:
            return await self.chat.find(self.room, key, AT - around, AT + around)
        with pytest.raises(ChatError):
            await self.chat.find(self.room, key, AT - around, AT + around)
        return posted


@dataclass(frozen=True)
class Given:
    """How a side is to be made. seconds: how long its client waits for an answer. ready: how long what comes before a
    post may take. token: what gives the bot its own, instead of the stand-in. nowhere: the address of a chat that isn't
    there, instead of the stand-in's. new_database: makes one, for a chat that keeps something."""

    new_database: Callable[[], str]
    seconds: float = 2 * PATIENCE
    ready: float = READY
    token: Ask | None = None
    nowhere: str = ""


@asynccontextmanager
async def collecting_side(_: Given) -> AsyncIterator[Side]:
    """The tests' own chat in memory, which must keep what the real ones do."""
    chat = CollectingChat(refusing={"lukket": "is_archived", "borte": "user_not_found"})

    def reads(room: Address) -> list[str]:
        return [plain(post.card) for post in chat.posts if post.room == room.channel]

    def ref(channel: str, *, direct: bool = False) -> Address:
        return Address("console", "", channel, direct)

    yield Side(chat, ref("rom"), ref("anna", direct=True), ref("lukket"), ref("borte", direct=True), reads)


@asynccontextmanager
async def slack_side(given: Given) -> AsyncIterator[Side]:
    """Slack before its stand-in."""
    async with (
        slack_standin(clock=AT.timestamp) as slack,
        connect(BOT_TOKEN, given.nowhere or slack.api_url, seconds=given.seconds) as clients,
    ):
        state, faults = slack.state, slack.faults
        wire = Wire(
            fails=lambda fault: faults.plan("chat.postMessage", fault),
            opening_fails=lambda fault: faults.plan("conversations.open", fault),
            takes_no_card=lambda: faults.plan("chat.postMessage", Fault("error", error="invalid_blocks")),
            loses_token=lambda: faults.plan("chat.postMessage", Fault("error", error="invalid_auth")),
            attempts=lambda: state.posts["chat.postMessage"],
        )
        yield Side(
            SlackChat(clients.posting, ChannelInterval(interval=0), ready=given.ready),
            Address("slack", TEAM, state.channel("rom", "U0ANNA")),
            Address("slack", TEAM, "U0ANNA", direct=True),
            Address("slack", TEAM, state.channel("arkiv", archived=True)),
            Address("slack", TEAM, state.person("U0BORTE", "gone"), direct=True),
            lambda room: [texts(message) for message in state.messages(room.channel)],
            wire,
        )


def behind_teams(teams: TeamsStandIn, chat: Chat) -> Side:
    """What stands behind a chat before the stand-in for Teams. A person's room is their id in the directory."""
    state, faults = teams.state, teams.faults
    anna = state.person("Anna")

    def takes_no_token() -> None:
        teams.identity.taking = False

    wire = Wire(
        fails=lambda fault: faults.plan("post", fault),
        opening_fails=lambda fault: faults.plan("create", fault),
        takes_no_card=lambda: faults.plan("post", Fault("error", error="MessageSizeTooBig")),
        loses_token=takes_no_token,
        attempts=lambda: state.posts["post"],
    )
    return Side(
        chat,
        Address("teams", TENANT, state.channel("rom", anna)),
        Address("teams", TENANT, anna, direct=True),
        Address("teams", TENANT, state.channel("lukket", anna, bot=False)),
        Address("teams", TENANT, state.person("Borte", installed=False), direct=True),
        lambda room: [card_texts(one.card(anna)) for one in state.messages(room.channel)],
        wire,
    )


@asynccontextmanager
async def teams_side(given: Given) -> AsyncIterator[Side]:
    """Teams before its stand-in, every conversation known from when the app was installed."""
    store = open_store(given.new_database(), Rules(WorkCalendar()))
    async with teams_standin(clock=AT.timestamp, rates=Rates(clock=None)) as teams:
        settings = Settings(_env_file=None, teams_app_id=BOT_APP, teams_app_tenant=TENANT)  # type: ignore[call-arg] # pydantic's
        sdk = make(settings, Doorway(), teams.cloud(), given.token or teams.token)
        sdk.api.conversations.http.http.timeout = httpx.Timeout(given.seconds)
        references = References(store, lambda: AT, frozenset({"teams"}))
        made = behind_teams(teams, TeamsChat(TeamsService(sdk), references, ready=given.ready))
        url = given.nowhere or teams.service_url
        for room in teams.state.conversations.values():
            if room.kind == "channel":
                await references.note(SeenConversation("teams", TENANT, room.id, "channel", url, team=room.team))
        try:
            yield made
        finally:
            await sdk.http_client.http.aclose()
            await sdk.api.http.http.aclose()
    store.close()


SIDES: dict[str, Callable[[Given], AbstractAsyncContextManager[Side]]] = {
    "collecting": collecting_side,
    "slack": slack_side,
    "teams": teams_side,
}
WIRED = [name for name in SIDES if name != "collecting"]


@pytest.fixture(params=[*SIDES])
async def side(request: pytest.FixtureRequest, new_sqlite_url: Callable[[], str]) -> AsyncIterator[Side]:
    """Each chat, with a client that waits as long as it takes."""
    async with SIDES[request.param](Given(new_sqlite_url)) as made:
        yield made


@dataclass(frozen=True)
class Wired:
    """A side that has a wire."""

    side: Side
    wire: Wire


@pytest.fixture(params=WIRED)
async def wired(request: pytest.FixtureRequest, new_sqlite_url: Callable[[], str]) -> AsyncIterator[Wired]:
    """Each chat behind a network."""
    async with SIDES[request.param](Given(new_sqlite_url)) as made:
        assert made.wire
        yield Wired(made, made.wire)


# posted


async def test_a_message_is_posted_once_and_stands(side: Side) -> None:
    posted = await side.chat.post(side.room, CARD, "nøkkel-1")
    [read] = side.reads(side.room)
    assert "Frist om 7 dager" in read
    assert "Nasjonalt vårmøte" in read
    assert (posted.room, bool(posted.message_id)) == (side.room, True)
    assert side.chat.platform == side.room.platform


async def test_what_was_posted_is_found_by_its_key_or_the_chat_says_that_it_cannot_tell(side: Side) -> None:
    posted = await side.chat.post(side.room, CARD, "nøkkel-1")
    assert await side.found(posted, "nøkkel-1") == posted
    assert await side.found(None, "nøkkel-2") is None


async def test_a_person_is_written_to_alone(side: Side) -> None:
    for _ in range(2):
        await side.chat.post(side.person, CARD, "nøkkel")
    assert len(side.reads(side.person)) == 2
    assert side.reads(side.room) == []


async def test_a_message_is_drawn_anew_where_it_stands(side: Side) -> None:
    for room in (side.room, side.person):
        await side.chat.post(room, CARD, "før")
        posted = await side.chat.post(room, CARD, "nøkkel")
        await side.chat.post(room, CARD, "etter")
        await side.chat.update(posted, Card("Alt er gjort"))
        before, drawn, after = side.reads(room)
        assert "Alt er gjort" in drawn
        assert "Frist" not in drawn
        assert "Frist" in before
        assert "Frist" in after


# refused


async def test_a_room_that_says_no_is_refused_for_good_and_nothing_stands(side: Side) -> None:
    with pytest.raises(RefusedError) as refused:
        await side.chat.post(side.closed, CARD, "nøkkel")
    assert refused.value.reason
    assert side.reads(side.closed) == []


async def test_a_person_who_cannot_be_reached_is_refused_for_good(side: Side) -> None:
    with pytest.raises(RefusedError):
        await side.chat.post(side.gone, CARD, "nøkkel")


async def test_a_refusal_leaves_one_attempt_at_most(wired: Wired) -> None:
    for room in (wired.side.closed, wired.side.gone):
        with pytest.raises(RefusedError):
            await wired.side.chat.post(room, CARD, "nøkkel")
    assert wired.wire.attempts() <= 1


async def test_a_card_that_is_not_taken_is_told_from_a_room_that_takes_none(wired: Wired) -> None:
    side, wire = wired.side, wired.wire
    wire.takes_no_card()
    with pytest.raises(CardRefusedError):
        await side.chat.post(side.room, CARD, "nøkkel")
    assert side.reads(side.room) == []
    await side.chat.post(side.room, in_words(CARD), "nøkkel")
    [stands] = side.reads(side.room)
    assert all(words in stands for words in ("Frist om 7 dager", "Nasjonalt vårmøte", "[Ferdig] ferdig O-1"))
    with pytest.raises(RefusedError) as refused:
        await side.chat.post(side.closed, CARD, "nøkkel")
    assert not isinstance(refused.value, CardRefusedError)


# busy: certain that nothing was posted


async def test_a_chat_that_asks_to_wait_is_waited_for_as_long_as_it_says(wired: Wired) -> None:
    wired.wire.fails(Fault("busy", seconds=7))
    with pytest.raises(BusyError) as busy:
        await wired.side.chat.post(wired.side.room, CARD, "nøkkel")
    assert busy.value.retry_after == 7
    assert wired.wire.attempts() == 1
    assert wired.side.reads(wired.side.room) == []


async def test_a_token_that_is_not_taken_is_waited_out(wired: Wired) -> None:
    wired.wire.loses_token()
    with pytest.raises(BusyError) as busy:
        await wired.side.chat.post(wired.side.room, CARD, "nøkkel")
    assert busy.value.retry_after >= 10
    assert wired.side.reads(wired.side.room) == []


@pytest.mark.parametrize("name", WIRED)
async def test_a_chat_that_is_not_there_is_waited_for(name: str, new_sqlite_url: Callable[[], str]) -> None:
    async with SIDES[name](Given(new_sqlite_url, nowhere=NOWHERE)) as side:
        with pytest.raises(BusyError):
            await side.chat.post(side.room, CARD, "nøkkel")


@contextmanager
def takes_no_connection() -> Iterator[str]:
    """The address of a chat whose machine answers nobody: its queue is full, so the next one waits in vain."""
    with ExitStack() as stack:
        deaf, *others = [stack.enter_context(socket.socket()) for _ in range(4)]
        deaf.bind(("127.0.0.1", 0))
        deaf.listen(0)
        for other in others:
            other.settimeout(0)
            other.connect_ex(deaf.getsockname())
        yield f"http://127.0.0.1:{deaf.getsockname()[1]}/"


@pytest.mark.parametrize("name", WIRED)
async def test_a_connection_that_does_not_come_about_has_posted_nothing(
    name: str, new_sqlite_url: Callable[[], str]
) -> None:
    with takes_no_connection() as deaf:
        async with SIDES[name](Given(new_sqlite_url, seconds=0.8, nowhere=deaf)) as side:
            with pytest.raises(BusyError):
                await side.chat.post(side.room, CARD, "nøkkel")


@pytest.mark.parametrize("kind", ["lost", "500"])
async def test_opening_a_conversation_in_vain_posts_nothing(wired: Wired, kind: str) -> None:
    wired.wire.opening_fails(Fault("lost") if kind == "lost" else Fault("500"))
    with pytest.raises(BusyError):
        await wired.side.chat.post(wired.side.person, CARD, "nøkkel")
    assert wired.wire.attempts() == 0
    assert wired.side.reads(wired.side.person) == []


@pytest.mark.parametrize("name", WIRED)
async def test_what_takes_too_long_before_the_post_has_posted_nothing(
    name: str, new_sqlite_url: Callable[[], str]
) -> None:
    async with SIDES[name](Given(new_sqlite_url, ready=0.1)) as side:
        assert side.wire
        side.wire.opening_fails(Fault("hang"))
        async with asyncio.timeout(PATIENCE):
            with pytest.raises(BusyError):
                await side.chat.post(side.person, CARD, "nøkkel")
        assert side.wire.attempts() == 0
        assert side.reads(side.person) == []


async def test_a_login_that_does_not_answer_has_posted_nothing(new_sqlite_url: Callable[[], str]) -> None:
    async def token(_scope: object, _tenant: object) -> str:
        await asyncio.Event().wait()
        raise AssertionError

    async with SIDES["teams"](Given(new_sqlite_url, ready=0.1, token=token)) as side:
        async with asyncio.timeout(PATIENCE):
            with pytest.raises(BusyError):
                await side.chat.post(side.room, CARD, "nøkkel")
        assert side.wire
        assert side.wire.attempts() == 0


# not known


@pytest.mark.parametrize(
    ("fault", "standing"),
    [
        (Fault("lost"), 1),
        (Fault("lost_before"), 0),
        (Fault("500"), 0),
        (Fault("500_after"), 1),
        (Fault("garbage"), 1),
    ],
    ids=lambda value: value.kind if isinstance(value, Fault) else "",
)
async def test_what_cannot_be_known_is_uncertain_after_one_attempt(wired: Wired, fault: Fault, standing: int) -> None:
    wired.wire.fails(fault)
    with pytest.raises(UncertainError):
        await wired.side.chat.post(wired.side.room, CARD, "nøkkel")
    assert wired.wire.attempts() == 1
    assert len(wired.side.reads(wired.side.room)) == standing
    if wired.side.chat.searchable:
        assert bool(await wired.side.found(None, "nøkkel")) is bool(standing)


@pytest.mark.parametrize("name", WIRED)
async def test_no_answer_in_time_is_uncertain_after_one_attempt(name: str, new_sqlite_url: Callable[[], str]) -> None:
    async with SIDES[name](Given(new_sqlite_url, seconds=PATIENCE)) as side:
        assert side.wire
        side.wire.fails(Fault("hang"))
        posting = asyncio.create_task(side.chat.post(side.room, CARD, "nøkkel"))
        async with asyncio.timeout(PATIENCE / 2):
            while not side.wire.attempts():  # noqa: ASYNC110 - the chat counts them
                await asyncio.sleep(0)
        with pytest.raises(UncertainError):
            await waited_for_in_vain(posting)
        assert side.wire.attempts() == 1


async def waited_for_in_vain(work: "asyncio.Task[Posted]") -> None:
    """Move the event loop's clock on until whoever waits has waited long enough, and raise what comes of it."""
    loop, ahead = asyncio.get_running_loop(), 0.0
    now = loop.time
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(loop, "time", lambda: now() + ahead)
        while not work.done():  # each part of a request has a limit of its own, that begins when the part does
            ahead += PATIENCE
            await asyncio.sleep(0)
    await work


async def test_a_late_answer_is_an_answer(wired: Wired) -> None:
    wired.wire.fails(Fault("late", seconds=0.02))
    await wired.side.chat.post(wired.side.room, CARD, "nøkkel")
    assert len(wired.side.reads(wired.side.room)) == 1
