"""Duties brought into step with their subjects: by the unit of work that touches one, and all of them at once."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlmodel import col, select

from domain.calendar import WorkCalendar
from domain.duties.duties import Duty
from domain.duties.reminders import ladder_due, next_planned, send_at
from storage.duties.tracked import Tracked
from storage.tables import DutyRow, Row
from storage.unit_of_work.chunks import chunks
from storage.unit_of_work.unit import UnitOfWork


def sync_duties(unit: UnitOfWork, subjects: Sequence[Tracked], touched: Sequence[Row]) -> set[int]:
    """Derive anew the duties of every subject these rows touch; the numbers of those that have changed.

    Duties of kinds this version doesn't know are left alone: a newer one that runs beside it derives them.
    """
    changed: set[int] = set()
    for subject in subjects:
        if any(isinstance(row, subject.all_follow) for row in touched):
            changed |= _Settling(unit, subject, whole=False, upgrade=False).settle(subject.standing(unit))
        elif own := [row for row in touched if isinstance(row, subject.rows)]:
            ids = subject.touched(unit.session, own)
            changed |= _Settling(unit, subject, whole=False, upgrade=False).settle(ids)
    return changed


def derive_all(unit: UnitOfWork, subjects: Sequence[Tracked], *, upgrade: bool) -> None:
    """Derive the duties of every standing subject anew.

    upgrade: what was derived before was derived in another way. A duty that arises by that with its deadline past is
    shown and sends nothing: nobody is reminded today of what nobody asked for when it was time.
    """
    unit.session.flush()
    for subject in subjects:
        _Settling(unit, subject, whole=True, upgrade=upgrade).settle(subject.standing(unit))


@dataclass(frozen=True, slots=True)
class _Settling:
    """Brings the kept duties of some subjects to the derived ones. whole: those of unknown kinds are over, too."""

    unit: UnitOfWork
    subject: Tracked
    whole: bool
    upgrade: bool

    @property
    def calendar(self) -> WorkCalendar:
        return self.unit.rules.calendar

    def settle(self, ids: Collection[int]) -> set[int]:
        """The numbers of the duties that have changed."""
        session, kept = self.unit.session, self._kept(ids)
        for duty in self.subject.derive(self.unit, ids):
            row = kept.pop(duty.key, None)
            if row is None:
                session.add(self._new(duty))
            else:
                self._update(row, duty)
        for row in kept.values():
            if self.whole or row.kind in self.subject.duty_kinds:
                self._end(row)
        changed = {row.id for row in session.dirty if isinstance(row, DutyRow) and session.is_modified(row)}
        session.flush()
        return changed

    def _kept(self, ids: Collection[int]) -> dict[str, DutyRow]:
        kind = DutyRow.subject_kind == self.subject.kind
        return {
            row.key: row
            for part in chunks(ids)
            for row in self.unit.session.exec(select(DutyRow).where(kind, col(DutyRow.subject_id).in_(part)))
        }

    def _end(self, row: DutyRow) -> None:
        """Its subject no longer asks for it."""
        row.until = row.until or self.unit.today
        row.done_on = row.done_on or self.unit.today
        row.next_reminder_at, row.next_rung = None, None

    def _new(self, duty: Duty) -> DutyRow:
        row = DutyRow(
            key=duty.key,
            subject_kind=duty.subject_kind,
            subject_id=duty.subject_id,
            kind=duty.kind,
            clause=duty.clause,
            owner=duty.owner,
            due=duty.due,
            ladder_due=ladder_due(duty.due, duty.arose_on, self.calendar),
            arose_on=duty.arose_on,
            until=duty.until,
            gentle=duty.gentle,
            done_on=duty.done_on,
        )
        if not self.upgrade:
            plan_next(row, self.calendar, row.arose_on)
        elif duty.due >= self.unit.today:
            plan_next(row, self.calendar, max(row.arose_on, self._said_until()))
        return row

    def _update(self, row: DutyRow, duty: Duty) -> None:
        base = ladder_due(duty.due, duty.arose_on, self.calendar)
        if (row.owner, row.ladder_due) != (duty.owner, base):
            row.snoozed_until = None  # it was somebody else's, or about another deadline
        was = _planned_by(row)
        row.owner, row.due, row.ladder_due, row.clause = duty.owner, duty.due, base, duty.clause
        row.arose_on, row.until, row.gentle, row.done_on = duty.arose_on, duty.until, duty.gentle, duty.done_on
        if was != _planned_by(row):
            plan_next(row, self.calendar, max(row.arose_on, self._said_until()))

    def _said_until(self) -> date:
        """What goes out today at nine and hasn't, may still; what has, is not said again."""
        today = self.unit.today
        return today if self.unit.at >= send_at(today) else today - timedelta(days=1)


def _planned_by(row: DutyRow) -> tuple[object, ...]:
    """What the next reminder of a duty depends on."""
    return (row.ladder_due, row.until, row.gentle, row.owner, row.done_on is None, row.arose_on)


def plan_next(row: DutyRow, calendar: WorkCalendar, after: date) -> None:
    """Set when the duty is next reminded of: the first rung, or a snooze's end, later than `after`; not when done."""
    how: Mapping[str, Any] = {"gentle": row.gentle, "until": row.until, "snoozed_until": row.snoozed_until}
    rung = next_planned(row.ladder_due, after, calendar, **how) if row.done_on is None else None
    row.next_reminder_at = send_at(rung.day) if rung else None
    row.next_rung = rung.number if rung else None
