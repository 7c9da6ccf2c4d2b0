"""From an account to who they are: person, roles, organisation, language. Unknown accounts are nobody, politely."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from domain.accounts import CONSOLE, Account, Address
from domain.organisations import Kind, Role
from domain.permissions import Actor
from handlers.core.invocation import Invocation
from storage.people.directory import Directory, Holding, Room

GUEST = "guest"


def actor_of(
    invocation: Invocation, directory: Directory, today: date, admins: frozenset[str], *, as_of: str = ""
) -> Actor:
    """Who speaks; `as_of` is the organisation they speak for, if they hold a role there.

    A console account carries organisation and role in its name: only the operator's own terminal makes them, and who
    runs it has the database anyway. Everyone else is looked up by account, then person, then roles held today.
    """
    account, through = invocation.account, heard_through(invocation)
    administrator = administers(account, admins) and not through
    if account.platform == CONSOLE:
        return _console(invocation, directory, today, administrator=administrator)
    found = directory.people.get(account)
    holdings = directory.roles_of(found[0], today) if found else []
    if through:
        holdings = [one for one in holdings if _counts_elsewhere(one, account, directory)]
    if not found or not holdings:
        actor = Actor(str(account), account.name, administrator=administrator, language=invocation.locale)
        return replace(actor, through=through)
    slug = _spoken_for(holdings, as_of, directory.room(invocation.room))
    return Actor(
        account=str(account),
        name=found[1],
        organisation=slug,
        kind=directory.organisations[slug].kind,
        roles=frozenset(one.role for one in holdings if one.organisation == slug),
        administrator=administrator,
        language=_language(slug, invocation.room, directory),
        through=through,
    )


def heard_through(invocation: Invocation) -> str:
    """The workspace, with its platform, whose word is all there is for who speaks; empty: the account's own.

    In a room that is shared between workspaces, people of another come by the app of the room's, and it alone says who
    they are: whoever holds its secrets can make it say anything.
    """
    account, room = invocation.account, invocation.room
    same = (account.platform, account.workspace) == (room.platform, room.workspace)
    return "" if same or account.platform == CONSOLE else f"{room.platform}:{room.workspace}"


def _counts_elsewhere(holding: Holding, account: Account, directory: Directory) -> bool:
    """Whether a role counts by another workspace's word: what was given to this very account, for its organisation's
    own things. No role in KS, and none that reaches beyond the organisation (docs/decisions/0014).
    """
    own = (
        directory.organisations[holding.organisation].kind is not Kind.KS and holding.role is not Role.WORKING_COMMITTEE
    )
    return own and account in holding.given_to


def _spoken_for(holdings: Sequence[Holding], as_of: str, here: Room | None) -> str:
    """The organisation that is asked for, or whose room it is, if a role is held there; else the first of theirs."""
    wanted = as_of or (here.organisation if here else "")
    held = [holding.organisation for holding in holdings]
    return wanted if wanted in held else held[0]


def administers(account: Account, admins: frozenset[str]) -> bool:
    """Whether the settings name this very account: by its whole id, since two workspaces may have a user of one id.

    An account that is joined to an administrator's is none: who runs the program has named the one, not the other.
    """
    whole = bool(account.user and (account.workspace or account.platform == CONSOLE))
    return whole and ":" not in account.workspace and str(account) in admins


def _console(invocation: Invocation, directory: Directory, today: date, *, administrator: bool) -> Actor:
    account = invocation.account
    slug, _, role = account.user.partition(":")
    organisation = directory.organisations.get(slug)
    if organisation is None or not organisation.valid_on(today) or role == GUEST:
        return Actor(str(account), account.name or account.user, language=invocation.locale)
    return Actor(
        account=str(account),
        name=account.name or organisation.short,
        organisation=slug,
        kind=organisation.kind,
        roles=frozenset({Role(role or Role.COORDINATOR)}),
        administrator=administrator,
        language=_language(slug, invocation.room, directory),
    )


def _language(slug: str, address: Address, directory: Directory) -> str:
    """The organisation's language; its own room may have chosen another."""
    room = directory.room(address)
    if room and room.organisation == slug and room.language:
        return room.language
    return directory.organisations[slug].language
