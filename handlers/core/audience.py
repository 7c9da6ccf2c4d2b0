"""Whether an answer may stand in a room for everybody to read, on platforms where an answer can't be whispered."""

from handlers.cards import Account, RoomRef
from storage.unit_of_work.unit import Snapshot


def open_to(snapshot: Snapshot, account: Account, room: RoomRef, admins: frozenset[str]) -> bool:
    """In a conversation of two, and in the room of an organisation one holds a role in. Strangers get no secrets:
    what they are told may stand anywhere."""
    if room.direct:
        return True
    known = snapshot.directory.people.get((account.platform, account.workspace, account.user))
    holdings = snapshot.directory.roles_of(known[0], snapshot.today) if known else []
    if not holdings:
        return str(account) not in admins
    bound = snapshot.directory.room(room.platform, room.workspace, room.channel)
    return bound is not None and any(one.organisation == bound.organisation for one in holdings)


def anothers(snapshot: Snapshot, account: Account, room: RoomRef) -> bool:
    """Whether the room is an organisation's in which the account holds no role: what was asked isn't for its readers.

    A card that tells a room of a change shows more than was typed: the whole item, its history, who else takes part.
    """
    if room.direct or snapshot.directory.room(room.platform, room.workspace, room.channel) is None:
        return False
    return not open_to(snapshot, account, room, frozenset())
