"""`/samhandling status` over signed HTTP, beside a command of the same server that does nothing at all.

The server runs in a process of its own, as it does for real (uvloop, httptools); one client asks for both in turn, so
that whatever the machine is busy with falls on both alike.
"""

import asyncio
import http.client
import multiprocessing
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from urllib.parse import urlencode

from bot.app import open_store
from domain.calendar import WorkCalendar
from domain.meetings.meetings import MeetingKind, Season
from domain.meetings.steps import State
from domain.organisations import REFERENCE, Role
from storage.migrate import migrate
from storage.setup.reference import load_reference
from storage.setup.year import plan_ahead
from storage.tables import AccountRow, FollowUpRow, MeetingRow, PersonRow, RoleRow
from storage.unit_of_work.store import Store
from storage.unit_of_work.unit import Rules
from tests.slack_standin import BOT_TOKEN, SIGNING_SECRET, TEAM
from tests.slack_standin.people import signed

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
USER = "U0ANNA"
ROUNDS = 400
WARM = 40


def fill(store: Store) -> int:
    """15 counties × 3 years: every meeting dated, 12 follow-ups per county and year. Returns how many meetings."""
    load_reference(store, AT)
    from storage.unit_of_work.unit import system

    day = date(2026, 4, 15)
    with store.begin(system("benk"), AT) as unit:
        person = PersonRow(name="Koordinator", created_at=AT)
        unit.session.add(person)
        unit.session.flush()
        unit.session.add(AccountRow(platform="slack", workspace=TEAM, user=USER, person_id=person.id))
        unit.session.add(
            RoleRow(person_id=person.id, organisation="ks", role=Role.COORDINATOR, valid_from=date(2026, 1, 1))
        )
        counties = [one for one in REFERENCE if one.number]
        rows = [
            MeetingRow(
                ref=f"R{county.number}-{year}-{letter}",
                kind=MeetingKind.REGIONAL,
                season=season,
                year=year,
                organisation=county.slug,
                state=State.DATED,
                day=day.replace(year=year) if letter == "V" else date(year, 11, 16),
                arose_on=date(2026, 8, 1),
            )
            for county in counties
            for year in (2026, 2027, 2028)
            for letter, season in (("V", Season.SPRING), ("H", Season.AUTUMN))
        ]
        rows += [
            MeetingRow(
                ref=f"N-{year}-{letter}",
                kind=MeetingKind.NATIONAL,
                season=season,
                year=year,
                organisation="ks",
                state=State.DATED,
                day=date(year, 3, 9) if letter == "V" else date(year, 10, 19),
                arose_on=date(2026, 8, 1),
            )
            for year in (2026, 2027, 2028)
            for letter, season in (("V", Season.SPRING), ("H", Season.AUTUMN))
        ]
        unit.session.add_all(rows)
        for county in counties:
            unit.session.add_all(
                FollowUpRow(
                    owner="siva" if number % 2 else county.slug,
                    county=county.slug,
                    text=f"Oppfølgingspunkt {number}",
                    due=date(2026, 12, 1) + timedelta(days=10 * number),
                    created_on=date(2026, 8, 1),
                    dated_on=date(2026, 8, 1),
                )
                for number in range(36)
            )
    plan_ahead(store, AT)
    return len(rows)


def _serve(path: str, port: "multiprocessing.Queue[int]") -> None:
    import uvicorn
    import uvloop

    from bot.slack.client import connect
    from bot.slack.listeners import SlackFrontEnd
    from bot.slack.server import asgi
    from handlers import commands
    from handlers.core.context import Services
    from handlers.overview.home import home

    async def main() -> None:
        store = open_store(f"sqlite:///{path}", Rules(WorkCalendar()))
        services = Services(store, frozenset({"slack"}))
        async with connect(BOT_TOKEN, "http://127.0.0.1:9/") as clients:
            front = SlackFrontEnd(
                answer=lambda invocation: commands.answer(invocation, services),
                home=lambda invocation: home(invocation, services),
                now=lambda: AT,
                clients=clients,
                signing_secret=SIGNING_SECRET,
            )

            async def nothing(ack: Callable[..., object]) -> None:
                await ack()  # type: ignore[misc] # Bolt hands in an async ack

            front.app.command("/tom")(nothing)
            config = uvicorn.Config(
                asgi(front), host="127.0.0.1", port=0, http="httptools", log_config=None, access_log=False
            )
            config.load()
            server = uvicorn.Server(config)
            server.lifespan = config.lifespan_class(config)
            await server.startup()
            port.put(server.servers[0].sockets[0].getsockname()[1])
            await asyncio.Event().wait()

    uvloop.run(main())


def _ask(connection: http.client.HTTPConnection, command: str, number: int) -> float:
    """One signed command; seconds."""
    body = urlencode(
        {
            "command": command,
            "text": "status",
            "user_id": USER,
            "team_id": TEAM,
            "channel_id": "C0ROM",
            "channel_name": "rom",
            "trigger_id": f"t{number}",
            "response_url": "http://127.0.0.1:9/",
            "token": "x",
            "api_app_id": "A0",
        }
    )
    headers = {"Content-Type": "application/x-www-form-urlencoded", **signed(body, time.time())}  # noqa: TID251 - Slack's
    start = time.perf_counter()
    connection.request("POST", "/slack/events", body, headers)
    response = connection.getresponse()
    text = response.read()
    took = time.perf_counter() - start
    if response.status != 200 or (command == "/samhandling" and b"Hele landet" not in text):
        raise RuntimeError(f"{command}: {response.status} {text[:200]!r}")
    return took


def run() -> list[tuple[str, str, str]]:
    """Rows for the table: name, value, ratio."""
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "bench.db")
        store = open_store(f"sqlite:///{path}", Rules(WorkCalendar()))
        migrate(store)
        meetings = fill(store)
        context = multiprocessing.get_context("spawn")
        ports: multiprocessing.Queue[int] = context.Queue()
        process = context.Process(target=_serve, args=(path, ports), daemon=True)
        started = time.perf_counter()
        process.start()
        try:
            connection = http.client.HTTPConnection("127.0.0.1", ports.get(timeout=60))
            first = _ask(connection, "/samhandling", 0)
            until_first = time.perf_counter() - started
            empty, status, changed = [], [], []
            for number in range(ROUNDS + WARM):
                pair = _ask(connection, "/tom", number), _ask(connection, "/samhandling", number)
                if number >= WARM:
                    empty.append(pair[0])
                    status.append(pair[1])
            for number in range(40):
                _touch(store, number)
                changed.append(_ask(connection, "/samhandling", number))
            memory = _rss(process.pid or 0)
        finally:
            process.kill()
            process.join()
            store.close()
    base, shown = statistics.median(empty), statistics.median(status)
    late = statistics.quantiles(status, n=20)[-1]
    fresh = statistics.median(changed)
    return [
        ("empty Bolt command over HTTP, p50", f"{base * 1000:.2f} ms", "1.0"),
        (f"status over HTTP ({meetings} meetings), p50", f"{shown * 1000:.2f} ms", f"{shown / base:.1f}"),
        ("status over HTTP, p95", f"{late * 1000:.2f} ms", f"{late / base:.1f}"),
        ("status right after a change, p50", f"{fresh * 1000:.2f} ms", f"{fresh / base:.1f}"),
        ("first status after start", f"{first * 1000:.0f} ms", ""),
        ("process start to first answered status", f"{until_first:.2f} s", ""),
        ("memory of the serving process (RSS)", f"{memory:.0f} MiB", ""),
    ]


def _touch(store: Store, number: int) -> None:
    """A change, so that nothing kept from before may be shown."""
    from storage.unit_of_work.unit import system

    with store.begin(system("benk"), AT) as unit:
        row = unit.session.get(FollowUpRow, 1 + number)
        if row is not None:
            row.text = f"Endret {number}"


def _rss(pid: int) -> float:
    """MiB."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return 0.0


if __name__ == "__main__":
    for row in run():
        print(*row, sep="\t")  # noqa: T201 - a table for people
