"""A form of minutes that comes back, merged with what others have written since it was opened.

What its writer left alone stays as others have made it; where both wrote, nothing is changed: the writer is shown what
stands, keeps what they typed, and sends it again if it is to count. Nothing that was recorded goes because its line is
missing from a field: a decision is withdrawn by a command of its own.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from domain.errors import UserError, in_field
from domain.lengths import check
from domain.meetings.agenda import decision_number
from domain.meetings.minutes import ItemOutcome
from domain.meetings.three_way_merge import Sides, merge, merge_set, merge_sides
from handlers.cards import Field, Form
from handlers.core.context import CommandContext
from handlers.core.form_error import FormError
from handlers.core.wording import shortened
from handlers.minutes.attendance import listed
from handlers.minutes.draft import Draft, item_label, key_of, since
from handlers.minutes.form import FormVersion, ItemContents, fitting, minutes_form, under, with_reason
from handlers.minutes.result_lines import Decided, one_line, read_results
from storage.agenda.agenda import items_of
from storage.decisions.decisions import decision_numbered, decisions_of
from storage.tables import AgendaItemRow, DecisionRow, MinutesEditRow

SHOWN = 500
"""Characters of another's words that a refusal quotes; `referat vis` has the whole."""
_SIDES = ("present", "absent")
_SIDE = {"present": "here", "absent": "away"}


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field that both wrote: in the form, and in the journal of changes; and what stands there now."""

    form_field: str
    field: str
    theirs: str


@dataclass(slots=True)
class Merging:
    """One form on its way into the draft."""

    draft: Draft
    made: FormVersion
    since: list[MinutesEditRow]
    stood: dict[str, str] = field(default_factory=dict)
    """What each plain field of the form held before anything of it was taken: one can change another."""
    conflicts: list[Conflict] = field(default_factory=list)
    untouched: list[str] = field(default_factory=list)
    """Decisions whose line was taken out of its field: they stand."""
    gone: list[tuple[str, str]] = field(default_factory=list)
    """What was typed under items that have left the agenda since: the item, the words."""

    def base(self, name: str) -> str:
        """What the form's writer has seen in a field last: when it was opened, or when they were told of a change."""
        return self._at(name, self.made.seen.get(name, self.made.version))

    def _at(self, name: str, version: int) -> str:
        """What a field held at a version of the draft."""
        later = next((edit for edit in self.since if edit.field == name and edit.version > version), None)
        if later is not None:
            return later.old
        return self.stood[name] if name in self.stood else self.now(name)

    def now(self, name: str) -> str:
        """What stands in a field now."""
        if name.startswith("decision-"):
            return decision_numbered(self.draft.context.session, int(name.partition("-")[2])).text
        return self.draft.value(name)

    def take(self, name: str, mine: str) -> None:
        """Take what the form says of a plain field."""
        if name == "partnership":
            self.draft.set(name, merge_set(self.base(name), mine, self.now(name)))
            return
        merged = merge(self.base(name), mine, self.now(name))
        if merged.conflict:
            self.conflicts.append(Conflict(name, name, merged.value))
        else:
            self.draft.set(name, merged.value)

    def take_attendance(self) -> None:
        """Take who was there and who wasn't together, as others' changes stay.

        Raises UserError when the form holds somebody in both: which of them its writer left by mistake, nobody knows.
        """
        self._nobody_in_both()
        stands = self._sides(self.draft.value)
        opened = self._sides(lambda name: self._at(name, self.made.version))
        fields = self.draft.context.fields
        mine = self._sides(lambda name: fields.get(name, ", ".join(getattr(opened, _SIDE[name]))))
        merged = merge_sides(opened, mine, stands)
        for one in merged.clash:
            form_field, name = _SIDES if one in stands.away else _SIDES[::-1]
            if self._changed_since_told(name):
                self.conflicts.append(Conflict(form_field, name, self.draft.value(name)))
        if merged.value != stands:
            context = self.draft.context
            here, away = (
                [one for one, _ in listed(context, ", ".join(names))]
                for names in (merged.value.here, merged.value.away)
            )
            self.draft.attendance(here, away)

    def _nobody_in_both(self) -> None:
        sent = self._sides(lambda name: self.draft.context.fields.get(name, ""))
        both = [one for one in sent.here if one in sent.away]
        if both:
            raise UserError("minutes.present-and-absent", {"names": ", ".join(both)}, field_name="absent")

    def _sides(self, read: Callable[[str], str]) -> Sides:
        """Present and absent by their short names, however they were typed."""
        found = []
        for name in _SIDES:
            with in_field(name):
                found.append(tuple(one.short for one, _ in listed(self.draft.context, read(name))))
        return Sides(*found)

    def _changed_since_told(self, name: str) -> bool:
        told = self.made.seen.get(name, self.made.version)
        return any(edit.field == name and edit.version > told for edit in self.since)

    def take_results(self, name: str, item: AgendaItemRow, stands: list[DecisionRow], typed: str) -> None:
        """Take the lines of an item's decisions and follow-ups.

        Raises UserError when a line names a decision that isn't the item's.
        """
        by_number = {(row.number, row.year): row for row in stands}
        named: set[int] = set()
        for line in read_results(self.draft.context, check("minutes:results", typed)):
            if not isinstance(line, Decided):
                self.draft.follow_up(item, line)
            elif line.number is None:
                self.draft.decide(item, line.text)
            else:
                row = by_number.get((line.number.number, line.number.year))
                if row is None:
                    number = decision_number(line.number.number, line.number.year)
                    raise UserError("decisions.not-here", {"number": number})
                named.add(row.id)
                self._redecide(name, row, line.text)
        self._missing(stands, named)

    def take_gone(self, name: str, mine: str) -> None:
        """What stands in the form of an item that has left the agenda: nothing is kept of it, and nothing lost."""
        kind, _, key = name.partition("-")
        item = removed_item(self.draft, key)
        typed = self._new_results(mine) if kind == "result" else self._new_words(name, item, mine)
        if typed.strip():
            word = f"minutes.outcome-{typed}"
            said = self.draft.context.say(word) if kind == "outcome" and typed in tuple(ItemOutcome) else typed
            self.gone.append((item_label(self.draft.context, item) if item else "–", said))

    def _new_results(self, mine: str) -> str:
        """The lines that are no decision of the meeting's already."""
        rows = [row for row in decisions_of(self.draft.context.session, self.draft.meeting.id) if row.item_id]
        known = {" ".join(f"{decision_number(row.number, row.year)}: {row.text}".split()) for row in rows}
        return "\n".join(line for line in mine.splitlines() if " ".join(line.split()) not in known)

    def _new_words(self, name: str, item: AgendaItemRow | None, mine: str) -> str:
        """What stands in a field of an item that has left the agenda, unless it is what the form showed."""
        later = next((edit for edit in self.since if edit.field == name), None)
        shown = later.old if later else str(getattr(item, name.partition("-")[0], ""))
        return "" if mine.split() == shown.split() else mine

    def _redecide(self, form_field: str, row: DecisionRow, mine: str) -> None:
        name = f"decision-{row.id}"
        if mine == one_line(row.text):
            return
        merged = merge(one_line(self.base(name)), mine, row.text)
        if merged.conflict:
            self.conflicts.append(Conflict(form_field, name, merged.value))
        else:
            self.draft.redecide(row, merged.value)

    def _missing(self, stands: list[DecisionRow], named: set[int]) -> None:
        """Decisions that the form showed and that are gone from its field; new ones of others it never showed."""
        known = [row for row in stands if row not in self.draft.decided and not self._made_since(row)]
        shown = fitting(known, {row.id: self.base(f"decision-{row.id}") for row in known})
        for row in shown:
            if row.id not in named:
                self.untouched.append(decision_number(row.number, row.year))

    def _made_since(self, row: DecisionRow) -> bool:
        return any(edit.field == f"decision-{row.id}" and not edit.old for edit in self.since)


def merge_form(draft: Draft, made: FormVersion, command: str) -> Merging:
    """Write a form's fields into the draft. Raises UserError with the field, FormError where both have written."""
    context = draft.context
    merging = Merging(draft, made, since(draft, made.version))
    keys = {key_of(item) for item in draft.items}
    plain = [name for name in context.fields if _plain(name) and not _under_gone(name, keys)]
    merging.stood = {name: draft.value(name) for name in plain}
    stands = under(draft)
    if any(name in context.fields for name in _SIDES):
        merging.take_attendance()
    for name, mine in _in_order(context.fields):
        with in_field(name):
            if _under_gone(name, keys):
                merging.take_gone(name, mine)
            else:
                _take(merging, name, mine, stands)
    _refuse_lost_words(merging, command)
    return merging


def _refuse_lost_words(merging: Merging, command: str) -> None:
    """Go on only where everything that was typed has found its place. Raises FormError."""
    if merging.gone:
        raise _left_the_agenda(merging, command)
    if merging.conflicts:
        raise _both_wrote(merging, command)


def _in_order(fields: Mapping[str, str]) -> list[tuple[str, str]]:
    """The form's fields and what they hold: the known ones as they are written, then those of the items."""
    order = {name: place for place, name in enumerate(_KNOWN)}
    return sorted(fields.items(), key=lambda pair: order.get(pair[0], len(order)))


def _take(merging: Merging, name: str, mine: str, stands: ItemContents) -> None:
    """Take one field of the form. Raises UserError for what can't stand in it."""
    kind, _, key = name.partition("-")
    if kind == "result":
        item = merging.draft.item(key)
        merging.take_results(name, item, stands.decisions.get(item.id, []), mine)
    elif _plain(name) and name not in _SIDES:
        merging.take(name, mine)


def _plain(name: str) -> bool:
    """Whether a form's field is one of the draft's, read and written as it is."""
    kind, _, key = name.partition("-")
    return name in _KNOWN or (bool(key) and kind in ("text", "outcome"))


def _under_gone(name: str, keys: set[str]) -> bool:
    kind, _, key = name.partition("-")
    return kind in ("text", "outcome", "result") and bool(key) and key not in keys


_KNOWN = ("present", "absent", "roles", "others", "chair", "taker", "partnership", "changes", "change_text")


def changed_by_others(merging: Merging) -> list[str]:
    """What others have written since the form was opened, a line a field: the form's writer didn't see it."""
    draft, context = merging.draft, merging.draft.context
    last: dict[str, MinutesEditRow] = {}
    for edit in merging.since:
        if edit.version <= draft.minutes.version and edit.field not in draft.edits:
            last[edit.field] = edit
    return [_told(context, draft, edit) for edit in last.values()]


def _told(context: CommandContext, draft: Draft, edit: MinutesEditRow) -> str:
    who = context.short(edit.organisation) if edit.organisation else ""
    when = context.moment(edit.at)
    what = field_label(draft, edit.field)
    return context.say("minutes.changed-line", what=what, who=who, when=when, text=edit.new or "–")


def field_label(draft: Draft, name: str) -> str:
    """What a field is called to people: «3/26 Title», «Møteleder», «V-4/26»."""
    context = draft.context
    kind, _, key = name.partition("-")
    if kind == "decision":
        row = decision_numbered(context.session, int(key))
        return decision_number(row.number, row.year)
    if kind == "follow":  # follow-up-12
        return f"O-{name.rsplit('-', 1)[1]}"
    if not key:
        return context.say(f"minutes.field-{name.replace('_', '-')}")
    item = next((one for one in draft.items if key_of(one) == key), None) or removed_item(draft, key)
    label = item_label(context, item) if item else "–"
    if kind == "position":
        return context.say("agenda.place-of", label=label)
    return context.say("minutes.field-outcome", number=label.split(" ", 1)[0]) if kind == "outcome" else label


def _both_wrote(merging: Merging, command: str) -> FormError:
    """The refusal where both have written: the same form as filled in, knowing now what its writer has been shown."""
    draft, made = merging.draft, merging.made
    first = merging.conflicts[0]
    seen = {**made.seen, **{one.field: draft.minutes.version for one in merging.conflicts}}
    told = {one.form_field: one for one in merging.conflicts}
    form = _again(merging, replace(made, seen=seen), command, told)
    return FormError("minutes.both-wrote", _clash(merging, first), form, field_name=first.form_field)


def _left_the_agenda(merging: Merging, command: str) -> FormError:
    """The refusal where something was typed under an item that is on the agenda no more: the form goes on without the
    item, and shows above its fields what was typed there."""
    facts = {"labels": ", ".join(dict.fromkeys(label for label, _ in merging.gone))}
    told = merging.draft.context.say("minutes.typed-under-gone", **facts)
    form = _again(merging, merging.made, command, {})
    intro = "\n".join([form.intro, told, *(f"{label}: {typed}" for label, typed in merging.gone)])
    return FormError("minutes.typed-under-gone", facts, replace(form, intro=intro))


def _again(merging: Merging, made: FormVersion, command: str, told: Mapping[str, Conflict]) -> Form:
    """The form that was sent, as it was filled in: the same fields, but for those of items that have left."""
    draft, fields = merging.draft, merging.draft.context.fields
    kinds = ("text", "outcome", "result")
    items = [item for item in draft.items if any(f"{kind}-{key_of(item)}" in fields for kind in kinds)]
    form = minutes_form(draft, made, command, items)
    if "reason" in fields:
        form = with_reason(draft.context, form)
    return replace(form, fields=tuple(_kept(merging, one, told.get(one.name)) for one in form.fields))


def removed_item(draft: Draft, key: str) -> AgendaItemRow | None:
    """The item of a key that has left the agenda, or None."""
    rows = items_of(draft.context.session, draft.meeting.id, removed=True)
    return next((one for one in rows if one.removed_on is not None and key_of(one) == key), None)


def _clash(merging: Merging, conflict: Conflict) -> dict[str, object]:
    """Which field, who wrote it last and when, and what stands there."""
    context = merging.draft.context
    edit = next(one for one in reversed(merging.since) if one.field == conflict.field)
    return {
        "field": field_label(merging.draft, conflict.field),
        "who": context.short(edit.organisation) if edit.organisation else edit.account,
        "when": context.moment(edit.at),
        "text": shortened(conflict.theirs, SHOWN) or "–",
    }


def _kept(merging: Merging, shown: Field, conflict: Conflict | None) -> Field:
    """The field as it was filled in; where both wrote, with what stands."""
    context = merging.draft.context
    typed = context.fields.get(shown.name, shown.value)
    if conflict is None:
        return replace(shown, value=typed)
    error = f"{context.say('minutes.both-wrote', **_clash(merging, conflict))} {context.say('minutes.both-wrote.hint')}"
    return replace(shown, value=typed, error=error)


def next_form(draft: Draft, made: FormVersion) -> Form | None:
    """The form of the items that this one had no room for, or None."""
    items = [one for one in draft.items if not one.internal]
    places = [place for place, item in enumerate(items, start=1) if f"text-{key_of(item)}" in draft.context.fields]
    first = max(places, default=made.first)
    return minutes_form(draft, FormVersion(draft.minutes.version, first)) if made.first < first < len(items) else None
