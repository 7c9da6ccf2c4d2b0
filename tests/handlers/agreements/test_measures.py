"""Measures, as conversations: reports, whose is meant, who hears, reminders."""

import pytest
from sqlmodel import select

from handlers.views.plain_text import plain
from storage.tables import MeasureUpdateRow
from tests.collecting_chat import Office, about
from tests.desk import Desk
from tests.handlers.agreements.agreement_kit import code, draft, in_force, leads, measure, ok

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
        ("tiltak T1.2 status", "measures.report-needs"),
        ("tiltak 1.2.3 i gang", "measures.unknown"),
        ("tiltak T1.2 kanskje", "measures.report-unknown"),
        ("tiltak T1.2 11 av 30", "measures.other-target"),
        ("tiltak T1.2 fullført 30.10", "measures.day-or-figure"),
        ("tiltak T1.2 i gang T1.10 fullført", "measures.report-unknown"),
        ("tiltak T1.2 og T1.10 fullført", "measures.unknown"),
        ("tiltak T1.2, T1.10", "measures.unknown"),
        ("tiltak T9.9", "measures.none-such"),
        ("tiltak T1.2.3 i gang", "measures.unknown"),
        ("tiltak Atlantis T1.2", "measures.unknown"),
        ("tiltak oppdater", "measures.which"),
        ("tiltak Rogaland T1.2", "common.not-allowed"),
        ("tiltak T1.10 3", "measures.without-indicator"),
        ("purr T9.9", "measures.none-such"),
        ("purr T1.10", "measures.own"),
        ("slumre T1.2 til fredag", "nudge.nothing-to-snooze"),
    ],
)
def test_what_is_not_understood_changes_nothing(desk: Desk, line: str, refusal: str) -> None:
    in_force(desk)
    before = measure(desk, "T1.2")
    assert code(desk.reply("agder", line)) == refusal
    assert measure(desk, "T1.2") == before


@pytest.mark.parametrize("line", ["tiltak T1.2 vis", "tiltak 1.2", "tiltak Agder T1.2 vis", "tiltak vis 1.2"])
def test_a_measure_is_shown_however_it_is_asked_for(desk: Desk, line: str) -> None:
    in_force(desk)
    assert desk.reply("agder", line).card.title == "T1.2 Testfasilitet"


@pytest.mark.parametrize("line", ["tiltak 1.2 i gang", "tiltak Agder T1.2 12 av 25 bedrifter i gang"])
def test_a_report_as_people_write_it(desk: Desk, line: str) -> None:
    in_force(desk)
    ok(desk, "siva", line)
    assert measure(desk, "T1.2").status == "in-progress"


def test_who_may_not_read_an_agreement_is_not_told_what_it_lacks(desk: Desk) -> None:
    in_force(desk)
    there, lacking = (desk.reply("rogaland", f"tiltak Agder {number}") for number in ("T1.2", "T9.9"))
    assert code(there) == code(lacking) != "measures.none-such"


def test_emptying_the_next_step_is_a_change(desk: Desk) -> None:
    in_force(desk)
    ok(desk, "siva", "tiltak T1.2 i gang, neste: søknad")
    form = desk.reply("siva", "tiltak oppdater T1.2").card.form
    assert form is not None
    values = {field.name: field.value for field in form.fields}
    assert "neste steg er tatt bort" in ok(desk, "siva", form.line, **values | {"next_step": ""})
    assert measure(desk, "T1.2").next_step == ""


def test_a_goals_progress_counts_what_is_not_cancelled(desk: Desk) -> None:
    in_force(desk)
    ok(desk, "agder", "tiltak T1.10 avlyst")
    assert "målt på ett tiltak" in ok(desk, "agder", "avtale")
    ok(desk, "siva", "tiltak T1.2 avlyst")
    assert "alle tiltak er avlyst" in ok(desk, "agder", "avtale")


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


@pytest.mark.parametrize(
    ("word", "title", "open_still"),
    [("utsatt", "Siva har meldt T1.2 Testfasilitet utsatt", True),
     ("avlyst", "Siva har meldt T1.2 Testfasilitet avlyst", False)],
)  # fmt: skip
def test_the_county_hears_that_a_measure_is_put_off_or_dropped(
    desk: Desk,
    word: str,
    title: str,
    open_still: bool,  # noqa: FBT001
) -> None:
    in_force(desk)
    office = Office(desk)
    office.turn()
    said = ok(desk, "siva", f"tiltak T1.2 {word}, merknad: ingen midler")
    assert ("Fristen 1. mars 2027 står til partene er enige om en ny" in said) is open_still
    (post,) = office.turn()
    assert (post.room, post.card.title) == ("agder", title)
    assert "Siva: «ingen midler»" in post.text
    assert ("T1.2" in ok(desk, "siva", "mine")) is open_still
    ok(desk, "siva", "tiltak T1.2 i gang")
    (post,) = office.turn()
    assert post.card.title == "Siva har meldt om T1.2 Testfasilitet"
    assert "T1.2" in ok(desk, "siva", "mine")


def test_a_postponed_measure_is_over_its_deadline_like_another(desk: Desk) -> None:
    in_force(desk)
    ok(desk, "siva", "tiltak T1.2 utsatt")
    office = Office(desk)
    said = office.mornings("2027-03-01", "2027-03-05")
    assert any(about([post for post in posts if post.room == "siva"], "Agder T1.2") for posts in said.values())
    assert "Utsatt · over fristen" in ok(desk, "agder", "tiltak T1.2").replace("1 dag ", "").replace("Over", "over")


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
