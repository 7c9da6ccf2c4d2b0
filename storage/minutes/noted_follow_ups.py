"""What meetings have noted of follow-ups: kept as it was said, whatever becomes of the follow-up since."""

from datetime import date
from typing import NamedTuple

from sqlmodel import Session, col, select

from storage.tables import FollowUpOriginRow, FollowUpRow


class NotedAt(NamedTuple):
    """A follow-up as a meeting noted it, under an item or at large (None)."""

    number: int
    item_id: int | None
    owner: str
    text: str
    due: date


def note(
    session: Session,
    row: FollowUpRow,
    meeting_id: int | None,
    item_id: int | None,
    decision_id: int | None = None,
    *,
    due: date | None = None,
) -> FollowUpOriginRow:
    """Keep that a meeting noted a follow-up as it stands now; due: the date that was said then, if it was another."""
    noted = FollowUpOriginRow(
        follow_up_id=row.id,
        meeting_id=meeting_id,
        item_id=item_id,
        decision_id=decision_id,
        owner=row.owner,
        text=row.text,
        due=due or row.due,
    )
    session.add(noted)
    session.flush()
    return noted


def noted_at(session: Session, meeting_id: int) -> list[NotedAt]:
    """What a meeting noted, by number."""
    query = (
        select(FollowUpOriginRow, FollowUpRow)
        .join(FollowUpRow, col(FollowUpRow.id) == col(FollowUpOriginRow.follow_up_id))
        .where(FollowUpOriginRow.meeting_id == meeting_id)
        .order_by(col(FollowUpOriginRow.follow_up_id), col(FollowUpOriginRow.id))
    )
    return [
        NotedAt(
            number=one.follow_up_id,
            item_id=one.item_id,
            owner=one.owner or row.owner,
            text=one.text or row.text,
            due=one.due or row.due,
        )
        for one, row in session.exec(query)
    ]
