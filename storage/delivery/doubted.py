"""Messages of which nobody can tell whether they arrived: held back until KS has said what is to become of them.

A chat that can't be searched gave no clear answer, or the database has gone back and the message may have been sent
before. KS is shown them first; they are sent, saying that they may be a repetition, or let be.
"""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sqlalchemy import text, update
from sqlmodel import Session, col, select

from domain.organisations import Role
from storage.delivery.digests import UNKNOWN, supersede
from storage.delivery.reasons import reason_of
from storage.delivery.redraw_marks import mark
from storage.delivery.restore_epoch import kept_epoch
from storage.people.recipients import direct_to
from storage.tables import MessageRow, MessageStatus, NoticeRow, SettingRow
from storage.unit_of_work.store import Store
from storage.unit_of_work.unit import UnitOfWork, system

MESSAGES_DOUBTED = "messages-doubted"
"""The kind of message that tells KS of them; its fact: doubted, their numbers. Also what such a message shows, as a
subject."""
LET_BE = "let-be"
"""Why a message is cancelled: it may have arrived, and KS has let it be."""
IN_DOUBT = timedelta(days=14)
"""How long it is asked about: nothing that happens later tells whether it arrived."""

_TO_TELL = f"{MESSAGES_DOUBTED}:"


def doubted(session: Session, now: datetime, numbers: Collection[int] | None = None) -> Sequence[MessageRow]:
    """Those of the last fortnight, oldest first; of these numbers when given."""
    query = select(MessageRow).where(
        text("message.status = 'undeliverable'"),
        MessageRow.reason == UNKNOWN,
        MessageRow.kind != MESSAGES_DOUBTED,
        col(MessageRow.created_at) > now - IN_DOUBT,
    )
    if numbers is not None:
        query = query.where(col(MessageRow.id).in_(numbers))
    return session.exec(query.order_by(col(MessageRow.id))).all()


def hold_back(session: Session, message: MessageRow) -> None:
    """KS is to hear of it at the next tick; not of a word that is about such messages itself.

    What a digest would have gathered before the database went back may have been said with it: it is held back, too.
    """
    if message.cause is None:
        free = update(NoticeRow).where(
            col(NoticeRow.recipient) == message.recipient,
            text("notice.message_id IS NULL AND NOT notice.void"),
            col(NoticeRow.created_at) <= kept_epoch(session).raised_at,
        )
        session.execute(free.values(message_id=message.id))
        never = update(MessageRow).where(col(MessageRow.id) == message.id, col(MessageRow.attempt) == 0)
        session.execute(never.values(attempt=1))  # as one that has gathered
    if message.kind != MESSAGES_DOUBTED:
        session.merge(SettingRow(key=f"{_TO_TELL}{message.id}", value=""))


def tell_of_doubted(store: Store, now: datetime, platforms: frozenset[str]) -> int:
    """KS's coordinators are told once of those that have come into doubt, all in one message; how many are told."""
    with store.read(now) as snapshot:
        if not _untold(snapshot.session):
            return 0
    with store.begin(system("levering"), now) as unit:
        rows = _untold(unit.session)
        for row in rows:
            unit.session.delete(row)
        found = doubted(unit.session, now, [int(row.key.removeprefix(_TO_TELL)) for row in rows])
        ks = unit.directory.ks.slug
        recipients = direct_to(unit.directory, ks, Role.COORDINATOR, unit.today, platforms) or (ks,)
        for recipient in recipients if found else ():
            unit.send(MESSAGES_DOUBTED, recipient, {"doubted": ",".join(str(one.id) for one in found)})
        return len(recipients) if found else 0


def send_anyway(unit: UnitOfWork, messages: Sequence[MessageRow]) -> None:
    """They are sent, and say that they may be a repetition; what a digest of another day held comes late, with the next
    one."""
    past = [one.id for one in messages if one.cause is None and one.day != unit.today]
    supersede(unit.session, past, late=True)
    epoch = kept_epoch(unit.session).number  # else it would be looked up again, in vain
    for message in messages:
        if message.id not in past:
            message.status, message.reason = MessageStatus.WAITING, reason_of(repeated=True, refused=())
            message.not_before, message.epoch = None, epoch
    mark(unit.session, [MESSAGES_DOUBTED], unit.at)


def let_be(unit: UnitOfWork, messages: Sequence[MessageRow]) -> None:
    """They count as said."""
    for message in messages:
        message.status, message.reason = MessageStatus.CANCELLED, LET_BE
    mark(unit.session, [MESSAGES_DOUBTED], unit.at)


def _untold(session: Session) -> Sequence[SettingRow]:
    return session.exec(select(SettingRow).where(col(SettingRow.key).startswith(_TO_TELL, autoescape=True))).all()
