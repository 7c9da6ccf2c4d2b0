"""Approved minutes are locked: what stands is kept with its checksum, and what follows from it becomes true."""

from datetime import date, datetime, timedelta

from domain.duties.reminders import next_sending
from domain.meetings.agenda import CHANGES_ITEM
from domain.meetings.deadlines import deadlines
from domain.meetings.meetings import Meeting
from domain.meetings.minutes import (
    ApprovalMode,
    MinutesProgress,
    asks_for_changes,
    obstacles,
)
from domain.meetings.steps import State, Step
from handlers.agreements.next_version import open_next_version
from handlers.minutes.content import content_of
from handlers.texts import say
from storage.agenda.agenda import carry_undiscussed, follow_ups_under, items_of
from storage.agenda.body_meetings import previous_day
from storage.decisions.decisions import approve_decisions, decisions_of
from storage.delivery.outbox_view import not_reached_by_draft
from storage.followups.followups import add_follow_up, note_done
from storage.meetings.meetings import change_meeting, frame_of, record_step
from storage.minutes.minutes import answers_of, approved_by, lock, set_approved, unanswered
from storage.minutes.noted_follow_ups import note
from storage.tables import MinutesRow, MinutesVersionRow
from storage.unit_of_work.unit import Snapshot, UnitOfWork

TIME_FOR_CHANGES = timedelta(days=28)
"""How long the county has for the agreement's next version, when the meeting has set no date itself."""


def dates_of(reading: UnitOfWork | Snapshot, meeting: Meeting) -> tuple[date, date]:
    """The days by which the parties comment on a draft and by which it is approved."""
    frame = frame_of(reading)
    found = deadlines(
        meeting.day or reading.today, frame.offsets_of(meeting), frame.calendar, meeting.taken(Step.DRAFT)
    )
    return found[Step.COMMENT].day, found[Step.APPROVE].day


def all_approved(reading: UnitOfWork | Snapshot, meeting: Meeting, minutes: MinutesRow) -> bool:
    """Whether every invited party has approved the draft that is out; who convened has by sending it."""
    return set(frame_of(reading).invited(meeting)) <= approved_by(reading.session, minutes)


def undelivered_parties(reading: UnitOfWork | Snapshot, meeting: Meeting, minutes: MinutesRow) -> list[str]:
    """The parties that the draft that is out couldn't be delivered to, and that haven't answered it in any way."""
    answered = {row.organisation for row in answers_of(reading.session, minutes.id) if row.draft == minutes.draft}
    return [slug for slug in not_reached_by_draft(reading.session, meeting.ref, minutes.draft) if slug not in answered]


def blockers(
    reading: UnitOfWork | Snapshot, meeting: Meeting, minutes: MinutesRow, *, silent: bool = False
) -> list[str]:
    """What keeps a draft that is out from being approved now (`domain.meetings.minutes.obstacles`).

    silent: by silence, which counts only for parties that were reached; who convened may know otherwise.
    """
    until, _ = dates_of(reading, meeting)
    standing = MinutesProgress(
        change_asked=asks_for_changes(meeting),
        change_answered=minutes.change_needed is not None,
        comments=unanswered(reading.session, minutes.id),
        waiting=reading.today <= until and not all_approved(reading, meeting, minutes),
        unreached=len(undelivered_parties(reading, meeting, minutes)) if silent else 0,
    )
    return obstacles(standing)


def approve(unit: UnitOfWork, meeting: Meeting, minutes: MinutesRow, how: ApprovalMode) -> MinutesVersionRow:
    """Lock a draft that is out as approved. Its decisions hold, and what was done has been taken note of."""
    session = unit.session
    if minutes.change_needed:
        changes_wanted(unit, meeting, minutes)
    approved = {"how": how.value, "on": unit.today.isoformat()}
    kept = lock(unit, minutes, {**content_of(unit, meeting, minutes), "approved": approved})
    set_approved(minutes, unit.today, how)
    approve_decisions(session, meeting.id)
    if meeting.day is not None:
        note_done(session, meeting.county, previous_day(session, meeting), meeting.day)
    meeting = change_meeting(unit, meeting, state=State.APPROVED)
    record_step(unit, meeting, Step.APPROVE, meeting.organisation, unit.today)
    carry_undiscussed(unit, meeting.id)
    return kept


def tell_parties(unit: UnitOfWork, meeting: Meeting, kind: str, *, by_itself: bool = False) -> None:
    """A message to every party; what the bot does by itself waits for the next sending hour."""
    waits: datetime | None = next_sending(unit.at, unit.rules.calendar) if by_itself else None
    for slug in (*frame_of(unit).invited(meeting), *((meeting.organisation,) if by_itself else ())):
        unit.send(kind, slug, {"meeting": meeting.ref}, not_before=waits)


def changes_wanted(unit: UnitOfWork, meeting: Meeting, minutes: MinutesRow) -> None:
    """The meeting wants changes in the agreement (§ 2.2): its next version is opened, and the county drafts it.

    By the meeting's own date when one was noted under that item. Safe to repeat.
    """
    session = unit.session
    item = next((one for one in items_of(session, meeting.id) if one.template == CHANGES_ITEM), None)
    decided = next((one.id for one in decisions_of(session, meeting.id) if item and one.item_id == item.id), None)
    open_next_version(unit, meeting.organisation, minutes.change_text, decided)
    noted = follow_ups_under(session, [item.id]).get(item.id, []) if item else []
    if any(one.owner == meeting.organisation for one in noted):
        return
    language = unit.directory.organisations[meeting.organisation].language
    task = add_follow_up(
        unit,
        owner=meeting.organisation,
        county=meeting.county,
        text=say(language, "minutes.task-for-changes"),
        due=unit.rules.calendar.sendable_on_or_after(unit.today + TIME_FOR_CHANGES),
        taken_on=False,
        meeting_id=meeting.id,
    )
    note(session, task, meeting.id, item.id if item else None)
