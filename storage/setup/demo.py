"""The demo data: the made-up county Midtvik beside the fifteen real ones, two years of meetings, seven follow-ups.

Nothing in it is real but the organisations' names. It is told from its own moment, `DEMO_CLOCK`.
"""

import json
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import text
from sqlmodel import Session, col, select

from domain.calendar import oslo_instant
from domain.duties.reminders import send_at
from domain.followups import FollowUpState
from domain.meetings.meetings import MeetingKind, Season
from domain.meetings.steps import State, Step
from domain.organisations import REFERENCE, Kind, Organisation
from storage.duties.sync import plan_next
from storage.meetings.meetings import meeting_row
from storage.setup.demo_agreement import load_agreement
from storage.setup.reference import load_reference, register
from storage.setup.year import plan_ahead
from storage.tables import AttendanceRow, DutyRow, FollowUpDateRow, FollowUpRow, MeetingRow, OrganisationRow, StepRow
from storage.unit_of_work.store import Store
from storage.unit_of_work.unit import UnitOfWork, system

_FILE = Path(__file__).parent / "demo_data.json"
_SAID_AT = time(10)
"""When in the day the demo's past events are said to have happened."""

Data = Mapping[str, Any]


class DemoRefusedError(Exception):
    """The database holds an installation's own follow-ups: made-up ones don't belong among them."""


@cache
def _data() -> Data:
    loaded: Data = json.loads(_FILE.read_text(encoding="utf-8"))
    return loaded


def demo_clock() -> datetime:
    """The moment the demo data is told from: Monday 23 November 2026 at nine in Oslo."""
    return datetime.fromisoformat(_data()["clock"])


def load_demo(store: Store, at: datetime) -> bool:
    """Load the demo data as seen at `at`, and plan the other counties' meetings; False: it was there already.

    Safe to repeat. Raises DemoRefusedError, with nothing changed, when the database has follow-ups of its own. Raises
    ValueError when a meeting that a follow-up arose at has no date: the data is wrong.
    """
    load_reference(store, at)
    data = _data()
    county = demo_county()
    with store.read(at) as snapshot:
        if county.slug in snapshot.directory.organisations:
            return False
        if snapshot.session.exec(select(FollowUpRow.id).limit(1)).first() is not None:
            raise DemoRefusedError
    with store.begin(system("demo"), at) as unit:
        register(unit, county, len(REFERENCE))
        meetings = {one["ref"]: _meeting(unit, one) for one in data["meetings"]}
        for one in data["follow_ups"]:
            _follow_up(unit, one, meetings[one["meeting"]], county.slug)
        load_agreement(unit)
        _go_on_counting(unit.session)
    plan_ahead(store, at)
    _let_the_past_rest(store, at)
    return True


def demo_county() -> Organisation:
    """The made-up county."""
    return Organisation(kind=Kind.COUNTY, fictional=True, **_data()["county"])


def _meeting(unit: UnitOfWork, data: Data) -> MeetingRow:
    """A meeting with its steps and who was there. One that is planned already gets its date; a dated one stays."""
    row = meeting_row(unit.session, data["ref"]) or _planned(data["ref"])
    if row.state != State.PLANNED:
        return row
    row.state, row.day = data["state"], date.fromisoformat(data["day"])
    row.at = time.fromisoformat(data["at"])
    row.place, row.theme = data.get("place", ""), data.get("theme", "")
    row.partnership = data.get("partnership", False)
    row.arose_on = date.fromisoformat(data["dated_on"])
    unit.session.add(row)
    unit.session.flush()
    for step, on in data.get("steps", {}).items():
        unit.session.add(_step(row, step, date.fromisoformat(on)))
    for slug, present in data.get("attendance", {}).items():
        unit.session.add(AttendanceRow(meeting_id=row.id, organisation=slug, present=present))
    return row


def _planned(ref: str) -> MeetingRow:
    """A new row, from what the meeting's name says: N-2027-V, R90-2027-H."""
    level, year, letter = ref.split("-")
    national = level == "N"
    return MeetingRow(
        ref=ref,
        kind=MeetingKind.NATIONAL if national else MeetingKind.REGIONAL,
        season=Season.SPRING if letter == "V" else Season.AUTUMN,
        year=int(year),
        organisation="ks" if national else _data()["county"]["slug"],
        state=State.PLANNED,
        arose_on=date(int(year) - 1, 8, 1),
    )


def _step(row: MeetingRow, step: Step, day: date) -> StepRow:
    return StepRow(
        meeting_id=row.id,
        step=step,
        organisation=row.organisation,
        day=day,
        at=oslo_instant(day, _SAID_AT),
        account="demo",
    )


def _follow_up(unit: UnitOfWork, data: Data, meeting: MeetingRow, county: str) -> None:
    """A follow-up that arose at its meeting, with every postponement it has had."""
    if meeting.day is None:
        raise ValueError(f"{meeting.ref} has no date")
    postponed = data.get("postponed", [])
    due = date.fromisoformat(data["due"])
    state = FollowUpState(data["state"])
    row = FollowUpRow(
        id=data["number"],
        owner=data["owner"],
        county=county,
        meeting_id=meeting.id,
        text=data["text"],
        due=date.fromisoformat(postponed[-1]["to"]) if postponed else due,
        state=state,
        accepted=state in (FollowUpState.CONFIRMED, FollowUpState.DONE),
        created_on=meeting.day,
        dated_on=date.fromisoformat(postponed[-1]["on"]) if postponed else meeting.day,
        done_on=date.fromisoformat(data["done_on"]) if "done_on" in data else None,
        version=1 + len(postponed),
    )
    unit.session.add(row)
    unit.session.flush()
    for step in postponed:
        new = date.fromisoformat(step["to"])
        unit.session.add(
            FollowUpDateRow(
                follow_up_id=data["number"],
                old_due=due,
                new_due=new,
                reason=step["reason"],
                at=oslo_instant(date.fromisoformat(step["on"]), _SAID_AT),
                account="demo",
            )
        )
        unit.session.flush()
        due = new


def _go_on_counting(session: Session) -> None:
    """PostgreSQL counts by itself: the next follow-up's number comes after the demo's."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT setval(pg_get_serial_sequence('follow_up', 'id'), max(id)) FROM follow_up"))


def _let_the_past_rest(store: Store, at: datetime) -> None:
    """Reminders of days before the demo's own count as sent: its first tick says what is due that day."""
    with store.begin(system("demo"), at) as unit:
        yesterday = unit.today - timedelta(days=1)
        query = select(DutyRow).where(col(DutyRow.next_reminder_at) < send_at(unit.today))
        for row in unit.session.exec(query):
            plan_next(row, unit.rules.calendar, yesterday)


def fictional(session: Session) -> bool:
    """Whether the database holds the demo data."""
    return session.exec(select(OrganisationRow.slug).where(col(OrganisationRow.fictional)).limit(1)).first() is not None
