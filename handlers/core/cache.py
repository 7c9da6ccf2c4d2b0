"""Replies kept as long as nothing they show has changed: a mark of all that is part of the key."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock

from handlers.cards import Card
from storage.delivery.outbox_view import what_replies_show
from storage.unit_of_work.unit import Snapshot, UnitOfWork

MOST = 256
"""Cards kept; a card is some kilobytes."""


class CardCache:
    """Cards by what they are made of. A card of another day, reader or change is another key, so none is ever stale."""

    def __init__(self) -> None:
        self._cards: OrderedDict[Hashable, Card] = OrderedDict()
        self._lock = Lock()

    def get(self, reading: Snapshot | UnitOfWork, key: Hashable, make: Callable[[], Card]) -> Card:
        """The card of `key` as of now; made when it isn't there."""
        mark = what_replies_show(reading.session)
        whole = (mark, reading.rules.calendar.fingerprint(), key)
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
