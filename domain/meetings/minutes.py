"""Minutes: how far they have come, what keeps them from being approved, and the form in which they are locked.

Dialogue meetings are no elected bodies, so this is a *referat*, never a *møtebok*; its fields follow those of one.
Locked minutes are plain data with a checksum over their canonical form; a correction is a new version with a reason.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from domain.meetings.meetings import Meeting, MeetingKind, Season


class MinutesState(StrEnum):
    """Being written, out for comments, or approved and locked."""

    OPEN = "open"
    OUT = "out"
    APPROVED = "approved"


class ItemOutcome(StrEnum):
    """What became of an agenda item."""

    NONE = ""
    NOTED = "noted"
    DECIDED = "decided"
    POSTPONED = "postponed"


class DecisionState(StrEnum):
    """Taken down, approved together with the minutes it stands in, or withdrawn with a reason."""

    RECORDED = "recorded"
    APPROVED = "approved"
    WITHDRAWN = "withdrawn"


class AnswerKind(StrEnum):
    """What a party can answer to a draft."""

    COMMENT = "comment"
    APPROVE = "approve"


class ApprovalMode(StrEnum):
    """How minutes came to be approved."""

    SILENCE = "silence"
    ALL = "all"
    CONVENER = "convener"


Content = Mapping[str, object]
"""What is locked: texts, numbers, booleans, lists and mappings of them. No floating-point numbers."""


def asks_for_changes(meeting: Meeting) -> bool:
    """Whether the minutes must say if the agreement needs changes: the regional autumn meeting's (§ 2.2)."""
    return meeting.kind is MeetingKind.REGIONAL and meeting.season is Season.AUTUMN


@dataclass(frozen=True, slots=True)
class MinutesProgress:
    """What decides whether minutes may be approved. comments: those nobody has answered.

    unreached: parties that the draft couldn't be delivered to and that have said nothing: their silence means nothing.
    """

    change_asked: bool
    change_answered: bool
    comments: int
    waiting: bool
    """Whether the parties still have days left to comment, and not all have approved."""
    unreached: int = 0


def obstacles(standing: MinutesProgress) -> list[str]:
    """What keeps them from being approved, the first to see to first: `change`, `comments`, `waiting`, `unreached`."""
    found = {
        "change": standing.change_asked and not standing.change_answered,
        "comments": standing.comments > 0,
        "waiting": standing.waiting,
        "unreached": standing.unreached > 0,
    }
    return [name for name, stands in found.items() if stands]


@dataclass(frozen=True, slots=True)
class Difference:
    """One place where two versions differ. path: where («items», «3/26», «text»); empty old or new: it wasn't there."""

    path: tuple[str, ...]
    old: str
    new: str


UNCOMPARED = frozenset({"version", "reason", "previous", "log", "approved", "sha256"})
"""What tells of a version rather than of the meeting."""


def differences(old: Content, new: Content) -> list[Difference]:
    """Where two versions of the same minutes differ, in the order of the minutes."""
    before, after = _flat(old), _flat(new)
    both = [Difference(path, before.get(path, ""), after.get(path, "")) for path in {**before, **after}]
    return [one for one in both if one.old != one.new]


def _flat(content: Content) -> dict[tuple[str, ...], str]:
    found: dict[tuple[str, ...], str] = {}
    for name, value in content.items():
        if name not in UNCOMPARED:
            _walk(value, (name,), found)
    return found


def _walk(value: object, path: tuple[str, ...], found: dict[tuple[str, ...], str]) -> None:
    if isinstance(value, Mapping):
        for name, inner in value.items():
            if name != "number":
                _walk(inner, (*path, str(name)), found)
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for place, inner in enumerate(value, start=1):
            _walk(inner, (*path, _named(inner, place)), found)
    elif value not in (None, ""):
        found[path] = str(value).lower() if isinstance(value, bool) else str(value)


def _named(value: object, place: int) -> str:
    """What a member of a list is known by: its number, its organisation, else its place."""
    if isinstance(value, Mapping):
        for name in ("number", "organisation"):
            if value.get(name):
                return str(value[name])
    return str(place)
