"""`hjelp`: short, by topic, each topic whole."""

import pytest

from handlers.commands import COMMANDS
from handlers.core.command import Topic
from handlers.texts import say
from tests.desk import Desk


def test_help_is_short_and_by_topic(desk: Desk) -> None:
    said = desk.say("agder", "hjelp")
    for heading in ("Oversikt", "Møter", "Saksliste", "Referat", "Oppfølging", "Avtale", "Roller og oppsett"):
        assert f"\n{heading}\n" in said
    assert "nytt møte nasjonalt vår" in said
    assert "møte ny " not in said
    assert len(desk.reply("agder", "hjelp").card.body) == 2 + 2 * len(Topic)


def test_every_command_is_in_one_topic(desk: Desk) -> None:
    told = [desk.say("agder", f"hjelp {topic.words[0]}") for topic in Topic]
    for command in COMMANDS:
        usage = say("nb", command.usage)
        assert sum(f"{usage}\n" in f"{page}\n" for page in told) == 1, command.name


@pytest.mark.parametrize("topic", Topic)
def test_what_is_used_most_of_a_topic_has_its_place(topic: Topic) -> None:
    ranks = sorted(command.rank for command in COMMANDS if command.topic is topic and command.rank)
    assert ranks == list(range(1, len(ranks) + 1))
    assert len(ranks) >= topic.shown


@pytest.mark.parametrize("word", ["møte", "møter", "meetings"])
def test_help_on_a_topic_is_all_of_it(desk: Desk, word: str) -> None:
    said = desk.say("agder", f"hjelp {word}")
    for line in ("innkall N-2027-V", "datovarsel N-2027-V", "møte flytt R42-2027-V", "rutiner"):
        assert line in said


def test_each_topic_is_a_press_away(desk: Desk) -> None:
    card = desk.reply("vestland", "hjelp").card
    assert len(card.buttons) == len(Topic)
    for button in card.buttons:
        assert desk.reply("vestland", button.line).card.title == f"Hjelp: {button.label}"
    assert "ferdig O-12" in desk.say("agder", "hjelp ferdig")
