"""The minutes in lines: `til stede`, `vedtak 4/26 …`, `oppfølging 4/26 …`, `referat tekst`, `utfall`, `endre`."""

import re

from domain.agenda import decision_number
from domain.errors import Choice, UserError
from domain.minutes import Outcome
from domain.organisations import fold
from handlers.agenda_names import decision_from, headed, item_from, line_number, meeting_at_hand, number_of
from handlers.ask import Ask
from handlers.attendance import everybody, set_roles, split_attendance
from handlers.cards import Button, Card, Text
from handlers.followup_line import BECAUSE, read_noted
from handlers.minutes import saved_card
from handlers.minutes_draft import Draft, begin_draft, item_label, key_of
from handlers.result_lines import checked_decision
from handlers.wording import says_something
from storage.decisions import WITHDRAWN
from storage.meetings import with_steps
from storage.minutes import last_edit
from storage.tables import AgendaItemRow, MeetingRow

OUTCOMES = {
    "orientering": Outcome.NOTED, "tatt til orientering": Outcome.NOTED, "teke til orientering": Outcome.NOTED,
    "noted": Outcome.NOTED,
    "vedtak": Outcome.DECIDED, "vedtatt": Outcome.DECIDED, "vedteke": Outcome.DECIDED, "decided": Outcome.DECIDED,
    "utsatt": Outcome.POSTPONED, "utsett": Outcome.POSTPONED, "utset": Outcome.POSTPONED,
    "postponed": Outcome.POSTPONED,
    "ingen": Outcome.NONE, "none": Outcome.NONE,
}  # fmt: skip
"""What people type for what became of an item."""

FIELDS = {
    "møteleder": "chair", "møteleiar": "chair", "chair": "chair",
    "referent": "taker", "minute taker": "taker",
    "andre": "others", "others": "others",
    "roller": "roles", "roles": "roles",
    "behov": "changes", "behov for endringer": "changes", "behov for endringar": "changes", "changes": "changes",
    "hvilke endringer": "change_text", "kva endringar": "change_text", "which changes": "change_text",
    "partnerskap": "partnership", "partnarskap": "partnership", "partnership": "partnership",
}  # fmt: skip
"""The word for a field in a line → the field."""

_HOW = re.compile(r"^(erstatt|replace|legg-?til|add)(?:\s+v(\d{1,9}))?\s*:\s*", re.IGNORECASE)


def present(ask: Ask) -> Card:
    """Who was there: «til stede KS, Siva (vara: avdelingsleder); forfall Innovasjon Norge»."""
    draft, text = _at_hand(ask)
    if not text:
        raise UserError("meetings.attendance-missing", {"ref": draft.row.ref})
    here, away = split_attendance(ask, text)
    draft.attendance(*everybody(ask, draft.meeting, [one for one, _ in here], [one for one, _ in away]))
    spoken = [(one, role) for one, role in (*here, *away) if role]
    if spoken:
        old = draft.value("roles")
        set_roles(ask, draft.row, "; ".join([old, *(f"{one.short}: {role}" for one, role in spoken)]))
        draft.note("roles", old, draft.value("roles"))
    draft.done()
    names = [ask.say("minutes.recorded-present", names=draft.value("present") or "–")]
    if draft.value("absent"):
        names.append(ask.say("minutes.recorded-absent", names=draft.value("absent")))
    return saved_card(draft, None, *names)


def _at_hand(ask: Ask) -> tuple[Draft, str]:
    """The draft that heads the line, or that of the meeting at hand; and the rest. Raises UserError."""
    found, text = headed(ask, ask.words, past=True)
    found = found or meeting_at_hand(ask)
    if found is None:
        raise UserError("meetings.which")
    return begin_draft(ask, *found), text


def decide(ask: Ask) -> Card:
    """A decision: «vedtak 4/26 Siva leverer skisse før sommeren»."""
    named = item_from(ask, ask.words)
    draft = begin_draft(ask, named.row, named.meeting)
    text = checked_decision(named.rest)
    standing = draft.standing(named.item, text)
    if standing is not None:
        number = decision_number(standing.number, standing.year)
        raise UserError("decisions.stands-already", {"number": number})
    draft.decide(named.item, text)
    draft.done()
    return saved_card(draft)


def reword(ask: Ask) -> Card:
    """Another wording of a decision: «vedtak endre V-3/26: Siva leverer skisse innen 1. juni»."""
    row, numbered, text = decision_from(ask, ask.words)
    draft = _draft_of(ask, row.meeting_id)
    number = decision_number(row.number, row.year)
    if row.state == WITHDRAWN:
        raise UserError("decisions.withdrawn", {"number": number})
    if numbered.version is not None and numbered.version != row.version:
        raise UserError("common.stale")
    before = row.text
    draft.redecide(row, checked_decision(text))
    draft.done()
    return saved_card(draft, None, ask.say("decisions.reworded", number=number, old=before, text=row.text))


def withdraw(ask: Ask) -> Card:
    """Take a decision out of a draft, with a reason: «vedtak trekk V-3/26 fordi …». It keeps its number."""
    row, _, rest = decision_from(ask, ask.words)
    draft = _draft_of(ask, row.meeting_id)
    number = decision_number(row.number, row.year)
    if row.state == WITHDRAWN:
        raise UserError("decisions.withdrawn", {"number": number})
    because = BECAUSE.match(rest)
    reason = (rest[because.end() :] if because else rest).strip(" .")
    if not says_something(reason):
        raise UserError("decisions.withdraw-reason", {"number": number})
    row.state, row.reason = WITHDRAWN, reason
    row.version += 1
    draft.note(f"decision-{row.id}", row.text, "")
    draft.done()
    return saved_card(draft, None, ask.say("decisions.is-withdrawn", number=number, reason=reason))


def _draft_of(ask: Ask, meeting_id: int) -> Draft:
    row = ask.session.get_one(MeetingRow, meeting_id)
    return begin_draft(ask, row, with_steps(ask.session, [row])[0])


def note_under(ask: Ask) -> Card:
    """A follow-up under an item: «oppfølging 4/26 Siva: levere skisse innen 15.12»."""
    named = item_from(ask, ask.words)
    draft = begin_draft(ask, named.row, named.meeting)
    draft.follow_up(named.item, read_noted(ask, named.rest))
    draft.done()
    return saved_card(draft)


def item_text(ask: Ask) -> Card:
    """What the minutes say of an item: «referat tekst 4/26: Orientering fra Siva». Nobody's words are laid over."""
    named = item_from(ask, ask.words)
    draft = begin_draft(ask, named.row, named.meeting)
    how = _HOW.match(named.rest)
    text = named.rest[how.end() :].strip() if how else named.rest
    if not says_something(text):
        raise UserError("minutes.text-missing", {"number": number_of(named.item)})
    name, old = f"text-{key_of(named.item)}", named.item.text
    if how is None and old and old != text and _by_somebody_else(draft, name):
        return _ask_first(draft, named.item, text)
    if how and how[2] and int(how[2]) != draft.minutes.version:
        raise UserError("common.stale")
    adds = how is not None and fold(how[1]).startswith(("legg", "add"))
    draft.set(name, f"{old}\n{text}".strip() if adds else text)
    draft.done()
    said = [ask.say("minutes.text-kept", label=item_label(ask, named.item))]
    if old and not adds:
        said.append(ask.say("minutes.text-before", text=old))
    return saved_card(draft, None, *said)


def _by_somebody_else(draft: Draft, name: str) -> bool:
    edit = last_edit(draft.ask.session, draft.minutes.id or 0, name)
    return edit is not None and edit.account != draft.ask.actor.account


def _ask_first(draft: Draft, item: AgendaItemRow, text: str) -> Card:
    """Somebody else has written under the item: their words are shown, and nothing is changed before it is chosen."""
    ask, version = draft.ask, draft.minutes.version
    line = f"referat tekst {line_number(ask, item)}"
    return Card(
        title=ask.say("minutes.text-stands", number=number_of(item)),
        body=(Text(item.text),),
        buttons=(
            Button(ask.say("buttons.add-text"), f"{line} legg-til v{version}: {text}", primary=True),
            Button(ask.say("buttons.replace-text"), f"{line} erstatt v{version}: {text}"),
            ask.button("cancel", f"referat vis {draft.row.ref}"),
        ),
        language=ask.language,
    )


def outcome(ask: Ask) -> Card:
    """What became of an item: «referat utfall 4/26 orientering», «vedtak», «utsatt»."""
    named = item_from(ask, ask.words)
    found = OUTCOMES.get(named.rest.casefold().strip(" ."))
    if found is None:
        choices = tuple(Choice(word) for word in ("orientering", "vedtak", "utsatt"))
        raise UserError("minutes.outcome-unknown", {"number": number_of(named.item)}, span=named.rest, choices=choices)
    draft = begin_draft(ask, named.row, named.meeting)
    draft.set(f"outcome-{key_of(named.item)}", found.value)
    draft.done()
    word = ask.say(f"minutes.outcome-{found.value}") if found is not Outcome.NONE else "–"
    return saved_card(draft, None, f"{item_label(ask, named.item)}: {word}")


def change(ask: Ask) -> Card:
    """Other fields: «referat endre møteleder: fylkesdirektør; referent: koordinator; behov: ja»."""
    draft, text = _at_hand(ask)
    for piece in re.split(r";\s*(?=[^;:]+:)|\n", text):
        name, colon, value = piece.partition(":")
        field = FIELDS.get(name.strip().casefold())
        if field is None or not colon:
            raise UserError("minutes.change-needs", {"ref": draft.row.ref})
        value = value.strip()
        draft.set(field, value.casefold() if field == "changes" else value)
    draft.done()
    return saved_card(draft)
