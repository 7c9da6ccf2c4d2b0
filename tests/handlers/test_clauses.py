"""The model's clauses, each as a conversation: a line in, the reply read, and what stands afterwards."""

from datetime import date
from typing import TypeVar

import pytest
from sqlmodel import select

from domain.clauses import CLAUSES
from domain.meetings.steps import Step
from domain.organisations import Kind
from handlers.cards import Card, Copy, Item, Reply, Table
from handlers.views.plain_text import plain
from storage.setup.reference import load_reference
from storage.setup.year import plan_ahead
from storage.tables import (
    DutyRow,
    FollowUpRow,
    MeetingRow,
    MessageRow,
    OffsetRow,
    OrganisationRow,
    Row,
    StepRow,
)
from storage.unit_of_work.store import Store
from storage.unit_of_work.unit import Origin
from tests.audit_log import entries_of
from tests.collecting_chat import Office, about
from tests.desk import Desk, oslo

AGENCIES = ("Innovasjon Norge", "Siva", "Forskningsrådet")
COUNTIES = (
    "Oslo", "Rogaland", "Møre og Romsdal", "Nordland", "Østfold", "Akershus", "Buskerud", "Innlandet", "Vestfold",
    "Telemark", "Agder", "Vestland", "Trøndelag", "Troms", "Finnmark",
)  # fmt: skip

OneRow = TypeVar("OneRow", bound=Row)


def rows(store: Store, kind: type[OneRow]) -> list[OneRow]:
    with store.transaction() as session:
        return list(session.exec(select(kind)))


def meeting(desk: Desk, ref: str) -> MeetingRow:
    return next(row for row in rows(desk.store, MeetingRow) if row.ref == ref)


def duty(desk: Desk, ref: str, step: Step) -> DutyRow:
    """The convener's duty of a meeting."""
    one = meeting(desk, ref)
    key = f"meeting/{one.id}/{step.value}/{one.organisation}"
    return next(row for row in rows(desk.store, DutyRow) if row.key == key)


def labels(card: Card) -> list[str]:
    return [button.label for button in card.buttons]


def item(card: Card, lead: str) -> Item:
    """The item of a list whose name contains the words."""
    return next(block for block in card.body if isinstance(block, Item) and lead in block.lead)


def county_row(desk: Desk, county: str) -> tuple[str, ...]:
    """A county's row in the table that KS sees."""
    table = next(block for block in desk.reply("ks", "status").card.body if isinstance(block, Table))
    return next(row for row in table.rows if row[0] == county)


def refused(reply: Reply) -> str:
    assert reply.problem is not None, plain(reply.card)
    return f"{reply.problem.problem} {reply.problem.hint}"


def end(desk: Desk, slug: str, last: str) -> None:
    """An organisation is a party up to and including a day."""
    with desk.store.begin(Origin(account="test", line="oppsett"), desk.at) as unit:
        unit.session.get_one(OrganisationRow, slug).valid_to = date.fromisoformat(last)


# -- «Formål»: the registry -----------------------------------------------------------------------------------------


def test_s2_the_registry_holds_nineteen_parties(desk: Desk) -> None:
    kinds = [row.kind for row in rows(desk.store, OrganisationRow)]
    assert (kinds.count(Kind.KS), kinds.count(Kind.COUNTY), kinds.count(Kind.AGENCY)) == (1, 15, 3)

    card = desk.reply("U7", "hei der").card  # a newcomer is shown them all
    assert len([label for label in labels(card) if label.startswith("Be om rolle")]) == 19
    help_text = desk.say("ks", "hjelp")
    assert "Oversikt, det viktigste først" in help_text


def test_s2_a_party_that_has_ended_is_in_no_new_meeting_but_stays_in_old_ones(desk: Desk) -> None:
    desk.say("agder", "møte ny regionalt høst 10.12.2026")
    desk.say("agder", "innkall R42-2026-H bekreft")
    desk.say("agder", "møte holdt R42-2026-H til stede Innovasjon Norge, Siva, Forskningsrådet", at="2026-12-11 10:00")
    end(desk, "siva", "2026-12-31")

    desk.say("agder", "møte ny regionalt vår 15.4.2027", at="2027-01-11 10:00")
    preview = desk.say("agder", "innkall Agder vår")
    assert "2 mottakere: Innovasjon Norge, Forskningsrådet." in preview
    desk.say("agder", "innkall R42-2027-V bekreft")
    invited = {row.organisation for row in rows(desk.store, MessageRow) if row.facts.get("meeting") == "R42-2027-V"}
    assert invited == {"innovasjon-norge", "forskningsradet"}

    assert "Til stede: Agder, Innovasjon Norge, Siva, Forskningsrådet" in desk.say("agder", "møte vis R42-2026-H")
    assert "Siva" not in [label.removeprefix("Be om rolle: ") for label in labels(desk.reply("U7", "status").card)]


def test_s2_a_party_that_ends_before_the_meeting_is_not_invited_to_it(desk: Desk) -> None:
    end(desk, "siva", "2026-12-31")
    desk.say("agder", "møte ny regionalt vår 15.4.2027")
    assert "Siva" not in desk.say("agder", "innkall Agder vår")


# -- «Formål»: the same frame for all -------------------------------------------------------------------------------


def test_s6_the_year_comes_by_itself_alike_for_all_fifteen_once(desk: Desk) -> None:
    planned = rows(desk.store, MeetingRow)
    assert len(planned) == 32
    assert {(row.ref[:3], row.season) for row in planned if row.kind == "regional"} == {
        (f"R{number}", season)
        for number in ("03", "11", "15", "18", "31", "32", "33", "34", "39", "40", "42", "46", "50", "55", "56")
        for season in ("spring", "autumn")
    }
    assert [plan_ahead(desk.store, desk.at), load_reference(desk.store, desk.at)] == [0, 0]
    assert plan_ahead(desk.store, oslo("2027-07-31 12:00")) == 0
    assert plan_ahead(desk.store, oslo("2027-08-01 12:00")) == 32
    assert plan_ahead(desk.store, oslo("2027-08-01 12:05")) == 0
    assert len(rows(desk.store, MeetingRow)) == 64

    for county in COUNTIES:
        card = desk.reply("ks", f"saksliste {county} vår 2027").card
        assert "Oppfølging av nasjonalt vårmøte" in plain(card)


def test_s6_a_countys_own_way_is_allowed_and_shown_as_a_deviation(desk: Desk) -> None:
    assert "avvik" not in desk.say("agder", "rutiner")
    reply = desk.say("agder", "rutiner datovarsel 70")
    assert "70 dager før" in reply
    assert "avvik fra standardrammen (56)" in reply
    assert "avvik" not in desk.say("rogaland", "rutiner")


# -- § 1: a national meeting each half-year ----------------------------------------------------------------------------


def test_s7_a_half_year_without_a_national_meeting_stands_out_in_red(desk: Desk) -> None:
    desk.say("ks", "møte ny nasjonalt vår 9.3.2027")
    for who in ("ks", "agder", "siva"):
        card = desk.reply(who, "status").card
        missing = item(card, "Nasjonalt høstmøte 2026")
        assert (missing.sign, missing.word) == ("■", "Mangler")
        assert "§ 1" in missing.text
        assert item(card, "Nasjonalt vårmøte 2027").sign == "●"


def test_s7_a_meeting_called_off_leaves_its_half_year_missing_until_it_is_set_up_anew(desk: Desk) -> None:
    desk.say("ks", "møte ny nasjonalt vår 9.3.2027")
    desk.say("ks", "innkall N-2027-V bekreft")
    desk.say("ks", "møte avlys N-2027-V bekreft")
    assert item(desk.reply("ks", "status").card, "Nasjonalt vårmøte 2027").word == "Mangler"

    assert "onsdag 10. mars 2027" in desk.say("ks", "møte ny nasjonalt vår 10.3.2027")
    assert item(desk.reply("ks", "status").card, "Nasjonalt vårmøte 2027").word == "Datert"
    # it is a new meeting: nobody has been convened to it
    assert duty(desk, "N-2027-V", Step.CONVENE).done_on is None
    assert desk.reply("ks", "innkall N-2027-V bekreft").ok


def test_s7_ks_is_reminded_to_set_the_date_of_a_half_years_meeting(desk: Desk) -> None:
    office = Office(desk)
    said = office.mornings("2027-03-01", "2027-04-02")
    days = {
        day: text
        for day, posts in said.items()
        for text in [post.text for post in posts if post.room == "ks" and "Sett dato: nasjonalt høstmøte" in post.text]
    }
    # due 1 April 2027: rungs −21 −14 −7 −3 −1 0, those in Easter week (22.–29.3) moved to Friday 19 March and merged
    assert sorted(days) == ["2027-03-11", "2027-03-18", "2027-03-19", "2027-03-31", "2027-04-01", "2027-04-02"]
    assert "over fristen" not in days["2027-04-01"].casefold()
    assert "Over fristen" in days["2027-04-02"]
    assert all("§ 1" in text for text in days.values())


# -- § 1: what the model wants on the agenda ---------------------------------------------------------------------------


def test_s9_the_spring_agenda_has_challenges_and_initiatives(desk: Desk) -> None:
    card = desk.reply("ks", "saksliste nasjonalt vår").card
    assert plain(card).startswith("Saksliste for nasjonalt vårmøte 2027")
    first = item(card, "1.")
    assert first.lead == "1. Framtidige utfordringer og satsinger"
    assert first.text == "Fast sak i modellen (§ 1)"


def test_s10_the_autumn_agenda_has_experience_and_opportunities(desk: Desk) -> None:
    card = desk.reply("siva", "saksliste nasjonalt høst").card
    assert [item(card, f"{number}.").lead for number in (1, 2)] == [
        "1. Erfaringer fra årets satsinger",
        "2. Muligheter i neste periode",
    ]
    assert all("§ 1" in item(card, f"{number}.").text for number in (1, 2, 3))


def test_s10_every_party_is_asked_for_its_experience_when_convened(desk: Desk) -> None:
    desk.say("ks", "møte ny nasjonalt høst 19.10.2027")
    desk.say("ks", "innkall N-2027-H bekreft", at="2027-09-07 10:00")
    asked = [row for row in rows(desk.store, DutyRow) if row.kind == Step.CONTRIBUTE and row.done_on is None]
    assert len({row.owner for row in asked}) == 18  # 15 counties and three agencies; KS asks
    assert {row.due for row in asked} == {date(2027, 9, 28)}

    assert "Registrert: innspill fra Siva" in desk.say("siva", "møte sendt N-2027-H innspill")
    left = {row.owner for row in rows(desk.store, DutyRow) if row.kind == Step.CONTRIBUTE and row.done_on is None}
    assert len(left) == 17
    assert "siva" not in left


def test_s11_eu_instruments_are_on_both_national_agendas(desk: Desk) -> None:
    for season in ("vår", "høst"):
        eu = item(desk.reply("agder", f"saksliste nasjonalt {season}").card, "EU-virkemidler")
        assert "Fast sak i modellen (§ 1)" in eu.text
    assert "EU" not in desk.say("agder", "saksliste Agder vår")


def test_s9_to_s11_the_invitation_carries_the_agenda(desk: Desk) -> None:
    desk.say("ks", "møte ny nasjonalt høst 19.10.2027 kl. 10")
    text = next(block for block in desk.reply("ks", "innkall N-2027-H").card.body if isinstance(block, Copy)).text
    assert "1. Erfaringer fra årets satsinger\n2. Muligheter i neste periode\n3. Nasjonale og regionale" in text
    assert "KS – Kommunesektorens organisasjon (modellen § 4.1)" in text


# -- § 1: the steering group, as needed --------------------------------------------------------------------------------


def test_s12_a_steering_meeting_can_be_planned_and_its_absence_is_no_fault(desk: Desk) -> None:
    silent = desk.say("ks", "status").casefold()
    assert "styringsgruppe" not in silent
    said = Office(desk).mornings("2027-12-13", "2027-12-22")  # a year has gone by without one
    assert [post for posts in said.values() for post in posts if post.room == "ks"]
    assert not [post for posts in said.values() for post in about(posts, "tyringsgruppemøte")]


def test_s12_its_deadlines_are_shorter_and_ks_convenes(desk: Desk) -> None:
    reply = desk.say("ks", "møte ny styringsgruppe 3.5.2027")
    assert reply.startswith("Styringsgruppemøte 1/2027 er satt til mandag 3. mai 2027.")
    assert "nnkalling: mandag 19. april 2027" in reply
    assert "nnspill: fredag 23. april 2027" in reply
    shown = desk.say("agder", "møte vis SG-2027-1")
    assert "Innkaller: KS – Kommunesektorens organisasjon" in shown
    assert "§ 1, § 4.1" in shown
    assert "Styringsgruppemøte 2/2027" in desk.say("ks", "møte ny styringsgruppe 1.9.2027")
    assert "Missionssatsingen og andre fellessatsinger" in desk.say("ks", "saksliste SG-2027-1")
    assert "koordinator eller leder i KS" in refused(desk.reply("agder", "møte ny styringsgruppe 3.6.2027"))


# -- § 2: at least two a year, all together ----------------------------------------------------------------------------


def hold(desk: Desk, ref: str, day: str, held: str, present: str) -> str:
    desk.say("agder", f"møte ny {ref} {day}")
    return desk.say("agder", f"møte holdt {ref} til stede {present}", at=f"{held} 12:00")


def test_s14_held_meetings_are_counted_and_not_together_is_amber_with_its_reason(desk: Desk) -> None:
    desk.say("agder", "møte ny regionalt vår 15.4.2027")
    assert "Dialogmøter holdt i 2026: 0/2 (minst to, § 2)." in desk.say("agder", "status")
    spring = desk.say(
        "agder", "møte holdt R42-2027-V til stede Innovasjon Norge, Siva og Forskningsrådet", at="2027-04-16 12:00"
    )
    assert "registrert som holdt torsdag 15. april 2027" in spring
    assert "Alle tre virkemiddelaktører var til stede (§ 2)." in spring
    assert "1/2" in desk.say("agder", "status")
    assert "▲" not in county_row(desk, "Agder")[3]

    autumn = hold(desk, "R42-2027-H", "16.11.2027", "2027-11-17", "Innovasjon Norge, Forskningsrådet; forfall Siva")
    assert "Ikke samlet: Siva var ikke til stede (§ 2)." in autumn
    status = desk.say("agder", "status")
    assert "Dialogmøter holdt i 2027: 2/2" in status
    assert "Ikke samlet 16.11.2027: uten Siva." in status
    shown = desk.say("agder", "møte vis R42-2027-H")
    assert "Til stede: Agder, Innovasjon Norge, Forskningsrådet" in shown
    assert "Forfall: Siva" in shown

    held = county_row(desk, "Agder")[3]
    assert held.startswith("2/2 ▲")
    assert "ikke samlet" in held  # a sign never stands alone
    assert county_row(desk, "Rogaland")[3] == "0/2"


def test_s14_an_agency_that_is_not_named_was_not_there(desk: Desk) -> None:
    desk.say("agder", "møte ny regionalt vår 15.4.2027")
    reply = desk.say("agder", "møte holdt Agder vår til stede siva", at="2027-04-16 12:00")
    assert "Ikke samlet: Innovasjon Norge, Forskningsrådet var ikke til stede (§ 2)." in reply


def test_s14_a_meeting_held_in_another_half_year_is_not_this_one(desk: Desk) -> None:
    """In November 2026 the coming autumn meeting is 2027's: a date of last week must not count for it."""
    reply = desk.say("agder", "møte holdt Agder høst 17.11.2026 til stede Siva")
    assert "Regionalt høstmøte i Agder 2026 er registrert som holdt" in reply
    assert (meeting(desk, "R42-2026-H").state, meeting(desk, "R42-2027-H").state) == ("held", "planned")
    assert "1/2" in desk.say("agder", "status")
    assert "høsthalvåret 2027" in refused(desk.reply("agder", "møte holdt R42-2027-H 17.11.2026 til stede Siva"))


# -- § 2.1, § 2.2: order and gap ---------------------------------------------------------------------------------------


def test_s17_the_regional_spring_meeting_follows_the_national(desk: Desk) -> None:
    desk.say("ks", "møte ny nasjonalt vår 9.3.2027")
    before = desk.say("agder", "møte ny regionalt vår 2.3.2027")
    assert "satt før det nasjonale 9. mars 2027" in before
    assert "(§ 2.1)" in before
    short = desk.say("agder", "møte flytt Agder vår 18.3.2027 bekreft")
    assert "9 dager fra det nasjonale møtet 9. mars 2027. Anbefalt er minst 28 (§ 2.1)." in short
    fine = desk.say("agder", "møte flytt Agder vår 6.4.2027 bekreft")  # 28 days
    assert "nasjonale" not in fine.casefold()
    assert desk.reply("agder", "status").ok

    assert "vårhalvåret 2027 (§ 2.1)" in refused(desk.reply("agder", "møte flytt Agder vår 1.7.2027"))


def test_s21_the_regional_autumn_meeting_follows_the_national_and_is_administrative(desk: Desk) -> None:
    desk.say("ks", "møte ny nasjonalt høst 19.10.2027")
    reply = desk.say("agder", "møte ny regionalt høst 12.10.2027")
    assert "satt før det nasjonale 19. oktober 2027" in reply
    assert "(§ 2.2)" in reply
    desk.say("agder", "møte flytt Agder høst 16.11.2027 bekreft")
    changed = desk.say("agder", "møte endre Agder høst politisk organ: hovedutvalget for næring")
    assert "Høstmøtet er administrativt (§ 2.2). «hovedutvalget for næring» står som politisk organ." in changed
    assert "Behov for endringer i samarbeidsavtalen" in desk.say("agder", "saksliste Agder høst")


# -- § 2.1: the audiences of the regional spring meeting ---------------------------------------------------------------


def test_s20_two_audiences_are_asked_for_and_the_third_never_missed(desk: Desk) -> None:
    assert "Partnerskapet står ikke som målgruppe" in desk.say("agder", "møte ny regionalt vår 15.4.2027")
    shown = desk.say("agder", "møte endre Agder vår partnerskap: ja")
    assert "Målgrupper: administrativ ledelse, partnerskapet" in shown
    assert "§ 2.1" not in shown  # nothing is flagged any more, with no political body either
    shown = desk.say("agder", "møte endre Agder vår politisk organ: hovedutvalg for regional utvikling")
    assert "administrativ ledelse, partnerskapet, hovedutvalg for regional utvikling" in shown
    row = meeting(desk, "R42-2027-V")
    assert (row.administration, row.partnership, row.political_body) == (
        True, True, "hovedutvalg for regional utvikling",
    )  # fmt: skip
    assert "Partnerskapet står ikke" in desk.say("agder", "møte endre Agder vår partnerskap: nei")


# -- § 3.1: routines ---------------------------------------------------------------------------------------------------


def test_s28_one_countys_notice_moves_only_that_countys_reminder(desk: Desk) -> None:
    desk.say("agder", "møte ny regionalt vår 15.4.2027")
    desk.say("rogaland", "møte ny regionalt vår 15.4.2027")
    before = {slug: duty(desk, ref, Step.CONVENE) for slug, ref in (("a", "R42-2027-V"), ("r", "R11-2027-V"))}
    assert {one.due for one in before.values()} == {date(2027, 3, 18)}

    reply = desk.say("agder", "rutiner innkalling 21")
    assert "Rutinene i Agder fylkeskommune er endret" in reply
    assert "§ 3.1" in reply
    after = {slug: duty(desk, ref, Step.CONVENE) for slug, ref in (("a", "R42-2027-V"), ("r", "R11-2027-V"))}
    assert after["a"].due == date(2027, 3, 19)  # 25 March is Maundy Thursday
    assert after["r"].model_dump() == before["r"].model_dump()
    assert after["a"].next_reminder_at != before["a"].next_reminder_at

    [row] = rows(desk.store, OffsetRow)
    assert (row.organisation, row.step, row.days) == ("agder", "convene", 21)
    entry = entries_of(desk.store)[-1]
    assert (entry.account, entry.line) == ("console:agder", "rutiner innkalling 21")
    assert {"table": "deadline_offset", "key": row.id, "before": None, "after": row.model_dump()} in entry.changes

    desk.say("agder", "rutiner innkalling standard")
    assert rows(desk.store, OffsetRow) == []
    assert duty(desk, "R42-2027-V", Step.CONVENE).due == date(2027, 3, 18)
    assert entries_of(desk.store)[-1].changes[0]["after"] is None


def test_s28_another_countys_routines_are_not_ones_own_to_change(desk: Desk) -> None:
    assert "koordinator eller leder i Agder" in refused(desk.reply("rogaland", "rutiner Agder innkalling 21"))
    assert "koordinator eller leder i Agder" in refused(desk.reply("siva", "rutiner Agder innkalling 21"))
    assert desk.reply("ks", "rutiner Agder innkalling 21").ok  # on behalf of, and told
    entry = entries_of(desk.store)[-1]
    assert entry.on_behalf
    assert [(row.kind, row.recipient) for row in rows(desk.store, MessageRow)] == [("on-behalf-routine", "agder")]


# -- § 4.1: KS convenes the national meetings --------------------------------------------------------------------------


def test_s32_ks_is_reminded_until_it_has_convened_and_convenes_once(desk: Desk) -> None:
    office = Office(desk)
    desk.say("ks", "møte ny nasjonalt vår 9.3.2027")
    desk.say("ks", "datovarsel N-2027-V bekreft")
    office.turn()
    assert len([post for post in office.chat.posts if "av datoen" in post.card.title]) == 18

    said = office.mornings("2027-01-04", "2027-01-29")
    due = {
        day: post for day, posts in said.items() for post in posts if post.room == "ks" and "Innkalling:" in post.text
    }
    # deadline 26 January: −21 is 5 January, −14 12, −7 19, −3 is Saturday → 22, −1 25, 0 26; then sendable +1 and +3
    assert list(due) == [
        "2027-01-05", "2027-01-12", "2027-01-19", "2027-01-22", "2027-01-25", "2027-01-26", "2027-01-27", "2027-01-29",
    ]  # fmt: skip
    assert all(post.at == oslo(f"{day} 09:00") for day, post in due.items())
    assert all("§ 4.1" in post.text for post in due.values())
    assert "over fristen" not in due["2027-01-26"].text.casefold()
    assert "Over fristen" in due["2027-01-27"].text
    assert "Over fristen" in plain(desk.reply("ks", "status").card)

    nudged = due["2027-01-29"].card
    preview = desk.press("ks", nudged, "Kall inn nå")
    assert "Sende innkalling til nasjonalt vårmøte 2027?" in plain(preview.card)
    assert "18 mottakere" in plain(preview.card)
    assert about(office.turn(), "Innkalling til") == []  # a look sends nothing

    sent = desk.press("ks", preview.card, "Send innkallingen")
    assert "Sendt til 18 mottakere." in plain(sent.card)
    row = meeting(desk, "N-2027-V")
    assert row.state == "convened"
    steps = [step for step in rows(desk.store, StepRow) if step.step == Step.CONVENE]
    assert [(step.organisation, step.day, step.account) for step in steps] == [("ks", date(2027, 1, 29), "console:ks")]
    letters = about(office.turn(), "Innkalling til")
    assert len({post.room for post in letters}) == len(letters) == 18

    again = desk.press("ks", preview.card, "Send innkallingen")
    assert "ble sendt 29. januar 2027" in refused(again)
    assert office.turn() == []

    later = office.mornings("2027-02-01", "2027-02-12")
    assert not [post for posts in later.values() for post in posts if post.room == "ks" and "Innkalling:" in post.text]
    shown = desk.say("ks", "møte vis N-2027-V")
    assert "Siva: mottatt 29.1.2027" in shown


def test_s32_who_received_what_and_when_is_told_apart(desk: Desk) -> None:
    office = Office(desk)
    desk.say("agder", "møte ny regionalt vår 15.4.2027")
    desk.say("agder", "datovarsel Agder vår bekreft", at="2027-02-18 23:30")  # late in the evening, still the 18th
    office.turn()
    desk.say("agder", "innkall Agder vår bekreft", at="2027-03-18 00:15")  # the 18th in Oslo, the 17th in London
    office.turn()
    _, _, received = desk.say("agder", "møte vis Agder vår").partition("Mottatt")
    first, _, second = received.partition("Innkalling")
    assert "Hold av datoen" in first
    assert "Siva: mottatt 18.2.2027" in first
    assert "Siva: mottatt 18.3.2027" in second


def test_s32_nobody_but_ks_convenes_nationally(desk: Desk) -> None:
    desk.say("ks", "møte ny nasjonalt vår 9.3.2027")
    for who in ("agder", "siva", "ks:member", "ks:secretary"):
        assert "koordinator eller leder i KS" in refused(desk.reply(who, "innkall N-2027-V bekreft")), who
    assert desk.reply("ks:leader", "innkall N-2027-V bekreft").ok


def test_s32_those_without_a_room_are_named_with_a_text_to_copy(desk: Desk) -> None:
    desk.say("siva", "kanal ingen bekreft")
    desk.say("ks", "møte ny nasjonalt vår 9.3.2027")
    card = desk.reply("ks", "innkall N-2027-V bekreft").card
    assert "Sendt til 17 mottakere." in plain(card)
    assert "Uten kanal i chatten: Siva. Kopier teksten til en e-post." in plain(card)
    assert next(block for block in card.body if isinstance(block, Copy)).text.startswith("Innkalling til nasjonalt")


def test_s32_a_word_is_said_when_the_hour_is_odd(desk: Desk) -> None:
    desk.say("ks", "møte ny nasjonalt vår 9.3.2027")
    assert "utenfor vanlig arbeidstid" in desk.say("ks", "innkall N-2027-V", at="2027-01-23 22:00")  # a Saturday
    assert "utenfor vanlig arbeidstid" not in desk.say("ks", "innkall N-2027-V", at="2027-01-25 10:00")


# -- § 4.2: the county authority convenes the regional ones ------------------------------------------------------------


def test_s33_fifteen_counties_have_fifteen_deadlines_of_their_own(desk: Desk) -> None:
    days = [date(2027, 4, 12 + offset) for offset in (0, 1, 2, 3, 4, 7, 8, 9, 10, 11, 14, 15, 16, 17, 18)]
    for county, day in zip(COUNTIES, days, strict=True):
        slug = next(row.slug for row in rows(desk.store, OrganisationRow) if row.short == county)
        assert desk.reply(slug, f"møte ny vår {day:%d.%m.%Y}").ok, county
    calendar = desk.store.rules.calendar
    due = {row.owner: row.due for row in rows(desk.store, DutyRow) if row.kind == Step.CONVENE}
    assert len(due) == 15
    for county, day in zip(COUNTIES, days, strict=True):
        slug = next(row.slug for row in rows(desk.store, OrganisationRow) if row.short == county)
        assert due[slug] == calendar.sendable_on_or_before(date.fromordinal(day.toordinal() - 28)), county


@pytest.mark.parametrize("who", ["vestland", "more-og-romsdal"])
def test_s33_two_counties_are_reminded_in_nynorsk(desk: Desk, who: str) -> None:
    office = Office(desk)
    assert "er sett til torsdag 15. april 2027" in desk.say(who, "møte ny regionalt vår 15.4.2027")
    said = office.mornings("2027-02-19", "2027-03-22")
    posts = {
        day: post for day, all_ in said.items() for post in all_ if post.room == who and "Innkalling:" in post.text
    }
    assert list(posts) == [
        "2027-02-25", "2027-03-04", "2027-03-11", "2027-03-15", "2027-03-17", "2027-03-18", "2027-03-19",
    ]  # fmt: skip
    last_before, over = posts["2027-03-18"].text, posts["2027-03-19"].text
    assert "I dag – Innkalling: regionalt vårmøte i" in last_before
    assert "Over fristen sidan torsdag – Innkalling:" in over
    assert "§ 4.2" in over
    assert "Kall inn no" in labels_of(posts["2027-03-18"].card)


def labels_of(card: Card) -> list[str]:
    return [button.label for block in card.body if isinstance(block, Item) for button in block.buttons]


def test_s33_sending_stops_the_reminders_and_a_second_press_sends_nothing(desk: Desk) -> None:
    office = Office(desk)
    desk.say("agder", "møte ny regionalt vår 15.4.2027")
    preview = desk.reply("agder", "innkall Agder vår", at="2027-03-12 10:00").card
    assert "3 mottakere: Innovasjon Norge, Siva, Forskningsrådet." in plain(preview)
    assert desk.press("agder", preview, "Send innkallingen").ok
    letters = office.turn()
    assert sorted(post.room for post in letters if "Innkalling:" in post.card.title) == [
        "forskningsradet", "innovasjon-norge", "siva",
    ]  # fmt: skip
    assert not desk.press("agder", preview, "Send innkallingen").ok
    later = office.mornings("2027-03-15", "2027-04-06")
    own = [post for posts in later.values() for post in posts if post.room == "agder"]
    assert not about(own, "Innkalling:")
    asked = [post for posts in later.values() for post in posts if post.room == "siva"]
    assert about(asked, "Innspill: regionalt vårmøte i Agder 2027")


def test_s33_ks_may_convene_on_behalf_and_the_county_is_told(desk: Desk) -> None:
    desk.say("ks", "møte ny Agder vår 15.4.2027")
    assert desk.reply("ks", "innkall Agder vår bekreft").ok
    entries = [entry for entry in entries_of(desk.store) if entry.account == "console:ks"]
    assert [entry.on_behalf for entry in entries] == [True, True]
    step = next(step for step in rows(desk.store, StepRow) if step.step == Step.CONVENE)
    assert (step.organisation, step.account, step.on_behalf) == ("agder", "console:ks", True)
    office = Office(desk)
    told = [post for post in office.turn() if post.room == "agder"]
    assert len(told) == 2
    assert all("På vegne av dere har KS" in post.text for post in told)


def test_s33_another_county_or_an_agency_may_not(desk: Desk) -> None:
    desk.say("agder", "møte ny regionalt vår 15.4.2027")
    for who in ("rogaland", "siva", "agder:member"):
        assert "koordinator eller leder i Agder" in refused(desk.reply(who, "innkall R42-2027-V bekreft")), who
    assert desk.reply("agder:leader", "innkall R42-2027-V bekreft").ok


# -- § 4.2: the coordinator's view and nudge ---------------------------------------------------------------------------


def test_s34_the_coordinator_sees_all_four_parties_and_nudges_in_its_own_county_only(desk: Desk) -> None:
    desk.say("agder", "oppfølging ny Siva: levere skisse innen 27.11")
    desk.say("rogaland", "oppfølging ny Siva: sende tall innen 27.11")
    desk.say("agder", "oppfølging ny Innovasjon Norge: lage oversikt innen 30.11")

    card = desk.reply("agder", "status").card
    assert item(card, "O-1 levere skisse")
    assert item(card, "O-3 lage oversikt")
    assert "O-2" not in plain(card)
    assert "Nasjonale møter" in plain(card)

    assert "Siva er minnet på: O-1 levere skisse" in desk.say("agder", "purr O-1")
    assert "O-2 finnes ikke" in refused(desk.reply("agder", "purr O-2"))
    assert desk.reply("ks", "purr O-2").ok

    office = Office(desk)
    nudges = [post for post in office.turn() if "minner om" in post.card.title]
    assert sorted((post.room, post.card.title) for post in nudges) == [
        ("siva", "Agder minner om O-1 levere skisse"),
        ("siva", "KS minner om O-2 sende tall"),
    ]
    assert "§ 2" in nudges[0].text
    finished = desk.press("siva", nudges[0].card, "Ferdig")
    assert finished.ok
    assert next(row for row in rows(desk.store, FollowUpRow) if row.id == 1).state == "done"


def test_s34_ks_sees_the_whole_country_and_an_agency_all_its_counties(desk: Desk) -> None:
    desk.say("agder", "oppfølging ny Siva: levere skisse innen 27.11")
    desk.say("rogaland", "oppfølging ny Siva: sende tall innen 27.11")
    for who in ("ks", "siva"):
        card = desk.reply(who, "status").card
        assert plain(card).startswith("Hele landet")
        assert item(card, "O-1")
        assert item(card, "O-2")
    assert "Bare" not in desk.say("siva", "status Agder")
    assert "Agder" in refused(desk.reply("rogaland", "status Agder"))


# -- signed at Frosta: the model itself --------------------------------------------------------------------------------


def test_s35_about_the_model_cites_clause_and_text(desk: Desk) -> None:
    whole = desk.say("agder", "om modellen")
    assert "Frosta 11. mai 2023" in whole
    assert all(f"{clause}: " in whole for clause in CLAUSES)
    one = desk.say("agder", "om modellen § 4.2")
    assert "§ 4.2: Fylkeskommunens ledelse kaller inn" in one
    assert "§ 4.1" not in one
    assert "§ 4.2" in refused(desk.reply("agder", "om modellen 5"))
    assert desk.reply("U7", "om modellen").ok  # a stranger may read it too


def test_s35_every_duty_and_every_reminder_cites_a_clause_that_exists(desk: Desk) -> None:
    desk.say("ks", "møte ny nasjonalt vår 9.3.2027")
    desk.say("agder", "møte ny regionalt vår 15.4.2027")
    desk.say("ks", "innkall N-2027-V bekreft")
    desk.say("agder", "oppfølging ny Siva: levere skisse innen 27.11")
    assert {row.clause for row in rows(desk.store, DutyRow)} <= set(CLAUSES)
    office = Office(desk)
    office.turn()
    said = [
        *office.mornings("2026-11-24", "2026-12-07").values(),
        *office.mornings("2027-02-09", "2027-02-17").values(),
    ]
    assert {"ks", "agder", "siva"} <= {post.room for posts in said for post in posts}
    for posts in said:
        for post in posts:
            assert any(clause in post.text for clause in CLAUSES), post.text
