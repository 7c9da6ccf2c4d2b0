"""The clauses that minutes answer to, each as a conversation: who was together, who was asked, what is to change."""

import pytest

from handlers.cards import Table
from tests.desk import Desk, oslo

PARTIES = ("siva", "innovasjon-norge", "forskningsradet")


def held(desk: Desk, line: str, day: str, present: str) -> str:
    """Agder dates a meeting, convenes it, and says who was there on its day: the meeting's name."""
    assert desk.reply("agder", f"{line} {day}").ok
    ref = "R42-2026-H" if day.endswith("2026") else f"R42-2027-{'V' if 'vår' in line else 'H'}"
    assert desk.reply("agder", f"innkall {ref} bekreft").ok
    on, month, year = day.split(".")
    assert desk.reply("agder", f"til stede {ref}: {present}", at=f"{year}-{int(month):02}-{int(on):02} 14:00").ok
    return ref


def county_row(desk: Desk) -> tuple[str, ...]:
    table = next(block for block in desk.reply("ks", "status").card.body if isinstance(block, Table))
    return next(row for row in table.rows if row[0] == "Agder")


def test_s14_the_years_meetings_are_counted_from_the_minutes_with_who_was_there(desk: Desk) -> None:
    held(desk, "møte ny høst", "10.12.2026", "Siva, Innovasjon Norge, Forskningsrådet")
    assert county_row(desk)[3] == "1/2"
    desk.at = oslo("2027-01-04 10:00")
    held(desk, "møte ny vår", "15.4.2027", "Siva, Innovasjon Norge, Forskningsrådet")
    held(desk, "møte ny høst", "16.11.2027", "Innovasjon Norge, Forskningsrådet; forfall Siva")
    assert county_row(desk)[3] == "2/2 ▲ ikke samlet"
    assert "Siva" in desk.say("agder", "status")


def test_s14_a_corrected_attendance_counts_as_corrected(desk: Desk) -> None:
    ref = held(desk, "møte ny høst", "10.12.2026", "Siva, Innovasjon Norge")
    assert county_row(desk)[3] == "1/2 ▲ ikke samlet"
    desk.say("agder", f"til stede {ref}: Siva, Innovasjon Norge, Forskningsrådet")
    assert county_row(desk)[3] == "1/2"


@pytest.mark.parametrize(("said", "flagged"), [("ja", False), ("nei", True)])
def test_s20_the_spring_minutes_say_whether_the_partnership_was_there(desk: Desk, said: str, flagged: bool) -> None:  # noqa: FBT001 - a case
    desk.at = oslo("2027-01-04 10:00")
    ref = held(desk, "møte ny vår", "15.4.2027", "Siva, Innovasjon Norge, Forskningsrådet")
    assert "Partnerskapet står ikke som målgruppe" in desk.say("agder", f"møte vis {ref}")
    assert desk.reply("agder", f"referat endre partnerskap: {said}").ok
    assert ("Partnerskapet står ikke som målgruppe" in desk.say("agder", f"møte vis {ref}")) is flagged


def test_s21_the_autumn_form_asks_of_changes_and_not_of_the_partnership(desk: Desk) -> None:
    held(desk, "møte ny høst", "10.12.2026", "Siva")
    autumn = desk.reply("agder", "referat").card.form
    assert autumn is not None
    desk.at = oslo("2027-01-04 10:00")
    held(desk, "møte ny vår", "15.4.2027", "Siva")
    spring = desk.reply("agder", "referat").card.form
    assert spring is not None
    names = [{field.name for field in form.fields} & {"changes", "partnership"} for form in (autumn, spring)]
    assert names == [{"changes"}, {"partnership"}]


def test_s23_the_answer_stands_in_the_minutes_whichever_it_is(desk: Desk) -> None:
    ref = held(desk, "møte ny høst", "10.12.2026", "Siva, Innovasjon Norge, Forskningsrådet")
    assert "Behov for endringer i avtalen? Ikke besvart" in desk.say("agder", f"referat vis {ref}")
    assert desk.reply("agder", "referat endre behov: nei").ok
    assert "Behov for endringer i avtalen? Nei" in desk.say("siva", f"referat vis {ref}")
    desk.say("agder", f"referat send {ref} bekreft")
    for who in PARTIES:
        assert desk.reply(who, f"godkjenn {ref}").ok
    assert "Utarbeide neste versjon" not in desk.say("agder", "oppfølging")
