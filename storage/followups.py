"""Follow-ups as kept: O-12 and its history."""

from collections.abc import Iterable

from sqlmodel import Session, col, select

from storage.duties import CLOSED
from storage.tables import FollowUpDateRow, FollowUpOriginRow, FollowUpRow


def follow_up(session: Session, number: int) -> FollowUpRow | None:
    """The follow-up O-`number`, or None."""
    return session.get(FollowUpRow, number)


def open_follow_ups(
    session: Session, *, owners: Iterable[str] | None = None, counties: Iterable[str | None] | None = None
) -> list[FollowUpRow]:
    """Those not closed, by date; of these owners, or from these counties (None: the national level), when given."""
    query = select(FollowUpRow).where(col(FollowUpRow.state).not_in(CLOSED))
    if owners is not None:
        query = query.where(col(FollowUpRow.owner).in_(list(owners)))
    if counties is not None:
        wanted = list(counties)
        named = col(FollowUpRow.county).in_([one for one in wanted if one])
        query = query.where(named | col(FollowUpRow.county).is_(None) if None in wanted else named)
    return list(session.exec(query.order_by(col(FollowUpRow.due), col(FollowUpRow.id))))


def postponements(session: Session, number: int) -> list[FollowUpDateRow]:
    """Every change of a follow-up's date, oldest first."""
    query = select(FollowUpDateRow).where(FollowUpDateRow.follow_up_id == number).order_by(col(FollowUpDateRow.id))
    return list(session.exec(query))


def of_decisions(session: Session, decisions: Iterable[int]) -> dict[int, list[FollowUpRow]]:
    """decision → the follow-ups that come from it, by date."""
    query = (
        select(FollowUpOriginRow.decision_id, FollowUpRow)
        .join(FollowUpRow, col(FollowUpRow.id) == col(FollowUpOriginRow.follow_up_id))
        .where(col(FollowUpOriginRow.decision_id).in_(list(decisions)))
        .order_by(col(FollowUpRow.due), col(FollowUpRow.id))
    )
    found: dict[int, list[FollowUpRow]] = {}
    for decision, row in session.exec(query):
        found.setdefault(decision or 0, []).append(row)
    return found
