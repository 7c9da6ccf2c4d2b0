"""Slack, served until told to stop: the front end, the tick and the sender in one event loop. Part of the wiring."""

import asyncio
import signal
from contextlib import AsyncExitStack, suppress

import structlog
import uvicorn
import uvloop
from pydantic import SecretStr
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import BaseRoute, Route

from bot.app import SLACK, App, build
from bot.clock import SystemClock
from bot.delivery import Sender
from bot.jobs import Jobs
from bot.serve import HEALTH, listen
from bot.settings import Settings
from bot.slack.chat import SlackChat
from bot.slack.client import Clients, connect
from bot.slack.listeners import SlackFrontEnd
from bot.slack.server import routes, socket_mode
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
            runner.run(_until_stopped(app))
    finally:
        app.close()


async def _until_stopped(app: App) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    serving = asyncio.create_task(serve(app, stop))
    stopping = asyncio.create_task(stop.wait())
    await asyncio.wait({serving, stopping}, return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    if not serving.done() and not stop.is_set():
        serving.cancel()
    await serving


async def serve(app: App, stop: asyncio.Event, ready: asyncio.Event | None = None) -> None:
    """Serve Slack until `stop` is set. ready: set when it is connected, or listens."""
    settings = app.settings
    async with AsyncExitStack() as stack:
        clients = await stack.enter_async_context(connect(_secret(settings.slack_bot_token), settings.slack_api_url))
        front = SlackFrontEnd(
            answer=app.answer,
            home=app.home,
            now=app.clock.now,
            clients=clients,
            signing_secret=_secret(settings.slack_signing_secret),
        )
        sender = Sender(app.store, {SLACK: SlackChat(clients.posting)}, draw, app.clock)
        await stack.enter_async_context(_sending(app, sender))
        socket = bool(settings.slack_app_token)
        await stack.enter_async_context(_web(settings, [] if socket else routes(front), must=not socket))
        if socket and not await _connected(stack, front, clients, settings, stop):
            return
        _log.info("slack.serving", way="socket mode" if socket else "http")
        if ready is not None:
            ready.set()
        await stop.wait()
        await front.drain()
