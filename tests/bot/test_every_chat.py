"""What each chat of the program must have, by its folder in `bot/`: whoever adds one learns here what is missing."""

import tomllib
from pathlib import Path

import pytest

from bot.doctor import examine
from bot.serve_chats import CHATS
from bot.settings import Settings, names
from handlers.people.account_text import NAMES
from tests.bot.delivery.test_chat_contract import SIDES
from tests.everywhere.conftest import FRONTS

ROOT = Path(__file__).parents[2]
FOLDERS = {path.parent.name for path in (ROOT / "bot").glob("*/chat.py")}
FOLDERS -= {"delivery", "tryout"}  # the interface itself; and the one that has no wire between it and its reader


@pytest.fixture
def nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    for name in names():
        monkeypatch.delenv(name, raising=False)


def test_every_chat_of_the_program_is_held_to_this() -> None:
    chats = FOLDERS
    assert chats <= SIDES.keys()


def test_the_same_conversations_are_held_in_it() -> None:
    assert FRONTS.keys() >= FOLDERS


def test_it_is_served() -> None:
    assert CHATS.keys() == FOLDERS


@pytest.mark.parametrize("chat", sorted(FOLDERS))
@pytest.mark.usefixtures("nothing_set")
def test_it_is_configured_by_settings_of_its_name(chat: str) -> None:
    fields = [field for field in Settings.model_fields if field.startswith(f"{chat}_")]
    given = [Settings.model_construct(None, **{field: "x"}).chats for field in fields]
    assert {chat} in given
    assert set().union(*given) == {chat}


@pytest.mark.parametrize("chat", sorted(FOLDERS))
def test_the_table_of_what_is_served_names_it(chat: str) -> None:
    table = (ROOT / "docs/settings.md").read_text(encoding="utf-8").partition("## Which chat is served")[2]
    assert f"| `{chat.upper()}_" in table


def test_people_are_told_its_name() -> None:
    assert NAMES.keys() == FOLDERS


def test_what_it_can_and_cannot_do_is_written_down() -> None:
    heads = (ROOT / "docs/chats.md").read_text(encoding="utf-8").partition("\n| |")[2].splitlines()[0]
    assert {NAMES[chat] for chat in FOLDERS} <= {head.strip() for head in heads.split("|")}


@pytest.mark.usefixtures("nothing_set")
def test_the_doctor_looks_at_it() -> None:
    assert {NAMES[chat] for chat in FOLDERS} <= {finding.what for finding in examine()}


def test_it_knows_no_other_edge() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    [edges] = [one["modules"] for one in contracts if one["type"] == "independence"]
    assert {f"bot.{chat}" for chat in FOLDERS} <= set(edges)
