"""Duties as kept: brought into step with their subjects by the unit of work, read by every view."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from sqlalchemy import select as sa_select
from sqlmodel import Session, col, select

from domain.duties.duties import Duty, DutyRules, duties_of_meeting, duty_of_follow_up
from domain.duties.reminders import SNOOZE_END, ladder_due, send_at
from storage.agreements.agreements import RUNNING_WORDS, duties_of_measures
from storage.duties.next_reminder import next_planned
from storage.meetings.meetings import frame_of, with_steps
from storage.tables import (
    AgreementRow,
    DutyRow,
    FollowUpRow,
    MeasureRow,
    MeetingRow,
    OffsetRow,
    OrganisationRow,
    Row,
    SettingRow,
    StepRow,
)
from storage.unit_of_work.chunks import chunks
from storage.unit_of_work.store import SYSTEM, Origin, Store, UnitOfWork

CLOSED = ("done", "lapsed")
FINGERPRINT = "duties-fingerprint"
DERIVATION = 5
"""Raised when the derivation itself changes, so that duties are derived anew at the next start."""


def sync_duties(unit: UnitOfWork, touched: Iterable[Row]) -> set[int]:
    """Derive anew the duties of every subject this transaction touched; the numbers of those that have changed."""
    meetings: set[int] = set()
    follow_ups: set[int] = set()
    measures: set[int] = set()
    counties: set[str] = set()
    everything = False
    for row in touched:
        if isinstance(row, MeetingRow):
            meetings.add(row.id)
        elif isinstance(row, StepRow):
            meetings.add(row.meeting_id)
        elif isinstance(row, FollowUpRow):
            follow_ups.add(row.id)
        elif isinstance(row, MeasureRow):
            measures.add(row.id)
        elif isinstance(row, AgreementRow):
            counties.add(row.county)  # a new agreement takes the place of the one before
        elif isinstance(row, OffsetRow | OrganisationRow):
            everything = True
    if everything:
        return _derive_all(unit)
    return _derive(unit, meetings, follow_ups, measures | _measures_of(unit.session, counties))


def derive_if_changed(store: Store, unit: UnitOfWork) -> bool:
    """Derive all duties anew when what they depend on has changed since last time (calendar, rules); say whether."""
    now = fingerprint(store)
    kept = unit.session.get(SettingRow, FINGERPRINT)
    if kept is not None and kept.value == now:
        return False
    _derive_all(unit)
    if kept is None:
        unit.session.add(SettingRow(key=FINGERPRINT, value=now))
    else:
        kept.value = now
    return True


def fingerprint(store: Store) -> str:
    """What all duties depend on, as one short word."""
    parts = (str(DERIVATION), store.rules.calendar.fingerprint(), repr(store.rules.set_date))
    return hashlib.sha256("|".join(parts).encode()).hexdigest()[:32]


def system(line: str) -> Origin:
    """The installation itself as the one who does it."""
    return Origin(account=SYSTEM, line=line)


def _derive_all(unit: UnitOfWork) -> set[int]:
    unit.session.flush()
    oldest = unit.today.year - 1
    meetings = unit.session.exec(select(MeetingRow.id).where(MeetingRow.year >= oldest)).all()
    follow_ups = unit.session.exec(select(FollowUpRow.id).where(col(FollowUpRow.state).not_in(CLOSED))).all()
    running = unit.session.exec(select(AgreementRow.county).where(col(AgreementRow.state).in_(RUNNING_WORDS))).all()
    return _derive(
        unit,
        {one for one in meetings if one},
        {one for one in follow_ups if one},
        _measures_of(unit.session, set(running)),
    )


def _measures_of(session: Session, counties: set[str]) -> set[int]:
    """Every measure of these counties' agreements, the earlier ones included."""
    if not counties:
        return set()
    theirs = select(AgreementRow.id).where(col(AgreementRow.county).in_(counties))
    query = select(MeasureRow.id).where(col(MeasureRow.agreement_id).in_(theirs))
    return {one for one in session.exec(query) if one}


def _derive(unit: UnitOfWork, meetings: set[int], follow_ups: set[int], measures: set[int]) -> set[int]:
    session = unit.session
    changed: set[int] = set()
    if meetings:
        frame = frame_of(unit)
        rows = [
            row
            for part in chunks(meetings)
            for row in session.exec(select(MeetingRow).where(col(MeetingRow.id).in_(part)))
        ]
        derived = [
            duty for meeting in with_steps(session, rows) for duty in duties_of_meeting(meeting, frame, unit.today)
        ]
        changed |= _settle(unit, "meeting", meetings, derived, frame)
    if follow_ups:
        frame = frame_of(unit)
        found = [
            row
            for part in chunks(follow_ups)
            for row in session.exec(select(FollowUpRow).where(col(FollowUpRow.id).in_(part)))
        ]
        changed |= _settle(unit, "follow_up", follow_ups, [duty for row in found for duty in of_follow_up(row)], frame)
    if measures:
        changed |= _settle(unit, "measure", measures, duties_of_measures(session, measures), frame_of(unit))
    return changed


def of_follow_up(row: FollowUpRow) -> Sequence[Duty]:
    """The duty a follow-up stands for."""
    closed = (row.done_on or row.dated_on) if row.state in CLOSED else None
    return duty_of_follow_up(
        row.id, owner=row.owner, county=row.county, due=row.due, dated_on=row.dated_on, closed_on=closed
    )


def _settle(unit: UnitOfWork, kind: str, subjects: set[int], derived: Sequence[Duty], frame: DutyRules) -> set[int]:
    """Bring the kept duties of these subjects to the derived ones; the numbers of those that have changed."""
    session = unit.session
    kept = {
        row.key: row
        for part in chunks(subjects)
        for row in session.exec(select(DutyRow).where(DutyRow.subject_kind == kind, col(DutyRow.subject_id).in_(part)))
    }
    for duty in derived:
        row = kept.pop(duty.key, None)
        if row is None:
            session.add(_new_row(duty, frame))
        else:
            _update(row, duty, frame, unit)
    for row in kept.values():  # its subject no longer asks for it
        row.until = row.until or unit.today
        row.done_on = row.done_on or unit.today
        row.next_reminder_at, row.next_rung = None, None
    changed = {row.id for row in session.dirty if isinstance(row, DutyRow) and session.is_modified(row)}
    session.flush()
    return changed


def _new_row(duty: Duty, frame: DutyRules) -> DutyRow:
    row = DutyRow(
        key=duty.key,
        subject_kind=duty.subject_kind,
        subject_id=duty.subject_id,
        kind=duty.kind,
        clause=duty.clause,
        owner=duty.owner,
        due=duty.due,
        ladder_due=ladder_due(duty.due, duty.arose_on, frame.calendar),
        arose_on=duty.arose_on,
        until=duty.until,
        gentle=duty.gentle,
        done_on=duty.done_on,
    )
    plan_next(row, frame, row.arose_on)
    return row


def _update(row: DutyRow, duty: Duty, frame: DutyRules, unit: UnitOfWork) -> None:
    base = ladder_due(duty.due, duty.arose_on, frame.calendar)
    if (row.owner, row.ladder_due) != (duty.owner, base):
        row.snoozed_until = None  # it was somebody else's, or about another deadline
    was = (row.ladder_due, row.until, row.gentle, row.owner, row.done_on is None, row.arose_on)
    row.owner, row.due, row.ladder_due, row.clause = duty.owner, duty.due, base, duty.clause
    row.arose_on, row.until, row.gentle, row.done_on = duty.arose_on, duty.until, duty.gentle, duty.done_on
    if was != (row.ladder_due, row.until, row.gentle, row.owner, row.done_on is None, row.arose_on):
        # What goes out today at nine and hasn't, may still; what has, is not said again.
        gone = unit.today if unit.at >= send_at(unit.today) else unit.today - timedelta(days=1)
        plan_next(row, frame, max(row.arose_on, gone))


def plan_next(row: DutyRow, frame: DutyRules, after: date) -> None:
    """Set when the duty is next reminded of: the first rung, or a snooze's end, later than `after`; not when done."""
    how: Mapping[str, Any] = {"gentle": row.gentle, "until": row.until, "snoozed_until": row.snoozed_until}
    rung = next_planned(row.ladder_due, after, frame.calendar, **how) if row.done_on is None else None
    row.next_reminder_at = send_at(rung.day) if rung else None
    row.next_rung = rung.number if rung else None


class OpenDuty(NamedTuple):
    """An open duty as lists need it: columns only, several times cheaper to read than a row."""

    id: int
    subject_kind: str
    subject_id: int
    kind: str
    clause: str
    owner: str
    due: date
    ladder_due: date
    arose_on: date
    until: date | None
    gentle: bool
    key: str


_COLUMNS = tuple(getattr(DutyRow, name) for name in OpenDuty._fields)


def open_duties(
    session: Session,
    today: date,
    owners: Iterable[str] | None = None,
    *,
    arisen: bool = False,
    follow_ups: Iterable[int] | None = None,
    measures: Iterable[int] | None = None,
) -> list[OpenDuty]:
    """Duties not done that have not lost their meaning, by date.

    Those of `owners` only, when given; `arisen`: only those that have come up by today; those of these follow-ups, of
    these measures.
    """
    query = sa_select(*_COLUMNS).where(
        col(DutyRow.done_on).is_(None), (col(DutyRow.until).is_(None)) | (col(DutyRow.until) > today)
    )
    if owners is not None:
        query = query.where(col(DutyRow.owner).in_(list(owners)))
    if arisen:
        query = query.where(col(DutyRow.arose_on) <= today)
    if follow_ups is not None:
        query = query.where(col(DutyRow.subject_kind) == "follow_up", col(DutyRow.subject_id).in_(list(follow_ups)))
    if measures is not None:
        query = query.where(col(DutyRow.subject_kind) == "measure", col(DutyRow.subject_id).in_(list(measures)))
    return [OpenDuty(*row) for row in session.execute(query.order_by(col(DutyRow.due), col(DutyRow.id)))]


def rows_of(session: Session, duties: Iterable[OpenDuty]) -> list[DutyRow]:
    """The rows behind, to change them."""
    return list(session.exec(select(DutyRow).where(col(DutyRow.id).in_([duty.id for duty in duties]))))


def snooze(row: DutyRow, day: date, frame: DutyRules) -> None:
    """Keep the owner's own reminders quiet until a day, and remind on that day; escalations go as before."""
    row.snoozed_until = day
    wake = frame.calendar.sendable_on_or_after(day)
    if row.next_reminder_at is None or row.next_reminder_at > send_at(wake):
        row.next_reminder_at, row.next_rung = send_at(wake), SNOOZE_END + day.toordinal()
