"""Who is who on which day, and one person behind several accounts."""

from collections.abc import Mapping
from datetime import date, timedelta

import pytest

from domain.accounts import Account, Address
from domain.organisations import Kind, Role
from storage.people.directory import Holding, load_directory, roots
from storage.tables import AccountRow, PersonJoinRow, RoleRow
from storage.unit_of_work.store import Store
from tests.faults.world import START, TEST, holder, organisations, room

DAY = date(2026, 11, 2)
ONE = timedelta(days=1)


@pytest.mark.parametrize(
    ("until", "held"),
    [(None, [False, True, True, True]), (DAY + ONE, [False, True, True, False]), (DAY, [False, True, False, False])],
)
def test_a_role_is_held_from_its_first_day_to_its_last(until: date | None, held: list[bool]) -> None:
    one = Holding(1, "", "agder", Role.LEADER, DAY, until, ())
    assert [one.on(DAY + days * ONE) for days in (-1, 0, 1, 2)] == held
    assert (one.id, one.also) == (0, ())


@pytest.mark.parametrize(
    ("joined", "expected"),
    [({}, {}), ({2: 1}, {2: 1}), ({2: 1, 3: 2}, {2: 1, 3: 1}), ({4: 3, 3: 2, 2: 1}, {4: 1, 3: 1, 2: 1})],
)
def test_whom_somebody_is_joined_to_in_the_end(joined: Mapping[int, int], expected: dict[int, int]) -> None:
    assert roots(joined) == expected


def test_rooms_the_newest_first_and_on_these_platforms_only(sqlite_store: Store) -> None:
    organisations(sqlite_store)
    room(sqlite_store, "agder", "C-second", bound_at=START)
    room(sqlite_store, "agder", "C-newest", bound_at=START + ONE)
    room(sqlite_store, "agder", "19:x", platform="teams", bound_at=START)
    with sqlite_store.transaction() as session:
        directory = load_directory(session)
    slack = [one.channel for one in directory.rooms_of("agder", ["slack"])]
    assert slack == ["C-newest", "C-second", "C-agder"]
    assert [one.channel for one in directory.rooms_of("agder", ["slack", "teams"])][1:3] == ["19:x", "C-second"]
    assert directory.rooms_of("agder", []) == directory.rooms_of("atlantis", ["slack"]) == []
    found = directory.room(Address("slack", "T0HOME", "C-newest"))
    assert found is not None
    assert (found.organisation, found.refused, found.reason) == ("agder", False, "")
    assert directory.room(Address("slack", "T0HOME", "C-none")) is None
    assert directory.room(Address("teams", "T0HOME", "C-newest")) is None


def test_organisations_of_a_kind(sqlite_store: Store) -> None:
    organisations(sqlite_store)
    with sqlite_store.transaction() as session:
        directory = load_directory(session)
    assert directory.ks.slug == "ks"
    assert {one.slug for one in directory.of_kind(Kind.COUNTY, DAY)} == {"agder", "telemark"}
    assert [one.slug for one in directory.of_kind(Kind.AGENCY, DAY)] == ["siva"]


@pytest.fixture
def joined(sqlite_store: Store) -> tuple[Store, int, int]:
    """Two people, one on Slack and one on Teams; the second is joined to the first."""
    organisations(sqlite_store)
    first, second = holder(sqlite_store, "agder", Role.LEADER, user="U1"), holder(sqlite_store, "agder", Role.MEMBER)
    with sqlite_store.begin(TEST, START) as unit:
        unit.session.add(AccountRow(platform="teams", workspace="tenant", user="u2", person_id=second))
        unit.session.add(PersonJoinRow(person_id=second, joined_to=first, joined_at=START))
    return sqlite_store, first, second


def held(store: Store, person: int, day: date = DAY) -> list[str]:
    with store.transaction() as session:
        directory = load_directory(session)
    return [f"{one.role.value} {'+'.join(map(str, one.accounts))}" for one in directory.roles_of(person, day)]


def test_a_joined_account_is_the_same_person(joined: tuple[Store, int, int]) -> None:
    store, first, second = joined
    both = "slack:T0HOME:U1+teams:tenant:u2"
    assert held(store, first) == [f"leader {both}", f"member {both}"]
    assert held(store, second) == []
    assert held(store, first, date(2025, 12, 31)) == []
    with store.transaction() as session:
        directory = load_directory(session)
    assert (directory.person(second), directory.person(first), directory.person(99)) == (first, first, 99)
    assert directory.same_person("slack:T0HOME:U1", "teams:tenant:u2")
    assert directory.same_person("console:x", "console:x")
    assert not directory.same_person("slack:T0HOME:U1", "console:x")
    assert not directory.same_person("console:y", "console:x")
    assert directory.accounts["teams:tenant:u2"] == Account("teams", "tenant", "u2")
    assert [one.role for one in directory.holders("agder", Role.LEADER, DAY)] == [Role.LEADER]
    assert directory.holders("siva", Role.LEADER, DAY) == directory.holders("agder", Role.COORDINATOR, DAY) == []


@pytest.mark.parametrize(
    ("first_until", "second_from", "second_until", "spans"),
    [
        (None, "2026-03-01", None, ["2026-01-01 None"]),
        ("2026-03-01", "2026-03-01", "2026-06-01", ["2026-01-01 2026-06-01"]),
        ("2026-06-01", "2026-03-01", "2026-05-01", ["2026-01-01 2026-06-01"]),
        ("2026-06-01", "2026-03-01", None, ["2026-01-01 None"]),
        ("2026-02-28", "2026-03-01", None, ["2026-01-01 2026-02-28", "2026-03-01 None"]),
    ],
)
def test_a_role_held_through_both_accounts_is_one_as_long_as_it_goes_on(
    joined: tuple[Store, int, int],
    first_until: str | None,
    second_from: str,
    second_until: str | None,
    spans: list[str],
) -> None:
    store, first, second = joined
    with store.begin(TEST, START) as unit:
        for person, begins, ends in ((first, "2026-01-01", first_until), (second, second_from, second_until)):
            until = date.fromisoformat(ends) if ends else None
            begin = date.fromisoformat(begins)
            unit.session.add(
                RoleRow(person_id=person, organisation="siva", role=Role.SECRETARY, valid_from=begin, valid_to=until)
            )
    with store.transaction() as session:
        found = [one for one in load_directory(session).holdings if one.organisation == "siva"]
    assert [f"{one.valid_from} {one.valid_to}" for one in found] == spans
    assert [len(one.also) for one in found] == [2 - len(spans)] * len(spans)
