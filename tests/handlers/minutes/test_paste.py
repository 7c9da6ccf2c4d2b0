"""Pasted minutes: understood by plain markers, shown before they are kept."""

import pytest

from handlers.cards import Form
from handlers.views.plain_text import plain
from storage.tables import AttendanceRow, DecisionRow, FollowUpRow, MinutesRow
from tests.desk import Desk, oslo
from tests.handlers.minutes.minutes_kit import REF, autumn, custom_key, filled, form_of, refused, rows


@pytest.fixture
def meeting(desk: Desk) -> Desk:
    return autumn(desk)


PASTED = """Til stede: Agder, Siva og Innovasjon Norge
Forfall: Forskningsrådet
Sak 1/26 Oppfølging av nasjonalt høstmøte
KS orienterte om kraft.
Sak 4/26 Testfasilitet for plast
Siva la fram planen.
Vedtak: Siva leverer skisse før sommeren.
@Siva levere skisse innen 15.1.2027
Oppfølging: Innovasjon Norge: kalle inn bedriftene innen uke 5
"""


def test_pasted_text_is_shown_before_it_is_kept(meeting: Desk) -> None:
    desk = meeting
    preview = desk.reply("agder", f"referat lim {REF}: {PASTED}").card.form
    assert preview is not None
    for line in (
        "Ingenting er lagret ennå.",
        "Til stede: Agder, Siva, Innovasjon Norge",
        "Sak 4/26, vedtak: Siva leverer skisse før sommeren.",
        "Sak 4/26, oppfølging: Siva, levere skisse, innen fredag 15. januar 2027",
        "1/26 Oppfølging av nasjonalt høstmøte: én linje tekst",
    ):
        assert line in preview.intro
    assert rows(desk, MinutesRow) == []

    values = {field.name: field.value for field in preview.fields}
    saved = desk.form("agder", preview.line, **values)
    assert saved.ok, saved.problem
    shown = desk.say("agder", f"referat vis {REF}")
    assert "KS orienterte om kraft." in shown
    assert "Vedtak V-1/26: Siva leverer skisse før sommeren." in shown
    assert "Oppfølging O-2: Innovasjon Norge, kalle inn bedriftene, innen" in shown
    assert "Forfall: Forskningsrådet" in shown


@pytest.mark.parametrize("named", ["Agder høst", "høstmøtet i Agder", "høst", "Høstmøtet", "Agder høst 2026:"])
def test_the_meeting_may_be_named_on_a_line_of_its_own(meeting: Desk, named: str) -> None:
    meeting.at = oslo("2027-04-15 14:00")
    meeting.say("agder", "møte ny vår 15.4.2027")
    asked = meeting.reply("agder", f"referat lim {named}").card.form
    assert asked is not None
    assert asked.line == f"referat lim {REF}"
    shown = meeting.reply("agder", f"referat lim {named}\nSak 4/26\nVedtak: Noe").card.form
    assert shown is not None
    assert shown.line.startswith(f"referat lim {REF} ")
    assert "Sak 4/26, vedtak: Noe" in shown.intro
    assert "Hører ikke til noen sak" not in shown.intro


def test_a_changed_text_is_shown_again(meeting: Desk) -> None:
    preview = meeting.reply("agder", f"referat lim {REF}: {PASTED}").card.form
    assert preview is not None
    values = {field.name: field.value for field in preview.fields}
    again = meeting.form("agder", preview.line, **{**values, "text": values["text"] + "\nVedtak: Enda et"})
    assert again.card.form is not None
    assert "vedtak: Enda et" in again.card.form.intro
    assert rows(meeting, DecisionRow) == []


def test_what_is_unclear_is_said_and_kept_as_text(meeting: Desk) -> None:
    text_ = "Sak 4/26\n@Siva levere skisse innen 31.11\n@Sivo gjøre noe innen 15.1\nRaadet: gjøre alt innen 15.1"
    preview = meeting.reply("agder", f"referat lim {REF}: {text_}").card.form
    assert preview is not None
    assert (
        "Uklart, lagres som tekst: @Siva levere skisse innen 31.11 – Datoen finnes ikke: november har 30 dager"
        in preview.intro
    )
    assert "@Sivo gjøre noe innen 15.1 – Fant ingen organisasjon" in preview.intro
    assert (
        "lagres som tekst: Raadet: gjøre alt innen 15.1 – Fant ingen organisasjon som heter «Raadet»" in preview.intro
    )
    assert meeting.form("agder", preview.line, **{field.name: field.value for field in preview.fields}).ok
    assert "@Siva levere skisse innen 31.11" in meeting.say("agder", f"referat vis {REF}")
    assert rows(meeting, FollowUpRow) == []


def test_a_line_without_an_item_is_not_dropped(meeting: Desk) -> None:
    preview = meeting.reply("agder", f"referat lim {REF}: Vedtak: Noe\nSak 4/26\nTekst").card.form
    assert preview is not None
    assert "Hører ikke til noen sak: Vedtak: Noe" in preview.intro
    reply = meeting.form("agder", preview.line, **{field.name: field.value for field in preview.fields})
    assert reply.problem
    assert reply.problem.code == "minutes.paste-homeless"
    assert rows(meeting, MinutesRow) == []


def preview_of(desk: Desk, text: str) -> Form:
    form = desk.reply("agder", f"referat lim {REF}: {text}").card.form
    assert form is not None
    return form


def values_of(form: Form) -> dict[str, str]:
    return {field.name: field.value for field in form.fields}


def test_an_unknown_heading_leaves_what_follows_without_an_item(meeting: Desk) -> None:
    text = "Sak 4/26\nTekst\nSak 9/26 Noe annet\nVedtak: Noe\nSiva: levere skisse innen 15.1.2027\nSak 1/26\nMer tekst"
    preview = preview_of(meeting, text)
    for line in ("Sak 9/26 Noe annet", "Vedtak: Noe", "Siva: levere skisse innen 15.1.2027"):
        assert f"Hører ikke til noen sak: {line}" in preview.intro
    assert "4/26 Testfasilitet for plast: én linje tekst" in preview.intro
    assert "1/26 Oppfølging av nasjonalt høstmøte: én linje tekst" in preview.intro
    reply = meeting.form("agder", preview.line, **values_of(preview))
    assert reply.problem
    assert reply.problem.code == "minutes.paste-homeless"


def test_a_date_is_no_heading(meeting: Desk) -> None:
    preview = preview_of(meeting, "Sak 4/26\n15/12 møtes bedriftene.")
    assert "4/26 Testfasilitet for plast: én linje tekst" in preview.intro


def test_what_stands_above_the_first_item_fills_its_fields(meeting: Desk) -> None:
    meeting.say("agder", "referat endre referent: A")
    preview = preview_of(
        meeting,
        "Til stede: Siva, Innovasjon Norge, Forskningsrådet\nForfall: ingen\nMøteleder: fylkesdirektør\nReferent: B\n"
        "Andre til stede: NHO\nRoller: Siva: regiondirektør\nSak 4/26\nMøteleder: sto ikke på saklista.",
    )
    for line in ("Møteleder: fylkesdirektør", "Referent: B\nFør: A", "Andre til stede: NHO"):
        assert line in preview.intro
    assert "Hører ikke til" not in preview.intro
    assert meeting.form("agder", preview.line, **values_of(preview)).ok
    shown = meeting.say("agder", f"referat vis {REF}")
    for line in ("Møteleder: fylkesdirektør", "Referent: B", "Andre til stede: NHO", "Siva (regiondirektør)"):
        assert line in shown
    assert "  Møteleder: sto ikke på saklista." in shown
    assert "Forfall" not in shown


def test_what_met_resistance_was_not_present(meeting: Desk) -> None:
    preview = preview_of(meeting, "Sak 4/26\nMøtte motstand i styret.\nForfallet på bygget øker.\nMøtte: Siva")
    assert "Uklart" not in preview.intro
    assert meeting.form("agder", preview.line, **values_of(preview)).ok
    shown = meeting.say("agder", f"referat vis {REF}")
    assert "Møtte motstand i styret.\n  Forfallet på bygget øker." in shown
    assert {row.organisation for row in rows(meeting, AttendanceRow) if row.present} == {"agder", "siva"}  # type: ignore[attr-defined]


def test_a_preview_sent_twice_is_shown_again_and_doubles_nothing(meeting: Desk) -> None:
    desk = meeting
    preview = preview_of(desk, PASTED)
    assert desk.form("agder", preview.line, **values_of(preview)).ok
    stands = desk.say("agder", f"referat vis {REF}")
    again = desk.form("agder", preview.line, **values_of(preview)).card.form
    assert again is not None
    for line in (
        "Referatet er endret etter at teksten ble vist.",
        "Står allerede, lagres ikke en gang til: KS orienterte om kraft.",
        "Står allerede, lagres ikke en gang til: V-1/26 Siva leverer skisse før sommeren.",
        "Står allerede, lagres ikke en gang til: O-1 levere skisse",
    ):
        assert line in again.intro
    assert desk.form("agder", again.line, **values_of(again)).ok
    assert desk.say("agder", f"referat vis {REF}") == stands


# -- the same, said twice ----------------------------------------------------------------------------------------------


def test_the_same_follow_up_twice_is_said_so(meeting: Desk) -> None:
    line = "oppfølging 4/26 Siva: levere skisse innen 15.1.2027"
    assert meeting.reply("agder", line).ok
    assert "O-1 levere skisse står allerede i referatet." in refused(meeting.reply("agder:leader", line))
    at_large = "oppfølging Siva: sende tall innen 15.1.2027"
    assert meeting.reply("agder", at_large).ok
    assert "O-2 sende tall står allerede" in refused(meeting.reply("agder:leader", at_large))
    assert len(rows(meeting, FollowUpRow)) == 2
    assert meeting.reply("agder", "bortfall O-1 fordi den utgår").ok
    assert meeting.reply("agder", line).ok


def test_the_same_in_two_forms_is_kept_once_and_said_so(meeting: Desk) -> None:
    desk = meeting
    first, second = form_of(desk, "agder"), form_of(desk, "agder:leader")
    typed = {f"result__{custom_key(first)}": "Siva leverer plan\nSiva: levere skisse innen 15.1.2027"}
    assert desk.form("agder", first.line, **filled(first, **typed)).ok
    reply = desk.form("agder:leader", second.line, **filled(second, **typed))
    assert reply.ok, reply.problem
    assert "V-1/26, O-1 står allerede, og er ikke lagret en gang til." in plain(reply.card)
    assert (len(rows(desk, DecisionRow)), len(rows(desk, FollowUpRow))) == (1, 1)
