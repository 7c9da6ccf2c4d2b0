"""The walk: status, a form with a wrong date, the right one, the reminder, its button; in each kind of conversation."""

import asyncio
import sys
from collections.abc import Callable, Sequence
from functools import partial

from selenium.common.exceptions import WebDriverException

from bot.clock import MovableClock
from tests.desk import oslo
from tests.playground.client import Client

DUE = {"group": "2026-12-04", "channel": "2026-12-11", "personal": "2026-12-18"}
"""When what is noted in each conversation is due."""
ABOUT = {"group": "notat til styringsgruppa", "channel": "svar på høringen", "personal": "innspill til statusark"}
"""What is noted. It begins like a numbered list, which it isn't."""
REMINDED = {"group": "2026-12-04 09:00", "channel": "2026-12-11 09:00", "personal": "2027-01-15 09:00"}
"""Rooms hear of it on the day; a person alone once it has long been overdue."""


async def walk(
    client: Client, clock: MovableClock, kinds: Sequence[str] = ("group", "channel", "personal")
) -> list[str]:
    """Walk through all of them, printing what is shown; what went wrong."""
    wrong = []
    for kind in kinds:
        for name, step in _steps(client, clock, kind):
            try:
                shown = await asyncio.to_thread(step)
            except (WebDriverException, AssertionError) as error:
                wrong.append(f"{kind}: {name}: {type(error).__name__} {str(error).splitlines()[0][:200]}")
                shown = "…"
            await asyncio.to_thread(client.picture, f"{kind}-{name}")
            sys.stdout.write(f"{kind:9} {name:10} {shown}\n")
    return wrong


def _steps(client: Client, clock: MovableClock, kind: str) -> list[tuple[str, Callable[[], str]]]:
    what = f"1. desember: {ABOUT[kind]}"
    return [
        ("installed", partial(_installed, client, kind)),
        ("status", partial(_said, client, "status", "Hele landet")),
        ("form", partial(_said, client, "oppfølging ny", "Hva skal gjøres")),
        ("wrong", partial(_wrong, client, what)),
        ("corrected", partial(_corrected, client, kind)),
        ("reminder", partial(_reminder, client, clock, kind, what)),
        ("finished", partial(_finished, client)),
    ]


def _line_with(text: str, words: str) -> str:
    return next((line for line in reversed(text.splitlines()) if words in line), "")


def _said(client: Client, line: str, words: str) -> str:
    client.says(line)
    return _line_with(client.shows(words), words)


def _installed(client: Client, kind: str) -> str:
    client.enter(kind)
    if kind == "personal":
        return ""
    return _said(client, "kanal KS", "Denne kanalen er nå")


def _wrong(client: Client, what: str) -> str:
    client.fills("Ansvarlig", "KS")
    client.fills("Hva skal gjøres", what)
    client.fills("Frist", "31.11")
    client.presses("Lagre")
    shown = client.shows("november har 30 dager")
    kept = client.page.execute_script(
        "return [...document.querySelectorAll('input,textarea,select')].map(one => one.value)"
    )
    assert what in kept, kept
    return _line_with(shown, "november har 30 dager")


def _corrected(client: Client, kind: str) -> str:
    client.fills("Frist", DUE[kind])
    client.presses("Lagre")
    return _line_with(client.shows(ABOUT[kind]), ABOUT[kind])


def _reminder(client: Client, clock: MovableClock, kind: str, what: str) -> str:
    clock.move_to(oslo(REMINDED[kind]))
    words = "Til deg som" if kind == "personal" else "Påminnelse"
    client.shows(words)
    return _line_with(client.shows(what), what)


def _finished(client: Client) -> str:
    client.presses("Ferdig")
    return _line_with(client.shows("er utført"), "er utført")
