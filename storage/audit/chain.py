"""The audit log as a chain: how an entry is added, and its head.

Whoever adds one has taken their turn (`Store.take_turn`; on SQLite there is one writer anyway): the head they read is
the one they add to.
"""

import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, insert, text

from domain.accounts import SYSTEM
from domain.audit import Head, personal_sum, sealed
from domain.calendar import oslo_date
from domain.canonical import checksum
from storage.audit.parts import Part, Recorded, split
from storage.tables import AuditPersonRow, AuditRow, Row

HEAD = "audit-head"
"""The setting that says the head, too: an entry taken from the end is missed."""

_LAST = text("SELECT id, sha256 FROM audit ORDER BY id DESC LIMIT 1")
_SAY = text("INSERT INTO setting (key, value) VALUES (:key, :value) ON CONFLICT (key) DO UPDATE SET value = :value")
_AUDIT = Row.metadata.tables[str(AuditRow.__tablename__)]
_PERSON = Row.metadata.tables[str(AuditPersonRow.__tablename__)]


@dataclass(frozen=True, slots=True)
class NewEntry:
    """What is to be recorded. at: aware."""

    at: datetime
    account: str
    line: str
    recorded: Sequence[Recorded]
    organisation: str = ""
    on_behalf: bool = False


def head(connection: Connection) -> Head:
    """The newest entry and its sum."""
    row = connection.execute(_LAST).first()
    return Head(row.id, row.sha256) if row else Head()


def append(connection: Connection, new: NewEntry, forgotten: Collection[str] = ()) -> int:
    """Add an entry; its number. forgotten: who is being forgotten by it: what it says about them is gone at once."""
    changes, parts = split(new.account, new.line, new.recorded, SYSTEM)
    salts = [secrets.token_hex(16) for _ in parts]
    sums = [personal_sum(salt, part.content) for salt, part in zip(salts, parts, strict=True)]
    last = head(connection)
    at = new.at.astimezone(UTC)
    number = last.number + 1
    data = sealed(
        number=number,
        at=at.isoformat(),
        organisation=new.organisation,
        on_behalf=new.on_behalf,
        changes=changes,
        personal=sums,
        previous=last.sha256,
    )
    made = Head(number, checksum(data))
    connection.execute(
        insert(_AUDIT),
        {
            "id": made.number,
            "at": at,
            "organisation": new.organisation,
            "on_behalf": new.on_behalf,
            "changes": changes,
            "personal": sums,
            "previous": last.sha256,
            "sha256": made.sha256,
        },
    )
    rows = [
        {**_part_row(made.number, place, part, salts[place]), **(_gone(new) if part.about in forgotten else {})}
        for place, part in enumerate(parts)
    ]
    connection.execute(insert(_PERSON), rows)
    connection.execute(_SAY, {"key": HEAD, "value": f"{made.number}:{made.sha256}"})
    return made.number


def _part_row(entry: int, place: int, part: Part, salt: str) -> dict[str, object]:
    return {
        "entry": entry,
        "part": place,
        "about": part.about,
        "salt": salt,
        "content": part.content,
        "forgotten_on": None,
    }


def _gone(new: NewEntry) -> dict[str, object]:
    return {"about": "", "salt": "", "content": None, "forgotten_on": oslo_date(new.at)}
