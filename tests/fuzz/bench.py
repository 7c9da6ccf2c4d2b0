"""An installation to say anything to, and the counts of what came of it."""

import asyncio
import json
import logging
import shutil
import sqlite3
from collections import Counter
from collections.abc import Iterator, MutableMapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from time import thread_time
from typing import Any, cast
from urllib.parse import urlencode

import httpx
import structlog
from slack_sdk.signature import SignatureVerifier
from starlette.applications import Starlette

from bot.app import UNEXPECTED, App, build
from bot.clock import FixedClock
from bot.settings import Settings
from domain.accounts import Account, Address
from handlers.core.invocation import Invocation
from handlers.setup.demo import load_demo
from tests.desk import START
from tests.fuzz import corpus

SECRET = "a signing secret of the bench's"
NOT_OURS = 501
"""What Teams is to be told of a press that isn't ours (bot/teams/responses.py)."""
SLOW = 1.0
"""Seconds of CPU that one line, or one payload, may take at most."""
AFRESH = 2_000
"""Lines after which the database is as it was, so that there is something to ask about."""


@dataclass
class Told:
    """What came. wrong: what must never come, each with what brought it about."""

    counts: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    slowest: float = 0.0

    def note(self, what: str, about: object) -> None:
        """Something that must not be."""
        self.counts[what] += 1
        self.wrong.append(f"{what}: {about!r}"[:2_000])

    def took(self, seconds: float, about: object) -> None:
        """How long one took."""
        self.slowest = max(self.slowest, seconds)
        if seconds > SLOW:
            self.note("slow", f"{seconds:.1f} s {str(about)[:300]}")

    def add(self, other: "Told") -> None:
        """Another's counts."""
        self.counts += other.counts
        self.wrong += other.wrong
        self.slowest = max(self.slowest, other.slowest)


def template(folder: Path) -> Path:
    """A database with the demo data."""
    file = folder / "template.db"
    app = build(Settings(_env_file=None, database_url=f"sqlite:///{file}"), FixedClock(START))  # type: ignore[call-arg]
    app.start(START)
    load_demo(app.store, START)
    app.close()
    return file


@contextmanager
def installation(made: Path, file: Path) -> Iterator[App]:
    """One over a copy of it."""
    shutil.copyfile(made, file)
    app = build(Settings(_env_file=None, database_url=f"sqlite:///{file}"), FixedClock(START))  # type: ignore[call-arg]
    try:
        yield app
    finally:
        app.close()


@contextmanager
def tracebacks(told: Told) -> Iterator[list[str]]:
    """The tracebacks that are logged while the block runs, by whoever."""
    seen: list[str] = []

    def caught(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
        if event.get("exc_info") or event.get("traceback"):
            error = event.get("exc_info")
            seen.append(str(event.get("traceback") or f"{event['event']}: {error!r}"))
        told.counts[f"log {event['event']}"] += 1
        raise structlog.DropEvent

    class Catch(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if record.exc_info:
                seen.append(f"{record.name}: {record.getMessage()}")

    handler = Catch()
    before = structlog.get_config()
    structlog.configure(processors=[caught], wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    logging.getLogger().addHandler(handler)
    try:
        yield seen
    finally:
        logging.getLogger().removeHandler(handler)
        structlog.configure(**before)


def say_lines(made: Path, folder: Path, seed: int, count: int) -> Told:
    """Lines to an installation, each answered; what a refused one leaves behind is looked for in the database."""
    draw, told, others = corpus.draws(seed), Told(), corpus.examples()
    for first in range(0, count, AFRESH):
        file = folder / f"lines-{seed}-{first}.db"
        with installation(made, file) as app, tracebacks(told) as seen, closing(sqlite3.connect(file)) as look:
            for _ in range(min(AFRESH, count - first)):
                who, line = draw.choice(corpus.WHO), corpus.mutated(draw, draw.choice(others), others)
                _say_line(app, told, seen, look, (who, line, corpus.fields(draw, others)))
        for left in folder.glob(f"{file.name}*"):
            left.unlink()
    return told


def _say_line(
    app: App, told: Told, seen: list[str], look: sqlite3.Connection, said: tuple[str, str, dict[str, str]]
) -> None:
    who, line, fields = said
    before = look.execute("PRAGMA data_version").fetchone()
    begun = thread_time()
    invocation = Invocation(
        line, Account("console", "", who), Address("console", "", who.partition(":")[0]), START, fields
    )
    reply = app.answer(invocation)
    seconds = thread_time() - begun
    if seen or (reply.problem and reply.problem.code == UNEXPECTED):
        told.note("traceback", (said, seen[:1]))
        seen.clear()
    changed = look.execute("PRAGMA data_version").fetchone() != before
    if reply.problem and changed:
        told.note("changed after a refusal", (said, reply.problem.code))
    told.counts["refused" if reply.problem else "changed" if changed else "answered"] += 1
    told.took(seconds if seconds <= SLOW else min(seconds, *_once_more(app, invocation)), said)


def _once_more(app: App, invocation: Invocation) -> Iterator[float]:
    """How long the same line takes a few times more: a machine with too much to do may have been what was slow."""
    for _ in range(3):
        begun = thread_time()
        app.answer(invocation)
        yield thread_time() - begun


# ---- payloads


class _Silent:
    """In place of what sends answers after an acknowledgement: nothing leaves."""

    def __getattr__(self, _name: str) -> Any:
        async def nothing(*_args: object, **_more: object) -> bool:
            return True

        return nothing


def slack_app(app: App) -> Starlette:
    """Slack's way in."""
    from slack_sdk.web.async_client import AsyncWebClient

    from bot.slack.client import Clients
    from bot.slack.listeners import SlackFrontEnd
    from bot.slack.server import asgi

    client = AsyncWebClient(token="xoxb-1")
    front = SlackFrontEnd(
        answer=app.answer, home=app.home, now=app.clock.now, signing_secret=SECRET,
        clients=Clients(cast("Any", None), client, client),
    )  # fmt: skip
    front._answers = cast("Any", _Silent())
    return asgi(front)


class _Service:
    """In place of Teams' service, which knows nobody."""

    async def directory_id(self, *_asked: str) -> str:
        return ""


class _Signed:
    """In place of tokens: each is good, and from the address it says."""

    def service_of(self, authorization: str) -> str | None:
        return authorization


def teams_app(app: App) -> Starlette:
    """Teams' way in."""
    from bot.teams.conversation_references import References
    from bot.teams.listeners import TeamsFrontEnd
    from bot.teams.mention_text import Talk
    from bot.teams.server import Gate, routes

    talk = Talk(app.answer, app.form_again, app.open_to, app.standing, app.only_reads, app.language)
    references = References(app.store, app.clock.now, frozenset({"teams"}))
    front = TeamsFrontEnd(talk=talk, now=app.clock.now, service=cast("Any", _Service()), references=references)
    front._answers = front._presses._answers = cast("Any", _Silent())
    gate = Gate(frozenset({"72f00000-0000-4000-8000-000000000001"}), "https://smba.example/")
    return Starlette(routes=routes(front, cast("Any", _Signed()), gate))


def send_payloads(made: Path, folder: Path, seed: int, count: int, chat: str) -> Told:
    """Payloads to one chat's way in over HTTP, each rightly signed."""
    return asyncio.run(_send(made, folder, seed, count, chat))


async def _send(made: Path, folder: Path, seed: int, count: int, chat: str) -> Told:
    draw, told, others = corpus.draws(seed), Told(), corpus.examples()
    kinds, asgi = (corpus.slack, slack_app) if chat == "slack" else (corpus.teams, teams_app)
    with installation(made, folder / f"{chat}-{seed}.db") as app, tracebacks(told) as seen:
        transport = httpx.ASGITransport(app=asgi(app), raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://bot") as client:
            for number in range(count):
                line = corpus.mutated(draw, draw.choice(others), others)
                payload = corpus.changed(draw, draw.choice(kinds(line)), line)
                for name in ("event_id", "trigger_id", "id"):  # not known from before, mostly
                    if isinstance(payload.get(name), str) and draw.random() < 0.9:
                        payload[name] = f"{name}{number}"
                body = corpus.spoilt(draw, _body(draw, payload, chat))
                begun = thread_time()
                answer = await client.post(_PATHS[chat], content=body, headers=headers(body, _PATHS[chat]))
                told.took(thread_time() - begun, body)
                told.counts[f"{chat} {answer.status_code}"] += 1
                if answer.status_code >= 500 and answer.status_code != NOT_OURS:
                    told.note("status", (answer.status_code, body))
                if seen:
                    told.note("traceback", (seen[0][-1_200:], body[:500]))
                    seen.clear()
    return told


SLACK_PATH, TEAMS_PATH = "/slack/events", "/api/messages"
_PATHS = {"slack": SLACK_PATH, "teams": TEAMS_PATH}


def _body(draw: Random, payload: corpus.Json, chat: str) -> bytes:
    if chat == "slack" and "type" not in payload:
        return urlencode({name: str(value) for name, value in payload.items()}, errors="replace").encode()
    text = json.dumps(payload, ensure_ascii=draw.random() < 0.5)
    if chat == "slack" and "event" not in payload:
        return urlencode({"payload": text}, errors="replace").encode()
    return text.encode(errors="replace")


def headers(body: bytes, path: str) -> dict[str, str]:
    """What proves that a body comes from the chat whose way in this is; nothing for bytes that none of them sends."""
    if path == TEAMS_PATH:
        return {"authorization": "https://smba.example/teams/"}
    verifier = SignatureVerifier(SECRET)
    stamp = str(int(verifier.clock.now()))
    try:
        signature = verifier.generate_signature(timestamp=stamp, body=body)
    except UnicodeDecodeError:
        signature = ""
    return {"x-slack-request-timestamp": stamp, "x-slack-signature": signature or ""}
