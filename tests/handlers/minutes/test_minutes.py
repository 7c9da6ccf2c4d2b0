"""Minutes: written in lines and by form, sent out, commented on, approved, locked, corrected."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel import select

from domain.canonical import checksum
from handlers.minutes.approve import approve_by_silence
from handlers.views.plain_text import plain
from storage.tables import (
    AttendanceRow,
    DecisionRow,
    FollowUpOriginRow,
    FollowUpRow,
    MinutesRow,
    MinutesVersionRow,
)
from tests.collecting_chat import Office
from tests.desk import Desk, oslo
from tests.handlers.minutes.minutes_kit import REF, autumn, filled, form_of, only, refused, rows


@pytest.fixture
def meeting(desk: Desk) -> Desk:
    return autumn(desk)


# -- in lines ----------------------------------------------------------------------------------------------------------


def test_the_whole_minutes_in_lines(meeting: Desk) -> None:
    desk = meeting
    desk.say("agder", "til stede Agder, Siva (vara: avdelingsleder), Innovasjon Norge; forfall Forskningsrådet")
    desk.say("agder", "referat endre møteleder: fylkesdirektør; referent: koordinator; andre: NHO og LO")
    desk.say("agder", "referat tekst 1/26: Orientering fra KS")
    desk.say("agder", "referat utfall 1/26 orientering")
    assert "Vedtak V-1/26: Siva leverer skisse" in desk.say("agder", "vedtak 4/26 Siva leverer skisse før sommeren")
    assert "Oppfølging O-1 levere skisse (Siva)" in desk.say(
        "agder", "oppfølging 4/26 Siva: levere skisse innen 15.1.2027"
    )
    desk.say("agder", "referat endre behov: ja; hvilke endringer: ny frist for T1.2")
    said = desk.say("siva", f"referat vis {REF}")
    for line in (
        "Til stede: Agder, Innovasjon Norge, Siva (avdelingsleder, vara)",
        "Forfall: Forskningsrådet",
        "Møteleder: fylkesdirektør",
        "Andre til stede: NHO og LO",
        "Tatt til orientering – 1/26 Oppfølging av nasjonalt høstmøte\n  Orientering fra KS",
        "Vedtatt – 4/26 Testfasilitet for plast\n  Vedtak V-1/26: Siva leverer skisse før sommeren",
        "Oppfølging O-1: Siva, levere skisse, innen 15.1.2027",
        "Behov for endringer i avtalen? Ja\nny frist for T1.2",
    ):
        assert line in said
    assert "holdt" in desk.say("agder", f"møte vis {REF}")


def test_attendance_in_the_minutes_counts_for_the_model(meeting: Desk) -> None:
    """§ 2: an agency that is missing is flagged, and so it is in the status of the county."""
    meeting.say("agder", "til stede Siva, Innovasjon Norge")
    assert "Ikke samlet: Forskningsrådet var ikke til stede" in meeting.say("agder", f"møte vis {REF}")
    attendance = {row.organisation: row.present for row in rows(meeting, AttendanceRow)}  # type: ignore[attr-defined]
    assert attendance == {"agder": True, "siva": True, "innovasjon-norge": True, "forskningsradet": False}


def test_a_follow_up_noted_during_the_meeting_is_in_its_minutes(meeting: Desk) -> None:
    office = Office(meeting)
    office.turn()
    meeting.say("agder", "til stede Siva, Innovasjon Norge, Forskningsrådet")
    said = meeting.say("agder", "oppfølging Siva: sende tall innen 15.1.2027")
    assert "Punktet står i referatet for regionalt høstmøte i Agder 2026." in said
    shown = meeting.say("agder", f"referat vis {REF}")
    assert "Andre oppfølgingspunkter fra møtet" in shown
    assert "Oppfølging O-1: Siva, sende tall, innen 15.1.2027" in shown
    assert [post.room for post in office.turn() if "oppfølgingspunkt fra Agder" in post.text] == ["siva"]


def test_the_day_after_it_is_not(meeting: Desk) -> None:
    meeting.say("agder", "til stede Siva, Innovasjon Norge, Forskningsrådet")
    meeting.at = oslo("2026-12-11 10:00")
    assert "referatet" not in meeting.say("agder", "oppfølging Siva: sende tall innen 15.1.2027")


def test_a_decision_is_reworded_and_withdrawn_but_never_lost(meeting: Desk) -> None:
    desk = meeting
    desk.say("agder", "vedtak 4/26 Siva leverer skisse")
    assert "Før: Siva leverer skisse Nå: Siva leverer plan" in desk.say(
        "agder", "endre vedtak V-1/26: Siva leverer plan"
    )
    assert "Hvorfor trekkes V-1/26?" in refused(desk.reply("agder", "trekk vedtak V-1/26"))
    assert "V-1/26 er trukket: skrevet to ganger" in desk.say("agder", "trekk vedtak V-1/26 fordi skrevet to ganger")
    assert "V-1/26" not in desk.say("agder", f"referat vis {REF}")
    assert "Vedtak V-2/26: Ny plan" in desk.say("agder", "vedtak 4/26 Ny plan")
    states = [(row.number, row.state) for row in rows(desk, DecisionRow)]  # type: ignore[attr-defined]
    assert states == [(1, "withdrawn"), (2, "recorded")]


def test_the_same_decision_twice_is_said_so(meeting: Desk) -> None:
    meeting.say("agder", "vedtak 4/26 Siva leverer skisse")
    assert "Det samme står allerede som V-1/26" in refused(meeting.reply("agder", "vedtak 4/26 Siva leverer skisse"))


@pytest.mark.parametrize(
    ("who", "line", "code"),
    [
        ("siva", "vedtak Agder 4/26 Noe", "common.not-allowed"),
        ("rogaland", "referat vis R42-2026-H", "common.not-allowed"),
        ("agder:member", "til stede Siva", "common.not-allowed"),
        ("agder", "vedtak 9/26 Noe", "agenda.no-such-item"),
        ("agder", "vedta noe uten nummer", "agenda.which-item"),
        ("agder", "vedta 4/26", "decisions.no-text"),
        ("agder", "til stede Sivo", "common.unknown-organisation"),
        ("agder", "til stede Siva; forfall Siva", "minutes.present-and-absent"),
        ("agder", "referat endre farge: blå", "minutes.change-needs"),
        ("agder", "referat endre behov: kanskje", "minutes.change-unknown"),
        ("agder", "referat utfall 4/26 kanskje", "minutes.outcome-unknown"),
        ("agder", "noter 4/26 levere skisse innen 15.1", "common.unknown-organisation"),
        ("agder", "noter 4/26 Siva: levere skisse", "followups.note-no-date"),
        ("agder", "referat rett R42-2026-H", "minutes.not-approved"),
        ("agder", "godkjenn R42-2026-H", "minutes.not-out"),
        ("siva", "merknad R42-2026-H: noe", "minutes.not-out-yet"),
        ("agder", "referat tekst 4/26: " + "å" * 2900 + " " + "å" * 60, ""),
        ("agder", "referat forskjell R42-2026-H", "minutes.nothing-to-compare"),
        ("agder", "referat vis R42-2026-H versjon 3", "minutes.no-version"),
        ("rogaland", "godkjenn R42-2026-H", "meetings.not-invited"),
    ],
)
def test_what_is_refused_changes_nothing(meeting: Desk, who: str, line: str, code: str) -> None:
    meeting.say("agder", "til stede Agder, Siva")
    kinds = (MinutesRow, DecisionRow, FollowUpRow, AttendanceRow)
    before = [repr(row) for kind in kinds for row in rows(meeting, kind)]
    reply = meeting.reply(who, line)
    if not code:
        assert reply.ok
        return
    assert reply.problem is not None, plain(reply.card)
    assert reply.problem.code == code
    assert reply.problem.hint or code == "common.not-allowed"
    assert [repr(row) for kind in kinds for row in rows(meeting, kind)] == before


def test_minutes_begin_on_the_day_of_the_meeting(desk: Desk) -> None:
    autumn(desk)
    desk.at = oslo("2026-12-09 14:00")
    assert "Referatet kan begynnes den dagen" in refused(desk.reply("agder", f"til stede {REF}: Siva"))
    assert "Referatet er ikke begynt" in desk.say("agder", f"referat {REF}")


# -- out, answered, approved -------------------------------------------------------------------------------------------


def written(desk: Desk) -> None:
    """All that the minutes need."""
    desk.say("agder", "til stede Agder, Siva, Innovasjon Norge, Forskningsrådet")
    desk.say("agder", "vedtak 4/26 Siva leverer skisse før sommeren")
    desk.say("agder", "oppfølging 4/26 Siva: levere skisse innen 15.1.2027")
    for number in (1, 2, 3):
        desk.say("agder", f"referat utfall {number}/26 orientering")
    desk.say("agder", "referat endre behov: nei")


def sent_out(desk: Desk, at: str = "2026-12-11 10:00") -> None:
    written(desk)
    desk.at = oslo(at)
    preview = desk.reply("agder", f"referat send {REF}")
    assert "3 mottakere: Innovasjon Norge, Siva, Forskningsrådet." in plain(preview.card)
    assert "Gjenstår" not in plain(preview.card)
    assert desk.press("agder", preview.card, "Send til merknad").ok


def test_a_draft_goes_out_with_its_days(meeting: Desk) -> None:
    office = Office(meeting)
    sent_out(meeting)
    posts = [post for post in office.turn() if "Referatutkast til merknad" in post.text]
    assert sorted(post.room for post in posts) == ["forskningsradet", "innovasjon-norge", "siva"]
    # 17.12 is the draft's own day; a week for comments (24.12 falls in the quiet weeks), a week for approval.
    assert "Merknadsfrist: mandag 4. januar 2027." in posts[0].text
    assert "godkjent mandag 11. januar 2027" in posts[0].text
    assert "[Godkjenn] godkjenn R42-2026-H" in posts[0].text
    assert "referatutkast sendt" in meeting.say("agder", f"møte vis {REF}")


def test_silence_approves_and_says_so_in_the_morning(meeting: Desk) -> None:
    desk, office = meeting, Office(meeting)
    sent_out(desk)
    office.turn()
    assert approve_by_silence(desk.store, oslo("2027-01-10 23:59")) == []
    assert approve_by_silence(desk.store, oslo("2027-01-11 00:01")) == [REF]
    assert approve_by_silence(desk.store, oslo("2027-01-11 00:02")) == []
    assert [post for post in office.turn("2027-01-11 00:02") if "Referatet er godkjent" in post.text] == []
    posts = [post for post in office.turn("2027-01-11 09:00") if "Referatet er godkjent" in post.text]
    assert sorted(post.room for post in posts) == ["agder", "forskningsradet", "innovasjon-norge", "siva"]
    said = desk.say("rogaland", f"referat vis {REF}")
    assert "Godkjent mandag 11. januar 2027 ved taus aksept: ingen hadde merknader innen fristen." in said
    version = only(desk, MinutesVersionRow)
    assert f"SHA-256: {version.sha256}" in said  # type: ignore[attr-defined]
    assert checksum(version.content) == version.sha256  # type: ignore[attr-defined]


def test_a_comment_stops_silence_until_it_is_answered(meeting: Desk) -> None:
    desk, office = meeting, Office(meeting)
    sent_out(desk)
    office.turn()
    assert desk.reply("siva", f"merknad {REF}: fristen skal være 1. juni", at="2026-12-15 10:00").ok
    assert [post.room for post in office.turn() if "har en merknad" in post.text] == ["agder"]
    assert "1. Siva: fristen skal være 1. juni" in desk.say("agder", f"referat vis {REF}")
    assert approve_by_silence(desk.store, oslo("2027-01-11 09:00")) == []
    desk.at = oslo("2027-01-12 10:00")
    assert "har merknader som ikke er besvart" in refused(desk.reply("agder", f"referat godkjenn {REF}"))
    assert desk.reply("agder", f"besvar {REF} 1: tatt til etterretning").ok
    assert [post.room for post in office.turn() if "er besvart" in post.text] == ["siva"]
    assert approve_by_silence(desk.store, oslo("2027-01-12 11:00")) == [REF]
    assert "Svar: tatt til etterretning" in desk.say("siva", f"referat vis {REF}")


def test_all_parties_approving_locks_at_once(meeting: Desk) -> None:
    sent_out(meeting)
    assert "1 av 3 parter har godkjent." in meeting.say("siva", "godkjenn")
    assert "allerede godkjent" in refused(meeting.reply("siva", f"godkjenn {REF}"))
    meeting.say("innovasjon-norge", f"godkjenn {REF}")
    assert "Alle parter har godkjent. Referatet er låst." in meeting.say("forskningsradet", f"godkjenn {REF}")
    assert "Godkjent av alle parter" in meeting.say("ks", f"referat vis {REF}")
    assert only(meeting, DecisionRow).state == "approved"  # type: ignore[attr-defined]


def test_the_convener_waits_for_the_parties_days(meeting: Desk) -> None:
    sent_out(meeting)
    assert "Partene har tid til å komme med merknader til mandag 4. januar 2027" in refused(
        meeting.reply("agder", f"referat godkjenn {REF}")
    )
    meeting.at = oslo("2027-01-05 10:00")
    preview = meeting.reply("agder", f"referat godkjenn {REF}")
    assert meeting.press("agder", preview.card, "Godkjenn referatet").ok
    assert "Godkjent tirsdag 5. januar 2027." in meeting.say("ks", f"referat vis {REF}")


def test_s23_no_approval_without_the_answer_about_changes(meeting: Desk) -> None:
    written(meeting)
    with meeting.store.transaction() as session:
        session.exec(select(MinutesRow)).one().change_needed = None
    assert "ikke besvart (§ 2.2)" in meeting.say("agder", f"referat send {REF}")
    meeting.say("agder", f"referat send {REF} bekreft")
    for who in ("siva", "innovasjon-norge", "forskningsradet"):
        meeting.say(who, f"godkjenn {REF}")
    assert only(meeting, MinutesRow).state == "out"  # type: ignore[attr-defined]
    assert approve_by_silence(meeting.store, oslo("2027-02-01 09:00")) == []
    meeting.at = oslo("2027-02-01 10:00")
    reply = meeting.reply("agder", f"referat godkjenn {REF}")
    assert "før behovet for endringer i avtalen er besvart (§ 2.2)" in refused(reply)
    asked = meeting.press("agder", reply.card, "Nei, ikke behov")
    assert meeting.press("agder", asked.card, "Trekk tilbake og endre").ok
    assert only(meeting, MinutesRow).change_needed is False  # type: ignore[attr-defined]


def test_s23_yes_gives_the_county_the_next_version_to_draft(meeting: Desk) -> None:
    written(meeting)
    meeting.say("agder", "referat endre behov: ja; hvilke endringer: ny frist for T1.2")
    meeting.say("agder", f"referat send {REF} bekreft")
    for who in ("siva", "innovasjon-norge", "forskningsradet"):
        meeting.say(who, f"godkjenn {REF}")
    task = rows(meeting, FollowUpRow)[-1]
    assert (task.owner, task.text) == ("agder", "Utarbeide neste versjon av samarbeidsavtalen")  # type: ignore[attr-defined]
    assert "Utarbeide neste versjon" in meeting.say("siva", f"referat vis {REF}")


def test_a_draft_changed_while_it_is_out_must_go_out_again(meeting: Desk) -> None:
    """Nobody is taken to consent to what they haven't seen, and nobody's days are shortened."""
    desk, office = meeting, Office(meeting)
    sent_out(desk)
    office.turn()
    desk.say("siva", f"godkjenn {REF}")
    assert "må sendes på nytt" not in desk.say("siva", f"referat vis {REF}")
    asked = desk.reply("agder", "vedtak 4/26 Enda et vedtak", at="2027-01-06 10:00")
    said = plain(desk.press("agder", asked.card, "Trekk tilbake og endre").card)
    assert f"referat send {REF}" in said
    assert approve_by_silence(desk.store, oslo("2027-01-11 09:00")) == []
    assert desk.reply("agder", f"referat send {REF} bekreft").ok
    posts = [post for post in office.turn() if "Referatutkast" in post.text]
    assert "Merknadsfrist: onsdag 13. januar 2027" in posts[0].text
    assert approve_by_silence(desk.store, oslo("2027-01-19 09:00")) == []
    assert approve_by_silence(desk.store, oslo("2027-01-20 09:00")) == [REF]


# -- locked ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def locked(meeting: Desk) -> Desk:
    sent_out(meeting)
    for who in ("siva", "innovasjon-norge", "forskningsradet"):
        meeting.say(who, f"godkjenn {REF}")
    return meeting


@pytest.mark.parametrize(
    "line",
    [
        "til stede Siva",
        "vedtak 4/26 Noe nytt",
        "endre vedtak V-1/26: Noe annet",
        "trekk vedtak V-1/26 fordi det var feil",
        "referat tekst 4/26: Noe annet",
        "referat utfall 4/26 utsatt",
        "referat endre møteleder: en annen",
        "saksliste fjern 3/26 fordi den var unødvendig",
        "saksliste endre 4/26: Ny tittel",
        "saksliste unnta 4/26 hjemmel offl. § 23",
        "noter 4/26 Siva: noe innen 15.1.2027",
        f"referat send {REF}",
        f"referat skriv {REF} v1",
        f"møte sendt {REF} godkjent",
    ],
)
def test_approved_minutes_are_not_changed(locked: Desk, line: str) -> None:
    before = only(locked, MinutesVersionRow)
    reply = locked.reply("agder", line)
    assert reply.problem, plain(reply.card)
    assert only(locked, MinutesVersionRow) == before
    assert "referat rett" in reply.problem.hint or "referat" in reply.problem.hint


@pytest.mark.parametrize("statement", ["UPDATE minutes_version SET reason = 'x'", "DELETE FROM minutes_version"])
def test_the_database_itself_refuses(locked: Desk, statement: str) -> None:
    with pytest.raises(DBAPIError, match="cannot be changed"), locked.store.transaction() as session:
        session.execute(text(statement))


def test_a_correction_is_a_new_version_with_its_reason(locked: Desk) -> None:
    desk, office = locked, Office(locked)
    office.turn()
    assert "Hvorfor rettes referatet?" in refused(desk.reply("agder", "referat rett V-1/26: Siva leverer plan"))
    line = "referat rett V-1/26: Siva leverer plan fordi skissen er sendt fordi skisse var feil ord"
    preview = desk.reply("agder", line)
    assert "Før: Siva leverer skisse før sommeren\nNå: Siva leverer plan fordi skissen er sendt" in plain(preview.card)
    assert len(rows(desk, MinutesVersionRow)) == 1
    said = plain(desk.press("agder", preview.card, "Rett").card)
    assert "Regionalt høstmøte i Agder 2026: versjon 2 gjelder nå" in said
    assert "Grunn: skisse var feil ord" in said
    assert "4/26 Testfasilitet for plast: V-1/26" in said
    assert "Før: Siva leverer skisse før sommeren\n  Nå: Siva leverer plan fordi skissen er sendt" in said
    assert sorted(post.room for post in office.turn() if "er rettet" in post.text) == [
        "forskningsradet", "innovasjon-norge", "siva",
    ]  # fmt: skip
    assert "Siva leverer plan" in desk.say("siva", f"referat vis {REF}")
    assert "Siva leverer skisse" in desk.say("siva", f"referat vis {REF} versjon 1")
    assert "Nå: Siva leverer plan" in desk.say("siva", f"referat forskjell {REF}")
    first, second = rows(desk, MinutesVersionRow)
    assert second.content["previous"] == first.sha256  # type: ignore[attr-defined]


def test_a_correction_by_form_asks_for_the_reason_in_its_own_field(locked: Desk) -> None:
    form = form_of(locked, "agder", f"referat rett {REF}")
    values = filled(form, chair="fylkesdirektør")
    refused_ = locked.form("agder", form.line, **values)
    assert refused_.problem
    assert refused_.problem.field_name == "reason"
    done = locked.form("agder", form.line, **{**values, "reason": "møteleder manglet"})
    assert done.ok, done.problem
    assert "Møteleder\n  Nå: fylkesdirektør" in plain(done.card)
    assert "Ingenting er endret" in refused(
        locked.form("agder", form_of(locked, "agder", f"referat rett {REF}").line, reason="igjen")
    )


def test_what_is_exempt_is_left_out_of_the_open_version(meeting: Desk) -> None:
    desk = meeting
    desk.say("agder", "saksliste unnta 4/26 hjemmel offl. § 23")
    sent_out(desk)
    for who in ("siva", "innovasjon-norge", "forskningsradet"):
        desk.say(who, f"godkjenn {REF}")
    whole, open_ = desk.say("siva", f"referat vis {REF}"), desk.say("rogaland", f"referat vis {REF}")
    assert "Siva leverer skisse" in whole
    assert "Testfasilitet" in whole
    assert "Siva leverer skisse" not in open_
    assert "Testfasilitet" not in open_
    assert "4/26 Unntatt offentlighet\n  unntatt offentlighet, offl. § 23" in open_


# -- from one meeting to the next --------------------------------------------------------------------------------------


def test_an_item_put_off_stands_on_the_next_agenda(meeting: Desk) -> None:
    desk = meeting
    desk.say("agder", "referat utfall 4/26 utsatt")
    said = desk.say("agder", "saksliste Agder vår 2027")
    assert "4. Testfasilitet for plast\n  Utsatt fra sak 4/26" in said
    desk.say("agder", "saksliste ny R42-2027-V Møteplan")
    assert "4/27 Testfasilitet for plast\n  Utsatt fra sak 4/26" in desk.say("agder", "saksliste Agder vår 2027")
    desk.say("agder", "referat utfall 4/26 vedtak")
    assert "Testfasilitet" not in desk.say("agder", "saksliste Agder vår 2027")
    desk.say("agder", "referat utfall 4/26 utsatt")
    assert "Testfasilitet" in desk.say("agder", "saksliste Agder vår 2027")


def test_done_by_its_owner_is_approved_by_the_meeting(meeting: Desk) -> None:
    desk = meeting
    desk.at = oslo("2026-12-01 10:00")
    desk.say("agder", "oppfølging ny Siva: levere skisse innen 8.12")
    desk.say("siva", "ferdig O-1")
    desk.at = oslo("2026-12-10 14:00")
    sent_out(desk)
    assert "Utført siden forrige møte" in desk.say("siva", f"referat vis {REF}")
    row = rows(desk, FollowUpRow)[0]
    assert row.approved_on is None  # type: ignore[attr-defined]
    for who in ("siva", "innovasjon-norge", "forskningsradet"):
        desk.say(who, f"godkjenn {REF}")
    assert str(rows(desk, FollowUpRow)[0].approved_on) == "2026-12-10"  # type: ignore[attr-defined]
    assert "O-1" not in desk.say("agder", "saksliste Agder vår 2027")


def test_counts_are_said_in_words(meeting: Desk) -> None:
    sent_out(meeting)
    assert refused(meeting.reply("agder", f"besvar {REF} 1: tatt inn")).endswith("Ingen merknader.")
    meeting.say("siva", f"merknad {REF}: fristen er feil")
    assert refused(meeting.reply("agder", f"besvar {REF} 2: tatt inn")).endswith("Én merknad.")
    said = refused(meeting.reply("agder", f"referat forskjell {REF}"))
    assert f"Referatet for {REF} har ingen låste versjoner, så det er ingenting å sammenligne." in said


# -- on both databases -------------------------------------------------------------------------------------------------


def test_from_agenda_to_correction_on_both_databases(any_desk: Desk) -> None:
    desk = autumn(any_desk)
    sent_out(desk)
    for who in ("siva", "innovasjon-norge", "forskningsradet"):
        assert desk.reply(who, f"godkjenn {REF}").ok
    assert desk.reply("agder", "referat rett 4/26: Siva la fram planen fordi teksten manglet bekreft").ok
    assert "Nå: Siva la fram planen" in desk.say("siva", f"referat forskjell {REF}")
    assert [row.version for row in rows(desk, MinutesVersionRow)] == [1, 2]  # type: ignore[attr-defined]
    assert len(rows(desk, FollowUpOriginRow)) == 1
    assert "referat godkjent" in desk.say("agder", f"møte vis {REF}")
