"""`saksliste`: a meeting's agenda, with what falls in by itself: open follow-ups, measures, what was put off."""

from domain.meetings.agenda import OPEN_ITEMS, template
from domain.meetings.meetings import Meeting
from domain.meetings.minutes import ItemOutcome
from domain.meetings.steps import State
from domain.permissions import About, Act
from handlers.agenda.standing_points import done_since, open_points, points, readable_points
from handlers.cards import Block, Button, Card, Heading, Item, Note, Text
from handlers.core.context import CommandContext
from handlers.core.wording import capital, echo
from handlers.lookup.agenda_items import coming_meeting, item_title, number_of, readable_title, title_of
from handlers.lookup.meetings import may_edit, may_manage, name_of
from handlers.lookup.names import meeting_from, nothing_more
from handlers.lookup.reading import reads_internal, reads_item
from handlers.texts import say
from handlers.views.view import View, view_of
from storage.agenda.agenda import agenda_of, items_of, made, source_of
from storage.tables import AgendaItemRow
from storage.unit_of_work.unit import Snapshot, UnitOfWork


def agenda_lines(reading: UnitOfWork | Snapshot, language: str, meeting: Meeting) -> list[str]:
    """The agenda in words, a line an item, as it is sent out: «3/26 …», or «3. …» before it has its numbers."""
    lines = [line for line, _ in _sent_items(reading, language, meeting)]
    if any(one.id == OPEN_ITEMS for one in template(meeting)):
        lines.append(f"– {say(language, 'agenda.open-items')}")
    return lines


def paper_lines(reading: UnitOfWork | Snapshot, language: str, meeting: Meeting, party: str) -> list[str]:
    """The agenda as a party gets it with the papers: with what falls in under each item, and the open follow-ups."""
    view = View(language, party, reading.today, reading.session, reading.directory)
    lines: list[str] = []
    for line, item in _sent_items(reading, language, meeting):
        lines += [line, *(f"   {point}" for point in points(view, meeting, item))]
    if any(one.id == OPEN_ITEMS for one in template(meeting)):
        follow_ups = open_points(view, meeting) or [say(language, "agenda.no-open-items")]
        lines += [f"– {say(language, 'agenda.open-items')}", *(f"   {one}" for one in follow_ups)]
    return lines


def _sent_items(reading: UnitOfWork | Snapshot, language: str, meeting: Meeting) -> list[tuple[str, AgendaItemRow]]:
    items = [item for item in agenda_of(reading.session, meeting) if not item.internal]
    return [
        (f"{number_of(item) or f'{place}.'} {_sent_title(reading, language, item)}", item)
        for place, item in enumerate(items, start=1)
    ]


def _sent_title(reading: UnitOfWork | Snapshot, language: str, item: AgendaItemRow) -> str:
    title = title_of(reading.session, language, item)
    return f"{title} ({say(language, 'agenda.exempt', basis=item.exempt)})" if item.exempt else title


def agenda(context: CommandContext) -> Card:
    """Show the agenda: «saksliste Agder vår», or that of the next meeting of one's own."""
    if context.words:
        meeting, rest = meeting_from(context, context.words)
        nothing_more(rest)
    else:
        meeting = coming_meeting(context)
    context.require(Act.READ_OVERVIEW, About())
    return agenda_card(context, meeting)


def agenda_card(context: CommandContext, meeting: Meeting, title: str = "", note: str = "") -> Card:
    """The agenda as it stands; title and note: what has just become of it."""
    body: list[Block] = [Text(note)] if note else []
    items = agenda_of(context.session, meeting)
    own = reads_internal(context, meeting)
    for place, item in enumerate(items, start=1):
        if not item.internal or own:
            body.append(_item(context, meeting, item, place))
    body += _follow_ups(context, meeting)
    body += _taken_off(context, meeting)
    if not made(context.session, meeting.id):
        body.append(Note(context.say("agenda.unnumbered")))
    if meeting.day:
        body.append(Note(capital(echo(context.language, meeting.day, context.today))))
    return Card(
        title=title or context.say("agenda.title", name=name_of(context, meeting)),
        body=tuple(body),
        buttons=_buttons(context, meeting),
        language=context.language,
    )


def _item(context: CommandContext, meeting: Meeting, item: AgendaItemRow, place: int) -> Item:
    lines = [context.say("agenda.mandatory", clause=item.clause)] if item.mandatory else []
    if item.internal:
        lines.append(context.say("agenda.internal"))
    if item.exempt:
        lines.append(context.say("agenda.exempt", basis=item.exempt))
    if item.carried_from is not None:
        earlier = source_of(context.session, item)
        key = "agenda.carried" if earlier.outcome == ItemOutcome.POSTPONED else "agenda.not-dealt-with"
        lines.append(context.say(key, number=number_of(earlier)))
    if reads_item(context, item, meeting):
        lines += points(view_of(context), meeting, item)
    head = f"{number_of(item) or f'{place}.'} {readable_title(context, item, meeting)}"
    return Item(head, "\n".join(lines))


def _taken_off(context: CommandContext, meeting: Meeting) -> list[Block]:
    """What was taken off, and why, for those who read what it was about."""
    removed = [one for one in items_of(context.session, meeting.id, removed=True) if one.removed_on is not None]
    lines = [
        context.say(
            "agenda.taken-off-line", number=number_of(item), title=item_title(context, item), why=item.removed_why
        )
        for item in removed
        if item.removed_why and reads_item(context, item, meeting)
    ]
    return [Heading(context.say("agenda.taken-off")), Text("\n".join(lines))] if lines else []


def _follow_ups(context: CommandContext, meeting: Meeting) -> list[Block]:
    """What is open, with how often it was put off; and what was done since last time, for the meeting to take note of.

    Whoever doesn't take part in the county hears how many there are, not which.
    """
    if not any(one.id == OPEN_ITEMS for one in template(meeting)):
        return []
    body: list[Block] = [Heading(context.say("agenda.open-items"))]
    lines, hidden = readable_points(context, view_of(context), meeting.county)
    if hidden:
        body.append(Text(context.say("agenda.open-items-count", n=hidden + len(lines))))
    else:
        body.append(Text("\n".join(lines) or context.say("agenda.no-open-items")))
    done = done_since(context, meeting)
    if done:
        body += [Heading(context.say("agenda.done-since")), Text("\n".join(done))]
    return body


def _buttons(context: CommandContext, meeting: Meeting) -> tuple[Button, ...]:
    buttons = [context.button("show", f"møte vis {meeting.ref}")]
    if may_edit(context, meeting) and meeting.state is not State.APPROVED:
        buttons.insert(0, context.button("new-item", f"saksliste ny {meeting.ref}"))
        ahead = meeting.day is not None and meeting.day > context.today
        if ahead and meeting.state in (State.CONVENED, State.PAPERS) and may_manage(context, meeting):
            buttons.insert(1, context.button("send-papers", f"saksliste send {meeting.ref}"))
        if meeting.day is not None and not ahead:
            buttons.insert(1, context.button("write-minutes", f"referat {meeting.ref}"))
    return tuple(buttons)
