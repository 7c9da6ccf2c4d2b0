"""The minutes in lines: `vedtak 4/26 …`, `vedtak endre V-3/26: …`, `vedtak trekk V-3/26 …`, `oppfølging 4/26 …`,
`referat tekst`, `referat utfall`, `referat endre`."""

import difflib
import re
from collections.abc import Callable, Iterable

from domain.errors import Choice, UserError, in_field
from domain.lengths import check, length, most
from domain.meetings.agenda import decision_number
from domain.meetings.minutes import DecisionState, ItemOutcome
from domain.organisations import Organisation
from handlers.cards import Button, Card, Field, FieldKind, Form, Text
from handlers.core.context import CommandContext
from handlers.core.wording import is_meaningful
from handlers.lookup.agenda_items import (
    after_item,
    begins_with_decision,
    begins_with_item,
    decision_from,
    headed_or_at_hand,
    item_from,
    line_number,
    number_of,
)
from handlers.lookup.follow_up_line import BECAUSE, read_noted
from handlers.minutes.confirm_withdrawal import asked_first
from handlers.minutes.draft import (
    LONGEST_BUTTON,
    NO,
    Draft,
    begin_draft,
    check_unchanged,
    item_label,
    key_of,
    warned,
    word_of,
)
from handlers.minutes.merge import field_label
from handlers.minutes.result_lines import checked_decision, read_decided
from handlers.minutes.show import saved_card
from handlers.minutes.treatment import read_treatment
from storage.decisions.decisions import withdraw_decision
from storage.meetings.meetings import meeting_by_id
from storage.minutes.minutes import last_edit
from storage.tables import AgendaItemRow

OUTCOMES = {
    "orientering": ItemOutcome.NOTED, "tatt til orientering": ItemOutcome.NOTED,
    "teke til orientering": ItemOutcome.NOTED,
    "noted": ItemOutcome.NOTED,
    "vedtak": ItemOutcome.DECIDED, "vedtatt": ItemOutcome.DECIDED,
    "vedteke": ItemOutcome.DECIDED, "decided": ItemOutcome.DECIDED,
    "utsatt": ItemOutcome.POSTPONED, "utsett": ItemOutcome.POSTPONED, "utset": ItemOutcome.POSTPONED,
    "postponed": ItemOutcome.POSTPONED,
    "ingen": ItemOutcome.NONE, "none": ItemOutcome.NONE,
}  # fmt: skip
"""What people type for what became of an item."""

FIELDS = {
    "møteleder": "chair", "møteleiar": "chair", "chair": "chair",
    "referent": "taker", "minute taker": "taker",
    "andre": "others", "andre til stede": "others", "andre til stades": "others", "others": "others",
    "others present": "others",
    "roller": "roles", "roles": "roles",
    "behov": "changes", "behov for endringer": "changes", "behov for endringar": "changes", "changes": "changes",
    "hvilke endringer": "change_text", "kva endringar": "change_text", "which changes": "change_text",
    "partnerskap": "partnership", "partnarskap": "partnership", "partnership": "partnership",
}  # fmt: skip
"""The word for a field in a line → the field."""

_NEXT = re.compile(
    rf"(?<![\s;])[\s;]*[;\n][^\S\n]*(?=(?:{'|'.join(sorted(FIELDS, key=len, reverse=True))})\s*:)", re.IGNORECASE
)
_LIKE_FIELD = re.compile(r"(?:;|\n)([^;:\n]+):")
_NUMBER = re.compile(r"\d\s?/\s?\d")
_DEED = re.compile(r"^(?:(endre|change)|trekk|withdraw)\s+(?=\S)", re.IGNORECASE)


def deed_of(words: str, organisations: Callable[[], Iterable[Organisation]]) -> str:
    """The command that words after «vedtak» belong to: a new decision, «endre V-3/26: …», «trekk V-3/26 …»; or "".

    An item's number alone asks for the decisions under it. Whose number it is, is looked up only where a name stands
    before it: «vedtak Agder 4/26 …».
    """
    if not _NUMBER.search(words):
        return ""
    deed = _DEED.match(words)
    if deed is None:
        known = () if begins_with_item(words, ()) else organisations()
        return "vedta" if after_item(words, known) else ""
    named = words[deed.end() :]
    if not (begins_with_decision(named, ()) or begins_with_decision(named, organisations())):
        return ""
    return "endre vedtak" if deed[1] else "trekk vedtak"


def draft_at_hand(context: CommandContext) -> tuple[Draft, str]:
    """The draft that heads the line, or that of the meeting at hand; and the rest. Raises UserError."""
    meeting, text = headed_or_at_hand(context, context.words)
    return begin_draft(context, meeting), text


@asked_first
def decide(context: CommandContext) -> Card:
    """A decision: «vedtak 4/26 Siva leverer skisse før sommeren».

    Raises UserError when the item has that decision already.
    """
    named = item_from(context, context.words)
    draft = begin_draft(context, named.meeting)
    text = read_decided(context, named.rest)
    standing = draft.standing(named.item, text)
    if standing is not None:
        number = decision_number(standing.number, standing.year)
        raise UserError("decisions.stands-already", {"number": number})
    draft.decide(named.item, text)
    draft.done()
    return saved_card(draft)


@asked_first
def reword(context: CommandContext) -> Card:
    """Another wording of a decision: «vedtak endre V-3/26: Siva leverer skisse innen 1. juni».

    Raises UserError: withdrawn, or changed since the reader saw it.
    """
    row, numbered, text = decision_from(context, _DEED.sub("", context.words))
    draft = _draft_of(context, row.meeting_id)
    number = decision_number(row.number, row.year)
    if row.state == DecisionState.WITHDRAWN:
        raise UserError("decisions.withdrawn", {"number": number})
    if numbered.version is not None and numbered.version != row.version:
        raise UserError("common.stale")
    before = row.text
    draft.redecide(row, checked_decision(text))
    draft.done()
    return saved_card(draft, None, context.say("decisions.reworded", number=number, old=before, text=row.text))


@asked_first
def withdraw(context: CommandContext) -> Card:
    """Take a decision out of a draft, with a reason: «vedtak trekk V-3/26 fordi …». It keeps its number.

    Raises UserError: no reason, withdrawn before.
    """
    row, _, rest = decision_from(context, _DEED.sub("", context.words))
    draft = _draft_of(context, row.meeting_id)
    number = decision_number(row.number, row.year)
    if row.state == DecisionState.WITHDRAWN:
        raise UserError("decisions.withdrawn", {"number": number})
    because = BECAUSE.match(rest)
    reason = (rest[because.end() :] if because else rest).strip(" .")
    if not is_meaningful(reason):
        raise UserError("decisions.withdraw-reason", {"number": number})
    withdraw_decision(row, check("decision:reason", reason))
    draft.note(f"decision-{row.id}", row.text, "")
    draft.done()
    return saved_card(draft, None, context.say("decisions.is-withdrawn", number=number, reason=reason))


def _draft_of(context: CommandContext, meeting_id: int) -> Draft:
    return begin_draft(context, meeting_by_id(context.session, meeting_id))


@asked_first
def note_under(context: CommandContext) -> Card:
    """A follow-up under an item: «oppfølging 4/26 Siva: levere skisse innen 15.12».

    Raises UserError: no item, nothing said, or what `oppfølging` itself would refuse.
    """
    if not begins_with_item(context.words, context.directory.organisations.values()):
        raise UserError("followups.note-which", {"typed": context.words[:60]})
    named = item_from(context, context.words)
    draft = begin_draft(context, named.meeting)
    number = number_of(named.item)
    if not named.rest:
        raise UserError("followups.note-needs", {"number": number})
    try:
        noted = read_noted(context, named.rest)
    except UserError as error:
        raise _said_with_item(error, number) from error
    draft.not_again(named.item, noted)
    draft.follow_up(named.item, noted)
    draft.done()
    return saved_card(draft)


def _said_with_item(error: UserError, number: str) -> UserError:
    """What is missing from a follow-up under an item, with a hint that is typed as this line was."""
    facts = {"number": number, "owner": error.params.get("owner", "")}
    if error.code == "followups.no-date":
        return UserError("followups.note-no-date", facts)
    return UserError("followups.note-no-text", facts) if error.code == "followups.no-text" else error


@asked_first
def item_text(context: CommandContext) -> Card:
    """What the minutes say of an item: «referat tekst 4/26: Orientering fra Siva». Nobody's words are laid over.

    Raises UserError when there is no text.
    """
    named = item_from(context, context.words)
    draft = begin_draft(context, named.meeting)
    treatment = read_treatment(named.rest)
    text = context.fields.get("text") or treatment.words
    if not is_meaningful(text):
        raise UserError("minutes.text-missing", {"number": number_of(named.item)})
    name, old = f"text-{key_of(named.item)}", named.item.text
    if not treatment.chosen and old not in ("", text) and _by_somebody_else(draft, name):
        return _ask_first(draft, named.item, text)
    with in_field("text"):
        check_unchanged(draft, treatment.version, name)
        draft.set(name, f"{old}\n{text}".strip() if treatment.adds else text)
    draft.done()
    said = [context.say("minutes.text-kept", label=item_label(context, named.item))]
    if old and not treatment.adds:
        said.append(context.say("minutes.text-before", text=old))
    return saved_card(draft, None, *said)


def _by_somebody_else(draft: Draft, name: str) -> bool:
    edit = last_edit(draft.context.session, draft.minutes.id, name)
    return edit is not None and not draft.context.own(edit.account)


def _ask_first(draft: Draft, item: AgendaItemRow, text: str) -> Card:
    """Somebody else has written under the item: their words are shown, and nothing is changed before it is chosen."""
    context, version = draft.context, draft.minutes.version
    line = f"referat tekst {line_number(context, item)}"
    title = context.say("minutes.text-stands", number=number_of(item))
    if len(f"{line} legg-til v{version}: {text}") > LONGEST_BUTTON:
        return Card(title, form=_form_of_both(draft, f"{line} erstatt v{version}", title, item.text, text))
    return Card(
        title=title,
        body=(Text(item.text),),
        buttons=(
            Button(context.say("buttons.add-text"), f"{line} legg-til v{version}: {text}", primary=True),
            Button(context.say("buttons.replace-text"), f"{line} erstatt v{version}: {text}"),
            context.button("cancel", f"referat vis {draft.meeting.ref}"),
        ),
        language=context.language,
    )


def _form_of_both(draft: Draft, line: str, title: str, stands: str, text: str) -> Form:
    """Where a button can't carry the words: both to edit, or the new one below the old if they are too long."""
    context, both = draft.context, f"{stands}\n{text}"
    fits = length(both) <= most("agenda_item:text")
    name = line.removeprefix("referat tekst ").split(" erstatt", 1)[0]
    field = Field(
        "text",
        name,
        FieldKind.TEXT,
        both if fits else text,
        hint=context.say("minutes.hint-both"),
        limit="agenda_item:text",
    )
    intro = warned(draft, title if fits else f"{title}\n{stands}")
    return Form(
        f"{line}{word_of(draft)}",
        context.say("minutes.form-title"),
        (field,),
        context.say("meetings.form-submit"),
        intro=intro,
    )


@asked_first
def outcome(context: CommandContext) -> Card:
    """What became of an item: «referat utfall 4/26 orientering», «vedtak», «utsatt».

    Raises UserError when the outcome isn't known.
    """
    named = item_from(context, context.words)
    found = OUTCOMES.get(named.rest.casefold().strip(" ."))
    if found is None:
        choices = tuple(Choice(word) for word in ("orientering", "vedtak", "utsatt"))
        raise UserError("minutes.outcome-unknown", {"number": number_of(named.item)}, span=named.rest, choices=choices)
    draft = begin_draft(context, named.meeting)
    old = named.item.outcome
    draft.set(f"outcome-{key_of(named.item)}", found.value)
    draft.done()
    said = [f"{item_label(context, named.item)}: {_outcome_word(context, found.value)}"]
    if old not in ("", found.value):
        said.append(context.say("minutes.before", text=_outcome_word(context, old)))
    return saved_card(draft, None, *said)


def _outcome_word(context: CommandContext, value: str) -> str:
    return context.say(f"minutes.outcome-{value}") if value else "–"


@asked_first
def change(context: CommandContext) -> Card:
    """Other fields: «referat endre møteleder: fylkesdirektør; referent: koordinator; behov: ja».

    Raises UserError when nothing is said to change.
    """
    draft, text = draft_at_hand(context)
    said = []
    for field, value in _fields(draft, text):
        old = draft.value(field)
        draft.set(field, value)
        said.append(f"{field_label(draft, field)}: {_shown(draft, field, draft.value(field)) or '–'}")
        if old and old != draft.value(field):
            said.append(context.say("minutes.before", text=_shown(draft, field, old)))
    draft.done()
    return saved_card(draft, None, *said)


def _fields(draft: Draft, text: str) -> list[tuple[str, str]]:
    """«møteleder: A; roller: Siva: B; Agder: C» → fields and values: only a field's name begins another one.

    Raises UserError where a name is none, or a value goes on as if it were another field.
    """
    found = []
    for piece in _NEXT.split(text):
        name, colon, value = piece.partition(":")
        field = FIELDS.get(name.strip().casefold())
        if field is None or not colon or any(_misspelt(field, word) for word in _LIKE_FIELD.findall(value)):
            raise UserError("minutes.change-needs", {"ref": draft.meeting.ref})
        found.append((field, value.strip()))
    return found


def _misspelt(field: str, word: str) -> bool:
    """Whether a word with a colon inside a field's value was meant as another field's name."""
    return field in ("chair", "taker") or bool(difflib.get_close_matches(word.strip().casefold(), FIELDS, cutoff=0.8))


def _shown(draft: Draft, field: str, value: str) -> str:
    if field in ("changes", "partnership"):
        return draft.context.say(f"minutes.changes-{value or NO[0]}")
    return value
