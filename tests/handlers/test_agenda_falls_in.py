"""What falls into an agenda by itself: items put off or left out, open follow-ups, the measures of the agreement."""

import pytest
from sqlmodel import select

from storage.tables import AgendaItemRow, MeetingRow
from tests.desk import Desk, oslo

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
