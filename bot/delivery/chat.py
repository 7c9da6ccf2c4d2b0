"""What a chat must be able to do for the sender; each platform's adapter fulfils it, and so does its stand-in."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from domain.accounts import Address
from handlers.cards import Card

READY = 15.0
"""Seconds that all which comes before a post may take: a token, the opening of a conversation, its turn. With the ten
of the post itself it fits into an attempt (bot.delivery.sender), so one that is cut short there has begun to post."""

PATIENT = 10.0
"""Seconds of them that a message waits for its turn. One that is further off is better waited for in the outbox."""

NOT_READY = 10.0
"""Seconds until a message is tried again that wasn't ready to be posted in time."""


@dataclass(frozen=True, slots=True)
class Posted:
    """A message that stands in the chat. `message_id` is the platform's own (Slack: the ts)."""

    room: Address
    message_id: str


class ChatError(Exception):
    """Something kept a message from being posted."""


class RefusedError(ChatError):
    """The chat said no for what is known to be the room's (`not_in_channel`, …): nothing was posted, and trying again
    won't help until somebody sees to the room."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class CardRefusedError(RefusedError):
    """The chat said no to what was to be posted, not to where: nothing was posted, and another card may be taken."""


class MessageGoneError(RefusedError):
    """The chat said no for what is the standing message's own: deleted, too old, another's. It stays as it is."""


class BusyError(ChatError):
    """Not now, and nothing was posted: the chat asked us to wait (429), or it didn't come so far.

    retry_after: seconds.
    """

    def __init__(self, retry_after: float) -> None:
        super().__init__(f"retry after {retry_after} s")
        self.retry_after = retry_after


class NotShownError(ChatError):
    """Where people were to see it, nobody can now: nothing was posted, and it waits as it did."""


class StuckError(BusyError):
    """The chat said no, for no fault of the room's: nothing was posted, and it goes once somebody has mended it, or
    it has passed. It is tried again ever more seldom.

    reason: the chat's word for it. rights: it takes the bot's rights for too few, so its administrator can mend it.
    """

    def __init__(self, reason: str, *, rights: bool = False) -> None:
        super().__init__(NOT_READY)
        self.reason, self.rights = reason, rights


class UncertainError(ChatError):
    """No answer, or a broken one: the message may stand in the chat. Look its key up before anything is sent again."""


@asynccontextmanager
async def before_posting(seconds: float = READY) -> AsyncIterator[None]:
    """What a chat does before its one POST: the block posts nothing, so running out of time is BusyError."""
    try:
        async with asyncio.timeout(seconds):
            yield
    except TimeoutError as error:
        raise BusyError(NOT_READY) from error


class Chat(Protocol):
    """One chat platform, seen from the sender."""

    platform: str
    searchable: bool
    """Whether `find` can tell for sure that a key was not posted (Slack: yes; Teams: no)."""
    busy_everywhere: bool
    """Whether a busy `update` says that others will be too (Slack counts by workspace, Teams by conversation)."""

    async def post(self, room: Address, card: Card, key: str) -> Posted:
        """Post once, carrying `key` in the platform's metadata: exactly one attempt leaves the process.

        A room with `direct` names a person: the conversation with them is opened first. Whatever comes before that
        attempt is done `before_posting`. Raises RefusedError (as CardRefusedError where it is the card), BusyError,
        UncertainError.
        """
        ...

    async def find(self, room: Address, key: str, since: datetime, until: datetime) -> Posted | None:
        """The message that carries `key` in the room, posted between the two instants, or None.

        Raises ChatError when the chat can't tell now.
        """
        ...

    async def update(self, posted: Posted, card: Card) -> None:
        """Draw a posted message anew, where it stands; the key stays with it. Doing it twice does no harm.

        Raises MessageGoneError, RefusedError, BusyError, UncertainError.
        """
        ...
