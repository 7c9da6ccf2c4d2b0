"""A snooze is one owner's, about one deadline: it ends with either, and outlives every other change of the duty."""

from datetime import date

import pytest
from sqlmodel import select

from handlers.messages.reminders import put_due
from storage.duties.sync import plan_next
from storage.setup.reference import load_reference
from storage.tables import DutyRow, FollowUpRow, NoticeRow
from storage.unit_of_work.store import Store
from storage.unit_of_work.unit import Origin
from tests.desk import START, Desk, oslo

BY = Origin("test", "linje", "ks")
CONSOLE = frozenset({"console"})


@pytest.fixture
def desk(store: Store) -> Desk:
    """Siva has a follow-up for 15 December, and keeps it quiet until after Christmas."""
    load_reference(store, START)
    desk = Desk(store)
    assert desk.reply("agder", "oppfølging ny Siva: levere skisse innen 15.12").ok
    assert desk.reply("siva", "slumre O-1 til 28.12.2026").ok
    assert duty(desk).snoozed_until == date(2026, 12, 28)
    return desk


def duty(desk: Desk) -> DutyRow:
    with desk.store.read(desk.at) as snapshot:
        return snapshot.session.exec(select(DutyRow).where(DutyRow.subject_kind == "follow_up")).one()


def change(desk: Desk, **values: object) -> None:
    with desk.store.begin(BY, desk.at) as unit:
        row = unit.session.get_one(FollowUpRow, 1)
        for name, value in values.items():
            setattr(row, name, value)


def reminded(desk: Desk, *days: str) -> list[tuple[str, int, bool]]:
    """(to whom, rung, escalated) of what is put on these days."""
    for day in days:
        put_due(desk.store, oslo(f"{day} 09:00"), CONSOLE)
    with desk.store.read(desk.at) as snapshot:
        found = snapshot.session.exec(select(NoticeRow).order_by("id"))
        return [(row.recipient, row.rung, row.escalated) for row in found]


def test_a_new_owner_hears_before_the_deadline_and_after(desk: Desk) -> None:
    change(desk, owner="forskningsradet")
    row = duty(desk)
    assert (row.snoozed_until, row.next_reminder_at) == (None, oslo("2026-11-24 09:00"))
    assert reminded(desk, "2026-11-24", "2026-12-01", "2026-12-08", "2026-12-11", "2026-12-14", "2026-12-15") == [
        ("forskningsradet", rung, False) for rung in (-21, -14, -7, -3, -1, 0)
    ]
    assert reminded(desk, "2026-12-16")[6:] == [("forskningsradet", 1, False)]


def test_a_new_deadline_is_reminded_of(desk: Desk) -> None:
    change(desk, due=date(2027, 1, 29), dated_on=date(2026, 11, 23))
    row = duty(desk)
    assert (row.snoozed_until, row.next_reminder_at, row.next_rung) == (None, oslo("2027-01-08 09:00"), -21)


def test_another_change_leaves_the_owner_in_peace(desk: Desk) -> None:
    change(desk, state="done", done_on=date(2026, 11, 23))
    assert (duty(desk).next_reminder_at, duty(desk).next_rung) == (None, None)
    change(desk, state="open", done_on=None)  # open again: the owner's snooze still holds
    assert duty(desk).snoozed_until == date(2026, 12, 28)
    assert reminded(desk, "2026-11-24", "2026-12-08", "2026-12-15", "2026-12-16") == []
    assert reminded(desk, "2026-12-18", "2026-12-22") == [("siva", 3, True), ("siva", 5, True)]  # as before
    wake = desk.store.rules.calendar.sendable_on_or_after(date(2026, 12, 28))
    assert duty(desk).next_reminder_at == oslo(f"{wake} 09:00")


def test_what_is_planned_anew_has_the_end_of_the_snooze_in_it(desk: Desk) -> None:
    with desk.store.begin(BY, desk.at) as unit:
        row = unit.session.get_one(DutyRow, duty(desk).id)
        row.snoozed_until = date(2026, 11, 30)
        plan_next(row, unit.rules.calendar, date(2026, 11, 24))
        assert (row.next_reminder_at, row.next_rung) == (
            oslo("2026-11-30 09:00"),
            100_000 + row.snoozed_until.toordinal(),
        )
        plan_next(row, unit.rules.calendar, date(2026, 11, 30))
        assert (row.next_reminder_at, row.next_rung) == (oslo("2026-12-01 09:00"), -14)


def test_a_follow_up_handed_over_in_conversation(desk: Desk) -> None:
    assert desk.reply("agder", "oppfølging endre O-1 ansvarlig: Forskningsrådet").ok
    row = duty(desk)
    assert (row.owner, row.snoozed_until) == ("forskningsradet", None)
