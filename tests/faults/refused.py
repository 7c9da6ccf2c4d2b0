"""A chat says each word that it documents for a post, or answers late, or not at all: each message stands once, or
people are shown that it doesn't.
"""

import asyncio
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest

from bot.clock import FixedClock
from bot.delivery.sender import Sender
from bot.slack.errors import METHODS
from bot.teams.errors import CODES, STATUSES
from domain.organisations import Role
from handlers.cards import Card, Text
from handlers.messages.reminders import put_due
from storage.delivery.reasons import maybe_repeated
from storage.delivery.room_trials import try_again
from storage.delivery.waiting_long import tell_of_waiting
from storage.tables import AccountRow, MessageRow, NoticeRow, PersonRow, RoleRow, RoomRow
from storage.unit_of_work.store import Store
from storage.unit_of_work.unit import Snapshot
from tests.bot.delivery.test_chat_contract import AT, SIDES, Given, Side
from tests.faults.outcome import Outcome, Place, together
from tests.faults.world import TEST, MemoryChat, follow_up, organisations, room, rows
from tests.patience import GLANCE, PATIENCE
from tests.slack_standin import Fault

AS_OFTEN = 3
"""Posts in a row that meet the fault."""
HOURS = 7
LATE = 0.1
"""Seconds until a late post lands: after its answer was given up, and long before its lease is over."""


@dataclass(frozen=True)
class Told:
    """What meets posts to a chat, or the opening of a person's conversation."""

    chat: str
    fault: Fault
    opening: bool = False


def _documented() -> Iterator[list[Told]]:
    """Each word and each way not to answer, those that come to the same together."""
    by_verdict: defaultdict[tuple[str, str], list[Told]] = defaultdict(list)
    for method, opening in (("chat.postMessage", False), ("conversations.open", True)):
        for code, verdict in METHODS[method].items():
            by_verdict[method, verdict].append(Told("slack", Fault("error", error=code), opening))
    for word, verdict in [*CODES.items(), *((str(status), verdict) for status, verdict in STATUSES.items())]:
        by_verdict["teams", verdict].append(Told("teams", Fault("error", error=word)))
    for chat in ("slack", "teams"):
        for late in ("late", "lost_late"):
            yield [Told(chat, Fault(late, LATE))]
        yield [Told(chat, Fault(kind)) for kind in ("lost", "500_after", "garbage")]
        yield [Told(chat, Fault(kind)) for kind in ("500", "lost_before")]
    yield from by_verdict.values()


def _one_of_each_first(groups: Iterable[Sequence[Told]]) -> tuple[Told, ...]:
    return tuple(one for turn in zip_longest(*groups) for one in turn if one is not None)


TOLD = _one_of_each_first(_documented())


def refuse(place: Place, times: int) -> Outcome:
    """So many of them, each in a town of its own."""
    return together([asyncio.run(_refused(place, told)) for told in TOLD[:times]])


async def _refused(place: Place, told: Told) -> Outcome:
    with place.store() as store:
        url = store.url.render_as_string(hide_password=False)
        async with SIDES[told.chat](Given(lambda: url)) as side:
            assert side.wire is not None
            town = _Town(store, side)
            town.causes(person=told.opening)
            for _ in range(AS_OFTEN):
                (side.wire.opening_fails if told.opening else side.wire.fails)(told.fault)
            for _ in range(2 * HOURS):
                await town.turn()
                if told.fault.kind == "lost_late":
                    await town.landed()
                town.clock.advance(1800)
            return town.outcome(place.kind, told)


class _Town:
    """Agder's room in the chat that fails, with a reminder and word of what somebody did; KS's in one that doesn't."""

    def __init__(self, store: Store, side: Side) -> None:
        self.store, self.side, self.clock = store, side, FixedClock(AT)
        self.platforms = frozenset({side.chat.platform, "console"})
        organisations(store, rooms=False)
        room(store, "ks", platform="console")
        with store.begin(TEST, AT) as unit:
            where = side.room
            unit.session.add(
                RoomRow(
                    platform=where.platform, workspace=where.workspace, channel=where.channel, organisation="agder",
                    bound_at=AT,
                )
            )  # fmt: skip
        follow_up(store, "agder", "2026-12-14")
        chats = {side.chat.platform: side.chat, "console": MemoryChat("console")}
        self.sender = Sender(store, chats, _draw, self.clock, parallel=1, redraw=_draw)

    def causes(self, *, person: bool) -> None:
        """Somebody does something that Agder is told of, or one of its people."""
        with self.store.begin(TEST, AT) as unit:
            recipient = "agder"
            if person:
                found = PersonRow(name="Anna", created_at=AT)
                unit.session.add(found)
                unit.session.flush()
                role, since = Role.COORDINATOR, date(2026, 1, 1)
                unit.session.add(RoleRow(person_id=found.id, organisation="agder", role=role, valid_from=since))
                where = self.side.person
                unit.session.add(
                    AccountRow(
                        platform=where.platform, workspace=where.workspace, user=where.channel, person_id=found.id
                    )
                )
                recipient = f"agder:coordinator:{found.id}"
            unit.send("nudge", recipient, {})

    async def turn(self) -> None:
        """A tick, and what there is to send."""
        now = self.clock.now()
        try_again(self.store, now, self.platforms)
        tell_of_waiting(self.store, now, (), self.platforms)
        put_due(self.store, now, self.platforms)
        await self.sender.run_once()

    async def landed(self) -> None:
        """What nobody was told of stands by the time its lease is over."""
        async with asyncio.timeout(PATIENCE):
            while self._on_their_way() - self.stands().keys():  # noqa: ASYNC110 - the chat tells nobody
                await asyncio.sleep(GLANCE)

    def _on_their_way(self) -> set[str]:
        return {row.key for row in rows(self.store, MessageRow) if row.status == "uncertain"}

    def stands(self) -> Counter[str]:
        """How often each message stands in the chat, by its key."""
        texts = [text for where in (self.side.room, self.side.person) for text in self.side.reads(where)]
        return Counter(row.key for row in rows(self.store, MessageRow) for text in texts if row.key in text)

    def outcome(self, kind: str, told: Told) -> Outcome:
        """Each stands once; or people are shown that it doesn't, or that it may stand twice."""
        stands = self.stands()
        lost, doubled = list[str](), list[str]()
        for row in [one for one in rows(self.store, MessageRow) if one.room_platform != "console"]:
            seen = f"{told}: {row.kind} is {row.status}, stands {stands[row.key]} times"
            if row.status not in ("sent", "undeliverable") or (row.status == "sent" and not stands[row.key]):
                lost.append(seen)
            if stands[row.key] > 1 and not (maybe_repeated(row.reason) and not self.side.chat.searchable):
                doubled.append(seen)
        return Outcome(kind, sum(stands.values()), AS_OFTEN, lost, doubled)


def _draw(_snapshot: Snapshot, message: MessageRow, _said: Sequence[NoticeRow]) -> Card:
    return Card(message.kind, (Text(message.key),))
