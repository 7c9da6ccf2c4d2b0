"""`rutiner`: how many days before and after its meetings a county's deadlines stand (§ 3.1), changes logged (§ 3.1)."""

import re
from itertools import pairwise

from domain.errors import UserError
from domain.meetings.deadlines import AFTER, BEFORE, STANDARD, Offsets, limits, offsets_for
from domain.meetings.meetings import MeetingKind
from domain.meetings.steps import BY_WORD, STEPS, After, Step
from domain.organisations import Kind, fold
from domain.permissions import About, Act
from handlers.cards import Audience, Card, Note, Table
from handlers.core.context import CommandContext
from handlers.core.wording import capital, step_name
from handlers.lookup.names import organisation_from
from storage.meetings.meetings import frame_of
from storage.meetings.routines import set_days

_DAYS = re.compile(r"(\S+)\s+(\d{1,3}|standard)(?:\s*(?:dager|dagar|days))?", re.IGNORECASE)


def routines(context: CommandContext) -> Card:
    """Show or change a county's own routine: «rutiner Agder», «rutiner Agder innkalling 21».

    Raises UserError: no county, an agency's, a routine not understood, days out of range or out of order.
    """
    slug, words = _whose(context)
    if not words:
        return _card(context, slug)
    found = _DAYS.fullmatch(words)
    step = BY_WORD.get(fold(found[1])) if found else None
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
    if context.words and fold(context.words.split()[0]) not in BY_WORD:
        organisation, rest = organisation_from(context, context.words)
        if organisation.kind is Kind.AGENCY:
            raise UserError("routines.agency", {"organisation": organisation.short})
        return organisation.slug, rest
    if context.actor.kind is Kind.AGENCY:
        raise UserError("meetings.which-county")
    return context.actor.organisation, context.words


def _set(context: CommandContext, slug: str, step: Step, days: int | None) -> None:
    """Keep a county's own number of days for a step; None: the standard's again. Raises UserError."""
    least, most = limits(step)
    if days is not None and not least <= days <= most:
        raise UserError("routines.out-of-range", {"least": least, "most": most, "days": days})
    kind = _kind_of(context, slug)
    _check_order(context, {**_offsets(context, slug), step: STANDARD[kind][step] if days is None else days})
    set_days(context.unit, slug, step, days)


def _kind_of(context: CommandContext, slug: str) -> MeetingKind:
    """The meetings whose routine it is: KS convenes the national ones, a county its own."""
    return MeetingKind.NATIONAL if slug == context.directory.ks.slug else MeetingKind.REGIONAL


def _offsets(context: CommandContext, slug: str) -> Offsets:
    """The days that hold for an organisation's meetings now."""
    kind = _kind_of(context, slug)
    return frame_of(context.reading).offsets.get((kind, slug), offsets_for(kind))


def _check_order(context: CommandContext, days: Offsets) -> None:
    """What prepares a meeting keeps its order, the save-the-date a day before what is next. Raises UserError."""
    for earlier, later in pairwise(BEFORE):
        apart = 1 if earlier is Step.SAVE_THE_DATE else 0
        if days[earlier] - days[later] < apart:
            names = {
                "first": step_name(context.language, earlier.value),
                "then": step_name(context.language, later.value),
            }
            raise UserError("routines.order", {**names, "before": days[earlier], "after": days[later]})


def _days(context: CommandContext, step: Step, days: int) -> str:
    """«28 dager før», «7 dager etter forrige steg»; from the meeting, too, where other steps come between."""
    due = STEPS[step].due
    if not isinstance(due, After):
        return context.say("routines.before", n=days)
    follows_on = due.counted_from is not None or step is AFTER[0]
    return context.say("routines.after" if follows_on else "routines.after-meeting", n=days)


def _card(context: CommandContext, slug: str, *, changed: bool = False) -> Card:
    standard, own = STANDARD[_kind_of(context, slug)], _offsets(context, slug)
    rows = []
    for step in (*BEFORE, *AFTER):
        differs = own[step] != standard[step]
        note = context.say("routines.differs", n=standard[step]) if differs else context.say("routines.standard")
        rows.append((capital(step_name(context.language, step.value)), _days(context, step, own[step]), note))
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
