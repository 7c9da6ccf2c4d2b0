"""Slack's two ways in: over HTTP (an ASGI application) and over Socket Mode (no public address needed)."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from typing import Any

import structlog
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.adapter.starlette.async_handler import to_starlette_response
from slack_bolt.async_app import AsyncBoltRequest
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.web.async_client import AsyncWebClient
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.http_limits import UnreadableError, read_body
from bot.listening import HEALTH
from bot.slack.client import Clients, quiet_logger
from bot.slack.listeners import SlackFrontEnd
from bot.slack.manifest import PATH
from bot.slack.payloads import Sealed, read_already, read_payload

GRACE = 10.0
"""Seconds that what has been taken gets to be answered when the program stops."""

_log = structlog.get_logger(__name__)


def routes(take: Callable[[Sealed], SlackFrontEnd | None]) -> list[Route]:
    """`POST /slack/events` for everything Slack sends, to mount beside others.

    take: says whose a request is, by its signature; None: nobody's, and it is refused.
    """

    async def events(request: Request) -> Response:
        try:
            sealed = await _sealed(request)
        except UnreadableError as refused:
            return _refused(refused.status, refused.why)
        front = take(sealed)
        if front is None:
            return _refused(401, "signature")
        payload = await asyncio.to_thread(read_payload, sealed.body)
        if payload is None:
            return _refused(400, "payload")
        # What is signed needn't be verified again, nor read again from bytes: as Bolt takes it from a socket.
        headers: dict[str, str | Sequence[str]] = dict(request.headers)
        asked = AsyncBoltRequest(body=payload, headers=headers, mode="socket_mode")
        return to_starlette_response(await front.app.async_dispatch(asked))

    return [Route(PATH, events, methods=["POST"])]


def _refused(status: int, why: str) -> Response:
    _log.warning("slack.refused", why=why)
    return PlainTextResponse(why, status_code=status)


async def _sealed(request: Request) -> Sealed:
    """The request as it came. Raises UnreadableError."""
    body = await read_body(request)
    stamp, signature = (request.headers.get(f"x-slack-{name}", "") for name in ("request-timestamp", "signature"))
    return Sealed(body, stamp, signature)


class _Handler(AsyncSocketModeHandler):
    """Bolt's own, which is handed nothing that its listeners can't rely on."""

    async def handle(self, client: SocketModeClient, req: SocketModeRequest) -> None:  # type: ignore[override] # as there
        payload = read_already(req.payload)
        if payload is None:
            _log.warning("slack.refused", why="payload")
            await client.send_socket_mode_response(SocketModeResponse(envelope_id=str(req.envelope_id)))
            return
        req.payload = payload
        await super().handle(client, req)


def asgi(front: SlackFrontEnd) -> Starlette:
    """Slack over HTTP alone, with `GET /healthz`. On shutdown, answers on their way are let through."""

    async def healthy(_: Request) -> Response:
        return PlainTextResponse("ok")

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        await front.drain()

    def take(sealed: Sealed) -> SlackFrontEnd | None:
        return front if sealed.signed_by(front.signing_secret) else None

    return Starlette(routes=[*routes(take), Route(HEALTH, healthy)], lifespan=lifespan)


@asynccontextmanager
async def socket_mode(
    front: SlackFrontEnd, app_token: str, clients: Clients, ping_interval: float = 10
) -> AsyncIterator[AsyncSocketModeHandler]:
    """Slack over Socket Mode for as long as the block runs; reconnects by itself.

    Waits for the first connection as long as it takes, and logs each attempt that fails. app_token: the app-level
    token (`xapp-…`) with `connections:write`. ping_interval: seconds between pings.
    """
    opening = AsyncWebClient(base_url=clients.replies.base_url, session=clients.session, logger=quiet_logger())
    handler = _Handler(front.app, app_token, logger=quiet_logger(), web_client=opening, ping_interval=ping_interval)
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
