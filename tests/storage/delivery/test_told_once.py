"""A chat that refuses our token: who can mend it is told once, where they can still be written to."""

from datetime import UTC, datetime

import pytest
from sqlmodel import Session, select

from domain.organisations import Role
from handlers.messages.draw import draw
from handlers.views.plain_text import plain
from storage.delivery.told_once import TOKEN_REFUSED, tell_once
from storage.setup.reference import load_reference
from storage.tables import AccountRow, MessageRow, PersonRow, RoleRow
from storage.unit_of_work.store import Store
from storage.unit_of_work.unit import system

AT = datetime(2026, 11, 23, 8, tzinfo=UTC)
BOTH = frozenset({"slack", "teams"})
ADMINS = frozenset({"slack:T1:UADMIN", "teams:X:admin"})


@pytest.fixture
def people(store: Store) -> Store:
    """An administrator with accounts in both chats, and two coordinators of KS: one in each."""
    load_reference(store, AT)
    with store.begin(system("test"), AT) as unit:
        administrator = person(unit.session, ("slack", "T1", "UADMIN"), ("teams", "X", "admin"))
        for account in (("slack", "T1", "UKARI"), ("teams", "X", "ola")):
            one = person(unit.session, account)
            unit.session.add(RoleRow(person_id=one, organisation="ks", role=Role.COORDINATOR, valid_from=AT.date()))
        assert administrator
    return store


def person(session: Session, *accounts: tuple[str, str, str]) -> int:
    made = PersonRow(name="Kari", created_at=AT)
    session.add(made)
    session.flush()
    for platform, workspace, user in accounts:
        session.add(AccountRow(platform=platform, workspace=workspace, user=user, person_id=made.id))
    return made.id


def refused(store: Store, chats: dict[str, str]) -> int:
    """These chats refuse us now, each with its word for it; how many messages tell of it."""
    wrong = {chat: {"chat": chat, "code": code} for chat, code in chats.items()}
    return tell_once(store, TOKEN_REFUSED, wrong, AT, admins=ADMINS, platforms=BOTH)


def told(store: Store) -> list[str]:
    with store.read(AT) as snapshot:
        rows = snapshot.session.exec(select(MessageRow).order_by(MessageRow.id)).all()  # type: ignore[arg-type]
    return sorted(row.recipient.partition("@")[2] for row in rows)


def test_who_can_mend_it_is_told_once_in_the_other_chat(people: Store) -> None:
    assert refused(people, {"slack:T1": "token_revoked"}) == 2
    assert told(people) == ["teams:X:admin", "teams:X:ola"]
    for _ in range(3):
        assert refused(people, {"slack:T1": "invalid_auth"}) == 0
    assert refused(people, {}) == 0  # it takes us again
    assert refused(people, {"slack:T1": "token_revoked"}) == 2


def test_teams_that_refuses_is_told_in_slack(people: Store) -> None:
    assert refused(people, {"teams": "invalid_client"}) == 2
    assert told(people) == ["slack:T1:UADMIN", "slack:T1:UKARI"]


def test_of_two_chats_at_once_each_is_told(people: Store) -> None:
    both = {"slack:T2": "token_revoked", "teams": "invalid_client"}
    assert refused(people, both) == 4
    assert told(people) == ["slack:T1:UADMIN", "slack:T1:UADMIN", "slack:T1:UKARI", "slack:T1:UKARI"]
    assert refused(people, both) == 0


def test_nobody_can_be_told_where_no_chat_takes_us(people: Store) -> None:
    assert refused(people, {"slack:T1": "a", "teams:X": "b"}) == 0
    assert refused(people, {"slack:T1": "a", "teams:X": "b"}) == 0
    assert told(people) == []


def test_what_is_told(people: Store) -> None:
    refused(people, {"slack:T1": "token_revoked"})
    with people.read(AT) as snapshot:
        message = snapshot.session.exec(select(MessageRow)).first()
        assert message is not None
        card = draw(snapshot, message, ())
        assert card is not None
        assert "Slack slipper ikke boten til" in plain(card)
        assert "token_revoked" in plain(card)
    refused(people, {})
    with people.read(AT) as snapshot:
        assert draw(snapshot, message, ()) is None  # there is nothing left to mend
