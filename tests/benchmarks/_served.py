"""The program's own wiring in a process of its own. Imports nothing that the program itself wouldn't."""

import asyncio
import multiprocessing.synchronize
from datetime import datetime
from typing import Any

from bot.settings import Settings


def serve_until_killed(
    settings: Settings, at: datetime, cloud: Any, token: str, ready: "multiprocessing.synchronize.Event"
) -> None:
    """Serve these chats, from the bench's own moment."""
    import uvloop

    from bot.app import build
    from bot.clock import FixedClock, SystemClock
    from bot.serve_chats import serve

    async def main() -> None:
        app = build(settings, FixedClock(at, SystemClock().lease_now()))
        up = asyncio.Event()
        issuer = {"cloud": cloud, "token": lambda _scope, _tenant: token}
        serving = asyncio.create_task(serve(app, asyncio.Event(), up, teams_issuer=issuer))
        await up.wait()
        ready.set()
        await serving

    uvloop.run(main())
