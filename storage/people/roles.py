"""Roles as kept: asked for, given and ended; and the people and accounts they hang on."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel import Session, col, select

from domain.accounts import Account, display_name
from domain.organisations import RequestState, Role
from storage.people.directory import Holding
from storage.people.linked_accounts import held
from storage.tables import AccountRow, PersonRow, RoleRequestRow, RoleRow


def open_requests(session: Session) -> list[RoleRequestRow]:
    """Every request for a role that waits for an answer, the oldest first."""
    query = select(RoleRequestRow).where(RoleRequestRow.state == RequestState.OPEN)
    return list(session.exec(query.order_by(col(RoleRequestRow.id))))


def open_requests_of(session: Session, organisation: str) -> list[RoleRequestRow]:
    """The requests for a role in an organisation that wait for an answer, the oldest first."""
    return [row for row in open_requests(session) if row.organisation == organisation]


def role_request(session: Session, number: int) -> RoleRequestRow | None:
    """The request of this number, answered or not; or None."""
    return session.get(RoleRequestRow, number)


def requests_together(session: Session, batch: int) -> list[RoleRequestRow]:
    """The requests told of in one message, in the order they came. batch: the number of the first."""
    query = select(RoleRequestRow).where(RoleRequestRow.batch == batch)
    return list(session.exec(query.order_by(col(RoleRequestRow.id))))


def asked_since(session: Session, account: Account, since: datetime) -> list[datetime]:
    """When an account has asked for roles since then, the oldest first."""
    query = select(RoleRequestRow.asked_at).where(
        RoleRequestRow.platform == account.platform,
        RoleRequestRow.workspace == account.workspace,
        RoleRequestRow.user == account.user,
        col(RoleRequestRow.asked_at) > since,
    )
    return list(session.exec(query.order_by(col(RoleRequestRow.asked_at))))


def decide_request(request: RoleRequestRow, state: RequestState) -> None:
    """What was answered to a request."""
    request.state = state


def ask_for(
    session: Session, account: Account, name: str, organisation: str, role: Role, *, at: datetime, batch: int = 0
) -> RoleRequestRow:
    """A new request for a role, with its number. name: what the account is called. batch: the first of those it is told
    of with; 0: it is the first itself.
    """
    row = RoleRequestRow(
        platform=account.platform,
        workspace=account.workspace,
        user=account.user,
        name=display_name(name) or account.called,
        organisation=organisation,
        role=role,
        asked_at=at,
    )
    session.add(row)
    session.flush()
    row.batch = batch or row.id
    return row


def add_person(session: Session, account: Account, name: str, at: datetime) -> int:
    """A new person with this account, and no role yet; their number."""
    person = PersonRow(name=display_name(name) or account.called, created_at=at)
    session.add(person)
    session.flush()
    own = AccountRow(platform=account.platform, workspace=account.workspace, user=account.user, person_id=person.id)
    session.add(own)
    return person.id


def own_person(session: Session, account: Account) -> int | None:
    """The person that an account is by itself, whatever others it is joined to; None: nobody knows it yet."""
    query = select(AccountRow.person_id).where(
        AccountRow.platform == account.platform,
        AccountRow.workspace == account.workspace,
        AccountRow.user == account.user,
    )
    return session.exec(query).first()


def add_role(session: Session, person: int, organisation: str, role: Role, day: date) -> None:
    """Give a person a role, from the day on."""
    session.add(RoleRow(person_id=person, organisation=organisation, role=role, valid_from=day))


@dataclass(frozen=True, slots=True)
class GivenRole:
    """A role as it was given to an account. now: whether that account holds it by itself, from this row or another."""

    account: Account
    organisation: str
    role: Role
    now: bool


def given_roles(session: Session, numbers: Collection[int], day: date) -> list[GivenRole]:
    """The roles in these rows, in their order, each with the account it was given to."""
    query = (
        select(RoleRow, PersonRow.name, AccountRow)
        .join(PersonRow, col(PersonRow.id) == col(RoleRow.person_id))
        .join(AccountRow, col(AccountRow.person_id) == col(RoleRow.person_id))
        .where(col(RoleRow.id).in_(numbers))
        .order_by(col(RoleRow.id), col(AccountRow.id))
    )
    return [
        GivenRole(
            Account(account.platform, account.workspace, account.user, name),
            row.organisation,
            row.role,
            (row.organisation, row.role) in held(session, {row.person_id}, day),
        )
        for row, name, account in session.exec(query).all()
    ]


def end_role(session: Session, holding: Holding, day: date) -> None:
    """End a role: it is held no longer on the day, in every row it stands in.

    Joined accounts may have been given the same role each. One that began that very day has never been held.
    """
    last = day - timedelta(days=1)
    for number in (holding.id, *holding.also):
        row = session.get_one(RoleRow, number)
        if row.valid_to is None or row.valid_to > last:
            row.valid_to = max(last, row.valid_from - timedelta(days=1))
