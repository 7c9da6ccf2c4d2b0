"""Marking sent messages to be drawn anew, in the very transaction that changes what they show.

A mark is a row: it outlives whatever becomes of the process. Who draws, and how often, is the business of `redraws`.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import bindparam, text
from sqlmodel import Session
from sqlmodel.sql.sqltypes import UTCDateTime

from domain.accounts import Address

STAYS_TRUE = timedelta(days=120)
"""How long after it was sent a message is kept true: from a save-the-date, which goes out 56 days or more before its
meeting, until that meeting's minutes are approved. What is older is far up in the room, and nobody acts from it."""

MOST = 200
"""Messages of one subject that a change marks, the newest first: nineteen parties get up to ten about one meeting."""

_TYPES = (bindparam("now", type_=UTCDateTime()), bindparam("since", type_=UTCDateTime()))
_MARK = text(
    """
    INSERT INTO redraw (message_id, asked, attempt, marked_at, worker, boot, lease_until)
    SELECT message.id, 1, 0, :now, '', '', 0
    FROM (
        SELECT message_id FROM message_subject WHERE subject = :subject ORDER BY message_id DESC LIMIT :most
    ) AS newest
    JOIN message ON message.id = newest.message_id WHERE message.sent_at >= :since
    ON CONFLICT (message_id) DO UPDATE SET asked = redraw.asked + 1
    """
).bindparams(*_TYPES)
_MARK_ONE = text(
    """
    INSERT INTO redraw (message_id, asked, attempt, marked_at, worker, boot, lease_until)
    VALUES (:message, 1, 0, :now, '', '', 0)
    ON CONFLICT (message_id) DO UPDATE SET asked = redraw.asked + 1
    """
).bindparams(_TYPES[0])
_MARK_ROOM = text(
    """
    INSERT INTO redraw (message_id, asked, attempt, marked_at, worker, boot, lease_until)
    SELECT id, 1, 0, :now, '', '', 0 FROM (
        SELECT id FROM message WHERE status = 'sent' AND sent_at >= :since AND room_platform = :platform
        AND room_workspace = :workspace AND room_channel = :channel ORDER BY id DESC LIMIT :most
    ) AS newest
    WHERE true ON CONFLICT (message_id) DO UPDATE SET asked = redraw.asked + 1, not_before = NULL
    """
).bindparams(*_TYPES)
_UNSURE = text("UPDATE redraw SET attempt = 1 WHERE message_id = :message AND attempt = 0")
_MARK_ALL = text(
    """
    INSERT INTO redraw (message_id, asked, attempt, marked_at, worker, boot, lease_until)
    SELECT id, 1, 1, :now, '', '', 0 FROM message WHERE status = 'sent' AND sent_at >= :since
    ON CONFLICT (message_id) DO UPDATE SET asked = redraw.asked + 1, attempt = 1
    """
).bindparams(*_TYPES)


def mark(session: Session, subjects: Iterable[str], now: datetime) -> None:
    """Mark the messages that show one of these subjects. A subject that nothing shows costs a look into an index."""
    values = {"now": now, "since": now - STAYS_TRUE, "most": MOST}
    wanted = [{"subject": subject, **values} for subject in sorted(subjects)]
    if wanted:
        session.connection().execute(_MARK, wanted)


def mark_message(session: Session, message: int, now: datetime, *, unsure: bool = False) -> None:
    """Mark one message. unsure: what stands in the chat is not known, so it is drawn even if it seems the same."""
    session.connection().execute(_MARK_ONE, {"message": message, "now": now})
    if unsure:
        session.connection().execute(_UNSURE, {"message": message})


def mark_room(session: Session, place: Address, now: datetime) -> None:
    """Mark what stands in a room that takes messages again: what was to be drawn meanwhile may have been given up."""
    where = {"platform": place.platform, "workspace": place.workspace, "channel": place.channel}
    session.connection().execute(_MARK_ROOM, {**where, "now": now, "since": now - STAYS_TRUE, "most": MOST})


def mark_all(session: Session, now: datetime) -> None:
    """Mark every message that is kept true, unsure of each: the database has gone back in time, the chats haven't."""
    session.connection().execute(_MARK_ALL, {"now": now, "since": now - STAYS_TRUE})
