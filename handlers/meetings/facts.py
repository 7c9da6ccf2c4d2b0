"""A meeting's facts as cards show them: when, how it stands, where, for whom, who was there."""

from domain.meetings.meetings import Meeting, MeetingKind
from domain.permissions import About, Act
from handlers.cards import Audience, Block, Button, Card, Facts, Text
from handlers.core.access import may
from handlers.core.context import CommandContext
from handlers.core.wording import capital, is_unrecorded, meeting_state
from handlers.lookup.meetings import concern_texts, name_of, parties_of, tell_county
from handlers.texts import moment_text
from storage.meetings.meetings import attendance


def facts(context: CommandContext, meeting: Meeting) -> Facts:
    """The facts there are, in the order people ask for them."""
    when = context.say("meetings.without-date")
    if meeting.day:
        when = moment_text(meeting.day, meeting.at, context.language)
    state = context.say(f"meetings.state-{meeting.state.value}")
    if is_unrecorded(meeting, context.today):
        state = " ".join(meeting_state(context.language, meeting, context.today))
    found = [
        ("when", when),
        ("state", state),
        ("place", meeting.place),
        ("link", meeting.link if _takes_part(context, meeting) else ""),
        ("theme", meeting.theme),
        ("convener", context.organisation(meeting.organisation).name),
        ("audience", _audience(context, meeting)),
        *_attendance(context, meeting),
        ("id", meeting.ref),
    ]
    return Facts(tuple((context.say(f"meetings.fact-{name}"), value) for name, value in found if value))


def _audience(context: CommandContext, meeting: Meeting) -> str:
    if meeting.kind is not MeetingKind.REGIONAL:
        return ""
    parts = [context.say("meetings.audience-administration")]
    if meeting.partnership:
        parts.append(context.say("meetings.audience-partnership"))
    if meeting.political_body:
        parts.append(meeting.political_body)
    return ", ".join(parts)


def _takes_part(context: CommandContext, meeting: Meeting) -> bool:
    """Whether the asker may come in by the meeting's link: its parties, KS' leads. Its date and place are everybody's
    to know."""
    about = About(county=meeting.county, parties=parties_of(context, meeting))
    return may(context.actor, Act.READ_DRAFT, about)


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


def changed_card(context: CommandContext, meeting: Meeting, told: list[str], *notes: str) -> Card:
    """A meeting as it has been changed: whoever knows of it hears of another hour, place or link at once.

    notes: what to say beside it.
    """
    for slug in told:
        context.unit.send("details", slug, {"meeting": meeting.ref})
    tell_county(context, meeting, "changed")
    body: list[Block] = [facts(context, meeting)]
    if told:
        body.append(Text(context.say("meetings.moved-told", n=len(told))))
    body += [Text(text) for text in (*notes, *concern_texts(context, meeting))]
    return Card(
        title=context.say("meetings.changed", name=capital(name_of(context, meeting))),
        body=tuple(body),
        buttons=(context.button("show", f"møte vis {meeting.ref}"),),
        audience=Audience.ROOM,
        language=context.language,
    )
