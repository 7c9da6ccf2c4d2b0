"""Who hears, and where they are reached."""

from collections.abc import Collection, Iterator
from datetime import date

from domain.accounts import CONSOLE, Account, Address, Recipient, organisation_of, taken_apart
from domain.duties.reminders import ESCALATED, escalation
from domain.organisations import Role
from storage.people.directory import Directory, Holding, Room


def recipients_for(
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
            if not accounts_on(directory, holder, platforms):
                found.setdefault(owner, True)
            elif holder.person not in people:  # one who holds both roles hears once
                people.add(holder.person)
                found.setdefault(str(Recipient(owner, holder.role, holder.person)), True)
    return tuple(found.items())


def one_recipient(directory: Directory, meant: Recipient, day: date) -> Recipient:
    """Whom `hears` names for this role-holder on the day: who they are by now, in the first role it asks for."""
    person = directory.person(meant.person)
    roles = {one.role for one in directory.roles_of(person, day) if one.organisation == meant.organisation}
    role = next((one for one in ESCALATED if one in roles), meant.role)
    return Recipient(meant.organisation, role, person)


def direct_to(
    directory: Directory, organisation: str, role: Role, day: date, platforms: frozenset[str]
) -> tuple[str, ...]:
    """The holders of a role as recipients, those with an account on an active platform only."""
    return tuple(
        str(Recipient(organisation, role, holder.person))
        for holder in directory.holders(organisation, role, day)
        if accounts_on(directory, holder, platforms)
    )


def who_helps(directory: Directory, organisation: str, day: date, platforms: frozenset[str]) -> tuple[str, ...]:
    """Who is told that an organisation can't be reached in a room of its own: KS's room, or its coordinators where it
    has none left, and the organisation's coordinators directly.
    """
    ks = directory.ks.slug
    coordinators = direct_to(directory, organisation, Role.COORDINATOR, day, platforms)
    if organisation == ks:
        return coordinators
    open_room = room_that_counts(directory, ks, platforms)
    of_ks = (ks,) if open_room else direct_to(directory, ks, Role.COORDINATOR, day, platforms) or (ks,)
    return (*of_ks, *coordinators)


def address_of(
    directory: Directory, recipient: str, day: date, platforms: frozenset[str], *, refused: Collection[str] = ()
) -> Address | None:
    """Where a recipient is reached today; None: nowhere. refused: a person's own addresses that have said no.

    A person who holds the role no longer, or has no account left to try, is reached in the organisation's room. Of
    several rooms the newest counts that hasn't refused, in whichever chat it is.
    """
    for place in _directly(directory, recipient, day, platforms):
        if str(place) not in refused:
            return place
    room = room_that_counts(directory, organisation_of(recipient), platforms)
    return room.address if room else None


def places_of(directory: Directory, recipient: str, day: date, platforms: frozenset[str]) -> tuple[Address, ...]:
    """Everywhere a message to a recipient may have gone."""
    rooms = directory.rooms_of(organisation_of(recipient), platforms)
    return (*_directly(directory, recipient, day, platforms), *(room.address for room in rooms))


def room_that_counts(directory: Directory, organisation: str, platforms: frozenset[str]) -> Room | None:
    """The room an organisation's messages go to: of all it has, in whichever chat, the newest that hasn't refused."""
    return next((room for room in directory.rooms_of(organisation, platforms) if not room.refused), None)


def accounts_on(directory: Directory, holder: Holding, platforms: frozenset[str]) -> tuple[Account, ...]:
    """The accounts a role-holder can be reached at on these platforms, in the order they are tried.

    First where their organisation is written to as well, the same workspace before the same chat; then the newest.
    """
    room = room_that_counts(directory, holder.organisation, platforms)

    def away(account: Account) -> int:
        if room is None or account.platform != room.platform:
            return 2
        return 0 if account.workspace == room.workspace else 1

    newest_first = (account for account in reversed(holder.accounts) if account.platform in platforms)
    return tuple(sorted(newest_first, key=away))


def _directly(directory: Directory, recipient: str, day: date, platforms: frozenset[str]) -> Iterator[Address]:
    """A person's own conversations, in the order they are tried, or the one room that is named; none where it is for
    whichever room counts.
    """
    meant = taken_apart(recipient)
    if meant.role is None:
        yield from (room.address for room in directory.rooms if meant.account and str(room.address) == meant.account)
        return
    if meant.account:
        named = directory.accounts.get(meant.account)
        if named is not None and named.platform in platforms:
            yield named.own_address
        return
    person = directory.person(meant.person)
    for holding in directory.holders(meant.organisation, meant.role, day):
        if holding.person != person:
            continue
        for account in accounts_on(directory, holding, platforms):
            yield account.own_address
