"""Who somebody is in the database: the people, accounts and names that are theirs."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from domain.accounts import Account
from domain.calendar import oslo_date
from storage.people.directory import roots
from storage.people.linked_accounts import joins, one_with
from storage.tables import AccountRow, PersonRow, RoleRequestRow, RoleRow


@dataclass(frozen=True, slots=True)
class Identity:
    """Somebody: as which people they are known (several, when accounts are joined), by which accounts and names."""

    people: frozenset[int]
    accounts: frozenset[Account]
    names: frozenset[str]

    @property
    def ids(self) -> frozenset[str]:
        """The accounts as they are written."""
        return frozenset(map(str, self.accounts))

    @property
    def about(self) -> frozenset[str]:
        """What the audit log calls them."""
        return self.ids | {f"person:{one}" for one in self.people}


def identity_of(session: Session, account: Account) -> Identity:
    """Who an account is, with all that is joined to it; somebody nobody knows has this account only."""
    person = session.exec(
        select(AccountRow.person_id).where(
            AccountRow.platform == account.platform,
            AccountRow.workspace == account.workspace,
            AccountRow.user == account.user,
        )
    ).first()
    if person is None:
        return _with_names(session, frozenset(), frozenset({account}))
    people = one_with(session, person)
    theirs = session.exec(select(AccountRow).where(col(AccountRow.person_id).in_(people)))
    accounts = frozenset(Account(own.platform, own.workspace, own.user) for own in theirs)
    return _with_names(session, frozenset(people), accounts)


def departed(session: Session, before: date, spared: Collection[str] = ()) -> list[Identity]:
    """Those whose last role ended before the day, and those who came before it and never got one.

    spared: accounts that are never among them, by their ids: the administrators'.
    """
    last = _last_days(session)
    found = []
    for one in _everybody(session):
        if one.ids & set(spared) or not (one.accounts or one.names):
            continue
        days = [last.get(f"person:{person}", date.min) for person in one.people]
        days += [last.get(account, date.min) for account in one.ids]
        if max(days) < before:
            found.append(one)
    return found


def _everybody(session: Session) -> Iterator[Identity]:
    """Everybody there is, those who only asked for a role among them."""
    joined = roots(joins(session))
    people: dict[int, set[int]] = defaultdict(set)
    accounts: dict[int, set[Account]] = defaultdict(set)
    for row in session.exec(select(PersonRow)):
        people[joined.get(row.id, row.id)].add(row.id)
    for own in session.exec(select(AccountRow)):
        accounts[joined.get(own.person_id, own.person_id)].add(Account(own.platform, own.workspace, own.user))
    for root, ones in people.items():
        yield _with_names(session, frozenset(ones), frozenset(accounts[root]))
    known = {account for theirs in accounts.values() for account in theirs}
    for account in {row.account for row in session.exec(select(RoleRequestRow)) if row.user} - known:
        yield _with_names(session, frozenset(), frozenset({account}))


def _with_names(session: Session, people: frozenset[int], accounts: frozenset[Account]) -> Identity:
    names = set(session.exec(select(PersonRow.name).where(col(PersonRow.id).in_(people))))
    names |= {row.name for row in requests_of(session, accounts)}
    return Identity(people, accounts, frozenset(names - {""}))


def requests_of(session: Session, accounts: Collection[Account]) -> list[RoleRequestRow]:
    """The requests for roles that came from these accounts, the oldest first."""
    query = select(RoleRequestRow).where(col(RoleRequestRow.user).in_({one.user for one in accounts}))
    return [row for row in session.exec(query.order_by(col(RoleRequestRow.id))) if row.account in accounts]


def _last_days(session: Session) -> dict[str, date]:
    """What the log calls somebody → the last day there is a reason to know them: a role held, a role asked for, or
    their first day."""
    found: dict[str, date] = {}
    for person in session.exec(select(PersonRow)):
        found[f"person:{person.id}"] = oslo_date(person.created_at)
    for role in session.exec(select(RoleRow)):
        key = f"person:{role.person_id}"
        found[key] = max(found[key], role.valid_to or date.max)
    for request in session.exec(select(RoleRequestRow)):
        key = str(request.account)
        found[key] = max(found.get(key, date.min), oslo_date(request.asked_at))
    return found
