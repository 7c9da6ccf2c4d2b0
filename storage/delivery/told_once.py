"""What an operator has to see to is told once, to who can: again only when it has been right meanwhile."""

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime

from sqlmodel import Session, col, select

from domain.accounts import Account, Recipient
from domain.organisations import Role
from storage.people.directory import Directory
from storage.tables import SettingRow
from storage.unit_of_work.store import Store
from storage.unit_of_work.unit import UnitOfWork, system

CLOCK_DOUBTED = "clock-doubted"
"""The kind of message that says that the machine's clock can't be believed."""
TOKEN_REFUSED = "token-refused"  # noqa: S105 - a kind of message
"""The kind that says that a chat doesn't take our credentials any more; its facts: chat, code."""


def is_told(session: Session, kind: str, about: str) -> bool:
    """Whether it has been told, and still stands."""
    return session.get(SettingRow, _key(kind, about)) is not None


def tell_once(
    store: Store,
    kind: str,
    wrong: Mapping[str, Mapping[str, str]],
    now: datetime,
    *,
    admins: Collection[str],
    platforms: frozenset[str],
) -> int:
    """Tell of what is wrong now, each by what it is about with its facts; how many messages tell of what is new.

    Where it is about a chat («slack:T1», or the platform alone), people are told in others. What isn't wrong any more
    is forgotten. admins: account ids.
    """
    with store.read(now) as snapshot:
        told, count = _told(snapshot.session, kind), 0
    for about in sorted(told ^ wrong.keys()):  # each by itself: a unit of work tells a person one thing of a kind
        with store.begin(system("drift"), now) as unit:
            row = unit.session.get(SettingRow, _key(kind, about))
            if about not in wrong and row is not None:
                unit.session.delete(row)
                unit.record(f"{kind}-over", about=about)
            elif about in wrong and row is None:
                unit.session.add(SettingRow(key=_key(kind, about), value=now.isoformat()))
                unit.record(kind, about=about)  # so that what people are shown is made anew
                for recipient in _who_can_mend(unit, wrong.keys(), admins, platforms):
                    unit.send(kind, recipient, {"about": about, **wrong[about]})
                    count += 1
    return count


def _key(kind: str, about: str) -> str:
    return f"{kind}:{about}"


def _told(session: Session, kind: str) -> set[str]:
    begins = _key(kind, "")
    rows = session.exec(select(SettingRow).where(col(SettingRow.key).startswith(begins, autoescape=True))).all()
    return {row.key.removeprefix(begins) for row in rows}


def _who_can_mend(
    unit: UnitOfWork, wrong: Collection[str], admins: Collection[str], platforms: frozenset[str]
) -> list[str]:
    """The administrators and KS's coordinators, each at the first account of theirs in a chat nothing is wrong with."""
    ks, found = unit.directory.ks.slug, dict[int, str]()
    for person, account in _people(unit.directory, admins, unit):
        open_there = account.platform in platforms and not _in(account, wrong)
        if open_there and person not in found:
            found[person] = str(Recipient(ks, Role.COORDINATOR, person, str(account)))
    return list(found.values())


def _people(directory: Directory, admins: Collection[str], unit: UnitOfWork) -> Iterator[tuple[int, Account]]:
    for admin in admins:
        if account := directory.accounts.get(admin):
            yield directory.person(directory.people[account][0]), account
    for holding in directory.holders(directory.ks.slug, Role.COORDINATOR, unit.today):
        yield from ((holding.person, account) for account in holding.accounts)


def _in(account: Account, wrong: Collection[str]) -> bool:
    return account.platform in wrong or f"{account.platform}:{account.workspace}" in wrong
