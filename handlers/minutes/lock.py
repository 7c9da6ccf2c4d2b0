"""Approved minutes are locked: what stands is kept with its checksum, and what follows from it becomes true."""

from datetime import date, datetime, timedelta

from sqlmodel import col, select

from domain.duties.reminders import next_sending
from domain.meetings.agenda import CHANGES_ITEM
from domain.meetings.deadlines import deadlines
from domain.meetings.meetings import Meeting
from domain.meetings.minutes import ApprovalMode, MinutesProgress, MinutesState, asks_for_changes, obstacles
from domain.meetings.steps import State, Step
from handlers.agreements.next_version import open_next_version
from handlers.minutes.content import content_of
from handlers.texts import say
from storage.agenda.agenda import carry_undiscussed, follow_ups_under, items_of, previous_day
from storage.decisions.decisions import decisions_of
from storage.followups.followups import done_between
from storage.meetings.meetings import frame_of, record_step
from storage.minutes.minutes import answers_of, approved_by, lock, unanswered
from storage.minutes.noted_follow_ups import note
from storage.tables import FollowUpRow, MeetingRow, MessageRow, MinutesRow, MinutesVersionRow
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
    query = select(MessageRow.organisation).where(
        MessageRow.kind == "minutes-out",
        MessageRow.status == "undeliverable",
        col(MessageRow.facts)["meeting"].as_string() == meeting.ref,
        col(MessageRow.facts)["draft"].as_string() == str(minutes.draft),
    )
    answered = {row.organisation for row in answers_of(reading.session, minutes.id) if row.draft == minutes.draft}
    return [slug for slug in reading.session.exec(query) if slug not in answered]


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


def approve(
    unit: UnitOfWork, row: MeetingRow, meeting: Meeting, minutes: MinutesRow, how: ApprovalMode
) -> MinutesVersionRow:
    """Lock a draft that is out as approved. Its decisions hold, and what was done has been taken note of."""
    session = unit.session
    if minutes.change_needed:
        changes_wanted(unit, row, meeting, minutes)
    approved = {"how": how.value, "on": unit.today.isoformat()}
    kept = lock(unit, minutes, {**content_of(unit, row, meeting, minutes), "approved": approved})
    minutes.state, minutes.approved_on, minutes.approved_how = MinutesState.APPROVED.value, unit.today, how.value
    for decision in decisions_of(session, meeting.id):
        if decision.state == "recorded":
            decision.state = "approved"
    if meeting.day is not None:
        for done in done_between(session, meeting.county, previous_day(session, meeting), meeting.day):
            done.approved_on = meeting.day
    record_step(unit, row, Step.APPROVE, row.organisation, unit.today)
    row.state = State.APPROVED.value
    row.version += 1
    session.flush()
    carry_undiscussed(unit, meeting.id)
    return kept


def tell_parties(unit: UnitOfWork, row: MeetingRow, meeting: Meeting, kind: str, *, by_itself: bool = False) -> None:
    """A message to every party; what the bot does by itself waits for the next sending hour."""
    waits: datetime | None = next_sending(unit.at, unit.rules.calendar) if by_itself else None
    for slug in (*frame_of(unit).invited(meeting), *((row.organisation,) if by_itself else ())):
        unit.send(kind, slug, {"meeting": row.ref}, not_before=waits)


def changes_wanted(unit: UnitOfWork, row: MeetingRow, meeting: Meeting, minutes: MinutesRow) -> None:
    """The meeting wants changes in the agreement (S23): its next version is opened, and the county drafts it.

    By the meeting's own date when one was noted under that item. Safe to repeat.
    """
    session = unit.session
    item = next((one for one in items_of(session, meeting.id) if one.template == CHANGES_ITEM), None)
    decided = next((one.id for one in decisions_of(session, meeting.id) if item and one.item_id == item.id), None)
    open_next_version(unit, row.organisation, minutes.change_text, decided)
    noted = follow_ups_under(session, [item.id]).get(item.id, []) if item else []
    if any(one.owner == row.organisation for one in noted):
        return
    language = unit.directory.organisations[row.organisation].language
    task = FollowUpRow(
        owner=row.organisation,
        county=meeting.county,
        meeting_id=row.id,
        text=say(language, "minutes.task-for-changes"),
        due=unit.rules.calendar.sendable_on_or_after(unit.today + TIME_FOR_CHANGES),
        created_on=unit.today,
        dated_on=unit.today,
    )
    session.add(task)
    session.flush()
    note(session, task, row.id, item.id if item else None)
