"""Teams as the sender's chat: one POST per attempt, at the pace Teams allows, and errors told apart.

Teams keeps no key beside a message and can't be searched for one. So an attempt without a clear answer can't be
looked up: see docs/delivery.md for what becomes of it.
"""

from datetime import datetime

import structlog

from bot.delivery.chat import READY, BusyError, Posted, StuckError, UncertainError, before_posting
from bot.teams.conversation_references import PLATFORM, References
from bot.teams.rate_limit import ConversationLimits
from bot.teams.render import render
from bot.teams.service import TeamsService
from domain.accounts import Address
from handlers.cards import Card

OUTBOX = "outbox"
"""What the buttons of a message from the outbox say they stand in."""

_log = structlog.get_logger(__name__)


class TeamsChat:
    """Fulfils `bot.delivery.chat.Chat`. ready: seconds that what comes before a post may take."""

    platform = PLATFORM
    searchable = False
    busy_everywhere = False

    def __init__(
        self,
        service: TeamsService,
        references: References,
        pace: ConversationLimits | None = None,
        ready: float = READY,
    ) -> None:
        self._service, self._references, self._pace = service, references, pace or references.pace
        self._ready = ready

    async def post(self, room: Address, card: Card, key: str) -> Posted:
        """Post once, as one message. Raises RefusedError, BusyError, UncertainError."""
        payload, summary = self._drawn(card, key)
        async with before_posting(self._ready):
            place = await self._references.of(room, self._service)
            await self._service.ready()
            await self._pace.wait(place.conversation)
        return Posted(room, await self._service.post(place.service_url, place.conversation, payload, summary))

    async def find(self, _room: Address, _key: str, _since: datetime, _until: datetime) -> Posted | None:
        """Teams can't tell: raises UncertainError."""
        raise UncertainError("Teams can't be searched for a key")

    async def update(self, posted: Posted, card: Card) -> None:
        """Draw a posted message anew; it may be repeated. Raises ChatError."""
        payload, summary = self._drawn(card, "")
        async with before_posting(self._ready):
            place = await self._references.of(posted.room, self._service)
            await self._service.ready()
            await self._pace.wait_to_edit(place.conversation)
        try:
            await self._service.update(place.service_url, place.conversation, posted.message_id, payload, summary)
        except StuckError:  # perhaps this message alone
            raise
        except BusyError as error:  # so that the room's other messages needn't be told one by one
            self._pace.rest_edits(place.conversation, error.retry_after)
            raise

    def _drawn(self, card: Card, key: str) -> tuple[dict[str, object], str]:
        drawn = render(card, source=OUTBOX)
        if drawn.warnings:
            _log.warning("teams.card_downgraded", key=key, warnings=drawn.warnings)
        return drawn.payload, drawn.summary
