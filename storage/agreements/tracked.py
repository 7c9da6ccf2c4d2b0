"""Measures as something that has duties: one each, its owner's, while the agreement runs."""

from collections.abc import Collection, Iterable, Sequence

from sqlmodel import Session, col, select

from domain.agreements.agreements import RUNNING
from domain.duties.duties import MEASURE, Duty, duty_of_measure
from storage.agreements.agreements import NamedMeasure, measures_numbered
from storage.duties.tracked import Tracked
from storage.tables import AgreementRow, MeasureRow, Row
from storage.unit_of_work.unit import UnitOfWork


class TrackedMeasures(Tracked):
    """A measure's duty goes with its row, and with its county's agreements: a new one takes the old one's place."""

    kind = "measure"
    duty_kinds = frozenset({MEASURE})
    rows = (MeasureRow, AgreementRow)

    def touched(self, session: Session, rows: Iterable[Row]) -> set[int]:
        own = {row.id for row in rows if isinstance(row, MeasureRow)}
        return own | _measures_of(session, {row.county for row in rows if isinstance(row, AgreementRow)})

    def standing(self, unit: UnitOfWork) -> set[int]:
        running = select(AgreementRow.county).where(col(AgreementRow.state).in_(RUNNING))
        return _measures_of(unit.session, set(unit.session.exec(running)))

    def derive(self, unit: UnitOfWork, ids: Collection[int]) -> Sequence[Duty]:
        named = measures_numbered(unit.session, ids)
        return [duty for one in named for duty in _duty_of(one)]


def _measures_of(session: Session, counties: Collection[str]) -> set[int]:
    """Every measure of these counties' agreements, the earlier ones included."""
    if not counties:
        return set()
    theirs = select(AgreementRow.id).where(col(AgreementRow.county).in_(counties))
    query = select(MeasureRow.id).where(col(MeasureRow.agreement_id).in_(theirs))
    return set(session.exec(query))


def _duty_of(named: NamedMeasure) -> Sequence[Duty]:
    row = named.row
    return duty_of_measure(
        row.id,
        owner=row.owner,
        due=row.due,
        dated_on=row.dated_on,
        closed_on=row.closed_on,
        running=named.running and row.removed_on is None,
    )


MEASURES = TrackedMeasures()
