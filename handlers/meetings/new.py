"""`møte ny`: set up a meeting, or give a planned one its date. One line, or the form."""

from dataclasses import replace
from datetime import date
from typing import Unpack

from domain.dates.parse import ParsedDate
from domain.errors import Choice, UserError, in_field
from domain.lengths import check
from domain.meetings.meetings import Meeting, MeetingKind, Season, check_day, example_day, season_of
from domain.meetings.steps import BEFORE_MEETING, State
from domain.meetings.year import Planned
from domain.organisations import Kind
from handlers.cards import Audience, Block, Card, Field, FieldKind, Form, Text
from handlers.core.context import CommandContext
from handlers.core.meeting_words import MeetingReference, read_meeting_words
from handlers.core.wording import capital, echo
from handlers.lookup.meetings import concern_texts, deadline_rows, manage, name_of, not_passed, tell_county
from handlers.lookup.names import meeting_from, new_ref
from handlers.meetings.day_and_time import Hours, end_notes, read_day, read_time
from handlers.texts import time_text
from storage.meetings.meetings import MeetingFacts, add_meeting, begin_anew, change_meeting, frame_of, meeting_called

_KINDS = ("national-spring", "national-autumn", "regional-spring", "regional-autumn", "steering")


def new_meeting(context: CommandContext) -> Card:
    """Set up a meeting with its date: «møte ny nasjonalt vår 9.3.2027 kl. 10», or a form when nothing is said.

    Raises UserError: no kind or date, a date outside the half-year, a half-year that is over, a meeting that has its
    date already.
    """
    if context.fields and not context.words:
        return _from_form(context)
    if not context.words:
        return _form(context)
    counties = [one for one in context.directory.organisations.values() if one.kind is Kind.COUNTY]
    called = read_meeting_words(context.words, counties)
    return _date_planned(context) if called.ref else _from_line(context, called)


def _date_planned(context: CommandContext) -> Card:
    """A meeting that stands in the plan gets its date: «møte ny N-2027-V 9.3.2027», or a form for the date alone."""
    meeting, rest = meeting_from(context, context.words)
    manage(context, meeting.kind, meeting.organisation)
    typed = rest or context.fields.get("date", "")
    if not typed and not context.fields:
        return _date_form(context, meeting)
    return _date_it(context, meeting, _read_date(context, typed, meeting.season))


def _from_line(context: CommandContext, called: MeetingReference) -> Card:
    """«møte ny regionalt høst 16.11.2027»: kind, half-year and county as far as they were said."""
    if called.kind is None and called.season is None and called.county is None:
        raise UserError("meetings.new-needs", _examples(context))
    kind = called.kind or own_kind(context, called.county)
    if not called.rest:
        raise _date_missing(context, kind, called.season)
    found = read_day(context, called.rest, called.season or Season.NONE)
    _check_year(called, kind, found.day)
    season = Season.NONE if kind is MeetingKind.STEERING else called.season or season_of(found.day)
    return _set_up(context, kind, season, convener_of(context, kind, called.county), found)


def _date_missing(context: CommandContext, kind: MeetingKind, season: Season | None) -> UserError:
    season = season or (Season.NONE if kind is MeetingKind.STEERING else Season.SPRING)
    return UserError("meetings.date-missing", {"day": _coming(context, kind, season)}, field_name="date")


def _check_year(called: MeetingReference, kind: MeetingKind, day: date) -> None:
    """Raises UserError for a day in another year than the one that was said."""
    if called.year in (None, day.year):
        return
    clause = "§ 2" if kind is MeetingKind.REGIONAL else "§ 1"
    half = {"season": (called.season or season_of(day)).value, "year": called.year, "clause": clause}
    raise UserError("meetings.outside-half-year", {"day": day, **half}, field_name="date")


def _coming(context: CommandContext, kind: MeetingKind, season: Season) -> date:
    """The next day such a meeting could be held on, to show how it is typed."""
    years = (context.today.year, context.today.year + 1)
    found = (example_day(kind, season, year, context.today, context.calendar) for year in years)
    return next((day for day in found if day is not None), context.today)


def _examples(context: CommandContext) -> dict[str, date]:
    return {
        "national": _coming(context, MeetingKind.NATIONAL, Season.SPRING),
        "regional": _coming(context, MeetingKind.REGIONAL, Season.AUTUMN),
        "steering": _coming(context, MeetingKind.STEERING, Season.NONE),
    }


def _read_date(context: CommandContext, typed: str, season: Season) -> ParsedDate:
    with in_field("date"):
        return read_day(context, typed, season)


def _date_form(context: CommandContext, meeting: Meeting) -> Card:
    """A planned meeting needs only its date."""
    title = context.say("meetings.form-date-title")
    day = example_day(meeting.kind, meeting.season, meeting.year, context.today, context.calendar)
    if day is None:
        raise UserError("convene.half-year-over", {"ref": meeting.ref})
    hint = context.say("meetings.form-date-example", day=day)
    fields = (Field("date", context.say("meetings.form-date"), FieldKind.DATE, hint=hint),)
    intro = capital(name_of(context, meeting))
    form = Form(f"møte ny {meeting.ref}", title, fields, context.say("meetings.form-submit"), intro=intro)
    return Card(title=title, form=form, language=context.language)


def own_kind(context: CommandContext, county: str | None) -> MeetingKind:
    """What «vår» alone means: a county's own regional meeting, else the national one."""
    return MeetingKind.REGIONAL if county or context.actor.kind is Kind.COUNTY else MeetingKind.NATIONAL


def convener_of(context: CommandContext, kind: MeetingKind, county: str | None) -> str:
    """Who convenes: KS nationally and, until the model says otherwise, for the steering group; else the county.

    Raises UserError when no county is known.
    """
    if kind is not MeetingKind.REGIONAL:
        return context.directory.ks.slug
    if county is None and context.actor.kind is Kind.COUNTY:
        county = context.actor.organisation
    if county is None:
        raise UserError("meetings.which-county", field_name="county")
    return county


def _set_up(
    context: CommandContext,
    kind: MeetingKind,
    season: Season,
    convener: str,
    found: ParsedDate,
    **said: Unpack[MeetingFacts],
) -> Card:
    """A meeting that isn't called by its name gets its date; it is set up where there is none. said: more of it."""
    year = found.day.year
    manage(context, kind, convener)
    ref = new_ref(context, kind, season, year, convener)
    meeting = meeting_called(context.session, ref) or add_meeting(
        context.unit, Planned(ref, kind, season, year, convener)
    )
    return _date_it(context, meeting, found, **said)


def _date_it(context: CommandContext, meeting: Meeting, found: ParsedDate, **said: Unpack[MeetingFacts]) -> Card:
    manage(context, meeting.kind, meeting.organisation)
    if meeting.state is State.CANCELLED:
        meeting = begin_anew(context.unit, meeting)
    if meeting.state is not State.PLANNED:
        raise _has_date(context, meeting, found)
    check_day(meeting, found.day, context.calendar, span=found.span)
    not_passed(context, meeting.ref, found.day)
    dated: MeetingFacts = {**said, "state": State.DATED, "day": found.day, "at": found.time, "arose_on": context.today}
    meeting = change_meeting(context.unit, meeting, **dated)
    tell_county(context, meeting, "dated")
    return _dated_card(context, meeting, found)


def _has_date(context: CommandContext, meeting: Meeting, found: ParsedDate) -> UserError:
    """The meeting has a date already: the same one, or another, and then the way to the one that was typed."""
    if meeting.state not in BEFORE_MEETING:
        return UserError("meetings.already", {"ref": meeting.ref, "state": meeting.state.value})
    if found.day == meeting.day and found.time in (None, meeting.at):
        return UserError("meetings.unchanged-day", {"name": capital(name_of(context, meeting)), "day": meeting.day})
    at = f" {time_text(found.time, 'nb')}" if found.time else ""
    move = Choice(f"møte flytt {meeting.ref} {found.day.isoformat()}{at}", "meetings.move-there")
    facts = {"ref": meeting.ref, "day": meeting.day, "typed": found.day}
    return UserError("meetings.has-date", facts, span=context.invocation.line, choices=(move,))


def _dated_card(context: CommandContext, meeting: Meeting, found: ParsedDate) -> Card:
    """A meeting that has got its date: the date as understood, its deadlines, what to note, what comes next."""
    name = capital(name_of(context, meeting))
    body: list[Block] = [Text(capital(echo(context.language, found.day, context.today, meeting.at)))]
    body += [Text(text) for text in (*context.date_notes(found.notes), *concern_texts(context, meeting))]
    body += deadline_rows(context, meeting, frame_of(context.reading))
    return Card(
        title=context.say("meetings.dated", name=name, day=found.day),
        body=tuple(body),
        buttons=(
            context.button("show", f"møte vis {meeting.ref}"),
            context.button("save-the-date", f"datovarsel {meeting.ref}"),
            context.button("status", "status"),
        ),
        audience=Audience.ROOM,
        language=context.language,
    )


def _form(context: CommandContext) -> Card:
    manage(context, own_kind(context, None), context.actor.organisation)
    kinds = [kind for kind in _KINDS if context.actor.kind is not Kind.COUNTY or kind.startswith("regional")]
    counties = context.directory.of_kind(Kind.COUNTY, context.today)
    fields = [
        Field(
            "kind",
            context.say("meetings.form-kind"),
            FieldKind.CHOICE,
            choices=tuple((kind, context.say(f"meetings.kind-{kind}")) for kind in kinds),
        ),
        Field("date", context.say("meetings.form-date"), FieldKind.DATE, hint=context.say("meetings.form-date-hint")),
        Field("time", context.say("meetings.form-time"), required=False, limit="time"),
        Field("place", context.say("meetings.form-place"), required=False, limit="meeting:place"),
        Field("theme", context.say("meetings.form-theme"), required=False, limit="meeting:theme"),
    ]
    if context.actor.kind is not Kind.COUNTY:
        fields.insert(
            1,
            Field(
                "county",
                context.say("meetings.form-county"),
                FieldKind.CHOICE,
                choices=tuple((one.slug, one.short) for one in counties),
                required=False,
            ),
        )
    title = context.say("meetings.form-new-title")
    form = Form("møte ny", title, tuple(fields), context.say("meetings.form-submit"))
    return Card(title=title, form=form, language=context.language)


def _from_form(context: CommandContext) -> Card:
    fields = context.fields
    kind_name, _, season_name = fields.get("kind", "").partition("-")
    if fields.get("kind") not in _KINDS:
        raise UserError("meetings.new-needs", _examples(context), field_name="kind")
    kind = MeetingKind(kind_name)
    season = Season(season_name) if season_name else Season.NONE
    found, hours = _when(context, season)
    convener = convener_of(context, kind, _county_chosen(context))
    said: MeetingFacts = {}
    if place := check("meeting:place", fields.get("place", ""), "place"):
        said["place"] = place
    if theme := check("meeting:theme", fields.get("theme", ""), "theme"):
        said["theme"] = theme
    if hours is not None:
        found = replace(found, time=hours.start, notes=(*found.notes, *end_notes(hours)))
    return _set_up(context, kind, season, convener, found, **said)


def _county_chosen(context: CommandContext) -> str | None:
    """The form's county; None where none was chosen. Raises UserError for what is no county."""
    chosen = context.fields.get("county", "")
    if chosen and chosen not in [one.slug for one in context.directory.of_kind(Kind.COUNTY, context.today)]:
        raise UserError("meetings.which-county", field_name="county")
    return chosen or None


def _when(context: CommandContext, season: Season) -> tuple[ParsedDate, Hours | None]:
    """The form's date and time of day; where both are wrong, both are told. Raises UserError."""
    found = hours = wrong = None
    try:
        found = read_day(context, context.fields.get("date", ""), season)
    except UserError as error:
        error.field_name = "date"
        wrong = error
    try:
        hours = read_time(context.fields["time"]) if context.fields.get("time") else None
    except UserError as error:
        if wrong is None:
            raise
        params = {"date": context.told(wrong), "time": context.told(error)}
        raise UserError("meetings.both-wrong", params, choices=wrong.choices, field_name="date") from error
    if wrong is not None or found is None:
        raise wrong or UserError("dates.missing", field_name="date")
    return found, hours
