"""`referat rett`: approved minutes are corrected by a new version with its reason, never changed."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from domain.errors import UserError
from domain.lengths import check
from domain.meetings.agenda import decision_number, read_decision
from domain.meetings.meetings import Meeting
from domain.meetings.minutes import DecisionState, MinutesState
from domain.organisations import Kind
from handlers.cards import Audience, Block, Button, Card, Text
from handlers.core.context import CommandContext
from handlers.core.field_text import confirmed
from handlers.core.meeting_words import MeetingReference, read_meeting_words
from handlers.core.wording import capital, is_meaningful
from handlers.lookup.agenda_items import basis_in, begins_with_item, decision_from, item_from
from handlers.lookup.follow_up_line import BECAUSE
from handlers.lookup.meetings import manage, name_of, tell_county
from handlers.minutes.compare import difference_blocks
from handlers.minutes.content import Content, content_of
from handlers.minutes.draft import Draft, key_of
from handlers.minutes.form import ITEMS, FormVersion, minutes_form, read_made, with_reason
from handlers.minutes.lock import changes_wanted, tell_parties
from handlers.minutes.merge import merge_form, next_form
from handlers.minutes.result_lines import checked_decision
from handlers.minutes.show import meeting_of
from handlers.minutes.view import version_note
from storage.agenda.agenda import items_of, set_basis
from storage.decisions.decisions import approve_decisions, withdraw_decision
from storage.meetings.meetings import meeting_by_id
from storage.minutes.minutes import lock, locked_version, minutes_of
from storage.tables import DecisionRow


def correct(context: CommandContext) -> Card:
    """Correct approved minutes: «referat rett V-3/26: Ny tekst fordi det var en skrivefeil», or the whole form.

    Raises UserError: not approved yet, no reason or one too long, nothing changed, a decision withdrawn before.
    """
    words, made = read_made(context.words)
    if _is_line(context, words):
        return _correct_line(context, words)
    meeting = meeting_of(context, words)
    draft = _approved(context, meeting)
    if not context.fields:
        return _form(draft, made or FormVersion(draft.minutes.version))
    made = made or FormVersion(draft.minutes.version)
    reason = _reason(context.fields.get("reason", ""))
    merge_form(draft, made, "referat rett")
    card = _new_version(draft, reason)
    following = next_form(draft, made)
    if following is None:
        return card
    line = f"referat rett {meeting.ref} {FormVersion(draft.minutes.version, made.first + ITEMS).suffix()}"
    return replace(card, buttons=(*card.buttons, context.button("more-items", line)))


_DEEDS = ("trekk", "withdraw", "unnta", "unntak", "exempt")


def _is_line(context: CommandContext, words: str) -> bool:
    """Whether the words say what is to be corrected; else they name the meeting whose form is meant."""
    counties = [one for one in context.directory.organisations.values() if one.kind is Kind.COUNTY]
    first = words.split(maxsplit=1)[0].casefold() if words else ""
    heads = read_decision(words) is not None or begins_with_item(words, counties)
    return first in _DEEDS or heads or _only_county(read_meeting_words(words, counties))


def _only_county(called: MeetingReference) -> bool:
    """«Agder V-3/26 …»: the county's name belongs to a number after it."""
    return bool(called.county and not called.season and called.rest)


def _approved(context: CommandContext, meeting: Meeting) -> Draft:
    """Approved minutes to write in, for those who convened. Raises UserError."""
    manage(context, meeting.kind, meeting.organisation)
    kept = minutes_of(context.session, meeting.id)
    if kept is None or kept.state != MinutesState.APPROVED or not kept.locked:
        raise UserError("minutes.not-approved", {"ref": meeting.ref})
    return Draft(context, meeting, kept, items_of(context.session, meeting.id))


def _form(draft: Draft, made: FormVersion) -> Card:
    context = draft.context
    form = with_reason(context, minutes_form(draft, made, "referat rett"))
    return Card(title=form.title, form=form, language=context.language)


def _reason(text: str) -> str:
    if not is_meaningful(text):
        raise UserError("minutes.reason-missing", field_name="reason")
    return check("minutes_version:reason", text.strip(" ."), "reason")


def _correct_line(context: CommandContext, words: str) -> Card:
    """One correction in a line: looked over first, since all parties are told of it at once."""
    words, sure = confirmed(words)
    said, reason = _split_reason(words)
    deed = _deed(context, said)
    if not sure:
        return _preview(deed, words, reason)
    deed.do()
    return _new_version(deed.draft, reason)


def _split_reason(words: str) -> tuple[str, str]:
    """What is to be corrected, and why: the reason follows the last «fordi», since a text may hold one too."""
    found = list(BECAUSE.finditer(words))
    if not found:
        raise UserError("minutes.reason-missing")
    return words[: found[-1].start()].strip(), _reason(words[found[-1].end() :])


@dataclass(frozen=True, slots=True)
class Action:
    """One correction: of which minutes, what stood, what is to stand, and what makes it so."""

    draft: Draft
    old: str
    new: str
    do: Callable[[], None]


def _deed(context: CommandContext, said: str) -> Action:
    """What a line corrects: a decision's words, a decision taken out, an item's text, an item made exempt."""
    first, _, rest = said.partition(" ")
    if first.casefold() in ("trekk", "withdraw"):
        return _withdrawal(context, rest)
    if first.casefold() in ("unnta", "unntak", "exempt"):
        return _exemption(context, rest)
    if begins_with_item(said, context.directory.organisations.values()):
        named = item_from(context, said)
        draft = _approved(context, named.meeting)
        name = f"text-{key_of(named.item)}"
        return Action(draft, draft.value(name), named.rest, lambda: draft.set(name, named.rest))
    decision, draft = _decision(context, said)
    text = checked_decision(decision_from(context, said)[2])
    return Action(draft, decision.text, text, lambda: draft.redecide(decision, text))


def _decision(context: CommandContext, said: str) -> tuple[DecisionRow, Draft]:
    decision, _, _ = decision_from(context, said)
    draft = _approved(context, meeting_by_id(context.session, decision.meeting_id))
    if decision.state == DecisionState.WITHDRAWN:
        raise UserError("decisions.withdrawn", {"number": decision_number(decision.number, decision.year)})
    return decision, draft


def _withdrawal(context: CommandContext, said: str) -> Action:
    decision, draft = _decision(context, said)
    number = decision_number(decision.number, decision.year)

    def do() -> None:
        withdraw_decision(decision)
        draft.note(f"decision-{decision.id}", decision.text, "")

    return Action(draft, decision.text, context.say("minutes.decision-gone", number=number), do)


def _exemption(context: CommandContext, said: str) -> Action:
    named = item_from(context, said)
    draft = _approved(context, named.meeting)
    basis = basis_in(context, named)

    def do() -> None:
        draft.note(f"exempt-{key_of(named.item)}", named.item.exempt, basis)
        set_basis(context.session, named.item, basis)

    return Action(draft, named.item.exempt, basis, do)


def _preview(deed: Action, words: str, reason: str) -> Card:
    context, meeting = deed.draft.context, deed.draft.meeting
    if deed.old == deed.new:
        raise UserError("minutes.nothing-changed", {"ref": meeting.ref})
    lines = [context.say("minutes.before", text=deed.old)] if deed.old else []
    lines += [context.say("minutes.after", text=deed.new), context.say("minutes.reason-line", reason=reason)]
    return Card(
        title=context.say("minutes.correct-preview", name=name_of(context, meeting)),
        body=(Text("\n".join(lines)), Text(context.say("minutes.correct-locks"))),
        buttons=(
            Button(context.say("buttons.correct-minutes"), f"referat rett {words} bekreft", primary=True),
            context.button("cancel", f"referat vis {meeting.ref}"),
        ),
        language=context.language,
    )


def _new_version(draft: Draft, reason: str) -> Card:
    """Lock what stands now as the next version, and tell the parties. Raises UserError when nothing has changed."""
    context, kept = draft.context, draft.minutes
    if not draft.edits:
        raise UserError("minutes.nothing-changed", {"ref": draft.meeting.ref})
    draft.done()
    if "changes" in draft.edits and kept.change_needed:
        changes_wanted(context.unit, draft.meeting, kept)
    approve_decisions(context.session, draft.meeting.id)
    before = locked_version(context.session, kept.id)
    content = content_of(context.unit, draft.meeting, kept)
    old: Content = dict(before.content) if before else {}
    locked = lock(context.unit, kept, {**content, "done": old["done"], "approved": old["approved"]}, reason=reason)
    tell_parties(context.unit, draft.meeting, "minutes-corrected")
    tell_county(context, draft.meeting, "minutes")
    body: list[Block] = [Text(context.say("minutes.reason-line", reason=reason))]
    body += difference_blocks(context, old, dict(locked.content))
    return Card(
        title=context.say("minutes.corrected", name=capital(name_of(context, draft.meeting)), version=locked.version),
        body=(*body, version_note(context, draft.meeting, locked)),
        buttons=(context.button("show", f"referat vis {draft.meeting.ref}"),),
        audience=Audience.ROOM,
        language=context.language,
    )
