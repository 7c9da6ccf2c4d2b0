"""Duties by number, key and subject; and how often their owner had been reminded when a message went out."""

from datetime import date, datetime, timedelta

import pytest

from storage.duties.find import duties_numbered, duty_of_key, undone_duties_of
from storage.duties.reminder_counts import reminded_before
from storage.tables import DutyRow, MessageRow, MessageStatus, NoticeRow
from storage.unit_of_work.store import Store
from tests.faults.world import at, done, follow_up, organisations

DUE = date(2026, 12, 15)
OTHER_DUE = date(2026, 11, 27)
FIRST_DAY = at("2026-12-01")


@pytest.fixture(autouse=True)
def known(store: Store) -> None:
    organisations(store)


def digest(store: Store, days: int, *notices: tuple[int, date, bool], status: str = "sent") -> int:
    """A digest to Agder so many days later, with a notice for each (duty, due, escalated); its number."""
    when = FIRST_DAY + timedelta(days=days)
    with store.transaction() as session:
        message = MessageRow(
            key=f"k{days}", kind="digest", recipient="agder", organisation="agder", day=when.date(),
            status=MessageStatus(status), created_at=when, sent_at=when if status == "sent" else None,
        )  # fmt: skip
        session.add(message)
        session.flush()
        for rung, (duty, due, escalated) in enumerate(notices):
            session.add(
                NoticeRow(
                    duty_id=duty, due=due, rung=days * 10 + rung, recipient="agder", escalated=escalated,
                    created_at=when, message_id=message.id,
                )
            )  # fmt: skip
        return message.id


def said(store: Store, message: int, *duties: int) -> dict[int, tuple[int, date]]:
    with store.read(FIRST_DAY) as snapshot:
        row = snapshot.session.get_one(MessageRow, message)
        return dict(reminded_before(snapshot.session, row, duties))


def test_only_what_its_owner_was_sent_before_about_the_date_it_has_now_counts(store: Store) -> None:
    duty, quiet = follow_up(store, "agder", "2026-12-15"), follow_up(store, "agder", "2026-12-15")
    digest(store, 0, (duty, DUE, False))
    digest(store, 1, (duty, OTHER_DUE, False), (quiet, DUE, True))  # another date, and word to its leader
    digest(store, 2, (duty, DUE, False))
    digest(store, 3, (duty, DUE, False), status="undeliverable")
    now = digest(store, 4, (duty, DUE, False), (quiet, DUE, False))
    later = digest(store, 5, (duty, DUE, False))
    assert said(store, now, duty, quiet) == {duty: (2, date(2026, 12, 3))}
    assert said(store, later, duty, quiet) == {duty: (3, date(2026, 12, 5)), quiet: (1, date(2026, 12, 5))}
    assert said(store, later, quiet) == {quiet: (1, date(2026, 12, 5))}


def test_the_day_is_the_one_in_oslo(store: Store) -> None:
    duty = follow_up(store, "agder", "2026-12-15")
    first = digest(store, 0, (duty, DUE, False))
    with store.transaction() as session:
        session.get_one(MessageRow, first).sent_at = datetime.fromisoformat("2026-12-01T23:30:00+00:00")
    assert said(store, digest(store, 2), duty) == {duty: (1, date(2026, 12, 2))}


def test_a_duty_is_found_by_its_number_its_key_and_its_subject_until_it_is_done(store: Store) -> None:
    first, second = follow_up(store, "agder", "2026-12-15"), follow_up(store, "siva", "2026-12-15")
    done(store, second, FIRST_DAY)
    with store.read(FIRST_DAY) as snapshot:
        session = snapshot.session
        one, other = session.get_one(DutyRow, first), session.get_one(DutyRow, second)
        assert {row.id for row in duties_numbered(session, [first, second, second + 1])} == {first, second}
        assert duty_of_key(session, other.key) is other, "done or not"
        assert duty_of_key(session, "no such key") is None
        assert undone_duties_of(session, "follow_up", one.subject_id) == [one]
        assert undone_duties_of(session, "follow_up", other.subject_id) == []
        assert undone_duties_of(session, "meeting", one.subject_id) == []
