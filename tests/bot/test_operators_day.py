"""An operator's day: whatever is set wrongly is named before anything starts, with what to do, and doing it helps."""

import logging
import os
import socket
import socketserver
import sqlite3
import stat
import struct
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import structlog
from typer.testing import CliRunner, Result

from bot.__main__ import cli
from bot.setting_names import ENV_FILE, OURS
from tests.patience import PATIENCE
from tests.program import started
from tests.slack_standin import APP_TOKEN, BOT_TOKEN

SECRET = "hemmelig"
NOBODY = 65534
CONFIGURED = {
    "SLACK_BOT_TOKEN": BOT_TOKEN,
    "SLACK_APP_TOKEN": APP_TOKEN,
    "SLACK_API_URL": "http://127.0.0.1:1/api/",  # which refuses at once
}


@dataclass
class Day:
    """A folder of the operator's, what is set, and the program."""

    folder: Path
    set: dict[str, str] = field(default_factory=lambda: dict(CONFIGURED))
    ends: ExitStack = field(default_factory=ExitStack)

    def database(self, name: str) -> Path:
        """The name of a file, set as the database."""
        self.set["SAMHANDLING_DATABASE_URL"] = f"sqlite:///{self.folder / name}"
        return self.folder / name

    def env(self, written: bytes) -> None:
        (self.folder / ENV_FILE).write_bytes(written)

    def run(self, *words: str) -> Result:
        with pytest.MonkeyPatch.context() as patch:
            patch.chdir(self.folder)
            for name in [*os.environ]:
                if name.startswith(OURS):
                    patch.delenv(name)
            for name, value in {"SAMHANDLING_PORT": "0", **self.set}.items():
                patch.setenv(name, value)
            return CliRunner().invoke(cli, words)


@pytest.fixture
def day() -> Iterator[Day]:
    """In a folder that others than its owner can look into."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        day = Day(Path(folder))
        root = logging.getLogger()
        before = (list(root.handlers), root.level)
        with day.ends:
            yield day
        root.handlers, root.level = before
        structlog.reset_defaults()


@contextmanager
def powerless() -> Iterator[None]:
    """A user whom rights are a matter of: root isn't one."""
    root = os.geteuid() == 0
    if root:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)


def taken(day: Day) -> str:
    """A port that somebody listens at."""
    return str(day.ends.enter_context(socket.create_server(("127.0.0.1", 0))).getsockname()[1])


class _Refusing(socketserver.BaseRequestHandler):
    """A PostgreSQL server, as far as the password."""

    def handle(self) -> None:
        request = self.request.recv(4096)
        if struct.unpack(">I", request[4:8])[0] == 80877103:  # shall we speak TLS?
            self.request.sendall(b"N")
            self.request.recv(4096)
        told = b'SFATAL\0VFATAL\0C28P01\0Mpassword authentication failed for user "bot"\0\0'
        self.request.sendall(b"E" + struct.pack(">I", len(told) + 4) + told)


def refusing(day: Day) -> str:
    """Where a server listens that takes no password."""
    server = day.ends.enter_context(socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Refusing))
    day.ends.callback(server.shutdown)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    return f"127.0.0.1:{server.server_address[1]}"


def folder_of(rights: int) -> Callable[[Day], None]:
    """The database's folder with these rights."""

    def make(day: Day) -> None:
        day.database("kept/samhandling.db").parent.mkdir()
        (day.folder / "kept").chmod(rights)

    return make


def file_of(rights: int) -> Callable[[Day], None]:
    """A database with these rights in a folder that anybody may write in."""

    def make(day: Day) -> None:
        folder_of(0o777)(day)
        file = day.folder / "kept/samhandling.db"
        sqlite3.connect(file).execute("CREATE TABLE anything (x)").connection.close()
        file.chmod(rights)

    return make


def unreadable_env(day: Day) -> None:
    day.env(b"SAMHANDLING_PORT=8081")
    (day.folder / ENV_FILE).chmod(0o200)


@dataclass(frozen=True)
class Wrong:
    """A wrong setting: how it comes about, the name it is said under, what is said to do, and that done."""

    wrong: Callable[[Day], object]
    name: str
    do: str
    mend: Callable[[Day], object] = lambda day: day.set.pop("SAMHANDLING_DATABASE_URL")
    rights: bool = False
    """Whether it is wrong only for who isn't root."""


def setting(name: str, value: str) -> Callable[[Day], None]:
    return lambda day: day.set.update({name: value})


def url(value: str) -> Callable[[Day], None]:
    return setting("SAMHANDLING_DATABASE_URL", value)


def state_in(path: str) -> Callable[[Day], None]:
    """The state file here, in or below the folder `put`, that nobody may write in; the database may be written."""

    def make(day: Day) -> None:
        folder_of(0o777)(day)
        (day.folder / "put").mkdir(0o555)
        day.set["SAMHANDLING_STATE"] = str(day.folder / path)

    return make


def without(name: str) -> Callable[[Day], object]:
    return lambda day: day.set.pop(name)


def rights(name: str, given: int) -> Callable[[Day], None]:
    return lambda day: (day.folder / name).chmod(given)


def no_env(day: Day) -> None:
    file = day.folder / ENV_FILE
    file.rmdir() if file.is_dir() else file.unlink()


DATABASE = "SAMHANDLING_DATABASE_URL"
WRONG = {
    "a misspelt token": Wrong(
        setting("SLACK_BOTTOKEN", SECRET), "SLACK_BOTTOKEN", "was SLACK_BOT_TOKEN meant?", without("SLACK_BOTTOKEN")
    ),
    "a name there is none of": Wrong(
        setting("SAMHANDLING_COLOUR", SECRET), "SAMHANDLING_COLOUR", "no such setting", without("SAMHANDLING_COLOUR")
    ),
    "the same in .env": Wrong(
        lambda day: day.env(b"SLACK_WEBHOOK_URL=hemmelig"), "SLACK_WEBHOOK_URL", "no such setting", no_env
    ),
    "an .env in UTF-16": Wrong(
        lambda day: day.env("SAMHANDLING_PORT=1".encode("utf-16")), ".env", "save it as UTF-8", no_env
    ),
    "an .env that is a folder": Wrong(lambda day: (day.folder / ENV_FILE).mkdir(), ".env", "read from a file", no_env),
    "an .env of somebody else": Wrong(
        unreadable_env, ".env", "let the user that runs the program read it", no_env, rights=True
    ),
    "a line without a sign": Wrong(
        lambda day: day.env(b"SLACK_APP_TOKEN hemmelig"), ".env, line 1", "write NAME=value", no_env
    ),
    "half of Slack": Wrong(
        without("SLACK_APP_TOKEN"),
        "SLACK_APP_TOKEN or SLACK_SIGNING_SECRET",
        "set the first for Socket Mode",
        setting("SLACK_APP_TOKEN", APP_TOKEN),
    ),
    "half of Teams": Wrong(
        setting("TEAMS_APP_SECRET", SECRET), "TEAMS_TENANTS", "Teams needs it", without("TEAMS_APP_SECRET")
    ),
    "a port that is taken": Wrong(
        lambda day: day.set.update(SAMHANDLING_PORT=taken(day)),
        "SAMHANDLING_PORT",
        "write another one",
        without("SAMHANDLING_PORT"),
    ),
    "the watch's port, taken": Wrong(
        lambda day: day.set.update(SAMHANDLING_METRICS_PORT=taken(day)),
        "SAMHANDLING_METRICS_PORT",
        "write another one",
        without("SAMHANDLING_METRICS_PORT"),
    ),
    "a port that is no number": Wrong(
        setting("SAMHANDLING_PORT", SECRET), "SAMHANDLING_PORT", "valid integer", without("SAMHANDLING_PORT")
    ),
    "another machine's address": Wrong(
        setting("SAMHANDLING_HOST", "192.0.2.1"), "SAMHANDLING_HOST", "write 127.0.0.1", without("SAMHANDLING_HOST")
    ),
    "another kind of database": Wrong(
        url("mysql://bot:hemmelig@host/name"), DATABASE, "only sqlite:///… and postgresql://…"
    ),
    "two slashes": Wrong(url("sqlite://samhandling.db"), DATABASE, "write three slashes"),
    "a database in memory": Wrong(url("sqlite://"), DATABASE, "write a file"),
    "a database in memory, by name": Wrong(url("sqlite:///:memory:"), DATABASE, "write a file"),
    "a file that is no database": Wrong(
        lambda day: day.database("list.xlsx").write_bytes(b"PK hemmelig"), DATABASE, "name another file"
    ),
    "a damaged database": Wrong(
        lambda day: day.database("a.db").write_bytes(b"SQLite format 3\0 hemmelig"),
        DATABASE,
        "restore it from a backup",
    ),
    "a folder": Wrong(lambda day: day.database("kept").mkdir(), DATABASE, "write a file in it"),
    "a folder that is missing": Wrong(
        lambda day: day.database("mising/a.db"),
        DATABASE,
        "make it, or name another one",
        lambda day: (day.folder / "mising").mkdir(),
    ),
    "a folder that is a file": Wrong(
        lambda day: day.database("list/a.db").parent.write_text(""), DATABASE, "name a folder"
    ),
    "a folder nobody may write in": Wrong(
        folder_of(0o555), DATABASE, "let the user that runs the program write there", rights("kept", 0o777), rights=True
    ),
    "a folder nobody may look into": Wrong(
        folder_of(0o700), DATABASE, "let the user that runs the program write there", rights("kept", 0o777), rights=True
    ),
    "a file nobody may write": Wrong(
        file_of(0o444),
        DATABASE,
        "let the user that runs the program write it",
        rights("kept/samhandling.db", 0o666),
        rights=True,
    ),
    "a file nobody may read": Wrong(
        file_of(0o000),
        DATABASE,
        "let the user that runs the program read and write it",
        rights("kept/samhandling.db", 0o666),
        rights=True,
    ),
    "a state file that is a folder": Wrong(
        state_in("put"),
        "SAMHANDLING_STATE",
        "write a file in it",
        without("SAMHANDLING_STATE"),
    ),
    "a state file where nobody may write": Wrong(
        state_in("put/far/a.state"),
        "SAMHANDLING_STATE",
        "let the user that runs the program write there",
        rights("put", 0o777),
        rights=True,
    ),
    "a wrong password": Wrong(
        lambda day: day.set.update(SAMHANDLING_DATABASE_URL=f"postgres://bot:hemmelig@{refusing(day)}/name"),
        DATABASE,
        "correct the user or the password",
    ),
    "a server that isn't there": Wrong(
        url("postgresql://bot:hemmelig@127.0.0.1:1/name"), DATABASE, "check host and port"
    ),
    "a host there is none of": Wrong(
        url("postgresql://bot:hemmelig@nowhere.invalid/name"), DATABASE, "check host and port"
    ),
}


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG)
def test_what_is_set_wrongly_is_named_with_what_to_do(day: Day, wrong: Wrong) -> None:
    """Nothing starts, `run --check` says the same, the doctor says so too, and with that done all three are content."""
    wrong.wrong(day)
    with powerless() if wrong.rights else ExitStack():
        for words in (("run", "--check"), ("run",)):
            refused = day.run(*words)
            assert refused.exit_code == 2, refused.output
            said = refused.stderr.splitlines()
            assert said[0] == "These settings can't be used:"
            assert any(line.strip().startswith(f"{wrong.name}:") and wrong.do in line for line in said), said
            assert SECRET not in refused.output
        doctor = day.run("doctor")
        assert doctor.exit_code == 1
        failed = [line for line in doctor.stdout.splitlines() if line.startswith("FAIL")]
        assert any(wrong.name in line and wrong.do in line for line in failed), failed
        assert SECRET not in doctor.output
    wrong.mend(day)
    with powerless() if wrong.rights else ExitStack():
        if not wrong.rights:
            assert day.run("run", "--check").exit_code == 0
        assert not any(wrong.do in line for line in day.run("doctor").stdout.splitlines())


@pytest.mark.postgres
@pytest.mark.parametrize("name", ["another", "samhandling"])
def test_a_database_the_server_has_not(day: Day, postgres_url: str, name: str) -> None:
    head, _, rest = postgres_url.partition("/postgres?")
    day.set[DATABASE] = f"{head}/nosuch_{name}?{rest}".replace("postgresql://", "postgres://")
    refused = day.run("run", "--check")
    assert refused.exit_code == 2
    assert "does not exist; make it on the server, or correct its name" in refused.stderr
    day.set[DATABASE] = f"{head}/postgres?{rest}".replace("postgresql://", "postgres://")
    assert day.run("run", "--check").exit_code == 0


def test_a_check_leaves_nothing_behind(day: Day) -> None:
    checked = day.run("run", "--check")
    assert checked.exit_code == 0
    assert "run would serve slack" in checked.stdout
    assert list(day.folder.iterdir()) == []


def test_every_command_names_a_database_that_cannot_be_used(day: Day) -> None:
    day.set = {}
    day.database("list.xlsx").write_bytes(b"PK hemmelig")
    for words in ("init", "migrate", "demo", "say status", "tick", "chat", "import --undo 1"):
        refused = day.run(*words.split())
        assert (words, refused.exit_code) == (words, 2)
        assert "SAMHANDLING_DATABASE_URL" in refused.stderr
        assert "name another file" in refused.stderr


# ---- the try-out stays out of what is configured


def test_a_database_without_a_chat_is_no_try_out(day: Day) -> None:
    day.set = {}
    file = day.database("samhandling.db")
    refused = day.run("run")
    assert refused.exit_code == 2
    assert "samhandling run --try" in refused.stderr
    assert "set what Slack or Teams needs" in refused.stderr
    assert not file.exists()
    assert "run --try starts the try-out" in day.run("doctor").stdout
    for words in (("init",), ("say", "status"), ("tick",), ("demo",)):  # these go on using it
        assert day.run(*words).exit_code == 0
    assert file.exists()


def test_the_try_out_has_a_file_of_its_own(day: Day) -> None:
    file = day.database("samhandling.db")
    with started(day.folder, "run", "--try", typed="status\n:slutt\n", **day.set) as process:
        out, err = process.communicate("status\n:slutt\n", timeout=PATIENCE)
    assert (process.returncode, err) == (0, "")
    assert "O-7" in out
    assert not file.exists()
    assert stat.S_IMODE((day.folder / "samhandling-tryout.db").stat().st_mode) == 0o600


def test_a_new_database_is_its_users_own(day: Day) -> None:
    file = day.database("samhandling.db")
    before = os.umask(0)
    try:
        assert day.run("init").exit_code == 0
    finally:
        os.umask(before)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
