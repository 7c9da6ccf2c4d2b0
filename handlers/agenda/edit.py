"""`saksliste ny`, `intern`, `endre`, `flytt`, `fjern`, `unnta`: what the convener does to an agenda."""

import re

from domain.errors import UserError
from domain.lengths import check
from domain.meetings.meetings import Meeting
from domain.meetings.minutes import DecisionState, MinutesState
from domain.meetings.steps import State
from handlers.agenda.show import agenda_card
from handlers.cards import Card, Field, FieldKind, Form
from handlers.core.context import CommandContext
from handlers.core.wording import capital, is_meaningful
from handlers.lookup.agenda_items import (
    ItemReference,
    basis_in,
    coming_meeting,
    headed,
    item_from,
    item_title,
    item_words,
    line_number,
    number_of,
)
from handlers.lookup.follow_up_line import BECAUSE
from handlers.lookup.meetings import edit_papers, name_of, tell_county
from handlers.minutes.confirm_withdrawal import asked_first
from handlers.minutes.draft import Draft, key_of, warned, word_of
from storage.agenda.agenda import (
    add_item,
    ensure_agenda,
    follow_ups_under,
    items_of,
    put_in_order,
    set_basis,
    set_title,
    take_off,
)
from storage.decisions.decisions import decisions_of
from storage.minutes.minutes import minutes_of

_PLACES = {
    "først": 0, "fyrst": 0, "øverst": 0, "first": 0,
    "sist": 1000, "nederst": 1000, "last": 1000,
}  # fmt: skip
_TO = re.compile(r"^(?:til|to)\s+", re.IGNORECASE)
_PLACE = re.compile(r"[1-9]\d{0,2}")


@asked_first
def new_item(context: CommandContext) -> Card:
    """A new item: «saksliste ny Agder vår: Testfasilitet for plast»; without a meeting, on the next of one's own.

    Raises UserError: no title, a title too long, the meeting cancelled, its minutes locked.
    """
    return _add(context, internal=False)


def internal_item(context: CommandContext) -> Card:
    """An item for one's own preparation: «saksliste intern Forberede møteleder». It isn't sent to anybody.

    Raises UserError: as `new_item`, and when the asker doesn't convene the meeting.
    """
    return _add(context, internal=True)


def _add(context: CommandContext, *, internal: bool) -> Card:
    found, title = headed(context, context.words)
    meeting = found or coming_meeting(context)
    _editable(context, meeting)
    if internal and context.actor.organisation != meeting.organisation:
        raise UserError("agenda.internal-own", {"convener": context.short(meeting.organisation), "ref": meeting.ref})
    if context.fields:
        title = context.fields.get("title", "")
    elif not title:
        return _title_form(context, meeting, internal=internal)
    _checked_title(title)
    ensure_agenda(context.unit, meeting)
    item = add_item(context.unit, meeting, title, internal=internal)
    return _done(context, ItemReference(item, meeting, ""), "agenda.added", ("agenda", "", title))


def _title_form(context: CommandContext, meeting: Meeting, *, internal: bool) -> Card:
    title = context.say("agenda.form-title")
    field = Field("title", context.say("agenda.form-item"), FieldKind.LINE, limit="agenda_item:title")
    submit, intro = context.say("meetings.form-submit"), capital(name_of(context, meeting))
    word = ""
    if not internal and (draft := _draft(context, meeting)) is not None:
        word, intro = word_of(draft), warned(draft, intro)
    form = Form(f"{context.name} {meeting.ref}{word}", title, (field,), submit, intro=intro)
    return Card(title=title, form=form, language=context.language)


@asked_first
def change_item(context: CommandContext) -> Card:
    """Another title: «saksliste endre 4/26: Testfasilitet for sirkulær plast».

    Raises UserError: no title, a title too long, the meeting cancelled, its minutes locked.
    """
    named = item_from(context, context.words)
    _editable(context, named.meeting)
    if not named.rest:
        raise UserError("agenda.change-needs", item_words(context, named))
    _checked_title(named.rest)
    old = item_title(context, named.item)
    set_title(named.item, named.rest)
    return _done(context, named, "agenda.changed", ("title", old, named.rest))


@asked_first
def move_item(context: CommandContext) -> Card:
    """Another place, the number stays: «saksliste flytt 4/26 til 2», «først», «sist».

    Raises UserError: no place said, the meeting cancelled, its minutes locked.
    """
    named = item_from(context, context.words)
    _editable(context, named.meeting)
    word = _TO.sub("", named.rest.strip(" .")).casefold()
    place = _PLACES.get(word, int(word) - 1 if _PLACE.fullmatch(word) else -1)
    if place < 0:
        raise UserError("agenda.move-needs", item_words(context, named))
    series = [one for one in items_of(context.session, named.meeting.id) if one.internal == named.item.internal]
    old = str(series.index(named.item) + 1)
    others = [one for one in series if one.id != named.item.id]
    others.insert(min(place, len(others)), named.item)
    put_in_order(others)
    return _done(context, named, "agenda.moved", ("position", old, str(named.item.position)))


@asked_first
def remove_item(context: CommandContext) -> Card:
    """Take an item off: «saksliste fjern 4/26». One that the model asks for takes a reason, which is recorded (§ 1).

    Raises UserError: the item has a record already, no reason where one is needed, the meeting cancelled, its minutes
    locked.
    """
    named = item_from(context, context.words)
    _editable(context, named.meeting)
    _nothing_under(context, named)
    because = BECAUSE.match(named.rest)
    why = context.fields.get("reason", "") or (named.rest[because.end() :] if because else named.rest).strip(" .")
    check("agenda_item:removed_why", why, "reason")
    if named.item.mandatory and not is_meaningful(why):
        if context.fields:
            raise UserError("agenda.reason-missing", field_name="reason")
        return _reason_form(context, named)
    take_off(context.unit, named.item, why)
    if named.item.mandatory:
        context.unit.record(
            "deviation", meeting=named.meeting.ref, item=named.item.template, clause=named.item.clause, why=why
        )
    return _done(context, named, "agenda.removed", ("agenda", item_title(context, named.item), ""))


def _reason_form(context: CommandContext, named: ItemReference) -> Card:
    title = context.say("agenda.form-remove")
    field = Field("reason", context.say("agenda.form-reason"), FieldKind.TEXT, limit="agenda_item:removed_why")
    intro = context.say("agenda.remove-mandatory", title=item_title(context, named.item), clause=named.item.clause)
    line = f"saksliste fjern {line_number(context, named.item)}"
    if (draft := _draft(context, named.meeting)) is not None:
        line, intro = f"{line}{word_of(draft)}", warned(draft, intro)
    form = Form(line, title, (field,), context.say("buttons.remove"), intro=intro)
    return Card(title=title, form=form, language=context.language)


def _nothing_under(context: CommandContext, named: ItemReference) -> None:
    """An item with anything recorded under it stays. Raises UserError."""
    item = named.item
    decided = [one for one in decisions_of(context.session, named.meeting.id) if one.item_id == item.id]
    noted = follow_ups_under(context.session, [item.id])
    if item.text or item.outcome or noted or any(one.state != DecisionState.WITHDRAWN for one in decided):
        raise UserError("agenda.has-record", item_words(context, named))


@asked_first
def exempt_item(context: CommandContext) -> Card:
    """Keep an item out of the open version: «saksliste unnta 4/26 hjemmel offl. § 23»; «… ikke» opens it again.

    Raises UserError: the meeting cancelled, its minutes locked.
    """
    named = item_from(context, context.words)
    _editable(context, named.meeting)
    basis, old = basis_in(context, named), named.item.exempt
    set_basis(context.session, named.item, basis)
    return _done(context, named, "agenda.exempted" if basis else "agenda.opened", ("exempt", old, basis))


def _done(context: CommandContext, named: ItemReference, key: str, change: tuple[str, str, str]) -> Card:
    """change: what of the item was changed, what stood before, what stands now."""
    again = _journal(context, named, *change)
    said = context.say(key, number=number_of(named.item), title=item_title(context, named.item))
    return agenda_card(context, named.meeting, said, _note(context, named.meeting, again=again))


def _journal(context: CommandContext, named: ItemReference, what: str, old: str, new: str) -> bool:
    """Once minutes have been begun, their agenda is part of the draft, internal items left out: the change stands in
    its journal, and a draft that is out goes back on the desk. Says whether it has to be sent again."""
    draft = _draft(context, named.meeting)
    if draft is None or named.item.internal:
        tell_county(context, named.meeting, "agenda")
        return False
    if old != new:
        draft.note(f"{what}-{key_of(named.item)}", old, new)
    draft.done()
    return bool(draft.minutes.draft) and draft.minutes.state == MinutesState.OPEN


def _draft(context: CommandContext, meeting: Meeting) -> Draft | None:
    """The minutes of the meeting as they have been begun, or None."""
    kept = minutes_of(context.session, meeting.id)
    return Draft(context, meeting, kept, items_of(context.session, meeting.id)) if kept is not None else None


def _note(context: CommandContext, meeting: Meeting, *, again: bool) -> str:
    """When the papers or the draft are out already, the parties have another agenda than this."""
    if again:
        return context.say("minutes.send-again", ref=meeting.ref)
    return context.say("agenda.papers-out", ref=meeting.ref) if meeting.state is State.PAPERS else ""


def _editable(context: CommandContext, meeting: Meeting) -> None:
    """Go on only for those who edit it, as long as the minutes aren't approved. Raises UserError."""
    edit_papers(context, meeting)
    if meeting.state is State.CANCELLED:
        raise UserError("meetings.is-cancelled", {"ref": meeting.ref})
    if meeting.state is State.APPROVED:
        raise UserError("minutes.locked", {"ref": meeting.ref})


def _checked_title(title: str) -> None:
    if not is_meaningful(title):
        raise UserError("agenda.title-missing", field_name="title")
    check("agenda_item:title", title, "title")
