"""The web server of a program that serves chats: their ways in over HTTP, and what is watched. Part of the wiring."""

import asyncio
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager

import structlog
import uvicorn
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from bot.http_limits import http_config
from bot.listening import HEALTH, METRICS, READY, listen, places
from bot.settings import Settings
from bot.watch.readiness import Readiness
from bot.watch.watch import Watch

GRACE = 10
"""Seconds that requests on their way get to finish."""

_log = structlog.get_logger(__name__)


class _Server(uvicorn.Server):
    """Leaves the signals to us: the program stops as a whole."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Nothing to capture."""
        yield


def watched(readiness: Readiness) -> list[Route]:
    """`GET /healthz`: the process is alive; `GET /readyz`: it can do its work, 503 when it can't, with each part."""

    async def healthy(_: Request) -> Response:
        return PlainTextResponse("ok")

    async def ready(_: Request) -> Response:
        parts = await readiness.report()
        all_ok = all(part.ok for part in parts.values())
        told = {name: {"ok": part.ok, "said": part.said} for name, part in parts.items()}
        return JSONResponse({"ok": all_ok, "parts": told}, status_code=200 if all_ok else 503)

    return [Route(HEALTH, healthy), Route(READY, ready)]


@asynccontextmanager
async def serving(settings: Settings, watch: Watch, more: Sequence[BaseRoute]) -> AsyncIterator[None]:
    """What is watched, and `more`, where the settings say; /metrics at its own place. Raises SettingsError when it
    can't listen there."""

    async def metrics(_: Request) -> Response:
        return Response(await watch.page(), media_type=CONTENT_TYPE_LATEST)

    asgis = [
        Starlette(routes=[*watched(watch.readiness), *more]),
        Starlette(routes=[*watched(watch.readiness), Route(METRICS, metrics)]),
    ]
    async with AsyncExitStack() as stack:
        for asgi, place in zip(asgis, places(settings), strict=False):
            await stack.enter_async_context(_served(asgi, *place))
        yield


@asynccontextmanager
async def _served(asgi: Starlette, host: str, port: int, names: tuple[str, str]) -> AsyncIterator[None]:
    listening = listen(host, port, names)
    server = _Server(http_config(asgi, lifespan="off", timeout_graceful_shutdown=GRACE))
    running = asyncio.create_task(server.serve(sockets=[listening]))
    _log.info("web.listening", host=host, port=listening.getsockname()[1])
    try:
        yield
    finally:
        server.should_exit = True
        await running
        listening.close()
