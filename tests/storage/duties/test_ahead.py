"""What lies ahead as the database counts it, against the same duties read one by one."""

from datetime import date, timedelta

import pytest

from handlers.setup.demo import load_demo
from storage.duties.ahead import DutyCounts, duties_due_by, duties_of_next_day, duty_counts
from storage.duties.duties import OpenDuty, open_duties
from storage.setup.demo import demo_clock
from storage.setup.reference import load_reference
from storage.tables import DutyRow
from storage.unit_of_work.store import Store
from storage.unit_of_work.unit import system
from tests.desk import START

AT = START
TODAY = date(2026, 11, 23)
DAY = timedelta(days=1)
NEAR = TODAY + 7 * DAY


def counting(store: Store, today: date, reader: str) -> list[OpenDuty]:
    """The duties that count, sifted here instead of in the database."""
    with store.read(AT) as snapshot:
        found = open_duties(snapshot.session, today, arisen=True)
    return [duty for duty in found if not duty.gentle or duty.owner == reader]


def add(store: Store, number: int, owner: str, due: date, *, ladder_due: date | None = None, gentle: bool) -> None:
    with store.begin(system("test"), AT) as unit:
        unit.session.add(
            DutyRow(
                key=f"test/{number}", subject_kind="follow_up", subject_id=number, kind="follow-up", clause="§ 1",
                owner=owner, due=due, ladder_due=ladder_due or due, arose_on=TODAY, gentle=gentle,
            )
        )  # fmt: skip


@pytest.mark.parametrize(
    ("due", "ladder_due", "counts"),
    [
        (TODAY - DAY, None, (1, 0, 0)),
        (TODAY, None, (0, 1, 0)),  # today is not over the deadline
        (TODAY - DAY, TODAY, (0, 1, 0)),  # nor what came after its own deadline, as long as its ladder runs
        (NEAR, None, (0, 1, 0)),
        (NEAR + DAY, None, (0, 0, 1)),
    ],
)
def test_a_duty_is_over_its_deadline_near_it_or_later(
    store: Store, due: date, ladder_due: date | None, counts: tuple[int, int, int]
) -> None:
    load_reference(store, AT)
    add(store, 1, "siva", due, ladder_due=ladder_due, gentle=False)
    add(store, 2, "agder", due, ladder_due=ladder_due, gentle=True)
    with store.read(AT) as snapshot:
        counted = duty_counts(snapshot.session, TODAY, NEAR, "siva")
        assert counted == {"siva": DutyCounts(*counts)}  # Agder isn't chased for what is gentle
        counted = duty_counts(snapshot.session, TODAY, NEAR, "agder")
        assert counted == {"siva": DutyCounts(*counts), "agder": DutyCounts(*counts)}


def test_the_next_day_is_the_first_one_with_a_duty_and_all_of_its_duties(store: Store) -> None:
    load_reference(store, AT)
    for number, owner, days, gentle in ((1, "siva", 7, False), (2, "siva", 9, True), (3, "ks", 11, False),
                                        (4, "agder", 11, False), (5, "agder", 12, False)):  # fmt: skip
        add(store, number, owner, TODAY + days * DAY, gentle=gentle)
    with store.read(AT) as snapshot:
        session = snapshot.session
        assert [duty.key for duty in duties_of_next_day(session, TODAY, NEAR, "ks")] == ["test/3", "test/4"]
        assert [duty.key for duty in duties_of_next_day(session, TODAY, NEAR, "siva")] == ["test/2"]
        assert duties_of_next_day(session, TODAY, TODAY + 12 * DAY, "ks") == []


@pytest.mark.parametrize("days", [-40, 0, 20, 100, 300])
@pytest.mark.parametrize("reader", ["ks", "midtvik", "siva"])
def test_it_counts_and_finds_what_a_list_of_all_duties_holds(demo: Store, days: int, reader: str) -> None:
    today = TODAY + days * DAY
    near = today + 7 * DAY
    duties = counting(demo, today, reader)
    later = [duty for duty in duties if duty.due > near]
    over = [duty for duty in duties if duty.ladder_due < today]
    soon = [duty for duty in duties if duty.ladder_due >= today and duty.due <= near]
    with demo.read(AT) as snapshot:
        session = snapshot.session
        counted = duty_counts(session, today, near, reader)
        assert duties_due_by(session, today, near, reader) == [duty for duty in duties if duty.due <= near]
        assert duties_of_next_day(session, today, near, reader) == [duty for duty in later if duty.due == later[0].due]
    assert counted == {
        owner: DutyCounts(*(sum(duty.owner == owner for duty in some) for some in (over, soon, rest)))
        for owner in {duty.owner for duty in duties}
        for rest in ([duty for duty in duties if duty not in over and duty not in soon],)
    }


@pytest.fixture
def demo(sqlite_store: Store) -> Store:
    load_demo(sqlite_store, demo_clock())
    return sqlite_store
