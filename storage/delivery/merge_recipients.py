"""Two persons are one from here on: what both were still to be reminded of comes once, in one digest a day."""

from collections.abc import Collection, Mapping
from datetime import date

from sqlalchemy import text, update
from sqlmodel import Session, col, select

from domain.accounts import Recipient
from domain.duties.reminders import sending_now
from storage.delivery.digests import DIGEST, ensure_digests, supersede
from storage.people.directory import Directory, load_directory
from storage.people.linked_accounts import one_with
from storage.people.recipients import one_recipient
from storage.tables import MessageRow, MessageStatus, NoticeRow
from storage.unit_of_work.unit import UnitOfWork

What = tuple[int, date, int]
"""What a notice says: duty, date of the ladder, rung."""


def share_reminders(unit: UnitOfWork, person: int) -> None:
    """A person has just been joined to others: give what isn't sent yet to one recipient for each organisation.

    Digests that wait for another recipient of theirs are superseded, and so are undeliverable ones, since there may be
    a way now; what says the same twice is void. What is being sent just now is left alone. person: any of them.
    """
    session = unit.session
    given = _recipients(load_directory(session), one_with(session, person), unit.today)
    _let_go(session, given)
    free = session.exec(
        select(NoticeRow)
        .where(col(NoticeRow.recipient).in_(given), text("message_id IS NULL AND NOT void"))
        .order_by(col(NoticeRow.id))
    ).all()
    _give(session, free, given)
    session.flush()
    if free and sending_now(unit.at, unit.rules.calendar):
        ensure_digests(session, unit.at)


def _recipients(directory: Directory, people: Collection[int], day: date) -> Mapping[str, str]:
    """Every recipient these people may have been reminded as → the one they are from now on."""
    held = {(one.organisation, one.role) for one in directory.holdings if one.person in people}
    meant = (Recipient(organisation, role, number) for organisation, role in held for number in people)
    return {str(one): str(one_recipient(directory, one, day)) for one in meant}


def _let_go(session: Session, given: Mapping[str, str]) -> None:
    """Take their notices from digests that are not to go out as they are. Locked: no sender claims one meanwhile."""
    query = select(MessageRow).where(
        MessageRow.kind == DIGEST,
        col(MessageRow.recipient).in_(given),
        col(MessageRow.status).in_((MessageStatus.WAITING, MessageStatus.UNDELIVERABLE)),
    )
    found = session.exec(query.with_for_update()).all()
    stuck = [one.id for one in found if one.status == MessageStatus.UNDELIVERABLE]
    waiting = {one.id: one.recipient == given[one.recipient] for one in found if one.status == MessageStatus.WAITING}
    supersede(session, stuck, late=True)
    supersede(session, [number for number, stays in waiting.items() if not stays])
    held = update(NoticeRow).where(col(NoticeRow.message_id).in_(waiting), col(NoticeRow.void).is_(False))
    session.execute(held.values(message_id=None))  # one that stays gathers them again when it is claimed


def _give(session: Session, free: Collection[NoticeRow], given: Mapping[str, str]) -> None:
    """Give the notices to whom they are for now; void those that say what is said already, or stands beside them."""
    duties = {one.duty_id for one in free}
    stand = session.exec(
        select(NoticeRow).where(col(NoticeRow.duty_id).in_(duties), col(NoticeRow.recipient).in_(given))
    ).all()
    said = {_what(one) for one in stand if one.message_id is not None and not one.void}
    taken = {(_what(one), one.recipient) for one in stand}
    for notice in sorted(free, key=lambda one: one.recipient != given[one.recipient]):  # those that can stay first
        what, to = _what(notice), given[notice.recipient]
        if what in said or (notice.recipient != to and (what, to) in taken):
            notice.void = True
            continue
        notice.recipient = to
        said.add(what)


def _what(notice: NoticeRow) -> What:
    return (notice.duty_id, notice.due, notice.rung)
