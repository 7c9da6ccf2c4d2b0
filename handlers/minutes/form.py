"""The minutes as a form, prefilled from the agenda.

Its line says which version of the draft it was made from («referat skriv R42-2027-V v12»); `handlers.minutes.merge`
reads one that comes back.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from domain.meetings.agenda import decision_number
from domain.meetings.meetings import MeetingKind, Season
from domain.meetings.minutes import DecisionState, ItemOutcome, asks_for_changes
from handlers.cards import Field, FieldKind, Form
from handlers.core.context import CommandContext
from handlers.core.wording import capital, follow_up_name, shortened
from handlers.lookup.meetings import name_of, parties_of
from handlers.minutes.draft import NO, YES, Draft, item_label, key_of, warned, word_of
from handlers.minutes.result_lines import one_line
from storage.agenda.agenda import follow_ups_under
from storage.decisions.decisions import decisions_of
from storage.meetings.meetings import attendance_rows
from storage.tables import AgendaItemRow, DecisionRow, FollowUpRow

ITEMS = 30
"""Agenda items in one form: three fields each, and Slack takes a hundred blocks."""
ITEM = 6_000
"""Characters that an item may be filled with, in its two fields: a form takes as many as its chat has room for. What
is over waits for the next form."""
DECISIONS = 2500
"""Characters of decisions that one field shows: it takes 3,000, and there must be room to write in it."""
HINT = 1900
"""Characters of a field's hint, which Slack takes 2,000 of; `referat vis` has the whole of it."""
_LINE = re.compile(r"(?<!\s)\s+v(\d{1,9})(?:\s+fra\s+(\d{1,3}))?(?:\s+sett\s+(\S+))?$")


@dataclass(frozen=True, slots=True)
class FormVersion:
    """What a form was made from: the draft's version, the place of the first item it shows, what its writer was told.

    seen: field → the later version of the draft at which its writer has been shown it.
    """

    version: int
    first: int = 0
    seen: Mapping[str, int] = field(default_factory=dict)

    def suffix(self) -> str:
        """How it stands at the end of the form's line."""
        seen = ",".join(f"{name}:{version}" for name, version in self.seen.items())
        return f"v{self.version}{f' fra {self.first}' if self.first else ''}{f' sett {seen}' if seen else ''}"


def read_made(words: str) -> tuple[str, FormVersion | None]:
    """«R42-2027-V v12 sett text-3:14» → the words before it, and what the form was made from."""
    found = _LINE.search(words)
    if found is None:
        return words, None
    seen = dict(piece.rsplit(":", 1) for piece in (found[3] or "").split(",") if ":" in piece)
    told = {name: int(version) for name, version in seen.items() if version.isdecimal()}
    return words[: found.start()], FormVersion(int(found[1]), int(found[2] or 0), told)


@dataclass(frozen=True, slots=True)
class ItemContents:
    """What stands under each item already: decisions that count, and follow-ups."""

    decisions: Mapping[int, list[DecisionRow]]
    follow_ups: Mapping[int, list[FollowUpRow]]


def under(draft: Draft) -> ItemContents:
    """What stands under the draft's items."""
    decisions: dict[int, list[DecisionRow]] = {}
    for row in decisions_of(draft.context.session, draft.meeting.id):
        if row.state != DecisionState.WITHDRAWN and row.item_id is not None:
            decisions.setdefault(row.item_id, []).append(row)
    ids = [item.id for item in draft.items if item.number]  # those of an agenda that isn't made yet have none
    return ItemContents(decisions, follow_ups_under(draft.context.session, ids) if ids else {})


def shown_items(draft: Draft, stands: ItemContents, first: int = 0) -> list[AgendaItemRow]:
    """The items one form shows, from a place on: as many as it has room for, at least one."""
    found: list[AgendaItemRow] = []
    used = 0
    for item in [one for one in draft.items if not one.internal][first:]:
        held = len(json.dumps([item.text, results_text(fitting(stands.decisions.get(item.id, [])))]))
        used += max(held, ITEM)
        if found and (len(found) == ITEMS or used > draft.context.invocation.form_room):
            break
        found.append(item)
    return found


def minutes_form(
    draft: Draft, made: FormVersion, command: str = "referat skriv", items: Sequence[AgendaItemRow] | None = None
) -> Form:
    """The form, from an item on; of these items, when given. On the later ones only items stand."""
    context = draft.context
    stands = under(draft)
    fields = [] if made.first else _people(draft)
    for place, item in enumerate(shown_items(draft, stands, made.first) if items is None else items):
        fields += _item_fields(draft, item, stands, explained=place > 0)
    if not made.first and asks_for_changes(draft.meeting):
        fields += _changes(draft)
    return Form(
        line=f"{command} {draft.meeting.ref} {made.suffix()}{word_of(draft)}",
        title=context.say("minutes.form-title"),
        fields=tuple(fields),
        submit=context.say("meetings.form-submit"),
        intro=warned(draft, capital(name_of(context, draft.meeting))),
    )


def with_reason(context: CommandContext, form: Form) -> Form:
    """The form as it corrects approved minutes: it begins with the reason."""
    reason = Field(
        "reason",
        context.say("minutes.field-reason"),
        FieldKind.LINE,
        hint=context.say("minutes.hint-reason"),
        limit="minutes_version:reason",
    )
    return replace(form, fields=(reason, *form.fields), title=context.say("minutes.form-correct"))


def _people(draft: Draft) -> list[Field]:
    context = draft.context
    known = dict.fromkeys((*parties_of(context, draft.meeting), *attendance_rows(context.session, draft.meeting.id)))
    choices = tuple((context.short(slug), context.short(slug)) for slug in known)
    fields = [
        Field(name, context.say(f"minutes.field-{name}"), FieldKind.CHOICES, draft.value(name), choices, required=False)
        for name in ("present", "absent")
    ]
    for name in ("roles", "others", "chair", "taker"):
        hint = context.say("minutes.hint-roles") if name == "roles" else ""
        label = context.say(f"minutes.field-{name}")
        limit = f"minutes:{name}"
        fields.append(Field(name, label, FieldKind.LINE, draft.value(name), required=False, hint=hint, limit=limit))
    if draft.meeting.kind is MeetingKind.REGIONAL and draft.meeting.season is Season.SPRING:
        yes = ((YES[0], context.say("minutes.partnership-there")),)
        label = context.say("minutes.field-partnership")
        value = draft.value("partnership")
        fields.append(Field("partnership", label, FieldKind.CHOICES, value, yes, required=False))
    return fields


def _item_fields(draft: Draft, item: AgendaItemRow, stands: ItemContents, *, explained: bool) -> list[Field]:
    """Text, outcome, decisions and follow-ups of an item. How the last is written is said once in a form."""
    context, key, label = draft.context, key_of(item), item_label(draft.context, item)
    outcomes = tuple((one.value, context.say(f"minutes.outcome-{one.value}")) for one in ItemOutcome if one.value)
    noted = stands.follow_ups.get(item.id, [])
    hint = "" if explained else context.say("minutes.hint-results")
    decisions = stands.decisions.get(item.id, [])
    shown = fitting(decisions)
    if len(shown) < len(decisions):
        numbers = ", ".join(decision_number(row.number, row.year) for row in decisions if row not in shown)
        hint = f"{hint} {context.say('minutes.hint-no-room', numbers=numbers)}".strip()
    if noted:
        names = " · ".join(f"{follow_up_name(row)} ({context.short(row.owner)})" for row in noted)
        hint = shortened(f"{hint} {context.say('minutes.hint-noted', names=names)}".strip(), HINT)
    number = label.split(" ", 1)[0]
    return [
        Field(f"text-{key}", label, FieldKind.TEXT, item.text, required=False, limit="agenda_item:text"),
        Field(
            f"outcome-{key}",
            context.say("minutes.field-outcome", number=number),
            FieldKind.CHOICE,
            item.outcome,
            outcomes,
            required=False,
        ),
        Field(
            f"result-{key}",
            context.say("minutes.field-result", number=number),
            FieldKind.TEXT,
            results_text(shown),
            required=False,
            limit="minutes:results",
            hint=hint,
        ),
    ]


def _changes(draft: Draft) -> list[Field]:
    context = draft.context
    answers = tuple((value, context.say(f"minutes.changes-{value}")) for value in (YES[0], NO[0]))
    return [
        Field(
            "changes",
            context.say("minutes.field-changes"),
            FieldKind.CHOICE,
            draft.value("changes"),
            answers,
            required=False,
        ),
        Field(
            "change_text",
            context.say("minutes.field-change-text"),
            FieldKind.TEXT,
            draft.value("change_text"),
            required=False,
            limit="minutes:change_text",
        ),
    ]


def fitting(decisions: list[DecisionRow], texts: Mapping[int, str] | None = None) -> list[DecisionRow]:
    """Those a field has room for, each whole: a form never shows half a decision, which would come back as all of it.

    texts: id → the wording it had when the form was made, where it has another now.
    """
    found: list[DecisionRow] = []
    used = 0
    for row in decisions:
        text = (texts or {}).get(row.id, row.text)
        length = len(decision_number(row.number, row.year)) + len(": \n") + len(text)
        if used + length <= DECISIONS:
            found.append(row)
            used += length
    return found


def results_text(decisions: list[DecisionRow]) -> str:
    """The decisions of an item as lines to read and change: «V-3/26: Siva leverer skisse»."""
    return "\n".join(f"{decision_number(row.number, row.year)}: {one_line(row.text)}" for row in decisions)
