"""Columns that hold one word of a closed set: text in the database, a member of its enum to whoever reads the row."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import Column, text
from sqlalchemy.exc import StatementError
from sqlalchemy.sql.schema import ScalarElementColumnDefault
from sqlmodel import col, select, update

from domain.agreements.agreements import Status
from domain.followups import FollowUpState
from storage.followups.followups import add_follow_up
from storage.setup.reference import load_reference
from storage.tables import FollowUpRow, MeasureUpdateRow, Row, UnknownWordError, Words
from storage.unit_of_work.store import Store
from storage.unit_of_work.unit import system
from tests.desk import START

OPEN_SETS = {
    "attendance.role": "as people write it: «regiondirektør»",
    "conversation.kind": "the platform's own word",
    "duty.kind": "each subject has its own kinds",
    "duty.subject_kind": "subjects are registered where the program is put together",
    "imported.subject_kind": "a table's name",
    "measure.origin": "«plan 3.3» names a goal of the plan",
    "message.kind": "the recipe it is drawn by",
}
"""Columns that look like a closed set and are none, and why."""


def test_every_column_with_a_closed_set_of_words_has_an_enum() -> None:
    columns = [column for table in Row.metadata.sorted_tables for column in table.columns]
    closed = {column.name for column in columns if isinstance(column.type, Words)}
    others = {
        str(column)
        for column in columns
        if not isinstance(column.type, Words)
        and (column.name in closed or column.name.endswith("_kind") or _begins_as_a_word(column))
    }
    assert others == OPEN_SETS.keys()


def _begins_as_a_word(column: Column[Any]) -> bool:
    first = column.default.arg if isinstance(column.default, ScalarElementColumnDefault) else None
    return isinstance(first, str) and first != ""


@pytest.fixture
def noted(store: Store) -> Store:
    load_reference(store, START)
    with store.begin(system("test"), START) as unit:
        add_follow_up(unit, owner="siva", county=None, text="levere skisse", due=date(2026, 12, 15), taken_on=True)
    return store


def test_the_database_holds_the_word_and_the_row_its_member(noted: Store) -> None:
    with noted.read(START) as snapshot:
        assert snapshot.session.execute(text("SELECT state FROM follow_up")).scalar_one() == "confirmed"
        assert snapshot.session.exec(select(FollowUpRow)).one().state is FollowUpState.CONFIRMED
        wanted = select(FollowUpRow.state).where(col(FollowUpRow.state).in_(("confirmed", FollowUpState.OPEN)))
        assert snapshot.session.exec(wanted).one() is FollowUpState.CONFIRMED


def test_a_word_that_its_set_does_not_have_is_refused_going_in(noted: Store) -> None:
    with pytest.raises(StatementError) as refused, noted.transaction() as session:
        session.execute(update(FollowUpRow).values(state="nearly"))
    assert isinstance(refused.value.orig, UnknownWordError)
    assert "«nearly» is no FollowUpState: open, confirmed, " in str(refused.value.orig)


def test_a_word_that_its_set_does_not_have_is_refused_coming_out(noted: Store) -> None:
    with noted.transaction() as session:
        session.execute(text("UPDATE follow_up SET state = 'nearly'"))
    with noted.read(START) as snapshot, pytest.raises(UnknownWordError, match="«nearly» is no FollowUpState"):
        snapshot.session.exec(select(FollowUpRow)).one()


@pytest.mark.parametrize(("word", "read"), [("", ""), ("delayed", Status.DELAYED), (None, None)])
def test_a_report_may_say_nothing_of_the_status(word: str | None, read: object) -> None:
    kind = MeasureUpdateRow.__table__.c.status.type  # type: ignore[attr-defined] # SQLModel's own, unknown to its types
    assert kind.process_bind_param(word, None) == word
    assert kind.process_result_value(word, None) == read
    with pytest.raises(UnknownWordError):
        Words(Status).process_result_value("", None)  # type: ignore[arg-type] # the dialect isn't asked
