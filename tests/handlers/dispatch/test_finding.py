"""Finding a command: whoever says it whole is understood by the table alone, before anything is looked up."""

from collections.abc import Iterable

import pytest

from domain.organisations import REFERENCE, Organisation
from handlers.commands import COMMANDS, REGISTRY
from handlers.core.command import Command
from handlers.texts import LANGUAGES, say


class LookedUpError(Exception):
    """A name was looked up."""


def _nobody() -> Iterable[Organisation]:
    raise LookedUpError


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_a_whole_command_is_found_without_a_name(command: Command) -> None:
    for language in LANGUAGES:
        for line in say(language, command.usage).split(" · "):
            assert REGISTRY.find(line, _nobody).command is REGISTRY.find(line).command, line


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("status for Agder", "status"),
        ("frister for Agder", "frister"),
        ("referat fra høstmøtet i Agder", "referat"),
        ("oppfølging ny Agder 1/26 Siva: levere skisse innen 15.12", "oppfølging ny"),
        ("vedtak kraftnett Agder 2026", "vedtak"),
        ("vedtak R42-2026-H 1/26 Siva leverer skisse", "vedta"),
        ("vedtak endre V-1/26: Siva leverer", "endre vedtak"),
    ],
)
def test_nor_is_whose_thing_it_is(line: str, name: str) -> None:
    assert REGISTRY.find(line, _nobody).command.name == name


def test_a_name_before_a_number_is_looked_up() -> None:
    asked = []

    def organisations() -> Iterable[Organisation]:
        asked.append("names")
        return REFERENCE

    assert REGISTRY.find("vedtak Agder 1/26 Siva leverer skisse", organisations).command.name == "vedta"
    assert asked == ["names"]
