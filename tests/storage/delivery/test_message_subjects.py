"""What a message shows, and what a change touches, by the same names; and which marked message is drawn anew when."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from sqlmodel import select

from domain.accounts import Address
from domain.meetings.meetings import MeetingKind, Season
from domain.meetings.steps import Step
from domain.meetings.year import Planned
from domain.organisations import Role
from storage.delivery.message_subjects import subjects_of, touched_subjects
from storage.delivery.outbox import Worker
from storage.delivery.redraw_marks import MOST, STAYS_TRUE, mark, mark_all, mark_message
from storage.delivery.redraws import Redraw, drop_unserved, give_up, mark_current, mark_dirty, retry_later, take_redraw
from storage.meetings.meetings import add_meeting
from storage.tables import (
    AgendaItemRow,
    AgreementRow,
    FollowUpRow,
    MeetingRow,
    MessageRow,
    MessageStatus,
    MessageSubjectRow,
    MinutesRow,
    NoticeRow,
    RedrawRow,
    RoomRow,
    RoomState,
    StepRow,
)
from storage.unit_of_work.store import Store
from storage.unit_of_work.unit import UnitOfWork
from tests.faults.world import SLACK, START, TEST, follow_up, holder, organisations, rows

PLACE = Address("slack", "T0HOME", "C-agder")
DAY = timedelta(days=1)


@pytest.fixture
def store(sqlite_store: Store) -> Store:
    organisations(sqlite_store)
    return sqlite_store


@pytest.fixture
def unit(store: Store) -> Iterator[UnitOfWork]:
    """Agder's spring meeting, the national one, and Agder's agreement."""
    with store.begin(TEST, START) as unit:
        add_meeting(unit, Planned("R42-2027-V", MeetingKind.REGIONAL, Season.SPRING, 2027, "agder"))
        add_meeting(unit, Planned("N-2027-V", MeetingKind.NATIONAL, Season.SPRING, 2027, "ks"))
        unit.session.add(AgreementRow(county="agder", created_on=START.date()))
        unit.session.flush()
        yield unit


def message(kind: str, recipient: str = "agder", **facts: str) -> MessageRow:
    return MessageRow(
        key="k", kind=kind, recipient=recipient, organisation=recipient.partition(":")[0], cause=1, created_at=START,
        facts=facts,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "facts", "subjects"),
    [
        ("note", {}, ""),
        ("note", {"follow_up": "7"}, "follow_up:7"),
        ("note", {"follow_ups": "7,8"}, "follow_up:7 follow_up:8"),
        ("note", {"request": "3"}, "request:3"),
        ("note", {"measure": "9"}, "measure:9"),
        ("note", {"agreement": "1"}, "agreement:agder"),
        ("note", {"agreement": "2"}, ""),
        ("note", {"organisation": "siva"}, "rooms:siva"),
        ("note", {"meeting": "R42-2027-V"}, "meeting:1 meeting:1:agder"),
        ("note", {"meeting": "R42-2027-V", "from": "siva"}, "meeting:1 meeting:1:agder meeting:1:siva"),
        ("note", {"meeting": "R99-2027-V"}, ""),
        ("minutes-out", {"meeting": "R42-2027-V"}, "meeting:1 meeting:1:agder minutes:1"),
        ("convening", {"meeting": "R42-2027-V"}, "agenda:1 measures:agder meeting:1 meeting:1:agder"),
        ("papers", {"meeting": "R42-2027-V"}, "agenda:1 measures:agder meeting:1 meeting:1:agder open:agder"),
        ("papers", {"meeting": "N-2027-V"}, "agenda:2 agreements meeting:2 meeting:2:agder open:national"),
    ],
)
def test_what_a_message_in_a_room_shows(unit: UnitOfWork, kind: str, facts: dict[str, str], subjects: str) -> None:
    found = subjects_of(unit.session, message(kind, **facts), (), PLACE)
    assert found == {"room:slack:T0HOME:C-agder", *subjects.split()}


def test_a_digest_shows_its_duties_and_what_they_are_about(store: Store) -> None:
    duties = [follow_up(store, "agder", "2026-11-27") for _ in range(2)]
    said = [
        NoticeRow(duty_id=duty, due=START.date(), rung=1, recipient="agder", created_at=START, void=number == 1)
        for number, duty in enumerate(duties)
    ]
    with store.transaction() as session:
        assert subjects_of(session, message("digest"), said, PLACE) == {
            "room:slack:T0HOME:C-agder", f"duty:{duties[0]}", "follow_up:1"
        }  # fmt: skip
        shown = subjects_of(session, message("nudge", duty="follow-up/2"), (), PLACE)
    assert shown == {"room:slack:T0HOME:C-agder", f"duty:{duties[1]}", "follow_up:2"}


def test_a_message_to_a_person_shows_who_they_are(store: Store) -> None:
    person = holder(store, "agder", Role.LEADER, user="U1")
    other = holder(store, "agder", Role.LEADER)
    direct = Address("slack", "T0HOME", "U1", direct=True)
    with store.transaction() as session:
        assert subjects_of(session, message("note", f"agder:leader:{other}"), (), direct) == {
            f"person:{person}", f"person:{other}"
        }  # fmt: skip


FACTS: dict[str, Any] = {"owner": "siva", "text": "x", "due": date(2027, 1, 1), "created_on": START.date()}


@pytest.mark.parametrize(
    ("row", "subjects"),
    [
        (FollowUpRow(id=7, county="agder", dated_on=START.date(), **FACTS), "follow_up:7 open:agder"),
        (FollowUpRow(id=7, county=None, dated_on=START.date(), **FACTS), "follow_up:7 open:national"),
        (AgreementRow(county="agder", created_on=START.date()), "agreement:agder measures:agder agreements"),
        (MeetingRow(id=3, ref="x", kind=MeetingKind.NATIONAL, season=Season.SPRING, year=2027, organisation="ks",
                    arose_on=START.date()), "meeting:3"),
        (StepRow(meeting_id=3, step=Step.CONVENE, organisation="siva", day=START.date(), at=START, account="x"),
         "meeting:3:siva"),
        (AgendaItemRow(meeting_id=3, body="agder", year=2027, number=1, position=1), "agenda:3"),
        (MinutesRow(meeting_id=3), "minutes:3"),
        (RoomRow(platform="slack", workspace="T", channel="C", organisation="siva", bound_at=START),
         "room:slack:T:C rooms:siva"),
        (RoomRow(platform="slack", workspace="T", channel="C", organisation="siva", bound_at=START,
                 state=RoomState.REFUSED),
         ""),
    ],
)  # fmt: skip
def test_what_a_changed_row_touches(store: Store, row: Any, subjects: str) -> None:
    with store.transaction() as session:
        assert touched_subjects(session, [row]) == set(subjects.split())


# -- drawing anew ------------------------------------------------------------------------------------------------------

LEASE = 60.0


def sent(store: Store, *, ago: timedelta = timedelta(), subject: str = "meeting:3") -> int:
    before = len(rows(store, MessageRow))
    with store.begin(TEST, START) as unit:
        unit.send(f"note-{before}", "agder", {})
    with store.transaction() as session:
        row = session.exec(select(MessageRow).order_by(MessageRow.id.desc())).first()  # type: ignore[attr-defined] # a column
        assert row is not None
        row.status, row.sent_at, row.room_platform, row.drawn = MessageStatus.SENT, START - ago, "slack", "old"
        session.add(MessageSubjectRow(subject=subject, message_id=row.id))
        return row.id


def marked(store: Store, *subjects: str) -> None:
    with store.transaction() as session:
        mark(session, subjects, START)


def marks(store: Store) -> list[tuple[int, int, int]]:
    with store.transaction() as session:
        found = session.exec(select(RedrawRow).order_by("message_id")).all()
        return [(one.message_id, one.asked, one.attempt) for one in found]


def take(store: Store, name: str = "one", lease_now: float = 100.0, boot: str = "boot") -> Redraw | None:
    worker = Worker(name, boot, SLACK)
    return take_redraw(store, worker, START, lease_now, LEASE, platforms=SLACK)


def taken(store: Store) -> Redraw:
    found = take(store)
    assert found is not None
    return found


def test_what_is_kept_true_and_how_long(store: Store) -> None:
    young, old, other = sent(store, ago=120 * DAY), sent(store, ago=121 * DAY), sent(store, subject="meeting:4")
    marked(store)
    assert marks(store) == []
    marked(store, "meeting:3", "meeting:9")
    assert marks(store) == [(young, 1, 0)]
    marked(store, "meeting:3", "meeting:4")
    assert marks(store) == [(young, 2, 0), (other, 1, 0)]
    assert (STAYS_TRUE, MOST) == (120 * DAY, 200)
    assert old not in [number for number, _, _ in marks(store)]


def test_after_the_database_went_back_everything_that_stands_is_doubted(store: Store) -> None:
    first, _old = sent(store), sent(store, ago=121 * DAY)
    with store.transaction() as session:
        mark_all(session, START)
        mark_all(session, START)
    assert marks(store) == [(first, 2, 1)]


def test_the_newest_goes_first_and_each_is_one_worker_s(store: Store) -> None:
    first, second = sent(store), sent(store)
    marked(store, "meeting:3")
    one, other = taken(store), taken(store)
    assert (one.message.id, other.message.id, one.certain) == (second, first, True)
    assert (one.mark.attempt, one.mark.lease_until, one.mark.worker) == (1, 160.0, "one")
    assert take(store, lease_now=159.9) is None
    again = take(store, "two", 160.0)
    assert again is not None
    assert (again.message.id, again.mark.attempt, again.certain) == (second, 2, False)
    assert not mark_current(store, one, "new"), "it is another's now"
    assert mark_current(store, again, "new")
    assert [row.drawn for row in rows(store, MessageRow)] == ["old", "new"]
    assert marks(store) == [(first, 1, 1)]


def test_a_change_that_comes_meanwhile_is_drawn_as_well(store: Store) -> None:
    number = sent(store)
    marked(store, "meeting:3")
    one = taken(store)
    marked(store, "meeting:3")
    assert mark_current(store, one, "new")
    assert marks(store) == [(number, 2, 0)]
    assert taken(store).certain


@pytest.mark.parametrize(("unsure", "attempt", "drawn"), [(True, 1, ""), (False, 0, "old")])
def test_what_cannot_be_drawn_is_let_go_until_the_next_change(
    store: Store, attempt: int, drawn: str, *, unsure: bool
) -> None:
    number = sent(store)
    marked(store, "meeting:3")
    assert retry_later(store, taken(store), START, unsure=unsure)
    assert marks(store) == [(number, 1, attempt)]
    assert give_up(store, taken(store), unsure=unsure)
    assert marks(store) == []
    assert [row.drawn for row in rows(store, MessageRow)] == [drawn]


def test_not_before_its_time(store: Store) -> None:
    sent(store)
    marked(store, "meeting:3")
    retry_later(store, taken(store), START + timedelta(seconds=1), unsure=False)
    assert take(store) is None


def test_whatever_stands_is_drawn_once_more(store: Store) -> None:
    number = sent(store)
    marked(store, "meeting:3")
    one = taken(store)
    mark_current(store, one, "new")
    mark_dirty(store, one, START)
    assert marks(store) == [(number, 1, 1)]
    with store.transaction() as session:
        mark_message(session, number, START)
    assert marks(store) == [(number, 2, 1)]


@pytest.mark.parametrize(
    ("platforms", "days", "left"), [(SLACK, 8, 1), (frozenset({"teams"}), 7, 1), (frozenset({"teams"}), 8, 0)]
)
def test_a_mark_waits_a_week_for_its_platform(store: Store, platforms: frozenset[str], days: int, left: int) -> None:
    sent(store)
    marked(store, "meeting:3")
    drop_unserved(store, platforms, START + days * DAY)
    assert len(marks(store)) == left
