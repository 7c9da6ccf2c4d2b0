"""Minutes by form, alone and two at once: what others wrote stays, and nothing that was recorded goes by itself."""

import pytest
from sqlmodel import select

from handlers.views.plain_text import plain
from storage.tables import AttendanceRow, DecisionRow, MinutesRow
from tests.desk import Desk
from tests.handlers.minutes.minutes_kit import REF, autumn, custom_key, filled, form_of, rows


@pytest.fixture
def meeting(desk: Desk) -> Desk:
    return autumn(desk)


# -- by form -----------------------------------------------------------------------------------------------------------


def test_the_form_is_filled_from_the_agenda_and_keeps_all_in_one_go(meeting: Desk) -> None:
    desk = meeting
    form = form_of(desk, "agder")
    key = custom_key(form)
    labels = [field.label for field in form.fields]
    assert "4/26 Testfasilitet for plast" in labels
    assert "4/26 Vedtak og oppfølging" in labels
    reply = desk.form(
        "agder",
        form.line,
        **filled(
            form,
            present="Agder, Siva, Innovasjon Norge",
            absent="Forskningsrådet",
            roles="Siva: avdelingsleder (vara)",
            chair="fylkesdirektør",
            **{
                "text__national-autumn": "Orientering fra KS",
                "outcome__national-autumn": "noted",
                f"result__{key}": "Siva leverer skisse før sommeren\nSiva: levere skisse innen 15.1.2027",
            },
            changes="nei",
        ),
    )
    said = plain(reply.card)
    assert reply.ok, said
    assert "Vedtak V-1/26: Siva leverer skisse før sommeren" in said
    assert "Oppfølging O-1 levere skisse (Siva), frist fredag 15. januar 2027" in said
    again = form_of(desk, "agder")
    values = {field.name: field.value for field in again.fields}
    assert values["present"] == "Agder, Innovasjon Norge, Siva"
    assert values["roles"] == "Siva: avdelingsleder (vara)"
    assert values[f"result-{key}"] == "V-1/26: Siva leverer skisse før sommeren"
    assert values["changes"] == "nei"
    hints = {field.name: field.hint for field in again.fields}
    assert "O-1 levere skisse (Siva)" in hints[f"result-{key}"]


def test_opening_the_form_changes_nothing(meeting: Desk) -> None:
    form_of(meeting, "agder")
    assert rows(meeting, MinutesRow) == []


def test_a_wrong_field_is_named_and_nothing_is_kept(meeting: Desk) -> None:
    form = form_of(meeting, "agder")
    key = custom_key(form)
    values = filled(form, present="Agder, Siva", **{f"result__{key}": "Siva: levere skisse innen 31.11"})
    reply = meeting.form("agder", form.line, **values)
    assert reply.problem
    assert reply.problem.field_name == f"result-{key}"
    assert "«Siva: levere skisse innen 31.11»: Datoen finnes ikke: november har 30 dager." in reply.problem.problem
    assert reply.problem.hint == "For eksempel 30. november 2027 · 1. desember 2027."


def test_the_line_that_is_wrong_is_quoted_among_several(meeting: Desk) -> None:
    form = form_of(meeting, "agder")
    key = custom_key(form)
    typed = "Siva leverer\nKS: sende tall innen 15.1.2027\nSiva: levere skisse"
    reply = meeting.form("agder", form.line, **filled(form, **{f"result__{key}": typed}))
    assert reply.problem
    assert reply.problem.field_name == f"result-{key}"
    assert reply.problem.problem == "«Siva: levere skisse»: Når skal det være gjort?"
    assert rows(meeting, AttendanceRow) == []


def test_a_line_taken_out_of_its_field_takes_nothing_away(meeting: Desk) -> None:
    meeting.say("agder", "vedtak 4/26 Siva leverer skisse")
    form = form_of(meeting, "agder")
    key = custom_key(form)
    reply = meeting.form("agder", form.line, **filled(form, **{f"result__{key}": ""}))
    assert "V-1/26 står fortsatt" in plain(reply.card)
    assert "V-1/26" in meeting.say("agder", f"referat vis {REF}")


# -- two at once -------------------------------------------------------------------------------------------------------


def test_two_forms_on_different_fields_both_count_and_the_second_is_told(meeting: Desk) -> None:
    first, second = form_of(meeting, "agder"), form_of(meeting, "agder:leader")
    meeting.form("agder", first.line, **filled(first, chair="fylkesdirektør", present="Agder, Siva"))
    reply = meeting.form(
        "agder:leader", second.line, **filled(second, taker="koordinator", present="Agder, Innovasjon Norge")
    )
    said = plain(reply.card)
    assert reply.ok, said
    assert "Endret av andre mens du skrev" in said
    assert "Møteleder (Agder, torsdag 10. desember 2026 kl. 14.00): fylkesdirektør" in said
    shown = meeting.say("agder", f"referat vis {REF}")
    assert "Møteleder: fylkesdirektør" in shown
    assert "Referent: koordinator" in shown
    assert "Til stede: Agder, Innovasjon Norge, Siva" in shown


def test_two_on_the_same_field_neither_overwrites_the_other(meeting: Desk) -> None:
    desk = meeting
    first, second = form_of(desk, "agder"), form_of(desk, "agder:leader")
    key = custom_key(first)
    desk.form("agder", first.line, **filled(first, **{f"text__{key}": "Siva orienterte"}))
    mine = filled(second, chair="fylkesordfører", **{f"text__{key}": "Siva la fram en plan"})
    reply = desk.form("agder:leader", second.line, **mine)
    assert reply.problem
    assert reply.problem.field_name == f"text-{key}"
    assert "Agder endret 4/26 Testfasilitet for plast" in reply.problem.problem
    assert "Siva orienterte" in reply.problem.problem
    assert "Møteleder" not in desk.say("agder", f"referat vis {REF}")  # nothing of it was kept

    again = reply.card.form
    assert again is not None
    kept = {field.name: field.value for field in again.fields}
    assert kept[f"text-{key}"] == "Siva la fram en plan"
    assert kept["chair"] == "fylkesordfører"
    errors = {field.name: field.error for field in again.fields if field.error}
    assert list(errors) == [f"text-{key}"]
    assert "Nå står det: «Siva orienterte»" in errors[f"text-{key}"]
    assert again.line != second.line

    done = desk.form("agder:leader", again.line, **kept)  # having seen it, they mean it
    assert done.ok, done.problem
    shown = desk.say("agder", f"referat vis {REF}")
    assert "Siva la fram en plan" in shown
    assert "Møteleder: fylkesordfører" in shown


def test_what_was_left_alone_stays_as_others_made_it_however_often_it_is_sent(meeting: Desk) -> None:
    """After a refusal the untouched fields still hold what they held when the form was opened."""
    desk = meeting
    first, second = form_of(desk, "agder"), form_of(desk, "agder:leader")
    key = custom_key(first)
    desk.form("agder", first.line, **filled(first, chair="fylkesdirektør", **{f"text__{key}": "A"}))
    stale = filled(second, **{f"text__{key}": "B"})
    again = desk.form("agder:leader", second.line, **stale).card.form
    assert again is not None
    assert desk.form("agder:leader", again.line, **stale).ok
    shown = desk.say("agder", f"referat vis {REF}")
    assert "Møteleder: fylkesdirektør" in shown
    assert "  B" in shown


def test_a_third_change_meanwhile_is_told_too(meeting: Desk) -> None:
    desk = meeting
    form = form_of(desk, "agder:leader")
    key = custom_key(form)
    desk.say("agder", "referat tekst 4/26: A")
    mine = filled(form, **{f"text__{key}": "B"})
    again = desk.form("agder:leader", form.line, **mine).card.form
    assert again is not None
    desk.say("agder", "referat tekst 4/26: AA")
    reply = desk.form("agder:leader", again.line, **mine)
    assert reply.problem
    assert "«AA»" in reply.problem.problem


def test_a_line_does_not_lay_itself_over_anothers_words(meeting: Desk) -> None:
    desk = meeting
    desk.say("agder", "referat tekst 4/26: Siva orienterte")
    asked = desk.reply("agder:leader", "referat tekst 4/26: Siva la fram en plan")
    assert "Under sak 4/26 har en annen skrevet" in asked.card.title
    assert "Siva orienterte" in plain(asked.card)
    assert "Siva la fram" not in desk.say("agder", f"referat vis {REF}")
    done = desk.press("agder:leader", asked.card, "Legg til under")
    assert done.ok
    assert "Siva orienterte\n  Siva la fram en plan" in desk.say("agder", f"referat vis {REF}")
    stale = desk.press("agder:leader", asked.card, "Erstatt")
    assert stale.problem
    assert stale.problem.code == "common.stale"


def test_two_who_reword_one_decision(meeting: Desk) -> None:
    desk = meeting
    desk.say("agder", "vedtak 4/26 Siva leverer skisse")
    form = form_of(desk, "agder:leader")
    key = custom_key(form)
    desk.say("agder", "endre vedtak V-1/26: Siva leverer skisse i mai")
    reply = desk.form("agder:leader", form.line, **filled(form, **{f"result__{key}": "V-1/26: Siva leverer i juni"}))
    assert reply.problem
    assert "V-1/26" in reply.problem.problem
    assert "Siva leverer skisse i mai" in reply.problem.problem


# -- an untouched form changes nothing ---------------------------------------------------------------------------------

LONG = "Siva leverer skisse " * 63


def decisions(desk: Desk) -> list[tuple[int, str]]:
    return [(row.number, row.text) for row in rows(desk, DecisionRow)]  # type: ignore[attr-defined]


def test_a_decision_of_several_lines_is_one_and_stays_one(meeting: Desk) -> None:
    meeting.say("agder", "vedtak 4/26 Siva leverer:\n- skisse før sommeren\n- plan før jul -")
    stands = decisions(meeting)
    assert stands == [(1, "Siva leverer: - skisse før sommeren - plan før jul")]
    form = form_of(meeting, "agder")
    assert meeting.form("agder", form.line, **filled(form, chair="fylkesdirektør")).ok
    assert decisions(meeting) == stands


def test_decisions_kept_with_several_lines_before_are_not_split(meeting: Desk) -> None:
    meeting.say("agder", "vedtak 4/26 Siva leverer skisse")
    with meeting.store.transaction() as session:
        session.exec(select(DecisionRow)).one().text = "Siva leverer:\nskisse"
    form = form_of(meeting, "agder")
    assert meeting.form("agder", form.line, **filled(form, chair="fylkesdirektør")).ok
    assert decisions(meeting) == [(1, "Siva leverer:\nskisse")]


def test_decisions_a_field_has_no_room_for_are_named_and_stand(meeting: Desk) -> None:
    for number in (1, 2, 3):
        meeting.say("agder", f"vedtak 4/26 {number} {LONG}")
    stands = decisions(meeting)
    assert [len(text) for _, text in stands] == [1261] * 3
    form = form_of(meeting, "agder")
    field = next(one for one in form.fields if one.name == f"result-{custom_key(form)}")
    assert len(field.value) < 2600
    assert "V-2/26, V-3/26 står også, men får ikke plass her." in field.hint
    reply = meeting.form("agder", form.line, **filled(form, chair="fylkesdirektør"))
    assert reply.ok
    assert "står fortsatt" not in plain(reply.card)
    emptied = filled(form_of(meeting, "agder"), **{f"result__{custom_key(form)}": ""})
    assert "V-1/26 står fortsatt" in plain(meeting.form("agder", form.line, **emptied).card)
    assert decisions(meeting) == stands


def test_a_correction_by_form_leaves_long_decisions_whole(meeting: Desk) -> None:
    desk = meeting
    desk.say("agder", "til stede Agder, Siva, Innovasjon Norge, Forskningsrådet")
    for number in (1, 2, 3):
        desk.say("agder", f"vedtak 4/26 {number} {LONG}")
    desk.say("agder", "referat endre behov: nei")
    desk.say("agder", f"referat send {REF} bekreft")
    for who in ("siva", "innovasjon-norge", "forskningsradet"):
        desk.say(who, f"godkjenn {REF}")
    stands = decisions(desk)
    form = form_of(desk, "agder", f"referat rett {REF}")
    done = desk.form("agder", form.line, **filled(form, chair="fylkesdirektør", reason="møteleder manglet"))
    assert done.ok, done.problem
    assert decisions(desk) == stands


# -- who was there -----------------------------------------------------------------------------------------------------


def attendance(desk: Desk) -> dict[str, bool]:
    return {row.organisation: row.present for row in rows(desk, AttendanceRow)}  # type: ignore[attr-defined]


def test_somebody_recorded_who_is_no_party_stays_recorded(meeting: Desk) -> None:
    meeting.say("agder", "til stede KS, Siva; forfall Innovasjon Norge")
    stands = attendance(meeting)
    form = form_of(meeting, "agder")
    field = next(one for one in form.fields if one.name == "present")
    assert {"KS", "Siva", "Agder"} <= {value for value, _ in field.choices}
    values = filled(form, chair="fylkesdirektør")
    chosen = {value for value, _ in field.choices}  # what a list of choices sends: nothing that it doesn't have
    values["present"] = ", ".join(one for one in values["present"].split(", ") if one in chosen)
    assert meeting.form("agder", form.line, **values).ok
    assert attendance(meeting) == stands


@pytest.mark.parametrize("begun", [False, True])
def test_attendance_said_with_the_meeting_survives_a_form_that_was_open(meeting: Desk, *, begun: bool) -> None:
    if begun:
        meeting.say("agder", "vedtak 4/26 Siva leverer skisse")
    form = form_of(meeting, "agder:leader")
    assert meeting.reply("agder", f"møte holdt {REF} til stede Siva, Forskningsrådet; forfall Innovasjon Norge").ok
    stands = attendance(meeting)
    assert stands == {"agder": True, "siva": True, "forskningsradet": True, "innovasjon-norge": False}
    reply = meeting.form("agder:leader", form.line, **filled(form, chair="fylkesdirektør"))
    assert reply.ok, reply.problem
    assert "Til stede (Agder, torsdag 10. desember 2026 kl. 14.00): Agder, Siva, Forskningsrådet" in plain(reply.card)
    assert attendance(meeting) == stands


def test_a_form_opened_after_the_meeting_was_said_to_be_held_can_take_somebody_away(meeting: Desk) -> None:
    meeting.say("agder", f"møte holdt {REF} til stede Siva, Forskningsrådet; forfall Innovasjon Norge")
    form = form_of(meeting, "agder")
    assert meeting.form("agder", form.line, **filled(form, present="Agder, Siva")).ok
    assert attendance(meeting) == {"agder": True, "siva": True, "innovasjon-norge": False}


def test_somebody_is_moved_by_both_fields_and_the_answer_says_so(meeting: Desk) -> None:
    meeting.say("agder", "til stede Innovasjon Norge; forfall Siva")
    form = form_of(meeting, "agder")
    moved = filled(form, present="Agder, Innovasjon Norge, Siva", absent="Forskningsrådet")
    said = plain(meeting.form("agder", form.line, **moved).card)
    assert "Til stede: Agder, Innovasjon Norge, Siva\nFør sto som til stede: Agder, Innovasjon Norge" in said
    assert "Forfall: Forskningsrådet\nFør sto med forfall: Siva, Forskningsrådet" in said
    assert attendance(meeting) == {"agder": True, "innovasjon-norge": True, "siva": True, "forskningsradet": False}
    form = form_of(meeting, "agder")
    cleared = plain(meeting.form("agder", form.line, **filled(form, absent="")).card)
    assert "Forfall: –\nFør sto med forfall: Forskningsrådet" in cleared
    assert "Til stede:" not in cleared
    form = form_of(meeting, "agder")
    again = plain(meeting.form("agder", form.line, **filled(form, chair="fylkesdirektør")).card)
    assert "Til stede:" not in again


@pytest.mark.parametrize(
    "ticked",
    [
        {"present": "Agder, Innovasjon Norge, Siva"},
        {"absent": "Siva, Forskningsrådet, Agder"},
        {"present": "Agder, Siva", "absent": "Siva"},
    ],
)
def test_somebody_in_both_fields_is_refused_whatever_is_recorded(meeting: Desk, ticked: dict[str, str]) -> None:
    meeting.say("agder", "til stede Innovasjon Norge; forfall Siva")
    stands = attendance(meeting)
    form = form_of(meeting, "agder")
    reply = meeting.form("agder", form.line, **filled(form, **ticked))
    assert reply.problem
    assert (reply.problem.code, reply.problem.field_name) == ("minutes.present-and-absent", "absent")
    assert attendance(meeting) == stands


def test_somebody_put_in_both_fields_is_refused(meeting: Desk) -> None:
    form = form_of(meeting, "agder")
    reply = meeting.form("agder", form.line, **filled(form, present="Agder, Siva", absent="Siva"))
    assert reply.problem
    assert (reply.problem.code, reply.problem.field_name) == ("minutes.present-and-absent", "absent")
    assert attendance(meeting) == {}


def test_two_who_disagree_on_who_was_there_are_told(meeting: Desk) -> None:
    desk = meeting
    form = form_of(desk, "agder:leader")
    desk.say("agder", "til stede Innovasjon Norge; forfall Siva")
    mine = filled(form, present="Agder, Siva")
    reply = desk.form("agder:leader", form.line, **mine)
    assert reply.problem
    assert (reply.problem.code, reply.problem.field_name) == ("minutes.both-wrote", "present")
    assert "Nå står det: «Siva, Forskningsrådet»" in reply.problem.problem
    again = reply.card.form
    assert again is not None
    assert desk.form("agder:leader", again.line, **mine).ok  # having seen it, they mean it
    assert attendance(desk) == {"agder": True, "innovasjon-norge": True, "siva": True, "forskningsradet": False}


def test_taking_somebody_away_takes_their_role_along(meeting: Desk) -> None:
    meeting.say("agder", "til stede Siva (regiondirektør), Innovasjon Norge")
    form = form_of(meeting, "agder")
    assert meeting.form("agder", form.line, **filled(form, present="Agder, Innovasjon Norge")).ok
    assert "regiondirektør" not in meeting.say("agder", f"referat vis {REF}")


# -- an item that left the agenda meanwhile ----------------------------------------------------------------------------


def test_an_item_taken_off_the_agenda_meanwhile_does_not_hold_the_form_up(meeting: Desk) -> None:
    desk = meeting
    form = form_of(desk, "agder:leader")
    desk.say("agder", "referat utfall 4/26 utsatt")
    desk.say("agder", "referat utfall 4/26 ingen")
    assert desk.reply("agder", "saksliste fjern 4/26 fordi den utgår").ok
    reply = desk.form("agder:leader", form.line, **filled(form, chair="fylkesdirektør"))
    assert reply.ok, reply.problem
    assert "4/26 Utfall (Agder" in plain(reply.card)
    assert "Møteleder: fylkesdirektør" in desk.say("agder", f"referat vis {REF}")


@pytest.mark.parametrize(
    ("field", "typed", "shown"),
    [
        ("text", "Siva la fram planen", "Siva la fram planen"),
        ("result", "Siva leverer plan", "Siva leverer plan"),
        ("outcome", "noted", "Tatt til orientering"),
    ],
)
def test_what_was_typed_under_an_item_that_left_is_shown(meeting: Desk, field: str, typed: str, shown: str) -> None:
    desk = meeting
    form = form_of(desk, "agder:leader")
    key = custom_key(form)
    assert desk.reply("agder", "saksliste fjern 4/26 fordi den utgår").ok
    values = filled(form, chair="fylkesdirektør", **{f"{field}__{key}": typed})
    reply = desk.form("agder:leader", form.line, **values)
    assert reply.problem
    assert "4/26 Testfasilitet for plast er tatt av saklista" in reply.problem.problem
    again = reply.card.form
    assert again is not None
    assert f"4/26 Testfasilitet for plast: {shown}" in again.intro
    kept = {one.name: one.value for one in again.fields}
    assert f"text-{key}" not in kept
    assert kept["chair"] == "fylkesdirektør"
    assert rows(desk, MinutesRow) == []
    assert desk.form("agder:leader", again.line, **kept).ok
    assert "Møteleder: fylkesdirektør" in desk.say("agder", f"referat vis {REF}")


@pytest.mark.parametrize(
    ("line", "typed"),
    [
        ("Raadet: gjøre noe innen fredag", "Raadet"),
        ("- Fylkesdirektøren: gjøre noe innen 15.1.2027", "Fylkesdirektøren"),
        ("Siva og Raadet: gjøre noe innan 31.11", "Siva og Raadet"),
        ("Raadet:gjøre noe, frist 15.1", "Raadet"),
    ],
)
def test_a_line_of_somebody_unknown_is_no_decision(meeting: Desk, line: str, typed: str) -> None:
    form = form_of(meeting, "agder")
    key = custom_key(form)
    reply = meeting.form("agder", form.line, **filled(form, **{f"result__{key}": line}))
    assert reply.problem
    assert reply.problem.field_name == f"result-{key}"
    assert reply.problem.problem == f"Fant ingen organisasjon som heter «{typed}»."
    assert "Er det et vedtak, skriv «Vedtak: " in reply.problem.hint
    assert rows(meeting, MinutesRow) == []


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("Prioritering: kart før tall", "Prioritering: kart før tall"),
        ("Vedtak: Raadet: gjøre noe innen fredag", "Raadet: gjøre noe innen fredag"),
        ("Møtene begynner kl. 10:30 innen fylket", "Møtene begynner kl. 10:30 innen fylket"),
        ("Møtet begynner kl. 10:30, plan innen fredag", "Møtet begynner kl. 10:30, plan innen fredag"),
        ("Siva leverer innen fredag", "Siva leverer innen fredag"),
    ],
)
def test_a_decision_may_hold_a_colon(meeting: Desk, line: str, text: str) -> None:
    form = form_of(meeting, "agder")
    reply = meeting.form("agder", form.line, **filled(form, **{f"result__{custom_key(form)}": line}))
    assert reply.ok, reply.problem
    assert decisions(meeting) == [(1, text)]
    again = form_of(meeting, "agder")
    assert meeting.form("agder", again.line, **filled(again, chair="fylkesdirektør")).ok
    assert decisions(meeting) == [(1, text)]


def test_two_corrections_at_once_keep_their_reasons(meeting: Desk) -> None:
    desk = meeting
    desk.say("agder", "til stede Agder, Siva, Innovasjon Norge, Forskningsrådet")
    desk.say("agder", "referat endre behov: nei")
    desk.say("agder", f"referat send {REF} bekreft")
    for who in ("siva", "innovasjon-norge", "forskningsradet"):
        desk.say(who, f"godkjenn {REF}")
    first, second = (form_of(desk, who, f"referat rett {REF}") for who in ("agder", "agder:leader"))
    assert desk.form("agder", first.line, **filled(first, chair="A", reason="møteleder manglet")).ok
    reply = desk.form("agder:leader", second.line, **filled(second, chair="B", reason="feil møteleder"))
    assert reply.problem
    assert "Nå står det: «A»" in reply.problem.problem
    again = reply.card.form
    assert again is not None
    assert [one.name for one in again.fields] == [one.name for one in second.fields]
    done = desk.form("agder:leader", again.line, **{one.name: one.value for one in again.fields})
    assert done.ok, done.problem
    assert "Grunn: feil møteleder" in plain(done.card)
