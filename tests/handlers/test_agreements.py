"""Agreements and measures, as conversations: drafting, signing, reporting, proposing, and what is refused."""

from collections.abc import Iterable

import pytest
from sqlmodel import select

from domain.organisations import REFERENCE, Kind
from handlers.actors import actor_of
from handlers.agreement_next import open_next_version
from handlers.ask import Ask
from handlers.cards import Account, Card, Item, Reply, RoomRef
from handlers.invocation import Invocation
from handlers.plain import plain
from storage.store import By
from storage.tables import (
    AgreementChangeRow,
    AgreementRow,
    AuditRow,
    DutyRow,
    MeasureRow,
    MeasureUpdateRow,
)
from tests.collecting_chat import Office, about
from tests.desk import Desk

DRAFT = (
    "avtale ny 2026–2029",
    "avtale mål M1: Flere grønne arbeidsplasser; planmål 2.1",
    "avtale mål M2: Nyskaping",
    """avtale tiltak T1.2: Testfasilitet; ansvarlig: Siva; bidrar: Agder og Forskningsrådet
    virkemiddel: Norsk katapult; nivå: nasjonalt; frist: 1.3.2027; indikator: bedrifter i løpet 0 → 25""",
    "avtale tiltak T1.10: Kurs; ansvarlig: Agder; frist: 1.6.2027",
    "avtale tiltak T2.1: Én vei inn; ansvarlig: Innovasjon Norge; frist: 31.1.2027; opphav: enighet",
)
SIGNING = ("til godkjenning", "omforent", "signert 20.11.2026", "gjeldende 22.11.2026")


def draft(desk: Desk, county: str = "agder") -> None:
    for line in DRAFT:
        ok(desk, county, line)


def in_force(desk: Desk, county: str = "agder") -> None:
    draft(desk, county)
    for state in SIGNING:
        ok(desk, county, f"avtale status {state}")


def ok(desk: Desk, who: str, line: str, **fields: str) -> str:
    reply = desk.form(who, line, **fields) if fields else desk.reply(who, line)
    assert reply.ok, (line, reply.problem)
    return plain(reply.card)


def code(reply: Reply) -> str:
    assert reply.problem is not None, plain(reply.card)
    return reply.problem.code


def measure(desk: Desk, number: str, county: str = "agder") -> MeasureRow:
    with desk.store.transaction() as session:
        query = select(MeasureRow).join(AgreementRow).where(MeasureRow.number == number, AgreementRow.county == county)
        return session.exec(query).one()


def agreement(desk: Desk, county: str = "agder") -> AgreementRow:
    with desk.store.transaction() as session:
        return session.exec(select(AgreementRow).where(AgreementRow.county == county)).one()


def leads(card: Card) -> list[str]:
    return [block.lead for block in card.body if isinstance(block, Item)]


def lines_of(card: Card) -> Iterable[str]:
    return (button.line for block in card.body if isinstance(block, Item) for button in block.buttons)


# -- drafting ---------------------------------------------------------------------------------------------------------


def test_a_draft_is_written_line_by_line_and_read_whole(any_desk: Desk) -> None:
    draft(any_desk)
    card = any_desk.reply("agder", "avtale").card
    said = plain(card)
    assert card.title == "Samarbeidsavtalen for Agder 2026–2029"
    assert "Status: utkast" in said
    assert "Parter: Agder, Innovasjon Norge, Siva, Forskningsrådet" in said
    assert "Avtaleperiode: 1. januar 2026 til 31. desember 2029" in said
    assert leads(card) == ["T1.2 Testfasilitet", "T1.10 Kurs", "T2.1 Én vei inn"]
    assert "Norsk katapult (nasjonalt) · 0 av 25 bedrifter i løpet" in said
    assert "bidrar: Agder, Forskningsrådet" in said
    assert "Planmål 2.1 · 0 prosent av veien, snitt av 2 tiltak" in said
    assert "Ikke forankret · 0 prosent av veien, målt på ett tiltak" in said
    assert "avtalt mellom partene" in said
    assert not any(line.startswith("purr") for line in lines_of(card)), "nobody is chased for a draft"


def test_a_draft_is_changed_at_once(desk: Desk) -> None:
    draft(desk)
    said = ok(desk, "agder", "avtale endre T1.2 frist: 1.4.2027; ansvarlig: Innovasjon Norge fordi Siva ba om det")
    assert "T1.2 frist: 1.3.2027 → 1.4.2027" in said
    assert "T1.2 ansvarlig: Siva → Innovasjon Norge" in said
    row = measure(desk, "T1.2")
    assert (row.due.isoformat(), row.owner, row.version) == ("2027-04-01", "innovasjon-norge", 2)
    with desk.store.transaction() as session:
        entry = session.exec(select(AuditRow).order_by(AuditRow.id.desc())).first()  # type: ignore[union-attr]
    assert entry is not None
    assert any(one.get("reason") == "Siva ba om det" for one in entry.changes)

    ok(desk, "agder", "avtale endre M2 planmål: 3.2")
    ok(desk, "agder", "avtale endre formål: Vi samarbeider fordi vi må; parter: Agder, Siva og Møre og Romsdal")
    said = ok(desk, "agder", "avtale")
    assert "Formål: Vi samarbeider fordi vi må" in said
    assert "Parter: Agder, Siva, Møre og Romsdal" in said
    assert "Planmål 3.2" in said

    ok(desk, "agder", "avtale fjern T1.10")
    assert "T1.10" not in ok(desk, "agder", "avtale")
    again = "avtale tiltak T1.10: Igjen; ansvarlig: Siva; frist: 1.6"
    assert code(desk.reply("agder", again)) == "agreements.number-used"


def test_a_title_may_hold_words_that_name_fields(desk: Desk) -> None:
    draft(desk)
    ok(desk, "agder", "avtale tiltak T1.3: Nivå to i industrien; ansvarlig: Siva; frist: 1.6.2027")
    assert measure(desk, "T1.3").title == "Nivå to i industrien"


def test_a_deadline_on_a_day_off_is_said_aloud(desk: Desk) -> None:
    draft(desk)
    said = ok(desk, "agder", "avtale tiltak T1.3: Kurs; ansvarlig: Siva; frist: 31.1.2027")
    assert "søndag 31. januar 2027 er i en helg" in said


def test_forms_do_what_lines_do(desk: Desk) -> None:
    form = desk.reply("agder", "avtale ny").card.form
    assert form is not None
    assert [field.name for field in form.fields] == ["title", "starts", "ends", "parties"]
    values = {field.name: field.value for field in form.fields}
    ok(desk, "agder", form.line, **values | {"starts": "1.1.2026", "ends": "31.12.2029"})

    form = desk.reply("agder", "avtale mål").card.form
    assert form is not None
    ok(desk, "agder", form.line, number="M1", title="Flere arbeidsplasser", plan_goal="2.1", focus_area="Industri")

    form = desk.reply("agder", "avtale tiltak T1.1").card.form
    assert form is not None
    values = {field.name: field.value for field in form.fields}
    assert (values["number"], values["origin"]) == ("T1.1", "plan")
    values |= {"title": "Kurs", "owner": "siva", "contributors": "agder, more-og-romsdal", "level": "eu"}
    ok(desk, "agder", form.line, **values | {"due": "1.6.2027", "indicator": "kurs 0 → 4"})
    said = ok(desk, "agder", "avtale")
    assert "Planmål 2.1 · Industri" in said
    assert "Siva, frist tirsdag 1. juni 2027 · bidrar: Agder, Møre og Romsdal" in said
    assert "EU · 0 av 4 kurs" in said


@pytest.mark.parametrize(
    ("field", "value", "refusal"),
    [
        ("due", "31.11", "dates.no-such-day"),
        ("due", "", "dates.missing"),
        ("title", "", "agreements.no-title"),
        ("owner", "", "followups.no-owner"),
        ("number", "M1", "agreements.no-number-measure"),
        ("number", "T9.1", "agreements.no-goal"),
        ("number", "T1.2", "agreements.number-taken"),
        ("indicator", "0 → 25", "measures.no-indicator"),
    ],
)
def test_a_wrong_field_is_named_and_nothing_is_changed(desk: Desk, field: str, value: str, refusal: str) -> None:
    draft(desk)
    whole = {"number": "T1.3", "title": "Kurs", "owner": "siva", "contributors": "", "instrument": "", "level": ""}
    whole |= {"due": "1.6.2027", "indicator": "", "origin": "plan", "description": ""}
    reply = desk.form("agder", "avtale tiltak agder", **whole | {field: value})
    assert code(reply) == refusal
    assert reply.problem is not None
    assert reply.problem.field_name == field
    assert "T1.3" not in ok(desk, "agder", "avtale")
    ok(desk, "agder", "avtale tiltak agder", **whole)


def test_a_form_made_before_a_change_explains_itself(desk: Desk) -> None:
    draft(desk)
    for opened in ("avtale endre", "avtale endre T1.2"):
        form = desk.reply("agder", opened).card.form
        assert form is not None
        values = {field.name: field.value for field in form.fields}
        ok(desk, "agder", "avtale endre T1.2 virkemiddel: SIVA-anlegg " + opened.rpartition(" ")[2])
        assert code(desk.form("agder", form.line, **values | {"title": "For sent"})) == "common.stale"


def test_an_edit_form_changes_only_what_was_changed(desk: Desk) -> None:
    draft(desk)
    form = desk.reply("agder", "avtale endre T1.2").card.form
    assert form is not None
    values = {field.name: field.value for field in form.fields}
    said = ok(desk, "agder", form.line, **values | {"instrument": "SFI"})
    assert [line for line in said.splitlines() if "→" in line] == ["T1.2 virkemiddel: Norsk katapult → SFI"]
    form = desk.reply("agder", "avtale endre T1.2").card.form
    assert form is not None
    assert code(desk.form("agder", form.line, **values | {"instrument": "SFI"})) == "agreements.unchanged"


# -- who may ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "line"),
    [
        ("agder:member", "avtale mål M3: Mer"),
        ("rogaland", "avtale endre Agder T1.2 frist: 1.4.2027"),
        ("ks", "avtale status Agder under revisjon"),
        ("siva", "avtale fjern Agder T1.2"),
        ("forskningsradet", "tiltak Agder T1.2 i gang"),
        ("ks", "tiltak Agder T1.2 i gang"),
        ("agder:member", "tiltak T1.2 i gang"),
        ("siva", "purr Agder T1.10"),
        ("rogaland", "avtale Agder"),
        ("rogaland", "tiltak Agder T1.2"),
        ("rogaland", "avtale statusark Agder"),
        ("rogaland", "purr Agder T1.2"),
    ],
)
def test_only_those_named_in_the_table_may(desk: Desk, who: str, line: str) -> None:
    in_force(desk)
    before = (agreement(desk), measure(desk, "T1.2"))
    assert code(desk.reply(who, line)) == "common.not-allowed"
    assert (agreement(desk), measure(desk, "T1.2")) == before


def test_agencies_and_ks_are_told_that_the_county_edits(desk: Desk) -> None:
    for who in ("siva", "ks"):
        assert code(desk.reply(who, "avtale mål M1: Mer")) == "agreements.county-only"
        assert code(desk.reply(who, "avtale ny 2026–2029")) == "agreements.county-only"


def test_a_member_of_the_owner_may_report_and_a_county_that_takes_part_may_read(desk: Desk) -> None:
    draft(desk)
    ok(desk, "agder", "avtale endre T1.2 bidrar: Rogaland")
    for state in SIGNING:
        ok(desk, "agder", f"avtale status {state}")
    ok(desk, "siva:member", "tiltak T1.2 i gang")
    assert "T1.2 Testfasilitet" in ok(desk, "rogaland", "avtale Agder")
    assert "Testfasilitet" in ok(desk, "rogaland", "status nasjonalt") + ok(desk, "rogaland", "tiltak Agder T1.2")
    assert code(desk.reply("vestland", "avtale Agder")) == "common.not-allowed"


def test_another_countys_measure_is_in_no_list_of_ones_own(desk: Desk) -> None:
    in_force(desk)
    desk.at = desk.at.replace(year=2027, month=3, day=10)  # T1.2 is over its deadline
    for line in ("status nasjonalt", "frister", "status"):
        assert "Testfasilitet" not in ok(desk, "rogaland", line), line
    for who, line in (("ks", "frister"), ("agder", "status"), ("siva", "mine")):
        assert "Testfasilitet" in ok(desk, who, line), (who, line)


# -- states -----------------------------------------------------------------------------------------------------------


def test_the_states_follow_one_another_and_the_record_says_who_registered(desk: Desk) -> None:
    draft(desk)
    assert code(desk.reply("agder", "avtale status signert")) == "agreements.no-such-step"
    assert "Registrert av Agder." in ok(desk, "agder", "avtale status til godkjenning")
    assert code(desk.reply("agder", "avtale status til godkjenning")) == "agreements.same-state"
    assert code(desk.reply("agder", "avtale endre T1.2 frist: 1.4.2027")) == "agreements.settled"
    ok(desk, "agder", "avtale status utkast")
    ok(desk, "agder", "avtale endre T1.2 frist: 1.4.2027")
    ok(desk, "agder", "avtale status til godkjenning")
    said = ok(desk, "agder", "avtale status omforent")
    assert "Registrert av Agder ut fra det partene er enige om utenfor chatten." in said
    assert code(desk.reply("agder", "avtale status signert 4.2.2027")) == "dates.future"
    assert "signert 20. november 2026" in ok(desk, "agder", "avtale status signert 20.11.2026")
    assert code(desk.reply("agder", "avtale endre T1.2 frist: 1.5.2027")) == "agreements.settled"
    assert "gjeldende siden 22. november 2026" in ok(desk, "agder", "avtale status gjeldende 22.11.2026")


def test_a_button_asks_for_the_day_and_an_old_one_explains(desk: Desk) -> None:
    draft(desk)
    old = desk.reply("agder", "avtale").card
    ok(desk, "agder", "avtale mål M3: Mer")
    assert code(desk.press("agder", old, "Registrer: til godkjenning")) == "common.stale"
    for label in ("Registrer: til godkjenning", "Registrer: omforent"):
        assert desk.press("agder", desk.reply("agder", "avtale").card, label).ok
    form = desk.press("agder", desk.reply("agder", "avtale").card, "Registrer: signert").card.form
    assert form is not None
    assert [field.value for field in form.fields] == ["23.11.2026"]
    assert agreement(desk).state == "agreed", "nothing is registered before the form is sent"
    refused = desk.form("agder", form.line, day="i overmorgen")
    assert (code(refused), refused.problem and refused.problem.field_name) == ("dates.future", "day")
    ok(desk, "agder", form.line, day="20.11.2026")
    assert agreement(desk).signed_on is not None


def test_one_agreement_at_a_time_until_its_term_is_over(desk: Desk) -> None:
    in_force(desk)
    assert code(desk.reply("agder", "avtale ny 2030–2033")) == "agreements.exists"
    desk.at = desk.at.replace(year=2030, month=1)
    assert "utløpt 31. desember 2029" in ok(desk, "agder", "avtale")
    assert "Agder T1.2" in ok(desk, "siva", "mine"), "what is left of it is asked for until a new one takes its place"
    ok(desk, "agder", "avtale ny 2030–2033")
    assert "2030–2033" in desk.reply("agder", "avtale").card.title
    assert "Agder T1.2" not in ok(desk, "siva", "mine")


def test_no_countys_name_is_taken_for_a_word_of_the_family(desk: Desk) -> None:
    draft(desk)
    for county in (one.short for one in REFERENCE if one.kind is Kind.COUNTY):
        title = desk.reply("ks", f"avtale {county}").card.title
        assert county in title, title


# -- reports ----------------------------------------------------------------------------------------------------------


def test_a_report_stands_in_the_history_with_its_author(any_desk: Desk) -> None:
    in_force(any_desk)
    said = ok(any_desk, "siva", "tiltak T1.2 status i gang 11 av 25 bedrifter, neste: søknad i januar")
    assert "● I gang" in said
    assert "11 av 25 bedrifter i løpet" in said
    assert "Neste steg: søknad i januar" in said
    ok(any_desk, "siva", "tiltak T1.2 14, merknad: to kom til")
    said = ok(any_desk, "agder", "tiltak T1.2")
    assert "23.11.2026 Siva: 11 → 14 bedrifter i løpet · «to kom til»" in said
    assert "23.11.2026 Siva: i gang · 0 → 11 bedrifter i løpet · neste: søknad i januar" in said
    assert "M1 Flere grønne arbeidsplasser: 28 prosent av veien" in ok(any_desk, "agder", "avtale statusark")
    with any_desk.store.transaction() as session:
        rows = session.exec(select(MeasureUpdateRow).order_by(MeasureUpdateRow.id)).all()  # type: ignore[arg-type]
    assert [(row.organisation, row.account, row.old_value, row.value) for row in rows] == [
        ("siva", "console:siva", 0, 11),
        ("siva", "console:siva", 11, 14),
    ]


def test_the_form_reports_what_was_changed_in_it(desk: Desk) -> None:
    in_force(desk)
    ok(desk, "siva", "tiltak T1.2 i gang 11, neste: søknad")
    form = desk.press("siva", desk.reply("siva", "tiltak T1.2").card, "Oppdater").card.form
    assert form is not None
    values = {field.name: field.value for field in form.fields}
    assert values == {"status": "in-progress", "value": "11", "next_step": "søknad", "note": ""}
    assert code(desk.form("siva", form.line, **values)) == "measures.nothing-new"
    wrong = desk.form("siva", form.line, **values | {"value": "mange"})
    assert (code(wrong), wrong.problem and wrong.problem.field_name) == ("measures.no-number", "value")
    ok(desk, "siva", form.line, **values | {"status": "delayed", "next_step": "", "note": "venter"})
    row = measure(desk, "T1.2")
    assert (row.status, row.latest, row.next_step) == ("delayed", 11, "")


def test_an_old_button_explains_and_offers_to_go_on(desk: Desk) -> None:
    in_force(desk)
    old = desk.reply("siva", "mine").card
    ok(desk, "agder", "tiltak T1.2 forsinket")
    reply = desk.press("siva", old, "Oppdater")
    assert code(reply) == "measures.stale"
    assert "T1.2 er oppdatert siden knappen ble laget: Forsinket" in plain(reply.card)
    assert desk.press("siva", reply.card, "Gå videre").card.form is not None


@pytest.mark.parametrize(
    ("line", "refusal"),
    [
        ("tiltak T1.2 status rart", "measures.unknown-status"),
        ("tiltak T1.2 kanskje", "measures.report-unknown"),
        ("tiltak T1.2 11 av 30", "measures.other-target"),
        ("tiltak T1.2 i gang T1.10 fullført", "measures.report-unknown"),
        ("tiltak T1.2 og T1.10 fullført", "measures.unknown"),
        ("tiltak T1.2, T1.10", "measures.unknown"),
        ("tiltak T9.9", "measures.none-such"),
        ("tiltak T1.2.3 i gang", "measures.unknown"),
        ("tiltak Atlantis T1.2", "measures.unknown"),
        ("tiltak oppdater", "measures.which"),
        ("tiltak Rogaland T1.2", "agreements.none"),
        ("tiltak T1.10 3", "measures.without-indicator"),
        ("purr T9.9", "measures.none-such"),
        ("purr T1.10", "nudge.own"),
        ("slumre T1.2 til fredag", "nudge.nothing-to-snooze"),
    ],
)
def test_what_is_not_understood_changes_nothing(desk: Desk, line: str, refusal: str) -> None:
    in_force(desk)
    before = measure(desk, "T1.2")
    assert code(desk.reply("agder", line)) == refusal
    assert measure(desk, "T1.2") == before


def test_a_measure_of_a_draft_is_not_reported_on(desk: Desk) -> None:
    draft(desk)
    assert code(desk.reply("siva", "tiltak T1.2 i gang")) == "measures.not-running"
    assert "T1.2" not in ok(desk, "siva", "mine")


def test_whose_measure_is_meant(desk: Desk) -> None:
    """One's own county's; an agency's own; and with several that fit, a choice of counties."""
    in_force(desk)
    in_force(desk, "rogaland")
    assert desk.reply("rogaland", "tiltak T1.2").card.title == "T1.2 Testfasilitet"
    reply = desk.reply("siva", "tiltak T1.2 i gang")
    assert code(reply) == "measures.which-county"
    assert "Agder, Rogaland" in plain(reply.card)
    reply = desk.press("siva", reply.card, "Rogaland T1.2")
    assert reply.card.title == "Rogaland T1.2 Testfasilitet er oppdatert"
    assert (measure(desk, "T1.2").status, measure(desk, "T1.2", "rogaland").status) == ("not-started", "in-progress")

    ok(desk, "rogaland", "avtale endre T1.2 ansvarlig: Forskningsrådet")
    ok(desk, "rogaland", "avtale status gjeldende")
    assert desk.reply("siva", "tiltak T1.2 11").card.title == "Agder T1.2 Testfasilitet er oppdatert"
    assert desk.reply("ks", "tiltak T1.2").problem is not None
    assert leads(desk.reply("siva", "tiltak").card) == ["Agder T1.2 Testfasilitet"]


def test_reached_and_completed(desk: Desk) -> None:
    in_force(desk)
    assert "Målet er nådd" in ok(desk, "siva", "tiltak T1.2 25 av 25")
    said = ok(desk, "siva", "tiltak T1.2 fullført")
    assert "Det blir ikke flere påminnelser" in said
    assert "T1.2" not in ok(desk, "siva", "mine")
    assert code(desk.reply("agder", "purr T1.2")) == "measures.nothing-open"
    ok(desk, "siva", "tiltak T1.2 i gang, merknad: ikke ferdig likevel")
    assert "T1.2" in ok(desk, "siva", "mine")


# -- who hears --------------------------------------------------------------------------------------------------------


def test_the_county_hears_of_a_delay_and_the_owner_of_what_the_county_registers(desk: Desk) -> None:
    in_force(desk)
    office = Office(desk)
    office.turn()
    ok(desk, "siva", "tiltak T1.2 i gang")
    assert office.turn() == []
    ok(desk, "siva", "tiltak T1.2 forsinket, merknad: venter på tall")
    (post,) = office.turn()
    assert post.room == "agder"
    assert post.card.title == "Siva har meldt om T1.2 Testfasilitet"
    assert "▲ Forsinket" in post.text
    assert "Siva: «venter på tall»" in post.text
    ok(desk, "siva", "tiltak T1.2 i gang")
    (post,) = office.turn()
    assert (post.room, "● I gang" in post.text) == ("agder", True)
    ok(desk, "agder", "tiltak T1.2 forsinket")
    (post,) = office.turn()
    assert post.room == "siva"
    assert post.card.title == "Agder har oppdatert Agder T1.2 Testfasilitet"


def test_nudge_and_snooze(desk: Desk) -> None:
    in_force(desk)
    office = Office(desk)
    office.turn()
    ok(desk, "agder", "purr T1.2")
    (post,) = office.turn()
    assert post.room == "siva"
    assert post.card.title == "Agder minner om Agder T1.2 Testfasilitet"
    assert code(desk.reply("ks", "purr Agder T1.2")) == "nudge.already-today"
    assert desk.reply("siva", "slumre T1.2").card.form is not None
    ok(desk, "siva", "slumre T1.2 til 26.2.2027")
    said = office.mornings("2027-02-01", "2027-02-26")
    days = [day for day, posts in said.items() if about([post for post in posts if post.room == "siva"], "T1.2")]
    assert days == ["2027-02-26"]


def test_reminders_say_measures_like_other_duties(desk: Desk) -> None:
    in_force(desk)
    office = Office(desk)
    said = office.mornings("2027-02-08", "2027-03-05")
    siva = {day: about([post for post in posts if post.room == "siva"], "Agder T1.2") for day, posts in said.items()}
    days = [day for day, posts in siva.items() if posts]
    assert days == ["2027-02-08", "2027-02-15", "2027-02-22", "2027-02-26", "2027-03-01", "2027-03-02", "2027-03-04"]
    assert "over fristen" in siva["2027-03-02"][0].text.casefold()
    assert "§ 3.1" in siva["2027-03-02"][0].text


# -- proposals --------------------------------------------------------------------------------------------------------


def proposals(desk: Desk) -> list[tuple[str, str, str, str]]:
    with desk.store.transaction() as session:
        rows = session.exec(select(AgreementChangeRow).order_by(AgreementChangeRow.id))  # type: ignore[arg-type]
        return [(row.number, row.field, row.new, row.state) for row in rows]


def test_what_is_proposed_waits_for_the_next_version(any_desk: Desk) -> None:
    desk = any_desk
    in_force(desk)
    said = ok(desk, "agder", "avtale endre T1.2 frist: 1.6.2027 fordi tallene mangler")
    assert "T1.2 frist: 1.3.2027 → 1.6.2027 (tallene mangler)" in said
    ok(desk, "agder", "avtale tiltak T1.3: Nytt kurs; ansvarlig: Siva; frist: 1.9.2027; indikator: kurs 0 → 4")
    ok(desk, "agder", "avtale mål M3: Mer forskning")
    ok(desk, "agder", "avtale tiltak T3.1: Forskerhjelp; ansvarlig: Forskningsrådet; frist: 1.9.2027")
    ok(desk, "agder", "avtale endre T1.3 frist: 1.10.2027")
    ok(desk, "agder", "avtale fjern T1.10 fordi det er gjort i et annet tiltak")
    ok(desk, "agder", "avtale endre T2.1 planmål: 3.3")
    assert agreement(desk).state == "under-revision"
    assert measure(desk, "T1.2").due.isoformat() == "2027-03-01"
    said = ok(desk, "agder", "avtale")
    assert "Foreslått for versjon 2" in said
    for line in (
        "T1.2 frist: 1.3.2027 → 1.6.2027 (tallene mangler)",
        "Nytt tiltak: T1.3 Nytt kurs – Siva, frist 1.10.2027",
        "Nytt mål: M3 Mer forskning",
        "Tas ut: T1.10 Kurs (det er gjort i et annet tiltak)",
        "T2.1 opphav: avtalt mellom partene → planmål 3.3",
    ):
        assert line in said.splitlines(), line
    office = Office(desk)
    office.turn()
    ok(desk, "agder", "avtale status gjeldende")
    row = agreement(desk)
    assert (row.state, row.version) == ("in-force", 2)
    said = ok(desk, "agder", "avtale")
    assert "Foreslått" not in said
    assert "T1.10" not in said
    assert "T3.1 Forskerhjelp" in said
    assert (measure(desk, "T1.2").due.isoformat(), measure(desk, "T1.3").target) == ("2027-06-01", 4)
    assert measure(desk, "T2.1").origin == "plan 3.3"
    assert {state for *_, state in proposals(desk)} == {"in-force", "dropped"}
    again = "avtale tiltak T1.10: Igjen; ansvarlig: Siva; frist: 1.6"
    assert code(desk.reply("agder", again)) == "agreements.number-used"

    posts = office.turn()
    assert sorted(post.room for post in posts) == ["forskningsradet", "innovasjon-norge", "siva"]
    (siva,) = [post.text for post in posts if post.room == "siva"]
    assert "versjon 2 er registrert som gjeldende" in siva
    assert "T1.2 frist: 1.3.2027 → 1.6.2027" in siva
    assert "Tiltak dere har ansvar for: T1.2, T1.3." in siva
    key = f"measure/{measure(desk, 'T1.10').id}"
    with desk.store.transaction() as session:
        gone = session.exec(select(DutyRow).where(DutyRow.key == key)).one()
        assert gone.done_on is not None


def test_a_proposal_is_replaced_or_withdrawn(desk: Desk) -> None:
    in_force(desk)
    ok(desk, "agder", "avtale endre T1.2 frist: 1.6.2027")
    ok(desk, "agder", "avtale endre T1.2 frist: 1.7.2027")
    assert proposals(desk) == [("T1.2", "due", "2027-06-01", "dropped"), ("T1.2", "due", "2027-07-01", "proposed")]
    assert code(desk.reply("agder", "avtale endre T1.2 frist: 1.7.2027")) == "agreements.unchanged"
    assert "Forslaget er trukket: T1.2 frist" in ok(desk, "agder", "avtale endre T1.2 frist: 1.3.2027")
    assert "Foreslått" not in ok(desk, "agder", "avtale")
    ok(desk, "agder", "avtale tiltak T1.3: Nytt; ansvarlig: Siva; frist: 1.9.2027")
    assert "Forslaget er trukket: T1.3" in ok(desk, "agder", "avtale fjern T1.3")
    ok(desk, "agder", "avtale fjern T1.2")
    assert code(desk.reply("agder", "avtale fjern T1.2")) == "agreements.to-be-removed"
    assert code(desk.reply("agder", "avtale endre T1.2 frist: 1.9.2027")) == "agreements.to-be-removed"
    assert code(desk.reply("agder", "avtale endre T1.10 frist: 1.11.2026")) == "dates.past"


def test_a_revision_without_proposals_leaves_the_version_as_it_is(desk: Desk) -> None:
    in_force(desk)
    ok(desk, "agder", "avtale status under revisjon")
    ok(desk, "agder", "avtale status gjeldende")
    row = agreement(desk)
    assert (row.state, row.version, str(row.in_force_on)) == ("in-force", 1, "2026-11-22")


def test_a_goal_goes_when_its_measures_have_gone(desk: Desk) -> None:
    in_force(desk)
    reply = desk.reply("agder", "avtale fjern M1")
    assert code(reply) == "agreements.goal-has-measures"
    assert "T1.2, T1.10" in plain(reply.card)
    ok(desk, "agder", "avtale fjern T2.1")
    ok(desk, "agder", "avtale fjern M2")
    ok(desk, "agder", "avtale status gjeldende")
    assert "M2" not in ok(desk, "agder", "avtale")


@pytest.mark.parametrize(
    ("line", "refusal"),
    [
        ("avtale endre T9.9 frist: 1.6.2027", "measures.none-such"),
        ("avtale endre M9 tittel: Nei", "measures.none-such"),
        ("avtale endre T1.2 farge: blå", "agreements.unknown-field"),
        ("avtale endre T1.2 frist: 1.6.2027; frist: 1.7.2027", "agreements.field-twice"),
        ("avtale endre T1.2 nivå: kommunalt", "agreements.unknown-level"),
        ("avtale endre T1.2 opphav: drøm", "agreements.unknown-origin"),
        ("avtale endre T1.2 ansvarlig: Atlantis", "common.unknown-organisation"),
        ("avtale endre T1.2 ansvarlig: Siva og Agder", "common.left-over"),
        ("avtale endre T1.2 bidrar: Siva og Atlantis", "common.unknown-organisation"),
        ("avtale endre T1.2 tittel:", "agreements.no-title"),
        (f"avtale endre T1.2 tittel: {'x' * 201}", "agreements.too-long"),
        (f"avtale endre formål: {'x' * 2001}", "agreements.too-long"),
        ("avtale endre til: 31.12.2020", "agreements.term-backwards"),
        ("avtale endre fra:", "agreements.term-missing"),
        ("avtale endre parter: Siva", "agreements.county-is-party"),
        ("avtale fjern", "agreements.which-to-remove"),
        ("avtale fjern alt", "agreements.which-to-remove"),
        ("avtale fjern T1.2 frist: 1.6.2027", "common.left-over"),
        ("avtale mål Flere jobber", "agreements.no-number-goal"),
        ("avtale mål M1: Igjen", "agreements.number-taken"),
        ("avtale tiltak T1.3: Uten eier; frist: 1.6.2027", "agreements.missing-owner"),
        ("avtale tiltak T1.3: Uten frist; ansvarlig: Siva", "agreements.missing-due"),
        ("avtale tiltak T1.3: ansvarlig: Siva; frist: 1.6.2027", "agreements.missing-title"),
        ("avtale status", "agreements.which-state"),
        ("avtale status rar", "agreements.unknown-state"),
        ("avtale status under revisjon 4.2.2026", "common.left-over"),
        ("avtale Atlantis", "agreements.unknown"),
        ("avtale Agder i fjor", "common.left-over"),
        ("avtale statusark Atlantis", "common.left-over"),
    ],
)
def test_what_is_typed_wrongly_changes_nothing_of_an_agreement(desk: Desk, line: str, refusal: str) -> None:
    in_force(desk)
    before = (agreement(desk), proposals(desk))
    reply = desk.reply("agder", line)
    assert code(reply) == refusal
    assert reply.problem is not None
    assert reply.problem.hint or refusal == "followups.form-reason-missing"
    assert (agreement(desk), proposals(desk)) == before


# -- the next version, from the minutes -------------------------------------------------------------------------------


def opened(desk: Desk, text: str) -> None:
    invocation = Invocation("referat", Account("console", "", "agder"), RoomRef("console", "", "agder"), desk.at)
    with desk.store.begin(By(account="console:agder", line="referat"), desk.at) as unit:
        actor = actor_of(invocation, unit.directory, unit.today, frozenset())
        open_next_version(Ask(invocation, desk.services, actor, unit, "referat", ""), "agder", text)


def test_the_minutes_open_the_next_version_once(desk: Desk) -> None:
    opened(desk, "Ny frist")  # no agreement, nothing happens
    draft(desk)
    opened(desk, "Ny frist")
    assert (agreement(desk).state, proposals(desk)) == ("draft", [])
    for state in SIGNING:
        ok(desk, "agder", f"avtale status {state}")
    for _ in range(2):
        opened(desk, "T1.2 trenger ny frist")
    assert agreement(desk).state == "under-revision"
    assert proposals(desk) == [("", "need", "T1.2 trenger ny frist", "proposed")]
    assert "Behov: T1.2 trenger ny frist" in ok(desk, "agder", "avtale")


# -- languages --------------------------------------------------------------------------------------------------------


def test_nynorsk(desk: Desk) -> None:
    in_force(desk, "vestland")
    ok(desk, "vestland", "tiltak T1.2 forseinka 3 av 25, nest: møte")
    said = ok(desk, "vestland", "avtale")
    for words in ("▲ Forseinka – T1.2", "gjeldande sidan 22. november 2026", "Verkemiddel", "ikkje forankra"):
        assert words.casefold() in (said + ok(desk, "vestland", "tiltak T1.2")).casefold(), words
    assert "snitt av 2 tiltak" in said


def test_english(desk: Desk) -> None:
    in_force(desk)
    ok(desk, "agder", "språk en")
    ok(desk, "agder", "agreement edit T1.2 due: 1.6.2027; owner: Siva because figures are missing")
    ok(desk, "agder", "measure T1.10 status in progress, next: a course in January; note: rooms booked")
    said = ok(desk, "agder", "agreement")
    assert "under revision, version 1 is in force" in said
    assert "T1.2 due: 1.3.2027 → 1.6.2027 (figures are missing)" in said
    assert "● In progress – T1.10 Kurs" in said
    assert "Not anchored" in said
    assert "Without a plan goal: T2.1." in ok(desk, "agder", "agreement sheet")
