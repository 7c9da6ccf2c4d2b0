"""Buttons and forms from before a restore fit nothing any more: each row's version goes on in a range of its own."""

from sqlalchemy import text
from sqlmodel import Session, SQLModel, select

from domain.versions import STEP, after_restore
from storage.tables import AgreementRow, DecisionRow, FollowUpRow, MeasureRow, MeetingRow, MinutesRow

VERSIONED: tuple[tuple[type[SQLModel], str], ...] = (
    (FollowUpRow, "version"),
    (MeetingRow, "version"),
    (MinutesRow, "version"),
    (MeasureRow, "version"),
    (DecisionRow, "version"),
    (AgreementRow, "edits"),
)
"""What the lines of buttons and forms carry."""

_TAKEN_OVER = text("UPDATE imported SET version = version + :step")


def renew_versions(session: Session) -> int:
    """Let every row's version go on after the restore, through the audit log like any change; how many rows."""
    count = 0
    for table, column in VERSIONED:
        for row in session.exec(select(table)):
            setattr(row, column, after_restore(getattr(row, column)))
            count += 1
    session.execute(_TAKEN_OVER, {"step": STEP})  # what was taken over and not changed since can still be taken back
    return count
