"""`purr`: a polite word to whoever has something waiting; at once, and at most once a day for the same thing."""

from datetime import timedelta

from sqlmodel import col, select

from domain.calendar import oslo_date
from domain.duties.reminders import sending_now
from domain.errors import UserError
from domain.permissions import About, Act
from handlers.cards import Block, Card, Text
from handlers.core.context import Ask
from handlers.core.wording import duty_name, follow_up_name, measure_name
from handlers.followups.show import still_open
from handlers.lookup.agreements import is_measure, measure_from
from handlers.lookup.choices import follow_up_choices
from handlers.lookup.names import follow_up_from, is_follow_up, meeting_from, nothing_more, one_at_a_time
from handlers.meetings.convene import without_room
from storage.agreements.agreements import NamedMeasure
from storage.duties.duties import OpenDuty, open_duties
from storage.tables import FollowUpRow, MessageRow


def nudge(ask: Ask) -> Card:
    """Nudge a follow-up's owner («purr O-12»), a measure's («purr T1.2»), or a convener («purr Agder vår»)."""
    if is_follow_up(ask.words):
        row, rest = follow_up_from(ask, ask.words)
        one_at_a_time(ask.words, rest)
        ask.require(Act.NUDGE, About(county=row.county))
        still_open(row)
        return _nudge(ask, row.owner, {"follow_up": str(row.id)}, follow_up_name(row))
    if not ask.words:
        raise UserError("nudge.which", choices=follow_up_choices(ask, lambda row: _may_nudge(ask, row)))
    if is_measure(ask, ask.words):
        return _nudge_measure(ask)
    _, meeting, _ = meeting_from(ask, ask.words)
    ask.require(Act.NUDGE, About())
    duty = _first_open(ask, meeting.id, meeting.organisation)
    if duty is None:
        raise UserError("nudge.nothing-open", {"ref": meeting.ref, "owner": ask.short(meeting.organisation)})
    name = duty_name(ask.language, duty, meeting, ask.directory)
    return _nudge(ask, duty.owner, {"meeting": meeting.ref, "duty": duty.key}, name)


def _nudge_measure(ask: Ask) -> Card:
    meant = measure_from(ask, ask.words)
    nothing_more(meant.rest)
    ask.require(Act.NUDGE, meant.about)
    row, county = meant.row, meant.agreement.county
    if row.owner == ask.actor.organisation:
        raise UserError("measures.own", {"number": row.number})
    waiting = open_duties(ask.session, ask.today, [row.owner], arisen=True, measures=[row.id or 0])
    name = measure_name(NamedMeasure(row, county, running=True), ask.directory, ask.actor.organisation)
    if not waiting:
        raise UserError("measures.nothing-open", {"name": name})
    return _nudge(ask, row.owner, {"duty": waiting[0].key}, name)


def _first_open(ask: Ask, meeting_id: int, owner: str) -> OpenDuty | None:
    return next(
        (
            duty
            for duty in open_duties(ask.session, ask.today, [owner], arisen=True)
            if (duty.subject_kind, duty.subject_id) == ("meeting", meeting_id)
        ),
        None,
    )


def _nudge(ask: Ask, owner: str, facts: dict[str, str], name: str) -> Card:
    if owner == ask.actor.organisation:
        raise UserError("nudge.own")
    if _nudged_today(ask, owner, facts):
        raise UserError("nudge.already-today", {"owner": ask.short(owner)})
    ask.unit.send("nudge", owner, {**facts, "from": ask.actor.organisation})
    ask.unit.record("nudged", owner=owner, **facts)
    body: list[Block] = []
    if without_room(ask, (owner,)):
        body.append(Text(ask.say("convene.without-room", names=ask.short(owner))))
    if not sending_now(ask.at, ask.calendar):
        body.append(Text(ask.say("convene.odd-hour")))
    return Card(title=ask.say("nudge.sent", owner=ask.short(owner), name=name), body=tuple(body), language=ask.language)


def _may_nudge(ask: Ask, row: FollowUpRow) -> bool:
    """Whether a follow-up is somebody else's, and not nudged today."""
    return row.owner != ask.actor.organisation and not _nudged_today(ask, row.owner, {"follow_up": str(row.id)})


def _nudged_today(ask: Ask, owner: str, facts: dict[str, str]) -> bool:
    since = ask.at - timedelta(days=2)
    rows = ask.session.exec(
        select(MessageRow).where(
            MessageRow.kind == "nudge", MessageRow.organisation == owner, col(MessageRow.created_at) >= since
        )
    )
    return any(oslo_date(row.created_at) == ask.today and facts.items() <= row.facts.items() for row in rows)
