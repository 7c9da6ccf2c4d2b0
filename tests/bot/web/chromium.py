"""A real browser without a window, and axe-core to look at what it shows.

Where one of them is missing, tests that need them are skipped and say how to get it; with TEST_CHROMIUM=1 they fail.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import pytest
from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver import Chrome, ChromeOptions
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.select import Select
from selenium.webdriver.support.wait import WebDriverWait

from tests.patience import PATIENCE

AXE = Path(__file__).parents[2] / "node/node_modules/axe-core/axe.min.js"
_FLAGS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update", "--disable-dev-shm-usage",
)  # fmt: skip
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]

T = TypeVar("T")


def _found(*names: str) -> str:
    return next((path for name in names if (path := shutil.which(name))), "")


@cache
def missing() -> str:
    """What lacks for these tests, and how to get it; empty when nothing does."""
    if not _found("chromium", "chromium-browser", "google-chrome"):
        return "no Chromium: install chromium (Debian: apt-get install chromium chromium-driver)"
    if not _found("chromedriver"):
        return "no chromedriver: install the one of your Chromium (Debian: apt-get install chromium-driver)"
    return "" if AXE.is_file() else "no axe-core: run npm ci in tests/node"


def require() -> None:
    """Skip, or fail where it must be there."""
    if lacking := missing():
        if os.environ.get("TEST_CHROMIUM"):
            pytest.fail(lacking)
        pytest.skip(lacking)


class Window:
    """What a person sees and does in one window."""

    def __init__(self, driver: Chrome, address: str) -> None:
        self.driver, self.address = driver, address
        driver.set_script_timeout(PATIENCE)

    def open(self, path: str = "/") -> None:
        """Go there."""
        self.driver.get(f"{self.address}{path}")

    def forget(self) -> None:
        """Leave the page there was, and what the browser said about it."""
        self.driver.get("about:blank")
        self.driver.get_log("browser")  # type: ignore[no-untyped-call]

    def find(self, selector: str) -> WebElement:
        """The first element of a selector, as soon as it shows."""
        return self.until(lambda: next((one for one in self.all(selector) if one.is_displayed()), None), selector)

    def all(self, selector: str) -> list[WebElement]:
        """The elements of a selector, as they are."""
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def until(self, look: Callable[[], T | None], what: str = "") -> T:
        """What `look` finds, as soon as it finds something."""
        gone = (StaleElementReferenceException,)  # looked at while the page changed: look again
        waiting = WebDriverWait(self.driver, PATIENCE, poll_frequency=0.03, ignored_exceptions=gone)
        found: T | None = waiting.until(lambda _: look(), f"waited in vain for {what or look}: {self.text('main')}")
        assert found is not None
        return found

    def text(self, selector: str) -> str:
        """What an element says, also what only a screen reader gets."""
        return str(
            self.driver.execute_script("return document.querySelector(arguments[0])?.textContent ?? ''", selector)
        )

    def say(self, line: str) -> WebElement:
        """Type a line and wait for its answer."""
        return self.answered(lambda: self.find("#line").send_keys(line, Keys.ENTER))

    def answered(self, act: Callable[[], object]) -> WebElement:
        """Do something that is answered; the answer's turn."""
        before = {one.get_attribute("id") for one in self.all(".turn.said")}
        act()
        return self.until(
            lambda: next((one for one in self.all(".turn.said") if one.get_attribute("id") not in before), None),
            "an answer",
        )

    def press(self, label: str, within: WebElement | None = None) -> None:
        """Press the first button with this label."""
        for one in (within or self.driver).find_elements(By.CSS_SELECTOR, "button"):
            if one.is_displayed() and one.text == label:
                self.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", one)
                one.click()
                return
        raise AssertionError(f"no button «{label}»: {self.text('main')}")

    def choose(self, name: str, value: str) -> None:
        """Choose in a list of the open form."""
        Select(self.find(f"select[name='{name}']")).select_by_value(value)

    @property
    def focused(self) -> str:
        """The name, or else the id or text, of what has the focus."""
        one = self.driver.switch_to.active_element
        return one.get_attribute("name") or one.get_attribute("id") or one.text

    def at(self, selector: str) -> bool:
        """Whether what has the focus is of a selector."""
        return bool(self.driver.execute_script("return document.activeElement.matches(arguments[0])", selector))

    def dark(self, *, on: bool) -> None:
        """Look at it as somebody who prefers the dark."""
        self._emulate("setEmulatedMedia", features=[_feature("prefers-color-scheme", "dark" if on else "light")])

    def width(self, pixels: int, height: int = 800) -> None:
        """Make the window as narrow as this."""
        self._emulate("setDeviceMetricsOverride", width=pixels, height=height, deviceScaleFactor=1, mobile=False)

    def scripts(self, *, on: bool) -> None:
        """Run scripts, or don't."""
        self._emulate("setScriptExecutionDisabled", value=not on)

    def check(self, stage: str) -> None:
        """Nothing axe-core knows of is wrong with what shows, light or dark; nor has the browser complained."""
        if not self.driver.execute_script("return !!window.axe"):
            self.driver.execute_script(AXE.read_text(encoding="utf-8"))
        for dark in (False, True):
            self.dark(on=dark)
            found = self.driver.execute_async_script(
                "const done = arguments[1];"
                "axe.run(document, {runOnly: arguments[0], resultTypes: ['violations']}).then((told) => done("
                "told.violations.map((one) => one.id + ': ' + one.nodes.map((node) => node.html).join(' '))))",
                _RULES,
            )
            assert found == [], f"{stage}, {'dark' if dark else 'light'}: {found}"
        self.dark(on=False)
        complaints = self.driver.get_log("browser")  # type: ignore[no-untyped-call]
        assert not [one for one in complaints if one["level"] == "SEVERE"], f"{stage}: {complaints}"

    def _emulate(self, what: str, **how: Any) -> None:
        self.driver.execute_cdp_cmd(f"Emulation.{what}", how)


def _feature(name: str, value: str) -> dict[str, str]:
    return {"name": name, "value": value}


@contextmanager
def chromium(profile: Path) -> Iterator[Chrome]:
    """A Chromium of its own, closed afterwards. profile: an empty folder."""
    options = ChromeOptions()
    options.binary_location = _found("chromium", "chromium-browser", "google-chrome")
    for flag in (*_FLAGS, f"--user-data-dir={profile}"):
        options.add_argument(flag)
    driver = Chrome(options=options, service=Service(_found("chromedriver")))  # a path: nothing is downloaded
    try:
        yield driver
    finally:
        driver.quit()
