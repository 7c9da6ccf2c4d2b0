"""The bot's questions, «hvilket møte?», «hvilket oppfølgingspunkt?», carry their likeliest answers as buttons."""

import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from bot.app import open_store
from handlers.commands import COMMANDS as TABLE
from handlers.core.command import Command, FollowUpChoices, MeetingChoices
from handlers.setup.demo import load_demo
from storage.setup.demo import demo_clock
from storage.unit_of_work.unit import Rules
from tests.desk import Desk
from tests.handlers.dispatch.talk_kit import buttons, offered, plan
from tests.made_once import made_once


@pytest.fixture
def planned(desk: Desk) -> Desk:
    return plan(desk)


@pytest.mark.parametrize(
    ("who", "line", "first"),
    [
        ("agder", "innkall", "innkall R42-2027-V"),
        ("agder", "datovarsel", "datovarsel R42-2027-V"),
        ("agder", "flytt", "flytt R42-2027-V"),
        ("agder", "møte avlys", "møte avlys R42-2027-V"),
        ("ks", "innkall", "innkall N-2027-V"),
        ("siva", "møte", "møte N-2027-V"),
        ("agder", "møte", "møte N-2027-V"),
    ],
)
def test_which_meeting_is_asked_with_the_next_ones_as_buttons(planned: Desk, who: str, line: str, first: str) -> None:
    reply = planned.reply(who, line)
    lines = offered(reply)
    assert lines[0] == first
    assert len(lines) <= 4
    assert reply.problem
    assert f"«{line} vårmøtet i Agder»" in reply.problem.hint
    answer = planned.reply(who, lines[0])
    assert answer.ok or (answer.problem and answer.problem.code == "meetings.date-missing"), lines[0]
    assert all(label.startswith(("Regionalt", "Nasjonalt")) for label in buttons(reply.card))


def test_the_one_who_gives_comments_is_asked_about_drafts(desk: Desk) -> None:
    for county in ("agder", "rogaland"):
        assert desk.reply(county, "møte holdt høst 12.11.2026 til stede Siva").ok
        assert desk.reply(county, "referat send høst bekreft").ok
    for line in ("merknad", "godkjenn"):
        assert sorted(offered(desk.reply("siva", line))) == [f"{line} R11-2026-H", f"{line} R42-2026-H"]


def test_which_follow_up_is_asked_with_the_open_ones_as_buttons(planned: Desk) -> None:
    for line in ("ferdig", "utsett", "tar-den"):
        reply = planned.reply("siva", line)
        assert buttons(reply.card) == {"O-1 levere skisse": f"{line} O-1"}
        assert reply.problem
        assert f"«{line} O-12»" in reply.problem.hint
    assert offered(planned.reply("agder", "bortfall")) == ["bortfall O-1"]
    assert offered(planned.reply("agder", "purr")) == ["purr O-1"]
    assert offered(planned.reply("siva", "slumre")) == ["slumre O-1"]
    assert planned.reply("rogaland", "ferdig").card.buttons == ()
    assert planned.press("siva", planned.reply("siva", "ferdig").card, "O-1 levere skisse").ok


# -- no choice is refused ----------------------------------------------------------------------------------------------

READERS = ("ks", "agder", "agder:member", "midtvik", "midtvik:member", "siva", "siva:member", "vestland")
COMMANDS = (
    "møte", "saksliste", "møte endre", "møte flytt", "møte avlys", "møte holdt", "møte sendt", "datovarsel", "innkall",
    "saksliste send", "referat", "referat vis", "referat skriv", "referat lim", "referat send", "referat rett",
    "referat forskjell", "referat endre", "til stede", "forfall", "merknad", "besvar", "godkjenn", "purr", "slumre",
    "utsett", "tar-den", "trenger-hjelp", "ikke-min", "bortfall", "oppfølging endre", "ferdig",
)  # fmt: skip
ASKS_FOR_MORE = {
    "meetings.date-missing", "meetings.step-missing", "meetings.attendance-missing", "minutes.answer-needs",
    "minutes.change-which", "followups.lapse-reason", "followups.change-needs", "minutes.line-empty",
}  # fmt: skip
"""What a choice may lead to besides its deed: the question for what the command takes after the name."""


@pytest.fixture(scope="session")
def november_template(tmp_path_factory: pytest.TempPathFactory, furnished_template: Path, rules: Rules) -> Path:
    """The demo data in November, with one meeting dated besides, and one that has been held and is being written up."""

    def make(path: Path) -> None:
        shutil.copyfile(furnished_template, path)
        with closing(open_store(f"sqlite:///{path}", rules)) as store:
            desk = Desk(store, demo_clock())
            assert load_demo(store, desk.at)
            for who, line in (
                ("agder", "møte ny vår 15.4.2027"),
                ("agder", "oppfølging ny Siva: levere skisse innen 15.12"),
                ("rogaland", "møte holdt høst 12.11.2026 til stede Siva"),
            ):
                assert desk.reply(who, line).ok

    return made_once(tmp_path_factory, "november.db", make)


@pytest.fixture
def november(november_template: Path, copied_desk: Callable[[Path], Desk]) -> Desk:
    desk = copied_desk(november_template)
    desk.at = demo_clock()
    return desk


@pytest.mark.parametrize("who", READERS)
def test_no_choice_is_refused(november: Desk, who: str) -> None:
    refused = []
    for command in COMMANDS:
        for line in _choices(november, who, command):
            problem = november.reply(who, line).problem
            if problem is not None and problem.code not in ASKS_FOR_MORE:
                refused.append((line, problem.code))
    assert refused == []


QUESTIONS = {"meetings.which": MeetingChoices, "followups.which": FollowUpChoices, "nudge.which": FollowUpChoices}


@pytest.mark.parametrize("command", TABLE, ids=lambda command: command.name)
def test_who_asks_which_says_what_it_offers(november: Desk, command: Command) -> None:
    replies = [november.reply(who, command.name) for who in READERS]
    asked = {reply.problem.code for reply in replies if reply.problem} & QUESTIONS.keys()
    assert {QUESTIONS[code] for code in asked} == ({type(command.offers)} if command.offers else set())


@pytest.mark.parametrize(
    ("command", "refs"),
    [
        ("innkall", ["R42-2027-V"]),
        ("datovarsel", ["R42-2027-V"]),
        ("møte flytt", ["R42-2027-V"]),
        ("møte avlys", ["R42-2027-V", "R42-2027-H"]),
        ("til stede", []),  # of meetings still to come nobody was present
        ("forfall", []),
        ("referat lim", []),
        ("referat send", []),
    ],
)
def test_meetings_are_offered_to_who_manages_them_and_to_nobody_else(
    november: Desk, command: str, refs: list[str]
) -> None:
    assert _choices(november, "agder", command) == [f"{command} {ref}" for ref in refs]
    assert _choices(november, "agder:member", command) == []


def test_comments_are_answered_where_there_are_any(november: Desk) -> None:
    assert november.reply("rogaland", "referat send R11-2026-H bekreft").ok
    assert _choices(november, "rogaland", "besvar") == []
    assert november.reply("siva", "merknad R11-2026-H tallene stemmer ikke").ok
    assert _choices(november, "rogaland", "besvar") == ["besvar R11-2026-H"]


def test_others_are_nudged_and_once_a_day(november: Desk) -> None:
    assert _choices(november, "midtvik", "purr") == ["purr O-7", "purr O-2"]  # O-5 and O-6 are its own
    assert november.reply("midtvik", "purr O-2").ok
    assert _choices(november, "midtvik", "purr") == ["purr O-7"]


def _choices(desk: Desk, who: str, command: str) -> list[str]:
    return [button.line for button in desk.reply(who, command).card.buttons if button.line.startswith(f"{command} ")]
