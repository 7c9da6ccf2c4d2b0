"""What goes out by itself: each kind of message drawn from live state at the moment it is sent.

A message whose reason is gone (a request decided, a follow-up done) is not drawn: it is cancelled.
"""

from collections.abc import Callable, Mapping, Sequence

import handlers.agenda.messages
from domain.accounts import CONSOLE
from domain.organisations import RequestState
from handlers.agreements import messages as agreement_letters
from handlers.cards import Audience, Block, Button, Card, Heading, Item, Note, Text
from handlers.core.wording import step_name
from handlers.duties.items import duty_item, duty_items, things_of
from handlers.followups import messages as followup_letters
from handlers.meetings import messages as meeting_letters
from handlers.minutes import messages as minutes_letters
from handlers.people import messages as account_letter
from handlers.views.message_context import Letter
from handlers.views.view import View
from storage.delivery.digests import DIGEST
from storage.delivery.outbox import maybe_repeated
from storage.duties.find import duties_numbered, duty_of_key
from storage.duties.reminder_counts import reminded_before
from storage.people.roles import role_request
from storage.tables import DutyRow, MessageRow, NoticeRow
from storage.unit_of_work.unit import Snapshot

MOST_ITEMS = 15
"""Items with buttons in one digest; the rest stand as plain lines, so that nothing is left out."""


def draw(snapshot: Snapshot, message: MessageRow, notices: Sequence[NoticeRow]) -> Card | None:
    """The card of a message as of now; None: nothing is left to say. `notices` are a digest's."""
    letter = letter_of(snapshot, message)
    card = _digest(letter, notices) if message.kind == DIGEST else drawn(letter)
    return dressed(letter, card, notices) if card else None


def letter_of(snapshot: Snapshot, message: MessageRow) -> Letter:
    """The message as its reader gets it: in the language it was sent in, else its room's, else the organisation's."""
    directory = snapshot.directory
    room = directory.room(message.last_address)
    language = (
        message.language or (room.language if room else "") or directory.organisations[message.organisation].language
    )
    view = View(language, message.organisation, snapshot.today, snapshot.session, directory)
    return Letter(view, snapshot, message)


def drawn(letter: Letter) -> Card | None:
    """A message that a person caused; None: its reason is gone."""
    return _DRAWN[letter.message.kind](letter)


def dressed(letter: Letter, card: Card, notices: Sequence[NoticeRow]) -> Card:
    """The card as it goes out: to the room, in its language, saying when it is late, or may have come before."""
    body = card.body
    if letter.message.late or any(notice.late for notice in notices):
        body = (*body, Note(letter.view.say("messages.late")))
    if maybe_repeated(letter.message.reason):
        body = (*body, Note(letter.view.say("messages.maybe-repeated")))
    return Card(card.title, body, card.buttons, Audience.ROOM, language=letter.view.language)


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


def _nudge(letter: Letter) -> Card | None:
    if letter.fact("follow_up"):
        return followup_letters.about_follow_up(letter)
    view = letter.view
    duty = duty_of_key(view.session, letter.fact("duty"))
    if duty is None or duty.done_on is not None:
        return None
    items = duty_items(view, [duty])
    return Card(view.say("messages.nudge-title", who=letter.sender(), name=items[0].lead), tuple(items))


def _role_request(letter: Letter) -> Card | None:
    view = letter.view
    row = role_request(view.session, int(letter.fact("request")))
    if row is None or row.state != RequestState.OPEN:
        return None
    organisation = view.directory.organisations[row.organisation].short
    return Card(
        view.say("messages.role-request-title", organisation=organisation),
        (
            Text(
                view.say("roles.request", name=row.name, role=view.say(f"roles.{row.role}"), organisation=organisation)
            ),
        ),
        (
            Button(view.say("buttons.approve-role"), f"roller godkjenn {row.id}", primary=True),
            view.button("decline-role", f"roller avslå {row.id}"),
        ),
    )


def _role_granted(letter: Letter) -> Card | None:
    """To the person alone: not for the room that takes over when they can't be written to, or hold it no more."""
    view, row = letter.view, role_request(letter.view.session, int(letter.fact("request")))
    if row is None or not letter.message.room_direct:
        return None
    return Card(
        view.say(
            "messages.role-granted-title",
            role=view.say(f"roles.{row.role}"),
            organisation=view.directory.organisations[row.organisation].short,
        ),
        (Text(view.say("messages.role-granted")),),
        (view.button("status", "status"), view.button("help", "hjelp")),
    )


def _routine(letter: Letter) -> Card:
    view = letter.view
    return Card(
        view.say("messages.on-behalf-routine-title"),
        (Text(view.say("messages.on-behalf-routine", step=step_name(view.language, letter.fact("step")))),),
        (Button(view.say("buttons.show"), "rutiner"),),
    )


def _undeliverable(letter: Letter) -> Card:
    view = letter.view
    organisation = view.directory.organisations[letter.fact("organisation")].name
    why = "messages.undeliverable-message" if letter.fact("fault") else "messages.undeliverable"
    return Card(
        view.say("messages.undeliverable-title", organisation=organisation),
        (Text(view.say(why, organisation=organisation)),),
        (view.button("status", "status"),),
    )


def _room_lost(letter: Letter) -> Card:
    """The bot has been removed from an organisation's room: where its messages go now, and what to do."""
    view, organisation = letter.view, letter.view.directory.organisations[letter.fact("organisation")]
    left = [room for room in view.directory.rooms if room.organisation == organisation.slug and not room.refused]
    where = view.say("messages.room-lost", room=letter.fact("name") or letter.fact("room"))
    if any(room.platform != CONSOLE for room in left):
        what = view.say("messages.room-lost-left", organisation=organisation.name)
    else:
        what = view.say("messages.room-lost-none", organisation=organisation.name)
    return Card(
        view.say("messages.room-lost-title", organisation=organisation.name),
        (Text(f"{where} {what}"),),
        (view.button("status", "status"),),
    )


_DRAWN: Mapping[str, Callable[[Letter], Card | None]] = {
    "convening": meeting_letters.convening,
    "save-the-date": meeting_letters.save_the_date,
    "change-notice": meeting_letters.about_meeting,
    "called-off": meeting_letters.about_meeting,
    "details": meeting_letters.about_meeting,
    "on-behalf": meeting_letters.about_meeting,
    "on-behalf-routine": _routine,
    "new-follow-up": followup_letters.about_follow_up,
    "new-follow-ups": followup_letters.new_follow_ups,
    "papers": handlers.agenda.messages.papers,
    "minutes-out": minutes_letters.out,
    "minutes-back": minutes_letters.back,
    "minutes-comment": minutes_letters.comment,
    "minutes-answered": minutes_letters.answered,
    "minutes-approved": minutes_letters.approved,
    "minutes-corrected": minutes_letters.corrected,
    "postponed": followup_letters.about_follow_up,
    "lapsed": followup_letters.about_follow_up,
    "changed": followup_letters.about_follow_up,
    "handed-over": followup_letters.about_follow_up,
    "finished": followup_letters.about_follow_up,
    "help-wanted": followup_letters.about_follow_up,
    "not-mine": followup_letters.about_follow_up,
    "measure-delayed": agreement_letters.about_measure,
    "measure-postponed": agreement_letters.about_measure,
    "measure-cancelled": agreement_letters.about_measure,
    "measure-reported": agreement_letters.about_measure,
    "agreement-in-force": agreement_letters.in_force,
    "nudge": _nudge,
    "role-request": _role_request,
    "role-granted": _role_granted,
    "account-linked": account_letter.linked,
    "account-parted": account_letter.parted,
    "undeliverable": _undeliverable,
    "room-lost": _room_lost,
}
