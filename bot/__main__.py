"""The command line `samhandling`. Ends with 0, 1 (refused), 2 (wrong usage or settings) or 3 (unexpected).

Each command imports what it needs when it is called: `say` answers before Slack's libraries would have been loaded.
"""

import gc
import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from domain.imports.columns import ListKind

if TYPE_CHECKING:
    from sqlalchemy.exc import OperationalError

    from bot.app import App
    from bot.settings import Settings
    from handlers.cards import Reply

REFUSED, WRONG_USAGE, UNEXPECTED = 1, 2, 3
_COLLECT_EVERY = 20_000
"""New objects before garbage is looked for; with Python's 700 a tenth of the start goes to looking through modules."""

cli = typer.Typer(
    name="samhandling",
    help="A secretary in the chat for the Nasjonal samhandlingsmodell.",
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

As = Annotated[str, typer.Option("--as", metavar="ORG[:ROLE]", help="Who speaks; the role is coordinator unless said.")]
At = Annotated[str, typer.Option("--at", metavar="INSTANT", help="The time it is, ISO 8601; in Oslo, unless said.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


class Platform(StrEnum):
    """What a manifest can be made for."""

    SLACK = "slack"
    TEAMS = "teams"


@cli.command()
def run() -> None:
    """Serve the chats that are configured; without any, try it out here, with demo data and a clock to move."""
    from bot.serve import run_configured

    with _refusals(as_json=False):
        run_configured(_settings())


@cli.command()
def chat(as_: As = "ks") -> None:
    """Talk in the terminal, with the database that is configured."""
    from bot.serve import run_chat

    with _refusals(as_json=False):
        run_chat(_settings(), as_)


@cli.command()
def say(
    line: Annotated[list[str], typer.Argument(metavar="LINE", help="What to say; - reads lines from standard input.")],
    as_: As = "ks",
    at: At = "",
    room: Annotated[str, typer.Option("--room", metavar="ROOM", help="Where it is said.")] = "",
    as_json: Json = False,  # noqa: FBT002 - an option
) -> None:
    """Say one line, as an organisation's console account, and print the reply."""
    from bot.terminal.console import say_line, speaker
    from storage.setup.year import plan_ahead

    with _refusals(as_json=as_json), _app(at) as app:
        now = app.clock.now()
        speaker(app, as_, now)
        plan_ahead(app.store, now)
        ended = 0
        for one in _lines(line):
            reply = say_line(app, one, as_, now, room or None)
            _print_reply(reply, as_json=as_json)
            ended = max(ended, _exit_code(reply))
        raise typer.Exit(ended)


@cli.command()
def tick(
    at: At = "",
    as_json: Json = False,  # noqa: FBT002 - an option
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would be sent; write nothing.")] = False,  # noqa: FBT002 - an option
) -> None:
    """Turn the clock once, to the console, and print what was sent."""
    from dataclasses import asdict

    from bot import log
    from bot.terminal import console

    with _refusals(as_json=as_json), _app(at) as app:
        log.configure(app.settings.log_level)
        if app.settings.chats and not dry_run:
            _refuse("cli.real-chat", "A chat is configured: the running program sends by itself.", "Add --dry-run.")
        now = app.clock.now()
        sent = console.dry_tick(app, now) if dry_run else console.tick(app, now)
        if as_json:
            typer.echo(json.dumps([asdict(message) for message in sent], ensure_ascii=False, indent=2))
            return
        for message in sent:
            typer.echo(f"→ {message.recipient} · {message.room} · {message.key}\n\n{message.text}\n")
        typer.echo("Nothing was due." if not sent else f"{len(sent)} sent.")


@cli.command(name="import")
def import_(
    *,
    file: Annotated[Path | None, typer.Argument(metavar="FILE", help="A list, as .xlsx or .csv.")] = None,
    as_: As = "ks",
    at: At = "",
    kind: Annotated[ListKind | None, typer.Option("--kind", help="What it holds, where columns don't say.")] = None,
    county: Annotated[str, typer.Option("--county", metavar="COUNTY", help="Whose list; else the speaker's.")] = "",
    sheet: Annotated[str, typer.Option("--sheet", metavar="NAME", help="The sheet, in a file with several.")] = "",
    only_ready: Annotated[bool, typer.Option("--only-ready", help="Leave unclear rows out.")] = False,
    new_agreement: Annotated[bool, typer.Option("--new-agreement", help="Make a draft where none is.")] = False,
    again: Annotated[bool, typer.Option("--again", help="Also when the same file was taken over before.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Store it without asking.")] = False,
    undo: Annotated[int | None, typer.Option("--undo", metavar="N", help="Take import N back instead.")] = None,
    as_json: Json = False,
) -> None:
    """Take over a list from a spreadsheet: preview every row, store when confirmed; one step takes it back."""
    from bot.imports.command import Order, run_import

    if (file is None) == (undo is None):
        raise typer.BadParameter("write either FILE or --undo N")
    with _refusals(as_json=as_json), _app(at) as app:
        order = Order(file, as_, kind, county, sheet, only_ready, new_agreement, again, yes, undo, as_json)
        raise typer.Exit(run_import(app, order))


@cli.command()
def init(at: At = "") -> None:
    """Make or update the tables, load the reference organisations, plan the year. Safe to repeat."""
    with _refusals(as_json=False), _app(at, ready=False) as app:
        done = app.start(app.clock.now())
        with app.store.read(app.clock.now()) as snapshot:
            count = len(snapshot.directory.organisations)
        migrations = f"{len(done)} migrations run" if done else "tables up to date"
        typer.echo(f"Ready: {migrations}, {count} organisations.")


@cli.command()
def demo(at: At = "") -> None:
    """Load the demo data: a made-up county, two years of meetings, seven follow-ups, told on 23 November 2026."""
    from handlers.setup.demo import load_demo
    from storage.setup.demo import DemoRefusedError, demo_clock

    with _refusals(as_json=False), _app(at, ready=False, default=demo_clock()) as app:
        now = app.clock.now()
        app.start(now)
        try:
            new = load_demo(app.store, now)
        except DemoRefusedError:
            _refuse(
                "cli.own-data",
                "The database holds follow-ups of its own: made-up ones don't belong among them.",
                "Set SAMHANDLING_DATABASE_URL to another database.",
            )
        said = "Loaded the demo data." if new else "The demo data was there already."
        typer.echo(f"{said} Ask with: samhandling say --at {demo_clock().isoformat()} status")


@cli.command()
def migrate() -> None:
    """Make or update the tables. Safe to repeat."""
    from storage.migrate import migrate as bring_up

    with _refusals(as_json=False), _app("", ready=False) as app:
        done = bring_up(app.store)
        typer.echo(f"Run: {', '.join(done)}." if done else "The tables are up to date.")


@cli.command()
def doctor() -> None:
    """Check settings, database, tokens, clock and time-zone data: a line each, with what to do."""
    from bot.doctor import examine

    findings = examine()
    for finding in findings:
        typer.echo(finding)
    raise typer.Exit(0 if all(finding.ok for finding in findings) else REFUSED)


@cli.command()
def manifest(
    platform: Annotated[Platform, typer.Argument(metavar="PLATFORM", help="slack or teams")],
    *,
    url: Annotated[str, typer.Option("--url", help="The program's public address; none for Socket Mode.")] = "",
    app_id: Annotated[str, typer.Option("--app-id", metavar="ID", help="Teams: the bot's app id, a GUID.")] = "",
    developer: Annotated[str, typer.Option("--developer", metavar="NAME", help="Teams: who owns the app.")] = "",
    website: Annotated[str, typer.Option("--website", metavar="URL", help="Teams: the owner's page of it.")] = "",
    privacy: Annotated[str, typer.Option("--privacy", metavar="URL", help="Teams: how it treats data.")] = "",
    terms: Annotated[str, typer.Option("--terms", metavar="URL", help="Teams: the terms of its use.")] = "",
    slash: Annotated[bool, typer.Option("--slash", help="Teams: list commands under «/» too (a preview).")] = False,
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="Teams: where the package goes.")] = Path(
        "samhandling-teams.zip"
    ),
) -> None:
    """Slack: print the app manifest to paste. Teams: write the app package to upload."""
    if platform is Platform.SLACK:
        from bot.slack.manifest import manifest as for_slack

        typer.echo(json.dumps(for_slack(url or None), ensure_ascii=False, indent=2))
        return
    from bot.teams.manifest import Owner, lacking, package

    owner = Owner(developer, website, privacy, terms)
    if wrong := lacking(app_id, owner):
        raise typer.BadParameter(" ".join(wrong))
    with _refusals(as_json=False):
        try:
            out.write_bytes(package(app_id, owner, url, slash=slash))
        except OSError as error:
            _refuse("cli.no-file", f"{out} can't be written: {error.strerror}", "Write another one: --out FILE")
    typer.echo(f"Written: {out}. Upload it in Teams: Apps, Manage your apps, Upload an app.")


class _RefusedError(Exception):
    """What was asked for is refused, in two sentences."""

    def __init__(self, code: str, problem: str, hint: str) -> None:
        super().__init__(problem)
        self.error = {"code": code, "problem": problem, "hint": hint}


def _refuse(code: str, problem: str, hint: str) -> NoReturn:
    raise _RefusedError(code, problem, hint)


@contextmanager
def _refusals(*, as_json: bool) -> Iterator[None]:
    """Refusals become two sentences, or one JSON object, and exit code 1; a wrong `--as` is wrong usage."""
    from sqlalchemy.exc import OperationalError

    from bot.terminal.console import UnknownSpeakerError

    try:
        yield
    except _RefusedError as error:
        _end_refused(error, as_json=as_json)
    except OperationalError as error:
        _end_refused(_unusable(error), as_json=as_json)
    except UnknownSpeakerError as error:
        raise typer.BadParameter(str(error)) from None


def _unusable(error: "OperationalError") -> _RefusedError:
    from bot.log import mask

    reason = str(mask(str(error.orig))).strip().splitlines()[0]
    hint = "Check SAMHANDLING_DATABASE_URL, or run: samhandling doctor"
    return _RefusedError("cli.no-database", f"The database can't be used: {reason}", hint)


def _end_refused(refused: _RefusedError, *, as_json: bool) -> NoReturn:
    if as_json:
        _echo_json({"ok": False, "error": refused.error})
    else:
        typer.echo(f"{refused.error['problem']}\n{refused.error['hint']}", err=True)
    raise typer.Exit(REFUSED)


@contextmanager
def _app(at: str, *, ready: bool = True, default: datetime | None = None) -> Iterator["App"]:
    """An installation at the instant `at`, or now. ready: refuse when its database has no tables yet, or old ones."""
    from bot.app import build
    from bot.clock import FixedClock, SystemClock

    clock = FixedClock(_instant(at) if at else default or SystemClock().now())
    app = build(_settings(), clock)
    try:
        if ready and not app.ready():
            _refuse("cli.no-tables", "The database has no tables of this version yet.", "Run: samhandling init")
        yield app
    finally:
        app.close()


def _settings() -> "Settings":
    from bot.settings import load_settings

    return load_settings()


def _instant(text: str) -> datetime:
    from bot.clock import instant

    try:
        return instant(text)
    except ValueError:
        raise typer.BadParameter(f"«{text}» is no instant; write 2026-11-23T09:00 or 2026-11-23T09:00+01:00") from None


def _lines(words: list[str]) -> Iterable[str]:
    if words == ["-"]:
        return (one.strip() for one in sys.stdin if one.strip())
    return [" ".join(words)]


def _print_reply(reply: "Reply", *, as_json: bool) -> None:
    from handlers.cards import as_json as card_json
    from handlers.views.plain_text import plain

    if not as_json:
        typer.echo(plain(reply.card))
    elif reply.problem is None:
        typer.echo(
            json.dumps({"ok": True, "text": plain(reply.card), "card": card_json(reply.card)}, ensure_ascii=False)
        )
    else:
        error = {name: getattr(reply.problem, name) for name in ("code", "problem", "hint")}
        _echo_json({"ok": False, "error": error})


def _echo_json(value: object) -> None:
    typer.echo(json.dumps(value, ensure_ascii=False))


def _exit_code(reply: "Reply") -> int:
    if reply.problem is None:
        return 0
    return UNEXPECTED if reply.problem.code == "common.unexpected" else REFUSED


def main() -> None:
    """The console script."""
    gc.set_threshold(_COLLECT_EVERY)
    try:
        cli()
    except Exception as error:  # noqa: BLE001 - the outermost edge
        _unexpected(error)


def _unexpected(error: Exception) -> NoReturn:
    from bot.settings import SettingsError

    if isinstance(error, SettingsError):
        typer.echo("\n  ".join(["These settings can't be used:", *error.problems]), err=True)
        sys.exit(WRONG_USAGE)
    import secrets

    import structlog

    from bot.log import ensure, mask

    ensure()
    reference = secrets.token_hex(4)
    structlog.get_logger(__name__).error("cli.unexpected", reference=reference, exc_info=error)
    summary = str(mask(str(error))).splitlines()[0] if str(error) else type(error).__name__
    typer.echo(f"Something went wrong: {summary} (reference {reference})", err=True)
    sys.exit(UNEXPECTED)


if __name__ == "__main__":
    main()
