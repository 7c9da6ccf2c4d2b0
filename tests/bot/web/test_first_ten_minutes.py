"""A newcomer's first ten minutes, in a real browser: the program as `make run` starts it, in an empty folder."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from selenium.webdriver import Chrome
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from handlers.texts import day_text, say
from tests.bot.web.chromium import Window, chromium, require
from tests.program import started, told


@contextmanager
def made_run(folder: Path) -> Iterator[str]:
    """The program in an empty folder; where its page is."""
    with started(folder, "run", typed="") as process:
        yield "http" + told(process, "http://127.0.0.1:").rpartition("http")[2]


@pytest.fixture(scope="module")
def driver(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    """A browser."""
    require()
    with chromium(tmp_path_factory.mktemp("profile")) as driver:
        yield driver


@pytest.fixture(scope="module")
def address(driver: Chrome, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A program that these tests share, started once there is a browser."""
    with made_run(tmp_path_factory.mktemp("empty")) as address:
        yield address


@pytest.fixture
def window(driver: Chrome, address: str) -> Window:
    """The page as it opens."""
    return opened(driver, address)


def opened(driver: Chrome, address: str) -> Window:
    """A window on the page, wide, with scripts."""
    window = Window(driver, address)
    window.forget()
    window.scripts(on=True)
    window.width(1280, 900)
    window.open()
    return window


def now(window: Window) -> str:
    """What time it says it is."""
    return window.text("#now")


@pytest.mark.parametrize("language", ["nb", "en"])
def test_the_first_ten_minutes(driver: Chrome, tmp_path: Path, language: str) -> None:
    with made_run(tmp_path) as address:
        window = opened(driver, address)
        for who in ("forskningsradet", "ks"):
            window.open(f"/?org={who}")
            if language != "nb":
                window.say(f"språk {language}")
                window.open(f"/?org={who}")
        assert window.find("html").get_attribute("lang") == language
        window.check("the page as it opens")
        plan_a_meeting(window, language)
        convene(window, language)
        be_reminded(window, language)
        answer_as_another(window, language)
    window.until(lambda: say(language, "web.lost") in window.text("#lost"), "the page to notice that the program ended")


def plan_a_meeting(window: Window, language: str) -> None:
    """Look at the whole country, then set up a meeting, first on a day that is none."""
    window.say("status")
    assert "O-7" in window.text(".turn:last-child")
    assert window.focused == "line"
    window.check("the whole country")
    window.answered(lambda: window.press(say(language, "web.try-meeting")))
    window.until(lambda: window.focused == "field.kind", "the first field to have the focus")
    window.choose("field.kind", "regional-spring")
    window.choose("field.county", "agder")
    window.find("input[name='field.place']").send_keys("Arendal")
    window.find("input[name='field.date']").send_keys("31.11.2027", Keys.ENTER)
    day = window.find("input[name='field.date'][aria-invalid='true']")
    window.until(lambda: window.focused == "field.date", "the wrong field to have the focus")
    assert day.get_attribute("value") == "31.11.2027"
    assert window.find("input[name='field.place']").get_attribute("value") == "Arendal"
    assert "30" in window.text(".turn:last-child .wrong")
    window.check("a form with a day that is none")
    day.clear()
    planned = window.answered(lambda: day.send_keys("15.4.2027", Keys.ENTER))
    assert day_text(date(2027, 4, 15), language, "long") in planned.text
    assert say(language, "web.form-sent") in window.text("main")


def convene(window: Window, language: str) -> None:
    """Look at what would be sent, and send it."""
    shown = window.say("innkall R42-2027-V")
    assert "Arendal" in shown.text
    window.answered(lambda: window.press(say(language, "buttons.convene-send"), shown))
    kind = say(language, "web.kind-convening")
    window.until(lambda: kind in window.text("#messages"), "the convening in the outbox")
    window.check("convened")


def be_reminded(window: Window, language: str) -> None:
    """Let a week pass; a reminder comes."""
    window.press(say(language, "web.clock-week"))
    window.until(lambda: day_text(date(2026, 11, 30), language) in now(window), "the clock to move")
    assert window.text("#went")
    assert "N-2027-V" in window.text(".turn.message:last-child")
    window.check("a reminder has come")


def answer_as_another(window: Window, language: str) -> None:
    """Open what went to somebody else, speak as them and finish it by a button."""
    next(one for one in window.all("#messages summary") if "Forskningsrådet" in one.text).click()
    window.until(lambda: "O-7" in window.text("[open] .card"), "the message's card")
    window.check("a message that is open")
    window.find("[open] .opened a").click()
    window.until(lambda: "Forskningsrådet" in window.text("#conversation-title"), "to speak as another")
    answer = window.answered(lambda: window.press(say(language, "buttons.done")))
    assert "O-7" in answer.text
    window.check("a follow-up is done")
    assert "O-7" not in window.say("mine").text


def test_in_english_by_keys_alone(window: Window) -> None:
    window.open("/?org=agder")
    window.say("language en")
    window.open("/?org=agder")
    assert window.find("html").get_attribute("lang") == "en"

    def keys(*pressed: str) -> None:
        ActionChains(window.driver).send_keys(*pressed).perform()

    def outlined() -> bool:
        return bool(
            window.driver.execute_script(
                "const style = getComputedStyle(document.activeElement);"
                "return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2"
            )
        )

    keys(Keys.TAB)
    assert window.focused == "Skip to the field you type in"
    keys(Keys.ENTER)
    window.until(lambda: window.focused == "line", "the skip link to lead there")
    window.answered(lambda: keys("new meeting", Keys.ENTER))
    window.until(lambda: window.focused == "field.kind", "the first field to have the focus")
    window.check("a form in English")
    keys("Regional a")
    seen = ["field.kind"]
    for _ in range(6):
        assert outlined(), seen[-1]
        keys(Keys.TAB)
        seen.append(window.focused)
    assert seen[:5] == ["field.kind", "field.date", "field.time", "field.place", "field.theme"]
    while window.focused != "field.date":
        keys(Keys.SHIFT + Keys.TAB + Keys.NULL)
    keys("31.11.", Keys.ENTER)
    window.find("[aria-invalid='true']")
    window.until(lambda: window.focused == "field.date", "the wrong field to have the focus")
    assert "To correct:" in window.text(".wrong")
    keys(Keys.TAB * 4, Keys.TAB)
    keys(Keys.ENTER)
    window.until(lambda: "Nothing has been changed." in window.text("main"), "the form to be put away")
    window.check("a form that was put away")
    while not window.at("#to"):
        keys(Keys.TAB)
        assert outlined(), window.focused
    keys("31.2.", Keys.ENTER)
    window.until(lambda: "was not understood" in window.text("#to-error"), "the clock to say so")
    assert window.at("#to")
    window.check("a time that is none")


def test_a_year_is_played_until_it_is_stopped(window: Window) -> None:
    begun = now(window)
    window.press("Uke for uke")
    window.until(lambda: int(window.text("#played")) > 0 and now(window) != begun, "messages to go out")
    window.find("[data-stop]")
    assert window.focused == "Stopp"
    ActionChains(window.driver).send_keys(Keys.ENTER).perform()
    window.until(lambda: not window.all("[data-stop]")[0].is_displayed(), "the playback to end")
    window.until(lambda: window.focused == "Uke for uke", "the focus to go back")
    told = "Meldinger som gikk ut mens året ble spilt av:"
    window.until(lambda: window.text("#went").startswith(told), "a word on what went out")
    window.check("a year that was stopped")


def test_what_is_said_while_a_year_is_played_stops_it_and_is_answered(window: Window) -> None:
    window.press("Uke for uke")
    window.until(lambda: int(window.text("#played")) > 0, "messages to go out")
    window.find("#line").send_keys("hvem er jeg", Keys.ENTER)
    window.until(lambda: "koordinator" in window.text(".turn.said:last-child"), "an answer")
    assert not window.all("[data-stop]")[0].is_displayed()


def test_that_the_program_is_gone_is_seen_wherever_one_reads(window: Window) -> None:
    for line in ("status", "årshjul", "status"):
        window.say(line)
    window.driver.execute_script("window.scrollTo(0, document.body.scrollHeight); lost(document.body.dataset.lost)")
    top, bottom, room = window.driver.execute_script(
        "const at = document.getElementById('lost').getBoundingClientRect();"
        "return [at.top, at.bottom, window.innerHeight]"
    )
    assert 0 <= top < bottom <= room
    window.check("a program that is gone")


def test_a_message_comes_by_itself(window: Window) -> None:
    window.open("/?org=siva")
    first = window.driver.current_window_handle
    before = len(window.all(".turn"))
    window.driver.switch_to.new_window("tab")
    window.open("/?org=midtvik")
    window.say("oppfølging ny Siva: levere <b>skisse</b> innen 15.12.2027")
    window.driver.close()
    window.driver.switch_to.window(first)
    window.until(lambda: len(window.all(".turn")) > before, "the message")
    assert "levere <b>skisse</b>" in window.text(".turn:last-child")
    assert window.text("#news").startswith("Ny melding:")


def test_enter_sends_and_shift_enter_begins_a_new_line(window: Window) -> None:
    window.open("/?org=oslo")
    line = window.find("#line")
    low = line.size["height"]
    line.send_keys("status", Keys.SHIFT, Keys.ENTER, Keys.NULL, "mine")
    assert line.get_attribute("value") == "status\nmine"
    assert line.size["height"] > low
    turn = window.answered(lambda: line.send_keys(Keys.ENTER))
    assert "Skriv én kommando om gangen" in turn.text
    assert line.get_attribute("value") == ""
    assert line.size["height"] == low
    window.check("the line to write in")


def test_narrow_and_without_scripts(window: Window) -> None:
    window.scripts(on=False)
    window.width(320, 700)
    window.open("/?org=oslo")
    before = len(window.all(".turn"))
    window.find("#line").send_keys("møte ny")
    window.press("Send")
    window.until(lambda: len(window.all(".turn")) > before, "the page to come back")
    window.choose("field.kind", "regional-spring")
    window.find("input[name='field.date']").send_keys("31.11.2027", Keys.ENTER)
    assert window.find("[aria-invalid='true']").get_attribute("value") == "31.11.2027"
    assert window.focused == "field.date"
    begun = now(window)
    window.press("Ett døgn fram")
    window.until(lambda: now(window) != begun, "the clock to move")
    window.scripts(on=True)
    window.open("/?org=oslo")
    window.answered(lambda: window.find("#line").send_keys("møte ny", Keys.ENTER))
    assert len(window.all(".form")) == 2
    window.check("two forms that are open, narrow")
    window.open("/?org=ks")
    window.say("status")
    assert window.driver.execute_script("return document.documentElement.scrollWidth") <= 320
    window.check("narrow")
