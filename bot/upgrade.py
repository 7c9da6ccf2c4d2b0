"""Bringing a database to the tables of this version, with a way back. Part of the wiring."""

from datetime import datetime
from pathlib import Path

import structlog

from storage.backups.backup import make_backup
from storage.migrate import migrate
from storage.unit_of_work.store import Store

_log = structlog.get_logger(__name__)


def bring_up_to_date(store: Store, revision: str, now: datetime) -> list[str]:
    """Migrate; of an SQLite file that has tables already, a backup first, beside it. The migrations that were run.

    revision: what it stands at; empty: it has no tables. Of PostgreSQL the operator makes backups. Raises BackupError
    and OSError when no backup can be made, with nothing changed.
    """
    if not revision or not store.sqlite or store.in_memory:
        return migrate(store, at=now)
    file = Path(str(store.url.database))
    backup = file.with_name(f"{file.stem}-before-{now:%Y%m%dT%H%M%S}-at-{revision}.db")
    make_backup(store, backup, now)
    done = migrate(store, at=now)
    how = f"install the version before, then: samhandling restore {backup} --replace"
    _log.warning("database.upgraded", migrations=done, backup=str(backup), to_go_back=how)
    return done
