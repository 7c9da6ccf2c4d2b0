"""`møte holdt` and `møte sendt`: what has happened outside the chat is recorded, and the reminders of it stop."""

from dataclasses import replace
from datetime import date, timedelta

from domain.dates.parse import find_date
from domain.errors import UserError, in_field
from domain.meetings.deadlines import deadlines
from domain.meetings.meetings import Meeting, MeetingKind, check_half_year, step_to
from domain.meetings.steps import BY_WORD, REACHES, STEPS, State, Step, Taker
from domain.meetings.year import Planned
from domain.organisations import Kind, Organisation, fold
from domain.permissions import About, Act
from handlers.cards import Audience, Block, Card, Field, FieldKind, Form, Text
from handlers.core.context import CommandContext
from handlers.core.meeting_words import read_meeting_words
from handlers.core.wording import capital, step_name
from handlers.lookup.meetings import concern_texts, manage, missing_agencies, name_of, tell_county
from handlers.lookup.names import meeting_from, new_ref
from handlers.meetings.new import convener_of, own_kind
from handlers.minutes.attendance import PRESENT, everybody, read_attendance
from handlers.minutes.draft import attended
from storage.meetings.meetings import add_meeting, change_meeting, frame_of, meeting_called, record_step
from storage.minutes.minutes import minutes_of

LONGEST_AHEAD = timedelta(days=366)
"""Nothing of a meeting is sent earlier than this before it."""


def held(context: CommandContext) -> Card:
    """Record that a meeting has been held, and who was there: «møte holdt Agder vår til stede KS, Siva; forfall …».

    Raises UserError: no attendance, no date or one not understood, the meeting's day still ahead.
    """
    meeting, rest = _which_was_held(context)
    manage(context, meeting.kind, meeting.organisation)
    if not rest and not context.fields:
        return _held_form(context, meeting)
    present, absent, partnership, rest = _attendance(context, meeting, rest)
    day = _held_on(context, meeting, rest)
    check_half_year(meeting, day)
    if meeting.state is State.PLANNED:  # held without ever having got a date here
        meeting = replace(meeting, state=State.DATED)
    meeting = change_meeting(context.unit, meeting, state=step_to(meeting, State.HELD), day=day)
    meeting = record_step(context.unit, meeting, Step.HOLD, meeting.organisation, day)
    meeting = attended(context, meeting, present, absent, partnership=partnership)
    tell_county(context, meeting, "held")
    return _held_card(context, meeting)


def _which_was_held(context: CommandContext) -> tuple[Meeting, str]:
    """The meeting; a date that is typed says which year's, and one from before the bot came is set up first."""
    counties = [one for one in context.directory.organisations.values() if one.kind is Kind.COUNTY]
    called = read_meeting_words(context.words, counties)
    found = find_date(PRESENT.split(called.rest)[0], context.dates(past=True)) if called.season else None
    if found is None or called.season is None or called.year or called.ref:
        return meeting_from(context, context.words, past=True)
    kind = called.kind or own_kind(context, called.county)
    convener = convener_of(context, kind, called.county)
    year = found.date.day.year
    ref = new_ref(context, kind, called.season, year, convener)
    meeting = meeting_called(context.session, ref)
    return meeting or add_meeting(context.unit, Planned(ref, kind, called.season, year, convener)), called.rest


def _held_on(context: CommandContext, meeting: Meeting, rest: str) -> date:
    """The day it was held: what was typed, else the day it was set to. Raises UserError when that is still to come."""
    if rest:
        try:
            found = find_date(rest, context.dates(past=True))
        except UserError as error:
            error.field_name = "date"
            raise
        if found is None:
            raise UserError("dates.not-understood", {"text": rest[:60]}, span=rest, field_name="date")
        return found.date.day
    if meeting.day is None:
        raise UserError("meetings.date-missing", {"day": context.today}, field_name="date")
    if meeting.day > context.today:
        raise UserError("meetings.not-before-day", {"ref": meeting.ref, "day": meeting.day})
    return meeting.day


def _attendance(
    context: CommandContext, meeting: Meeting, rest: str
) -> tuple[list[Organisation], list[Organisation], bool, str]:
    """Present, absent, whether the partnership was there, and what else was said (a date).

    Agencies not named among the absent or present are absent.
    """
    if context.fields:
        with in_field("present"):
            said = read_attendance(context, meeting, context.fields.get("present", ""))
        rest = context.fields.get("date", "")
        if not said.present:
            raise UserError("meetings.attendance-missing", {"ref": meeting.ref}, field_name="present")
    else:
        found = PRESENT.search(rest)
        if found is None:
            raise UserError("meetings.attendance-missing", {"ref": meeting.ref})
        said = read_attendance(context, meeting, rest[found.end() :])
        rest = rest[: found.start()]
    here, away = everybody(context, meeting, [one for one, _ in said.present], [one for one, _ in said.absent])
    return here, away, said.partnership, rest.strip(" :,;")


def _held_form(context: CommandContext, meeting: Meeting) -> Card:
    frame = frame_of(context.reading)
    parties = (meeting.organisation, *frame.invited(meeting))
    title = context.say("meetings.form-held-title")
    fields = (
        Field(
            "present",
            context.say("meetings.fact-present"),
            FieldKind.CHOICES,
            choices=tuple((context.short(slug), context.short(slug)) for slug in parties),
        ),
        Field(
            "date",
            context.say("meetings.form-date"),
            FieldKind.DATE,
            value=meeting.day.isoformat() if meeting.day else "",
            required=meeting.day is None,
            hint=context.say("meetings.form-date-past"),
        ),
    )
    form = Form(
        f"møte holdt {meeting.ref}", title, fields, context.say("meetings.form-submit"), intro=name_of(context, meeting)
    )
    return Card(title=title, form=form, language=context.language)


def _held_card(context: CommandContext, meeting: Meeting) -> Card:
    body: list[Block] = []
    if meeting.kind is MeetingKind.REGIONAL and not missing_agencies(context, meeting):
        body.append(Text(context.say("meetings.held-together")))
    body += [Text(text) for text in concern_texts(context, meeting)]
    if meeting.day:
        frame = frame_of(context.reading)
        draft = deadlines(meeting.day, frame.offsets_of(meeting), frame.calendar)[Step.DRAFT]
        if draft.day >= context.today:
            body.append(Text(context.say("meetings.held-minutes-next", day=draft.day)))
    return Card(
        title=context.say("meetings.held-recorded", name=capital(name_of(context, meeting)), day=meeting.day),
        body=tuple(body),
        buttons=(
            context.button("write-minutes", f"referat {meeting.ref}"),
            context.button("new-follow-up", "oppfølging ny"),
            context.button("show", f"møte vis {meeting.ref}"),
        ),
        audience=Audience.ROOM,
        language=context.language,
    )


def sent(context: CommandContext) -> Card:
    """Record that a step has been taken outside the chat: «møte sendt Agder vår saksdokumenter».

    Raises UserError: no step or an unknown one, not its turn yet, a day not understood or long before the meeting, not
    invited, minutes that are written here.
    """
    meeting, rest = meeting_from(context, context.words)
    word, _, more = rest.partition(" ")
    if not word:
        raise UserError("meetings.step-missing", {"ref": meeting.ref})
    step = BY_WORD.get(fold(word))
    if step is None:
        raise UserError("meetings.step-unknown", {"typed": word[:40]})
    more = more.removeprefix("the date").strip()
    day = context.today
    if more:
        found = find_date(more, context.dates(past=True))
        if found is None:
            raise UserError("dates.not-understood", {"text": more[:60]}, span=more)
        day = found.date.day
        if meeting.day and day < meeting.day - LONGEST_AHEAD:
            raise UserError("meetings.step-day", {"day": day}, span=found.date.span)
    if STEPS[step].taker is Taker.EACH_PARTY:
        return _party_step(context, meeting, step)
    return _convener_step(context, meeting, step, day)


def _party_step(context: CommandContext, meeting: Meeting, step: Step) -> Card:
    own = context.actor.organisation
    if own not in frame_of(context.reading).invited(meeting):
        raise UserError("meetings.not-invited", {"organisation": context.short(own), "ref": meeting.ref})
    context.require(Act.DELIVER, About(owner=own))
    if not meeting.asks_for(step):
        raise UserError("meetings.not-yet", {"ref": meeting.ref, "state": meeting.state.value, "target": step.value})
    record_step(context.unit, meeting, step, own, context.today)
    key = "meetings.no-comments-recorded" if step is Step.COMMENT else "meetings.step-own-recorded"
    return Card(
        title=context.say(
            key,
            step=step_name(context.language, step.value),
            organisation=context.short(own),
            name=name_of(context, meeting),
        ),
        buttons=(context.button("mine", "mine"),),
        language=context.language,
    )


def _convener_step(context: CommandContext, meeting: Meeting, step: Step, day: date) -> Card:
    manage(context, meeting.kind, meeting.organisation)
    kept = minutes_of(context.session, meeting.id)
    if step in (Step.DRAFT, Step.APPROVE) and kept is not None and kept.version:
        raise UserError("minutes.is-here", {"ref": meeting.ref})  # written here, so sent and approved from here
    meeting = change_meeting(context.unit, meeting, state=step_to(meeting, REACHES[step]))
    meeting = record_step(context.unit, meeting, step, meeting.organisation, day)
    tell_county(context, meeting, step.value)
    return Card(
        title=context.say(
            "meetings.step-recorded",
            step=step_name(context.language, step.value),
            name=name_of(context, meeting),
            day=day,
        ),
        buttons=(context.button("show", f"møte vis {meeting.ref}"),),
        audience=Audience.ROOM,
        language=context.language,
    )
