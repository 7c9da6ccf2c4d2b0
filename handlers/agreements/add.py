"""`avtale mål`, `avtale tiltak`: new goals and measures. In a draft at once, else proposed for the next version."""

from domain.agreements.agreements import goal_number, goal_of, measure_number
from domain.errors import UserError
from handlers.agreements.common import (
    FIELDS,
    NEEDED,
    check_owner,
    day_said,
    done,
    missing,
    note_reason,
    proposed_title,
    proposing,
)
from handlers.agreements.fields import REASON, read_form, read_line
from handlers.agreements.forms import goal_form, measure_form
from handlers.cards import Card
from handlers.core.agreement_wording import change_text
from handlers.core.context import CommandContext
from handlers.lookup.agreements import own_agreement
from storage.agreements.agreements import goal_called, measure_called
from storage.agreements.changes import NEW, goal_numbers, new_goal, new_measure, packed, proposal, propose
from storage.tables import AgreementRow


def add_goal(context: CommandContext) -> Card:
    """«avtale mål M1: Flere grønne arbeidsplasser; planmål 2.1», or a form.

    Raises UserError: no number, a number taken or used before, something missing.
    """
    return _add(context, "goal")


def add_measure(context: CommandContext) -> Card:
    """«avtale tiltak T1.1: Mobilisering; ansvarlig: Siva; frist: 30.6.2027; …», or a form.

    Raises UserError: no number, a number taken or used before, no goal to stand under, something missing.
    """
    return _add(context, "measure")


def _add(context: CommandContext, kind: str) -> Card:
    row, rest = own_agreement(context, context.words, "avtale mål" if kind == "goal" else "avtale tiltak")
    proposing(row)
    number, after = _number(kind, context.fields.get("number", "") or rest)
    if not context.fields and not after:
        return goal_form(context, row, number) if kind == "goal" else measure_form(context, row, number)
    values = _values(context, kind, after)
    if not number:
        raise _no_number(kind)
    _check_number(context, row, kind, number)
    check_owner(context, row, values)
    if lacking := [name for name in NEEDED[kind] if name not in values]:
        raise missing(lacking[0], number)
    return _added(context, row, kind, number, values)


def _values(context: CommandContext, kind: str, text: str) -> dict[str, str]:
    """What the form or the text says, without the fields it says nothing of."""
    said = read_form(context, kind, FIELDS[kind]) if context.fields else read_line(context, kind, text, head="title")
    return {name: value for name, value in said.items() if value}


def _added(context: CommandContext, row: AgreementRow, kind: str, number: str, values: dict[str, str]) -> Card:
    """Add it to a draft, or propose it for the next version."""
    reason = values.pop(REASON, "")
    if proposing(row):
        change = propose(context.unit, row, kind, number, NEW, new=packed(values), reason=reason)
        lines = [change_text(context.language, change, context.directory), *day_said(context, values)]
        return done(context, row, proposed_title(context, row), lines)
    added = (new_goal if kind == "goal" else new_measure)(context.unit, row, number, values)
    note_reason(context, number, reason)
    return done(
        context, row, context.say("agreements.added", name=f"{number} {added.title}"), day_said(context, values)
    )


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


def _check_number(context: CommandContext, row: AgreementRow, kind: str, number: str) -> None:
    """A new number, and its goal there. Raises UserError."""
    find = goal_called if kind == "goal" else measure_called
    held = find(context.session, row.id, number)
    if held is not None and held.removed_on is not None:
        raise UserError("agreements.number-used", {"number": number}, field_name="number")
    if held is not None or proposal(context.unit, row, kind, number, NEW):
        raise UserError("agreements.number-taken", {"number": number}, field_name="number")
    goal = goal_of(number) if kind == "measure" else ""
    if goal and goal not in goal_numbers(context.unit, row):
        raise UserError("agreements.no-goal", {"number": number, "goal": goal}, field_name="number")
