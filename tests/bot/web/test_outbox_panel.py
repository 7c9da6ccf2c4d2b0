"""The outbox and the clock on the page, without scripts: what waits, what went out, what couldn't."""

import pytest

from bot.tryout.simulation import Simulation
from tests.bot.web.conftest import Browser, Terminal
from tests.bot.web.markup import Element

WITHOUT_ROOM = (
    ":som siva", "kanal ingen bekreft", ":som agder", "møte ny regional vår 15.4.2027", "innkall R42-2027-V bekreft",
)  # fmt: skip
"""Siva is convened to a meeting and has no room to hear of it in."""


def messages(browser: Browser) -> list[str]:
    """What is listed, a line each."""
    return [" ".join(one.one("summary").text.split()) for one in browser.page.one("div", id="messages").all("li")]


def boxes(browser: Browser) -> list[str]:
    return [one.text for one in browser.page.one("nav").all("a")]


def clock_form(browser: Browser) -> Element:
    return next(one for one in browser.page.all("form") if one.all("input", id="to"))


def test_it_is_empty_on_the_first_morning(browser: Browser) -> None:
    assert messages(browser) == []
    assert boxes(browser) == ["Alle (0)", "Venter (0)", "Sendt (0)", "Ikke levert (0)"]


def test_a_day_passes(browser: Browser) -> None:
    browser.press("Ett døgn fram")
    assert browser.page.one("time").text == "tirsdag 24. november 2026 kl. 09.00"
    assert "Forskningsrådet ✓ Sendt Påminnelse 23.11.2026 kl. 09.00" in messages(browser)
    assert boxes(browser)[2] == f"Sendt ({len(messages(browser))})"


def test_what_is_due_now_goes_out(browser: Browser) -> None:
    browser.press("Send det som skal ut nå")
    assert messages(browser) == ["Forskningsrådet ✓ Sendt Påminnelse 23.11.2026 kl. 09.00"]
    assert browser.page.one("time").text == "mandag 23. november 2026 kl. 09.00"


def test_the_clock_goes_to_a_day_as_people_type_it(browser: Browser) -> None:
    browser.send(clock_form(browser), to="fredag uke 49")
    assert browser.page.one("time").text == "fredag 4. desember 2026 kl. 09.00"
    browser.send(clock_form(browser), to="2026-12-07 13:30")
    assert browser.page.one("time").text == "mandag 7. desember 2026 kl. 13.30"


@pytest.mark.parametrize("typed", ["tøys", "1.1.2026", "2031-01-01", "", "<b>"])
def test_where_the_clock_does_not_go_is_said_beside_what_was_typed(browser: Browser, typed: str) -> None:
    browser.send(clock_form(browser), to=typed)
    assert browser.answer.status_code == 422
    field = browser.page.one("input", id="to")
    assert (field.attributes["value"], field.attributes["aria-invalid"]) == (typed, "true")
    assert "autofocus" in field.attributes
    assert browser.page.one("", id=field.attributes["aria-describedby"].split()[0]).text.startswith("■ ")
    assert browser.page.one("time").text == "mandag 23. november 2026 kl. 09.00"


@pytest.mark.parametrize(("typed", "told"), [("", "Skriv når klokka skal være"), ("15.12.2020", "bare framover")])
def test_a_time_that_has_passed_or_is_none_is_told_as_such(browser: Browser, typed: str, told: str) -> None:
    browser.send(clock_form(browser), to=typed)
    assert told in browser.page.one("p", id="to-error").text


def test_a_message_is_drawn_when_it_is_asked_for(browser: Browser) -> None:
    browser.press("Send det som skal ut nå")
    (link,) = browser.page.one("div", id="messages").all("a")
    page = browser.open(link.attributes["href"])
    assert page.one("h1").text == "Påminnelse til Forskningsrådet"
    assert "O-7" in page.one("article").text
    assert page.one("article").all("button", type="submit") == [], "it is the recipient's to answer"
    assert "Ferdig" in [one.text for one in page.all("span", class_="button-picture")]
    (speak,) = [one for one in page.all("a") if one.text == "Snakk som Forskningsrådet for å svare"]
    browser.open(speak.attributes["href"])
    browser.press("Ferdig", browser.turns[-1])
    assert "O-7" in browser.turns[-1].text
    browser.open(link.attributes["href"])
    assert "O-7" in browser.page.one("article").text, "as it went out"


def test_a_message_from_before_is_drawn_as_it_would_read_now(
    browser: Browser, clockwork: Simulation, terminal: Terminal
) -> None:
    browser.press("Send det som skal ut nå")
    clockwork.deliveries.clear()  # as after a new start
    (link,) = browser.page.one("div", id="messages").all("a")
    assert "er ikke tatt vare på" in browser.open(link.attributes["href"]).text
    terminal.type(":som forskningsradet", "ferdig O-7")
    assert "ingenting igjen å si" in browser.open(link.attributes["href"]).text


def test_what_cannot_be_delivered_is_shown(browser: Browser, terminal: Terminal) -> None:
    terminal.type(
        ":som siva", "kanal ingen bekreft", ":som agder", "møte ny regional vår 15.4.2027", "innkall R42-2027-V bekreft"
    )
    browser.open("/?box=undeliverable")
    (told,) = messages(browser)
    assert told.startswith("Siva ■ Ikke levert, har ingen kanal Innkalling")
    assert [one.text for one in browser.page.one("nav").all("a") if "aria-current" in one.attributes] == [
        "Ikke levert (1)"
    ]
    (link,) = browser.page.one("div", id="messages").all("a")
    assert "Innkalling" in browser.open(link.attributes["href"]).one("article").text


def test_what_waits_is_shown(browser: Browser, terminal: Terminal) -> None:
    terminal.type(
        ":som siva", "kanal ingen bekreft", ":som agder", "møte ny regional vår 15.4.2027", "innkall R42-2027-V bekreft"
    )
    terminal.type(":klokke 2026-11-23 20:00", ":som siva", "kanal siva")
    browser.open("/?box=waiting")
    assert messages(browser) == ["Siva ○ Venter Innkalling 24.11.2026 kl. 09.00"]
    (link,) = browser.page.one("div", id="messages").all("a")
    assert "hentes fram i det den sendes" in browser.open(link.attributes["href"]).text
    browser.open("/?box=waiting")
    browser.press("Ett døgn fram")
    browser.open("/?box=waiting")
    assert messages(browser) == []


def test_there_is_a_way_to_more(browser: Browser) -> None:
    browser.send(clock_form(browser), to="15.12.2026")
    assert len(messages(browser)) == 20
    (more,) = browser.page.one("p", class_="more").all("a")
    left = int(more.text.removeprefix("Vis flere (").removesuffix(" til)"))
    browser.open(more.attributes["href"].partition("#")[0])
    assert len(messages(browser)) == 20 + min(left, 100)
