"""A stateful Slack on loopback: the Web API, response_url, Socket Mode, its limits, its failures, and its people.

In an event loop that also runs the app:

    async with slack_standin() as slack:
        async with connect(BOT_TOKEN, slack.api_url) as clients:
            front = SlackFrontEnd(clients=clients, signing_secret=SIGNING_SECRET, …)
            slack.over_http("http://127.0.0.1:3000/slack/events")      # or nothing: Socket Mode
            await slack.people.command("/samhandling status", channel=slack.state.channel("rom", "U0ANNA"))

A second workspace, whose app has tokens of its own, on the same API address:

    away = slack.also(AWAY)
    await away.people.command("/samhandling status")

For programs in other processes, in a thread of its own:

    with start_in_thread() as slack:
        child = Popen([…], env={"SLACK_API_URL": slack.api_url, …})
        slack.wait(lambda: len(slack.state.keys()) == 10)
        slack.run(slack.people.command("/samhandling status"))
"""

import asyncio
import json
import threading
import time
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any, TypeVar

import aiohttp

from tests.patience import PATIENCE, wait_until
from tests.slack_standin.faults import Fault, Faults
from tests.slack_standin.people import Answer, People, encoded, signed, texts
from tests.slack_standin.server import Server
from tests.slack_standin.state import (
    APP_TOKEN,
    AWAY,
    BOT_TOKEN,
    BOT_USER,
    HOME,
    SIGNING_SECRET,
    TEAM,
    Json,
    State,
    Workspace,
)

__all__ = [
    "APP_TOKEN",
    "AWAY",
    "BOT_TOKEN",
    "BOT_USER",
    "HOME",
    "SIGNING_SECRET",
    "TEAM",
    "Answer",
    "Fault",
    "InWorkspace",
    "SlackStandIn",
    "Workspace",
    "slack_standin",
    "start_in_thread",
    "texts",
]

T = TypeVar("T")


class InWorkspace:
    """One workspace of a Slack: `state` holds what its people see, `people` what they do."""

    def __init__(self, slack: "SlackStandIn", state: State) -> None:
        self.slack, self.state = slack, state
        self.people = People(state, self, slack.base_url)

    async def send(self, kind: str, body: Json, retry: int | None = None) -> Answer:
        """One request to the workspace's app, as Slack sends it: signed with its secret, or over its connection."""
        return await self.slack.deliver(self.state.workspace, kind, body, retry)


class SlackStandIn:
    """One Slack. `state` holds what people see, `faults` what goes wrong, `people` what they do.

    Requests reach the app over Socket Mode until `over_http` names its address.
    """

    def __init__(self, clock: Callable[[], float] | None = None) -> None:
        self.state = State(clock)
        self.faults = Faults()
        self.server = Server(self.state, self.faults)
        self._http = ""
        self._session: aiohttp.ClientSession | None = None
        self._loop: asyncio.AbstractEventLoop | None = None

    async def start(self) -> None:
        await self.server.start()
        self._loop = asyncio.get_running_loop()
        self._session = aiohttp.ClientSession()
        self._first = InWorkspace(self, self.state)
        self.people = self._first.people

    def also(self, workspace: Workspace) -> InWorkspace:
        """Another workspace, with an app of its own."""
        state = State(self.state.clock, workspace, self.state)
        self.server.states[workspace.team] = state
        return InWorkspace(self, state)

    async def stop(self) -> None:
        await self.hang_up()
        await self.server.stop()

    async def hang_up(self) -> None:
        """Closes the connections to the app; nobody does anything after this."""
        if self._session:
            await self._session.close()

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self.server.port}"

    @property
    def api_url(self) -> str:
        """What SLACK_API_URL is set to."""
        return f"{self.base_url}/api/"

    def over_http(self, address: str) -> None:
        """From now on requests go to this address, signed."""
        self._http = address

    async def send(self, kind: str, body: Json, retry: int | None = None) -> Answer:
        """One request to the first workspace's app, as Slack sends it."""
        return await self.deliver(self.state.workspace, kind, body, retry)

    async def deliver(self, through: Workspace, kind: str, body: Json, retry: int | None = None) -> Answer:
        """One request to a workspace's app; what it says of itself is the sender's business."""
        if not self._http:
            payload, seconds = await self.server.envelope(kind, body, retry, through.team)
            return Answer(200, payload, seconds)
        text, content_type = encoded(kind, body)
        headers = {"Content-Type": content_type, **signed(text, time.time_ns() / 1e9, through.signing_secret)}
        if retry is not None:
            headers |= {"X-Slack-Retry-Num": str(retry), "X-Slack-Retry-Reason": "http_timeout"}
        return await self.post(text, headers)

    async def post(self, body: str, headers: dict[str, str]) -> Answer:
        """A raw request to the app's address, to send what Slack would not."""
        if self._session is None:
            raise RuntimeError("not started")
        began = time.perf_counter()
        async with self._session.post(self._http, data=body.encode(), headers=headers) as answer:
            text = await answer.text()
            seconds = time.perf_counter() - began
            payload = json.loads(text) if text and "json" in answer.content_type else {"text": text} if text else {}
            return Answer(answer.status, payload, seconds)

    def wait(self, come_true: Callable[[], object], seconds: float = PATIENCE) -> None:
        """Blocks until something is so, looking whenever anything changes, and now and then. Raises TimeoutError."""
        wait_until(come_true, self.state.changed, seconds)

    async def until(self, come_true: Callable[[], object], seconds: float = PATIENCE) -> None:
        """The same for the event loop that runs the stand-in."""
        await asyncio.to_thread(self.wait, come_true, seconds)

    def run(self, work: Coroutine[Any, Any, T], seconds: float = PATIENCE) -> T:
        """Runs what is awaitable from another thread than the stand-in's."""
        if self._loop is None:
            raise RuntimeError("not started")
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(seconds)


@asynccontextmanager
async def slack_standin(clock: Callable[[], float] | None = None) -> AsyncIterator[SlackStandIn]:
    """A stand-in on the running event loop."""
    slack = SlackStandIn(clock)
    await slack.start()
    try:
        yield slack
    finally:
        await slack.stop()


@contextmanager
def start_in_thread(clock: Callable[[], float] | None = None) -> Iterator[SlackStandIn]:
    """A stand-in with a thread and an event loop of its own, for tests of other processes."""
    slack = SlackStandIn(clock)
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, name="slack-standin", daemon=True)
    thread.start()
    asyncio.run_coroutine_threadsafe(slack.start(), loop).result(PATIENCE)
    try:
        yield slack
    finally:
        asyncio.run_coroutine_threadsafe(slack.stop(), loop).result(PATIENCE)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(PATIENCE)
        loop.close()
