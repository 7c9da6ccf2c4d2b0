"""`status`: what stands at the top of it and at its end, and how little is read for it."""

from datetime import date

from sqlalchemy import event

from storage.tables import DutyRow
from storage.unit_of_work.unit import system
from tests.desk import Desk

MOST_STATEMENTS = 15
"""What an overview of the whole country asks the database once something has changed, its BEGIN among them."""


def statements_of(desk: Desk, who: str, line: str) -> list[str]:
    """What a reply asks the database."""
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        asked.append(statement)

    event.listen(desk.store.reader, "before_cursor_execute", note)
    try:
        assert desk.reply(who, line).ok
    finally:
        event.remove(desk.store.reader, "before_cursor_execute", note)
    return asked


def test_the_next_deadline_is_one_that_the_reader_may_read_about(desk: Desk) -> None:
    desk.say("agder", "oppfølging ny Siva: levere skisse innen 2.12")
    desk.say("rogaland", "oppfølging ny Siva: måle havneløpet innen 4.12")
    assert "Neste: O-1 levere skisse" in desk.say("ks", "status")
    assert "Neste: O-1 levere skisse" in desk.say("agder", "status nasjonalt")
    assert "Neste: O-2 måle havneløpet" in desk.say("rogaland", "status nasjonalt")
    assert "Neste: O-" not in desk.say("vestland", "status nasjonalt")


def test_of_two_deadlines_on_a_day_the_readers_own_comes_first(desk: Desk) -> None:
    desk.say("agder", "oppfølging ny KS: skrive brev innen 2.12")
    desk.say("agder", "oppfølging ny Siva: levere skisse innen 2.12")
    assert "Neste: O-1 skrive brev" in desk.say("ks", "status")
    assert "Neste: O-2 levere skisse" in desk.say("siva", "status")
    assert "Neste: O-1 skrive brev" in desk.say("agder", "status")


def test_what_only_a_newer_version_knows_is_never_the_next_deadline(desk: Desk) -> None:
    desk.say("agder", "oppfølging ny Siva: levere skisse innen 2.12")
    day = date(2026, 12, 1)
    with desk.store.begin(system("test"), desk.at) as unit:
        unit.session.add(
            DutyRow(
                key="plan/1", subject_kind="plan", subject_id=1, kind="renew-plan", clause="§ 3", owner="agder",
                due=day, ladder_due=day, arose_on=unit.today,
            )
        )  # fmt: skip
    for who in ("ks", "agder", "siva"):
        assert "Neste: O-1 levere skisse" in desk.say(who, "status"), who


def test_a_duty_of_something_that_is_gone_keeps_nobody_from_an_answer(desk: Desk) -> None:
    day = date(2026, 12, 1)
    with desk.store.begin(system("test"), desk.at) as unit:
        unit.session.add(
            DutyRow(
                key="follow-up/999", subject_kind="follow_up", subject_id=999, kind="follow-up", clause="§ 1",
                owner="ks", due=day, ladder_due=day, arose_on=unit.today,
            )
        )  # fmt: skip
    assert desk.reply("ks", "status").ok
    assert "Neste:" not in desk.say("ks", "status")


def test_an_overview_asks_the_database_little_after_a_change_and_next_to_nothing_as_long_as_it_stands(
    desk: Desk,
) -> None:
    desk.say("agder", "oppfølging ny Siva: levere skisse innen 2.12")
    assert len(statements_of(desk, "ks", "status")) <= MOST_STATEMENTS
    assert [one.split()[0] for one in statements_of(desk, "ks", "status")] == ["BEGIN", "SELECT", "SELECT"]
