"""`status` pressed in Teams beside `/samhandling status` in Slack, in one process that serves both; what both weigh.

The program's own wiring runs in a process of its own; the two stand-ins and the client are here. Requests come in
turn, so that whatever the machine is busy with falls on both alike.
"""

import http.client
import json
import multiprocessing
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from bot.app import open_store
from bot.settings import Settings
from domain.calendar import WorkCalendar
from storage.migrate import migrate
from storage.tables import AccountRow
from storage.unit_of_work.unit import Rules
from tests.benchmarks._served import serve_until_killed
from tests.benchmarks.status import AT, _ask, _rss, fill
from tests.slack_standin import BOT_TOKEN, SIGNING_SECRET
from tests.teams_standin import BOT_APP, TENANT, TeamsStandIn, start_in_thread
from tests.teams_standin.rates import Rates

ROUNDS = 300
WARM = 30
STARTS = 5


def _settings(path: str, port: int, service_url: str, chats: str) -> Settings:
    slack: dict[str, Any] = {"slack_bot_token": SecretStr(BOT_TOKEN), "slack_signing_secret": SecretStr(SIGNING_SECRET)}
    teams: dict[str, Any] = {
        "teams_app_id": BOT_APP,
        "teams_app_secret": SecretStr("made-up"),
        "teams_app_tenant": TENANT,
        "teams_tenants": (TENANT,),
        "teams_service_url": service_url,
    }
    chosen = (slack if "slack" in chats else {}) | (teams if "teams" in chats else {})
    return Settings(
        _env_file=None,  # type: ignore[call-arg] # pydantic-settings' own
        database_url=f"sqlite:///{path}",
        slack_api_url="http://127.0.0.1:9/",
        port=port,
        tick_seconds=600,
        log_level="error",
        **chosen,
    )


class _Served:
    """The program in a process of its own, with these chats."""

    def __init__(self, path: str, teams: TeamsStandIn, chats: str) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = int(probe.getsockname()[1])
        context = multiprocessing.get_context("spawn")
        ready = context.Event()
        settings = _settings(path, port, teams.service_url, chats)
        cloud = teams.cloud() if "teams" in chats else None  # to hand it over the SDK must be imported there
        self.process = context.Process(
            target=serve_until_killed, args=(settings, AT, cloud, teams.token(), ready), daemon=True
        )
        self.process.start()
        if not ready.wait(60):
            raise TimeoutError(chats)
        self.connection = http.client.HTTPConnection("127.0.0.1", port)

    def stop(self) -> float:
        """How much it weighs at the end, MiB."""
        weight = _rss(self.process.pid or 0)
        self.process.kill()
        self.process.join()
        return weight


def _press(served: _Served, teams: TeamsStandIn, who: str, number: int, line: str = "status") -> float:
    """One signed press on a button that says `status`; seconds."""
    room, person = teams.state.find(who), teams.state.people[who]
    value = {"action": {"type": "Action.Execute", "verb": "line", "data": {"line": line}}, "trigger": "manual"}
    activity = teams.activities.invoke("adaptiveCard/action", value, person, room, None)
    activity["id"] = f"f:{number}"
    bearer = teams.identity.bearer(teams.service_url)
    body, headers = json.dumps(activity), {"Content-Type": "application/json", "Authorization": f"Bearer {bearer}"}
    start = time.perf_counter()
    served.connection.request("POST", "/api/messages", body, headers)
    response = served.connection.getresponse()
    text = response.read()
    took = time.perf_counter() - start
    if response.status != 200 or b"Hele landet" not in text:
        raise RuntimeError(f"{response.status} {text[:200]!r}")
    return took


def _first_answer(*, with_sdk: bool) -> float:
    """Seconds from nothing to the first answered `status` of a new process, Teams off. with_sdk: as if it were on."""
    sdk = "import warnings; warnings.simplefilter('ignore'); import microsoft_teams.apps; " if with_sdk else ""
    with tempfile.TemporaryDirectory() as folder:
        code = f"{sdk}import sys; sys.argv = ['samhandling', 'say', 'status']; from bot.__main__ import main; main()"
        quiet = {"SAMHANDLING_DATABASE_URL": f"sqlite:///{folder}/first.db", "PATH": "/usr/bin:/bin"}
        ready = [sys.executable, "-c", code.replace("'say', 'status'", "'init'")]
        root = Path(__file__).parents[2]
        subprocess.run(ready, env=quiet, cwd=root, check=True, capture_output=True)
        start = time.perf_counter()
        done = subprocess.run([sys.executable, "-c", code], env=quiet, cwd=root, capture_output=True, check=True)
        took = time.perf_counter() - start
    if b"Velkommen" not in done.stdout:
        raise RuntimeError(done.stderr[-300:])
    return took


def run() -> list[tuple[str, str, str]]:
    """Rows for the table: name, value, ratio."""
    with tempfile.TemporaryDirectory() as folder, start_in_thread(rates=Rates(None)) as teams:
        path = str(Path(folder) / "bench.db")
        store = open_store(f"sqlite:///{path}", Rules(WorkCalendar()))
        migrate(store)
        fill(store)
        anna = teams.state.person("Anna")
        with store.transaction() as session:
            session.add(AccountRow(platform="teams", workspace=TENANT, user=anna, person_id=1))
        store.close()
        both = _Served(path, teams, "slack+teams")
        slack_times, teams_times = [], []
        for number in range(ROUNDS + WARM):
            pair = _ask(both.connection, "/samhandling", number), _press(both, teams, anna, number)
            if number >= WARM:
                slack_times.append(pair[0])
                teams_times.append(pair[1])
        weights = {"both": both.stop()}
        for chats in ("slack", "teams"):
            alone = _Served(path, teams, chats)
            for number in range(WARM):
                if chats == "slack":
                    _ask(alone.connection, "/samhandling", number)
                else:
                    _press(alone, teams, anna, 1000 + number)
            weights[chats] = alone.stop()
    base, shown = statistics.median(slack_times), statistics.median(teams_times)
    late = statistics.quantiles(teams_times, n=20)[-1]
    off = statistics.median(_first_answer(with_sdk=False) for _ in range(STARTS))
    sdk = statistics.median(_first_answer(with_sdk=True) for _ in range(STARTS))
    return [
        ("status in Slack, both chats on, p50", f"{base * 1000:.2f} ms", "1.0"),
        ("status pressed in Teams, p50", f"{shown * 1000:.2f} ms", f"{shown / base:.1f}"),
        ("status pressed in Teams, p95", f"{late * 1000:.2f} ms", f"{late / base:.1f}"),
        ("memory with Slack alone (RSS)", f"{weights['slack']:.0f} MiB", "1.0"),
        ("memory with Teams alone (RSS)", f"{weights['teams']:.0f} MiB", f"{weights['teams'] / weights['slack']:.1f}"),
        ("memory with both (RSS)", f"{weights['both']:.0f} MiB", f"{weights['both'] / weights['slack']:.1f}"),
        ("new process to first status, Teams off", f"{off:.2f} s", "1.0"),
        ("the same, had Teams' SDK been imported", f"{sdk:.2f} s", f"{sdk / off:.1f}"),
    ]


if __name__ == "__main__":
    for row in run():
        print(*row, sep="\t")  # noqa: T201 - a table for people
