"""The table of steps: every row is whole, and the rows fit together."""

from itertools import pairwise

import pytest

from domain.clauses import CLAUSES
from domain.meetings.deadlines import AFTER, BEFORE, STANDARD, limits
from domain.meetings.meetings import MeetingKind, Season
from domain.meetings.steps import (
    BEFORE_MEETING,
    BY_WORD,
    NEXT,
    REACHES,
    STEPS,
    After,
    Move,
    State,
    Step,
    StepRule,
    Taker,
    Without,
    answers_to,
    steps_in,
)
from domain.organisations import fold
from domain.permissions import Need
from tests.domain.duties.test_duties import meeting

ORDER = list(Step)
ROWS = pytest.mark.parametrize(("step", "rule"), STEPS.items(), ids=str)


def test_every_step_has_a_row_in_the_order_of_time() -> None:
    assert list(STEPS) == ORDER


@ROWS
def test_a_row_leaves_nothing_open(step: Step, rule: StepRule) -> None:
    for what in (rule.moves, rule.due, rule.words, rule.sends):
        assert what, "something, or `Without` and why"
        assert not isinstance(what, Without) or len(what.why) > 10


@ROWS
def test_a_step_follows_an_earlier_one_of_the_conveners_and_is_overtaken_by_later_ones(
    step: Step, rule: StepRule
) -> None:
    assert (rule.follows is None) is (step is ORDER[0])
    for other, earlier in [(rule.follows, True), *((other, False) for other in rule.overtaken_by)]:
        if other is not None:
            assert STEPS[other].taker is Taker.CONVENER
            assert (ORDER.index(other) < ORDER.index(step)) is earlier


@ROWS
@pytest.mark.parametrize("kind", MeetingKind)
@pytest.mark.parametrize("season", [Season.SPRING, Season.AUTUMN])
def test_a_step_cites_a_clause_of_the_model(step: Step, rule: StepRule, kind: MeetingKind, season: Season) -> None:
    one = meeting(kind=kind, season=Season.NONE if kind is MeetingKind.STEERING else season)
    assert one.clause_of(step) in CLAUSES


@ROWS
def test_a_step_is_typed_in_one_word(step: Step, rule: StepRule) -> None:
    for word in _words(rule):
        assert word == fold(word)
        assert word.isalpha()


def test_no_word_means_two_steps() -> None:
    typed = [(word, step) for step, rule in STEPS.items() for word in _words(rule)]
    assert dict(typed) == BY_WORD
    assert len(typed) == len(BY_WORD)


def _words(rule: StepRule) -> tuple[str, ...]:
    return () if isinstance(rule.words, Without) else rule.words


@ROWS
def test_a_step_has_buttons_about_its_meeting(step: Step, rule: StepRule) -> None:
    assert rule.buttons
    assert len({button.label for button in rule.buttons}) == len(rule.buttons) <= 4
    for button in rule.buttons:
        assert button.line.format(ref="N-2027-V") == button.line.replace("{ref}", "N-2027-V") != button.line
    assert any(button.need is not Need.READ for button in rule.buttons)  # whoever owes it can do something


@ROWS
def test_the_button_of_a_step_that_is_recorded_names_that_step(step: Step, rule: StepRule) -> None:
    for button in rule.buttons:
        _, recorded, word = button.line.partition("møte sendt {ref} ")
        assert not recorded or BY_WORD[fold(word)] is step
    if rule.taker is Taker.EACH_PARTY:
        assert any(button.line.startswith("møte sendt {ref} ") for button in rule.buttons)


# -- days --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", MeetingKind)
def test_the_standard_frame_keeps_its_own_limits_and_order(kind: MeetingKind) -> None:
    days = STANDARD[kind]
    assert list(days) == [*BEFORE, *AFTER]
    for step in days:
        least, most = limits(step)
        assert 1 <= least <= days[step] <= most <= 180
    assert all(days[earlier] >= days[later] for earlier, later in pairwise(BEFORE))


def test_a_step_without_days_has_no_limits() -> None:
    for step in set(Step) - {*BEFORE, *AFTER}:
        with pytest.raises(KeyError):
            limits(step)


def test_a_deadline_after_the_meeting_is_counted_from_it_or_from_the_one_before() -> None:
    """«7 dager etter forrige steg», says `rutiner`."""
    before: Step | None = None
    for step in AFTER:
        due = STEPS[step].due
        assert isinstance(due, After)
        assert due.counted_from in (None, before)
        before = step


FRAME = {
    Step.SAVE_THE_DATE: (84, 56, 21, 14, 180),
    Step.CONVENE: (42, 28, 14, 1, 120),
    Step.CONTRIBUTE: (21, 21, 10, 1, 120),
    Step.PAPERS: (14, 14, 7, 7, 90),
    Step.SIGN_UP: (7, 7, 3, 1, 120),
    Step.DRAFT: (7, 7, 5, 1, 120),
    Step.COMMENT: (7, 7, 5, 1, 120),
    Step.APPROVE: (7, 7, 4, 1, 120),
}
"""National, regional, steering group; the fewest and most a county may choose."""


@pytest.mark.parametrize("step", FRAME)
def test_the_standard_frame(step: Step) -> None:
    assert (*(STANDARD[kind][step] for kind in MeetingKind), *limits(step)) == FRAME[step]


# -- the life cycle ----------------------------------------------------------------------------------------------------

LIFE = {
    State.PLANNED: {State.DATED, State.CANCELLED},
    State.DATED: {State.SAVED, State.CONVENED, State.HELD, State.CANCELLED},
    State.SAVED: {State.CONVENED, State.HELD, State.CANCELLED},
    State.CONVENED: {State.PAPERS, State.HELD, State.CANCELLED},
    State.PAPERS: {State.HELD, State.CANCELLED},
    State.HELD: {State.DRAFTED},
    State.DRAFTED: {State.APPROVED},
    State.APPROVED: set[State](),
    State.CANCELLED: set[State](),
}
"""Where a meeting can go: held without having been convened here, called off until it has been, never back."""


@pytest.mark.parametrize("state", LIFE)
def test_the_life_of_a_meeting(state: State) -> None:
    assert NEXT[state] == LIFE[state]
    assert {REACHES[step] for step in steps_in(state)} == LIFE[state] - {State.CANCELLED}
    assert (State.CANCELLED in LIFE[state]) is (state in BEFORE_MEETING)


@ROWS
def test_the_convener_moves_the_meeting(step: Step, rule: StepRule) -> None:
    if rule.taker is Taker.CONVENER:
        assert isinstance(rule.moves, Move)
        assert rule.moves.to not in rule.moves.start


# -- whose, and after what ---------------------------------------------------------------------------------------------


def test_what_the_parties_do_for_themselves() -> None:
    assert answers_to(Step.CONVENE)[:2] == (Step.CONTRIBUTE, Step.SIGN_UP)
    assert answers_to(Step.DRAFT)[:1] == (Step.COMMENT,)
    for step in Step:
        own = STEPS[step].taker is Taker.EACH_PARTY
        assert any(step in answers_to(other) for other in Step) is own


@ROWS
def test_a_button_is_for_whoever_may_take_its_line(step: Step, rule: StepRule) -> None:
    """Reading and putting off is anybody's; writing takes the right to; a party's own step is that party's."""
    needs = {
        "møte vis {ref}": Need.READ,
        "saksliste {ref}": Need.READ,
        "slumre {ref}": Need.READ,
        "referat vis {ref}": Need.READ,
        "referat {ref}": Need.EDIT,
        "merknad {ref}": Need.ANSWER,
        **{f"møte sendt {{ref}} {word}": Need.OWN for word in ("innspill", "påmelding", "merknader")},
    }
    for button in rule.buttons:
        assert button.need is needs.get(button.line, Need.MANAGE), button.line
