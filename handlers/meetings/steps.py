"""`møte holdt` and `møte sendt`: what has happened outside the chat is recorded, and the reminders of it stop."""

import re
from dataclasses import replace
from datetime import date, timedelta

from domain.dates.parse import find_date
from domain.errors import UserError, in_field
from domain.meetings.deadlines import deadlines
from domain.meetings.meetings import REACHES, Meeting, MeetingKind, State, Step, check_half_year, step_to
from domain.organisations import Kind, Organisation, fold
from domain.permissions import About, Act
from handlers.cards import Audience, Block, Card, Field, FieldKind, Form, Text
from handlers.core.context import Ask
from handlers.core.wording import capital, step_name
from handlers.lookup.meetings import concern_texts, manage, missing_agencies, name_of, tell_county
from handlers.lookup.names import meeting_from, new_ref, read_meeting_words
from handlers.meetings.new import convener_of, own_kind
from handlers.minutes.attendance import PRESENT, everybody, read_attendance
from handlers.minutes.draft import attended
from storage.meetings.meetings import frame_of, meeting_row, take_step, with_steps
from storage.minutes.minutes import minutes_of
from storage.tables import MeetingRow

LONGEST_AHEAD = timedelta(days=366)
"""Nothing of a meeting is sent earlier than this before it."""

STEPS = {
    "datovarsel": Step.SAVE_THE_DATE, "save the date": Step.SAVE_THE_DATE, "save": Step.SAVE_THE_DATE,
    "innkalling": Step.CONVENE, "innkall": Step.CONVENE, "convene": Step.CONVENE, "notice": Step.CONVENE,
    "saksdokumenter": Step.PAPERS, "saksdokument": Step.PAPERS, "saksliste": Step.PAPERS, "papers": Step.PAPERS,
    "innspill": Step.CONTRIBUTE, "innspel": Step.CONTRIBUTE, "input": Step.CONTRIBUTE,
    "pamelding": Step.SIGN_UP, "signup": Step.SIGN_UP, "sign up": Step.SIGN_UP,
    "referatutkast": Step.DRAFT, "utkast": Step.DRAFT, "draft": Step.DRAFT,
    "merknader": Step.COMMENT, "merknad": Step.COMMENT, "comments": Step.COMMENT,
    "godkjent": Step.APPROVE, "godkjend": Step.APPROVE, "referat": Step.APPROVE, "approved": Step.APPROVE,
}  # fmt: skip
"""The word people use for a step (folded) → the step."""

_AFTER = {Step.CONTRIBUTE: Step.CONVENE, Step.SIGN_UP: Step.CONVENE, Step.COMMENT: Step.DRAFT}
"""Steps each party takes for itself, and the convener's step they answer; all others are the convener's."""


def held(ask: Ask) -> Card:
    """Record that a meeting has been held, and who was there: «møte holdt Agder vår til stede KS, Siva; forfall …»."""
    row, meeting, rest = _which_was_held(ask)
    manage(ask, meeting.kind, row.organisation)
    if not rest and not ask.fields:
        return _held_form(ask, row, meeting)
    present, absent, partnership, rest = _attendance(ask, meeting, rest)
    day = _held_on(ask, row, rest)
    check_half_year(meeting, day)
    if meeting.state is State.PLANNED:  # held without ever having got a date here
        meeting = replace(meeting, state=State.DATED)
    row.state = step_to(meeting, State.HELD).value
    row.day = day
    row.version += 1
    take_step(ask.unit, row, Step.HOLD, row.organisation, day)
    attended(ask, row, meeting, present, absent, partnership=partnership)
    tell_county(ask, row, "held")
    return _held_card(ask, row)


def _which_was_held(ask: Ask) -> tuple[MeetingRow, Meeting, str]:
    """The meeting; a date that is typed says which year's, and one from before the bot came is set up first."""
    counties = [one for one in ask.directory.organisations.values() if one.kind is Kind.COUNTY]
    called = read_meeting_words(ask.words, counties)
    found = find_date(PRESENT.split(called.rest)[0], ask.dates(past=True)) if called.season else None
    if found is None or called.season is None or called.year or called.ref:
        return meeting_from(ask, ask.words, past=True)
    kind = called.kind or own_kind(ask, called.county)
    convener = convener_of(ask, kind, called.county)
    ref = new_ref(ask, kind, called.season, found.date.day.year, convener)
    row = meeting_row(ask.session, ref)
    if row is None:
        row = MeetingRow(
            ref=ref,
            kind=kind.value,
            season=called.season.value,
            year=found.date.day.year,
            organisation=convener,
            arose_on=ask.today,
        )
        ask.session.add(row)
        ask.session.flush()
    return row, with_steps(ask.session, [row])[0], called.rest


def _held_on(ask: Ask, row: MeetingRow, rest: str) -> date:
    """The day it was held: what was typed, else the day it was set to. Raises UserError when that is still to come."""
    if rest:
        try:
            found = find_date(rest, ask.dates(past=True))
        except UserError as error:
            error.field_name = "date"
            raise
        if found is None:
            raise UserError("dates.not-understood", {"text": rest[:60]}, span=rest, field_name="date")
        return found.date.day
    if row.day is None:
        raise UserError("meetings.date-missing", {"day": ask.today}, field_name="date")
    if row.day > ask.today:
        raise UserError("meetings.not-before-day", {"ref": row.ref, "day": row.day})
    return row.day


def _attendance(ask: Ask, meeting: Meeting, rest: str) -> tuple[list[Organisation], list[Organisation], bool, str]:
    """Present, absent, whether the partnership was there, and what else was said (a date).

    Agencies not named among the absent or present are absent.
    """
    if ask.fields:
        with in_field("present"):
            said = read_attendance(ask, meeting, ask.fields.get("present", ""))
        rest = ask.fields.get("date", "")
        if not said.present:
            raise UserError("meetings.attendance-missing", {"ref": meeting.ref}, field_name="present")
    else:
        found = PRESENT.search(rest)
        if found is None:
            raise UserError("meetings.attendance-missing", {"ref": meeting.ref})
        said = read_attendance(ask, meeting, rest[found.end() :])
        rest = rest[: found.start()]
    here, away = everybody(ask, meeting, [one for one, _ in said.present], [one for one, _ in said.absent])
    return here, away, said.partnership, rest.strip(" :,;")


def _held_form(ask: Ask, row: MeetingRow, meeting: Meeting) -> Card:
    frame = frame_of(ask.reading)
    parties = (meeting.organisation, *frame.invited(meeting))
    title = ask.say("meetings.form-held-title")
    fields = (
        Field(
            "present",
            ask.say("meetings.fact-present"),
            FieldKind.CHOICES,
            choices=tuple((ask.short(slug), ask.short(slug)) for slug in parties),
        ),
        Field(
            "date",
            ask.say("meetings.form-date"),
            FieldKind.DATE,
            value=row.day.isoformat() if row.day else "",
            required=row.day is None,
            hint=ask.say("meetings.form-date-past"),
        ),
    )
    form = Form(f"møte holdt {row.ref}", title, fields, ask.say("meetings.form-submit"), intro=name_of(ask, meeting))
    return Card(title=title, form=form, language=ask.language)


def _held_card(ask: Ask, row: MeetingRow) -> Card:
    meeting = with_steps(ask.session, [row])[0]
    body: list[Block] = []
    if meeting.kind is MeetingKind.REGIONAL and not missing_agencies(ask, meeting):
        body.append(Text(ask.say("meetings.held-together")))
    body += [Text(text) for text in concern_texts(ask, meeting)]
    if meeting.day:
        frame = frame_of(ask.reading)
        draft = deadlines(meeting.day, frame.offsets_of(meeting), frame.calendar)[Step.DRAFT]
        if draft.day >= ask.today:
            body.append(Text(ask.say("meetings.held-minutes-next", day=draft.day)))
    return Card(
        title=ask.say("meetings.held-recorded", name=capital(name_of(ask, meeting)), day=meeting.day),
        body=tuple(body),
        buttons=(
            ask.button("write-minutes", f"referat {row.ref}"),
            ask.button("new-follow-up", "oppfølging ny"),
            ask.button("show", f"møte vis {row.ref}"),
        ),
        audience=Audience.ROOM,
        language=ask.language,
    )


def sent(ask: Ask) -> Card:
    """Record that a step has been taken outside the chat: «møte sendt Agder vår saksdokumenter»."""
    row, meeting, rest = meeting_from(ask, ask.words)
    word, _, more = rest.partition(" ")
    if not word:
        raise UserError("meetings.step-missing", {"ref": row.ref})
    step = STEPS.get(fold(word))
    if step is None:
        raise UserError("meetings.step-unknown", {"typed": word[:40]})
    more = re.sub(r"^the date\s*", "", more).strip()
    day = ask.today
    if more:
        found = find_date(more, ask.dates(past=True))
        if found is None:
            raise UserError("dates.not-understood", {"text": more[:60]}, span=more)
        day = found.date.day
        if meeting.day and day < meeting.day - LONGEST_AHEAD:
            raise UserError("meetings.step-day", {"day": day}, span=found.date.span)
    return _party_step(ask, row, meeting, step) if step in _AFTER else _convener_step(ask, row, meeting, step, day)


def _party_step(ask: Ask, row: MeetingRow, meeting: Meeting, step: Step) -> Card:
    own = ask.actor.organisation
    if own not in frame_of(ask.reading).invited(meeting):
        raise UserError("meetings.not-invited", {"organisation": ask.short(own), "ref": row.ref})
    ask.require(Act.DELIVER, About(owner=own))
    if meeting.taken(_AFTER[step]) is None:
        raise UserError("meetings.not-yet", {"ref": row.ref, "state": row.state, "target": step.value})
    take_step(ask.unit, row, step, own, ask.today)
    key = "meetings.no-comments-recorded" if step is Step.COMMENT else "meetings.step-own-recorded"
    return Card(
        title=ask.say(
            key,
            step=step_name(ask.language, step.value),
            organisation=ask.short(own),
            name=name_of(ask, meeting),
        ),
        buttons=(ask.button("mine", "mine"),),
        language=ask.language,
    )


def _convener_step(ask: Ask, row: MeetingRow, meeting: Meeting, step: Step, day: date) -> Card:
    manage(ask, meeting.kind, row.organisation)
    kept = minutes_of(ask.session, meeting.id)
    if step in (Step.DRAFT, Step.APPROVE) and kept is not None and kept.version:
        raise UserError("minutes.is-here", {"ref": row.ref})  # written here, so sent and approved from here
    target = REACHES[step]
    row.state = step_to(meeting, target).value
    row.version += 1
    take_step(ask.unit, row, step, row.organisation, day)
    ask.session.flush()
    tell_county(ask, row, step.value)
    return Card(
        title=ask.say(
            "meetings.step-recorded",
            step=step_name(ask.language, step.value),
            name=name_of(ask, meeting),
            day=day,
        ),
        buttons=(ask.button("show", f"møte vis {row.ref}"),),
        audience=Audience.ROOM,
        language=ask.language,
    )
