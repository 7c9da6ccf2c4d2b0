"""While a fault of the bench lasts, /readyz names the part it is in and /metrics answers; once it is over, all is well.

What has been refused, filled up or taken away is tried in `test_watch`.
"""

import asyncio
import os
import signal
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.app import open_store
from bot.delivery.clock_watch import ClockWatch
from bot.settings import Settings
from bot.teams.login import NoTokenError
from bot.watch import watch
from handlers.setup.demo import load_demo
from storage.unit_of_work.store import Store
from tests.bot.road import served, teams_settings
from tests.bot.watch.test_watch import AT, Served, free_port, opened, serving
from tests.faults.__main__ import place
from tests.faults.disk import Made, small_disk
from tests.faults.outcome import POSTGRESQL, UnavailableError
from tests.faults.server import processes, stop
from tests.patience import GLANCE, PATIENCE
from tests.slack_standin import slack_standin
from tests.swallowing import Swallower
from tests.teams_standin import TENANT, teams_standin


@pytest.fixture(autouse=True)
def asked_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch, "CHAT_FRESH", 0.0)
    monkeypatch.setattr(watch, "DATABASE_FRESH", 0.0)


async def until(come_true: Callable[[], Awaitable[object]]) -> None:
    """Ask again and again; a program under a fault tells nobody."""
    async with asyncio.timeout(PATIENCE):
        while not await come_true():  # noqa: ASYNC110 - see above
            await asyncio.sleep(GLANCE)


async def told(program: Served, part: str) -> str:
    """What /readyz says of the part once it has noticed; /metrics has noticed as well, and answers."""
    wrong: dict[str, str] = {}

    async def named() -> bool:
        status, said = await program.parts()
        wrong.update(said)
        return status == 503 and part in said

    async def shown() -> bool:
        return not (await program.figures())[f"samhandling_ready {part}"]

    await until(named)
    await until(shown)
    return wrong[part]


async def well_again(program: Served) -> None:
    """It is ready, every part."""

    async def well() -> bool:
        return await program.parts() == (200, {})

    await until(well)
    assert all(value for name, value in (await program.figures()).items() if name.startswith("samhandling_ready "))


@pytest.fixture
def own_server() -> Iterator[tuple[Any, str]]:
    """A PostgreSQL that nobody else uses, and a migrated database in it."""
    try:
        with place(POSTGRESQL) as where:
            yield where.server, where.new_url()
    except UnavailableError as error:
        pytest.skip(str(error))


@contextmanager
def standing_still(server: Any) -> Iterator[None]:
    stopped = processes(server)
    for one in stopped:
        os.kill(one, signal.SIGSTOP)
    try:
        yield
    finally:
        for one in stopped:
            os.kill(one, signal.SIGCONT)


@contextmanager
def crashed(server: Any) -> Iterator[None]:
    stop(server, "immediate")
    try:
        yield
    finally:
        server.ensure_postgres_running()


@pytest.mark.postgres
@pytest.mark.parametrize("fault", [standing_still, crashed])
async def test_postgresql(own_server: tuple[Any, str], fault: Callable[[Any], Any]) -> None:
    server, url = own_server
    store = open_store(url, Settings(_env_file=None).rules())  # type: ignore[call-arg] # pydantic-settings' own
    async with serving(store) as program:
        await well_again(program)
        with fault(server):
            said = await told(program, "database")
        assert said.startswith(("no answer", "can't be reached"))
        await well_again(program)
    store.close()


@pytest.mark.postgres
async def test_postgresql_cut_off_silently(new_postgres_url: Callable[[], str]) -> None:
    way = Swallower(new_postgres_url())
    store = open_store(way.url, Settings(_env_file=None).rules())  # type: ignore[call-arg] # pydantic-settings' own
    async with serving(store) as program:
        await well_again(program)
        way.swallow()
        said = await told(program, "database")
        assert said.startswith(("no answer", "can't be reached"))
        way.restore()
        await well_again(program)
    store.close()
    way.close()


async def test_a_disk_that_is_read_only(tmp_path: Path, new_sqlite_url: Callable[[], str]) -> None:
    try:
        with small_disk(tmp_path / "disk", 8) as disk, opened(disk.folder, new_sqlite_url()) as store:
            async with serving(store) as program:
                await well_again(program)
                made = Made(disk, store)
                made.read_only(on=True)
                assert await told(program, "database") in ("read-only", "io")
                made.read_only(on=False)
                await well_again(program)
    except UnavailableError as error:
        pytest.skip(str(error))


@pytest.mark.parametrize("jump", [timedelta(hours=1), timedelta(days=365), timedelta(days=-1)])
async def test_the_clock(sqlite_store: Store, jump: timedelta) -> None:
    async with serving(sqlite_store, every=1, clock_watch=ClockWatch) as program:
        await well_again(program)
        program.clock.offset += jump
        said = await told(program, "clock")
        assert abs(float(said.partition(" ")[0]) - jump.total_seconds()) < PATIENCE
        program.clock.offset -= jump
        await well_again(program)


async def test_teams_token(sqlite_store: Store) -> None:
    async with slack_standin() as slack, teams_standin() as teams:
        refusals = list[str]()

        async def token(_scope: object, _tenant: object) -> str:
            if refusals:
                raise NoTokenError(refusals[0])
            return teams.token()

        settings = Settings(
            _env_file=None,  # type: ignore[call-arg] # pydantic-settings' own
            **teams_settings(teams, (TENANT,)),
            port=free_port(),
            metrics_port=free_port(),
            tick_seconds=600,
        )
        async with served(settings, sqlite_store, AT, load_demo, teams, token=token) as (_, clock):
            program = Served(slack, sqlite_store, settings.port, settings.metrics_port or 0, clock, "teams")
            await well_again(program)
            refusals.append("invalid_client: the secret has expired")
            assert await told(program, "teams") == "token refused: invalid_client"
            refusals.clear()
            await well_again(program)
