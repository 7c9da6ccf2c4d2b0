"""A backup of Monday is put back on Wednesday, over and over: by `restore`, or by copying the file back."""

import shutil
import sqlite3
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic

from storage.backups.backup import make_backup
from storage.backups.restore import put_back
from storage.unit_of_work.store import Store
from tests.bot.delivery.test_restored import MONDAY, WEDNESDAY, House, lived, new_follow_up
from tests.faults.outcome import Outcome, Place
from tests.faults.world import at


def put_backups_back(place: Place, times: int) -> Outcome:
    """So many installations; what was said before it and after it, and which numbers were given out."""
    messages, recovery = 0, 0.0
    lost: list[str] = []
    doubled: list[str] = []
    for number in range(times):
        with place.store() as store, TemporaryDirectory() as folder:
            by_hand = store.sqlite and number % 2 == 1
            house, given = _put_back(store, Path(folder), by_hand=by_hand)
            before = house.said()
            began = monotonic()
            found = house.begin(store)
            house.day(WEDNESDAY)
            house.day("2026-11-26")
            recovery = max(recovery, monotonic() - began)
            after = house.said()
            messages += sum(after.values())
            lost += [] if found else ["that it has been put back"]
            lost += [f"{room} {key}" for room, key in before if not after[room, key]]
            doubled += [f"{room} {key}" for (room, key), count in (after - before).items() if count]
            if (again := new_follow_up(store, house.clock.now())) <= max(given):
                doubled.append(f"the number {again}")
    return Outcome(place.kind, messages, times, lost, doubled, recovery)


def _put_back(store: Store, folder: Path, *, by_hand: bool) -> tuple[House, list[int]]:
    """Three days, and Monday's noon put back on the third."""
    if not by_hand:
        backup = folder / "monday"
        house, given = lived(store, folder / "state", lambda: make_backup(store, backup, at(MONDAY, "12:00")))
        put_back(store, backup, house.clock.now(), replace=True, keep=folder / "kept")
        store.close()
        return house, given
    file, copied = Path(str(store.url.database)), folder / "copied.db"

    def copy() -> None:
        with sqlite3.connect(file) as source, sqlite3.connect(copied) as target:
            source.backup(target)
        source.close()
        target.close()

    house, given = lived(store, folder / "state", copy)
    store.close()
    for suffix in ("-wal", "-shm"):
        Path(f"{file}{suffix}").unlink(missing_ok=True)
    shutil.copyfile(copied, file)
    return house, given
