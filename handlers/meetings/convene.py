"""`innkall` and `datovarsel`: preview, confirm, sent once to each invited party and stamped (§ 4.1, § 4.2)."""

from domain.duties.reminders import sending_now
from domain.errors import UserError
from domain.meetings.deadlines import deadlines
from domain.meetings.meetings import BEFORE_MEETING, REACHES, Meeting, Step, step_to
from handlers.cards import Audience, Block, Button, Card, Copy, Heading, Text
from handlers.core.context import Ask
from handlers.core.wording import capital
from handlers.lookup.meetings import concern_texts, dated, manage, name_of, tell_county
from handlers.lookup.names import check_version, meeting_from, nothing_more, split_version
from handlers.meetings.facts import add_missing, lacks
from handlers.meetings.invitation import CONVENING, SAVE_THE_DATE, Sending, invitation
from handlers.meetings.show import confirmed
from storage.agenda.agenda import ensure_agenda
from storage.meetings.meetings import frame_of, take_step
from storage.tables import MeetingRow


def convene(ask: Ask) -> Card:
    """Call a meeting: «innkall N-2027-V», look, confirm."""
    return _send(ask, CONVENING)


def save_the_date(ask: Ask) -> Card:
    """Ask the parties to keep the date free: «datovarsel Agder vår», look, confirm."""
    return _send(ask, SAVE_THE_DATE)


def _send(ask: Ask, sending: Sending) -> Card:
    words, version = split_version(ask.words)
    words, sure = confirmed(words)
    row, meeting, rest = meeting_from(ask, words)
    nothing_more(rest)
    manage(ask, meeting.kind, row.organisation)
    taken = meeting.taken(sending.step)
    if taken and meeting.state in BEFORE_MEETING:
        raise UserError("convene.already", {"kind": sending.message, "ref": row.ref, "day": taken})
    day = dated(ask, meeting)
    check_version(version, row.version)
    target = step_to(meeting, REACHES[sending.step])
    if day <= ask.today:
        raise UserError("convene.too-late", {"ref": row.ref, "day": day})
    invited = frame_of(ask.reading).invited(meeting)
    if not sure:
        return _preview(ask, row, meeting, sending, invited)
    if sending is CONVENING:
        ensure_agenda(ask.unit, meeting)  # the items go out with their numbers
    row.state = target.value
    row.version += 1
    take_step(ask.unit, row, sending.step, row.organisation, ask.today)
    for slug in invited:
        ask.unit.send(sending.message, slug, {"meeting": row.ref})
    tell_county(ask, row, sending.message)
    return _sent_card(ask, row, meeting, sending, invited)


def without_room(ask: Ask, slugs: tuple[str, ...]) -> list[str]:
    """Those of the organisations that can't be reached in any chat now."""
    return [
        slug
        for slug in slugs
        if not any(not room.refused for room in ask.directory.rooms_of(slug, ask.services.platforms))
    ]


def _lacks(ask: Ask, meeting: Meeting, sending: Sending) -> list[str]:
    """What a convening should say and doesn't."""
    said = lacks(ask, meeting) if sending is CONVENING else ""
    return [said] if said else []


def _preview(ask: Ask, row: MeetingRow, meeting: Meeting, sending: Sending, invited: tuple[str, ...]) -> Card:
    text = invitation(ask.reading, ask.language, meeting, sending)
    lacking = without_room(ask, invited)
    body: list[Block] = [
        Text(ask.say("convene.recipients", n=len(invited), names=", ".join(ask.short(slug) for slug in invited))),
        *(Text(text) for text in (*_lacks(ask, meeting, sending), *concern_texts(ask, meeting))),
    ]
    if lacking:
        body.append(Text(ask.say("convene.without-room", names=", ".join(ask.short(slug) for slug in lacking))))
    if not sending_now(ask.at, ask.calendar):
        body.append(Text(ask.say("convene.odd-hour")))
    body += [Heading(ask.say("convene.text-heading")), Copy(text)]
    return Card(
        title=ask.say(f"convene.preview-{sending.message}", name=name_of(ask, meeting)),
        body=tuple(body),
        buttons=(
            Button(
                ask.say("buttons.convene-send" if sending is CONVENING else "buttons.save-the-date"),
                f"{sending.command} {row.ref} bekreft v{row.version}",
                primary=True,
            ),
            *(add_missing(ask, meeting) if sending is CONVENING else ()),
            ask.button("cancel", f"møte vis {row.ref}"),
        ),
        language=ask.language,
    )


def _sent_card(ask: Ask, row: MeetingRow, meeting: Meeting, sending: Sending, invited: tuple[str, ...]) -> Card:
    frame = frame_of(ask.reading)
    lacking = without_room(ask, invited)
    reached = [slug for slug in invited if slug not in lacking]
    body: list[Block] = [Text(ask.say("convene.sent-to", n=len(reached)))]
    body += [Text(text) for text in _lacks(ask, meeting, sending)]
    if lacking:
        body.append(Text(ask.say("convene.without-room", names=", ".join(ask.short(slug) for slug in lacking))))
        text = invitation(ask.reading, ask.language, meeting, sending)
        body += [Heading(ask.say("convene.text-heading")), Copy(text)]
    if sending is CONVENING and meeting.day:
        due = deadlines(meeting.day, frame.offsets_of(meeting), frame.calendar)[Step.PAPERS].day
        if due >= ask.today:
            body.append(Text(ask.say("convene.next-papers", day=due)))
    return Card(
        title=ask.say(f"convene.sent-{sending.message}", name=capital(name_of(ask, meeting))),
        body=tuple(body),
        buttons=(
            *(add_missing(ask, meeting) if sending is CONVENING else ()),
            ask.button("show", f"møte vis {row.ref}"),
        ),
        audience=Audience.ROOM,
        language=ask.language,
    )
