"""A running installation for the local client: demo data, one person as KS' coordinator, a clock that can be moved."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

from bot.app import App, open_store
from bot.clock import MovableClock
from bot.settings import Settings
from domain.accounts import Account, Address
from handlers.commands import answer
from handlers.core.context import Services
from handlers.core.invocation import Invocation
from handlers.setup.demo import load_demo
from storage.unit_of_work.store import Store
from tests.bot.road import served
from tests.playground.client import BOT, PORT, TENANT, USER

BOT_PORT = 3987
START = "2026-11-23 08:50"


@asynccontextmanager
async def installation(database: Path) -> AsyncIterator[tuple[App, MovableClock]]:
    """Served as in earnest, but for the development switch: the client signs nothing."""
    me = Account("teams", TENANT, USER, "Koordinator KS")
    settings = Settings(
        _env_file=None,  # type: ignore[call-arg] # pydantic-settings' own
        teams_app_id=BOT,
        teams_tenants=(TENANT,),
        teams_service_url=f"http://localhost:{PORT}/_connector",
        teams_development=True,
        port=BOT_PORT,
        tick_seconds=1,
        admins=(str(me),),
    )
    store = open_store(f"sqlite:///{database}", settings.rules())

    def prepare(store: Store, at: datetime) -> None:
        load_demo(store, at)
        services = Services(store, frozenset({"teams"}), frozenset({str(me)}))
        for line in ("roller be-om KS koordinator", "roller godkjenn 1"):
            answer(Invocation(line, me, Address("teams", TENANT, USER, direct=True), at), services)

    async with served(settings, store, START, prepare) as running:
        yield running
    store.close()
