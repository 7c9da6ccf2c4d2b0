"""What lies ahead, on the front page: how much is over its deadline or near it, the worst of it, what comes next."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from handlers.cards import Block, Heading, Text
from handlers.core.context import CommandContext
from handlers.core.wording import SOON, is_overdue
from handlers.duties.items import Things, duty_item, readable, things_of
from handlers.subjects import OF_KIND
from handlers.views.view import view_of
from storage.duties.ahead import DutyCounts, duties_due_by, duties_of_next_day
from storage.duties.duties import OpenDuty

SHOWN = 6
"""Duties shown with buttons on the front page."""


@dataclass(frozen=True, slots=True)
class Ahead:
    """Duties as the front page tells of them.

    counts: of all there are. pressing: those over the deadline or near it that the asker may read about, the worst
    first. following: the next one further on. things: what those that are shown are about.
    """

    counts: DutyCounts
    pressing: Sequence[OpenDuty]
    following: OpenDuty | None
    things: Things


def last_near_day(today: date) -> date:
    """The day up to which a deadline is near."""
    return today + timedelta(days=SOON)


def of_everybody(context: CommandContext, counts: Collection[DutyCounts]) -> Ahead:
    """The whole country's duties. counts: of each owner."""
    near = last_near_day(context.today)
    whole = DutyCounts(
        sum(one.over for one in counts), sum(one.near for one in counts), sum(one.rest for one in counts)
    )
    due = duties_due_by(context.session, context.today, near, context.actor.organisation)
    return _ahead(context, whole, readable(context, due), _next_readable(context, near))


def of_these(context: CommandContext, duties: Sequence[OpenDuty]) -> Ahead:
    """These duties, in order of their dates."""
    today, near = context.today, last_near_day(context.today)
    over = sum(1 for duty in duties if is_overdue(duty, today))
    soon = sum(1 for duty in duties if not is_overdue(duty, today) and duty.due <= near)
    due, later = [duty for duty in duties if duty.due <= near], [duty for duty in duties if duty.due > near]
    return _ahead(
        context, DutyCounts(over, soon, len(duties) - over - soon), readable(context, due), readable(context, later)
    )


def counts_line(context: CommandContext, ahead: Ahead) -> Text:
    """How much there is."""
    over, near, rest = ahead.counts
    return Text(context.say("status.counts", over=over, near=near, rest=rest))


def pressing_blocks(context: CommandContext, ahead: Ahead) -> list[Block]:
    """What is over the deadline or near it, the asker's own first."""
    if not ahead.pressing:
        return []
    view = view_of(context)
    items = [
        duty_item(view, duty, thing)
        for duty in ahead.pressing[:SHOWN]
        if (thing := ahead.things.get((duty.subject_kind, duty.subject_id))) is not None
    ]
    left = len(ahead.pressing) - SHOWN
    more = [Text(context.say("status.more-urgent", n=left))] if left > 0 else []
    return [Heading(context.say("status.heading-urgent")), *items, *more]


def next_block(context: CommandContext, ahead: Ahead) -> list[Block]:
    """The next deadline further on, so that nobody has to ask what comes."""
    duty = ahead.following
    thing = ahead.things.get((duty.subject_kind, duty.subject_id)) if duty else None
    if duty is None or thing is None:
        return []
    name = OF_KIND[duty.subject_kind].name(view_of(context), duty, thing)
    return [Text(context.say("status.next", what=name, owner=context.short(duty.owner), day=duty.due))]


def _next_readable(context: CommandContext, after: date) -> list[OpenDuty]:
    """The duties that the asker may read about of the first day after `after` on which any is due."""
    own = context.actor.organisation
    while due := duties_of_next_day(context.session, context.today, after, own):
        if found := readable(context, due):
            return found
        after = due[0].due
    return []


def _ahead(
    context: CommandContext, counts: DutyCounts, pressing: Sequence[OpenDuty], later: Sequence[OpenDuty]
) -> Ahead:
    today, own = context.today, context.actor.organisation
    worst = sorted(pressing, key=lambda duty: (not is_overdue(duty, today), duty.owner != own, duty.due, duty.id))
    following = min(later, key=lambda duty: (duty.due, duty.owner != own), default=None)
    shown = [*worst[:SHOWN], following] if following else worst[:SHOWN]
    return Ahead(counts, worst, following, things_of(context.session, shown))
