"""A message that stands in a chat, as it is now: the same message in its present state, never less than it was.

Whoever may read it no longer (a role that has ended, a room that is another organisation's) is not shown what has
become of it. Times that pass change nothing by themselves: a message is drawn anew when people have changed something.
"""

from collections.abc import Sequence
from datetime import date

from domain.accounts import Address, taken_apart
from handlers.cards import Card, Item, Text
from handlers.duties.items import duty_item, duty_over, things_as_they_stand
from handlers.messages.draw import digest_card, dressed, duties_by_date, letter_of, reminded
from handlers.messages.recipes import RECIPES
from handlers.views.closed_items import gone
from handlers.views.message_context import Letter
from handlers.views.view import View
from storage.delivery.digests import DIGEST
from storage.delivery.outbox_view import message_at, notices_of
from storage.tables import MessageRow, NoticeRow
from storage.unit_of_work.unit import Snapshot


def redraw(snapshot: Snapshot, message: MessageRow, notices: Sequence[NoticeRow]) -> Card:
    """The card of a message that stands, as of now. `notices`: a digest's."""
    letter = letter_of(snapshot, message)
    if not _still_theirs(letter):
        return dressed(letter, _not_theirs(letter), ())
    card = _digest_again(letter, notices) if message.kind == DIGEST else _drawn_again(letter)
    return dressed(letter, card, notices)


def standing(snapshot: Snapshot, address: Address, message_id: str) -> Card | None:
    """The present card of the message that stands at this place; None: it is none of the outbox's.

    message_id: the platform's own.
    """
    found = message_at(snapshot.session, address, message_id)
    return redraw(snapshot, found, notices_of(snapshot.session, found)) if found is not None else None


def _drawn_again(letter: Letter) -> Card:
    """What a person caused, as it stands now."""
    recipe = RECIPES[letter.message.kind]
    return recipe.again(letter) if recipe.again else recipe.draw(letter) or gone(letter)


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
    things = things_as_they_stand(view.session, duties)
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
