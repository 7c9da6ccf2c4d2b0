"""Who sends slowly, endlessly, from everywhere at once: each is cut off, and nobody else waits for it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot import http_limits
from bot.http_limits import UnreadableError, http_config, read_body
from tests.patience import PATIENCE

SOON = 0.05


@asynccontextmanager
async def served() -> AsyncIterator[int]:
    """A program that says how long a body is, served as ours is; its port."""

    async def measured(request: Request) -> Response:
        try:
            return PlainTextResponse(str(len(await read_body(request))))
        except UnreadableError as error:
            return PlainTextResponse(error.why, status_code=error.status)

    config = http_config(Starlette(routes=[Route("/", measured, methods=["GET", "POST"])]), port=0, lifespan="off")
    config.load()
    server = uvicorn.Server(config)
    server.lifespan = config.lifespan_class(config)
    await server.startup()
    try:
        yield server.servers[0].sockets[0].getsockname()[1]
    finally:
        server.force_exit = True
        await server.shutdown()


async def sent(port: int, *pieces: bytes) -> bytes:
    """All that comes back until the connection is closed, by the other side."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for piece in pieces:
        writer.write(piece)
    try:
        return await asyncio.wait_for(reader.read(), PATIENCE)
    except ConnectionError:
        return b""
    finally:
        writer.close()


async def answers(port: int) -> bool:
    """Whether an ordinary request is answered."""
    return b"200 OK" in await sent(port, b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")


@pytest.mark.parametrize(
    ("begun", "answer"),
    [
        (b"", b" 408 "),
        (b"GET / HTT", b" 408 "),
        (b"POST / HTTP/1.1\r\nHost: x\r\nX-A: 1\r\n", b" 408 "),
        (b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n123", b""),
        (b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n", b""),
    ],
)
async def test_what_never_ends_is_cut_off(monkeypatch: pytest.MonkeyPatch, begun: bytes, answer: bytes) -> None:
    monkeypatch.setattr(http_limits, "HEAD_SECONDS", SOON)
    monkeypatch.setattr(http_limits, "BODY_SECONDS", SOON)
    async with served() as port:
        assert answer in await sent(port, begun)


@pytest.mark.parametrize(
    ("request_", "answer"),
    [
        (b"GET / HTTP/1.1\r\nX-A: " + b"a" * 40_000, b" 431 "),
        (b"GET /" + b"a" * 40_000, b" 431 "),
        (b"GET / HTTP/1.1\r\n" + b"X-A: b\r\n" * 5_000, b" 431 "),
        (b"GET / HTTP/1.1\r\nX-A: " + b"a" * 40_000 + b"\r\n\r\n", b" 431 "),  # though all of it is here at once
        (b"GET / HTTP/1.1\r\nConnection: close\r\nX-A: " + b"a" * 25_000 + b"\r\n\r\n", b" 200 "),
        (b"POST / HTTP/1.1\r\nConnection: close\r\nContent-Length: 1000001\r\n\r\n" + b"a" * 1_000_001, b" 413 "),
        (b"POST / HTTP/1.1\r\nConnection: close\r\nContent-Length: 1000000\r\n\r\n" + b"a" * 1_000_000, b"1000000"),
        (b"what is this\r\n\r\n", b" 400 "),
        (b"POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n", b" 400 "),
    ],
)
async def test_what_is_too_much_is_refused(request_: bytes, answer: bytes) -> None:
    async with served() as port:
        assert answer in await sent(port, request_)
        assert await answers(port)


async def test_however_many_connect_there_is_room_for_one_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http_limits, "CONNECTIONS", 5)
    async with served() as port:
        idle = [await asyncio.open_connection("127.0.0.1", port) for _ in range(40)]
        for _, writer in idle:
            writer.write(b"GET / HTTP/1.1\r\nHost: x\r\n")
        assert await answers(port)
        for _, writer in idle:
            writer.close()
