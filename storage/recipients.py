"""Who hears, and where they are reached.

A recipient is a word: an organisation's slug means its room; `slug:role:person id` means that role-holder directly.
"""

from dataclasses import dataclass
from datetime import date

from domain.organisations import Role
from domain.reminders import escalation
from storage.directory import AccountOf, Directory, Holding

CONSOLE = "console"
"""The platform where one person speaks for everybody: each role counts as held in the organisation's console."""


@dataclass(frozen=True, slots=True)
class Address:
    """A place in a chat. `direct`: the conversation with one person, whose account `channel` names."""

    platform: str
    workspace: str
    channel: str
    direct: bool = False

    def __str__(self) -> str:
        return ":".join(part for part in (self.platform, self.workspace, self.channel) if part)


def organisation_of(recipient: str) -> str:
    """The organisation a recipient belongs to."""
    return recipient.split(":", maxsplit=1)[0]


def hears(
    directory: Directory, owner: str, rung: int, day: date, platforms: frozenset[str], *, owner_silent: bool = False
) -> tuple[tuple[str, bool], ...]:
    """Who hears of a rung of `owner`'s duty, as (recipient, escalated), each once. owner_silent: it is snoozed."""
    roles = escalation(rung)
    if CONSOLE in platforms:
        return ((owner, owner_silent),) if roles or not owner_silent else ()
    found: dict[str, bool] = {} if owner_silent else {owner: False}
    people: set[int] = set()
    for role in roles:
        holders = directory.holders(owner, role, day) or directory.holders(owner, Role.COORDINATOR, day)
        if not holders:
            found.setdefault(directory.ks.slug, True)
        for holder in holders:
            if account_on(holder, platforms) is None:
                found.setdefault(owner, True)
            elif holder.person not in people:  # one who holds both roles hears once
                people.add(holder.person)
                found.setdefault(f"{owner}:{holder.role.value}:{holder.person}", True)
    return tuple(found.items())


def direct_to(
    directory: Directory, organisation: str, role: Role, day: date, platforms: frozenset[str]
) -> tuple[str, ...]:
    """The holders of a role as recipients, those with an account on an active platform only."""
    return tuple(
        f"{organisation}:{role.value}:{holder.person}"
        for holder in directory.holders(organisation, role, day)
        if account_on(holder, platforms) is not None
    )


def address_of(
    directory: Directory, recipient: str, day: date, platforms: frozenset[str], *, direct: bool = True
) -> Address | None:
    """Where a recipient is reached today; None: nowhere. direct False: in their organisation's room all the same.

    A person who holds the role no longer, or has no account, is reached in the organisation's room. Of several
    rooms the newest counts that hasn't refused.
    """
    organisation, _, holder = recipient.partition(":")
    if holder and direct:
        account = _account(directory, organisation, holder, day, platforms)
        if account is not None:
            return Address(account.platform, account.workspace, account.user, direct=True)
    return _room(directory, organisation, platforms)


def _account(
    directory: Directory, organisation: str, holder: str, day: date, platforms: frozenset[str]
) -> AccountOf | None:
    role, _, person = holder.partition(":")
    holding = next((one for one in directory.holders(organisation, Role(role), day) if str(one.person) == person), None)
    return account_on(holding, platforms) if holding else None


def _room(directory: Directory, organisation: str, platforms: frozenset[str]) -> Address | None:
    for room in directory.rooms_of(organisation, platforms):
        if not room.refused:
            return Address(room.platform, room.workspace, room.channel)
    return None


def account_on(holder: Holding, platforms: frozenset[str]) -> AccountOf | None:
    """The account a role-holder is reached at on these platforms, or None."""
    return next((account for account in holder.accounts if account.platform in platforms), None)
