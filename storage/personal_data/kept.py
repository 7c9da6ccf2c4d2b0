"""What is kept about a person: for them to read (GDPR art. 15), and for who runs the installation to hand over."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, select

from domain.accounts import Account, taken_apart
from domain.organisations import Role
from storage.personal_data.identity import Identity, identity_of, requests_of
from storage.tables import (
    AuditPersonRow,
    AuditRow,
    ConversationRow,
    MeetingRow,
    MessageRow,
    MinutesRow,
    MinutesVersionRow,
    RoleRequestRow,
    RoleRow,
)


@dataclass(frozen=True, slots=True)
class Said:
    """A line that has changed something, as it was said."""

    at: datetime
    line: str


@dataclass(frozen=True, slots=True)
class Held:
    """A role, now or before."""

    organisation: str
    role: Role
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class Told:
    """A message that was for this person alone. at: when it was sent, or made when it wasn't."""

    at: datetime
    kind: str
    where: str


@dataclass(frozen=True, slots=True)
class Kept:
    """All there is about somebody. told_of: when others' commands changed something about them. minutes: the meetings
    whose locked minutes hold their name, and stay."""

    who: Identity
    roles: tuple[Held, ...]
    requests: tuple[RoleRequestRow, ...]
    said: tuple[Said, ...]
    told_of: tuple[datetime, ...]
    conversations: tuple[ConversationRow, ...]
    messages: tuple[Told, ...]
    minutes: tuple[str, ...]


def kept_about(session: Session, account: Account) -> Kept:
    """Everything about the person an account is."""
    who = identity_of(session, account)
    roles = session.exec(select(RoleRow).where(col(RoleRow.person_id).in_(who.people)).order_by(col(RoleRow.id)))
    said, told_of = _in_the_log(session, who)
    return Kept(
        who=who,
        roles=tuple(Held(one.organisation, one.role, one.valid_from, one.valid_to) for one in roles),
        requests=tuple(requests_of(session, who.accounts)),
        said=said,
        told_of=told_of,
        conversations=tuple(_conversations(session, who)),
        messages=tuple(_messages(session, who)),
        minutes=tuple(_minutes(session, who)),
    )


def _in_the_log(session: Session, who: Identity) -> tuple[tuple[Said, ...], tuple[datetime, ...]]:
    query = (
        select(AuditRow.id, AuditRow.at, AuditPersonRow.content)
        .join(AuditPersonRow, col(AuditPersonRow.entry) == col(AuditRow.id))
        .where(col(AuditPersonRow.about).in_(who.about))
        .order_by(col(AuditRow.id), col(AuditPersonRow.part))
    )
    said: dict[int, Said] = {}
    others: dict[int, datetime] = {}
    for number, at, content in session.exec(query):
        found = json.loads(content or "{}")
        if "line" in found:
            said[number] = Said(at, found["line"])
        else:
            others.setdefault(number, at)
    return tuple(said.values()), tuple(at for number, at in others.items() if number not in said)


def _conversations(session: Session, who: Identity) -> Iterator[ConversationRow]:
    users = {one.user for one in who.accounts}
    for row in session.exec(select(ConversationRow).where(col(ConversationRow.user).in_(users))):
        if Account(row.platform, row.workspace, row.user) in who.accounts:
            yield row


def _messages(session: Session, who: Identity) -> Iterator[Told]:
    """Messages to them directly: `agder:coordinator:7`, or with their account behind it."""
    query = select(MessageRow).where(col(MessageRow.recipient).contains(":")).order_by(col(MessageRow.id))
    for row in session.exec(query):
        to = taken_apart(row.recipient)
        if to.account in who.ids or to.person in who.people:  # a room's has neither
            yield Told(row.sent_at or row.created_at, row.kind, row.room_platform)


def _minutes(session: Session, who: Identity) -> Iterator[str]:
    query = (
        select(MeetingRow.ref, MinutesVersionRow.content)
        .join(MinutesRow, col(MinutesRow.meeting_id) == col(MeetingRow.id))
        .join(MinutesVersionRow, col(MinutesVersionRow.minutes_id) == col(MinutesRow.id))
        .order_by(col(MinutesVersionRow.id))
    )
    seen: set[str] = set()
    for ref, content in session.exec(query) if who.names else ():
        text = json.dumps(content, ensure_ascii=False)
        if ref not in seen and any(name in text for name in who.names):
            seen.add(ref)
            yield ref


def as_data(kept: Kept) -> dict[str, object]:
    """All of it as plain data, for JSON."""
    return {
        "names": sorted(kept.who.names),
        "accounts": sorted(kept.who.ids),
        "roles": [
            {
                "organisation": one.organisation,
                "role": one.role.value,
                "from": one.valid_from.isoformat(),
                "to": one.valid_to.isoformat() if one.valid_to else None,
            }
            for one in kept.roles
        ],
        "requests": [
            {
                "organisation": one.organisation,
                "role": one.role.value,
                "name": one.name,
                "at": one.asked_at.isoformat(),
                "state": one.state.value,
            }
            for one in kept.requests
        ],
        "said": [{"at": one.at.isoformat(), "line": one.line} for one in kept.said],
        "changed_by_others": [one.isoformat() for one in kept.told_of],
        "conversations": [
            {
                "chat": one.platform,
                "workspace": one.workspace,
                "conversation": one.channel,
                "name": one.name,
                "reference": one.reference,
                "seen_at": one.seen_at.isoformat(),
            }
            for one in kept.conversations
        ],
        "messages": [{"at": one.at.isoformat(), "kind": one.kind, "chat": one.where} for one in kept.messages],
        "named_in_minutes": list(kept.minutes),
    }
