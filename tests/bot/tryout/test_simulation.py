"""The clockwork that terminal and page share: one memory, one clock that only goes forward, whoever moves it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from bot.app import build
from bot.clock import FixedClock, MovableClock
from bot.settings import Settings
from bot.tryout.simulation import Simulation, UnreachableError
from domain.accounts import Account, Address
from domain.calendar import oslo_date
from handlers.setup.demo import load_demo
from storage.setup.demo import demo_clock
from storage.unit_of_work.store import Store

AT = demo_clock()
KS, KS_ROOM = Account("console", "", "ks:coordinator"), Address("console", "", "ks")


@pytest.fixture
def clockwork(sqlite_store: Store) -> Simulation:
    load_demo(sqlite_store, AT)
    clock = MovableClock()
    clock.move_to(AT)
    return Simulation(build(Settings(_env_file=None), clock, frozenset({"console"}), sqlite_store))  # type: ignore[call-arg]


def test_what_goes_out_is_remembered_in_order(clockwork: Simulation) -> None:
    assert clockwork.answer("purr O-7", KS, KS_ROOM).ok
    (nudge,) = clockwork.deliver()
    later = clockwork.number()
    digests = clockwork.tick()
    assert nudge.recipient == "forskningsradet"
    assert "O-7" in nudge.card.title
    assert [one.number for one in clockwork.deliveries] == [nudge.number, *(one.number for one in digests)]
    assert all(one.number > later for one in digests)
    assert clockwork.deliver() == []


def test_each_nine_o_clock_on_the_way_is_ticked(clockwork: Simulation) -> None:
    seen: list[str] = []
    clockwork.go_to(AT + timedelta(days=8), lambda one: seen.append(f"{oslo_date(one.at)} {one.recipient}"))
    assert len(seen) == len(clockwork.deliveries) > 4
    assert seen[0] == "2026-11-23 forskningsradet"
    assert {one.split()[0] for one in seen} >= {"2026-11-24", "2026-12-01"}


def test_two_who_move_the_clock_at_once_send_everything_once(clockwork: Simulation) -> None:
    near, far = AT + timedelta(days=3), AT + timedelta(days=9)
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(clockwork.go_to, (far, near)))
    assert far <= clockwork.app.clock.now() < far + timedelta(minutes=1)
    keys = [one.key for one in clockwork.deliveries]
    assert len(keys) == len(set(keys))
    told = [(oslo_date(one.at), one.recipient) for one in clockwork.deliveries]
    assert len(told) == len(set(told)), "one digest per recipient and day"


def test_a_clock_that_is_further_on_stays_there(clockwork: Simulation) -> None:
    clockwork.go_to(AT + timedelta(days=2))
    clockwork.go_to(AT + timedelta(days=1))
    assert clockwork.app.clock.now() >= AT + timedelta(days=2)


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("tøys", "unknown"),
        (" ", "empty"),
        ("2026-11-01", "back"),
        ("15.12.2020", "back"),
        ("i går", "back"),
        ("+9000d", "far"),
    ],
)
def test_where_the_clock_does_not_go(clockwork: Simulation, typed: str, why: str) -> None:
    with pytest.raises(UnreachableError) as refused:
        clockwork.target(typed)
    assert refused.value.why == why


def test_a_real_clock_stays(sqlite_store: Store) -> None:
    app = build(Settings(_env_file=None), FixedClock(AT), frozenset({"console"}), sqlite_store)  # type: ignore[call-arg]
    with pytest.raises(UnreachableError, match="real"):
        Simulation(app).target("+1d")
    with pytest.raises(UnreachableError, match="real"):
        Simulation(app).go_to(AT + timedelta(days=1))
