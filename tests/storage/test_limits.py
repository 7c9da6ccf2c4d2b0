"""How long and how much: what docs and people go by, each said a second time, so that none changes by a slip."""

from datetime import timedelta

import pytest

from domain.duties.reminders import LATE_AFTER
from storage.decisions.search import MOST_FORMS
from storage.delivery import outbox, redraw_marks, redraws
from storage.delivery.outcomes import FAILURES
from storage.derived import turns
from storage.imports.take_over import STEP
from storage.people import link_codes
from storage.unit_of_work.chunks import LARGEST_PART
from storage.unit_of_work.store import PATIENCE

DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (turns.GONE_AFTER, 2 * DAY),
        (outbox.UNSERVED, 4 * HOUR),
        (outbox.LOOK_AROUND, 26 * HOUR),
        (redraws.UNSERVED, 7 * DAY),
        (redraw_marks.STAYS_TRUE, 120 * DAY),
        (link_codes.LIFE, 10 * MINUTE),
        (LATE_AFTER, 15 * MINUTE),
    ],
)
def test_how_long(said: timedelta, expected: timedelta) -> None:
    assert said == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (turns.MOST, 20),
        (redraw_marks.MOST, 200),
        (FAILURES, 8),
        (link_codes.LENGTH, 8),
        (STEP, 500),
        (LARGEST_PART, 10_000),
        (MOST_FORMS, 60),
        (PATIENCE, 10.0),
    ],
)
def test_how_much(said: float, expected: float) -> None:
    assert said == expected
