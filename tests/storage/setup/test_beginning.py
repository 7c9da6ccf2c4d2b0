"""An installation is unused until something has been dated, noted or agreed: a plan alone is no use of it."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlmodel import select

from storage.agreements.changes import begin_agreement
from storage.followups.followups import add_follow_up
from storage.setup.beginning import is_unused
from storage.setup.reference import load_reference
from storage.setup.year import plan_ahead
from storage.tables import MeetingRow
from storage.unit_of_work.store import Store
from storage.unit_of_work.unit import UnitOfWork, system
from tests.desk import START


def dated(unit: UnitOfWork) -> None:
    unit.session.exec(select(MeetingRow)).all()[0].day = date(2027, 3, 9)


def noted(unit: UnitOfWork) -> None:
    add_follow_up(unit, owner="siva", county=None, text="levere", due=date(2026, 12, 15), taken_on=False)


def agreed(unit: UnitOfWork) -> None:
    begin_agreement(unit, "agder")


@pytest.mark.parametrize("use", [dated, noted, agreed])
def test_the_first_thing_that_is_done_is_use(store: Store, use: Callable[[UnitOfWork], None]) -> None:
    load_reference(store, START)
    assert plan_ahead(store, START) > 0
    with store.begin(system("test"), START) as unit:
        assert is_unused(unit.session)
        use(unit)
        assert not is_unused(unit.session)
