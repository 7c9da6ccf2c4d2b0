"""A room that has turned a message away is tried again by itself, ever more seldom: it may have been a mistake.

After one hour, two, four …, at most a day. It is opened, and what waits for its organisation goes there; if it refuses
again, it is marked as before, and nobody is told a second time.
"""

from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from domain.accounts import Address
from storage.delivery.digests import UNKNOWN, rebind
from storage.delivery.redraw_marks import mark_room
from storage.people.rooms import room_at
from storage.tables import MessageRow, MessageStatus, RefusedRoomRow, RoomState
from storage.unit_of_work.store import Store
from storage.unit_of_work.unit import UnitOfWork, system

SHORTEST, LONGEST = timedelta(hours=1), timedelta(days=1)


def note_refusal(session: Session, place: Address, now: datetime) -> bool:
    """A room has refused; whether that is news, and not what came of trying it again."""
    row = _row(session, place)
    if row is not None:
        return False
    session.add(
        RefusedRoomRow(
            platform=place.platform, workspace=place.workspace, channel=place.channel, refused_at=now, tried_at=now
        )
    )
    return True


def try_again(store: Store, now: datetime, platforms: frozenset[str]) -> int:
    """Open the rooms whose turn it is, for what waits; how many. Those that take messages again are forgotten."""
    with store.read(now) as snapshot:
        rows = snapshot.session.exec(select(RefusedRoomRow)).all()
        if not any(_is_due(row, now) or _works(snapshot.session, row) for row in rows):
            return 0
    with store.begin(system("levering"), now) as unit:
        tried = 0
        for row in unit.session.exec(select(RefusedRoomRow)).all():
            if _works(unit.session, row):
                unit.session.delete(row)
                mark_room(unit.session, _place(row), now)
            elif _is_due(row, now):
                row.tried_at = now
                tried += _open(unit, row, platforms)
        return tried


def _is_due(row: RefusedRoomRow, now: datetime) -> bool:
    return now - row.tried_at >= min(max(row.tried_at - row.refused_at, SHORTEST), LONGEST)


def _works(session: Session, row: RefusedRoomRow) -> bool:
    """Whether it is open, by a trial or by people, and a message has been taken there since."""
    room = room_at(session, _place(row))
    if room is None or room.state == RoomState.REFUSED:
        return room is None
    taken = select(MessageRow.id).where(
        MessageRow.status == MessageStatus.SENT,
        MessageRow.room_platform == row.platform,
        MessageRow.room_workspace == row.workspace,
        MessageRow.room_channel == row.channel,
        col(MessageRow.sent_at) >= row.tried_at,
    )
    return session.exec(taken.limit(1)).first() is not None


def _open(unit: UnitOfWork, row: RefusedRoomRow, platforms: frozenset[str]) -> bool:
    """Where nothing waits, or another room takes what comes, there is nothing to try."""
    room = room_at(unit.session, _place(row))
    if room is None or room.state != RoomState.REFUSED or room.platform not in platforms:
        return False
    others = [one for one in unit.directory.rooms_of(room.organisation, platforms) if not one.refused]
    waits = select(MessageRow.id).where(
        MessageRow.organisation == room.organisation,
        MessageRow.status == MessageStatus.UNDELIVERABLE,
        MessageRow.reason != UNKNOWN,
    )
    if others or unit.session.exec(waits.limit(1)).first() is None:
        return False
    room.state, room.reason = RoomState.OPEN, ""
    unit.session.flush()
    rebind(unit, room.organisation)
    return True


def _row(session: Session, place: Address) -> RefusedRoomRow | None:
    return session.get(RefusedRoomRow, (place.platform, place.workspace, place.channel))


def _place(row: RefusedRoomRow) -> Address:
    return Address(row.platform, row.workspace, row.channel)
