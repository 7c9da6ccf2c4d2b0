"""Who is turned away: other names for this machine, other pages, forms without the token; and what a page may load."""

import sqlite3
from contextlib import closing
from datetime import date

import pytest
from structlog.testing import capture_logs

from bot.tryout.simulation import Simulation
from storage.tables import MessageRow
from tests.bot.web.conftest import HERE, Browser

OUR_ORIGIN = {"origin": HERE}


def token(browser: Browser) -> str:
    return browser.page.one("form", id="say").one("input", name="token").attributes["value"]


def said(browser: Browser) -> int:
    """How much has been said."""
    browser.open("/")
    return len(browser.turns)


@pytest.mark.parametrize(
    "host",
    ["ond.example", "127.0.0.1.ond.example", "localhost.ond.example", "10.0.0.7:8080", "ond.example:8080", "",
     "x@127.0.0.1", "127.0.0.1:80:80", "[::2]"],
)  # fmt: skip
def test_a_name_that_points_here_is_no_name_of_ours(browser: Browser, host: str) -> None:
    for address in ("/", "/live", "/message/1", "/static/page.js"):
        answer = browser.ask("GET", address, host=host)
        assert answer.status_code == 421
        assert token(browser) not in answer.text


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:8080", "localhost:1", "[::1]:8080", "127.9.9.9"])
def test_names_of_this_machine(browser: Browser, host: str) -> None:
    assert browser.ask("GET", "/", host=host).status_code == 200


@pytest.mark.parametrize(
    "origin", ["http://ond.example", "null", "", "http://127.0.0.1:8081", "https://127.0.0.1:8080", "http://127.0.0.1"]
)
@pytest.mark.parametrize("path", ["/say", "/clock"])
def test_a_form_from_another_page_is_refused(browser: Browser, path: str, origin: str) -> None:
    values = [("token", token(browser)), ("line", "språk en"), ("to", "+1d")]
    assert browser.ask("POST", path, values, origin=origin).status_code == 403
    assert browser.ask("POST", path, values).status_code == 403, "no origin at all"
    assert said(browser) == 0
    assert browser.page.one("time").text.startswith("mandag 23. november")


def test_a_form_without_the_token_is_refused(browser: Browser) -> None:
    for values in ([("line", "mine")], [("line", "mine"), ("token", "x")], [("line", "mine"), ("token", "æ")]):
        answer = browser.ask("POST", "/say?lang=en", values, **OUR_ORIGIN)
        assert answer.status_code == 403
        assert "has been started again" in answer.text
    assert said(browser) == 0
    answer = browser.ask("POST", "/say?lang=nn", [("line", "mine")], accept="application/json", **OUR_ORIGIN)
    assert (answer.status_code, "starta på nytt" in answer.json()["lost"]) == (403, True)


def test_the_token_is_of_this_process(clockwork: Simulation) -> None:
    from bot.web.server import asgi

    tokens = set()
    for _ in range(2):
        browser = Browser(asgi(clockwork))
        browser.open()
        tokens.add(token(browser))
    assert len(tokens) == 2
    assert min(map(len, tokens)) >= 40


def test_what_is_too_large_or_unreadable_is_refused(browser: Browser) -> None:
    large = [("token", token(browser)), ("line", "x" * 1_000_001)]
    assert browser.ask("POST", "/say", large, **OUR_ORIGIN).status_code == 413
    many = [("token", token(browser)), *(("field.x", "1") for _ in range(2001))]
    assert browser.ask("POST", "/say", many, **OUR_ORIGIN).status_code == 400
    assert said(browser) == 0


def test_a_page_may_load_its_own_files_and_nothing_else(browser: Browser) -> None:
    answer = browser.ask("GET", "/")
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'")
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert answer.headers["referrer-policy"] == "same-origin"
    page = browser.page
    linked = [one.attributes.get("src") or one.attributes.get("href", "") for one in page.walk()]
    assert all(one.startswith(("/", "#")) for one in linked if one)
    assert [one.text for one in page.all("script")] == [""]
    for path in ("/static/page.js", "/static/page.css", "/static/icon.svg"):
        found = browser.ask("GET", path)
        assert found.status_code == 200
        assert "http" not in found.text.replace("http://www.w3.org/2000/svg", "")
        assert found.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("GET", "/say", 405), ("GET", "/clock", 405), ("POST", "/", 405), ("GET", "/static/server.py", 404),
     ("GET", "/static/%2e%2e%2fserver.py", 404), ("GET", "/message/99999", 404), ("GET", "/nowhere", 404)],
)  # fmt: skip
def test_what_is_not_there(browser: Browser, method: str, path: str, status: int) -> None:
    answer = browser.ask(method, path, None, **OUR_ORIGIN)
    assert answer.status_code == status
    assert "content-security-policy" in answer.headers


def test_what_was_not_foreseen_gets_a_sentence_and_a_number(browser: Browser, clockwork: Simulation) -> None:
    with clockwork.app.store.transaction() as session:
        day = date(2026, 11, 23)
        at = clockwork.app.clock.now()
        session.add(
            MessageRow(key="k", kind="unheard-of", recipient="ks", organisation="ks", day=day, created_at=at, facts={})
        )
    with capture_logs() as log:
        answer = browser.ask("GET", "/?lang=en")
    (event,) = log
    assert (answer.status_code, event["event"]) == (500, "web.unexpected")
    assert event["reference"] in answer.text
    assert "Traceback" not in answer.text


def test_a_busy_database_is_said(browser: Browser, clockwork: Simulation) -> None:
    store = clockwork.app.store
    store.patience = 0.0
    with closing(sqlite3.connect(str(store.url.database), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        values = [("token", token(browser)), ("to", "now")]
        answer = browser.ask("POST", "/clock", values, **OUR_ORIGIN)
        assert (answer.status_code, "Basen er opptatt" in answer.text) == (503, True)
        other.execute("ROLLBACK")
    assert browser.ask("POST", "/clock", values, **OUR_ORIGIN).status_code == 200
