"""What a card offers: no button that would be refused, and a word on who does what the reader may not."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from domain.accounts import Account, Address
from handlers.cards import Button, Card
from handlers.commands import answer
from handlers.core.invocation import Invocation
from handlers.views.plain_text import plain
from storage.unit_of_work.dry_run import rolled_back
from tests.collecting_chat import Office
from tests.desk import Desk, oslo

READERS = (
    "ks", "ks:member", "ks:working-committee", "agder", "agder:member", "agder:working-committee", "rogaland",
    "rogaland:member", "siva", "siva:member",
)  # fmt: skip
ABOUT_MEETINGS = (
    "status agder", "mine", "møte vis N-2027-V", "møte vis R42-2026-H", "saksliste N-2027-V", "saksliste R42-2026-H",
    "referat vis R42-2026-H", "referat vis N-2027-V",
)  # fmt: skip
LINES = (
    *ABOUT_MEETINGS, "status", "status nasjonalt", "frister 400 dager", "oppfølging", "oppfølging vis O-1",
    "oppfølging vis O-2", "møte vis N-2027-H", "møte vis R42-2027-V", "møte vis R42-2027-H", "saksliste R42-2027-V",
    "roller", "roller agder", "avtale", "avtale agder", "tiltak",
)  # fmt: skip


def buttons(card: Card) -> list[Button]:
    return [*card.buttons, *(button for block in card.body for button in getattr(block, "buttons", ()))]


def labels(card: Card) -> set[str]:
    return {button.label for button in buttons(card)}


def tried(desk: Desk, who: str, line: str) -> str:
    """The code a line is refused with, or nothing; nothing stays of it."""
    account, room = Account("console", "", who), Address("console", "", who.partition(":")[0])
    with rolled_back(desk.store) as store:
        reply = answer(Invocation(line, account, room, desk.at, {}, ""), replace(desk.services, store=store))
    return reply.problem.code if reply.problem else ""


def dated(desk: Desk) -> None:
    """23 November: meetings dated, convened and planned, follow-ups of Siva's for Agder and for KS."""
    for who, line in (
        ("ks", "møte ny nasjonalt vår 9.3.2027"),
        ("agder", "møte ny høst 10.12.2026"),
        ("agder", "innkall R42-2026-H bekreft"),
        ("agder", "møte ny vår 15.4.2027"),
        ("agder", "oppfølging ny Siva: levere skisse innen 15.12"),
        ("ks", "oppfølging ny Siva: levere tall innen 15.12"),
        ("agder", "avtale ny 2027–2030"),
        ("agder", "avtale mål M1: Mer forskning; planmål: 2.3"),
        ("agder", "avtale tiltak T1.1: Felles søkerhjelp; ansvarlig: Siva; frist: 30.6.2027"),
        ("agder", "avtale status til godkjenning"),
        ("agder", "avtale status omforent"),
        ("agder", "avtale status signert"),
        ("agder", "avtale status gjeldende"),
    ):
        assert desk.reply(who, line).ok, line
    desk.reply("U7", "roller be-om Agder koordinator")


def passed(desk: Desk) -> None:
    """11 December: Agder's autumn meeting has been and isn't recorded."""
    dated(desk)
    desk.at = oslo("2026-12-11 10:00")


def written(desk: Desk) -> None:
    """10 March: minutes of both meetings have been begun."""
    dated(desk)
    desk.at = oslo("2027-03-10 10:00")
    assert desk.reply("agder", "til stede R42-2026-H: Siva").ok
    assert desk.reply("ks", "til stede N-2027-V: Siva").ok


def out(desk: Desk) -> None:
    """Both drafts are out for comments."""
    written(desk)
    for who, line in (("agder", "referat send R42-2026-H bekreft"), ("ks", "referat send N-2027-V bekreft")):
        assert desk.reply(who, line).ok, line


def approved(desk: Desk) -> None:
    """Both minutes have been approved."""
    out(desk)
    desk.at = oslo("2027-05-10 10:00")
    assert desk.reply("agder", "referat endre R42-2026-H: behov: nei bekreft v1").ok
    assert desk.reply("agder", "referat send R42-2026-H bekreft").ok
    desk.at = oslo("2027-06-10 10:00")
    for who, line in (("agder", "referat godkjenn R42-2026-H bekreft"), ("ks", "referat godkjenn N-2027-V bekreft")):
        assert desk.reply(who, line).ok, line


@pytest.mark.parametrize("stage", [dated, passed, written, out, approved])
def test_no_button_is_offered_to_somebody_who_may_not_press_it(desk: Desk, stage: Callable[[Desk], None]) -> None:
    stage(desk)
    offered = {
        (who, button.line): (line, button.label)
        for who in READERS
        for line in (LINES if stage is dated else ABOUT_MEETINGS)
        for button in buttons(desk.reply(who, line).card)
    }
    assert len(offered) > 50
    refused = [
        (who, *shown) for (who, line), shown in offered.items() if tried(desk, who, line) == "common.not-allowed"
    ]
    assert refused == []


def test_a_countys_coordinator_is_told_who_convenes_a_national_meeting(desk: Desk) -> None:
    dated(desk)
    card = desk.reply("agder", "møte vis N-2027-V").card
    assert labels(card) == {"Vis saksliste"}
    assert "Send datovarsel, Kall inn nå: koordinator eller leder i KS gjør dette." in plain(card)
    assert {"Send datovarsel", "Kall inn nå"} <= labels(desk.reply("ks", "møte vis N-2027-V").card)
    assert "gjør dette" not in desk.say("ks", "møte vis N-2027-V")


def test_a_member_is_told_who_does_what_is_open(desk: Desk) -> None:
    passed(desk)
    card = desk.reply("agder:member", "mine").card
    assert not labels(card) & {"Registrer som holdt", "Avlys møtet", "Skriv referat", "Sett dato", "Send datovarsel"}
    assert "Koordinator eller leder i Agder gjør dette." in plain(card)
    assert "gjør dette" not in desk.say("agder", "mine")
    assert {"Registrer som holdt", "Avlys møtet"} <= labels(desk.reply("agder:leader", "mine").card)


def test_the_working_committee_writes_what_ks_sends(desk: Desk) -> None:
    written(desk)
    committee = labels(desk.reply("agder:working-committee", "referat vis N-2027-V").card)
    assert "Skriv referat" in committee
    assert "Send til merknad" not in committee
    kept = desk.reply("ks:working-committee", "referat endre N-2027-V: møteleder: direktør").card
    assert "Send til merknad" not in labels(kept)
    assert "Send til merknad" in labels(desk.reply("ks", "referat vis N-2027-V").card)


def test_a_member_of_a_party_is_told_who_answers_a_draft(desk: Desk) -> None:
    out(desk)
    card = desk.reply("siva:member", "referat vis R42-2026-H").card
    assert "Godkjenn, Merknad: koordinator eller leder i Siva gjør dette." in plain(card)
    assert not labels(card) & {"Godkjenn", "Merknad"}
    assert {"Godkjenn", "Merknad"} <= labels(desk.reply("siva", "referat vis R42-2026-H").card)


def test_members_see_open_requests_and_who_decides_them(desk: Desk) -> None:
    dated(desk)
    member = desk.reply("agder:member", "roller").card
    assert not [label for label in labels(member) if label.startswith(("Godkjenn", "Avslå"))]
    assert "Koordinator eller leder i Agder gjør dette." in plain(member)
    asked = {label.partition(":")[0] for label in labels(desk.reply("agder", "roller").card)}
    assert {"Godkjenn", "Avslå"} <= asked


def test_who_may_not_set_a_date_gets_no_form_to_fill_in(desk: Desk) -> None:
    assert tried(desk, "agder", "møte ny N-2027-V") == "common.not-allowed"
    assert desk.reply("ks", "møte ny N-2027-V").card.form is not None


def test_what_goes_to_a_room_keeps_all_its_buttons(desk: Desk) -> None:
    """Several people read it, and one of them may."""
    desk.say("agder", "møte ny høst 10.12.2026")
    office = Office(desk)
    posts = [
        post for day in office.mornings("2026-12-10", "2026-12-18").values() for post in day if post.room == "agder"
    ]
    assert any("Registrer som holdt" in labels(post.card) for post in posts)
