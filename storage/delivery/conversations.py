"""Conversations as kept: noted when they are seen, marked when they are gone, looked up to write there unasked."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlmodel import Session, col, select

from domain.accounts import Address, display_name
from storage.delivery.digests import rebind
from storage.delivery.redraw_marks import mark_room
from storage.people.recipients import who_helps
from storage.people.rooms import forget_refusal, room_at
from storage.tables import ConversationRow, ConversationState, RoomRow, RoomState
from storage.unit_of_work.store import Store
from storage.unit_of_work.unit import UnitOfWork, system

ROOM_LOST = "room-lost"
"""The kind of message that tells of a room nothing can be written in any more."""


@dataclass(frozen=True, slots=True)
class SeenConversation:
    """What a chat said of a conversation. user: whose it is when it is a personal one; team: where a channel is.

    name: whoever may rename it has chosen it, so it is cleaned as a person's is.
    """

    platform: str
    workspace: str
    channel: str
    kind: str
    service_url: str
    name: str = ""
    team: str = ""
    user: str = ""
    reference: dict[str, object] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", display_name(self.name))


def conversation(session: Session, platform: str, workspace: str, channel: str) -> ConversationRow | None:
    """The conversation of that id, or None."""
    return session.exec(
        select(ConversationRow).where(
            ConversationRow.platform == platform,
            ConversationRow.workspace == workspace,
            ConversationRow.channel == channel,
        )
    ).first()


def personal(session: Session, platform: str, workspace: str, user: str) -> ConversationRow | None:
    """The newest open conversation with one person, or None."""
    return session.exec(
        select(ConversationRow)
        .where(
            ConversationRow.platform == platform,
            ConversationRow.workspace == workspace,
            ConversationRow.user == user,
            ConversationRow.state != ConversationState.GONE,
        )
        .order_by(col(ConversationRow.seen_at).desc(), col(ConversationRow.id).desc())
    ).first()


def service_of(session: Session, platform: str, workspace: str) -> str:
    """The service address the workspace was last heard through; empty: never heard of."""
    found = session.exec(
        select(ConversationRow.service_url)
        .where(ConversationRow.platform == platform, ConversationRow.workspace == workspace)
        .order_by(col(ConversationRow.seen_at).desc(), col(ConversationRow.id).desc())
        .limit(1)
    ).first()
    return found or ""


def note(store: Store, seen: SeenConversation, now: datetime) -> bool:
    """Keep what was said of a conversation, if it is news; whether the conversation is new, or back.

    One that is back can be written to again: what waited for its organisation goes out. So is a room that has turned a
    message away, when somebody speaks to the bot there; whether it takes the next one, that one shows.
    """
    with store.read(now) as snapshot:
        row = conversation(snapshot.session, seen.platform, seen.workspace, seen.channel)
        room = snapshot.directory.room(Address(seen.platform, seen.workspace, seen.channel))
        refused = room is not None and room.refused  # when a message came: the conversation itself knows nothing of it
        if row is not None and not refused and _same(row, seen):
            return False
    with store.begin(system("samtaler"), now) as unit:
        row = conversation(unit.session, seen.platform, seen.workspace, seen.channel)
        news = row is None or row.state == ConversationState.GONE
        row = row or ConversationRow(
            platform=seen.platform, workspace=seen.workspace, channel=seen.channel, kind=seen.kind, service_url="",
            seen_at=now,
        )  # fmt: skip
        row.kind, row.service_url, row.seen_at = seen.kind, seen.service_url, now
        row.name, row.team, row.user = seen.name or row.name, seen.team or row.team, seen.user or row.user
        row.reference = {**row.reference, **seen.reference}
        unit.session.add(row)
        return _open(unit, row) or news


def regain(store: Store, back: SeenConversation, reasons: frozenset[str], now: datetime) -> None:
    """The app can write in all of a team again: its channels that were lost for one of these reasons are back.

    So are those that have turned a message away. back: with a `team`; which channel it tells of doesn't matter.
    """
    with store.begin(system("samtaler"), now) as unit:
        for row in _rows(unit.session, replace(back, channel="")):
            if row.state != ConversationState.GONE or row.reason in reasons:
                row.seen_at = now
                _open(unit, row)


def _open(unit: UnitOfWork, row: ConversationRow) -> bool:
    """The conversation can be written in, and so can the room it is: what waited for its organisation goes out.

    Whether either couldn't be until now.
    """
    closed = row.state == ConversationState.GONE
    row.state, row.reason = ConversationState.OPEN, ""
    place = Address(row.platform, row.workspace, row.channel)
    room = room_at(unit.session, place)
    if room is not None and room.state == RoomState.REFUSED:
        closed = True
        room.state, room.reason = RoomState.OPEN, ""
        forget_refusal(unit.session, place)
        mark_room(unit.session, place, unit.at)
        unit.session.flush()
        rebind(unit, room.organisation)
    return closed


def lose(store: Store, gone: SeenConversation, reason: str, now: datetime, platforms: frozenset[str]) -> None:
    """The app can't write in a conversation any more: mark it, and the room it is, and tell people elsewhere.

    gone: with a `team` and no `channel`, every channel of the team. Each is a transaction of its own, because KS hears
    of each; one that a crash leaves out is noticed when a message is turned away there.
    """
    with store.read(now) as snapshot:
        channels = [row.channel for row in _rows(snapshot.session, gone) if row.state != ConversationState.GONE]
    for channel in channels:
        with store.begin(system("samtaler"), now) as unit:
            for row in _rows(unit.session, replace(gone, channel=channel)):
                _close(unit, row, reason, platforms)


def _close(unit: UnitOfWork, row: ConversationRow, reason: str, platforms: frozenset[str]) -> None:
    if row.state == ConversationState.GONE:
        return
    row.state, row.reason = ConversationState.GONE, reason
    room = room_at(unit.session, Address(row.platform, row.workspace, row.channel))
    if room is not None and room.state != RoomState.REFUSED:
        room.state, room.reason = RoomState.REFUSED, reason
        _tell(unit, room, row.name, reason, platforms)


def _rows(session: Session, gone: SeenConversation) -> list[ConversationRow]:
    query = select(ConversationRow).where(
        ConversationRow.platform == gone.platform, ConversationRow.workspace == gone.workspace
    )
    if gone.channel:
        query = query.where(ConversationRow.channel == gone.channel)
    else:
        query = query.where(ConversationRow.team == gone.team, ConversationRow.kind == "channel")
    return list(session.exec(query))


def _same(row: ConversationRow, seen: SeenConversation) -> bool:
    """Whether it is open and nothing that was said is news; what wasn't said isn't."""
    if row.state == ConversationState.GONE:
        return False
    told = ((row.name, seen.name), (row.user, seen.user), (row.team, seen.team))
    same = all(said in ("", kept) for kept, said in told) and seen.reference.keys() <= row.reference.keys()
    return same and (row.kind, row.service_url) == (seen.kind, seen.service_url)


def _tell(unit: UnitOfWork, room: RoomRow, name: str, reason: str, platforms: frozenset[str]) -> None:
    """Those who can help: the room itself can't be told."""
    where = ":".join((room.platform, room.workspace, room.channel))
    for recipient in who_helps(unit.directory, room.organisation, unit.today, platforms):
        unit.send(
            ROOM_LOST, recipient, {"organisation": room.organisation, "room": where, "name": name, "reason": reason}
        )
