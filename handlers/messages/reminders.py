"""What is due now → a notice for everybody who is to hear of it, gathered in one digest per recipient and day."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from domain.calendar import WorkCalendar, oslo_date
from domain.duties.reminders import LATE_AFTER, due_now, next_planned, send_at, sending_now
from storage.delivery.digests import ensure_digests, nothing_to_put
from storage.duties.due import Alike, Ladder, Notice, due_duties, insert_notices, ladder, move_on
from storage.people.directory import Directory
from storage.people.recipients import recipients_for
from storage.unit_of_work.store import Store


@dataclass(frozen=True, slots=True)
class Tick:
    """What one tick did. `lapsed`: duties that had lost their meaning before a missed reminder of them could go out;
    they are reported, not reminded of. `more`: the limit was reached, tick again at once.
    """

    duties: int = 0
    notices: int = 0
    digests: int = 0
    lapsed: tuple[int, ...] = ()
    more: bool = False


NOTHING = Tick()


def put_due(store: Store, now: datetime, platforms: frozenset[str], limit: int | None = None) -> Tick:
    """Write a notice of everything due, move on exactly those duties, and have a digest ready; one transaction.

    Does nothing outside sending hours. Costs what is due, not what exists: an idle tick reads three indexes. However
    often and by however many processes it is run, each rung gives each recipient one notice. `platforms`: the active
    ones, which decide who can be reached directly. limit: at most so many duties, the longest due first.
    """
    if not sending_now(now, store.rules.calendar):
        return NOTHING
    with store.read(now) as snapshot:
        if nothing_to_put(snapshot.session, now):
            return NOTHING
    with store.transaction() as session:
        store.take_turn(session)  # among the commands: no duty changes under its hands
        due = due_duties(session, now, limit)
        ticking = _Ticking(now, store.rules.calendar, platforms, store.directory_in(session))
        for alike, duties in due.items():
            ticking.see(alike, duties)
        insert_notices(session, now, ticking.notices)
        move_on(session, ticking.moves)
        digests = ensure_digests(session, now)
    seen, notices = _count(due), _count(ticking.notices)
    return Tick(seen, notices, digests, tuple(ticking.lapsed), more=seen == limit)


def _count(grouped: Mapping[Any, Sequence[int]]) -> int:
    return sum(map(len, grouped.values()))


@dataclass(frozen=True, slots=True)
class _Step:
    """What comes of one ladder today: the rung to remind of (None: none), and when the next one is."""

    due: date
    rung: int | None
    late: bool
    silent: bool
    lapsed: bool
    then: tuple[datetime | None, int | None]


class _Ticking:
    """What a tick finds out; duties that are alike (the same ladder, the same owner) are worked out once."""

    def __init__(self, now: datetime, calendar: WorkCalendar, platforms: frozenset[str], directory: Directory) -> None:
        self.now, self.today = now, oslo_date(now)
        self.calendar, self.platforms, self.directory = calendar, platforms, directory
        self.notices: defaultdict[Notice, list[int]] = defaultdict(list)
        self.moves: defaultdict[tuple[datetime | None, int | None], list[int]] = defaultdict(list)
        self.lapsed: list[int] = []
        self._ladders: dict[Ladder, _Step] = {}
        self._hearers: dict[tuple[str, int, bool], Iterable[tuple[str, bool]]] = {}
        self._late_now = now > send_at(self.today) + LATE_AFTER

    def see(self, alike: Alike, duties: Sequence[int]) -> None:
        """Note who is to be told of these duties, and when it is their turn again."""
        owner, rungs = alike[0], ladder(alike)
        step = self._ladders.get(rungs)
        if step is None:
            step = self._ladders[rungs] = self._step(*rungs)
        self.moves[step.then] += duties
        if step.lapsed:
            self.lapsed += duties
        if step.rung is not None:
            for recipient, escalated in self._hears(owner, step.rung, silent=step.silent):
                self.notices[Notice(step.due, step.rung, recipient, escalated, step.late)] += duties

    def _step(self, due: date, until: date | None, gentle: bool, snoozed: date | None, at: datetime) -> "_Step":  # noqa: FBT001 - a row
        since = oslo_date(at) - timedelta(days=1)
        how: Mapping[str, Any] = {"gentle": gentle, "until": until, "snoozed_until": snoozed}
        rung = due_now(due, since, self.today, self.calendar, **how)
        following = next_planned(due, self.today, self.calendar, **how)
        return _Step(
            due=due,
            rung=rung.number if rung else None,
            late=rung is not None and (self._late_now or rung.day < self.today),
            silent=snoozed is not None and snoozed > self.today,
            lapsed=rung is None and until is not None and self.today >= until,
            then=(send_at(following.day), following.number) if following else (None, None),
        )

    def _hears(self, owner: str, rung: int, *, silent: bool) -> Iterable[tuple[str, bool]]:
        key = (owner, rung, silent)
        found = self._hearers.get(key)
        if found is None:
            found = self._hearers[key] = recipients_for(
                self.directory, owner, rung, self.today, self.platforms, owner_silent=silent
            )
        return found
