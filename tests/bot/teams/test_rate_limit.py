"""The pace Teams allows: what would have to wait for long is told to wait, and new messages never wait for edits."""

from dataclasses import dataclass, field

import pytest

from bot.delivery.chat import PATIENT, BusyError
from bot.teams.rate_limit import LIMITS, MARGIN, ConversationLimits


@dataclass
class Time:
    """A clock that goes on only while somebody sleeps on it, and how long they slept."""

    now: float = 100.0
    slept: list[float] = field(default_factory=list)

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds

    def pace(self, limits: tuple[tuple[int, float], ...] = LIMITS) -> ConversationLimits:
        return ConversationLimits(limits=limits, monotonic=lambda: self.now, sleep=self.sleep)


@pytest.fixture
def time() -> Time:
    return Time()


async def edits(pace: ConversationLimits, time: Time, seconds: float) -> int:
    """Edits one room as fast as it may for so long; how many edits that were."""
    made, until = 0, time.now + seconds
    while time.now < until:
        try:
            await pace.wait_to_edit("room")
            made += 1
        except BusyError as told:
            if time.now + told.retry_after >= until:
                break
            time.now += told.retry_after
    return made


async def test_a_long_wait_is_said_instead_and_takes_no_turn(time: Time) -> None:
    pace = time.pace(((2, 30.0),))
    await pace.wait("room", 10)
    await pace.wait("room", 10)
    for _ in range(2):  # the second time it would be longer, had the first taken a turn
        with pytest.raises(BusyError) as told:
            await pace.wait("room", 10)
        assert told.value.retry_after == pytest.approx(30 + MARGIN)
    assert time.slept == []
    await pace.wait("another room", 10)
    await pace.wait("room", 31)
    assert time.slept == [pytest.approx(30 + MARGIN)]


@pytest.mark.parametrize("seconds", [0.5, 20, 1000, 7200])
async def test_new_messages_never_wait_for_edits(time: Time, seconds: float) -> None:
    pace = time.pace()
    assert await edits(pace, time, seconds) > 1
    time.slept.clear()
    for _ in range(3):  # at once
        await pace.wait("room", PATIENT)
    assert time.slept == []


async def test_edits_get_as_much_as_they_leave_free(time: Time) -> None:
    assert 850 <= await edits(time.pace(), time, 3600) <= 900
    assert await edits(time.pace(((60, 30.0),)), time, 300) == pytest.approx(300, abs=31)


async def test_what_edits_leave_free_is_there_for_many_messages(time: Time) -> None:
    pace = time.pace(((60, 30.0),))
    assert await edits(pace, time, 10) == 30
    for _ in range(30):
        await pace.wait("room", 0)
    with pytest.raises(BusyError):
        await pace.wait("room", 0)


async def test_edits_wait_for_messages_that_have_filled_their_part(time: Time) -> None:
    pace = time.pace(((4, 30.0),))
    for _ in range(2):
        await pace.wait("room", 0)
    with pytest.raises(BusyError) as told:
        await pace.wait_to_edit("room")
    assert told.value.retry_after == pytest.approx(30 + MARGIN)
    await pace.wait_to_edit("another room")


async def test_a_message_that_comes_while_an_edit_waits_goes_first(time: Time) -> None:
    pace = time.pace(((4, 2.0),))
    for _ in range(2):
        await pace.wait_to_edit("room")

    async def meanwhile(seconds: float) -> None:
        if not time.slept:
            await pace.wait("room", 0)
        await time.sleep(seconds)

    pace.sleep = meanwhile
    await pace.wait_to_edit("room")
    assert time.now == pytest.approx(100 + 2 + MARGIN)
    assert len(time.slept) == 1


async def test_a_room_that_asks_edits_to_wait_takes_messages(time: Time) -> None:
    pace = time.pace()
    pace.rest_edits("room", 30)
    with pytest.raises(BusyError) as told:
        await pace.wait_to_edit("room")
    assert told.value.retry_after == pytest.approx(30)
    await pace.wait("room", 0)
    await pace.wait_to_edit("another room")
    time.now += 30
    await pace.wait_to_edit("room")
