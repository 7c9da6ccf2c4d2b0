"""Who is who: organisations, people and their roles, rooms. One immutable reading, shared until something changes."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any

from sqlalchemy import Row as Read
from sqlalchemy import select
from sqlmodel import Session

from domain.accounts import CONSOLE, Account, Address
from domain.organisations import Kind, Organisation, Role
from storage.tables import AccountRow, OrganisationRow, PersonJoinRow, PersonRow, RoleRow, RoomRow, RoomState, Row


@dataclass(frozen=True, slots=True)
class Holding:
    """A role held by a person, with the accounts they can be reached at.

    id: the row it stands in. also: more rows of it, where joined accounts hold the same role. given_to: the accounts
    that were given it themselves.
    """

    person: int
    name: str
    organisation: str
    role: Role
    valid_from: date
    valid_to: date | None
    accounts: tuple[Account, ...]
    id: int = 0
    also: tuple[int, ...] = ()
    given_to: tuple[Account, ...] = ()

    def on(self, day: date) -> bool:
        """Whether it is held on the day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Room:
    """An organisation's room. sparse: it is shown titles, numbers and dates only."""

    id: int
    platform: str
    workspace: str
    channel: str
    organisation: str
    language: str
    refused: bool
    reason: str
    sparse: bool = False

    @property
    def address(self) -> Address:
        """Where it is."""
        return Address(self.platform, self.workspace, self.channel)


@dataclass(frozen=True)
class Directory:
    """Everything about who is who."""

    organisations: Mapping[str, Organisation]
    holdings: tuple[Holding, ...]
    rooms: tuple[Room, ...]
    people: Mapping[Account, tuple[int, str]] = field(default_factory=dict)
    """Each account → (person, name)."""
    joined: Mapping[int, int] = field(default_factory=dict)
    """Each person who is joined to another → who they are."""

    @cached_property
    def ks(self) -> Organisation:
        """KS, who convenes the national meetings (§ 4.1)."""
        return next(found for found in self.organisations.values() if found.kind is Kind.KS)

    @cached_property
    def _by_account(self) -> Mapping[str, int]:
        return {str(account): person for account, (person, _) in self.people.items()}

    @cached_property
    def accounts(self) -> Mapping[str, Account]:
        """Every account by its id."""
        return {str(account): account for account in self.people}

    def person(self, number: int) -> int:
        """Who a person is: somebody whose account is joined to another's is that other."""
        return self.joined.get(number, number)

    def same_person(self, account: str, other: str) -> bool:
        """Whether two accounts, by their ids, are one person's."""
        return account == other or self._by_account.get(account, account) == self._by_account.get(other, other)

    def of_kind(self, kind: Kind, day: date) -> list[Organisation]:
        """The parties of a kind on a day, in the order of the registry."""
        return [found for found in self.organisations.values() if found.kind is kind and found.valid_on(day)]

    def roles_of(self, person: int, day: date) -> list[Holding]:
        """What a person holds on a day."""
        return [holding for holding in self.holdings if holding.person == person and holding.on(day)]

    def holders(self, organisation: str, role: Role, day: date) -> list[Holding]:
        """Who holds a role in an organisation on a day."""
        return [
            holding
            for holding in self.holdings
            if holding.organisation == organisation and holding.role is role and holding.on(day)
        ]

    def workspaces_of(self, organisation: str, day: date) -> frozenset[tuple[str, str]]:
        """The workspaces, each with its platform, in which an organisation has a room, or a role was given to anybody
        who holds it on a day.
        """
        given = [
            (one.platform, one.workspace)
            for holding in self.holdings
            if holding.organisation == organisation and holding.on(day)
            for one in holding.given_to
        ]
        rooms = [
            (room.platform, room.workspace)
            for room in self.rooms
            if room.organisation == organisation and room.platform != CONSOLE
        ]
        return frozenset((*given, *rooms))

    def led_by_anothers_word(self, platform: str, ours: Collection[str], day: date) -> list[Holding]:
        """Who coordinates or leads an organisation on a day from an account of a workspace on the platform that isn't
        one of ours, so that another's app alone says it is them. KS is not among them: there it counts for nothing.
        """
        return [
            one
            for one in self.holdings
            if one.on(day)
            and one.role in (Role.COORDINATOR, Role.LEADER)
            and self.organisations[one.organisation].kind is not Kind.KS
            and any(account.platform == platform and account.workspace not in ours for account in one.given_to)
        ]

    def rooms_of(self, organisation: str, platforms: Iterable[str]) -> list[Room]:
        """The rooms an organisation can be reached in on these platforms, the newest first."""
        wanted = set(platforms)
        return [room for room in self.rooms if room.organisation == organisation and room.platform in wanted]

    def room(self, address: Address) -> Room | None:
        """The organisation's room at an address, or None."""
        wanted = (address.platform, address.workspace, address.channel)
        return next((room for room in self.rooms if (room.platform, room.workspace, room.channel) == wanted), None)


def _organisation(row: Read[Any]) -> Organisation:
    """The registry's row as the domain sees it."""
    return Organisation(
        slug=row.slug,
        kind=row.kind,
        short=row.short,
        name=row.name,
        language=row.language,
        number=row.number,
        orgnr=row.orgnr,
        leader_title=row.leader_title,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        fictional=row.fictional,
        aliases=tuple(row.aliases),
    )


# Made once, and past the ORM: each costs as much as to read so few rows.
_TABLES = Row.metadata.tables
_ORGANISATIONS = select(_TABLES["organisation"]).order_by("position", "slug")
_JOINS = select(_TABLES["person_join"])
_PEOPLE = select(_TABLES["person"])
_ACCOUNTS = select(_TABLES["account"]).order_by("id")
_ROLES = select(_TABLES["role_holding"]).order_by("id")
_ROOMS = select(_TABLES["room"])


READ_FROM = (OrganisationRow, PersonRow, PersonJoinRow, AccountRow, RoleRow, RoomRow)
"""The tables the directory is read from: as long as none of them changes, it stands."""


def load_directory(session: Session) -> Directory:
    """Read it all from `READ_FROM`: some hundred small rows."""
    session.flush()  # the ORM would have done it
    organisations = {row.slug: _organisation(row) for row in session.execute(_ORGANISATIONS)}
    joined = roots({row.person_id: row.joined_to for row in session.execute(_JOINS)})
    names = {row.id: row.name for row in session.execute(_PEOPLE)}
    accounts: dict[int, list[Account]] = defaultdict(list)
    own: dict[int, list[Account]] = defaultdict(list)
    people: dict[Account, tuple[int, str]] = {}
    for row in session.execute(_ACCOUNTS):
        person = joined.get(row.person_id, row.person_id)
        account = Account(row.platform, row.workspace, row.user)
        accounts[person].append(account)
        own[row.person_id].append(account)
        people[account] = (person, names[person])
    holdings = [
        Holding(
            person=(person := joined.get(row.person_id, row.person_id)),
            name=names[person],
            organisation=row.organisation,
            role=row.role,
            valid_from=row.valid_from,
            valid_to=row.valid_to,
            accounts=tuple(accounts[person]),
            id=row.id,
            given_to=tuple(own[row.person_id]),
        )
        for row in session.execute(_ROLES)
    ]
    rooms = tuple(
        Room(
            row.id, row.platform, row.workspace, row.channel, row.organisation, row.language,
            row.state == RoomState.REFUSED, row.reason, row.sparse,
        )
        for row in sorted(session.execute(_ROOMS), key=lambda row: (row.bound_at, row.id), reverse=True)
    )  # fmt: skip
    return Directory(organisations, _each_once(holdings, set(joined.values())), rooms, people, joined)


def roots(joined: Mapping[int, int]) -> dict[int, int]:
    """Whom each joined person is joined to in the end. Nobody is joined to themselves, however far round."""
    found = {}
    for person, other in joined.items():
        last = other
        while last in joined:
            last = joined[last]
        found[person] = last
    return found


def _each_once(holdings: list[Holding], several: set[int]) -> tuple[Holding, ...]:
    """The same with one holding where a person with several accounts holds a role twice at a time."""
    kept: dict[int, Holding] = {}
    last: dict[tuple[int, str, Role], int] = {}
    for holding in sorted(holdings, key=lambda holding: (holding.valid_from, holding.id)):
        same = (holding.person, holding.organisation, holding.role)
        before = kept.get(last.get(same, 0))
        if before is None or holding.person not in several or _ends_before(before, holding):
            kept[holding.id] = holding
            last[same] = holding.id
            continue
        end = None if before.valid_to is None or holding.valid_to is None else max(before.valid_to, holding.valid_to)
        given_to = tuple(dict.fromkeys((*before.given_to, *holding.given_to)))
        kept[before.id] = replace(before, valid_to=end, also=(*before.also, holding.id), given_to=given_to)
    return tuple(kept[number] for number in sorted(kept))


def _ends_before(holding: Holding, other: Holding) -> bool:
    return holding.valid_to is not None and holding.valid_to < other.valid_from
