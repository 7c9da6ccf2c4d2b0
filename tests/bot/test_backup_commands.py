"""Backups as an operator makes them and goes back to them: what is printed, how it ends, what is there afterwards."""

import json
import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.__main__ import cli
from bot.settings import names
from domain.calendar import WorkCalendar
from storage.migrate import migrate
from storage.unit_of_work.store import Store
from storage.unit_of_work.unit import Rules
from tests.slack_standin import BOT_TOKEN, SIGNING_SECRET

CLOCK = "2026-11-23T09:00"

Run = Callable[..., Result]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Runs the program in a folder of its own, with the demo data in `day.db`."""
    monkeypatch.chdir(tmp_path)
    for name in names():
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("SAMHANDLING_DATABASE_URL", "sqlite:///day.db")
    runner = CliRunner()

    def said(*words: str) -> Result:
        return runner.invoke(cli, words)

    assert said("demo").exit_code == 0
    return said


def note(run: Run, text: str) -> str:
    """A new follow-up, by its number."""
    done = json.loads(
        run("say", "--as", "midtvik", "--at", CLOCK, "--json", f"oppfølging ny Siva: {text} innen 15.12").stdout
    )
    assert done["ok"], done
    return next(word for word in str(done["text"]).split() if word.startswith("O-"))


def test_a_day_is_put_back_and_its_numbers_are_not_given_out_again(run: Run) -> None:
    assert "samhandling restore monday.db" in run("backup", "monday.db").stdout
    lost = note(run, "levere skisse")

    refused = run("restore", "monday.db")
    assert (refused.exit_code, "--replace" in refused.stderr) == (1, True)
    done = run("restore", "monday.db", "--replace", "--keep", "aside.db")

    assert done.exit_code == 0, done.output
    assert "kept in aside.db" in done.stdout
    assert "Epoch 1 has begun" in done.stdout
    assert run("say", "--as", "midtvik", "--at", CLOCK, f"ferdig {lost}").exit_code == 1
    assert int(note(run, "levere en annen").removeprefix("O-")) > int(lost.removeprefix("O-"))


def test_a_file_copied_back_by_hand_is_noticed_by_the_next_command(run: Run) -> None:
    with closing(sqlite3.connect("day.db")) as source, closing(sqlite3.connect("copied.db")) as copy:
        source.backup(copy)
    lost = note(run, "levere skisse")
    for name in ("day.db-wal", "day.db-shm"):
        Path(name).unlink(missing_ok=True)
    Path("copied.db").replace("day.db")

    assert "gone back" in run("say", "--at", CLOCK, "status").stderr
    assert "gone back" not in run("say", "--at", CLOCK, "status").stderr
    assert int(note(run, "levere en annen").removeprefix("O-")) > int(lost.removeprefix("O-"))


def test_a_copy_is_used_by_its_address(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = run("say", "--at", CLOCK, "status").stdout

    done = run("copy", "sqlite:///elsewhere.db")

    assert done.exit_code == 0, done.output
    assert "SAMHANDLING_DATABASE_URL=sqlite:///elsewhere.db" in done.stdout
    assert run("copy", "sqlite:///elsewhere.db").exit_code == 1, "it holds something now"
    assert run("copy", "mysql://x").exit_code == 2
    monkeypatch.setenv("SAMHANDLING_DATABASE_URL", "sqlite:///elsewhere.db")
    assert run("say", "--at", CLOCK, "status").stdout == shown


def test_what_keeps_a_backup_from_being_made_is_said(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "is there already" in run("backup", "day.db").stderr
    assert "nowhere" in run("backup", "nowhere/b.db").stderr
    assert "no file" in run("restore", "nothing.db").stderr
    monkeypatch.setenv("SAMHANDLING_DATABASE_URL", "sqlite:///empty.db")
    assert "no tables" in run("backup", "b.db").stderr
    assert "no tables" in run("copy", "sqlite:///c.db").stderr
    assert not [one for one in os.listdir() if one.endswith(".part")]  # noqa: PTH208 - hidden ones, too


@pytest.mark.parametrize(
    "words",
    [["say", "status"], ["tick"], ["init"], ["demo"], ["migrate"], ["chat"], ["copy", "sqlite:///c.db"], ["run"]],
)
def test_a_newer_database_is_said_to_be_newer_by_every_command(
    run: Run, words: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    if words == ["run"]:  # which serves a chat, or nothing
        monkeypatch.setenv("SLACK_BOT_TOKEN", BOT_TOKEN)
        monkeypatch.setenv("SLACK_SIGNING_SECRET", SIGNING_SECRET)
        monkeypatch.setenv("SAMHANDLING_PORT", "0")
    with closing(sqlite3.connect("day.db", isolation_level=None)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")

    result = run(*words)

    assert result.exit_code == 1, result.output
    assert "newer than this program" in result.stderr
    assert "9999" in result.stderr


def test_before_tables_are_changed_a_backup_is_made(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    old = Store("sqlite:///old.db", Rules(WorkCalendar()), None)
    migrate(old, "0005")
    old.close()
    monkeypatch.setenv("SAMHANDLING_DATABASE_URL", "sqlite:///old.db")

    assert "Run: 0006" in run("migrate").stdout

    kept = [one for one in os.listdir() if one.endswith("-at-0005.db")]  # noqa: PTH208
    assert len(kept) == 1
    with closing(sqlite3.connect(kept[0])) as backup:
        assert backup.execute("SELECT version_num FROM alembic_version").fetchone() == ("0005",)
    assert run("migrate").stdout.strip() == "The tables are up to date."
    assert run("restore", kept[0], "--replace").exit_code == 0


def test_a_file_that_is_no_database_is_named(run: Run) -> None:
    Path("day.db").write_bytes(b"no database " * 1000)
    for words in (("say", "status"), ("tick",), ("init",), ("backup", "b.db")):
        result = run(*words)
        assert result.exit_code in (1, 2), (words, result.output)
        assert "is no SQLite database" in result.stderr or "is no database" in result.stderr
