"""Whether it is ready: what is known at once, what is asked within a moment, and nobody is asked twice at a time."""

import threading

import pytest

from bot.watch import readiness
from bot.watch.readiness import Answer, Part, Readiness, in_own_thread


async def test_who_knows_is_asked_nothing() -> None:
    ready = Readiness()
    ready.add("tick", lambda: Part(ok=True, said="3 s"))
    ready.add("clock", lambda: Part(ok=False, said="a year ahead"))
    assert await ready.report() == {"tick": Part(ok=True, said="3 s"), "clock": Part(ok=False, said="a year ahead")}


async def test_an_answer_is_good_for_a_while_and_an_error_is_one() -> None:
    asked = 0

    async def question() -> str:
        nonlocal asked
        asked += 1
        if asked == 2:
            raise OSError("hemmelig")
        return f"answer {asked}"

    ready, answer = Readiness(), Answer(question, fresh=60)
    ready.ask("database", answer)
    assert [await ready.report() for _ in range(3)] == [{"database": Part(ok=True, said="answer 1")}] * 3
    assert asked == 1

    ready, answer = Readiness(), Answer(question, fresh=0)
    ready.ask("database", answer)
    assert await ready.report() == {"database": Part(ok=False, said="OSError")}
    assert await ready.report() == {"database": Part(ok=True, said="answer 3")}


async def test_who_does_not_answer_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readiness, "MOMENT", 0.0)
    asked, go_on = threading.Semaphore(0), threading.Event()

    def hangs() -> str:
        asked.release()
        assert go_on.wait(300)
        return "at last"

    ready, answer = Readiness(), Answer(lambda: in_own_thread(hangs), fresh=0)
    ready.ask("database", answer)
    ready.add("tick", lambda: Part(ok=True))
    for _ in range(3):
        report = await ready.report()
        assert report["tick"].ok
        assert report["database"].said.startswith("no answer for")
    assert asked.acquire(timeout=300)
    assert not asked.acquire(blocking=False)  # the first question is still on its way
    go_on.set()
    assert answer.running is not None
    await answer.running
    assert ready.parts()["database"].said == "at last"


async def test_what_goes_wrong_in_a_thread_is_told() -> None:
    def wrong() -> None:
        raise KeyError("x")

    with pytest.raises(KeyError):
        await in_own_thread(wrong)
