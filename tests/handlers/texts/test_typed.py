"""What a text tells people to type is understood, and is in the reader's language."""

import re

import pytest

from domain.calendar import WorkCalendar
from domain.dates.parse import DateContext, parse_date
from domain.errors import UserError
from domain.meetings.steps import BY_WORD
from domain.organisations import REFERENCE, Kind, fold
from handlers.agreements.fields import WORDS as FIELD_WORDS
from handlers.commands import COMMANDS, REGISTRY
from handlers.core.meeting_words import read_meeting_words
from handlers.meetings.change import _FIELDS
from handlers.meetings.day_and_time import read_time
from handlers.texts import LANGUAGES, say
from tests.handlers.texts.kit import _CONCERNS, FREE, TODAY, TRANSLATIONS, catalogue, drawn

_QUOTED = re.compile(r"«([^»]*)»|“([^”]*)”")
CONTEXT = DateContext(TODAY, WorkCalendar())
COUNTIES = [one for one in REFERENCE if one.kind is Kind.COUNTY]
META = {"som", "as", "klokke", "clock", "hjelp", "help", "avbryt", "cancel"}
"""The terminal's own words; `bot/terminal/conversation.py` and `bot/terminal/forms.py` know them."""
FOLLOW_UP_FIELDS = ("tekst", "text", "frist", "due", "ansvarlig", "ansvarleg", "owner")


def command_of(line: str) -> str:
    """The key of the command a line begins with, by its whole name; nothing when it begins with none."""
    try:
        found = REGISTRY.find(line)
    except UserError:
        return ""
    said = fold(line)
    names = (fold(name) for command in COMMANDS for name in (command.name, *command.aliases))
    handing = (
        one
        for one in COMMANDS
        if one.delegates_to and one.delegates_to(found.words, lambda: REFERENCE) == found.command.name
    )
    names = (fold(name) for one in (found.command, *handing) for name in (one.name, *one.aliases, *one.spoken))
    return found.command.key if any(f"{said} ".startswith(f"{name} ") for name in names) else ""


def readable(quote: str) -> bool:
    """Whether a program or a person can do something with what is quoted: a command, a date, a meeting, a field."""
    quote = quote.removeprefix("/samhandling ").removesuffix("…").strip()
    if quote == FREE or command_of(quote):
        return True
    if quote.startswith(":"):
        return fold(quote.split()[0]) in META
    for read in (lambda: parse_date(quote, CONTEXT), lambda: read_time(quote)):
        try:
            read()
        except UserError:
            continue
        return True
    name, colon, _ = quote.partition(":")
    own = {word for words in FIELD_WORDS.values() for word in words}
    if colon and name.casefold() in (*_FIELDS, *FOLLOW_UP_FIELDS, *own, "time", "tid"):
        return True
    called = read_meeting_words(quote, COUNTIES)
    return called.anything and not called.rest


def quotes(language: str, name: str) -> set[str]:
    return {found[1] or found[2] for text in drawn(language, name) for found in _QUOTED.finditer(text)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_quoted_is_understood(language: str) -> None:
    odd = {
        name: sorted(quote for quote in quotes(language, name) if not readable(quote)) for name in catalogue(language)
    }
    assert {name: found for name, found in odd.items() if found} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_example_is_of_its_command(language: str) -> None:
    for command in COMMANDS:
        for line in say(language, command.usage).split(" · "):
            assert command_of(line) == command.key, line


OWN_WORDS = {
    "nn": {
        "frister": "fristar", "utsett": "utset", "trenger-hjelp": "treng-hjelp", "ikke-min": "ikkje-min",
        "tar-den": "tek-den", "rutiner": "rutinar", "hvem-er-jeg": "kven-er-eg", "møte holdt": "møte halde",
        "innkall": "kall inn", "roller koble": "roller kople", "rolle koble": "rolle kople",
    },
    "en": {
        command.name: "" for command in COMMANDS if command.name not in ("status", "import")
    },
}  # fmt: skip
"""Commands that have a word of their own in a language: nobody is told another language's."""


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_commands_are_named_in_the_readers_language(language: str) -> None:
    foreign = [fold(name) for name in OWN_WORDS[language]]
    for name in catalogue(language):
        lines = drawn(language, name)[0].split(" · ") if name.endswith(".usage") else quotes(language, name)
        for line in lines:
            said = f"{fold(line)} "
            assert not any(said.startswith(f"{word} ") for word in foreign), f"{name}: {line}"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["meetings.step-missing", "meetings.step-unknown"])
def test_each_step_that_is_named_can_be_typed(language: str, name: str) -> None:
    listed = drawn(language, f"{name}.hint")[0].rstrip(".").rsplit(": ", 1)[1].split(", ")
    steps = {BY_WORD[fold(word.split()[0])] for word in listed}
    assert len(listed) == len(steps) == len(set(BY_WORD.values()))


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_clause_flagged_is_said_the_same_way(language: str) -> None:
    """The card of a held meeting looks for «§ 2)» among its flags."""
    for concern in _CONCERNS:
        assert "(§ 2.1)" in drawn(language, f"meetings.concern-{concern}")[0]
