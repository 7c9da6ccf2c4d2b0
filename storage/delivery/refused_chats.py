"""Chats that don't take our credentials any more: who can mend it is told once, where they can still be written to."""

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime

from sqlmodel import Session, col, select

from domain.accounts import Account, Recipient
from domain.organisations import Role
from storage.people.directory import Directory
from storage.tables import SettingRow
from storage.unit_of_work.store import Store
from storage.unit_of_work.unit import UnitOfWork, system

TOKEN_REFUSED = "token-refused"  # noqa: S105 - a kind of message
_PREFIX = "token-refused:"


def is_refused(session: Session, chat: str) -> bool:
    """Whether a chat («slack:T1») refuses us, as far as anybody has noted."""
    return session.get(SettingRow, f"{_PREFIX}{chat}") is not None


def note_refused(
    store: Store, refused: Mapping[str, str], admins: Collection[str], platforms: frozenset[str], now: datetime
) -> int:
    """Note which chats refuse us now, each with its word for it; how many people are told of those that are new.

    A chat is «slack:T1», or its platform alone where the workspace isn't known. admins: account ids. What is noted
    already changes nothing: only chats that refuse anew, after taking us again, are told of anew.
    """
    with store.read(now) as snapshot:
        if _noted(snapshot.session) == refused.keys():
            return 0
    with store.begin(system("token"), now) as unit:
        noted, told = _noted(unit.session), 0
        for chat in noted - refused.keys():
            unit.session.delete(unit.session.get_one(SettingRow, f"{_PREFIX}{chat}"))
        for chat in sorted(refused.keys() - noted):
            unit.session.add(SettingRow(key=f"{_PREFIX}{chat}", value=now.isoformat()))
            for recipient in who_can_mend(unit, refused.keys(), admins, platforms):
                unit.send(TOKEN_REFUSED, recipient, {"chat": chat, "code": refused[chat]})
                told += 1
        return told


def _noted(session: Session) -> set[str]:
    rows = session.exec(select(SettingRow).where(col(SettingRow.key).startswith(_PREFIX, autoescape=True))).all()
    return {row.key.removeprefix(_PREFIX) for row in rows}


def who_can_mend(
    unit: UnitOfWork, refused: Collection[str], admins: Collection[str], platforms: frozenset[str]
) -> list[str]:
    """The administrators and KS's coordinators, each at the first account of theirs in a chat that isn't `refused`."""
    ks, found = unit.directory.ks.slug, dict[int, str]()
    for person, account in _people(unit.directory, admins, unit):
        open_there = account.platform in platforms and not _in(account, refused)
        if open_there and person not in found:
            found[person] = str(Recipient(ks, Role.COORDINATOR, person, str(account)))
    return list(found.values())


def _people(directory: Directory, admins: Collection[str], unit: UnitOfWork) -> Iterator[tuple[int, Account]]:
    for admin in admins:
        if account := directory.accounts.get(admin):
            yield directory.person(directory.people[account][0]), account
    for holding in directory.holders(directory.ks.slug, Role.COORDINATOR, unit.today):
        yield from ((holding.person, account) for account in holding.accounts)


def _in(account: Account, refused: Collection[str]) -> bool:
    return account.platform in refused or f"{account.platform}:{account.workspace}" in refused
