"""Whether an answer may stand in a room for everybody to read, on platforms where an answer can't be whispered."""

from domain.accounts import Account, Address
from storage.unit_of_work.unit import Snapshot


def open_to(snapshot: Snapshot, account: Account, room: Address, admins: frozenset[str]) -> bool:
    """In a conversation of two, and in the room of an organisation one holds a role in, unless it is sparse: texts are
    for who asks. Strangers get no secrets: what they are told may stand anywhere else."""
    if room.direct:
        return True
    bound = snapshot.directory.room(room)
    if bound is not None and bound.sparse:
        return False
    known = snapshot.directory.people.get(account)
    holdings = snapshot.directory.roles_of(known[0], snapshot.today) if known else []
    if not holdings:
        return str(account) not in admins
    return bound is not None and any(one.organisation == bound.organisation for one in holdings)


def anothers(snapshot: Snapshot, account: Account, room: Address) -> bool:
    """Whether the room is an organisation's in which the account holds no role, or sparse: what was asked isn't for its
    readers.

    A card that tells a room of a change shows more than was typed: the whole item, its history, who else takes part.
    """
    if room.direct or snapshot.directory.room(room) is None:
        return False
    return not open_to(snapshot, account, room, frozenset())
