"""Agreements, as conversations: drafting, who may, the states, the languages."""

import pytest

from domain.organisations import REFERENCE, Kind
from handlers.views.plain_text import plain
from tests.audit_log import entries_of
from tests.desk import Desk
from tests.handlers.agreements.agreement_kit import (
    SIGNING,
    agreement,
    code,
    draft,
    in_force,
    leads,
    lines_of,
    measure,
    ok,
)

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
    assert "T1.2 frist: «1.3.2027» → «1.4.2027»" in said
    assert "T1.2 ansvarlig: «Siva» → «Innovasjon Norge»" in said
    row = measure(desk, "T1.2")
    assert (row.due.isoformat(), row.owner, row.version) == ("2027-04-01", "innovasjon-norge", 2)
    assert any(one.get("reason") == "Siva ba om det" for one in entries_of(desk.store)[-1].changes)

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


def test_a_form_made_before_a_change_changes_what_was_written_in_it(desk: Desk) -> None:
    draft(desk)
    for opened in ("avtale endre", "avtale endre T1.2"):
        form = desk.reply("agder", opened).card.form
        assert form is not None
        values = {field.name: field.value for field in form.fields}
        ok(desk, "agder", "avtale endre T1.2 virkemiddel: SIVA-anlegg " + opened.rpartition(" ")[2])
        ok(desk, "agder", form.line, **values | {"title": f"Nytt navn {opened}"})
        assert code(desk.form("agder", form.line, **values | {"title": "For sent"})) == "agreements.written-meanwhile"
    assert measure(desk, "T1.2").instrument == "SIVA-anlegg T1.2"


def test_an_edit_form_changes_only_what_was_changed(desk: Desk) -> None:
    draft(desk)
    form = desk.reply("agder", "avtale endre T1.2").card.form
    assert form is not None
    values = {field.name: field.value for field in form.fields}
    said = ok(desk, "agder", form.line, **values | {"instrument": "SFI"})
    assert [line for line in said.splitlines() if "→" in line] == ["T1.2 virkemiddel: «Norsk katapult» → «SFI»"]
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
    assert "T1.2 due: “1.3.2027” → “1.6.2027” (figures are missing)" in said
    assert "● In progress – T1.10 Kurs" in said
    assert "Not anchored" in said
    assert "Without a plan goal: T2.1." in ok(desk, "agder", "agreement sheet")


def test_the_county_may_stand_before_the_second_word(desk: Desk) -> None:
    in_force(desk)
    assert desk.reply("siva", "avtale Agder vis").card.title == desk.reply("siva", "avtale Agder").card.title
    shown = desk.reply("siva", "avtale Agder statusark")
    assert shown.card.title == desk.reply("siva", "avtale statusark Agder").card.title
    assert "Nytt mål: M3 Mer" in ok(desk, "agder", "avtale Agder mål M3: Mer")
    assert "T3.1 Kurs" in ok(desk, "agder", "avtale Agder tiltak T3.1: Kurs; ansvarlig: Siva; frist: 1.9.2027")
    assert "T1.2 virkemiddel" in ok(desk, "agder", "avtale Agder endre T1.2 virkemiddel: SFI")
    ok(desk, "agder", "avtale Agder fjern T1.10")
    ok(desk, "agder", "avtale Agder status gjeldende")
    assert code(desk.reply("agder", "avtale fjern Agder endre T1.2")) == "agreements.which-to-remove"
    assert desk.reply("agder", "avtale Agder tiltak").card.form is not None


def test_a_county_of_several_words_too(desk: Desk) -> None:
    in_force(desk, "more-og-romsdal")
    assert desk.reply("siva", "avtale Møre og Romsdal statusark").card.title.startswith("Statusark")
