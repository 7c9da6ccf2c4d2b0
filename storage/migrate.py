"""Bringing a database to the tables of this version, in one transaction: a migration that is killed can be rerun.

`python -m storage.migrate new "what changes"` writes the next migration from the difference to `storage.tables`.
`python -m storage.migrate seal` notes what each holds when it is ready to land: from then on it is never edited.
"""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text
from sqlalchemy.engine import URL

from domain.calendar import WorkCalendar
from storage.audit.beginning import record_before, tell_migrated
from storage.unit_of_work.store import WRITER_LOCK, Store
from storage.unit_of_work.unit import Rules

MIGRATIONS = Path(__file__).parent / "migrations"
VERSIONS = MIGRATIONS / "versions"
SEALED = MIGRATIONS / "sealed.txt"
"""The SHA-256 of every migration that has landed, a line each. Only ever added to."""
MIGRATION_LOCK = 7_264_892
"""The PostgreSQL advisory lock that makes processes which start at once migrate one after the other."""


def migrate(store: Store | str | URL, to: str = "head", at: datetime | None = None) -> list[str]:
    """Bring the database to revision `to` and name the revisions that were run, in order; [] when it was there.

    Everything happens in one transaction, and what it does to the record is told in the audit log, at the instant
    `at`; None: that of the last entry. Raises sqlalchemy.exc.OperationalError when another process holds a
    SQLite database for longer than its busy timeout (10 s): run it again.
    """
    with _opened(store) as opened, opened.unhurried() as connection:
        if not opened.sqlite:
            for key in (MIGRATION_LOCK, WRITER_LOCK):
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": key})
        if revision_of(connection) == newest():
            return []
        record = record_before(connection)
        done = make_tables(connection, to)
        tell_migrated(connection, record, done, at)
        return done


def make_tables(connection: Connection, to: str = "head") -> list[str]:
    """The migrations alone, in a transaction that is begun already; the revisions that were run."""
    before = revision_of(connection)
    command.upgrade(_config(connection), to)
    return _between(before, revision_of(connection))


def newest() -> str:
    """The revision this version of the program works with."""
    return _scripts().get_current_head() or ""


def at_head(engine: Engine) -> bool:
    """Whether the database has exactly the tables this version knows."""
    with engine.connect() as connection:
        return revision_of(connection) == _scripts().get_current_head()


def new(message: str) -> Path:
    """Write the next migration from the difference between the newest one and `storage.tables`; read it over.

    Raises RuntimeError when alembic writes no file.
    """
    head = _scripts().get_current_head() or "0000"
    return _write(message, f"{int(head) + 1:04}")


def _write(message: str, revision: str) -> Path:
    with TemporaryDirectory() as scratch, _opened(f"sqlite:///{scratch}/scratch.db") as store:
        migrate(store)
        with store.writer.begin() as connection:
            made = command.revision(_config(connection), message, autogenerate=True, rev_id=revision)
    if made is None or isinstance(made, list):
        raise RuntimeError("alembic wrote no migration")
    path = Path(made.path)
    kept = [line for line in path.read_text().splitlines() if not line.lstrip().startswith("# ###")]
    path.write_text("\n".join(kept) + "\n")
    return path


def sums() -> dict[str, str]:
    """The name of each migration → its SHA-256, as they are now."""
    return {path.stem: sha256(path.read_bytes()).hexdigest() for path in sorted(VERSIONS.glob("[0-9]*.py"))}


def sealed() -> dict[str, str]:
    """The same, as they were when they were sealed."""
    lines = SEALED.read_text(encoding="utf-8").splitlines() if SEALED.is_file() else []
    return {name: one for one, name in (line.split() for line in lines)}


def seal() -> list[str]:
    """Seal the migrations that are not yet; their names."""
    kept = sealed()
    new_ones = {name: one for name, one in sums().items() if name not in kept}
    with SEALED.open("a", encoding="utf-8") as file:
        file.writelines(f"{one} {name}\n" for name, one in new_ones.items())
    return list(new_ones)


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("version_locations", str(VERSIONS))
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def _scripts() -> ScriptDirectory:
    return ScriptDirectory.from_config(_config())


def revision_of(connection: Connection) -> str | None:
    """The revision a database stands at; None: it has no tables of ours."""
    return MigrationContext.configure(connection).get_current_revision()


def _between(before: str | None, after: str | None) -> list[str]:
    if after is None or after == before:
        return []
    found = [script.revision for script in _scripts().iterate_revisions(after, before or "base")]
    return list(reversed(found))


@contextmanager
def _opened(store: Store | str | URL) -> Iterator[Store]:
    if isinstance(store, Store):
        yield store
        return
    url = store if isinstance(store, str) else store.render_as_string(hide_password=False)
    opened = Store(url, Rules(WorkCalendar()), None)
    try:
        yield opened
    finally:
        opened.close()


def main(arguments: Sequence[str]) -> int:
    """`new <message>` or `seal`; see the top of this file."""
    match arguments:
        case ["new", message]:
            made = str(new(message))
        case ["seal"]:
            made = "\n".join(seal()) or "All are sealed."
        case _:
            sys.stderr.write('usage: python -m storage.migrate new "what changes", or: seal\n')
            return 2
    sys.stdout.write(f"{made}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
