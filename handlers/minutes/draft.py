"""A draft of minutes as fields: each can be read and written by name, and every change leaves what stood before.

A field's name is what a form calls it: `chair`, or `text-…`, `outcome-…` with the key of an agenda item.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from domain.errors import Choice, UserError
from domain.followups import FollowUpState
from domain.lengths import check
from domain.meetings.agenda import decision_number
from domain.meetings.meetings import Meeting
from domain.meetings.minutes import DecisionState, ItemOutcome, MinutesState, asks_for_changes
from domain.meetings.steps import BEFORE_MEETING, State
from domain.organisations import Organisation
from domain.versions import can_follow, range_of
from handlers.core.context import CommandContext
from handlers.core.field_text import confirmed
from handlers.core.wording import follow_up_name
from handlers.lookup.agenda_items import item_title, number_of
from handlers.lookup.follow_up_line import Noted, add_follow_up
from handlers.lookup.meetings import edit_papers, parties_of, tell_county
from handlers.lookup.names import split_version
from handlers.minutes.attendance import mark_held, record, roles_text, set_roles
from handlers.minutes.withdraw import take_back
from storage.agenda.agenda import ensure_agenda, set_outcome, set_text
from storage.decisions.decisions import add_decision, decisions_of, reword_decision
from storage.followups.followups import follow_up
from storage.meetings.meetings import attendance_rows, change_meeting
from storage.minutes.minutes import (
    edits_since,
    ensure_minutes,
    first_version,
    minutes_of,
    note_edits,
    note_recorded,
    set_change_needed,
    set_field,
)
from storage.minutes.noted_follow_ups import note, noted_at
from storage.tables import AgendaItemRow, DecisionRow, FollowUpRow, MinutesEditRow, MinutesRow

LONGEST_BUTTON = 1900
"""Characters of a button's line at most: Slack takes 2,000."""
_PARTNERSHIP = re.compile(r"partn[ae]r", re.IGNORECASE)
YES, NO = ("ja", "yes", "true"), ("nei", "no", "false")


def key_of(item: AgendaItemRow) -> str:
    """What an item is called in a field's name: the same before the agenda has its numbers and after."""
    if item.carried_from is not None:
        return f"c{item.carried_from}"
    return item.template or str(item.id)


@dataclass(slots=True)
class Draft:
    """The minutes of a meeting while they are being written, by one command."""

    context: CommandContext
    meeting: Meeting
    minutes: MinutesRow
    items: list[AgendaItemRow]
    edits: dict[str, tuple[str, str]] = field(default_factory=dict)
    decided: list[DecisionRow] = field(default_factory=list)
    noted: list[FollowUpRow] = field(default_factory=list)
    known: list[str] = field(default_factory=list)
    """What was said again and stood already: the numbers of decisions and follow-ups."""

    def item(self, key: str) -> AgendaItemRow:
        """The item of a key. Raises UserError when it is on the agenda no more."""
        found = next((one for one in self.items if key_of(one) == key), None)
        if found is None:
            raise UserError("minutes.item-gone")
        return found

    def value(self, name: str) -> str:
        """What a field holds now."""
        kind, _, key = name.partition("-")
        if key:
            return str(getattr(self.item(key), kind))
        read = {
            "present": lambda: ", ".join(self._recorded(present=True)),
            "absent": lambda: ", ".join(self._recorded(present=False)),
            "roles": lambda: roles_text(self.context, self.meeting, self.context.say("minutes.deputy")),
            "changes": lambda: {None: "", True: YES[0], False: NO[0]}[self.minutes.change_needed],
            "partnership": lambda: YES[0] if self.meeting.partnership else "",
        }.get(name)
        return read() if read else str(getattr(self.minutes, name))

    def set(self, name: str, value: str) -> None:
        """Write a field; what it held before is kept. Raises UserError."""
        old = self.value(name)
        if value == old:
            return
        self._write(name, value)
        self.note(name, old, self.value(name))

    def note(self, name: str, old: str, new: str) -> None:
        """Remember that a field was changed by this command, unless it holds what it held before."""
        first = self.edits.pop(name, (old, ""))[0]
        if first != new:
            self.edits[name] = (first, new)

    def _write(self, name: str, value: str) -> None:
        kind, _, key = name.partition("-")
        if kind == "text":
            set_text(self.item(key), check("agenda_item:text", value))
        elif kind == "outcome":
            self._outcome(self.item(key), value)
        elif name == "roles":
            set_roles(self.context, self.meeting, check("minutes:roles", value))
        elif name == "changes":
            self._change_needed(value)
        elif name == "partnership":
            self._partnership(value)
        else:
            set_field(self.minutes, name, check(f"minutes:{name}", value))

    def _outcome(self, item: AgendaItemRow, value: str) -> None:
        if value not in set(ItemOutcome):
            raise UserError("minutes.outcome-unknown", {"number": number_of(item)})
        if value == ItemOutcome.POSTPONED:
            for_the_parties(item)
        set_outcome(self.context.unit, item, ItemOutcome(value))

    def _change_needed(self, value: str) -> None:
        said = value.casefold().strip(" .")
        if said not in (*YES, *NO, ""):
            raise UserError("minutes.change-unknown", {"typed": value[:40]})
        set_change_needed(self.minutes, said in YES if said else None)

    def _partnership(self, value: str) -> None:
        said = value.casefold().strip(" .")
        if said not in (*YES, *NO, ""):
            raise UserError("minutes.partnership-unknown", {"typed": value[:40]})
        self.meeting = change_meeting(self.context.unit, self.meeting, partnership=said in YES)

    def _recorded(self, *, present: bool) -> list[str]:
        rows = attendance_rows(self.context.session, self.meeting.id)
        order = [*parties_of(self.context, self.meeting), *rows]
        wanted = [slug for slug in dict.fromkeys(order) if slug in rows and rows[slug].present is present]
        return [self.context.short(slug) for slug in wanted]

    def attendance(self, present: Iterable[Organisation], absent: Iterable[Organisation]) -> None:
        """Keep who was there; that anybody was means that the meeting was held. Who is in neither has no role left."""
        old = {name: self.value(name) for name in ("present", "absent", "roles")}
        here = [one.slug for one in present]
        record(self.context, self.meeting, here, [one.slug for one in absent])
        if here:
            self.meeting = mark_held(self.context, self.meeting)
        for name, before in old.items():
            self.note(name, before, self.value(name))

    def partnership_there(self) -> None:
        """The partnership was at the meeting, and stands among the others who were."""
        self.set("partnership", YES[0])
        others = self.value("others")
        if not _PARTNERSHIP.search(others):
            self.set("others", ", ".join(filter(None, (others, self.context.say("minutes.field-partnership")))))

    def decide(self, item: AgendaItemRow, text: str) -> DecisionRow:
        """A decision under an item, which is thereby decided unless something else was said of it."""
        for_the_parties(item)
        same = self.standing(item, text)
        if same is not None:
            self.known.append(decision_number(same.number, same.year))
            return same
        row = add_decision(self.context.unit, self.meeting, item, text)
        self.decided.append(row)
        self.note(f"decision-{row.id}", "", text)
        if not item.outcome:
            self.set(f"outcome-{key_of(item)}", ItemOutcome.DECIDED.value)
        return row

    def standing(self, item: AgendaItemRow, text: str) -> DecisionRow | None:
        """The decision that says the same under the item already, or None."""
        return next(
            (
                one
                for one in decisions_of(self.context.session, self.meeting.id)
                if one.item_id == item.id and one.text == text and one.state != DecisionState.WITHDRAWN
            ),
            None,
        )

    def redecide(self, row: DecisionRow, text: str) -> None:
        """Another wording of a decision."""
        if row.text != text:
            self.note(f"decision-{row.id}", row.text, text)
            reword_decision(row, text)

    def follow_up(self, item: AgendaItemRow | None, noted: Noted, decision: DecisionRow | None = None) -> FollowUpRow:
        """A follow-up that the meeting gave somebody, under an item; the one that stands where it is said again."""
        if item is not None:
            for_the_parties(item)
        same = self.standing_follow_up(item, noted)
        if same is not None:
            self.known.append(f"O-{same.id}")
            return same
        row = add_follow_up(self.context, noted, self.meeting.county, meeting_id=self.meeting.id)
        note(self.context.session, row, self.meeting.id, item.id if item else None, decision.id if decision else None)
        self.noted.append(row)
        self.note(f"follow-up-{row.id}", "", follow_up_name(row))
        return row

    def standing_follow_up(self, item: AgendaItemRow | None, noted: Noted) -> FollowUpRow | None:
        """The follow-up the meeting has noted under the item with this owner, text and date, or None."""
        wanted = (item.id if item else None, noted.owner.slug, noted.text.casefold(), noted.due.day)
        for noted_row in noted_at(self.context.session, self.meeting.id):
            if (noted_row.item_id, noted_row.owner, noted_row.text.casefold(), noted_row.due) == wanted:
                row = follow_up(self.context.session, noted_row.number)
                if row is not None and row.state != FollowUpState.LAPSED:
                    return row
        return None

    def not_again(self, item: AgendaItemRow | None, noted: Noted) -> None:
        """Raises UserError when a line says what stands already."""
        same = self.standing_follow_up(item, noted)
        if same is not None:
            raise UserError("minutes.follow-up-again", {"name": follow_up_name(same), "number": same.id})

    def done(self) -> None:
        """Count the change; tell the owners of new follow-ups, one message each, and a county KS acted for.

        A draft that is out and is changed goes back on the desk: nobody is taken to consent to what they haven't seen.
        Raises UserError when the asker hasn't said that they mean it.
        """
        if self.edits and is_out(self) and self.context.takes_back != _out_as(self):
            raise _ask_first(self)
        note_edits(self.context.unit, self.minutes, self.edits)
        if self.edits and is_out(self):
            self.meeting = take_back(self.context.unit, self.meeting, self.minutes)
        for owner in dict.fromkeys(row.owner for row in self.noted):
            if owner != self.context.actor.organisation:
                self._tell(owner)
        tell_county(self.context, self.meeting, "minutes")

    def _tell(self, owner: str) -> None:
        """An owner hears of the follow-ups that are new, in one message."""
        numbers = [str(row.id) for row in self.noted if row.owner == owner]
        facts = {"from": self.context.actor.organisation, "meeting": self.meeting.ref}
        if len(numbers) == 1:
            self.context.unit.send("new-follow-up", owner, {**facts, "follow_up": numbers[0]})
        else:
            self.context.unit.send("new-follow-ups", owner, {**facts, "follow_ups": ",".join(numbers)})


def is_out(draft: Draft) -> bool:
    """Whether the parties have the draft for comments."""
    return draft.minutes.state == MinutesState.OUT


def word_of(draft: Draft) -> str:
    """What stands last in a line that may take the draft back: « bekreft v2»; nothing while it is on the desk."""
    return f" bekreft v{_out_as(draft)}" if is_out(draft) else ""


def _out_as(draft: Draft) -> int:
    """Which draft the parties have, as lines name it; the second one before a restore is another than the one after."""
    return draft.minutes.draft + range_of(draft.minutes.version)


def warned(draft: Draft, intro: str) -> str:
    """The words above a form, with what sending it in does to a draft that is out."""
    return "\n".join(filter(None, (draft.context.say("minutes.will-take-back") if is_out(draft) else "", intro)))


def _ask_first(draft: Draft) -> UserError:
    line = draft.context.invocation.line
    # A button of an earlier draft has its word already: it was said of that one, and is no part of the text.
    said = confirmed(split_version(line)[0])[0] if draft.context.takes_back else line
    carried = f"{said}{word_of(draft)}"
    choices = (Choice(carried, "minutes.take-back"),) if len(carried) <= LONGEST_BUTTON else ()
    return UserError("minutes.takes-back", {"ref": draft.meeting.ref}, span=line, choices=choices)


def for_the_parties(item: AgendaItemRow) -> None:
    """Go on only for an item that the meeting deals with: an internal one is in no minutes. Raises UserError."""
    if item.internal:
        raise UserError("agenda.is-internal", {"number": number_of(item)})


def begin_draft(context: CommandContext, meeting: Meeting) -> Draft:
    """The draft to write in, begun if need be. Raises UserError: who may not, not held yet, called off, approved."""
    edit_papers(context, meeting)
    writable(context, meeting)
    begun = minutes_of(context.session, meeting.id)
    minutes = begun or ensure_minutes(context.unit, meeting.id)
    if minutes.state == MinutesState.APPROVED:
        raise UserError("minutes.locked", {"ref": meeting.ref})
    draft = Draft(context, meeting, minutes, ensure_agenda(context.unit, meeting))
    if begun is None and first_version(context.session, meeting.id):
        note_recorded(context.unit, minutes, {name: draft.value(name) for name in ("present", "absent")})
    return draft


def attended(
    context: CommandContext,
    meeting: Meeting,
    present: list[Organisation],
    absent: list[Organisation],
    *,
    partnership: bool,
) -> Meeting:
    """Who was there, said outside the minutes: noted among their changes where they have been begun, so that a form
    that is open keeps it. The meeting as it stands then."""
    minutes = minutes_of(context.session, meeting.id)
    if minutes is None:
        record(context, meeting, [one.slug for one in present], [one.slug for one in absent])
        return change_meeting(context.unit, meeting, partnership=True) if partnership else meeting
    draft = Draft(context, meeting, minutes, [])
    draft.attendance(present, absent)
    if partnership:
        draft.partnership_there()
    note_edits(context.unit, minutes, draft.edits)
    return draft.meeting


def check_unchanged(draft: Draft, version: int | None, *names: str) -> None:
    """A button or form that shows some fields explains, when they have changed since it was made. Raises UserError.

    version: the draft's when it was made; None: it shows nothing.
    """
    if version is None:
        return
    if any(edit.field in names for edit in since(draft, version)):
        raise UserError("common.stale")


def since(draft: Draft, version: int) -> list[MinutesEditRow]:
    """What has been changed since a version of the draft. Raises UserError for one it has never been at."""
    if not can_follow(version, draft.minutes.version):
        raise UserError("common.stale")
    return edits_since(draft.context.session, draft.minutes.id, version)


def writable(context: CommandContext, meeting: Meeting) -> None:
    """Minutes are written from the day of the meeting on, until they are approved. Raises UserError."""
    if meeting.state is State.CANCELLED:
        raise UserError("meetings.is-cancelled", {"ref": meeting.ref})
    if meeting.day is None:
        raise UserError("minutes.no-date", {"ref": meeting.ref})
    if meeting.day > context.today and meeting.state in BEFORE_MEETING:
        raise UserError("minutes.not-held-yet", {"ref": meeting.ref, "day": meeting.day})
    if meeting.state is State.APPROVED:
        raise UserError("minutes.locked", {"ref": meeting.ref})


def open_points(draft: Draft) -> list[str]:
    """What a draft still lacks, as sentences: nobody present, items nothing is said of, the question of changes."""
    context = draft.context
    found = [] if draft.value("present") else [context.say("minutes.nobody-present")]
    empty = [number_of(one) for one in _empty_items(draft)]
    if empty:
        found.append(context.say("minutes.nothing-said", numbers=", ".join(empty), n=len(empty)))
    if asks_for_changes(draft.meeting) and draft.minutes.change_needed is None:
        found.append(context.say("minutes.change-asked", ref=draft.meeting.ref))
    return found


def _empty_items(draft: Draft) -> list[AgendaItemRow]:
    """The items the meeting dealt with that nothing is said of."""
    decided = {
        one.item_id
        for one in decisions_of(draft.context.session, draft.meeting.id)
        if one.state != DecisionState.WITHDRAWN
    }
    return [one for one in draft.items if not (one.internal or one.text or one.outcome or one.id in decided)]


def item_label(context: CommandContext, item: AgendaItemRow) -> str:
    """«3/26 Title»; before the agenda has its numbers, the item's place."""
    return f"{number_of(item) or f'{item.position}.'} {item_title(context, item)}"
