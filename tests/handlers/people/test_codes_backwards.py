"""A code typed the wrong way round: who types it sees who would get what, and nothing happens before they mean it."""

from datetime import timedelta

import pytest

from handlers.cards import Card
from handlers.views.plain_text import plain
from storage.people.workspaces import note_workspace
from storage.tables import LinkAttemptRow, LinkCodeRow, PersonJoinRow, PersonRow
from tests.audit_log import entries_of
from tests.handlers.people.accounts_kit import KARI, KARI_TEAMS, PER_TEAMS, Chats

MALLORY = "slack:T9:U666"


def asked(chats: Chats, who: str, code: str) -> Card:
    reply = chats.desk.reply(who, f"roller koble {code}")
    assert reply.ok, reply.problem
    return reply.card


def test_who_types_it_sees_whose_account_would_share_what(any_chats: Chats) -> None:
    """Mallory, who holds little, has made a code and sent it to Kari, «so that you get access»."""
    chats = any_chats
    chats.give(MALLORY, "Siva", "medlem")
    with chats.desk.store.transaction() as session:
        note_workspace(session, "slack", "T9", "Mallorys\u202e verksted")
    card = asked(chats, KARI, chats.code(MALLORY))
    text = plain(card)
    assert card.title == "Koble kontoen din til U666?"
    assert "Koden er laget av: U666 (slack:T9:U666), Slack, arbeidsområdet Mallorys verksted (T9)" in text
    assert "Denne kontoen får: medarbeider i Siva" in text
    assert "U666 får: koordinator i Agder" in text
    assert "Har du fått koden av noen andre, velger du Avbryt" in text
    assert [button.label for button in card.buttons] == ["Koble kontoene", "Avbryt"]
    assert (chats.roles(MALLORY), chats.roles(KARI)) == ("medarbeider", "koordinator")
    assert chats.rows(PersonJoinRow) == []

    cancelled = chats.desk.press(KARI, card, "Avbryt")
    assert "Ingenting er koblet" in plain(cancelled.card)
    assert chats.rows(LinkCodeRow) == []
    assert "gjelder ikke lenger" in chats.refused(KARI, card.buttons[0].line)  # not even by the button that stands


def test_until_it_is_meant_nothing_has_changed(chats: Chats) -> None:
    people = len(chats.rows(PersonRow))
    card = asked(chats, KARI_TEAMS, chats.code())
    assert "Denne kontoen får: koordinator i Agder" in plain(card)
    assert "U1 får: ingen roller" in plain(card)
    assert len(chats.rows(PersonRow)) == people
    assert "kjenner deg ikke" in chats.say(KARI_TEAMS, "status")
    assert chats.desk.press(KARI_TEAMS, card, "Koble kontoene").ok
    assert chats.roles(KARI_TEAMS) == "koordinator"


@pytest.mark.parametrize("label", ["Koble kontoene", "Avbryt"])
@pytest.mark.parametrize("who", [PER_TEAMS, KARI, "slack:T2:U1", "teams:fabrikam:kari"])
def test_the_answer_counts_for_the_account_that_typed_it(chats: Chats, who: str, label: str) -> None:
    """Whoever else presses the button, or types its line, even the code's own maker."""
    chats.give(PER_TEAMS, "Siva", "medlem")
    card = asked(chats, KARI_TEAMS, chats.code())
    line = next(button.line for button in card.buttons if button.label == label)
    assert "gjelder ikke lenger" in chats.refused(who, line)
    assert "er koblet til" in plain(chats.desk.press(KARI_TEAMS, card, "Koble kontoene").card)


def test_what_one_has_typed_nobody_else_can_use(chats: Chats) -> None:
    code = chats.code()
    card = asked(chats, KARI_TEAMS, code)
    assert "feil, brukt" in chats.say(PER_TEAMS, f"roller koble {code}")
    assert len(chats.rows(LinkAttemptRow)) == 1
    assert asked(chats, KARI_TEAMS, code) == card  # who has typed it may look again
    assert chats.desk.press(KARI_TEAMS, card, "Koble kontoene").ok
    assert "gjelder ikke lenger" in chats.refused(KARI_TEAMS, card.buttons[0].line)  # once


def test_the_answer_is_good_as_long_as_the_code(chats: Chats) -> None:
    code = chats.code()
    chats.desk.at += timedelta(minutes=9)
    card = asked(chats, KARI_TEAMS, code)
    assert "til kl. 10.10" in plain(card)
    chats.desk.at += timedelta(seconds=59)
    other = asked(chats, KARI_TEAMS, code)
    chats.desk.at += timedelta(seconds=1)
    for late in (card, other):
        assert "gjelder ikke lenger" in chats.refused(KARI_TEAMS, late.buttons[0].line)
    assert chats.rows(PersonJoinRow) == []


def test_what_has_changed_meanwhile_is_asked_again(chats: Chats) -> None:
    card = asked(chats, KARI_TEAMS, chats.code())
    assert chats.desk.reply("agder", "roller avslutt Agder koordinator U1").ok
    assert "gjelder ikke lenger" in chats.refused(KARI_TEAMS, card.buttons[0].line)
    chats.give(KARI, "Agder", "leder")
    card = asked(chats, KARI_TEAMS, chats.code())
    chats.code()  # a new one takes the place of the one that was typed
    assert "gjelder ikke lenger" in chats.refused(KARI_TEAMS, card.buttons[0].line)
    card = asked(chats, KARI_TEAMS, chats.code())
    other = asked(chats, PER_TEAMS, chats.code())
    assert chats.desk.press(PER_TEAMS, other, "Koble kontoene").ok
    assert "gjelder ikke lenger" in chats.refused(KARI_TEAMS, card.buttons[0].line)


def test_where_others_read_it_is_not_answered(chats: Chats) -> None:
    card = asked(chats, KARI_TEAMS, chats.code())
    assert "kan andre lese svaret" in chats.refused(KARI_TEAMS, card.buttons[0].line, room="19:fellesrom")
    assert chats.desk.press(KARI_TEAMS, card, "Koble kontoene").ok


@pytest.mark.parametrize("line", ["roller koble bekreft 1", "roller koble bekreft 99", "roller koble avbryt 1"])
def test_nobody_means_what_they_have_not_typed(chats: Chats, line: str) -> None:
    chats.code()
    assert "gjelder ikke lenger" in chats.refused(KARI_TEAMS, line)


def test_the_audit_log_tells_that_it_was_shown_and_not_the_code(chats: Chats) -> None:
    code = chats.code()
    asked(chats, KARI_TEAMS, code)
    entry = entries_of(chats.desk.store)[-1]
    assert (entry.account, entry.line, entry.changes) == (
        KARI_TEAMS,
        "roller koble …",
        [{"what": "link-shown", "person": 1}],
    )


@pytest.mark.parametrize(
    ("language", "said"), [("nn", "Kople kontoen din til U1?"), ("en", "Join your account to U1?")]
)
def test_in_nynorsk_and_english(chats: Chats, language: str, said: str) -> None:
    chats.give(KARI_TEAMS, "Siva", "medlem")
    assert chats.desk.reply("siva", f"språk {language}", room="annet-sted").ok
    card = asked(chats, KARI_TEAMS, chats.code())
    assert card.title == said
    assert chats.desk.reply(KARI_TEAMS, card.buttons[0].line).ok
