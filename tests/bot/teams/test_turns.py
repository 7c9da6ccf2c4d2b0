"""Whose turn it is in a room: answers to people and new messages go before edits, and wait for some minutes at most."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

import pytest
from structlog.testing import capture_logs

from bot.app import open_store
from bot.delivery.chat import BusyError
from bot.settings import Settings
from bot.teams import incoming
from bot.teams.answers import LONGEST_WAIT, TRIES, TeamsAnswers, drawn
from bot.teams.chat import TeamsChat
from bot.teams.conversation_references import References
from bot.teams.incoming import Came
from bot.teams.rate_limit import LIMITS, ConversationLimits
from bot.teams.sdk import Doorway, make
from bot.teams.service import TeamsService
from domain.accounts import Address
from domain.calendar import WorkCalendar
from handlers.cards import Card
from storage.unit_of_work.unit import Rules
from tests.desk import oslo
from tests.teams_standin import BOT_APP, TENANT, Fault, TeamsStandIn, teams_standin
from tests.teams_standin.rates import Rates

CARD = Card("Svaret")
ANSWER = drawn(CARD)


@dataclass
class Counter:
    """What is said in one room of a stand-in, at a pace that a test sets, and how long it has waited."""

    teams: TeamsStandIn
    chat: TeamsChat
    answers: TeamsAnswers
    came: Came
    waited: list[float] = field(default_factory=list)

    @property
    def room(self) -> Address:
        return Address("teams", TENANT, self.came.channel)

    @property
    def stands(self) -> int:
        return len(self.teams.state.posted(self.came.channel))


@asynccontextmanager
async def counter(database: str, limits: tuple[tuple[int, float], ...]) -> AsyncIterator[Counter]:
    """limits: what the bot may say in a room, as `bot.teams.rate_limit.LIMITS`."""
    waited: list[float] = []

    async def wait(seconds: float) -> None:
        waited.append(seconds)

    store = open_store(database, Rules(WorkCalendar()))
    async with teams_standin(rates=Rates(clock=None)) as teams:
        room = teams.state.channel("rom", teams.state.person("Anna"))
        activity = {
            "type": "message",
            "serviceUrl": teams.service_url,
            "from": {"aadObjectId": "anna"},
            "conversation": {"id": room, "conversationType": "channel"},
            "channelData": {"tenant": {"id": TENANT}, "channel": {"id": room}},
        }
        settings = Settings(_env_file=None, teams_app_id=BOT_APP, teams_app_tenant=TENANT)  # type: ignore[call-arg] # pydantic's own
        sdk = make(settings, Doorway(), teams.cloud(), teams.token)
        pace = ConversationLimits(limits=limits, monotonic=lambda: 100 + sum(waited), sleep=wait)
        references = References(store, lambda: oslo("2026-11-23 09:00"), frozenset({"teams"}), pace)
        service, came = TeamsService(sdk), incoming.read(activity)
        await references.note(came.seen())
        try:
            yield Counter(teams, TeamsChat(service, references), TeamsAnswers(service, references, wait), came, waited)
        finally:
            await sdk.http_client.http.aclose()
            await sdk.api.http.http.aclose()
    store.close()


async def test_messages_and_answers_never_wait_for_edits(new_sqlite_url: Callable[[], str]) -> None:
    async with counter(new_sqlite_url(), LIMITS) as desk:
        posted = await desk.chat.post(desk.room, CARD, "nøkkel")
        with suppress(BusyError):
            for number in range(60):
                await desk.chat.update(posted, Card(f"Svaret, {number}"))
        assert desk.teams.state.posts["update"] == 29  # and the post is half of what the room takes in half a minute
        before = sum(desk.waited)
        await desk.chat.post(desk.room, CARD, "nøkkel-2")
        assert await desk.answers.here(desk.came, ANSWER)
        assert (desk.stands, sum(desk.waited)) == (3, before)


async def test_a_room_that_asks_to_wait_is_not_asked_again_for_its_other_messages(
    new_sqlite_url: Callable[[], str],
) -> None:
    async with counter(new_sqlite_url(), LIMITS) as desk:
        first, second = [await desk.chat.post(desk.room, CARD, key) for key in ("a", "b")]
        desk.teams.faults.plan("update", Fault("busy", seconds=30))
        for posted in (second, first):
            with pytest.raises(BusyError) as told:
                await desk.chat.update(posted, CARD)
            assert told.value.retry_after == pytest.approx(30)
        assert desk.teams.state.posts["update"] == 1
        assert not desk.chat.busy_everywhere  # other rooms go on
        await desk.chat.post(desk.room, CARD, "c")
        desk.waited.append(30)
        await desk.chat.update(first, CARD)
        assert desk.teams.state.posts["update"] == 2


async def test_an_answer_waits_for_its_turn(new_sqlite_url: Callable[[], str]) -> None:
    async with counter(new_sqlite_url(), ((1, 20.0),)) as desk:
        assert await desk.answers.here(desk.came, ANSWER)
        assert await desk.answers.here(desk.came, ANSWER)
        assert desk.stands == 2
        assert 20 <= sum(desk.waited) <= LONGEST_WAIT


async def test_an_answer_whose_turn_is_far_off_is_given_up_after_some_minutes(
    new_sqlite_url: Callable[[], str],
) -> None:
    async with counter(new_sqlite_url(), ((1, 3600.0),)) as desk:
        assert await desk.answers.here(desk.came, ANSWER)
        with capture_logs() as logs:
            assert not await desk.answers.here(desk.came, ANSWER)
        assert [one["event"] for one in logs] == ["teams.answer_lost"]
        assert desk.stands == 1
        assert sum(desk.waited) <= TRIES * LONGEST_WAIT


async def test_an_answer_that_gets_its_turn_while_it_waits_comes(new_sqlite_url: Callable[[], str]) -> None:
    async with counter(new_sqlite_url(), ((1, 50.0),)) as desk:
        assert await desk.answers.here(desk.came, ANSWER)
        assert await desk.answers.here(desk.came, ANSWER)
        assert desk.stands == 2
        assert 50 <= sum(desk.waited) <= 2 * LONGEST_WAIT
