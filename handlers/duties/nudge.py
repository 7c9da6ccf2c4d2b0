"""`purr`: a polite word to whoever has something waiting; at once, and at most once a day for the same thing."""

from datetime import timedelta

from domain.calendar import oslo_date
from domain.duties.reminders import sending_now
from domain.errors import UserError
from handlers.cards import Block, Card, Text
from handlers.core.context import CommandContext
from handlers.lookup.choices import follow_up_choices
from handlers.lookup.meetings import without_room
from handlers.subjects import named_subject
from handlers.views.subject import NudgeTarget
from storage.delivery.outbox_view import nudges_since
from storage.tables import FollowUpRow


def nudge(context: CommandContext) -> Card:
    """Nudge a follow-up's owner («purr O-12»), a measure's («purr T1.2»), or a convener («purr Agder vår»).

    Raises UserError: nothing named, one's own, nudged today already.
    """
    if not context.words:
        raise UserError("nudge.which", choices=follow_up_choices(context, lambda row: _may_nudge(context, row)))
    return _nudge(context, named_subject(context).to_nudge(context))


def _nudge(context: CommandContext, target: NudgeTarget) -> Card:
    owner = target.owner
    if owner == context.actor.organisation:
        raise UserError("nudge.own")
    if _nudged_today(context, owner, target.facts):
        raise UserError("nudge.already-today", {"owner": context.short(owner)})
    context.unit.send("nudge", owner, {**target.facts, "from": context.actor.organisation})
    context.unit.record("nudged", owner=owner, **target.facts)
    body: list[Block] = []
    if without_room(context, (owner,)):
        body.append(Text(context.say("convene.without-room", names=context.short(owner))))
    if not sending_now(context.at, context.calendar):
        body.append(Text(context.say("convene.odd-hour")))
    return Card(
        title=context.say("nudge.sent", owner=context.short(owner), name=target.name),
        body=tuple(body),
        language=context.language,
    )


def _may_nudge(context: CommandContext, row: FollowUpRow) -> bool:
    """Whether a follow-up is somebody else's, and not nudged today."""
    return row.owner != context.actor.organisation and not _nudged_today(context, row.owner, {"follow_up": str(row.id)})


def _nudged_today(context: CommandContext, owner: str, facts: dict[str, str]) -> bool:
    rows = nudges_since(context.session, owner, context.at - timedelta(days=2))
    return any(oslo_date(row.created_at) == context.today and facts.items() <= row.facts.items() for row in rows)
