"""How agenda items, decisions and the meeting at hand are called: «4/26», «Midtvik 4/26», «V-3/26», «Agder vår: …»."""

from dataclasses import dataclass
from typing import TypeVar

from sqlmodel import Session

from domain.agenda import NATIONAL, STEERING, Numbered, item_number, read_decision, read_item
from domain.errors import Choice, UserError
from domain.meetings import BEFORE_MEETING, Meeting, State
from domain.organisations import Kind, Role, fold, named_in
from handlers.ask import Ask
from handlers.meeting_card import may_edit
from handlers.names import after_name, meeting_from, read_meeting_words
from handlers.texts import say
from storage.agenda import ensure_agenda, item_by_number, made, meetings_of_body, when
from storage.decisions import decision_by_number
from storage.meetings import with_steps
from storage.store import Unit
from storage.tables import AgendaItemRow, DecisionRow, MeetingRow

_BODY_WORDS = {
    "nasjonalt": NATIONAL, "nasjonal": NATIONAL, "national": NATIONAL, "n": NATIONAL,
    "styringsgruppe": STEERING, "styringsgruppa": STEERING, "styringsgruppen": STEERING, "steering": STEERING,
    "sg": STEERING,
}  # fmt: skip

OneOf = TypeVar("OneOf", AgendaItemRow, DecisionRow)


@dataclass(frozen=True, slots=True)
class Named:
    """An agenda item that was named, the meeting it belongs to, and what was said after it."""

    item: AgendaItemRow
    row: MeetingRow
    meeting: Meeting
    rest: str


def own_bodies(ask: Ask) -> list[str]:
    """The bodies whose meetings the asker's organisation convenes, and those whose drafts they edit."""
    if ask.actor.kind is Kind.COUNTY:
        own = [ask.actor.organisation]
    else:
        own = [NATIONAL, STEERING] if ask.actor.kind is Kind.KS else []
    return own if own or Role.WORKING_COMMITTEE not in ask.actor.roles else [NATIONAL, STEERING]


def item_title(ask: Ask, item: AgendaItemRow, language: str = "") -> str:
    """An item's title: its own words, or the template's in the reader's language."""
    return title_of(ask.session, language or ask.language, item)


def title_of(session: Session, language: str, item: AgendaItemRow) -> str:
    """The same without an asker. A template's item that was put off keeps the year it was about."""
    if item.title or not item.template:
        return item.title
    root = item
    while root.carried_from is not None:
        root = session.get_one(AgendaItemRow, root.carried_from)
    return say(language, f"agenda.{item.template}", year=root.year + 1)


def number_of(item: AgendaItemRow) -> str:
    """«3/26», or nothing for an agenda that hasn't been made."""
    return item_number(item.number, item.year, internal=item.internal) if item.number else ""


def headed(ask: Ask, text: str, *, past: bool = False) -> tuple[tuple[MeetingRow, Meeting] | None, str]:
    """The meeting that heads a text («R42-2027-V …», «Agder vår: …»), and the rest; None: no meeting heads it."""
    counties = [one for one in ask.directory.organisations.values() if one.kind is Kind.COUNTY]
    if read_meeting_words(text, counties).ref:
        row, meeting, rest = meeting_from(ask, text, past=past)
        return (row, meeting), rest
    head, colon, tail = text.partition(":")
    called = read_meeting_words(head, counties) if colon else None
    if called is None or not called.anything or called.rest:
        return None, text
    row, meeting, _ = meeting_from(ask, head, past=past)
    return (row, meeting), tail.strip()


def coming_meeting(ask: Ask) -> tuple[MeetingRow, Meeting]:
    """The next meeting of the asker's own body. Raises UserError when there is none."""
    rows = [
        row
        for body in own_bodies(ask)[:1]
        for row in meetings_of_body(ask.session, body)
        if State(row.state) in BEFORE_MEETING and when(row) >= ask.today
    ]
    if not rows:
        raise UserError("meetings.which")
    return rows[0], with_steps(ask.session, rows[:1])[0]


def meeting_at_hand(ask: Ask) -> tuple[MeetingRow, Meeting] | None:
    """The meeting of the asker's own body whose minutes are to be written: today's, else the last that has been."""
    rows = [
        row
        for body in own_bodies(ask)
        for row in meetings_of_body(ask.session, body)
        if row.day is not None and row.day <= ask.today
    ]
    waiting = [row for row in rows if row.state != State.APPROVED.value]
    if not (waiting or rows):
        return None
    row = max(waiting or rows, key=lambda one: (one.day or ask.today, one.id or 0))
    return row, with_steps(ask.session, [row])[0]


def item_from(ask: Ask, text: str) -> Named:
    """The agenda item a text begins with, and the rest. Raises UserError when it names none, or several."""
    bodies, rest = _bodies(ask, text)
    numbered = read_item(rest)
    if numbered is None:
        raise UserError("agenda.which-item", {"typed": text[:60]}, span=text)
    _number_agenda(ask)
    found = item_by_number(ask.session, bodies, numbered.year, numbered.number, internal=numbered.internal)
    number = item_number(numbered.number, numbered.year, internal=numbered.internal)
    if not found:
        raise UserError("agenda.no-such-item", {"number": number})
    item = _only(ask, found, text, number)
    row = ask.session.get_one(MeetingRow, item.meeting_id)
    if item.removed_on is not None:
        raise UserError("agenda.item-removed", {"number": number, "day": item.removed_on})
    return Named(item, row, with_steps(ask.session, [row])[0], rest.strip()[numbered.end :].strip(" :,–-"))


def _number_agenda(ask: Ask) -> None:
    """The meeting at hand has items with numbers, whoever of those who edit its papers names one first."""
    found = meeting_at_hand(ask) if isinstance(ask.reading, Unit) else None
    if found is not None and not made(ask.session, found[1].id) and may_edit(ask, found[0]):
        ensure_agenda(ask.unit, found[1])


def decision_from(ask: Ask, text: str) -> tuple[DecisionRow, Numbered, str]:
    """The decision a text begins with, its number as typed, and the rest. Raises UserError."""
    bodies, rest = _bodies(ask, text)
    numbered = read_decision(rest)
    if numbered is None:
        raise UserError("decisions.which", {"typed": text[:60]}, span=text)
    found = decision_by_number(ask.session, bodies, numbered.year, numbered.number)
    number = f"V-{numbered.number}/{numbered.year % 100:02}"
    if not found:
        raise UserError("decisions.no-such", {"number": number})
    return _only(ask, found, text, number), numbered, rest.strip()[numbered.end :].strip(" :,–-")


def begins_with_item(text: str) -> bool:
    """Whether a text begins with an agenda item's number, perhaps after a body's name."""
    return read_item(text) is not None or any(
        read_item(" ".join(text.split()[count:])) is not None for count in (1, 2, 3) if text.split()[count:]
    )


def begins_with_decision(text: str) -> bool:
    """Whether a text begins with a decision's number, perhaps after a body's name."""
    return any(read_decision(" ".join(text.split()[count:])) is not None for count in (0, 1, 2, 3))


def _bodies(ask: Ask, text: str) -> tuple[list[str] | None, str]:
    """The bodies a text speaks of («Midtvik 4/26»), else the asker's own; None: any. And the text without them."""
    text = text.strip()
    first = fold(text.split(maxsplit=1)[0]) if text else ""
    if first in _BODY_WORDS:
        return [_BODY_WORDS[first]], text.split(maxsplit=1)[1] if len(text.split()) > 1 else ""
    county = named_in(text, [one for one in ask.directory.organisations.values() if one.kind is Kind.COUNTY])
    if county is not None:
        return [county.slug], after_name(text, county)
    return own_bodies(ask) or None, text


def _only(ask: Ask, found: list[OneOf], text: str, number: str) -> OneOf:
    if len(found) == 1:
        return found[0]
    raise UserError(
        "agenda.which-body",
        {"number": number},
        span=text,
        choices=tuple(Choice(f"{body_word(ask, one.body)} {text.strip()}") for one in found[:20]),
    )


def body_word(ask: Ask, body: str) -> str:
    """What a body is called in a line: the county's short name, «nasjonalt», «styringsgruppe»."""
    return {NATIONAL: "nasjonalt", STEERING: "styringsgruppe"}.get(body) or ask.short(body)
