"""Every refusal a chat documents, said for an hour and then no more: what becomes of the message, who hears, the room.

Which verdict each is, for every row; what a verdict leads to, through the stand-in and the sender: for one row of each
verdict, and with TEST_THOROUGH for every row.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from types import SimpleNamespace

import httpx
import pytest
from slack_sdk.errors import SlackApiError

from bot.clock import FixedClock
from bot.delivery.chat import BusyError, CardRefusedError, ChatError, RefusedError, StuckError, UncertainError
from bot.delivery.sender import Sender
from bot.delivery.verdicts import Verdict
from bot.slack.chat import ChannelInterval, SlackChat
from bot.slack.chat import _refused as slack_refused
from bot.slack.client import connect
from bot.slack.errors import METHODS
from bot.teams.errors import CODES, STATUSES
from bot.teams.errors import verdict_of as teams_verdict
from bot.teams.service import _refused as teams_refused
from domain.organisations import Role
from handlers.messages.reminders import put_due
from storage.delivery.room_trials import try_again
from storage.delivery.waiting_long import tell_of_waiting, waiting_long
from storage.tables import MessageRow, RoomRow
from storage.unit_of_work.store import Store
from tests import refusals_page
from tests.faults.world import SLACK, TEST, again, at, draw, holder, organisations, room, rows
from tests.slack_standin import BOT_TOKEN, Fault, SlackStandIn, slack_standin
from tests.teams_standin.faults import REFUSALS
from tests.thorough import THOROUGH

ERRORS: dict[Verdict, type[ChatError]] = {
    Verdict.ROOM: RefusedError,
    Verdict.STANDING: RefusedError,
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


@pytest.mark.parametrize(
    ("status", "code"),
    [*((status, "") for status in STATUSES), *((REFUSALS.get(code, (403, ""))[0], code) for code in CODES), (418, "")],
)
@pytest.mark.parametrize("what", ["post", "update", "open"])
def test_every_status_and_word_of_teams_is_what_the_table_says(status: int, code: str, what: str) -> None:
    answer = httpx.Response(status, json={"error": {"code": code}}, request=httpx.Request("POST", "https://t.invalid"))
    with pytest.raises(ChatError) as told:
        teams_refused(what, httpx.HTTPStatusError("no", request=answer.request, response=answer))
    verdict = teams_verdict(status, code, opening=what == "open")
    wanted = ERRORS[verdict]
    if what == "open" and verdict in (Verdict.CARD, Verdict.UNCERTAIN):
        wanted = BusyError
    assert isinstance(told.value, wanted)
    assert isinstance(told.value, RefusedError) == (
        verdict in (Verdict.ROOM, Verdict.STANDING) or wanted is CardRefusedError
    )


def test_the_stand_in_for_teams_and_the_table_know_the_same_words() -> None:
    told = {code for code, (status, _) in REFUSALS.items() if status in (403, 404)}
    assert told <= CODES.keys()


def test_the_page_says_what_the_program_goes_by() -> None:
    assert refusals_page.OUTCOMES.keys() == set(Verdict)
    assert refusals_page.PAGE.read_text(encoding="utf-8") == refusals_page.page()


# an hour of it


@dataclass
class Hour:
    """A town before the stand-in: Agder's room and KS's, and a message to Agder."""

    store: Store
    slack: SlackStandIn
    sender: Sender
    clock: FixedClock

    async def minutes(self, count: int) -> None:
        """So much later, a tick."""
        self.clock.advance(count * 60)
        now = self.clock.now()
        try_again(self.store, now, SLACK)
        tell_of_waiting(self.store, now, (), SLACK)
        put_due(self.store, now, SLACK)
        await self.sender.run_once()

    def fails(self, *faults: Fault, method: str = "chat.postMessage") -> None:
        """Slack answers every call so, until it is told otherwise."""
        self.slack.faults.mix(dict.fromkeys(faults, 1.0), seed=1, methods=(method,))

    def outcome(self) -> dict[str, str]:
        """Kind of message and whom it is to → its status."""
        return {f"{row.kind} {row.recipient}": str(row.status) for row in rows(self.store, MessageRow)}

    def states(self) -> set[str]:
        return {str(row.state) for row in rows(self.store, RoomRow)}


@asynccontextmanager
async def town(store: Store) -> AsyncIterator[Hour]:
    clock = FixedClock(at("2026-11-06"))
    async with (
        slack_standin(clock=lambda: clock.now().timestamp()) as slack,
        connect(BOT_TOKEN, slack.api_url) as clients,
    ):
        organisations(store, rooms=False)
        for slug in ("ks", "agder"):
            room(store, slug, slack.state.channel(slug, "U0ANNA"))
        chat = SlackChat(clients.posting, ChannelInterval(interval=0))
        sender = Sender(store, {"slack": chat}, draw, clock, redraw=again, parallel=1)
        with store.begin(TEST, clock.now()) as unit:
            unit.send("nudge", "agder", {})
        yield Hour(store, slack, sender, clock)


def some(method: str) -> list[tuple[str, Verdict]]:
    """Every code of a method; or, where there is less time, one for each verdict."""
    of = METHODS[method]
    return [*of.items()] if THOROUGH else [*{verdict: (code, verdict) for code, verdict in of.items()}.values()]


@pytest.mark.parametrize(("code", "verdict"), [*some("chat.postMessage"), ("something_new", Verdict.WAITS)])
async def test_after_an_hour_of_it_the_message_comes_and_the_room_is_as_it_was(
    sqlite_store: Store, code: str, verdict: Verdict
) -> None:
    async with town(sqlite_store) as hour:
        hour.fails(Fault("error", error=code))
        for minutes in (0, 1, 9, 20, 30):
            await hour.minutes(minutes)
        assert hour.states() == ({"refused"} if verdict is Verdict.ROOM else {"open"})
        told = {one for one in hour.outcome() if one.startswith("undeliverable")}
        assert told == ({"undeliverable ks"} if verdict in (Verdict.ROOM, Verdict.CARD) else set())
        hour.fails()
        for _ in range(9):
            await hour.minutes(30)
        assert hour.states() == {"open"}
        rest = {one: status for one, status in hour.outcome().items() if status != "sent"}
        assert rest == ({} if verdict is not Verdict.CARD else dict.fromkeys(hour.outcome(), "undeliverable"))
        keys = hour.slack.state.keys()
        assert len(keys) == len(set(keys)) == len(hour.outcome()) - len(rest)
        await hour.minutes(60)
        assert [row for row in rows(sqlite_store, MessageRow) if row.kind == "undeliverable"][1:] == []  # told once


@pytest.mark.parametrize(("code", "verdict"), some("conversations.open"))
async def test_a_person_whose_conversation_does_not_open_is_reached_another_way_or_later(
    sqlite_store: Store, code: str, verdict: Verdict
) -> None:
    async with town(sqlite_store) as hour:
        person = holder(sqlite_store, "agder", Role.COORDINATOR, user="U0ANNA")
        with sqlite_store.begin(TEST, hour.clock.now()) as unit:
            unit.send("nudge", f"agder:coordinator:{person}", {})
        hour.fails(Fault("error", error=code), method="conversations.open")
        await hour.minutes(0)
        reached = {row.recipient: row.room_direct for row in rows(sqlite_store, MessageRow) if row.status == "sent"}
        assert reached.get(f"agder:coordinator:{person}") == (False if verdict is Verdict.ROOM else None)
        hour.fails()
        await hour.minutes(90)
        assert set(hour.outcome().values()) == {"sent"}
        assert hour.states() == {"open"}


@pytest.mark.parametrize(("code", "verdict"), some("conversations.history"))
async def test_a_look_up_that_fails_is_made_again_and_nothing_is_said_twice(
    sqlite_store: Store, code: str, verdict: Verdict
) -> None:
    async with town(sqlite_store) as hour:
        hour.slack.faults.plan("chat.postMessage", Fault("500_after"))  # it stands, and nobody knows
        await hour.minutes(0)
        hour.fails(Fault("error", error=code), method="conversations.history")
        for minutes in (3, 20, 40):
            await hour.minutes(minutes)
        status = "undeliverable" if verdict is Verdict.ROOM else "uncertain"
        assert hour.outcome() == {"nudge agder": status}  # where it can't be looked up for good, people are shown it
        hour.fails()
        await hour.minutes(30)
        assert hour.outcome() == {"nudge agder": "sent" if verdict is not Verdict.ROOM else status}
        assert len(hour.slack.state.keys()) == 1


async def test_what_waits_for_four_working_hours_is_shown_and_told_of_once_elsewhere(sqlite_store: Store) -> None:
    async with town(sqlite_store) as hour:
        hour.fails(Fault("error", error="org_login_required"))
        for _ in range(16):
            await hour.minutes(16)
        with sqlite_store.read(hour.clock.now()) as snapshot:
            [long] = waiting_long(snapshot.session, hour.clock.now(), snapshot.rules.calendar)
        assert (long.organisation, long.chat, long.code) == ("agder", "slack:T0HOME", "org_login_required")
        assert hour.states() == {"open"}
        hour.fails()
        for _ in range(3):
            await hour.minutes(60)
        with sqlite_store.read(hour.clock.now()) as snapshot:
            assert waiting_long(snapshot.session, hour.clock.now(), snapshot.rules.calendar) == []
        assert set(hour.outcome().values()) == {"sent"}
