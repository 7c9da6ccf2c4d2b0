"""`referat rett`, `referat forskjell`: approved minutes are corrected by a new version with its reason, not changed."""

import re
from dataclasses import replace

from domain.agenda import decision_number, read_decision
from domain.errors import UserError
from domain.meetings import Meeting
from domain.minutes import Difference, MinutesState, differences
from domain.organisations import Kind
from handlers.agenda_names import begins_with_item, decision_from, item_from
from handlers.ask import Ask
from handlers.cards import Audience, Block, Card, Field, FieldKind, Heading, Item, Text
from handlers.followup_line import BECAUSE
from handlers.meeting_card import manage, name_of, tell_county
from handlers.minutes import meeting_of
from handlers.minutes_content import Content, content_of
from handlers.minutes_draft import Draft, key_of
from handlers.minutes_form import Made, minutes_form, read_made
from handlers.minutes_lock import tell_parties
from handlers.minutes_merge import merge_form
from handlers.minutes_view import heading_of, version_content, version_note
from handlers.names import read_meeting_words
from handlers.result_lines import checked_decision
from handlers.wording import capital, says_something
from storage.agenda import items_of
from storage.decisions import WITHDRAWN, decisions_of
from storage.meetings import with_steps
from storage.minutes import lock, locked_version, minutes_of, versions_of
from storage.tables import MeetingRow, MinutesVersionRow

LONGEST_REASON = 500
_TWO = re.compile(r"\s(\d{1,4})\s+(?:og\s+|and\s+)?(\d{1,4})$")


def correct(ask: Ask) -> Card:
    """Correct approved minutes: «referat rett V-3/26: Ny tekst fordi det var en skrivefeil», or the whole form."""
    words, made = read_made(ask.words)
    counties = [one for one in ask.directory.organisations.values() if one.kind is Kind.COUNTY]
    called = read_meeting_words(words, counties)
    if read_decision(words) is not None or begins_with_item(words, counties) or (called.county and not called.season):
        return _correct_line(ask, words)
    row, meeting = meeting_of(ask, words)
    draft = _approved(ask, row, meeting)
    if not ask.fields:
        return _form(draft, made or Made(draft.minutes.version))
    reason = _reason(ask.fields.get("reason", ""))
    merge_form(draft, made or Made(draft.minutes.version), "referat rett")
    return _new_version(draft, reason)


def _approved(ask: Ask, row: MeetingRow, meeting: Meeting) -> Draft:
    """Approved minutes to write in, for those who convened. Raises UserError."""
    manage(ask, meeting.kind, row.organisation)
    kept = minutes_of(ask.session, meeting.id)
    if kept is None or kept.state != MinutesState.APPROVED.value or not kept.locked:
        raise UserError("minutes.not-approved", {"ref": row.ref})
    return Draft(ask, row, meeting, kept, items_of(ask.session, meeting.id))


def _form(draft: Draft, made: Made) -> Card:
    ask = draft.ask
    form = minutes_form(draft, made, "referat rett")
    reason = Field("reason", ask.say("minutes.field-reason"), FieldKind.LINE, hint=ask.say("minutes.hint-reason"))
    form = replace(form, fields=(reason, *form.fields), title=ask.say("minutes.form-correct"))
    return Card(title=form.title, form=form, language=ask.language)


def _reason(text: str) -> str:
    if not says_something(text):
        raise UserError("minutes.reason-missing", field_name="reason")
    if len(text) > LONGEST_REASON:
        raise UserError("minutes.too-long", {"most": LONGEST_REASON}, field_name="reason")
    return text.strip(" .")


def _correct_line(ask: Ask, words: str) -> Card:
    because = BECAUSE.search(words)
    if because is None:
        raise UserError("minutes.reason-missing")
    reason, said = _reason(words[because.end() :]), words[: because.start()].strip()
    if begins_with_item(said, ask.directory.organisations.values()):
        named = item_from(ask, said)
        draft = _approved(ask, named.row, named.meeting)
        draft.set(f"text-{key_of(named.item)}", named.rest)
    else:
        decision, _, text = decision_from(ask, said)
        row = ask.session.get_one(MeetingRow, decision.meeting_id)
        draft = _approved(ask, row, with_steps(ask.session, [row])[0])
        if decision.state == WITHDRAWN:
            raise UserError("decisions.withdrawn", {"number": decision_number(decision.number, decision.year)})
        draft.redecide(decision, checked_decision(text))
    return _new_version(draft, reason)


def _new_version(draft: Draft, reason: str) -> Card:
    """Lock what stands now as the next version, and tell the parties. Raises UserError when nothing has changed."""
    ask, row, kept = draft.ask, draft.row, draft.minutes
    if not draft.edits:
        raise UserError("minutes.nothing-changed", {"ref": row.ref})
    draft.done()
    for decision in decisions_of(ask.session, draft.meeting.id):
        if decision.state == "recorded":
            decision.state = "approved"
    before = locked_version(ask.session, kept.id or 0)
    content = content_of(ask.unit, row, draft.meeting, kept)
    old: Content = dict(before.content) if before else {}
    locked = lock(ask.unit, kept, {**content, "done": old["done"], "approved": old["approved"]}, reason=reason)
    tell_parties(ask.unit, row, draft.meeting, "minutes-corrected")
    tell_county(ask, row, "minutes")
    body: list[Block] = [Text(ask.say("minutes.reason-line", reason=reason))]
    body += difference_blocks(ask, old, dict(locked.content))
    return Card(
        title=ask.say("minutes.corrected", name=capital(name_of(ask, draft.meeting)), version=locked.version),
        body=(*body, version_note(ask, locked)),
        buttons=(ask.button("show", f"referat vis {row.ref}"),),
        audience=Audience.ROOM,
        language=ask.language,
    )


def compare(ask: Ask) -> Card:
    """Where two versions differ: «referat forskjell Agder vår», «referat forskjell R42-2027-V 1 3»."""
    two = _TWO.search(ask.words)
    row, meeting = meeting_of(ask, ask.words[: two.start()] if two else ask.words)
    kept = minutes_of(ask.session, meeting.id)
    versions = versions_of(ask.session, kept.id or 0) if kept else []
    by_number = {one.version: one for one in versions}
    wanted = (int(two[1]), int(two[2])) if two else tuple(one.version for one in versions[-2:])
    if len(wanted) < 2 or any(one not in by_number for one in wanted):
        raise UserError("minutes.nothing-to-compare", {"ref": row.ref, "n": len(versions)})
    old, new = by_number[wanted[0]], by_number[wanted[1]]
    return _compared(ask, row, meeting, old, new)


def _compared(ask: Ask, row: MeetingRow, meeting: Meeting, old: MinutesVersionRow, new: MinutesVersionRow) -> Card:
    before, after = (version_content(ask, meeting, one) for one in (old, new))
    return Card(
        title=ask.say("minutes.difference-title", first=old.version, last=new.version),
        body=(
            Text(heading_of(ask, meeting)),
            *([Text(ask.say("minutes.reason-line", reason=new.reason))] if new.reason else []),
            *difference_blocks(ask, before, after),
            version_note(ask, new),
        ),
        buttons=(ask.button("show", f"referat vis {row.ref}"),),
        language=ask.language,
    )


def difference_blocks(ask: Ask, old: Content, new: Content) -> list[Block]:
    """Each place where they differ: where, what stood, what stands."""
    found = differences(old, new)
    if not found:
        return [Text(ask.say("minutes.no-difference"))]
    items = [Item(_place(ask, one, new), _change(ask, one)) for one in found]
    return [Heading(ask.say("minutes.heading-difference")), *items]


def _change(ask: Ask, one: Difference) -> str:
    lines = [ask.say("minutes.before", text=one.old)] if one.old else []
    return "\n".join([*lines, *([ask.say("minutes.after", text=one.new)] if one.new else [])])


def _place(ask: Ask, one: Difference, content: Content) -> str:
    """«4/26 Title: V-3/26», «Til stede: Siva»."""
    head, *rest = one.path
    if head == "items" and rest:
        title = next((item["title"] for item in content["items"] if item["number"] == rest[0]), "")
        inner = [part for part in rest[1:] if part not in ("decisions", "follow_ups", "text")]
        return ": ".join([f"{rest[0]} {title}".strip(), *(_word(ask, part) for part in inner if part != "title")])
    return ": ".join(_word(ask, part) for part in one.path)


_WORDS = {
    "present": "meetings.fact-present", "absent": "meetings.fact-absent", "place": "meetings.fact-place",
    "day": "meetings.fact-when", "chair": "minutes.field-chair", "taker": "minutes.field-taker",
    "others": "minutes.field-others", "change_needed": "minutes.field-changes",
    "change_text": "minutes.field-change-text", "noted": "minutes.heading-noted", "done": "minutes.heading-done",
    "comments": "minutes.heading-comments", "role": "minutes.field-roles", "deputy": "minutes.deputy",
    "outcome": "minutes.outcome-word",
}  # fmt: skip


def _word(ask: Ask, part: str) -> str:
    return ask.say(_WORDS[part]) if part in _WORDS else part
