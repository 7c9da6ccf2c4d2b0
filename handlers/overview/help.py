"""`hjelp`: what one can ask for, by topic; one topic whole; one command with an example. `hei`: how to begin."""

from collections.abc import Callable, Iterable

from domain.errors import UserError
from domain.organisations import fold
from handlers.cards import Block, Button, Card, Facts, Heading, Note, Text
from handlers.core.command import Command, Topic
from handlers.core.context import CommandContext
from handlers.core.wording import capital


def make_help(commands: Callable[[], tuple[Command, ...]]) -> Callable[[CommandContext], Card]:
    """The handler for `hjelp` over a list of commands. It raises UserError when the words name no command."""

    def help_(context: CommandContext) -> Card:
        wanted = fold(context.words)
        if not wanted:
            if context.words:
                raise UserError("help.no-such", {"typed": context.words[:40]})
            return _all(context, commands())
        topic = next((topic for topic in Topic if wanted in map(fold, topic.words)), None)
        return _topic(context, topic, commands()) if topic else _one(context, wanted, commands())

    return help_


def first_words(context: CommandContext) -> Card:
    """The answer to «hei»: what this is, and the four things most people begin with."""
    return Card(
        title=context.say("help.first-title"),
        body=(Text(context.say("help.first-what")),),
        buttons=(
            context.button("status", "status"),
            context.button("mine", "mine"),
            context.button("deadlines", "frister"),
            context.button("help", "hjelp"),
        ),
        language=context.language,
    )


def _all(context: CommandContext, commands: Iterable[Command]) -> Card:
    """What is used most of each topic, and a button for the rest of it."""
    body: list[Block] = [Text(context.say("help.purpose"))]
    for topic in Topic:
        body += [Heading(_name(context, topic)), Facts(_rows(context, _of(topic, commands)[: topic.shown]))]
    return Card(
        title=context.say("help.title"),
        body=(*body, Note(context.say("help.more"))),
        buttons=tuple(Button(_name(context, topic), f"hjelp {topic.words[0]}") for topic in Topic),
        language=context.language,
    )


def _topic(context: CommandContext, topic: Topic, commands: Iterable[Command]) -> Card:
    return Card(
        title=context.say("help.title-one", word=_name(context, topic)),
        body=(Facts(_rows(context, _of(topic, commands))),),
        buttons=(context.button("help", "hjelp"),),
        language=context.language,
    )


def _one(context: CommandContext, wanted: str, commands: tuple[Command, ...]) -> Card:
    meant = [
        command
        for command in commands
        if any(fold(name) == wanted or fold(name).split()[0] == wanted for name in (command.name, *command.aliases))
    ]
    if not meant:
        raise UserError("help.no-such", {"typed": context.words[:40]})
    return Card(
        title=context.say("help.title-one", word=context.words),
        body=(Facts(_rows(context, meant)),),
        buttons=(context.button("help", "hjelp"),),
        language=context.language,
    )


def _name(context: CommandContext, topic: Topic) -> str:
    return context.say(f"help.topic-{topic.key}")


def _of(topic: Topic, commands: Iterable[Command]) -> list[Command]:
    """A topic's commands: the ranked ones first, the others in the order of the table."""
    own = [command for command in commands if command.topic is topic]
    ranked = sorted((command for command in own if command.rank), key=lambda command: command.rank)
    return [*ranked, *(command for command in own if not command.rank)]


def _rows(context: CommandContext, commands: Iterable[Command]) -> tuple[tuple[str, str], ...]:
    """What one wants, and what to type for it."""
    return tuple((capital(context.say(command.summary)), context.say(command.usage)) for command in commands)
