"""Whole programs, born warm and killed at any instant: what `run` serves, without the second it takes to import it.

A nursery of its own bears them by forking (see `tests.faults.nursery`); who asked for one kills it.
"""

import asyncio
import json
import logging
import os
import signal
import subprocess
import sys
import traceback
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from tests.patience import PATIENCE

HASTE = 100.0
"""How much faster than the machine's the clock runs that leases are counted on: 120 seconds pass in 1.2."""


@dataclass(frozen=True)
class Birth:
    """A program to be born. offset: seconds its clock is ahead of the machine's."""

    url: str
    api: str
    offset: float


class Programs:
    """The nursery's other end."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.programs"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def bear(self, birth: Birth) -> int:
        """Start one; its process id."""
        return self._asked({"bear": asdict(birth)})

    def kill(self, process: int, number: int = signal.SIGKILL) -> int:
        """Send a signal, and wait for the end; the exit code."""
        os.kill(process, number)
        return self.ended(process)

    def ended(self, process: int) -> int:
        """Wait for the end of one; its exit code, less than 0: the signal it was killed by."""
        return self._asked({"wait": process})

    def close(self) -> None:
        """No more programs."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait(PATIENCE)
        self._process.stdout.close()

    def _asked(self, what: dict[str, Any]) -> int:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(what) + "\n")
        self._process.stdin.flush()
        return int(self._process.stdout.readline())


def live(birth: Birth) -> None:
    """A program's whole life; some minutes at most, should whoever is to kill it be gone."""
    import structlog
    import uvloop
    from pydantic import SecretStr

    from bot.app import build
    from bot.clock import MovableClock, SystemClock
    from bot.serve_chats import _until_signalled
    from bot.settings import Settings
    from tests.slack_standin import APP_TOKEN, BOT_TOKEN

    class Hasty(SystemClock):
        """The machine's clock, on which leases pass quickly."""

        def lease_now(self) -> float:
            return super().lease_now() * HASTE

    signal.alarm(int(PATIENCE))
    logging.disable()  # a machine that is too busy to tick every second is no fault here
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(50))
    clock = MovableClock(Hasty(), timedelta(seconds=birth.offset))
    settings = Settings(
        _env_file=None,  # type: ignore[call-arg] # pydantic-settings' own
        database_url=birth.url,
        slack_bot_token=SecretStr(BOT_TOKEN),
        slack_app_token=SecretStr(APP_TOKEN),
        slack_api_url=birth.api,
        port=0,
        tick_seconds=1,
    )
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(_until_signalled(build(settings, clock)))


def _bear(birth: Birth) -> int:
    child = os.fork()
    if child:
        return child
    try:
        live(birth)
    except BaseException:  # noqa: BLE001 - the test shows it
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


def main() -> None:
    """Bear programs, and wait for their ends, until standard input ends."""
    from sqlalchemy.orm import configure_mappers

    import tests.slack_standin  # noqa: F401 - warm
    from domain.calendar import WorkCalendar
    from handlers.messages.draw import draw  # noqa: F401 - warm

    configure_mappers()
    WorkCalendar().sendable_on_or_after(datetime(2026, 11, 23).date())  # noqa: DTZ001 - only its date
    for line in sys.stdin:
        asked: dict[str, Any] = json.loads(line)
        if "bear" in asked:
            answer = _bear(Birth(**asked["bear"]))
        else:
            answer = os.waitstatus_to_exitcode(os.waitpid(asked["wait"], 0)[1])
        sys.stdout.write(f"{answer}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
