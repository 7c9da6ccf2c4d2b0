"""Planning a year: its meetings come into being once, however often this runs («Formål»)."""

from datetime import date, datetime

from sqlmodel import col, select

from domain.calendar import oslo_date
from domain.meetings.meetings import Season
from domain.meetings.year import Planned, to_plan, year_of
from domain.organisations import Kind
from storage.meetings.meetings import planned_row
from storage.people.directory import Directory
from storage.tables import MeetingRow, SettingRow
from storage.unit_of_work.store import Store
from storage.unit_of_work.unit import UnitOfWork, system

PLANNED_UNTIL = "planned-half-years"


def plan_ahead(store: Store, at: datetime) -> int:
    """Create the meetings that should stand in the plan and don't; how many came into being.

    Cheap when there is nothing to do; safe to run at every start and tick.
    """
    wanted = to_plan(oslo_date(at))
    with store.read(at) as snapshot:
        if not snapshot.directory.organisations:
            return 0
        held = snapshot.session.get(SettingRow, PLANNED_UNTIL)
        if held is not None and held.value == _mark(wanted, snapshot.directory):
            return 0
    with store.begin(system("årshjul"), at) as unit:
        made = [planned_row(unit, planned) for planned in missing(unit)]
        unit.session.add_all(made)
        mark = _mark(wanted, unit.directory)
        kept = unit.session.get(SettingRow, PLANNED_UNTIL)
        if kept is None:
            unit.session.add(SettingRow(key=PLANNED_UNTIL, value=mark))
        else:
            kept.value = mark
        return len(made)


def _mark(wanted: list[tuple[int, Season]], directory: Directory) -> str:
    """What has been planned, for whom: another half-year or another county makes it another word."""
    half_years = ",".join(f"{year}{season.value[0]}" for year, season in wanted)
    counties = ",".join(one.number for one in directory.organisations.values() if one.kind is Kind.COUNTY)
    return f"{half_years}|{counties}"


def missing(unit: UnitOfWork) -> list[Planned]:
    """The meetings that should stand in the plan and don't."""
    directory = unit.directory
    wanted: list[Planned] = []
    for year, season in to_plan(unit.today):
        day = date(year, 7, 1)
        counties = directory.of_kind(Kind.COUNTY, day)
        wanted += [one for one in year_of(year, directory.ks.slug, counties) if one.season is season]
    known = set(unit.session.exec(select(MeetingRow.ref).where(col(MeetingRow.ref).in_([one.ref for one in wanted]))))
    return [one for one in wanted if one.ref not in known]
