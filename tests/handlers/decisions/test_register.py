"""The register of decisions as conversations: searched, paged through by pressing, one shown whole."""

import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.slack.render import render
from domain.errors import UserError
from domain.meetings.minutes import DecisionState
from handlers.cards import Card, Item
from handlers.decisions.query import line_of, read_wish
from handlers.views.plain_text import plain
from storage.tables import DecisionRow
from tests.decided import decided, followed_up, held, item
from tests.desk import Desk
from tests.slack_standin.limits import message_faults
from tests.thorough import as_many

SPRING, AUTUMN = date(2026, 4, 15), date(2026, 9, 3)


def leads(card: Card) -> list[str]:
    """«Agder V-4/26» of each hit, in order."""
    return [block.lead for block in card.body if isinstance(block, Item)]


def asked(desk: Desk, who: str, line: str) -> list[str]:
    reply = desk.reply(who, line)
    assert reply.ok, reply.problem
    return leads(reply.card)


def refused(desk: Desk, who: str, line: str) -> str:
    reply = desk.reply(who, line)
    assert reply.problem is not None, plain(reply.card)
    assert reply.problem.hint
    return f"{reply.problem.problem} {reply.problem.hint}"


@pytest.fixture
def filled(any_desk: Desk) -> Desk:
    """Decisions of three bodies, one with an item and follow-ups."""
    store = any_desk.store
    meeting = held(store, "agder", SPRING)
    about = item(store, meeting, "Kraftsituasjonen på Sørlandet", number=3)
    first = decided(store, "Vårmøtet ber Siva levere skisse til kraftnettet.", meeting=meeting, item_id=about)
    followed_up(store, first, "levere skisse")
    decided(store, "Oppfølging av havvind tas opp på haustmøtet.", body="rogaland", day=AUTUMN)
    decided(store, "Nasjonal kraftplan legges fram.", body="national", day=date(2026, 3, 10))
    decided(store, "Kraft i fjor.", body="agder", day=date(2025, 4, 2))
    return any_desk


# -- one ---------------------------------------------------------------------------------------------------------------


def test_one_decision_whole(filled: Desk) -> None:
    text = filled.say("agder", "vedtak Agder V-1/26")
    assert text.startswith("Agder V-1/26\n\nVårmøtet ber Siva levere skisse til kraftnettet.")
    assert "Møte: Regionalt vårmøte i Agder 2026 (R42-2026-V), onsdag 15. april 2026" in text
    assert "Sak: 3/26 Kraftsituasjonen på Sørlandet" in text
    assert "Status: ✓ Godkjent" in text
    assert "O-1 levere skisse" in text
    assert "[Purr] purr O-1" in text
    assert "[Ferdig] ferdig O-1" in filled.say("siva", "vedtak agder v-1/26")
    assert filled.reply("siva", "ferdig O-1").ok
    assert "✓ Utført – O-1 levere skisse" in filled.say("agder", "vedtak Agder: V1/26")


def test_another_countys_follow_ups_are_counted_not_told(filled: Desk) -> None:
    text = filled.say("rogaland", "vedtak Agder V-1/26")
    assert "Ett oppfølgingspunkt som organisasjonen din ikke er part i." in text
    assert "O-1" not in text


def test_a_number_of_several_bodies_asks_which_one(filled: Desk) -> None:
    reply = filled.reply("rogaland", "vedtak V-1/26")
    assert reply.problem is not None
    assert "V-1/26 finnes flere steder, i alt 3." in reply.problem.problem
    assert "«vedtak Rogaland V-1/26»" in reply.problem.hint  # the asker's own first
    labels = [button.label for button in reply.card.buttons]
    assert labels == ["Rogaland V-1/26", "nasjonalt V-1/26", "Agder V-1/26"]
    for label, title in zip(labels, ("Rogaland V-1/26", "Nasjonalt V-1/26", "Agder V-1/26"), strict=True):
        assert filled.press("rogaland", reply.card, label).card.title == title
    assert filled.reply("rogaland", "vedtak V-1/25").card.title == "Agder V-1/25"
    assert "Fant ikke vedtaket V-9/26." in refused(filled, "rogaland", "vedtak V-9/26")


def test_a_template_item_is_named_in_the_readers_words(desk: Desk) -> None:
    meeting = held(desk.store, "agder", SPRING)
    decided(desk.store, "Tas til orientering.", meeting=meeting, item_id=item(desk.store, meeting, template="trends"))
    assert "Sak: 1/26 Forventede utfordringer og utviklingstrekk i fylket i 2027" in desk.say("agder", "vedtak V-1/26")
    desk.say("agder", "språk en")
    assert "Item: 1/26 Expected challenges and trends in the county in 2027" in desk.say("agder", "decision V-1/26")


# -- many --------------------------------------------------------------------------------------------------------------


def test_a_search_in_any_form_and_spelling(filled: Desk) -> None:
    for line in (
        "vedtak vårmøte skisse", "vedtak vaarmoeter skisse", "VEDTAK VARMOTE SKISSE", "vedtak vårm skisse",
        "decisions kraftnett skisse",
        "vedtak om kraft i Agder 2026", "vedtak Agder 2026 kraft", "vedtak kraft agder i år", "vedtak sørlandet",
    ):  # fmt: skip
        assert asked(filled, "ks", line) == ["Agder V-1/26"], line
    for line in ("vedtak oppfolging", "vedtak haustmøte havvind", "vedtak Rogaland", "vedtak 2026 rogaland"):
        assert asked(filled, "ks", line) == ["Rogaland V-1/26"], line
    assert asked(filled, "ks", "vedtak kraft") == ["Agder V-1/26", "Nasjonalt V-1/26", "Agder V-1/25"]
    assert asked(filled, "ks", "vedtak kraft i fjor") == ["Agder V-1/25"]
    assert asked(filled, "ks", "vedtak kraft nasjonalt") == ["Nasjonalt V-1/26"]
    assert asked(filled, "ks", "vedtak styringsgruppa") == []


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("vedtak vår 2026", ["Agder V-1/26", "Nasjonalt V-1/26"]),
        ("vedtak fra vårmøtet i 2025", ["Agder V-1/25"]),
        ("vedtak regionalt april", ["Agder V-1/26", "Agder V-1/25"]),
        ("vedtak høst 2026", ["Rogaland V-1/26"]),
        ("vedtak høst 2025", []),
        ("vedtak haustmøtet", ["Rogaland V-1/26"]),
        ("vedtak Agder fylke", ["Agder V-1/26", "Agder V-1/25"]),
        ("vedtak siste", ["Rogaland V-1/26", "Agder V-1/26", "Nasjonalt V-1/26", "Agder V-1/25"]),
    ],
)
def test_decisions_are_found_by_their_meeting(filled: Desk, line: str, found: list[str]) -> None:
    assert asked(filled, "ks", line) == found


def test_one_decision_may_be_asked_to_be_shown(filled: Desk) -> None:
    assert filled.reply("ks", "vedtak vis Agder V-1/26").card.title == "Agder V-1/26"


def test_a_hit_says_where_it_is_from_and_opens(filled: Desk) -> None:
    reply = filled.reply("rogaland", "vedtak kraftnett")
    text = plain(reply.card)
    assert text.startswith("Vedtak: «kraftnett»\n\nEtt treff.")
    assert "✓ Godkjent – Agder V-1/26\n  Vårmøtet ber Siva levere skisse til kraftnettet." in text
    assert (
        "Sak 3/26 Kraftsituasjonen på Sørlandet · Regionalt vårmøte i Agder 2026 · 15. april 2026"
        " · ett oppfølgingspunkt, ett åpent"
    ) in text
    assert filled.press("rogaland", reply.card, "Vis").card.title == "Agder V-1/26"


def test_without_words_the_askers_own_and_the_national_ones(filled: Desk) -> None:
    reply = filled.reply("rogaland", "vedtak")
    assert reply.card.title == "Vedtak: Rogaland og nasjonalt"
    assert leads(reply.card) == ["Rogaland V-1/26", "Nasjonalt V-1/26"]
    everyones = filled.press("rogaland", reply.card, "Alle fylker").card
    assert leads(everyones) == ["Rogaland V-1/26", "Agder V-1/26", "Nasjonalt V-1/26", "Agder V-1/25"]
    assert asked(filled, "siva", "vedtak") == leads(everyones) == asked(filled, "ks", "vedtak alle")


def test_nothing_found_says_what_was_searched_for_and_what_to_try(filled: Desk) -> None:
    reply = filled.reply("agder", "vedtak romfart i Rogaland 2025")
    assert reply.ok
    text = plain(reply.card)
    assert text.startswith("Ingen vedtak: «romfart» · Rogaland · 2025")
    assert "Prøv færre ord" in text
    assert "[Alle år] vedtak romfart Rogaland" in text
    assert "[Alle fylker] vedtak romfart 2025" in text
    assert "når referatet er godkjent" in text
    assert "når referatet er godkjent" not in filled.say("ks", "vedtak romfart")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("vedtak kraft Agder Rogaland", "«Rogaland» er ett til"),
        ("vedtak kraft 2025 2026", "«2026» er ett til"),
        ("vedtak om", "«om» sier for lite"),
        ("vedtak om …", "«om …» sier for lite"),
        ("vedtak kraft x", "«x» er for kort"),
        ("vedtak kraft etter V-1/26", "finnes flere steder"),
        ("vedtak kraft etter Agder V-9/26", "Fant ikke vedtaket V-9/26"),
    ],
)
def test_what_is_not_understood_is_refused(filled: Desk, line: str, said: str) -> None:
    assert said in refused(filled, "agder", line)


def test_a_year_to_come_and_etter_elsewhere_are_words(filled: Desk) -> None:
    decided(filled.store, "Innspill etter møtet sendes innen 2027, jf. V-1/26.", body="oslo", day=SPRING)
    for line in (
        "vedtak 2027",
        "vedtak innspill etter møtet",
        "vedtak jf V-1/26",
        "vedtak sendes etter innspill V-1/26",
    ):
        assert asked(filled, "ks", line) == ["Oslo V-1/26"], line


def test_a_beginning_of_too_many_words(desk: Desk) -> None:
    endings = [f"{one}{two}{three}" for one in "bdfk" for two in "aiou" for three in "blmp"]
    decided(desk.store, " ".join(f"kraft{one}" for one in endings), day=SPRING)
    assert "Over 60 ord begynner med «kraft»." in refused(desk, "agder", "vedtak kraft")
    decided(desk.store, "Kraften sikres.", day=SPRING)
    text = desk.say("agder", "vedtak kraft")
    assert "Agder V-2/26" in text
    assert "Bare «kraft» og bøyninger av det er søkt etter." in text


def test_a_page_of_long_texts_fits_where_it_is_shown(desk: Desk) -> None:
    hostile = "Kraft & <!channel> *fet* _skrå_ «sitat» " * 60
    for _ in range(12):
        decided(desk.store, hostile, day=SPRING)
    card = desk.reply("agder", "vedtak kraft").card
    assert all(len(block.text) < 500 and " …\n" in block.text for block in card.body if isinstance(block, Item))
    for shown in (card, desk.reply("agder", "vedtak Agder V-1/26").card):
        drawn = render(shown)
        assert (
            drawn.warnings,
            [fault for message in drawn.messages for fault in message_faults(message.blocks, message.text)],
        ) == ((), [])
    assert hostile.strip() in desk.say("agder", "vedtak Agder V-1/26")


# -- paging ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("line", ["vedtak kraft", "vedtak", "vedtak kraft 2026", "vedtak alle"])
def test_every_page_by_pressing_shows_each_once_though_new_ones_come(any_desk: Desk, line: str) -> None:
    for number in range(11):
        for body in ("agder", "national", "agder"):
            decided(any_desk.store, f"Kraft {number}.", body=body, day=SPRING if number % 2 else AUTUMN)
    card = any_desk.reply("agder", line).card
    seen, pages = leads(card), 1
    while any(button.label == "Vis flere" for button in card.buttons):
        decided(any_desk.store, "Kraft, nytt.", day=AUTUMN)
        card = any_desk.press("agder", card, "Vis flere").card
        assert "eldre enn" in card.title
        seen += leads(card)
        pages += 1
    assert pages == 4
    assert len(seen) == len(set(seen)) == 33
    assert len(asked(any_desk, "agder", line)) == 10


def test_a_page_goes_on_from_what_its_reader_may_read_still(desk: Desk) -> None:
    """One that another county has withdrawn isn't there any more, and that it once was isn't told."""
    numbers = [decided(desk.store, "Kraft.", body="rogaland", day=AUTUMN) for _ in range(12)]
    card = desk.reply("agder", "vedtak kraft").card
    assert "12 treff." in plain(card)
    with desk.store.transaction() as session:
        row = session.get(DecisionRow, numbers[2])
        assert row is not None
        row.state = DecisionState.WITHDRAWN
    gone, never = desk.press("agder", card, "Vis flere"), desk.reply("agder", "vedtak kraft etter Rogaland V-33/26")
    assert plain(gone.card) == plain(never.card).replace("V-33/26", "V-3/26")
    assert leads(desk.press("rogaland", card, "Vis flere").card) == ["Rogaland V-2/26", "Rogaland V-1/26"]
    assert plain(desk.reply("agder", "vedtak kraft etter Rogaland V-1/26").card).startswith(
        "Ingen vedtak: «kraft» · eldre enn Rogaland V-1/26"
    )


def test_hits_are_counted_to_a_hundred(desk: Desk) -> None:
    for _ in range(100):
        decided(desk.store, "Kraft.", day=SPRING)
    assert "100 treff." in desk.say("agder", "vedtak kraft")
    decided(desk.store, "Kraft.", day=SPRING)
    assert "Over 100 treff, de nyeste først." in desk.say("agder", "vedtak kraft")


# -- who ---------------------------------------------------------------------------------------------------------------


def test_what_is_not_approved_or_exempt_is_the_parties_own(any_desk: Desk) -> None:
    desk, store = any_desk, any_desk.store
    meeting = held(store, "agder", SPRING)
    decided(store, "Kabel under arbeid.", meeting=meeting, state="recorded")
    decided(store, "Kabel trukket.", meeting=meeting, state="withdrawn")
    closed = item(store, meeting, "Personsak", exempt="offentleglova § 13")
    decided(store, "Kabel unntatt.", meeting=meeting, item_id=closed)
    for who in ("agder", "agder:member", "siva:member", "ks", "ks:leader"):
        text = desk.say(who, "vedtak kabel")
        for shown in (
            "Kabel under arbeid.",
            "Kabel trukket.",
            "Kabel unntatt.",
            "○ Referatet er ikke godkjent ennå",
            "Trukket",
        ):
            assert shown in text, (who, shown)
        assert "Unntatt offentlighet: offentleglova § 13" in desk.say(who, "vedtak Agder V-3/26")
    for who in ("rogaland", "ks:secretary"):
        for line in ("vedtak kabel", "vedtak kabel Agder", "vedtak alle", "vedtak Agder", "vedtak personsak"):
            text = desk.say(who, line)
            assert "Ingen vedtak" in text, (who, line)
        for number in (1, 2, 3):
            assert "Fant ikke vedtaket" in refused(desk, who, f"vedtak Agder V-{number}/26")
    assert "Kabel" not in desk.say("U0000001", "vedtak kabel")  # an account without a role is welcomed


# -- three languages ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "line", "title", "count", "more", "state"),
    [
        ("nb", "vedtak kraft", "Vedtak: «kraft»", "12 treff.", "Vis flere", "✓ Godkjent"),
        ("nn", "vedtak krafta", "Vedtak: «krafta»", "12 treff.", "Vis fleire", "✓ Godkjent"),
        ("en", "decisions kraft", "Decisions: “kraft”", "12 hits.", "Show more", "✓ Approved"),
    ],
)
def test_in_three_languages(
    desk: Desk, language: str, line: str, title: str, count: str, more: str, state: str
) -> None:
    for _ in range(12):
        decided(desk.store, "Kraften sikres.", body="national", day=SPRING)
    desk.say("agder", f"språk {language}")
    reply = desk.reply("agder", line)
    text = plain(reply.card)
    assert text.startswith(f"{title}\n\n{count}")
    assert state in text
    assert leads(desk.press("agder", reply.card, more).card) == [
        f"{'National' if language == 'en' else 'Nasjonalt'} V-{number}/26" for number in (2, 1)
    ]


# -- lines -------------------------------------------------------------------------------------------------------------

PIECES = st.sampled_from(
    ["kraft", "i", "om", "vårmøte", "Agder", "Møre og Romsdal", "nasjonalt", "styringsgruppen", "2026", "i fjor",
     "2030", "FoU-bedrifter", "T1.2", "etter", "alle", "V-3/26", "national", "x", "–", "Oslo,", "etter Agder V-1/26"]
)  # fmt: skip


@settings(max_examples=as_many(25, 150), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(PIECES, max_size=6))
def test_a_wish_written_as_a_line_is_the_same_wish(desk: Desk, pieces: list[str]) -> None:
    from domain.accounts import Account, Address
    from handlers.core.actors import actor_of
    from handlers.core.context import CommandContext
    from handlers.core.invocation import Invocation

    with desk.store.read(desk.at) as snapshot:
        invocation = Invocation("vedtak", Account("console", "", "ks"), Address("console", "", "ks"), desk.at, {}, "")
        actor = actor_of(invocation, snapshot.directory, snapshot.today, frozenset())

        def ask(words: str) -> CommandContext:
            return CommandContext(invocation, desk.services, actor, snapshot, None, words)

        try:
            wish = read_wish(ask(" ".join(pieces)))
        except UserError:
            return
        line = line_of(ask(""), wish)
        again = read_wish(ask(line.removeprefix("vedtak").strip()))
        assert replace(again, after=None) == replace(wish, after=None)
        assert re.match(r"vedtak(?: |$)", line)
