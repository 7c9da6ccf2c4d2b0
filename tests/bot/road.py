"""A running installation with the program's own wiring, and the Slack it serves."""

import asyncio
import socket
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime

from pydantic import SecretStr

from bot.app import App, build
from bot.clock import MovableClock
from bot.serve_slack import serve
from bot.settings import Settings
from handlers.demo import load_demo
from storage.store import Store
from storage.tables import FollowUpRow
from tests.desk import oslo
from tests.slack_standin import HOME, TEAM, SlackStandIn, Workspace, texts

KS, FR = "U0ANNA", "U0BO"


@dataclass
class Road:
    """A running installation and the Slack it serves."""

    slack: SlackStandIn
    app: App
    clock: MovableClock
    room: str
    address: str

    async def says(self, user: str, line: str) -> str:
        """A slash command in the room; the answer as it reads."""
        answer = await self.slack.people.command(f"/samhandling {line}", user=user, channel=self.room)
        return texts(answer.payload)

    def follow_up(self, number: int) -> FollowUpRow:
        """The row as it stands."""
        with self.app.store.read(self.clock.now()) as snapshot:
            return snapshot.session.get_one(FollowUpRow, number)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@asynccontextmanager
async def on_the_road(
    slack: SlackStandIn,
    store: Store,
    way: str,
    *,
    at: str = "2026-11-23 08:50",
    prepare: Callable[[Store, datetime], object] = load_demo,
    every: int = 1,
    workspaces: Sequence[Workspace] = (HOME,),
) -> AsyncIterator[Road]:
    """Serve as `run` does; by default on the demo data, ten minutes before the morning's reminders.

    every: seconds between ticks. workspaces: those whose apps it is given the tokens of.
    """
    port = _free_port()
    settings = Settings(
        _env_file=None,  # type: ignore[call-arg] # pydantic-settings' own
        slack_bot_token=SecretStr(",".join(one.bot_token for one in workspaces)),
        slack_app_token=SecretStr(", ".join(one.app_token for one in workspaces)) if way == "socket" else None,
        slack_signing_secret=SecretStr(",".join(one.signing_secret for one in workspaces)),
        slack_api_url=slack.api_url,
        port=port,
        admins=(f"slack:{TEAM}:{KS}",),
        tick_seconds=every,
    )
    clock = MovableClock()
    clock.move_to(oslo(at))
    app = build(settings, clock, store=store)
    await asyncio.to_thread(app.start, clock.now())
    await asyncio.to_thread(prepare, store, clock.now())
    stop, ready = asyncio.Event(), asyncio.Event()
    serving = asyncio.create_task(serve(app, stop, ready))
    address = f"http://127.0.0.1:{port}/slack/events"
    if way == "http":
        slack.over_http(address)
    await ready.wait()
    if way == "socket":
        await slack.until(lambda: slack.server.sockets)
    try:
        yield Road(slack, app, clock, slack.state.channel("forskningsradet", KS, FR), address)
    finally:
        await slack.hang_up()
        stop.set()
        await serving
