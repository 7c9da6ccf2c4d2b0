"""What can be wrong with a database or a backup, each as two sentences: what it is, and what to do."""

import sqlite3

from sqlalchemy.exc import DBAPIError

from bot.app import NewerDatabaseError
from bot.trials import reason_of
from storage.backups.backup import BackupError
from storage.backups.rows import NotTheSameError
from storage.unit_of_work.trouble import Trouble, trouble_of

_BACKUPS = {
    "exists": ("{file} is there already, and a backup never replaces a file.", "Write another name."),
    "no-tables": ("The database has no tables yet: there is nothing to copy.", "Check SAMHANDLING_DATABASE_URL."),
    "not-at-head": (
        "The database's tables are another version's than this program's.",
        "Use the program of that version, or run: samhandling migrate",
    ),
    "damaged": ("The database is damaged: {reason}", "Go back to the last backup: samhandling restore FILE --replace"),
    "unwritable": ("{file} can't be written: {reason}", "Write another path."),
    "no-file": ("There is no file {file}.", "Write the path of a backup."),
    "no-backup": ("{file} is no backup made by samhandling backup.", "Write the path of one."),
    "backup-damaged": ("{file} is damaged: {reason}", "Take an older backup."),
    "newer-backup": (
        "{file} was made by a newer version (tables {revision}; this one works with {newest}).",
        "Install that version.",
    ),
    "not-empty": ("The database holds something already.", "Name an empty one; restore puts it aside with --replace."),
    "in-use": ("Another program has {file} open.", "Stop it first: samhandling, or whoever looks into the file."),
}
_TROUBLE = {
    Trouble.FULL: ("The disk is full.", "Make room where the database lies; nothing has been changed meanwhile."),
    Trouble.DAMAGED: (
        "The database is damaged.",
        "Stop the program and go back to the last backup: samhandling restore FILE --replace",
    ),
    Trouble.READ_ONLY: ("The database can be read, not written.", "Let the program write to it and to its folder."),
    Trouble.IO: ("The database's disk can't be used.", "Check the disk, and who may use the file and its folder."),
    Trouble.NO_DATABASE: (
        "The file is no database.",
        "Check SAMHANDLING_DATABASE_URL, or go back to a backup: samhandling restore FILE --replace",
    ),
}


def problem_of(error: Exception) -> tuple[str, str, str] | None:
    """The code, the problem and what to do; None: it is nothing that is known."""
    match error:
        case BackupError():
            problem, hint = _BACKUPS[error.code]
            return f"cli.{error.code}", problem.format(**error.facts), hint
        case NotTheSameError():
            differs = f"What was read back differs from what was written, in {error}. Nothing was kept."
            return "cli.not-the-same", differs, "Run: samhandling doctor"
        case NewerDatabaseError():
            newer = f"The database is newer than this program: its tables are {error.revision}, these {error.newest}."
            return "cli.newer-database", newer, "Install the newer version again, or go back to a backup."
        case DBAPIError() | sqlite3.Error():
            return _of_database(error)
    return None


def _of_database(error: Exception) -> tuple[str, str, str] | None:
    trouble = trouble_of(error)
    if trouble is None:
        return None
    problem, hint = _TROUBLE[trouble]
    return f"cli.database-{trouble}", f"{problem} ({reason_of(error)})", hint
