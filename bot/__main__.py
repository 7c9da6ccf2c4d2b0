"""The command line `samhandling`. Ends with 0, 1 (refused), 2 (wrong usage or settings) or 3 (unexpected).

Each command stands in `bot/operations` and imports what it needs when it is called: `say` answers before Slack's
libraries would have been loaded.
"""

import gc
import sys
from contextlib import suppress
from typing import NoReturn

import typer

from bot.operations.backups import backup, copy, restore
from bot.operations.common import UNEXPECTED
from bot.operations.doctor import doctor
from bot.operations.manifest import manifest
from bot.operations.person_data import person_data
from bot.operations.proof import proof
from bot.operations.run import chat, run
from bot.operations.say import say
from bot.operations.tables import demo, init, migrate
from bot.operations.take_over import import_
from bot.operations.tick import tick
from bot.operations.verify import verify
from bot.output import UnseenError, any_letters

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

cli.command()(run)
cli.command()(chat)
cli.command()(say)
cli.command()(tick)
cli.command(name="import")(import_)
cli.command()(init)
cli.command()(demo)
cli.command()(migrate)
cli.command()(backup)
cli.command()(restore)
cli.command()(copy)
cli.command()(doctor)
cli.command()(manifest)
cli.command()(verify)
cli.command(name="person-data")(person_data)
cli.command()(proof)


def main() -> None:
    """The console script."""
    gc.set_threshold(_COLLECT_EVERY)
    any_letters()
    try:
        cli()
    except UnseenError as error:
        _unseen(error)
    except Exception as error:  # noqa: BLE001 - the outermost edge
        _unexpected(error)


def _unseen(error: UnseenError) -> NoReturn:
    """Whoever reads standard error, or the exit code, is told what has become of it."""
    with suppress(OSError, ValueError):
        told = "What was done stands, a message that wasn't shown still waits, and nothing more was done."
        typer.echo(f"What was to be printed can't be written: {error}. {told}", err=True)
    sys.exit(UNEXPECTED)


def _unexpected(error: Exception) -> NoReturn:
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
