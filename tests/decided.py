"""A meeting, an item and decisions put straight into the database, by an ordinary unit of work."""

from datetime import date

from sqlmodel import select

from domain.meetings.meetings import MeetingKind, Season
from domain.meetings.minutes import DecisionState
from domain.meetings.steps import State
from storage.tables import AgendaItemRow, DecisionRow, FollowUpOriginRow, FollowUpRow, MeetingRow
from storage.unit_of_work.store import Store
from storage.unit_of_work.unit import system
from tests.desk import START


def held(store: Store, body: str = "agder", day: date = date(2026, 4, 15)) -> int:
    """A meeting of a body that has been held; its place in the database."""
    county = body not in ("national", "steering")
    letter = "V" if day.month < 7 else "H"
    number = {"agder": "42", "rogaland": "11", "oslo": "03", "vestland": "46"}.get(body, body[:2])
    refs = {"national": f"N-{day.year}-{letter}", "steering": f"SG-{day.year}-1"}
    ref = refs.get(body, f"R{number}-{day.year}-{letter}")
    with store.begin(system("test"), START) as unit:
        known = unit.session.exec(select(MeetingRow).where(MeetingRow.ref == ref)).first()
        row = known or MeetingRow(
            ref=ref,
            kind=MeetingKind.REGIONAL if county else MeetingKind(body),
            season=Season.NONE if body == "steering" else Season.SPRING if letter == "V" else Season.AUTUMN,
            year=day.year,
            organisation=body if county else "ks",
            arose_on=date(2026, 1, 1),
        )
        row.day, row.state = day, State.APPROVED
        unit.session.add(row)
        unit.session.flush()
        return row.id


def item(
    store: Store, meeting: int, title: str = "", *, body: str = "agder", number: int = 1, template: str = "",
    exempt: str = "",
) -> int:  # fmt: skip
    """An item of its agenda."""
    with store.begin(system("test"), START) as unit:
        day = _day(unit.session.get(MeetingRow, meeting))
        row = AgendaItemRow(
            meeting_id=meeting, body=body, year=day.year, number=number, position=number, title=title,
            template=template, exempt=exempt,
        )  # fmt: skip
        unit.session.add(row)
        unit.session.flush()
        return row.id


def decided(
    store: Store, text: str, *, meeting: int = 0, number: int = 0, body: str = "agder", day: date | None = None,
    item_id: int | None = None, state: str = "approved",
) -> int:  # fmt: skip
    """A decision; its place in the database. Without a number, the body's next one."""
    meeting = meeting or held(store, body, day or date(2026, 4, 15))
    with store.begin(system("test"), START) as unit:
        when = day or _day(unit.session.get(MeetingRow, meeting))
        taken = unit.session.exec(
            select(DecisionRow.number).where(DecisionRow.body == body, DecisionRow.year == when.year)
        ).all()
        row = DecisionRow(
            body=body,
            year=when.year,
            number=number or max(taken, default=0) + 1,
            meeting_id=meeting,
            item_id=item_id,
            county=None if body in ("national", "steering") else body,
            day=when,
            text=text,
            state=DecisionState(state),
        )
        unit.session.add(row)
        unit.session.flush()
        return row.id


def followed_up(store: Store, decision: int, text: str, owner: str = "siva", county: str | None = "agder") -> int:
    """A follow-up that comes from a decision."""
    with store.begin(system("test"), START) as unit:
        row = FollowUpRow(
            owner=owner, county=county, text=text, due=date(2026, 12, 15),
            created_on=date(2026, 4, 15), dated_on=date(2026, 4, 15),
        )  # fmt: skip
        unit.session.add(row)
        unit.session.flush()
        unit.session.add(FollowUpOriginRow(follow_up_id=row.id, decision_id=decision))
        return row.id


def _day(row: MeetingRow | None) -> date:
    assert row is not None
    assert row.day is not None
    return row.day
