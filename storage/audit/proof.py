"""Locked minutes as a file that can be checked without a database (`domain.proofs`), and what such a file ends with."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, select

from domain.audit import sealed
from domain.proofs import MINUTES
from storage.audit.plain import plain
from storage.tables import AuditRow, MeetingRow, MinutesRow, MinutesVersionRow, Row

_TABLES = Row.metadata.tables
_AUDIT, _MEETING = _TABLES[str(AuditRow.__tablename__)], _TABLES[str(MeetingRow.__tablename__)]
_MINUTES, _VERSION = _TABLES[str(MinutesRow.__tablename__)], _TABLES[str(MinutesVersionRow.__tablename__)]


def proof_of(connection: Connection, meeting: str) -> dict[str, Any] | None:
    """The newest locked minutes of a meeting with their proof; None: there are none, or the log tells of none."""
    query = (
        select(_VERSION)
        .join(_MINUTES, _MINUTES.c.id == _VERSION.c.minutes_id)
        .join(_MEETING, _MEETING.c.id == _MINUTES.c.meeting_id)
        .where(_MEETING.c.ref == meeting)
        .order_by(_VERSION.c.version.desc())
    )
    version = connection.execute(query).first()
    if version is None:
        return None
    for row in connection.execute(select(_AUDIT).where(_AUDIT.c.at == version.at).order_by(_AUDIT.c.id)):
        if any((one.get("what"), one.get("sha256")) == (MINUTES.event, version.sha256) for one in row.changes):
            locked = {"kind": MINUTES.name, MINUTES.text: version.content, "sha256": version.sha256}
            return with_entry(connection, row.id, locked)
    return None


def with_entry(connection: Connection, number: int, locked: Mapping[str, Any]) -> dict[str, Any]:
    """What was locked, with the entry of the log that tells of it, as that was summed."""
    row = connection.execute(select(_AUDIT).where(_AUDIT.c.id == number)).one()
    entry = sealed(
        number=row.id,
        at=str(plain(row.at)),
        organisation=row.organisation,
        on_behalf=row.on_behalf,
        changes=row.changes,
        personal=row.personal,
        previous=row.previous,
    )
    return {**locked, "entry": entry, "entry_sha256": row.sha256}
