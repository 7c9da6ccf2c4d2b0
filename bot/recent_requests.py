"""Which requests this process has taken lately, so that one which a chat sends again is known."""

import threading
from collections import OrderedDict

REMEMBERED = 4096
"""Ids kept to know a repeated request by. Slack repeats an event at most three times within about an hour."""


class RecentRequests:
    """The latest ids. Callable from any thread."""

    def __init__(self, most: int = REMEMBERED) -> None:
        self._most = most
        self._ids: OrderedDict[str, None] = OrderedDict()
        self._lock = threading.Lock()

    def again(self, request_id: str) -> bool:
        """Whether the id was here before; it is remembered from now on. No id is never known."""
        if not request_id:
            return False
        with self._lock:
            if request_id in self._ids:
                return True
            self._ids[request_id] = None
            if len(self._ids) > self._most:
                self._ids.popitem(last=False)
            return False
