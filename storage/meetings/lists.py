"""Meetings for lists: by columns only and without their steps, several times cheaper to read than rows."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Select, bindparam, select
from sqlmodel import Session

from domain.meetings.meetings import Meeting, MeetingKind
from storage.tables import Row

_MEETING = Row.metadata.tables["meeting"].c
# Made once: to make a statement anew costs as much as to run it.
_ALL = select(
    _MEETING.id, _MEETING.ref, _MEETING.kind, _MEETING.season, _MEETING.year, _MEETING.organisation,
    _MEETING.state, _MEETING.day, _MEETING.arose_on, _MEETING.partnership, _MEETING.political_body,
)  # fmt: skip
_SINCE = _ALL.where(_MEETING.year >= bindparam("first"))
_REGIONAL = _ALL.where(_MEETING.year == bindparam("wanted"), _MEETING.kind == MeetingKind.REGIONAL)
_NUMBERED = _ALL.where(_MEETING.id.in_(bindparam("numbers", expanding=True)))


def meetings_since(session: Session, year: int) -> list[Meeting]:
    """Those of a year and of all years after it."""
    return _light(session, _SINCE, first=year)


def regional_meetings_of(session: Session, year: int) -> list[Meeting]:
    """A year's regional meetings, those called off included."""
    return _light(session, _REGIONAL, wanted=year)


def meetings_numbered(session: Session, numbers: Collection[int]) -> list[Meeting]:
    """Those of these numbers that are there."""
    return _light(session, _NUMBERED, numbers=list(numbers)) if numbers else []


def _light(session: Session, query: Select[Any], **values: object) -> list[Meeting]:
    session.flush()  # read past the ORM, which would have done it
    return [
        Meeting(
            id=row[0], ref=row[1], kind=row[2], season=row[3], year=row[4], organisation=row[5],
            state=row[6], day=row[7], arose_on=row[8], partnership=row[9], political_body=row[10],
        )
        for row in session.execute(query, values)
    ]  # fmt: skip
