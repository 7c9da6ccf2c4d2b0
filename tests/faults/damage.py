"""A page of the database's file is overwritten while the program works; the operator is told, and goes back.

Nothing is acknowledged that isn't stored; what the backup had is there afterwards, once, and nothing is said again.
"""

import asyncio
import os
import random
import re
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import Any

import psycopg
import pytest
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError
from typer.testing import CliRunner

from bot.__main__ import cli
from bot.app import App, build, open_store
from bot.clock import FixedClock
from bot.look_back import ask_the_chats, look_back
from bot.setting_names import OURS
from bot.settings import Settings
from domain.accounts import CONSOLE, Address
from domain.calendar import WorkCalendar
from handlers.setup.demo import load_demo
from storage.backups.backup import make_backup
from storage.backups.restore import put_back
from storage.backups.state_file import StateFile
from storage.tables import MessageRow
from storage.unit_of_work.store import Store
from storage.unit_of_work.unit import Rules
from tests.desk import oslo
from tests.faults.disk import AT, Work
from tests.faults.outcome import SQLITE, Outcome, Place, together
from tests.faults.server import stop
from tests.faults.world import MemoryChat, rows

HERE = frozenset({CONSOLE})
TABLES = ("follow_up", "message", "audit", "duty", "setting", "organisation")
"""Whose first pages are damaged, one after another."""


class Remembering(MemoryChat):
    """One that knows what stands in its rooms."""

    async def newest_keys(self, room: Address) -> list[str]:
        return [one.key for one in self.stands if one.room == room]


@dataclass
class Installation:
    """A database, the folder with what belongs to it, its clock and its chat."""

    place: Place
    folder: Path
    url: str
    clock: FixedClock = field(default_factory=lambda: FixedClock(oslo(AT)))
    chat: Remembering = field(default_factory=lambda: Remembering(platform=CONSOLE))
    missing: list[str] = field(default_factory=list)

    def begin(self, number: int = 0) -> tuple[Store, Work]:
        """The program starts over the database; its first line has this number."""
        store = open_store(self.url, Rules(WorkCalendar()))
        state, now = StateFile(self.folder / "state"), self.clock.now()
        look_back(store, state, HERE, HERE, now)
        asyncio.run(ask_the_chats(store, state, {CONSOLE: self.chat}, now))
        settings = Settings(_env_file=None)  # type: ignore[call-arg] # pydantic-settings' own
        app: App = build(settings, self.clock, HERE, store)
        return store, Work(app, self.chat, number)

    def work(self, work: Work, lines: int = 3) -> None:
        """Lines are said one by one; each that is acknowledged is looked for at once, by somebody else."""
        for _ in range(lines):
            before = len(work.done)
            work.say(1)
            if len(work.done) > before and not self.kept(work.done[-1]):
                self.missing.append(f"{work.done[-1]} was acknowledged and isn't stored")
        work.send()
        self.clock.advance(121)
        work.send()

    def kept(self, word: str) -> int:
        """How many follow-ups have this word in their text, over a connection of its own; 0 when it can't be read."""
        query = "SELECT count(*) FROM follow_up WHERE text LIKE"
        with suppress(sqlite3.Error, psycopg.Error):
            if self.place.kind == SQLITE:
                with closing(sqlite3.connect(str(make_url(self.url).database))) as other:
                    return int(other.execute(f"{query} ?", (f"{word}%",)).fetchone()[0])
            with psycopg.connect(self.url.replace("+psycopg", "")) as server:
                found = server.execute(f"{query} %s", (f"{word}%",)).fetchone()
                return int(found[0]) if found else 0
        return 0

    def doctor(self) -> str:
        """What `samhandling doctor` says of it."""
        with pytest.MonkeyPatch.context() as patch:
            patch.chdir(self.folder)
            for name in [one for one in os.environ if one.startswith(OURS)]:
                patch.delenv(name)
            patch.setenv("SAMHANDLING_DATABASE_URL", self.url)
            return CliRunner().invoke(cli, ["doctor"]).output


def damage_pages(place: Place, times: int) -> Outcome:
    """So many installations; the page of one table each."""
    return together([_damaged(place, number) for number in range(times)])


def _damaged(place: Place, number: int) -> Outcome:
    folder = place.folder / f"damaged-{number}"
    folder.mkdir()
    house = Installation(place, folder, place.new_url())
    store, work = house.begin()
    load_demo(store, house.clock.now())
    before = {row.key for row in rows(store, MessageRow)}
    house.work(work)
    backed_up = [*work.done]
    make_backup(store, folder / "backup.db", house.clock.now())
    house.work(work)
    _damage(place, house.url, store, TABLES[number % len(TABLES)], number)
    house.work(work)
    said = house.doctor()
    if not re.search(r"FAIL +database", said):
        house.missing.append(f"the damage of {TABLES[number % len(TABLES)]} was not named: {said}")
    began = monotonic()
    again, after = _gone_back(house, store, folder / "backup.db", work.number)
    house.work(after)
    outcome = _outcome(house, again, before, [*backed_up, *after.done], monotonic() - began)
    again.close()
    return outcome


def _gone_back(house: Installation, store: Store, backup: Path, number: int) -> tuple[Store, Work]:
    """What the operator does: the backup is put back where it was or, where the server can't, in a database beside."""
    now, keep = house.clock.now(), house.folder / "kept.db"
    try:
        put_back(store, backup, now, replace=True, keep=keep)
    except SQLAlchemyError:
        if store.sqlite:
            raise
        house.url = house.place.empty_url()
        fresh = Store(house.url, Rules(WorkCalendar()), None)
        put_back(fresh, backup, now, replace=True, keep=keep)
        fresh.close()
    store.close()
    return house.begin(number)


def _outcome(house: Installation, store: Store, before: set[str], words: list[str], recovery: float) -> Outcome:
    keys = Counter(standing.key for standing in house.chat.stands)
    kept = {word: house.kept(word) for word in words}
    sent = [row for row in rows(store, MessageRow) if row.key not in before]
    lost = [*house.missing, *(word for word, count in kept.items() if not count)]
    lost += [f"{row.kind} {row.key} is {row.status}" for row in sent if row.status not in ("sent", "cancelled")]
    lost += [row.key for row in sent if row.status == "sent" and not keys[row.key]]
    doubled = [name for name, count in (keys + Counter(kept)).items() if count > 1]
    return Outcome(house.place.kind, len(keys), 1, lost, doubled, recovery)


def _damage(place: Place, url: str, store: Store, table: str, number: int) -> None:
    """One page of a table, while the program is up; every second time it is started anew over it."""
    noise = random.Random(number)  # noqa: S311 - a repeatable page, no secret
    if place.kind == SQLITE:
        file = Path(str(store.url.database))
        with closing(sqlite3.connect(file)) as other:
            other.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            (size,) = other.execute("PRAGMA page_size").fetchone()
            (page,) = other.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchone()
        if number % 2:
            store.close()
        _overwrite(file, (page - 1) * size, noise.randbytes(size))
        return
    address = url.replace("+psycopg", "")
    with psycopg.connect(address) as server:
        found = server.execute("SELECT pg_relation_filepath(%s)", (table,)).fetchone()
        assert found is not None
    store.close()
    with stopped(place.server):
        _overwrite(place.server.pgdata / found[0], 0, noise.randbytes(8192))


def _overwrite(file: Path, offset: int, noise: bytes) -> None:
    with file.open("r+b") as opened:
        opened.seek(offset)
        opened.write(noise)


@contextmanager
def stopped(server: Any) -> Iterator[None]:
    """The server is stopped in good order for as long as the block runs."""
    stop(server, "fast")
    try:
        yield
    finally:
        server.ensure_postgres_running()
