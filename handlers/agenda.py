"""`saksliste`: a meeting's agenda, from the model's template and the follow-ups that are open."""

from domain.agenda import template
from domain.meetings import Meeting, MeetingKind
from domain.permissions import About, Act, decide
from handlers.ask import Ask
from handlers.cards import Block, Card, Item, Note
from handlers.meeting_card import name_of
from handlers.names import meeting_from, nothing_more
from handlers.texts import say
from handlers.wording import capital, echo, follow_up_name
from storage.followups import open_follow_ups


def agenda_titles(language: str, meeting: Meeting) -> list[str]:
    """The agenda's items in words, in order."""
    return [say(language, f"agenda.{item.id}", year=meeting.year + 1) for item in template(meeting)]


def agenda(ask: Ask) -> Card:
    """Show the agenda: «saksliste Agder vår»."""
    row, meeting, rest = meeting_from(ask, ask.words)
    nothing_more(rest)
    ask.require(Act.READ_OVERVIEW, About())
    body: list[Block] = []
    for number, item in enumerate(template(meeting), start=1):
        title = ask.say(f"agenda.{item.id}", year=meeting.year + 1)
        more = ask.say("agenda.mandatory", clause=item.clause) if item.mandatory else ""
        if item.id == "open-items":
            more = _open_items(ask, meeting)
        body.append(Item(f"{number}. {title}", more))
    if meeting.day:
        body.append(Note(capital(echo(ask.language, meeting.day, ask.today))))
    return Card(
        title=ask.say("agenda.title", name=name_of(ask, meeting)),
        body=tuple(body),
        buttons=(ask.button("show", f"møte vis {row.ref}"),),
        language=ask.language,
    )


def _open_items(ask: Ask, meeting: Meeting) -> str:
    county = meeting.county if meeting.kind is MeetingKind.REGIONAL else None
    rows = open_follow_ups(ask.session, counties=[county])
    if not rows:
        return ask.say("agenda.no-open-items")
    known = [
        row for row in rows if decide(Act.READ_COUNTY, ask.actor, About(county=row.county, owner=row.owner)).allowed
    ]
    if len(known) < len(rows):
        return ask.say("agenda.open-items-count", n=len(rows))
    return "\n".join(f"{follow_up_name(row)} ({ask.short(row.owner)})" for row in rows)
