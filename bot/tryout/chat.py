"""The chat that stands in where there is none: whoever shows what is posted, in the terminal or a page, keeps it."""

from collections.abc import Callable
from datetime import datetime

from bot.delivery.chat import Posted
from domain.accounts import CONSOLE, Address
from handlers.cards import Card


class ConsoleChat:
    """Fulfils `bot.delivery.chat.Chat` and keeps what it is given. A message goes by its key.

    platform: the one it stands in for. shown: told each message before it counts as posted; raises NotShownError when
    nobody can see it; may be set anew. changed: told the key of a message that is drawn anew, and its card.
    """

    searchable = True
    busy_everywhere = True

    def __init__(
        self,
        platform: str = CONSOLE,
        changed: Callable[[str, Card], None] = lambda _key, _card: None,
    ) -> None:
        self.platform = platform
        self.shown: Callable[[Address, Card, str], None] = lambda _room, _card, _key: None
        self._changed = changed
        self._posted: dict[str, Posted] = {}

    async def post(self, room: Address, card: Card, key: str) -> Posted:
        """Show it, and note that it stands here now. Raises NotShownError."""
        self.shown(room, card, key)
        posted = self._posted[key] = Posted(room, key)
        return posted

    async def find(self, _room: Address, key: str, _since: datetime, _until: datetime) -> Posted | None:
        """A terminal shows what this process has posted, and nothing of others."""
        return self._posted.get(key)

    async def update(self, posted: Posted, card: Card) -> None:
        """A page may show it; what is printed, is printed."""
        self._changed(posted.message_id, card)
