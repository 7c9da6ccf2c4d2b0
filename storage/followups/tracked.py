"""Follow-ups as something that has duties: one each, its owner's."""

from collections.abc import Collection, Iterable, Sequence

from sqlmodel import Session, col, select

from domain.duties.duties import FOLLOW_UP, Duty, duty_of_follow_up
from domain.followups import CLOSED
from storage.duties.tracked import Tracked
from storage.tables import FollowUpRow, Row
from storage.unit_of_work.chunks import chunks
from storage.unit_of_work.unit import UnitOfWork


class TrackedFollowUps(Tracked):
    """The duty of a follow-up goes with its row alone."""

    kind = "follow_up"
    duty_kinds = frozenset({FOLLOW_UP})
    rows = (FollowUpRow,)

    def touched(self, _session: Session, rows: Iterable[Row]) -> set[int]:
        return {row.id for row in rows if isinstance(row, FollowUpRow)}

    def standing(self, unit: UnitOfWork) -> set[int]:
        query = select(FollowUpRow.id).where(col(FollowUpRow.state).not_in(CLOSED))
        return set(unit.session.exec(query))

    def derive(self, unit: UnitOfWork, ids: Collection[int]) -> Sequence[Duty]:
        return [
            duty
            for part in chunks(ids)
            for row in unit.session.exec(select(FollowUpRow).where(col(FollowUpRow.id).in_(part)))
            for duty in _duty_of(row)
        ]


def _duty_of(row: FollowUpRow) -> Sequence[Duty]:
    closed = (row.done_on or row.dated_on) if row.state in CLOSED else None
    return duty_of_follow_up(
        row.id, owner=row.owner, county=row.county, due=row.due, dated_on=row.dated_on, closed_on=closed
    )


FOLLOW_UPS = TrackedFollowUps()
