"""How agenda items, decisions and the meeting at hand are called: «4/26», «Midtvik 4/26», «V-3/26», «Agder vår: …»."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from domain.errors import Choice, UserError
from domain.lengths import check
from domain.meetings.agenda import (
    NATIONAL,
    STEERING,
    Numbered,
    decision_number,
    item_number,
    read_decision,
    read_item,
    read_numbered,
)
from domain.meetings.meetings import Meeting, MeetingKind, Season
from domain.organisations import Kind, Organisation, fold
from handlers.core.context import CommandContext
from handlers.core.meeting_words import MeetingReference, read_meeting_words
from handlers.core.wording import is_meaningful
from handlers.lookup.choices import which_meeting
from handlers.lookup.meetings import may_edit
from handlers.lookup.names import meeting_from
from handlers.lookup.reading import decision_reader, reads_internal, reads_item
from handlers.texts import say
from storage.agenda.agenda import ensure_agenda, first_of, item_by_number, made
from storage.agenda.body_meetings import coming_meeting_of, meeting_to_record
from storage.decisions.search import numbered as decisions_numbered
from storage.meetings.meetings import meetings_with_steps
from storage.tables import AgendaItemRow, DecisionRow
from storage.unit_of_work.session import Session
from storage.unit_of_work.unit import UnitOfWork

_NOT = ("ikke", "ikkje", "not", "nei", "no")


_BASIS = re.compile(r"^(?:hjemmel|heimel|basis)\s*:?\s*", re.IGNORECASE)


BODIES = {
    "nasjonalt": NATIONAL, "national": NATIONAL,
    "styringsgruppe": STEERING, "styringsgruppa": STEERING, "styringsgruppen": STEERING, "steering": STEERING,
    "steering group": STEERING,
}  # fmt: skip
"""What the bodies that are no county's are called, folded."""
_BODY_WORDS = {**BODIES, "nasjonal": NATIONAL, "n": NATIONAL, "sg": STEERING}
"""The same before a number, where nothing else can be meant."""
_LONGEST_BODY = 2
"""Words of such a name at most."""

OneOf = TypeVar("OneOf", AgendaItemRow, DecisionRow)


@dataclass(frozen=True, slots=True)
class ItemReference:
    """An agenda item that was named, the meeting it belongs to, and what was said after it."""

    item: AgendaItemRow
    meeting: Meeting
    rest: str


def item_title(context: CommandContext, item: AgendaItemRow, language: str = "") -> str:
    """An item's title: its own words, or the template's in the reader's language."""
    return title_of(context.session, language or context.language, item)


def title_of(session: Session, language: str, item: AgendaItemRow) -> str:
    """The same without an asker. A template's item that was put off keeps the year it was about."""
    if item.title or not item.template:
        return item.title
    return say(language, f"agenda.{item.template}", year=first_of(session, item).year + 1)


def number_of(item: AgendaItemRow) -> str:
    """«3/26», or nothing for an agenda that hasn't been made."""
    return item_number(item.number, item.year, internal=item.internal) if item.number else ""


def readable_title(context: CommandContext, item: AgendaItemRow, meeting: Meeting) -> str:
    """An item's title, or that it is exempt for those whom its meeting doesn't concern."""
    return item_title(context, item) if reads_item(context, item, meeting) else context.say("minutes.exempt-title")


def headed(context: CommandContext, text: str, *, past: bool = False) -> tuple[Meeting | None, str]:
    """The meeting that heads a text («R42-2027-V …», «Agder vår: …»), and the rest; None: no meeting heads it.

    A season or a county alone is a word like others there: «Høst: plan for mobilisering» is a title.
    """
    counties = _counties(context)
    if read_meeting_words(text, counties).ref:
        return meeting_from(context, text, past=past)
    head, colon, tail = text.partition(":")
    called = read_meeting_words(head, counties) if colon else None
    if called is None or called.rest or not (called.season and (called.county or called.kind)):
        return None, text
    meeting, _ = meeting_from(context, head, past=past)
    return meeting, tail.strip()


def coming_meeting(context: CommandContext) -> Meeting:
    """The next meeting of the asker's own body. Raises UserError when there is none."""
    for body in context.own_bodies[:1]:
        meeting = coming_meeting_of(context.session, body, context.today)
        if meeting is not None:
            return meeting
    raise which_meeting(context)


def meeting_at_hand(context: CommandContext) -> Meeting | None:
    """The meeting of the asker's own body whose minutes are to be written: today's, else the last that has been."""
    return meeting_to_record(context.session, context.own_bodies, context.today)


def headed_or_at_hand(context: CommandContext, text: str) -> tuple[Meeting, str]:
    """The meeting that heads a text, or else the one at hand; and the rest. Raises UserError when there is neither."""
    found, rest = headed(context, text, past=True)
    found = found or meeting_at_hand(context)
    if found is None:
        raise which_meeting(context)
    return found, rest


def line_number(context: CommandContext, item: AgendaItemRow) -> str:
    """An item's number as a line names it, the same whoever says it: «Agder 4/26», «nasjonalt 1/27»."""
    return f"{body_word(context, item.body)} {number_of(item)}"


def item_from(context: CommandContext, text: str) -> ItemReference:
    """The agenda item a text begins with, and the rest. Raises UserError when it names none, or several."""
    head = _head(text, _counties(context))
    numbered = read_item(head.rest)
    if numbered is None:
        raise UserError("agenda.which-item", {"typed": text[:60]}, span=text)
    _number_agenda(context)
    found = item_by_number(
        context.session, _bodies(context, head), numbered.year, numbered.number, internal=numbered.internal
    )
    meetings = {one.id: one for one in meetings_with_steps(context.session, {one.meeting_id for one in found})}
    found = [one for one in found if _is_meant(context, head, one, meetings[one.meeting_id])]
    number = item_number(numbered.number, numbered.year, internal=numbered.internal)
    if not found:
        raise UserError("agenda.no-such-item", {"number": number})
    item = _only(context, found, text, number)
    if item.removed_on is not None:
        raise UserError("agenda.item-removed", {"number": number, "day": item.removed_on})
    return ItemReference(item, meetings[item.meeting_id], head.rest[numbered.end :].strip(" :,–-"))


def _bodies(context: CommandContext, head: "_Head") -> list[str] | None:
    """The bodies whose items may be meant: the one that was named, or else the asker's own; None: any."""
    if head.body:
        return [head.body]
    return None if head.ref else context.own_bodies or None


def _is_meant(context: CommandContext, head: "_Head", item: AgendaItemRow, meeting: Meeting) -> bool:
    """Whether an item is of the meeting that was named, and not another organisation's internal one."""
    if item.internal and not reads_internal(context, meeting):
        return False
    return head.ref in ("", meeting.ref) and head.season in (None, meeting.season)


def _number_agenda(context: CommandContext) -> None:
    """The meeting at hand has items with numbers, whoever of those who edit its papers names one first."""
    found = meeting_at_hand(context) if isinstance(context.reading, UnitOfWork) else None
    if found is not None and not made(context.session, found.id) and may_edit(context, found):
        ensure_agenda(context.unit, found)


def decision_from(context: CommandContext, text: str) -> tuple[DecisionRow, Numbered, str]:
    """The decision a text begins with, its number as typed, and the rest. Raises UserError."""
    head = _head(text, _counties(context), past_colon=True)
    bodies, rest = [head.body] if head.body else context.own_bodies or None, head.rest
    numbered = None if head.ref or head.season else read_decision(rest)
    if numbered is None:
        raise UserError("decisions.which", {"typed": text[:60]}, span=text)
    found = decisions_numbered(context.session, numbered.year, numbered.number, bodies, decision_reader(context))
    number = decision_number(numbered.number, numbered.year)
    if not found:
        raise UserError("decisions.no-such", {"number": number})
    return _only(context, found, text, number), numbered, rest[numbered.end :].strip(" :,–-")


def begins_with_item(text: str, organisations: Iterable[Organisation]) -> bool:
    """Whether a text begins with an agenda item's number: at once, or right after a body's or a meeting's name."""
    return after_item(text, organisations) is not None


def after_item(text: str, organisations: Iterable[Organisation]) -> str | None:
    """What follows the agenda item's number that a text begins with; None: it begins with none."""
    rest = _head(text, [one for one in organisations if one.kind is Kind.COUNTY]).rest
    numbered = read_item(rest)
    return rest[numbered.end :].strip(" :,–-.") if numbered else None


def begins_with_decision(text: str, organisations: Iterable[Organisation]) -> bool:
    """Whether a text begins with a decision's number, perhaps after a body's name."""
    head = _head(text, [one for one in organisations if one.kind is Kind.COUNTY], past_colon=True)
    return read_decision(head.rest) is not None


@dataclass(frozen=True, slots=True)
class _Head:
    """Whose item or decision a text speaks of: a body, or a meeting. `rest`: the text from the number on."""

    rest: str
    body: str = ""
    ref: str = ""
    season: Season | None = None


def _head(text: str, counties: list[Organisation], *, past_colon: bool = False) -> _Head:
    """The body or the meeting that heads a text («Midtvik 4/26», «R42-2026-H sak 4/26», «Agder høst 4/26»), read whole.

    past_colon: «Agder: V-4/26» as well. Else a colon ends no name: «Agder: tall innen 15/12» is not about an item.
    """
    text = text.strip()
    words = text.split()
    for count in range(min(len(words), _LONGEST_BODY), 0, -1):
        body = _BODY_WORDS.get(fold(" ".join(words[:count])))
        if body and len(words) > count and read_numbered(rest := text.split(maxsplit=count)[count]):
            return _Head(rest, body)
    called = read_meeting_words(text, counties)
    named = text[: len(text) - len(called.rest)]
    if not called.anything or not read_numbered(called.rest) or (":" in named and not past_colon):
        return _Head(text)
    return _Head(called.rest, _body_called(called), called.ref, called.season)


def _body_called(called: MeetingReference) -> str:
    if called.county:
        return called.county
    others = {MeetingKind.NATIONAL: NATIONAL, MeetingKind.STEERING: STEERING}
    return others.get(called.kind, "") if called.kind else ""


def _counties(context: CommandContext) -> list[Organisation]:
    return [one for one in context.directory.organisations.values() if one.kind is Kind.COUNTY]


def _only(context: CommandContext, found: list[OneOf], text: str, number: str) -> OneOf:
    if len(found) == 1:
        return found[0]
    raise UserError(
        "agenda.which-body",
        {"number": number},
        span=text,
        choices=tuple(Choice(f"{body_word(context, one.body)} {text.strip()}") for one in found[:20]),
    )


def body_word(context: CommandContext, body: str) -> str:
    """What a body is called in a line: the county's short name, «nasjonalt», «styringsgruppa»."""
    return {NATIONAL: "nasjonalt", STEERING: "styringsgruppa"}.get(body) or context.short(body)


def basis_in(context: CommandContext, named: ItemReference) -> str:
    """The legal basis that a line names («hjemmel offl. § 23»), or nothing for «ikke». Raises UserError."""
    basis = _BASIS.sub("", named.rest).strip()
    if basis.casefold().strip(" .") in _NOT:
        return ""
    if not is_meaningful(basis) or "§" not in basis:
        raise UserError("agenda.basis-missing", item_words(context, named))
    return check("agenda_item:exempt", basis)


def item_words(context: CommandContext, named: ItemReference) -> dict[str, object]:
    """What a refusal says of an item: its number, and how a line names it."""
    return {"number": number_of(named.item), "line": line_number(context, named.item)}
