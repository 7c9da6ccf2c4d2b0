"""What the subcommands share: options, an installation to work on, and how they end when something is refused."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from bot.output import tell, writes_any_letter

if TYPE_CHECKING:
    from bot.app import App
    from bot.settings import Settings

REFUSED, WRONG_USAGE, UNEXPECTED = 1, 2, 3
"""Exit codes beside 0."""

As = Annotated[str, typer.Option("--as", metavar="ORG[:ROLE]", help="Who speaks; the role is coordinator unless said.")]
At = Annotated[str, typer.Option("--at", metavar="INSTANT", help="The time it is, ISO 8601; in Oslo, unless said.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


class EndedError(Exception):
    """What was asked for is refused, in two sentences."""

    def __init__(self, code: str, problem: str, hint: str) -> None:
        super().__init__(problem)
        self.error = {"code": code, "problem": problem, "hint": hint}


def refuse(code: str, problem: str, hint: str) -> NoReturn:
    """End the command here: what is wrong, and what to do. code: for who reads JSON. Raises EndedError."""
    raise EndedError(code, problem, hint)


@contextmanager
def refusals(*, as_json: bool) -> Iterator[None]:
    """Refusals become two sentences, or one JSON object, and exit code 1 (typer's Exit); settings that can't be used,
    a database that can't among them, exit code 2; a wrong `--as` is wrong usage (BadParameter)."""
    from sqlalchemy.exc import DBAPIError

    from bot.settings import SettingsError
    from bot.terminal.console import UnknownSpeakerError
    from storage.unit_of_work.trouble import OperationError

    try:
        yield
    except EndedError as error:
        _end_refused(error, as_json=as_json)
    except SettingsError as error:
        _end_unusable(error.problems, as_json=as_json)
    except DBAPIError as error:
        if faults := _faults():
            _end_unusable(faults, as_json=as_json)
        _end_refused(_known(error), as_json=as_json)
    except UnknownSpeakerError as error:
        raise typer.BadParameter(str(error)) from None
    except (OperationError, sqlite3.Error) as error:
        _end_refused(_known(error), as_json=as_json)


def _known(error: Exception) -> EndedError:
    """The two sentences of what a database refuses; whatever it is, it isn't ours."""
    from bot.operations.problems import problem_of
    from bot.trials import reason_of

    said = f"The database can't be used now: {reason_of(error)}"
    hint = "Try again; if it goes on, run: samhandling doctor"
    return EndedError(*(problem_of(error) or ("cli.no-database", said, hint)))


def _faults() -> tuple[str, ...]:
    """What is wrong with the database that is set, now that it has failed."""
    from bot.trials import database_faults

    return tuple(str(fault) for fault in database_faults(settings()))


def _end_refused(refused: EndedError, *, as_json: bool) -> NoReturn:
    if as_json:
        echo_json({"ok": False, "error": refused.error})
    else:
        typer.echo(f"{refused.error['problem']}\n{refused.error['hint']}", err=True)
    raise typer.Exit(REFUSED)


def _end_unusable(problems: tuple[str, ...], *, as_json: bool) -> NoReturn:
    """What is wrong with each setting, and what to do."""
    if as_json:
        hint = "Correct it; see docs/settings.md"
        echo_json({"ok": False, "error": {"code": "cli.settings", "problem": " ".join(problems), "hint": hint}})
    else:
        typer.echo("\n  ".join(["These settings can't be used:", *problems]), err=True)
    raise typer.Exit(WRONG_USAGE)


@contextmanager
def installation(at: str, *, ready: bool = True, default: datetime | None = None) -> Iterator["App"]:
    """An installation at the instant `at`, or now; what is no instant is wrong usage (BadParameter).

    ready: refuse when its database has no tables yet, or old ones; the clock may be implausible, too (EndedError).
    """
    from bot.app import build
    from bot.clock import FixedClock, SystemClock

    if not (at or default):
        plausible_clock()
    clock = FixedClock(_instant(at) if at else default or SystemClock().now())
    app = build(settings(), clock)
    try:
        if ready and not app.ready():
            refuse("cli.no-tables", "The database has no tables of this version yet.", "Run: samhandling init")
        if ready and app.look_back(clock.now()) is not None:
            typer.echo("The database has gone back to an earlier state: see docs/operations.md.", err=True)
        yield app
    finally:
        app.close()


def plausible_clock() -> None:
    """Refuse when the machine's clock stands before there was a program like this. Raises EndedError."""
    from bot.clock import NOT_BEFORE, SystemClock

    now = SystemClock().now()
    if now < NOT_BEFORE:
        problem = f"The machine's clock says {now:%Y-%m-%d %H:%M}, which can't be right."
        refuse("cli.clock", problem, "Set it; or say what time it is: --at 2026-11-23T09:00")


def settings() -> "Settings":
    """The settings, read and checked. Raises SettingsError."""
    from bot.settings import load_settings

    return load_settings()


def _instant(text: str) -> datetime:
    from bot.clock import instant

    try:
        return instant(text)
    except ValueError:
        raise typer.BadParameter(f"«{text}» is no instant; write 2026-11-23T09:00 or 2026-11-23T09:00+01:00") from None


def echo_json(value: object, indent: int | None = None) -> None:
    """Print a value as JSON, in one line unless it is indented. Raises UnseenError."""
    tell(json.dumps(value, ensure_ascii=not writes_any_letter(), indent=indent))
