"""`mine` and `frister`: what an organisation has to do, and what comes next."""

import re
from collections.abc import Iterable
from datetime import timedelta

from domain.organisations import Kind, Organisation, by_name
from handlers.cards import Block, Card, Heading, Text
from handlers.core.context import Ask
from handlers.core.wording import SOON, is_overdue
from handlers.duties.period import Stretch, read_stretch
from handlers.views.duty_items import duty_items, readable, view_of
from storage.duties.duties import OpenDuty, open_duties

_WHOSE = re.compile(r"(?:for|i|hos|til|in|of)\s+", re.IGNORECASE)
SHOWN = 15
"""Items with buttons in one card; what is more comes as plain lines, nothing is left out."""


def mine(ask: Ask) -> Card:
    """What the asker's organisation has to do: over the deadline first, then near, then later."""
    duties = [
        duty for duty in open_duties(ask.session, ask.today, [ask.actor.organisation]) if duty.arose_on <= ask.today
    ]
    body = grouped(ask, duties)
    if not body:
        body = [Text(ask.say("status.nothing-open"))]
    return Card(
        title=ask.say("status.mine-title", organisation=ask.short(ask.actor.organisation), n=len(duties)),
        body=tuple(body),
        buttons=(ask.button("deadlines", "frister"), ask.button("status", "status")),
        language=ask.language,
    )


def grouped(ask: Ask, duties: list[OpenDuty]) -> list[Block]:
    """Duties under headings: over the deadline, within a week, later."""
    soon = ask.today + timedelta(days=SOON)
    groups = (
        ("status.heading-overdue", [duty for duty in duties if is_overdue(duty, ask.today)]),
        ("status.heading-soon", [duty for duty in duties if not is_overdue(duty, ask.today) and duty.due <= soon]),
        ("status.heading-later", [duty for duty in duties if duty.due > soon]),
    )
    body: list[Block] = []
    left = SHOWN
    for heading, group in groups:
        if not group:
            continue
        items = duty_items(view_of(ask), group)
        body.append(Heading(ask.say(heading)))
        body += items[:left]
        if items[left:]:
            body.append(Text("\n".join(f"{item.sign} {item.word}: {item.lead}" for item in items[left:])))
        left = max(0, left - len(items))
    return body


def deadlines(ask: Ask) -> Card:
    """The next deadlines: «frister», «frister 60 dager», «frister uke 50». KS and the agencies see everybody's."""
    meant = read_stretch(ask.words, ask.today)
    owners = None if ask.actor.kind is Kind.KS else _visible(ask)
    near = [
        duty
        for duty in open_duties(ask.session, ask.today, owners)
        if (meant.first or duty.due) <= duty.due <= meant.last
        and (duty.owner == ask.actor.organisation or not duty.gentle)
    ]
    return Card(
        title=_title(ask, meant),
        body=tuple(grouped(ask, readable(ask, near)) or [Text(_none(ask, meant))]),
        buttons=(ask.button("mine", "mine"), ask.button("status", "status")),
        language=ask.language,
    )


def of_a_county(words: str, organisations: Iterable[Organisation]) -> bool:
    """Whether deadlines are asked for by a county's name, «frister for Agder»: its status shows them."""
    named = _WHOSE.sub("", words.rstrip(" .?!"), count=1)
    found = by_name(named, organisations) if named else None
    return found is not None and found.kind is Kind.COUNTY


def _title(ask: Ask, meant: Stretch) -> str:
    if meant.week:
        return ask.say("status.deadlines-week-title", week=meant.week, first=meant.first, last=meant.last)
    return ask.say("status.deadlines-title", n=meant.days, day=meant.last)


def _none(ask: Ask, meant: Stretch) -> str:
    if meant.week:
        return ask.say("status.no-deadlines-week", week=meant.week)
    return ask.say("status.no-deadlines", n=meant.days)


def _visible(ask: Ask) -> list[str]:
    """Whose deadlines a party sees: its own and those of the ones that convene it."""
    own = ask.actor.organisation
    if ask.actor.kind is Kind.AGENCY:
        return [own, ask.directory.ks.slug, *(one.slug for one in ask.directory.of_kind(Kind.COUNTY, ask.today))]
    return [own, ask.directory.ks.slug]
