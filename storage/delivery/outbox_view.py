"""The outbox as people look at it, and what a message is made of. Reading only: `storage/delivery/outbox.py` sends."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, bindparam, func, or_, text
from sqlalchemy import select as sa_select
from sqlmodel import Session, col, select

from domain.accounts import Address
from storage.delivery.digests import UNKNOWN
from storage.tables import MessageRow, MessageStatus, NoticeRow

_SHOWN = (
    "SELECT (SELECT coalesce(max(id), 0) FROM audit), count(*), coalesce(max(id), 0)"
    " FROM message WHERE status = 'undeliverable'"
)
LOOKED_AT = 50
"""Messages of one kind to one recipient that are looked through, the newest first: far more than stand on one day."""
_DOUBTED = col(MessageRow.reason) == UNKNOWN
# Made once: to make it anew costs as much as to run it.
_UNDELIVERED = (
    sa_select(col(MessageRow.organisation), _DOUBTED, func.count())
    .where(
        col(MessageRow.status) == MessageStatus.UNDELIVERABLE,
        or_(~_DOUBTED, col(MessageRow.created_at) > bindparam("doubted_since")),
    )
    .group_by(col(MessageRow.organisation), _DOUBTED)
    .order_by(col(MessageRow.organisation))
)


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
    return session.exec(held).all() or (
        session.exec(free.order_by(order)).all() if message.status == MessageStatus.WAITING else ()
    )


def what_replies_show(session: Session) -> tuple[int, ...]:
    """A mark of all that a reply is made of besides the day: as long as it stands, nothing of that has changed.

    Everything audited, and the messages that couldn't be delivered.
    """
    return tuple(session.connection().exec_driver_sql(_SHOWN).one())  # every reply asks: the short way


class Undelivered(NamedTuple):
    """Messages to an organisation that couldn't be delivered. unknown: they may have arrived all the same."""

    organisation: str
    unknown: bool
    messages: int


def undelivered(session: Session, doubted_since: datetime, organisation: str | None = None) -> list[Undelivered]:
    """What couldn't be delivered, of one organisation when given; what may have arrived only when newer than that."""
    of_one = col(MessageRow.organisation) == organisation
    query = _UNDELIVERED if organisation is None else _UNDELIVERED.where(of_one)
    return [Undelivered(*row) for row in session.execute(query, {"doubted_since": doubted_since})]


def message_at(session: Session, place: Address, message_id: str) -> MessageRow | None:
    """The sent message that stands there under the platform's own id; None: it is none of the outbox's.

    place: in a conversation with one person its channel is that person's account.
    """
    query = select(MessageRow).where(
        MessageRow.room_platform == place.platform,
        MessageRow.room_workspace == place.workspace,
        MessageRow.room_channel == place.channel,
        MessageRow.message_ts == message_id,
        MessageRow.message_ts != "",
        MessageRow.status == MessageStatus.SENT,
    )
    return session.exec(query).first()


def nudges_since(session: Session, owner: str, since: datetime) -> Sequence[MessageRow]:
    """The nudges an organisation has been sent, or is going to be, since an instant."""
    query = select(MessageRow).where(
        MessageRow.kind == "nudge", MessageRow.organisation == owner, col(MessageRow.created_at) >= since
    )
    return session.exec(query).all()


def messages_about_meeting(session: Session, ref: str, kinds: Collection[str], since: datetime) -> list[MessageRow]:
    """The messages of these kinds about a meeting (N-2027-V) that have come into being since then, oldest first."""
    query = select(MessageRow).where(
        col(MessageRow.kind).in_(kinds), _fact("meeting") == ref, col(MessageRow.created_at) >= since
    )
    return list(session.exec(query.order_by(col(MessageRow.id))))


def not_reached_by_draft(session: Session, ref: str, draft: int) -> list[str]:
    """The organisations that a draft of a meeting's minutes couldn't be delivered to. draft: its number."""
    query = select(MessageRow.organisation).where(
        MessageRow.kind == "minutes-out",
        MessageRow.status == "undeliverable",
        _fact("meeting") == ref,
        _fact("draft") == str(draft),
    )
    return list(session.exec(query))


def _fact(name: str) -> ColumnElement[str]:
    """What a message carries under a name."""
    found: ColumnElement[str] = col(MessageRow.facts)[name].as_string()
    return found


def said_already(session: Session, kind: str, recipient: str, facts: Mapping[str, str]) -> bool:
    """Whether a message with these facts is on its way to a recipient, or stands there."""
    query = select(MessageRow.facts).where(
        MessageRow.kind == kind, MessageRow.recipient == recipient, MessageRow.status != MessageStatus.CANCELLED
    )
    newest = session.exec(query.order_by(col(MessageRow.id).desc()).limit(LOOKED_AT))
    return any(one == facts for one in newest)
