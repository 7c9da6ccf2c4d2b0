"""`hjelp`: short, by topic, each topic whole."""

import pytest

from handlers.commands import COMMANDS
from handlers.overview.help import TOPICS
from tests.desk import Desk


def test_help_is_short_and_by_topic(desk: Desk) -> None:
    said = desk.say("agder", "hjelp")
    for heading in ("Oversikt", "Møter", "Saksliste", "Referat", "Oppfølging", "Avtale", "Roller og oppsett"):
        assert f"\n{heading}\n" in said
    assert "nytt møte nasjonalt vår" in said
    assert "møte ny " not in said
    assert len(desk.reply("agder", "hjelp").card.body) == 2 + 2 * len(TOPICS)


def test_every_command_is_in_one_topic() -> None:
    keys = [key for topic in TOPICS for key in topic.keys]
    assert sorted(keys) == sorted(command.key for command in COMMANDS)


@pytest.mark.parametrize("word", ["møte", "møter", "meetings"])
def test_help_on_a_topic_is_all_of_it(desk: Desk, word: str) -> None:
    said = desk.say("agder", f"hjelp {word}")
    for line in ("innkall N-2027-V", "datovarsel N-2027-V", "møte flytt R42-2027-V", "rutiner"):
        assert line in said


def test_each_topic_is_a_press_away(desk: Desk) -> None:
    card = desk.reply("vestland", "hjelp").card
    assert len(card.buttons) == len(TOPICS)
    for button in card.buttons:
        assert desk.reply("vestland", button.line).card.title == f"Hjelp: {button.label}"
    assert "ferdig O-12" in desk.say("agder", "hjelp ferdig")
