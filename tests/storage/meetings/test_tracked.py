"""Which meetings' duties are derived anew when the way they are derived has changed."""

from datetime import date

from domain.meetings.meetings import MeetingKind, Season
from storage.meetings.tracked import MEETINGS
from storage.setup.reference import load_reference
from storage.tables import MeetingRow
from storage.unit_of_work.store import Store
from storage.unit_of_work.unit import system
from tests.desk import START

AT = START


def test_last_years_meetings_still_ask_for_something_and_older_ones_do_not(store: Store) -> None:
    load_reference(store, AT)
    with store.begin(system("test"), AT) as unit:
        rows = [
            MeetingRow(
                ref=f"N-{year}-V", kind=MeetingKind.NATIONAL, season=Season.SPRING, year=year, organisation="ks",
                arose_on=date(2024, 1, 1),
            )
            for year in (2024, 2025, 2026)
        ]  # fmt: skip
        unit.session.add_all(rows)
        unit.session.flush()
        older, *standing = (row.id for row in rows)
        assert MEETINGS.standing(unit) == set(standing)
        assert older not in MEETINGS.standing(unit)
