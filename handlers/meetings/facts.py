"""A meeting's facts as cards show them: when, how it stands, where, for whom, who was there."""

from domain.meetings.meetings import Meeting, MeetingKind
from handlers.cards import Audience, Block, Button, Card, Facts, Text
from handlers.core.context import Ask
from handlers.core.wording import capital, is_unrecorded, meeting_state
from handlers.lookup.meetings import concern_texts, name_of, tell_county
from handlers.texts import moment_text
from storage.meetings.meetings import as_meeting, attendance
from storage.tables import MeetingRow


def facts(ask: Ask, row: MeetingRow, meeting: Meeting) -> Facts:
    """The facts there are, in the order people ask for them."""
    when = ask.say("meetings.without-date")
    if row.day:
        when = moment_text(row.day, row.at, ask.language)
    state = ask.say(f"meetings.state-{row.state}")
    if is_unrecorded(as_meeting(row), ask.today):
        state = " ".join(meeting_state(ask.language, as_meeting(row), ask.today))
    found = [
        ("when", when),
        ("state", state),
        ("place", row.place),
        ("link", row.link),
        ("theme", row.theme),
        ("convener", ask.organisation(row.organisation).name),
        ("audience", _audience(ask, row)),
        *_attendance(ask, meeting),
        ("id", row.ref),
    ]
    return Facts(tuple((ask.say(f"meetings.fact-{name}"), value) for name, value in found if value))


def _audience(ask: Ask, row: MeetingRow) -> str:
    if row.kind != MeetingKind.REGIONAL.value:
        return ""
    parts = [ask.say("meetings.audience-administration")]
    if row.partnership:
        parts.append(ask.say("meetings.audience-partnership"))
    if row.political_body:
        parts.append(row.political_body)
    return ", ".join(parts)


def _attendance(ask: Ask, meeting: Meeting) -> list[tuple[str, str]]:
    recorded = attendance(ask.session, [meeting.id]).get(meeting.id, {})
    return [
        (name, ", ".join(ask.short(slug) for slug, present in recorded.items() if present is wanted))
        for name, wanted in (("present", True), ("absent", False))
    ]


def lacks(ask: Ask, meeting: Meeting) -> str:
    """«Klokkeslett og sted mangler.», or nothing; a link is a place."""
    missing = [name for name, there in (("time", meeting.at), ("place", meeting.place or meeting.link)) if not there]
    return ask.say(f"meetings.lacks-{'-'.join(missing)}") if missing else ""


def add_missing(ask: Ask, meeting: Meeting) -> tuple[Button, ...]:
    """The button that leads to what is missing."""
    return (ask.button("change", f"møte endre {meeting.ref}"),) if lacks(ask, meeting) else ()


def changed(ask: Ask, row: MeetingRow, meeting: Meeting, told: list[str], *notes: str) -> Card:
    """Whoever knows of the meeting hears of another hour, place or link at once. notes: what to say beside it."""
    row.version += 1
    ask.session.flush()
    for slug in told:
        ask.unit.send("details", slug, {"meeting": row.ref})
    tell_county(ask, row, "changed")
    body: list[Block] = [facts(ask, row, meeting)]
    if told:
        body.append(Text(ask.say("meetings.moved-told", n=len(told))))
    body += [Text(text) for text in (*notes, *concern_texts(ask, as_meeting(row)))]
    return Card(
        title=ask.say("meetings.changed", name=capital(name_of(ask, meeting))),
        body=tuple(body),
        buttons=(ask.button("show", f"møte vis {row.ref}"),),
        audience=Audience.ROOM,
        language=ask.language,
    )
