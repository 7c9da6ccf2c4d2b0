"""Replies out to people: in a conversation, in a card's place, or to a person directly. Failures are logged.

An answer to somebody who waits goes before edits (`rate_limit`). It is tried again when Teams asks us to wait, and
when putting a card in another's place has no clear end; it is never posted a second time on a guess.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace

import structlog

from bot.delivery.chat import BusyError, ChatError, RefusedError, UncertainError
from bot.teams import forms
from bot.teams.conversation_references import References
from bot.teams.incoming import Came
from bot.teams.render import RenderedActivity, render
from bot.teams.service import TeamsService
from handlers.cards import Card

TRIES = 4
LONGEST_WAIT = 30.0
"""Seconds a person's answer waits at most for its turn, and where Teams asks it to wait, with each of the `TRIES`.
Later than some minutes it would come out of the blue."""

_log = structlog.get_logger(__name__)


class TeamsAnswers:
    """Sends what follows a request. pause: how it waits."""

    def __init__(
        self,
        service: TeamsService,
        references: References,
        pause: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        self._service, self._references, self._pause = service, references, pause

    async def here(self, came: Came, drawn: RenderedActivity) -> bool:
        """In the conversation, in a channel under what was said. False: it did not get there."""
        return await self._tried(
            "here",
            came.channel,
            lambda: self._service.post(came.service_url, came.conversation, drawn.payload, drawn.summary),
        )

    async def instead(self, came: Came, message: str, drawn: RenderedActivity) -> bool:
        """In the place of a message, for everybody who reads it, and for good. False: it did not get there."""
        return await self._tried(
            "instead",
            came.channel,
            lambda: self._service.update(
                came.service_url, came.conversation, message, drawn.payload, drawn.summary
            ),
            again=(BusyError, UncertainError),
        )  # fmt: skip

    async def directly(self, came: Came, drawn: RenderedActivity) -> bool:
        """To the person alone. False: they can't be written to, or it did not get there."""
        room = came.account.own_address

        async def post() -> str:
            place = await self._references.of(room, self._service)
            return await self._service.post(place.service_url, place.conversation, drawn.payload, drawn.summary)

        return await self._tried("directly", f"{came.tenant}:{came.user}", post)

    async def say(self, came: Came, text: str) -> None:
        """A sentence of our own in the conversation."""
        await self._tried(
            "say", came.channel, lambda: self._service.say(came.service_url, came.conversation, text)
        )  # fmt: skip

    async def _tried(
        self,
        what: str,
        where: str,
        work: Callable[[], Awaitable[object]],
        again: tuple[type[ChatError], ...] = (BusyError,),
    ) -> bool:
        for left in reversed(range(TRIES)):
            try:
                await self._references.pace.wait(where, LONGEST_WAIT)
                await work()
            except RefusedError as error:
                _log.info("teams.answer_refused", what=what, why=error.reason)
                return False
            except ChatError as error:
                if not left or not isinstance(error, again):
                    _log.warning("teams.answer_lost", what=what, why=str(error))
                    return False
                await self._pause(min(getattr(error, "retry_after", 1.0), LONGEST_WAIT))
            else:
                return True
        return False


def drawn(card: Card, line: str = "", page: int = 1, *, inline: bool = False, whole: bool = False) -> RenderedActivity:
    """The card as people get it; a long form is offered by a button, unless it is wanted inline.

    whole: all pages are sent, one after the other.
    """
    if card.form is not None and not inline and forms.better_as_dialog(card.form):
        form = replace(card.form, line=line or card.form.line)
        return RenderedActivity(forms.opener(form, card.language), form.title)
    made = render(card, line=line, page=page, whole=whole)
    if made.warnings:
        _log.warning("teams.card_downgraded", title_characters=len(card.title), warnings=list(made.warnings))
    return made
