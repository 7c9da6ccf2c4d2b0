"""`avtale mål`, `tiltak`, `endre`, `fjern`: a draft is changed at once, an agreement in force by a proposal."""

import re
from collections.abc import Iterable, Mapping
from datetime import date

from domain.agreements import (
    CHANGED_BY_PROPOSAL,
    AgreementState,
    goal_number,
    goal_of,
    in_order,
    measure_number,
)
from domain.date_context import day_notes
from domain.errors import Choice, UserError
from handlers.agreement_fields import REASON, check_term, read_form, read_line
from handlers.agreement_forms import edit_form, goal_form, measure_form
from handlers.agreement_names import own_agreement
from handlers.agreement_wording import change_text, field_text, value_text
from handlers.ask import Ask
from handlers.cards import Audience, Block, Card, Note, Text
from handlers.meeting_card import date_notes
from storage.agreement_changes import (
    NEW,
    REMOVED,
    Subject,
    goal_numbers,
    kind_of,
    measures_left,
    new_goal,
    new_measure,
    number_of,
    packed,
    proposal,
    propose,
    set_value,
    subject_row,
    unpacked,
    value_of,
)
from storage.agreements import goal_of as goal_row
from storage.agreements import measure_of
from storage.tables import AgreementChangeRow, AgreementRow, GoalRow, MeasureRow

_VERSION = re.compile(r"^\s*v(\d{1,9})(?=\s|$)")
_GOAL_FIELDS = ("title", "plan_goal", "focus_area")
_MEASURE_FIELDS = ("title", "owner", "contributors", "instrument", "level", "due", "indicator", "origin")
_AGREEMENT_FIELDS = (
    "title", "starts", "ends", "parties", "purpose", "basis", "routines", "reporting", "revision", "termination",
)  # fmt: skip
FIELDS: Mapping[str, tuple[str, ...]] = {
    "agreement": _AGREEMENT_FIELDS,
    "goal": _GOAL_FIELDS,
    "measure": (*_MEASURE_FIELDS, "starts", "description"),
}
NEEDED: Mapping[str, tuple[str, ...]] = {"goal": ("title",), "measure": ("title", "owner", "due"), "agreement": ()}
"""Fields that can't be empty."""


def _proposing(row: AgreementRow) -> bool:
    """Whether a change is proposed (True) or made at once. Raises UserError where the text lies with the parties."""
    state = AgreementState(row.state)
    if state in CHANGED_BY_PROPOSAL:
        return True
    if state is not AgreementState.DRAFT:
        raise UserError("agreements.settled", {"state": state.value})
    return False


def _done(ask: Ask, row: AgreementRow, title: str, lines: Iterable[str] = ()) -> Card:
    """What was done, and no more: the whole agreement is a button away."""
    row.edits += 1
    ask.session.flush()
    body: list[Block] = [Text(text)] if (text := "\n".join(lines)) else []
    if AgreementState(row.state) in CHANGED_BY_PROPOSAL:
        body.append(Note(ask.say("agreements.proposed-until", version=row.version + 1)))
    return Card(
        title=title,
        body=tuple(body),
        buttons=(
            ask.button("agreement", f"avtale {row.county}"),
            ask.button("new-goal", f"avtale mål {row.county}"),
            ask.button("new-measure", f"avtale tiltak {row.county}"),
        ),
        audience=Audience.ROOM,
        language=ask.language,
    )


# -- new goals and measures -------------------------------------------------------------------------------------------


def add_goal(ask: Ask) -> Card:
    """«avtale mål M1: Flere grønne arbeidsplasser; planmål 2.1», or a form."""
    return _add(ask, "goal")


def add_measure(ask: Ask) -> Card:
    """«avtale tiltak T1.1: Mobilisering; ansvarlig: Siva; frist: 30.6.2027; …», or a form."""
    return _add(ask, "measure")


def _add(ask: Ask, kind: str) -> Card:
    row, rest = own_agreement(ask, ask.words)
    _proposing(row)
    number, after = _number(kind, ask.fields.get("number", "") or rest)
    if not ask.fields and not after:
        return goal_form(ask, row, number) if kind == "goal" else measure_form(ask, row, number)
    values = read_form(ask, kind, FIELDS[kind]) if ask.fields else read_line(ask, kind, after, head="title")
    if not number:
        raise _no_number(kind)
    values = {name: value for name, value in values.items() if value}
    _check_new(ask, row, kind, number, values)
    reason = values.pop(REASON, "")
    if _proposing(row):
        change = propose(ask.unit, row, kind, number, NEW, new=packed(values), reason=reason)
        lines = [change_text(ask.language, change, ask.directory), *_day_said(ask, values)]
        return _done(ask, row, _proposed_title(ask, row), lines)
    added = (new_goal if kind == "goal" else new_measure)(ask.unit, row, number, values)
    _note_reason(ask, number, reason)
    return _done(ask, row, ask.say("agreements.added", name=f"{number} {added.title}"), _day_said(ask, values))


def _day_said(ask: Ask, values: Mapping[str, str]) -> list[str]:
    """A deadline on a day off stays as typed, and is said aloud."""
    due = values.get("due")
    return date_notes(ask, day_notes(date.fromisoformat(due), ask.dates())) if due else []


def _no_number(kind: str) -> UserError:
    return UserError(
        "agreements.no-number-goal" if kind == "goal" else "agreements.no-number-measure", field_name="number"
    )


def _missing(name: str, number: str) -> UserError:
    """What can't be left out has been."""
    if name == "title":
        return UserError("agreements.missing-title", {"number": number}, field_name=name)
    if name == "owner":
        return UserError("agreements.missing-owner", {"number": number}, field_name=name)
    return UserError("agreements.missing-due", {"number": number}, field_name=name)


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
            raise _missing(name, number)


def _proposed_title(ask: Ask, row: AgreementRow) -> str:
    return ask.say("agreements.proposed", version=row.version + 1)


def _note_reason(ask: Ask, number: str, reason: str) -> None:
    """A reason given for a change of a draft stands in the audit log; only proposals show theirs."""
    if reason:
        ask.unit.record("reason", number=number, reason=reason)


# -- changes ----------------------------------------------------------------------------------------------------------


def change(ask: Ask) -> Card:
    """«avtale endre T1.2 frist: 1.6.2027 fordi …», «avtale endre formål: …», or a form."""
    agreement, rest = own_agreement(ask, ask.words)
    proposing = _proposing(agreement)
    number, rest = _any_number(rest)
    if coming := proposal(ask.unit, agreement, "goal" if number.startswith("M") else "measure", number, NEW):
        return _change_coming(ask, agreement, coming, rest)
    row = _there(ask, agreement, number)
    version = _VERSION.match(rest)
    if version:
        _check_version(row, int(version[1]), f"v{version[1]}")
        rest = rest[version.end() :].strip()
    kind = kind_of(row)
    held = {name: _held(ask, agreement, row, name) for name in FIELDS[kind]}
    if ask.fields:
        values = read_form(ask, kind, FIELDS[kind])
    elif rest:
        values = read_line(ask, kind, rest)
    else:
        return edit_form(ask, agreement, row, held)
    reason = values.pop(REASON, "")
    changed = {name: value for name, value in values.items() if value != held[name]}
    if not changed:
        raise UserError("agreements.unchanged", field_name=next(iter(values), ""))
    _check_changed(ask, agreement, row, held | changed, changed, proposing=proposing)
    lines = [
        _propose_one(ask, agreement, row, name, value, reason=reason)
        if proposing
        else _change_one(ask, row, name, held[name], value)
        for name, value in changed.items()
    ]
    lines += _day_said(ask, changed)
    if not proposing:
        _note_reason(ask, number, reason)
    if isinstance(row, MeasureRow) and not proposing:
        row.version += 1
    title = _proposed_title(ask, agreement) if proposing else ask.say("agreements.changed")
    return _done(ask, agreement, title, lines)


def _any_number(text: str) -> tuple[str, str]:
    """M1 or T1.2 at the beginning of a text, and the rest; an empty number when it begins with none."""
    found = measure_number(text) or goal_number(text)
    return (found[0], text[found[1] :].lstrip(" :,")) if found else ("", text)


def _there(ask: Ask, agreement: AgreementRow, number: str) -> Subject:
    """The agreement itself, or its goal or measure of this number. Raises UserError when there is none."""
    try:
        row = subject_row(ask.unit, agreement, number)
    except ValueError:
        row = None
    if row is None or (not isinstance(row, AgreementRow) and row.removed_on is not None):
        raise UserError("measures.none-such", {"number": number, "county": ask.short(agreement.county)})
    return row


def _check_version(row: Subject, version: int, span: str) -> None:
    now = row.edits if isinstance(row, AgreementRow) else getattr(row, "version", version)
    if version != now:
        raise UserError("common.stale", span=span, choices=(Choice(f"v{now}", "buttons.anyway"),))


def _held(ask: Ask, agreement: AgreementRow, row: Subject, name: str) -> str:
    """What a field is to hold: what is proposed for it, else what it holds."""
    known = proposal(ask.unit, agreement, kind_of(row), number_of(row), name)
    return known.new if known else value_of(ask.unit, row, name)


def _check_changed(
    ask: Ask,
    agreement: AgreementRow,
    row: Subject,
    all_values: Mapping[str, str],
    changed: Mapping[str, str],
    *,
    proposing: bool,
) -> None:
    """What can't be empty isn't, the term goes forward, and a new deadline lies ahead. Raises UserError."""
    kind, number = kind_of(row), number_of(row)
    if proposal(ask.unit, agreement, kind, number, REMOVED):
        raise UserError("agreements.to-be-removed", {"number": number})
    for name in NEEDED[kind]:
        if name in changed and not changed[name]:
            raise _missing(name, number)
    if kind == "agreement":
        for name in ("starts", "ends"):
            if not all_values[name]:
                raise UserError("agreements.term-missing", field_name=name)
        check_term(all_values["starts"], all_values["ends"])
        if "parties" in changed and agreement.county not in changed["parties"].split(", "):
            raise UserError("agreements.county-is-party", field_name="parties")
    due = changed.get("due", "")
    if due and proposing and date.fromisoformat(due) < ask.today:
        raise UserError("dates.past", {"day": date.fromisoformat(due)}, field_name="due")


def _propose_one(ask: Ask, agreement: AgreementRow, row: Subject, name: str, value: str, *, reason: str) -> str:
    kind, number = kind_of(row), number_of(row)
    old = value_of(ask.unit, row, name)
    if value == old:  # back to what stands: the proposal is withdrawn
        known = proposal(ask.unit, agreement, kind, number, name)
        if known:
            known.state = "dropped"
        return ask.say("agreements.withdrawn", what=_what(ask, number, name))
    change_row = propose(ask.unit, agreement, kind, number, name, old=old, new=value, reason=reason)
    return change_text(ask.language, change_row, ask.directory)


def _what(ask: Ask, number: str, name: str) -> str:
    return f"{number} {field_text(ask.language, name)}".strip()


def _change_one(ask: Ask, row: Subject, name: str, old: str, value: str) -> str:
    set_value(ask.unit, row, name, value)
    ask.session.flush()
    before, after = (value_text(ask.language, name, one, ask.directory) for one in (old, value))
    return f"{_what(ask, number_of(row), name)}: {before} → {after}"


def _change_coming(ask: Ask, agreement: AgreementRow, coming: AgreementChangeRow, rest: str) -> Card:
    """A goal or measure that is only proposed: the proposal is made anew with other values."""
    values = read_line(ask, coming.subject, rest) if rest else {}
    if not values:
        raise UserError("agreements.change-needs", {"number": coming.number})
    reason = values.pop(REASON, coming.reason)
    whole = unpacked(coming.new) | values
    for name in NEEDED[coming.subject]:
        if not whole.get(name):
            raise _missing(name, coming.number)
    new = propose(ask.unit, agreement, coming.subject, coming.number, NEW, new=packed(whole), reason=reason)
    return _done(ask, agreement, _proposed_title(ask, agreement), [change_text(ask.language, new, ask.directory)])


# -- removal ----------------------------------------------------------------------------------------------------------


def remove(ask: Ask) -> Card:
    """«avtale fjern T3.1»: out of a draft at once; out of an agreement in force by the next version. Never deleted."""
    agreement, rest = own_agreement(ask, ask.words)
    proposing = _proposing(agreement)
    number, rest = _any_number(rest)
    if not number:
        raise UserError("agreements.which-to-remove")
    said = read_line(ask, "measure", rest) if rest else {}
    reason = said.pop(REASON, "")
    if said:
        raise UserError("common.left-over", {"typed": rest[:60]}, span=rest)
    kind = "goal" if number.startswith("M") else "measure"
    if coming := proposal(ask.unit, agreement, kind, number, NEW):
        coming.state = "dropped"
        return _done(ask, agreement, ask.say("agreements.withdrawn", what=number))
    row = _there(ask, agreement, number)
    if isinstance(row, AgreementRow):
        raise UserError("agreements.which-to-remove")
    if isinstance(row, GoalRow) and (left := measures_left(ask.unit, agreement, row)):
        raise UserError("agreements.goal-has-measures", {"number": number, "measures": ", ".join(_sorted(left))})
    if not proposing:
        row.removed_on = ask.today
        _note_reason(ask, number, reason)
        return _done(ask, agreement, ask.say("agreements.removed", name=f"{number} {row.title}"))
    if proposal(ask.unit, agreement, kind, number, REMOVED):
        raise UserError("agreements.to-be-removed", {"number": number})
    change_row = propose(ask.unit, agreement, kind, number, REMOVED, old=row.title, reason=reason)
    return _done(
        ask, agreement, _proposed_title(ask, agreement), [change_text(ask.language, change_row, ask.directory)]
    )


def _sorted(numbers: Iterable[str]) -> list[str]:
    return sorted(numbers, key=in_order)
