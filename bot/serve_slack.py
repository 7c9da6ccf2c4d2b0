"""Slack, served until told to stop: the front end, the tick and the sender in one event loop. Part of the wiring."""

import asyncio
import signal
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager, contextmanager, suppress

import structlog
import uvicorn
import uvloop
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from bot.app import SLACK, App, build
from bot.clock import SystemClock
from bot.delivery import Sender
from bot.jobs import Jobs
from bot.serve import HEALTH, listen
from bot.settings import Settings
from bot.slack.workspaces import workspaces
from handlers.cards import Reply
from handlers.invocation import Invocation
from handlers.messages import draw

GRACE = 10
"""Seconds that requests on their way get to finish."""

_log = structlog.get_logger(__name__)


def serve_slack(settings: Settings) -> None:
    """Serve Slack until SIGTERM or Ctrl-C; what is on its way is brought to its end."""
    app = build(settings, SystemClock())
    try:
        app.start(app.clock.now())
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            runner.run(_until_signalled(app))
    finally:
        app.close()


async def _until_signalled(app: App) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    await serve(app, stop)


async def serve(app: App, stop: asyncio.Event, ready: asyncio.Event | None = None) -> None:
    """Serve Slack until `stop` is set. ready: set when it is connected, or listens. Raises OSError: port taken."""
    settings = app.settings
    over_socket = settings.slack_app_token is not None

    def answer(invocation: Invocation) -> Reply:
        reply = app.answer(invocation)
        sender.wake()  # what the line has caused goes at once
        return reply

    async with AsyncExitStack() as stack:
        slack = await stack.enter_async_context(
            workspaces(settings.slack_apps, settings.slack_api_url, answer=answer, home=app.home, now=app.clock.now)
        )
        sender = Sender(app.store, {SLACK: slack.chat}, draw, app.clock)
        await stack.enter_async_context(_sending(app, sender))
        await stack.enter_async_context(_web(settings, () if over_socket else slack.routes))
        if over_socket and not await _connected(stack, slack.socket_mode(), stop):
            return
        _log.info("slack.serving", way="socket mode" if over_socket else "http")
        if ready is not None:
            ready.set()
        await stop.wait()


@asynccontextmanager
async def _sending(app: App, sender: Sender) -> AsyncIterator[None]:
    """The tick and the sender; on the way out, no new message is begun and the last is settled."""
    jobs = Jobs(
        app.store, sender.wake, app.clock, app.platforms, year=app.daily, every=app.settings.tick_seconds
    )  # fmt: skip
    running = asyncio.create_task(sender.run())
    jobs.start()
    try:
        yield
    finally:
        await jobs.stop()
        sender.stop()
        await running


class _Server(uvicorn.Server):
    """Leaves the signals to us: the program stops as a whole."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Nothing to capture."""
        yield


@asynccontextmanager
async def _web(settings: Settings, more: Sequence[BaseRoute]) -> AsyncIterator[None]:
    """`GET /healthz` and `more`, where the settings say. Raises OSError when the port is taken and `more` needs it."""

    async def healthy(_: Request) -> Response:
        return PlainTextResponse("ok")

    try:
        listening = listen(settings)
    except OSError:
        if more:
            raise
        _log.warning("web.port_taken", host=settings.host, port=settings.port)
        yield
        return
    asgi = Starlette(routes=[Route(HEALTH, healthy), *more])
    config = uvicorn.Config(
        asgi, http="httptools", lifespan="off", log_config=None, access_log=False, timeout_graceful_shutdown=GRACE
    )
    server = _Server(config)
    serving = asyncio.create_task(server.serve(sockets=[listening]))
    _log.info("web.listening", host=settings.host, port=listening.getsockname()[1])
    try:
        yield
    finally:
        server.should_exit = True
        await serving
        listening.close()


async def _connected(stack: AsyncExitStack, way: AbstractAsyncContextManager[None], stop: asyncio.Event) -> bool:
    """Wait for the first connections, or until told to stop."""
    connecting = asyncio.create_task(stack.enter_async_context(way))
    stopping = asyncio.create_task(stop.wait())
    await asyncio.wait({connecting, stopping}, return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    if connecting.done():
        await connecting
        return True
    connecting.cancel()
    with suppress(asyncio.CancelledError):
        await connecting
    return False
