"""Whose matter each word of a chat's is, and the pages that say so. What comes of it: `test_refusal_hours`."""

from types import SimpleNamespace

import httpx
import pytest
from slack_sdk.errors import SlackApiError

from bot.delivery.chat import (
    BusyError,
    CardRefusedError,
    ChatError,
    MessageGoneError,
    RefusedError,
    StuckError,
    UncertainError,
)
from bot.delivery.verdicts import Verdict
from bot.slack.chat import _refused as slack_refused
from bot.slack.errors import METHODS
from bot.teams.errors import ANSWERS, CODES
from bot.teams.errors import verdict_of as teams_verdict
from bot.teams.service import _refused as teams_refused
from tests import refusals_page
from tests.refusal_outcomes import OUTCOMES, SLACK
from tests.refusal_outcomes import rows as every_refusal
from tests.teams_standin.faults import REFUSALS

ERRORS: dict[Verdict, type[ChatError]] = {
    Verdict.ROOM: RefusedError,
    Verdict.STANDING: MessageGoneError,
    Verdict.CARD: CardRefusedError,
    Verdict.TOKEN: StuckError,
    Verdict.WAITS: StuckError,
    Verdict.BUSY: BusyError,
    Verdict.UNCERTAIN: UncertainError,
}
POSTING = ("chat.postMessage", "chat.update")
ROWS = [(method, code, verdict) for method, codes in METHODS.items() for code, verdict in codes.items()]


def said_by_slack(method: str, code: str, status: int = 200) -> ChatError:
    """What the sender is told when Slack says this."""
    answer = SimpleNamespace(status_code=status, data={"ok": False, "error": code}, headers={})
    with pytest.raises(ChatError) as told:
        slack_refused(method, SlackApiError("no", answer))  # type: ignore[no-untyped-call] # the SDK's own
    return told.value


@pytest.mark.parametrize(("method", "code", "verdict"), ROWS)
def test_every_word_of_slacks_is_what_the_table_says(method: str, code: str, verdict: Verdict) -> None:
    error = said_by_slack(method, code)
    if method in POSTING:
        assert type(error) is ERRORS[verdict]
    elif verdict in (Verdict.CARD, Verdict.UNCERTAIN):  # nothing was to be posted: it is certain that nothing was
        assert isinstance(error, BusyError)
    else:
        assert type(error) is ERRORS[verdict]


@pytest.mark.parametrize("method", METHODS)
def test_a_word_nobody_knows_is_nobodys_fault(method: str) -> None:
    assert type(said_by_slack(method, "something_new")) is StuckError
    for status in (500, 502, 503, 504):
        kind = UncertainError if method in POSTING else BusyError
        assert type(said_by_slack(method, "something_new", status)) is kind
    assert type(said_by_slack(method, "", 429)) is BusyError


@pytest.mark.parametrize(("status", "code"), [*ANSWERS, (418, "")])
@pytest.mark.parametrize("what", ["post", "update", "open"])
def test_every_status_and_word_of_teams_is_what_the_table_says(status: int, code: str, what: str) -> None:
    answer = httpx.Response(status, json={"error": {"code": code}}, request=httpx.Request("POST", "https://t.invalid"))
    with pytest.raises(ChatError) as told:
        teams_refused(what, httpx.HTTPStatusError("no", request=answer.request, response=answer))
    verdict = teams_verdict(status, code, what)
    wanted = ERRORS[verdict]
    if what == "open" and verdict in (Verdict.CARD, Verdict.UNCERTAIN):
        wanted = BusyError
    assert isinstance(told.value, wanted)
    assert isinstance(told.value, RefusedError) == (
        verdict in (Verdict.ROOM, Verdict.STANDING) or wanted is CardRefusedError
    )


def test_the_stand_in_for_teams_and_the_table_know_the_same_words() -> None:
    told = {code for code, (status, _) in REFUSALS.items() if status in (403, 404)}
    documented = {word for _, word in ANSWERS if word}
    assert told <= CODES.keys() <= documented <= REFUSALS.keys()


def test_the_pages_say_what_the_program_goes_by() -> None:
    assert refusals_page.PAGE.read_text(encoding="utf-8") == refusals_page.page()
    assert refusals_page.summary() in refusals_page.DELIVERY.read_text(encoding="utf-8")


def test_every_word_of_every_call_leads_to_something_and_nothing_else_is_in_the_table() -> None:
    said = {(chat, call, verdict) for chat, call, _, verdict in every_refusal()}
    assert said == {(*call, verdict) for call, outcomes in OUTCOMES.items() for verdict in outcomes}
    assert {call for chat, call in OUTCOMES if chat == SLACK} == METHODS.keys()
