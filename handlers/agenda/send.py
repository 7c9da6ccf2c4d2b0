"""`saksliste send`: the agenda goes out with the papers (§ 4.1, § 4.2); a deviation from the model's is asked about."""

from domain.duties.reminders import sending_now
from domain.errors import UserError
from domain.meetings.meetings import BEFORE_MEETING, REACHES, Meeting, State, Step, step_to
from handlers.agenda.show import paper_lines
from handlers.cards import Audience, Block, Button, Card, Copy, Heading, Text
from handlers.core.context import Ask
from handlers.core.wording import capital
from handlers.lookup.agenda_items import coming_meeting, title_of
from handlers.lookup.meetings import dated, manage, name_of, tell_county
from handlers.lookup.names import check_version, meeting_from, nothing_more, split_version
from handlers.meetings.convene import without_room
from handlers.meetings.show import confirmed
from storage.agenda.agenda import ensure_agenda, items_of
from storage.meetings.meetings import frame_of, take_step
from storage.tables import AgendaItemRow, MeetingRow


def send_agenda(ask: Ask) -> Card:
    """Send the agenda to the parties: «saksliste send Agder vår», look, confirm; after a change it can go again."""
    words, version = split_version(ask.words)
    words, sure = confirmed(words)
    if words:
        row, meeting, rest = meeting_from(ask, words)
        nothing_more(rest)
    else:
        row, meeting = coming_meeting(ask)
    manage(ask, meeting.kind, row.organisation)
    dated(ask, meeting)
    if meeting.state not in BEFORE_MEETING:
        raise UserError("meetings.already", {"ref": row.ref, "state": row.state})
    if meeting.taken(Step.CONVENE) is None and meeting.state is not State.PAPERS:
        raise UserError("agenda.not-convened", {"ref": row.ref})
    check_version(version, row.version)
    invited = frame_of(ask.reading).invited(meeting)
    return _send(ask, row, meeting, invited) if sure else _preview(ask, row, meeting, invited)


def _preview(ask: Ask, row: MeetingRow, meeting: Meeting, invited: tuple[str, ...]) -> Card:
    body: list[Block] = [
        Text(ask.say("convene.recipients", n=len(invited), names=", ".join(ask.short(slug) for slug in invited)))
    ]
    body += [
        Text(ask.say("agenda.deviation", title=title_of(ask.session, ask.language, one), clause=one.clause))
        for one in missing_items(ask, meeting)
    ]
    lacking = without_room(ask, invited)
    if lacking:
        body.append(Text(ask.say("convene.without-room", names=", ".join(ask.short(slug) for slug in lacking))))
    if not sending_now(ask.at, ask.calendar):
        body.append(Text(ask.say("convene.odd-hour")))
    body += [
        Heading(ask.say("convene.text-heading")),
        Copy("\n".join(paper_lines(ask.reading, ask.language, meeting, ask.actor.organisation))),
    ]
    return Card(
        title=ask.say("agenda.send-preview", name=name_of(ask, meeting)),
        body=tuple(body),
        buttons=(
            Button(ask.say("buttons.send-papers"), f"saksliste send {row.ref} bekreft v{row.version}", primary=True),
            ask.button("agenda", f"saksliste {row.ref}"),
            ask.button("cancel", f"møte vis {row.ref}"),
        ),
        language=ask.language,
    )


def missing_items(ask: Ask, meeting: Meeting) -> list[AgendaItemRow]:
    """What the model asks for and was taken off the agenda (S9)."""
    rows = items_of(ask.session, meeting.id, removed=True)
    return [one for one in rows if one.mandatory and one.removed_on is not None]


def _send(ask: Ask, row: MeetingRow, meeting: Meeting, invited: tuple[str, ...]) -> Card:
    ensure_agenda(ask.unit, meeting)
    if meeting.state is not State.PAPERS:
        row.state = step_to(meeting, REACHES[Step.PAPERS]).value
        take_step(ask.unit, row, Step.PAPERS, row.organisation, ask.today)
    row.version += 1
    for one in missing_items(ask, meeting):
        ask.unit.record("deviation-sent", meeting=row.ref, item=one.template, clause=one.clause, why=one.removed_why)
    for slug in invited:
        ask.unit.send("papers", slug, {"meeting": row.ref})
    tell_county(ask, row, "agenda")
    lacking = without_room(ask, invited)
    body: list[Block] = [Text(ask.say("convene.sent-to", n=len(invited) - len(lacking)))]
    if lacking:
        for text, names in _to_copy(ask, meeting, lacking).items():
            body += [Text(ask.say("convene.without-room", names=", ".join(names))), Copy(text)]
    return Card(
        title=ask.say("agenda.sent", name=capital(name_of(ask, meeting))),
        body=tuple(body),
        buttons=(ask.button("agenda", f"saksliste {row.ref}"), ask.button("show", f"møte vis {row.ref}")),
        audience=Audience.ROOM,
        language=ask.language,
    )


def _to_copy(ask: Ask, meeting: Meeting, lacking: list[str]) -> dict[str, list[str]]:
    """The papers' text → those who are to get it by other means: each reads what it may, as it would in the chat."""
    found: dict[str, list[str]] = {}
    for slug in lacking:
        text = "\n".join(paper_lines(ask.reading, ask.language, meeting, slug))
        found.setdefault(text, []).append(ask.short(slug))
    return found
