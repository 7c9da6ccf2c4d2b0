"""The pace Teams allows: what would have to wait for long is told to wait, and is no attempt."""

import pytest

from bot.chat import BusyError
from bot.teams.pace import MARGIN, Pace


async def test_a_long_wait_is_said_instead_and_takes_no_turn() -> None:
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    pace = Pace(limits=((2, 30.0),), monotonic=lambda: 100.0, sleep=sleep)
    await pace.wait("room", 10)
    await pace.wait("room", 10)
    for _ in range(2):  # the second time it would be longer, had the first taken a turn
        with pytest.raises(BusyError) as told:
            await pace.wait("room", 10)
        assert told.value.retry_after == pytest.approx(30 + MARGIN)
    assert slept == []
    await pace.wait("another room", 10)
    await pace.wait("room")
    assert slept == [pytest.approx(30 + MARGIN)]
