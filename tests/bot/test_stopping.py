"""Stopping: nothing more is taken, what has been taken is answered, and only then the program goes."""

import asyncio
import re
import signal
import socket
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from bot.stopping import stop_signals
from tests.patience import GLANCE, PATIENCE, wait_until
from tests.program import started, told
from tests.slack_standin import APP_TOKEN, BOT_TOKEN, SIGNING_SECRET, TEAM, Answer, SlackStandIn, start_in_thread, texts
from tests.slack_standin.faults import Fault

ANNA = "U0ANNA"
BURST = 60


@pytest.fixture(autouse=True)
def heard() -> Iterator[None]:
    """What is started here hears SIGHUP, whoever has started the tests with nohup."""
    before = signal.signal(signal.SIGHUP, signal.SIG_DFL)
    yield
    signal.signal(signal.SIGHUP, before)


@pytest.fixture
def slack() -> Iterator[SlackStandIn]:
    with start_in_thread() as slack:
        yield slack


def settings(slack: SlackStandIn, way: str, port: int) -> dict[str, str]:
    ways = {"socket": {"SLACK_APP_TOKEN": APP_TOKEN}, "http": {"SLACK_SIGNING_SECRET": SIGNING_SECRET}}
    return {
        "SLACK_BOT_TOKEN": BOT_TOKEN,
        "SLACK_API_URL": slack.api_url,
        "SAMHANDLING_ADMINS": f"slack:{TEAM}:{ANNA}",
        "SAMHANDLING_PORT": str(port),
        **ways[way],
    }


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Burst:
    """Many commands at once, and what became of each."""

    def __init__(self, slack: SlackStandIn, room: str) -> None:
        self.slack, self.room = slack, room
        self.asked: list[asyncio.Task[Answer]] = []

    async def begin(self) -> None:
        """Say all of them; goes on when the first is answered."""
        lines = [f"/samhandling oppfølging ny Siva: levere skisse {n} innen 15.12" for n in range(BURST)]
        self.asked = [asyncio.create_task(self.slack.people.command(line, ANNA, self.room)) for line in lines]
        await asyncio.wait(self.asked, return_when=asyncio.FIRST_COMPLETED)

    async def answered(self) -> set[str]:
        """The numbers of the follow-ups that people were told of, now that the program is gone."""
        await asyncio.wait(self.asked, timeout=1.0)
        for task in self.asked:
            task.cancel()
        await asyncio.gather(*self.asked, return_exceptions=True)
        state = self.slack.state
        said = "\n".join(texts(one) for one in [*state.whispers(ANNA), *state.messages(self.room)])
        return set(re.findall(r"\bO-\d+", said))


def stored(folder: Path) -> set[str]:
    with sqlite3.connect(folder / "samhandling.db") as connection:
        return {f"O-{number}" for (number,) in connection.execute("SELECT id FROM follow_up")}


@pytest.mark.parametrize(
    ("way", "number"), [("socket", signal.SIGTERM), ("http", signal.SIGTERM), ("http", signal.SIGHUP)]
)
def test_what_is_stored_in_a_burst_is_answered_before_it_stops(
    slack: SlackStandIn, tmp_path: Path, way: str, number: signal.Signals
) -> None:
    port = free_port()
    room = slack.state.channel("rom", ANNA)
    with started(tmp_path, "run", **settings(slack, way, port)) as process:
        serving(process)
        if way == "http":
            slack.over_http(f"http://127.0.0.1:{port}/slack/events")
        slack.run(slack.people.command(f"/samhandling roller gi KS koordinator <@{ANNA}>", ANNA, room))
        burst = Burst(slack, room)
        slack.run(burst.begin())
        process.send_signal(number)
        _, err = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0, err
    answered = slack.run(burst.answered())
    kept = stored(tmp_path)
    print(f"{way}: {BURST} said, {len(kept)} stored, {len(kept & answered)} of them answered")  # noqa: T201 - a figure
    assert kept
    assert kept == answered


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_second_signal_ends_it_at_once(slack: SlackStandIn, tmp_path: Path, number: signal.Signals) -> None:
    """The first one waits for an answer that Slack doesn't take; whoever has no time for that sends another."""
    room = slack.state.channel("rom", ANNA)
    slack.faults.plan("chat.postEphemeral", *[Fault("hang")] * 9)
    with started(tmp_path, "run", **settings(slack, "socket", 0)) as process:
        serving(process)
        slack.run(slack.people.mention("status", ANNA, room))
        wait_until(lambda: slack.faults.drawn, slack.state.changed)
        while process.poll() is None:
            process.send_signal(number)
            with suppress(subprocess.TimeoutExpired):
                process.wait(GLANCE)
    assert process.returncode == -number


def serving(process: subprocess.Popen[str]) -> None:
    """Wait until it says that it serves."""
    assert process.stderr is not None
    for line in process.stderr:
        if "chats.serving" in line:
            return
    raise AssertionError(process.communicate())


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_each_signal_stops_the_try_out(tmp_path: Path, number: signal.Signals) -> None:
    with started(tmp_path, "run", typed="") as process:
        told(process, "http://127.0.0.1:")
        process.send_signal(number)
        _, err = process.communicate(timeout=PATIENCE)
    assert (process.returncode, err) == (0, "")


def test_who_started_it_with_nohup_is_obeyed() -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        assert stop_signals() == [signal.SIGINT, signal.SIGTERM]
        signal.signal(signal.SIGHUP, signal.SIG_DFL)
        assert stop_signals() == [signal.SIGINT, signal.SIGTERM, signal.SIGHUP]
    finally:
        signal.signal(signal.SIGHUP, before)
