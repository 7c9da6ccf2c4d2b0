"""Two Slack workspaces with the same ids of users and channels, and a room in each chat: nothing is ever mixed up."""

import re
from collections.abc import Callable

import pytest
from sqlmodel import select

from bot.clock import FixedClock
from bot.delivery.sender import Sender
from domain.accounts import Account, Address
from handlers.commands import answer
from handlers.core.invocation import Invocation
from handlers.messages.draw import draw
from handlers.views.plain_text import plain
from storage.tables import AccountRow, RoleRequestRow, RoomRow, RoomState
from tests.collecting_chat import CollectingChat
from tests.desk import Desk

HERE, THERE = "slack:T1:U100001", "slack:T2:U100001"
BOSS = "slack:T1:U9"


def peopled(desk: Desk) -> Desk:
    """U100001 leads Agder in T1, and another U100001 leads Rogaland in T2."""
    desk.platforms, desk.admins = frozenset({"slack", "teams"}), frozenset({BOSS})
    desk.__post_init__()
    for account, county in ((HERE, "Agder"), (THERE, "Rogaland")):
        assert desk.reply(BOSS, f"roller gi {county} koordinator {account}").ok
    return desk


@pytest.fixture
def desk(new_desk: Callable[[], Desk]) -> Desk:
    return peopled(new_desk())


@pytest.fixture
def both(any_desk: Desk) -> Desk:
    """The same over SQLite and over PostgreSQL."""
    return peopled(any_desk)


def organisation(desk: Desk, who: str) -> str:
    found = re.search(r"Organisasjon: (.*)", desk.say(who, "hvem-er-jeg"))
    return found[1] if found else ""


def refused(desk: Desk, who: str, line: str, room: str = "") -> str:
    reply = desk.reply(who, line, room=room)
    assert reply.problem is not None, plain(reply.card)
    return reply.problem.code


def test_two_people_with_one_user_id(both: Desk) -> None:
    desk = both
    assert (organisation(desk, HERE), organisation(desk, THERE)) == ("Agder fylkeskommune", "Rogaland fylkeskommune")
    assert "kjenner deg ikke" in desk.say("slack:T3:U100001", "status")
    assert "kjenner deg ikke" in desk.say("teams:T1:U100001", "status")
    assert refused(desk, THERE, "møte ny Agder vår 15.4.2027") == "common.not-allowed"
    assert "ikke lenger koordinator i Rogaland" in desk.say(THERE, "roller avslutt Rogaland koordinator")
    assert organisation(desk, HERE) == "Agder fylkeskommune"
    assert "kjenner deg ikke" in desk.say(THERE, "status")


def test_each_asks_for_a_role_of_their_own(desk: Desk) -> None:
    for who in ("slack:T1:U200002", "slack:T2:U200002"):
        assert desk.reply(who, "roller be-om Agder medlem").ok
    with desk.store.read(desk.at) as snapshot:
        assert [row.workspace for row in snapshot.session.exec(select(RoleRequestRow).order_by("id"))] == ["T1", "T2"]
    assert desk.reply(HERE, "roller godkjenn 2").ok
    assert organisation(desk, "slack:T2:U200002") == "Agder fylkeskommune"
    assert "kjenner deg ikke" in desk.say("slack:T1:U200002", "status")


def test_whom_a_chat_names_is_of_the_rooms_workspace(desk: Desk) -> None:
    for who, county in ((HERE, "Agder"), (THERE, "Rogaland")):
        assert desk.reply(who, f"roller gi {county} leder @kari (U300003)", room="C1").ok
    for workspace, county in (("T1", "Agder"), ("T2", "Rogaland")):
        assert organisation(desk, f"slack:{workspace}:U300003") == f"{county} fylkeskommune"


def test_a_guest_names_nobody_by_a_mention(desk: Desk) -> None:
    """In a room that is shared, a mention says nothing of whose workspace it is from; an id does."""
    guest, room = Account("slack", "T2", "U100001"), Address("slack", "T1", "C1")

    def said(line: str) -> str:
        reply = answer(Invocation(line, guest, room, desk.at), desk.services)
        return reply.problem.code if reply.problem else reply.card.title

    before = rows(desk)
    assert said("roller gi Rogaland leder @kari (U300003)") == "roles.grant-guest"
    assert rows(desk) == before
    assert said("roller gi Rogaland leder slack:T2:U300003") == "U300003 er nå leder i Rogaland"
    assert organisation(desk, "slack:T2:U300003") == "Rogaland fylkeskommune"


def rows(desk: Desk) -> list[str]:
    with desk.store.read(desk.at) as snapshot:
        return [f"{row.workspace}:{row.user}" for row in snapshot.session.exec(select(AccountRow).order_by("id"))]


def test_two_rooms_with_one_channel_id(both: Desk) -> None:
    desk = both
    assert desk.reply(HERE, "kanal Agder", room="C1").ok
    assert desk.reply(THERE, "kanal Rogaland", room="C1").ok
    assert desk.reply(THERE, "språk nn", room="C1").ok
    assert "er Agder fylkeskommune sin" in desk.say(HERE, "kanal", room="C1")
    assert "er Rogaland fylkeskommune sin" in desk.say(THERE, "kanal", room="C1")
    assert "Nasjonale møter" in desk.say(HERE, "status", room="C1")
    assert "Nasjonale møte" in desk.say(THERE, "status", room="C1")
    assert desk.reply(THERE, "kanal ingen bekreft", room="C1").ok
    assert "er Agder fylkeskommune sin" in desk.say(HERE, "kanal", room="C1")


async def test_messages_go_to_the_right_workspace(desk: Desk) -> None:
    chat = CollectingChat("slack", clock=FixedClock(desk.at))
    sender = Sender(desk.store, {"slack": chat}, draw, chat.clock, parallel=1)
    assert desk.reply(HERE, "kanal Agder", room="C1").ok
    assert desk.reply(THERE, "kanal Rogaland", room="C1").ok
    assert desk.reply("ks", "oppfølging ny Rogaland: sende tall innen 15.12").ok
    await sender.run_once()
    assert chat.tried == ["slack:T2:C1"]
    chat.refusing["C1"] = "is_archived"  # in both, but only one of them is tried
    assert desk.reply("ks", "oppfølging ny Rogaland: sende flere tall innen 15.12").ok
    await sender.run_once()
    with desk.store.read(desk.at) as snapshot:
        states = {row.workspace: row.state for row in snapshot.session.exec(select(RoomRow)) if row.workspace}
    assert states == {"T1": "open", "T2": "refused"}


def test_nobody_writes_over_somebody_of_the_same_id_unasked(desk: Desk) -> None:
    assert desk.reply(BOSS, "roller gi Agder leder slack:T2:U400004").ok
    assert desk.reply(BOSS, "roller gi Agder leder slack:T1:U400004").ok
    for line in ("møte ny høst 1.12.2026", "saksliste ny R42-2026-H Testfasilitet"):
        assert desk.reply("agder", line).ok
    assert desk.reply("slack:T1:U400004", "referat tekst 1/26: Orientering", at="2026-12-01 14:00").ok
    assert "[Erstatt]" in desk.say("slack:T2:U400004", "referat tekst 1/26: Noe annet")
    assert "[Erstatt]" not in desk.say("slack:T1:U400004", "referat tekst 1/26: Noe annet")


# -- an organisation with a room in each chat --------------------------------------------------------------------------


def test_of_rooms_in_two_chats_the_newest_counts_and_says_so(desk: Desk) -> None:
    in_teams = "teams:contoso:kari"
    assert desk.reply(BOSS, f"roller gi Agder leder {in_teams}").ok
    assert "Til nå" not in desk.say(HERE, "kanal Agder", room="C1")
    assert "beskjeder til organisasjonen kommer hit" in desk.say(HERE, "kanal", room="C1")
    desk.at = desk.at.replace(hour=10)
    assert "Til nå kom de til en kanal i Slack." in desk.say(in_teams, "kanal Agder", room="19:agder")
    assert "beskjeder til organisasjonen kommer hit" in desk.say(in_teams, "kanal", room="19:agder")
    elsewhere = desk.say(HERE, "kanal", room="C1")
    assert "kommer til en annen kanal, i Teams. «kanal Agder» gjør at de kommer hit." in elsewhere
    desk.at = desk.at.replace(hour=11)
    assert "Til nå kom de til en kanal i Teams." in desk.say(HERE, "kanal Agder", room="C1")
    assert "kommer til en annen kanal, i Slack." in desk.say(in_teams, "kanal", room="19:agder")
    with desk.store.transaction() as session:
        for row in session.exec(select(RoomRow).where(RoomRow.platform != "console")):
            row.state = RoomState.REFUSED
    desk.reply(HERE, "kanal Agder", room="C2")
    desk.reply(HERE, "kanal ingen bekreft", room="C2")
    assert "Meldinger kan ikke leveres her." in desk.say(HERE, "kanal", room="C1")
