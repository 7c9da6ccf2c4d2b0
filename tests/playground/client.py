"""Microsoft's local client: what is said goes in by its interface, what is shown is read and pressed in Chromium."""

import tempfile
import time
from pathlib import Path

import httpx
from selenium.common.exceptions import WebDriverException
from selenium.webdriver import Chrome, ChromeOptions, ChromeService
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait

PORT = 56987
TENANT = "00000000-0000-0000-0000-000000000001"
BOT = "00000000-0000-0000-0000-00000000000b"
USER = "00000000-0000-0000-0000-000000000020"
PLACES = {
    "personal": ("personal-chat-1", "Personal Chat"),
    "group": ("group-chat-1", "Samordningsgruppa"),
    "channel": ("channel-avtaler", "Avtaleforum - Avtaler"),
}
"""Kind of conversation → its id, and what the client's list calls it."""


def _user(number: int, name: str, aad: str) -> str:
    given, _, surname = name.partition(" ")
    mail = f"bruker{number}@eksempel.test"
    return (
        f"{{id: user-id-{number}, name: {name}, userPrincipleName: {mail}, aadObjectId: {aad}, "
        f"givenName: {given}, surname: '{surname}', email: {mail}}}"
    )


_OTHERS = "\n".join(
    f"  - {_user(number, f'Bruker {number}', f'00000000-0000-0000-0000-00000000003{number}')}" for number in range(1, 6)
)
CONFIG = f"""version: "0.1.1"
tenantId: {TENANT}
bot: {{id: {BOT}, name: Samhandling}}
currentUser: {_user(0, "Koordinator KS", USER)}
users:
{_OTHERS}
personalChat: {{id: personal-chat-1}}
groupChat: {{id: group-chat-1, name: Samordningsgruppa}}
team:
  id: team-id
  name: Avtaleforum
  aadGroupId: 00000000-0000-0000-0000-000000000041
  channels:
    - {{id: channel-avtaler, name: Avtaler}}
"""
"""It wants exactly five other people."""


class Client:
    """The client and the page it shows. pictures: the folder they go to."""

    def __init__(self, pictures: Path) -> None:
        self._pictures = pictures
        self._http = httpx.Client(base_url=f"http://127.0.0.1:{PORT}", timeout=10)
        self._up()
        self.page = _chromium()
        self.page.get(f"http://127.0.0.1:{PORT}/")
        self._place = ""

    def _up(self) -> None:
        for _ in range(100):
            try:
                if self._http.get("/_debug/ping").is_success:
                    return
            except httpx.TransportError:
                time.sleep(0.2)  # not a test: somebody watches
        raise TimeoutError("the client never came up")

    def close(self) -> None:
        """Close the page."""
        self.page.quit()
        self._http.close()

    def enter(self, kind: str) -> None:
        """Install the bot in a conversation and open it."""
        conversation, listed = PLACES[kind]
        self._place = conversation
        self._http.post(f"/_debug/conversation/{conversation}/installation", json={})
        item = self._wait(lambda page: page.find_elements(By.CSS_SELECTOR, f'[role="treeitem"][aria-label="{listed}"]'))
        item[0].click()

    def says(self, line: str) -> None:
        """Say something to the bot there. In a channel by hand: its page shows no post that comes another way."""
        if self._place.startswith("channel"):
            self._posts(line)
            return
        text = line if self._place.startswith("personal") else f"<at>Samhandling</at> {line}"
        said: dict[str, object] = {"from": {"id": "user-id-0"}, "text": text, "textFormat": "plain"}
        if text != line:
            said["mentions"] = [{"mentioned": {"id": BOT, "name": "Samhandling"}, "text": "<at>Samhandling</at>"}]
        self._http.post(f"/_conversation/v1/conversations/{self._place}/messages", json=said).raise_for_status()

    def _posts(self, line: str) -> None:
        self._wait(lambda page: page.find_elements(By.CSS_SELECTOR, "[contenteditable=true]"))[0].click()
        ActionChains(self.page).send_keys("@Sam").perform()
        offered = self._wait(lambda page: page.find_elements(By.CSS_SELECTOR, '[role="menuitem"]'))
        offered[-1].click()
        ActionChains(self.page).send_keys(f" {line}").perform()
        self.presses("Post")

    def shows(self, words: str, seconds: float = 15) -> str:
        """Wait until the page shows some words; everything it shows. Raises TimeoutException."""
        self._wait(lambda _: words in self.text(), seconds)
        return self.text()

    def text(self) -> str:
        """What stands in the page."""
        return self.page.find_element(By.TAG_NAME, "body").text

    def fills(self, label: str, value: str) -> None:
        """Fill in the newest input with a label; a choice by its title."""
        xpath = f'//label[starts-with(normalize-space(.), "{label}")]'
        labels = self._wait(lambda page: page.find_elements(By.XPATH, xpath))
        field = self.page.find_element(By.ID, labels[-1].get_attribute("for") or "")
        if field.tag_name == "select":
            field.find_element(By.XPATH, f'./option[normalize-space(.)="{value}"]').click()
            return
        field.send_keys(Keys.CONTROL, "a")
        field.send_keys(Keys.DELETE)
        field.send_keys(value)
        if field.get_attribute("role") == "combobox":
            option = f'//*[@role="option"][normalize-space(.)="{value}"]'
            self._wait(lambda page: page.find_elements(By.XPATH, option))[-1].click()

    def presses(self, label: str) -> None:
        """Press the newest button with a label."""
        xpath = f'//button[normalize-space(.)="{label}"]'
        button: WebElement = self._wait(lambda page: page.find_elements(By.XPATH, xpath))[-1]
        self.page.execute_script("arguments[0].scrollIntoView({block: 'center'})", button)
        self._wait(lambda _: _clicked(button))

    def picture(self, name: str) -> None:
        """Write what is shown, without the client's own log beside it."""
        self.page.execute_script("document.querySelectorAll('[role=log]').forEach(one => one.scrollTo(0, 1e6))")
        self.page.save_screenshot(str(self._pictures / f"{name}.png"))

    def _wait(self, ready, seconds: float = 15):  # type: ignore[no-untyped-def] # as selenium's own
        return WebDriverWait(self.page, seconds).until(ready)


def _clicked(button: WebElement) -> bool:
    try:
        button.click()
    except WebDriverException:
        return False
    return True


def _chromium() -> Chrome:
    options = ChromeOptions()
    options.binary_location = "/usr/bin/chromium"
    local = "MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost"  # its page would fetch fonts from elsewhere
    for flag in (
        "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
        "--window-size=1500,1100", f"--host-resolver-rules={local}", f"--user-data-dir={tempfile.mkdtemp()}",
    ):  # fmt: skip
        options.add_argument(flag)
    return Chrome(options=options, service=ChromeService("/usr/bin/chromedriver"))
