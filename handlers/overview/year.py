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


def year_wheel(context: CommandContext) -> Card:
    """The year: «årshjul 2027», «årshjul Agder 2027». A county sees the national meetings and its own."""
    context.require(Act.READ_OVERVIEW, About())
    year, county = _which(context)
    meetings = [
        one
        for one in meetings_of_years(context.session, year, year)
        if one.state is not State.CANCELLED and (one.kind is not MeetingKind.REGIONAL or one.organisation == county)
    ]
    frame = frame_of(context.reading)
    dated = [one for one in meetings if one.day]
    body: list[Block] = []
    if dated:
        body.append(_table(context, dated, frame))
    undated = [capital(meeting_name(context.language, one, context.directory)) for one in meetings if not one.day]
    if undated:
        body.append(Text(context.say("year.undated", names=", ".join(undated))))
    body += [Text(text) for one in dated for text in concern_texts(context, one)]
    if county is None:
        body.append(Text(_counties(context, year)))
    body.append(Note(context.say("year.note")))
    return Card(
        title=context.say(
            "year.title", year=str(year), whose=context.short(county) if county else context.say("year.national")
        ),
        body=tuple(body),
        buttons=(context.button("deadlines", "frister"), context.button("status", "status")),
        language=context.language,
    )


def _which(context: CommandContext) -> tuple[int, str | None]:
    words = context.words
    found = re.search(r"\b(\d{4})\b", words)
    year = int(found[1]) if found else halves(context.today)[1].year
    if not 2024 <= year <= 2099:
        raise UserError("year.out-of-range", {"year": str(year)})
    rest = re.sub(r"\b\d{4}\b", "", words).strip()
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


def _dates(one: Meeting, day: date, frame: DutyRules) -> dict[Step, Deadline]:
    return deadlines(day, frame.offsets_of(one), frame.calendar, one.taken(Step.DRAFT))


def _column(context: CommandContext, one: Meeting) -> str:
    if one.kind is MeetingKind.STEERING:
        return one.ref
    return context.say(f"year.column-{one.kind.value}-{one.season.value}")


def _cell(context: CommandContext, one: Meeting, deadline: Deadline) -> str:
    text = day_text(deadline.day, context.language, "short")
    if deadline.moved:
        text += f" ({day_text(deadline.raw, context.language, 'brief')})"
    return f"{text} {Sign.DONE}" if one.taken(deadline.step) else text


def _counties(context: CommandContext, year: int) -> str:
    """How many of the counties have dated their meetings."""
    live = [one for one in regional_meetings_of(context.session, year) if one.state is not State.CANCELLED]
    return context.say("year.counties", dated=sum(1 for one in live if one.day), total=len(live))
