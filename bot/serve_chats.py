"""The chats, served until told to stop: front ends, the tick and the sender in one event loop. Part of the wiring.

Slack and Teams share the process, the address and the outbox; one that isn't configured is not even imported.
"""

import asyncio
import signal
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any

import structlog
import uvloop
from starlette.routing import BaseRoute

from bot.app import App, build
from bot.clock import SystemClock
from bot.delivery.chat import Chat
from bot.delivery.clock_watch import BelievedClock, ClockWatch
from bot.delivery.jobs import Jobs
from bot.delivery.second_clock import second_clocks
from bot.delivery.sender import PostedMessage, Sender
from bot.look_back import ask_the_chats
from bot.serve_web import serving
from bot.settings import SLACK, TEAMS, Settings
from bot.stopping import stop_signals
from bot.watch.metrics import Metrics
from bot.watch.readiness import TokenRefusedError
from bot.watch.watch import Watch
from handlers.cards import Reply
from handlers.core.invocation import Invocation
from handlers.messages.draw import draw
from storage.delivery.told_once import CLOCK_DOUBTED, TOKEN_REFUSED, tell_once
from storage.people.workspaces import note_workspace
from storage.unit_of_work.engines import FEW, ONE

AT_ONCE = 16
"""Lines that are answered at once; each in a thread, with a connection to the database."""

LOOK_BACK_EVERY = 60.0
"""Seconds between looks at whether the database has gone back."""

_log = structlog.get_logger(__name__)


def serve_chats(settings: Settings, *, clock_is_right: bool = False) -> None:
    """Serve the chats until SIGTERM, SIGHUP or Ctrl-C; what has been taken is answered. A second one ends at once.

    clock_is_right: somebody says so, whatever other clocks say.
    """
    app = build(settings, SystemClock())
    watch = watch_of(app, told=clock_is_right)
    try:
        app.start(app.clock.now(), daily=asyncio.run(watch.may_tick()))
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            runner.run(_until_signalled(app, watch))
    finally:
        app.close()


def watch_of(app: App, *, told: bool = False) -> ClockWatch:
    """Whether the clock can be believed; one that is moved by hand is. told: somebody says that it is right."""
    told = told or not isinstance(app.clock, SystemClock)
    addresses = [ask for chat, ask in second_addresses(app.settings).items() if chat in app.settings.chats]
    return ClockWatch(app.clock, second_clocks(addresses, app.store), told=told)


def second_addresses(settings: Settings) -> dict[str, str]:
    """Chat → where its clock can be asked."""
    return {SLACK: settings.slack_api_url, TEAMS: settings.teams_service_url}


async def _until_signalled(app: App, clock_watch: ClockWatch | None = None) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    listened_to = stop_signals()

    def stopping() -> None:
        """The first signal stops; the next one ends the program at once, as if nobody had listened."""
        stop.set()
        for number in listened_to:
            loop.remove_signal_handler(number)
            signal.signal(number, signal.SIG_DFL)

    for number in listened_to:
        loop.add_signal_handler(number, stopping)
    loop.set_default_executor(ThreadPoolExecutor(AT_ONCE, thread_name_prefix="line"))
    await serve(app, stop, clock_watch=clock_watch)


@dataclass(slots=True)
class _Line:
    """The way from a front end to the installation: the sender, which is made last, is woken by each line."""

    app: App
    metrics: Metrics
    wake: Callable[[], None] = lambda: None

    def answer(self, invocation: Invocation) -> Reply:
        """The reply to one line; what the line has caused goes at once."""
        began = time.perf_counter()
        reply = self.app.answer(invocation)
        self.metrics.answered(invocation.account.platform, reply, time.perf_counter() - began)
        self.wake()
        return reply


class _CountedSender(Sender):
    """The sender, and a count of what it does."""

    def __init__(self, metrics: Metrics, *arguments: Any) -> None:
        super().__init__(*arguments)
        self._metrics = metrics

    async def send_once(self) -> list[PostedMessage]:
        """As the sender does; what has come into each chat is counted."""
        sent = await super().send_once()
        for one in sent:
            self._metrics.sent(one.room.platform)
        return sent

    async def redraw_once(self) -> int:
        """Likewise."""
        redrawn = await super().redraw_once()
        self._metrics.redrawn(redrawn)
        return redrawn


async def serve(
    app: App,
    stop: asyncio.Event,
    ready: asyncio.Event | None = None,
    *,
    teams_issuer: dict[str, Any] | None = None,
    clock_watch: ClockWatch | None = None,
) -> None:
    """Serve until `stop` is set. ready: set when all is connected, or listens. Raises SettingsError: port taken.

    clock_watch: whether the clock can be believed; without one, it is asked of the chats.
    teams_issuer: who signs Teams' tokens when it isn't Microsoft, and what else `bot.teams.connection` takes for tests.
    """
    watch = Watch(app.store, app.clock)
    line = _Line(app, watch.metrics)
    async with AsyncExitStack() as stack:
        served = await _begun(stack, app, line, teams_issuer or {})
        clock_watch = clock_watch or watch_of(app)
        believed = BelievedClock(app.clock, clock_watch)
        sender = _CountedSender(
            watch.metrics, app.store.beside(FEW), {one.chat.platform: one.chat for one in served}, draw, believed
        )
        line.wake = sender.wake
        await ask_the_chats(app.store, app.state, {one.chat.platform: one.chat for one in served}, app.clock.now())
        await stack.enter_async_context(_beside(_look_back(app)))
        jobs = await stack.enter_async_context(_sending(app, sender, clock_watch))
        watch.readiness.add("tick", jobs.ready)
        watch.readiness.add("clock", jobs.clock_watch.ready)
        watch.since_tick = jobs.since_good
        watch.refused = partial(_tell_refused, app, sender)
        for one in served:
            watch.chat(one.chat.platform, one.reachable)
        ways_in = [route for one in served for route in one.routes]
        await stack.enter_async_context(serving(app.settings, watch, ways_in))
        await stack.enter_async_context(_beside(watch.run()))
        for connection in [one.connection for one in served if one.connection]:
            if not await _connected(stack, connection, stop):
                return
        _log.info("chats.serving", chats=sorted(sender.platforms))
        if ready is not None:
            ready.set()
        await stop.wait()


async def _tell_refused(app: App, sender: Sender, refused: list[TokenRefusedError]) -> None:
    """Who can mend it is told, in the chats that take us."""
    wrong = {one.chat: {"chat": one.chat, "code": one.code} for one in refused}
    to_whom = {"admins": app.services.admins, "platforms": sender.platforms}
    told = await asyncio.to_thread(partial(tell_once, app.store, TOKEN_REFUSED, wrong, app.clock.now(), **to_whom))
    if told:
        sender.wake()


@dataclass(frozen=True, slots=True)
class _Served:
    """A chat that is served: what the sender posts to, and how people's words come in.

    reachable: asks the chat whether it takes our credentials. routes: over HTTP. connection: over one of its own, whose
    coming about is waited for.
    """

    chat: Chat
    reachable: Callable[[], Awaitable[str]]
    routes: Sequence[BaseRoute] = ()
    connection: AbstractAsyncContextManager[None] | None = None


@asynccontextmanager
async def _slack(app: App, line: _Line, _issuer: dict[str, Any]) -> AsyncIterator[_Served]:
    """Slack's front ends and chat, one app for each workspace, for as long as the block runs."""
    from bot.slack.workspaces import workspaces

    settings = app.settings
    made = workspaces(
        settings.slack_apps,
        settings.slack_api_url,
        answer=line.answer,
        home=app.home,
        now=app.clock.now,
        learnt=partial(_workspaces_learnt, app),
    )
    async with made as slack:
        if settings.slack_app_token is None:
            yield _Served(slack.chat, slack.reachable, slack.routes)
        else:
            yield _Served(slack.chat, slack.reachable, connection=slack.socket_mode())


def _workspaces_learnt(app: App, names: Mapping[str, str], ours: frozenset[str]) -> None:
    """Keep what Slack calls workspaces; once all of ours are known, the log names who leads by another's word."""
    with app.store.transaction() as session:
        for workspace, name in names.items():
            note_workspace(session, SLACK, workspace, name)
    if not ours:
        return
    with app.store.read(app.clock.now()) as snapshot:
        found = snapshot.directory.led_by_anothers_word(SLACK, ours, snapshot.today)
    for one in found:
        told = {"organisation": one.organisation, "role": one.role.value, "accounts": [str(it) for it in one.given_to]}
        _log.warning("slack.leads_by_anothers_word", **told)


@asynccontextmanager
async def _teams(app: App, line: _Line, issuer: dict[str, Any]) -> AsyncIterator[_Served]:
    """Teams' front end and chat, for as long as the block runs."""
    from bot.teams.connection import teams
    from bot.teams.conversation_references import References
    from bot.teams.mention_text import Talk

    talk = Talk(line.answer, app.form_again, app.open_to, app.standing, app.only_reads, app.language)
    references = References(app.store, app.clock.now, app.platforms)
    async with teams(app.settings, talk, references, app.clock.now, **issuer) as made:
        yield _Served(made.chat, made.reachable, made.routes)


CHATS: dict[str, Callable[[App, _Line, dict[str, Any]], AbstractAsyncContextManager[_Served]]] = {
    SLACK: _slack,
    TEAMS: _teams,
}
"""How each chat is served for as long as a block runs, by its name in `Settings.chats`; the issuer is Teams' alone."""


async def _begun(stack: AsyncExitStack, app: App, line: _Line, issuer: dict[str, Any]) -> list[_Served]:
    """The chats that are configured, each served until the stack ends."""
    ways = [CHATS[chat](app, line, issuer) for chat in sorted(app.settings.chats)]
    return [await stack.enter_async_context(way) for way in ways]


def once_a_day(app: App, now: datetime) -> None:
    """The head of the audit log goes into the program's own log: whoever keeps that can tell a log cut short."""
    if forgotten := app.daily(now):
        _log.info("people.forgotten", count=forgotten)
    _log.info("audit.head", head=app.log_head())


def _tell_of_clock(app: App, doubted: bool, now: datetime) -> None:  # noqa: FBT001 - what the tick found
    """Who can mend it is told once that the clock is doubted. now: what time it should be."""
    wrong: dict[str, dict[str, str]] = {"clock": {}} if doubted else {}
    tell_once(app.store, CLOCK_DOUBTED, wrong, now, admins=app.services.admins, platforms=app.platforms)


async def _look_back(app: App) -> None:
    """Once a minute: has the database gone back while we serve (a replica has taken over)? And a sign of life."""
    while True:
        await asyncio.sleep(LOOK_BACK_EVERY)
        try:
            await asyncio.to_thread(app.look_back, app.clock.now())
        except Exception:  # noqa: BLE001 - whatever it was, it is asked again in a minute
            _log.exception("database.not_looked_at")


@asynccontextmanager
async def _sending(app: App, sender: Sender, clock_watch: ClockWatch) -> AsyncIterator[Jobs]:
    """The tick and the sender; on the way out, no new message is begun and the last is settled."""
    own = app.store.beside(ONE)  # neither replies nor the sender can keep the tick from the database
    year = partial(once_a_day, replace(app, store=own))
    jobs = Jobs(
        own,
        sender.wake,
        app.clock,
        app.platforms,
        year=year,
        every=app.settings.tick_seconds,
        admins=app.services.admins,
        watch=clock_watch,
        doubted=partial(_tell_of_clock, replace(app, store=own)),
    )
    running = asyncio.create_task(sender.run())
    jobs.start()
    try:
        yield jobs
    finally:
        await jobs.stop()
        sender.stop()
        await running


@asynccontextmanager
async def _beside(work: Coroutine[Any, Any, None]) -> AsyncIterator[None]:
    """Something that goes on for as long as the block runs."""
    running = asyncio.create_task(work)
    try:
        yield
    finally:
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running


async def _connected(stack: AsyncExitStack, way: AbstractAsyncContextManager[None], stop: asyncio.Event) -> bool:
    """Wait for the first Socket Mode connections, or until told to stop."""
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
