"""`avtale endre`, `avtale fjern`: a draft is changed at once, an agreement in force by a proposal."""

import re
from collections.abc import Iterable, Mapping
from datetime import date

from domain.agreements.agreements import goal_number, goal_of, in_order, measure_number
from domain.errors import Choice, UserError
from domain.meetings.three_way_merge import merge
from domain.organisations import fold
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
from handlers.agreements.fields import REASON, check_term, read_form, read_line
from handlers.agreements.forms import MARK, edit_form, mark
from handlers.cards import Card
from handlers.core.agreement_wording import change_text, field_text, from_to, value_text
from handlers.core.context import CommandContext
from handlers.lookup.agreements import own_agreement
from storage.agreements.changes import (
    NEW,
    REMOVED,
    Subject,
    count_change,
    drop,
    kind_of,
    measures_left,
    number_of,
    packed,
    proposal,
    propose,
    remove_row,
    set_value,
    subject_row,
    unpacked,
    value_of,
)
from storage.tables import AgreementChangeRow, AgreementRow, MeasureRow

_UNDO = ("angre", "undo")
_BASE = re.compile(rf"^\s*b((?:[0-9a-f]{{{MARK}}}){{2,}})(?=\s|$)")
"""The marks of the values that a form was made from."""
_VERSION = re.compile(r"^\s*v(\d{1,9})(?=\s|$)")


def change(context: CommandContext) -> Card:
    """«avtale endre T1.2 frist: 1.6.2027 fordi …», «avtale endre formål: …», or a form.

    Raises UserError: nothing said or nothing changed, a needed field emptied, no such number, to be removed, written
    over by somebody else meanwhile, a deadline passed.
    """
    agreement, rest = own_agreement(context, context.words, "avtale endre")
    proposes = proposing(agreement)
    number, rest = _any_number(rest)
    if coming := proposal(context.unit, agreement, "goal" if number.startswith("M") else "measure", number, NEW):
        return _change_coming(context, agreement, coming, rest)
    row = _there(context, agreement, number)
    version = _VERSION.match(rest)
    if version:
        _check_version(row, int(version[1]), f"v{version[1]}")
        rest = rest[version.end() :].strip()
    base = _BASE.match(rest)
    rest = rest[base.end() :].strip() if base else rest
    kind = kind_of(row)
    held = {name: _held(context, agreement, row, name) for name in FIELDS[kind]}
    if not rest and not context.fields:
        return edit_form(context, agreement, row, held)
    values = read_form(context, kind, FIELDS[kind]) if context.fields else read_line(context, kind, rest)
    if base:
        values = _merged(context, row, base[1], held, values)
    return _change(context, agreement, row, held, values, proposes=proposes)


def _merged(
    context: CommandContext, row: Subject, base: str, held: Mapping[str, str], values: Mapping[str, str]
) -> dict[str, str]:
    """What the form changed: a field left alone changes nothing, whatever others have written there since.

    Raises UserError with what stands where both wrote.
    """
    shown = {name: base[place * MARK :][:MARK] for place, name in enumerate(held)}
    kept: dict[str, str] = {}
    for name, value in values.items():
        if name not in held:
            kept[name] = value
            continue
        merged = merge(shown[name], mark(value), mark(held[name]))
        if merged.conflict:
            stands = value_text(context.language, name, held[name], context.directory)
            what = _what(context, number_of(row), name)
            raise UserError("agreements.written-meanwhile", {"what": what, "stands": stands}, field_name=name)
        kept[name] = held[name] if merged.value == mark(held[name]) else value
    return kept


def _change(
    context: CommandContext,
    agreement: AgreementRow,
    row: Subject,
    held: Mapping[str, str],
    values: dict[str, str],
    *,
    proposes: bool,
) -> Card:
    """Take those of the values that differ from what is held. Raises UserError when none does."""
    reason = values.pop(REASON, "")
    changed = {name: value for name, value in values.items() if value != held[name]}
    if not changed:
        raise UserError("agreements.unchanged", field_name=next(iter(values), ""))
    _check_changed(context, agreement, row, {**held, **changed}, changed, proposing=proposes)
    lines = [
        _propose_one(context, agreement, row, name, value, reason=reason)
        if proposes
        else _change_one(context, row, name, held[name], value)
        for name, value in changed.items()
    ]
    lines += day_said(context, changed)
    if not proposes:
        note_reason(context, number_of(row), reason)
    if isinstance(row, MeasureRow) and not proposes:
        count_change(row)
    title = proposed_title(context, agreement) if proposes else context.say("agreements.changed")
    return done(context, agreement, title, lines)


def _any_number(text: str) -> tuple[str, str]:
    """M1 or T1.2 at the beginning of a text, and the rest; an empty number when it begins with none."""
    found = measure_number(text) or goal_number(text)
    return (found[0], text[found[1] :].lstrip(" :,")) if found else ("", text)


def _there(context: CommandContext, agreement: AgreementRow, number: str) -> Subject:
    """The agreement itself, or its goal or measure of this number. Raises UserError when there is none."""
    try:
        row = subject_row(context.unit, agreement, number)
    except ValueError:
        row = None
    if row is None or (not isinstance(row, AgreementRow) and row.removed_on is not None):
        raise UserError("measures.none-such", {"number": number, "county": context.short(agreement.county)})
    return row


def _check_version(row: Subject, version: int, span: str) -> None:
    now = row.edits if isinstance(row, AgreementRow) else getattr(row, "version", version)
    if version != now:
        raise UserError("common.stale", span=span, choices=(Choice(f"v{now}", "buttons.anyway"),))


def _held(context: CommandContext, agreement: AgreementRow, row: Subject, name: str) -> str:
    """What a field is to hold: what is proposed for it, else what it holds."""
    known = proposal(context.unit, agreement, kind_of(row), number_of(row), name)
    return known.new if known else value_of(context.unit, row, name)


def _check_changed(
    context: CommandContext,
    agreement: AgreementRow,
    row: Subject,
    all_values: Mapping[str, str],
    changed: Mapping[str, str],
    *,
    proposing: bool,
) -> None:
    """What can't be empty isn't, the term goes forward, and a new deadline lies ahead. Raises UserError."""
    kind, number = kind_of(row), number_of(row)
    if proposal(context.unit, agreement, kind, number, REMOVED):
        raise UserError("agreements.to-be-removed", {"number": number})
    for name in NEEDED[kind]:
        if name in changed and not changed[name]:
            raise missing(name, number)
    check_owner(context, agreement, changed)
    if kind == "agreement":
        _check_frame(agreement.county, all_values, changed)
    due = changed.get("due", "")
    if due and proposing and date.fromisoformat(due) < context.today:
        raise UserError("dates.past", {"day": date.fromisoformat(due)}, field_name="due")


def _check_frame(county: str, values: Mapping[str, str], changed: Mapping[str, str]) -> None:
    """The term is whole and goes forward, and the county stays a party. Raises UserError."""
    for name in ("starts", "ends"):
        if not values[name]:
            raise UserError("agreements.term-missing", field_name=name)
    check_term(values["starts"], values["ends"])
    if "parties" in changed and county not in changed["parties"].split(", "):
        raise UserError("agreements.county-is-party", field_name="parties")


def _propose_one(
    context: CommandContext, agreement: AgreementRow, row: Subject, name: str, value: str, *, reason: str
) -> str:
    kind, number = kind_of(row), number_of(row)
    old = value_of(context.unit, row, name)
    if value == old:  # back to what stands: the proposal is withdrawn
        known = proposal(context.unit, agreement, kind, number, name)
        if known:
            drop(known)
        return context.say("agreements.withdrawn", what=_what(context, number, name))
    change_row = propose(context.unit, agreement, kind, number, name, old=old, new=value, reason=reason)
    return change_text(context.language, change_row, context.directory)


def _what(context: CommandContext, number: str, name: str) -> str:
    return f"{number} {field_text(context.language, name)}".strip()


def _change_one(context: CommandContext, row: Subject, name: str, old: str, value: str) -> str:
    set_value(context.unit, row, name, value)
    return f"{_what(context, number_of(row), name)}: {from_to(context.language, name, old, value, context.directory)}"


def _change_coming(context: CommandContext, agreement: AgreementRow, coming: AgreementChangeRow, rest: str) -> Card:
    """A goal or measure that is only proposed: the proposal is made anew with other values."""
    values = read_line(context, coming.subject, rest) if rest else {}
    if not values:
        raise UserError("agreements.change-needs", {"number": coming.number})
    reason = values.pop(REASON, coming.reason)
    check_owner(context, agreement, values)
    whole = unpacked(coming.new) | values
    for name in NEEDED[coming.subject]:
        if not whole.get(name):
            raise missing(name, coming.number)
    new = propose(context.unit, agreement, coming.subject, coming.number, NEW, new=packed(whole), reason=reason)
    return done(
        context, agreement, proposed_title(context, agreement), [change_text(context.language, new, context.directory)]
    )


# -- removal ----------------------------------------------------------------------------------------------------------


def remove(context: CommandContext) -> Card:
    """«avtale fjern T3.1»: out of a draft at once; out of an agreement in force by the next version. Never deleted.

    «avtale fjern T3.1 angre» withdraws what was proposed. Raises UserError: no number or no such, proposed already or
    not proposed at all, a goal with measures left, words left over.
    """
    agreement, rest = own_agreement(context, context.words, "avtale fjern")
    proposes = proposing(agreement)
    number, rest = _any_number(rest)
    if not number:
        raise UserError("agreements.which-to-remove")
    kind = "goal" if number.startswith("M") else "measure"
    if fold(rest) in _UNDO:
        return _keep(context, agreement, kind, number)
    reason = _reason(context, rest)
    if left := measures_left(context.unit, agreement, number):
        raise UserError("agreements.goal-has-measures", {"number": number, "measures": ", ".join(_sorted(left))})
    if coming := proposal(context.unit, agreement, kind, number, NEW):
        drop(coming)
        return done(context, agreement, context.say("agreements.withdrawn", what=number))
    row = _there(context, agreement, number)
    if isinstance(row, AgreementRow):
        raise UserError("agreements.which-to-remove")
    if not proposes:
        remove_row(context.unit, row)
        note_reason(context, number, reason)
        return done(context, agreement, context.say("agreements.removed", name=f"{number} {row.title}"))
    if proposal(context.unit, agreement, kind, number, REMOVED):
        raise UserError("agreements.to-be-removed", {"number": number})
    change_row = propose(context.unit, agreement, kind, number, REMOVED, old=row.title, reason=reason)
    return done(
        context,
        agreement,
        proposed_title(context, agreement),
        [change_text(context.language, change_row, context.directory)],
    )


def _reason(context: CommandContext, rest: str) -> str:
    """«fordi …», and nothing else. Raises UserError."""
    said = read_line(context, "measure", rest) if rest else {}
    reason = said.pop(REASON, "")
    if said:
        raise UserError("common.left-over", {"typed": rest[:60]}, span=rest)
    return reason


def _keep(context: CommandContext, agreement: AgreementRow, kind: str, number: str) -> Card:
    """Withdraw a proposed removal; a measure that stays keeps its goal."""
    found = proposal(context.unit, agreement, kind, number, REMOVED)
    if found is None:
        raise UserError("agreements.not-to-be-removed", {"number": number})
    goal = proposal(context.unit, agreement, "goal", goal_of(number), REMOVED) if kind == "measure" else None
    kept = [one for one in (found, goal) if one is not None]
    for one in kept:
        drop(one)
    what = ", ".join(context.say("agreements.change-removed", name=f"{one.number} {one.old}") for one in kept)
    return done(context, agreement, context.say("agreements.withdrawn", what=what))


def _sorted(numbers: Iterable[str]) -> list[str]:
    return sorted(numbers, key=in_order)
