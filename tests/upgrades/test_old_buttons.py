"""What stands in people's chats goes on working after an upgrade: each button and form of each landed version, pressed.

`tests.upgrades.filling` has filled a database with each version, and noted what came of every button in it. Migrated to
the tables of now, each does what it did then; what was refused then may be refused now, for a reason of its own.
"""

import gzip
import json
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.app import open_store
from domain.calendar import WorkCalendar
from storage.derived.derived import refresh_derived
from storage.migrate import migrate
from storage.unit_of_work.store import Store
from storage.unit_of_work.unit import Rules
from tests.desk import oslo
from tests.upgrades.filling import AT, FILLED, Pressed, press

VERSIONS = sorted(path.name.removesuffix(".sql.gz") for path in FILLED.glob("*.sql.gz"))
CHANGED = {
    "referat vis N-2026-H": "common.not-allowed",  # a made-up county takes no part in the national meeting
}
"""How a button's line begins, after a change of the rules → the refusal it ends in now, which says what holds."""


Upgraded = tuple[Store, list[Pressed]]


@pytest.fixture(scope="module", params=VERSIONS)
def upgraded(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Upgraded]:
    """A database of an earlier version with the tables of now, and what stands in its chats."""
    path = tmp_path_factory.mktemp("upgrade") / "filled.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(unpacked(FILLED / f"{request.param}.sql.gz"))
    found = [Pressed(**one) for one in json.loads(unpacked(FILLED / f"{request.param}.json.gz"))]
    with closing(open_store(f"sqlite:///{path}", Rules(WorkCalendar()))) as store:
        migrate(store)
        refresh_derived(store, oslo(AT))
        yield store, found


def unpacked(path: Path) -> str:
    return gzip.decompress(path.read_bytes()).decode()


def test_each_does_what_it_did(upgraded: Upgraded) -> None:
    store, found = upgraded
    wrong, seen = [], Counter[str]()
    for one in found:
        code = press(store, one.who, one.line, one.fields)
        seen[(code and "refused") or "done"] += 1
        if code == "common.unexpected" or (code and not one.code and not expected(one, code)):
            wrong.append(f"{one.who}: {one.line} {one.fields or ''} → {code or 'done'}, was {one.code or 'done'}")
    print(dict(seen))  # noqa: T201 - how many there were
    assert seen["done"] > 1000
    assert not wrong, "\n".join(wrong)


def expected(one: Pressed, code: str) -> bool:
    return any(one.line.startswith(begins) and code == now for begins, now in CHANGED.items())


def test_each_landed_version_has_left_something_behind() -> None:
    """An upgrade is tried from where installations are: the version before is among them."""
    assert VERSIONS, "run: python -m tests.upgrades.filling NAME"
    size = sum(path.stat().st_size for path in FILLED.iterdir())
    assert size < 300_000 * len(VERSIONS)
