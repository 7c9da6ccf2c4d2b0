"""`samhandling tick`: one turn of the clock, to the console."""

import json
from dataclasses import asdict
from textwrap import indent
from typing import TYPE_CHECKING, Annotated

import typer

from bot.operations.common import At, Json, installation, refusals, refuse
from bot.output import tell, writes_any_letter

if TYPE_CHECKING:
    from bot.tryout.simulation import Delivery


def tick(
    at: At = "",
    as_json: Json = False,  # noqa: FBT002 - an option
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would be sent; write nothing.")] = False,  # noqa: FBT002 - an option
) -> None:
    """Turn the clock once, to the console, and print what was sent."""
    from bot import log
    from bot.terminal import console

    with refusals(as_json=as_json), installation(at) as app:
        log.configure(app.settings.log_level, app.settings.log_format)
        if app.settings.chats and not dry_run:
            refuse("cli.real-chat", "A chat is configured: the running program sends by itself.", "Add --dry-run.")
        now, shown = app.clock.now(), _Shown(as_json=as_json)
        sent = console.dry_tick(app, now, shown.one) if dry_run else console.tick(app, now, shown.one)
        shown.end(len(sent))


class _Shown:
    """The messages as they go out, one by one: none is delivered before it has been printed."""

    def __init__(self, *, as_json: bool) -> None:
        self._as_json, self._begun = as_json, False

    def one(self, delivery: "Delivery") -> None:
        """Print one. Raises UnseenError."""
        from bot.terminal.console import printed

        message = printed(delivery)
        if not self._as_json:
            tell(f"→ {message.recipient} · {message.room} · {message.key}\n\n{message.text}\n")
            return
        text = json.dumps(asdict(message), ensure_ascii=not writes_any_letter(), indent=2)
        tell("," if self._begun else "[")
        tell(indent(text, "  "), end="")
        self._begun = True

    def end(self, sent: int) -> None:
        """Say that these were all. Raises UnseenError."""
        if not self._as_json:
            tell("Nothing was due." if not sent else f"{sent} sent.")
        else:
            tell("\n]" if self._begun else "[]")
