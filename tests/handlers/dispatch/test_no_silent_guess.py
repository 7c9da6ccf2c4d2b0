"""What isn't understood is refused, never guessed away; what has been said to people stays true."""

import pytest
from sqlmodel import select

from storage.tables import MeetingRow
from tests.collecting_chat import Office
from tests.desk import Desk


@pytest.fixture
def convened(desk: Desk) -> Desk:
    """Agder's spring meeting has been convened."""
    desk.say("agder", "møte ny vår 15.4.2027 kl. 10")
    assert desk.reply("agder", "innkall vår bekreft").ok
    return desk


@pytest.mark.parametrize(
    ("who", "line"),
    [
        ("agder", "innkall vår til alle bekreft"),
        ("agder", "datovarsel vår og høst bekreft"),
        ("agder", "møte avlys vår nei vent bekreft"),
        ("agder", "møte vis agder vår og vestland"),
        ("agder", "saksliste vår i fjor"),
        ("agder", "oppfølging ny Innovasjon Norge og Siva: noe innen 1.12"),
        ("agder", "oppfølging ny Siva, Innovasjon Norge: noe innen 1.12"),
        ("agder", "rutiner datovarsel 20"),
        ("agder", "møte sendt vår saksdokumenter 1.1.2020"),
        ("ks", "møte ny nasjonalt vår 20.11.2026"),
        ("agder", "møte flytt vår til 20.11.2026"),
    ],
)
def test_half_understood_is_refused(desk: Desk, who: str, line: str) -> None:
    desk.say("agder", "møte ny vår 15.4.2027")
    reply = desk.reply(who, line)
    assert reply.problem is not None, reply.card.title
    assert reply.problem.hint


def test_a_word_that_leads_to_a_date_is_the_dates(desk: Desk) -> None:
    assert "Tirsdag 24. november 2026" in desk.say("ks", "møte ny styringsgruppe i morgen")
    assert "Mandag 7. desember 2026" in desk.say("ks", "meeting new steering group in two weeks")


def test_another_hour_or_place_is_told_to_all_who_know(convened: Desk) -> None:
    office = Office(convened)
    office.turn()
    assert "3 parter har fått endringsvarsel" in convened.say("agder", "møte endre vår kl. 12; sted: Arendal")
    told = office.turn()
    assert {post.room for post in told} == {"innovasjon-norge", "siva", "forskningsradet"}
    assert all("kl. 12.00" in post.text and "Arendal" in post.text for post in told)
    convened.say("agder", "møte flytt vår til 15.4.2027 kl. 14")
    assert all("kl. 14.00" in post.text for post in office.turn())
    convened.say("agder", "møte endre vår tema: Kraft")
    assert office.turn() == []  # the theme is no reason to write to everybody


def test_an_invitation_to_a_cancelled_meeting_is_not_sent(desk: Desk) -> None:
    office = Office(desk)
    desk.say("agder", "møte ny vår 15.4.2027")
    desk.say("agder", "datovarsel vår bekreft")
    desk.say("agder", "møte avlys vår bekreft")
    assert [post.card.title for post in office.turn()] == ["Avlyst: regionalt vårmøte i Agder 2027"] * 3
    assert "15.4.2027" not in desk.say("ks", "status")  # nor shown as going ahead


def test_a_held_meeting_is_not_changed(desk: Desk) -> None:
    desk.say("agder", "møte holdt høst 12.11.2026 til stede Siva")
    assert not desk.reply("agder", "møte endre R42-2026-H sted: Bergen").ok
    with desk.store.read(desk.at) as snapshot:
        assert set(snapshot.session.exec(select(MeetingRow.place))) == {""}


def test_a_late_invitation_asks_for_nothing_by_a_day_that_has_passed(desk: Desk) -> None:
    desk.say("ks", "møte ny styringsgruppe 2.12.2026")
    text = desk.say("ks", "innkall styringsgruppe")
    assert "Frist for innspill" not in text
    assert "Frist for påmelding: fredag 27. november 2026" in text


def test_whoever_loses_a_follow_up_is_told(desk: Desk) -> None:
    office = Office(desk)
    desk.say("agder", "oppfølging ny Siva: levere skisse innen 15.12")
    desk.say("agder", "oppfølging endre O-1 ansvarlig: Forskningsrådet")
    assert {post.room: post.card.title for post in office.turn()} == {
        "siva": "O-1 levere skisse er flyttet til Forskningsrådet",
        "forskningsradet": "Nytt oppfølgingspunkt fra Agder",
    }
