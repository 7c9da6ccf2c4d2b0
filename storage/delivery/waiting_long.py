"""Messages that have waited longer than people would believe: the chat takes none of them, and no room is to blame."""

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import or_, text
from sqlmodel import Session, col, select

from domain.calendar import WorkCalendar, oslo_date
from storage.delivery.reasons import stuck_for
from storage.delivery.told_once import tell_once
from storage.tables import MessageRow, MessageStatus, NoticeRow
from storage.unit_of_work.store import Store

HOURS = 4
"""Working hours that a message waits before people are shown that it does."""
_LATELY = timedelta(hours=2)
"""What waits is tried once an hour at least; what hasn't been has just got a room again, and is about to go."""
MESSAGES_STUCK = "messages-stuck"
"""The kind of message that says that messages to a chat have waited for hours; its facts: chat, code, n."""

# Literals: only then do both databases see that a partial index answers each part.
_OPEN = text(
    "message.id IN (SELECT id FROM message WHERE status = 'waiting' AND day IS NULL"
    " UNION SELECT id FROM message WHERE status = 'waiting' AND cause IS NULL"
    " UNION SELECT id FROM message WHERE status IN ('sending', 'uncertain'))"
)


class Long(NamedTuple):
    """One message that has waited long. chat: where it was tried («slack:T1»). code: what it is stuck for, or empty."""

    organisation: str
    chat: str
    code: str


def waiting_long(session: Session, now: datetime, calendar: WorkCalendar) -> list[Long]:
    """The messages that have been tried and have waited for `HOURS`: for a digest, counted from its first reminder."""
    since = calendar.working_hours_before(now, HOURS)
    lately = or_(col(MessageRow.attempted_at) >= now - _LATELY, col(MessageRow.status) != MessageStatus.WAITING)
    rows = session.exec(select(MessageRow).where(_OPEN, MessageRow.attempt > 0, lately)).all()
    today = oslo_date(now)
    found = [row for row in rows if (row.cause is not None or row.day == today) and _began(session, row) <= since]
    return [Long(row.organisation, _chat(row), stuck_for(row.reason)) for row in found]


def tell_of_waiting(store: Store, now: datetime, admins: Collection[str], platforms: frozenset[str]) -> int:
    """Who can mend it is told once of each chat that messages have waited for long, in other chats; how many are."""
    with store.read(now) as snapshot:
        found = waiting_long(snapshot.session, now, snapshot.rules.calendar)
    wrong: dict[str, Mapping[str, str]] = {}
    for chat, n in Counter(one.chat for one in found).items():
        code = next((one.code for one in found if one.chat == chat and one.code), "")
        wrong[chat] = {"chat": chat, "code": code, "n": str(n)}
    return tell_once(store, MESSAGES_STUCK, wrong, now, admins=admins, platforms=platforms)


def _began(session: Session, row: MessageRow) -> datetime:
    """When there was something to say first: what a digest holds may have waited in another one."""
    held = select(NoticeRow.created_at).where(NoticeRow.message_id == row.id, col(NoticeRow.void).is_(False))
    return min([*session.exec(held).all(), row.created_at]) if row.cause is None else row.created_at


def _chat(row: MessageRow) -> str:
    return ":".join(part for part in (row.room_platform, row.room_workspace) if part)
