"""Who hears of what is late, and where a person is reached who has several accounts."""

from collections.abc import Iterator

import pytest

from domain.accounts import Address, Recipient, organisation_of, taken_apart
from domain.organisations import Role
from storage.people.directory import Directory, load_directory
from storage.people.recipients import (
    accounts_on,
    address_of,
    direct_to,
    one_recipient,
    places_of,
    recipients_for,
    room_that_counts,
)
from storage.tables import AccountRow
from storage.unit_of_work.store import Store
from tests.faults.world import SLACK, START, TEST, holder, organisations, room

DAY = START.date()
BOTH = frozenset({"slack", "teams"})


@pytest.mark.parametrize(
    ("recipient", "taken"),
    [
        ("agder", Recipient("agder")),
        ("agder:leader:7", Recipient("agder", Role.LEADER, 7)),
        ("agder:working-committee:7@slack:T1:U1", Recipient("agder", Role.WORKING_COMMITTEE, 7, "slack:T1:U1")),
    ],
)
def test_a_recipient_is_put_together_and_taken_apart(recipient: str, taken: Recipient) -> None:
    assert taken_apart(recipient) == taken
    assert str(taken) == recipient
    assert organisation_of(recipient) == "agder"


@pytest.mark.parametrize("wrong", ["agder:boss:7", "agder:leader:x", "agder:leader"])
def test_what_is_no_recipient(wrong: str) -> None:
    with pytest.raises(ValueError, match=r"boss|base 10"):
        taken_apart(wrong)


def test_an_address_is_written_without_what_it_lacks() -> None:
    assert str(Address("slack", "T1", "C1")) == "slack:T1:C1"
    assert str(Address("console", "", "agder")) == "console:agder"
    assert not Address("slack", "T1", "C1").direct


@pytest.fixture
def people(sqlite_store: Store) -> Iterator[tuple[Directory, int, int]]:
    """Agder's coordinator and its leader, who has two accounts on Slack and one on Teams."""
    organisations(sqlite_store)
    coordinator = holder(sqlite_store, "agder", Role.COORDINATOR, user="U-c")
    leader = holder(sqlite_store, "agder", Role.LEADER, user="U-l")
    with sqlite_store.begin(TEST, START) as unit:
        for platform, workspace, user in (("slack", "T-other", "U-2"), ("teams", "tenant", "u-3")):
            unit.session.add(AccountRow(platform=platform, workspace=workspace, user=user, person_id=leader))
    with sqlite_store.transaction() as session:
        yield load_directory(session), coordinator, leader


@pytest.mark.parametrize(
    ("rung", "silent", "heard"),
    [
        (-1, False, ["agder"]),
        (2, False, ["agder"]),
        (3, False, ["agder", "coordinator+"]),
        (5, False, ["agder", "coordinator+", "leader+"]),
        (5, True, ["coordinator+", "leader+"]),
        (2, True, []),
    ],
)
def test_who_hears_of_a_rung(people: tuple[Directory, int, int], rung: int, heard: list[str], *, silent: bool) -> None:
    directory, coordinator, leader = people
    names = {"agder": "agder", f"agder:coordinator:{coordinator}": "coordinator", f"agder:leader:{leader}": "leader"}
    found = recipients_for(directory, "agder", rung, DAY, BOTH, owner_silent=silent)
    assert [f"{names[recipient]}{'+' if escalated else ''}" for recipient, escalated in found] == heard


def test_without_anybody_to_hear_ks_does_and_without_an_account_the_room(sqlite_store: Store) -> None:
    organisations(sqlite_store)
    holder(sqlite_store, "siva", Role.COORDINATOR)
    with sqlite_store.transaction() as session:
        directory = load_directory(session)
    assert recipients_for(directory, "telemark", 3, DAY, SLACK) == (("telemark", False), ("ks", True))
    assert recipients_for(directory, "siva", 3, DAY, SLACK, owner_silent=True) == (("siva", True),)
    assert direct_to(directory, "siva", Role.COORDINATOR, DAY, SLACK) == ()


def test_one_who_holds_both_roles_hears_once_as_the_first(sqlite_store: Store) -> None:
    organisations(sqlite_store)
    both = holder(sqlite_store, "agder", Role.LEADER, Role.COORDINATOR, Role.MEMBER, user="U1")
    with sqlite_store.transaction() as session:
        directory = load_directory(session)
    name = f"agder:coordinator:{both}"
    assert recipients_for(directory, "agder", 5, DAY, SLACK) == (("agder", False), (name, True))
    assert str(one_recipient(directory, taken_apart(f"agder:leader:{both}"), DAY)) == name
    assert str(one_recipient(directory, taken_apart(f"siva:member:{both}"), DAY)) == f"siva:member:{both}"


def test_a_person_s_accounts_are_tried_nearest_to_their_organisation_first(people: tuple[Directory, int, int]) -> None:
    directory, _, leader = people
    (held,) = directory.holders("agder", Role.LEADER, DAY)
    assert [str(one) for one in accounts_on(directory, held, BOTH)] == [
        "slack:T0HOME:U-l", "slack:T-other:U-2", "teams:tenant:u-3"
    ]  # fmt: skip
    assert [one.platform for one in accounts_on(directory, held, frozenset({"teams"}))] == ["teams"]
    meant = f"agder:leader:{leader}"
    assert [str(one) for one in places_of(directory, meant, DAY, BOTH)][-1] == "slack:T0HOME:C-agder"
    assert len(places_of(directory, meant, DAY, BOTH)) == 4
    assert [str(one) for one in places_of(directory, "agder", DAY, BOTH)] == ["slack:T0HOME:C-agder"]
    refused = {"slack:T0HOME:U-l", "slack:T-other:U-2"}
    assert str(address_of(directory, meant, DAY, BOTH, refused=refused)) == "teams:tenant:u-3"
    room_of_agder = Address("slack", "T0HOME", "C-agder")
    assert address_of(directory, meant, DAY, BOTH, refused={*refused, "teams:tenant:u-3"}) == room_of_agder
    assert direct_to(directory, "agder", Role.LEADER, DAY, BOTH) == (meant,)


def test_an_account_that_is_meant_itself_is_written_to_whoever_s_it_is(people: tuple[Directory, int, int]) -> None:
    directory, _, leader = people
    meant = f"siva:member:{leader}@teams:tenant:u-3"
    assert address_of(directory, meant, DAY, BOTH) == Address("teams", "tenant", "u-3", direct=True)
    assert str(address_of(directory, meant, DAY, SLACK)) == "slack:T0HOME:C-siva"


def test_the_newest_room_that_has_not_refused_counts(sqlite_store: Store) -> None:
    organisations(sqlite_store)
    room(sqlite_store, "agder", "C-second", bound_at=START.replace(hour=20))
    with sqlite_store.transaction() as session:
        directory = load_directory(session)
    found = room_that_counts(directory, "agder", SLACK)
    assert found is not None
    assert found.channel == "C-second"
    assert room_that_counts(directory, "agder", frozenset({"teams"})) is None
