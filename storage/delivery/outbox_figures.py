"""How the outbox stands, in numbers alone."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import func
from sqlmodel import col, select

from storage.tables import MessageRow, MessageStatus, RedrawRow
from storage.unit_of_work.store import Store

SETTLED = (MessageStatus.SENT, MessageStatus.CANCELLED)


@dataclass(frozen=True, slots=True)
class OutboxFigures:
    """Messages that aren't settled, by how far they have come; seconds the oldest that is due has waited; redraws that
    wait."""

    messages: dict[str, int] = field(default_factory=dict)
    oldest: float = 0.0
    redraws: int = 0


def outbox_figures(store: Store, now: datetime) -> OutboxFigures:
    """The figures as of now, read on a snapshot."""
    status = col(MessageRow.status)
    due = (status == MessageStatus.WAITING) & (
        col(MessageRow.not_before).is_(None) | (col(MessageRow.not_before) <= now)
    )
    with store.read(now) as snapshot:
        session = snapshot.session
        counted = dict(session.exec(select(status, func.count()).where(status.not_in(SETTLED)).group_by(status)).all())
        oldest = session.exec(select(func.min(col(MessageRow.created_at))).where(due)).one()
        redraws = session.exec(select(func.count()).select_from(RedrawRow)).one()
    waited = (now - oldest).total_seconds() if oldest else 0.0
    names = (one for one in MessageStatus if one not in SETTLED)
    return OutboxFigures({one.value: counted.get(one, 0) for one in names}, max(waited, 0.0), redraws)
