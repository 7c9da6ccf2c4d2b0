"""What has waited for hours, as a conversation: `status` says so, and who can mend it hears once, in another chat."""

import asyncio
from datetime import timedelta

import pytest
from sqlmodel import select

from bot.clock import FixedClock
from bot.delivery.sender import Sender
from handlers.messages.draw import draw
from storage.delivery.reasons import stuck_word
from storage.delivery.told_once import is_told
from storage.delivery.waiting_long import MESSAGES_STUCK, tell_of_waiting
from storage.tables import MessageRow, MessageStatus
from tests.collecting_chat import CollectingChat, Post
from tests.desk import Desk, oslo
from tests.faults.world import TEST

BOTH = frozenset({"slack", "teams"})
KS_IN_TEAMS, ADMIN = "teams:contoso:kari", "slack:T2:U9"


@pytest.fixture
def two_chats(desk: Desk) -> Desk:
    """KS in Teams; Siva's room in Slack, which has taken nothing for five working hours; an administrator there, in
    another workspace."""
    desk.platforms, desk.admins = BOTH, frozenset({ADMIN})
    desk.__post_init__()
    for role in (f"KS koordinator {KS_IN_TEAMS}", "Siva koordinator slack:T1:U2", f"KS medlem {ADMIN}"):
        assert desk.reply("ks", f"roller gi {role}", at="2026-11-20 09:00").ok
    desk.say("U2", "kanal Siva", room="C-siva")
    posted(desk)  # who has got a role is told, and hears no more of it
    desk.say(KS_IN_TEAMS, "oppfølging ny Siva: levere skisse innen 29.1.2027", at="2026-11-23 09:00")
    stuck(desk, "2026-11-23 14:00")
    return desk


def stuck(desk: Desk, tried: str) -> None:
    """As the sender leaves what Slack has turned away for no fault of the room's."""
    desk.say(KS_IN_TEAMS, "hvem-er-jeg", at=tried)
    with desk.store.begin(TEST, desk.at) as unit:
        query = select(MessageRow).where(MessageRow.recipient == "siva", MessageRow.status == MessageStatus.WAITING)
        for message in unit.session.exec(query):
            message.attempt, message.attempted_at = 9, desk.at
            message.reason = stuck_word("org_login_required", rights=True)
            message.room_platform, message.room_workspace, message.room_channel = "slack", "T1", "C-siva"


def posted(desk: Desk) -> list[Post]:
    """What the sender posts now, in both chats."""
    clock = FixedClock(desk.at)
    chats = {name: CollectingChat(name, clock=clock) for name in BOTH}
    asyncio.run(Sender(desk.store, chats, draw, clock, parallel=1).run_once())
    return [post for chat in chats.values() for post in chat.posts]


def told(desk: Desk) -> int:
    return tell_of_waiting(desk.store, desk.at, desk.admins, BOTH)


def test_status_says_so_to_ks_and_to_whose_it_is(two_chats: Desk) -> None:
    line = "Venter: Siva (1). Chatten tar ikke imot meldinger akkurat nå."
    for who in (KS_IN_TEAMS, "U2"):
        assert line in two_chats.say(who, "status"), who
    assert two_chats.reply("ks", "roller gi Agder koordinator slack:T1:U3").ok
    assert "Venter:" not in two_chats.say("U3", "status")
    two_chats.at -= timedelta(hours=2)
    assert "Venter:" not in two_chats.say(KS_IN_TEAMS, "status")  # four working hours, not three


def test_who_can_mend_it_hears_once_and_in_a_chat_that_takes_messages(two_chats: Desk) -> None:
    assert told(two_chats) == 2
    assert told(two_chats) == 0, "once"
    words = [one for one in posted(two_chats) if one.card.title == "Meldinger til Slack venter"]
    assert {one.room for one in words} == {"kari", "U9"}  # KS in Teams; the administrator in another workspace
    for word in words:
        assert "(arbeidsområde T1) tar ikke imot meldinger fra boten: org_login_required." in word.text
        assert "[Status] status" in word.text


def test_once_it_has_gone_nothing_is_said_and_later_it_is_told_anew(two_chats: Desk) -> None:
    assert told(two_chats) == 2
    two_chats.at = oslo("2026-11-23 15:00")
    with two_chats.store.read(two_chats.at) as snapshot:
        assert is_told(snapshot.session, MESSAGES_STUCK, "slack:T1")
    assert "Nytt oppfølgingspunkt fra KS" in {one.card.title for one in posted(two_chats)}
    assert "Venter:" not in two_chats.say(KS_IN_TEAMS, "status")
    assert told(two_chats) == 0
    two_chats.say(KS_IN_TEAMS, "oppfølging ny Siva: levere budsjett innen 29.1.2027", at="2026-11-24 09:00")
    stuck(two_chats, "2026-11-24 14:00")
    assert told(two_chats) == 2
