"""What is wrong with a database's disk or file, told apart from what is wrong with a statement."""

import sqlite3
from enum import StrEnum

from sqlalchemy.exc import DBAPIError


class OperationError(Exception):
    """What an operator asked for, or begins with, can't be done: the command line says why, and what to do."""


class Trouble(StrEnum):
    """What an operator has to mend; until then nothing can be written, or not even read."""

    FULL = "full"
    DAMAGED = "damaged"
    READ_ONLY = "read-only"
    IO = "io"
    NO_DATABASE = "no-database"


_SQLITE = {
    sqlite3.SQLITE_FULL: Trouble.FULL,
    sqlite3.SQLITE_CORRUPT: Trouble.DAMAGED,
    sqlite3.SQLITE_READONLY: Trouble.READ_ONLY,
    sqlite3.SQLITE_IOERR: Trouble.IO,
    sqlite3.SQLITE_CANTOPEN: Trouble.IO,
    sqlite3.SQLITE_NOTADB: Trouble.NO_DATABASE,
}
_POSTGRES = {  # https://www.postgresql.org/docs/current/errcodes-appendix.html
    "53100": Trouble.FULL,
    "58030": Trouble.IO,
    "XX001": Trouble.DAMAGED,
    "XX002": Trouble.DAMAGED,
    "25006": Trouble.READ_ONLY,
}


def trouble_of(error: BaseException | None) -> Trouble | None:
    """What an error says of the disk or the file; None: nothing."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(cause, sqlite3.Error):
        code = getattr(cause, "sqlite_errorcode", None)
        return None if code is None else _SQLITE.get(code & 0xFF)  # the rest of the code says where it showed
    return _POSTGRES.get(str(getattr(cause, "sqlstate", "")))
