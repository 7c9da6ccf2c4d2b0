"""What goes out by itself: each kind of message drawn from live state at the moment it is sent.

A message whose reason is gone (a request decided, a follow-up done) is not drawn: it is cancelled.
"""

from collections.abc import Mapping, Sequence

from handlers.cards import Audience, Block, Card, Heading, Item, Note, Text, buttons_of
from handlers.duties.items import duty_item, things_of
from handlers.messages.recipes import RECIPES
from handlers.texts import say
from handlers.views.message_context import Letter
from handlers.views.parts import beginning, in_pieces
from handlers.views.view import View
from storage.delivery.digests import DIGEST
from storage.delivery.reasons import maybe_repeated
from storage.delivery.without_texts import without_texts
from storage.duties.find import duties_numbered
from storage.duties.reminder_counts import reminded_before
from storage.tables import DutyRow, MessageRow, NoticeRow
from storage.unit_of_work.unit import Snapshot

MOST_ITEMS = 15
"""Items with buttons in one digest; the rest stand as plain lines, so that nothing is left out."""


_SHOWING = ("referat vis ", "møte vis ", "saksliste ", "avtale ", "tiltak ", "oppfølging vis ", "vedtak ")
"""What the lines begin with that show the thing a message is about."""


def draw(snapshot: Snapshot, message: MessageRow, notices: Sequence[NoticeRow]) -> Card | None:
    """The card of a message as of now; None: nothing is left to say. `notices` are a digest's."""
    letter = letter_of(snapshot, message)
    card = _digest(letter, notices) if message.kind == DIGEST else drawn(letter)
    return dressed(letter, card, notices) if card else None


def letter_of(snapshot: Snapshot, message: MessageRow) -> Letter:
    """The message as its reader gets it: in the language it was sent in, else its room's, else the organisation's.

    For a sparse room it is drawn from a reading in which there are no texts.
    """
    directory = snapshot.directory
    room = directory.room(message.last_address)
    language = (
        message.language or (room.language if room else "") or directory.organisations[message.organisation].language
    )
    instead = say(language, "messages.text-elsewhere") if room is not None and room.sparse else ""
    if instead:
        snapshot = without_texts(snapshot, instead)
    view = View(language, message.organisation, snapshot.today, snapshot.session, directory)
    return Letter(view, snapshot, message, instead)


def drawn(letter: Letter) -> Card | None:
    """A message that a person caused; None: its reason is gone."""
    return RECIPES[letter.message.kind].draw(letter)


def dressed(letter: Letter, card: Card, notices: Sequence[NoticeRow]) -> Card:
    """The card as it goes out: to the room, in its language, saying when it is late, or may have come before."""
    body = card.body
    if letter.message.late or any(notice.late for notice in notices):
        body = (*body, Note(letter.view.say("messages.late")))
    if maybe_repeated(letter.message.reason):
        body = (*body, Note(letter.view.say("messages.maybe-repeated")))
    line = _line_for_all(card, letter.message.facts)
    buttons = card.buttons
    if letter.instead and letter.instead in repr(card) and all(one.line != line for one in buttons):
        buttons = (*buttons, letter.view.button("read-texts", line))
    whole = Card(card.title, body, buttons, Audience.ROOM, language=letter.view.language)
    return beginning(in_pieces(whole), line)


def _line_for_all(card: Card, facts: Mapping[str, str]) -> str:
    """Where a reader finds all that a message tells of: what its own buttons show, else what is theirs."""
    shown = next((one.line for one in buttons_of(card) if one.line.startswith(_SHOWING)), "")
    number = facts.get("follow_up")
    return shown or (f"oppfølging vis O-{number}" if number else "mine")


def _digest(letter: Letter, notices: Sequence[NoticeRow]) -> Card | None:
    view = letter.view
    said_of = {notice.duty_id: notice for notice in notices if not notice.void}
    duties = [duty for duty in duties_by_date(view, said_of) if is_open(view, duty)]
    if not duties:
        return None
    said = reminded(letter, [duty.id for duty in duties])
    things = things_of(view.session, duties)
    pairs = [
        (duty_item(view, duty, thing, said.get(duty.id, "")), said_of[duty.id].escalated)
        for duty in duties
        if (thing := things.get((duty.subject_kind, duty.subject_id))) is not None
    ]
    return digest_card(view, view.say("messages.digest-title", n=len(pairs), day=view.today), pairs)


def duties_by_date(view: View, notices: Mapping[int, NoticeRow]) -> list[DutyRow]:
    """The duties of these notices (duty → notice), by the date they were reminded of: an order that stays."""
    duties = duties_numbered(view.session, notices.keys())
    return sorted(duties, key=lambda duty: (notices[duty.id].due, duty.id))


def is_open(view: View, duty: DutyRow) -> bool:
    """Whether it is still to be done, and means something."""
    return duty.done_on is None and (duty.until is None or duty.until > view.today)


def digest_card(view: View, title: str, pairs: Sequence[tuple[Item, bool]]) -> Card:
    """A digest of these items, in order; those marked True are the reader's as coordinator or leader."""
    own = [item for item, escalated in pairs if not escalated]
    told = [item for item, escalated in pairs if escalated]
    body: list[Block] = [*_shown(own, MOST_ITEMS)]
    if told:
        body += [Heading(view.say("messages.heading-escalated")), *_shown(told, MOST_ITEMS - len(own))]
    return Card(title, tuple(body), (view.button("mine", "mine"), view.button("deadlines", "frister")))


def _shown(items: Sequence[Item], most: int) -> list[Block]:
    most = max(most, 0)
    shown: list[Block] = [*items[:most]]
    if items[most:]:
        shown.append(Text("\n".join(f"{item.sign} {item.word}: {item.lead}" for item in items[most:])))
    return shown


def reminded(letter: Letter, duty_ids: list[int]) -> dict[int, str]:
    """duty → «Påminnet 3 ganger, sist fredag 4. desember.», from the notices sent to its owner before this message."""
    said = reminded_before(letter.view.session, letter.message, duty_ids)
    return {duty: letter.view.say("followups.reminded", n=count, day=last) for duty, (count, last) in said.items()}
