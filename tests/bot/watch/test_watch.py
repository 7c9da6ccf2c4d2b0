"""What /healthz, /readyz and /metrics say of a program that serves Slack, under each fault, and when it is over."""

import asyncio
import json
import shutil
import socket
import sqlite3
import urllib.error
import urllib.request
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest
from prometheus_client.parser import text_string_to_metric_families
from pydantic import SecretStr

from bot import serve_chats
from bot.app import open_store
from bot.clock import MovableClock
from bot.delivery.clock_watch import ClockWatch
from bot.delivery.jobs import Jobs
from bot.settings import Settings
from bot.watch import readiness, watch
from handlers.setup.demo import load_demo
from storage.delivery.told_once import TOKEN_REFUSED, is_told, tell_once
from storage.unit_of_work.store import Store
from tests.bot.road import served
from tests.desk import oslo
from tests.faults.disk import small_disk
from tests.faults.outcome import UnavailableError
from tests.slack_standin import BOT_TOKEN, SIGNING_SECRET, TEAM, Fault, SlackStandIn, slack_standin

AT = "2026-11-23 08:50"
KARI = "U0KARI"


@dataclass
class Served:
    """A program that serves, and the Slack it serves. clock: it can be moved. chat: whose part it must tell of."""

    slack: SlackStandIn
    store: Store
    port: int
    watched: int
    clock: MovableClock
    chat: str = "slack"

    async def asked(self, path: str, port: int = 0) -> tuple[int, str]:
        """Status and body of a page."""
        return await asyncio.to_thread(fetched, f"http://127.0.0.1:{port or self.port}{path}")

    async def parts(self) -> tuple[int, dict[str, str]]:
        """The status of /readyz, and what each part that isn't ready says; every part is there, and it is alive."""
        assert await self.asked("/healthz") == (200, "ok")
        status, body = await self.asked("/readyz")
        told = json.loads(body)["parts"]
        assert {"tick", "database", "clock", self.chat} <= told.keys()
        assert (status == 200) == all(part["ok"] for part in told.values())
        return status, {name: part["said"] for name, part in told.items() if not part["ok"]}

    async def figures(self) -> dict[str, float]:
        """Every figure of /metrics, by its name and labels."""
        status, body = await self.asked("/metrics", self.watched)
        assert status == 200
        return {
            " ".join([sample.name, *sample.labels.values()]): sample.value
            for family in text_string_to_metric_families(body)
            for sample in family.samples
        }


def fetched(url: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(url, timeout=300) as answer:  # noqa: S310 - our own
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@asynccontextmanager
async def serving(
    store: Store, every: int = 600, clock_watch: Callable[[MovableClock], ClockWatch] | None = None
) -> AsyncIterator[Served]:
    async with slack_standin() as slack:
        settings = Settings(
            _env_file=None,  # type: ignore[call-arg] # pydantic-settings' own
            slack_bot_token=SecretStr(BOT_TOKEN),
            slack_signing_secret=SecretStr(SIGNING_SECRET),
            slack_api_url=slack.api_url,
            port=free_port(),
            metrics_port=free_port(),
            admins=(f"slack:{TEAM}:{KARI}",),
            tick_seconds=every,
        )
        async with served(settings, store, AT, load_demo, clock_watch=clock_watch) as (_, clock):
            slack.over_http(f"http://127.0.0.1:{settings.port}/slack/events")
            yield Served(slack, store, settings.port, settings.metrics_port or 0, clock)
            await slack.hang_up()


@pytest.fixture(autouse=True)
def asked_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch, "CHAT_FRESH", 0.0)
    monkeypatch.setattr(watch, "DATABASE_FRESH", 0.0)


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (Fault("busy"), None),  # it answers, and asks to wait: nothing for an operator to mend
        (Fault("error", error="token_revoked"), "token refused: token_revoked"),
        (Fault("error", error="invalid_auth"), "token refused: invalid_auth"),
        (Fault("error", error="account_inactive"), "token refused: account_inactive"),
        (Fault("error"), "fatal_error"),
        (Fault("lost_before"), "ServerDisconnectedError"),
        (Fault("garbage"), ""),
        (Fault("hang"), "no answer for"),
    ],
    ids=lambda one: f"{one.kind} {one.error}" if isinstance(one, Fault) else "",
)
async def test_the_chat(sqlite_store: Store, monkeypatch: pytest.MonkeyPatch, fault: Fault, said: str | None) -> None:
    async with serving(sqlite_store) as program:
        assert await program.parts() == (200, {})
        program.slack.faults.plan("auth.test", fault)
        if fault.kind == "hang":
            monkeypatch.setattr(readiness, "MOMENT", 0.1)
        status, wrong = await program.parts()
        if fault.kind == "hang":  # so short a moment that a slow database has no answer either
            wrong.pop("database", None)
        assert (status, [*wrong]) == ((200, []) if said is None else (503, ["slack"]))
        assert wrong.get("slack", "").startswith(said or "")
        if fault.kind != "hang":
            program.slack.faults.plan("auth.test", fault)
            assert (await program.figures())["samhandling_ready slack"] == (said is None)
            assert await program.parts() == (200, {})


async def test_a_token_that_is_revoked_is_noted_by_itself_once(
    sqlite_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watch, "EVERY", 0.01)
    looks = []

    def noted(*asked: Any, **more: Any) -> int:
        if asked[1] == TOKEN_REFUSED:
            looks.append(asked[2])
        return tell_once(*asked, **more)

    monkeypatch.setattr(serve_chats, "tell_once", noted)
    async with serving(sqlite_store) as program:
        program.slack.faults.mix({Fault("error", error="token_revoked"): 1.0}, 1, ("auth.test",))
        await program.slack.until(lambda: len([one for one in looks if one]) > 2)
    chats = {chat for one in looks for chat in one}
    assert len(chats) == 1
    with sqlite_store.read(oslo(AT)) as snapshot:
        assert is_told(snapshot.session, TOKEN_REFUSED, *chats)


async def test_the_tick(sqlite_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    since, more = Jobs.since_good, [0.0]
    monkeypatch.setattr(Jobs, "since_good", lambda jobs: since(jobs) + more[0])
    async with serving(sqlite_store) as program:
        assert await program.parts() == (200, {})
        more[0] = 3 * 600.0
        status, wrong = await program.parts()
        assert (status, [*wrong]) == (503, ["tick"])
        assert (await program.figures())["samhandling_tick_age_seconds"] > 1800
        more[0] = 0.0
        assert await program.parts() == (200, {})


async def test_a_database_file_that_has_gone_is_not_made_anew(sqlite_store: Store) -> None:
    async with serving(sqlite_store) as program:
        file = Path(str(sqlite_store.url.database))
        away = await asyncio.to_thread(file.rename, file.with_suffix(".away"))
        assert await program.parts() == (503, {"database": "io"})
        assert not await asyncio.to_thread(file.exists)
        await asyncio.to_thread(away.rename, file)
        assert await program.parts() == (200, {})


async def test_a_database_that_somebody_else_keeps(sqlite_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readiness, "MOMENT", 0.1)
    async with serving(sqlite_store) as program:
        with sqlite3.connect(str(sqlite_store.url.database)) as other:
            other.execute("BEGIN IMMEDIATE")
            status, wrong = await program.parts()
            assert status == 503
            assert wrong["database"].startswith("no answer for")
            assert (await program.figures())["samhandling_ready database"] == 0
            other.rollback()


async def test_a_disk_that_is_full(tmp_path: Path, new_sqlite_url: Callable[[], str]) -> None:
    try:
        with small_disk(tmp_path / "disk", 8) as disk, opened(disk.folder, new_sqlite_url()) as store:
            async with serving(store) as program:
                assert await program.parts() == (200, {})
                disk.fill()
                status, wrong = await program.parts()
                assert status == 503
                assert wrong["database"] in ("full", "io")
                assert (await program.figures())["samhandling_ready database"] == 0
                disk.empty()
                assert await program.parts() == (200, {})
    except UnavailableError as error:
        pytest.skip(str(error))


@contextmanager
def opened(folder: Path, url: str) -> Iterator[Store]:
    """A database in a folder: a copy of one that is migrated."""
    shutil.copy(url.removeprefix("sqlite:///"), folder / "samhandling.db")
    store = open_store(f"sqlite:///{folder}/samhandling.db", Settings(_env_file=None).rules())  # type: ignore[call-arg]
    try:
        yield store
    finally:
        store.close()


@pytest.mark.postgres
async def test_a_server_that_takes_no_writes_or_is_gone(postgres_store: Store, postgres_url: str) -> None:
    async with serving(postgres_store) as program:
        name = postgres_store.url.database
        with psycopg.connect(postgres_url, autocommit=True) as operator:
            operator.execute(f"ALTER DATABASE {name} SET default_transaction_read_only = on")
            assert await program.parts() == (503, {"database": "read-only"})
            operator.execute(f"ALTER DATABASE {name} RESET default_transaction_read_only")
            assert await program.parts() == (200, {})
            operator.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
            assert await program.parts() == (503, {"database": "can't be reached"})
            operator.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")
            assert await program.parts() == (200, {})


async def test_what_is_counted_and_that_nobody_stands_in_it(sqlite_store: Store) -> None:
    async with serving(sqlite_store) as program:
        say, room = program.slack.people.command, program.slack.state.channel("rom", KARI)
        await say(f"/samhandling roller gi KS koordinator <@{KARI}>", KARI, room)
        await say("/samhandling oppfølging ny Siva: Ærfuglprosjektet innen 15.12", KARI, room)
        await say("/samhandling status", KARI, room)
        await say("/samhandling ferdig O-99", KARI, room)
        await say("/samhandling Ærfuglprosjektet", KARI, room)
        figures = await program.figures()
        assert figures["samhandling_commands_total slack status done"] == 1
        assert figures["samhandling_commands_total slack oppfølging ny done"] == 1
        assert figures["samhandling_commands_total slack ferdig refused"] == 1
        assert figures["samhandling_commands_total slack none refused"] == 1
        assert sum(value for name, value in figures.items() if name.startswith("samhandling_refusals_total")) == 2
        assert figures["samhandling_command_seconds_count slack"] == 5
        assert figures["samhandling_outbox_messages undeliverable"] >= 1  # Siva has no room here
        assert figures["samhandling_ready tick"] == figures["samhandling_ready database"] == 1
        assert {"samhandling_outbox_oldest_seconds", "samhandling_redraws_total"} <= figures.keys()
        everything = (await program.asked("/metrics", program.watched))[1]
        assert not [
            word for word in ("rfugl", KARI, TEAM, room, "siva", BOT_TOKEN) if word.casefold() in everything.casefold()
        ]
        assert (await program.asked("/metrics"))[0] == 404  # not where chats come in
        assert (await program.asked("/readyz", program.watched))[0] == 200
