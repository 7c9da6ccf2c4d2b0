"""What replies about a meeting share: its name, its deadlines, what to flag, who is told."""

from datetime import date, time

from domain.calendar import oslo_instant
from domain.duties.duties import DutyRules
from domain.errors import UserError
from domain.meetings.deadlines import AFTER, BEFORE, deadlines
from domain.meetings.meetings import Meeting, MeetingKind, concerns, example_day
from domain.meetings.steps import BEFORE_MEETING, SENDS, State, Step
from domain.organisations import Kind
from domain.permissions import About, Act, decide
from handlers.cards import Block, Facts, Heading
from handlers.core.access import may
from handlers.core.context import CommandContext
from handlers.core.wording import capital, meeting_name, step_name
from handlers.texts import day_text
from storage.delivery.outbox_view import messages_about_meeting
from storage.meetings.meetings import attendance, frame_of, national_of, parties_at
from storage.tables import MessageRow


def without_room(context: CommandContext, slugs: tuple[str, ...]) -> list[str]:
    """Those of the organisations that can't be reached in any chat now."""
    return [
        slug
        for slug in slugs
        if not any(not room.refused for room in context.directory.rooms_of(slug, context.services.platforms))
    ]


def name_of(context: CommandContext, meeting: Meeting) -> str:
    """The meeting's name in the asker's language, in lower case."""
    return meeting_name(context.language, meeting, context.directory)


def concern_texts(context: CommandContext, meeting: Meeting, *, attendance_too: bool = True) -> list[str]:
    """What the model would have one think of (order, gap, audiences, attendance), each with its clause."""
    national = national_of(context.session, meeting) if meeting.kind is MeetingKind.REGIONAL else None
    found = concerns(meeting, national, missing_agencies(context, meeting) if attendance_too else None)
    texts = []
    for concern in found:
        text = context.say(f"meetings.concern-{concern.code}", clause=concern.clause, **concern.facts)
        way = _how_partnership(context, meeting) if concern.code == "no-partnership" else ""
        texts.append(f"{text} {way}".strip())
    return texts


def _how_partnership(context: CommandContext, meeting: Meeting) -> str:
    """What whoever may changes the audiences types to make the partnership one; nothing for the others."""
    if not may(context.actor, Act.MANAGE_REGIONAL, About(county=meeting.county)):
        return ""
    if meeting.state in BEFORE_MEETING:
        return context.say("meetings.how-partnership", ref=meeting.ref)
    if meeting.state in (State.APPROVED, State.CANCELLED):
        return ""
    return context.say("meetings.how-partnership-held", ref=meeting.ref)


def missing_agencies(context: CommandContext, meeting: Meeting) -> tuple[str, ...] | None:
    """The agencies recorded as not present at a held meeting; None when nothing is recorded."""
    if meeting.state in (State.PLANNED, State.DATED):
        return None
    recorded = attendance(context.session, [meeting.id]).get(meeting.id)
    if not recorded:
        return None
    agencies = context.directory.of_kind(Kind.AGENCY, meeting.day or context.today)
    return tuple(one.short for one in agencies if not recorded.get(one.slug, False))


def deadline_rows(context: CommandContext, meeting: Meeting, frame: DutyRules) -> list[Block]:
    """The meeting's deadlines as facts: when, moved from where, done when."""
    if meeting.day is None:
        return []
    dates = deadlines(meeting.day, frame.offsets_of(meeting), frame.calendar, meeting.taken(Step.DRAFT))
    rows = []
    for step in (*BEFORE, *AFTER):
        deadline = dates[step]
        parts = [day_text(deadline.day, context.language, "long")]
        if deadline.moved:
            parts.append(context.say("meetings.deadline-moved", raw=deadline.raw))
        if taken := meeting.taken(step):
            parts.append(context.say("meetings.deadline-done", day=taken))
        rows.append((capital(step_name(context.language, step.value)), ", ".join(parts)))
    return [Heading(context.say("meetings.deadlines-heading")), Facts(tuple(rows))]


def manage(context: CommandContext, kind: MeetingKind, convener: str) -> None:
    """Go on only for those who convene such a meeting: KS nationally, the county regionally. Raises UserError."""
    if kind is MeetingKind.REGIONAL:
        context.require(Act.MANAGE_REGIONAL, About(county=convener))
    else:
        context.require(Act.MANAGE_NATIONAL, About())


def edit_papers(context: CommandContext, meeting: Meeting) -> None:
    """Go on only for those who edit a meeting's agenda and draft minutes: who convenes, and the working committee.

    Raises UserError.
    """
    context.require(*_editing(meeting))


def may_edit(context: CommandContext, meeting: Meeting) -> bool:
    """Whether the asker may edit a meeting's agenda and draft minutes."""
    act, about = _editing(meeting)
    return decide(act, context.actor, about).allowed


def _editing(meeting: Meeting) -> tuple[Act, About]:
    if meeting.kind is MeetingKind.REGIONAL:
        return Act.MANAGE_REGIONAL, About(county=meeting.organisation)
    return Act.EDIT_NATIONAL, About()


def may_manage(context: CommandContext, meeting: Meeting) -> bool:
    """Whether the asker may send out what belongs to a meeting, and record what became of it."""
    if meeting.kind is MeetingKind.REGIONAL:
        return decide(Act.MANAGE_REGIONAL, context.actor, About(county=meeting.organisation)).allowed
    return decide(Act.MANAGE_NATIONAL, context.actor, About()).allowed


def parties_of(context: CommandContext, meeting: Meeting) -> tuple[str, ...]:
    """The convener and those invited."""
    return parties_at(context.reading, meeting)


def example_for(context: CommandContext, meeting: Meeting, other: date) -> date:
    """A day the meeting could be held on, to show how a date is typed; `other` where its half-year has none left."""
    return example_day(meeting.kind, meeting.season, meeting.year, context.today, context.calendar) or other


def dated(context: CommandContext, meeting: Meeting) -> date:
    """The meeting's day. Raises UserError when it has none, with one it could have; or when that can't be any more."""
    if meeting.day is not None:
        return meeting.day
    day = example_day(meeting.kind, meeting.season, meeting.year, context.today, context.calendar)
    if day is None:
        raise UserError("convene.half-year-over", {"ref": meeting.ref})
    raise UserError("convene.no-date", {"ref": meeting.ref, "day": day})


def not_passed(context: CommandContext, ref: str, day: date) -> None:
    """A meeting is set to a day to come; one that has been is recorded. Raises UserError."""
    if day < context.today:
        raise UserError("meetings.day-passed", {"ref": ref, "day": day}, field_name="date")


def tell_county(context: CommandContext, meeting: Meeting, what: str) -> None:
    """KS acted on behalf of a county: the record says so, and the county is told."""
    if context.unit.on_behalf:
        day = {"day": meeting.day.isoformat()} if meeting.day else {}
        context.unit.send("on-behalf", meeting.organisation, {"meeting": meeting.ref, "what": what, **day})


def told_parties(context: CommandContext, meeting: Meeting) -> list[str]:
    """Who knows of the meeting's date and must hear when it changes: those a save-the-date or a convening went to.

    When such a step was taken outside the chat, that is everybody invited.
    """
    taken = [step for step in (Step.SAVE_THE_DATE, Step.CONVENE) if meeting.taken(step)]
    if not taken:
        return []
    kinds = tuple(SENDS[step] for step in taken)
    told = dict.fromkeys(row.organisation for row in messages_about(context, meeting, kinds))
    return list(told) or list(frame_of(context.reading).invited(meeting))


def messages_about(context: CommandContext, meeting: Meeting, kinds: tuple[str, ...]) -> list[MessageRow]:
    """The messages of these kinds that people have caused about a meeting, oldest first."""
    begun = oslo_instant(meeting.arose_on, time())  # not those of a meeting called off before it was set up anew
    return messages_about_meeting(context.session, meeting.ref, kinds, begun)
