"""`mine data`: everybody reads what is kept about them, whoever they are, and nobody else does."""

import pytest
from sqlalchemy import event
from sqlmodel import select

from domain.accounts import Account, Address
from domain.organisations import Role
from handlers.cards import Audience
from handlers.commands import answer
from handlers.core.invocation import Invocation
from handlers.views.plain_text import plain
from storage.personal_data.kept import as_data, kept_about
from storage.tables import MessageRow
from tests.desk import Desk

WORDS = ("mine data", "mine opplysninger", "mine opplysningar", "my data")


@pytest.mark.parametrize("role", list(Role))
def test_each_role_reads_its_own(desk: Desk, role: Role) -> None:
    account = f"slack:T1:U{role.name}"
    desk.reply("ks", f"roller gi Agder {desk_word(role)} {account}")
    desk.reply(account, "oppfølging ny Siva: levere skisse innen 15.12")
    card = desk.reply(account, "mine data").card
    said = plain(card)
    assert card.audience is Audience.ASKER
    assert account in said
    assert "Agder fra" in said
    assert f"Bruker U{role.name}" not in plain(desk.reply("slack:T1:UOTHER", "mine data").card)


def desk_word(role: Role) -> str:
    """The role as people type it."""
    return {Role.COORDINATOR: "koordinator", Role.LEADER: "leder"}.get(role, role.value)


@pytest.mark.parametrize("line", WORDS)
def test_who_has_no_role_reads_it_too(desk: Desk, line: str) -> None:
    assert "slack:T1:UNOBODY" in desk.say("slack:T1:UNOBODY", line)


def test_all_of_it_is_there(desk: Desk) -> None:
    who = "slack:T1:U7"
    desk.reply(who, "roller be-om Agder koordinator")
    desk.reply("ks", "roller godkjenn 1")
    desk.reply(who, "oppfølging ny Siva: ringe kommunen innen 15.12")
    desk.reply("ks", f"roller avslutt Agder koordinator {who}", at="2026-12-14 10:00")
    said = desk.say(who, "mine data")
    for words in ("Bruker U7", who, "til 13. des. 2026", "godkjent", "ringe kommunen", "2 linjer"):
        assert words in said, words
    with desk.store.read(desk.at) as snapshot:
        data = as_data(kept_about(snapshot.session, next(one for one in snapshot.directory.people if str(one) == who)))
    assert data["names"] == ["Bruker U7"]
    assert [one["line"] for one in data["said"]] == [  # type: ignore[attr-defined]
        "roller be-om Agder koordinator",
        "oppfølging ny Siva: ringe kommunen innen 15.12",
    ]
    assert len(data["changed_by_others"]) == 1  # type: ignore[arg-type] # the approval, which told us their name


def test_a_message_to_one_room_of_several_is_nobodys(desk: Desk) -> None:
    assert desk.reply("agder", "kanal Agder", room="C-agder").ok
    assert desk.reply("agder", "kanal sparsom", room="C-agder").ok  # told of in that very room
    with desk.store.read(desk.at) as snapshot:
        recipients = snapshot.session.exec(select(MessageRow.recipient)).all()
    assert [one for one in recipients if "@" in one and ":" not in one.partition("@")[0]]
    assert "Meldinger" in desk.say("slack:T1:U7", "mine data")


def test_it_asks_the_database_as_often_however_many_others_there_are(desk: Desk) -> None:
    def asked(user: str) -> int:
        statements: list[object] = []
        with desk.store.read(desk.at) as snapshot:
            connection = snapshot.session.connection()
            event.listen(connection, "before_cursor_execute", lambda *told: statements.append(told[2]))
            kept_about(snapshot.session, Account("slack", "T1", user))
        return len(statements)

    users = [f"U0PERSON{number}" for number in range(9)]
    for user in users:
        assert desk.reply("ks", f"roller gi Agder medlem slack:T1:{user}").ok
    assert asked(users[-1]) == asked(users[0])


def test_nobody_reads_along(desk: Desk) -> None:
    """In a room of Teams' everybody sees the answer; by another workspace's word anybody could be asked for."""
    for who, room, code in (
        ("teams:contoso:anna", "19:fellesrom", "data.not-here"),
        ("teams:contoso:anna", "", ""),
        ("slack:T1:U7", "C1", ""),
    ):
        reply = desk.reply(who, "mine data", room=room)
        assert (reply.problem.code if reply.problem else "") == code, (who, room)
    guest, shared = Account("slack", "T2", "U7"), Address("slack", "T1", "C1")
    refused = answer(Invocation("mine data", guest, shared, desk.at), desk.services)
    assert refused.problem
    assert refused.problem.code == "data.elsewhere"
