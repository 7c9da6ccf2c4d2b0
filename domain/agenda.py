"""Agenda templates: what the model wants on the agenda of each kind of meeting, with its clause (S9–S11, S15, S17–S23).

An item's text is in the catalogue `agenda.ftl` under its id.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from domain.meetings import Meeting, MeetingKind, Season


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


def template(meeting: Meeting) -> tuple[TemplateItem, ...]:
    """The items the model wants on this meeting's agenda, in order."""
    return TEMPLATES[meeting.kind, meeting.season]
