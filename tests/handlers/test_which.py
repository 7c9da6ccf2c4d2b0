"""The bot's questions, «hvilket møte?», «hvilket oppfølgingspunkt?», carry their likeliest answers as buttons."""

import pytest

from tests.desk import Desk
from tests.handlers.talk_kit import buttons, offered, plan


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
