"""How things are named and how far away they are: pieces of sentences that many replies share."""

from datetime import date, time

from domain.calendar import WorkCalendar
from domain.duties.reminders import ladder_due
from domain.meetings.meetings import Meeting, MeetingKind
from domain.meetings.steps import BEFORE_MEETING, State
from handlers.cards import Sign
from handlers.texts import say
from storage.agreements.agreements import NamedMeasure
from storage.duties.duties import OpenDuty
from storage.people.directory import Directory
from storage.tables import DutyRow, FollowUpRow

SOON = 7
"""Calendar days: from here on a deadline is said to be near."""


def meeting_name(language: str, meeting: Meeting, directory: Directory) -> str:
    """«regionalt vårmøte i Agder 2027», in lower case."""
    number = meeting.ref.rsplit("-", 1)[1] if meeting.kind is MeetingKind.STEERING else ""
    key = f"meetings.name-{meeting.kind.value}" + (f"-{meeting.season.value}" if meeting.season else "")
    county = directory.organisations[meeting.organisation].short
    return say(language, key, county=county, year=meeting.year, number=number)


def is_unrecorded(meeting: Meeting, today: date) -> bool:
    """Whether a meeting's day has passed without a word of whether it was held."""
    return meeting.state in BEFORE_MEETING and meeting.day is not None and meeting.day < today


def meeting_state(language: str, meeting: Meeting, today: date) -> tuple[Sign, str]:
    """Sign and word of how far a meeting has come; one that has been and isn't recorded stands out."""
    if is_unrecorded(meeting, today):
        return Sign.SOON, capital(say(language, "meetings.not-recorded"))
    word = capital(say(language, f"meetings.state-{meeting.state.value}"))
    if meeting.state in (State.PLANNED, State.CANCELLED):
        return Sign.IDLE, word
    return (Sign.OK if meeting.state in BEFORE_MEETING else Sign.DONE), word


def capital(text: str) -> str:
    """The sentence with a capital letter."""
    return text[:1].upper() + text[1:]


def distance(language: str, day: date, today: date) -> str:
    """«i dag», «om 7 dager», «for 3 dager siden»."""
    days = (day - today).days
    if days == 0:
        return say(language, "dates.distance-today")
    if days == 1:
        return say(language, "dates.distance-tomorrow")
    if days == -1:
        return say(language, "dates.distance-yesterday")
    return say(language, "dates.distance-days" if days > 0 else "dates.distance-days-ago", n=abs(days))


def echo(language: str, day: date, today: date, at: time | None = None) -> str:
    """A date as it was understood: weekday, date, time of day if there is one, week and distance."""
    facts = {"day": day, "week": day.isocalendar().week, "distance": distance(language, day, today)}
    return say(language, "dates.echo-time", time=at, **facts) if at else say(language, "dates.echo", **facts)


def deadline_state(language: str, due: date, today: date) -> tuple[Sign, str]:
    """Sign and word of a deadline: over it, near it, today, in time. Due today is not overdue."""
    days = (due - today).days
    if days < 0:
        since = (today - due).days
        word = say(language, "status.overdue-since", day=due) if since < 7 else say(language, "status.overdue", n=since)
        return Sign.OVERDUE, word
    return Sign.SOON if days <= SOON else Sign.OK, capital(distance(language, due, today))


def duty_state(language: str, duty: DutyRow | OpenDuty, today: date) -> tuple[Sign, str]:
    """As `deadline_state`; a duty that came after its own deadline is to be done now, and not yet overdue."""
    if duty.ladder_due != duty.due and today <= duty.ladder_due:
        return Sign.SOON, say(language, "status.do-now")
    return deadline_state(language, duty.ladder_due, today)


def follow_up_state(language: str, row: FollowUpRow, today: date, calendar: WorkCalendar) -> tuple[Sign, str]:
    """As `duty_state`, from the follow-up itself."""
    base = ladder_due(row.due, row.dated_on, calendar)
    if base != row.due and today <= base:
        return Sign.SOON, say(language, "status.do-now")
    return deadline_state(language, base, today)


def is_overdue(duty: DutyRow | OpenDuty, today: date) -> bool:
    """Past its deadline, counted from where its ladder counts. Due today is not overdue."""
    return duty.ladder_due < today


def follow_up_name(row: FollowUpRow) -> str:
    """«O-12 Skisse til testfasilitet»."""
    return f"O-{row.id} {row.text}"


def shortened(text: str, most: int) -> str:
    """The text, cut with «…» when it is longer than `most` characters."""
    return text if len(text) <= most else f"{text[: most - 1]}…"


def is_meaningful(text: str) -> bool:
    """Whether a text holds a letter or a figure: «…?» is no reason."""
    return any(char.isalnum() for char in text)


def step_name(language: str, kind: str) -> str:
    """What a meeting's duty is called: «innkalling», «saksdokumenter»."""
    return say(language, f"meetings.step-{kind}")


def measure_name(named: NamedMeasure, directory: Directory, reader: str = "") -> str:
    """«Midtvik T1.2 Testfasilitet», as it can be typed; its own county reads it without its name."""
    county = "" if reader == named.county else directory.organisations[named.county].short
    return f"{county} {named.row.number} {named.row.title}".strip()
