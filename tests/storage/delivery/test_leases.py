"""Who may send what when: the order of the outbox, its leases, and what becomes of a message that was taken."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sqlmodel import select

from storage.delivery import outbox, redraws
from storage.delivery.outbox import (
    Claimed,
    Worker,
    anything_open,
    anything_to_send,
    claim,
    lease_is_over,
    take_ambiguous,
)
from storage.delivery.outcomes import FAILURES, failed, look_later, not_found, nothing_left, uncertain, waiting
from storage.delivery.reasons import maybe_repeated, reason_of, refusals
from storage.delivery.restore_epoch import LONG_AGO, Epoch, current_epoch, digest_key, raise_epoch
from storage.tables import MessageRow
from storage.unit_of_work.store import Store
from tests.faults.world import TEST, at, organisations, rows

NOW = at("2026-11-06", "12:00")
MINUTE, SECOND = timedelta(minutes=1), timedelta(seconds=1)
LEASE = 60.0


def worker(name: str = "one", boot: str = "boot") -> Worker:
    return Worker(name, boot, frozenset({"slack"}))


def told(store: Store, *recipients: str, when: datetime = NOW, not_before: datetime | None = None) -> None:
    """A message to each, caused by somebody."""
    with store.begin(TEST, when) as unit:
        for number, recipient in enumerate(recipients):
            unit.send(f"note-{number}", recipient, {})
    with store.transaction() as session:
        for row in session.exec(select(MessageRow)):
            row.not_before = not_before


def take(store: Store, now: datetime = NOW, who: Worker | None = None) -> Claimed | None:
    return claim(store, who or worker(), now, 100.0, LEASE)


def taken(store: Store, now: datetime = NOW) -> Claimed:
    found = take(store, now)
    assert found is not None
    return found


@pytest.fixture
def store(sqlite_store: Store) -> Store:
    organisations(sqlite_store)
    return sqlite_store


def only(store: Store) -> MessageRow:
    (row,) = rows(store, MessageRow)
    assert isinstance(row, MessageRow)
    return row


@pytest.mark.parametrize(
    ("repeated", "refused", "reason"),
    [
        (False, [], ""),
        (True, [], "maybe-repeated"),
        (False, ["slack:T:U1"], "not-directly slack:T:U1"),
        (True, ["slack:T:U1", "teams:x:u"], "maybe-repeated not-directly slack:T:U1 teams:x:u"),
    ],
)
def test_why_a_message_waits_is_read_again(refused: list[str], reason: str, *, repeated: bool) -> None:
    assert reason_of(repeated=repeated, refused=refused) == reason
    assert (maybe_repeated(reason), refusals(reason)) == (repeated, tuple(refused))
    assert not maybe_repeated("no-room")
    assert refusals("no-room") == ()


@pytest.mark.parametrize(
    ("lease_until", "seen_at", "now", "over"),
    [(100.0, None, 99.9, False), (100.0, None, 100.0, True), (1e9, 40.0, 99.9, False), (1e9, 40.0, 100.0, True)],
)
def test_a_lease_is_over_on_its_own_clock_or_waited_out_on_ours(
    lease_until: float, seen_at: float | None, now: float, *, over: bool
) -> None:
    row = MessageRow(key="k", kind="x", recipient="ks", organisation="ks", created_at=NOW, lease_until=lease_until)
    assert lease_is_over(row, seen_at, now, LEASE) is over


def test_how_long_is_waited() -> None:
    assert (timedelta(hours=4), timedelta(hours=26)) == (outbox.UNSERVED, outbox.LOOK_AROUND)
    assert (timedelta(days=7), 8) == (redraws.UNSERVED, FAILURES)
    assert datetime.fromisoformat("1970-01-01T00:00+00:00") == LONG_AGO


def test_an_empty_outbox_is_known_to_be(store: Store) -> None:
    assert not anything_to_send(store, NOW)
    assert take(store) is None
    told(store, "agder")
    assert anything_to_send(store, NOW)
    assert anything_open(store, NOW)


def test_the_oldest_goes_first_and_one_at_a_time_to_each(store: Store) -> None:
    told(store, "agder", "agder", "siva")
    first, second = taken(store), taken(store)
    assert [one.message.recipient for one in (first, second)] == ["agder", "siva"]
    assert [str(place) for place in (*first.places, *second.places)] == ["slack:T0HOME:C-agder", "slack:T0HOME:C-siva"]
    assert take(store) is None, "Agder's second waits for the first"
    assert (first.message.attempt, first.message.lease_until, first.message.worker) == (1, 160.0, "one")
    assert waiting(store, first, NOW)
    assert taken(store).message.id == first.message.id


def test_not_before_its_time(store: Store) -> None:
    told(store, "agder", not_before=NOW)
    assert take(store, NOW - SECOND) is None
    assert take(store, NOW) is not None


def test_a_message_without_a_room_waits_for_one(store: Store) -> None:
    told(store, "agder")
    nowhere = Worker("one", "boot", frozenset({"teams"}))
    assert claim(store, nowhere, NOW, 100.0, LEASE) is None
    assert (only(store).status, only(store).reason) == ("undeliverable", "no-room")


@pytest.mark.parametrize(("attempts", "minutes"), [(1, 1), (2, 2), (3, 4), (6, 32), (7, 64)])
def test_our_own_mistakes_are_tried_again_ever_more_seldom(store: Store, attempts: int, minutes: int) -> None:
    told(store, "agder")
    for _ in range(attempts):
        claimed = taken(store, NOW + timedelta(days=1))
        assert failed(store, claimed, "broken", NOW)
    assert (only(store).status, only(store).not_before) == ("waiting", NOW + minutes * MINUTE)


def test_after_eight_of_them_people_are_shown_it(store: Store) -> None:
    told(store, "agder")
    for _ in range(8):
        failed(store, taken(store, NOW + timedelta(days=1)), "broken", NOW)
    assert (only(store).status, only(store).reason) == ("undeliverable", "broken")


def test_what_got_no_clear_answer_is_looked_up_when_its_lease_is_over(store: Store) -> None:
    told(store, "agder")
    claimed = taken(store)
    assert uncertain(store, claimed)
    other = worker("two")
    assert take_ambiguous(store, other, NOW, 159.9, LEASE) is None
    found = take_ambiguous(store, other, NOW, 160.0, LEASE)
    assert found is not None
    assert (found.message.status, found.message.worker, found.message.lease_until) == ("uncertain", "two", 220.0)
    assert (found.since, found.until) == (NOW - outbox.LOOK_AROUND, NOW + outbox.LOOK_AROUND)
    assert found.places == claimed.places
    assert not waiting(store, claimed, NOW), "it is the other's now"
    assert look_later(store, found, 300.0)
    assert only(store).lease_until == 300.0


def test_a_longer_lease_may_be_asked_for(store: Store) -> None:
    told(store, "agder")
    claimed = taken(store)
    assert uncertain(store, claimed, 500.0)
    assert (only(store).status, only(store).lease_until) == ("uncertain", 500.0)


def test_the_lease_of_another_machine_start_is_waited_out_anew(store: Store) -> None:
    told(store, "agder")
    taken(store)
    other = worker("two", "another boot")
    assert take_ambiguous(store, other, NOW, 7.0, LEASE) is None
    assert take_ambiguous(store, other, NOW, 66.9, LEASE) is None
    assert take_ambiguous(store, other, NOW, 67.0, LEASE) is not None


@pytest.mark.parametrize(("hours", "found"), [(3, False), (4, False), (5, True)])
def test_an_attempt_on_a_platform_nobody_serves_is_left_for_four_hours(
    store: Store, hours: int, *, found: bool
) -> None:
    told(store, "agder")
    taken(store)
    other = Worker("two", "boot", frozenset({"teams"}))
    took = take_ambiguous(store, other, NOW + timedelta(hours=hours), 1000.0, LEASE)
    assert (took is not None) is found


def test_what_stands_nowhere_is_sent_again(store: Store) -> None:
    told(store, "agder")
    uncertain(store, taken(store))
    found = take_ambiguous(store, worker(), NOW, 160.0, LEASE)
    assert found is not None
    assert not_found(store, found, NOW)
    assert (only(store).status, only(store).not_before) == ("waiting", None)
    assert not not_found(store, found, NOW)


def test_what_has_nothing_left_to_say_is_cancelled(store: Store) -> None:
    told(store, "agder")
    claimed = taken(store)
    assert not nothing_left(
        store, replace(claimed, message=MessageRow(**{**claimed.message.model_dump(), "attempt": 9}))
    )
    assert nothing_left(store, claimed)
    assert only(store).status == "cancelled"


def test_an_epoch_is_raised_by_one_each_time(store: Store) -> None:
    with store.transaction() as session:
        assert current_epoch(session, NOW) == Epoch(0, LONG_AGO)
    assert raise_epoch(store, NOW) == Epoch(1, NOW)
    assert raise_epoch(store, NOW + MINUTE) == Epoch(2, NOW + MINUTE)
    with store.transaction() as session:
        assert current_epoch(session, NOW + 2 * MINUTE) == Epoch(2, NOW + MINUTE)
    assert Epoch(1, at("2026-11-06", "08:59")).day == date(2026, 11, 5), "today's digests have not been sent yet"
    assert Epoch(1, at("2026-11-06", "09:00")).day == date(2026, 11, 6)
    assert len(digest_key("secret", "agder", date(2026, 11, 6))) == 32


def test_after_an_epoch_what_may_stand_is_looked_up_a_lease_later(store: Store) -> None:
    told(store, "agder")
    raise_epoch(store, NOW + MINUTE)
    told_later = NOW + 2 * MINUTE
    assert take(store, told_later) is None
    assert take_ambiguous(store, worker(), NOW + MINUTE + 59 * SECOND, 0.0, LEASE) is None
    found = take_ambiguous(store, worker(), NOW + MINUTE + 60 * SECOND, 0.0, LEASE)
    assert found is not None
    assert (found.epoch, found.since) == (1, NOW - outbox.LOOK_AROUND)
    assert found.until == NOW + MINUTE + 60 * SECOND + outbox.LOOK_AROUND
    assert not_found(store, found, NOW)
    assert taken(store, told_later).message.epoch == 1
