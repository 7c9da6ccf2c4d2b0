"""A chat that refuses our token: who can mend it is told once, where they can still be written to."""

from datetime import UTC, datetime

import pytest
from sqlmodel import Session, select

from domain.organisations import Role
from handlers.messages.draw import draw
from handlers.views.plain_text import plain
from storage.delivery.refused_chats import note_refused
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


def told(store: Store) -> list[str]:
    with store.read(AT) as snapshot:
        rows = snapshot.session.exec(select(MessageRow).order_by(MessageRow.id)).all()  # type: ignore[arg-type]
    return sorted(row.recipient.partition("@")[2] for row in rows)


def test_who_can_mend_it_is_told_once_in_the_other_chat(people: Store) -> None:
    assert note_refused(people, {"slack:T1": "token_revoked"}, ADMINS, BOTH, AT) == 2
    assert told(people) == ["teams:X:admin", "teams:X:ola"]
    for _ in range(3):
        assert note_refused(people, {"slack:T1": "invalid_auth"}, ADMINS, BOTH, AT) == 0
    assert note_refused(people, {}, ADMINS, BOTH, AT) == 0  # it takes us again
    assert note_refused(people, {"slack:T1": "token_revoked"}, ADMINS, BOTH, AT) == 2


def test_teams_that_refuses_is_told_in_slack(people: Store) -> None:
    assert note_refused(people, {"teams": "invalid_client"}, ADMINS, BOTH, AT) == 2
    assert told(people) == ["slack:T1:UADMIN", "slack:T1:UKARI"]


def test_nobody_can_be_told_where_no_chat_takes_us(people: Store) -> None:
    assert note_refused(people, {"slack:T1": "a", "teams:X": "b"}, ADMINS, BOTH, AT) == 0
    assert note_refused(people, {"slack:T1": "a", "teams:X": "b"}, ADMINS, BOTH, AT) == 0
    assert told(people) == []


def test_what_is_told(people: Store) -> None:
    note_refused(people, {"slack:T1": "token_revoked"}, ADMINS, BOTH, AT)
    with people.read(AT) as snapshot:
        message = snapshot.session.exec(select(MessageRow)).first()
        assert message is not None
        card = draw(snapshot, message, ())
        assert card is not None
        assert "Slack slipper ikke boten til" in plain(card)
        assert "token_revoked" in plain(card)
    note_refused(people, {}, ADMINS, BOTH, AT)
    with people.read(AT) as snapshot:
        assert draw(snapshot, message, ()) is None  # there is nothing left to mend
