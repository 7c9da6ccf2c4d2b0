"""Slack as the sender's chat: one POST per attempt, a key in each message's metadata, and errors told apart."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, NoReturn
from uuid import NAMESPACE_URL, uuid5

import aiohttp
import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.delivery.chat import NOT_READY, PATIENT, READY, BusyError, Posted, UncertainError, before_posting
from bot.delivery.verdicts import Refusal, Verdict, turn_away, verdict_of
from bot.slack.client import code_of
from bot.slack.errors import METHODS
from bot.slack.render import MESSAGE, render
from domain.accounts import Address
from handlers.cards import Button, Card
from handlers.texts import say

EVENT_TYPE = "samhandling_message"
"""The metadata's event_type of every message the sender posts."""

SKEW = timedelta(minutes=2)
"""How far Slack's clock may be from ours when a key is looked up. The key is unique: a wide look costs only pages."""

UPDATES = 1.2
"""How much longer updates take than posts do: Slack takes some fifty a minute in a workspace (its tier 3)."""

_POSTS = ("chat.postMessage", "chat.update")
_PAGE = 200
_NEWEST = 100
"""Messages of a room that are looked through for our newest; people talk between them."""
_REST = "mine"
"""The line that shows what a message had no room for."""

_log = structlog.get_logger(__name__)


@dataclass(slots=True)
class ChannelInterval:
    """Lets a message into a channel every `interval` seconds, on a clock that nobody moves. interval 0: no pacing."""

    interval: float = 1.0
    monotonic: Callable[[], float] = time.monotonic
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    _free: dict[str, float] = field(default_factory=dict)

    async def wait(self, channel: str, most: float = PATIENT) -> None:
        """Waits for the channel's turn, and takes it. most: seconds; raises BusyError, the turn not taken, when it
        would be longer."""
        if not self.interval:
            return
        now = self.monotonic()
        turn = max(now, self._free.get(channel, now))
        if turn - now > most:
            raise BusyError(turn - now)
        self._free = {name: free for name, free in self._free.items() if free > now}
        self._free[channel] = turn + self.interval
        if turn > now:
            await self.sleep(turn - now)


class SlackChat:
    """Fulfils `bot.delivery.chat.Chat`. client: one that sends each request once (`Clients.posting`). ready: seconds
    that what comes before a post may take.
    """

    platform = "slack"
    searchable = True
    busy_everywhere = True

    def __init__(self, client: AsyncWebClient, pace: ChannelInterval | None = None, ready: float = READY) -> None:
        if client.retry_handlers:
            raise ValueError("the sender's client must not retry by itself")
        self._client, self._ready = client, ready
        self._pace = pace or ChannelInterval()
        self._update_pace = ChannelInterval(self._pace.interval * UPDATES, self._pace.monotonic, self._pace.sleep)
        self._direct: dict[str, str] = {}

    async def post(self, room: Address, card: Card, key: str) -> Posted:
        """Post once, as one message. Raises RefusedError, BusyError, UncertainError."""
        payload = self._payload(card, key)
        async with before_posting(self._ready):
            channel = await self._channel(room)
            await self._pace.wait(channel)
        payload |= {
            "channel": channel,
            "metadata": {"event_type": EVENT_TYPE, "event_payload": {"key": key}},
            "client_msg_id": str(uuid5(NAMESPACE_URL, f"samhandling:{key}")),
            "unfurl_links": False,
            "unfurl_media": False,
        }
        answer = await self._call("chat.postMessage", payload)
        if not answer.get("ts"):
            raise UncertainError("chat.postMessage answered without a ts")
        return Posted(room, answer["ts"])

    async def find(self, room: Address, key: str, since: datetime, until: datetime) -> Posted | None:
        """The message with this key between the two instants (and two minutes around), or None. Raises ChatError."""
        channel = await self._channel(room)
        cursor = ""
        while True:
            messages, cursor = await self._page(channel, since - SKEW, until + SKEW, cursor)
            for message in messages:
                metadata = message.get("metadata") or {}
                if metadata.get("event_type") == EVENT_TYPE and metadata.get("event_payload", {}).get("key") == key:
                    return Posted(room, message["ts"])
            if not cursor:
                return None

    async def newest_keys(self, room: Address) -> list[str]:
        """The keys of our messages among the newest in a room. Raises ChatError."""
        asked = {"channel": await self._channel(room), "include_all_metadata": "true", "limit": str(_NEWEST)}
        page = await self._call("conversations.history", asked, read=True)
        metadata = [message.get("metadata") or {} for message in page.get("messages") or []]
        ours = [one["event_payload"] for one in metadata if one.get("event_type") == EVENT_TYPE]
        return [str(one["key"]) for one in ours if one.get("key")]

    async def update(self, posted: Posted, card: Card) -> None:
        """Draw a posted message anew. Raises ChatError.

        Its metadata, and the key in it, stay as long as none is sent (docs.slack.dev/reference/methods/chat.update).
        """
        payload = self._payload(card, "")
        async with before_posting(self._ready):
            channel = await self._channel(posted.room)
            await self._update_pace.wait("")
        await self._call("chat.update", {**payload, "channel": channel, "ts": posted.message_id})

    def _payload(self, card: Card, key: str) -> dict[str, Any]:
        rest = Button(say(card.language, "slack.rest.button"), _REST)
        rendered = render(card, most=1, rest=rest, surface=MESSAGE)
        if rendered.warnings:
            _log.warning("slack.card_downgraded", key=key, warnings=rendered.warnings)
        return {"blocks": rendered.blocks, "text": rendered.text}

    async def _channel(self, room: Address) -> str:
        """The room's own conversation id; a person's is opened once and remembered."""
        if not room.direct:
            return room.channel
        if room.channel not in self._direct:
            try:
                answer = await self._call("conversations.open", {"users": room.channel})
            except UncertainError as error:  # no answer; opening says nothing to anybody: nothing was posted
                raise BusyError(NOT_READY) from error
            self._direct[room.channel] = answer["channel"]["id"]
        return self._direct[room.channel]

    async def _page(
        self, channel: str, since: datetime, until: datetime, cursor: str
    ) -> tuple[list[dict[str, Any]], str]:
        """Top-level messages between the two instants, newest first, and where the next page begins (or nothing).

        An app that is distributed outside Slack's marketplace gets one page of 15 a minute and is told to wait with a
        429; an organisation's own app gets 50 pages a minute
        (https://docs.slack.dev/reference/methods/conversations.history).
        """
        asked = {
            "channel": channel,
            "oldest": f"{since.timestamp():.6f}",
            "latest": f"{until.timestamp():.6f}",
            "inclusive": "true",
            "include_all_metadata": "true",
            "limit": str(_PAGE),
            **({"cursor": cursor} if cursor else {}),
        }
        page = await self._call("conversations.history", asked, read=True)
        return page.get("messages") or [], (page.get("response_metadata") or {}).get("next_cursor") or ""

    async def _call(self, method: str, payload: dict[str, Any], *, read: bool = False) -> dict[str, Any]:
        """One request, one answer, or the error it stands for. read: a method that takes no JSON."""
        try:
            if read:
                answer = await self._client.api_call(method, http_verb="GET", params=payload)
            else:
                answer = await self._client.api_call(method, json=payload)
        except SlackApiError as error:
            _refused(method, error)
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:  # nothing was sent
            raise BusyError(NOT_READY) from error
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
            raise UncertainError(f"{method}: {type(error).__name__}") from error
        data = answer.data
        if not isinstance(data, dict):
            raise UncertainError(f"{method}: unreadable answer")
        return data


def _refused(method: str, error: SlackApiError) -> NoReturn:
    """The chat error that Slack's answer stands for (`bot.slack.errors`)."""
    response = error.response
    status = getattr(response, "status_code", None)
    data = getattr(response, "data", None)
    code = code_of(error)
    verdict = verdict_of(METHODS[method], code)
    if status == 429:
        verdict = Verdict.BUSY
    elif _is_uncertain(code, status):
        verdict = Verdict.UNCERTAIN
    if verdict is Verdict.CARD:
        _log.error("slack.card_refused", method=method, code=code, why=_why(data))
    told = code or str(status or "unreadable answer")
    how = Refusal(told, verdict, _seconds(getattr(response, "headers", {})), posting=method in _POSTS)
    turn_away(method, how, error)


def _is_uncertain(code: str, status: object) -> bool:
    """Whether Slack may have done what it was asked for all the same."""
    return not code or (isinstance(status, int) and status >= 500)


def _why(data: object) -> object:
    return data.get("response_metadata", {}).get("messages") if isinstance(data, dict) else None


def _seconds(headers: Any) -> float:
    """Retry-After in seconds; 30 when Slack does not say."""
    value = headers.get("Retry-After") or headers.get("retry-after") or "30"
    return float(value) if str(value).replace(".", "", 1).isdigit() else 30.0
