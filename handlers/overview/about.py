"""`om modellen`, `hvem-er-jeg`, `hjelp`, and the welcome of somebody the bot doesn't know yet."""

from domain.clauses import ADOPTED, CLAUSES, PLACE, key
from domain.errors import UserError
from domain.organisations import Kind
from handlers.cards import Block, Button, Card, Facts, Note, Text
from handlers.core.context import Ask


def about_the_model(ask: Ask) -> Card:
    """The model in short, clause by clause; «om modellen 4.2» for one."""
    wanted = ask.words.strip(" .§").removeprefix("modellen").strip(" .§")
    clauses = [clause for clause in CLAUSES if not wanted or clause.removeprefix("§ ") == wanted]
    if not clauses:
        raise UserError("about.no-clause", {"typed": ask.words[:40], "clauses": ", ".join(CLAUSES)})
    return Card(
        title=ask.say("about.title"),
        body=(
            Text(ask.say("about.purpose")),
            Facts(tuple((clause, ask.say(key(clause))) for clause in clauses)),
            Note(ask.say("about.source", place=PLACE, day=ADOPTED)),
        ),
        language=ask.language,
    )


def who_am_i(ask: Ask) -> Card:
    """Who the bot takes one for, and the account id to give an administrator."""
    actor = ask.actor
    rows = [(ask.say("about.account"), str(ask.invocation.account))]
    if actor.organisation:
        rows.insert(0, (ask.say("about.organisation"), ask.organisation(actor.organisation).name))
        roles = ", ".join(ask.say(f"roles.{role.value}") for role in sorted(actor.roles))
        rows.insert(1, (ask.say("about.roles"), roles or ask.say("common.nobody")))
        rows.append((ask.say("rooms.language"), ask.say(f"rooms.language-{actor.language}")))
    if actor.administrator:
        rows.append((ask.say("about.administrator"), ask.say("common.yes")))
    return Card(
        title=ask.say("about.you-are", name=actor.name or ask.invocation.account.user),
        body=(Facts(tuple(rows)),),
        buttons=() if actor.known else welcome_buttons(ask),
        language=ask.language,
    )


def welcome(ask: Ask) -> Card:
    """A friendly word to an account that holds no role yet, with a button for each way in."""
    body: list[Block] = [Text(ask.say("about.welcome-what")), Text(ask.say("about.welcome-how"))]
    if ask.actor.administrator:
        body.append(Text(ask.say("about.welcome-admin")))
    return Card(
        title=ask.say("about.welcome"),
        body=(*body, Note(ask.say("about.welcome-account", account=str(ask.invocation.account)))),
        buttons=welcome_buttons(ask),
        language=ask.language,
    )


def welcome_buttons(ask: Ask) -> tuple[Button, ...]:
    """One per organisation: a request is a press away."""
    day = ask.today
    order = (Kind.KS, Kind.AGENCY, Kind.COUNTY)
    return tuple(
        Button(ask.say("buttons.ask-role", organisation=one.short), f"roller be-om {one.slug}")
        for kind in order
        for one in ask.directory.of_kind(kind, day)
        if not one.fictional
    )
