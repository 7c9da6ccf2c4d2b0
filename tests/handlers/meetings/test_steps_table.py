"""What handlers make of the table of steps: each has its texts, its commands and its message, and can be taken.

A step that is new in the table is tried here as it is: said, recorded, and asked of those who owe it.
"""

import re
from dataclasses import replace

import pytest
from sqlmodel import select

from domain.meetings.steps import BY_WORD, SENDS, STEPS, After, Move, State, Step, Taker, answers_to, steps_in
from handlers.commands import REGISTRY
from handlers.messages.recipes import RECIPES
from handlers.texts import LANGUAGES, has, say
from storage.tables import DutyRow, MeetingRow, StepRow
from tests.desk import Desk

REF = "N-2027-V"
EVERY_STEP = pytest.mark.parametrize("step", Step)
EVERY_LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)


# -- texts, commands and messages --------------------------------------------------------------------------------------


@EVERY_STEP
@EVERY_LANGUAGE
def test_a_step_has_its_texts(step: Step, language: str) -> None:
    wanted = [f"meetings.step-{step.value}", *(button.label for button in STEPS[step].buttons)]
    if step in answers_to(Step.CONVENE):  # the convening says by when
        wanted.append(f"meetings.step-{step.value}.asks")
    assert [key for key in wanted if not has(language, key)] == []


@EVERY_STEP
def test_a_steps_buttons_are_whole_commands(step: Step) -> None:
    for button in STEPS[step].buttons:
        assert REGISTRY.find(button.line.format(ref=REF)).words.startswith(REF), button.line


@pytest.mark.parametrize("kind", SENDS.values())
def test_a_steps_message_can_be_drawn_redrawn_and_named(kind: str) -> None:
    assert kind in RECIPES
    assert has("nb", f"web.kind-{kind}")


@EVERY_LANGUAGE
@pytest.mark.parametrize("refusal", ["meetings.step-missing", "meetings.step-unknown"])
def test_whoever_names_no_step_is_told_every_one(language: str, refusal: str) -> None:
    hint = say(language, f"{refusal}.hint", ref=REF, typed="noe")
    listed = {word.strip(" .,") for word in hint.casefold().replace("å", "a").split()}
    told = {BY_WORD[word] for word in listed if word in BY_WORD}
    assert told == set(BY_WORD.values())


# -- taken in the chat -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("word", "step"), BY_WORD.items())
def test_each_word_records_its_step(desk: Desk, word: str, step: Step) -> None:
    _come_to(desk, step)
    said = desk.reply(_taker(step), f"møte sendt {REF} {word}")
    assert said.ok, said.problem
    assert step in _taken(desk)


@EVERY_STEP
def test_a_step_is_asked_of_those_who_owe_it(desk: Desk, step: Step) -> None:
    _come_to(desk, step)
    with desk.store.transaction() as session:
        owed = session.exec(select(DutyRow).where(DutyRow.kind == step.value, DutyRow.done_on == None)).all()  # noqa: E711
        meetings = {row.id: row.ref for row in session.exec(select(MeetingRow))}
    owners = {duty.owner for duty in owed if meetings[duty.subject_id] == REF}
    assert _taker(step) in owners
    assert (len(owners) > 1) is (STEPS[step].taker is Taker.EACH_PARTY)


def _taker(step: Step) -> str:
    return "siva" if STEPS[step].taker is Taker.EACH_PARTY else "ks"


def _come_to(desk: Desk, step: Step) -> None:
    """Bring the meeting to where the step can be taken: what it follows is done, its state one to start from."""
    rule = STEPS[step]
    if rule.follows and rule.follows not in _taken(desk):
        _come_to(desk, rule.follows)
        _take(desk, rule.follows)
    if isinstance(rule.moves, Move) and _state(desk) not in rule.moves.start:
        towards = next(other for other in steps_in(_state(desk)) if _leads_to(other, rule.moves.start))
        _take(desk, towards)


def _leads_to(step: Step, states: tuple[State, ...]) -> bool:
    moves = STEPS[step].moves
    return isinstance(moves, Move) and moves.to in states


def _take(desk: Desk, step: Step) -> None:
    words = {other: word for word, other in BY_WORD.items()}
    lines = {Step.SET_DATE: f"møte ny {REF} 9.3.2027", Step.HOLD: f"møte holdt {REF} til stede KS, Siva"}
    day = "2027-03-10" if step is Step.HOLD else ""
    said = desk.reply(_taker(step), lines.get(step) or f"møte sendt {REF} {words[step]}", at=day)
    assert said.ok, said.problem


def _taken(desk: Desk) -> set[Step]:
    with desk.store.transaction() as session:
        taken = {Step(row.step) for row in session.exec(select(StepRow))}
    return taken | ({Step.SET_DATE} if _state(desk) is not State.PLANNED else set())


def _state(desk: Desk) -> State:
    with desk.store.transaction() as session:
        return State(session.exec(select(MeetingRow.state).where(MeetingRow.ref == REF)).one())


# -- the routine says from where days are counted ----------------------------------------------------------------------


def test_days_are_counted_from_the_step_before_or_from_the_meeting_where_others_come_between(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert _counted(desk) == ["etter forrige steg", "etter forrige steg", "etter forrige steg"]
    rule = STEPS[Step.COMMENT]
    assert isinstance(rule.due, After)
    monkeypatch.setitem(STEPS, Step.COMMENT, replace(rule, due=replace(rule.due, counted_from=None)))
    assert _counted(desk) == ["etter forrige steg", "etter møtet", "etter forrige steg"]


def _counted(desk: Desk) -> list[str]:
    """What `rutiner` says of draft, comments and approval."""
    said = desk.say("agder", "rutiner")
    names = ("Referatutkast", "Merknadsfrist", "Godkjent referat")
    return [re.search(rf"{name} +7 dager (.+?)  ", said)[1] for name in names]  # type: ignore[index] # found, or a fault
