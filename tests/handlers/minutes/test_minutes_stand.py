"""What the parties agreed to is what is locked: follow-ups as noted, drafts taken back, silence that means it."""

import pytest
from sqlmodel import select

from handlers.minutes.approve import approve_by_silence
from handlers.views.plain_text import plain
from storage.tables import AgreementRow, FollowUpRow, MinutesRow, MinutesVersionRow, RoomRow
from storage.unit_of_work.unit import system
from tests.collecting_chat import Office
from tests.desk import Desk, oslo
from tests.handlers.minutes.minutes_kit import REF, autumn, filled, form_of, only, rows
from tests.handlers.minutes.test_minutes import sent_out, written

PARTIES = ("siva", "innovasjon-norge", "forskningsradet")


@pytest.fixture
def out(desk: Desk) -> Desk:
    """Agder's minutes are out for comments."""
    autumn(desk)
    sent_out(desk)
    return desk


@pytest.fixture
def meeting(desk: Desk) -> Desk:
    return autumn(desk)


@pytest.fixture
def locked(out: Desk) -> Desk:
    for who in PARTIES:
        assert out.reply(who, f"godkjenn {REF}").ok
    return out


def test_a_follow_up_that_goes_on_changes_no_minutes(out: Desk) -> None:
    noted = "Oppfølging O-1: Siva, levere skisse, innen 15.1.2027"
    out.say("siva", "utsett O-1 til 1.3.2027 fordi tallene mangler")
    out.say("agder", "oppfølging endre O-1 tekst: noe helt annet")
    assert noted in out.say("siva", f"referat vis {REF}")
    for who in PARTIES:
        out.say(who, f"godkjenn {REF}")
    out.say("agder", "oppfølging endre O-1 ansvarlig: Innovasjon Norge")
    out.say("agder", "referat rett 1/26: Orientering fra KS fordi teksten manglet bekreft")
    first, second = (row.content for row in rows(out, MinutesVersionRow))  # type: ignore[attr-defined]
    assert [item["follow_ups"] for item in first["items"]] == [item["follow_ups"] for item in second["items"]]
    assert noted in out.say("siva", f"referat vis {REF}")


@pytest.mark.parametrize(
    "line",
    [
        "referat tekst 4/26: Annen tekst",
        "referat utfall 4/26 orientering",
        f"referat endre {REF}: møteleder: direktør",
        f"forfall {REF}: KS",
        "noter 4/26 Siva: levere plan innen 15.1",
        "trekk vedtak V-1/26 fordi det var feil",
    ],
)
def test_no_line_takes_a_draft_back_unasked(out: Desk, line: str) -> None:
    asked = out.reply("agder", line)
    assert asked.problem is not None, plain(asked.card)
    assert asked.problem.code == "minutes.takes-back"
    assert only(out, MinutesRow).state == "out"  # type: ignore[attr-defined]
    assert out.press("agder", asked.card, "Trekk tilbake og endre").ok
    assert only(out, MinutesRow).state == "open"  # type: ignore[attr-defined]
    assert out.reply("agder", f"referat send {REF} bekreft").ok
    again = out.press("agder", asked.card, "Trekk tilbake og endre")  # said of the first draft, not of the second
    assert not again.ok or "trukket" not in plain(again.card)
    assert only(out, MinutesRow).state == "out"  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("endre vedtak V-1/26: Siva leverer to ting", "Nå: Siva leverer to ting"),
        ("noter 4/26 Siva: levere plan innen 15.1", "levere plan"),
        ("referat utfall 4/26 orientering", "4/26"),
        (f"forfall {REF}: KS", "KS"),
    ],
)
def test_a_button_of_an_earlier_draft_leaves_no_trace_of_its_word(out: Desk, line: str, kept: str) -> None:
    asked = out.reply("agder", line)
    assert out.reply("agder", "vedtak 4/26 noe annet bekreft v1").ok
    assert out.reply("agder", f"referat send {REF} bekreft").ok
    again = out.press("agder", asked.card, "Trekk tilbake og endre")  # said of the first draft, not of the second
    assert again.problem is not None
    assert again.problem.code == "minutes.takes-back"
    done = out.press("agder", again.card, "Trekk tilbake og endre")
    assert done.ok, plain(done.card)
    assert kept in plain(done.card)
    assert "bekreft v" not in out.say("agder", f"referat vis {REF}")


def test_what_stands_already_is_not_said_to_be_saved(out: Desk) -> None:
    assert "er lagret" in plain(out.reply("agder", f"forfall {REF}: KS bekreft v1").card)
    assert out.reply("agder", f"referat send {REF} bekreft").ok
    same = out.reply("agder", f"forfall {REF}: KS")
    assert same.ok
    assert "ingenting er endret i referatet" in plain(same.card)
    assert "Send til merknad" not in plain(same.card)


def test_the_forms_say_what_they_do_before_they_are_sent(out: Desk) -> None:
    form = form_of(out, "agder")
    assert "Lagrer du endringer, trekkes det tilbake, og partene får beskjed." in form.intro
    assert out.form("agder", form.line, **filled(form)).ok  # nothing is changed
    assert only(out, MinutesRow).state == "out"  # type: ignore[attr-defined]
    assert out.form("agder", form.line, **filled(form, chair="direktør")).ok
    assert only(out, MinutesRow).state == "open"  # type: ignore[attr-defined]


def test_a_form_from_before_the_draft_went_out_is_asked_about(meeting: Desk) -> None:
    form = form_of(meeting, "agder")
    assert "trekkes" not in form.intro
    assert meeting.reply("agder", f"referat send {REF} bekreft").ok
    reply = meeting.form("agder", form.line, **filled(form, chair="direktør"))
    assert reply.problem
    assert reply.problem.code == "minutes.takes-back"
    assert only(meeting, MinutesRow).state == "out"  # type: ignore[attr-defined]


def test_a_draft_that_is_changed_is_taken_back_and_everybody_hears(out: Desk) -> None:
    office = Office(out)
    [old] = [post.card for post in office.turn() if post.room == "siva" and "Referatutkast til merknad" in post.text]
    first = out.reply("agder", "vedtak 4/26 Siva betaler ti millioner", at="2026-12-14 10:00")
    assert "Endres det, trekkes det tilbake, og partene får beskjed." in first.card.title
    assert [post for post in office.turn() if "er trukket tilbake" in post.text] == []
    assert "referatutkast sendt" in out.say("agder", f"møte vis {REF}")
    assert out.press("agder", first.card, "Trekk tilbake og endre").ok
    back = [post for post in office.turn() if "er trukket tilbake" in post.text]
    assert sorted(post.room for post in back) == sorted(PARTIES)
    assert "holdt" in out.say("agder", f"møte vis {REF}")
    refused = out.press("siva", old, "Godkjenn")
    assert refused.problem
    assert refused.problem.code == "minutes.not-out-yet"
    asked = [text for posts in office.mornings("2026-12-15", "2027-01-08").values() for text in posts]
    assert not [post for post in asked if post.room in PARTIES and "Merknadsfrist" in post.text]

    out.say("agder", f"referat send {REF} bekreft", at="2027-01-08 10:00")
    refused = out.press("siva", old, "Godkjenn")
    assert refused.problem
    assert refused.problem.code == "minutes.other-draft"


def test_silence_of_a_party_that_was_never_reached_means_nothing(desk: Desk) -> None:
    autumn(desk)
    with desk.store.begin(system("test"), desk.at) as unit:
        for room in unit.session.exec(select(RoomRow).where(RoomRow.organisation == "siva")):
            unit.session.delete(room)
    written(desk)
    office = Office(desk)
    desk.at = oslo("2026-12-11 10:00")
    said = desk.say("agder", f"referat send {REF} bekreft")
    assert "Siva" in said
    assert "Vedtak V-1/26: Siva leverer skisse før sommeren" in said  # the text to copy into an e-mail
    office.turn()
    assert approve_by_silence(desk.store, oslo("2027-01-11 09:00")) == []
    desk.at = oslo("2027-01-12 10:00")
    assert "Utkastet har ikke nådd fram til Siva" in desk.say("agder", f"referat vis {REF}")
    preview = desk.reply("agder", f"referat godkjenn {REF}")
    assert "har ikke nådd fram til Siva" in plain(preview.card)
    assert desk.press("agder", preview.card, "Godkjenn referatet").ok


def test_looking_at_what_would_be_sent_begins_nothing(desk: Desk) -> None:
    """A county that writes its minutes elsewhere can still say that they were sent."""
    autumn(desk)
    desk.say("agder", f"møte holdt {REF} til stede Siva, Innovasjon Norge, Forskningsrådet")
    desk.at = oslo("2026-12-11 10:00")
    assert "Ingenting er skrevet under" in desk.say("agder", f"referat send {REF}")
    assert desk.reply("agder", f"møte sendt {REF} referatutkast").ok


def test_a_decision_taken_out_of_approved_minutes_leaves_its_trace(locked: Desk) -> None:
    preview = locked.reply("agder", "referat rett trekk V-1/26 fordi den hørte til en annen sak")
    assert "V-1/26 trekkes" in plain(preview.card)
    assert locked.press("agder", preview.card, "Rett").ok
    assert "V-1/26" not in locked.say("siva", f"referat vis {REF}")
    assert "V-1/26" in locked.say("siva", f"referat vis {REF} versjon 1")


def test_what_becomes_exempt_is_hidden_in_older_versions_too(locked: Desk) -> None:
    assert "Siva leverer skisse" in locked.say("rogaland", f"referat vis {REF}")
    line = "referat rett unnta 4/26 hjemmel offl. § 23 fordi saken gjelder forhandlinger bekreft"
    assert locked.reply("agder", line).ok
    for version in ("", " versjon 1", " versjon 2"):
        said = locked.say("rogaland", f"referat vis {REF}{version}")
        assert "Siva leverer skisse" not in said, version
        assert "offl. § 23" in said
        assert "Siva leverer skisse" in locked.say("siva", f"referat vis {REF}{version}")


def test_s23_changes_wanted_open_the_next_version_of_the_agreement(desk: Desk) -> None:
    autumn(desk)
    for line in (
        "avtale ny 2026–2029",
        "avtale mål M1: Flere arbeidsplasser; planmål 2.1",
        "avtale tiltak T1.1: Testfasilitet; ansvarlig: Siva; frist: 1.3.2027",
        *(f"avtale status {state}" for state in ("til godkjenning", "omforent", "signert", "gjeldende")),
    ):
        assert desk.reply("agder", line).ok, line
    written(desk)
    desk.say("agder", "vedtak 3/26 Fristen for T1.1 flyttes")
    desk.say("agder", "referat endre behov: ja; hvilke endringer: ny frist for T1.1")
    desk.say("agder", f"referat send {REF} bekreft")
    assert rows(desk, AgreementRow)[0].state == "in-force"  # type: ignore[attr-defined]
    for who in PARTIES:
        desk.say(who, f"godkjenn {REF}")
    assert rows(desk, AgreementRow)[0].state == "under-revision"  # type: ignore[attr-defined]
    assert "ny frist for T1.1" in desk.say("agder", "avtale")
    assert rows(desk, FollowUpRow)[-1].text == "Utarbeide neste versjon av samarbeidsavtalen"  # type: ignore[attr-defined]
