"""Meetings for lists: by columns only and without their steps, several times cheaper to read than rows."""

from collections.abc import Collection

from sqlmodel import Session, col, select

from domain.meetings.meetings import Meeting, MeetingKind, Season
from domain.meetings.steps import State
from storage.tables import MeetingRow


def meetings_since(session: Session, year: int) -> list[Meeting]:
    """Those of a year and of all years after it."""
    return _light(session, col(MeetingRow.year) >= year)


def regional_meetings_of(session: Session, year: int) -> list[Meeting]:
    """A year's regional meetings, those called off included."""
    return _light(session, col(MeetingRow.year) == year, col(MeetingRow.kind) == MeetingKind.REGIONAL)


def meetings_numbered(session: Session, numbers: Collection[int]) -> list[Meeting]:
    """Those of these numbers that are there."""
    return _light(session, col(MeetingRow.id).in_(numbers)) if numbers else []


def _light(session: Session, *conditions: object) -> list[Meeting]:
    query = select(
        MeetingRow.id, MeetingRow.ref, MeetingRow.kind, MeetingRow.season, MeetingRow.year, MeetingRow.organisation,
        MeetingRow.state, MeetingRow.day, MeetingRow.arose_on, MeetingRow.partnership, MeetingRow.political_body,
    ).where(*conditions)  # type: ignore[call-overload] # more columns than the stubs count  # fmt: skip
    return [
        Meeting(
            id=row[0], ref=row[1], kind=MeetingKind(row[2]), season=Season(row[3]), year=row[4], organisation=row[5],
            state=State(row[6]), day=row[7], arose_on=row[8], partnership=row[9], political_body=row[10],
        )
        for row in session.execute(query)
    ]  # fmt: skip
