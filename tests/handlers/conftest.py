"""A desk over a database that a coordinator could meet: the 19 organisations, a room each, the year's meetings.

Made once per test process and copied for each test, so that a conversation costs its own lines only.
"""

import shutil
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from bot.app import open_store
from storage.setup.reference import load_reference
from storage.setup.year import plan_ahead
from storage.unit_of_work.store import Store
from storage.unit_of_work.unit import Rules
from tests.desk import START, Desk
from tests.handlers.people.accounts_kit import Chats

_numbers = count()


def furnish(store: Store) -> None:
    """The reference organisations with their console rooms, and the meetings of the year to come."""
    load_reference(store, START)
    plan_ahead(store, START)


@pytest.fixture(scope="session")
def furnished_template(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path, rules: Rules) -> Path:
    """A furnished SQLite database, closed, to copy."""
    path = tmp_path_factory.mktemp("furnished") / "furnished.db"
    shutil.copyfile(sqlite_template, path)
    store = open_store(f"sqlite:///{path}", rules)
    furnish(store)
    store.close()
    return path


@pytest.fixture
def copied_desk(tmp_path: Path, rules: Rules) -> Iterator[Callable[[Path], Desk]]:
    """Makes desks, each over a copy of a database of its own."""
    stores: list[Store] = []

    def make(template: Path) -> Desk:
        path = tmp_path / f"desk-{next(_numbers)}.db"
        shutil.copyfile(template, path)
        stores.append(open_store(f"sqlite:///{path}", rules))
        return Desk(stores[-1])

    yield make
    for store in stores:
        store.close()


@pytest.fixture
def new_desk(furnished_template: Path, copied_desk: Callable[[Path], Desk]) -> Callable[[], Desk]:
    """Makes desks, each over a furnished database of its own."""
    return lambda: copied_desk(furnished_template)


@pytest.fixture
def desk(new_desk: Callable[[], Desk]) -> Desk:
    """A desk on Monday 23 November 2026, 10:00 in Oslo."""
    return new_desk()


@pytest.fixture
def any_desk(store: Store) -> Desk:
    """The same over SQLite and over PostgreSQL, for whole conversations."""
    furnish(store)
    return Desk(store)


@pytest.fixture
def chats(desk: Desk) -> Chats:
    return Chats(desk)


@pytest.fixture
def any_chats(any_desk: Desk) -> Chats:
    """The same over SQLite and over PostgreSQL."""
    return Chats(any_desk)
