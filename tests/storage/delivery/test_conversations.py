"""Conversations: what is news, what is kept of them, and what happens to a room that is lost or found again."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlmodel import select

from domain.organisations import Role
from storage.delivery.conversations import (
    ROOM_LOST,
    SeenConversation,
    conversation,
    lose,
    note,
    personal,
    regain,
    service_of,
)
from storage.tables import ConversationRow, MessageRow, RoomRow, RoomState
from storage.unit_of_work.store import Store
from tests.faults.world import START, TEST, holder, organisations, room

TEAMS = frozenset({"teams"})
HOUR = timedelta(hours=1)
SEEN = SeenConversation("teams", "T0HOME", "19:a", "channel", "https://one", team="team-1", name="Agder")
MINE = SeenConversation("teams", "T0HOME", "19:p", "personal", "https://one", user="u1")


@pytest.fixture
def store(sqlite_store: Store) -> Store:
    """Four organisations; Agder's room is the channel 19:a on Teams, KS's another."""
    organisations(sqlite_store, rooms=False)
    room(sqlite_store, "agder", "19:a", platform="teams")
    room(sqlite_store, "ks", "19:ks", platform="teams")
    return sqlite_store


def kept(store: Store, channel: str = "19:a") -> ConversationRow:
    with store.transaction() as session:
        found = conversation(session, "teams", "T0HOME", channel)
        assert found is not None
        return found


def room_state(store: Store, organisation: str = "agder") -> tuple[str, str]:
    with store.transaction() as session:
        row = session.exec(select(RoomRow).where(RoomRow.organisation == organisation)).one()
        return row.state, row.reason


def told(store: Store) -> list[tuple[str, str]]:
    with store.transaction() as session:
        return [(row.kind, row.recipient) for row in session.exec(select(MessageRow).order_by("id"))]


def test_a_conversation_is_news_once(store: Store) -> None:
    assert note(store, SEEN, START)
    assert not note(store, SEEN, START + HOUR)
    assert kept(store).seen_at == START
    with store.transaction() as session:
        assert conversation(session, "teams", "T0HOME", "19:b") is None
        assert conversation(session, "teams", "T1", "19:a") is conversation(session, "slack", "T0HOME", "19:a") is None


@pytest.mark.parametrize(
    "change",
    [{"service_url": "https://two"}, {"kind": "groupChat"}, {"name": "Nytt"}, {"team": "team-2"}, {"user": "u9"},
     {"reference": {"a": 1}}],
)  # fmt: skip
def test_what_has_changed_is_kept_but_is_no_new_conversation(store: Store, change: dict[str, object]) -> None:
    note(store, SEEN, START)
    assert not note(store, replace(SEEN, **change), START + HOUR)  # type: ignore[arg-type] # a field of it each
    row = kept(store)
    assert {name: getattr(row, name) for name in change} == change
    assert row.seen_at == START + HOUR


def test_what_is_not_said_is_not_forgotten(store: Store) -> None:
    note(store, replace(SEEN, reference={"a": 1}), START)
    note(store, replace(SEEN, name="", team="", service_url="https://two", reference={"b": 2}), START + HOUR)
    row = kept(store)
    assert (row.name, row.team, row.reference) == ("Agder", "team-1", {"a": 1, "b": 2})


def test_a_lost_room_is_told_of_once_and_elsewhere(store: Store) -> None:
    note(store, SEEN, START)
    lose(store, SEEN, "removed", START + HOUR, TEAMS)
    lose(store, SEEN, "removed", START + HOUR, TEAMS)
    assert (kept(store).state, kept(store).reason) == ("gone", "removed")
    assert room_state(store) == ("refused", "removed")
    assert told(store) == [(ROOM_LOST, "ks")]
    assert room_state(store, "ks") == ("open", "")
    with store.transaction() as session:
        (message,) = session.exec(select(MessageRow))
        assert message.facts == {
            "organisation": "agder", "room": "teams:T0HOME:19:a", "name": "Agder", "reason": "removed",
        }  # fmt: skip


def test_the_coordinators_of_a_lost_room_are_told_directly(store: Store) -> None:
    """Whoever holds another role there isn't: it is the coordinator's to connect a room."""
    coordinator = holder(store, "agder", Role.COORDINATOR, user="U1")
    holder(store, "agder", *(role for role in Role if role is not Role.COORDINATOR), user="U2")
    note(store, SEEN, START)
    lose(store, SEEN, "removed", START + HOUR, TEAMS | {"slack"})
    assert told(store) == [(ROOM_LOST, "ks"), (ROOM_LOST, f"agder:coordinator:{coordinator}")]


def test_one_that_is_back_can_be_written_to_again(store: Store) -> None:
    note(store, SEEN, START)
    lose(store, SEEN, "removed", START, TEAMS)
    assert note(store, SEEN, START + HOUR)
    assert (kept(store).state, kept(store).reason) == ("open", "")
    assert room_state(store) == ("open", "")


def test_a_room_that_has_turned_a_message_away_is_tried_again_when_somebody_speaks_there(store: Store) -> None:
    note(store, SEEN, START)
    with store.begin(TEST, START) as unit:
        row = unit.session.exec(select(RoomRow).where(RoomRow.organisation == "agder")).one()
        row.state, row.reason = RoomState.REFUSED, "not-allowed"
    assert note(store, SEEN, START + HOUR)
    assert room_state(store) == ("open", "")


@pytest.mark.parametrize(("reason", "back"), [("team-removed", True), ("channel-deleted", False)])
def test_a_team_that_is_back_brings_the_channels_lost_with_it(store: Store, reason: str, *, back: bool) -> None:
    note(store, SEEN, START)
    note(store, replace(SEEN, channel="19:b", team="team-2"), START)
    lose(store, replace(SEEN, channel="", name=""), reason, START, TEAMS)
    assert (kept(store).state, kept(store, "19:b").state) == ("gone", "open")
    regain(store, SEEN, frozenset({"team-removed"}), START + HOUR)
    assert (kept(store).state == "open") is back
    assert room_state(store) == (("open", "") if back else ("refused", reason))


def test_a_person_is_written_to_where_they_were_seen_last(store: Store) -> None:
    note(store, MINE, START)
    note(store, replace(MINE, channel="19:q", service_url="https://two"), START + HOUR)
    with store.transaction() as session:
        found = personal(session, "teams", "T0HOME", "u1")
        assert found is not None
        assert found.channel == "19:q"
        assert personal(session, "teams", "T0HOME", "u2") is personal(session, "teams", "T1", "u1") is None
        assert service_of(session, "teams", "T0HOME") == "https://two"
        assert service_of(session, "teams", "T1") == ""
    lose(store, replace(MINE, channel="19:q"), "removed", START, TEAMS)
    with store.transaction() as session:
        found = personal(session, "teams", "T0HOME", "u1")
        assert found is not None
        assert found.channel == "19:p"
