"""What `run` and `chat` start: the chats that are configured, or the try-out in the terminal. Part of the wiring."""

import os
import signal
import socket
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

from sqlalchemy import text

from bot import log
from bot.app import App, build
from bot.clock import MovableClock, SystemClock
from bot.conversation import Conversation
from bot.settings import Settings, SettingsError
from domain.calendar import OSLO
from handlers.actors import CONSOLE
from handlers.demo import load_demo
from storage.demo import DemoRefusedError, demo_clock
from storage.store import Store

if TYPE_CHECKING:
    import uvicorn

TRYOUT_FILE = "samhandling-tryout.db"
HEALTH = "/healthz"


def run_configured(settings: Settings) -> None:
    """Serve until told to stop: Slack where it is configured, otherwise the try-out. Raises SettingsError."""
    log.configure(settings.log_level)
    if settings.slack:
        from bot.serve_slack import serve_slack

        serve_slack(settings)
    elif settings.any_slack:
        raise SettingsError((_lacking(settings),))
    else:
        try_out(settings)


def _lacking(settings: Settings) -> str:
    if settings.slack_bot_token is None:
        return "SLACK_BOT_TOKEN: missing; Slack needs the bot token as well"
    return "SLACK_APP_TOKEN or SLACK_SIGNING_SECRET: missing; set the first for Socket Mode, the second for HTTP"


def run_chat(settings: Settings, as_: str) -> None:
    """The conversation alone, with the database that is configured, at the machine's time."""
    log.configure(settings.log_level)
    app = build(settings, MovableClock())
    try:
        app.start(app.clock.now())
        talk = Conversation(app, _ask, _tell, as_)
        _tell(talk.say("chat"))
        with _stoppable():
            talk.run()
    finally:
        app.close()


def try_out(settings: Settings) -> None:
    """No chat is configured: demo data, a clock that can be moved, a conversation here.

    When standard input is closed, it goes on: reminders are printed, and /healthz answers.
    """
    clock = MovableClock()
    clock.move_to(demo_clock())
    database = settings.database_url if settings.own_database else f"sqlite:///{tryout_file()}"
    app = build(settings, clock, frozenset({CONSOLE}), Store(database, settings.rules()))
    web: _Web | None = None
    try:
        introduced = _prepare(app, clock)
        talk = Conversation(app, _ask, _tell)
        file = app.store.url.database if app.store.sqlite else app.store.url.render_as_string(hide_password=True)
        _tell(talk.say("tryout", file=file))
        local = clock.now().astimezone(OSLO)
        _tell(talk.say(f"tryout.{introduced}", day=local.date(), at=local.time().replace(microsecond=0)))
        with _stoppable() as stopped:
            web = _Web.start(settings, talk)
            if not talk.run() and not sys.stdin.isatty():
                _go_on(app, talk, web, stopped)
    finally:
        if web is not None:
            web.stop()
        app.close()


def _prepare(app: App, clock: MovableClock) -> str:
    """Tables and demo data; where the conversation left off last time, the clock goes on. Says what was loaded."""
    app.start(clock.now())
    try:
        load_demo(app.store, clock.now())
    except DemoRefusedError:
        clock.move_to(SystemClock().now())
        return "own"
    last = _last_instant(app.store)
    if last is not None and last > clock.now():
        clock.move_to(last)
    return "demo"


def _last_instant(store: Store) -> datetime | None:
    """The latest moment anything happened at in the database."""
    with store.read(demo_clock()) as snapshot:
        found = [
            snapshot.session.execute(text(f"SELECT max({column}) FROM {table}")).scalar()  # noqa: S608 - fixed names
            for table, column in (("audit", "at"), ("notice", "created_at"), ("message", "sent_at"))
        ]
    instants = [datetime.fromisoformat(one) if isinstance(one, str) else one for one in found if one]
    return max((one if one.tzinfo else one.replace(tzinfo=UTC) for one in instants), default=None)


def tryout_file() -> Path:
    """The try-out's database: here, or where there is room for one."""
    here = Path.cwd()
    return (here if os.access(here, os.W_OK) else Path(tempfile.gettempdir())) / TRYOUT_FILE


def _go_on(app: App, talk: Conversation, web: "_Web | None", stopped: threading.Event) -> None:
    """Nobody types any more: turn the clock now and then, until told to stop."""
    _tell(talk.say("waiting", url=web.url) if web else talk.say("waiting.alone"))
    while not stopped.wait(app.settings.tick_seconds):
        for one in talk.clockwork.tick():
            _tell(talk.shown(one))


def _ask(prompt: str) -> str:
    if sys.stdin is None or sys.stdin.closed:
        raise EOFError
    if sys.stdin.isatty():
        with suppress(ImportError):
            import readline  # noqa: F401 - arrow keys and history, where there is such a thing
        return input(prompt)
    line = sys.stdin.readline()
    if not line:
        raise EOFError
    _tell(f"{prompt}{line.rstrip()}")
    return line


def _tell(paragraph: str) -> None:
    sys.stdout.write(f"{paragraph}\n\n")
    sys.stdout.flush()


class _Stop(BaseException):
    """SIGTERM or Ctrl-C: unwinds whatever is waited for."""


@contextmanager
def _stoppable() -> Iterator[threading.Event]:
    """Within the block a signal ends it cleanly, wherever it stands. Yields an event that nobody sets, to wait on."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise _Stop

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield threading.Event()
    except _Stop:
        _tell("")
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


class _Web:
    """`GET /healthz` in a thread of its own, beside the conversation."""

    def __init__(self, listening: socket.socket, server: "uvicorn.Server") -> None:
        host, port = listening.getsockname()[:2]
        self.url = f"http://{host}:{port}{HEALTH}"
        self._server = server
        self._thread = threading.Thread(target=server.run, args=([listening],), daemon=True, name="web")
        self._thread.start()

    @classmethod
    def start(cls, settings: Settings, talk: Conversation) -> "_Web | None":
        """Listen where the settings say; None, with a word, when somebody else does already."""
        import uvicorn
        from starlette.applications import Starlette
        from starlette.requests import Request
        from starlette.responses import PlainTextResponse
        from starlette.routing import Route

        async def healthy(_: Request) -> PlainTextResponse:
            return PlainTextResponse("ok")

        try:
            listening = listen(settings)
        except OSError:
            _tell(talk.say("no-healthz", port=settings.port))
            return None
        asgi = Starlette(routes=[Route(HEALTH, healthy)])
        config = uvicorn.Config(asgi, log_config=None, access_log=False, lifespan="off")
        return cls(listening, uvicorn.Server(config))

    def stop(self) -> None:
        """Stop listening."""
        self._server.should_exit = True
        self._thread.join(timeout=3)


def listen(settings: Settings) -> socket.socket:
    """A socket that listens where the settings say: who comes from now on, waits. Raises OSError when it can't."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((settings.host, settings.port))
        listening.listen(128)
    except OSError:
        listening.close()
        raise
    return listening
