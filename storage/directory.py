"""Who is who: organisations, people and their roles, rooms. One immutable reading, shared until something changes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from sqlmodel import Session, select

from domain.organisations import Kind, Organisation, Role
from storage.tables import AccountRow, OrganisationRow, PersonRow, RoleRow, RoomRow


@dataclass(frozen=True, slots=True)
class AccountOf:
    """A person's account."""

    platform: str
    workspace: str
    user: str


@dataclass(frozen=True, slots=True)
class Holding:
    """A role held by a person, with the accounts they can be reached at."""

    person: int
    name: str
    organisation: str
    role: Role
    valid_from: date
    valid_to: date | None
    accounts: tuple[AccountOf, ...]
    id: int = 0

    def on(self, day: date) -> bool:
        """Whether it is held on the day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class RoomOf:
    """An organisation's room."""

    id: int
    platform: str
    workspace: str
    channel: str
    organisation: str
    language: str
    refused: bool
    reason: str


@dataclass(frozen=True)
class Directory:
    """Everything about who is who."""

    organisations: Mapping[str, Organisation]
    holdings: tuple[Holding, ...]
    rooms: tuple[RoomOf, ...]
    people: Mapping[tuple[str, str, str], tuple[int, str]] = field(default_factory=dict)
    """(platform, workspace, user) → (person, name)."""

    @cached_property
    def ks(self) -> Organisation:
        """KS, who convenes the national meetings (§ 4.1)."""
        return next(found for found in self.organisations.values() if found.kind is Kind.KS)

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

    def rooms_of(self, organisation: str, platforms: Iterable[str]) -> list[RoomOf]:
        """The rooms an organisation can be reached in on these platforms, the newest first."""
        wanted = set(platforms)
        return [room for room in self.rooms if room.organisation == organisation and room.platform in wanted]

    def room(self, platform: str, workspace: str, channel: str) -> RoomOf | None:
        """The organisation's room behind a channel, or None."""
        return next(
            (
                room
                for room in self.rooms
                if (room.platform, room.workspace, room.channel) == (platform, workspace, channel)
            ),
            None,
        )


def as_organisation(row: OrganisationRow) -> Organisation:
    """The registry's row as the domain sees it."""
    return Organisation(
        slug=row.slug,
        kind=Kind(row.kind),
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


def load_directory(session: Session) -> Directory:
    """Read it all: some hundred small rows."""
    organisations = {
        row.slug: as_organisation(row) for row in session.exec(select(OrganisationRow).order_by("position", "slug"))
    }
    names = {row.id: row.name for row in session.exec(select(PersonRow))}
    accounts: dict[int, list[AccountOf]] = {}
    people: dict[tuple[str, str, str], tuple[int, str]] = {}
    for account in session.exec(select(AccountRow).order_by("id")):
        accounts.setdefault(account.person_id, []).append(AccountOf(account.platform, account.workspace, account.user))
        people[account.platform, account.workspace, account.user] = (account.person_id, names[account.person_id])
    holdings = tuple(
        Holding(
            person=row.person_id,
            name=names[row.person_id],
            organisation=row.organisation,
            role=Role(row.role),
            valid_from=row.valid_from,
            valid_to=row.valid_to,
            accounts=tuple(accounts.get(row.person_id, ())),
            id=row.id or 0,
        )
        for row in session.exec(select(RoleRow).order_by("id"))
    )
    rooms = tuple(
        RoomOf(
            row.id or 0, row.platform, row.workspace, row.channel, row.organisation, row.language,
            row.state == "refused", row.reason,
        )
        for row in sorted(session.exec(select(RoomRow)), key=lambda row: (row.bound_at, row.id or 0), reverse=True)
    )  # fmt: skip
    return Directory(organisations, holdings, rooms, people)
