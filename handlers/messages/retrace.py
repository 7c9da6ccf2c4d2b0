"""The days that a restore has taken out of the record: what was said on them is found in the chats, not said again."""

from datetime import datetime, timedelta

from domain.calendar import oslo_date
from domain.duties.reminders import send_at
from handlers.messages.reminders import put_due
from storage.delivery.digests import gather_day
from storage.unit_of_work.store import Store

LONGEST = timedelta(days=62)
"""How far back it goes: who puts back a backup that is older has said most of it long ago."""


def retrace(store: Store, since: datetime, now: datetime, platforms: frozenset[str]) -> int:
    """Put each day's reminders in the outbox again, as of nine o'clock that day; how many digests that makes.

    Each has the key it was sent under. It is looked up before it is sent (`storage.delivery.outbox`): found, it has
    said what it holds; not found, the next digest says it.
    """
    count = 0
    day = oslo_date(max(since, now - LONGEST))
    while day <= oslo_date(now):
        at = send_at(day)
        if since <= at <= now:
            put_due(store, at, platforms)
            with store.transaction() as session:
                count += gather_day(session, at)
        day += timedelta(days=1)
    return count
