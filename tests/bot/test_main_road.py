"""The whole road over Slack, with the program's own wiring: in over HTTP and over Socket Mode, out by the scheduler."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import aiohttp
import pytest
from pydantic import SecretStr

from bot.app import App, build
from bot.clock import MovableClock
from bot.serve_slack import serve
from bot.settings import Settings
from storage.demo import load_demo
from storage.store import Store
from storage.tables import FollowUpRow
from tests.desk import oslo
from tests.slack_standin import APP_TOKEN, BOT_TOKEN, SIGNING_SECRET, TEAM, SlackStandIn, slack_standin, texts

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
async def on_the_road(slack: SlackStandIn, store: Store, way: str) -> AsyncIterator[Road]:
    """Serve as `run` does, on the demo data, ten minutes before the morning's reminders."""
    port = _free_port()
    settings = Settings(
        _env_file=None,  # type: ignore[call-arg] # pydantic-settings' own
        slack_bot_token=SecretStr(BOT_TOKEN),
        slack_app_token=SecretStr(APP_TOKEN) if way == "socket" else None,
        slack_signing_secret=SecretStr(SIGNING_SECRET),
        slack_api_url=slack.api_url,
        port=port,
        admins=(f"slack:{TEAM}:{KS}",),
        tick_seconds=1,
    )
    clock = MovableClock()
    clock.move_to(oslo("2026-11-23 08:50"))
    app = build(settings, clock, store=store)
    await asyncio.to_thread(app.start, clock.now())
    await asyncio.to_thread(load_demo, store, clock.now())
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


@pytest.fixture(params=["http", "socket"])
async def road(request: pytest.FixtureRequest, sqlite_store: Store) -> AsyncIterator[Road]:
    async with slack_standin() as slack, on_the_road(slack, sqlite_store, request.param) as road:
        await _settle_in(road)
        yield road
        assert slack.state.refused == []


async def _settle_in(road: Road) -> None:
    """The first administrator lets KS and Forskningsrådet in; the room becomes Forskningsrådet's."""
    assert "Samhandling kjenner deg ikke ennå" in await road.says(FR, "status")
    assert "Du har bedt om å bli koordinator i KS" in await road.says(KS, "roller be-om KS koordinator")
    assert "er nå koordinator i KS" in await road.says(KS, "roller godkjenn 1")
    assert "Du har bedt om å bli koordinator" in await road.says(FR, "roller be-om Forskningsrådet koordinator")
    assert "er nå koordinator i Forskningsrådet" in await road.says(KS, "roller godkjenn 2")
    assert "Denne kanalen er nå Norges forskningsråd sin" in await road.says(FR, "kanal Forskningsrådet")


async def test_from_status_to_a_reminder_finished_by_its_button(road: Road) -> None:
    status = await road.says(KS, "status")
    assert "Hele landet" in status
    assert "O-7 Tall for FoU-bedrifter til statusark" in status

    # Nobody calls the tick: the scheduler of the running program does, a second after the clock has struck nine.
    slack = road.slack

    def reminders() -> list[str]:
        return [texts(one) for one in slack.state.messages(road.room) if "O-7" in texts(one)]

    assert reminders() == []
    road.clock.move_to(oslo("2026-11-23 09:00"))
    await slack.until(reminders, seconds=10)
    [reminder] = reminders()
    assert "Over fristen siden fredag" in reminder

    await slack.people.press("Ferdig", user=FR)
    await slack.until(lambda: road.follow_up(7).state == "done", seconds=10)
    await slack.until(
        lambda: any("O-7" in texts(one) and "er utført" in texts(one) for one in slack.state.whispers(FR))
    )
    assert "O-7" not in await road.says(FR, "mine")
    assert len(reminders()) == 1


async def test_a_form_with_an_impossible_date_keeps_what_was_typed(road: Road) -> None:
    slack = road.slack
    await road.says(FR, "oppfølging ny")
    typed = {"Ansvarlig": "Forskningsrådet", "Hva skal gjøres": "Tall til statusark, <b>æøå</b>", "Frist": "31.11"}
    refused = await slack.people.submit(typed, user=FR)
    assert not refused.closed
    assert "november har 30 dager" in refused.errors["Frist"]
    assert FR in slack.state.views  # still open, with everything that was typed in it
    accepted = await slack.people.submit({**typed, "Frist": "fredag uke 50"}, user=FR)
    assert accepted.closed
    row = road.follow_up(8)
    assert (row.text, row.due.isoformat()) == ("Tall til statusark, <b>æøå</b>", "2026-12-11")


async def test_a_bad_signature_is_turned_away(sqlite_store: Store) -> None:
    headers = {"X-Slack-Signature": "v0=0", "X-Slack-Request-Timestamp": "1", "Content-Type": "text/plain"}
    async with (
        slack_standin() as slack,
        on_the_road(slack, sqlite_store, "http") as road,
        aiohttp.ClientSession() as session,
        session.post(road.address, data="command=/samhandling", headers=headers) as answer,
    ):
        assert answer.status == 401


async def test_what_is_kept_is_there_after_a_restart(sqlite_store: Store, tmp_path: Path) -> None:
    """The same line before and after: the process ends, its database doesn't."""
    async with slack_standin() as slack:
        async with on_the_road(slack, sqlite_store, "socket") as road:
            await _settle_in(road)
            assert "tirsdag 15. desember 2026" in await road.says(
                FR, "oppfølging ny Forskningsrådet: rapport innen 15.12"
            )
        async with on_the_road(slack, sqlite_store, "socket") as road:
            assert "O-8 rapport" in await road.says(FR, "mine")
