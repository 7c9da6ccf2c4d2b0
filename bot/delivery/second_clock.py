"""Other clocks than the machine's own: what the chats' answers say the time is, and a database server elsewhere."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import aiohttp

from bot.delivery.clock_watch import Second
from storage.unit_of_work.store import Store

SECONDS = 3.0
"""How long another clock is waited for."""


def second_clocks(addresses: Sequence[str], store: Store) -> tuple[Second, ...]:
    """The clocks behind these addresses, then the database's, if it is on a machine of its own."""

    async def database() -> datetime | None:
        return await asyncio.to_thread(store.server_time)

    clocks: list[Second] = [_behind(address) for address in addresses]
    return (*clocks, database) if store.elsewhere else tuple(clocks)


def _behind(address: str) -> Second:
    """The `Date` of an answer (RFC 9110, 6.6.1), whatever else it says."""

    async def ask() -> datetime | None:
        limits = aiohttp.ClientTimeout(total=SECONDS)
        async with (
            aiohttp.ClientSession(timeout=limits) as session,
            session.get(address, allow_redirects=False) as answer,
        ):
            told = answer.headers.get("Date", "")
        try:
            return parsedate_to_datetime(told).astimezone(UTC)
        except ValueError:
            return None

    return ask
