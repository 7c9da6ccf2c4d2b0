"""`avtale statusark`: where the agreement stands, on one page for the autumn meeting (§ 2.2), by agency (§ 2.1)."""

from domain.errors import UserError
from domain.organisations import Kind
from domain.permissions import About, Act
from handlers.cards import Audience, Block, Card, Heading, Note, Table, Text
from handlers.core.agreement_wording import figures_text, measure_state, percent, sheet_counts, sheet_flags
from handlers.core.context import CommandContext
from handlers.core.wording import capital
from handlers.lookup.agreements import name_of, require_reading, split_second
from handlers.lookup.names import nothing_more
from handlers.texts import day_text
from storage.agreements.agreements import StatusSheet, agreement_of, parties_of, sheet
from storage.tables import MeasureRow


def status_sheet(context: CommandContext) -> Card:
    """The status sheet of a county's agreement: «avtale statusark Midtvik»; a county's own without a name.

    Raises UserError when no county is named or it has no agreement, TypeError should the agreement vanish while it is
    read.
    """
    county, rest = split_second(context, context.words, "avtale statusark")
    nothing_more(rest)
    slug = county.slug if county else context.actor.organisation
    if context.organisation(slug).kind is not Kind.COUNTY:
        raise UserError("agreements.sheet-which-county")
    agreement = agreement_of(context.session, slug)
    if agreement is None:
        context.require(Act.READ_COUNTY, About(county=slug))
        raise UserError("agreements.none", {"county": context.short(slug)})
    require_reading(context, agreement)
    found = sheet(context.session, slug, context.today)
    if found is None:
        raise TypeError(f"{slug} had an agreement a moment ago")
    return _card(context, found)


def _card(context: CommandContext, found: StatusSheet) -> Card:
    body: list[Block] = [
        Text(sheet_counts(context.language, found)),
        *(Text(line) for line in sheet_flags(context.language, found, ("over", "delayed", "unanchored"))),
        Heading(context.say("agreements.sheet-goals")),
        Text("\n".join(_goals(context, found)) or context.say("agreements.no-goals")),
    ]
    if found.measures:
        body.append(_table(context, found))
        body += [Heading(context.say("agreements.sheet-owners")), Text("\n".join(_owners(context, found)))]
    body.append(Note(context.say("agreements.sheet-read", day=context.today, clause="§ 2.2")))
    return Card(
        title=context.say("agreements.sheet-title", name=name_of(context, found.agreement)),
        body=tuple(body),
        buttons=(context.button("agreement", f"avtale {found.agreement.county}"),),
        audience=Audience.ASKER,
        language=context.language,
    )


def _goals(context: CommandContext, found: StatusSheet) -> list[str]:
    return [
        context.say(
            "agreements.sheet-goal",
            name=f"{goal.number} {goal.title}",
            share=percent(context.language, found.progress[goal.number]),
        )
        for goal in found.goals
    ]


def _table(context: CommandContext, found: StatusSheet) -> Table:
    columns = ("measure", "status", "owner", "due", "figures")
    return Table(
        columns=tuple(context.say(f"agreements.column-{name}") for name in columns),
        rows=tuple(_row(context, row) for row in found.measures),
        caption=context.say("agreements.sheet-caption"),
    )


def _row(context: CommandContext, row: MeasureRow) -> tuple[str, ...]:
    sign, word = measure_state(context.language, row, context.today)
    return (
        f"{row.number} {row.title}",
        f"{sign} {word}",
        context.short(row.owner),
        day_text(row.due, context.language, "short"),
        figures_text(context.language, row) or "–",
    )


def _owners(context: CommandContext, found: StatusSheet) -> list[str]:
    """Each party's own measures (§ 2.1): what it is to account for."""
    parties = [one.organisation for one in parties_of(context.session, found.agreement.id)]
    by_number = {row.number: row for row in found.measures}
    lines = []
    for slug in dict.fromkeys((*parties, *found.owners)):
        own = [
            f"{number} ({measure_state(context.language, by_number[number], context.today)[1].casefold()})"
            for number in found.owners.get(slug, ())
        ]
        lines.append(f"{context.short(slug)}: {', '.join(own) or context.say('agreements.sheet-no-own')}")
    return [capital(line) for line in lines]
