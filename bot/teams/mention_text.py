"""What the Teams front end asks of the installation: a reply, who reads along, what stands in a message."""

import asyncio
import secrets
from collections.abc import Callable
from dataclasses import dataclass

import structlog

from domain.accounts import Account, Address
from handlers.cards import Card, Form, Problem, Reply, Text
from handlers.core.invocation import Invocation
from handlers.texts import say

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Talk:
    """The installation, as functions that take their time; each is called in a thread of its own.

    answer: runs a line. asked_again: a refused form as it was filled in, and what was wrong; None when there is none.
    open_to: whether the account's answers may stand in the room for all to read. standing: the present card of a
    message from the outbox, by room and the id Teams gave it; None: it is another kind of message. only_reads:
    whether a line can be said again without doing anything again. language: of whoever says a line.
    """

    answer: Callable[[Invocation], Reply]
    asked_again: Callable[[Invocation, Reply], Form | None]
    open_to: Callable[[Account, Address], bool]
    standing: Callable[[Address, str], Card | None]
    only_reads: Callable[[str], bool]
    language: Callable[[Invocation], str]

    async def reply(self, invocation: Invocation) -> Reply:
        """The line's reply; whatever goes wrong on the way there is one too."""
        try:
            return await asyncio.to_thread(self.answer, invocation)
        except Exception as error:  # noqa: BLE001 - the edge: whatever it is, the person gets a sentence
            return await self.unexpected(invocation, error)

    async def unexpected(self, invocation: Invocation, error: BaseException) -> Reply:
        """What is said of what nobody has foreseen: a sentence with the reference its traceback is logged under."""
        reference = secrets.token_hex(3).upper()
        _log.error("teams.unexpected", reference=reference, exc_info=error)
        language = await self.language_of(invocation)
        sentence = say(language, "teams.unexpected", reference=reference)
        card = Card(say(language, "teams.unexpected.title"), (Text(sentence),), language=language)
        return Reply(card, Problem("unexpected", sentence, ""))

    async def language_of(self, invocation: Invocation) -> str:
        """The language of whoever says a line, for what Teams itself must say."""
        return await asyncio.to_thread(self.language, invocation)

    async def form_again(self, invocation: Invocation, reply: Reply) -> Form | None:
        """The form of a refused submission, to go on with."""
        try:
            return await asyncio.to_thread(self.asked_again, invocation, reply)
        except Exception as error:  # noqa: BLE001 - the refusal itself is told all the same
            _log.error("teams.form_not_asked", exc_info=error)
            return None

    async def may_stand(self, account: Account, room: Address) -> bool:
        """Whether the answer may be read by everybody in the room."""
        return room.direct or await asyncio.to_thread(self.open_to, account, room)

    async def card_of(self, room: Address, message: str) -> Card | None:
        """The present card of a message from the outbox."""
        return await asyncio.to_thread(self.standing, room, message) if message else None
