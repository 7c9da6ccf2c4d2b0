"""The states of a meeting, and the steps between them."""

from collections.abc import Mapping
from enum import StrEnum


class State(StrEnum):
    """How far a meeting has come."""

    PLANNED = "planned"
    DATED = "dated"
    SAVED = "save-the-date-sent"
    CONVENED = "convened"
    PAPERS = "papers-out"
    HELD = "held"
    DRAFTED = "minutes-drafted"
    COMMENTED = "commented"
    APPROVED = "approved"
    CANCELLED = "cancelled"


class Step(StrEnum):
    """What has a deadline in a meeting's life, in the order of time."""

    SET_DATE = "set-date"
    SAVE_THE_DATE = "save-the-date"
    CONVENE = "convene"
    CONTRIBUTE = "contribute"
    PAPERS = "papers"
    SIGN_UP = "sign-up"
    HOLD = "hold"
    DRAFT = "draft"
    COMMENT = "comment"
    APPROVE = "approve"


NEXT: Mapping[State, frozenset[State]] = {
    State.PLANNED: frozenset({State.DATED, State.CANCELLED}),
    State.DATED: frozenset({State.SAVED, State.CONVENED, State.HELD, State.CANCELLED}),
    State.SAVED: frozenset({State.CONVENED, State.HELD, State.CANCELLED}),
    State.CONVENED: frozenset({State.PAPERS, State.HELD, State.CANCELLED}),
    State.PAPERS: frozenset({State.HELD, State.CANCELLED}),
    State.HELD: frozenset({State.DRAFTED}),
    State.DRAFTED: frozenset({State.COMMENTED, State.APPROVED}),
    State.COMMENTED: frozenset({State.APPROVED}),
    State.APPROVED: frozenset(),
    State.CANCELLED: frozenset(),
}
"""The allowed next steps. A meeting may be convened without a save-the-date, and recorded as held without having been
convened here: both happen outside the chat. Everything else goes one step at a time."""

REACHES: Mapping[Step, State] = {
    Step.SET_DATE: State.DATED,
    Step.SAVE_THE_DATE: State.SAVED,
    Step.CONVENE: State.CONVENED,
    Step.PAPERS: State.PAPERS,
    Step.HOLD: State.HELD,
    Step.DRAFT: State.DRAFTED,
    Step.COMMENT: State.COMMENTED,
    Step.APPROVE: State.APPROVED,
}
"""The state a taken step brings the meeting to; a contribution or a sign-up is each party's own and moves nothing."""

BEFORE_MEETING = frozenset({State.PLANNED, State.DATED, State.SAVED, State.CONVENED, State.PAPERS})
OPEN = BEFORE_MEETING | {State.HELD, State.DRAFTED, State.COMMENTED}
