"""docs/refusals.md and the summary in docs/delivery.md, made from the chats' tables of refusals and from
`tests.refusal_outcomes`, which is lived through row by row: `python -m tests.refusals_page` writes both anew.
"""

from collections.abc import Sequence
from pathlib import Path

from bot.delivery.verdicts import Verdict
from tests.refusal_outcomes import OUTCOMES, SLACK, Outcome, rows

DOCS = Path(__file__).parents[1] / "docs"
PAGE, DELIVERY = DOCS / "refusals.md", DOCS / "delivery.md"
BEGINS, ENDS = "<!-- refusals: made by tests.refusals_page -->\n", "<!-- refusals end -->\n"

_HEAD = """# What a chat's refusals mean

Made from `bot/slack/errors.py` and `bot/teams/errors.py`, which the program goes by. Each word of each call is a test:
said for an hour of the movable clock, and then no more, through a stand-in for the chat
(`tests/bot/delivery/test_refusal_hours.py`). A word that isn't here *waits*: an unknown error is nobody's fault
([how messages are delivered](delivery.md#what-can-become-of-a-message)).

What a word is: the **room**'s, or the person's conversation's; the **standing** message's, when it is drawn anew; the
**card**'s, so that another may be taken; the **token**'s, the bot's rights in the workspace; it **waits** for what is
neither; **busy** is not now; **uncertain** may have been done all the same."""
_MEANT = {
    "chat.postMessage": "A message is posted",
    "chat.update": "A message that stands is drawn anew",
    "conversations.open": "A person is written to for the first time",
    "conversations.history": "A message's key is looked up, after an attempt without a clear answer",
    "views.open": "Somebody asks for a form",
    "auth.test": "The operator's look: at the start, twice a minute (`/readyz`), by `doctor`",
    "post": "A message is posted. A word counts more than the status it comes with",
    "update": "A message that stands is drawn anew",
    "open": "A person is written to for the first time. A 400 without a word of its own is that person's",
}
_COLUMNS = "| it is | the chat says | what becomes of it | who is told | once it is over |\n|---|---|---|---|---|\n"


def page() -> str:
    """The whole page of its own."""
    return "\n\n".join([_HEAD, *(_section(chat, call) for chat, call in OUTCOMES)]) + "\n"


def summary() -> str:
    """The table that stands in docs/delivery.md: a row for each verdict and whatever differs between calls."""
    calls: dict[tuple[Verdict, Outcome], list[str]] = {}
    for (chat, call), outcomes in OUTCOMES.items():
        for verdict, outcome in outcomes.items():
            calls.setdefault((verdict, outcome), []).append(_name(chat, call))
    order = sorted(calls, key=lambda one: list(Verdict).index(one[0]))
    lines = [_row(verdict, ", ".join(calls[verdict, outcome]), outcome) for verdict, outcome in order]
    head = _COLUMNS.replace("the chat says", "as the answer to")
    return BEGINS + "\n" + head + "\n".join(lines) + "\n\n" + ENDS


def delivery() -> str:
    """docs/delivery.md with the summary in its place."""
    text = DELIVERY.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGINS)
    return before + summary() + rest.partition(ENDS)[2]


def _section(chat: str, call: str) -> str:
    said: dict[Verdict, list[str]] = {}
    for of_chat, of_call, word, verdict in rows():
        if (of_chat, of_call) == (chat, call):
            said.setdefault(verdict, []).append(word)
    lines = [_row(verdict, _words(said[verdict]), outcome) for verdict, outcome in OUTCOMES[chat, call].items()]
    return f"## {_name(chat, call)}\n\n{_MEANT[call]}.\n\n{_COLUMNS}" + "\n".join(lines)


def _name(chat: str, call: str) -> str:
    return f"`{call}`" if chat == SLACK else f"{chat}: {call}"


def _words(said: Sequence[str]) -> str:
    return " ".join(f"`{word}`" for word in sorted(said))


def _row(verdict: Verdict, what: str, outcome: Outcome) -> str:
    return f"| **{verdict}** | {what} | {outcome.becomes} | {outcome.told} | {outcome.back} |"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    DELIVERY.write_text(delivery(), encoding="utf-8")
