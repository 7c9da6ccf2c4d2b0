"""The tick: what is due gives each who is to hear one notice, once, on the right day, however long we were away."""

from collections import Counter
from datetime import date, datetime, timedelta

import pytest
from sqlmodel import select

from domain.calendar import oslo_date
from domain.duties.reminders import SNOOZE_END
from domain.organisations import Role
from handlers.messages.reminders import NOTHING, put_due
from storage.duties.duties import snooze
from storage.tables import DutyRow, MessageRow, NoticeRow
from storage.unit_of_work.store import Store
from tests.faults.world import SLACK, TEST, at, done, follow_up, holder, notices, organisations, rows

# A follow-up of Agder's, due Friday 27 November 2026: rungs on 6.11 (−21), 13.11, 20.11, 24.11 (−3), 26.11, 27.11,
# then Monday 30.11 (+1), Wednesday 2.12 (+3), Friday 4.12 (+5), Friday 11.12 (+10).
DUE = "2026-11-27"


@pytest.fixture
def agder(store: Store) -> int:
    organisations(store)
    return follow_up(store, "agder", DUE)


def digests(store: Store) -> list[tuple[str, str, str]]:
    return [(row.recipient, str(row.day), row.status) for row in rows(store, MessageRow) if row.kind == "digest"]


def test_a_rung_is_put_at_nine_and_not_before(store: Store, agder: int) -> None:
    assert put_due(store, at("2026-11-06", "08:59"), SLACK) == NOTHING
    tick = put_due(store, at("2026-11-06", "09:00"), SLACK)

    assert (tick.duties, tick.notices, tick.digests) == (1, 1, 1)
    assert notices(store) == [(agder, -21, "agder")]
    assert digests(store) == [("agder", "2026-11-06", "waiting")]
    [duty] = rows(store, DutyRow)
    assert (duty.next_rung, duty.next_reminder_at) == (-14, at("2026-11-13"))


def test_a_second_tick_finds_nothing(store: Store, agder: int) -> None:
    put_due(store, at("2026-11-06"), SLACK)
    assert put_due(store, at("2026-11-06", "09:01"), SLACK) == NOTHING


def test_nothing_is_written_twice_even_if_a_duty_is_put_back(store: Store, agder: int) -> None:
    put_due(store, at("2026-11-06"), SLACK)
    with store.transaction() as session:
        duty = session.get_one(DutyRow, agder)
        duty.next_reminder_at = at("2026-11-06")
    put_due(store, at("2026-11-06", "10:00"), SLACK)
    assert notices(store) == [(agder, -21, "agder")]
    assert len(digests(store)) == 1


@pytest.mark.parametrize("when", [("2026-11-06", "16:00"), ("2026-11-07", "10:00"), ("2026-12-25", "10:00")])
def test_outside_sending_hours_nothing_happens(store: Store, agder: int, when: tuple[str, str]) -> None:
    assert put_due(store, at(*when), SLACK) == NOTHING
    assert notices(store) == []


def test_the_whole_ladder_day_by_day(store: Store, agder: int) -> None:
    """Walked with a tick every quarter of an hour through a day, for six weeks: each rung once, on its day."""
    now, end = at("2026-11-02", "12:00"), at("2026-12-14", "12:00")
    put: list[tuple[str, int]] = []
    seen = 0
    while now < end:
        if 8 <= now.hour < 10 or 14 <= now.hour < 16:
            put_due(store, now, SLACK)
            found = rows(store, NoticeRow)
            put += [(str(oslo_date(now)), notice.rung) for notice in found[seen:] if notice.recipient == "agder"]
            seen = len(found)
        now += timedelta(minutes=30)
    assert put == [
        ("2026-11-06", -21), ("2026-11-13", -14), ("2026-11-20", -7), ("2026-11-24", -3), ("2026-11-26", -1),
        ("2026-11-27", 0), ("2026-11-30", 1), ("2026-12-02", 3), ("2026-12-04", 5), ("2026-12-11", 10),
    ]  # fmt: skip


@pytest.mark.parametrize(("minutes", "late"), [(0, False), (15, False), (16, True), (300, True)])
def test_late_says_so(store: Store, agder: int, minutes: int, late: bool) -> None:  # noqa: FBT001
    put_due(store, at("2026-11-06") + timedelta(minutes=minutes), SLACK)
    assert [notice.late for notice in rows(store, NoticeRow)] == [late]


@pytest.mark.parametrize(
    ("down", "up", "rung"),
    [
        (timedelta(hours=1), ("2026-11-06", "10:00"), -21),
        (timedelta(hours=24), ("2026-11-09", "09:00"), -21),  # a Friday's, on Monday
        (timedelta(hours=72), ("2026-11-09", "09:00"), -21),
        (timedelta(days=30), ("2026-12-07", "09:00"), 5),  # nine rungs missed: the last one is still relevant
    ],
)
def test_after_downtime_what_is_still_relevant_comes_once_and_late(
    store: Store, agder: int, down: timedelta, up: tuple[str, str], rung: int
) -> None:
    over = follow_up(store, "agder", "2026-12-18")  # its own ladder must be untouched by the other's
    assert at("2026-11-06") + down <= at(*up)

    put_due(store, at(*up), SLACK)

    own = [(n.rung, n.recipient, n.late) for n in rows(store, NoticeRow) if n.duty_id == agder]
    assert [each for each in own if each[1] == "agder"] == [(rung, "agder", True)]
    assert all(late for *_, late in own)
    assert Counter(n.duty_id for n in rows(store, NoticeRow) if n.recipient == "agder")[over] <= 1
    assert len([each for each in digests(store) if each[0] == "agder"]) == 1
    assert put_due(store, at(*up) + timedelta(hours=1), SLACK) == NOTHING


def test_what_has_lost_its_meaning_is_reported_and_not_sent(store: Store, agder: int) -> None:
    with store.transaction() as session:
        session.get_one(DutyRow, agder).until = date(2026, 11, 10)
    tick = put_due(store, at("2026-11-10"), SLACK)
    assert (tick.lapsed, tick.notices) == ((agder,), 0)
    [duty] = rows(store, DutyRow)
    assert duty.next_reminder_at is None


def test_a_gentle_duty_is_never_chased(store: Store, agder: int) -> None:
    with store.transaction() as session:
        session.get_one(DutyRow, agder).gentle = True
    put_due(store, at("2026-11-27"), SLACK)
    assert [notice.rung for notice in rows(store, NoticeRow)] == [0]
    [duty] = rows(store, DutyRow)
    assert duty.next_reminder_at is None


# -- who hears ------------------------------------------------------------------------------------------------------


def put_on(store: Store, day: str, duty: int, platforms: frozenset[str] = SLACK) -> dict[str, bool]:
    with store.transaction() as session:  # as if every earlier rung had been sent
        session.get_one(DutyRow, duty).next_reminder_at = at(day)
    put_due(store, at(day), platforms)
    return {notice.recipient: notice.escalated for notice in rows(store, NoticeRow)}


def test_escalation_goes_to_role_holders_directly(store: Store, agder: int) -> None:
    coordinator = holder(store, "agder", Role.COORDINATOR, user="U-k")
    leader = holder(store, "agder", Role.LEADER, user="U-l")
    assert put_on(store, "2026-11-30", agder) == {"agder": False}
    assert put_on(store, "2026-12-02", agder) == {"agder": False, f"agder:coordinator:{coordinator}": True}
    assert put_on(store, "2026-12-04", agder) == {
        "agder": False,
        f"agder:coordinator:{coordinator}": True,
        f"agder:leader:{leader}": True,
    }


def test_one_who_holds_both_roles_hears_once(store: Store, agder: int) -> None:
    both = holder(store, "agder", Role.COORDINATOR, Role.LEADER, user="U-b")
    assert put_on(store, "2026-12-04", agder) == {"agder": False, f"agder:coordinator:{both}": True}


def test_a_holder_without_an_account_is_reached_in_the_organisations_room(store: Store, agder: int) -> None:
    holder(store, "agder", Role.COORDINATOR)
    assert put_on(store, "2026-12-02", agder) == {"agder": False}


def test_without_a_holder_it_is_the_coordinators_then_ks(store: Store, agder: int) -> None:
    assert put_on(store, "2026-12-02", agder) == {"agder": False, "ks": True}
    coordinator = holder(store, "agder", Role.COORDINATOR, user="U-k")
    with store.transaction() as session:
        for row in session.exec(select(NoticeRow)):
            session.delete(row)
    assert put_on(store, "2026-12-04", agder) == {"agder": False, f"agder:coordinator:{coordinator}": True}


def test_on_the_console_each_role_is_held_by_the_organisations_console(store: Store, agder: int) -> None:
    assert put_on(store, "2026-12-04", agder, frozenset({"console"})) == {"agder": False}


# -- snooze ---------------------------------------------------------------------------------------------------------


def snoozed(store: Store, duty: int, until: str, now: datetime) -> None:
    with store.begin(TEST, now) as unit:
        row = unit.session.get_one(DutyRow, duty)
        snooze(row, date.fromisoformat(until), unit.rules.calendar)


def test_a_snooze_silences_the_owner_until_its_date_and_ends_with_a_reminder(store: Store, agder: int) -> None:
    put_due(store, at("2026-11-06"), SLACK)
    snoozed(store, agder, "2026-11-25", at("2026-11-06", "11:00"))
    for day in ("2026-11-13", "2026-11-20", "2026-11-24"):
        assert put_due(store, at(day), SLACK).notices == 0
    assert put_due(store, at("2026-11-25"), SLACK).notices == 1
    put_due(store, at("2026-11-26"), SLACK)
    ended = SNOOZE_END + date(2026, 11, 25).toordinal()
    assert [notice.rung for notice in rows(store, NoticeRow)] == [-21, ended, -1]


def test_a_snooze_that_ends_on_a_quiet_day_ends_on_the_next_sendable_one(store: Store, agder: int) -> None:
    snoozed(store, agder, "2026-11-21", at("2026-11-06", "11:00"))  # a Saturday
    put_due(store, at("2026-11-20"), SLACK)
    put_due(store, at("2026-11-23"), SLACK)
    assert [notice.rung for notice in rows(store, NoticeRow)] == [SNOOZE_END + date(2026, 11, 21).toordinal()]


def test_a_snooze_never_silences_the_escalation(store: Store, agder: int) -> None:
    snoozed(store, agder, "2026-12-31", at("2026-11-27", "11:00"))
    assert put_on(store, "2026-12-02", agder) == {"ks": True}


def test_a_rung_on_the_day_a_snooze_ends_is_enough(store: Store, agder: int) -> None:
    snoozed(store, agder, "2026-11-20", at("2026-11-06", "11:00"))
    put_due(store, at("2026-11-20"), SLACK)
    put_due(store, at("2026-11-24"), SLACK)
    assert [notice.rung for notice in rows(store, NoticeRow)] == [-7, -3]


# -- digests --------------------------------------------------------------------------------------------------------


def test_one_digest_per_recipient_and_day_holds_everything(store: Store, agder: int) -> None:
    other, third = follow_up(store, "agder", DUE), follow_up(store, "telemark", DUE)
    put_due(store, at("2026-11-06"), SLACK)
    assert notices(store) == [(agder, -21, "agder"), (other, -21, "agder"), (third, -21, "telemark")]
    assert digests(store) == [("agder", "2026-11-06", "waiting"), ("telemark", "2026-11-06", "waiting")]


def test_a_limit_takes_the_longest_due_first_and_says_that_there_is_more(store: Store, agder: int) -> None:
    follow_up(store, "telemark", DUE)
    tick = put_due(store, at("2026-11-06"), SLACK, limit=1)
    assert (tick.duties, tick.more) == (1, True)
    tick = put_due(store, at("2026-11-06"), SLACK, limit=1)
    assert (tick.duties, tick.more) == (1, True)
    assert put_due(store, at("2026-11-06"), SLACK, limit=1) == NOTHING
    assert len(notices(store)) == 2


def test_a_digest_that_was_never_sent_gives_way_to_the_next_days(store: Store, agder: int) -> None:
    put_due(store, at("2026-11-06"), SLACK)
    follow_up(store, "agder", "2026-11-30")  # its first rung is on Monday 9.11
    put_due(store, at("2026-11-09"), SLACK)
    assert digests(store) == [("agder", "2026-11-06", "cancelled"), ("agder", "2026-11-09", "waiting")]
    assert len({row.key for row in rows(store, MessageRow)}) == 2


def test_a_done_duty_is_not_reminded_of(store: Store, agder: int) -> None:
    done(store, agder, at("2026-11-05"))
    assert put_due(store, at("2026-11-06"), SLACK) == NOTHING


@pytest.mark.parametrize("day", ["2026-10-26", "2027-03-30", "2027-11-01", "2028-03-27"])
def test_after_a_clock_change_nine_is_still_nine(store: Store, day: str) -> None:
    """The sendable day after each change of clocks (28 March 2027 is Easter Sunday)."""
    organisations(store)
    since = datetime.fromisoformat(f"{day}T12:00+00:00") - timedelta(days=60)
    follow_up(store, "agder", day, since=since)
    with store.transaction() as session:
        duty = session.exec(select(DutyRow)).one()
        duty.next_reminder_at = at(day)
    assert put_due(store, at(day, "08:59"), SLACK).duties == 0
    assert put_due(store, at(day, "09:00"), SLACK).notices == 1
    assert [notice.late for notice in rows(store, NoticeRow)] == [False]
