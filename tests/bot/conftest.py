"""What the tests of the sender share."""

import pytest

from storage.store import Store
from tests.faults.stage import Stage
from tests.faults.world import follow_up, organisations


@pytest.fixture
def stage(store: Store) -> Stage:
    """Agder has a follow-up whose first reminder is due at nine, which it is; on both databases."""
    organisations(store)
    follow_up(store, "agder", "2026-11-27")
    return Stage(store)
