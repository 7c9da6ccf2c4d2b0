"""What became of a claimed message. Each answer says whether it took: the row may have gone to another worker.

Nothing here trusts the caller to be in time: a settlement holds only for the claim it was made for.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from sqlalchemy import Update, bindparam, text, update
from sqlmodel import Session, col

from domain.accounts import CONSOLE, Address
from domain.calendar import oslo_date
from domain.organisations import Role
from storage.delivery.conversations import ROOM_LOST
from storage.delivery.digests import UNKNOWN, supersede
from storage.delivery.doubted import hold_back
from storage.delivery.message_subjects import subjects_of
from storage.delivery.outbox import Claimed
from storage.delivery.reasons import maybe_repeated, reason_of, refusals
from storage.delivery.redraw_marks import mark_message
from storage.delivery.room_trials import note_refusal
from storage.people.recipients import direct_to, who_helps
from storage.tables import MessageStatus, NoticeRow, RoomRow, RoomState, Row
from storage.unit_of_work.store import Store
from storage.unit_of_work.unit import UnitOfWork, system


@dataclass(frozen=True, slots=True)
class DrawnCard:
    """The card that was posted: its fingerprint and language, and the last change it knew of (`Store.last_audit`)."""

    fingerprint: str
    language: str
    as_of: int


UNDELIVERABLE = "undeliverable"
"""The kind of message that tells of one that couldn't be delivered; its facts: organisation, room, reason, message, and
`fault` where it is the message that the chat found fault with."""

_WORDS = (UNDELIVERABLE, ROOM_LOST)
"""What tells of a room's trouble: turned away itself, it goes to people directly."""
_STUCK_AGAIN, _LONGEST_PAUSE = 30.0, timedelta(hours=1)

FAILURES = 8
"""After this many failures of our own in drawing a message, people are shown it."""


def sent(
    store: Store, claimed: Claimed, place: Address, message_id: str, now: datetime, *, drawn: DrawnCard | None = None
) -> bool:
    """It stands in the chat. Holds even when somebody has looked for it meanwhile and not found it yet.

    What it shows is noted, so that it is drawn anew when that changes; at once when something has changed since it was
    drawn, or when it isn't known what was drawn (None: an earlier attempt's).
    """
    with store.transaction() as session:
        store.between_commands(session)
        values = {
            "status": MessageStatus.SENT,
            "message_ts": message_id,
            "sent_at": now,
            "epoch": claimed.epoch,
            "room_platform": place.platform,
            "room_workspace": place.workspace,
            "room_channel": place.channel,
            "room_direct": place.direct,
            "drawn": drawn.fingerprint if drawn else "",
            "language": drawn.language if drawn else claimed.message.language,
        }
        mine = {"the_id": claimed.message.id, "the_attempt": claimed.message.attempt}
        took = _took(session, _landed(tuple(values)), mine | values)
        if took:
            _note_what_it_shows(session, claimed, place)
            if drawn is None or drawn.as_of != store.last_audit(session):
                mark_message(session, claimed.message.id, now)
    if took:
        store.witness(now, claimed.message.key)
    return took


def _note_what_it_shows(session: Session, claimed: Claimed, place: Address) -> None:
    subjects = sorted(subjects_of(session, claimed.message, claimed.notices, place))
    if session.get_bind().dialect.name == "sqlite":
        rows = [{"subject": subject, "message": claimed.message.id} for subject in subjects]
        session.connection().execute(_SHOWS, rows)
    else:  # one round trip, however many there are
        session.connection().execute(_SHOWS_ARRAY, {"subjects": subjects, "message": claimed.message.id})


def waiting(store: Store, claimed: Claimed, not_before: datetime, reason: str | None = None) -> bool:
    """Certainly not posted: it is sent again, not before the instant (digests: in sending hours only)."""
    with store.transaction() as session:
        return _settle(session, claimed, status=MessageStatus.WAITING, not_before=not_before, reason=reason)


def stuck(store: Store, claimed: Claimed, word: str, now: datetime) -> bool:
    """Certainly not posted, for what isn't the room's: it is sent again ever more seldom, at most an hour later.

    word: what it is stuck for (`reasons.stuck_word`).
    """
    message = claimed.message
    later = min(timedelta(seconds=_STUCK_AGAIN * 2.0 ** min(message.attempt - 1, 12)), _LONGEST_PAUSE)
    reason = reason_of(repeated=maybe_repeated(message.reason), refused=refusals(message.reason), stuck=word)
    return waiting(store, claimed, now + later, reason)


def uncertain(store: Store, claimed: Claimed, lease_until: float | None = None) -> bool:
    """No clear answer: it is looked up when its lease is over, or this later one, and not before."""
    ends = claimed.message.lease_until if lease_until is None else lease_until
    with store.transaction() as session:
        return _settle(session, claimed, status=MessageStatus.UNCERTAIN, lease_until=ends)


def look_later(store: Store, claimed: Claimed, lease_until: float) -> bool:
    """The chat couldn't be asked: it is looked up again when this lease is over."""
    with store.transaction() as session:
        return _settle(session, claimed, lease_until=lease_until)


def not_found(store: Store, claimed: Claimed, now: datetime) -> bool:
    """Looked up, and it stands nowhere: it is sent again. A digest whose day is over leaves that to today's."""
    message = claimed.message
    with store.transaction() as session:
        took = _settle(session, claimed, status=MessageStatus.WAITING, not_before=None, epoch=claimed.epoch)
        if took and message.cause is None and message.day != oslo_date(now):
            supersede(session, [message.id])
        return took


def unknown(store: Store, claimed: Claimed, now: datetime) -> bool:
    """The chat can't be searched. A reminder is sent again and says so itself; anything else is shown to people, and so
    is a reminder from before the database went back: all of them would come a second time."""
    with store.transaction() as session:
        if claimed.message.cause is None and claimed.message.epoch == claimed.epoch:
            return _settle(
                session, claimed, status=MessageStatus.WAITING, not_before=now, epoch=claimed.epoch,
                reason=reason_of(repeated=True, refused=refusals(claimed.message.reason)),
            )  # fmt: skip
        took = _settle(session, claimed, status=MessageStatus.UNDELIVERABLE, reason=UNKNOWN)
        if took:
            hold_back(session, claimed.message)
        return took


def nothing_left(store: Store, claimed: Claimed) -> bool:
    """When it was drawn there was nothing to say any more: cancelled, its notices void."""
    with store.transaction() as session:
        took = _settle(session, claimed, status=MessageStatus.CANCELLED)
        if took:
            session.execute(update(NoticeRow).where(col(NoticeRow.message_id) == claimed.message.id).values(void=True))
        return took


def failed(store: Store, claimed: Claimed, reason: str, now: datetime) -> bool:
    """Our own mistake, before anything was posted: tried again ever more seldom, then shown to people."""
    attempt = claimed.message.attempt
    with store.transaction() as session:
        if attempt >= FAILURES:
            return _settle(session, claimed, status=MessageStatus.UNDELIVERABLE, reason=reason)
        later = now + timedelta(minutes=2 ** min(attempt - 1, 6))
        return _settle(session, claimed, status=MessageStatus.WAITING, not_before=later)


def refused(
    store: Store, claimed: Claimed, reason: str, now: datetime, platforms: frozenset[str], *, message_only: bool = False
) -> bool:
    """The chat turned it away for good. The room is marked, and those who can help are told elsewhere.

    A person's own conversation: another of theirs takes over, else the organisation's room. Another room of the
    organisation: that one. Otherwise the message is undeliverable until a room is bound (`digests.rebind`).
    message_only: what the chat found fault with is the message, not the place: the room stays open for the next one.
    """
    message, place = claimed.message, claimed.places[0]
    with store.begin(system("levering"), now) as unit:
        if place.direct:
            tried = (*refusals(message.reason), str(place))
            reason = reason_of(repeated=maybe_repeated(message.reason), refused=tried)
            return _settle(unit.session, claimed, status=MessageStatus.WAITING, reason=reason)
        newly = message_only or _mark_refused(unit, place, reason)
        if not message_only and any(
            not _is(place, room) and not room.refused
            for room in unit.directory.rooms_of(message.organisation, platforms)
        ):
            return _settle(unit.session, claimed, status=MessageStatus.WAITING)
        took = _settle(unit.session, claimed, status=MessageStatus.UNDELIVERABLE, reason=reason)
        if took and newly:
            if message.kind in _WORDS and message.recipient == message.organisation:
                _tell_directly(unit, claimed, platforms)
            if message.kind != UNDELIVERABLE:
                _tell(unit, claimed, reason, platforms, {"fault": "message"} if message_only else {})
        return took


def _mark_refused(unit: UnitOfWork, place: Address, reason: str) -> bool:
    found = unit.directory.room(place)
    room = unit.session.get(RoomRow, found.id) if found else None
    if room is None or room.state == RoomState.REFUSED:
        return False
    room.state, room.reason = RoomState.REFUSED, reason
    return note_refusal(unit.session, place, unit.at)


def _is(place: Address, room: object) -> bool:
    return all(getattr(room, name) == getattr(place, name) for name in ("platform", "workspace", "channel"))


def _tell(unit: UnitOfWork, claimed: Claimed, reason: str, platforms: frozenset[str], more: Mapping[str, str]) -> None:
    """Those who can help: never the room that has just refused."""
    organisation = claimed.message.organisation
    recipients = who_helps(unit.directory, organisation, unit.today, platforms - {CONSOLE})
    facts = {
        "organisation": organisation,
        "room": str(claimed.places[0]),
        "reason": reason,
        "message": str(claimed.message.id),
        **more,
    }
    for recipient in recipients:
        unit.send(UNDELIVERABLE, recipient, facts)


def _tell_directly(unit: UnitOfWork, claimed: Claimed, platforms: frozenset[str]) -> None:
    """Word of a refusal was itself refused by the room it went to: that room's coordinators have it directly."""
    message = claimed.message
    for recipient in direct_to(unit.directory, message.organisation, Role.COORDINATOR, unit.today, platforms):
        unit.send(message.kind, recipient, message.facts)


def _settle(session: Session, claimed: Claimed, **values: object) -> bool:
    message = claimed.message
    if values.get("reason", "") is None:
        del values["reason"]
    mine: dict[str, object] = {
        "the_id": message.id,
        "the_attempt": message.attempt,
        "the_worker": message.worker,
        "the_lease": message.lease_until,
    }
    return _took(session, _held(tuple(values)), mine | values)


def _took(session: Session, changed: Update, values: Mapping[str, object]) -> bool:
    return bool(session.connection().execute(changed, values).rowcount)


_MESSAGE = Row.metadata.tables["message"].c
_SHOWS = text("INSERT INTO message_subject (subject, message_id) VALUES (:subject, :message) ON CONFLICT DO NOTHING")
_SHOWS_ARRAY = text(
    """
    INSERT INTO message_subject (subject, message_id)
    SELECT one, :message FROM unnest(CAST(:subjects AS varchar[])) AS one ON CONFLICT DO NOTHING
    """
)


@cache
def _held(names: tuple[str, ...]) -> Update:
    """Change these columns of a message whose claim still holds. Built once: building costs more than running it."""
    return _changed(names).where(
        _MESSAGE.status.in_((MessageStatus.SENDING, MessageStatus.UNCERTAIN)),
        _MESSAGE.worker == bindparam("the_worker"),
        _MESSAGE.lease_until == bindparam("the_lease"),
    )


@cache
def _landed(names: tuple[str, ...]) -> Update:
    """Change these columns of a message of which no other attempt has begun."""
    return _changed(names).where(
        _MESSAGE.status.in_((MessageStatus.SENDING, MessageStatus.UNCERTAIN, MessageStatus.WAITING))
    )


def _changed(names: tuple[str, ...]) -> Update:
    mine = update(Row.metadata.tables["message"]).where(
        _MESSAGE.id == bindparam("the_id"), _MESSAGE.attempt == bindparam("the_attempt")
    )
    return mine.values({name: bindparam(name) for name in names})
