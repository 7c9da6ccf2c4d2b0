"""Agendas: what the model wants on each kind of meeting's, with its clause (§ 1 to § 2.2), and their numbers.

An item's text is in the catalogue `agenda.ftl` under its id.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from domain.meetings.meetings import Meeting, MeetingKind, Season


@dataclass(frozen=True, slots=True)
class TemplateItem:
    """One item: its id in the catalogue, the clause it comes from, whether the model asks for it."""

    id: str
    clause: str
    mandatory: bool = True


TEMPLATES: Mapping[tuple[MeetingKind, Season], tuple[TemplateItem, ...]] = {
    (MeetingKind.NATIONAL, Season.SPRING): (
        TemplateItem("challenges", "§ 1"),
        TemplateItem("eu-instruments", "§ 1"),
        TemplateItem("open-items", "§ 1", mandatory=False),
    ),
    (MeetingKind.NATIONAL, Season.AUTUMN): (
        TemplateItem("experience", "§ 1"),
        TemplateItem("opportunities", "§ 1"),
        TemplateItem("eu-instruments", "§ 1"),
        TemplateItem("open-items", "§ 1", mandatory=False),
    ),
    (MeetingKind.REGIONAL, Season.SPRING): (
        TemplateItem("national-spring", "§ 2.1"),
        TemplateItem("agreement-presented", "§ 2.1"),
        TemplateItem("trends", "§ 2.1"),
        TemplateItem("open-items", "§ 2", mandatory=False),
    ),
    (MeetingKind.REGIONAL, Season.AUTUMN): (
        TemplateItem("national-autumn", "§ 2.2"),
        TemplateItem("agreement-reviewed", "§ 2.2"),
        TemplateItem("need-for-changes", "§ 2.2"),
        TemplateItem("open-items", "§ 2", mandatory=False),
    ),
    (MeetingKind.STEERING, Season.NONE): (TemplateItem("initiatives", "§ 1"),),
}


CHANGES_ITEM = "need-for-changes"
"""The item that asks whether the agreement needs changes (§ 2.2); the minutes hold the answer apart."""

OPEN_ITEMS = "open-items"
"""What stands at the end of each agenda by itself and has no number: the follow-ups that are open."""


def template(meeting: Meeting) -> tuple[TemplateItem, ...]:
    """The items the model wants on this meeting's agenda, in order."""
    return TEMPLATES[meeting.kind, meeting.season]


def numbered(meeting: Meeting) -> tuple[TemplateItem, ...]:
    """Those of them that are dealt with under a number of their own."""
    return tuple(item for item in template(meeting) if item.id != OPEN_ITEMS)


NATIONAL, STEERING = "national", "steering"
"""The bodies that are no county: whose items and decisions are counted apart."""

_REF = re.compile(r"(?:(?:sak|item)\s+)?(?:(intern(?:al)?)\s+)?(\d{1,3})\s?/\s?(\d{4}|\d{2})(?![\d/.-])", re.IGNORECASE)
_DECISION = re.compile(r"V-?\s?(\d{1,3})\s?/\s?(\d{4}|\d{2})(?![\d/.-])(?:\s+v(\d{1,9})(?=\s|$))?", re.IGNORECASE)


def body_of(meeting: Meeting) -> str:
    """Whose agenda it is: the county's, the national level's or the steering group's."""
    if meeting.kind is MeetingKind.REGIONAL:
        return meeting.organisation
    return NATIONAL if meeting.kind is MeetingKind.NATIONAL else STEERING


@dataclass(frozen=True, slots=True)
class Numbered:
    """The number of an agenda item or a decision, as read from a text; `end` is where it ends there."""

    number: int
    year: int
    end: int
    internal: bool = False
    version: int | None = None


def item_number(number: int, year: int, *, internal: bool = False) -> str:
    """An item's number as it is written and typed: «3/26», «intern 1/26»."""
    return f"{'intern ' if internal else ''}{number}/{year % 100:02}"


def decision_number(number: int, year: int) -> str:
    """A decision's number: «V-4/26»."""
    return f"V-{number}/{year % 100:02}"


def read_item(text: str) -> Numbered | None:
    """The agenda item's number a text begins with («3/26 …», «sak 3/26 …», «intern 1/26 …»), or None."""
    found = _REF.match(text.strip())
    return Numbered(int(found[2]), _year(found[3]), found.end(), bool(found[1])) if found else None


def read_decision(text: str) -> Numbered | None:
    """The decision's number a text begins with («V-4/26 …»), or None; a button's carries a version («V-4/26 v2»)."""
    found = _DECISION.match(text.strip())
    if found is None:
        return None
    return Numbered(int(found[1]), _year(found[2]), found.end(), version=int(found[3]) if found[3] else None)


def read_numbered(text: str) -> Numbered | None:
    """The number of an agenda item or a decision that a text begins with, or None."""
    return read_item(text) or read_decision(text)


def _year(text: str) -> int:
    return int(text) if len(text) == 4 else 2000 + int(text)
