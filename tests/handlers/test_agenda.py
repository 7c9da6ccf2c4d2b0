"""The agenda: numbered for good, added to, moved, thinned out with a reason, sent with the papers."""

import pytest
from sqlmodel import select

from storage.tables import AgendaItemRow, AuditRow, MessageRow
from tests.collecting_chat import Office
from tests.desk import Desk


@pytest.fixture
def spring(desk: Desk) -> Desk:
    """Agder's spring meeting has a date."""
    desk.say("agder", "møte ny vår 15.4.2027 kl. 10")
    return desk


@pytest.fixture
def convened(spring: Desk) -> Desk:
    """And it has been convened."""
    assert spring.reply("agder", "innkall R42-2027-V bekreft").ok
    return spring


def items(desk: Desk, *, removed: bool = False) -> list[AgendaItemRow]:
    with desk.store.read(desk.at) as snapshot:
        rows = snapshot.session.exec(select(AgendaItemRow).order_by("internal", "position")).all()
        return [row for row in rows if removed or row.removed_on is None]


def order(desk: Desk) -> list[int]:
    return [row.number for row in items(desk)]


def audited(desk: Desk, what: str) -> list[dict[str, object]]:
    with desk.store.read(desk.at) as snapshot:
        entries = snapshot.session.exec(select(AuditRow)).all()
        return [change for entry in entries for change in entry.changes if change.get("what") == what]


def test_an_agenda_nobody_has_touched_has_places_not_numbers(spring: Desk) -> None:
    said = spring.say("agder", "saksliste")
    assert "1. Oppfølging av nasjonalt vårmøte" in said
    assert "Sakene får nummer når møtet kalles inn, eller når lista endres" in said
    assert items(spring) == []


def test_the_first_change_gives_every_item_its_number(spring: Desk) -> None:
    said = spring.say("agder", "saksliste ny Testfasilitet for plast")
    assert said.startswith("Sak 4/27 er lagt til: Testfasilitet for plast")
    assert "1/27 Oppfølging av nasjonalt vårmøte" in said
    assert order(spring) == [1, 2, 3, 4]


def test_a_convening_goes_out_with_the_numbers(convened: Desk) -> None:
    assert order(convened) == [1, 2, 3]
    assert "1/27 Oppfølging av nasjonalt vårmøte" in Office(convened).turn()[0].text


def test_numbers_go_on_through_the_year_and_each_body_has_its_own(spring: Desk) -> None:
    spring.say("agder", "saksliste ny Sak om kraft")
    spring.say("agder", "møte ny høst 16.11.2027")
    assert "Sak 8/27 er lagt til" in spring.say("agder", "saksliste ny Agder høst 2027: Møteplan")
    assert "Sak 4/27 er lagt til" in spring.say("rogaland", "saksliste ny Rogaland vår 2027: Egen sak")
    assert "Sak 3/27 er lagt til" in spring.say("ks", "saksliste ny nasjonalt vår 2027: Kraft")


def test_a_removed_items_number_never_comes_back(spring: Desk) -> None:
    spring.say("agder", "saksliste ny Første")
    assert "Sak 4/27 Første er tatt av saklista" in spring.say("agder", "saksliste fjern 4/27")
    assert "Sak 5/27 er lagt til" in spring.say("agder", "saksliste ny Andre")
    assert "ble tatt av saklista" in spring.say("agder", "saksliste endre 4/27: Igjen")


def test_moving_an_item_keeps_its_number(spring: Desk) -> None:
    spring.say("agder", "saksliste ny Siste sak")
    assert "Sak 4/27 Siste sak er flyttet" in spring.say("agder", "saksliste flytt 4/27 til 2")
    assert order(spring) == [1, 4, 2, 3]
    spring.say("agder", "saksliste flytt 4/27 sist")
    assert order(spring) == [1, 2, 3, 4]
    spring.say("agder", "saksliste flytt 3/27 først")
    assert order(spring) == [3, 1, 2, 4]
    refused = spring.reply("agder", "saksliste flytt 3/27 litt opp")
    assert refused.problem
    assert "Hvor skal sak 3/27 stå?" in refused.problem.problem


def test_s9_taking_a_mandatory_item_off_asks_why_and_leaves_a_trace(desk: Desk) -> None:
    desk.say("ks", "møte ny nasjonalt vår 9.3.2027")
    desk.say("ks", "saksliste ny nasjonalt vår 2027: Kraft")
    asked = desk.reply("ks", "saksliste fjern nasjonalt 1/27")
    assert asked.card.form
    assert "Framtidige utfordringer og satsinger er en fast sak i modellen (§ 1)" in asked.card.form.intro
    assert [row.number for row in items(desk)] == [1, 2, 3]

    refused = desk.form("ks", asked.card.form.line, reason="?")
    assert refused.problem
    assert refused.problem.field_name == "reason"
    done = desk.form("ks", asked.card.form.line, reason="tas i styringsgruppen")
    assert "Sak 1/27 Framtidige utfordringer og satsinger er tatt av saklista" in done.card.title
    [deviation] = audited(desk, "deviation")
    assert deviation["clause"] == "§ 1"
    assert deviation["why"] == "tas i styringsgruppen"

    desk.say("ks", "innkall N-2027-V bekreft")
    preview = desk.say("ks", "saksliste send N-2027-V")
    assert "Fast sak som ikke står på lista: Framtidige utfordringer og satsinger (§ 1)" in preview


def test_internal_items_are_the_conveners_own(convened: Desk) -> None:
    office = Office(convened)
    assert "Sak intern 1/27 er lagt til" in convened.say("agder", "saksliste intern Forberede møteleder")
    assert "Intern: sendes ikke ut" in convened.say("agder", "saksliste")
    assert "Forberede" not in convened.say("siva", "saksliste Agder vår 2027")
    convened.say("agder", "saksliste send R42-2027-V bekreft")
    sent = [post.text for post in office.turn() if "Saksliste for" in post.text]
    assert len(sent) == 3
    assert not any("Forberede" in text for text in sent)
    assert [row.number for row in items(convened) if not row.internal] == [1, 2, 3]


def test_sent_with_the_papers_once_looked_over(convened: Desk) -> None:
    office = Office(convened)
    office.turn()
    convened.say("agder", "saksliste ny Testfasilitet for plast")
    preview = convened.reply("agder", "saksliste send Agder vår 2027")
    assert "4/27 Testfasilitet for plast" in convened.say("agder", "saksliste send Agder vår 2027")
    sent = convened.press("agder", preview.card, "Send saklista")
    assert sent.card.title == "Saklista er sendt: Regionalt vårmøte i Agder 2027"
    texts = {post.room: post.text for post in office.turn()}
    assert set(texts) == {"innovasjon-norge", "siva", "forskningsradet"}
    assert "4/27 Testfasilitet for plast" in texts["siva"]
    assert "saksdokumenter sendt" in convened.say("agder", "møte vis Agder vår 2027")

    changed = convened.say("agder", "saksliste endre 4/27: Testfasilitet for sirkulær plast")
    assert "Saksdokumentene er allerede sendt" in changed
    assert convened.reply("agder", "saksliste send R42-2027-V bekreft").ok
    with convened.store.read(convened.at) as snapshot:
        kinds = snapshot.session.exec(select(MessageRow.kind).where(MessageRow.kind == "papers")).all()
    assert len(kinds) == 6


def test_only_a_convened_meeting_has_papers(desk: Desk) -> None:
    desk.say("agder", "møte ny vår 15.4.2027")
    refused = desk.reply("agder", "saksliste send Agder vår 2027")
    assert refused.problem
    assert refused.problem.code == "agenda.not-convened"


@pytest.mark.parametrize(
    ("who", "line"),
    [
        ("siva", "saksliste ny Agder vår 2027: Noe"),
        ("rogaland", "saksliste ny Agder vår 2027: Noe"),
        ("agder:member", "saksliste ny Agder vår 2027: Noe"),
        ("agder", "saksliste ny nasjonalt vår 2027: Noe"),
        ("rogaland", "saksliste send R42-2027-V"),
    ],
)
def test_who_may_not(spring: Desk, who: str, line: str) -> None:
    refused = spring.reply(who, line)
    assert refused.problem
    assert refused.problem.code == "common.not-allowed"
    assert items(spring) == []


def test_the_working_committee_edits_the_national_agenda_and_ks_sends_it(desk: Desk) -> None:
    """S13: who plans the meeting edits its papers; who convenes it sends them."""
    desk.say("ks", "møte ny nasjonalt vår 9.3.2027")
    desk.say("ks", "innkall N-2027-V bekreft")
    assert desk.reply("agder:working-committee", "saksliste ny N-2027-V Kraft").ok
    refused = desk.reply("agder:working-committee", "saksliste send N-2027-V")
    assert refused.problem
    assert refused.problem.code == "common.not-allowed"


def test_ks_on_behalf_of_a_county_is_said_so(convened: Desk) -> None:
    office = Office(convened)
    office.turn()
    assert "Agder har fått beskjed" in convened.say("ks", "saksliste ny Agder vår 2027: Kraft")
    assert [post.room for post in office.turn()] == ["agder"]


def test_what_is_open_stands_at_the_end_with_how_often_it_was_put_off(spring: Desk) -> None:
    spring.say("agder", "oppfølging ny Siva: levere skisse innen 15.12")
    spring.say("siva", "utsett O-1 til 15.1 fordi vi mangler tall")
    spring.say("siva", "utsett O-1 til 29.1 fordi vi mangler tall ennå")
    spring.say("agder", "oppfølging ny Innovasjon Norge: lage oversikt innen 18.12")
    said = spring.say("agder", "saksliste Agder vår 2027")
    assert "O-1 levere skisse (Siva), frist 29.1.2027, utsatt 2 ganger" in said
    assert "O-2 lage oversikt (Innovasjon Norge), frist 18.12.2026" in said
    assert "O-1" not in spring.say("rogaland", "saksliste R42-2027-V")
    assert "2 åpne oppfølgingspunkter." in spring.say("rogaland", "saksliste R42-2027-V")


def test_done_by_its_owner_waits_for_the_meeting_to_take_note(spring: Desk) -> None:
    spring.say("agder", "oppfølging ny Siva: levere skisse innen 15.12")
    spring.say("siva", "ferdig O-1")
    said = spring.say("agder", "saksliste Agder vår 2027")
    assert "Utført siden forrige møte" in said
    assert "O-1 levere skisse (Siva), utført 23.11.2026" in said
