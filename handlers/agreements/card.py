"""An agreement as a card: parties, term, state, goals with their measures, what the next version is to change."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from domain.agreements.agreements import AGREED, NEXT, RUNNING, AgreementState, Status
from domain.permissions import About, Act, decide
from handlers.agreements.measure_item import measure_buttons
from handlers.cards import Audience, Block, Button, Card, Facts, Heading, Item, Note, Sign, Text
from handlers.core.agreement_wording import (
    TEXTS,
    field_text,
    figures_text,
    instrument_text,
    measure_state,
    measure_title,
    origin_text,
    percent,
    state_text,
)
from handlers.core.context import CommandContext
from handlers.core.wording import capital
from handlers.lookup.agreements import change_line, is_expired, name_of
from handlers.texts import day_text
from handlers.views.view import view_of
from storage.agreements.agreements import (
    NamedMeasure,
    contributors_of,
    goal_progress_of,
    goals_of,
    measures_of,
    parties_of,
    proposed,
)
from storage.tables import AgreementRow, GoalRow, MeasureRow

MOST_WITH_BUTTONS = 15
"""Measures: of a longer agreement only one's own and those over the deadline have buttons, so that it can be read."""
STATE_LINES: Mapping[AgreementState, str] = {
    AgreementState.DRAFT: "utkast",
    AgreementState.FOR_APPROVAL: "til godkjenning",
    AgreementState.AGREED: "omforent",
    AgreementState.SIGNED: "signert",
    AgreementState.IN_FORCE: "gjeldende",
    AgreementState.UNDER_REVISION: "under revisjon",
}
"""What a button types for a state."""


def agreement_card(context: CommandContext, row: AgreementRow, title: str = "", said: Sequence[str] = ()) -> Card:
    """The agreement as it stands. `title`, `said`: what has just been done, for the whole room to see."""
    body: list[Block] = [Text("\n".join(said))] if said else []
    body.append(Facts(tuple(_facts(context, row))))
    body += _goals(context, row) or [Text(context.say("agreements.no-goals"))]
    body += _proposals(context, row)
    body.append(Note(context.say("common.clause", clause="§ 2, § 3.1")))
    return Card(
        title=title or name_of(context, row),
        body=tuple(body),
        buttons=agreement_buttons(context, row),
        audience=Audience.ROOM if title else Audience.ASKER,
        language=context.language,
    )


def _goals(context: CommandContext, row: AgreementRow) -> list[Block]:
    """Each goal with its measures; in a long agreement not all of them have buttons."""
    measures = measures_of(context.session, row.id)
    helping = contributors_of(context.session, [measure.id for measure in measures])
    body: list[Block] = []
    for goal in goals_of(context.session, row.id):
        own = [measure for measure in measures if measure.goal_id == goal.id]
        body += [Heading(f"{goal.number} {goal.title}"), Text(_goal_line(context, goal, own))]
        for measure in own:
            item = measure_item(context, row, measure, goal, helping.get(measure.id, []))
            pressed = len(measures) <= MOST_WITH_BUTTONS or measure.owner == context.actor.organisation
            body.append(item if pressed or item.sign is Sign.OVERDUE else replace(item, buttons=()))
    return body


def _facts(context: CommandContext, row: AgreementRow) -> list[tuple[str, str]]:
    parties = parties_of(context.session, row.id)
    found = [
        ("state", state_text(context.language, row, context.today)),
        ("version", str(row.version)),
        ("parties", ", ".join(context.short(one.organisation) for one in parties)),
        ("term", _term(context, row)),
        ("signed", day_text(row.signed_on, context.language) if row.signed_on and row.version == 1 else ""),
    ]
    facts = [(context.say(f"agreements.fact-{name}"), value) for name, value in found if value]
    return facts + [(capital(field_text(context.language, name)), value) for name, value in _texts(row) if value]


def _term(context: CommandContext, row: AgreementRow) -> str:
    """«1. januar 2027 til 31. desember 2030», once both are known."""
    return context.say("agreements.term", first=row.starts, last=row.ends) if row.starts and row.ends else ""


def _texts(row: AgreementRow) -> list[tuple[str, str]]:
    """The agreement's own texts: field → what it says."""
    return [(name, getattr(row, name)) for name in TEXTS if hasattr(row, name)]


def _goal_line(context: CommandContext, goal: GoalRow, measures: Sequence[MeasureRow]) -> str:
    anchor = origin_text(context.language, "plan", goal.plan_goal)
    parts = [anchor[:1].upper() + anchor[1:], goal.focus_area]
    share = goal_progress_of(goal, measures)
    if share is not None:
        counted = sum(one.status != Status.CANCELLED for one in measures)
        parts.append(context.say("agreements.goal-progress", share=percent(context.language, share), n=counted))
    else:
        parts.append(context.say("agreements.all-cancelled" if measures else "agreements.no-measures"))
    return " · ".join(part for part in parts if part)


def measure_item(
    context: CommandContext,
    agreement: AgreementRow,
    row: MeasureRow,
    goal: GoalRow | None,
    helping: Sequence[str],
    *,
    county: str = "",
) -> Item:
    """A measure in a list: status in sign and word, who, with what, by when, how far, and what is next."""
    sign, word = measure_state(context.language, row, context.today)
    who = [context.say("followups.line", owner=context.short(row.owner), day=row.due)]
    if names := helpers(context, row, helping):
        who.append(context.say("measures.with", names=names))
    how = [instrument_text(context.language, row), figures_text(context.language, row)]
    if row.origin == AGREED or row.origin != "plan":
        how.append(origin_text(context.language, row.origin, goal.plan_goal if goal else ""))
    lines = [" · ".join(who), " · ".join(part for part in how if part)]
    if row.next_step:
        lines.append(context.say("measures.next", text=row.next_step))
    named = NamedMeasure(row, agreement.county, agreement.state in RUNNING)
    return Item(
        measure_title(row, county),
        "\n".join(line for line in lines if line),
        sign,
        word,
        measure_buttons(view_of(context), named),
    )


def helpers(context: CommandContext, row: MeasureRow, helping: Sequence[str]) -> str:
    """Who contributes besides the owner."""
    return ", ".join(context.short(slug) for slug in helping if slug != row.owner)


def _proposals(context: CommandContext, row: AgreementRow) -> list[Block]:
    changes = proposed(context.session, row)
    if not changes:
        return []
    lines = [change_line(context, context.language, row.county, one) for one in changes]
    return [
        Heading(context.say("agreements.proposed", version=row.version + 1)),
        Text("\n".join(lines)),
        Note(context.say("agreements.proposed-until", version=row.version + 1)),
    ]


def agreement_buttons(context: CommandContext, row: AgreementRow) -> tuple[Button, ...]:
    """What the county can do next; everybody who reads it can see the status sheet."""
    sheet = context.button("status-sheet", f"avtale statusark {row.county}")
    if not decide(Act.EDIT_AGREEMENT, context.actor, About(county=row.county)).allowed or is_expired(context, row):
        return (sheet,)
    state = row.state
    steps = [
        context.button(f"agreement-{then.value}", f"avtale status {row.county} {STATE_LINES[then]} v{row.edits}")
        for then in NEXT[state]
    ]
    if state in (AgreementState.FOR_APPROVAL, AgreementState.AGREED, AgreementState.SIGNED):
        return (sheet, *steps)
    return (
        sheet,
        context.button("new-goal", f"avtale mål {row.county}"),
        context.button("new-measure", f"avtale tiltak {row.county}"),
        context.button("change", f"avtale endre {row.county}"),
        *steps,
    )
