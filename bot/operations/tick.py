"""`samhandling tick`: one turn of the clock, to the console."""

from typing import Annotated

import typer

from bot.operations.common import At, Json, echo_json, installation, refusals, refuse


def tick(
    at: At = "",
    as_json: Json = False,  # noqa: FBT002 - an option
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would be sent; write nothing.")] = False,  # noqa: FBT002 - an option
) -> None:
    """Turn the clock once, to the console, and print what was sent."""
    from dataclasses import asdict

    from bot import log
    from bot.terminal import console

    with refusals(as_json=as_json), installation(at) as app:
        log.configure(app.settings.log_level, app.settings.log_format)
        if app.settings.chats and not dry_run:
            refuse("cli.real-chat", "A chat is configured: the running program sends by itself.", "Add --dry-run.")
        now = app.clock.now()
        sent = console.dry_tick(app, now) if dry_run else console.tick(app, now)
        if as_json:
            echo_json([asdict(message) for message in sent], indent=2)
            return
        for message in sent:
            typer.echo(f"→ {message.recipient} · {message.room} · {message.key}\n\n{message.text}\n")
        typer.echo("Nothing was due." if not sent else f"{len(sent)} sent.")
