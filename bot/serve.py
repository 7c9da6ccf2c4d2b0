"""What `run` and `chat` start: the chats that are configured, or the try-out in the terminal. Part of the wiring."""

import signal
import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import TYPE_CHECKING

from sqlalchemy.engine import make_url

from bot import log
from bot.app import App, build, open_store
from bot.clock import MovableClock, SystemClock
from bot.listening import HEALTH, listen
from bot.output import UnseenError, tell
from bot.settings import Settings, SettingsError
from bot.stopping import stop_signals
from bot.terminal.conversation import Conversation
from bot.tryout.file import tryout_file
from bot.tryout.simulation import Simulation
from domain.accounts import CONSOLE
from domain.calendar import OSLO
from handlers.setup.demo import load_demo
from storage.backups.gone_back import last_known
from storage.setup.demo import DemoRefusedError, demo_clock

if TYPE_CHECKING:
    import uvicorn

LOOPBACK = "127.0.0.1"
_NO_CHAT = (
    "SAMHANDLING_DATABASE_URL: set, and no chat is; set what Slack or Teams needs to serve it (docs/settings.md), talk "
    "to it in the terminal with samhandling chat, or try it all out in a file of its own with samhandling run --try"
)


def run_configured(settings: Settings, *, try_out: bool = False, clock_is_right: bool = False) -> None:
    """Serve until told to stop: the chats that are configured, or else the try-out. Raises SettingsError.

    try_out: the try-out, whatever is configured. clock_is_right: the machine's clock is, whatever other clocks say.
    """
    log.configure(settings.log_level, settings.log_format)
    if _to_serve(settings, try_out=try_out):
        from bot.serve_chats import serve_chats

        serve_chats(settings, clock_is_right=clock_is_right)
    else:
        start_try_out(settings)


def check_run(settings: Settings, *, try_out: bool = False) -> str:
    """What `run` would do, in a sentence; nothing is started and nothing left behind. Raises SettingsError."""
    if not _to_serve(settings, try_out=try_out):
        return f"Nothing is in the way: run would start the try-out, with {tryout_file()}."
    where = make_url(settings.database_url).render_as_string()
    return f"Nothing is in the way: run would serve {' and '.join(sorted(settings.chats))}, with {where}."


def _to_serve(settings: Settings, *, try_out: bool) -> bool:
    """Whether there are chats to serve, all they need tried. Raises SettingsError when something stands in the way.

    The try-out has a file of its own: made-up data never comes into a database that somebody has named.
    """
    if try_out:
        return False
    if problems := settings.chat_problems():
        raise SettingsError(problems)
    if settings.chats:
        from bot.trials import serving_faults

        if faults := serving_faults(settings):
            raise SettingsError(tuple(str(fault) for fault in faults))
        return True
    if settings.own_database:
        raise SettingsError((_NO_CHAT,))
    return False


def run_chat(settings: Settings, as_: str) -> None:
    """The conversation alone, with the database that is configured, at the machine's time."""
    log.configure(settings.log_level, settings.log_format)
    app = build(settings, MovableClock())
    try:
        app.start(app.clock.now())
        talk = Conversation(app, _ask, _tell, as_)
        _tell(talk.say("chat"))
        with _stoppable():
            talk.run()
    finally:
        app.close()


def start_try_out(settings: Settings) -> None:
    """On this machine alone: demo data in a file of its own, a clock to move, a conversation here and on a page.

    When standard input is closed, it goes on: reminders are printed, and the page answers.
    """
    clock = MovableClock()
    clock.move_to(demo_clock())
    file = tryout_file()
    app = build(settings, clock, frozenset({CONSOLE}), open_store(f"sqlite:///{file}", settings.rules()))
    web: _Web | None = None
    try:
        introduced = _prepare(app, clock)
        clockwork = Simulation(app)
        talk = Conversation(app, _ask, _tell, clockwork=clockwork)
        _tell(talk.say("tryout", file=str(file)))
        local = clock.now().astimezone(OSLO)
        _tell(talk.say(f"tryout.{introduced}", day=local.date(), at=local.time().replace(microsecond=0)))
        with _stoppable() as stopped:
            web = _Web.listen(settings, clockwork)
            if web is None:
                _tell(talk.say("no-page", port=settings.port, setting="SAMHANDLING_PORT"))
            else:
                _tell(talk.say("page", url=web.url))
                web.start()
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
    with app.store.read(clock.now()) as snapshot:
        last = last_known(snapshot.session)
    if last is not None and last > clock.now():
        clock.move_to(last)
    return "demo"


def _go_on(app: App, talk: Conversation, web: "_Web | None", stopped: threading.Event) -> None:
    """Nobody types any more: turn the clock now and then, until told to stop."""
    _tell(talk.say("waiting", url=f"{web.url}{HEALTH}") if web else talk.say("waiting.alone"))
    while not stopped.wait(app.settings.tick_seconds):
        talk.clockwork.tick(show=talk.show)


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
    tell(paragraph, end="\n\n")


class _Stop(BaseException):
    """SIGTERM, SIGHUP or Ctrl-C: unwinds whatever is waited for."""


@contextmanager
def _stoppable() -> Iterator[threading.Event]:
    """Within the block a signal ends it cleanly, wherever it stands. Yields an event that nobody sets, to wait on."""

    listened_to = stop_signals()

    def stop(_number: int, _frame: FrameType | None) -> None:
        for number in listened_to:  # the next one ends it at once
            signal.signal(number, signal.SIG_DFL)
        raise _Stop

    before = {number: signal.signal(number, stop) for number in listened_to}
    try:
        yield threading.Event()
    except _Stop:
        with suppress(UnseenError):  # after SIGHUP there may be nobody to tell
            _tell("")
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


class _Web:
    """The page to try on, and `GET /healthz`, in a thread of its own beside the conversation."""

    def __init__(self, listening: socket.socket, clockwork: Simulation) -> None:
        host, port = listening.getsockname()[:2]
        self.url = f"http://{f'[{host}]' if ':' in host else host}:{port}"
        self._listening, self._clockwork = listening, clockwork
        self._server: uvicorn.Server | None = None
        self._stopped = False
        self._thread = threading.Thread(target=self._serve, daemon=True, name="web")

    @classmethod
    def listen(cls, settings: Settings, clockwork: Simulation) -> "_Web | None":
        """Listen on this machine alone, wherever else the settings say; None when somebody else does already.

        Who comes from now on, waits for `start`.
        """
        here = settings.host if _loopback(settings.host) else LOOPBACK
        try:
            return cls(listen(here, settings.port), clockwork)
        except SettingsError:
            return None

    def start(self) -> None:
        """Answer."""
        self._thread.start()

    def stop(self) -> None:
        """Stop listening; what is on its way is answered, or cut off after a while."""
        self._stopped = True
        if self._server is not None:
            self._server.should_exit = True
        if self._thread.is_alive():
            self._thread.join(timeout=3)
        self._listening.close()

    def _serve(self) -> None:
        """What a page needs is imported here, while the terminal answers already."""
        import uvicorn
        from starlette.requests import Request
        from starlette.responses import PlainTextResponse
        from starlette.routing import Route

        from bot.http_limits import http_config
        from bot.web.server import asgi

        async def healthy(_: Request) -> PlainTextResponse:
            return PlainTextResponse("ok")

        routes = asgi(self._clockwork, Route(HEALTH, healthy))
        self._server = uvicorn.Server(http_config(routes, lifespan="off", timeout_graceful_shutdown=2))
        if not self._stopped:
            self._server.run([self._listening])


def _loopback(host: str) -> bool:
    return host == "localhost" or (host.replace(".", "").isdecimal() and host.startswith("127.")) or host == "::1"
