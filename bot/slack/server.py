"""Slack's two ways in: over HTTP (an ASGI application) and over Socket Mode (no public address needed)."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any

from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.adapter.starlette.async_handler import to_async_bolt_request, to_starlette_response
from slack_bolt.async_app import AsyncBoltRequest
from slack_sdk.signature import SignatureVerifier
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.web.async_client import AsyncWebClient
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.listening import HEALTH
from bot.slack.client import Clients, quiet_logger
from bot.slack.listeners import SlackFrontEnd
from bot.slack.manifest import PATH

GRACE = 10.0
"""Seconds that what has been taken gets to be answered when the program stops."""
BODY_LIMIT = 1_000_000
"""Bytes. Slack's largest requests, modals with their state, stay far below."""
STAMP_DIGITS = 12
"""Seconds since 1970 have ten until the year 2286."""


def signed(request: AsyncBoltRequest, signing_secret: str) -> bool:
    """Whether Slack has signed the request with this secret, within the last five minutes."""
    stamp, signature = _signature(request)
    if not (_could_be_signed(request) and signing_secret):
        return False
    return SignatureVerifier(signing_secret).is_valid(request.raw_body, stamp, signature)


def _signature(request: AsyncBoltRequest) -> tuple[str, str]:
    stamp, signature = (request.headers.get(f"x-slack-{name}", [""])[0] for name in ("request-timestamp", "signature"))
    return stamp, signature


def _could_be_signed(request: AsyncBoltRequest) -> bool:
    """Whether there is anything to verify: the verifier raises for what can't be a time or a signature."""
    stamp, signature = _signature(request)
    return stamp.isascii() and stamp.isdecimal() and len(stamp) <= STAMP_DIGITS and signature.isascii()


def routes(take: Callable[[AsyncBoltRequest], SlackFrontEnd | None]) -> list[Route]:
    """`POST /slack/events` for everything Slack sends, to mount beside others.

    take: says whose a request is, and the front end makes sure of the signature; None: nobody's, and it is refused.
    """

    async def events(request: Request) -> Response:
        body = bytearray()
        async for chunk in request.stream():
            body += chunk
            if len(body) > BODY_LIMIT:
                return PlainTextResponse("too large", status_code=413)
        try:
            asked = to_async_bolt_request(request, bytes(body))
        except ValueError:  # neither a form nor JSON, so from nobody who could sign it
            return PlainTextResponse("unreadable", status_code=400)
        front = take(asked) if _could_be_signed(asked) else None
        if front is None:
            return PlainTextResponse("not signed by any app of ours", status_code=401)
        return to_starlette_response(await front.app.async_dispatch(asked))

    return [Route(PATH, events, methods=["POST"])]


def asgi(front: SlackFrontEnd) -> Starlette:
    """Slack over HTTP alone, with `GET /healthz`. On shutdown, answers on their way are let through."""

    async def healthy(_: Request) -> Response:
        return PlainTextResponse("ok")

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        await front.drain()

    return Starlette(routes=[*routes(lambda _: front), Route(HEALTH, healthy)], lifespan=lifespan)


@asynccontextmanager
async def socket_mode(
    front: SlackFrontEnd, app_token: str, clients: Clients, ping_interval: float = 10
) -> AsyncIterator[AsyncSocketModeHandler]:
    """Slack over Socket Mode for as long as the block runs; reconnects by itself.

    Waits for the first connection as long as it takes, and logs each attempt that fails. app_token: the app-level
    token (`xapp-…`) with `connections:write`. ping_interval: seconds between pings.
    """
    opening = AsyncWebClient(base_url=clients.replies.base_url, session=clients.session, logger=quiet_logger())
    handler = AsyncSocketModeHandler(
        front.app, app_token, logger=quiet_logger(), web_client=opening, ping_interval=ping_interval
    )
    taken = _Taken(handler.client)
    try:
        await handler.connect_async()  # type: ignore[no-untyped-call] # the library's own
        yield handler
    finally:
        await taken.answered()
        await handler.close_async()  # type: ignore[no-untyped-call] # as above
        await front.drain()


class _Taken:
    """What has been taken over a connection, and the way to stop: take no more, answer that, and only then close."""

    def __init__(self, client: SocketModeClient) -> None:
        self._client = client
        self._answering: set[asyncio.Future[None]] = set()
        self._answer = client.run_message_listeners
        client.run_message_listeners = self._noted  # type: ignore[method-assign, assignment] # the library tells nobody what runs

    def _noted(self, message: dict[str, Any], raw_message: str) -> "asyncio.Future[None]":
        answering = asyncio.ensure_future(self._answer(message, raw_message))
        self._answering.add(answering)
        answering.add_done_callback(self._answering.discard)
        return answering

    async def answered(self, seconds: float = GRACE) -> None:
        """Wait until all that was taken has been answered, at most so long. What comes from now on isn't taken: Slack
        sends it again, or tells whoever asked that it was in vain."""
        client = self._client
        client.default_auto_reconnect_enabled = client.auto_reconnect_enabled = False
        client.enqueue_message = self._not_taken  # type: ignore[method-assign, assignment] # pings go on being answered
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while self._answering or not client.message_queue.empty():
                    await (asyncio.wait(self._answering) if self._answering else asyncio.sleep(0))

    async def _not_taken(self, _message: str) -> None:
        """Left to Slack."""
