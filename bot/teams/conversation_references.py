"""Where conversations are: what Teams has told of them is kept in the database, since nothing else can be asked."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.delivery.chat import RefusedError
from bot.teams.rate_limit import ConversationLimits
from bot.teams.service import TeamsService
from domain.accounts import Address
from storage.delivery.conversations import (
    SeenConversation,
    conversation,
    lose,
    note,
    personal,
    regain,
    service_of,
)
from storage.tables import ConversationState
from storage.unit_of_work.store import Store

PLATFORM = "teams"
UNKNOWN = "unknown_conversation"
REMOVED = "app_removed"


@dataclass(frozen=True, slots=True)
class Reference:
    """A conversation that can be written to: its id, and the address of the service it is reached through."""

    service_url: str
    conversation: str


class References:
    """Conversations by room. now: the instant, aware. platforms: the active ones, for telling people elsewhere."""

    def __init__(
        self,
        store: Store,
        now: Callable[[], datetime],
        platforms: frozenset[str],
        pace: ConversationLimits | None = None,
    ) -> None:
        self._store, self._now, self._platforms = store, now, platforms
        self.pace = pace or ConversationLimits()

    async def of(self, room: Address, service: TeamsService) -> Reference:
        """How to write in a room; a person's conversation is opened the first time. Raises the errors of `Chat`.

        RefusedError is for a room that isn't known, or that the app was removed from.
        """
        found = await asyncio.to_thread(self._find, room)
        if found is not None:
            return found
        url = await asyncio.to_thread(self._service_of, room.workspace) if room.direct else ""
        if not url:
            raise RefusedError(UNKNOWN)
        await self.pace.wait(f"open:{room.workspace}")
        opened = await service.open_personal(url, room.workspace, room.channel)
        seen = SeenConversation(PLATFORM, room.workspace, opened, "personal", url, user=room.channel)
        await asyncio.to_thread(note, self._store, seen, self._now())
        return Reference(url, opened)

    async def note(self, seen: SeenConversation) -> bool:
        """Keep what an activity says of its conversation; whether it is new, or back."""
        return await asyncio.to_thread(note, self._store, seen, self._now())

    async def regain(self, back: SeenConversation, reasons: frozenset[str]) -> None:
        """A whole team can be written in again, where that was lost for one of these reasons."""
        await asyncio.to_thread(regain, self._store, back, reasons, self._now())

    async def lose(self, gone: SeenConversation, reason: str) -> None:
        """Nothing can be written there any more."""
        await asyncio.to_thread(lose, self._store, gone, reason, self._now(), self._platforms)

    def _find(self, room: Address) -> Reference | None:
        """Raises RefusedError when the app has been removed from the room."""
        with self._store.read(self._now()) as snapshot:
            look = personal if room.direct else conversation
            row = look(snapshot.session, PLATFORM, room.workspace, room.channel)
            if row is None:
                return None
            if row.state == ConversationState.GONE:
                raise RefusedError(row.reason or REMOVED)
            return Reference(row.service_url, row.channel)

    def _service_of(self, tenant: str) -> str:
        with self._store.read(self._now()) as snapshot:
            return service_of(snapshot.session, PLATFORM, tenant)
