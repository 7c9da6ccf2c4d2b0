"""Follow-ups: how far one has come."""

from enum import StrEnum


class FollowUpState(StrEnum):
    """What its owner has said of a follow-up, and whether it is over."""

    OPEN = "open"
    CONFIRMED = "confirmed"
    WAITING = "waiting"
    POSTPONED = "postponed"
    DONE = "done"
    LAPSED = "lapsed"


CLOSED = (FollowUpState.DONE, FollowUpState.LAPSED)
"""Nothing more is asked of its owner."""
