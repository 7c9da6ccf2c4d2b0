"""Taking marked messages to be drawn anew: one worker at a time each, on a lease, and what became of them.

Drawing a message that stands in a chat is idempotent, so nothing has to be looked up after a crash: it is done again.
What must not be is two at once, the older state landing last; and a change that comes meanwhile must not be lost.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy
from sqlalchemy import ColumnElement, Delete, Update, bindparam, delete, update
from sqlmodel import Session, col, select

from domain.accounts import Address
from storage.delivery.outbox import Worker, lease_is_over
from storage.delivery.redraw_marks import mark_message
from storage.tables import MessageRow, NoticeRow, RedrawRow, Row
from storage.unit_of_work.store import Store

UNSERVED = timedelta(days=7)
"""How long a mark waits for its platform to be served again, or to take updates again."""

_TABLE = Row.metadata.tables["redraw"]
_OF_ITS_PLATFORMS = select(MessageRow.id).where(
    col(MessageRow.id) == _TABLE.c.message_id, col(MessageRow.room_platform).in_(bindparam("platforms", expanding=True))
)
_NEXT = (
    sqlalchemy.select(_TABLE)
    .where(_OF_ITS_PLATFORMS.exists())
    .order_by(_TABLE.c.message_id.desc())
    .with_for_update(skip_locked=True, of=_TABLE)
)
_NEXT_FREE = _NEXT.where(
    _TABLE.c.worker == "", _TABLE.c.not_before.is_(None) | (_TABLE.c.not_before <= bindparam("now"))
).limit(1)
_NEXT_TAKEN = _NEXT.where(_TABLE.c.worker != "")


@dataclass(frozen=True, slots=True)
class Redraw:
    """A message that is this worker's to draw until `mark.lease_until`. Detached: to be read, not written.

    certain: what stands in the chat is what `message.drawn` says. notices: what a digest says.
    """

    mark: RedrawRow
    message: MessageRow
    notices: tuple[NoticeRow, ...]
    certain: bool

    @property
    def place(self) -> Address:
        """Where it stands."""
        return self.message.last_address


def take_redraw(
    store: Store, worker: Worker, now: datetime, lease_now: float, lease: float, *, platforms: frozenset[str]
) -> Redraw | None:
    """Take the newest message that is to be drawn anew on these platforms, or None. lease: seconds."""
    with store.transaction() as session:
        values = {"platforms": list(platforms), "now": now}
        mark = _free(session, values) or _over(session, values, worker, lease_now, lease)
        if mark is None:
            return None
        certain = mark.attempt == 0
        mark.worker, mark.boot, mark.lease_until = worker.name, worker.boot, lease_now + lease
        mark.attempt += 1
        taken = {name: getattr(mark, name) for name in ("worker", "boot", "lease_until", "attempt")}
        session.execute(update(RedrawRow).where(col(RedrawRow.message_id) == mark.message_id).values(taken))
        message = session.get_one(MessageRow, mark.message_id)
        notices = select(NoticeRow).where(NoticeRow.message_id == message.id, col(NoticeRow.void).is_(False))
        found = session.exec(notices.order_by(col(NoticeRow.id))).all() if message.cause is None else ()
        return Redraw(mark, message, tuple(found), certain)


def _free(session: Session, values: Mapping[str, object]) -> RedrawRow | None:
    found = session.connection().execute(_NEXT_FREE, values).first()
    return RedrawRow(**found._mapping) if found else None  # noqa: SLF001 - SQLAlchemy's public name for its columns


def _over(
    session: Session, values: Mapping[str, object], worker: Worker, lease_now: float, lease: float
) -> RedrawRow | None:
    """One whose worker is gone: its lease is over, or, of another machine start, waited out anew."""
    found = session.connection().execute(_NEXT_TAKEN, values)
    taken = [RedrawRow(**row._mapping) for row in found]  # noqa: SLF001 - SQLAlchemy's own name for a row as a mapping
    marks = {_claim_of(row) for row in taken if row.boot != worker.boot}
    worker.seen_redraws = {one: worker.seen_redraws.get(one, lease_now) for one in marks}
    over = (row for row in taken if lease_is_over(row, worker.seen_redraws.get(_claim_of(row)), lease_now, lease))
    return next(over, None)


def _claim_of(row: RedrawRow) -> tuple[int, int, str, float]:
    return (row.message_id, row.attempt, row.worker, row.lease_until)


def mark_current(store: Store, redraw: Redraw, fingerprint: str) -> bool:
    """What was drawn stands in the chat now. False: the lease had gone to somebody else, who may have drawn after."""
    with store.transaction() as session:
        if not _let_go(session, redraw, attempt=0):
            return False
        drawn = update(MessageRow).where(col(MessageRow.id) == redraw.mark.message_id)
        session.execute(drawn.values(drawn=fingerprint))
        return True


def retry_later(store: Store, redraw: Redraw, not_before: datetime | None = None, *, unsure: bool) -> bool:
    """It is drawn again, not before the instant. unsure: something of this attempt may stand in the chat."""
    attempt = redraw.mark.attempt if unsure else redraw.mark.attempt - 1
    with store.transaction() as session:
        free = {"worker": "", "boot": "", "lease_until": 0.0, "not_before": not_before, "attempt": attempt}
        return _took(session, update(RedrawRow).where(*_mine(redraw)).values(free))


def give_up(store: Store, redraw: Redraw, *, unsure: bool) -> bool:
    """It can't be drawn anew; the next change tries again. A change that came meanwhile does so at once."""
    with store.transaction() as session:
        let_go = _let_go(session, redraw, attempt=int(unsure))
        if let_go and unsure:
            session.execute(update(MessageRow).where(col(MessageRow.id) == redraw.mark.message_id).values(drawn=""))
        return let_go


def mark_dirty(store: Store, redraw: Redraw, now: datetime) -> None:
    """Drawn after the lease was over, perhaps on top of a newer state: whatever stands, it is drawn once more."""
    with store.transaction() as session:
        mark_message(session, redraw.mark.message_id, now, unsure=True)


def drop_unserved(store: Store, platforms: frozenset[str], now: datetime) -> None:
    """Let go of marks that have waited a week for a platform which is none of these: nobody serves it any more."""
    theirs = select(MessageRow.id).where(col(MessageRow.room_platform).not_in(platforms))
    with store.transaction() as session:
        old = delete(RedrawRow).where(col(RedrawRow.marked_at) < now - UNSERVED, col(RedrawRow.message_id).in_(theirs))
        session.execute(old)


def _let_go(session: Session, redraw: Redraw, *, attempt: int) -> bool:
    """Remove the mark; one that was asked for again meanwhile stays, free. False: it is another worker's now."""
    if _took(session, delete(RedrawRow).where(*_mine(redraw), col(RedrawRow.asked) == redraw.mark.asked)):
        return True
    free = {"worker": "", "boot": "", "lease_until": 0.0, "not_before": None, "attempt": attempt}
    return _took(session, update(RedrawRow).where(*_mine(redraw)).values(free))


def _mine(redraw: Redraw) -> tuple[ColumnElement[bool], ...]:
    """The mark, as long as this worker holds it."""
    return (
        col(RedrawRow.message_id) == redraw.mark.message_id,
        col(RedrawRow.worker) == redraw.mark.worker,
        col(RedrawRow.lease_until) == redraw.mark.lease_until,
    )


def _took(session: Session, changed: Update | Delete) -> bool:
    return bool(session.connection().execute(changed).rowcount)
