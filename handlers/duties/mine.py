"""`mine` and `frister`: what an organisation has to do, and what comes next."""

import re
from collections.abc import Iterable
from datetime import timedelta

from domain.organisations import Kind, Organisation, by_name
from handlers.cards import Block, Card, Heading, Text
from handlers.core.context import CommandContext
from handlers.core.wording import SOON, is_overdue
from handlers.duties.items import duty_items, readable
from handlers.duties.period import Stretch, read_stretch
from handlers.views.view import view_of
from storage.duties.duties import OpenDuty, open_duties

_WHOSE = re.compile(r"(?:for|i|hos|til|in|of)\s+", re.IGNORECASE)
SHOWN = 15
"""Items with buttons in one card; what is more comes as plain lines, nothing is left out."""


def mine(context: CommandContext) -> Card:
    """What the asker's organisation has to do: over the deadline first, then near, then later."""
    duties = [
        duty
        for duty in open_duties(context.session, context.today, [context.actor.organisation])
        if duty.arose_on <= context.today
    ]
    body = grouped(context, duties)
    if not body:
        body = [Text(context.say("status.nothing-open"))]
    return Card(
        title=context.say("status.mine-title", organisation=context.short(context.actor.organisation), n=len(duties)),
        body=tuple(body),
        buttons=(context.button("deadlines", "frister"), context.button("status", "status")),
        language=context.language,
    )


def grouped(context: CommandContext, duties: list[OpenDuty]) -> list[Block]:
    """Duties under headings: over the deadline, within a week, later."""
    body: list[Block] = []
    left = SHOWN
    for heading, group in _by_nearness(context, duties):
        items = duty_items(view_of(context), group)
        body += [Heading(context.say(heading)), *items[:left]]
        if items[left:]:
            body.append(Text("\n".join(f"{item.sign} {item.word}: {item.lead}" for item in items[left:])))
        left = max(0, left - len(items))
    return body


def _by_nearness(context: CommandContext, duties: list[OpenDuty]) -> list[tuple[str, list[OpenDuty]]]:
    """Heading → its duties, those headings only that have any."""
    over, soon, later = "status.heading-overdue", "status.heading-soon", "status.heading-later"
    groups: dict[str, list[OpenDuty]] = {over: [], soon: [], later: []}
    end = context.today + timedelta(days=SOON)
    for duty in duties:
        ahead = soon if duty.due <= end else later
        groups[over if is_overdue(duty, context.today) else ahead].append(duty)
    return [(heading, group) for heading, group in groups.items() if group]


def deadlines(context: CommandContext) -> Card:
    """The next deadlines: «frister», «frister 60 dager», «frister uke 50». KS and the agencies see everybody's.

    Raises UserError for a stretch of time that can't be read.
    """
    meant = read_stretch(context.words, context.today)
    owners = None if context.actor.kind is Kind.KS else _visible(context)
    near = [
        duty
        for duty in open_duties(context.session, context.today, owners)
        if (meant.first or duty.due) <= duty.due <= meant.last
        and (duty.owner == context.actor.organisation or not duty.gentle)
    ]
    return Card(
        title=_title(context, meant),
        body=tuple(grouped(context, readable(context, near)) or [Text(_none(context, meant))]),
        buttons=(context.button("mine", "mine"), context.button("status", "status")),
        language=context.language,
    )


def of_a_county(words: str, organisations: Iterable[Organisation]) -> bool:
    """Whether deadlines are asked for by a county's name, «frister for Agder»: its status shows them."""
    named = _WHOSE.sub("", words.rstrip(" .?!"), count=1)
    found = by_name(named, organisations) if named else None
    return found is not None and found.kind is Kind.COUNTY


def _title(context: CommandContext, meant: Stretch) -> str:
    if meant.week:
        return context.say("status.deadlines-week-title", week=meant.week, first=meant.first, last=meant.last)
    return context.say("status.deadlines-title", n=meant.days, day=meant.last)


def _none(context: CommandContext, meant: Stretch) -> str:
    if meant.week:
        return context.say("status.no-deadlines-week", week=meant.week)
    return context.say("status.no-deadlines", n=meant.days)


def _visible(context: CommandContext) -> list[str]:
    """Whose deadlines a party sees: its own and those of the ones that convene it."""
    own = context.actor.organisation
    if context.actor.kind is Kind.AGENCY:
        return [
            own,
            context.directory.ks.slug,
            *(one.slug for one in context.directory.of_kind(Kind.COUNTY, context.today)),
        ]
    return [own, context.directory.ks.slug]
