"""Follow-ups as kept: O-12 and its history."""

from collections.abc import Collection, Iterable
from datetime import date

from sqlalchemy import bindparam, func
from sqlmodel import Session, col, select

from domain.followups import CLOSED, FollowUpState
from storage.tables import FollowUpDateRow, FollowUpOriginRow, FollowUpRow
from storage.unit_of_work.unit import UnitOfWork

# Made once: to make a statement anew costs as much as to run it.
_NUMBERED = select(FollowUpRow).where(col(FollowUpRow.id).in_(bindparam("numbers", expanding=True)))
_OPEN_BY_COUNTY = (
    select(FollowUpRow.county, func.count())
    .where(col(FollowUpRow.state).not_in(CLOSED))
    .group_by(col(FollowUpRow.county))
)


def follow_up(session: Session, number: int) -> FollowUpRow | None:
    """The follow-up O-`number`, or None."""
    return session.get(FollowUpRow, number)


def follow_ups_numbered(session: Session, numbers: Collection[int]) -> list[FollowUpRow]:
    """The follow-ups of these numbers that are there, in no order."""
    return list(session.exec(_NUMBERED, params={"numbers": list(numbers)})) if numbers else []


def numbers_of(session: Session, organisation: str) -> set[int]:
    """The numbers of all follow-ups that an organisation owns, or that come from it."""
    own = (col(FollowUpRow.owner) == organisation) | (col(FollowUpRow.county) == organisation)
    return {number for number in session.exec(select(FollowUpRow.id).where(own)) if number}


def open_by_county(session: Session) -> dict[str, int]:
    """County («» for the national level) → how many open follow-ups come from it; those without any are left out."""
    return {county or "": count for county, count in session.exec(_OPEN_BY_COUNTY)}


def add_follow_up(
    unit: UnitOfWork,
    *,
    owner: str,
    county: str | None,
    text: str,
    due: date,
    taken_on: bool,
    meeting_id: int | None = None,
) -> FollowUpRow:
    """A new follow-up, with its number. county: where it comes from, None: the national level.

    taken_on: its owner has noted it, and need not be asked. meeting_id: the meeting that gave it.
    """
    row = FollowUpRow(
        owner=owner,
        county=county,
        meeting_id=meeting_id,
        text=text,
        due=due,
        state=FollowUpState.CONFIRMED if taken_on else FollowUpState.OPEN,
        accepted=taken_on,
        created_on=unit.today,
        dated_on=unit.today,
    )
    unit.session.add(row)
    unit.session.flush()
    return row


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


def times_postponed(session: Session, numbers: Iterable[int]) -> dict[int, int]:
    """follow-up → how often its date was moved; those that never were are left out."""
    query = select(FollowUpDateRow.follow_up_id, func.count()).where(
        col(FollowUpDateRow.follow_up_id).in_(list(numbers))
    )
    found = session.exec(query.group_by(col(FollowUpDateRow.follow_up_id)))
    return {number: times for number, times in found}  # noqa: C416 - rows, not pairs, to the type checker


def done_between(session: Session, county: str | None, after: date | None, until: date) -> list[FollowUpRow]:
    """Those of a county (None: the national level) done after a day and up to another that no meeting has approved."""
    query = select(FollowUpRow).where(
        FollowUpRow.state == FollowUpState.DONE,
        col(FollowUpRow.done_on) <= until,
        col(FollowUpRow.approved_on).is_(None),
    )
    if after is not None:
        query = query.where(col(FollowUpRow.done_on) > after)
    at = col(FollowUpRow.county).is_(None) if county is None else col(FollowUpRow.county) == county
    return list(session.exec(query.where(at).order_by(col(FollowUpRow.id))))


def note_done(session: Session, county: str | None, after: date | None, day: date) -> None:
    """A meeting on this day has taken note of what was done since the one before it."""
    for row in done_between(session, county, after, day):
        row.approved_on = day


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
        if decision is not None:
            found.setdefault(decision, []).append(row)
    return found
