"""`hvem-er-jeg`, and the welcome of an account nobody knows yet."""

from domain.organisations import Kind
from handlers.cards import Block, Button, Card, Facts, Note, Text
from handlers.core.context import CommandContext


def who_am_i(context: CommandContext) -> Card:
    """Who the bot takes one for, and the account id to give an administrator."""
    actor = context.actor
    rows = [(context.say("about.account"), str(context.invocation.account))]
    if actor.organisation:
        rows.insert(0, (context.say("about.organisation"), context.organisation(actor.organisation).name))
        roles = ", ".join(context.say(f"roles.{role.value}") for role in sorted(actor.roles))
        rows.insert(1, (context.say("about.roles"), roles or context.say("common.nobody")))
        rows.append((context.say("rooms.language"), context.say(f"rooms.language-{actor.language}")))
    if actor.administrator:
        rows.append((context.say("about.administrator"), context.say("common.yes")))
    return Card(
        title=context.say("about.you-are", name=actor.name or context.invocation.account.user),
        body=(Facts(tuple(rows)),),
        buttons=() if actor.known else welcome_buttons(context),
        language=context.language,
    )


def welcome(context: CommandContext) -> Card:
    """A friendly word to an account that holds no role yet, with a button for each way in."""
    body: list[Block] = [Text(context.say("about.welcome-what")), Text(context.say("about.welcome-how"))]
    if context.actor.through and context.invocation.account in context.directory.people:
        body.append(Text(context.say("accounts.by-anothers-word")))
    if context.actor.administrator:
        body.append(Text(context.say("about.welcome-admin")))
    return Card(
        title=context.say("about.welcome"),
        body=(*body, Note(context.say("about.welcome-account", account=str(context.invocation.account)))),
        buttons=welcome_buttons(context),
        language=context.language,
    )


def welcome_buttons(context: CommandContext) -> tuple[Button, ...]:
    """One per organisation: a request is a press away."""
    day = context.today
    order = (Kind.KS, Kind.AGENCY, Kind.COUNTY)
    return tuple(
        Button(context.say("buttons.ask-role", organisation=one.short), f"roller be-om {one.slug}")
        for kind in order
        for one in context.directory.of_kind(kind, day)
        if not one.fictional
    )
