"""`samhandling backup`, `restore` and `copy`: a copy of everything, going back to one, moving to another database."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.operations.common import At, installation, refusals
from bot.output import tell

if TYPE_CHECKING:
    from datetime import datetime

    from bot.app import App
    from storage.backups.restore import PutBack

File = Annotated[Path, typer.Argument(metavar="FILE", help="The backup, an SQLite file.")]


def backup(file: File, at: At = "") -> None:
    """Write a copy of everything to a new file, readable by nobody else; the program may run meanwhile."""
    from storage.backups.backup import make_backup

    with refusals(as_json=False), installation(at, ready=False) as app:
        size = make_backup(app.store, file, app.clock.now())
        app.state.note(app.store, app.clock.now())
        tell(f"Written: {file} ({size:,} bytes). Go back to it with: samhandling restore {file}")


def restore(
    file: File,
    *,
    replace: Annotated[bool, typer.Option("--replace", help="Also over a database that holds something.")] = False,
    keep: Annotated[
        Path | None, typer.Option("--keep", metavar="FILE", help="Where what is there now is kept first.")
    ] = None,
    at: At = "",
) -> None:
    """Go back to a backup; stop the program first. What is there is kept, and nothing is said or numbered twice."""
    from storage.backups.restore import put_back

    with refusals(as_json=False), installation(at, ready=False) as app:
        now = app.clock.now()
        keep = keep or file.with_name(f"{file.stem}-before-restore-{now:%Y%m%dT%H%M%S}.db")
        done = put_back(app.store, file, now, replace=replace, keep=keep)
        app.store.close()
        _say_what_was_done(app, file, done, now)


def _say_what_was_done(app: "App", file: Path, done: "PutBack", now: "datetime") -> None:
    began = app.look_back(now)
    tell(f"Put back: {file}, made {done.made_at:%Y-%m-%d %H:%M} UTC. What was done since then is gone.")
    if done.kept is not None:
        tell(f"What was there is kept in {done.kept}.")
    if done.migrations:
        tell(f"Migrations run: {', '.join(done.migrations)}.")
    if began is not None:
        tell(
            f"Epoch {began.epoch} has begun: numbers go on above those given out, buttons made until now are refused"
            " where they act, and the chats are asked before anything is said that may have been said already."
        )
    tell("Start the program again: samhandling run")


def copy(
    to_url: Annotated[str, typer.Argument(metavar="TO_URL", help="An empty database: sqlite:///… or postgresql://…")],
) -> None:
    """Copy everything to an empty database of either kind, compared row by row; stop the program first."""
    from bot.app import open_store
    from bot.setting_values import database_address
    from storage.backups.restore import copy_to

    try:
        database_address(to_url)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None
    with refusals(as_json=False), installation("", ready=False) as app:
        app.ready()
        target = open_store(to_url, app.settings.rules())
        try:
            rows = copy_to(app.store, target)
            shown = target.url.set(drivername=target.url.get_backend_name()).render_as_string(hide_password=True)
        finally:
            target.close()
        tell(f"Copied and compared: {rows:,} rows. Use it with SAMHANDLING_DATABASE_URL={shown}")
