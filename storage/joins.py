"""Which accounts are one person's. A join is one row; without it each person is who they were, roles and all."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from domain.organisations import Role
from storage.directory import AccountOf, roots
from storage.tables import AccountRow, PersonJoinRow, PersonRow, RoleRow

Roles = frozenset[tuple[str, Role]]
"""What is held: (organisation, role)."""


@dataclass(frozen=True, slots=True)
class Joined:
    """One of a person's accounts. name: as its chat shows it. person: who it was before it was joined to others."""

    account: AccountOf
    name: str
    person: int

    @property
    def id(self) -> str:
        """The account as `hvem-er-jeg` prints it."""
        return str(self.account)


def joins(session: Session) -> dict[int, int]:
    """Each joined person → whom they were joined to."""
    return {row.person_id: row.joined_to for row in session.exec(select(PersonJoinRow))}


def one_with(session: Session, *people: int) -> set[int]:
    """These people, and everybody who is one person with one of them."""
    found = roots(joins(session))
    wanted = {found.get(one, one) for one in people}
    return {*people, *wanted, *(one for one, root in found.items() if root in wanted)}


def accounts_of(session: Session, person: int) -> list[Joined]:
    """All accounts of a person's, the oldest first. person: whoever the others are joined to."""
    found = roots(joins(session))
    query = select(AccountRow, PersonRow.name).join(PersonRow, col(PersonRow.id) == col(AccountRow.person_id))
    return [
        Joined(AccountOf(row.platform, row.workspace, row.user), name, row.person_id)
        for row, name in session.exec(query.order_by(col(AccountRow.id)))
        if found.get(row.person_id, row.person_id) == person
    ]


def parted(joined: Mapping[int, int], person: int) -> dict[int, int]:
    """The joins that are left when a person goes: what they were joined to, else what was joined to them.

    So everybody goes as they came: with those whom they had brought along.
    """
    if person in joined:
        return {one: other for one, other in joined.items() if one != person}
    return {one: other for one, other in joined.items() if other != person}


def held(session: Session, people: Collection[int], day: date) -> Roles:
    """What these people were given themselves and hold on the day."""
    query = select(RoleRow).where(col(RoleRow.person_id).in_(people))
    return frozenset(
        (row.organisation, Role(row.role))
        for row in session.exec(query)
        if row.valid_from <= day and (row.valid_to is None or day <= row.valid_to)
    )
