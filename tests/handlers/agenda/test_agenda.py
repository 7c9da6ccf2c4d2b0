"""The agenda: numbered for good, added to, moved, thinned out with a reason, sent with the papers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import select

from domain.organisations import REFERENCE, Kind
from handlers.lookup.agenda_items import after_item
from handlers.minutes.approve import approve_by_silence
from handlers.views.plain_text import plain
from storage.tables import AgendaItemRow, MessageRow, MinutesEditRow, MinutesRow
from tests.audit_log import entries_of
from tests.collecting_chat import Office
from tests.desk import Desk, oslo


@pytest.fixture
def spring(desk: Desk) -> Desk:
    """Agder's spring meeting has a date."""
    desk.say("agder", "møte ny vår 15.4.2027 kl. 10")
    return desk


@pytest.fixture
def convened(spring: Desk) -> Desk:
    """And it has been convened."""
    assert spring.reply("agder", "innkall R42-2027-V bekreft").ok
    return spring


def items(desk: Desk, *, removed: bool = False) -> list[AgendaItemRow]:
    with desk.store.read(desk.at) as snapshot:
        rows = snapshot.session.exec(select(AgendaItemRow).order_by("internal", "position")).all()
        return [row for row in rows if removed or row.removed_on is None]


def order(desk: Desk) -> list[int]:
    return [row.number for row in items(desk)]


def audited(desk: Desk, what: str) -> list[dict[str, object]]:
    return [change for entry in entries_of(desk.store) for change in entry.changes if change.get("what") == what]


def test_an_agenda_nobody_has_touched_has_places_not_numbers(spring: Desk) -> None:
    said = spring.say("agder", "saksliste")
    assert "1. Oppfølging av nasjonalt vårmøte" in said
    assert "Sakene får nummer når møtet kalles inn, eller når lista endres" in said
    assert items(spring) == []


def test_the_first_change_gives_every_item_its_number(spring: Desk) -> None:
    said = spring.say("agder", "saksliste ny Testfasilitet for plast")
    assert said.startswith("Sak 4/27 er lagt til: Testfasilitet for plast")
    assert "1/27 Oppfølging av nasjonalt vårmøte" in said
    assert order(spring) == [1, 2, 3, 4]


def test_a_convening_goes_out_with_the_numbers(convened: Desk) -> None:
    assert order(convened) == [1, 2, 3]
    assert "1/27 Oppfølging av nasjonalt vårmøte" in Office(convened).turn()[0].text


def test_numbers_go_on_through_the_year_and_each_body_has_its_own(spring: Desk) -> None:
    spring.say("agder", "saksliste ny Sak om kraft")
    spring.say("agder", "møte ny høst 16.11.2027")
    assert "Sak 8/27 er lagt til" in spring.say("agder", "saksliste ny Agder høst 2027: Møteplan")
    assert "Sak 4/27 er lagt til" in spring.say("rogaland", "saksliste ny Rogaland vår 2027: Egen sak")
    assert "Sak 3/27 er lagt til" in spring.say("ks", "saksliste ny nasjonalt vår 2027: Kraft")


def test_a_removed_items_number_never_comes_back(spring: Desk) -> None:
    spring.say("agder", "saksliste ny Første")
    assert "Sak 4/27 Første er tatt av saklista" in spring.say("agder", "saksliste fjern 4/27")
    assert "Sak 5/27 er lagt til" in spring.say("agder", "saksliste ny Andre")
    assert "ble tatt av saklista" in spring.say("agder", "saksliste endre 4/27: Igjen")


def test_moving_an_item_keeps_its_number(spring: Desk) -> None:
    spring.say("agder", "saksliste ny Siste sak")
    assert "Sak 4/27 Siste sak er flyttet" in spring.say("agder", "saksliste flytt 4/27 til 2")
    assert order(spring) == [1, 4, 2, 3]
    spring.say("agder", "saksliste flytt 4/27 sist")
    assert order(spring) == [1, 2, 3, 4]
    spring.say("agder", "saksliste flytt 3/27 først")
    assert order(spring) == [3, 1, 2, 4]
    refused = spring.reply("agder", "saksliste flytt 3/27 litt opp")
    assert refused.problem
    assert "Hvor skal sak 3/27 stå?" in refused.problem.problem


def test_s9_taking_a_mandatory_item_off_asks_why_and_leaves_a_trace(desk: Desk) -> None:
    desk.say("ks", "møte ny nasjonalt vår 9.3.2027")
    desk.say("ks", "saksliste ny nasjonalt vår 2027: Kraft")
    asked = desk.reply("ks", "saksliste fjern nasjonalt 1/27")
    assert asked.card.form
    assert "Framtidige utfordringer og satsinger er en fast sak i modellen (§ 1)" in asked.card.form.intro
    assert [row.number for row in items(desk)] == [1, 2, 3]

    refused = desk.form("ks", asked.card.form.line, reason="?")
    assert refused.problem
    assert refused.problem.field_name == "reason"
    done = desk.form("ks", asked.card.form.line, reason="tas i styringsgruppen")
    assert "Sak 1/27 Framtidige utfordringer og satsinger er tatt av saklista" in done.card.title
    [deviation] = audited(desk, "deviation")
    assert deviation["clause"] == "§ 1"
    assert deviation["why"] == "tas i styringsgruppen"

    desk.say("ks", "innkall N-2027-V bekreft")
    preview = desk.say("ks", "saksliste send N-2027-V")
    assert "Fast sak som ikke står på lista: Framtidige utfordringer og satsinger (§ 1)" in preview


def test_internal_items_are_the_conveners_own(convened: Desk) -> None:
    office = Office(convened)
    assert "Sak intern 1/27 er lagt til" in convened.say("agder", "saksliste intern Forberede møteleder")
    assert "Intern: sendes ikke ut" in convened.say("agder", "saksliste")
    assert "Forberede" not in convened.say("siva", "saksliste Agder vår 2027")
    convened.say("agder", "saksliste send R42-2027-V bekreft")
    sent = [post.text for post in office.turn() if "Saksliste for" in post.text]
    assert len(sent) == 3
    assert not any("Forberede" in text for text in sent)
    assert [row.number for row in items(convened) if not row.internal] == [1, 2, 3]


def test_sent_with_the_papers_once_looked_over(convened: Desk) -> None:
    office = Office(convened)
    office.turn()
    convened.say("agder", "saksliste ny Testfasilitet for plast")
    preview = convened.reply("agder", "saksliste send Agder vår 2027")
    assert "4/27 Testfasilitet for plast" in convened.say("agder", "saksliste send Agder vår 2027")
    sent = convened.press("agder", preview.card, "Send saklista")
    assert sent.card.title == "Saklista er sendt: Regionalt vårmøte i Agder 2027"
    texts = {post.room: post.text for post in office.turn()}
    assert set(texts) == {"innovasjon-norge", "siva", "forskningsradet"}
    assert "4/27 Testfasilitet for plast" in texts["siva"]
    assert "saksdokumenter sendt" in convened.say("agder", "møte vis Agder vår 2027")

    changed = convened.say("agder", "saksliste endre 4/27: Testfasilitet for sirkulær plast")
    assert "Saksdokumentene er allerede sendt" in changed
    assert convened.reply("agder", "saksliste send R42-2027-V bekreft").ok
    with convened.store.read(convened.at) as snapshot:
        kinds = snapshot.session.exec(select(MessageRow.kind).where(MessageRow.kind == "papers")).all()
    assert len(kinds) == 6


def test_only_a_convened_meeting_has_papers(desk: Desk) -> None:
    desk.say("agder", "møte ny vår 15.4.2027")
    refused = desk.reply("agder", "saksliste send Agder vår 2027")
    assert refused.problem
    assert refused.problem.code == "agenda.not-convened"


@pytest.mark.parametrize(
    ("who", "line"),
    [
        ("siva", "saksliste ny Agder vår 2027: Noe"),
        ("rogaland", "saksliste ny Agder vår 2027: Noe"),
        ("agder:member", "saksliste ny Agder vår 2027: Noe"),
        ("agder", "saksliste ny nasjonalt vår 2027: Noe"),
        ("rogaland", "saksliste send R42-2027-V"),
    ],
)
def test_who_may_not(spring: Desk, who: str, line: str) -> None:
    refused = spring.reply(who, line)
    assert refused.problem
    assert refused.problem.code == "common.not-allowed"
    assert items(spring) == []


def test_the_working_committee_edits_the_national_agenda_and_ks_sends_it(desk: Desk) -> None:
    """§ 1: who plans the meeting edits its papers; who convenes it sends them."""
    desk.say("ks", "møte ny nasjonalt vår 9.3.2027")
    desk.say("ks", "innkall N-2027-V bekreft")
    assert desk.reply("agder:working-committee", "saksliste ny N-2027-V Kraft").ok
    refused = desk.reply("agder:working-committee", "saksliste send N-2027-V")
    assert refused.problem
    assert refused.problem.code == "common.not-allowed"


def test_ks_on_behalf_of_a_county_is_said_so(convened: Desk) -> None:
    office = Office(convened)
    office.turn()
    assert "Agder har fått beskjed" in convened.say("ks", "saksliste ny Agder vår 2027: Kraft")
    assert [post.room for post in office.turn()] == ["agder"]


def test_what_is_open_stands_at_the_end_with_how_often_it_was_put_off(spring: Desk) -> None:
    spring.say("agder", "oppfølging ny Siva: levere skisse innen 15.12")
    spring.say("siva", "utsett O-1 til 15.1 fordi vi mangler tall")
    spring.say("siva", "utsett O-1 til 29.1 fordi vi mangler tall ennå")
    spring.say("agder", "oppfølging ny Innovasjon Norge: lage oversikt innen 18.12")
    said = spring.say("agder", "saksliste Agder vår 2027")
    assert "O-1 levere skisse (Siva), frist 29.1.2027, utsatt 2 ganger" in said
    assert "O-2 lage oversikt (Innovasjon Norge), frist 18.12.2026" in said
    assert "O-1" not in spring.say("rogaland", "saksliste R42-2027-V")
    assert "2 åpne oppfølgingspunkter." in spring.say("rogaland", "saksliste R42-2027-V")


def test_done_by_its_owner_waits_for_the_meeting_to_take_note(spring: Desk) -> None:
    spring.say("agder", "oppfølging ny Siva: levere skisse innen 15.12")
    spring.say("siva", "ferdig O-1")
    said = spring.say("agder", "saksliste Agder vår 2027")
    assert "Utført siden forrige møte" in said
    assert "O-1 levere skisse (Siva), utført 23.11.2026" in said


@pytest.fixture
def autumn(desk: Desk) -> Desk:
    """Agder's autumn meeting is on, with an item of its own, 4/26; the national spring one has a date."""
    desk.say("ks", "møte ny nasjonalt vår 9.3.2027")
    desk.say("agder", "møte ny høst 10.12.2026 kl. 10")
    assert desk.reply("agder", "innkall R42-2026-H bekreft").ok
    desk.say("agder", "saksliste ny Testfasilitet for plast")
    desk.at = oslo("2026-12-10 14:00")
    assert desk.reply("agder", "til stede Siva, Innovasjon Norge, Forskningsrådet").ok
    return desk


# -- what a line names -------------------------------------------------------------------------------------------------


def test_a_number_further_on_is_no_item(autumn: Desk) -> None:
    desk = autumn
    assert "O-1 tall" in desk.say("agder", "oppfølging Siva: tall innen 15/12")
    assert "O-2 tall for 4/26" in desk.say("agder", "oppfølging ny Siva: tall for 4/26 innen 15/12")
    assert desk.reply("agder", "vedtak kraft 4/26").card.title == "Ingen vedtak: «kraft 4/26»"
    assert desk.reply("agder", "vedtak om plast 4/26").card.title == "Ingen vedtak: «plast 4/26»"
    assert "Vedtak V-1/26" in desk.say("agder", "vedtak sak 4/26: Siva leverer skisse")
    assert "Vedtak V-2/26" in desk.say("agder", "vedtak Agder 4/26 Agder følger opp")
    assert "Vedtak V-3/26" in desk.say("agder", "vedtak R42-2026-H sak 4/26 Siva orienterer")
    assert "Oppfølging O-3" in desk.say("agder", "oppfølging Agder høst 4/26 Siva: levere skisse innen 15.1.2027")
    refused = desk.reply("agder", "vedtak Agder vår 4/26 Feil møte")
    assert refused.problem
    assert refused.problem.code == "agenda.no-such-item"


def test_an_item_alone_shows_what_was_decided_in_it(autumn: Desk) -> None:
    desk = autumn
    assert desk.reply("agder", "vedtak 4/26").card.title == "Ingen vedtak: Sak 4/26 Testfasilitet for plast"
    desk.say("agder", "vedtak 4/26 Siva leverer skisse")
    for who, line in (("agder", "vedtak 4/26"), ("siva", "vedtak Agder 4/26"), ("ks", "vedtak R42-2026-H sak 4/26")):
        said = desk.say(who, line)
        assert said.startswith("Vedtak: Sak 4/26 Testfasilitet for plast"), said
        assert "Agder V-1/26\n  Siva leverer skisse" in said
    assert "leverer skisse" not in desk.say("rogaland", "vedtak Agder 4/26")
    for who in ("siva", "rogaland"):
        refused = desk.reply(who, "vedtak Agder 4/26 Noe annet")
        assert refused.problem
        assert refused.problem.code == "common.not-allowed"
        assert "Agder" in refused.problem.problem


def test_a_comment_may_name_meeting_and_item(autumn: Desk) -> None:
    desk = autumn
    desk.say("agder", "referat endre behov: nei")
    assert desk.reply("agder", "referat send R42-2026-H bekreft").ok
    for who, line in (
        ("siva", "merknad R42-2026-H sak 4/26: fristen er feil"),
        ("innovasjon-norge", "merknad Agder høst 4/26: fristen er feil"),
        ("forskningsradet", "merknad R42-2026-H 4/26 fristen er feil"),
    ):
        assert "4/26: fristen er feil" in desk.say(who, line), line


def test_a_line_on_another_bodys_item_names_the_body(desk: Desk) -> None:
    """KS has a 1/27 of its own: what it begins on Agder's stays on Agder's."""
    desk.say("ks", "møte ny nasjonalt vår 9.3.2027")
    desk.say("ks", "innkall N-2027-V bekreft")
    desk.say("agder", "møte ny vår 15.4.2027")
    desk.say("agder", "innkall R42-2027-V bekreft")
    form = desk.reply("ks", "saksliste fjern Agder 1/27").card.form
    assert form
    assert form.line == "saksliste fjern Agder 1/27"
    assert desk.form("ks", form.line, reason="tas senere").ok
    assert [(row.body, row.number) for row in items(desk, removed=True) if row.removed_on] == [("agder", 1)]
    for line in ("saksliste flytt Agder 2/27 opp", "saksliste endre Agder 2/27", "saksliste unnta Agder 2/27"):
        refused = desk.reply("ks", line)
        assert refused.problem
        assert "Agder 2/27" in refused.problem.hint


def test_a_button_on_another_bodys_item_names_the_body(autumn: Desk) -> None:
    desk = autumn
    desk.say("agder", "referat tekst 4/26: Agders tekst")
    reply = desk.reply("ks", "referat tekst Agder 4/26: KS' tekst")
    assert [button.line.split(" v")[0] for button in reply.card.buttons[:2]] == [
        "referat tekst Agder 4/26 legg-til",
        "referat tekst Agder 4/26 erstatt",
    ]


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("saksliste ny Høst: plan for mobilisering", "Høst: plan for mobilisering"),
        ("saksliste ny Troms: erfaringer", "Troms: erfaringer"),
        ("saksliste ny Agder: erfaringer", "Agder: erfaringer"),
        ("saksliste ny Agder vår: erfaringer", "erfaringer"),
        ("saksliste ny R42-2027-V: erfaringer", "erfaringer"),
    ],
)
def test_only_a_whole_meeting_heads_a_line(spring: Desk, line: str, title: str) -> None:
    spring.say("agder", line)
    assert items(spring)[-1].title == title
    assert items(spring)[-1].meeting_id == items(spring)[0].meeting_id


# -- once there are minutes --------------------------------------------------------------------------------------------


@pytest.fixture
def out(autumn: Desk) -> Desk:
    """The draft of the minutes is with the parties."""
    autumn.say("agder", "referat tekst 1/26: Orientering")
    autumn.say("agder", "referat endre behov: nei")
    assert autumn.reply("agder", "referat send R42-2026-H bekreft").ok
    return autumn


def minutes_state(desk: Desk) -> str:
    with desk.store.read(desk.at) as snapshot:
        return snapshot.session.exec(select(MinutesRow)).one().state


@pytest.mark.parametrize(
    ("line", "field", "new"),
    [
        ("saksliste ny R42-2026-H Møteplan", "agenda-5", "Møteplan"),
        ("saksliste endre 4/26: Testfasilitet for sirkulær plast", "title-4", "Testfasilitet for sirkulær plast"),
        ("saksliste flytt 4/26 først", "position-4", "1"),
        ("saksliste fjern 4/26", "agenda-4", ""),
        ("saksliste unnta 4/26 hjemmel offl. § 23", "exempt-4", "offl. § 23"),
    ],
)
def test_a_changed_agenda_takes_a_draft_back(out: Desk, line: str, field: str, new: str) -> None:
    """Nobody consents by silence to an agenda they haven't seen."""
    asked = out.reply("agder", line)
    assert minutes_state(out) == "out"
    said = plain(out.press("agder", asked.card, "Trekk tilbake og endre").card)
    assert "Utkastet var sendt til merknad. Skriv «referat send R42-2026-H» for å sende det på nytt." in said
    assert minutes_state(out) == "open"
    with out.store.read(out.at) as snapshot:
        [edit] = snapshot.session.exec(select(MinutesEditRow).where(MinutesEditRow.field == field)).all()
        assert edit.new == new
        assert edit.organisation == "agder"
    out.at = oslo("2027-02-15 10:00")
    approve_by_silence(out.store, out.at)
    assert minutes_state(out) == "open"


def test_a_new_item_by_form_says_what_it_does_before_it_is_sent(out: Desk) -> None:
    form = out.reply("agder", "saksliste ny R42-2026-H").card.form
    assert form is not None
    assert "Lagrer du endringer, trekkes det tilbake" in form.intro
    assert out.form("agder", form.line, title="Møteplan").ok
    assert minutes_state(out) == "open"


def test_what_changes_nothing_or_is_internal_leaves_a_draft_out(out: Desk) -> None:
    for line in (
        "saksliste intern R42-2026-H Egne forberedelser",
        "saksliste endre 4/26: Testfasilitet for plast",
        "saksliste flytt 4/26 sist",
        "saksliste fjern intern 1/26",
    ):
        assert out.reply("agder", line).ok, line
        assert minutes_state(out) == "out", line


def test_a_form_opened_before_hears_of_a_changed_agenda(autumn: Desk) -> None:
    desk = autumn
    desk.say("agder", "saksliste ny R42-2026-H Møteplan")
    form = desk.reply("agder", "referat R42-2026-H").card.form
    assert form
    desk.say("agder:leader", "saksliste flytt 4/26 først")
    desk.say("agder:leader", "saksliste fjern 5/26")
    values = {one.name: one.value for one in form.fields if not one.name.endswith("-5")}
    said = plain(desk.form("agder", form.line, **{**values, "chair": "fylkesdirektør"}).card)
    assert "Plassen til 4/26 Testfasilitet for plast (Agder" in said
    assert "5/26 Møteplan (Agder" in said


def test_an_item_with_an_outcome_stays(autumn: Desk) -> None:
    autumn.say("agder", "referat utfall 4/26 orientering")
    refused = autumn.reply("agder", "saksliste fjern 4/26")
    assert refused.problem
    assert refused.problem.code == "agenda.has-record"
    autumn.say("agder", "referat utfall 4/26 ingen")
    assert autumn.reply("agder", "saksliste fjern 4/26").ok


# -- heads of lines ----------------------------------------------------------------------------------------------------

BODIES_TYPED = ("nasjonalt", "styringsgruppa", *(one.short for one in REFERENCE if one.kind is Kind.COUNTY))
HEADS = st.one_of(
    st.sampled_from(("", "sak ", "Sak ")),
    st.builds("{} {}".format, st.sampled_from(BODIES_TYPED), st.sampled_from(("", "sak ", "intern ", "vår ", "høst "))),
    st.builds("{} {}".format, st.sampled_from(("R42-2026-H", "N-2027-V", "SG-2027-1")), st.sampled_from(("", "sak "))),
)
ANY_WORDS = st.lists(
    st.sampled_from(("kraft", "Siva:", "tall", "innen", "plast", "om", "i", "møte", "fordi", "utkast", "O-1")),
    min_size=1,
    max_size=4,
).map(" ".join)


@given(HEADS, st.integers(1, 200), ANY_WORDS)
def test_every_way_to_head_a_line_with_an_item_is_read(head: str, number: int, words: str) -> None:
    assert after_item(f"{head}{number}/26 {words}", REFERENCE) == words.strip(":")
    assert after_item(f"{head}{number}/26", REFERENCE) == ""


@given(ANY_WORDS, HEADS, st.integers(1, 200))
def test_no_other_words_make_a_number_an_item(words: str, head: str, number: int) -> None:
    assert after_item(f"{words} som {head}{number}/26 x", REFERENCE) is None
