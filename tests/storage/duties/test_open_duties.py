"""What is still to be done, at the edges of its days."""

from datetime import date, timedelta

import pytest

from storage.duties.duties import open_duties
from storage.setup.reference import load_reference
from storage.tables import DutyRow
from storage.unit_of_work.store import Store
from storage.unit_of_work.unit import system
from tests.desk import START

AT = START
TODAY = date(2026, 11, 23)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("until", "arose_on", "done_on", "keys"),
    [
        (None, TODAY, None, ["test/1"]),
        (TODAY + DAY, TODAY, None, ["test/1"]),
        (TODAY, TODAY, None, []),  # from this day on it has lost its meaning
        (None, TODAY + DAY, None, []),  # it comes up tomorrow
        (None, TODAY, TODAY, []),
    ],
)
def test_a_duty_is_open_from_the_day_it_arises_to_the_day_it_loses_its_meaning(
    store: Store, until: date | None, arose_on: date, done_on: date | None, keys: list[str]
) -> None:
    load_reference(store, AT)
    with store.begin(system("test"), AT) as unit:
        unit.session.add(
            DutyRow(
                key="test/1", subject_kind="follow_up", subject_id=1, kind="follow-up", clause="§ 1", owner="siva",
                due=TODAY, ladder_due=TODAY, arose_on=arose_on, until=until, done_on=done_on,
            )
        )  # fmt: skip
    with store.read(AT) as snapshot:
        found = open_duties(snapshot.session, TODAY, ["siva"], arisen=True)
        assert [duty.key for duty in found] == keys
        assert open_duties(snapshot.session, TODAY, ["siva"], about=("follow_up", [2])) == []
        assert open_duties(snapshot.session, TODAY, ["siva"], about=("measure", [1])) == []
