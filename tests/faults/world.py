"""A small world to send reminders in: organisations with rooms, people with roles, follow-ups, and a chat in memory."""

from collections import Counter, deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from sqlmodel import select

from bot.delivery.chat import (
    BusyError,
    CardRefusedError,
    MessageGoneError,
    Posted,
    RefusedError,
    StuckError,
    UncertainError,
)
from domain.accounts import Address
from domain.calendar import oslo_instant
from domain.followups import FollowUpState
from domain.organisations import REFERENCE, Role
from handlers.cards import Card, Note, Text
from storage.tables import (
    AccountRow,
    DutyRow,
    FollowUpRow,
    MessageRow,
    NoticeRow,
    OrganisationRow,
    PersonRow,
    RoleRow,
    RoomRow,
    Row,
)
from storage.unit_of_work.store import Store
from storage.unit_of_work.unit import Snapshot, system

SLACK = frozenset({"slack"})
TEAM = "T0HOME"
START = oslo_instant(date(2026, 11, 2), time(12))  # a Monday
TEST = system("oppsett")
"""The installation sets the scene: nobody is told who has got a role by it."""


def at(day: str, hour: str = "09:00") -> datetime:
    """A day and hour in Oslo as an instant."""
    return oslo_instant(date.fromisoformat(day), time.fromisoformat(hour))


def organisations(
    store: Store, slugs: Iterable[str] = ("ks", "agder", "telemark", "siva"), *, rooms: bool = True
) -> None:
    """Register organisations, each with the Slack room C-slug."""
    with store.begin(TEST, START) as unit:
        for organisation in REFERENCE:
            if organisation.slug in slugs:
                row = OrganisationRow(
                    slug=organisation.slug, kind=organisation.kind, short=organisation.short,
                    name=organisation.name, language=organisation.language, number=organisation.number,
                )  # fmt: skip
                unit.session.add(row)
        unit.session.flush()
    if rooms:
        for slug in slugs:
            room(store, slug)


def room(store: Store, slug: str, channel: str = "", *, platform: str = "slack", bound_at: datetime = START) -> None:
    """Bind a room to an organisation; named C-slug if not otherwise."""
    with store.begin(TEST, bound_at) as unit:
        unit.session.add(
            RoomRow(
                platform=platform, workspace=TEAM, channel=channel or f"C-{slug}", organisation=slug, bound_at=bound_at
            )
        )


def holder(store: Store, slug: str, *roles: Role, user: str = "") -> int:
    """A person who holds these roles; with an account on Slack if `user` is given. Returns the person's number."""
    with store.begin(TEST, START) as unit:
        person = PersonRow(name=f"{slug} {roles}", created_at=START)
        unit.session.add(person)
        unit.session.flush()
        number = person.id
        for role in roles:
            unit.session.add(RoleRow(person_id=number, organisation=slug, role=role, valid_from=date(2026, 1, 1)))
        if user:
            unit.session.add(AccountRow(platform="slack", workspace=TEAM, user=user, person_id=number))
    return number


def follow_up(store: Store, owner: str, due: str, *, since: datetime = START) -> int:
    """A follow-up with its duty, set at the instant `since`; the duty's number."""
    with store.begin(TEST, since) as unit:
        day = unit.today
        row = FollowUpRow(owner=owner, text="Noe", due=date.fromisoformat(due), created_on=day, dated_on=day)
        unit.session.add(row)
        unit.session.flush()
        number = row.id
    with store.transaction() as session:
        return session.exec(select(DutyRow).where(DutyRow.subject_id == number)).one().id


def done(store: Store, duty: int, now: datetime) -> None:
    """The follow-up behind a duty is done."""
    with store.begin(TEST, now) as unit:
        row = unit.session.get(FollowUpRow, unit.session.get_one(DutyRow, duty).subject_id)
        assert row is not None
        row.state, row.done_on = FollowUpState.DONE, unit.today


def rows(store: Store, kind: type[Row]) -> list[Any]:
    """All rows of a table, in order."""
    with store.transaction() as session:
        return list(session.exec(select(kind).order_by("id")))


def notices(store: Store) -> list[tuple[int, int, str]]:
    """(duty, rung, recipient) of every notice, in order."""
    return [(notice.duty_id, notice.rung, notice.recipient) for notice in rows(store, NoticeRow)]


def draw(_snapshot: Snapshot, message: MessageRow, said: Sequence[NoticeRow]) -> Card:
    """A card that names each of its notices, so that a test can count them where they arrive."""
    return Card(message.kind, tuple(Text(name_of(notice)) for notice in said))


def again(snapshot: Snapshot, message: MessageRow, said: Sequence[NoticeRow]) -> Card:
    """The same card anew, with how each notice's follow-up stands now."""
    card = draw(snapshot, message, said)
    duties = [snapshot.session.get_one(DutyRow, notice.duty_id) for notice in said]
    done = [f"{duty.id} done" for duty in duties if duty.done_on is not None]
    return Card(card.title, (*card.body, *(Note(one) for one in done)))


def name_of(notice: NoticeRow) -> str:
    """One reminder's name on a card."""
    return f"{notice.duty_id}/{notice.due}/{notice.rung}/{notice.recipient}"


@dataclass
class Standing:
    """A message in the chat."""

    room: Address
    key: str
    card: Card
    at: datetime | None = None


@dataclass
class MemoryChat:
    """A chat in memory. `faults`: what meets the next posts: ok, busy, lost (posted all the same), 500 (not) or card
    (not taken as it looks)."""

    platform: str = "slack"
    searchable: bool = True
    busy_everywhere: bool = True
    faults: deque[str] = field(default_factory=deque)
    blind: bool = False  # it can't be searched just now
    refusing: set[str] = field(default_factory=set)
    stands: list[Standing] = field(default_factory=list)
    posts: int = 0
    looks: list[str] = field(default_factory=list)
    update_faults: deque[str] = field(default_factory=deque)  # likewise; gone: it was deleted
    updates: list[tuple[str, Card]] = field(default_factory=list)

    async def post(self, room: Address, card: Card, key: str) -> Posted:
        self.posts += 1
        fault = self.faults.popleft() if self.faults else "ok"
        if room.channel in self.refusing:
            raise RefusedError("is_archived")
        if fault == "card":
            raise CardRefusedError("invalid_blocks")
        if fault == "busy":
            raise BusyError(30)
        if fault == "500":
            raise UncertainError("500")
        self.stands.append(Standing(room, key, card))
        if fault == "lost":
            raise UncertainError("no answer")
        return Posted(room, f"{len(self.stands)}.0")

    async def find(self, room: Address, key: str, since: datetime, until: datetime) -> Posted | None:
        assert since < until
        self.looks.append(key)
        if self.blind:
            raise UncertainError("not now")
        for number, standing in enumerate(self.stands, 1):
            if standing.key == key and standing.room == room:
                return Posted(room, f"{number}.0")
        return None

    async def update(self, posted: Posted, card: Card) -> None:
        self.updates.append((posted.message_id, card))
        fault = self.update_faults.popleft() if self.update_faults else "ok"
        if fault == "busy":
            raise BusyError(30)
        if fault == "500":
            raise UncertainError("500")
        if fault == "card":
            raise CardRefusedError("invalid_blocks")
        if fault == "gone":
            raise MessageGoneError("message_not_found")
        if fault == "stuck":
            raise StuckError("something_new")
        standing = self.stands[int(posted.message_id.partition(".")[0]) - 1]
        assert standing.room == posted.room
        standing.card = card
        if fault == "lost":
            raise UncertainError("no answer")

    def said(self) -> Counter[str]:
        """How often each reminder stands in the chat."""
        return Counter(
            block.text for standing in self.stands for block in standing.card.body if isinstance(block, Text)
        )

    def rooms(self) -> list[str]:
        """Where messages stand, in order."""
        return [standing.room.channel for standing in self.stands]
