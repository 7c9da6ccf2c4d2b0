"""`rutiner`: how many days before and after its meetings a county's deadlines stand (§ 3.1), changes logged (S28)."""

import re
from itertools import pairwise

from domain.errors import UserError
from domain.meetings.deadlines import AFTER, BEFORE, STANDARD, offsets_for
from domain.meetings.meetings import MeetingKind
from domain.meetings.steps import Step
from domain.organisations import Kind, fold
from domain.permissions import About, Act
from handlers.cards import Audience, Card, Note, Table
from handlers.core.context import CommandContext
from handlers.core.wording import capital, step_name
from handlers.lookup.names import organisation_from
from handlers.meetings.steps import STEPS
from storage.meetings.meetings import frame_of
from storage.meetings.routines import set_days

LIMITS = {Step.SAVE_THE_DATE: (14, 180), Step.PAPERS: (7, 90)}
"""Fewest and most days; papers never later than a week before (facts § D). Others: 1 to 120."""


def routines(context: CommandContext) -> Card:
    """Show or change a county's own routine: «rutiner Agder», «rutiner Agder innkalling 21»."""
    slug, words = _whose(context)
    if not words:
        return _card(context, slug)
    found = re.fullmatch(r"(\S+)\s+(\d{1,3}|standard)(?:\s*(?:dager|dagar|days))?", words, re.IGNORECASE)
    step = STEPS.get(fold(found[1])) if found else None
    if found is None or step not in (*BEFORE, *AFTER):
        raise UserError("routines.needs", {"typed": words[:60]})
    if slug == context.directory.ks.slug:
        context.require(Act.MANAGE_NATIONAL, About())
    else:
        context.require(Act.SET_ROUTINES, About(county=slug))
    _set(context, slug, step, None if found[2].lower() == "standard" else int(found[2]))
    if context.unit.on_behalf:
        context.unit.send("on-behalf-routine", slug, {"step": step.value})
    return _card(context, slug, changed=True)


def _whose(context: CommandContext) -> tuple[str, str]:
    if context.words and fold(context.words.split()[0]) not in STEPS:
        organisation, rest = organisation_from(context, context.words)
        if organisation.kind is Kind.AGENCY:
            raise UserError("routines.agency", {"organisation": organisation.short})
        return organisation.slug, rest
    if context.actor.kind is Kind.AGENCY:
        raise UserError("meetings.which-county")
    return context.actor.organisation, context.words


def _set(context: CommandContext, slug: str, step: Step, days: int | None) -> None:
    least, most = LIMITS.get(step, (1, 120))
    if days is not None and not least <= days <= most:
        raise UserError("routines.out-of-range", {"least": least, "most": most, "days": days})
    kind = MeetingKind.NATIONAL if slug == context.directory.ks.slug else MeetingKind.REGIONAL
    frame = frame_of(context.reading)
    now = dict(frame.offsets.get((kind, slug), offsets_for(kind)))
    now[step] = STANDARD[kind][step] if days is None else days
    for earlier, later in pairwise(BEFORE):
        if now[earlier] < now[later] or (earlier is Step.SAVE_THE_DATE and now[earlier] == now[later]):
            names = {
                "first": step_name(context.language, earlier.value),
                "then": step_name(context.language, later.value),
            }
            raise UserError("routines.order", {**names, "before": now[earlier], "after": now[later]})
    set_days(context.unit, slug, step, days)


def _card(context: CommandContext, slug: str, *, changed: bool = False) -> Card:
    kind = MeetingKind.NATIONAL if slug == context.directory.ks.slug else MeetingKind.REGIONAL
    frame = frame_of(context.reading)
    own = frame.offsets.get((kind, slug), offsets_for(kind))
    rows = []
    for step in (*BEFORE, *AFTER):
        key = "routines.before" if step in BEFORE else "routines.after"
        differs = own[step] != STANDARD[kind][step]
        note = context.say("routines.differs", n=STANDARD[kind][step]) if differs else context.say("routines.standard")
        rows.append((capital(step_name(context.language, step.value)), context.say(key, n=own[step]), note))
    title = "routines.changed" if changed else "routines.title"
    return Card(
        title=context.say(title, organisation=context.organisation(slug).name),
        body=(
            Table(
                (
                    context.say("routines.column-step"),
                    context.say("routines.column-days"),
                    context.say("routines.column-note"),
                ),
                tuple(rows),
                context.say("routines.caption"),
            ),
            Note(context.say("common.clause", clause="§ 3.1")),
        ),
        audience=Audience.ROOM if changed else Audience.ASKER,
        language=context.language,
    )
