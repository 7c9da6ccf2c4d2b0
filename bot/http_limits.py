"""How HTTP is served: what whoever sends may take of time, bytes and connections before anything is believed of them.

uvicorn waits for ever for the rest of a request's head or body, and takes as much of a head as comes. Here each phase
has an end; when too many are connected, who has kept us waiting longest makes room for who comes.
"""

import asyncio
from typing import Any

import uvicorn
from starlette.requests import ClientDisconnect, Request
from starlette.types import ASGIApp
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

HEAD_SECONDS = 10.0
"""Seconds from a connection's, or a request's, first byte to the end of its headers."""
BODY_SECONDS = 30.0
"""Seconds from there to the end of the body."""
READ_SECONDS = 30.0
"""Seconds in which somebody may leave an answer unread once no more of it can be sent."""
HEAD_BYTES = 32_768
"""Bytes of a request's first line and headers. Teams' tokens, the largest header there is, take some two thousand."""
BODY_BYTES = 1_000_000
"""Bytes of a body. The largest requests of either chat, forms with what was typed, stay far below."""
CONNECTIONS = 500
"""Open at once. A chat keeps some ten; a process may have 1,024 files open unless told otherwise."""
_SPARE = 100_000
"""Bytes that a request takes beside its head and body: how it is cut into chunks."""

_PIECE = 4096


class UnreadableError(Exception):
    """A body that isn't taken. status: what to answer; why: a word for the log."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status, self.why = status, why


async def read_body(request: Request) -> bytes:
    """The whole body. Raises UnreadableError: it is larger than `BODY_BYTES`, or its sender is gone."""
    body = bytearray()
    try:
        async for chunk in request.stream():
            body += chunk
            if len(body) > BODY_BYTES:
                raise UnreadableError(413, "too large")
    except ClientDisconnect:
        raise UnreadableError(400, "cut off") from None
    return bytes(body)


def http_config(app: ASGIApp, **more: Any) -> uvicorn.Config:
    """How everything of ours is served. more: as `uvicorn.Config` takes it."""
    return uvicorn.Config(
        app, http=LimitedProtocol, ws="none", log_config=None, access_log=False, server_header=False, **more
    )


class LimitedProtocol(HttpToolsProtocol):
    """uvicorn's own protocol, with an end to each phase of a request."""

    _limit: asyncio.TimerHandle | None = None
    _bytes = 0
    _in_head = True
    since = 0.0
    """When what it does now began, on the loop's clock."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override] # as uvicorn's own
        """Somebody has connected."""
        super().connection_made(transport)
        self._allow(HEAD_SECONDS)
        if len(self.connections) > CONNECTIONS:
            self._make_room()

    def connection_lost(self, exc: Exception | None) -> None:
        """They are gone."""
        self._disarm()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Some of a request, or several: in pieces, so that a head is measured however much of it comes at once."""
        for start in range(0, len(data), _PIECE):
            if not self.transport.is_closing():
                self._piece_received(data[start : start + _PIECE])

    def _piece_received(self, data: bytes) -> None:
        super().data_received(data)
        self._bytes += len(data)
        if self._in_head and self._bytes > HEAD_BYTES:
            self._refuse(431)
        elif self._bytes > HEAD_BYTES + BODY_BYTES + _SPARE and not self.transport.is_closing():
            self.transport.close()

    def on_message_begin(self) -> None:
        """A request begins."""
        self._in_head, self._bytes = True, 0
        self._allow(HEAD_SECONDS)
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """Its head is here; its body is to come."""
        self._in_head = False
        self._allow(BODY_SECONDS)
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """All of it is here."""
        self._disarm()
        super().on_message_complete()

    def pause_writing(self) -> None:
        """The answer isn't read."""
        self._allow(READ_SECONDS)
        super().pause_writing()

    def resume_writing(self) -> None:
        """It is."""
        self._disarm()
        super().resume_writing()

    def timeout_keep_alive_handler(self) -> None:
        """Nothing more has come, and what was answered is read or never will be."""
        self.transport.abort()

    def _allow(self, seconds: float) -> None:
        """The phase that begins may take so long."""
        self._disarm()
        self.since = self.loop.time()
        self._limit = self.loop.call_later(seconds, self._too_late)

    def _disarm(self) -> None:
        if self._limit is not None:
            self._limit.cancel()
            self._limit = None

    def _too_late(self) -> None:
        if self.pipeline:  # the rest isn't read before what came first is answered: nobody's fault
            self._allow(BODY_SECONDS)
        elif self._in_head and not self.flow.write_paused:
            self._refuse(408)
        else:
            self.transport.abort()

    def _refuse(self, status: int) -> None:
        if not self.transport.is_closing():
            self.logger.warning("request refused: %s", status)
            self.transport.write(STATUS_LINE[status] + b"content-length: 0\r\nconnection: close\r\n\r\n")
            self.transport.close()

    def waits_for_us(self) -> bool:
        """Whether a whole request of theirs is being answered."""
        return self.cycle is not None and not self.cycle.response_complete and not self.cycle.more_body

    def _make_room(self) -> None:
        """The connection that has kept us waiting longest is cut off: the new one, if all others wait for us."""
        others = [one for one in self.connections if isinstance(one, LimitedProtocol) and not one.waits_for_us()]
        slowest = min(others, key=lambda one: one.since)
        self.logger.warning("too many connections: the slowest is cut off")
        slowest.transport.abort()
