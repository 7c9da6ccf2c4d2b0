"""What people call themselves, and where it comes in: nothing unseen, no second line, nobody else's id."""

import unicodedata
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from bot.slack import incoming as slack
from bot.teams import incoming as teams
from domain.accounts import LONGEST_NAME, Account, display_name

NAME = "Kari Nordmann"
ID = "U999999"
GUID = "88f00000-0000-4000-8000-000000000008"

NASTY = {
    "bidi": "\u202eKari\u202c Nordmann",
    "isolates": "\u2066Kari\u2069 Nordmann",
    "marks of direction": "Kari\u200e \u200fNordmann",
    "zero width": "Ka\u200bri\u200c \u200dNord\u2060mann\ufeff",
    "soft hyphen": "Ka\u00adri Nordmann",
    "fillers": "Kari\u3164 \u115f\u1160Nordmann\uffa0",
    "empty braille": "\u2800Kari Nordmann",
    "variation": "Kari\ufe0f Nordmann\U000e0101",
    "tags": "Kari\U000e0041\U000e0042 Nordmann",
    "newline": "Kari\nNordmann",
    "every line end": "Kari\r\n\v\f\x1c\x85\u2028\u2029Nordmann",
    "tab and spaces": "  Kari\t\u00a0\u202f\u3000 Nordmann  ",
    "control": "Kari\x00\x1b \x7fNordmann",
    "private and unassigned": "Kari\ue000 Nordmann\U0010ffff",
    "somebody's id": f"Kari ({ID}) Nordmann",
    "a directory's id": f"Kari Nordmann ({GUID})",
    "an account's id": "Kari Nordmann (slack:T1:U1)",
    "an id in an id": f"Kari Nordmann (U9999({ID})99)",
    "an id in pieces": "Kari Nordmann (U9\u200b99999)",
    "decomposed": unicodedata.normalize("NFD", "Kari Nordmann"),
}
"""What a name can be made of, and still be read as `NAME`."""


def _slack(body: dict[str, object]) -> Account:
    at = datetime(2026, 11, 23, 9, tzinfo=UTC)
    context = {"team_id": "T1", "actor_team_id": "T1", "user_id": "U1", "actor_user_id": "U1"}
    if "actions" in body:
        return slack.action(context, body, at).account
    return slack.command(context, body, at).account


def _mentioned_in_teams(name: str, line: str = "{}", known: dict[str, str] | None = None) -> str:
    tag = "<at>ham</at>"
    mention = {"type": "mention", "text": tag, "mentioned": {"id": "29:1", "name": name}}
    came = teams.read({"text": line.format(tag), "entities": [mention], "recipient": {"id": "28:bot"}})
    return teams.words(came, known)


CHANNELS: dict[str, Callable[[str], str]] = {
    "any account": lambda name: Account("slack", "T1", "U1", name).name,
    "slash command": lambda name: _slack({"user_name": name, "text": "status"}).name,
    "button": lambda name: _slack({"user": {"id": "U1", "name": name}, "actions": [{"value": "status"}]}).name,
    "mention in Slack": lambda name: slack.words(f"<@U1|{name}>").removeprefix("@"),
    "mention in Teams": lambda name: _mentioned_in_teams(name).removeprefix("@"),
    "tag in Teams": lambda name: teams.words(teams.read({"text": f"<at>{name}</at>"})).removeprefix("@"),
    "sender in Teams": lambda name: teams.read({"from": {"aadObjectId": GUID, "name": name}}).account.name,
}
"""Every way in which a chat tells what somebody is called."""


@pytest.mark.parametrize("nasty", NASTY)
@pytest.mark.parametrize("channel", CHANNELS)
def test_a_name_is_one_line_with_nothing_unseen(channel: str, nasty: str) -> None:
    assert CHANNELS[channel](NASTY[nasty]) == NAME


@pytest.mark.parametrize("channel", CHANNELS)
def test_a_name_has_an_end(channel: str) -> None:
    assert CHANNELS[channel]("å" * 5000) == "å" * LONGEST_NAME
    assert CHANNELS[channel](unicodedata.normalize("NFD", "å") * 5000) == "å" * LONGEST_NAME
    assert len(CHANNELS[channel]("a" + "\u0316" * 500)) == 3  # marks are heaped no higher than two


@pytest.mark.parametrize("name", ["Kari (Agder fk)", "Åse-Marit O'Hara", "Nordmann, Kari", "Ngũgĩ 王 🙂", "Kari (KS)"])
def test_what_people_are_called_stays(name: str) -> None:
    assert display_name(name) == unicodedata.normalize("NFC", name)


def test_every_character_that_can_stand_in_a_name_can_be_seen() -> None:
    """Of all there are: none that hides, breaks a line or turns the writing round is left."""
    hidden = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
    for first in range(0, 0x110000, LONGEST_NAME // 2):
        shown = display_name("a".join(map(chr, range(first, min(first + LONGEST_NAME // 2, 0x110000)))))
        assert not any(unicodedata.category(one) in hidden for one in shown), hex(first)
        assert not any(one.isspace() and one != " " for one in shown), hex(first)


def test_nothing_but_unseen_is_no_name_and_the_user_is_called_by_id() -> None:
    assert Account("slack", "T1", "U1", "\u200b\u202e \u3164").called == "U1"


def test_who_is_named_in_a_line_about_roles_is_known_by_what_the_chat_says_alone() -> None:
    forged = f"Kari ({ID})"
    assert slack.words(f"roller gi Agder leder <@U1234567|{forged}>") == "roller gi Agder leder @Kari (U1234567)"
    line = "roller gi Agder leder {}"
    assert _mentioned_in_teams(f"Kari ({GUID})", line) == "roller gi Agder leder @Kari"
    assert _mentioned_in_teams(f"Kari ({GUID})", line, {"29:1": GUID[::-1]}).endswith(f"@Kari ({GUID[::-1]})")
