"""`hjelp`: what one can ask for, by topic; one topic whole; one command with an example. `hei`: how to begin."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from domain.errors import UserError
from domain.organisations import fold
from handlers.cards import Block, Button, Card, Facts, Heading, Note, Text
from handlers.core.command import Command
from handlers.core.context import Ask
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


def make_help(commands: Callable[[], tuple[Command, ...]]) -> Callable[[Ask], Card]:
    """The handler for `hjelp` over a list of commands."""

    def help_(ask: Ask) -> Card:
        wanted = fold(ask.words)
        if not wanted:
            if ask.words:
                raise UserError("help.no-such", {"typed": ask.words[:40]})
            return _all(ask)
        topic = next((topic for topic in TOPICS if wanted in map(fold, topic.words)), None)
        return _topic(ask, topic) if topic else _one(ask, wanted, commands())

    return help_


def first_words(ask: Ask) -> Card:
    """The answer to «hei»: what this is, and the four things most people begin with."""
    return Card(
        title=ask.say("help.first-title"),
        body=(Text(ask.say("help.first-what")),),
        buttons=(
            ask.button("status", "status"),
            ask.button("mine", "mine"),
            ask.button("deadlines", "frister"),
            ask.button("help", "hjelp"),
        ),
        language=ask.language,
    )


def _all(ask: Ask) -> Card:
    """What is used most of each topic, and a button for the rest of it."""
    body: list[Block] = [Text(ask.say("help.purpose"))]
    for topic in TOPICS:
        body += [Heading(_name(ask, topic)), Facts(_rows(ask, topic.keys[: topic.first]))]
    return Card(
        title=ask.say("help.title"),
        body=(*body, Note(ask.say("help.more"))),
        buttons=tuple(Button(_name(ask, topic), f"hjelp {topic.words[0]}") for topic in TOPICS),
        language=ask.language,
    )


def _topic(ask: Ask, topic: Topic) -> Card:
    return Card(
        title=ask.say("help.title-one", word=_name(ask, topic)),
        body=(Facts(_rows(ask, topic.keys)),),
        buttons=(ask.button("help", "hjelp"),),
        language=ask.language,
    )


def _one(ask: Ask, wanted: str, commands: tuple[Command, ...]) -> Card:
    keys = [
        command.key
        for command in commands
        if any(fold(name) == wanted or fold(name).split()[0] == wanted for name in (command.name, *command.aliases))
    ]
    if not keys:
        raise UserError("help.no-such", {"typed": ask.words[:40]})
    return Card(
        title=ask.say("help.title-one", word=ask.words),
        body=(Facts(_rows(ask, keys)),),
        buttons=(ask.button("help", "hjelp"),),
        language=ask.language,
    )


def _name(ask: Ask, topic: Topic) -> str:
    return ask.say(f"help.topic-{topic.name}")


def _rows(ask: Ask, keys: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """What one wants, and what to type for it."""
    return tuple((capital(ask.say(f"help.{key}")), ask.say(f"help.{key}.usage")) for key in keys)
