"""What operation needs, tried and not only looked at: a write in the database and beside it, the ports it listens on.

Nothing is left behind. Each fault names the setting it is about, and what to do; no secret stands in it.
"""

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import inspect, text
from sqlalchemy.engine import URL, Connection, make_url
from sqlalchemy.exc import SQLAlchemyError

from bot.listening import listen, places
from bot.log import mask
from bot.settings import Settings, SettingsError
from storage.backups.state_file import state_path
from storage.unit_of_work.probe import connecting
from storage.unit_of_work.store import with_driver

DATABASE, STATE = "SAMHANDLING_DATABASE_URL", "SAMHANDLING_STATE"
_PATIENT = 5
"""Seconds that a database's server gets to answer one question."""
_MAGIC = b"SQLite format 3\0"
_ADVICE = (
    ("password authentication failed", "correct the user or the password in it"),
    ("does not exist", "make it on the server, or correct its name"),
    ("no password supplied", "write the password in it: postgresql://user:password@host/name"),
    ("read-only", "name a server that takes writes"),
    ("permission denied", "give the user the right to make tables in it"),
)


@dataclass(frozen=True, slots=True)
class Fault:
    """A setting that stands in the way: what is wrong, and what to do."""

    setting: str
    why: str
    do: str

    def __str__(self) -> str:
        return f"{self.setting}: {self.why}; {self.do}"


def serving_faults(settings: Settings) -> list[Fault]:
    """What keeps the chats that are configured from being served: their settings apart, which `chat_problems` has."""
    return [*database_faults(settings, serving=True), *state_faults(settings), *port_faults(settings)]


def port_faults(settings: Settings) -> Iterator[Fault]:
    """Each port is listened on for a moment."""
    for place in places(settings):
        try:
            listen(*place).close()
        except SettingsError as error:
            setting, _, said = error.problems[0].partition(": ")
            why, _, do = said.partition("; ")
            yield Fault(setting, why, do)


def state_faults(settings: Settings) -> Iterator[Fault]:
    """Where the state file is put; its folder is made when it is missing. Beside a database, that is tried with it."""
    path = state_path(settings.state, settings.database_url)
    if path is None or (not settings.state and make_url(settings.database_url).get_backend_name() == "sqlite"):
        return
    if os.path.isdir(path):  # noqa: PTH112 - as below
        yield Fault(STATE, f"{path} is a folder", f"write a file in it: {path}/samhandling.state")
        return
    if fault := _written_in(next(one for one in path.absolute().parents if os.path.isdir(one))):  # noqa: PTH112 - likewise
        yield Fault(STATE, *fault)


def database_faults(settings: Settings, *, serving: bool = False) -> list[Fault]:
    """What keeps the database from being used. serving: it must also outlive the program."""
    url = make_url(settings.database_url)
    tried = _file(url, serving=serving) if url.get_backend_name() == "sqlite" else _server(with_driver(url))
    return [Fault(DATABASE, why, do) for why, do in tried]


def _file(url: URL, *, serving: bool) -> Iterator[tuple[str, str]]:
    if url.database in (None, "", ":memory:"):
        if serving:
            yield "a database in memory is gone when the program ends", "write a file: sqlite:///samhandling.db"
        return
    file = Path(str(url.database))
    if fault := _folder(file) or _shape(file) or _write(file):
        yield fault


def _folder(file: Path) -> tuple[str, str] | None:
    """The journal lies beside the file, and a backup is put in place by renaming."""
    if os.path.isdir(file):  # noqa: PTH112 - as below
        return f"{file} is a folder", f"write a file in it: sqlite:///{file}/samhandling.db"
    folder = file.parent
    if not os.path.lexists(folder):
        return f"the folder {folder} doesn't exist", "make it, or name another one"
    if not os.path.isdir(folder):  # noqa: PTH112 - which can't fail, whatever the rights are
        return f"{folder} is no folder, or can't be looked into", "name a folder that the user may write in"
    return _written_in(folder)


def _written_in(folder: Path) -> tuple[str, str] | None:
    """Written and renamed there, and removed."""
    try:
        with tempfile.TemporaryDirectory(prefix=".samhandling-", dir=folder) as scratch:
            made = Path(scratch) / "written"
            with made.open("wb") as stream:
                stream.write(bytes(4096))
                stream.flush()
                os.fsync(stream.fileno())
            made.rename(made.with_name("renamed"))
    except OSError as error:
        why = f"in the folder {folder} nothing can be written ({error.strerror})"
        return why, "let the user that runs the program write there, and see that there is room"
    return None


def _shape(file: Path) -> tuple[str, str] | None:
    if not file.exists():
        return None
    try:
        with file.open("rb") as stream:
            begins = stream.read(len(_MAGIC))
    except OSError as error:
        return f"{file} can't be read ({error.strerror})", "let the user that runs the program read and write it"
    return None if begins in (b"", _MAGIC) else (f"{file} is no SQLite database", "name another file")


def _write(file: Path) -> tuple[str, str] | None:
    if not file.exists():
        return None
    connection = None
    try:
        connection = sqlite3.connect(f"{file.absolute().as_uri()}?mode=rw", uri=True, timeout=_PATIENT)
        connection.isolation_level = None
        for statement in ("BEGIN IMMEDIATE", "CREATE TABLE samhandling_trial (tried INTEGER)", "ROLLBACK"):
            connection.execute(statement)
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code == sqlite3.SQLITE_BUSY:  # somebody writes, so it can be written
            return None
        do = "restore it from a backup" if code in _DAMAGED else "let the user that runs the program write it"
        return f"{file} can't be written ({error})", do
    finally:
        if connection is not None:
            connection.close()
    return None


_DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def _server(url: URL) -> Iterator[tuple[str, str]]:
    engine = connecting(url)
    try:
        with engine.connect() as connection:
            _written(connection)
    except SQLAlchemyError as error:
        reason = reason_of(error)
        do = next((advice for words, advice in _ADVICE if words in reason), "check host and port, and that it runs")
        yield f"the server says: {reason}", do
    finally:
        engine.dispose()


def _written(connection: Connection) -> None:
    """A write like the program's own, rolled back; without any tables yet, the making of one."""
    try:
        if inspect(connection).has_table("setting"):
            connection.execute(text("INSERT INTO setting (key, value) VALUES ('trial', '')"))
        else:
            connection.execute(text("CREATE TABLE samhandling_trial (tried INTEGER)"))
    finally:
        connection.rollback()


def reason_of(error: Exception) -> str:
    """What a database's driver says is wrong, in one line and without secrets."""
    said = str(mask(str(getattr(error, "orig", None) or error))).strip().splitlines()
    return said[0] if said else type(error).__name__
