"""Which accounts are one person's. A join is one row; without it each person is who they were, roles and all."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, select

from domain.accounts import Account
from domain.organisations import Role
from storage.people.directory import roots
from storage.tables import AccountRow, PersonJoinRow, PersonRow, RoleRow

Roles = frozenset[tuple[str, Role]]
"""What is held: (organisation, role)."""


@dataclass(frozen=True, slots=True)
class Joined:
    """One of a person's accounts. name: as its chat shows it. person: who it was before it was joined to others."""

    account: Account
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
        Joined(Account(row.platform, row.workspace, row.user), name, row.person_id)
        for row, name in session.exec(query.order_by(col(AccountRow.id)))
        if found.get(row.person_id, row.person_id) == person
    ]


def join(session: Session, person: int, joined_to: int, at: datetime) -> None:
    """From now on a person is another; their accounts are one person's."""
    session.add(PersonJoinRow(person_id=person, joined_to=joined_to, joined_at=at))
    session.flush()


def parted(joined: Mapping[int, int], person: int, oldest_first: Sequence[int]) -> dict[int, int]:
    """The joins that are left when a person goes, together with those whom they had brought along.

    The others stay together. When it was the one they were joined to, the oldest of them takes that place.
    """
    if person in joined:
        return {one: other for one, other in joined.items() if one != person}
    heirs = [one for one in oldest_first if joined.get(one) == person]
    return {one: heirs[0] if other == person else other for one, other in joined.items() if one not in heirs[:1]}


def separate(session: Session, left: Mapping[int, int]) -> None:
    """Leave these joins of all there are: the others are removed, changed where somebody takes another's place."""
    for row in session.exec(select(PersonJoinRow)).all():
        if row.person_id not in left:
            session.delete(row)
        elif row.joined_to != left[row.person_id]:
            row.joined_to = left[row.person_id]
    session.flush()


def held(session: Session, people: Collection[int], day: date) -> Roles:
    """What these people were given themselves and hold on the day."""
    query = select(RoleRow).where(col(RoleRow.person_id).in_(people))
    return frozenset(
        (row.organisation, row.role)
        for row in session.exec(query)
        if row.valid_from <= day and (row.valid_to is None or day <= row.valid_to)
    )
