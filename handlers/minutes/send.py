"""`referat send`, `merknad`, `merknad svar`: a draft out to the parties, and what they say of it (§ 2)."""

import re

from sqlmodel import select

from domain.duties.reminders import sending_now
from domain.errors import UserError
from domain.meetings.deadlines import deadlines
from domain.meetings.meetings import Meeting, State, Step, step_to
from domain.meetings.minutes import MinutesState
from domain.permissions import About, Act
from handlers.cards import Audience, Block, Button, Card, Copy, Field, FieldKind, Form, Heading, Text
from handlers.core.context import Ask
from handlers.core.wording import capital, says_something
from handlers.lookup.agenda_items import begins_with_item, headed, item_from, number_of
from handlers.lookup.meetings import manage, may_edit, name_of, parties_of, tell_county
from handlers.lookup.names import check_version, meeting_from, split_version
from handlers.meetings.convene import without_room
from handlers.meetings.show import confirmed
from handlers.messages.plain_text import plain
from handlers.minutes.attendance import mark_held
from handlers.minutes.content import Content, content_of
from handlers.minutes.draft import LONGEST_ITEM, Draft, begin_draft, to_see_to
from handlers.minutes.show import meeting_of, reading_draft, waiting_for_answer
from handlers.minutes.view import heading_of, minutes_blocks
from storage.meetings.meetings import frame_of, take_step, with_steps
from storage.minutes.minutes import answer, answers_of, minutes_of
from storage.tables import MeetingRow, MinutesRow, StepRow

ANSWERS = re.compile(r"^(?:svar|answer)\s+(?=\d{1,3}\s*:)", re.IGNORECASE)
"""What makes words after «merknad» an answer to one: the word, a number and a colon."""
_NUMBERED = re.compile(r"^(\d{1,3})\s*:?\s+", re.IGNORECASE)


def send_out(ask: Ask) -> Card:
    """Send the draft to the parties for comments: «referat send Agder vår», look, confirm."""
    words, version = split_version(ask.words)
    words, sure = confirmed(words)
    row, meeting = meeting_of(ask, words)
    manage(ask, meeting.kind, row.organisation)
    draft = begin_draft(ask, row, meeting) if sure else reading_draft(ask, row, meeting)
    if draft.minutes.state == MinutesState.OUT.value:
        raise UserError("minutes.is-out", {"ref": row.ref, "day": draft.minutes.sent_on})
    check_version(version, draft.minutes.version)
    invited = frame_of(ask.reading).invited(meeting)
    if not sure:
        return _preview(draft, invited)
    _out(draft)
    for slug in invited:
        ask.unit.send("minutes-out", slug, {"meeting": row.ref, "draft": str(draft.minutes.draft)})
    tell_county(ask, row, "minutes")
    return _sent(draft, invited)


def _preview(draft: Draft, invited: tuple[str, ...]) -> Card:
    ask, ref = draft.ask, draft.row.ref
    body: list[Block] = [Text(ask.say("convene.recipients", n=len(invited), names=_names(ask, invited)))]
    lacking = to_see_to(draft)
    if lacking:
        body += [Heading(ask.say("minutes.heading-lacking")), Text("\n".join(lacking))]
    if not sending_now(ask.at, ask.calendar):
        body.append(Text(ask.say("convene.odd-hour")))
    return Card(
        title=ask.say("minutes.send-preview", name=name_of(ask, draft.meeting)),
        body=tuple(body),
        buttons=(
            Button(
                ask.say("buttons.send-minutes"), f"referat send {ref} bekreft v{draft.minutes.version}", primary=True
            ),
            ask.button("show", f"referat vis {ref}"),
        ),
        language=ask.language,
    )


def _names(ask: Ask, slugs: tuple[str, ...]) -> str:
    return ", ".join(ask.short(slug) for slug in slugs)


def _out(draft: Draft) -> None:
    """The draft is out from today: the parties' days count from now, also when it goes out anew."""
    ask, row, minutes = draft.ask, draft.row, draft.minutes
    minutes.state, minutes.sent_on = MinutesState.OUT.value, ask.today
    minutes.draft += 1
    meeting = _held(ask, draft)
    if meeting.state is State.HELD:
        row.state = step_to(meeting, State.DRAFTED).value
        row.version += 1
        take_step(ask.unit, row, Step.DRAFT, row.organisation, ask.today)
    else:
        for step in ask.session.exec(select(StepRow).where(StepRow.meeting_id == row.id)).all():
            if step.step == Step.DRAFT.value:
                step.day, step.at = ask.today, ask.at
            elif step.step == Step.COMMENT.value:
                ask.session.delete(step)  # given to another draft
    ask.session.flush()


def _held(ask: Ask, draft: Draft) -> Meeting:
    """Whoever sends minutes says that the meeting has been held."""
    mark_held(ask, draft.row, draft.meeting)
    ask.session.flush()
    return with_steps(ask.session, [draft.row])[0]


def _sent(draft: Draft, invited: tuple[str, ...]) -> Card:
    ask = draft.ask
    meeting = with_steps(ask.session, [draft.row])[0]
    lacking = without_room(ask, invited)
    dates = deadlines(
        meeting.day or ask.today, frame_of(ask.reading).offsets_of(meeting), ask.calendar, meeting.taken(Step.DRAFT)
    )
    body: list[Block] = [
        Text(ask.say("convene.sent-to", n=len(invited) - len(lacking))),
        Text(ask.say("minutes.comments-until", day=dates[Step.COMMENT].day, then=dates[Step.APPROVE].day)),
    ]
    if lacking:
        text = plain(Card(heading_of(ask, meeting), tuple(minutes_blocks(ask, live(draft)))))
        body += [Text(ask.say("convene.without-room", names=_names(ask, tuple(lacking)))), Copy(text)]
    return Card(
        title=ask.say("minutes.sent", name=capital(name_of(ask, meeting))),
        body=tuple(body),
        buttons=(ask.button("show", f"referat vis {draft.row.ref}"),),
        audience=Audience.ROOM,
        language=ask.language,
    )


def live(draft: Draft) -> Content:
    """The draft as it stands."""
    return content_of(draft.ask.reading, draft.row, draft.meeting, draft.minutes)


def comment(ask: Ask) -> Card:
    """A party's comment on a draft that is out: «merknad 6/26 Fristen skal være 1. juni», or a form."""
    row, meeting, item_id, text = _commented(ask)
    kept = answerable(ask, row, meeting)
    if ask.fields:
        text = ask.fields.get("text", "")
    elif not text:
        return _comment_form(ask, row, meeting)
    if not says_something(text):
        raise UserError("minutes.comment-missing", {"ref": row.ref}, field_name="text")
    if len(text) > LONGEST_ITEM:
        raise UserError("minutes.too-long", {"most": LONGEST_ITEM}, field_name="text")
    answer(ask.unit, kept, ask.actor.organisation, "comment", text=text, item_id=item_id)
    take_step(ask.unit, row, Step.COMMENT, ask.actor.organisation, ask.today)
    if ask.actor.organisation != row.organisation:
        ask.unit.send("minutes-comment", row.organisation, {"meeting": row.ref, "from": ask.actor.organisation})
    return Card(
        title=ask.say("minutes.comment-kept", name=name_of(ask, meeting)),
        body=(Text(text),),
        buttons=(ask.button("show", f"referat vis {row.ref}"),),
        language=ask.language,
    )


def _commented(ask: Ask) -> tuple[MeetingRow, Meeting, int | None, str]:
    """What the comment is on: an item, a meeting that heads it, or the one draft that waits for an answer."""
    if begins_with_item(ask.words, ask.directory.organisations.values()):
        named = item_from(ask, ask.words)
        return named.row, named.meeting, named.item.id, f"{number_of(named.item)}: {named.rest}"
    found, text = headed(ask, ask.words, past=True)
    if found is None:
        found = waiting_for_answer(ask)
    if found is None:
        found, text = meeting_of(ask, ask.words), ""
    return *found, None, text


def _comment_form(ask: Ask, row: MeetingRow, meeting: Meeting) -> Card:
    title = ask.say("minutes.form-comment")
    field = Field("text", ask.say("minutes.form-comment-text"), FieldKind.TEXT)
    submit, intro = ask.say("meetings.form-submit"), capital(name_of(ask, meeting))
    return Card(
        title=title, form=Form(f"merknad {row.ref}", title, (field,), submit, intro=intro), language=ask.language
    )


def answerable(ask: Ask, row: MeetingRow, meeting: Meeting) -> MinutesRow:
    """The draft that is out, for a lead of one of the meeting's parties. Raises UserError."""
    if ask.actor.organisation not in parties_of(ask, meeting):
        raise UserError("meetings.not-invited", {"organisation": ask.short(ask.actor.organisation), "ref": row.ref})
    ask.require(Act.ANSWER_DRAFT, About(organisation=ask.actor.organisation))
    kept = minutes_of(ask.session, meeting.id)
    if kept is None or kept.state == MinutesState.OPEN.value:
        raise UserError("minutes.not-out" if may_edit(ask, row) else "minutes.not-out-yet", {"ref": row.ref})
    if kept.state == MinutesState.APPROVED.value:
        raise UserError("minutes.locked", {"ref": row.ref})
    return kept


def answer_comment(ask: Ask) -> Card:
    """What becomes of a comment: «merknad svar 1: tatt inn i sak 6/26». The number is the one the minutes show."""
    if _NUMBERED.match(words := ANSWERS.sub("", ask.words)):
        (row, meeting), text = meeting_of(ask, ""), words
    else:
        row, meeting, text = meeting_from(ask, ask.words, past=True)
    manage(ask, meeting.kind, row.organisation)
    kept = minutes_of(ask.session, meeting.id)
    comments = answers_of(ask.session, kept.id or 0, kind="comment") if kept else []
    numbered = _NUMBERED.match(text)
    number = int(numbered[1]) if numbered else 0
    said = text[numbered.end() :].strip() if numbered else ""
    if not 1 <= number <= len(comments) or not says_something(said):
        raise UserError("minutes.answer-needs", {"ref": row.ref, "n": len(comments)})
    one = comments[number - 1]
    before = one.answer
    one.answer, one.settled_on = said, ask.today
    if one.organisation != ask.actor.organisation:
        ask.unit.send("minutes-answered", one.organisation, {"meeting": row.ref, "answer": str(one.id)})
    return Card(
        title=ask.say("minutes.answer-kept", number=number, who=ask.short(one.organisation)),
        body=(
            Text(one.text),
            Text(said),
            *([Text(ask.say("minutes.before", text=before))] if before else []),
        ),
        buttons=(
            ask.button("show", f"referat vis {row.ref}"),
            ask.button("lock-minutes", f"referat godkjenn {row.ref}"),
        ),
        language=ask.language,
    )
