"""`avtale statusark`: where the agreement stands, on one page for the autumn meeting (S22), agency by agency (S18)."""

from domain.errors import UserError
from domain.organisations import Kind
from domain.permissions import About, Act
from handlers.cards import Audience, Block, Card, Heading, Note, Table, Text
from handlers.core.agreement_wording import figures_text, measure_state, percent, sheet_counts, sheet_flags
from handlers.core.context import Ask
from handlers.core.wording import capital
from handlers.lookup.agreements import name_of, require_reading, split_second
from handlers.lookup.names import nothing_more
from handlers.texts import day_text
from storage.agreements.agreements import Sheet, agreement_of, parties_of, sheet
from storage.tables import MeasureRow


def status_sheet(ask: Ask) -> Card:
    """The status sheet of a county's agreement: «avtale statusark Midtvik»; a county's own without a name."""
    county, rest = split_second(ask, ask.words, "avtale statusark")
    nothing_more(rest)
    slug = county.slug if county else ask.actor.organisation
    if ask.organisation(slug).kind is not Kind.COUNTY:
        raise UserError("agreements.sheet-which-county")
    agreement = agreement_of(ask.session, slug)
    if agreement is None:
        ask.require(Act.READ_COUNTY, About(county=slug))
        raise UserError("agreements.none", {"county": ask.short(slug)})
    require_reading(ask, agreement)
    found = sheet(ask.session, slug, ask.today)
    if found is None:
        raise TypeError(f"{slug} had an agreement a moment ago")
    return _card(ask, found)


def _card(ask: Ask, found: Sheet) -> Card:
    body: list[Block] = [
        Text(sheet_counts(ask.language, found)),
        *(Text(line) for line in sheet_flags(ask.language, found, ("over", "delayed", "unanchored"))),
        Heading(ask.say("agreements.sheet-goals")),
        Text("\n".join(_goals(ask, found)) or ask.say("agreements.no-goals")),
    ]
    if found.measures:
        body.append(_table(ask, found))
        body += [Heading(ask.say("agreements.sheet-owners")), Text("\n".join(_owners(ask, found)))]
    body.append(Note(ask.say("agreements.sheet-read", day=ask.today, clause="§ 2.2")))
    return Card(
        title=ask.say("agreements.sheet-title", name=name_of(ask, found.agreement)),
        body=tuple(body),
        buttons=(ask.button("agreement", f"avtale {found.agreement.county}"),),
        audience=Audience.ASKER,
        language=ask.language,
    )


def _goals(ask: Ask, found: Sheet) -> list[str]:
    return [
        ask.say(
            "agreements.sheet-goal",
            name=f"{goal.number} {goal.title}",
            share=percent(ask.language, found.progress[goal.number]),
        )
        for goal in found.goals
    ]


def _table(ask: Ask, found: Sheet) -> Table:
    columns = ("measure", "status", "owner", "due", "figures")
    return Table(
        columns=tuple(ask.say(f"agreements.column-{name}") for name in columns),
        rows=tuple(_row(ask, row) for row in found.measures),
        caption=ask.say("agreements.sheet-caption"),
    )


def _row(ask: Ask, row: MeasureRow) -> tuple[str, ...]:
    sign, word = measure_state(ask.language, row, ask.today)
    return (
        f"{row.number} {row.title}",
        f"{sign} {word}",
        ask.short(row.owner),
        day_text(row.due, ask.language, "short"),
        figures_text(ask.language, row) or "–",
    )


def _owners(ask: Ask, found: Sheet) -> list[str]:
    """Each party's own measures (S18): what it is to account for."""
    parties = [one.organisation for one in parties_of(ask.session, found.agreement.id or 0)]
    by_number = {row.number: row for row in found.measures}
    lines = []
    for slug in dict.fromkeys((*parties, *found.owners)):
        own = [
            f"{number} ({measure_state(ask.language, by_number[number], ask.today)[1].casefold()})"
            for number in found.owners.get(slug, ())
        ]
        lines.append(f"{ask.short(slug)}: {', '.join(own) or ask.say('agreements.sheet-no-own')}")
    return [capital(line) for line in lines]
