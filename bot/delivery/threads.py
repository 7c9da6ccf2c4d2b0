"""Work in threads of its own, and nobody waits for it for ever.

What waits for the database is let go by the database's own limits. Should a thread hang all the same, whoever asked for
the work goes on after `seconds`; the next piece of work gets another thread, as long as there are any.
"""

import asyncio
import contextvars
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

DEADLINE = 45.0
"""Seconds for one piece of work: longer than all limits of its statements, as many as it has."""


class OverdueError(Exception):
    """A piece of work took longer than it may, or has found no thread: others hang."""


class Threads:
    """A few threads for one use. name: as they are called. most: how many. seconds: for each piece of work."""

    def __init__(self, name: str, most: int, seconds: float = DEADLINE) -> None:
        self._name, self._most, self.seconds = name, most, seconds
        self._pool: ThreadPoolExecutor | None = None
        self._left: set[Future[Any]] = set()

    @property
    def hanging(self) -> int:
        """Pieces of work that nobody waits for any more and that haven't ended."""
        self._left = {one for one in self._left if not one.done()}
        return len(self._left)

    async def run(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """What the work gives, or raises. Raises OverdueError when it takes too long: it may still be done."""
        if self.hanging >= self._most:
            raise OverdueError(f"{self._name}: all {self._most} threads hang")
        if self._pool is None:
            self._pool = ThreadPoolExecutor(self._most, thread_name_prefix=self._name)
        begun = self._pool.submit(contextvars.copy_context().run, partial(work, *args, **kwargs))
        awaited = asyncio.wrap_future(begun)
        await asyncio.wait({awaited}, timeout=self.seconds)
        if awaited.done():
            return awaited.result()
        awaited.add_done_callback(_let_be)
        if not begun.cancel():  # it has begun
            self._left.add(begun)
        raise OverdueError(f"{self._name}: {getattr(work, '__name__', work)} took longer than {self.seconds:g} seconds")

    def close(self) -> None:
        """Begin nothing more; what hangs is not waited for."""
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)
            self._pool = None


def _let_be(late: "asyncio.Future[Any]") -> None:
    """What comes of it after all, nobody asks for: asyncio needn't say so."""
    if not late.cancelled():
        late.exception()
