"""`møte vis`, `flytt`, `avlys`: a planned meeting and what can happen to it."""

import re
from dataclasses import replace

from sqlmodel import col, select

from domain.calendar import oslo_date
from domain.dates.parse import ParsedDate
from domain.duties.duties import duties_of_meeting
from domain.errors import UserError
from domain.meetings.meetings import BEFORE_MEETING, Meeting, State, check_day, step_to
from domain.permissions import About, Act
from handlers.cards import Audience, Block, Button, Card, Copy, Heading, Note, Text
from handlers.core.access import Need, Offer, Offered, left_to, may, offered
from handlers.core.context import Ask
from handlers.core.wording import capital, echo
from handlers.lookup.meetings import (
    concern_texts,
    date_notes,
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
from handlers.meetings.facts import changed, facts
from handlers.meetings.invitation import CONVENING, invitation
from handlers.texts import day_text, time_text
from handlers.views.duty_items import view_of
from storage.agenda.agenda import release_carried
from storage.meetings.meetings import frame_of, with_steps
from storage.tables import DutyRow, MeetingRow

CONFIRM = ("bekreft", "stadfest", "confirm")
_TOLD = ("save-the-date", "convening", "change-notice", "details", "called-off")
"""The kinds of message that go to the parties of a meeting."""


def confirmed(words: str) -> tuple[str, bool]:
    """«… bekreft» → the words before it, and that it was said."""
    head, _, last = words.rpartition(" ")
    return (head.strip(), True) if last.casefold() in CONFIRM else (words, False)


def show_meeting(ask: Ask) -> Card:
    """Everything about one meeting: facts, deadlines, who received what and when."""
    row, meeting, rest = meeting_from(ask, ask.words)
    nothing_more(rest)
    ask.require(Act.READ_OVERVIEW, About())
    body: list[Block] = [facts(ask, row, meeting)]
    body += [Text(text) for text in concern_texts(ask, meeting)]
    body += deadline_rows(ask, meeting, frame_of(ask.reading))
    found = _next(ask, row, meeting)
    if told := left_to(view_of(ask), found):
        body.append(Text(told))
    received = _received(ask, meeting)
    if received:
        body += [Heading(ask.say("meetings.fact-received")), *received, *_to_copy(ask, meeting)]
    body.append(Note(ask.say("common.clause", clause=f"{meeting.meeting_clause}, {meeting.convening_clause}")))
    return Card(
        title=capital(name_of(ask, meeting)),
        body=tuple(body),
        buttons=found.buttons,
        language=ask.language,
    )


def _received(ask: Ask, meeting: Meeting) -> list[Text]:
    """Who received what and when, one paragraph for each kind of message."""
    said: dict[str, list[str]] = {}
    for row in messages_about(ask, meeting, _TOLD):
        line = ask.say(
            "meetings.received-at",
            organisation=ask.short(row.organisation),
            state=row.status,
            when=day_text(oslo_date(row.sent_at), ask.language, "short") if row.sent_at else "",
        )
        said.setdefault(row.kind, []).append(line)
    facts = {"name": name_of(ask, meeting), "day": meeting.day or ask.today}
    return [Text("\n".join((ask.say(f"messages.{kind}-title", **facts), *lines))) for kind, lines in said.items()]


def _to_copy(ask: Ask, meeting: Meeting) -> list[Block]:
    """Who the convening didn't reach, with its text ready for an e-mail."""
    missed = [row.organisation for row in messages_about(ask, meeting, ("convening",)) if row.status == "undeliverable"]
    if not missed or meeting.day is None or meeting.state not in BEFORE_MEETING:
        return []
    text = invitation(ask.reading, ask.language, meeting, CONVENING)
    names = ", ".join(ask.short(slug) for slug in dict.fromkeys(missed))
    return [Text(ask.say("convene.without-room", names=names)), Copy(text)]


def _next(ask: Ask, row: MeetingRow, meeting: Meeting) -> Offered:
    """What can be done next, for the state it is in, and by whom."""
    ref, state = row.ref, State(row.state)
    read = Offer("read-minutes", f"referat vis {ref}")
    draft = (read,) if may(ask.actor, Act.READ_DRAFT, About(parties=parties_of(ask, meeting))) else ()
    table: dict[State, tuple[Offer, ...]] = {
        State.PLANNED: (Offer("set-date", f"møte ny {ref}", Need.MANAGE),),
        State.DATED: (
            Offer("save-the-date", f"datovarsel {ref}", Need.MANAGE),
            Offer("convene-now", f"innkall {ref}", Need.MANAGE),
        ),
        State.SAVED: (Offer("convene-now", f"innkall {ref}", Need.MANAGE),),
        State.CONVENED: (Offer("send-papers", f"saksliste send {ref}", Need.MANAGE),),
        State.HELD: (Offer("write-minutes", f"referat {ref}", Need.EDIT),),
        State.DRAFTED: draft,
        State.COMMENTED: draft,
        State.APPROVED: (read,),
    }
    offers = table.get(state, ())
    if state in BEFORE_MEETING and row.day and row.day <= ask.today:
        offers = (Offer("held", f"møte holdt {ref}", Need.MANAGE),)
    return offered(view_of(ask), (*offers, Offer("agenda", f"saksliste {ref}")), meeting.county)


def move_meeting(ask: Ask) -> Card:
    """Move a dated meeting: preview what follows, then confirm. Whoever was given the date gets a change notice."""
    words, version = split_version(ask.words)
    words, sure = confirmed(words)
    row, meeting, rest = meeting_from(ask, words)
    manage(ask, meeting.kind, row.organisation)
    check_version(version, row.version)
    if meeting.state is State.CANCELLED:
        raise UserError("meetings.is-cancelled", {"ref": row.ref})
    if meeting.state not in BEFORE_MEETING:
        raise UserError("meetings.already", {"ref": row.ref, "state": row.state})
    old = dated(ask, meeting)
    rest = re.sub(r"^(til|to)\s+", "", rest, flags=re.IGNORECASE)
    if not rest:
        raise UserError("meetings.date-missing", {"day": example_for(ask, meeting, old)}, field_name="date")
    found = read_day(ask, rest, meeting.season)
    check_day(meeting, found.day, ask.calendar, span=found.span)
    if found.day == row.day and found.time in (None, row.at):
        raise UserError("meetings.unchanged-day", {"name": capital(name_of(ask, meeting)), "day": found.day})
    not_passed(ask, row.ref, found.day)
    told = told_parties(ask, meeting)
    if found.day == row.day:
        row.at = found.time
        return changed(ask, row, meeting, told, *date_notes(ask, found.notes))
    return _move(ask, row, found, told) if sure else _preview_move(ask, row, meeting, found, told)


def _preview_move(ask: Ask, row: MeetingRow, meeting: Meeting, found: ParsedDate, told: list[str]) -> Card:
    moved = replace(meeting, day=found.day)
    frame = frame_of(ask.reading)
    waiting = ask.session.exec(
        select(DutyRow).where(
            DutyRow.subject_kind == "meeting", DutyRow.subject_id == row.id, col(DutyRow.done_on).is_(None)
        )
    ).all()
    new = {duty.key: duty.due for duty in duties_of_meeting(moved, frame, ask.today)}
    changed = [duty for duty in waiting if new.get(duty.key) not in (None, duty.due)]
    past = sum(1 for duty in changed if new[duty.key] < ask.today)
    name = name_of(ask, meeting)
    lines = [ask.say("meetings.moved-preview-deadlines", n=len(changed))]
    if past:
        lines.append(ask.say("meetings.moved-preview-past", n=past))
    if told:
        lines.append(ask.say("meetings.moved-preview-told", n=len(told)))
    lines += [*date_notes(ask, found.notes), *concern_texts(ask, moved)]
    at = f" {time_text(found.time, 'nb')}" if found.time else ""
    return Card(
        title=ask.say("meetings.moved-preview", name=name, old=meeting.day, day=found.day),
        body=(Text("\n".join(lines)),),
        buttons=(
            Button(
                ask.say("buttons.confirm"),
                f"møte flytt {row.ref} {found.day.isoformat()}{at} bekreft v{row.version}",
                primary=True,
            ),
            ask.button("cancel", f"møte vis {row.ref}"),
        ),
        language=ask.language,
    )


def _move(ask: Ask, row: MeetingRow, found: ParsedDate, told: list[str]) -> Card:
    old = row.day
    row.day, row.at = found.day, found.time or row.at
    row.moved_on = ask.today
    row.version += 1
    ask.session.flush()
    for slug in told:
        ask.unit.send("change-notice", slug, {"meeting": row.ref, "old": old.isoformat() if old else ""})
    tell_county(ask, row, "moved")
    meeting = with_steps(ask.session, [row])[0]
    body: list[Block] = [Text(capital(echo(ask.language, found.day, ask.today, row.at)))]
    if told:
        body.append(Text(ask.say("meetings.moved-told", n=len(told))))
    body += [Text(text) for text in concern_texts(ask, meeting)]
    body += deadline_rows(ask, meeting, frame_of(ask.reading))
    return Card(
        title=ask.say("meetings.moved", name=capital(name_of(ask, meeting)), day=found.day),
        body=tuple(body),
        buttons=(ask.button("show", f"møte vis {row.ref}"),),
        audience=Audience.ROOM,
        language=ask.language,
    )


def call_off(ask: Ask) -> Card:
    """Cancel a meeting that hasn't been held: preview, then confirm; those who know of it are told."""
    words, version = split_version(ask.words)
    words, sure = confirmed(words)
    row, meeting, rest = meeting_from(ask, words)
    nothing_more(rest)
    manage(ask, meeting.kind, row.organisation)
    check_version(version, row.version)
    target = step_to(meeting, State.CANCELLED)
    told = told_parties(ask, meeting)
    name = name_of(ask, meeting)
    if not sure:
        return Card(
            title=ask.say("meetings.cancel-preview", name=name),
            body=(Text(ask.say("meetings.cancel-preview-told", n=len(told))),),
            buttons=(
                Button(ask.say("buttons.confirm"), f"møte avlys {row.ref} bekreft v{row.version}", primary=True),
                ask.button("cancel", f"møte vis {row.ref}"),
            ),
            language=ask.language,
        )
    row.state = target.value
    row.moved_on = ask.today
    row.version += 1
    ask.session.flush()
    release_carried(ask.unit, meeting.id)
    for slug in told:
        ask.unit.send("called-off", slug, {"meeting": row.ref})
    tell_county(ask, row, "called-off")
    return Card(
        title=ask.say("meetings.cancelled", name=capital(name)),
        buttons=(ask.button("status", "status"),),
        audience=Audience.ROOM,
        language=ask.language,
    )
