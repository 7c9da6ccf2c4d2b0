"""`roller be-om`, `roller godkjenn` and `roller avslå`: the way in for everybody."""

import re
from datetime import timedelta

from domain.accounts import Recipient
from domain.calendar import oslo_date
from domain.errors import UserError
from domain.organisations import Organisation, RequestState, Role
from domain.permissions import About, Act
from handlers.cards import Card, Text
from handlers.core.access import may
from handlers.core.context import CommandContext
from handlers.lookup.names import organisation_from
from handlers.people.account_text import clock
from handlers.people.role_grants import given, granted_title
from handlers.people.role_words import role_from
from storage.delivery.outbox_view import said_already
from storage.people import roles as kept
from storage.tables import RoleRequestRow

_REQUEST = re.compile(r"#?(\d{1,9})")


ASKS, WITHIN = 5, timedelta(hours=1)
"""How many requests an account may make within how long."""


def ask_for_role(context: CommandContext) -> Card:
    """Ask for a role: «roller be-om Agder koordinator». A coordinator there, or KS, approves.

    An account has one open request to an organisation: another role asked for takes its place. Raises UserError:
    nothing named, held already, asked before, too many lately.
    """
    if not context.words:
        raise UserError("roles.ask-needs")
    organisation, rest = organisation_from(context, context.words)
    role = role_from(rest or "medlem")
    waiting = kept.open_requests_of(context.session, organisation.slug)
    own = [one for one in waiting if one.account == context.invocation.account]
    _check_new(context, organisation, role, own)
    deciders = _who_decides(context, organisation)
    batch = _told_with(context, waiting, deciders)
    for one in own:
        kept.decide_request(one, RequestState.REPLACED)
    name = context.actor.name or context.invocation.account.called
    row = kept.ask_for(
        context.session, context.invocation.account, name, organisation.slug, role, at=context.at, batch=batch
    )
    for slug in () if batch else deciders:
        context.unit.send("role-request", slug, {"request": str(row.id)})
    return Card(
        title=context.say("roles.asked", role=context.say(f"roles.{role.value}"), organisation=organisation.short),
        body=(Text(context.say("roles.asked-who", organisation=organisation.short)),),
        language=context.language,
    )


def _check_new(context: CommandContext, organisation: Organisation, role: Role, own: list[RoleRequestRow]) -> None:
    """Nobody asks for what they hold or have asked for, nor time and again. Raises UserError."""
    if role in context.actor.roles and context.actor.organisation == organisation.slug:
        raise UserError("roles.have-it", {"role": role.value, "organisation": organisation.short})
    if any(one.role == role for one in own):
        raise UserError("roles.asked-before", {"organisation": organisation.short})
    made = kept.asked_since(context.session, context.invocation.account, context.at - WITHIN)
    if len(made) >= ASKS:
        raise UserError("roles.ask-later", {"until": clock(context, made[-ASKS] + WITHIN)})


def _told_with(context: CommandContext, waiting: list[RoleRequestRow], deciders: list[str]) -> int:
    """The requests this one is told of with: those of today that somebody still has to answer, where they stand.

    Many become one message, which grows; 0: it is told of by itself, and more may follow it.
    """
    for one in reversed(waiting):
        first = kept.role_request(context.session, one.batch)
        if first is None or oslo_date(first.asked_at) != context.today:
            continue
        if all(said_already(context.session, "role-request", slug, {"request": str(first.id)}) for slug in deciders):
            return first.id
    return 0


def _who_decides(context: CommandContext, organisation: Organisation) -> list[str]:
    """The organisation itself, and KS when nobody there can decide."""
    ks = context.directory.ks.slug
    leads = [
        one
        for role in (Role.COORDINATOR, Role.LEADER)
        for one in context.directory.holders(organisation.slug, role, context.today)
    ]
    return [organisation.slug] if leads else list(dict.fromkeys([organisation.slug, ks]))


def _request(context: CommandContext) -> RoleRequestRow:
    """The request that is meant. Whose it isn't to answer is told the same whether there is one of that number or not.

    Raises UserError.
    """
    number = _REQUEST.fullmatch(context.words.strip())
    row = kept.role_request(context.session, int(number[1])) if number else None
    if row is None or not may(context.actor, Act.GRANT_ROLE, About(organisation=row.organisation)):
        context.require(Act.GRANT_ROLE, About(organisation=context.actor.organisation))
        raise UserError("roles.no-request", {"typed": context.words[:40]})
    if row.state != RequestState.OPEN:
        raise UserError("roles.decided", {"name": row.name, "state": row.state})
    return row


def approve(context: CommandContext) -> Card:
    """Grant what was asked for: the button under the request. Raises UserError: no such request, decided before."""
    row = _request(context)
    kept.decide_request(row, RequestState.GRANTED)
    person, _ = given(context, row.account, row.name, row.organisation, row.role)
    if row.platform in context.services.platforms:
        recipient = Recipient(row.organisation, row.role, person)
        context.unit.send("role-granted", str(recipient), {"request": str(row.id)})
    return Card(title=granted_title(context, row.name, row.organisation, row.role), language=context.language)


def decline(context: CommandContext) -> Card:
    """Turn a request down. Raises UserError: no such request, decided before."""
    row = _request(context)
    kept.decide_request(row, RequestState.DECLINED)
    return Card(title=context.say("roles.declined", name=row.name), language=context.language)
