"""Digests: one message per recipient and day that gathers what the recipient is to be reminded of.

Only the digest of today is sent. One that was never sent is superseded on the next sendable day: its notices are
released and gathered by that day's digest, so nobody gets two on one day.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, text, update
from sqlmodel import Date, Session, col, select
from sqlmodel.sql.sqltypes import UTCDateTime

from domain.accounts import organisation_of
from domain.calendar import oslo_date
from domain.duties.reminders import LATE_AFTER, next_sending, send_at, sending_now
from storage.delivery.restore_epoch import digest_key, digest_secret, kept_epoch
from storage.tables import DutyRow, MessageRow, MessageStatus, NoticeRow
from storage.unit_of_work.unit import UnitOfWork

DIGEST = "digest"
SUPERSEDED = "superseded"
"""Why a digest was cancelled: a later one has taken over what it held."""
UNKNOWN = "unknown"
"""Why a message is undeliverable: it may stand in a chat that can't be searched. It is never sent again by itself."""

# Literals, not parameters: only then do both databases see that a partial index answers.
_IDLE = text(
    """
    SELECT EXISTS (SELECT 1 FROM duty WHERE next_reminder_at IS NOT NULL AND next_reminder_at <= :now)
    OR EXISTS (
        SELECT 1 FROM notice WHERE message_id IS NULL AND NOT void AND NOT EXISTS (
            SELECT 1 FROM message WHERE message.kind = 'digest' AND message.recipient = notice.recipient
            AND message.day = :today AND message.status <> 'cancelled'
        )
    )
    OR EXISTS (SELECT 1 FROM message WHERE status = 'waiting' AND cause IS NULL AND day < :today)
    """
).bindparams(bindparam("now", type_=UTCDateTime()), bindparam("today", type_=Date()))
_WITHOUT_DIGEST = text(
    """
    SELECT recipient FROM (SELECT DISTINCT recipient FROM notice WHERE message_id IS NULL AND NOT void) AS waiting
    WHERE NOT EXISTS (
        SELECT 1 FROM message WHERE message.kind = 'digest' AND message.recipient = waiting.recipient
        AND message.day = :today AND message.status <> 'cancelled'
    )
    """
).bindparams(bindparam("today", type_=Date()))
# One that may have been sent before the database went back is looked up first.
_STALE = text(
    "SELECT id FROM message WHERE status = 'waiting' AND cause IS NULL AND day < :today"
    " AND NOT (epoch < :epoch AND (created_at <= :raised_at OR day <= :then))",
).bindparams(
    bindparam("today", type_=Date()), bindparam("then", type_=Date()), bindparam("raised_at", type_=UTCDateTime())
)
# Today's digest; one that was cancelled was never said, and begins anew.
_UPSERT = text(
    """
    INSERT INTO message (
        key, kind, recipient, organisation, day, created_at, language, facts, status, late, attempt, worker, boot,
        lease_until, room_platform, room_workspace, room_channel, room_direct, message_ts, reason, epoch, drawn
    ) VALUES (
        :key, 'digest', :recipient, :organisation, :day, :created_at, '', '{}', 'waiting', false, 0, '', '',
        0.0, '', '', '', false, '', '', 0, ''
    ) ON CONFLICT (kind, recipient, day) DO UPDATE SET status = 'waiting', reason = '', not_before = NULL
    WHERE message.status = 'cancelled'
    """
).bindparams(bindparam("day", type_=Date()), bindparam("created_at", type_=UTCDateTime()))


def nothing_to_put(session: Session, now: datetime) -> bool:
    """Whether a tick at this instant would change nothing. Answered from indexes alone, in constant time."""
    return not session.execute(_IDLE, {"now": now, "today": oslo_date(now)}).scalar_one()


def ensure_digests(session: Session, now: datetime) -> int:
    """Supersede digests of earlier days, and make today's for every recipient with notices; how many were made."""
    today = oslo_date(now)
    epoch = kept_epoch(session)
    known = {"today": today, "epoch": epoch.number, "raised_at": epoch.raised_at, "then": epoch.day}
    supersede(session, session.execute(_STALE, known).scalars().all())
    recipients: Sequence[str] = session.execute(_WITHOUT_DIGEST, {"today": today}).scalars().all()
    if recipients:
        secret = digest_secret(session)
        session.execute(
            _UPSERT,
            [
                {
                    "key": digest_key(secret, recipient, today),
                    "recipient": recipient,
                    "organisation": organisation_of(recipient),
                    "day": today,
                    "created_at": now,
                }
                for recipient in recipients
            ],
        )
    return len(recipients)


def gather(session: Session, message: MessageRow, now: datetime, *, held: bool) -> list[NoticeRow]:
    """Tie the recipient's waiting notices to their digest, as things stand now; void what needs no saying any more.

    Void: the duty is done, has lost its meaning or has been moved to a later date (the new date has reminders of its
    own), or the same duty has a newer notice here. held: an earlier attempt has gathered some already.
    """
    today = oslo_date(now)
    kept: dict[int, NoticeRow] = {}
    for notice, duty in _waiting(session, message, held=held):
        over = duty.done_on is not None or (duty.until is not None and duty.until <= today)
        if over or duty.ladder_due > notice.due:
            notice.void = True
            continue
        older = kept.get(notice.duty_id)
        if older is not None:
            older.void = True
        notice.late = notice.late or now > send_at(oslo_date(notice.created_at)) + LATE_AFTER
        notice.message_id = message.id
        kept[notice.duty_id] = notice
    return list(kept.values())


def gather_day(session: Session, at: datetime) -> int:
    """Tie the notices to the digests of a day as if these had been sent then; how many digests there are.

    For a day that has been, and whose digests may stand in the chats: one that is found has said what it gathered.
    """
    query = select(MessageRow).where(
        MessageRow.day == oslo_date(at), MessageRow.status == MessageStatus.WAITING, MessageRow.attempt == 0
    )
    found = session.exec(query).all()
    for message in found:
        gather(session, message, at, held=False)
        message.attempt = 1
    return len(found)


def _waiting(session: Session, message: MessageRow, *, held: bool) -> list[tuple[NoticeRow, DutyRow]]:
    pairs = select(NoticeRow, DutyRow).join(DutyRow, col(DutyRow.id) == col(NoticeRow.duty_id))
    free = pairs.where(
        col(NoticeRow.recipient) == message.recipient, text("notice.message_id IS NULL AND NOT notice.void")
    )
    found = list(session.exec(free).all())
    if held:
        own = pairs.where(col(NoticeRow.message_id) == message.id, text("NOT notice.void"))
        found += session.exec(own).all()
    return sorted(found, key=lambda pair: pair[0].id)


def supersede(session: Session, digests: Sequence[int], *, late: bool = False) -> None:
    """Cancel digests that were never said, and let go of what they gathered: the next one takes it."""
    if not digests:
        return
    held = update(NoticeRow).where(col(NoticeRow.message_id).in_(digests), col(NoticeRow.void).is_(False))
    session.execute(held.values(message_id=None, late=True) if late else held.values(message_id=None))
    cancelled = update(MessageRow).where(col(MessageRow.id).in_(digests))
    session.execute(cancelled.values(status=MessageStatus.CANCELLED, reason=SUPERSEDED))


def rebind(unit: UnitOfWork, organisation: str) -> int:
    """An organisation has a new room: what couldn't be delivered goes out in the next sending hour, marked late.

    Digests give their notices back, so that what is still relevant comes in one. Returns how many messages were
    waiting for a room; those that may have been sent after all (`unknown`) are left to people.
    """
    session = unit.session
    found = session.exec(
        select(MessageRow).where(
            MessageRow.organisation == organisation,
            MessageRow.status == MessageStatus.UNDELIVERABLE,
            MessageRow.reason != UNKNOWN,
        )
    ).all()
    calendar = unit.rules.calendar
    digests = [message.id for message in found if message.cause is None]
    supersede(session, digests, late=True)
    for message in found:
        if message.cause is not None:
            message.status, message.reason, message.late = MessageStatus.WAITING, "", True
            message.not_before = next_sending(unit.at, calendar)
    session.flush()
    if digests and sending_now(unit.at, calendar):
        ensure_digests(session, unit.at)
    return len(found)
