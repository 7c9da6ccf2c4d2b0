"""docs/refusals.md, made from the chats' tables of refusals: `python -m tests.refusals_page` writes it anew."""

from pathlib import Path

from bot.delivery.verdicts import Verdict
from bot.slack.errors import METHODS
from bot.teams.errors import CODES, STATUSES

PAGE = Path(__file__).parents[1] / "docs" / "refusals.md"

_UNMARKED = "no room is marked"
_MENDERS = "the administrators and KS's coordinators in another chat or workspace"
_LATER = f"{_MENDERS}, after four working hours; from then on `status` says so"

OUTCOMES = {
    Verdict.ROOM: (
        (
            "the room is marked; another room of the organisation takes over, else the message is undeliverable. "
            "A person's own conversation gives way to another of theirs, then to the organisation's room"
        ),
        "KS's room and the organisation's coordinators directly; where KS's own room refuses, KS's coordinators",
        (
            "comes back by itself: tried after one hour, two, four …, at most a day, with what waits; "
            "at once by `kanal`, or when the chat says that the bot is back"
        ),
    ),
    Verdict.STANDING: ("a message that is drawn anew stays as it is", "nobody", _UNMARKED),
    Verdict.CARD: (
        "the same in words at once; if that is refused too, it is undeliverable and shown so",
        "KS's room and the organisation's coordinators",
        f"{_UNMARKED}; the next message goes",
    ),
    Verdict.TOKEN: (
        "it waits: again after half a minute, one, two …, at most an hour",
        f"{_LATER}; at once when the token itself is refused",
        _UNMARKED,
    ),
    Verdict.WAITS: ("the same; so does a word that stands in no table", _LATER, _UNMARKED),
    Verdict.BUSY: ("nothing was posted: it waits as told", _LATER, _UNMARKED),
    Verdict.UNCERTAIN: (
        (
            "it may have been posted: looked up in the chat before it is sent again; in a chat that can't be searched "
            "a reminder is sent again and says so, anything else is shown to people. A conversation is opened again"
        ),
        _LATER,
        _UNMARKED,
    ),
}
"""Verdict → what becomes of the message, who is told, how the room comes back."""

_HEAD = """# What a chat's refusals mean

Made from `bot/slack/errors.py` and `bot/teams/errors.py`, which the program goes by; a test keeps this page and the
program alike. A word that isn't here *waits*: an unknown error is nobody's fault
([how messages are delivered](delivery.md#what-can-become-of-a-message)).

| It is the … | What becomes of the message | Who is told | The room |
|---|---|---|---|
"""
_ELSE = """For `views.open` nothing waits: the person gets the card with a button that opens the form. `auth.test` is
asked again by itself."""
_SLACK = "## Slack\n\n| Slack says | it is | of |\n|---|---|---|\n"
_TEAMS = """## Teams

A word counts more than the status it comes with; a 400 as a person's conversation is opened is theirs.

| status | word | it is |
|---|---|---|
"""


def page() -> str:
    """The whole page."""
    outcomes = [f"| **{verdict}** | {' | '.join(told)} |" for verdict, told in OUTCOMES.items()]
    by_code: dict[str, dict[Verdict, list[str]]] = {}
    for method, codes in METHODS.items():
        for code, verdict in codes.items():
            by_code.setdefault(code, {}).setdefault(verdict, []).append(method)
    slack = [
        f"| `{code}` | {verdict} | {_methods(methods)} |"
        for code, verdicts in sorted(by_code.items())
        for verdict, methods in verdicts.items()
    ]
    teams = [f"| {status} | – | {verdict} |" for status, verdict in STATUSES.items()]
    teams += [f"| any | `{code}` | {verdict} |" for code, verdict in sorted(CODES.items())]
    parts = [_HEAD + "\n".join(outcomes), _ELSE, _SLACK + "\n".join(slack), _TEAMS + "\n".join(teams)]
    return "\n\n".join(parts) + "\n"


def _methods(methods: list[str]) -> str:
    return "all" if len(methods) == len(METHODS) else ", ".join(f"`{one}`" for one in methods)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
