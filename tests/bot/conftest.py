"""What the tests of the front ends and of the sender share."""

import logging
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog
from typer.testing import CliRunner

from bot.__main__ import cli
from bot.settings import names
from storage.unit_of_work.store import Store
from tests.bot.block_checks import BlockChecks
from tests.bot.card_checks import Checks
from tests.bot.command_line import Run
from tests.faults.stage import Stage
from tests.faults.world import follow_up, organisations


@pytest.fixture(scope="session")
def seen() -> Iterator[Checks]:
    """Checks an Adaptive Card in every way there is, and says what a person sees on it."""
    checks = Checks()
    yield checks
    checks.close()


@pytest.fixture(scope="session")
def slack_takes(tmp_path_factory: pytest.TempPathFactory) -> BlockChecks:
    """Checks messages and modals for Slack in every way there is."""
    base = tmp_path_factory.getbasetemp()
    return BlockChecks(base.parent if "PYTEST_XDIST_WORKER" in os.environ else base)


@pytest.fixture
def stage(store: Store) -> Stage:
    """Agder has a follow-up whose first reminder is due at nine, which it is; on both databases."""
    organisations(store)
    follow_up(store, "agder", "2026-11-27")
    return Stage(store)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Run]:
    """Runs the program here, on a database of its own, `init` not done."""
    root = logging.getLogger()
    before = (list(root.handlers), root.level)
    monkeypatch.chdir(tmp_path)
    for name in names():
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("SAMHANDLING_DATABASE_URL", f"sqlite:///{tmp_path}/cli.db")
    runner = CliRunner()
    yield lambda *words, typed="": runner.invoke(cli, words, input=typed)
    root.handlers, root.level = before
    structlog.reset_defaults()


@pytest.fixture
def demo(run: Run) -> Run:
    """The same, with the demo data."""
    assert run("demo").exit_code == 0
    return run
