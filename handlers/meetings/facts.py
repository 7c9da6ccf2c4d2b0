"""A meeting's facts as cards show them: when, how it stands, where, for whom, who was there."""

from domain.meetings.meetings import Meeting, MeetingKind
from handlers.cards import Audience, Block, Button, Card, Facts, Text
from handlers.core.context import CommandContext
from handlers.core.wording import capital, is_unrecorded, meeting_state
from handlers.lookup.meetings import concern_texts, name_of, tell_county
from handlers.texts import moment_text
from storage.meetings.meetings import as_meeting, attendance
from storage.tables import MeetingRow


def facts(context: CommandContext, row: MeetingRow, meeting: Meeting) -> Facts:
    """The facts there are, in the order people ask for them."""
    when = context.say("meetings.without-date")
    if row.day:
        when = moment_text(row.day, row.at, context.language)
    state = context.say(f"meetings.state-{row.state}")
    if is_unrecorded(as_meeting(row), context.today):
        state = " ".join(meeting_state(context.language, as_meeting(row), context.today))
    found = [
        ("when", when),
        ("state", state),
        ("place", row.place),
        ("link", row.link),
        ("theme", row.theme),
        ("convener", context.organisation(row.organisation).name),
        ("audience", _audience(context, row)),
        *_attendance(context, meeting),
        ("id", row.ref),
    ]
    return Facts(tuple((context.say(f"meetings.fact-{name}"), value) for name, value in found if value))


def _audience(context: CommandContext, row: MeetingRow) -> str:
    if row.kind != MeetingKind.REGIONAL.value:
        return ""
    parts = [context.say("meetings.audience-administration")]
    if row.partnership:
        parts.append(context.say("meetings.audience-partnership"))
    if row.political_body:
        parts.append(row.political_body)
    return ", ".join(parts)


def _attendance(context: CommandContext, meeting: Meeting) -> list[tuple[str, str]]:
    recorded = attendance(context.session, [meeting.id]).get(meeting.id, {})
    return [
        (name, ", ".join(context.short(slug) for slug, present in recorded.items() if present is wanted))
        for name, wanted in (("present", True), ("absent", False))
    ]


def lacks(context: CommandContext, meeting: Meeting) -> str:
    """«Klokkeslett og sted mangler.», or nothing; a link is a place."""
    missing = [name for name, there in (("time", meeting.at), ("place", meeting.place or meeting.link)) if not there]
    return context.say(f"meetings.lacks-{'-'.join(missing)}") if missing else ""


def add_missing(context: CommandContext, meeting: Meeting) -> tuple[Button, ...]:
    """The button that leads to what is missing."""
    return (context.button("change", f"møte endre {meeting.ref}"),) if lacks(context, meeting) else ()


def changed(context: CommandContext, row: MeetingRow, meeting: Meeting, told: list[str], *notes: str) -> Card:
    """Whoever knows of the meeting hears of another hour, place or link at once. notes: what to say beside it."""
    row.version += 1
    context.session.flush()
    for slug in told:
        context.unit.send("details", slug, {"meeting": row.ref})
    tell_county(context, row, "changed")
    body: list[Block] = [facts(context, row, meeting)]
    if told:
        body.append(Text(context.say("meetings.moved-told", n=len(told))))
    body += [Text(text) for text in (*notes, *concern_texts(context, as_meeting(row)))]
    return Card(
        title=context.say("meetings.changed", name=capital(name_of(context, meeting))),
        body=tuple(body),
        buttons=(context.button("show", f"møte vis {row.ref}"),),
        audience=Audience.ROOM,
        language=context.language,
    )
