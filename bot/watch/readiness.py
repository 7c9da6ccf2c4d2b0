"""Whether the program can do its work now, part by part: what `/readyz` says, and `/metrics` counts.

Whoever knows of a reason why it can't, adds a part. A part says what is known, at once; what must be asked (a database,
a chat) is asked beside, at most once at a time, and nobody waits for it longer than a moment.
"""

import asyncio
import threading
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeVar

MOMENT = 2.0
"""Seconds that somebody who asks waits for an answer, be it of a silent database or of all chats together."""
FRESH = 5.0
"""Seconds that an answer is good for."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Part:
    """Whether one part is as it should be, and what is known of it, in a few words and without any secret."""

    ok: bool
    said: str = "ok"


class TokenRefusedError(Exception):
    """A chat doesn't take our credentials any more: nothing comes or goes there until somebody sees to it.

    platform, workspace: where (the workspace may be empty: not known). code: the chat's own word for it.
    """

    def __init__(self, platform: str, workspace: str, code: str) -> None:
        super().__init__(f"token refused: {code}")
        self.platform, self.workspace, self.code = platform, workspace, code

    @property
    def chat(self) -> str:
        """«slack:T1», or the platform alone."""
        return f"{self.platform}:{self.workspace}".rstrip(":")


class Readiness:
    """All the parts, by name, in the order they were added in."""

    def __init__(self) -> None:
        self._looks: dict[str, Callable[[], Part]] = {}
        self._asked: list[Answer] = []

    def add(self, name: str, look: Callable[[], Part]) -> None:
        """A part that knows how things stand. look: must neither wait nor fail."""
        self._looks[name] = look

    def ask(self, name: str, answer: "Answer") -> None:
        """A part that has to be asked."""
        self._asked.append(answer)
        self.add(name, answer.look)

    def refused(self) -> list[TokenRefusedError]:
        """The chats that don't take our credentials, as far as is known."""
        return [one.error for one in self._asked if isinstance(one.error, TokenRefusedError)]

    def parts(self) -> dict[str, Part]:
        """How things stand, as far as is known; asks nothing."""
        return {name: look() for name, look in self._looks.items()}

    async def report(self) -> dict[str, Part]:
        """How things stand, what had to be asked anew included; within a moment, whoever doesn't answer."""
        for answer in self._asked:
            answer.ask()
        if running := [answer.running for answer in self._asked if answer.running is not None]:
            await asyncio.wait(running, timeout=MOMENT)
        return self.parts()


class Answer:
    """The last answer to a question. question: returns what it has found, or raises what is wrong.

    fresh: seconds that an answer is good for. why: what an error is told as; its kind, unless said.
    """

    def __init__(
        self,
        question: Callable[[], Awaitable[str]],
        fresh: float = FRESH,
        why: Callable[[Exception], str] = lambda error: type(error).__name__,
    ) -> None:
        self._question, self._fresh, self._why = question, fresh, why
        self._known = Part(ok=True, said="not asked yet")
        self._known_at = self._asked_at = float("-inf")
        self.running: asyncio.Task[None] | None = None
        self.error: Exception | None = None
        """What the last answer was, if it was none."""

    def look(self) -> Part:
        """What is known: the last answer, or for how long there has been none."""
        if self.running is not None:
            waited = asyncio.get_running_loop().time() - self._asked_at
            if waited >= MOMENT:
                return Part(ok=False, said=f"no answer for {waited:.0f} s")
        return self._known

    def ask(self) -> None:
        """Ask anew, unless the answer is fresh or still waited for; in a running event loop."""
        now = asyncio.get_running_loop().time()
        if self.running is None and now - self._known_at >= self._fresh:
            self._asked_at = now
            self.running = asyncio.create_task(self._run())

    async def _run(self) -> None:
        try:
            self._known = Part(ok=True, said=await self._question())
            self.error = None
        except Exception as error:  # noqa: BLE001 - whatever it was, that is what is to be told
            self.error = error
            self._known = Part(ok=False, said=self._why(error))
        finally:
            self._known_at = asyncio.get_running_loop().time()
            self.running = None


async def in_own_thread(function: Callable[[], T]) -> T:
    """What a function that may hang returns or raises. Nobody else waits for its thread, not even the program's end."""
    loop = asyncio.get_running_loop()
    done: asyncio.Future[T] = loop.create_future()

    def tell(result: T | None, error: Exception | None) -> None:
        if done.cancelled():
            return
        if error is not None:
            done.set_exception(error)
        else:
            done.set_result(result)  # type: ignore[arg-type] # the function's own

    def run() -> None:
        result: T | None = None
        failed: Exception | None = None
        try:
            result = function()
        except Exception as error:  # noqa: BLE001 - it is told to whoever waits
            failed = error
        if not loop.is_closed():
            loop.call_soon_threadsafe(tell, result, failed)

    threading.Thread(target=run, daemon=True, name="asked").start()
    return await done
