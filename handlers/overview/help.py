"""`hjelp`: what one can ask for, by topic; one topic whole; one command with an example. `hei`: how to begin."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from domain.errors import UserError
from domain.organisations import fold
from handlers.cards import Block, Button, Card, Facts, Heading, Note, Text
from handlers.core.command import Command
from handlers.core.context import CommandContext
from handlers.core.wording import capital


@dataclass(frozen=True, slots=True)
class Topic:
    """Commands that belong together. keys: of the commands, what is used most first; `hjelp` shows `first` of them.

    words: what the topic is called when one asks for it, in any of the languages.
    """

    name: str
    words: tuple[str, ...]
    first: int
    keys: tuple[str, ...]


TOPICS = (
    Topic("overview", ("oversikt", "oversyn", "overview"), 3, ("status", "mine", "deadlines", "year", "about")),
    Topic(
        "meetings", ("møter", "møte", "møtet", "møtene", "meeting", "meetings"), 3,
        (
            "meeting-new", "meeting-show", "convene", "save-the-date", "meeting-change", "meeting-move",
            "meeting-cancel", "meeting-held", "meeting-sent", "routines",
        ),
    ),
    Topic(
        "agenda", ("saksliste", "sakslista", "sakslister", "agenda", "agendas"), 2,
        (
            "agenda", "agenda-new", "agenda-internal", "agenda-change", "agenda-move", "agenda-remove",
            "agenda-exempt", "agenda-send",
        ),
    ),
    Topic(
        "minutes", ("referat", "referatet", "referater", "minutes"), 3,
        (
            "minutes", "minutes-send", "decisions", "minutes-show", "minutes-write", "minutes-present",
            "minutes-absent", "decision-new", "decision-change", "decision-withdraw", "minutes-text",
            "minutes-outcome", "minutes-change", "minutes-paste", "minutes-comment", "minutes-answer",
            "minutes-approve-own", "minutes-approve", "minutes-correct", "minutes-compare",
        ),
    ),
    Topic(
        "follow-ups", ("oppfølging", "oppfølginger", "oppfølgingar", "followup", "follow-up", "follow-ups"), 3,
        (
            "follow-up-new", "done", "postpone", "follow-up-show", "accept", "help-wanted", "not-mine",
            "follow-up-note", "follow-up-change", "follow-up-lapse", "nudge", "snooze", "imports", "import-undo",
        ),
    ),
    Topic(
        "agreement", ("avtale", "avtalen", "avtaler", "agreement", "agreements"), 2,
        (
            "agreement", "measure-report", "measure-show", "agreement-new", "agreement-goal", "agreement-measure",
            "agreement-change", "agreement-remove", "agreement-status", "agreement-sheet",
        ),
    ),
    Topic(
        "roles", ("roller", "rolle", "role", "roles"), 2,
        (
            "roles", "who-am-i", "roles-ask", "roles-approve", "roles-decline", "roles-grant", "roles-end",
            "roles-link", "channel", "language", "first-words", "help",
        ),
    ),
)  # fmt: skip
"""Every command is in one of them."""


def make_help(commands: Callable[[], tuple[Command, ...]]) -> Callable[[CommandContext], Card]:
    """The handler for `hjelp` over a list of commands."""

    def help_(context: CommandContext) -> Card:
        wanted = fold(context.words)
        if not wanted:
            if context.words:
                raise UserError("help.no-such", {"typed": context.words[:40]})
            return _all(context)
        topic = next((topic for topic in TOPICS if wanted in map(fold, topic.words)), None)
        return _topic(context, topic) if topic else _one(context, wanted, commands())

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


def _all(context: CommandContext) -> Card:
    """What is used most of each topic, and a button for the rest of it."""
    body: list[Block] = [Text(context.say("help.purpose"))]
    for topic in TOPICS:
        body += [Heading(_name(context, topic)), Facts(_rows(context, topic.keys[: topic.first]))]
    return Card(
        title=context.say("help.title"),
        body=(*body, Note(context.say("help.more"))),
        buttons=tuple(Button(_name(context, topic), f"hjelp {topic.words[0]}") for topic in TOPICS),
        language=context.language,
    )


def _topic(context: CommandContext, topic: Topic) -> Card:
    return Card(
        title=context.say("help.title-one", word=_name(context, topic)),
        body=(Facts(_rows(context, topic.keys)),),
        buttons=(context.button("help", "hjelp"),),
        language=context.language,
    )


def _one(context: CommandContext, wanted: str, commands: tuple[Command, ...]) -> Card:
    keys = [
        command.key
        for command in commands
        if any(fold(name) == wanted or fold(name).split()[0] == wanted for name in (command.name, *command.aliases))
    ]
    if not keys:
        raise UserError("help.no-such", {"typed": context.words[:40]})
    return Card(
        title=context.say("help.title-one", word=context.words),
        body=(Facts(_rows(context, keys)),),
        buttons=(context.button("help", "hjelp"),),
        language=context.language,
    )


def _name(context: CommandContext, topic: Topic) -> str:
    return context.say(f"help.topic-{topic.name}")


def _rows(context: CommandContext, keys: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """What one wants, and what to type for it."""
    return tuple((capital(context.say(f"help.{key}")), context.say(f"help.{key}.usage")) for key in keys)
