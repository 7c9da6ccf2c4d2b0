"""Whether an installation has been taken into use."""

from sqlmodel import Session, col, select

from storage.tables import AgreementRow, FollowUpRow, MeetingRow


def is_unused(session: Session) -> bool:
    """Whether nothing has been dated, noted or agreed yet."""
    dated = select(MeetingRow.id).where(col(MeetingRow.day).is_not(None))
    anything = (dated, select(FollowUpRow.id), select(AgreementRow.id))
    return all(session.exec(query.limit(1)).first() is None for query in anything)
