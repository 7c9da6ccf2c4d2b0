"""What falls into an agenda by itself: items put off or left out, open follow-ups, the measures of the agreement."""

from dataclasses import replace

import pytest
from sqlmodel import select

from handlers.cards import Card
from handlers.views.plain_text import plain
from storage.tables import AgendaItemRow, MeetingRow
from tests.collecting_chat import Office
from tests.desk import Desk, oslo
from tests.handlers.agreements.agreement_kit import SIGNING, draft

REF = "R42-2026-H"


@pytest.fixture
def autumn(desk: Desk) -> Desk:
    """Agder's autumn meeting is on, with two items of its own, 4/26 and 5/26."""
    desk.say("agder", "møte ny høst 10.12.2026 kl. 10")
    assert desk.reply("agder", f"innkall {REF} bekreft").ok
    desk.say("agder", "saksliste ny Testfasilitet for plast")
    desk.say("agder", "saksliste ny Møteplan")
    desk.at = oslo("2026-12-10 14:00")
    assert desk.reply("agder", "til stede Siva, Innovasjon Norge, Forskningsrådet").ok
    return desk


def said(desk: Desk, *lines: str, who: str = "agder") -> None:
    for line in lines:
        reply = desk.reply(who, line)
        assert reply.ok, (line, reply.problem)


def approved(desk: Desk, ref: str = REF) -> None:
    said(desk, f"referat send {ref} bekreft")
    for who in ("siva", "innovasjon-norge", "forskningsradet"):
        said(desk, f"godkjenn {ref}", who=who)


def on_agenda(desk: Desk, ref: str) -> list[str]:
    """Titles on a made agenda."""
    with desk.store.read(desk.at) as snapshot:
        query = select(AgendaItemRow).join(MeetingRow).where(MeetingRow.ref == ref)
        return [row.title or row.template for row in snapshot.session.exec(query) if row.removed_on is None]


# -- put off, and the next meeting is called off -----------------------------------------------------------------------


def test_what_was_put_off_to_a_meeting_that_is_called_off_comes_to_the_one_after(autumn: Desk) -> None:
    said(autumn, "referat utfall 4/26 utsatt", "møte ny R42-2027-V 15.4.2027", "saksliste ny R42-2027-V Egen sak")
    assert "Utsatt fra sak 4/26" in autumn.say("agder", "saksliste R42-2027-V")
    said(autumn, "møte avlys R42-2027-V bekreft", "møte ny høst 16.11.2027")
    assert "Testfasilitet for plast\n  Utsatt fra sak 4/26" in autumn.say("agder", "saksliste R42-2027-H")


def test_nor_does_it_drop_out_of_an_agenda_that_is_made(autumn: Desk) -> None:
    said(
        autumn,
        "møte ny R42-2027-V 15.4.2027",
        "møte ny høst 16.11.2027",
        "saksliste ny R42-2027-V Egen sak",
        "saksliste ny R42-2027-H Egen sak",
        "referat utfall 4/26 utsatt",
    )
    assert "Testfasilitet for plast" not in on_agenda(autumn, "R42-2027-H")
    said(autumn, "møte avlys R42-2027-V bekreft")
    assert on_agenda(autumn, "R42-2027-H").count("Testfasilitet for plast") == 1


def test_no_item_is_revived_on_the_agenda_of_a_meeting_that_was_called_off(autumn: Desk) -> None:
    said(
        autumn,
        "møte ny R42-2027-V 15.4.2027",
        "saksliste ny R42-2027-V Egen sak",
        "referat utfall 4/26 utsatt",
        "referat utfall 4/26 orientering",
        "møte avlys R42-2027-V bekreft",
        "møte ny høst 16.11.2027",
        "saksliste ny R42-2027-H Egen sak",
        "referat utfall 4/26 utsatt",
    )
    assert "Testfasilitet for plast" not in on_agenda(autumn, "R42-2027-V")
    assert "Testfasilitet for plast" in on_agenda(autumn, "R42-2027-H")


def test_an_approved_agenda_stands_whatever_becomes_of_the_item_before(autumn: Desk) -> None:
    said(autumn, "referat utfall 4/26 utsatt", "møte ny R42-2027-V 15.4.2027", "saksliste ny R42-2027-V Egen sak")
    autumn.at = oslo("2027-04-15 14:00")
    said(autumn, "til stede R42-2027-V: Siva, Innovasjon Norge, Forskningsrådet")
    approved(autumn, "R42-2027-V")
    before = on_agenda(autumn, "R42-2027-V")
    said(autumn, "referat utfall 4/26 orientering")
    assert on_agenda(autumn, "R42-2027-V") == before


# -- left out ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def left_out(autumn: Desk) -> Desk:
    """Something is said of all items but 5/26; an internal one, and one that was removed, have nothing either."""
    said(
        autumn,
        f"saksliste intern {REF} Vår linje",
        f"saksliste ny {REF} Utgår",
        "saksliste fjern 6/26",
        "referat tekst 1/26: Orientering",
        "referat utfall 2/26 orientering",
        "vedtak 4/26 Siva leverer skisse",
        f"referat endre {REF}: behov: nei",
    )
    return autumn


def test_what_nobody_said_anything_of_comes_up_again(left_out: Desk) -> None:
    assert "Møteplan" not in left_out.say("agder", "saksliste Agder vår 2027")
    approved(left_out)
    agenda = left_out.say("agder", "saksliste Agder vår 2027")
    assert "4. Møteplan\n  Ikke behandlet i sak 5/26" in agenda
    for gone in ("Testfasilitet", "Behov for endringer", "Utgår", "Vår linje", "Gjennomgang", "høstmøte"):
        assert gone not in agenda, gone


def test_it_comes_to_an_agenda_that_is_made_as_well(left_out: Desk) -> None:
    said(left_out, "møte ny R42-2027-V 15.4.2027", "saksliste ny R42-2027-V Egen sak")
    approved(left_out)
    assert "5/27 Møteplan\n  Ikke behandlet i sak 5/26" in left_out.say("agder", "saksliste R42-2027-V")
    assert on_agenda(left_out, "R42-2027-V").count("Møteplan") == 1


def test_a_correction_that_says_something_takes_it_off_again(left_out: Desk) -> None:
    said(left_out, "møte ny R42-2027-V 15.4.2027", "saksliste ny R42-2027-V Egen sak")
    approved(left_out)
    form = left_out.reply("agder", f"referat rett {REF}").card.form
    assert form
    values = {one.name: one.value for one in form.fields} | {"reason": "glemt", "outcome-5": "noted"}
    assert left_out.form("agder", form.line, **values).ok
    assert "Møteplan" not in on_agenda(left_out, "R42-2027-V")


def test_minutes_written_elsewhere_leave_nothing_out(autumn: Desk) -> None:
    """Nothing is known of what was said there."""
    autumn.say("agder", "møte ny R42-2027-V 15.4.2027")
    autumn.say("agder", "innkall R42-2027-V bekreft")
    autumn.at = oslo("2027-04-16 10:00")
    said(autumn, "møte holdt R42-2027-V til stede Siva", "møte sendt R42-2027-V referatutkast")
    said(autumn, "møte sendt R42-2027-V godkjent")
    assert "Ikke behandlet" not in autumn.say("agder", "saksliste R42-2027-H")


# -- the agreement -----------------------------------------------------------------------------------------------------

MEASURES = (
    "avtale tiltak T1.3: Kraftkart; ansvarlig: Siva; frist: 1.9.2027",
    "avtale tiltak T1.4: Mobilisering; ansvarlig: Innovasjon Norge; frist: 1.2.2027; nivå: EU",
    "avtale tiltak T1.5: Kartlegging; ansvarlig: Agder; frist: 1.2.2027",
)


@pytest.fixture
def agreed(desk: Desk) -> Desk:
    """Agder's agreement is in force with six measures, two of them done, one delayed; a change is proposed."""
    draft(desk)
    said(desk, *MEASURES, *(f"avtale status {state}" for state in SIGNING))
    said(desk, "tiltak T1.10 status fullført", "tiltak T1.5 status fullført")
    said(desk, "tiltak Agder T1.2 status forsinket 3", who="siva")
    said(desk, "avtale endre T1.2 frist: 1.6.2027 fordi tomta ikke er klar")
    said(desk, "oppfølging ny Siva: levere skisse innen 15.12")
    said(desk, "utsett O-1 til 15.1.2027 fordi vi mangler tall", who="siva")
    return desk


def test_s15_open_measures_are_on_the_autumn_agenda_by_number(agreed: Desk) -> None:
    """Six measures, two of them done: four are on the agenda."""
    agenda = agreed.say("agder", "saksliste Agder høst")
    lines = [line.strip() for line in agenda.splitlines() if line.strip().startswith("T")]
    assert lines == [
        "T1.2 Testfasilitet (Siva): forsinket, 3 av 25 bedrifter i løpet, frist 1.3.2027",
        "T1.3 Kraftkart (Siva): ikke startet, frist 1.9.2027",
        "T1.4 Mobilisering (Innovasjon Norge): ikke startet, frist 1.2.2027",
        "T2.1 Én vei inn (Innovasjon Norge): ikke startet, frist 31.1.2027",
        "T1.2 frist: «1.3.2027» → «1.6.2027» (tomta ikke er klar)",
    ]
    assert agenda.index("Gjennomgang") < agenda.index("T1.3") < agenda.index("Behov for endringer") < agenda.index("→")


def test_s18_in_spring_each_agency_accounts_for_its_own(agreed: Desk) -> None:
    agenda = agreed.say("siva", "saksliste Agder vår 2027")
    assert (
        "  Siva:\n"
        "  – T1.2 Testfasilitet: forsinket, 3 av 25 bedrifter i løpet, frist 1.3.2027\n"
        "  – T1.3 Kraftkart: ikke startet, frist 1.9.2027\n"
        "  Innovasjon Norge:\n"
        "  – T1.4 Mobilisering: ikke startet, frist 1.2.2027\n"
        "  – T2.1 Én vei inn"
    ) in agenda


def test_a_measure_over_its_deadline_says_so(agreed: Desk) -> None:
    agreed.at = oslo("2027-02-20 10:00")
    assert "T1.4 Mobilisering: ikke startet · 19 dager over fristen" in agreed.say("agder", "saksliste Agder vår 2027")


def test_s11_the_national_agenda_shows_the_measures_at_eu_level(agreed: Desk) -> None:
    line = "Agder T1.4 Mobilisering (Innovasjon Norge): ikke startet, frist 1.2.2027"
    for who in ("ks", "siva:member", "agder"):
        assert line in agreed.say(who, "saksliste nasjonalt vår"), who
    other = agreed.say("rogaland", "saksliste nasjonalt vår")
    assert "Mobilisering" not in other
    assert "Ett tiltak på EU-nivå i andre fylkers avtaler." in other


def test_who_takes_no_part_in_the_agreement_sees_nothing_of_it(agreed: Desk) -> None:
    for season in ("vår", "høst"):
        agenda = agreed.say("rogaland", f"saksliste Agder {season}")
        assert "samarbeidsavtalen" in agenda
        assert "T1.2" not in agenda


def test_a_draft_of_an_agreement_is_on_no_agenda(desk: Desk) -> None:
    draft(desk)
    assert "T1.2" not in desk.say("agder", "saksliste Agder høst")


def test_papers_carry_what_falls_in(agreed: Desk) -> None:
    """Measures, proposed changes, and the open follow-ups with how often each was put off; a convening has one line."""
    office = Office(agreed)
    office.turn()
    said(agreed, "møte ny høst 10.12.2026", f"innkall {REF} bekreft")
    convening = next(post.text for post in office.turn() if post.room == "siva")
    assert "– Åpne oppfølgingspunkter" in convening
    assert "O-1" not in convening
    preview = agreed.say("agder", f"saksliste send {REF}")
    said(agreed, f"saksliste send {REF} bekreft")
    papers = next(post.text for post in office.turn() if post.room == "siva")
    for text in (preview, papers):
        assert "T1.3 Kraftkart (Siva): ikke startet, frist 1.9.2027" in text
        assert "T1.2 frist: «1.3.2027» → «1.6.2027»" in text
        assert "O-1 levere skisse (Siva), frist 15.1.2027, utsatt én gang" in text


def test_s22_the_autumn_convening_carries_the_status_sheet_in_short(agreed: Desk) -> None:
    agreed.at = oslo("2027-09-01 10:00")
    said(agreed, "møte ny høst 16.11.2027", "møte ny vår 20.4.2028")
    text = agreed.say("agder", "innkall R42-2027-H")
    assert (
        "Status for samarbeidsavtalen:\n"
        "6 tiltak: 3 ikke startet · 1 forsinket · 2 fullført\n"
        "Over fristen: T1.2 Testfasilitet, T1.4 Mobilisering, T2.1 Én vei inn.\n"
        "Meldt forsinket: T1.2 Testfasilitet."
    ) in text
    assert "Status for samarbeidsavtalen" not in agreed.say("agder", "innkall R42-2028-V")


def test_papers_to_copy_hold_what_their_reader_may_read(agreed: Desk) -> None:
    """No party has a room: the text for Agder and the agencies names its measure, that for the others counts it."""
    said(agreed, "møte ny nasjonalt vår 9.3.2027", "innkall N-2027-V bekreft", who="ks")
    agreed.services = replace(agreed.services, platforms=frozenset({"slack"}))
    said_to, named, others_said, counted = agreed.reply("ks", "saksliste send N-2027-V bekreft").card.body[1:5]
    if "Agder" not in plain(Card("", (said_to,))):
        said_to, named, others_said, counted = others_said, counted, said_to, named
    assert "Agder T1.4 Mobilisering" in plain(Card("", (named,)))
    assert "Siva" in plain(Card("", (said_to,)))
    assert "Rogaland" not in plain(Card("", (said_to,)))
    assert "Mobilisering" not in plain(Card("", (counted,)))
    assert "Ett tiltak på EU-nivå i andre fylkers avtaler." in plain(Card("", (counted,)))
    assert "Rogaland" in plain(Card("", (others_said,)))
