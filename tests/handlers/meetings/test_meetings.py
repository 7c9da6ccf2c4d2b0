"""Meetings as conversations: set up, named in many ways, changed, moved, called off, convened, held, written up."""

from datetime import date, time
from typing import TypeVar

import pytest
from sqlmodel import select

from domain.meetings.steps import State, Step
from handlers.cards import Card, Form, Item, Reply, Table
from handlers.views.plain_text import plain
from storage.tables import AttendanceRow, DutyRow, MeetingRow, MessageRow, Row, StepRow
from storage.unit_of_work.store import Store
from tests.audit_log import entries_of
from tests.collecting_chat import Office
from tests.desk import Desk

OneRow = TypeVar("OneRow", bound=Row)


def rows(store: Store, kind: type[OneRow]) -> list[OneRow]:
    with store.transaction() as session:
        return list(session.exec(select(kind)))


def meeting(desk: Desk, ref: str) -> MeetingRow:
    return next(row for row in rows(desk.store, MeetingRow) if row.ref == ref)


def open_duties(desk: Desk, ref: str) -> dict[tuple[str, str], date]:
    """(step, owner) → due of what is still to be done about a meeting."""
    id_ = meeting(desk, ref).id
    return {
        (row.kind, row.owner): row.due
        for row in rows(desk.store, DutyRow)
        if (row.subject_kind, row.subject_id, row.done_on) == ("meeting", id_, None)
    }


def refused(reply: Reply) -> str:
    assert reply.problem is not None, plain(reply.card)
    return f"{reply.problem.problem} {reply.problem.hint}"


def form_of(card: Card) -> Form:
    assert card.form is not None
    return card.form


# -- setting up --------------------------------------------------------------------------------------------------------


def test_a_national_year_from_first_steps_to_approved_minutes(any_desk: Desk) -> None:
    desk = any_desk
    first = desk.reply("ks", "status")
    assert "Her er det første å gjøre" in plain(first.card)
    form = form_of(desk.press("ks", first.card, "Sett dato").card)
    dated = desk.form("ks", form.line, date="9.3.2027")
    assert "Nasjonalt vårmøte 2027 er satt til tirsdag 9. mars 2027." in plain(dated.card)
    assert "(uke 10, om 106 dager)" in plain(dated.card)

    preview = desk.press("ks", dated.card, "Send datovarsel")
    assert "18 mottakere" in plain(preview.card)
    assert desk.press("ks", preview.card, "Send datovarsel").ok
    desk.say("ks", "innkall N-2027-V bekreft", at="2027-01-26 10:00")
    desk.say("ks", "møte sendt N-2027-V saksdokumenter", at="2027-02-23 10:00")
    desk.say("ks", "møte holdt N-2027-V til stede KS, Agder, Siva", at="2027-03-09 17:00")
    assert meeting(desk, "N-2027-V").state == "held"
    desk.say("ks", "møte sendt N-2027-V referatutkast", at="2027-03-16 10:00")
    assert ("comment", "agder") in open_duties(desk, "N-2027-V")
    assert "Registrert: ingen merknader fra Agder" in desk.say("agder", "møte sendt N-2027-V merknader")
    desk.say("ks", "møte sendt N-2027-V godkjent", at="2027-04-06 10:00")
    assert meeting(desk, "N-2027-V").state == "approved"
    assert open_duties(desk, "N-2027-V") == {}
    assert "alt godkjent" in refused(desk.reply("ks", "møte holdt N-2027-V til stede KS"))


@pytest.mark.parametrize(
    "line",
    [
        "møte ny nasjonalt vår 9.3.2027 kl. 10",
        "MØTE NY Nasjonalt Vår 9. mars 2027 kl 10.00",
        "mote ny nasjonalt var 9.3.27 kl. 10",
        "moete ny N-2027-V 9/3 kl. 10",
        "møte nytt nasjonalt vårmøte tirsdag uke 10 kl. 10",
        "nytt møte nasjonalt samordningsmøte vår 2027-03-09 kl. 10",
        "møte ny nasjonalt temamøte vår 9.3. kl. 10",
        "meeting new national spring 9.3.2027 10:00",
        "møte ny N-vår 9.3.2027 kl. 10",
        "møte ny n-2027-v 9.3.2027 kl. 10",
    ],
)
def test_the_same_meeting_in_many_spellings(desk: Desk, line: str) -> None:
    reply = desk.reply("ks", line)
    assert reply.ok, reply.problem
    row = meeting(desk, "N-2027-V")
    assert (row.day, row.at, row.state, row.version) == (date(2027, 3, 9), time(10), "dated", 2)


@pytest.mark.parametrize(
    ("who", "line", "ref"),
    [
        ("agder", "møte ny regionalt vår 15.4.2027", "R42-2027-V"),
        ("agder", "møte ny vårmøte 15.4.2027", "R42-2027-V"),
        ("agder", "møte ny regionalt 15.4.2027", "R42-2027-V"),
        ("agder", "møte ny regionalt vårmøte i Agder 15.4.2027", "R42-2027-V"),
        ("more-og-romsdal", "møte ny vårmøtet i Møre og Romsdal 15.4.2027", "R15-2027-V"),
        ("more-og-romsdal", "moete ny moere og romsdal vaar 15.4.2027", "R15-2027-V"),
        ("vestland", "møte ny regionalt haustmøte 16.11.2027", "R46-2027-H"),
        ("ks", "møte ny Rogaland høst 16.11.2027", "R11-2027-H"),
        ("ks", "møte ny dialogmøte Trøndelag vår 15.4.2027", "R50-2027-V"),
        ("ks", "møte ny styringsgruppe 3.5.2027", "SG-2027-1"),
        ("ks", "møte ny steering group meeting 3.5.2027", "SG-2027-1"),
        ("ks", "møte ny styringsgruppemøte mandag uke 18", "SG-2027-1"),
        ("agder", "møte ny regionalt høst 10.12.2026", "R42-2026-H"),  # by hand, in a half-year not planned by itself
    ],
)
def test_kinds_seasons_and_counties(desk: Desk, who: str, line: str, ref: str) -> None:
    reply = desk.reply(who, line)
    assert reply.ok, reply.problem
    assert meeting(desk, ref).state == "dated"


@pytest.mark.parametrize(
    ("name", "ref"),
    [
        ("N-2027-V", "N-2027-V"),
        ("n-2027-h", "N-2027-H"),
        ("nasjonalt vår", "N-2027-V"),
        ("nasjonalt vår 2027", "N-2027-V"),
        ("nasjonalt høstmøte", "N-2027-H"),
        ("national autumn 2027", "N-2027-H"),
        ("regionalt vårmøte i Agder", "R42-2027-V"),
        ("vårmøtet i Agder", "R42-2027-V"),
        ("Agder vår", "R42-2027-V"),
        ("Agder haust 2027", "R42-2027-H"),
        ("agder", "R42-2027-V"),
        ("møre og romsdal høst", "R15-2027-H"),
        ("haustmøtet i Møre og Romsdal", "R15-2027-H"),
        ("moere og romsdal, vaar", "R15-2027-V"),
        ("Oslo kommune vår", "R03-2027-V"),
        ("Østfold vår", "R31-2027-V"),
        ("ostfold vår", "R31-2027-V"),
        ("Akershus vår", "R32-2027-V"),
        ("dialogmøtet i Telemark vår", "R40-2027-V"),
        ("vår", "N-2027-V"),
        ("høst", "N-2027-H"),
    ],
)
def test_names_of_meetings(desk: Desk, name: str, ref: str) -> None:
    assert f"Kortnavn: {ref}" in desk.say("ks", f"møte vis {name}")
    assert f"Kortnavn: {ref}" in desk.say("ks", f"møte {name}")


def test_a_countys_own_meeting_needs_no_county(desk: Desk) -> None:
    assert "R42-2027-V" in desk.say("agder", "møte vis vårmøtet")
    assert "N-2027-V" in desk.say("agder", "møte vis nasjonalt vår")
    assert "Hvilket fylke" in refused(desk.reply("ks", "møte vis regionalt vår"))
    assert "Hvilket fylke" in refused(desk.reply("siva", "møte vis dialogmøtet"))


def test_the_year_in_the_name_and_the_date_must_agree(desk: Desk) -> None:
    assert "høsthalvåret 2028" in refused(desk.reply("ks", "møte ny nasjonalt høst 2028 19.10.2027"))
    assert not desk.reply("ks", "møte ny nasjonalt høst 2028 19.10").ok  # would be 2027: never a silent guess
    assert desk.reply("ks", "møte ny nasjonalt høst 2027 19.10").ok


def test_a_holiday_is_refused_with_an_alternative_to_press(desk: Desk) -> None:
    reply = desk.reply("ks", "møte ny nasjonalt vår 25.3.2027 kl. 10")
    assert "Torsdag 25. mars 2027 er en helligdag." in refused(reply)
    assert [button.label for button in reply.card.buttons] == ["onsdag 24. mars 2027", "tirsdag 30. mars 2027"]
    chosen = desk.press("ks", reply.card, "tirsdag 30. mars 2027")
    assert "tirsdag 30. mars 2027" in plain(chosen.card)
    assert (meeting(desk, "N-2027-V").day, meeting(desk, "N-2027-V").at) == (date(2027, 3, 30), time(10))
    assert "i helgen" in refused(desk.reply("agder", "møte ny vår lørdag 17.4.2027"))


def test_a_week_asks_for_the_day(desk: Desk) -> None:
    reply = desk.reply("agder", "møte ny vår uke 17")
    assert "Hvilken dag gjelder det?" in refused(reply)
    assert desk.press("agder", reply.card, "torsdag 29. april 2027").ok
    assert meeting(desk, "R42-2027-V").day == date(2027, 4, 29)


def test_a_weekday_that_does_not_fit_asks(desk: Desk) -> None:
    reply = desk.reply("agder", "møte ny vår fredag 15. april")
    assert "15. april 2027 er en torsdag" in refused(reply)
    assert len(reply.card.buttons) == 2
    assert desk.press("agder", reply.card, "torsdag 15. april 2027").ok


def test_the_form(desk: Desk) -> None:
    form = form_of(desk.reply("ks", "møte ny").card)
    assert [field.name for field in form.fields] == ["kind", "county", "date", "time", "place", "theme"]
    fields = {"kind": "regional-spring", "county": "agder", "date": "15.4.2027", "time": "10.30", "place": "Arendal"}
    for name, value, where in (
        ("kind", "", "kind"),
        ("county", "", "county"),
        ("date", "31.4", "date"),
        ("date", "", "date"),
        ("date", "1.5.2027", "date"),  # 1 May, a Saturday too
        ("time", "halv elleve", "time"),
        ("place", "x" * 201, "place"),
        ("theme", "x" * 201, "theme"),
    ):
        reply = desk.form("ks", form.line, **{**fields, name: value})
        assert reply.problem is not None, name
        assert reply.problem.field_name == where
        assert reply.problem.hint
    assert meeting(desk, "R42-2027-V").state == "planned"
    assert desk.form("ks", form.line, **fields).ok
    row = meeting(desk, "R42-2027-V")
    assert (row.day, row.at, row.place) == (date(2027, 4, 15), time(10, 30), "Arendal")
    own = form_of(desk.reply("agder", "møte ny").card)
    assert [field.name for field in own.fields] == ["kind", "date", "time", "place", "theme"]
    assert [value for value, _ in own.fields[0].choices] == ["regional-spring", "regional-autumn"]


# -- changing ----------------------------------------------------------------------------------------------------------


def test_several_facts_in_one_line(desk: Desk) -> None:
    desk.say("ks", "møte ny nasjonalt vår 9.3.2027")
    text = desk.say("ks", "møte endre N-2027-V sted: Oslo; kl. 10.30; lenke: https://eksempel.no/m; tema: Grønn vekst")
    for said in (
        "Når: tirsdag 9. mars 2027 kl. 10.30",
        "Sted: Oslo",
        "Lenke: https://eksempel.no/m",
        "Tema: Grønn vekst",
    ):
        assert said in text
    assert desk.reply("ks", "møte endre N-2027-V stad: Bergen").ok
    assert desk.reply("ks", "meeting edit N-2027-V place: Tromsø").ok
    assert meeting(desk, "N-2027-V").place == "Tromsø"
    before = meeting(desk, "N-2027-V")
    for line, words in {
        "møte endre N-2027-V farge: blå": "Hva skal endres?",
        "møte endre N-2027-V kl. 25": "Forsto ikke klokkeslettet",
        "møte endre N-2027-V lenke: http://usikker.no": "er ikke en lenke",
        "møte endre N-2027-V lenke: javascript:alert(1)": "er ikke en lenke",
        f"møte endre N-2027-V sted: {'x' * 201}": "høyst 200 tegn",
        "møte endre N-2027-V sted: Oslo; farge: blå": "Hva skal endres?",  # nothing of it is kept
    }.items():
        assert words in refused(desk.reply("ks", line)), line
    assert meeting(desk, "N-2027-V").model_dump() == before.model_dump()


def test_moving_is_looked_at_first_and_starts_the_deadlines_anew(desk: Desk) -> None:
    desk.say("agder", "møte ny vår 15.4.2027 kl. 10")
    preview = desk.reply("agder", "møte flytt R42-2027-V til fredag uke 17")
    assert "fra torsdag 15. april 2027 til fredag 30. april 2027?" in plain(preview.card)
    assert meeting(desk, "R42-2027-V").day == date(2027, 4, 15)
    moved = desk.press("agder", preview.card, "Bekreft")
    assert "er flyttet til fredag 30. april 2027" in plain(moved.card)
    row = meeting(desk, "R42-2027-V")
    assert (row.day, row.at, row.moved_on) == (date(2027, 4, 30), time(10), date(2026, 11, 23))
    due = open_duties(desk, "R42-2027-V")
    assert due["save-the-date", "agder"] == date(2027, 3, 5)
    assert due["convene", "agder"] == date(2027, 4, 2)
    assert "alt satt til fredag 30. april" in refused(desk.reply("agder", "møte flytt R42-2027-V til 30.4.2027"))


def test_a_stale_button_explains_instead_of_acting(desk: Desk) -> None:
    desk.say("agder", "møte ny vår 15.4.2027")
    moving = desk.reply("agder", "møte flytt R42-2027-V til 22.4.2027").card
    calling = desk.reply("agder", "innkall R42-2027-V").card
    ending = desk.reply("agder", "møte avlys R42-2027-V").card
    desk.say("agder", "møte endre R42-2027-V sted: Arendal")
    for card, label in ((moving, "Bekreft"), (calling, "Send innkallingen"), (ending, "Bekreft")):
        assert "endret siden knappen ble laget" in refused(desk.press("agder", card, label))
    row = meeting(desk, "R42-2027-V")
    assert (row.day, row.state, row.place) == (date(2027, 4, 15), "dated", "Arendal")
    assert rows(desk.store, MessageRow) == []


def test_moving_after_convening_tells_those_who_were_convened_and_convening_stands(desk: Desk) -> None:
    office = Office(desk)
    desk.say("agder", "møte ny vår 15.4.2027")
    desk.say("agder", "innkall R42-2027-V bekreft", at="2027-03-01 10:00")
    office.turn()
    preview = desk.reply("agder", "møte flytt R42-2027-V 22.4.2027")
    assert "3 parter har fått datoen og får endringsvarsel" in plain(preview.card)
    assert desk.press("agder", preview.card, "Bekreft").ok
    posts = office.turn()
    assert sorted(post.room for post in posts) == ["forskningsradet", "innovasjon-norge", "siva"]
    assert "er flyttet fra torsdag 15. april 2027 til torsdag 22. april 2027" in posts[0].text
    assert ("convene", "agder") not in open_duties(desk, "R42-2027-V")
    assert meeting(desk, "R42-2027-V").state == "convened"
    assert "Den sendes ikke en gang til" in refused(desk.reply("agder", "innkall R42-2027-V"))


def test_calling_off_tells_the_convened_and_stops_everything(desk: Desk) -> None:
    office = Office(desk)
    desk.say("agder", "møte ny vår 15.4.2027")
    assert "Ingen har fått datoen, så ingen får beskjed." in desk.say("agder", "møte avlys Agder vår")
    desk.say("agder", "innkall Agder vår bekreft", at="2027-03-01 10:00")
    office.turn()
    preview = desk.reply("agder", "avlys Agder vår").card
    assert "3 parter har fått datoen og får beskjed." in plain(preview)
    assert desk.press("agder", preview, "Bekreft").ok
    assert open_duties(desk, "R42-2027-V") == {}
    assert [post.card.title for post in office.turn()] == ["Avlyst: regionalt vårmøte i Agder 2027"] * 3
    for line in (
        "innkall R42-2027-V",
        "datovarsel R42-2027-V",
        "møte flytt R42-2027-V 22.4.2027",
        "møte avlys R42-2027-V",
        "møte sendt R42-2027-V saksdokumenter",
        "møte holdt R42-2027-V 1.3.2027 til stede Siva",
    ):
        assert "er avlyst" in refused(desk.reply("agder", line)), line


@pytest.mark.parametrize("line", ["møte ny vår 22.4.2027", "møte ny R42-2027-V 22.4.2027"])
def test_a_meeting_set_up_again_begins_anew(desk: Desk, line: str) -> None:
    desk.say("agder", "møte ny vår 15.4.2027")
    desk.say("agder", "datovarsel Agder vår bekreft")
    desk.say("agder", "innkall Agder vår bekreft", at="2027-03-01 10:00")
    desk.say("agder", "møte avlys R42-2027-V bekreft")
    assert desk.reply("agder", line).ok
    row = meeting(desk, "R42-2027-V")
    assert (row.state, row.day, row.moved_on) == ("dated", date(2027, 4, 22), None)
    assert rows(desk.store, StepRow) == []
    assert ("convene", "agder") in open_duties(desk, "R42-2027-V")
    assert "gjort" not in desk.say("agder", "møte vis R42-2027-V")
    assert "Ingen har fått datoen" in desk.say("agder", "møte avlys R42-2027-V")
    assert desk.reply("agder", "innkall R42-2027-V bekreft").ok
    gone = [change for entry in entries_of(desk.store) for change in entry.changes if change.get("after") is None]
    assert {change["table"] for change in gone if change.get("before")} == {"meeting_step"}  # the log keeps them


# -- steps and their order ---------------------------------------------------------------------------------------------


def test_a_step_that_is_behind_is_not_said_to_be_ahead(desk: Desk) -> None:
    desk.say("ks", "møte ny nasjonalt vår 9.3.2027")
    assert "ikke kommet så langt" in refused(desk.reply("ks", "møte sendt N-2027-V referatutkast"))
    assert "ikke kommet så langt" in refused(desk.reply("ks", "møte sendt N-2027-V saksdokumenter"))
    desk.say("ks", "innkall N-2027-V bekreft")
    assert "alt innkalt" in refused(desk.reply("ks", "datovarsel N-2027-V"))
    desk.say("ks", "møte sendt N-2027-V saksdokumenter")
    assert "alt forbi saksdokumentene" in refused(desk.reply("ks", "møte sendt N-2027-V saksdokumenter"))
    assert "har ingen dato ennå" in refused(desk.reply("ks", "innkall N-2027-H"))
    assert "har ingen dato ennå" in refused(desk.reply("ks", "møte flytt N-2027-H 19.10.2027"))


def test_what_was_sent_outside_the_chat_is_recorded_with_its_date(desk: Desk) -> None:
    desk.say("ks", "møte ny nasjonalt vår 9.3.2027")
    text = desk.say("ks", "møte sendt N-2027-V innkalling 22.1.2027", at="2027-01-25 10:00")
    assert "Registrert: innkalling for nasjonalt vårmøte 2027, fredag 22. januar 2027." in text
    assert rows(desk.store, MessageRow) == []
    assert "nnkalling: tirsdag 26. januar 2027, gjort 22.1.2027" in desk.say("ks", "møte vis N-2027-V")
    assert ("contribute", "siva") in open_duties(desk, "N-2027-V")
    assert "har ikke vært ennå" in refused(desk.reply("ks", "møte sendt N-2027-V saksdokumenter 1.3.2027"))


def test_a_party_delivers_and_signs_up_for_itself(desk: Desk) -> None:
    desk.say("agder", "møte ny vår 15.4.2027")
    assert "ikke kommet så langt" in refused(desk.reply("siva", "møte sendt R42-2027-V innspill"))
    desk.say("agder", "innkall R42-2027-V bekreft", at="2027-03-01 10:00")
    assert desk.reply("siva", "møte sendt R42-2027-V innspill").ok
    assert desk.reply("siva:member", "møte sendt R42-2027-V påmelding").ok
    due = open_duties(desk, "R42-2027-V")
    assert ("contribute", "siva") not in due
    assert ("sign-up", "siva") not in due
    assert ("contribute", "forskningsradet") in due
    assert "ikke invitert part" in refused(desk.reply("rogaland", "møte sendt R42-2027-V innspill"))
    assert "Agder" in refused(desk.reply("siva", "møte sendt R42-2027-V saksdokumenter"))


def test_recording_attendance(desk: Desk) -> None:
    desk.say("more-og-romsdal", "møte ny vår 15.4.2027")
    assert "Kven var til stades" in refused(
        desk.reply("more-og-romsdal", "møte holdt R15-2027-V 15.4.2027", at="2027-04-16 10:00")
    )
    reply = desk.reply(
        "ks", "møte holdt R15-2027-V til stede møre og romsdal, Innovasjon Norge og siva; forfall Forskningsrådet"
    )
    assert reply.ok, reply.problem
    found = {row.organisation: row.present for row in rows(desk.store, AttendanceRow)}
    assert found == {"more-og-romsdal": True, "innovasjon-norge": True, "siva": True, "forskningsradet": False}
    assert entries_of(desk.store)[-1].on_behalf


def test_a_meeting_is_not_held_before_its_day(desk: Desk) -> None:
    desk.say("agder", "møte ny vår 15.4.2027")
    for line in ("møte holdt R42-2027-V til stede Siva", "møte holdt R42-2027-V 14.4.2027 til stede Siva"):
        assert not desk.reply("agder", line, at="2027-04-13 10:00").ok
    assert "ikke registreres som holdt før" in refused(desk.reply("agder", "møte holdt R42-2027-V til stede Siva"))
    form = form_of(desk.reply("agder", "møte holdt R42-2027-V", at="2027-04-15 16:00").card)
    assert [field.name for field in form.fields] == ["present", "date"]
    assert desk.form("agder", form.line, present="Innovasjon Norge, Siva, Forskningsrådet", date="2027-04-15").ok
    assert meeting(desk, "R42-2027-V").state == "held"


@pytest.mark.parametrize("line", ["møte holdt", "møte halde", "møte halden", "møte haldt", "meeting held"])
def test_recording_it_in_many_spellings(desk: Desk, line: str) -> None:
    desk.say("agder", "møte ny vår 15.4.2027")
    assert desk.reply("agder", f"{line} Agder vår til stede Siva", at="2027-04-15 16:00").ok


# -- on behalf ---------------------------------------------------------------------------------------------------------


def test_what_ks_registers_for_a_county_is_marked_and_told(desk: Desk) -> None:
    office = Office(desk)
    for line in (
        "møte ny Agder vår 15.4.2027",
        "møte endre R42-2027-V sted: Arendal",
        "møte flytt R42-2027-V 22.4.2027 bekreft",
        "datovarsel R42-2027-V bekreft",
    ):
        assert desk.reply("ks", line).ok, line
        entry = entries_of(desk.store)[-1]
        assert (entry.account, entry.organisation, entry.on_behalf, entry.line) == ("console:ks", "ks", True, line)
        told = [post for post in office.turn() if post.room == "agder"]
        assert [post.card.title for post in told] == [
            "KS har registrert noe for dere: regionalt vårmøte i Agder 2027"
        ], line
        assert "§ 4.2" in told[0].text
    assert [step.on_behalf for step in rows(desk.store, StepRow)] == [True]
    desk.say("agder", "møte endre R42-2027-V sted: Grimstad")
    assert not entries_of(desk.store)[-1].on_behalf
    told = office.turn()  # they know of the meeting, so they hear of another place
    assert [post.room for post in told] == ["innovasjon-norge", "siva", "forskningsradet"]
    assert all("Grimstad" in post.text for post in told)


# -- overviews ---------------------------------------------------------------------------------------------------------


def test_the_year_wheel_is_a_table_with_moved_dates_in_brackets(desk: Desk) -> None:
    desk.say("ks", "møte ny nasjonalt vår 9.3.2027")
    desk.say("ks", "møte ny nasjonalt høst 19.10.2027")
    desk.say("agder", "møte ny vår 15.4.2027")
    desk.say("agder", "møte ny høst 16.11.2027")
    for line in ("årshjul", "årshjul 2027", "arshjul", "aarshjul 2027", "a\u030arshjul", "wheel 2027", "year"):
        table = next(block for block in desk.reply("agder", line).card.body if isinstance(block, Table))
        cells = {row[0]: row[1:] for row in table.rows}
        assert cells["Datovarsel"] == ("15.12.2026", "18.2.2027", "9.7.2027 (27.7.)", "21.9.2027"), line
        assert cells["Merknadsfrist"][0] == "30.3.2027 (23.3.)"
        assert cells["Godkjent referat"][1] == "7.5.2027 (6.5.)"
    assert "1 av 30" not in desk.say("ks", "årshjul")
    assert "2 av 30 regionale møter har dato." in desk.say("ks", "årshjul 2027")
    assert "R42" not in desk.say("rogaland", "årshjul")


def test_a_step_taken_is_ticked_in_the_wheel(desk: Desk) -> None:
    desk.say("ks", "møte ny nasjonalt vår 9.3.2027")
    desk.say("ks", "datovarsel N-2027-V bekreft")
    assert "15.12.2026 ✓" in desk.say("ks", "årshjul 2027")


def test_status_is_never_stale(desk: Desk) -> None:
    """Replies are kept as long as nothing has changed, and no longer."""
    assert "det første å gjøre" in desk.say("ks", "status")
    desk.say("ks", "møte ny nasjonalt vår 9.3.2027")
    assert "tirsdag 9. mars 2027 (om 106 dager)" in desk.say("ks", "status")
    assert "om 105 dager" in desk.say("ks", "status", at="2026-11-24 10:00")
    desk.say("ks", "møte flytt N-2027-V 10.3.2027 bekreft")
    assert "onsdag 10. mars 2027" in desk.say("ks", "status")
    assert "Agder" in desk.say("agder", "status")
    assert "innen en uke" in desk.say("agder", "status")


def labels(card: Card) -> list[str]:
    return [button.label for button in card.buttons]


def test_every_state_has_a_next_button_that_works(desk: Desk) -> None:
    """From planned to approved with buttons only."""
    desk.say("agder", "møte ny vår 15.4.2027")
    for at, label, state in (
        ("2027-02-18 10:00", "Send datovarsel", State.SAVED),
        ("2027-03-18 10:00", "Kall inn nå", State.CONVENED),
        ("2027-04-01 10:00", "Send saklista", State.PAPERS),
        ("2027-04-15 18:00", "Registrer som holdt", State.HELD),
        ("2027-04-22 10:00", "Skriv referat", State.DRAFTED),
        ("2027-05-07 10:00", "Les referatet", State.APPROVED),
    ):
        card = desk.reply("agder", "møte vis R42-2027-V", at=at).card
        pressed = desk.press("agder", card, label)
        if pressed.card.form:
            pressed = desk.form("agder", pressed.card.form.line, present="Siva", date="")
        for then in ("Send innkallingen", "Send datovarsel", "Send saklista", "Send til merknad", "Godkjenn referatet"):
            while meeting(desk, "R42-2027-V").state != state and then in labels(pressed.card):
                pressed = desk.press("agder", pressed.card, then)
        assert pressed.ok, (label, pressed.problem)
        assert meeting(desk, "R42-2027-V").state == state
    taken = {step.step for step in rows(desk.store, StepRow)}
    assert taken == {Step.SAVE_THE_DATE, Step.CONVENE, Step.PAPERS, Step.HOLD, Step.DRAFT, Step.APPROVE}


def test_every_item_of_mine_can_be_pressed(desk: Desk) -> None:
    desk.say("agder", "møte ny vår 15.4.2027")
    desk.say("agder", "innkall R42-2027-V bekreft")
    desk.say("agder", "oppfølging ny Agder: egen sak innen fredag")
    for who in ("agder", "siva", "ks"):
        card = desk.reply(who, "mine").card
        for block in card.body:
            if isinstance(block, Item):
                for button in block.buttons:
                    assert desk.services.store.url
                    first_word = button.line.split()[0]
                    assert first_word
                    reply = desk.reply(who, button.line)
                    assert reply.ok or (reply.problem and reply.problem.code == "followups.closed"), button.line


def test_a_form_is_told_its_choices_as_suggestions(desk: Desk) -> None:
    fields = {"kind": "regional-spring", "date": "31.4.2027"}
    reply = desk.form("agder", "møte ny", **fields)
    assert reply.problem
    assert reply.problem.hint.endswith("Forslag: fredag 30. april 2027 · lørdag 1. mai 2027.")
