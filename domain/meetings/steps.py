"""The steps of a meeting: the states it goes through, and one table of what each step is.

Whose a step is, what it follows, by when it is due, where it brings the meeting, which clause asks for it, what people
type and press, and what it sends stand in its row of `STEPS`. The life cycle, deadlines, duties, replies and messages
all derive from it. A new step is a member of `Step`, a row, and `step-…` in the `meetings.ftl` of each language.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from domain.permissions import Need


class State(StrEnum):
    """How far a meeting has come, in the order of time, «cancelled» last."""

    PLANNED = "planned"
    DATED = "dated"
    SAVED = "save-the-date-sent"
    CONVENED = "convened"
    PAPERS = "papers-out"
    HELD = "held"
    DRAFTED = "minutes-drafted"
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


class Taker(StrEnum):
    """Who takes a step: whoever convenes the meeting, or each invited party for itself."""

    CONVENER = "convener"
    EACH_PARTY = "each-party"


class AskedBy(StrEnum):
    """The clause that asks for a step."""

    CONVENING = "convening"  # whoever convenes sees to it: § 4.1, regionally § 4.2
    MEETING = "meeting"  # the one on the meeting itself: § 1, § 2.1, § 2.2
    LEVEL = "level"  # the one that has such meetings at all: § 1, § 2


@dataclass(frozen=True, slots=True)
class Before:
    """Due so many calendar days before the meeting, by its kind; the fewest and most a county may choose itself."""

    national: int
    regional: int
    steering: int
    least: int = 1
    most: int = 120


@dataclass(frozen=True, slots=True)
class After:
    """Due so many calendar days after the deadline of `counted_from`, None: after the meeting; else as `Before`."""

    national: int
    regional: int
    steering: int
    counted_from: Step | None
    least: int = 1
    most: int = 120


@dataclass(frozen=True, slots=True)
class Without:
    """What a step has none of, and why."""

    why: str


@dataclass(frozen=True, slots=True)
class Move:
    """A step brings a meeting from one of these states to another."""

    start: tuple[State, ...]
    to: State


@dataclass(frozen=True, slots=True)
class StepButton:
    """A button under a step's duty: the key of its label, its line («{ref}» is the meeting), and what it takes."""

    label: str
    line: str
    need: Need = Need.READ


@dataclass(frozen=True, slots=True)
class StepRule:
    """What is known of a step.

    follows: the convener's step without which it isn't asked for. overtaken_by: those of the convener's after which
    nothing of it is left to do. gentle: reminded of before its deadline and pointless after it, never chased.
    words: what people type for it after «møte sendt» and «rutiner», folded and one word each, the plainest first.
    buttons: the first is the way on to the step. sends: the kind of message the invited parties get when it is taken.
    """

    taker: Taker
    follows: Step | None
    moves: Move | Without
    due: Before | After | Without
    clause: AskedBy
    gentle: bool
    overtaken_by: tuple[Step, ...]
    words: tuple[str, ...] | Without
    buttons: tuple[StepButton, ...]
    sends: str | Without


_SHOW = StepButton("buttons.show", "møte vis {ref}")
_AGENDA = StepButton("buttons.agenda", "saksliste {ref}")
_SNOOZE = StepButton("buttons.snooze", "slumre {ref}")
_WRITE_MINUTES = StepButton("buttons.write-minutes", "referat {ref}", Need.EDIT)

_OWN = Without("a party takes it for itself, and moves nothing")
_TO_NOBODY = Without("it is for whoever convened")

STEPS: Mapping[Step, StepRule] = {
    Step.SET_DATE: StepRule(
        taker=Taker.CONVENER,
        follows=None,
        moves=Move((State.PLANNED,), to=State.DATED),
        due=Without("a day of the year, by kind and half-year: `deadlines.SetDateRules`"),
        clause=AskedBy.MEETING,
        gentle=False,
        overtaken_by=(),
        words=Without("a date is typed, with «møte ny»"),
        buttons=(StepButton("buttons.set-date", "møte ny {ref}", Need.MANAGE), _SNOOZE),
        sends=Without("the save-the-date tells the parties"),
    ),
    Step.SAVE_THE_DATE: StepRule(
        taker=Taker.CONVENER,
        follows=Step.SET_DATE,
        moves=Move((State.DATED,), to=State.SAVED),
        due=Before(national=84, regional=56, steering=21, least=14, most=180),
        clause=AskedBy.CONVENING,
        gentle=False,
        overtaken_by=(Step.CONVENE, Step.HOLD),
        words=("datovarsel", "save"),
        buttons=(StepButton("buttons.save-the-date", "datovarsel {ref}", Need.MANAGE), _SNOOZE),
        sends="save-the-date",
    ),
    Step.CONVENE: StepRule(
        taker=Taker.CONVENER,
        follows=Step.SET_DATE,
        moves=Move((State.DATED, State.SAVED), to=State.CONVENED),
        due=Before(national=42, regional=28, steering=14),
        clause=AskedBy.CONVENING,
        gentle=False,
        overtaken_by=(Step.HOLD,),
        words=("innkalling", "innkall", "convene", "notice"),
        buttons=(StepButton("buttons.convene-now", "innkall {ref}", Need.MANAGE), _SNOOZE, _AGENDA),
        sends="convening",
    ),
    Step.CONTRIBUTE: StepRule(
        taker=Taker.EACH_PARTY,
        follows=Step.CONVENE,
        moves=_OWN,
        due=Before(national=21, regional=21, steering=10),
        clause=AskedBy.MEETING,
        gentle=False,
        overtaken_by=(Step.HOLD,),
        words=("innspill", "innspel", "input"),
        buttons=(StepButton("meetings.step-contribute.button", "møte sendt {ref} innspill", Need.OWN), _SHOW),
        sends=_TO_NOBODY,
    ),
    Step.PAPERS: StepRule(
        taker=Taker.CONVENER,
        follows=Step.SET_DATE,
        moves=Move((State.CONVENED,), to=State.PAPERS),
        due=Before(national=14, regional=14, steering=7, least=7, most=90),  # nobody reads papers in less than a week
        clause=AskedBy.CONVENING,
        gentle=False,
        overtaken_by=(Step.HOLD,),
        words=("saksdokumenter", "saksdokument", "saksliste", "papers"),
        buttons=(
            StepButton("buttons.send-papers", "saksliste send {ref}", Need.MANAGE),
            _AGENDA,
            StepButton("buttons.sent", "møte sendt {ref} saksdokumenter", Need.MANAGE),
        ),
        sends="papers",
    ),
    Step.SIGN_UP: StepRule(
        taker=Taker.EACH_PARTY,
        follows=Step.CONVENE,
        moves=_OWN,
        due=Before(national=7, regional=7, steering=3),
        clause=AskedBy.MEETING,
        gentle=True,
        overtaken_by=(Step.HOLD,),
        words=("pamelding", "signup"),
        buttons=(StepButton("meetings.step-sign-up.button", "møte sendt {ref} påmelding", Need.OWN), _SHOW),
        sends=_TO_NOBODY,
    ),
    Step.HOLD: StepRule(
        taker=Taker.CONVENER,
        follows=Step.SET_DATE,
        moves=Move((State.DATED, State.SAVED, State.CONVENED, State.PAPERS), to=State.HELD),
        due=Without("the first day after the meeting on which something can be sent; no plan shows it"),
        clause=AskedBy.LEVEL,
        gentle=False,
        overtaken_by=(),
        words=Without("it is recorded with who was there, by «møte holdt»"),
        buttons=(
            _WRITE_MINUTES,
            StepButton("buttons.held", "møte holdt {ref}", Need.MANAGE),
            StepButton("buttons.call-off", "møte avlys {ref}", Need.MANAGE),
        ),
        sends=Without("the parties were there"),
    ),
    Step.DRAFT: StepRule(
        taker=Taker.CONVENER,
        follows=Step.HOLD,
        moves=Move((State.HELD,), to=State.DRAFTED),
        due=After(national=7, regional=7, steering=5, counted_from=None),
        clause=AskedBy.CONVENING,
        gentle=False,
        overtaken_by=(Step.APPROVE,),
        words=("referatutkast", "utkast", "draft"),
        buttons=(
            _WRITE_MINUTES,
            StepButton("buttons.send-minutes", "referat send {ref}", Need.MANAGE),
            StepButton("buttons.sent", "møte sendt {ref} referatutkast", Need.MANAGE),
            _SNOOZE,
        ),
        sends="minutes-out",
    ),
    Step.COMMENT: StepRule(
        taker=Taker.EACH_PARTY,
        follows=Step.DRAFT,
        moves=_OWN,
        due=After(national=7, regional=7, steering=5, counted_from=Step.DRAFT),
        clause=AskedBy.MEETING,
        gentle=True,
        overtaken_by=(Step.APPROVE,),
        words=("merknader", "merknad", "comments"),
        buttons=(
            StepButton("buttons.read-minutes", "referat vis {ref}"),
            StepButton("meetings.step-comment.button", "møte sendt {ref} merknader", Need.OWN),
            StepButton("buttons.comment-minutes", "merknad {ref}", Need.ANSWER),
        ),
        sends=_TO_NOBODY,
    ),
    Step.APPROVE: StepRule(
        taker=Taker.CONVENER,
        follows=Step.DRAFT,
        moves=Move((State.DRAFTED,), to=State.APPROVED),
        due=After(national=7, regional=7, steering=4, counted_from=Step.COMMENT),
        clause=AskedBy.CONVENING,
        gentle=False,
        overtaken_by=(),
        words=("godkjent", "godkjend", "referat", "approved"),
        buttons=(
            StepButton("buttons.lock-minutes", "referat godkjenn {ref}", Need.MANAGE),
            StepButton("meetings.step-approve.button", "møte sendt {ref} godkjent", Need.MANAGE),
        ),
        sends="minutes-approved",
    ),
}
"""Every step, in the order of time. The days are the product's standard frame: the model says «i god tid» (§ 4.1)."""

REACHES: Mapping[Step, State] = {step: rule.moves.to for step, rule in STEPS.items() if isinstance(rule.moves, Move)}
"""The state a taken step brings the meeting to; what each party takes for itself moves nothing."""

_ORDER = tuple(State)
BEFORE_MEETING = frozenset(_ORDER[: _ORDER.index(State.HELD)])
OPEN = frozenset(State) - {State.APPROVED, State.CANCELLED}


def _onward(state: State) -> frozenset[State]:
    moves = [rule.moves for rule in STEPS.values() if isinstance(rule.moves, Move)]
    called_off = {State.CANCELLED} if state in BEFORE_MEETING else set()
    return frozenset({move.to for move in moves if state in move.start} | called_off)


NEXT: Mapping[State, frozenset[State]] = {state: _onward(state) for state in State}
"""The allowed next states. A meeting may be convened without a save-the-date, and recorded as held without having been
convened here: both happen outside the chat. Everything else goes one step at a time."""

SENDS: Mapping[Step, str] = {step: rule.sends for step, rule in STEPS.items() if not isinstance(rule.sends, Without)}
"""The kind of message the invited parties get when the step is taken, for those that send one."""

BY_WORD: Mapping[str, Step] = {
    word: step for step, rule in STEPS.items() if not isinstance(rule.words, Without) for word in rule.words
}
"""The word people type for a step (folded) → the step."""


def steps_in(state: State) -> tuple[Step, ...]:
    """The steps a meeting in this state can take on its way."""
    return tuple(step for step, rule in STEPS.items() if isinstance(rule.moves, Move) and state in rule.moves.start)


def answers_to(step: Step) -> tuple[Step, ...]:
    """What each invited party does for itself once the convener has taken this step, in the order of time."""
    return tuple(own for own, rule in STEPS.items() if rule.taker is Taker.EACH_PARTY and rule.follows is step)
