"""How much is tried: enough on every machine, more where `TEST_THOROUGH=1` says that there is time (`.ci/run`).

What is tried is the same every time, so that a commit that was green stays green. `make explore` looks further: other
examples than ever before, and `TEST_EXPLORE` times as many. `make mutants` (TEST_MUTANTS) asks hundreds of times
whether something fails: it is content with few examples, and seeks no smallest one.
"""

import os

from hypothesis import HealthCheck, Phase, settings

THOROUGH = bool(os.environ.get("TEST_THOROUGH"))
EXPLORE = int(os.environ.get("TEST_EXPLORE", "0"))
MUTANTS = bool(os.environ.get("TEST_MUTANTS"))
FEW = 25
"""Examples where `make mutants` asks."""


def as_many(usually: int, thoroughly: int = 0) -> int:
    """How many examples or kills to try; where only one number is given, there is always time for it."""
    if EXPLORE:
        return max(usually, thoroughly) * EXPLORE
    if MUTANTS:
        return min(usually, FEW)
    return max(usually, thoroughly) if THOROUGH else usually


def agree_on_examples() -> None:
    """Hypothesis draws the same examples each time, or new ones where it is to explore; the machine may be slow."""
    patient = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
    settings.register_profile("same", patient, derandomize=True)
    settings.register_profile("new", patient, max_examples=as_many(100))
    few = settings(patient, max_examples=FEW, phases=[Phase.explicit, Phase.generate])
    settings.register_profile("mutants", few, derandomize=True)
    settings.load_profile("new" if EXPLORE else "mutants" if MUTANTS else "same")
