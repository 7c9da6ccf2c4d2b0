"""How much is tried: enough on every machine, more where `TEST_THOROUGH=1` says that there is time (`.ci/run`)."""

import os

THOROUGH = bool(os.environ.get("TEST_THOROUGH"))


def as_many(usually: int, thoroughly: int) -> int:
    """How many examples, kills or steps to try."""
    return thoroughly if THOROUGH else usually
