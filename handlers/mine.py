"""`mine` and `frister`: what an organisation has to do, and what comes next."""

import re
from datetime import timedelta

from domain.errors import UserError
from domain.organisations import Kind
from handlers.ask import Ask
from handlers.cards import Block, Card, Heading, Text
from handlers.listing import duty_items, readable, view_of
from handlers.wording import SOON, is_overdue
from storage.duties import OpenDuty, open_duties

SHOWN = 15
"""Items with buttons in one card; what is more comes as plain lines, nothing is left out."""
DEFAULT_DAYS = 30
LONGEST_DAYS = 400


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
    """The next deadlines: «frister», «frister 60 dager». KS and the agencies see the whole country's."""
    days = _days(ask.words)
    last = ask.today + timedelta(days=days)
    owners = None if ask.actor.kind is Kind.KS else _visible(ask)
    near = [
        duty
        for duty in open_duties(ask.session, ask.today, owners)
        if duty.due <= last and (duty.owner == ask.actor.organisation or not duty.gentle)
    ]
    duties = readable(ask, near)
    body = grouped(ask, duties) or [Text(ask.say("status.no-deadlines", n=days))]
    return Card(
        title=ask.say("status.deadlines-title", n=days, day=last),
        body=tuple(body),
        buttons=(ask.button("mine", "mine"), ask.button("status", "status")),
        language=ask.language,
    )


def _visible(ask: Ask) -> list[str]:
    """Whose deadlines a party sees: its own and those of the ones that convene it."""
    own = ask.actor.organisation
    if ask.actor.kind is Kind.AGENCY:
        return [own, ask.directory.ks.slug, *(one.slug for one in ask.directory.of_kind(Kind.COUNTY, ask.today))]
    return [own, ask.directory.ks.slug]


def _days(words: str) -> int:
    if not words:
        return DEFAULT_DAYS
    found = re.fullmatch(r"(?:neste\s+)?(\d{1,4})\s*(?:dager|dagar|dag|days|day|d)?", words.strip(), re.IGNORECASE)
    days = int(found[1]) if found else 0
    if not 1 <= days <= LONGEST_DAYS:
        raise UserError("status.days-unknown", {"typed": words[:40], "most": LONGEST_DAYS})
    return days
