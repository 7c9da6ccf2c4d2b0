"""`hjelp`: every command in one line, or one command with an example."""

from collections.abc import Callable

from domain.errors import UserError
from domain.organisations import fold
from handlers.ask import Ask
from handlers.cards import Card, Facts, Note, Text
from handlers.registry import Command


def make_help(commands: Callable[[], tuple[Command, ...]]) -> Callable[[Ask], Card]:
    """The handler for `hjelp` over a list of commands."""

    def help_(ask: Ask) -> Card:
        if ask.words:
            return _one(ask, commands())
        rows = tuple(
            (ask.say(f"help.{command.key}.usage").split(" · ")[0], ask.say(f"help.{command.key}"))
            for command in commands()
        )
        return Card(
            title=ask.say("help.title"),
            body=(Text(ask.say("help.purpose")), Facts(rows), Note(ask.say("help.more"))),
            buttons=(ask.button("status", "status"), ask.button("mine", "mine")),
            language=ask.language,
        )

    return help_


def _one(ask: Ask, commands: tuple[Command, ...]) -> Card:
    wanted = fold(ask.words)
    found = [
        command
        for command in commands
        if any(fold(name) == wanted or fold(name).split()[0] == wanted for name in (command.name, *command.aliases))
    ]
    if not found:
        raise UserError("help.no-such", {"typed": ask.words[:40]})
    rows = tuple((ask.say(f"help.{command.key}.usage"), ask.say(f"help.{command.key}")) for command in found)
    return Card(title=ask.say("help.title-one", word=ask.words), body=(Facts(rows),), language=ask.language)
