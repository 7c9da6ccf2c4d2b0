"""Fourteen months, day by day, on the demo data and all 15 counties: what was said, when, and what was not said."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select as columns
from sqlmodel import col, select

from bot.app import open_store
from domain.calendar import OSLO, oslo_date, oslo_instant
from domain.duties.reminders import SEND_FROM
from domain.meetings.steps import Step
from handlers.cards import Item
from handlers.setup.demo import load_demo
from storage.audit.verify import verify
from storage.setup.demo import demo_clock
from storage.setup.reference import load_reference
from storage.setup.year import plan_ahead
from storage.tables import DutyRow, MessageRow, NoticeRow, StepRow
from tests.desk import oslo
from tests.year.town import Letter, Town, days

FIRST, LAST = date(2026, 11, 23), date(2028, 1, 31)
CLOCK_CHANGES = (date(2027, 3, 28), date(2027, 10, 31))

TODO: dict[str, list[tuple[str, str]]] = {
    # Some do everything in good time, some late, some never: reminders have to fit all of them.
    "2026-11-25": [("forskningsradet", "ferdig O-7"), ("ks", "datovarsel N-2027-V bekreft")],
    "2026-12-10": [
        ("agder", "møte ny vår 15.4.2027"),
        ("midtvik", "utsett O-5 til 15.1.2027 fordi partene ba om mer tid"),
    ],
    "2026-12-16": [("siva", "ferdig O-2")],
    "2027-01-12": [("vestland", "møte ny vår 21.4.2027"), ("ks", "innkall N-2027-V bekreft")],
    "2027-01-20": [("midtvik", "ferdig O-5"), ("troms", "møte ny vår 29.4.2027")],
    "2027-02-10": [("siva", "møte sendt N-2027-V innspill"), ("agder", "møte sendt N-2027-V innspill")],
    "2027-02-22": [("ks", "møte sendt N-2027-V saksdokumenter"), ("agder", "datovarsel R42-2027-V bekreft")],
    "2027-03-10": [("ks", "møte holdt N-2027-V til stede Siva, Innovasjon Norge, Forskningsrådet, Agder")],
    "2027-03-18": [("agder", "innkall R42-2027-V bekreft"), ("ks", "møte sendt N-2027-V referatutkast")],
    "2027-04-08": [
        ("ks", "møte sendt N-2027-V godkjent"),
        ("agder", "oppfølging ny Siva: rapport om katapult innen 3.5"),
    ],
    "2027-04-16": [("agder", "møte holdt R42-2027-V til stede Siva, Innovasjon Norge, Forskningsrådet")],
    "2027-05-10": [("siva", "slumre O-8 til 1.6")],
    "2027-06-02": [("siva", "ferdig O-8")],
    "2027-09-01": [("agder", "møte ny høst 16.11.2027"), ("vestland", "møte ny haust 18.11.2027")],
    "2027-09-14": [("ks", "innkall N-2027-H bekreft")],
    "2027-10-15": [("agder", "innkall R42-2027-H bekreft"), ("agder", "møte flytt R42-2027-H 23.11.2027 bekreft")],
}


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Town:
    """The whole run, once for all tests of this file."""
    from domain.calendar import WorkCalendar
    from storage.migrate import migrate
    from storage.unit_of_work.unit import Rules

    store = open_store(f"sqlite:///{tmp_path_factory.mktemp('year')}/year.db", Rules(WorkCalendar()))
    migrate(store)
    load_reference(store, demo_clock())
    load_demo(store, demo_clock())
    plan_ahead(store, demo_clock())
    town = Town(store)
    for day in days(FIRST, LAST):
        _live(town, day)
    return town


def _live(town: Town, day: date) -> None:
    """One day: a tick at midnight, every half hour of a clock-change night, at nine, and after office hours."""
    if day in CLOCK_CHANGES:
        for half_hours in range(12):
            at = oslo_instant(day, datetime.min.time()) + timedelta(minutes=30 * half_hours)
            town.tick(f"{at.astimezone(OSLO):%Y-%m-%d %H:%M}")
    town.tick(f"{day} 00:00")
    town.tick(f"{day} 09:00")
    for who, line in TODO.get(str(day), ()):
        reply = town.desk.reply(who, line, at=f"{day} 10:00")
        assert reply.ok, (day, line, reply.problem)
    town.tick(f"{day} 10:00")
    town.tick(f"{day} 20:00")


def digests(town: Town) -> list[Letter]:
    """What the bot sent by itself: a message of its own, not caused by a person."""
    with town.store.read(oslo(str(LAST))) as snapshot:
        keys = set(snapshot.session.exec(select(MessageRow.key).where(MessageRow.kind == "digest")))
    return [letter for letter in town.letters if letter.key in keys]


def test_reminders_go_out_at_nine_on_sendable_days(year: Town) -> None:
    calendar = year.store.rules.calendar
    found = digests(year)
    assert len(found) > 500
    for letter in found:
        assert letter.at == oslo_instant(letter.day, SEND_FROM), letter.day
        assert calendar.is_working_day(letter.day), letter.day
        assert not calendar.is_quiet(letter.day), letter.day


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("2026-12-24", "2027-01-01"),
        ("2027-03-22", "2027-03-29"),
        ("2027-07-12", "2027-08-01"),
        ("2027-12-24", "2028-01-01"),
    ],
)
def test_quiet_weeks_are_quiet(year: Town, first: str, last: str) -> None:
    inside = [x for x in year.letters if date.fromisoformat(first) <= x.day <= date.fromisoformat(last)]
    assert inside == []


def test_nobody_hears_the_same_twice(year: Town) -> None:
    with year.store.read(oslo(str(LAST))) as snapshot:
        notices = snapshot.session.exec(select(NoticeRow)).all()
    told = Counter((one.duty_id, one.due, one.rung, one.recipient) for one in notices)
    assert max(told.values()) == 1
    per_day = Counter((letter.recipient, letter.day) for letter in digests(year))
    assert max(per_day.values()) == 1
    said = Counter(
        (letter.recipient, letter.day, block.lead)
        for letter in digests(year)
        for block in letter.card.body
        if isinstance(block, Item)
    )
    assert max(said.values()) == 1


def test_nothing_is_said_of_what_is_done(year: Town) -> None:
    with year.store.read(oslo(str(LAST))) as snapshot:
        rows = snapshot.session.execute(
            columns(col(DutyRow.key), col(DutyRow.done_on), col(DutyRow.until), col(MessageRow.sent_at))
            .join(NoticeRow, col(NoticeRow.duty_id) == col(DutyRow.id))
            .join(MessageRow, col(MessageRow.id) == col(NoticeRow.message_id))
            .where(col(MessageRow.status) == "sent", col(NoticeRow.void).is_(False))
        ).all()
        # «Møtet ble holdt 9. mars» is recorded on the 10th: until then it was not known.
        held = snapshot.session.exec(
            select(StepRow.meeting_id, StepRow.at).where(StepRow.step == Step.HOLD.value)
        ).all()
    recorded = {f"meeting/{meeting}/hold": oslo_date(at) for meeting, at in held}
    assert len(rows) > 1000
    for key, done_on, until, sent_at in rows:
        assert sent_at is not None
        day = oslo_date(sent_at)
        known = max(done_on, recorded.get(key.rpartition("/")[0], done_on)) if done_on else None
        assert known is None or day <= known, (key, day)
        assert until is None or day < until, (key, day)


def test_nobody_hears_overdue_on_or_before_the_deadline(year: Town) -> None:
    with year.store.read(oslo(str(LAST))) as snapshot:
        rows = snapshot.session.execute(
            columns(col(DutyRow.key), col(NoticeRow.due), col(NoticeRow.rung), col(NoticeRow.created_at)).join(
                NoticeRow, col(NoticeRow.duty_id) == col(DutyRow.id)
            )
        ).all()
    for key, due, rung, at in rows:
        if 0 < rung < 1000:
            assert oslo_date(at) > due, (key, due, rung)


def test_every_open_duty_was_spoken_of(year: Town) -> None:
    """Whatever came due in the period and was never done has been said: at the latest five sendable days after."""
    with year.store.read(oslo(str(LAST))) as snapshot:
        told = set(snapshot.session.exec(select(NoticeRow.duty_id)))
        silent = [
            duty.key
            for duty in snapshot.session.exec(select(DutyRow).where(col(DutyRow.done_on).is_(None)))
            if duty.id not in told and duty.due < LAST and duty.arose_on < duty.due - timedelta(days=1)
        ]
    assert silent == []


def test_the_clock_changes_shift_nothing(year: Town) -> None:
    """09:00 in Oslo is 07:00 UTC in summer, 08:00 in winter; the nights themselves are silent."""
    hours = {letter.day: letter.at.astimezone(UTC).hour for letter in digests(year)}
    assert {hour for day, hour in hours.items() if date(2027, 3, 28) < day < date(2027, 10, 31)} == {7}
    assert {hour for day, hour in hours.items() if not date(2027, 3, 28) < day < date(2027, 10, 31)} == {8}
    for night in CLOCK_CHANGES:
        assert [letter for letter in year.letters if letter.day == night] == []


def test_the_year_came_by_itself(year: Town) -> None:
    """2028's meetings came into being on 1 August 2027, once; each has its duty to get a date."""
    with year.store.read(oslo(str(LAST))) as snapshot:
        keys = snapshot.session.exec(
            select(DutyRow.key).where(DutyRow.kind == Step.SET_DATE.value, DutyRow.due >= date(2027, 10, 1))
        ).all()
    assert len(keys) == len(set(keys)) >= 32


def test_the_log_of_the_year_is_whole(year: Town) -> None:
    with year.store.reading() as connection:
        report = verify(connection)
    assert report.findings == []
    assert report.entries > len(TODO)
