"""A stateful Microsoft Teams on loopback: the Bot Connector, its tokens, its limits, its failures, and its people.

    async with teams_standin() as teams:
        anna = teams.state.person("Anna")
        room = teams.state.channel("Agder", anna)
        app = App(client_id=BOT_APP, token=teams.token, cloud=teams.cloud(), …)        # the SDK's own checks run
        teams.over_http("http://127.0.0.1:3978/api/messages")
        assert "Status" in await teams.people.says("status", anna, room, posts=1)      # what Anna then sees
        await teams.people.press("Ferdig", anna, room)
        teams.people.fill({"Dato": "uke 17"}, anna, room)
        await teams.people.press("Lagre", anna, room)
        print(teams.seen(anna, room))                                                  # the room as she reads it

posts: how many messages of the bot's to wait for; anything else is waited for by
`await teams.until(lambda: "x" in teams.seen(anna, room))`.
An activity that Teams would not send: `people.message(…)` says something without sending it; change it, and `deliver`
it, with another `Authorization` than Teams' own (`identity.bearer` makes them old, for or by somebody else). A service
that is not there: `teams.activities.service_url = "http://127.0.0.1:9/"`.
What was refused, and why, is in `teams.state.refused`; what no client looks at in `teams.state.noted`.

For programs in other processes, without an event loop of the test's own:

    with start_in_thread() as teams:
        teams.run(teams.people.says("status", anna))
"""

import asyncio
import threading
import time
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

import aiohttp

from tests.patience import PATIENCE, wait_until
from tests.teams_standin.activities import Activities
from tests.teams_standin.connector import Connector
from tests.teams_standin.drawing import texts
from tests.teams_standin.faults import Fault, Faults
from tests.teams_standin.happenings import Everybody
from tests.teams_standin.identity import BOT, BOT_APP, BOT_NAME, TENANT, Identity
from tests.teams_standin.people import UNREACHABLE, Answer, Shown
from tests.teams_standin.rates import Rates
from tests.teams_standin.server import Server
from tests.teams_standin.state import Json, State

if TYPE_CHECKING:
    from microsoft_teams.api.auth.cloud_environment import CloudEnvironment

__all__ = [
    "BOT",
    "BOT_APP",
    "BOT_NAME",
    "TENANT",
    "UNREACHABLE",
    "Answer",
    "Fault",
    "Shown",
    "TeamsStandIn",
    "start_in_thread",
    "teams_standin",
    "texts",
]

T = TypeVar("T")

ACTIVITY_SECONDS = 15.0
"""How long the service waits for the answer to an activity: 10 to 15 seconds, after the channel
(learn.microsoft.com/azure/bot-service/bot-builder-basics)."""


class TeamsStandIn:
    """One Teams. `state` holds what there is, `faults` what goes wrong, `rates` the limits, `people` what they do."""

    def __init__(self, clock: Callable[[], float] | None = None, rates: Rates | None = None) -> None:
        self.state = State(clock)
        self.faults = Faults()
        self.identity = Identity()
        self.rates = rates or Rates()
        self.server = Server(self.state, self.faults, Connector(self.state, self.rates), self.identity)
        self.activities = Activities(self.state)
        self.people = Everybody(self.state, self, self.activities)
        self.sent: list[Json] = []
        """Every activity sent to the bot."""
        self.loop = asyncio.new_event_loop()
        self._endpoint = ""

    @property
    def service_url(self) -> str:
        """Where the Connector is, as activities name it."""
        return self.server.service_url

    def over_http(self, address: str) -> None:
        """The bot's endpoint; activities go there, signed."""
        self._endpoint = address

    def cloud(self) -> "CloudEnvironment":
        """Where the SDK finds the login service: `App(cloud=…)`."""
        return self.identity.cloud()

    def token(self, scope: str | list[str] = "", tenant: str | None = None) -> str:
        """A token for the bot: `App(token=teams.token)`."""
        return self.identity.hand_out()

    def seen(self, who: str, where: str = "") -> str:
        """A conversation as somebody reads it now."""
        return self.people.seen(who, where)

    async def deliver(self, activity: Json, authorization: str | None = None, seconds: float | None = None) -> Answer:
        """One activity to the bot. authorization: another header than Teams' own, "" for none. status 0: no answer."""
        if not self._endpoint:
            raise RuntimeError("where is the bot? over_http says")
        self.sent.append(activity)
        header = f"Bearer {self.identity.bearer(self.service_url)}" if authorization is None else authorization
        headers = {"Authorization": header} if header else {}
        began = time.perf_counter()
        try:
            async with (
                asyncio.timeout(seconds or ACTIVITY_SECONDS),
                aiohttp.ClientSession() as session,
                session.post(self._endpoint, json=activity, headers=headers) as answer,
            ):
                text = await answer.text()
                body = await answer.json() if text and "json" in answer.content_type else text or None
                return Answer(answer.status, body, time.perf_counter() - began)
        except (TimeoutError, aiohttp.ClientError):
            return Answer(0, None, time.perf_counter() - began)

    def wait(self, come_true: Callable[[], object], seconds: float = PATIENCE) -> None:
        """Blocks until something is so, looking whenever anything changes, and now and then. Raises TimeoutError."""
        wait_until(come_true, self.state.changed, seconds)

    async def until(self, come_true: Callable[[], object], seconds: float = PATIENCE) -> None:
        """The same for an event loop."""
        await asyncio.to_thread(self.wait, come_true, seconds)

    def run(self, work: Coroutine[Any, Any, T], seconds: float = PATIENCE) -> T:
        """Runs what is awaitable where there is no event loop."""
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(seconds)


@contextmanager
def start_in_thread(clock: Callable[[], float] | None = None, rates: Rates | None = None) -> Iterator[TeamsStandIn]:
    """A stand-in, its server in a thread of its own. clock: epoch seconds; rates: with another clock."""
    teams = TeamsStandIn(clock, rates)
    thread = threading.Thread(target=teams.loop.run_forever, name="teams-standin", daemon=True)
    thread.start()
    teams.run(teams.server.start())
    teams.activities.service_url = teams.service_url
    try:
        yield teams
    finally:
        teams.run(teams.server.stop())
        teams.loop.call_soon_threadsafe(teams.loop.stop)
        thread.join(PATIENCE)
        teams.loop.close()


@asynccontextmanager
async def teams_standin(
    clock: Callable[[], float] | None = None, rates: Rates | None = None
) -> AsyncIterator[TeamsStandIn]:
    """The same, in a test that runs on an event loop."""
    with start_in_thread(clock, rates) as teams:
        yield teams
