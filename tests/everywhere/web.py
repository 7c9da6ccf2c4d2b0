"""The conversations on the page to try on, as a browser without scripts holds them."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from starlette.types import ASGIApp

from bot.app import build, open_store
from bot.clock import MovableClock
from bot.settings import Settings
from bot.tryout.simulation import Simulation
from bot.web.server import asgi
from domain.accounts import CONSOLE
from tests.bot.web.conftest import HERE, Browser, _values
from tests.bot.web.markup import Element
from tests.desk import oslo
from tests.everywhere.front import Front, Seat, Typed, flat
from tests.everywhere.town import START


@dataclass
class WebSeat(Seat):
    """A page, open as somebody."""

    browser: Browser
    address: str

    async def says(self, line: str) -> str:
        return await asyncio.to_thread(self._says, line)

    def _says(self, line: str) -> str:
        self.browser.open(self.address)
        self.browser.say(line)
        return self._said().text

    async def presses(self, label: str, by: str = "") -> str:
        return await asyncio.to_thread(self._presses, label, by)

    def _presses(self, label: str, by: str) -> str:
        self.browser.open(self.address)
        holding = [one for one in self._parts() if by in flat(one.text) and _button(one, label)]
        self.browser.press(label, min(holding, key=lambda one: len(one.text)) if by else holding[-1])
        return self._said().text

    async def fills(self, typed: Typed) -> str:
        return await asyncio.to_thread(self._fills, typed)

    def _fills(self, typed: Typed) -> str:
        form = self._said().one("form")
        filled = [pair for label, value in typed.items() for pair in _filled(_field(form, label), value)]
        names = {name for name, _ in filled} | {_name(_field(form, label)) for label in typed}
        sent = [pair for pair in _values(form) if pair[0] not in names] + filled
        self.browser._show(self.browser.ask("POST", form.attributes["action"], sent, origin=HERE))
        return self._said().text

    async def form(self) -> dict[str, str]:
        forms = self._said().all("form")
        return {_label(one): _value(one) for one in forms[0].all("div", class_="field")} if forms else {}

    async def hears(self, words: str) -> str:
        told = [one for one in (await self.heard()).split(_BREAK) if words in flat(one)]
        assert told, f"nothing about {words!r} has been told"
        return told[-1]

    async def heard(self) -> str:
        await asyncio.to_thread(self.browser.open, self.address)
        return _BREAK.join(one.text for one in self.browser.turns if "message" in one.attributes["class"])

    def _said(self) -> Element:
        """The answer to what was said last."""
        return [one for one in self.browser.turns if "said" in one.attributes["class"]][-1]

    def _parts(self) -> Iterator[Element]:
        for turn in self.browser.turns:
            yield turn
            yield from turn.all("li")


_BREAK = "\n\n\n"


def _button(part: Element, label: str) -> bool:
    return sum(one.text == label for one in part.all("button", type="submit")) == 1


def _label(field: Element) -> str:
    marks = [*field.all("legend"), *field.all("label")]
    return marks[0].text.partition(" (valgfritt)")[0].partition("(valgfritt)")[0].strip()


def _field(form: Element, label: str) -> Element:
    fields = [*form.all("div", class_="field"), *form.all("fieldset", class_="field")]
    return next(one for one in fields if _label(one) == label)


def _name(field: Element) -> str:
    return next(one.attributes["name"] for one in field.walk() if one.attributes.get("name"))


def _filled(field: Element, value: str) -> list[tuple[str, str]]:
    """What is sent for a field: a choice by its label, several with «, »."""
    name = _name(field)
    if field.name == "fieldset":
        boxes = {one.text: one.one("input").attributes["value"] for one in field.all("label", class_="box")}
        return [(name, boxes[label]) for label in value.split(", ") if label]
    options = {one.text: one.attributes["value"] for one in field.all("option")}
    return [(name, options[value] if options else value)]


def _value(field: Element) -> str:
    chosen = [one.text for one in field.all("option") if "selected" in one.attributes]
    if chosen:
        return chosen[0]
    typed = [one.text.removeprefix("\n") for one in field.all("textarea")]
    return typed[0] if typed else next((one.attributes.get("value", "") for one in field.all("input")), "")


class WebFront(Front):
    """The try-out's page."""

    def __init__(self, clockwork: Simulation, clock: MovableClock) -> None:
        self.app, self._clockwork, self._clock = clockwork.app, clockwork, clock
        self._page: ASGIApp = asgi(clockwork)

    async def seat(self, organisation: str, role: str = "coordinator") -> Seat:
        seat = WebSeat(Browser(self._page), f"/?org={organisation}&role={role}")
        await asyncio.to_thread(seat.browser.open, seat.address)
        return seat

    async def stranger(self) -> Seat:
        return await self.seat("ks", "guest")

    async def clock(self, at: str) -> None:
        self._clock.move_to(oslo(at))
        await asyncio.to_thread(self._clockwork.tick)


@asynccontextmanager
async def web(template: Path, _folder: Path) -> AsyncIterator[Front]:
    """The page over a copy of the prepared database."""
    settings = Settings(_env_file=None)  # type: ignore[call-arg] # pydantic-settings' own
    clock = MovableClock()
    clock.move_to(oslo(START))
    app = build(settings, clock, frozenset({CONSOLE}), open_store(f"sqlite:///{template}", settings.rules()))
    try:
        yield WebFront(Simulation(app), clock)
    finally:
        app.close()
