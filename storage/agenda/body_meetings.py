"""The meetings of a body in order of time: which comes before another, which next."""

from collections.abc import Iterable
from datetime import date

from sqlmodel import Session, select

from domain.meetings.agenda import NATIONAL, STEERING, body_of
from domain.meetings.meetings import Meeting, MeetingKind
from domain.meetings.steps import BEFORE_MEETING, State
from domain.meetings.year import has_been, is_coming, when
from storage.meetings.meetings import as_meeting, meeting_by_id
from storage.tables import AgendaItemRow, MeetingRow


def meetings_of_body(session: Session, body: str) -> list[Meeting]:
    """The meetings of a body in order of time, cancelled ones left out; undated ones at the end of their half-year.

    Without their steps, which their order doesn't depend on.
    """
    query = select(MeetingRow).where(MeetingRow.state != State.CANCELLED)
    if body in (NATIONAL, STEERING):
        kind = MeetingKind.NATIONAL if body == NATIONAL else MeetingKind.STEERING
        query = query.where(MeetingRow.kind == kind)
    else:
        query = query.where(MeetingRow.kind == MeetingKind.REGIONAL, MeetingRow.organisation == body)
    return sorted((as_meeting(row) for row in session.exec(query)), key=lambda one: (when(one), one.id))


def next_meeting(session: Session, item: AgendaItemRow) -> Meeting | None:
    """The meeting of the same body that comes after an item's own and hasn't been held, without steps; or None."""
    meetings = meetings_of_body(session, item.body)
    place = next((number for number, one in enumerate(meetings) if one.id == item.meeting_id), None)
    if place is None:
        return None
    return next((one for one in meetings[place + 1 :] if one.state in BEFORE_MEETING), None)


def coming_meeting_of(session: Session, body: str, today: date) -> Meeting | None:
    """The next meeting of a body that can still be held, or None."""
    ahead = (one for one in meetings_of_body(session, body) if is_coming(one, today))
    found = next(ahead, None)
    return meeting_by_id(session, found.id) if found else None


def meeting_to_record(session: Session, bodies: Iterable[str], today: date) -> Meeting | None:
    """The meeting of these bodies whose minutes are to be written: today's, else the last that has been; or None.

    One whose minutes are approved only where no other has been.
    """
    been = [one for body in bodies for one in meetings_of_body(session, body) if has_been(one, today)]
    waiting = [one for one in been if one.state is not State.APPROVED]
    found = max(waiting or been, key=lambda one: (one.day or today, one.id), default=None)
    return meeting_by_id(session, found.id) if found else None


def previous_day(session: Session, meeting: Meeting) -> date | None:
    """The day of the body's meeting before this one, or None."""
    found: date | None = None
    for other in meetings_of_body(session, body_of(meeting)):
        if other.id == meeting.id:
            break
        found = other.day or found
    return found
