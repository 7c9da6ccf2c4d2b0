"""The disk the database is on fills up, or turns read-only, in the middle of work; then it is as before.

What was answered with «done» is there afterwards, once, and what was refused is not; what it caused was said once. It
takes the right to mount a small disk (Linux, as root).
"""

import asyncio
import os
import re
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import Any

import psycopg
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from bot.app import App, build, open_store
from bot.clock import FixedClock
from bot.delivery.sender import Sender
from bot.settings import Settings
from domain.accounts import Account, Address
from domain.calendar import WorkCalendar
from handlers.core.invocation import Invocation
from handlers.messages.draw import draw
from handlers.setup.demo import load_demo
from storage.migrate import migrate
from storage.tables import MessageRow
from storage.unit_of_work.store import Store
from storage.unit_of_work.unit import Rules
from tests.conftest import database_of, start_postgres
from tests.desk import oslo
from tests.faults.outcome import SQLITE, Outcome, Place, UnavailableError
from tests.faults.world import MemoryChat, rows

AT = "2026-11-24 17:30"
LINES = 4
"""Said before the disk fails, while it does, and after."""


@dataclass
class Disk:
    """A disk of its own, mounted at a folder."""

    folder: Path

    def fill(self) -> None:
        """No room is left."""
        with suppress(OSError), (self.folder / "ballast").open("wb", buffering=0) as ballast:
            while True:
                ballast.write(bytes(1 << 16))

    def empty(self) -> None:
        """There is room again."""
        (self.folder / "ballast").unlink(missing_ok=True)


@contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[Disk]:
    """A disk of this size for as long as the block runs. Raises UnavailableError: nobody may mount here."""
    folder.mkdir()
    _mount(folder, f"size={megabytes}m,mode=755", new=True)
    try:
        yield Disk(folder)
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=False)


def _mount(folder: Path, options: str, *, new: bool = False) -> None:
    kind = ["-t", "tmpfs", "tmpfs"] if new else []
    try:
        subprocess.run(["mount", *kind, "-o", options, str(folder)], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise UnavailableError("it takes the right to mount a disk") from error


@dataclass
class Work:
    """An installation whose lines are answered and whose messages are sent, whatever becomes of the disk."""

    app: App
    chat: MemoryChat = field(default_factory=lambda: MemoryChat(platform="console"))
    number: int = 0
    done: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.sender = Sender(self.app.store, {"console": self.chat}, draw, self.app.clock, parallel=1, poll=0.01)

    def say(self, lines: int = LINES) -> None:
        """So many lines that each cause a message; every one is answered, with a yes or a no."""
        for _ in range(lines):
            self.number += 1
            word = f"oppgave{self.number}x"
            line = f"oppfølging ny Siva: {word} innen 15.12"
            account, room = Account("console", "", "ks"), Address("console", "", "ks")
            reply = self.app.answer(Invocation(line, account, room, self.app.clock.now()))
            (self.done if reply.ok else self.refused).append(word)

    def send(self) -> None:
        """What can be sent is sent; where the database can't be written, that is for the sender's loop to bear."""
        with suppress(DBAPIError, OSError):
            asyncio.run(self.sender.run_once())


def fill_disk(place: Place, times: int) -> Outcome:
    """It fills up, over and over."""
    return _struck(place, times, lambda made: made.disk.fill(), lambda made: made.disk.empty())


def lock_disk(place: Place, times: int) -> Outcome:
    """It turns read-only, over and over."""
    return _struck(place, times, lambda made: made.read_only(on=True), lambda made: made.read_only(on=False))


@dataclass
class Made:
    """A store on a small disk. server: PostgreSQL's."""

    disk: Disk
    store: Store
    server: Any = None

    def read_only(self, *, on: bool) -> None:
        """The file can't be written; or PostgreSQL takes no change, as a standby does."""
        if self.server is None:
            self.store.close()  # nobody who has it open for writing is put out; who opens it from now on is
            _mount(self.disk.folder, "remount,ro" if on else "remount,rw")
            return
        with psycopg.connect(self.server.get_uri(), autocommit=True) as connection:
            connection.execute("SET default_transaction_read_only = off")
            connection.execute(f"ALTER DATABASE postgres SET default_transaction_read_only = {'on' if on else 'off'}")
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
                " AND backend_type = 'client backend'"
            )

    def revive(self) -> None:
        """A PostgreSQL that could not write its log has stopped: whoever runs it starts it again."""
        if self.server is None:
            return
        with suppress(FileNotFoundError, ProcessLookupError, ValueError, IndexError):
            os.kill(int((self.server.pgdata / "postmaster.pid").read_text().split()[0]), 0)
            return
        self.server.ensure_postgres_running()


def _struck(place: Place, times: int, strike: Callable[[Made], None], mend: Callable[[Made], None]) -> Outcome:
    recovery = 0.0
    with _on_small_disk(place) as made:
        store, clock = made.store, FixedClock(oslo(AT))
        load_demo(store, clock.now())
        settings = Settings(_env_file=None)  # type: ignore[call-arg] # pydantic-settings' own
        work = Work(build(settings, clock, frozenset({"console"}), store))
        before = {row.key for row in rows(store, MessageRow)}
        for _ in range(times):
            work.say()
            strike(made)
            work.say()
            work.send()
            mend(made)
            made.revive()
            began = monotonic()
            asked = len(work.done)
            while len(work.done) == asked:
                work.say(1)
            recovery = max(recovery, monotonic() - began)
            clock.advance(121)  # a lease that the fault has left open comes to its end
            work.send()
        assert work.refused, "the disk never failed"
        return _outcome(place, store, work, before, times, recovery)


def _outcome(place: Place, store: Store, work: Work, before: set[str], times: int, recovery: float) -> Outcome:
    with store.transaction() as session:
        texts = [str(one) for (one,) in session.execute(text("SELECT text FROM follow_up"))]
    kept = Counter(found[0] for one in texts if (found := re.search(r"oppgave\d+x", one)))
    sent = [row for row in rows(store, MessageRow) if row.key not in before]
    keys = Counter(standing.key for standing in work.chat.stands)
    lost = [word for word in work.done if not kept[word]]
    lost += [row.key for row in sent if row.status != "sent" or not keys[row.key]]
    doubled = [key for key, count in (keys + kept).items() if count > 1]
    doubled += [word for word in work.refused if kept[word]]  # it was said that nothing was stored
    return Outcome(place.kind, len(sent), times, lost, doubled, recovery)


@contextmanager
def _on_small_disk(place: Place) -> Iterator[Made]:
    folder = place.folder / "small"
    with small_disk(folder, 12 if place.kind == SQLITE else 160) as disk:
        if place.kind == SQLITE:
            url, server = f"sqlite:///{folder}/samhandling.db", None
        else:
            server = start_postgres(folder / "data")
            url = database_of(str(server.get_uri()), "postgres")
        migrate(url)
        store = open_store(url, Rules(WorkCalendar()))
        try:
            yield Made(disk, store, server)
        finally:
            store.close()
            if server is not None:
                server.cleanup()
