"""`saksliste send`: the agenda goes out with the papers (§ 4.1, § 4.2); a deviation from the model's is asked about."""

from domain.duties.reminders import sending_now
from domain.errors import UserError
from domain.meetings.meetings import Meeting, step_to
from domain.meetings.steps import BEFORE_MEETING, REACHES, SENDS, State, Step
from handlers.agenda.show import paper_lines
from handlers.cards import Audience, Block, Button, Card, Copy, Heading, Text
from handlers.core.context import CommandContext
from handlers.core.field_text import confirmed
from handlers.core.wording import capital
from handlers.lookup.agenda_items import coming_meeting, title_of
from handlers.lookup.meetings import dated, manage, name_of, tell_county, without_room
from handlers.lookup.names import check_version, meeting_from, nothing_more, split_version
from storage.agenda.agenda import ensure_agenda, items_of
from storage.meetings.meetings import change_meeting, frame_of, record_step
from storage.tables import AgendaItemRow


def send_agenda(context: CommandContext) -> Card:
    """Send the agenda to the parties: «saksliste send Agder vår», look, confirm; after a change it can go again.

    Raises UserError: not convened yet, held or cancelled already.
    """
    words, version = split_version(context.words)
    words, sure = confirmed(words)
    if words:
        meeting, rest = meeting_from(context, words)
        nothing_more(rest)
    else:
        meeting = coming_meeting(context)
    manage(context, meeting.kind, meeting.organisation)
    dated(context, meeting)
    if meeting.state not in BEFORE_MEETING:
        raise UserError("meetings.already", {"ref": meeting.ref, "state": meeting.state.value})
    if meeting.taken(Step.CONVENE) is None and meeting.state is not State.PAPERS:
        raise UserError("agenda.not-convened", {"ref": meeting.ref})
    check_version(version, meeting.version)
    invited = frame_of(context.reading).invited(meeting)
    return _send(context, meeting, invited) if sure else _preview(context, meeting, invited)


def _preview(context: CommandContext, meeting: Meeting, invited: tuple[str, ...]) -> Card:
    body: list[Block] = [
        Text(
            context.say("convene.recipients", n=len(invited), names=", ".join(context.short(slug) for slug in invited))
        )
    ]
    body += [
        Text(context.say("agenda.deviation", title=title_of(context.session, context.language, one), clause=one.clause))
        for one in missing_items(context, meeting)
    ]
    lacking = without_room(context, invited)
    if lacking:
        body.append(Text(context.say("convene.without-room", names=", ".join(context.short(slug) for slug in lacking))))
    if not sending_now(context.at, context.calendar):
        body.append(Text(context.say("convene.odd-hour")))
    body += [
        Heading(context.say("convene.text-heading")),
        Copy("\n".join(paper_lines(context.reading, context.language, meeting, context.actor.organisation))),
    ]
    return Card(
        title=context.say("agenda.send-preview", name=name_of(context, meeting)),
        body=tuple(body),
        buttons=(
            Button(
                context.say("buttons.send-papers"),
                f"saksliste send {meeting.ref} bekreft v{meeting.version}",
                primary=True,
            ),
            context.button("agenda", f"saksliste {meeting.ref}"),
            context.button("cancel", f"møte vis {meeting.ref}"),
        ),
        language=context.language,
    )


def missing_items(context: CommandContext, meeting: Meeting) -> list[AgendaItemRow]:
    """What the model asks for and was taken off the agenda (§ 1)."""
    rows = items_of(context.session, meeting.id, removed=True)
    return [one for one in rows if one.mandatory and one.removed_on is not None]


def _send(context: CommandContext, meeting: Meeting, invited: tuple[str, ...]) -> Card:
    ensure_agenda(context.unit, meeting)
    papers = meeting.state if meeting.state is State.PAPERS else step_to(meeting, REACHES[Step.PAPERS])
    meeting = change_meeting(context.unit, meeting, state=papers)
    meeting = record_step(context.unit, meeting, Step.PAPERS, meeting.organisation, context.today)
    for item in missing_items(context, meeting):
        context.unit.record(
            "deviation-sent", meeting=meeting.ref, item=item.template, clause=item.clause, why=item.removed_why
        )
    for slug in invited:
        context.unit.send(SENDS[Step.PAPERS], slug, {"meeting": meeting.ref})
    tell_county(context, meeting, "agenda")
    lacking = without_room(context, invited)
    body: list[Block] = [Text(context.say("convene.sent-to", n=len(invited) - len(lacking)))]
    if lacking:
        for text, names in _to_copy(context, meeting, lacking).items():
            body += [Text(context.say("convene.without-room", names=", ".join(names))), Copy(text)]
    return Card(
        title=context.say("agenda.sent", name=capital(name_of(context, meeting))),
        body=tuple(body),
        buttons=(
            context.button("agenda", f"saksliste {meeting.ref}"),
            context.button("show", f"møte vis {meeting.ref}"),
        ),
        audience=Audience.ROOM,
        language=context.language,
    )


def _to_copy(context: CommandContext, meeting: Meeting, lacking: list[str]) -> dict[str, list[str]]:
    """The papers' text → those who are to get it by other means: each reads what it may, as it would in the chat."""
    found: dict[str, list[str]] = {}
    for slug in lacking:
        text = "\n".join(paper_lines(context.reading, context.language, meeting, slug))
        found.setdefault(text, []).append(context.short(slug))
    return found
