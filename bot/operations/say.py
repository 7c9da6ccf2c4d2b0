"""`samhandling say`: one line in, one reply out."""

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from bot.operations.common import REFUSED, UNEXPECTED, As, At, Json, echo_json, installation, refusals
from bot.output import tell

if TYPE_CHECKING:
    from handlers.cards import Reply


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

    with refusals(as_json=as_json), installation(at) as app:
        now = app.clock.now()
        speaker(app, as_, now)
        plan_ahead(app.store, now)
        ended = 0
        for one in _lines(line):
            reply = say_line(app, one, as_, now, room or None)
            _print_reply(reply, as_json=as_json)
            ended = max(ended, _exit_code(reply))
        raise typer.Exit(ended)


def _lines(words: list[str]) -> Iterable[str]:
    if words == ["-"]:
        return (one.strip() for one in sys.stdin if one.strip())
    return [" ".join(words)]


def _print_reply(reply: "Reply", *, as_json: bool) -> None:
    from handlers.cards import as_json as card_json
    from handlers.views.plain_text import plain

    if not as_json:
        tell(plain(reply.card))
    elif reply.problem is None:
        echo_json({"ok": True, "text": plain(reply.card), "card": card_json(reply.card)})
    else:
        error = {name: getattr(reply.problem, name) for name in ("code", "problem", "hint")}
        echo_json({"ok": False, "error": error})


def _exit_code(reply: "Reply") -> int:
    if reply.problem is None:
        return 0
    return UNEXPECTED if reply.problem.code == "common.unexpected" else REFUSED
