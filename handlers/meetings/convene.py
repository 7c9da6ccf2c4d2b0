"""`innkall` and `datovarsel`: preview, confirm, sent once to each invited party and stamped (§ 4.1, § 4.2)."""

from domain.duties.reminders import sending_now
from domain.errors import UserError
from domain.meetings.deadlines import deadlines
from domain.meetings.meetings import Meeting, step_to
from domain.meetings.steps import BEFORE_MEETING, REACHES, Step
from handlers.cards import Audience, Block, Button, Card, Copy, Heading, Text
from handlers.core.context import CommandContext
from handlers.core.field_text import confirmed
from handlers.core.wording import capital
from handlers.lookup.meetings import concern_texts, dated, manage, name_of, tell_county, without_room
from handlers.lookup.names import check_version, meeting_from, nothing_more, split_version
from handlers.meetings.facts import add_missing, lacks
from handlers.meetings.invitation import CONVENING, SAVE_THE_DATE, Sending, invitation
from storage.agenda.agenda import ensure_agenda
from storage.meetings.meetings import change_meeting, frame_of, record_step


def convene(context: CommandContext) -> Card:
    """Call a meeting: «innkall N-2027-V», look, confirm.

    Raises UserError: sent before, or the meeting's day has come.
    """
    return _send(context, CONVENING)


def save_the_date(context: CommandContext) -> Card:
    """Ask the parties to keep the date free: «datovarsel Agder vår», look, confirm.

    Raises UserError: sent before, or the meeting's day has come.
    """
    return _send(context, SAVE_THE_DATE)


def _send(context: CommandContext, sending: Sending) -> Card:
    words, version = split_version(context.words)
    words, sure = confirmed(words)
    meeting, rest = meeting_from(context, words)
    nothing_more(rest)
    manage(context, meeting.kind, meeting.organisation)
    taken = meeting.taken(sending.step)
    if taken and meeting.state in BEFORE_MEETING:
        raise UserError("convene.already", {"kind": sending.message, "ref": meeting.ref, "day": taken})
    day = dated(context, meeting)
    check_version(version, meeting.version)
    target = step_to(meeting, REACHES[sending.step])
    if day <= context.today:
        raise UserError("convene.too-late", {"ref": meeting.ref, "day": day})
    invited = frame_of(context.reading).invited(meeting)
    if not sure:
        return _preview(context, meeting, sending, invited)
    if sending is CONVENING:
        ensure_agenda(context.unit, meeting)  # the items go out with their numbers
    meeting = change_meeting(context.unit, meeting, state=target)
    meeting = record_step(context.unit, meeting, sending.step, meeting.organisation, context.today)
    for slug in invited:
        context.unit.send(sending.message, slug, {"meeting": meeting.ref})
    tell_county(context, meeting, sending.message)
    return _sent_card(context, meeting, sending, invited)


def _lacks(context: CommandContext, meeting: Meeting, sending: Sending) -> list[str]:
    """What a convening should say and doesn't."""
    said = lacks(context, meeting) if sending is CONVENING else ""
    return [said] if said else []


def _preview(context: CommandContext, meeting: Meeting, sending: Sending, invited: tuple[str, ...]) -> Card:
    text = invitation(context.reading, context.language, meeting, sending)
    lacking = without_room(context, invited)
    body: list[Block] = [
        Text(
            context.say("convene.recipients", n=len(invited), names=", ".join(context.short(slug) for slug in invited))
        ),
        *(Text(text) for text in (*_lacks(context, meeting, sending), *concern_texts(context, meeting))),
    ]
    if lacking:
        body.append(Text(context.say("convene.without-room", names=", ".join(context.short(slug) for slug in lacking))))
    if not sending_now(context.at, context.calendar):
        body.append(Text(context.say("convene.odd-hour")))
    body += [Heading(context.say("convene.text-heading")), Copy(text)]
    return Card(
        title=context.say(f"convene.preview-{sending.message}", name=name_of(context, meeting)),
        body=tuple(body),
        buttons=(
            Button(
                context.say("buttons.convene-send" if sending is CONVENING else "buttons.save-the-date"),
                f"{sending.line(meeting.ref)} bekreft v{meeting.version}",
                primary=True,
            ),
            *(add_missing(context, meeting) if sending is CONVENING else ()),
            context.button("cancel", f"møte vis {meeting.ref}"),
        ),
        language=context.language,
    )


def _sent_card(context: CommandContext, meeting: Meeting, sending: Sending, invited: tuple[str, ...]) -> Card:
    frame = frame_of(context.reading)
    lacking = without_room(context, invited)
    reached = [slug for slug in invited if slug not in lacking]
    body: list[Block] = [Text(context.say("convene.sent-to", n=len(reached)))]
    body += [Text(text) for text in _lacks(context, meeting, sending)]
    if lacking:
        body.append(Text(context.say("convene.without-room", names=", ".join(context.short(slug) for slug in lacking))))
        text = invitation(context.reading, context.language, meeting, sending)
        body += [Heading(context.say("convene.text-heading")), Copy(text)]
    if sending is CONVENING and meeting.day:
        due = deadlines(meeting.day, frame.offsets_of(meeting), frame.calendar)[Step.PAPERS].day
        if due >= context.today:
            body.append(Text(context.say("convene.next-papers", day=due)))
    return Card(
        title=context.say(f"convene.sent-{sending.message}", name=capital(name_of(context, meeting))),
        body=tuple(body),
        buttons=(
            *(add_missing(context, meeting) if sending is CONVENING else ()),
            context.button("show", f"møte vis {meeting.ref}"),
        ),
        audience=Audience.ROOM,
        language=context.language,
    )
