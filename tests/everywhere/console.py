"""The conversations in the terminal: what is typed at a prompt, and what is printed."""

import asyncio
import queue
import re
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bot.app import App, build, open_store
from bot.clock import MovableClock
from bot.settings import Settings
from bot.terminal.conversation import Conversation
from bot.tryout.simulation import Simulation
from domain.accounts import CONSOLE
from storage.unit_of_work.unit import Rules
from tests.desk import oslo
from tests.everywhere.front import Front, Seat, Typed, flat
from tests.everywhere.town import furnished
from tests.patience import PATIENCE

_BUTTON = re.compile(r"^\s*\[(?P<label>[^\]]+)\] (?P<line>.+)$", re.MULTILINE)
_FIELD = re.compile(r"^(?P<label>.+?)(?: \[(?P<kept>.*)\])?: $", re.DOTALL)


@dataclass
class Terminal:
    """One conversation in a thread of its own: waits wherever the program asks for something."""

    clockwork: Simulation
    who: str
    printed: list[str] = field(default_factory=list)
    asked: str = ""
    _lines: "queue.Queue[str]" = field(default_factory=queue.Queue)
    _waiting: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self.talk = Conversation(self.clockwork.app, self._ask, self.printed.append, self.who, self.clockwork)
        threading.Thread(target=self.talk.run, daemon=True, name=f"terminal {self.who}").start()
        assert self._waiting.wait(PATIENCE)

    def _ask(self, prompt: str) -> str:
        self.asked = prompt
        self._waiting.set()
        return self._lines.get()

    def types(self, line: str) -> str:
        """Types a line; everything that is printed until something is asked again."""
        before = len(self.printed)
        self._waiting.clear()
        self._lines.put(line)
        assert self._waiting.wait(PATIENCE), "the program never asked again"
        return "\n\n".join(self.printed[before:])

    @property
    def field(self) -> tuple[str, str] | None:
        """The field that is asked for, and what stands in it; None at the prompt."""
        found = _FIELD.match(self.asked)
        return (found["label"], found["kept"] or "") if found and not self.asked.rstrip().endswith("›") else None


@dataclass
class ConsoleSeat(Seat):
    """A terminal, and everything printed in any of them."""

    front: "ConsoleFront"
    terminal: Terminal
    values: dict[str, str] = field(default_factory=dict)

    async def says(self, line: str) -> str:
        return await asyncio.to_thread(self.terminal.types, line)

    async def presses(self, label: str, by: str = "") -> str:
        text = await self.hears(by) if by else "\n".join(self.terminal.printed)
        found = [one["line"] for one in _BUTTON.finditer(text) if one["label"] == label]
        return await self.says(found[-1])

    async def fills(self, typed: Typed) -> str:
        shown = []
        while (asked := self.terminal.field) is not None:
            label, kept = asked
            told = await asyncio.to_thread(self.terminal.types, typed.get(label, ""))
            self.values[label] = typed.get(label, kept)
            shown.append(told)
            if self.terminal.field is not None and self.terminal.field[0] == label:
                break
            if self.terminal.field is not None and self.terminal.field[0] in self.values and told:
                break
        return "\n".join(shown)

    async def form(self) -> dict[str, str]:
        asked = self.terminal.field
        return {**self.values, asked[0]: asked[1]} if asked else {}

    async def hears(self, words: str) -> str:
        told = [one for one in self.front.told if words in flat(one)]
        assert told, f"nothing about {words!r} was printed"
        return told[-1]

    async def heard(self) -> str:
        return "\n\n".join(self.front.told)


class ConsoleFront(Front):
    """The try-out in the terminal."""

    updates = False

    def __init__(self, app: App, clock: MovableClock) -> None:
        self.app, self._clock = app, clock
        self._terminals: dict[str, Terminal] = {}
        self._clockwork = Simulation(app)
        self._turner = Terminal(self._clockwork, "ks")

    @property
    def told(self) -> list[str]:
        """The messages that were printed, in any terminal."""
        printed = [one for each in (self._turner, *self._terminals.values()) for one in each.printed]
        return [one for one in printed if one.startswith("Melding til ")]

    async def seat(self, organisation: str, role: str = "coordinator") -> Seat:
        who = f"{organisation}:{role}"
        if who not in self._terminals:
            self._terminals[who] = await asyncio.to_thread(Terminal, self._clockwork, who)
        return ConsoleSeat(self, self._terminals[who])

    async def stranger(self) -> Seat:
        return await self.seat("ks", "guest")

    async def clock(self, at: str) -> None:
        self._clock.move_to(oslo(at))
        await asyncio.to_thread(self._turner.types, ":tikk")


def prepare(path: Path, rules: Rules) -> None:
    """The demo data alone: in the terminal one speaks as whom one likes."""
    furnished(path, rules, {}, {})


@asynccontextmanager
async def console(template: Path, _folder: Path) -> AsyncIterator[Front]:
    """The terminal over a copy of the prepared database."""
    settings = Settings(_env_file=None)  # type: ignore[call-arg] # pydantic-settings' own
    clock = MovableClock()
    clock.move_to(oslo("2026-11-23 08:50"))
    store = open_store(f"sqlite:///{template}", settings.rules())
    app = build(settings, clock, frozenset({CONSOLE}), store)
    try:
        yield ConsoleFront(app, clock)
    finally:
        app.close()
