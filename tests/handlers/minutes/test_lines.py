"""Lines of minutes over what stands: they ask or say what stood, and are understood as people type them."""

import pytest
from sqlmodel import select

from handlers.views.plain_text import plain
from storage.tables import AttendanceRow, DecisionRow, MeetingRow, MinutesRow
from tests.desk import Desk, oslo
from tests.handlers.minutes.minutes_kit import REF, autumn, only, refused, rows


@pytest.fixture
def meeting(desk: Desk) -> Desk:
    return autumn(desk)


@pytest.fixture
def spring(desk: Desk) -> Desk:
    """Agder's spring meeting is on now."""
    desk.say("agder", "møte ny vår 15.4.2027")
    desk.at = oslo("2027-04-15 14:00")
    return desk


def attendance(desk: Desk) -> dict[str, bool]:
    return {row.organisation: row.present for row in rows(desk, AttendanceRow)}  # type: ignore[attr-defined]


def partnership(desk: Desk) -> bool:
    with desk.store.read(desk.at) as snapshot:
        query = select(MeetingRow).where(MeetingRow.ref == "R42-2027-V")
        return snapshot.session.exec(query).one().partnership


def test_a_line_of_somebody_unknown_is_no_decision(meeting: Desk) -> None:
    line = "vedtak 4/26 Raadet: gjøre noe innen fredag"
    assert "Fant ingen organisasjon som heter «Raadet»." in refused(meeting.reply("agder", line))
    assert "heter «Raadet»." in refused(meeting.reply("agder", "noter 4/26 Raadet: gjøre noe innen fredag"))
    assert rows(meeting, DecisionRow) == []
    asked = meeting.reply("agder", line)
    assert [button.label for button in asked.card.buttons] == ["Behold som vedtak"]
    assert meeting.press("agder", asked.card, "Behold som vedtak").ok
    assert only(meeting, DecisionRow).text == "Raadet: gjøre noe innen fredag"  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("line", "wrong", "instead"),
    [
        ("noter", "Hvilken sak gjelder det?", "«noter 4/26 Siva: levere skisse innen 15.12»"),
        ("noter Siva: levere", "Hvilken sak gjelder det?", "«noter 4/26 Siva: levere skisse innen 15.12»"),
        ("noter 3/26", "Hvem skal gjøre hva i sak 3/26, og når?", "«noter 3/26 Siva: levere skisse innen 15.12»"),
        ("noter 3/26 Siva: levere", "Når skal det være gjort?", "«noter 3/26 Siva: levere skisse innen 15.12»"),
        ("noter 3/26 Siva: innen 15.1", "Hva skal gjøres?", "«noter 3/26 Siva: levere skisse innen 15.12»"),
    ],
)
def test_what_is_missing_of_a_follow_up_is_asked_for_in_its_own_words(
    meeting: Desk, line: str, wrong: str, instead: str
) -> None:
    said = refused(meeting.reply("agder", line))
    assert wrong in said
    assert instead in said


# -- who was there -----------------------------------------------------------------------------------------------------


def test_who_was_there_is_not_laid_over_what_another_recorded(meeting: Desk) -> None:
    desk = meeting
    desk.say("agder", "til stede Siva, Innovasjon Norge")
    stands = attendance(desk)
    asked = desk.reply("agder:leader", "til stede Forskningsrådet")
    assert asked.card.title == "En annen har registrert hvem som var der:"
    assert "Til stede: Agder, Innovasjon Norge, Siva\nForfall: Forskningsrådet" in plain(asked.card)
    assert attendance(desk) == stands
    assert desk.press("agder:leader", asked.card, "Legg til").ok
    assert attendance(desk) == dict.fromkeys(("agder", "siva", "innovasjon-norge", "forskningsradet"), True)
    stale = desk.press("agder:leader", asked.card, "Erstatt")
    assert stale.problem
    assert stale.problem.code == "common.stale"


def test_the_button_replaces_what_another_recorded_and_says_it(meeting: Desk) -> None:
    meeting.say("agder", "til stede Siva, Innovasjon Norge")
    asked = meeting.reply("agder:leader", "til stede Forskningsrådet (direktør)")
    said = plain(meeting.press("agder:leader", asked.card, "Erstatt").card)
    assert "Til stede: Agder, Forskningsrådet" in said
    assert "Før sto som til stede: Agder, Innovasjon Norge, Siva" in said
    assert "Før sto med forfall: Forskningsrådet" in said


def test_what_was_recorded_as_held_is_another_s_too(meeting: Desk) -> None:
    meeting.say("agder", f"møte holdt {REF} til stede Siva, Innovasjon Norge")
    asked = meeting.reply("agder:leader", "til stede Forskningsrådet")
    assert "registrert hvem som var der" in asked.card.title
    assert attendance(meeting)["siva"] is True


def test_one_s_own_line_is_said_over_again_without_asking(meeting: Desk) -> None:
    meeting.say("agder", "til stede Siva")
    said = meeting.say("agder", "til stede Siva, Innovasjon Norge")
    assert "Før sto som til stede: Agder, Siva" in said
    assert "Før" not in meeting.say("agder:leader", "til stede Siva, Innovasjon Norge")


def test_apologies_are_put_to_what_is_recorded(meeting: Desk) -> None:
    meeting.say("agder", "til stede Siva, Innovasjon Norge, Forskningsrådet")
    said = meeting.say("agder:leader", "forfall Siva")
    assert "Forfall: Siva" in said
    assert "Før sto som til stede: Agder, Innovasjon Norge, Siva, Forskningsrådet" in said
    assert attendance(meeting) == {"agder": True, "siva": False, "innovasjon-norge": True, "forskningsradet": True}
    assert "Siva står med forfall." in refused(meeting.reply("agder", "forfall ingen"))
    assert "Hvem hadde forfall?" in refused(meeting.reply("agder", "forfall"))


def test_nobody_was_away(meeting: Desk) -> None:
    meeting.say("agder", "til stede Siva, Innovasjon Norge, Forskningsrådet; forfall ingen")
    assert all(attendance(meeting).values())
    assert meeting.reply("agder", "forfall ingen").ok


def test_who_was_there_said_again_takes_no_draft_back(meeting: Desk) -> None:
    meeting.say("agder", "til stede Siva, Innovasjon Norge, Forskningsrådet")
    assert meeting.reply("agder", f"referat send {REF} bekreft").ok
    for line in ("til stede Siva, Innovasjon Norge, Forskningsrådet", "forfall ingen"):
        assert meeting.reply("agder", line).ok
        assert only(meeting, MinutesRow).state == "out"  # type: ignore[attr-defined]


def test_the_partnership_was_there(spring: Desk) -> None:
    said = spring.say("agder", "til stede Siva, Innovasjon Norge og Partnerskapet; forfall Forskningsrådet")
    assert "Partnerskapet var til stede" in said
    assert partnership(spring)
    assert "Andre til stede: Partnerskapet" in spring.say("agder", "referat vis R42-2027-V")


def test_the_partnership_was_there_when_the_meeting_is_said_to_be_held(spring: Desk) -> None:
    assert spring.reply("agder", "møte holdt R42-2027-V til stede Partnerskapet, Siva, Innovasjon Norge").ok
    assert partnership(spring)
    assert attendance(spring)["siva"] is True


def test_the_partnership_is_no_part_of_another_meeting(meeting: Desk) -> None:
    assert "Partnerskapet" in refused(meeting.reply("agder", "til stede Siva, Partnerskapet"))


# -- other fields ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "there"),
    [("ja", True), ("Ja.", True), ("yes", True), ("nei", False), ("no", False), ("false", False)],
)
def test_partnership_is_yes_or_no(spring: Desk, said: str, *, there: bool) -> None:
    spring.say("agder", "referat endre partnerskap: ja" if not there else "til stede Siva")
    assert spring.reply("agder", f"referat endre partnerskap: {said}").ok
    assert partnership(spring) is there


def test_partnership_is_not_guessed(spring: Desk) -> None:
    assert "Forsto ikke «kanskje»." in refused(spring.reply("agder", "referat endre partnerskap: kanskje"))
    assert not partnership(spring)


def test_a_field_said_over_another_s_says_what_stood(meeting: Desk) -> None:
    meeting.say("agder", "referat endre møteleder: A")
    assert "Møteleder: B\nFør: A" in meeting.say("agder:leader", "referat endre møteleder: B")
    meeting.say("agder", "referat utfall 4/26 orientering")
    assert "Utsatt til neste møte\nFør: Tatt til orientering" in meeting.say(
        "agder:leader", "referat utfall 4/26 utsatt"
    )


def test_only_a_field_s_name_begins_another_field(meeting: Desk) -> None:
    meeting.say("agder", "til stede Siva, Innovasjon Norge")
    meeting.say(
        "agder", "referat endre roller: Siva: regiondirektør; Agder: fylkesdirektør; møteleder: A; andre: NHO; LO"
    )
    shown = meeting.say("agder", f"referat vis {REF}")
    assert "Agder (fylkesdirektør)" in shown
    assert "Siva (regiondirektør)" in shown
    assert "Møteleder: A" in shown
    assert "Andre til stede: NHO; LO" in shown


@pytest.mark.parametrize("line", ["møteleder: A; farge: blå", "andre: NHO; møtelder: B", "møteleder: A\nfarge: blå"])
def test_a_name_that_is_no_field_is_refused(meeting: Desk, line: str) -> None:
    assert "Hva skal endres" in refused(meeting.reply("agder", f"referat endre {line}"))
    assert rows(meeting, MinutesRow) == []


# -- long texts --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("length", [1200, 2600])
def test_words_too_long_for_a_button_come_as_a_form(meeting: Desk, length: int) -> None:
    desk = meeting
    stands, mine = "Siva orienterte. " * 60, "å" * (length if length > 2000 else 1950)
    desk.say("agder", f"referat tekst 4/26: {stands}")
    asked = desk.reply("agder:leader", f"referat tekst 4/26: {mine}")
    form = asked.card.form
    assert form is not None
    assert asked.card.buttons == ()
    [field] = form.fields
    assert mine in field.value
    assert len(field.value) <= 3000
    assert stands.strip() in field.value + form.intro
    assert mine not in desk.say("agder", f"referat vis {REF}")
    assert desk.form("agder:leader", form.line, text="Begge orienterte.").ok
    assert "  Begge orienterte." in desk.say("agder", f"referat vis {REF}")
    again = desk.form("agder:leader", form.line, text="En gang til.")
    assert again.problem
    assert (again.problem.code, again.problem.field_name) == ("common.stale", "text")


# -- what people call it -----------------------------------------------------------------------------------------------


def test_decisions_are_reworded_and_withdrawn_by_their_siblings_names(meeting: Desk) -> None:
    desk = meeting
    desk.say("agder", "vedtak 4/26 Siva leverer skisse")
    assert "Nå: Siva leverer plan" in desk.say("agder", "vedtak endre V-1/26: Siva leverer plan")
    assert "Nå: Siva leverer mer" in desk.say("ks", "vedtak endre Agder V-1/26: Siva leverer mer")
    assert "er trukket" in desk.say("agder", "vedtak trekk V-1/26 fordi skrevet to ganger")
    assert only(desk, DecisionRow).state == "withdrawn"  # type: ignore[attr-defined]
    assert "Ingen vedtak: «endre avtalen»" in desk.say("agder", "vedtak endre avtalen")


def test_a_comment_is_answered_under_its_own_name(meeting: Desk) -> None:
    desk = meeting
    desk.say("agder", "til stede Agder, Siva, Innovasjon Norge, Forskningsrådet")
    desk.say("agder", f"referat send {REF} bekreft")
    desk.say("siva", f"merknad {REF}: fristen er feil")
    assert "Merknad 1 fra Siva er besvart" in desk.say("agder", "merknad svar 1: tatt inn")
    assert desk.reply("siva", "merknad svar på brevet mangler").ok
    assert "2. Siva: svar på brevet mangler" in desk.say("siva", f"referat vis {REF}")


# -- nynorsk -----------------------------------------------------------------------------------------------------------


def test_in_nynorsk_whoever_is_away_has_fraafall(desk: Desk) -> None:
    desk.say("vestland", "møte ny haust 10.12.2026")
    desk.at = oslo("2026-12-10 14:00")
    said = desk.say("vestland", "til stades Siva; fråfall Innovasjon Norge")
    assert "Fråfall: Innovasjon Norge, Forskningsrådet" in said
    assert "Kven hadde fråfall?" in refused(desk.reply("vestland", "fråfall"))
    for line in ("fråfall KS", "forfall KS"):
        assert desk.reply("vestland", line).ok
    for line in ("forfall ingen", "til stades Siva; forfall KS"):
        assert "forfall" not in desk.say("vestland", line).casefold()
    for command in ("hjelp fråfall", "hjelp møte", "hjelp til stades"):
        assert "forfall" not in desk.say("vestland", command)
