"""The unit of work: all of a command or nothing, an audit entry for every change, duties in step; on both databases."""

import re
from contextlib import closing, suppress
from datetime import date
from typing import TypeVar

import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import DBAPIError
from sqlmodel import select

from domain.errors import UserError
from domain.followups import FollowUpState
from domain.meetings.meetings import MeetingKind, Season
from domain.meetings.steps import State, Step
from storage.audit.recorder import Recorder
from storage.duties import sync
from storage.people.directory import READ_FROM, load_directory
from storage.setup.reference import load_reference
from storage.tables import (
    AttendanceRow,
    Audited,
    DutyRow,
    FollowUpRow,
    MeetingRow,
    MessageRow,
    OffsetRow,
    OrganisationRow,
    RequestRow,
    Row,
    StepRow,
)
from storage.unit_of_work.store import Store
from storage.unit_of_work.unit import Origin, RepeatedRequestError, Rules, UnitOfWork
from tests.audit_log import entries_of
from tests.desk import START, Desk, oslo

OneRow = TypeVar("OneRow", bound=Row)
BY = Origin(account="test", line="en linje", organisation="ks")
Dump = dict[str, list[str]]


@pytest.fixture
def office(store: Store) -> Store:
    """A store with the reference organisations."""
    load_reference(store, START)
    return store


@pytest.fixture
def desk(office: Store) -> Desk:
    """A desk over it, with no meetings yet."""
    return Desk(office)


def rows(store: Store, kind: type[OneRow]) -> list[OneRow]:
    with store.transaction() as session:
        return list(session.exec(select(kind)))


def dump(store: Store) -> Dump:
    """Every row of every table."""
    with store.transaction() as session:
        return {
            table.name: sorted(repr(tuple(row)) for row in session.execute(select(table)))  # type: ignore[call-overload]
            for table in Row.metadata.sorted_tables
        }


def follow_up(due: str = "2026-12-15", owner: str = "siva") -> FollowUpRow:
    day = date(2026, 11, 23)
    return FollowUpRow(owner=owner, text="skisse", due=date.fromisoformat(due), created_on=day, dated_on=day)


def regional(day: str | None = "2027-04-15") -> MeetingRow:
    return MeetingRow(
        ref="R42-2027-V", kind=MeetingKind.REGIONAL, season=Season.SPRING, year=2027, organisation="agder",
        arose_on=date(2026, 11, 23), state=State.DATED if day else State.PLANNED,
        day=date.fromisoformat(day) if day else None,
    )  # fmt: skip


def duties(store: Store) -> dict[str, DutyRow]:
    return {row.key.split("/", 1)[1]: row for row in rows(store, DutyRow)}


# -- the audit entry ---------------------------------------------------------------------------------------------------


def test_every_change_leaves_one_entry_with_before_and_after(desk: Desk) -> None:
    store = desk.store
    before = len(entries_of(store))
    desk.say("agder", "oppfølging ny Siva: levere skisse innen 15.12")
    desk.say("siva", "utsett O-1 til 20.12 fordi vi venter")
    noted, postponed = entries_of(store)[before:]

    assert (noted.account, noted.organisation, noted.on_behalf) == ("console:agder", "agder", False)
    assert noted.line == "oppfølging ny Siva: levere skisse innen 15.12"
    [new] = noted.changes
    assert (new["table"], new["key"], new["before"]) == ("follow_up", 1, None)
    assert isinstance(new["after"], dict)
    assert (new["after"]["text"], new["after"]["due"]) == ("levere skisse", "2026-12-15")

    assert {str(change["table"]) for change in postponed.changes} == {"follow_up", "follow_up_date"}
    changed = next(change for change in postponed.changes if change["table"] == "follow_up")
    before_, after = changed["before"], changed["after"]
    assert isinstance(before_, dict)
    assert isinstance(after, dict)
    assert set(before_) == set(after) == {"due", "state", "version"}  # only what changed
    assert (before_["due"], after["due"]) == ("2026-12-15", "2026-12-20")
    assert (before_["state"], after["state"]) == ("open", "postponed")
    assert (postponed.at, postponed.line) == (desk.at, "utsett O-1 til 20.12 fordi vi venter")


def test_a_change_over_several_flushes_is_told_once_from_first_to_last(office: Store) -> None:
    with office.begin(BY, START) as unit:
        row = follow_up()
        unit.session.add(row)
        unit.session.flush()
        row.text = "en annen skisse"
        unit.session.flush()
        row.text = "enda en skisse"
    [new] = entries_of(office)[-1].changes
    assert isinstance(new["after"], dict)
    assert (new["before"], new["after"]["text"]) == (None, "enda en skisse")

    with office.begin(BY, START) as unit:
        row = unit.session.get_one(FollowUpRow, 1)
        row.text, row.state = "x", FollowUpState.CONFIRMED
        unit.session.flush()
        row.text = "y"
        unit.session.flush()
        row.state = FollowUpState.OPEN
    [change] = entries_of(office)[-1].changes
    assert (change["before"], change["after"]) == (
        {"text": "enda en skisse", "state": "open"}, {"text": "y", "state": "open"},
    )  # fmt: skip


def test_what_is_put_back_as_it_was_is_no_change(office: Store) -> None:
    with office.begin(BY, START) as unit:
        unit.session.add(follow_up())
    before = dump(office)
    with office.begin(BY, START) as unit:
        row = unit.session.get_one(FollowUpRow, 1)
        row.text = "noe annet"
        unit.session.flush()
        row.text = "skisse"
    assert dump(office) == before


def test_a_removed_row_is_kept_in_the_log(office: Store) -> None:
    with office.begin(BY, START) as unit:
        unit.session.add(OffsetRow(organisation="agder", step=Step.CONVENE, days=21))
    with office.begin(BY, START) as unit:
        unit.session.delete(unit.session.get_one(OffsetRow, 1))
    [gone] = entries_of(office)[-1].changes
    assert isinstance(gone["before"], dict)
    assert (gone["table"], gone["key"], gone["before"]["days"], gone["after"]) == ("deadline_offset", 1, 21, None)


def test_nothing_done_is_no_entry(desk: Desk) -> None:
    before = dump(desk.store)
    with desk.store.begin(BY, START):
        pass
    for line in ("status", "mine", "hjelp", "oppfølging ny", "møte ny", "rutiner", "kanal", "årshjul", "frister"):
        desk.reply("agder", line)
    assert dump(desk.store) == before


def test_a_deed_without_a_row_of_its_own_is_noted(desk: Desk) -> None:
    desk.say("agder", "oppfølging ny Siva: levere skisse innen 15.12")
    desk.say("agder", "purr O-1")
    entry = entries_of(desk.store)[-1]
    assert entry.changes == [{"what": "nudged", "owner": "siva", "follow_up": "1"}]
    [nudge] = [row for row in rows(desk.store, MessageRow) if row.kind == "nudge"]
    assert nudge.cause == entry.id


def test_a_form_is_logged_with_its_fields(desk: Desk) -> None:
    desk.form("agder", "oppfølging ny", owner="siva", text="levere skisse", due="15.12")
    line = entries_of(desk.store)[-1].line
    assert line.startswith("oppfølging ny")
    for said in ("owner=siva", "text=levere skisse", "due=15.12"):
        assert said in line


def test_every_audited_table_can_be_logged(office: Store) -> None:
    """A column of a kind the log can't write would stop a command: each audited table is written once."""
    with office.begin(BY, START) as unit:
        recorder = Recorder(unit.session)
        unit.session.add(regional())
        unit.session.flush()
        unit.session.add(AttendanceRow(meeting_id=1, organisation="siva", present=True))
        unit.session.add(
            StepRow(
                meeting_id=1, step=Step.CONVENE, organisation="agder", day=date(2027, 1, 1), at=START, account="test"
            )
        )
        unit.session.flush()
        assert {change["table"] for change in recorder.changes()} == {"meeting", "attendance", "meeting_step"}
        for row in unit.session.exec(select(OrganisationRow)):
            row.position += 1
        unit.session.flush()
        assert "organisation" in {change["table"] for change in recorder.changes()}
    assert len(Audited.__subclasses__()) >= 20  # a table is audited by being one of them


# -- append only -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit SET organisation = 'x'",
        "UPDATE audit_person SET content = 'x'",
        "UPDATE audit_person SET about = '', salt = '', content = 'x', forgotten_on = '2026-11-23'",
        "UPDATE audit_person SET about = '', salt = '', content = NULL",
        "DELETE FROM audit_person",
        "UPDATE audit SET id = id + 1000",
        "DELETE FROM audit",
        "DELETE FROM audit WHERE id = 1",
    ],
)
def test_the_log_can_only_grow(office: Store, statement: str) -> None:
    before = dump(office)
    assert before["audit"]
    with pytest.raises(DBAPIError), office.transaction() as session:
        session.execute(text(statement))
    assert dump(office) == before


@pytest.mark.postgres
def test_the_log_can_not_be_emptied_either(postgres_store: Store) -> None:
    load_reference(postgres_store, START)
    with pytest.raises(DBAPIError), postgres_store.transaction() as session:
        session.execute(text("TRUNCATE audit CASCADE"))
    assert entries_of(postgres_store)


# -- all or nothing ----------------------------------------------------------------------------------------------------


def test_a_refused_line_leaves_no_trace(desk: Desk) -> None:
    desk.say("agder", "oppfølging ny Siva: levere skisse innen 15.12")
    before = dump(desk.store)
    for who, line in (
        ("siva", "utsett O-1 til 20.12"),
        ("rogaland", "ferdig O-1"),
        ("agder", "møte ny vår 25.3.2027"),
        ("agder", "møte endre R42-2027-V sted: Oslo; farge: blå"),
        ("agder", "tull"),
    ):
        assert not desk.reply(who, line, request="Ev1").ok
        assert dump(desk.store) == before, line


class BrokenError(Exception):
    """Something in the middle of a command."""


def half_a_command(unit: UnitOfWork, error: BaseException | None = None) -> None:
    unit.session.add(follow_up())
    unit.session.flush()
    unit.session.add(regional())
    unit.send("new-follow-up", "siva", {"follow_up": "1", "from": "agder"})
    unit.record("noe", hva="halvt")
    unit.on_behalf_of = "agder"
    if error is not None:
        raise error


@pytest.mark.parametrize("error", [BrokenError(), UserError("common.stale"), KeyboardInterrupt()])
def test_a_crash_inside_leaves_nothing(office: Store, error: BaseException) -> None:
    before = dump(office)
    with pytest.raises(type(error)), office.begin(Origin("test", "linje", "agder", "Ev7"), START) as unit:
        half_a_command(unit, error)
    assert dump(office) == before
    with office.begin(Origin("test", "linje", "agder", "Ev7"), START) as unit:  # and the same request may come again
        half_a_command(unit)
    assert len(rows(office, FollowUpRow)) == len(rows(office, MessageRow)) == 1


def test_a_crash_while_finishing_leaves_nothing(office: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_unit: UnitOfWork, _subjects: object, _touched: object) -> None:
        raise BrokenError

    before = dump(office)
    monkeypatch.setattr(sync, "sync_duties", broken)
    with pytest.raises(BrokenError), office.begin(BY, START) as unit:
        half_a_command(unit)
    monkeypatch.undo()
    assert dump(office) == before


def test_a_database_that_refuses_leaves_nothing(office: Store) -> None:
    before = dump(office)
    with pytest.raises(DBAPIError), office.begin(BY, START) as unit:
        unit.session.add_all([follow_up(), follow_up(owner="atlantis")])  # no such party: the foreign key refuses
    assert dump(office) == before


def test_what_is_not_committed_is_not_read(office: Store) -> None:
    with office.begin(BY, START) as unit:
        unit.session.add(follow_up())
        unit.session.flush()
        with office.read(START) as snapshot:
            assert snapshot.session.exec(select(FollowUpRow)).all() == []
    with office.read(START) as snapshot:
        assert len(snapshot.session.exec(select(FollowUpRow)).all()) == 1


# -- requests and messages ---------------------------------------------------------------------------------------------


def test_a_request_is_done_once(office: Store) -> None:
    by = Origin("test", "linje", "agder", "Ev9")
    with office.begin(by, START) as unit:
        unit.session.add(follow_up())
    before = dump(office)
    with pytest.raises(RepeatedRequestError), office.begin(by, START) as unit:
        unit.session.add(follow_up())
    assert dump(office) == before
    [row] = rows(office, RequestRow)
    assert (row.id, row.audit_id) == ("Ev9", entries_of(office)[-1].id)


def test_a_request_that_changed_nothing_is_not_remembered(office: Store) -> None:
    with office.begin(Origin("test", "linje", "agder", "Ev9"), START):
        pass
    assert rows(office, RequestRow) == []


def test_messages_belong_to_their_entry_and_go_once_to_each(office: Store) -> None:
    with office.begin(BY, START) as unit:
        for _ in range(2):
            unit.send("nudge", "siva", {"follow_up": "1"})
        unit.send("nudge", "agder", {"follow_up": "1"})
        unit.send("lapsed", "siva", {"follow_up": "1"})
    found = rows(office, MessageRow)
    assert [(row.kind, row.recipient, row.status) for row in found] == [
        ("nudge", "siva", "waiting"), ("nudge", "agder", "waiting"), ("lapsed", "siva", "waiting"),
    ]  # fmt: skip
    assert {row.cause for row in found} == {entries_of(office)[-1].id}
    assert len({row.key for row in found}) == 3
    assert all(len(row.key) >= 32 and row.created_at == START for row in found)


def test_who_is_who_is_read_anew_after_a_change(office: Store) -> None:
    with office.read(START) as snapshot:
        first = snapshot.directory
    with office.read(START) as snapshot:
        assert snapshot.directory is first  # nothing has changed
    with office.begin(BY, START) as unit:
        unit.session.get_one(OrganisationRow, "siva").short = "SIVA"
    with office.read(START) as snapshot:
        assert snapshot.directory.organisations["siva"].short == "SIVA"
    with suppress(BrokenError), office.begin(BY, START) as unit:
        unit.session.get_one(OrganisationRow, "siva").short = "X"
        unit.session.flush()
        raise BrokenError
    with office.read(START) as snapshot:
        assert snapshot.directory.organisations["siva"].short == "SIVA"


# -- duties in step ----------------------------------------------------------------------------------------------------


def test_moving_a_meeting_moves_its_duties(office: Store) -> None:
    with office.begin(BY, START) as unit:
        unit.session.add(regional())
    first = duties(office)
    assert {key for key in first if key.endswith("/agder")} >= {
        f"1/{step}/agder" for step in ("convene", "papers", "hold")
    }
    assert first["1/convene/agder"].due == date(2027, 3, 18)
    assert first["1/convene/agder"].next_reminder_at == oslo("2027-02-25 09:00")

    with office.begin(BY, oslo("2027-03-12")) as unit:
        row = unit.session.get_one(MeetingRow, 1)
        row.day, row.moved_on = date(2027, 4, 30), date(2027, 3, 12)
    moved = duties(office)
    assert {key: row.id for key, row in moved.items()} == {key: row.id for key, row in first.items()}
    convene = moved["1/convene/agder"]
    assert (convene.due, convene.arose_on) == (date(2027, 4, 2), date(2027, 3, 12))
    # −14 is 19 March, and −7 Good Friday, which moves to that same day: the nearer counts
    assert (convene.next_reminder_at, convene.next_rung) == (oslo("2027-03-19 09:00"), -7)


def test_a_planned_meeting_that_gets_its_date_changes_what_is_owed(office: Store) -> None:
    with office.begin(BY, START) as unit:
        unit.session.add(regional(None))
    assert list(duties(office)) == ["1/set-date/agder"]
    with office.begin(BY, START) as unit:
        row = unit.session.get_one(MeetingRow, 1)
        row.day, row.state = date(2027, 4, 15), State.DATED
    found = duties(office)
    set_date = found["1/set-date/agder"]
    assert set_date.done_on is not None
    assert set_date.next_reminder_at is None
    assert found["1/convene/agder"].done_on is None


def test_a_step_taken_stops_its_reminders_and_starts_the_parties(office: Store) -> None:
    with office.begin(BY, START) as unit:
        unit.session.add(regional())
    with office.begin(BY, oslo("2027-03-01")) as unit:
        unit.session.get_one(MeetingRow, 1).state = State.CONVENED
        unit.session.add(
            StepRow(
                meeting_id=1, step=Step.CONVENE, organisation="agder", day=date(2027, 3, 1), at=START, account="test"
            )
        )  # fmt: skip
    found = duties(office)
    assert (found["1/convene/agder"].done_on, found["1/convene/agder"].next_reminder_at) == (date(2027, 3, 1), None)
    assert found["1/contribute/siva"].next_reminder_at == oslo("2027-03-05 09:00")
    assert found["1/papers/agder"].next_reminder_at is not None


def test_calling_off_ends_everything(office: Store) -> None:
    with office.begin(BY, START) as unit:
        unit.session.add(regional())
    with office.begin(BY, START) as unit:
        unit.session.get_one(MeetingRow, 1).state = State.CANCELLED
    assert all(row.next_reminder_at is None and row.done_on is not None for row in duties(office).values())


@pytest.mark.parametrize("state", [FollowUpState.DONE, FollowUpState.LAPSED])
def test_a_finished_follow_up_is_not_reminded_of(office: Store, state: FollowUpState) -> None:
    with office.begin(BY, START) as unit:
        unit.session.add(follow_up())
    assert duties(office)["1"].next_reminder_at == oslo("2026-11-24 09:00")
    with office.begin(BY, START) as unit:
        row = unit.session.get_one(FollowUpRow, 1)
        row.state, row.done_on = state, unit.today
    found = duties(office)["1"]
    assert (found.next_reminder_at, found.next_rung, found.done_on) == (None, None, date(2026, 11, 23))


def test_a_new_date_of_a_follow_up_starts_its_ladder_anew(office: Store) -> None:
    with office.begin(BY, START) as unit:
        unit.session.add(follow_up("2026-11-27"))
    with office.begin(BY, START) as unit:
        row = unit.session.get_one(FollowUpRow, 1)
        row.due, row.dated_on = date(2027, 1, 29), date(2026, 11, 23)
    found = duties(office)["1"]
    assert (found.due, found.ladder_due, found.next_reminder_at) == (
        date(2027, 1, 29), date(2027, 1, 29), oslo("2027-01-08 09:00"),
    )  # fmt: skip


def test_another_owner_takes_over_the_same_duty(office: Store) -> None:
    with office.begin(BY, START) as unit:
        unit.session.add(follow_up())
    number = duties(office)["1"].id
    with office.begin(BY, START) as unit:
        unit.session.get_one(FollowUpRow, 1).owner = "forskningsradet"
    found = duties(office)["1"]
    assert (found.id, found.owner) == (number, "forskningsradet")


def test_a_countys_own_offsets_reach_its_duties_only(office: Store) -> None:
    with office.begin(BY, START) as unit:
        unit.session.add(regional())
        other = regional()
        other.ref, other.organisation = "R11-2027-V", "rogaland"
        unit.session.add(other)
    with office.begin(BY, START) as unit:
        unit.session.add(OffsetRow(organisation="agder", step=Step.CONVENE, days=42))
    found = duties(office)
    assert found["1/convene/agder"].due == date(2027, 3, 4)
    assert found["2/convene/rogaland"].due == date(2027, 3, 18)


def test_what_is_said_today_is_not_said_again_and_what_is_not_may_still(office: Store) -> None:
    with office.begin(BY, START) as unit:
        unit.session.add(follow_up())  # −21 is Tuesday 24 November
    for when, expected in (("2026-11-24 08:00", "2026-11-24 09:00"), ("2026-11-24 10:00", "2026-12-01 09:00")):
        with office.begin(BY, oslo(when)) as unit:
            row = unit.session.get_one(FollowUpRow, 1)
            row.owner = "forskningsradet" if row.owner == "siva" else "siva"
        assert duties(office)["1"].next_reminder_at == oslo(expected), when


def test_the_directory_is_read_again_only_when_a_table_of_its_own_has_changed(office: Store) -> None:
    with office.read(START) as snapshot:
        before = snapshot.directory
    with office.begin(BY, START) as unit:
        unit.session.add(follow_up())
    with office.read(START) as snapshot:
        assert snapshot.directory is before
    with office.begin(BY, START) as unit:
        unit.session.get_one(OrganisationRow, "agder").short = "Sørlandet"
    with office.read(START) as snapshot:
        assert snapshot.directory.organisations["agder"].short == "Sørlandet"


def test_the_directory_is_read_from_the_tables_it_says(office: Store) -> None:
    asked: list[str] = []
    with office.read(START) as snapshot:
        event.listen(office.reader, "before_cursor_execute", lambda *seen: asked.append(seen[2]))
        load_directory(snapshot.session)
    tables = {name for statement in asked for name in re.findall(r"FROM (\w+)", statement)}
    assert tables == {str(row.__tablename__) for row in READ_FROM}
    assert all(issubclass(row, Audited) for row in READ_FROM)  # or a unit of work couldn't tell that one has changed


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///", "sqlite:///:memory:"])
def test_a_database_in_memory_is_one_for_writing_and_for_reading(url: str, rules: Rules) -> None:
    with closing(Store(url, rules, None)) as store:
        with store.transaction() as session:
            session.execute(text("CREATE TABLE kept (number INTEGER)"))
        with store.reader.connect() as connection:
            assert connection.execute(text("SELECT count(*) FROM kept")).scalar_one() == 0
