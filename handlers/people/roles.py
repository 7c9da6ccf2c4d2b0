"""`roller`: who holds which role, asking for one, granting, ending. The way in for everybody."""

import handlers.people.who_am_i
from domain.organisations import Organisation, Role
from domain.permissions import About, Act
from handlers.cards import Block, Card, Facts, Text
from handlers.core.access import may, who_may
from handlers.core.context import CommandContext
from handlers.core.wording import capital
from handlers.lookup.names import organisation_from
from handlers.people.request_item import MOST_SHOWN, asked_text, request_item
from storage.people import roles as kept
from storage.people.directory import Holding
from storage.tables import RoleRequestRow


def show_roles(context: CommandContext) -> Card:
    """Who holds which role: «roller», «roller Agder». An administrator without a role sees every open request."""
    if not context.actor.known:
        return _requests(context) if context.actor.administrator else handlers.people.who_am_i.welcome(context)
    context.require(Act.READ_OVERVIEW, About())
    organisation = context.organisation(context.actor.organisation)
    if context.words:
        organisation, _ = organisation_from(context, context.words)
    waiting = kept.open_requests_of(context.session, organisation.slug)
    return Card(
        title=context.say("roles.title", organisation=organisation.name),
        body=(_holders(context, organisation), *_waiting(context, organisation, waiting)),
        language=context.language,
    )


def _holders(context: CommandContext, organisation: Organisation) -> Facts:
    """Each role with those who hold it; coordinator and leader are shown without anybody, too."""
    rows = []
    for role in Role:
        holders = context.directory.holders(organisation.slug, role, context.today)
        names = ", ".join(dict.fromkeys(_holding_text(context, one) for one in holders))
        if names or role in (Role.COORDINATOR, Role.LEADER):
            rows.append((context.say(f"roles.{role.value}"), names or context.say("common.nobody")))
    return Facts(tuple(rows))


def _waiting(context: CommandContext, organisation: Organisation, waiting: list[RoleRequestRow]) -> list[Block]:
    """The open requests: from whom to those who may answer, else who may; to another organisation's people none."""
    about = About(organisation=organisation.slug)
    if may(context.actor, Act.GRANT_ROLE, about):
        return _items(context, waiting)
    if context.actor.organisation != organisation.slug:
        return []
    body: list[Block] = [Text(asked_text(context, one)) for one in waiting[:MOST_SHOWN]]
    if waiting:
        who = next(iter(who_may(context.language, context.directory, Act.GRANT_ROLE, about)))
        body.append(Text(capital(context.say("common.done-by", who=who))))
    return body


def _items(context: CommandContext, waiting: list[RoleRequestRow]) -> list[Block]:
    """Requests, each with its buttons; of many the first ones."""
    items: list[Block] = [request_item(context, one) for one in waiting[:MOST_SHOWN]]
    left = len(waiting) - MOST_SHOWN
    return [*items, Text(context.say("roles.requests-more", n=left))] if left > 0 else items


def _requests(context: CommandContext) -> Card:
    waiting = kept.open_requests(context.session)
    lines = _items(context, waiting) or [Text(context.say("roles.none-waiting"))]
    return Card(
        title=context.say("roles.waiting-title", n=len(waiting)),
        body=(*lines, Text(context.say("about.welcome-admin"))),
        language=context.language,
    )


def _holding_text(context: CommandContext, holding: Holding) -> str:
    """Who holds it; to those who may end it, by which account, since two may bear one name."""
    name = holding.name
    if may(context.actor, Act.GRANT_ROLE, About(organisation=holding.organisation)) and holding.given_to:
        given = ", ".join(map(str, holding.given_to))
        others = ", ".join(str(one) for one in holding.accounts if one not in holding.given_to)
        key = "roles.holder-joined" if others else "roles.holder"
        name = context.say(key, name=name, given=given, others=others)
    return context.say("roles.until", name=name, day=holding.valid_to) if holding.valid_to else name
