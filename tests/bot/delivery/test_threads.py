"""A thread that hangs keeps nobody: who waits for it goes on, and the next piece of work has another."""

import asyncio
import threading

import pytest

from bot.delivery.threads import OverdueError, Threads
from tests.patience import PATIENCE


async def test_what_is_done_is_given_and_what_fails_raises() -> None:
    threads = Threads("test", 1)
    assert await threads.run(divmod, 7, 2) == (3, 1)
    with pytest.raises(ZeroDivisionError):
        await threads.run(divmod, 7, 0)
    threads.close()


async def test_nobody_waits_for_what_hangs_and_the_next_has_another_thread() -> None:
    threads, free = Threads("test", 2, seconds=0.02), threading.Event()
    with pytest.raises(OverdueError, match=r"wait took longer than 0\.02 seconds"):
        await threads.run(free.wait, PATIENCE)
    assert threads.hanging == 1
    assert await threads.run(len, "abc") == 3
    with pytest.raises(OverdueError):
        await threads.run(free.wait, PATIENCE)
    with pytest.raises(OverdueError, match="all 2 threads hang"):
        await threads.run(len, "abc")
    free.set()
    async with asyncio.timeout(PATIENCE):
        while threads.hanging:  # noqa: ASYNC110 - a thread tells nobody that it has ended
            await asyncio.sleep(0.001)
    assert await threads.run(len, "abc") == 3
    threads.close()


async def test_a_timeout_of_the_work_is_its_own() -> None:
    def late() -> None:
        raise TimeoutError("its own")

    threads = Threads("test", 1)
    with pytest.raises(TimeoutError, match="its own"):
        await threads.run(late)
    threads.close()
