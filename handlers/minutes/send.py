"""`referat send`, `merknad`, `merknad svar`: a draft out to the parties, and what they say of it (§ 2)."""

import re

from domain.duties.reminders import sending_now
from domain.errors import UserError
from domain.lengths import check
from domain.meetings.deadlines import deadlines
from domain.meetings.meetings import Meeting, step_to
from domain.meetings.minutes import AnswerKind, MinutesState
from domain.meetings.steps import SENDS, State, Step, answers_to
from domain.permissions import About, Act
from handlers.cards import Audience, Block, Button, Card, Copy, Field, FieldKind, Form, Heading, Text
from handlers.core.context import CommandContext
from handlers.core.field_text import confirmed
from handlers.core.wording import capital, is_meaningful
from handlers.lookup.agenda_items import begins_with_item, headed, item_from, number_of
from handlers.lookup.meetings import manage, may_edit, name_of, parties_of, tell_county, without_room
from handlers.lookup.names import check_version, meeting_from, split_version
from handlers.minutes.attendance import mark_held
from handlers.minutes.content import Content, content_of
from handlers.minutes.draft import Draft, begin_draft, open_points
from handlers.minutes.show import meeting_of, reading_draft, waiting_for_answer
from handlers.minutes.view import heading_of, minutes_blocks
from handlers.views.plain_text import plain
from storage.meetings.meetings import change_meeting, forget_steps, frame_of, record_step
from storage.minutes.minutes import answer, answers_of, mark_sent, minutes_of, settle
from storage.tables import MinutesRow

ANSWERS = re.compile(r"^(?:svar|answer)\s+(?=\d{1,3}\s*:)", re.IGNORECASE)
"""What makes words after «merknad» an answer to one: the word, a number and a colon."""
_NUMBERED = re.compile(r"^(\d{1,3})\s*:?\s+", re.IGNORECASE)


def send_out(context: CommandContext) -> Card:
    """Send the draft to the parties for comments: «referat send Agder vår», look, confirm.

    Raises UserError when the draft is out already.
    """
    words, version = split_version(context.words)
    words, sure = confirmed(words)
    meeting = meeting_of(context, words)
    manage(context, meeting.kind, meeting.organisation)
    draft = begin_draft(context, meeting) if sure else reading_draft(context, meeting)
    if draft.minutes.state == MinutesState.OUT:
        raise UserError("minutes.is-out", {"ref": meeting.ref, "day": draft.minutes.sent_on})
    check_version(version, draft.minutes.version)
    invited = frame_of(context.reading).invited(meeting)
    if not sure:
        return _preview(draft, invited)
    _out(draft)
    for slug in invited:
        context.unit.send(SENDS[Step.DRAFT], slug, {"meeting": meeting.ref, "draft": str(draft.minutes.draft)})
    tell_county(context, meeting, "minutes")
    return _sent(draft, invited)


def _preview(draft: Draft, invited: tuple[str, ...]) -> Card:
    context, ref = draft.context, draft.meeting.ref
    body: list[Block] = [Text(context.say("convene.recipients", n=len(invited), names=_names(context, invited)))]
    lacking = open_points(draft)
    if lacking:
        body += [Heading(context.say("minutes.heading-lacking")), Text("\n".join(lacking))]
    if not sending_now(context.at, context.calendar):
        body.append(Text(context.say("convene.odd-hour")))
    return Card(
        title=context.say("minutes.send-preview", name=name_of(context, draft.meeting)),
        body=tuple(body),
        buttons=(
            Button(
                context.say("buttons.send-minutes"),
                f"referat send {ref} bekreft v{draft.minutes.version}",
                primary=True,
            ),
            context.button("show", f"referat vis {ref}"),
        ),
        language=context.language,
    )


def _names(context: CommandContext, slugs: tuple[str, ...]) -> str:
    return ", ".join(context.short(slug) for slug in slugs)


def _out(draft: Draft) -> None:
    """The draft is out from today: the parties' days count from now, also when it goes out anew."""
    context, minutes = draft.context, draft.minutes
    mark_sent(minutes, context.today, minutes.draft + 1)
    meeting = mark_held(context, draft.meeting)  # whoever sends minutes says that the meeting has been held
    if meeting.state is State.HELD:
        meeting = change_meeting(context.unit, meeting, state=step_to(meeting, State.DRAFTED))
    else:
        meeting = forget_steps(
            context.unit, meeting, Step.DRAFT, *answers_to(Step.DRAFT)
        )  # they belong to another draft
    draft.meeting = record_step(context.unit, meeting, Step.DRAFT, meeting.organisation, context.today)


def _sent(draft: Draft, invited: tuple[str, ...]) -> Card:
    context = draft.context
    meeting = draft.meeting
    lacking = without_room(context, invited)
    dates = deadlines(
        meeting.day or context.today,
        frame_of(context.reading).offsets_of(meeting),
        context.calendar,
        meeting.taken(Step.DRAFT),
    )
    body: list[Block] = [
        Text(context.say("convene.sent-to", n=len(invited) - len(lacking))),
        Text(context.say("minutes.comments-until", day=dates[Step.COMMENT].day, then=dates[Step.APPROVE].day)),
    ]
    if lacking:
        text = plain(Card(heading_of(context, meeting), tuple(minutes_blocks(context, live(draft)))))
        body += [Text(context.say("convene.without-room", names=_names(context, tuple(lacking)))), Copy(text)]
    return Card(
        title=context.say("minutes.sent", name=capital(name_of(context, meeting))),
        body=tuple(body),
        buttons=(context.button("show", f"referat vis {meeting.ref}"),),
        audience=Audience.ROOM,
        language=context.language,
    )


def live(draft: Draft) -> Content:
    """The draft as it stands."""
    return content_of(draft.context.reading, draft.meeting, draft.minutes)


def comment(context: CommandContext) -> Card:
    """A party's comment on a draft that is out: «merknad 6/26 Fristen skal være 1. juni», or a form.

    Raises UserError: no text, or one too long.
    """
    meeting, item_id, text = _commented(context)
    kept = answerable(context, meeting)
    if context.fields:
        text = context.fields.get("text", "")
    elif not text:
        return _comment_form(context, meeting)
    if not is_meaningful(text):
        raise UserError("minutes.comment-missing", {"ref": meeting.ref}, field_name="text")
    check("minutes_answer:text", text, "text")
    answer(context.unit, kept, context.actor.organisation, AnswerKind.COMMENT, text=text, item_id=item_id)
    record_step(context.unit, meeting, Step.COMMENT, context.actor.organisation, context.today)
    if context.actor.organisation != meeting.organisation:
        context.unit.send(
            "minutes-comment", meeting.organisation, {"meeting": meeting.ref, "from": context.actor.organisation}
        )
    return Card(
        title=context.say("minutes.comment-kept", name=name_of(context, meeting)),
        body=(Text(text),),
        buttons=(context.button("show", f"referat vis {meeting.ref}"),),
        language=context.language,
    )


def _commented(context: CommandContext) -> tuple[Meeting, int | None, str]:
    """What the comment is on: an item, a meeting that heads it, or the one draft that waits for an answer."""
    if begins_with_item(context.words, context.directory.organisations.values()):
        named = item_from(context, context.words)
        return named.meeting, named.item.id, f"{number_of(named.item)}: {named.rest}"
    found, text = headed(context, context.words, past=True)
    if found is None:
        found = waiting_for_answer(context)
    if found is None:
        found, text = meeting_of(context, context.words), ""
    return found, None, text


def _comment_form(context: CommandContext, meeting: Meeting) -> Card:
    title = context.say("minutes.form-comment")
    field = Field("text", context.say("minutes.form-comment-text"), FieldKind.TEXT, limit="minutes_answer:text")
    submit, intro = context.say("meetings.form-submit"), capital(name_of(context, meeting))
    return Card(
        title=title,
        form=Form(f"merknad {meeting.ref}", title, (field,), submit, intro=intro),
        language=context.language,
    )


def answerable(context: CommandContext, meeting: Meeting) -> MinutesRow:
    """The draft that is out, for a lead of one of the meeting's parties. Raises UserError."""
    if context.actor.organisation not in parties_of(context, meeting):
        raise UserError(
            "meetings.not-invited", {"organisation": context.short(context.actor.organisation), "ref": meeting.ref}
        )
    context.require(Act.ANSWER_DRAFT, About(organisation=context.actor.organisation))
    kept = minutes_of(context.session, meeting.id)
    if kept is None or kept.state == MinutesState.OPEN:
        raise UserError(
            "minutes.not-out" if may_edit(context, meeting) else "minutes.not-out-yet", {"ref": meeting.ref}
        )
    if kept.state == MinutesState.APPROVED:
        raise UserError("minutes.locked", {"ref": meeting.ref})
    return kept


def answer_comment(context: CommandContext) -> Card:
    """What becomes of a comment: «merknad svar 1: tatt inn i sak 6/26». The number is the one the minutes show.

    Raises UserError when it isn't said which comment, and what becomes of it.
    """
    if _NUMBERED.match(words := ANSWERS.sub("", context.words)):
        meeting, text = meeting_of(context, ""), words
    else:
        meeting, text = meeting_from(context, context.words, past=True)
    manage(context, meeting.kind, meeting.organisation)
    kept = minutes_of(context.session, meeting.id)
    comments = answers_of(context.session, kept.id, kind=AnswerKind.COMMENT) if kept else []
    numbered = _NUMBERED.match(text)
    number = int(numbered[1]) if numbered else 0
    said = text[numbered.end() :].strip() if numbered else ""
    if not 1 <= number <= len(comments) or not is_meaningful(said):
        raise UserError("minutes.answer-needs", {"ref": meeting.ref, "n": len(comments)})
    comment = comments[number - 1]
    check("minutes_answer:answer", said)
    before = comment.answer
    settle(context.unit, comment, said)
    if comment.organisation != context.actor.organisation:
        context.unit.send("minutes-answered", comment.organisation, {"meeting": meeting.ref, "answer": str(comment.id)})
    return Card(
        title=context.say("minutes.answer-kept", number=number, who=context.short(comment.organisation)),
        body=(
            Text(comment.text),
            Text(said),
            *([Text(context.say("minutes.before", text=before))] if before else []),
        ),
        buttons=(
            context.button("show", f"referat vis {meeting.ref}"),
            context.button("lock-minutes", f"referat godkjenn {meeting.ref}"),
        ),
        language=context.language,
    )
