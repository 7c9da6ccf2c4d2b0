"""A year's meetings: which there are, and from when they stand in the plan (§ 1, § 2; «Formål»: one frame for all)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from domain.meetings.meetings import Meeting, MeetingKind, Season, ref_of
from domain.meetings.steps import BEFORE_MEETING
from domain.organisations import Organisation

PLANNED_FROM = (8, 1)
"""(month, day) of the year before on which a year's meetings come into being."""

SHORTEST_NOTICE = 56
"""Calendar days. A half-year with fewer days left is not planned by itself any more: the regional save-the-date
(56 days) can't be kept. Its meetings can still be registered by hand."""


@dataclass(frozen=True, slots=True)
class Planned:
    """A meeting that a year should have."""

    ref: str
    kind: MeetingKind
    season: Season
    year: int
    organisation: str


def year_of(year: int, ks: str, counties: Iterable[Organisation]) -> list[Planned]:
    """Two national meetings and two per county."""
    seasons = (Season.SPRING, Season.AUTUMN)
    found = [
        Planned(ref_of(MeetingKind.NATIONAL, season, year, ""), MeetingKind.NATIONAL, season, year, ks)
        for season in seasons
    ]
    found += [
        Planned(
            ref_of(MeetingKind.REGIONAL, season, year, county.number), MeetingKind.REGIONAL, season, year, county.slug
        )
        for county in counties
        for season in seasons
    ]
    return found


def half_year_end(year: int, season: Season) -> date:
    """The last day of the half-year."""
    return date(year, 6, 30) if season is Season.SPRING else date(year, 12, 31)


def when(meeting: Meeting) -> date:
    """Where a meeting stands in time: its day, or the end of its half-year."""
    return meeting.day or half_year_end(meeting.year, meeting.season)


def is_coming(meeting: Meeting, today: date) -> bool:
    """Whether a meeting can still be held: one without a date can't any more once its half-year is over."""
    return meeting.state in BEFORE_MEETING and when(meeting) >= today


def has_been(meeting: Meeting, today: date) -> bool:
    """Whether a meeting's day has come, today included; whatever has been recorded of it."""
    return meeting.day is not None and meeting.day <= today


def to_plan(today: date) -> list[tuple[int, Season]]:
    """The half-years whose meetings should stand in the plan today, oldest first."""
    last = today.year + 1 if (today.month, today.day) >= PLANNED_FROM else today.year
    return [
        (year, season)
        for year in range(today.year, last + 1)
        for season in (Season.SPRING, Season.AUTUMN)
        if half_year_end(year, season) - today >= timedelta(days=SHORTEST_NOTICE)
    ]
