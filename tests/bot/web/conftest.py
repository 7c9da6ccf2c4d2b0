"""The page over a real database, asked as a browser without scripts would ask it, and as its own script does."""

import asyncio
import re
import shutil
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import httpx
import pytest
from starlette.types import ASGIApp

from bot.app import build, open_store
from bot.clock import MovableClock
from bot.settings import Settings
from bot.terminal.conversation import Conversation
from bot.tryout.simulation import Simulation
from bot.web.server import asgi
from handlers.setup.demo import load_demo
from storage.setup.demo import demo_clock
from storage.unit_of_work.unit import Rules
from tests.bot.web.markup import Element, faults, parse

HERE = "http://127.0.0.1:8080"


@pytest.fixture(scope="session")
def demo_template(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path, rules: Rules) -> Path:
    """A database with the demo data, closed, to copy."""
    path = tmp_path_factory.mktemp("demo") / "demo.db"
    shutil.copyfile(sqlite_template, path)
    with closing(open_store(f"sqlite:///{path}", rules)) as store:
        load_demo(store, demo_clock())
    return path


@pytest.fixture
def clockwork(demo_template: Path, tmp_path: Path, rules: Rules) -> Iterator[Simulation]:
    """The try-out on its first morning, as `run` makes it."""
    path = shutil.copyfile(demo_template, tmp_path / "tryout.db")
    clock = MovableClock()
    clock.move_to(demo_clock())
    with closing(open_store(f"sqlite:///{path}", rules)) as store:
        yield Simulation(build(Settings(_env_file=None), clock, frozenset({"console"}), store))  # type: ignore[call-arg]


@dataclass
class Browser:
    """A browser without scripts: it sees a page, presses its buttons and sends its forms.

    Each page it gets is checked: elements closed, references that lead somewhere, labels, nothing inline.
    """

    app: ASGIApp
    at: str = f"{HERE}/"
    answer: httpx.Response = field(init=False)

    def open(self, address: str = "/") -> Element:
        """Go to an address."""
        return self._show(self.ask("GET", address))

    @property
    def page(self) -> Element:
        """What it shows."""
        return parse(self.answer.text)

    @property
    def turns(self) -> list[Element]:
        """What stands in the conversation, in order."""
        return [one for one in self.page.one("ol", id="turns").children if isinstance(one, Element)]

    def say(self, line: str) -> Element:
        """Type a line; the last that stands in the conversation then."""
        self.send(self.page.one("form", id="say"), line=line)
        return self.turns[-1]

    def press(self, label: str, within: Element | None = None) -> Element:
        """Press the button with this label, the only one within."""
        root = within or self.page
        (button,) = [one for one in root.all("button", type="submit") if one.text == label]
        form = next(
            one
            for one in self.page.all("form")
            if one.attributes.get("id", "-") == button.attributes.get("form", "")
            or ("form" not in button.attributes and button in one.walk())
        )
        name = button.attributes.get("name")
        return self.send(form, **({name: button.attributes["value"]} if name else {}))

    def send(self, form: Element, /, **typed: str) -> Element:
        """Send a form with what stands in it and what was typed: `field_day` is its own field `day`."""
        filled = {re.sub("^field_", "field.", name): value for name, value in typed.items()}
        assert filled.keys() <= {one.attributes.get("name") for one in form.walk()} | {"line"}
        values = [(name, value) for name, value in _values(form) if name not in filled] + list(filled.items())
        return self._show(self.ask("POST", form.attributes["action"], values, origin=HERE))

    def ask(
        self, method: str, address: str, values: list[tuple[str, str]] | None = None, **headers: str
    ) -> httpx.Response:
        """A request as it is; redirects are followed."""

        async def asked() -> httpx.Response:
            transport = httpx.ASGITransport(app=self.app)
            async with httpx.AsyncClient(transport=transport, base_url=HERE, follow_redirects=True) as client:
                if values is None:
                    return await client.request(method, address, headers=headers)
                sent = {"content-type": "application/x-www-form-urlencoded", **headers}
                return await client.request(method, address, content=urlencode(values), headers=sent)

        return asyncio.run(asked())

    def _show(self, answer: httpx.Response) -> Element:
        self.answer = answer
        root = parse(answer.text)
        assert faults(root) == []
        return root


def _values(form: Element) -> Iterator[tuple[str, str]]:
    """What a browser would send of a form."""
    for one in form.walk():
        name = one.attributes.get("name")
        if not name or one.name == "button":
            continue
        if one.name == "select":
            options = one.all("option")
            chosen = [option for option in options if "selected" in option.attributes] or options[:1]
            yield name, chosen[0].attributes["value"]
        elif one.name == "textarea":
            yield name, one.text.removeprefix("\n")
        elif one.attributes.get("type") != "checkbox" or "checked" in one.attributes:
            yield name, one.attributes.get("value", "")


@pytest.fixture
def browser(clockwork: Simulation) -> Browser:
    """A browser that looks at the page as KS."""
    browser = Browser(asgi(clockwork))
    browser.open()
    return browser


@dataclass
class Script:
    """The page's own script: what it asks for, and the pieces it gets."""

    browser: Browser
    after: int = 0
    mark: str = ""

    def look(self, **asked: str) -> dict[str, Any]:
        """Whether there is news."""
        answer = self.browser.ask("GET", str(httpx.URL("/live", params={**asked, **self._known()})))
        return self._take(answer)

    def send(self, form: Element, **typed: str) -> dict[str, Any]:
        """Send a form."""
        values = dict(_values(form)) | typed
        address = httpx.URL(form.attributes["action"]).copy_merge_params(self._known())
        return self._take(
            self.browser.ask("POST", str(address), list(values.items()), origin=HERE, accept="application/json")
        )

    def _known(self) -> dict[str, str]:
        return {"after": str(self.after), "mark": self.mark}

    def _take(self, answer: httpx.Response) -> dict[str, Any]:
        news: dict[str, Any] = answer.json()
        self.after = max(self.after, news.get("after", 0))
        if news.get("outbox"):
            self.mark = news["outbox"]["mark"]
        return news


@pytest.fixture
def script(browser: Browser) -> Script:
    """The script on that page."""
    return Script(browser)


@dataclass
class Terminal:
    """Somebody at the terminal of the same try-out."""

    clockwork: Simulation
    lines: list[str] = field(default_factory=list)
    screen: list[str] = field(default_factory=list)

    def type(self, *lines: str) -> str:
        """What the lines are answered with."""
        self.screen.clear()
        talk = Conversation(self.clockwork.app, self._ask, self.screen.append, clockwork=self.clockwork)
        self.lines = list(lines)
        talk.run()
        return "\n".join(self.screen)

    def _ask(self, _prompt: str) -> str:
        if not self.lines:
            raise EOFError
        return self.lines.pop(0)


@pytest.fixture
def terminal(clockwork: Simulation) -> Terminal:
    """The terminal beside the page."""
    return Terminal(clockwork)
