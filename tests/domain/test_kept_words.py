"""The words that stand in databases, in buttons already sent and in the keys of texts: they mean the same for good.

A word may come to a list; one that is changed or taken away needs a migration.
"""

from enum import Enum

import pytest

from domain.agreements.agreements import AgreementState, Status
from domain.imports.columns import Column, ListKind
from domain.meetings.meetings import MeetingKind, Season
from domain.meetings.minutes import ApprovalMode, ItemOutcome, MinutesState
from domain.meetings.steps import State, Step
from domain.organisations import Kind, Role
from domain.permissions import Act, Who


@pytest.mark.parametrize(
    ("kept", "words"),
    [
        (Kind, "ks county agency"),
        (Role, "coordinator leader secretary working-committee member"),
        (MeetingKind, "national regional steering"),
        (Season, "spring autumn -"),
        (State, ("planned dated save-the-date-sent convened papers-out held minutes-drafted approved "
                "cancelled")),
        (Step, "set-date save-the-date convene contribute papers sign-up hold draft comment approve"),
        (MinutesState, "open out approved"),
        (ItemOutcome, "- noted decided postponed"),
        (ApprovalMode, "silence all convener"),
        (AgreementState, "draft for-approval agreed signed in-force under-revision"),
        (Status, "not-started in-progress delayed completed postponed cancelled"),
        (ListKind, "follow-ups measures"),
        (Column, ("number title description owner contributors starts due done status comment next county goal "
                 "plan-goal instrument level indicator unit baseline target latest")),
        (Act, ("read-overview read-county manage-national edit-national manage-regional deliver new-follow-up "
              "answer-follow-up change-follow-up nudge bind-room grant-role set-routines read-draft answer-draft "
              "edit-agreement report-measure read-follow-up read-exempt read-internal give-county-work "
              "decide-delivery")),
        (Who, ("party administrator ks-lead national-lead ks working-committee county-lead county agency owner "
              "own-lead ks-on-behalf meeting-party national-party")),
    ],
)  # fmt: skip
def test_words_are_kept_in_their_order(kept: type[Enum], words: str) -> None:
    assert [member.value or "-" for member in kept] == words.split()


@pytest.mark.parametrize(
    ("kept", "names"),
    [
        (Kind, "KS COUNTY AGENCY"),
        (Season, "SPRING AUTUMN NONE"),
        (State, "PLANNED DATED SAVED CONVENED PAPERS HELD DRAFTED APPROVED CANCELLED"),
        (ItemOutcome, "NONE NOTED DECIDED POSTPONED"),
    ],
)
def test_each_word_is_a_member_of_its_own(kept: type[Enum], names: str) -> None:
    assert [member.name for member in kept] == names.split()
