"""`purr`: a polite word to whoever has something waiting; at once, and at most once a day for the same thing."""

from datetime import timedelta

import handlers.lookup.meetings
from domain.calendar import oslo_date
from domain.duties.reminders import sending_now
from domain.errors import UserError
from domain.permissions import About, Act
from handlers.cards import Block, Card, Text
from handlers.core.context import CommandContext
from handlers.core.wording import duty_name, follow_up_name, measure_name
from handlers.followups.show import still_open
from handlers.lookup.agreements import is_measure, measure_from
from handlers.lookup.choices import follow_up_choices
from handlers.lookup.names import follow_up_from, is_follow_up, meeting_from, nothing_more, one_at_a_time
from storage.agreements.agreements import NamedMeasure
from storage.delivery.outbox_view import nudges_since
from storage.duties.duties import OpenDuty, open_duties
from storage.tables import FollowUpRow


def nudge(context: CommandContext) -> Card:
    """Nudge a follow-up's owner («purr O-12»), a measure's («purr T1.2»), or a convener («purr Agder vår»)."""
    if is_follow_up(context.words):
        row, rest = follow_up_from(context, context.words)
        one_at_a_time(context.words, rest)
        context.require(Act.NUDGE, About(county=row.county))
        still_open(row)
        return _nudge(context, row.owner, {"follow_up": str(row.id)}, follow_up_name(row))
    if not context.words:
        raise UserError("nudge.which", choices=follow_up_choices(context, lambda row: _may_nudge(context, row)))
    if is_measure(context, context.words):
        return _nudge_measure(context)
    meeting, _ = meeting_from(context, context.words)
    context.require(Act.NUDGE, About())
    duty = _first_open(context, meeting.id, meeting.organisation)
    if duty is None:
        raise UserError("nudge.nothing-open", {"ref": meeting.ref, "owner": context.short(meeting.organisation)})
    name = duty_name(context.language, duty, meeting, context.directory)
    return _nudge(context, duty.owner, {"meeting": meeting.ref, "duty": duty.key}, name)


def _nudge_measure(context: CommandContext) -> Card:
    meant = measure_from(context, context.words)
    nothing_more(meant.rest)
    context.require(Act.NUDGE, meant.about)
    row, county = meant.row, meant.agreement.county
    if row.owner == context.actor.organisation:
        raise UserError("measures.own", {"number": row.number})
    waiting = open_duties(context.session, context.today, [row.owner], arisen=True, measures=[row.id])
    name = measure_name(NamedMeasure(row, county, running=True), context.directory, context.actor.organisation)
    if not waiting:
        raise UserError("measures.nothing-open", {"name": name})
    return _nudge(context, row.owner, {"duty": waiting[0].key}, name)


def _first_open(context: CommandContext, meeting_id: int, owner: str) -> OpenDuty | None:
    return next(
        (
            duty
            for duty in open_duties(context.session, context.today, [owner], arisen=True)
            if (duty.subject_kind, duty.subject_id) == ("meeting", meeting_id)
        ),
        None,
    )


def _nudge(context: CommandContext, owner: str, facts: dict[str, str], name: str) -> Card:
    if owner == context.actor.organisation:
        raise UserError("nudge.own")
    if _nudged_today(context, owner, facts):
        raise UserError("nudge.already-today", {"owner": context.short(owner)})
    context.unit.send("nudge", owner, {**facts, "from": context.actor.organisation})
    context.unit.record("nudged", owner=owner, **facts)
    body: list[Block] = []
    if handlers.lookup.meetings.without_room(context, (owner,)):
        body.append(Text(context.say("convene.without-room", names=context.short(owner))))
    if not sending_now(context.at, context.calendar):
        body.append(Text(context.say("convene.odd-hour")))
    return Card(
        title=context.say("nudge.sent", owner=context.short(owner), name=name),
        body=tuple(body),
        language=context.language,
    )


def _may_nudge(context: CommandContext, row: FollowUpRow) -> bool:
    """Whether a follow-up is somebody else's, and not nudged today."""
    return row.owner != context.actor.organisation and not _nudged_today(context, row.owner, {"follow_up": str(row.id)})


def _nudged_today(context: CommandContext, owner: str, facts: dict[str, str]) -> bool:
    rows = nudges_since(context.session, owner, context.at - timedelta(days=2))
    return any(oslo_date(row.created_at) == context.today and facts.items() <= row.facts.items() for row in rows)
