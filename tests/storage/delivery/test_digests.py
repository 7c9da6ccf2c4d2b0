"""What a digest gathers, what it leaves unsaid, and what becomes of one that was never sent."""

from datetime import date, timedelta

import pytest
from sqlmodel import select

from storage.delivery.digests import ensure_digests, gather, nothing_to_put, rebind, supersede
from storage.tables import DutyRow, MessageRow, MessageStatus, NoticeRow
from storage.unit_of_work.store import Store
from tests.faults.world import TEST, at, done, follow_up, organisations, rows

NOW = at("2026-11-06")
DUE = "2026-11-27"


@pytest.fixture
def duty(sqlite_store: Store) -> int:
    """Agder's duty, due on 27 November."""
    organisations(sqlite_store)
    return follow_up(sqlite_store, "agder", DUE)


def notice(store: Store, duty: int, rung: int = -21, *, when: str = "2026-11-06", late: bool = False) -> int:
    with store.transaction() as session:
        row = NoticeRow(
            duty_id=duty, due=date.fromisoformat(DUE), rung=rung, recipient="agder", created_at=at(when), late=late
        )
        session.add(row)
        session.flush()
        return row.id


def gathered(
    store: Store, now: str = "2026-11-06", hour: str = "09:00", *, held: bool = False
) -> list[tuple[int, bool]]:
    """(rung, late) of what the digest of the day says."""
    with store.transaction() as session:
        message = session.exec(select(MessageRow).where(MessageRow.kind == "digest")).one()
        return [(one.rung, one.late) for one in gather(session, message, at(now, hour), held=held)]


def made(store: Store, now: str = "2026-11-06") -> int:
    with store.transaction() as session:
        return ensure_digests(session, at(now))


def digests(store: Store) -> list[tuple[str, str, str]]:
    return [(str(row.day), row.status, row.reason) for row in rows(store, MessageRow)]


def test_a_digest_a_day_for_whoever_has_a_notice(sqlite_store: Store, duty: int) -> None:
    assert made(sqlite_store) == 0
    notice(sqlite_store, duty)
    assert (made(sqlite_store), made(sqlite_store)) == (1, 0)
    (row,) = rows(sqlite_store, MessageRow)
    assert (row.kind, row.recipient, row.organisation, row.day, row.status) == (
        "digest", "agder", "agder", date(2026, 11, 6), "waiting"
    )  # fmt: skip
    assert (row.attempt, row.epoch, row.late, row.language, row.reason, row.drawn) == (0, 0, False, "", "", "")
    with sqlite_store.read(NOW) as snapshot:
        assert not nothing_to_put(snapshot.session, NOW), "the duty's first reminder is due"


@pytest.mark.parametrize(("hour", "late"), [("09:00", False), ("09:15", False), ("09:16", True)])
def test_a_quarter_past_its_hour_a_reminder_comes_late(
    sqlite_store: Store, duty: int, hour: str, *, late: bool
) -> None:
    notice(sqlite_store, duty)
    made(sqlite_store)
    assert gathered(sqlite_store, hour=hour) == [(-21, late)]


def test_of_two_notices_of_a_duty_the_newer_is_said(sqlite_store: Store, duty: int) -> None:
    notice(sqlite_store, duty, -21)
    notice(sqlite_store, duty, -14, late=True)
    made(sqlite_store)
    assert gathered(sqlite_store) == [(-14, True)]
    assert [(row.rung, row.void) for row in rows(sqlite_store, NoticeRow)] == [(-21, True), (-14, False)]
    assert gathered(sqlite_store) == [], "what is gathered is gathered"
    assert gathered(sqlite_store, held=True) == [(-14, True)], "unless an earlier attempt did it"


def test_what_is_done_needs_no_saying(sqlite_store: Store, duty: int) -> None:
    notice(sqlite_store, duty)
    made(sqlite_store)
    done(sqlite_store, duty, NOW)
    assert gathered(sqlite_store) == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"until": date(2026, 11, 6)}, False),
        ({"until": date(2026, 11, 7)}, True),
        ({"ladder_due": date(2026, 11, 28)}, False),
        ({"ladder_due": date(2026, 11, 26)}, True),
    ],
)
def test_what_has_lost_its_meaning_or_was_moved_later_needs_none(
    sqlite_store: Store, duty: int, change: dict[str, date], *, said: bool
) -> None:
    notice(sqlite_store, duty)
    made(sqlite_store)
    with sqlite_store.transaction() as session:
        row = session.get_one(DutyRow, duty)
        for name, value in change.items():
            setattr(row, name, value)
    assert bool(gathered(sqlite_store)) is said


def test_a_digest_of_an_earlier_day_gives_its_notices_to_the_next(sqlite_store: Store, duty: int) -> None:
    notice(sqlite_store, duty)
    made(sqlite_store)
    gathered(sqlite_store)
    assert made(sqlite_store, "2026-11-09") == 1
    assert digests(sqlite_store) == [("2026-11-06", "cancelled", "superseded"), ("2026-11-09", "waiting", "")]
    (row,) = rows(sqlite_store, NoticeRow)
    assert (row.message_id, row.late, row.void) == (None, False, False)


@pytest.mark.parametrize("late", [True, False])
def test_what_a_superseded_digest_lets_go_is_late_where_that_is_said(
    sqlite_store: Store, duty: int, *, late: bool
) -> None:
    notice(sqlite_store, duty)
    made(sqlite_store)
    gathered(sqlite_store)
    with sqlite_store.transaction() as session:
        supersede(session, [])
        supersede(session, [rows_id(sqlite_store)], late=late)
    (row,) = rows(sqlite_store, NoticeRow)
    assert (row.message_id, row.late) == (None, late)
    assert made(sqlite_store) == 1, "today's begins anew"
    assert digests(sqlite_store) == [("2026-11-06", "waiting", "")]


def rows_id(store: Store) -> int:
    with store.read(NOW) as snapshot:
        found = snapshot.session.exec(select(MessageRow)).one()
        return found.id


@pytest.mark.parametrize(
    ("status", "reason", "back"),
    [("undeliverable", "no-room", 1), ("undeliverable", "unknown", 0), ("sent", "", 0), ("cancelled", "", 0)],
)
def test_a_new_room_gets_what_could_not_be_delivered(
    sqlite_store: Store, duty: int, status: str, reason: str, back: int
) -> None:
    with sqlite_store.begin(TEST, NOW) as unit:
        unit.send("note", "agder", {})
    with sqlite_store.transaction() as session:
        row = session.exec(select(MessageRow)).one()
        row.status, row.reason = MessageStatus(status), reason
    evening = at("2026-11-06", "18:00")
    with sqlite_store.begin(TEST, evening) as unit:
        assert rebind(unit, "siva") == 0
        assert rebind(unit, "agder") == back
    (row,) = rows(sqlite_store, MessageRow)
    if back:
        assert (row.status, row.reason, row.late, row.not_before) == ("waiting", "", True, at("2026-11-09"))
    else:
        assert (row.status, row.reason, row.late, row.not_before) == (status, reason, False, None)


@pytest.mark.parametrize(("hour", "status"), [("12:00", "waiting"), ("18:00", "cancelled")])
def test_a_digest_begins_anew_in_a_new_room_in_sending_hours(
    sqlite_store: Store, duty: int, hour: str, status: str
) -> None:
    notice(sqlite_store, duty)
    made(sqlite_store)
    gathered(sqlite_store)
    with sqlite_store.transaction() as session:
        session.exec(select(MessageRow)).one().status = MessageStatus.UNDELIVERABLE
    with sqlite_store.begin(TEST, at("2026-11-06", hour) + timedelta(minutes=1)) as unit:
        assert rebind(unit, "agder") == 1
    assert [row.status for row in rows(sqlite_store, MessageRow)] == [status]
    assert [row.late for row in rows(sqlite_store, NoticeRow)] == [True]
