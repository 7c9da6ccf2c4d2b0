"""`møte vis`, `flytt`, `avlys`: a planned meeting and what can happen to it."""

import re
from dataclasses import replace

from domain.calendar import oslo_date
from domain.dates.parse import ParsedDate
from domain.duties.duties import duties_of_meeting
from domain.errors import UserError
from domain.meetings.meetings import Meeting, check_day, step_to
from domain.meetings.steps import BEFORE_MEETING, State, Step, steps_in
from domain.permissions import About, Act, Need
from handlers.cards import Audience, Block, Button, Card, Copy, Heading, Note, Text
from handlers.core.access import Offered, PossibleButton, left_to, may, offered
from handlers.core.context import CommandContext
from handlers.core.field_text import confirmed
from handlers.core.wording import capital, echo
from handlers.lookup.meetings import (
    concern_texts,
    dated,
    deadline_rows,
    example_for,
    manage,
    messages_about,
    name_of,
    not_passed,
    parties_of,
    tell_county,
    told_parties,
)
from handlers.lookup.names import check_version, meeting_from, nothing_more, split_version
from handlers.meetings.day_and_time import read_day
from handlers.meetings.facts import changed_card, facts
from handlers.meetings.invitation import CONVENING, invitation
from handlers.meetings.messages import RECIPES
from handlers.meetings.subject import step_buttons
from handlers.texts import day_text, time_text
from handlers.views.view import view_of
from storage.agenda.agenda import release_carried
from storage.duties.find import undone_duties_of
from storage.meetings.meetings import change_meeting, frame_of
from storage.tables import MessageStatus

_TOLD = tuple(kind for kind, recipe in RECIPES.items() if recipe.to_parties)
"""The kinds of message that tell a meeting's parties of it."""
_TO = re.compile(r"^(til|to)\s+", re.IGNORECASE)


def show_meeting(context: CommandContext) -> Card:
    """Everything about one meeting: facts, deadlines, who received what and when."""
    meeting, rest = meeting_from(context, context.words)
    nothing_more(rest)
    context.require(Act.READ_OVERVIEW, About())
    body: list[Block] = [facts(context, meeting)]
    body += [Text(text) for text in concern_texts(context, meeting)]
    body += deadline_rows(context, meeting, frame_of(context.reading))
    found = _next(context, meeting)
    if told := left_to(view_of(context), found):
        body.append(Text(told))
    received = _received(context, meeting)
    if received:
        body += [Heading(context.say("meetings.fact-received")), *received, *_to_copy(context, meeting)]
    body.append(Note(context.say("common.clause", clause=f"{meeting.meeting_clause}, {meeting.convening_clause}")))
    return Card(
        title=capital(name_of(context, meeting)),
        body=tuple(body),
        buttons=found.buttons,
        language=context.language,
    )


def _received(context: CommandContext, meeting: Meeting) -> list[Text]:
    """Who received what and when, one paragraph for each kind of message."""
    said: dict[str, list[str]] = {}
    for row in messages_about(context, meeting, _TOLD):
        line = context.say(
            "meetings.received-at",
            organisation=context.short(row.organisation),
            state=row.status,
            when=day_text(oslo_date(row.sent_at), context.language, "short") if row.sent_at else "",
        )
        said.setdefault(row.kind, []).append(line)
    facts = {"name": name_of(context, meeting), "day": meeting.day or context.today}
    return [Text("\n".join((context.say(f"messages.{kind}-title", **facts), *lines))) for kind, lines in said.items()]


def _to_copy(context: CommandContext, meeting: Meeting) -> list[Block]:
    """Who the convening didn't reach, with its text ready for an e-mail."""
    missed = [
        row.organisation
        for row in messages_about(context, meeting, ("convening",))
        if row.status == MessageStatus.UNDELIVERABLE
    ]
    if not missed or meeting.day is None or meeting.state not in BEFORE_MEETING:
        return []
    text = invitation(context.reading, context.language, meeting, CONVENING)
    names = ", ".join(context.short(slug) for slug in dict.fromkeys(missed))
    return [Text(context.say("convene.without-room", names=names)), Copy(text)]


def _next(context: CommandContext, meeting: Meeting) -> Offered:
    """What can be done next, for the state it is in, and by whom."""
    offers = [*_ways_on(context, meeting), PossibleButton("agenda", f"saksliste {meeting.ref}")]
    return offered(view_of(context), offers, meeting.county)


def _ways_on(context: CommandContext, meeting: Meeting) -> list[PossibleButton]:
    """To the steps it can take now; to its minutes, once there are any to read."""
    ref, state = meeting.ref, meeting.state
    if state in BEFORE_MEETING and meeting.day and meeting.day <= context.today:
        return [PossibleButton("held", f"møte holdt {ref}", Need.MANAGE)]
    if state in (State.DRAFTED, State.APPROVED):
        reads = may(context.actor, Act.READ_DRAFT, About(parties=parties_of(context, meeting)))
        return [PossibleButton("read-minutes", f"referat vis {ref}")] if reads or state is State.APPROVED else []
    return [step_buttons(step, ref)[0] for step in steps_in(state) if step is not Step.HOLD]


def move_meeting(context: CommandContext) -> Card:
    """Move a dated meeting: preview what follows, then confirm. Whoever was given the date gets a change notice.

    Raises UserError: no date, the same date, the meeting cancelled or over.
    """
    words, version = split_version(context.words)
    words, sure = confirmed(words)
    meeting, rest = meeting_from(context, words)
    manage(context, meeting.kind, meeting.organisation)
    check_version(version, meeting.version)
    if meeting.state is State.CANCELLED:
        raise UserError("meetings.is-cancelled", {"ref": meeting.ref})
    if meeting.state not in BEFORE_MEETING:
        raise UserError("meetings.already", {"ref": meeting.ref, "state": meeting.state.value})
    old = dated(context, meeting)
    rest = _TO.sub("", rest)
    if not rest:
        raise UserError("meetings.date-missing", {"day": example_for(context, meeting, old)}, field_name="date")
    found = read_day(context, rest, meeting.season)
    check_day(meeting, found.day, context.calendar, span=found.span)
    if found.day == meeting.day and found.time in (None, meeting.at):
        raise UserError("meetings.unchanged-day", {"name": capital(name_of(context, meeting)), "day": found.day})
    not_passed(context, meeting.ref, found.day)
    told = told_parties(context, meeting)
    if found.day == meeting.day:
        meeting = change_meeting(context.unit, meeting, at=found.time)
        return changed_card(context, meeting, told, *context.date_notes(found.notes))
    return _move(context, meeting, found, told) if sure else _preview_move(context, meeting, found, told)


def _preview_move(context: CommandContext, meeting: Meeting, found: ParsedDate, told: list[str]) -> Card:
    moved = replace(meeting, day=found.day)
    frame = frame_of(context.reading)
    waiting = undone_duties_of(context.session, "meeting", meeting.id)
    new = {duty.key: duty.due for duty in duties_of_meeting(moved, frame)}
    changed = [duty for duty in waiting if new.get(duty.key) not in (None, duty.due)]
    past = sum(1 for duty in changed if new[duty.key] < context.today)
    name = name_of(context, meeting)
    lines = [context.say("meetings.moved-preview-deadlines", n=len(changed))]
    if past:
        lines.append(context.say("meetings.moved-preview-past", n=past))
    if told:
        lines.append(context.say("meetings.moved-preview-told", n=len(told)))
    lines += [*context.date_notes(found.notes), *concern_texts(context, moved)]
    at = f" {time_text(found.time, 'nb')}" if found.time else ""
    return Card(
        title=context.say("meetings.moved-preview", name=name, old=meeting.day, day=found.day),
        body=(Text("\n".join(lines)),),
        buttons=(
            Button(
                context.say("buttons.confirm"),
                f"møte flytt {meeting.ref} {found.day.isoformat()}{at} bekreft v{meeting.version}",
                primary=True,
            ),
            context.button("cancel", f"møte vis {meeting.ref}"),
        ),
        language=context.language,
    )


def _move(context: CommandContext, meeting: Meeting, found: ParsedDate, told: list[str]) -> Card:
    old = meeting.day.isoformat() if meeting.day else ""
    at = found.time or meeting.at
    meeting = change_meeting(context.unit, meeting, day=found.day, at=at, moved_on=context.today)
    for slug in told:
        context.unit.send("change-notice", slug, {"meeting": meeting.ref, "old": old})
    tell_county(context, meeting, "moved")
    body: list[Block] = [Text(capital(echo(context.language, found.day, context.today, at)))]
    if told:
        body.append(Text(context.say("meetings.moved-told", n=len(told))))
    body += [Text(text) for text in concern_texts(context, meeting)]
    body += deadline_rows(context, meeting, frame_of(context.reading))
    return Card(
        title=context.say("meetings.moved", name=capital(name_of(context, meeting)), day=found.day),
        body=tuple(body),
        buttons=(context.button("show", f"møte vis {meeting.ref}"),),
        audience=Audience.ROOM,
        language=context.language,
    )


def call_off(context: CommandContext) -> Card:
    """Cancel a meeting that hasn't been held: preview, then confirm; those who know of it are told."""
    words, version = split_version(context.words)
    words, sure = confirmed(words)
    meeting, rest = meeting_from(context, words)
    nothing_more(rest)
    manage(context, meeting.kind, meeting.organisation)
    check_version(version, meeting.version)
    target = step_to(meeting, State.CANCELLED)
    told = told_parties(context, meeting)
    name = name_of(context, meeting)
    if not sure:
        return Card(
            title=context.say("meetings.cancel-preview", name=name),
            body=(Text(context.say("meetings.cancel-preview-told", n=len(told))),),
            buttons=(
                Button(
                    context.say("buttons.confirm"), f"møte avlys {meeting.ref} bekreft v{meeting.version}", primary=True
                ),
                context.button("cancel", f"møte vis {meeting.ref}"),
            ),
            language=context.language,
        )
    meeting = change_meeting(context.unit, meeting, state=target, moved_on=context.today)
    release_carried(context.unit, meeting.id)
    for slug in told:
        context.unit.send("called-off", slug, {"meeting": meeting.ref})
    tell_county(context, meeting, "called-off")
    return Card(
        title=context.say("meetings.cancelled", name=capital(name)),
        buttons=(context.button("status", "status"),),
        audience=Audience.ROOM,
        language=context.language,
    )
