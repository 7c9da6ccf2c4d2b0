"""Who was there, noted before the minutes were begun: it is the recorder's edit, or nobody's where none is known."""

from datetime import date, timedelta

import pytest

from domain.meetings.meetings import MeetingKind, Season
from domain.meetings.minutes import AnswerKind
from domain.meetings.steps import Step
from domain.meetings.year import Planned
from storage.meetings.meetings import add_meeting, meeting_called
from storage.minutes.minutes import answer, answers_of, edits_since, ensure_minutes, note_recorded, settle_own
from storage.setup.reference import load_reference
from storage.tables import StepRow
from storage.unit_of_work.store import Store
from storage.unit_of_work.unit import system
from tests.desk import START

REF = "R42-2027-V"
DAY = date(2027, 5, 3)


@pytest.mark.parametrize(
    ("recorded", "account", "organisation"),
    [
        (None, "", ""),
        ({"on_behalf": False}, "slack:U1", "agder"),
        ({"on_behalf": True}, "slack:U1", ""),  # KS said it, who has no minutes of its own there
    ],
)
def test_who_recorded_that_a_meeting_was_held(
    sqlite_store: Store, recorded: dict[str, bool] | None, account: str, organisation: str
) -> None:
    load_reference(sqlite_store, START)
    with sqlite_store.begin(system("test"), START) as unit:
        add_meeting(unit, Planned(REF, MeetingKind.REGIONAL, Season.SPRING, 2027, "agder"))
        found = meeting_called(unit.session, REF)
        assert found is not None
        minutes = ensure_minutes(unit, found.id)
        if recorded is not None:
            unit.session.add(
                StepRow(
                    meeting_id=found.id, step=Step.HOLD, organisation="agder", day=date(2027, 4, 15), at=START,
                    account="slack:U1", **recorded,
                )
            )  # fmt: skip
            unit.session.flush()
        note_recorded(unit, minutes, {"others": "KS"})
        (edit,) = edits_since(unit.session, minutes.id, 0)
        assert (edit.field, edit.old, edit.new, edit.version) == ("others", "", "KS", 1)
        assert (edit.account, edit.organisation, edit.at) == (account, organisation, START)


def test_answers_are_all_or_those_of_one_kind(sqlite_store: Store) -> None:
    load_reference(sqlite_store, START)
    with sqlite_store.begin(system("test"), START) as unit:
        meeting = add_meeting(unit, Planned(REF, MeetingKind.REGIONAL, Season.SPRING, 2027, "agder"))
        minutes = ensure_minutes(unit, meeting.id)
        for kind in (AnswerKind.COMMENT, AnswerKind.APPROVE, AnswerKind.COMMENT):
            answer(unit, minutes, "siva", kind, text="Tallene stemmer ikke.")
        answered = [row.kind for row in answers_of(unit.session, minutes.id)]
        comments = [row.kind for row in answers_of(unit.session, minutes.id, kind=AnswerKind.COMMENT)]
    assert answered == [AnswerKind.COMMENT, AnswerKind.APPROVE, AnswerKind.COMMENT]
    assert comments == [AnswerKind.COMMENT, AnswerKind.COMMENT]


def test_a_party_that_approves_settles_its_own_comments_and_nobody_else_s(sqlite_store: Store) -> None:
    load_reference(sqlite_store, START)
    with sqlite_store.begin(system("test"), START) as unit:
        meeting = add_meeting(unit, Planned(REF, MeetingKind.REGIONAL, Season.SPRING, 2027, "agder"))
        minutes = ensure_minutes(unit, meeting.id)
        comments = [answer(unit, minutes, slug, AnswerKind.COMMENT, text="Nei.") for slug in ("siva", "siva", "ks")]
        comments[0].settled_on = DAY - timedelta(days=1)
        settle_own(unit.session, minutes, "siva", DAY)
        assert [row.settled_on for row in comments] == [DAY - timedelta(days=1), DAY, None]
