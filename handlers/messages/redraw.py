"""A message that stands in a chat, as it is now: the same message in its present state, never less than it was.

Whoever may read it no longer (a role that has ended, a room that is another organisation's) is not shown what has
become of it. Times that pass change nothing by themselves: a message is drawn anew when people have changed something.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

import handlers.agenda.messages
from domain.accounts import CONSOLE, Address
from domain.organisations import RequestState
from handlers.agreements import messages as agreement_letters
from handlers.cards import Card, Item, Sign, Text
from handlers.duties.items import Things, duty_item, duty_over, things_of
from handlers.followups import messages as followup_letters
from handlers.meetings import messages as meeting_letters
from handlers.messages.draw import digest_card, drawn, dressed, duties_by_date, letter_of, reminded
from handlers.minutes import messages as minutes_letters
from handlers.people import messages as account_letter
from handlers.views.closed_items import gone
from handlers.views.message_context import Letter
from handlers.views.view import View
from storage.delivery.digests import DIGEST
from storage.delivery.outbox_view import message_at, notices_of
from storage.duties.find import duty_of_key
from storage.people.recipients import taken_apart
from storage.people.roles import role_request
from storage.tables import DutyRow, MessageRow, NoticeRow
from storage.unit_of_work.unit import Snapshot


def redraw(snapshot: Snapshot, message: MessageRow, notices: Sequence[NoticeRow]) -> Card:
    """The card of a message that stands, as of now. `notices`: a digest's."""
    letter = letter_of(snapshot, message)
    if not _still_theirs(letter):
        return dressed(letter, _not_theirs(letter), ())
    card = _digest_again(letter, notices) if message.kind == DIGEST else _AGAIN[message.kind](letter)
    return dressed(letter, card, notices)


def standing(snapshot: Snapshot, address: Address, message_id: str) -> Card | None:
    """The present card of the message that stands at this place; None: it is none of the outbox's.

    message_id: the platform's own.
    """
    found = message_at(snapshot.session, address, message_id)
    return redraw(snapshot, found, notices_of(snapshot.session, found)) if found is not None else None


# -- whose it is -------------------------------------------------------------------------------------------------------


def _still_theirs(letter: Letter) -> bool:
    """Whether who reads it where it stands is whom it was for: the account, a holder of the role, the organisation's
    room.

    The account where it stands tells who reads it. The person it was written to may have been joined to others since,
    or have left them.
    """
    message, directory = letter.message, letter.view.directory
    address = message.last_address
    if not address.direct:
        room = directory.room(address)
        return room is not None and room.organisation == message.organisation
    meant = taken_apart(message.recipient)
    if meant.account:
        return meant.account == str(address.account)
    return meant.role is not None and any(
        address.account in one.accounts for one in directory.holders(meant.organisation, meant.role, letter.view.today)
    )


def _not_theirs(letter: Letter) -> Card:
    view, message = letter.view, letter.message
    organisation = view.directory.organisations[message.organisation].short
    role = taken_apart(message.recipient).role
    if role is None or not message.room_direct:
        return Card(view.say("redraw.not-here-title"), (Text(view.say("redraw.not-here", organisation=organisation)),))
    text = view.say("redraw.not-yours", role=view.say(f"roles.{role.value}"), organisation=organisation)
    return Card(view.say("redraw.not-yours-title"), (Text(text),))


# -- digests -----------------------------------------------------------------------------------------------------------


def _digest_again(letter: Letter, notices: Sequence[NoticeRow]) -> Card:
    """All that it reminded of, in the same order as ever: what is over as over, the rest as it stands."""
    view = letter.view
    said_of = {notice.duty_id: notice for notice in notices if not notice.void}
    duties = duties_by_date(view, said_of)
    said = reminded(letter, [duty.id for duty in duties])
    things = _things_of(view, duties)
    pairs: list[tuple[Item, bool]] = []
    left = 0
    for duty in duties:
        told, thing = said_of[duty.id].escalated, things.get((duty.subject_kind, duty.subject_id))
        owned = not (told and view.organisation == view.directory.ks.slug)
        item = duty_over(view, duty, thing, owned=owned)
        if item is None and thing is not None:
            item, left = duty_item(view, duty, thing, said.get(duty.id, "")), left + 1
        pairs += [(item, told)] if item else []
    return digest_card(view, _digest_title(view, letter.message.day or view.today, len(pairs), left), pairs)


def _digest_title(view: View, day: date, n: int, left: int) -> str:
    if left == n:
        return view.say("messages.digest-title", n=n, day=day)
    if left:
        return view.say("redraw.digest-some", n=n, left=left, day=day)
    return view.say("redraw.digest-none", n=n, day=day)


def _things_of(view: View, duties: Sequence[DutyRow]) -> Things:
    """What the duties are about; of those that are done, whole: whose step was taken is said."""
    return things_of(view.session, duties, whole={duty.id for duty in duties if duty.done_on is not None})


# -- what a person caused ----------------------------------------------------------------------------------------------


def _nudge_again(letter: Letter) -> Card:
    if letter.fact("follow_up"):
        return followup_letters.follow_up_again(letter)
    view = letter.view
    duty = duty_of_key(view.session, letter.fact("duty"))
    if duty is None:
        return gone(letter)
    things = _things_of(view, [duty])
    thing = things.get((duty.subject_kind, duty.subject_id))
    item = duty_over(view, duty, thing, owned=True)
    if item is None and thing is not None:
        item = duty_item(view, duty, thing)
    if item is None:
        return gone(letter)
    return Card(view.say("messages.nudge-title", who=letter.sender(), name=item.lead), (item,))


def _role_request_again(letter: Letter) -> Card:
    view = letter.view
    row = role_request(view.session, int(letter.fact("request")))
    if row is None or row.state == RequestState.OPEN:
        return drawn(letter) or gone(letter)
    organisation = view.directory.organisations[row.organisation].short
    asked = view.say("roles.request", name=row.name, role=view.say(f"roles.{row.role}"), organisation=organisation)
    granted = row.state == RequestState.GRANTED
    word = view.say("redraw.granted" if granted else "redraw.declined")
    item = Item(asked, "", Sign.DONE if granted else Sign.IDLE, word)
    return Card(view.say("redraw.role-request-title", organisation=organisation), (item,))


def _undeliverable_again(letter: Letter) -> Card:
    view, slug = letter.view, letter.fact("organisation")
    if letter.fact("fault"):
        return _as_drawn(letter)
    own = letter.message.room_platform
    rooms = (room for room in view.directory.rooms if room.organisation == slug and not room.refused)
    if not any(room.platform != CONSOLE or own == CONSOLE for room in rooms):
        return _as_drawn(letter)
    name = view.directory.organisations[slug].name
    title = view.say("redraw.room-again-title", organisation=name)
    return Card(title, (Text(view.say("redraw.room-again")),), (view.button("status", "status"),))


def _as_drawn(letter: Letter) -> Card:
    return drawn(letter) or gone(letter)


_AGAIN: Mapping[str, Callable[[Letter], Card]] = {
    "convening": meeting_letters.convening_again,
    "save-the-date": meeting_letters.save_the_date_again,
    "change-notice": meeting_letters.about_meeting_again,
    "called-off": meeting_letters.about_meeting_again,
    "details": meeting_letters.about_meeting_again,
    "on-behalf": meeting_letters.about_meeting_again,
    "on-behalf-routine": _as_drawn,
    "new-follow-up": followup_letters.follow_up_again,
    "new-follow-ups": followup_letters.new_follow_ups_again,
    "papers": handlers.agenda.messages.papers_again,
    "minutes-out": minutes_letters.out_again,
    "minutes-back": minutes_letters.back_again,
    "minutes-comment": minutes_letters.comment_again,
    "minutes-answered": minutes_letters.answered_again,
    "minutes-approved": minutes_letters.locked_again,
    "minutes-corrected": minutes_letters.locked_again,
    "postponed": followup_letters.follow_up_again,
    "lapsed": followup_letters.follow_up_again,
    "changed": followup_letters.follow_up_again,
    "handed-over": followup_letters.follow_up_again,
    "finished": followup_letters.follow_up_again,
    "help-wanted": followup_letters.follow_up_again,
    "not-mine": followup_letters.follow_up_again,
    "measure-delayed": agreement_letters.measure_again,
    "measure-postponed": agreement_letters.measure_again,
    "measure-cancelled": agreement_letters.measure_again,
    "measure-reported": agreement_letters.measure_again,
    "agreement-in-force": agreement_letters.in_force_again,
    "nudge": _nudge_again,
    "role-request": _role_request_again,
    "role-granted": _as_drawn,
    "account-linked": account_letter.linked_again,
    "account-parted": account_letter.parted_again,
    "undeliverable": _undeliverable_again,
    "room-lost": _as_drawn,
}
