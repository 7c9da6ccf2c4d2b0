"""Taking messages out of the outbox: one at a time per recipient, on a lease, and never one that may stand in a chat.

waiting → sending → sent | undeliverable | cancelled. A `sending` row whose lease is over, and one that got no clear
answer (`uncertain`), is ambiguous: its key is looked up in the chat before anything else happens to it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache

import sqlalchemy
from sqlalchemy import ColumnElement, Update, and_, bindparam, not_, or_, text, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from domain.accounts import Address
from domain.calendar import oslo_date
from domain.duties.reminders import sending_now
from storage.delivery.digests import gather
from storage.delivery.reasons import refusals
from storage.delivery.restore_epoch import Epoch, current_epoch
from storage.people.directory import Directory
from storage.people.recipients import address_of, places_of
from storage.tables import MessageRow, MessageStatus, NoticeRow, RedrawRow, Row
from storage.unit_of_work.store import Store

NO_ROOM = "no-room"
"""Why a message is undeliverable: its recipient has no room on any active platform."""

UNSERVED = timedelta(hours=4)
"""After this long an attempt on a platform that nobody seems to serve any more is another worker's to settle: its
recipient hears nothing while it is open."""

LOOK_AROUND = timedelta(hours=26)
"""How far around an attempt its key is looked for: our clock may have been a day wrong when it was made."""

_BUSY = text("message.status IN ('sending', 'uncertain')")
_FREE = text(
    "NOT EXISTS (SELECT 1 FROM message AS busy"
    " WHERE busy.recipient = message.recipient AND busy.status IN ('sending', 'uncertain'))"
)
_NEXT = (
    sqlalchemy.select(Row.metadata.tables["message"])
    .where(or_(col(MessageRow.not_before).is_(None), col(MessageRow.not_before) <= bindparam("now")), _FREE)
    .order_by(col(MessageRow.id))
    .limit(1)
    .with_for_update(skip_locked=True, of=Row.metadata.tables["message"])
)
_NEXT_CAUSED = _NEXT.where(text("message.status = 'waiting' AND message.day IS NULL"))
_NEXT_DIGEST = _NEXT.where(
    text("message.status = 'waiting' AND message.cause IS NULL"), col(MessageRow.day) == bindparam("today")
)
_ANY_TO_SEND = text(
    "SELECT EXISTS (SELECT 1 FROM message WHERE status = 'waiting' AND day IS NULL)"
    " OR EXISTS (SELECT 1 FROM message WHERE status = 'waiting' AND cause IS NULL)"
    " OR EXISTS (SELECT 1 FROM message WHERE status IN ('sending', 'uncertain'))"
)
_ANY_MARKED = text("SELECT EXISTS (SELECT 1 FROM redraw)")


@dataclass(slots=True)
class Worker:
    """Who sends: a name of its own, the machine's start its leases count from, and the platforms it can post to.

    `seen` remembers leases of other machine starts, which can't be compared with ours: they are waited out anew;
    `seen_redraws` those of messages that are being drawn anew.
    """

    name: str
    boot: str
    platforms: frozenset[str]
    seen: dict[tuple[int, int, str, float], float] = field(default_factory=dict)
    seen_redraws: dict[tuple[int, int, str, float], float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Claimed:
    """A message that is this worker's until `message.lease_until`. Detached: to be read, not written.

    notices: what a digest says. places: where it goes, or where its key is to be looked up (since – until).
    """

    message: MessageRow
    notices: tuple[NoticeRow, ...]
    places: tuple[Address, ...]
    epoch: int
    since: datetime
    until: datetime


def anything_open(store: Store, now: datetime) -> bool:
    """Whether the outbox holds anything at all, messages that are to be drawn anew included."""
    return anything_to_send(store, now) or anything_marked(store, now)


def anything_to_send(store: Store, now: datetime) -> bool:
    """Whether a message waits or is on its way; asked on a snapshot, so it waits for nobody."""
    with store.read(now) as snapshot:
        return bool(snapshot.session.execute(_ANY_TO_SEND).scalar_one())


def anything_marked(store: Store, now: datetime) -> bool:
    """Whether a message that stands is to be drawn anew; asked likewise."""
    with store.read(now) as snapshot:
        return bool(snapshot.session.execute(_ANY_MARKED).scalar_one())


@dataclass(frozen=True, slots=True)
class _Reading:
    """What one transaction knows besides the row."""

    session: Session
    worker: Worker
    now: datetime
    epoch: Epoch
    directory: Directory

    def address(self, message: MessageRow) -> Address | None:
        refused = refusals(message.reason)
        return address_of(
            self.directory, message.recipient, oslo_date(self.now), self.worker.platforms, refused=refused
        )

    def places(self, message: MessageRow) -> tuple[Address, ...]:
        return places_of(self.directory, message.recipient, oslo_date(self.now), self.worker.platforms)


def claim(store: Store, worker: Worker, now: datetime, lease_now: float, lease: float) -> Claimed | None:
    """Take the next message that may be sent now, or None. What people have caused goes first, at any hour.

    lease: seconds. A digest gathers its notices here; one with nothing left to say is cancelled, one without a room
    is undeliverable, and the next is taken.
    """
    while True:
        try:
            with store.transaction() as session:
                epoch = current_epoch(session, now)
                message = _next_waiting(session, store, now, epoch)
                if message is None:
                    return None
                reading = _Reading(session, worker, now, epoch, store.directory_in(session))
                claimed = _take(reading, message, lease_now + lease)
        except IntegrityError:  # PostgreSQL: another worker has just begun on this recipient; look further
            continue
        if claimed is not None:
            return claimed


def _next_waiting(session: Session, store: Store, now: datetime, epoch: Epoch) -> MessageRow | None:
    looked = not_(_to_look_up(epoch)) if epoch.number else None
    values = {"now": now, "today": oslo_date(now)}
    for query in (_NEXT_CAUSED, _NEXT_DIGEST):
        if query is _NEXT_DIGEST and not sending_now(now, store.rules.calendar):
            break
        found = session.connection().execute(query if looked is None else query.where(looked), values).first()
        if found is not None:
            return MessageRow(**found._mapping)  # noqa: SLF001 - SQLAlchemy's public name for a row's columns
    return None


def _take(reading: _Reading, message: MessageRow, lease_until: float) -> Claimed | None:
    """Mark it as being sent, which keeps everybody else from this recipient; None: it isn't sent after all."""
    session, now, worker = reading.session, reading.now, reading.worker
    address = reading.address(message)
    room = address or message.last_address
    held = message.attempt > 0
    # From this statement on nobody else begins on this recipient.
    _mark(
        session,
        message,
        status=MessageStatus.SENDING if address else MessageStatus.UNDELIVERABLE,
        reason=message.reason if address else NO_ROOM,
        worker=worker.name,
        boot=worker.boot,
        lease_until=lease_until,
        attempt=message.attempt + 1,
        attempted_at=now,
        epoch=reading.epoch.number,
        room_platform=room.platform,
        room_workspace=room.workspace,
        room_channel=room.channel,
        room_direct=room.direct,
    )
    notices: Sequence[NoticeRow] = ()
    if message.cause is None:
        notices = gather(session, message, now, held=held)
        if not notices:
            _mark(session, message, status=MessageStatus.CANCELLED, reason="")
            return None
        if message.late != any(notice.late for notice in notices):
            _mark(session, message, late=not message.late)
    return Claimed(message, tuple(notices), (address,), reading.epoch.number, now, now) if address else None


def _mark(session: Session, message: MessageRow, **values: object) -> None:
    """Write columns of a message, in the database and in what was read of it."""
    session.connection().execute(_marked(tuple(values)), {"the_id": message.id, **values})
    for name, value in values.items():
        setattr(message, name, value)


@cache
def _marked(names: tuple[str, ...]) -> Update:
    """Built once: building a statement costs more than running it, and loading an entity more than reading a row."""
    table = Row.metadata.tables["message"]
    return update(table).where(table.c.id == bindparam("the_id")).values({name: bindparam(name) for name in names})


def take_ambiguous(store: Store, worker: Worker, now: datetime, lease_now: float, lease: float) -> Claimed | None:
    """Take the next message whose key must be looked up, once nothing of an old attempt can land any more; or None.

    That is: a lease that is over, on its own clock; one of another machine start, waited out anew on ours; a waiting
    message that may have been sent in an earlier epoch, a lease after the epoch began. An attempt on a platform that
    isn't this worker's is left to those who serve it, as long as there may be any (`UNSERVED`).
    """
    try:
        with store.transaction() as session:
            epoch = current_epoch(session, now)
            message = _over(session, worker, now, lease_now, lease)
            if message is None and epoch.number and now >= epoch.raised_at + timedelta(seconds=lease):
                query = select(MessageRow).where(
                    col(MessageRow.status) == MessageStatus.WAITING, _to_look_up(epoch), _FREE
                )
                query = query.order_by(col(MessageRow.id)).limit(1).with_for_update(skip_locked=True, of=MessageRow)
                message = session.exec(query).first()
            if message is None:
                return None
            message.status = MessageStatus.UNCERTAIN
            message.worker, message.boot, message.lease_until = worker.name, worker.boot, lease_now + lease
            session.flush()
            return _to_find(_Reading(session, worker, now, epoch, store.directory_in(session)), message)
    except IntegrityError:  # PostgreSQL: another worker has just begun on this recipient
        return None


def _over(session: Session, worker: Worker, now: datetime, lease_now: float, lease: float) -> MessageRow | None:
    ours = or_(
        col(MessageRow.room_platform).in_(worker.platforms),
        col(MessageRow.attempted_at) < now - UNSERVED,
    )
    rows = session.exec(select(MessageRow).where(_BUSY, ours).order_by(col(MessageRow.id))).all()
    foreign = [_claim_of(row) for row in rows if row.boot != worker.boot]
    worker.seen = {mark: worker.seen.get(mark, lease_now) for mark in foreign}
    for row in rows:
        if lease_is_over(row, worker.seen.get(_claim_of(row)), lease_now, lease) and _lock(session, row):
            return row
    return None


def lease_is_over(row: MessageRow | RedrawRow, seen_at: float | None, lease_now: float, lease: float) -> bool:
    """Whether nothing of an attempt can land any more. seen_at: when one of another machine start was first seen."""
    return lease_now >= (row.lease_until if seen_at is None else seen_at + lease)


def _claim_of(row: MessageRow) -> tuple[int, int, str, float]:
    return (row.id, row.attempt, row.worker, row.lease_until)


def _lock(session: Session, row: MessageRow) -> bool:
    """Hold the row, if it still is what was read; on SQLite the transaction holds everything already."""
    query = select(MessageRow.id).where(
        MessageRow.id == row.id, _BUSY, MessageRow.worker == row.worker, MessageRow.lease_until == row.lease_until
    )
    return session.exec(query.with_for_update(skip_locked=True)).first() is not None


def _to_find(reading: _Reading, message: MessageRow) -> Claimed:
    places: list[Address] = []
    since = until = message.attempted_at or reading.now
    if message.room_platform:
        places.append(message.last_address)
    if message.epoch < reading.epoch.number:  # the row may be older than what became of it: look wherever it could be
        places += reading.places(message)
        since, until = min(since, message.created_at), reading.now
    return Claimed(
        message=message,
        notices=tuple(reading.session.exec(select(NoticeRow).where(NoticeRow.message_id == message.id))),
        places=tuple(dict.fromkeys(places)),
        epoch=reading.epoch.number,
        since=since - LOOK_AROUND,
        until=until + LOOK_AROUND,
    )


def _to_look_up(epoch: Epoch) -> ColumnElement[bool]:
    """Waiting messages that may have been sent in an earlier epoch: those of then, and digests of days up to then."""
    return and_(
        col(MessageRow.epoch) < epoch.number,
        or_(
            col(MessageRow.created_at) <= epoch.raised_at,
            and_(col(MessageRow.cause).is_(None), col(MessageRow.day) <= epoch.day),
        ),
    )
