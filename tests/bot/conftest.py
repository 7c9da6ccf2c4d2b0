"""What the tests of the front ends and of the sender share."""

import os
from collections.abc import Iterator

import pytest

from storage.unit_of_work.store import Store
from tests.bot.block_checks import BlockChecks
from tests.bot.card_checks import Checks
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
