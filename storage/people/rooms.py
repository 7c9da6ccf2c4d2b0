"""Rooms as kept: which is whose, and the language an organisation is written to in."""

from datetime import datetime

from sqlmodel import Session, select

from domain.accounts import Address
from storage.tables import OrganisationRow, RefusedRoomRow, RoomRow, RoomState


def room_at(session: Session, address: Address) -> RoomRow | None:
    """The room of an organisation at an address; None: it is nobody's."""
    query = select(RoomRow).where(
        RoomRow.platform == address.platform,
        RoomRow.workspace == address.workspace,
        RoomRow.channel == address.channel,
    )
    return session.exec(query).first()


def bind_room(session: Session, address: Address, organisation: str, *, at: datetime) -> RoomRow:
    """Make what is at an address an organisation's room, its newest and open, whosever it was; the room."""
    row = room_at(session, address)
    if row is None:
        row = RoomRow(
            platform=address.platform,
            workspace=address.workspace,
            channel=address.channel,
            organisation=organisation,
            bound_at=at,
        )
        session.add(row)
    if row.organisation != organisation:
        row.taken_from = row.organisation
    row.organisation, row.state, row.reason, row.bound_at = organisation, RoomState.OPEN, "", at
    forget_refusal(session, address)
    session.flush()
    return row


def forget_refusal(session: Session, address: Address) -> None:
    """Somebody says that a room can be written in: should it refuse again, that is news."""
    row = session.get(RefusedRoomRow, (address.platform, address.workspace, address.channel))
    if row is not None:
        session.delete(row)


def set_free(session: Session, room: RoomRow) -> None:
    """The room is nobody's any more."""
    session.delete(room)


def set_sparse(room: RoomRow, *, sparse: bool) -> None:
    """Whether a room is shown titles, numbers and dates only, whosever it becomes."""
    room.sparse = sparse


def set_language(session: Session, organisation: str, language: str) -> None:
    """What an organisation is written to in: nb, nn or en. Raises NoResultFound when there is no such organisation."""
    session.get_one(OrganisationRow, organisation).language = language


def set_room_language(room: RoomRow, language: str) -> None:
    """What a room is written to in, whatever its organisation's language is."""
    room.language = language
