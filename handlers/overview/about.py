"""`om modellen`, `hvem-er-jeg`, `hjelp`, and the welcome of somebody the bot doesn't know yet."""

from domain.clauses import ADOPTED, CLAUSES, PLACE, key
from domain.errors import UserError
from handlers.cards import Card, Facts, Note, Text
from handlers.core.context import CommandContext


def about_the_model(context: CommandContext) -> Card:
    """The model in short, clause by clause; «om modellen 4.2» for one.

    Raises UserError when there is no such clause.
    """
    wanted = context.words.strip(" .§").removeprefix("modellen").strip(" .§")
    clauses = [clause for clause in CLAUSES if not wanted or clause.removeprefix("§ ") == wanted]
    if not clauses:
        raise UserError("about.no-clause", {"typed": context.words[:40], "clauses": ", ".join(CLAUSES)})
    return Card(
        title=context.say("about.title"),
        body=(
            Text(context.say("about.purpose")),
            Facts(tuple((clause, context.say(key(clause))) for clause in clauses)),
            Note(context.say("about.source", place=PLACE, day=ADOPTED)),
        ),
        language=context.language,
    )
