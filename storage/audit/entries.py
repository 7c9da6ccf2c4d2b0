"""The audit log read: each entry put together again from what stays and what has not been forgotten."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import itemgetter

from sqlalchemy import select
from sqlmodel import Session, col

from storage.audit.parts import joined
from storage.audit.plain import Change
from storage.tables import AuditPersonRow, AuditRow


@dataclass(frozen=True, slots=True)
class Entry:
    """One change: who, by which line, before and after. account and line are empty when they have been forgotten."""

    id: int
    at: datetime
    account: str
    organisation: str
    on_behalf: bool
    line: str
    changes: list[Change]


def entries(session: Session, after: int = 0) -> Iterator[Entry]:
    """The entries behind that number, the oldest first."""
    audit, part = AuditRow, AuditPersonRow
    columns = (audit.id, audit.at, audit.organisation, audit.on_behalf, audit.changes, part.content)
    query = (
        select(*columns)  # type: ignore[call-overload] # more columns than the stubs count
        .outerjoin(part, col(part.entry) == col(audit.id))
        .where(col(audit.id) > after)
        .order_by(col(audit.id), col(part.part))
    )
    for number, rows in groupby(session.execute(query), key=itemgetter(0)):
        found = list(rows)
        _, at, organisation, on_behalf, changes, _ = found[0]
        whole = joined(changes, [json.loads(row[5]) if row[5] else None for row in found])
        yield Entry(number, at, whole.account, organisation, on_behalf, whole.line, whole.changes)
