"""Replies kept as long as nothing has changed: the number of the last audit entry is part of the key."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import TYPE_CHECKING

from sqlalchemy import text

from handlers.cards import Card

if TYPE_CHECKING:
    from handlers.core.context import CommandContext

MOST = 256
"""Cards kept; a card is some kilobytes."""

_MARK = text(
    "SELECT (SELECT coalesce(max(id), 0) FROM audit),"
    " (SELECT count(*) FROM message WHERE status = 'undeliverable'),"
    " (SELECT coalesce(max(id), 0) FROM message WHERE status = 'undeliverable')"
)
"""What a status is made of besides the day: everything audited, and the messages that couldn't be delivered."""


class CardCache:
    """Cards by what they are made of. A card of another day, reader or change is another key, so none is ever stale."""

    def __init__(self) -> None:
        self._cards: OrderedDict[Hashable, Card] = OrderedDict()
        self._lock = Lock()

    def get(self, context: "CommandContext", key: Hashable, make: Callable[[], Card]) -> Card:
        """The card of `key` as of now; made when it isn't there."""
        mark = tuple(context.session.execute(_MARK).one())
        whole = (mark, context.reading.rules.calendar.fingerprint(), key)
        with self._lock:
            held = self._cards.get(whole)
            if held is not None:
                self._cards.move_to_end(whole)
                return held
        card = make()
        with self._lock:
            self._cards[whole] = card
            while len(self._cards) > MOST:
                self._cards.popitem(last=False)
        return card
