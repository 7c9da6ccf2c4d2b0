"""A running installation with the program's own wiring, and the chats it serves."""

import asyncio
import socket
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import SecretStr

from bot.app import App, build
from bot.clock import MovableClock
from bot.delivery.clock_watch import ClockWatch
from bot.serve_chats import serve
from bot.settings import Settings
from handlers.setup.demo import load_demo
from storage.tables import FollowUpRow
from storage.unit_of_work.store import Store
from tests.desk import oslo
from tests.patience import PATIENCE
from tests.slack_standin import HOME, TEAM, SlackStandIn, Workspace, texts
from tests.slack_standin.unhurried import unhurried_slack
from tests.teams_standin import BOT_APP, TENANT, TeamsStandIn

KS, FR = "U0ANNA", "U0BO"


@dataclass
class Road:
    """A running installation and the Slack it serves."""

    slack: SlackStandIn
    app: App
    clock: MovableClock
    room: str
    address: str
    teams: TeamsStandIn | None = None

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
    teams: TeamsStandIn | None = None,
    tenants: tuple[str, ...] = (TENANT,),
    at: str = "2026-11-23 08:50",
    prepare: Callable[[Store, datetime], object] = load_demo,
    every: int = 1,
    workspaces: Sequence[Workspace] = (HOME,),
) -> AsyncIterator[Road]:
    """Serve as `run` does; by default on the demo data, ten minutes before the morning's reminders.

    teams: served as well, for these tenants. every: seconds between ticks. workspaces: those of whose Slack apps it has
    the tokens.
    """
    port = _free_port()
    settings = Settings(
        _env_file=None,  # type: ignore[call-arg] # pydantic-settings' own
        slack_bot_token=SecretStr(",".join(one.bot_token for one in workspaces)),
        slack_app_token=SecretStr(", ".join(one.app_token for one in workspaces)) if way == "socket" else None,
        slack_signing_secret=SecretStr(",".join(one.signing_secret for one in workspaces)),
        slack_api_url=slack.api_url,
        **(teams_settings(teams, tenants) if teams else {}),
        port=port,
        admins=(f"slack:{TEAM}:{KS}",),
        tick_seconds=every,
    )
    async with served(settings, store, at, prepare, teams) as (app, clock):
        address = f"http://127.0.0.1:{port}/slack/events"
        if way == "http":
            slack.over_http(address)
        else:
            await slack.until(lambda: slack.server.sockets)
        if teams is not None:
            teams.over_http(f"http://127.0.0.1:{port}/api/messages")
        yield Road(slack, app, clock, slack.state.channel("forskningsradet", KS, FR), address, teams)
        await slack.hang_up()


@dataclass
class TeamsRoad:
    """A running installation that serves Teams alone."""

    teams: TeamsStandIn
    app: App
    clock: MovableClock


@asynccontextmanager
async def on_the_teams_road(
    teams: TeamsStandIn,
    store: Store,
    *,
    admin: str = "",
    tenants: tuple[str, ...] = (TENANT,),
    at: str = "2026-11-23 08:50",
    prepare: Callable[[Store, datetime], object] = load_demo,
    every: int = 1,
    **teams_more: Any,
) -> AsyncIterator[TeamsRoad]:
    """The same with Teams alone. admin: a person's directory id. teams_more: what else `bot.teams.connection` takes."""
    port = _free_port()
    settings = Settings(
        _env_file=None,  # type: ignore[call-arg] # pydantic-settings' own
        **teams_settings(teams, tenants),
        port=port,
        admins=(f"teams:{TENANT}:{admin}",) if admin else (),
        tick_seconds=every,
    )
    async with served(settings, store, at, prepare, teams, **teams_more) as (app, clock):
        teams.over_http(f"http://127.0.0.1:{port}/api/messages")
        yield TeamsRoad(teams, app, clock)


def teams_settings(teams: TeamsStandIn, tenants: tuple[str, ...]) -> dict[str, Any]:
    return {
        "teams_app_id": BOT_APP,
        "teams_app_secret": SecretStr("made-up"),
        "teams_app_tenant": TENANT,
        "teams_tenants": tenants,
        "teams_service_url": teams.service_url,
    }


@asynccontextmanager
async def served(
    settings: Settings,
    store: Store,
    at: str,
    prepare: Callable[[Store, datetime], object],
    teams: TeamsStandIn | None = None,
    clock_watch: Callable[[MovableClock], ClockWatch] | None = None,
    **teams_more: Any,
) -> AsyncIterator[tuple[App, MovableClock]]:
    """The program's own wiring, until the block ends. clock_watch: what makes the watch over the clock; without one,
    the clock is believed, for it is moved by hand."""
    clock = MovableClock()
    clock.move_to(oslo(at))
    app = build(settings, clock, store=store)
    await asyncio.to_thread(app.start, clock.now())
    await asyncio.to_thread(prepare, store, clock.now())
    stop, ready = asyncio.Event(), asyncio.Event()
    issuer, watch = None, clock_watch(clock) if clock_watch else None
    if teams:  # neither they nor the bot lose patience with a slow machine, unless a test is about that
        issuer = {"cloud": teams.cloud(), "token": teams.token, "patience": PATIENCE, **teams_more}
        teams.people.patience = PATIENCE
    with unhurried_slack():
        serving = asyncio.create_task(serve(app, stop, ready, teams_issuer=issuer, clock_watch=watch))
        waiting = asyncio.create_task(ready.wait())
        await asyncio.wait({serving, waiting}, return_when=asyncio.FIRST_COMPLETED)
        if serving.done():
            await serving
        try:
            yield app, clock
        finally:
            stop.set()
            await serving
