"""Locked minutes as a file that can be checked without a database: the content, its sum, and the log's entry of it."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, select

from domain.audit import sealed
from domain.canonical import checksum
from storage.audit import events
from storage.audit.plain import plain
from storage.tables import AuditRow, MeetingRow, MinutesRow, MinutesVersionRow, Row

KIND = "samhandling-minutes"

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
        if _locked(row.changes, version.sha256):
            entry = sealed(
                number=row.id,
                at=str(plain(row.at)),
                organisation=row.organisation,
                on_behalf=row.on_behalf,
                changes=row.changes,
                personal=row.personal,
                previous=row.previous,
            )
            return {
                "kind": KIND,
                "minutes": version.content,
                "sha256": version.sha256,
                "entry": entry,
                "entry_sha256": row.sha256,
            }
    return None


def faults_in(proof: Mapping[str, Any]) -> list[str]:
    """What is wrong with such a file: `kind`, `minutes`, `entry`, `unrelated`; nothing when all of it adds up."""
    if proof.get("kind") != KIND:
        return ["kind"]
    minutes, entry = proof.get("minutes"), proof.get("entry")
    found = []
    if not _adds_up(minutes, proof.get("sha256")):
        found.append("minutes")
    if not _adds_up(entry, proof.get("entry_sha256")):
        found.append("entry")
    if not isinstance(entry, dict) or not _locked(entry.get("changes"), proof.get("sha256")):
        found.append("unrelated")
    return found


def _adds_up(content: object, total: object) -> bool:
    try:
        return isinstance(content, dict) and checksum(content) == total
    except (TypeError, ValueError):
        return False


def _locked(changes: object, total: object) -> bool:
    """Whether these changes tell that minutes with this sum were locked."""
    told = changes if isinstance(changes, list) else []
    return any(isinstance(one, dict) and (one.get("what"), one.get("sha256")) == (events.LOCKED, total) for one in told)
