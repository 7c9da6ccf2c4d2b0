"""While the worst texts come in, to both chats at once, who asks whether the program is alive isn't kept waiting."""

import asyncio
import json
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter, thread_time
from urllib.parse import urlencode

import httpx
import pytest
import uvicorn
from starlette.applications import Starlette

import bot.slack.incoming
import bot.slack.payloads
import bot.slack.server
import bot.teams.incoming
import bot.teams.server
import bot.untrusted_json
import handlers.core.invocation
from bot.app import App
from bot.http_limits import BODY_BYTES, http_config
from tests.fuzz.bench import SLACK_PATH, TEAMS_PATH, headers, installation, slack_app, teams_app, template
from tests.fuzz.corpus import slack, teams
from tests.patience import PATIENCE, wait_until

WORST = ("<@U|", "<at>", '": "', " ", "&amp;", "a\u0315\u0300", "innen ")
LENGTH = 140_000
LONG = 1_000
READERS = (
    (bot.slack.incoming, "words"),
    (bot.teams.incoming, "words"),
    (bot.slack.server, "read_payload"),
    (bot.teams.server, "read_object"),
    (handlers.core.invocation, "readable"),
    (handlers.core.invocation, "unaddressed"),
)
"""What reads a text that people have written."""


@dataclass
class EventLoop:
    """The thread that requests come in by. longest: seconds of CPU of its longest turn, in which nobody is answered."""

    thread: threading.Thread
    address: str = ""
    longest: float = 0.0

    async def serve(self, server: uvicorn.Server) -> None:
        """Serve, and look at the clock between turns."""
        serving = asyncio.ensure_future(server.serve())
        while not serving.done():
            begun = thread_time()
            await asyncio.sleep(0.001)
            self.longest = max(self.longest, thread_time() - begun)


@contextmanager
def served(app: App) -> Iterator[EventLoop]:
    """Both chats' ways in on one address, as the program serves them."""
    routes = [*slack_app(app).routes, *teams_app(app).routes]
    server = uvicorn.Server(http_config(Starlette(routes=routes), port=0, lifespan="off"))
    loop = EventLoop(threading.Thread(target=lambda: asyncio.run(loop.serve(server))))
    loop.thread.start()
    try:
        wait_until(lambda: server.started, threading.Condition())
        loop.address = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
        loop.longest = 0.0
        yield loop
    finally:
        server.should_exit = True
        loop.thread.join(PATIENCE)


def bodies() -> list[tuple[str, bytes]]:
    """The worst texts as each chat would send them: said, typed, pressed and sent in a form."""
    found = []
    for piece in WORST:
        line = piece * (LENGTH // len(piece))
        command = urlencode(slack(line)[0]).encode()
        found += [(SLACK_PATH, command)] if len(command) <= BODY_BYTES else []
        found += [(SLACK_PATH, json.dumps(one).encode()) for one in (slack(line)[6], slack(line)[7])]
        found += [(TEAMS_PATH, json.dumps(one).encode()) for one in (*teams(line)[:4], teams(line)[6])]
    return [(path, body) for path, body in found if len(body) <= BODY_BYTES]


async def told(address: str) -> tuple[list[float], list[float]]:
    """Seconds that `/healthz` took with nothing else to do, and while the texts came in."""
    async with httpx.AsyncClient(base_url=address, timeout=PATIENCE) as client:

        async def healthy() -> float:
            begun = perf_counter()
            assert (await client.get("/healthz")).status_code == 200
            return perf_counter() - begun

        quiet = [await healthy() for _ in range(20)]
        coming = [
            asyncio.create_task(client.post(path, content=body, headers=headers(body, path))) for path, body in bodies()
        ]
        busy = []
        while not all(one.done() for one in coming):
            busy.append(await healthy())
        assert {(await one).status_code for one in coming} == {200}
        return quiet, busy


def test_the_worst_texts_are_read_beside_the_event_loop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read_in: dict[str, set[threading.Thread]] = {}

    def watched(name: str, reader: Callable[..., object]) -> Callable[..., object]:
        def reading(first: object, *more: object) -> object:
            text = first.body.get("text") if isinstance(first, bot.teams.incoming.Came) else first
            if isinstance(text, str | bytes) and len(text) > LONG:
                read_in.setdefault(name, set()).add(threading.current_thread())
            return reader(first, *more)

        return reading

    for module, name in READERS:
        monkeypatch.setattr(module, name, watched(f"{module.__name__}.{name}", getattr(module, name)))
    with installation(template(tmp_path), tmp_path / "here.db") as app, served(app) as loop:
        quiet, busy = asyncio.run(told(loop.address))
    sys.stdout.write(
        f"/healthz: {max(quiet) * 1000:.0f} ms with nothing to do, {max(busy) * 1000:.0f} ms ({len(busy)} looks), "
        f"{loop.longest * 1000:.0f} ms of CPU in the longest turn of the event loop, "
        f"while {len(bodies())} texts of {LENGTH:,} characters came\n"
    )
    assert set(read_in) == {f"{module.__name__}.{name}" for module, name in READERS}
    assert not [name for name, threads in read_in.items() if loop.thread in threads]
    assert loop.longest < 1
