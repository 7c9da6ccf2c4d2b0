"""`roller gi` and `roller avslutt`: a role given directly, and one that ends, by whoever may."""

import re
from dataclasses import replace

from domain.accounts import CONSOLE, Account
from domain.errors import Choice, UserError
from domain.organisations import Organisation, Role, fold
from domain.permissions import About, Act
from handlers.cards import Card, Note, Text
from handlers.core.context import CommandContext
from handlers.lookup.names import organisation_from
from handlers.people.account_text import place_text, short_name
from handlers.people.role_words import take_role
from storage.people import roles as kept
from storage.people.directory import Holding
from storage.people.linked_accounts import held


def given(context: CommandContext, account: Account, name: str, organisation: str, role: Role) -> tuple[int, str]:
    """The person who holds the role from today, and the name they are known by.

    It is the account's own, whatever others it is joined to: it keeps the role when it goes.
    """
    person = kept.own_person(context.session, account)
    if person is None:
        person = kept.add_person(context.session, account, name, context.at)
    if (organisation, role) not in held(context.session, {person}, context.today):
        kept.add_role(context.session, person, organisation, role, context.today)
    known = context.directory.people.get(account)
    return person, known[1] if known else name


def granted_title(context: CommandContext, name: str, organisation: str, role: Role) -> str:
    """«Kari er nå koordinator i Agder»."""
    named = context.say(f"roles.{role.value}")
    return context.say("roles.granted", name=name, role=named, organisation=context.short(organisation))


_ID = r"(?:[UW][A-Z0-9]{5,20}|[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})"
"""An account's id: Slack's own, or the one in a Teams tenant's directory."""
_USER = re.compile(
    rf"@(?P<name>(?:(?!\({_ID}\)).)+) \((?P<of>{_ID})\)|<?@?(?P<id>{_ID})(?:\|(?P<label>[^>]*))?>?",
)
"""One person a role is given to: «@kari (U123456)», as the chats say it; «@U123456», as somebody may type it."""
_ACCOUNT = re.compile(r"(?P<platform>[a-z]+):(?P<workspace>[^\s:]+):(?P<user>[^\s:]+)")
"""Any account of any chat, as `hvem-er-jeg` prints it there."""


def grant(context: CommandContext) -> Card:
    """Give somebody a role directly: «roller gi Agder koordinator @person», or an account's id in their place.

    Raises UserError: nobody or nothing named, or an «@» from a guest of the room's workspace.
    """
    organisation, rest = organisation_from(context, context.words) if context.words else (None, "")
    if organisation is None or not rest:
        raise UserError("roles.grant-needs")
    role, who = take_role(rest)
    account, called = _account_meant(context, who.strip())
    context.require(Act.GRANT_ROLE, About(organisation=organisation.slug))
    _, name = given(context, account, called, organisation.slug, role)
    return Card(
        title=granted_title(context, name, organisation.slug, role),
        body=(Text(f"{account} · {place_text(context, account)}"),),
        language=context.language,
    )


def _account_meant(context: CommandContext, who: str) -> tuple[Account, str]:
    """The account and what it is called. Raises UserError.

    Whom a chat names is somebody of the workspace the room is in; a guest there may mean somebody of their own.
    """
    whole = _ACCOUNT.fullmatch(who)
    if whole and whole["platform"] != CONSOLE:
        return Account(whole["platform"], whole["workspace"], whole["user"]), whole["user"][:100]
    found = _USER.fullmatch(who)
    if found is None:
        raise UserError("roles.grant-needs")
    room = context.invocation.room
    if context.invocation.account.workspace != room.workspace:
        raise UserError("roles.grant-guest")
    user = found["of"] or found["id"]
    return Account(room.platform, room.workspace, user), (found["name"] or found["label"] or user)[:100]


def end_role(context: CommandContext) -> Card:
    """End a role: «roller avslutt Agder koordinator», one's own or, for those who may grant it, another's by name or by
    the account's id.

    Raises UserError: nothing named, nobody who holds it, several who may be meant.
    """
    if not context.words:
        raise UserError("roles.end-needs")
    organisation, rest = organisation_from(context, context.words)
    role, name = take_role(rest)
    holders = context.directory.holders(organisation.slug, role, context.today)
    holding = None if name.strip() else _own(context, holders)
    if holding is None:
        context.require(Act.GRANT_ROLE, About(organisation=organisation.slug))
        holding = _holder_meant(holders, organisation, role, name.strip())
    kept.end_role(context.session, holding, context.today)
    accounts = ", ".join(f"{one} · {place_text(context, one)}" for one in holding.given_to)
    administrators = [str(one) for one in holding.accounts if str(one) in context.services.admins]
    said = context.say("roles.still-administrator", account=", ".join(administrators), setting="SAMHANDLING_ADMINS")
    return Card(
        title=context.say(
            "roles.ended",
            name=holding.name,
            role=context.say(f"roles.{holding.role.value}"),
            organisation=context.short(holding.organisation),
        ),
        body=(Text(accounts), *((Note(said),) if administrators else ())),
        language=context.language,
    )


def _own(context: CommandContext, holders: list[Holding]) -> Holding | None:
    """The asker's own among these, as far as it counts from where they write."""
    account = context.invocation.account
    found = context.directory.people.get(account)
    mine = [one for one in holders if found and one.person == found[0]]
    if context.actor.through:
        counts = context.actor.organisation if account in (mine[0].given_to if mine else ()) else ""
        mine = [one for one in mine if one.organisation == counts]
    return mine[0] if mine else None


def _holder_meant(holders: list[Holding], organisation: Organisation, role: Role, typed: str) -> Holding:
    """Whoever is meant by the account's id, or by a name that nobody else bears. Raises UserError with the choices."""
    found = [one for one in holders if typed in map(str, one.accounts)]
    found = found or [one for one in holders if typed and fold(one.name) == fold(typed)]
    if len(found) == 1:
        return found[0]
    facts = {"role": role.value, "organisation": organisation.short, "typed": typed[:60]}
    if not holders:
        raise UserError("roles.no-holder", facts)
    choices = tuple(map(_choice, found or holders))
    if typed and not found:
        raise UserError("roles.no-such-holder", facts, span=typed, choices=choices)
    raise UserError("roles.which-holder", facts, span=typed, choices=choices)


def _choice(holding: Holding) -> Choice:
    account = holding.given_to[0]
    return Choice(str(account), shown=f"{short_name(replace(account, name=holding.name))} ({account})")
