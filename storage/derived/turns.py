"""Whose derivation holds, when several versions of the program meet over one database.

Nobody raises a number: a version is known by a digest of its code and rules. Whoever comes with a digest that nobody
has come with before is the newer one and derives anew. An older one that is still running leaves things as they are;
it takes over again only when the newer one has not been seen for two days, that is, when it has been rolled back.
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import Enum
from json import dumps, loads

GONE_AFTER = timedelta(days=2)
"""A version that has not said for so long that it is there is no longer there: each says so once a day."""

BEGINNING = '{{"digest": "{}"'
"""How the text of a record under a digest begins."""

MOST = 20
"""Earlier versions remembered."""


class VersionTurn(Enum):
    """What a version is to do: derive for the FIRST time, derive ANEW after another, nothing (KEPT, or it is OLDER)."""

    FIRST = "first"
    ANEW = "anew"
    KEPT = "kept"
    OLDER = "older"


@dataclass(frozen=True, slots=True)
class Record:
    """Under which digest something was derived, when its version was last seen, and those that came before it.

    muddled: an older version has derived some of it since, in its own way.
    """

    digest: str
    seen_at: datetime
    earlier: tuple[str, ...] = ()
    muddled: bool = False

    @classmethod
    def read(cls, text: str) -> "Record":
        """A kept record. Before there were records a bare digest was kept: its version is not seen any more."""
        if not text.startswith("{"):
            return cls(text, datetime.min.replace(tzinfo=UTC))
        values = loads(text)
        seen_at = datetime.fromisoformat(values["seen_at"])
        return cls(values["digest"], seen_at, tuple(values["earlier"]), values["muddled"])

    def as_text(self) -> str:
        """The record as it is kept."""
        values = {"digest": self.digest, "seen_at": self.seen_at.isoformat()}
        return dumps({**values, "earlier": self.earlier, "muddled": self.muddled})

    def muddle(self) -> "Record":
        """The record after an older version has derived something in its own way."""
        return replace(self, muddled=True)


def take_turn(kept: Record | None, own: str, now: datetime) -> tuple[VersionTurn, Record]:
    """What the version with the digest `own` is to do at `now`, and what is kept then. kept: None, nothing was."""
    if kept is None:
        return VersionTurn.FIRST, Record(own, now)
    if kept.digest == own:
        turn = VersionTurn.ANEW if kept.muddled else VersionTurn.KEPT
        return turn, replace(kept, seen_at=now, muddled=False)
    if own in kept.earlier and now - kept.seen_at <= GONE_AFTER:
        return VersionTurn.OLDER, kept
    earlier = tuple(one for one in (*kept.earlier, kept.digest) if one != own)
    return VersionTurn.ANEW, Record(own, now, earlier[-MOST:])
