"""Run by Alembic: `storage.migrate` hands over an open connection, in whose transaction everything happens."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext

from storage.tables import Row


def render_item(kind: str, item: Any, _context: AutogenContext) -> str | Literal[False]:
    """Write SQLModel's own types as the plain ones they stand for: a migration outlives its helpers."""
    if kind == "type" and type(item).__module__.startswith("sqlmodel."):
        return f"sa.{item.impl!r}"
    return False


def partial_for_both() -> None:
    """An index of some rows is one on PostgreSQL, too.

    The tables say the condition once, as SQLite's: to say it as PostgreSQL's they would load that whole dialect into
    every process that never talks to it.
    """
    for table in Row.metadata.tables.values():
        for index in table.indexes:
            index.dialect_options["postgresql"]["where"] = index.dialect_options["sqlite"]["where"]


def run() -> None:
    """Bring the connection's database to where the command wants it."""
    partial_for_both()
    context.configure(
        connection=context.config.attributes["connection"],
        target_metadata=Row.metadata,
        render_item=render_item,
        # Batch mode copies a table and silently leaves its triggers behind, so it is off: SQLite's own ALTER TABLE
        # adds, renames and drops columns, and what it can't do is written out by hand.
        render_as_batch=False,
        # Alembic takes SQLite's DDL for autocommitted. Ours is begun by BEGIN IMMEDIATE and commits or rolls back
        # as one, so that a migration that was killed can be run again.
        transactional_ddl=True,
    )
    with context.begin_transaction():
        context.run_migrations()


run()
