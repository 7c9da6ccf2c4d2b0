"""A regional cooperation agreement: its states, its measures' status words, how far measures and goals have come.

Sources: § 2 (the county drafts agreements the parties agree on), § 3.1 (they reflect the plans' goals and measures, and
what the parties have agreed between them).
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.errors import UserError
from domain.organisations import fold

CLAUSE = "§ 3.1"
"""What a measure's deadline comes from."""


class AgreementState(StrEnum):
    """How far an agreement has come. That its term is over is not a state: see `expired`."""

    DRAFT = "draft"
    FOR_APPROVAL = "for-approval"
    AGREED = "agreed"
    SIGNED = "signed"
    IN_FORCE = "in-force"
    UNDER_REVISION = "under-revision"


NEXT: Mapping[AgreementState, tuple[AgreementState, ...]] = {
    AgreementState.DRAFT: (AgreementState.FOR_APPROVAL,),
    AgreementState.FOR_APPROVAL: (AgreementState.AGREED, AgreementState.DRAFT),
    AgreementState.AGREED: (AgreementState.SIGNED, AgreementState.DRAFT),
    AgreementState.SIGNED: (AgreementState.IN_FORCE,),
    AgreementState.IN_FORCE: (AgreementState.UNDER_REVISION,),
    AgreementState.UNDER_REVISION: (AgreementState.IN_FORCE,),
}
"""What may follow what. A text that is with the parties goes back to being a draft before it is changed."""

RUNNING = (AgreementState.SIGNED, AgreementState.IN_FORCE, AgreementState.UNDER_REVISION)
"""The states in which measures are reported on and reminded of."""
CHANGED_BY_PROPOSAL = (AgreementState.IN_FORCE, AgreementState.UNDER_REVISION)
"""The states in which a change is proposed for the next version instead of made."""


class Status(StrEnum):
    """A measure's status, as reported."""

    NOT_STARTED = "not-started"
    IN_PROGRESS = "in-progress"
    DELAYED = "delayed"
    COMPLETED = "completed"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"


class Level(StrEnum):
    """Where the instrument of a measure is decided."""

    NONE = ""
    REGIONAL = "regional"
    NATIONAL = "national"
    EU = "eu"


class PartyRole(StrEnum):
    """What a party is in an agreement: the county that coordinates it, or one of the others."""

    COORDINATOR = "coordinator"
    PARTY = "party"


class ChangeState(StrEnum):
    """What has become of a change proposed for an agreement's next version."""

    PROPOSED = "proposed"
    IN_FORCE = "in-force"
    DROPPED = "dropped"


CLOSED = (Status.COMPLETED, Status.CANCELLED)
"""Nothing more is asked of the owner by the deadline. A postponed measure keeps its own until the parties agree on a
new one."""
OFF_TRACK = (Status.DELAYED, Status.POSTPONED, Status.CANCELLED)
"""What the county is to hear of when an owner reports it (§ 2.2)."""

STATUS_WORDS: Mapping[str, Status] = {
    "ikke startet": Status.NOT_STARTED, "ikkje starta": Status.NOT_STARTED, "not started": Status.NOT_STARTED,
    "i gang": Status.IN_PROGRESS, "igang": Status.IN_PROGRESS, "in progress": Status.IN_PROGRESS,
    "pågår": Status.IN_PROGRESS, "ongoing": Status.IN_PROGRESS,
    "forsinket": Status.DELAYED, "forsinka": Status.DELAYED, "forseinka": Status.DELAYED,
    "delayed": Status.DELAYED,
    "fullført": Status.COMPLETED, "completed": Status.COMPLETED,
    "ferdig": Status.COMPLETED, "done": Status.COMPLETED,
    "utsatt": Status.POSTPONED, "utsett": Status.POSTPONED, "postponed": Status.POSTPONED,
    "avlyst": Status.CANCELLED, "cancelled": Status.CANCELLED, "canceled": Status.CANCELLED,
}  # fmt: skip
STATE_WORDS: Mapping[str, AgreementState] = {
    "utkast": AgreementState.DRAFT, "draft": AgreementState.DRAFT,
    "til godkjenning": AgreementState.FOR_APPROVAL, "for approval": AgreementState.FOR_APPROVAL,
    "omforent": AgreementState.AGREED, "omforeint": AgreementState.AGREED, "agreed": AgreementState.AGREED,
    "signert": AgreementState.SIGNED, "signed": AgreementState.SIGNED,
    "gjeldende": AgreementState.IN_FORCE, "gjeldande": AgreementState.IN_FORCE, "in force": AgreementState.IN_FORCE,
    "under revisjon": AgreementState.UNDER_REVISION, "under revision": AgreementState.UNDER_REVISION,
}  # fmt: skip

_STATUSES = {fold(word): status for word, status in STATUS_WORDS.items()}
_STATES = {fold(word): state for word, state in STATE_WORDS.items()}


def read_status(text: str) -> Status | None:
    """The status a text is, in any of the languages, or None."""
    return _STATUSES.get(" ".join(fold(text).split()))


def read_state(text: str) -> tuple[AgreementState, str] | None:
    """The state a text begins with («signert 4.2.2026»), and the rest; None when it begins with none."""
    words = text.split()
    for count in (2, 1):
        state = _STATES.get(fold(" ".join(words[:count]))) if len(words) >= count else None
        if state:
            return state, " ".join(words[count:])
    return None


def check_step(now: AgreementState, then: AgreementState) -> None:
    """Go on only when `then` may follow `now`. Raises UserError."""
    if then is now:
        raise UserError("agreements.same-state", {"state": now.value})
    if then not in NEXT[now]:
        raise UserError("agreements.no-such-step", {"now": now.value, "then": then.value})


def expired(ends: date | None, today: date) -> bool:
    """Whether an agreement's term is over: from the day after its last one."""
    return ends is not None and ends < today


# -- numbers ----------------------------------------------------------------------------------------------------------

_MEASURE = re.compile(r"T\s?(\d{1,2})\.(\d{1,3})(?![\w]|[.,]\d)", re.IGNORECASE)
_BARE_MEASURE = re.compile(r"(?:T\s?)?(\d{1,2})\.(\d{1,3})(?![\w]|[.,]\d)", re.IGNORECASE)
_GOAL = re.compile(r"M\s?(\d{1,2})(?![\w]|[.,]\d)", re.IGNORECASE)


def measure_number(text: str) -> tuple[str, int] | None:
    """The measure's number a text begins with («t1.2» is T1.2) and where it ends, or None."""
    found = _MEASURE.match(text)
    return (f"T{int(found[1])}.{int(found[2])}", found.end()) if found else None


def bare_measure_number(text: str) -> tuple[str, int] | None:
    """The same where a measure must come, so that «1.2» can be nothing else than T1.2."""
    found = _BARE_MEASURE.match(text)
    return (f"T{int(found[1])}.{int(found[2])}", found.end()) if found else None


def goal_number(text: str) -> tuple[str, int] | None:
    """The goal's number a text begins with («m1» is M1) and where it ends, or None."""
    found = _GOAL.match(text)
    return (f"M{int(found[1])}", found.end()) if found else None


def goal_of(number: str) -> str:
    """The goal a measure's number belongs to: T1.2 is of M1."""
    return f"M{number[1:].partition('.')[0]}"


def in_order(number: str) -> tuple[int, ...]:
    """How numbers are sorted: T1.2 before T1.10, M2 before M10."""
    return tuple(int(part) for part in number[1:].split("."))


# -- origin (§ 3.1) ----------------------------------------------------------------------------------------------------

PLAN, AGREED = "plan", "agreed"


def plan_goal_of(origin: str, goals_plan_goal: str) -> str:
    """The plan goal a measure rests on; empty: none.

    Its own, when its origin names one («plan 3.3»), else that of its goal. A measure the parties have agreed between
    them (§ 3.1) rests on none.
    """
    if origin == AGREED:
        return ""
    return origin.removeprefix(PLAN).strip() or goals_plan_goal


# -- progress ---------------------------------------------------------------------------------------------------------

_WITHOUT_FIGURES: Mapping[Status, float | None] = {
    Status.NOT_STARTED: 0.0,
    Status.IN_PROGRESS: 0.5,
    Status.DELAYED: 0.5,
    Status.COMPLETED: 1.0,
    Status.POSTPONED: 0.0,
    Status.CANCELLED: None,
}


@dataclass(frozen=True, slots=True)
class Figures:
    """An indicator's start, target and latest value; None: not given."""

    baseline: float | None = None
    target: float | None = None
    latest: float | None = None


def progress(status: Status, figures: Figures) -> float | None:
    """How much of the way a measure has gone, 0 to 1; None when it is cancelled and counts no more.

    Completed is 1, whatever its figures. With a target: the way from start (0 when not given) to latest (the start
    when nothing is reported), as a share of the way to the target, never under 0 or over 1; a target may lie below the
    start. Without a target, or with one that equals the start: not started and postponed 0, in progress and delayed a
    half.
    """
    if status in (Status.COMPLETED, Status.CANCELLED):
        return _WITHOUT_FIGURES[status]
    start = figures.baseline or 0.0
    if figures.target is None or figures.target == start:
        return _WITHOUT_FIGURES[status]
    latest = start if figures.latest is None else figures.latest
    return min(1.0, max(0.0, (latest - start) / (figures.target - start)))


def goal_progress(measures: Iterable[float | None]) -> float | None:
    """How much of the way a goal has gone: the plain average of its measures' progress; each counts alike.

    Cancelled measures (None) are left out; None when no measure is left.
    """
    known = [one for one in measures if one is not None]
    return sum(known) / len(known) if known else None
