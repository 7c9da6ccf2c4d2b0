"""Who asks for a role, who is given one, and when it ends; whose a room is. The same on both databases."""

from datetime import date, timedelta

import pytest

from domain.accounts import Account, Address
from domain.organisations import RequestState, Role
from storage.people.linked_accounts import held
from storage.people.roles import (
    add_person,
    add_role,
    ask_for,
    end_role,
    open_requests,
    open_requests_of,
    own_person,
    role_request,
)
from storage.people.rooms import bind_room, room_at, set_free, set_language
from storage.setup.reference import load_reference
from storage.tables import RoomState
from storage.unit_of_work.store import Store
from storage.unit_of_work.unit import system
from tests.desk import START

KARI, OLA = Account("slack", "T1", "U1"), Account("teams", "contoso", "ola")
TODAY = date(2026, 11, 23)
YESTERDAY = TODAY - timedelta(days=1)


@pytest.fixture(autouse=True)
def organisations(store: Store) -> None:
    load_reference(store, START)


def test_requests_wait_until_they_are_answered_each_in_its_organisation(store: Store) -> None:
    with store.begin(system("test"), START) as unit:
        first = ask_for(unit.session, KARI, "Kari", "agder", Role.COORDINATOR, at=START)
        other = ask_for(unit.session, OLA, "Ola", "siva", Role.MEMBER, at=START)
        again = ask_for(unit.session, KARI, "Kari", "agder", Role.LEADER, at=START)
        answered = ask_for(unit.session, OLA, "Ola", "agder", Role.MEMBER, at=START)
        answered.state = RequestState.DECLINED
    with store.read(START) as snapshot:
        assert [row.id for row in open_requests(snapshot.session)] == [first.id, other.id, again.id]
        assert [row.role for row in open_requests_of(snapshot.session, "agder")] == ["coordinator", "leader"]
        assert open_requests_of(snapshot.session, "oslo") == []
        known = role_request(snapshot.session, answered.id)
        assert known is not None
        assert (known.user, known.name, known.asked_at) == ("ola", "Ola", START)
        assert role_request(snapshot.session, answered.id + 1) is None


def test_an_account_is_the_same_user_of_the_same_workspace_only(store: Store) -> None:
    with store.begin(system("test"), START) as unit:
        kari = add_person(unit.session, KARI, "Kari", START)
        elsewhere = add_person(unit.session, Account("slack", "T2", "U1"), "Kari", START)
    with store.read(START) as snapshot:
        assert kari != elsewhere
        assert own_person(snapshot.session, KARI) == kari
        assert own_person(snapshot.session, Account("slack", "T2", "U1")) == elsewhere
        assert own_person(snapshot.session, Account("teams", "T1", "U1")) is None


@pytest.mark.parametrize(
    ("began", "until", "last"),
    [
        (TODAY - timedelta(days=30), None, YESTERDAY),
        (TODAY - timedelta(days=30), TODAY + timedelta(days=9), YESTERDAY),
        (TODAY - timedelta(days=30), TODAY - timedelta(days=3), TODAY - timedelta(days=3)),  # it had ended already
        (TODAY, None, YESTERDAY),  # never held
        (TODAY + timedelta(days=5), None, TODAY + timedelta(days=4)),  # would have begun later: never held, either
    ],
)
def test_a_role_that_is_ended_was_held_until_yesterday(
    store: Store, began: date, until: date | None, last: date
) -> None:
    with store.begin(system("test"), START) as unit:
        person = add_person(unit.session, KARI, "Kari", START)
        add_role(unit.session, person, "agder", Role.COORDINATOR, began)
        unit.session.flush()
    with store.begin(system("test"), START) as unit:
        (holding,) = unit.directory.holdings
        if until is not None:
            end_role(unit.session, holding, until + timedelta(days=1))
        end_role(unit.session, holding, TODAY)
        assert held(unit.session, {person}, TODAY) == frozenset()
    with store.read(START) as snapshot:
        assert [one.valid_to for one in snapshot.directory.holdings] == [last]


def test_a_role_given_today_is_held_from_today(store: Store) -> None:
    with store.begin(system("test"), START) as unit:
        person = add_person(unit.session, KARI, "Kari", START)
        add_role(unit.session, person, "agder", Role.LEADER, TODAY)
        assert held(unit.session, {person}, TODAY) == {("agder", Role.LEADER)}
        assert held(unit.session, {person}, YESTERDAY) == frozenset()


def test_a_room_that_is_bound_again_is_the_newest_and_open(store: Store) -> None:
    later = START + timedelta(hours=1)
    with store.begin(system("test"), START) as unit:
        room = bind_room(unit.session, Address("slack", "T1", "C1"), "agder", at=START)
        room.state, room.reason, room.language = RoomState.REFUSED, "channel_not_found", "nn"
    with store.begin(system("test"), later) as unit:
        again = bind_room(unit.session, Address("slack", "T1", "C1"), "siva", at=later)
        assert (again.id, again.organisation, again.state, again.reason) == (room.id, "siva", "open", "")
        assert (again.bound_at, again.language) == (later, "nn")
        assert room_at(unit.session, Address("slack", "T2", "C1")) is None
        set_free(unit.session, again)
        assert room_at(unit.session, Address("slack", "T1", "C1")) is None


def test_an_organisation_is_written_to_in_the_language_it_has_chosen(store: Store) -> None:
    with store.begin(system("test"), START) as unit:
        set_language(unit.session, "vestland", "en")
    with store.read(START) as snapshot:
        assert snapshot.directory.organisations["vestland"].language == "en"
        assert snapshot.directory.organisations["agder"].language == "nb"
