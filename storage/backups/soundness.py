"""Is the database what it should be? Its tables and triggers beside those of this version, and its own check."""

from tempfile import TemporaryDirectory

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, text

from storage.backups.rows import content
from storage.migrate import migrate
from storage.tables import Row
from storage.unit_of_work.store import Store

MOST = 5
"""Faults of a kind that are named."""

_TRIGGERS = text("SELECT tbl_name FROM sqlite_master WHERE type = 'trigger'")
_POSTGRES_TRIGGERS = text(
    "SELECT c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid WHERE NOT t.tgisinternal"
)
_AMCHECK = text("SELECT EXISTS (SELECT 1 FROM pg_extension WHERE extname = 'amcheck')")
_INDEXES = text(
    "SELECT bt_index_check(i.indexrelid) FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid"
    " JOIN pg_am a ON a.oid = c.relam"
    " WHERE a.amname = 'btree' AND c.relnamespace = CAST(current_schema() AS regnamespace)"
)


def misshapen(store: Store) -> list[str]:
    """Where tables, columns and triggers are others than this version's migrations have made them; a line each."""
    with store.reader.connect() as connection:
        found = [_said(one) for one in compare_metadata(MigrationContext.configure(connection), Row.metadata)]
        query = _TRIGGERS if store.sqlite else _POSTGRES_TRIGGERS
        lacking = _triggered(store) - set(connection.execute(query).scalars())
    return [*found, *(f"the triggers of {table} are gone" for table in sorted(lacking))][:MOST]


def unsound(store: Store) -> list[str]:
    """What the database's own check finds: damage, rows that point to nothing. What can't be read raises DBAPIError.

    It takes as long as it takes: a check that is cut short would look like damage.
    """
    with store.reading() as connection:
        return _sqlite(connection) if store.sqlite else _postgres(connection)


def _sqlite(connection: Connection) -> list[str]:
    found = [str(one) for one in connection.execute(text(f"PRAGMA integrity_check({MOST})")).scalars()]
    lost = connection.execute(text("PRAGMA foreign_key_check")).all()
    pointing = [f"{table} {row} points to a row of {other} that is gone" for table, row, other, _ in lost]
    return [*(one for one in found if one != "ok"), *pointing][:MOST]


def _postgres(connection: Connection) -> list[str]:
    """PostgreSQL checks what points where by itself; every row is read, and every index where it can check them."""
    content(connection)
    if connection.execute(_AMCHECK).scalar():
        connection.execute(_INDEXES)
    return []


def _triggered(store: Store) -> set[str]:
    """The tables that have triggers where the migrations are run anew."""
    with TemporaryDirectory() as folder:
        scratch = Store(f"sqlite:///{folder}/scratch.db", store.rules, None)
        try:
            migrate(scratch)
            with scratch.reader.connect() as connection:
                return set(connection.execute(_TRIGGERS).scalars())
        finally:
            scratch.close()


def _said(difference: object) -> str:
    """«add_column message.late»: what would have to be done."""
    if isinstance(difference, list):
        return "; ".join(_said(one) for one in difference)
    if not isinstance(difference, tuple):
        return str(difference)
    what, *where = difference
    names = [str(getattr(one, "name", one)) for one in where if one is not None and not isinstance(one, dict)]
    return f"{what} {' '.join(names)}"
