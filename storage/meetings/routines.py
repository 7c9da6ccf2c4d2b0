"""A convener's own number of days between its meetings and their deadlines (§ 3.1)."""

from sqlmodel import select

from domain.meetings.steps import Step
from storage.tables import OffsetRow
from storage.unit_of_work.unit import UnitOfWork


def set_days(unit: UnitOfWork, organisation: str, step: Step, days: int | None) -> None:
    """Keep how many days before or after its meetings a step's deadline stands. None: as the standard has it."""
    query = select(OffsetRow).where(OffsetRow.organisation == organisation, OffsetRow.step == step)
    row = unit.session.exec(query).first()
    if days is None:
        if row is not None:
            unit.session.delete(row)
    elif row is None:
        unit.session.add(OffsetRow(organisation=organisation, step=step, days=days))
    else:
        row.days = days
    unit.session.flush()
