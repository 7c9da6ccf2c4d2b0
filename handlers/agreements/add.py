"""`avtale mål`, `avtale tiltak`: new goals and measures. In a draft at once, else proposed for the next version."""

from collections.abc import Mapping

from domain.agreements.agreements import goal_number, goal_of, measure_number
from domain.errors import UserError
from handlers.agreements.common import FIELDS, NEEDED, day_said, done, missing, note_reason, proposed_title, proposing
from handlers.agreements.fields import REASON, read_form, read_line
from handlers.agreements.forms import goal_form, measure_form
from handlers.cards import Card
from handlers.core.agreement_wording import change_text
from handlers.core.context import Ask
from handlers.lookup.agreements import own_agreement
from storage.agreements.agreements import goal_of as goal_row
from storage.agreements.agreements import measure_of
from storage.agreements.changes import NEW, goal_numbers, new_goal, new_measure, packed, proposal, propose
from storage.tables import AgreementRow


def add_goal(ask: Ask) -> Card:
    """«avtale mål M1: Flere grønne arbeidsplasser; planmål 2.1», or a form."""
    return _add(ask, "goal")


def add_measure(ask: Ask) -> Card:
    """«avtale tiltak T1.1: Mobilisering; ansvarlig: Siva; frist: 30.6.2027; …», or a form."""
    return _add(ask, "measure")


def _add(ask: Ask, kind: str) -> Card:
    row, rest = own_agreement(ask, ask.words, "avtale mål" if kind == "goal" else "avtale tiltak")
    proposing(row)
    number, after = _number(kind, ask.fields.get("number", "") or rest)
    if not ask.fields and not after:
        return goal_form(ask, row, number) if kind == "goal" else measure_form(ask, row, number)
    values = read_form(ask, kind, FIELDS[kind]) if ask.fields else read_line(ask, kind, after, head="title")
    if not number:
        raise _no_number(kind)
    values = {name: value for name, value in values.items() if value}
    _check_new(ask, row, kind, number, values)
    reason = values.pop(REASON, "")
    if proposing(row):
        change = propose(ask.unit, row, kind, number, NEW, new=packed(values), reason=reason)
        lines = [change_text(ask.language, change, ask.directory), *day_said(ask, values)]
        return done(ask, row, proposed_title(ask, row), lines)
    added = (new_goal if kind == "goal" else new_measure)(ask.unit, row, number, values)
    note_reason(ask, number, reason)
    return done(ask, row, ask.say("agreements.added", name=f"{number} {added.title}"), day_said(ask, values))


def _no_number(kind: str) -> UserError:
    return UserError(
        "agreements.no-number-goal" if kind == "goal" else "agreements.no-number-measure", field_name="number"
    )


def _number(kind: str, text: str) -> tuple[str, str]:
    """The number a text begins with, and the rest; an empty one when the text is empty. Raises UserError."""
    if not text:
        return "", ""
    found = goal_number(text) if kind == "goal" else measure_number(text)
    if found is None:
        raise _no_number(kind)
    return found[0], text[found[1] :].lstrip(" :,")


def _check_new(ask: Ask, row: AgreementRow, kind: str, number: str, values: Mapping[str, str]) -> None:
    """A new number, its goal there, and everything said that can't be left out. Raises UserError."""
    find = goal_row if kind == "goal" else measure_of
    held = find(ask.session, row.id or 0, number)
    if held is not None and held.removed_on is not None:
        raise UserError("agreements.number-used", {"number": number}, field_name="number")
    if held is not None or proposal(ask.unit, row, kind, number, NEW):
        raise UserError("agreements.number-taken", {"number": number}, field_name="number")
    goal = goal_of(number) if kind == "measure" else ""
    if goal and goal not in goal_numbers(ask.unit, row):
        raise UserError("agreements.no-goal", {"number": number, "goal": goal}, field_name="number")
    for name in NEEDED[kind]:
        if not values.get(name):
            raise missing(name, number)
