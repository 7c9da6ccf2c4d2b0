"""Time, place and audiences of a meeting: what is missing is said, and there is a way to fill it in."""

from datetime import time

import pytest
from sqlmodel import select

from handlers.cards import Form, Item
from handlers.views.plain_text import plain
from storage.tables import MeetingRow, MessageRow
from tests.desk import Desk
from tests.handlers.minutes.minutes_kit import filled, refused

SPRING = "R42-2027-V"


def meeting(desk: Desk, ref: str = SPRING) -> MeetingRow:
    with desk.store.read(desk.at) as snapshot:
        return snapshot.session.exec(select(MeetingRow).where(MeetingRow.ref == ref)).one()


def form_of(desk: Desk, line: str = f"møte endre {SPRING}") -> Form:
    form = desk.reply("agder", line).card.form
    assert form is not None
    return form


# -- what a convening lacks --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "lacking"),
    [
        ("", "Klokkeslett og sted mangler."),
        ("kl. 10", "Sted mangler."),
        ("sted: Arendal", "Klokkeslett mangler."),
        ("lenke: https://eksempel.no/m", "Klokkeslett mangler."),
        ("kl. 10; lenke: https://eksempel.no/m", ""),
        ("kl. 10; sted: Arendal", ""),
    ],
)
def test_a_convening_without_time_and_place_says_so(desk: Desk, said: str, lacking: str) -> None:
    desk.say("agder", "møte ny vår 15.4.2027")
    if said:
        assert desk.reply("agder", f"møte endre vår {said}").ok
    for line in (f"innkall {SPRING}", f"innkall {SPRING} bekreft"):
        card = desk.reply("agder", line).card
        assert ("mangler." in plain(card)) is bool(lacking)
        assert lacking in plain(card)
        assert ("Endre" in [button.label for button in card.buttons]) is bool(lacking)
    assert meeting(desk).state == "convened"


def test_the_button_leads_to_a_form_that_fills_it_in(desk: Desk) -> None:
    desk.say("agder", "møte ny vår 15.4.2027")
    form = desk.press("agder", desk.reply("agder", f"innkall {SPRING}").card, "Endre").card.form
    assert form is not None
    said = desk.form("agder", form.line, **filled(form, time="10.30", place="Arendal"))
    assert said.ok, said.problem
    assert (meeting(desk).at, meeting(desk).place) == (time(10, 30), "Arendal")
    assert "mangler" not in desk.say("agder", f"innkall {SPRING}")
    assert "mangler" not in desk.say("agder", f"datovarsel {SPRING}")


def test_a_save_the_date_needs_no_place(desk: Desk) -> None:
    desk.say("agder", "møte ny vår 15.4.2027")
    assert "mangler" not in desk.say("agder", f"datovarsel {SPRING}")


# -- the form ----------------------------------------------------------------------------------------------------------


def test_the_form_holds_what_stands_and_empties_what_is_emptied(desk: Desk) -> None:
    desk.say("agder", "møte ny vår 15.4.2027 kl. 10")
    desk.say("agder", "møte endre vår sted: Arendal; tema: Kraft; partnerskap: ja")
    form = form_of(desk)
    assert filled(form) == {"time": "kl. 10.00", "place": "Arendal", "link": "", "theme": "Kraft", "partnership": "ja"}
    assert desk.form("agder", form.line, **filled(form, theme="", partnership="")).ok
    row = meeting(desk)
    assert (row.at, row.place, row.theme, row.partnership) == (time(10), "Arendal", "", False)


@pytest.mark.parametrize(
    ("field", "typed", "code"),
    [
        ("time", "halv elleve", "meetings.time-unknown"),
        ("link", "eksempel.no", "meetings.link-unknown"),
        ("place", "x" * 201, "common.too-long"),
    ],
)
def test_a_wrong_field_is_named_and_nothing_is_kept(desk: Desk, field: str, typed: str, code: str) -> None:
    desk.say("agder", "møte ny vår 15.4.2027")
    form = form_of(desk)
    reply = desk.form("agder", form.line, **{**filled(form, theme="Kraft"), field: typed})
    assert reply.problem
    assert (reply.problem.code, reply.problem.field_name) == (code, field)
    assert meeting(desk).theme == ""


def test_a_form_from_before_a_change_lays_nothing_over_it(desk: Desk) -> None:
    desk.say("agder", "møte ny vår 15.4.2027")
    form = form_of(desk)
    desk.say("agder", "møte endre vår sted: Grimstad")
    reply = desk.form("agder", form.line, **filled(form, time="10"))
    assert reply.problem
    assert reply.problem.code == "common.stale"
    assert filled(form_of(desk, form.line))["place"] == "Grimstad"


# -- a span of time ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["kl 10:30-14:00", "kl. 10.30–14", "10.30 - 14.00", "kl 10.30 til kl 14"])
def test_of_a_span_the_start_is_kept_and_that_is_said(desk: Desk, typed: str) -> None:
    told = "Sluttiden kl. 14.00 lagres ikke."
    assert told in desk.say("agder", f"møte ny vår 15.4.2027 {typed}")
    assert meeting(desk).at == time(10, 30)
    assert told in desk.say("agder", f"møte endre vår tid: {typed}")
    moved = desk.reply("agder", f"møte flytt vår til 16.4.2027 {typed}").card
    assert told in plain(moved)
    assert desk.press("agder", moved, "Bekreft").ok
    assert meeting(desk).at == time(10, 30)
    fields = {"kind": "regional-autumn", "date": "16.11.2027", "time": typed}
    assert told in plain(desk.form("agder", "møte ny", **fields).card)
    assert meeting(desk, "R42-2027-H").at == time(10, 30)


def test_two_days_are_no_hours(desk: Desk) -> None:
    assert desk.reply("agder", "møte ny vår 9.4-10.4").problem
    assert meeting(desk).day is None


# -- dates -------------------------------------------------------------------------------------------------------------


def test_a_day_that_has_passed_is_not_asked_about(desk: Desk) -> None:
    said = desk.say("agder", "møte ny høst 2027 torsdag uke 46")
    assert "torsdag 18. november 2027" in said
    assert "Mente du" not in said


def test_proposed_dates_lie_in_the_half_year(desk: Desk) -> None:
    fields = {"kind": "regional-autumn", "date": "30.2.2027"}
    problem = desk.form("agder", "møte ny", **fields).problem
    assert problem is not None
    assert "februar har 28 dager" in problem.problem
    assert "28. februar" not in problem.hint
    assert [button.label for button in desk.reply("agder", "møte ny vår 30.2.2027").card.buttons] == [
        "søndag 28. februar 2027",
        "mandag 1. mars 2027",
    ]


def test_a_wrong_date_and_a_wrong_time_are_told_at_once(desk: Desk) -> None:
    fields = {"kind": "regional-spring", "date": "31.4.2027", "time": "halv elleve"}
    problem = desk.form("agder", "møte ny", **fields).problem
    assert problem is not None
    assert "april har 30 dager. Forsto ikke klokkeslettet «halv elleve»." in problem.problem
    assert problem.field_name == "date"
    only_time = desk.form("agder", "møte ny", **{**fields, "date": "15.4.2027"}).problem
    assert only_time is not None
    assert (only_time.code, only_time.field_name) == ("meetings.time-unknown", "time")


def test_a_dated_meeting_is_moved_by_a_button(desk: Desk) -> None:
    desk.say("agder", "møte ny vår 15.4.2027 kl. 10")
    again = desk.reply("agder", "møte ny vår 16.4.2027 kl. 12")
    assert "«møte flytt R42-2027-V 16.4.2027»" in refused(again)
    moving = desk.press("agder", again.card, "Flytt møtet dit")
    assert desk.press("agder", moving.card, "Bekreft").ok
    assert (str(meeting(desk).day), meeting(desk).at) == ("2027-04-16", time(12))
    same = refused(desk.reply("agder", "møte ny vår 16.4.2027"))
    assert "er alt satt til fredag 16. april 2027." in same
    assert "flytte møtet" in same


# -- audiences ---------------------------------------------------------------------------------------------------------


def test_the_warning_says_what_to_type_and_it_can_be_typed(desk: Desk) -> None:
    said = desk.say("agder", "møte ny vår 15.4.2027")
    assert "Partnerskapet står ikke som målgruppe." in said
    assert f"Skriv «møte endre {SPRING} partnerskap: ja» hvis det skal inviteres." in said
    assert "hvis det skal inviteres" not in desk.say("rogaland", f"møte vis {SPRING}")
    assert "hvis det skal inviteres" not in desk.say("agder:member", f"møte vis {SPRING}")
    assert "Partnerskapet står ikke" not in desk.say("agder", f"møte endre {SPRING} partnerskap: ja")
    assert meeting(desk).partnership is True


def test_after_the_meeting_the_minutes_take_it(desk: Desk) -> None:
    desk.say("agder", "møte ny vår 15.4.2027")
    said = desk.say("agder", f"møte holdt {SPRING} til stede Siva", at="2027-04-15 16:00")
    assert f"Skriv «referat endre {SPRING}: partnerskap: ja» hvis det var til stede." in said
    assert desk.reply("agder", f"referat endre {SPRING}: partnerskap: ja").ok
    assert meeting(desk).partnership is True


def test_of_a_meeting_called_off_nothing_is_advised(desk: Desk) -> None:
    desk.say("agder", f"møte ny {SPRING} 15.4.2027")
    assert desk.reply("agder", f"møte avlys {SPRING} bekreft").ok
    assert "partnerskap: ja" not in desk.say("agder", f"møte {SPRING}")


@pytest.mark.parametrize(
    ("typed", "invited"),
    [
        ("målgrupper: partnerskapet", True),
        ("målgrupper: administrativ ledelse, partnerskapet", True),
        ("målgruppe: administrasjonen og det regionale partnerskapet", True),
        ("målgrupper: administrativ ledelse", False),
        ("partnerskap: nei", False),
    ],
)
def test_audiences_as_people_call_them(desk: Desk, typed: str, *, invited: bool) -> None:
    desk.say("agder", "møte ny vår 15.4.2027")
    desk.say("agder", f"møte endre vår partnerskap: {'nei' if invited else 'ja'}")
    assert desk.reply("agder", f"møte endre vår {typed}").ok
    assert meeting(desk).partnership is invited


def test_an_unknown_audience_is_quoted(desk: Desk) -> None:
    assert "Forsto ikke «Atlantis» som målgruppe." in refused(
        desk.reply("agder", f"møte endre {SPRING} målgrupper: partnerskapet og Atlantis")
    )


# -- a day that has passed ---------------------------------------------------------------------------------------------


def test_a_meeting_that_has_been_and_is_not_recorded_stands_out(desk: Desk) -> None:
    desk.say("agder", "møte ny høst 10.12.2026")
    on_the_day = next(
        item for item in items(desk, "2026-12-10 10:00") if item.lead.startswith("Regionalt høstmøte i Agder")
    )
    assert (on_the_day.sign, on_the_day.word) == ("●", "Datert")
    after = next(item for item in items(desk, "2026-12-11 10:00") if item.lead.startswith("Regionalt høstmøte i Agder"))
    assert (after.sign, after.word) == ("▲", "Ikke registrert som holdt")
    assert "Status: ▲ Ikke registrert som holdt" in desk.say("agder", "møte vis R42-2026-H")
    assert desk.reply("agder", "møte holdt R42-2026-H til stede Siva").ok
    held = next(item for item in items(desk, "2026-12-11 12:00") if item.lead.startswith("Regionalt høstmøte i Agder"))
    assert (held.sign, held.word) == ("✓", "Holdt")


def items(desk: Desk, at: str) -> list[Item]:
    return [block for block in desk.reply("agder", "status", at=at).card.body if isinstance(block, Item) and block.word]


def test_nobody_is_written_to_by_looking(desk: Desk) -> None:
    desk.say("agder", "møte ny vår 15.4.2027")
    desk.say("agder", f"innkall {SPRING}")
    form_of(desk)
    with desk.store.read(desk.at) as snapshot:
        assert snapshot.session.exec(select(MessageRow)).all() == []


def test_a_preview_of_papers_can_be_cancelled(desk: Desk) -> None:
    desk.say("agder", "møte ny vår 15.4.2027")
    assert desk.reply("agder", f"innkall {SPRING} bekreft").ok
    asked = desk.reply("agder", f"saksliste send {SPRING}").card
    assert desk.press("agder", asked, "Avbryt").ok
    assert meeting(desk).state == "convened"


# -- fields that run together ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "should_be"),
    [
        ("sted: Oslo, kl. 10", "sted: Oslo; kl. 10"),
        ("sted: Oslo. Kl 10", "sted: Oslo; Kl 10"),
        ("sted: Oslo, tid: 10", "sted: Oslo; tid: 10"),
        ("kl. 10, sted: Oslo", "kl. 10; sted: Oslo"),
        ("tema: Kraft, sted: Oslo, kl. 10", "tema: Kraft; sted: Oslo; kl. 10"),
        (
            "lenke: https://eksempel.no/m, sted: Oslo, klokkeslett: 10",
            "lenke: https://eksempel.no/m; sted: Oslo; klokkeslett: 10",
        ),
    ],
)
def test_fields_run_together_are_refused_with_the_line_as_it_should_be(desk: Desk, typed: str, should_be: str) -> None:
    desk.say("agder", "møte ny vår 15.4.2027 kl. 12")
    reply = desk.reply("agder", f"møte endre {SPRING} {typed}")
    assert f"Skill feltene med semikolon: «møte endre {SPRING} {should_be}»." in refused(reply)
    assert (meeting(desk).at, meeting(desk).place) == (time(12), "")
    assert desk.press("agder", reply.card, "Skill med semikolon").ok
    assert (meeting(desk).at, meeting(desk).place) == (time(10), "Oslo")


@pytest.mark.parametrize(
    ("typed", "name", "value"),
    [
        ("sted: Rådhuset, Oslo", "place", "Rådhuset, Oslo"),
        ("sted: Rådhuset, inngang: nord", "place", "Rådhuset, inngang: nord"),
        ("tema: Kraft, nett og sted", "theme", "Kraft, nett og sted"),
        ("lenke: https://vert.link:8443/m", "link", "https://vert.link:8443/m"),
    ],
)
def test_a_value_may_hold_a_comma_and_a_colon(desk: Desk, typed: str, name: str, value: str) -> None:
    desk.say("agder", "møte ny vår 15.4.2027")
    assert desk.reply("agder", f"møte endre {SPRING} {typed}").ok
    assert getattr(meeting(desk), name) == value
