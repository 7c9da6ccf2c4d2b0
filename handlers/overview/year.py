"""`årshjul`: a year's meetings with all their deadlines, as a table."""

import re
from datetime import date

from domain.duties.duties import DutyRules
from domain.errors import UserError
from domain.meetings.deadlines import AFTER, BEFORE, Deadline, deadlines
from domain.meetings.meetings import Meeting, MeetingKind
from domain.meetings.steps import State, Step
from domain.organisations import Kind, named_in
from domain.permissions import About, Act
from handlers.cards import Block, Card, Note, Sign, Table, Text
from handlers.core.context import CommandContext
from handlers.core.wording import capital, meeting_name, step_name
from handlers.lookup.meetings import concern_texts
from handlers.overview.status import halves
from handlers.texts import day_text
from storage.meetings.lists import regional_meetings_of
from storage.meetings.meetings import frame_of, meetings_of_years

_YEAR = re.compile(r"\b(\d{4})\b")


def year_wheel(context: CommandContext) -> Card:
    """The year: «årshjul 2027», «årshjul Agder 2027». A county sees the national meetings and its own.

    Raises UserError: a year out of range, words not understood.
    """
    context.require(Act.READ_OVERVIEW, About())
    year, county = _which(context)
    meetings = _shown(context, year, county)
    whose = context.short(county) if county else context.say("year.national")
    return Card(
        title=context.say("year.title", year=str(year), whose=whose),
        body=(
            *_dated(context, [one for one in meetings if one.day]),
            *_undated(context, [one for one in meetings if not one.day]),
            *(Text(text) for one in meetings if one.day for text in concern_texts(context, one)),
            *([Text(_counties(context, year))] if county is None else []),
            Note(context.say("year.note")),
        ),
        buttons=(context.button("deadlines", "frister"), context.button("status", "status")),
        language=context.language,
    )


def _shown(context: CommandContext, year: int, county: str | None) -> list[Meeting]:
    """The national meetings of the year, the steering group's, and a county's own."""
    return [
        one
        for one in meetings_of_years(context.session, year, year)
        if one.state is not State.CANCELLED and (one.kind is not MeetingKind.REGIONAL or one.organisation == county)
    ]


def _dated(context: CommandContext, meetings: list[Meeting]) -> list[Block]:
    return [_table(context, meetings, frame_of(context.reading))] if meetings else []


def _undated(context: CommandContext, meetings: list[Meeting]) -> list[Block]:
    names = ", ".join(capital(meeting_name(context.language, one, context.directory)) for one in meetings)
    return [Text(context.say("year.undated", names=names))] if names else []


def _which(context: CommandContext) -> tuple[int, str | None]:
    words = context.words
    found = _YEAR.search(words)
    year = int(found[1]) if found else halves(context.today)[1].year
    if not 2024 <= year <= 2099:
        raise UserError("year.out-of-range", {"year": str(year)})
    rest = _YEAR.sub("", words).strip()
    if not rest:
        return year, context.actor.organisation if context.actor.kind is Kind.COUNTY else None
    county = named_in(rest, context.directory.of_kind(Kind.COUNTY, context.today))
    if county is None:
        raise UserError("year.unknown", {"typed": words[:40]})
    return year, county.slug


def _table(context: CommandContext, meetings: list[Meeting], frame: DutyRules) -> Table:
    """A column per meeting, a row per step; a date the calendar moved carries its raw date in brackets."""
    columns = [(one, one.day, _dates(one, one.day, frame)) for one in meetings if one.day]
    meeting_row = (
        context.say("year.row-meeting"),
        *(day_text(day, context.language, "short") for _, day, _ in columns),
    )
    step_rows = [
        (
            capital(step_name(context.language, step.value)),
            *(_cell(context, one, dates[step]) for one, _, dates in columns),
        )
        for step in (*BEFORE, *AFTER)
    ]
    return Table(
        columns=(context.say("year.column-step"), *(_column(context, one) for one, _, _ in columns)),
        rows=(meeting_row, *step_rows),
        caption=context.say("year.caption"),
    )


def _dates(meeting: Meeting, day: date, frame: DutyRules) -> dict[Step, Deadline]:
    return deadlines(day, frame.offsets_of(meeting), frame.calendar, meeting.taken(Step.DRAFT))


def _column(context: CommandContext, meeting: Meeting) -> str:
    if meeting.kind is MeetingKind.STEERING:
        return meeting.ref
    return context.say(f"year.column-{meeting.kind.value}-{meeting.season.value}")


def _cell(context: CommandContext, one: Meeting, deadline: Deadline) -> str:
    text = day_text(deadline.day, context.language, "short")
    if deadline.moved:
        text += f" ({day_text(deadline.raw, context.language, 'brief')})"
    return f"{text} {Sign.DONE}" if one.taken(deadline.step) else text


def _counties(context: CommandContext, year: int) -> str:
    """How many of the counties have dated their meetings."""
    live = [one for one in regional_meetings_of(context.session, year) if one.state is not State.CANCELLED]
    return context.say("year.counties", dated=sum(1 for one in live if one.day), total=len(live))
