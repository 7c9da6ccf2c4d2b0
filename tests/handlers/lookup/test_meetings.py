"""Which meeting a name without a year means as time goes, and the dates that hints propose."""

import re
from datetime import date

import pytest

from domain.meetings.meetings import MeetingKind, Season, example_day, season_of
from handlers.views.plain_text import plain
from storage.setup.year import plan_ahead
from tests.desk import Desk, oslo


@pytest.fixture
def late(desk: Desk) -> Desk:
    """29 November 2027: Vestland's spring meeting never got a date, and next year's are in the plan."""
    desk.at = oslo("2027-11-29 10:00")
    plan_ahead(desk.store, desk.at)
    return desk


def told(desk: Desk, who: str, line: str) -> str:
    problem = desk.reply(who, line).problem
    assert problem is not None, line
    return f"{problem.problem} {problem.hint}"


def test_a_meeting_that_can_come_no_more_is_passed_over(late: Desk) -> None:
    assert "R46-2028-V" in late.say("vestland", "møte vis vårmøtet")
    assert "R46-2028-V" in told(late, "vestland", "innkall vårmøtet")
    assert "R46-2027-H" in late.say("ks", "møte vis vestland")
    assert "R46-2027-V" in late.say("vestland", "møte vis vårmøtet 2027")
    assert "R46-2027-V" in late.say("vestland", "møte vis R46-2027-V")


def test_a_meeting_of_the_half_year_we_are_in_still_counts(desk: Desk) -> None:
    assert "R46-2027-V" in desk.say("vestland", "møte vis vårmøtet", at="2027-06-30 10:00")


def test_the_only_one_there_is_is_meant(desk: Desk) -> None:
    assert "R46-2027-V" in desk.say("vestland", "møte vis vårmøtet", at="2027-07-05 10:00")


@pytest.mark.parametrize("today", ["2026-11-23", "2027-03-10", "2027-04-20", "2027-06-29", "2027-11-29"])
@pytest.mark.parametrize(
    ("who", "line"),
    [
        ("ks", "innkall nasjonalt vår"),
        ("ks", "innkall nasjonalt høst"),
        ("agder", "datovarsel vår"),
        ("agder", "innkall høst"),
        ("agder", "saksliste send høst"),
        ("agder", "møte flytt vår til fredag"),
        ("agder", "møte ny høst"),
        ("agder", "møte ny vår"),
        ("ks", "møte ny styringsgruppe"),
        ("ks", "møte ny"),
        ("ks", "møte ny Tull"),
    ],
)
def test_a_proposed_date_can_be_typed(desk: Desk, today: str, who: str, line: str) -> None:
    """No example lies behind, falls on a holiday, or is outside the half-year it is proposed for."""
    desk.at = oslo(f"{today} 10:00")
    plan_ahead(desk.store, desk.at)
    reply = desk.reply(who, line)
    text = plain(reply.card) if reply.ok else told(desk, who, line)
    days = [date(int(year), int(month), int(day)) for day, month, year in re.findall(r"\b(\d+)\.(\d+)\.(\d{4})", text)]
    if line != "møte ny":
        assert days, text
    for day in days:
        assert day > desk.at.date(), text
    for ref in re.findall(r"[NR][\d]*-(\d{4})-([VH])", text):
        season = Season.SPRING if ref[1] == "V" else Season.AUTUMN
        assert {(one.year, season_of(one)) for one in days} == {(int(ref[0]), season)}, text


def test_an_example_is_a_working_day_left_in_the_half_year(desk: Desk) -> None:
    with desk.store.read(desk.at) as snapshot:
        calendar = snapshot.rules.calendar
    autumn = (MeetingKind.REGIONAL, Season.AUTUMN, 2027)
    assert example_day(*autumn, date(2027, 1, 1), calendar) == date(2027, 11, 16)
    assert example_day(*autumn, date(2027, 11, 19), calendar) == date(2027, 11, 22)
    assert example_day(*autumn, date(2027, 12, 31), calendar) is None


def test_a_half_year_that_is_over_is_said(late: Desk) -> None:
    said = "R46-2027-V fikk ingen dato, og halvåret er over."
    said_nynorsk = "R46-2027-V fekk ingen dato, og halvåret er over."
    assert said in told(late, "ks", "innkall R46-2027-V")
    assert said_nynorsk in told(late, "vestland", "innkall vårmøtet 2027")
    assert said_nynorsk in told(late, "vestland", "møte ny R46-2027-V")


def test_the_hint_of_a_form_lies_in_its_half_year(desk: Desk) -> None:
    form = desk.reply("agder", "møte ny R42-2027-H").card.form
    assert form is not None
    assert form.fields[0].hint == "Skriv som du pleier, for eksempel 16.11.2027"
