"""The outbox as people look at it, and what a message is made of. Reading only: `storage/delivery/outbox.py` sends."""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import func, text
from sqlmodel import Session, col, select

from storage.tables import MessageRow, NoticeRow


def outbox_counts(session: Session) -> Mapping[str, int]:
    """How many messages there are, by status."""
    query = select(MessageRow.status, func.count()).group_by(col(MessageRow.status))
    return dict(session.exec(query).all())


def outbox_page(session: Session, statuses: Collection[str], most: int) -> Sequence[MessageRow]:
    """The newest messages with one of the statuses, the newest first."""
    query = select(MessageRow).where(col(MessageRow.status).in_(statuses))
    return session.exec(query.order_by(col(MessageRow.id).desc()).limit(most)).all()


def notices_of(session: Session, message: MessageRow) -> Sequence[NoticeRow]:
    """What a digest holds; as long as it has gathered nothing, what it would gather now. Empty for other kinds."""
    if message.cause is not None:
        return ()
    order = col(NoticeRow.id)
    held = select(NoticeRow).where(col(NoticeRow.message_id) == message.id, text("NOT void")).order_by(order)
    free = select(NoticeRow).where(
        col(NoticeRow.recipient) == message.recipient, text("message_id IS NULL AND NOT void")
    )
    return session.exec(held).all() or (session.exec(free.order_by(order)).all() if message.status == "waiting" else ())
