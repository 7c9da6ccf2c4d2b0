"""How long tests wait for what is to come: until it comes.

A test waits for an event (a condition, a line of output, a row), never for a while, and nothing here depends on how
fast the machine is. The one limit is there so that a wait in vain ends at all, and says what never came.
"""

from collections.abc import Callable
from threading import Condition
from time import monotonic

PATIENCE = 300.0
"""Seconds. On a machine with nothing else to do the longest wait of all takes a few; pytest's own `timeout`
(pyproject.toml) leaves room for more than one of these."""


GLANCE = 0.02
"""Seconds until a test looks again at what tells nobody that it has changed: a row, a line in a log."""


def wait_until(come_true: Callable[[], object], changed: Condition, seconds: float = PATIENCE) -> None:
    """Block until something is so, looking whenever `changed` says so, and now and then.

    Raises TimeoutError: it never came true.
    """
    until = monotonic() + seconds
    with changed:
        while not come_true():
            if monotonic() > until:
                raise TimeoutError(f"waited {seconds:g} seconds in vain: it never came true")
            changed.wait(GLANCE)
