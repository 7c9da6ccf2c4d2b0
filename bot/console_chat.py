"""The chat that stands in where there is none: whoever shows what is posted, in the terminal or a page, keeps it."""

from datetime import datetime

from bot.chat import Posted
from handlers.actors import CONSOLE
from handlers.cards import Card, RoomRef


class ConsoleChat:
    """Fulfils `bot.chat.Chat` and keeps what it is given. platform: the one it stands in for."""

    searchable = True

    def __init__(self, platform: str = CONSOLE) -> None:
        self.platform = platform
        self._posted: dict[str, Posted] = {}

    async def post(self, room: RoomRef, _card: Card, key: str) -> Posted:
        """Note that it stands here now."""
        posted = self._posted[key] = Posted(room, str(len(self._posted) + 1))
        return posted

    async def find(self, _room: RoomRef, key: str, _since: datetime, _until: datetime) -> Posted | None:
        """A terminal shows what this process has posted, and nothing of others."""
        return self._posted.get(key)

    async def update(self, posted: Posted, card: Card) -> None:
        """What is printed, is printed."""
