"""What is due now → a notice for everybody who is to hear of it, gathered in one digest per recipient and day."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, cast

from sqlalchemy import Insert, bindparam, select, text, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session

from domain.calendar import WorkCalendar, oslo_date
from domain.reminders import LATE_AFTER, Rung, send_at, sending_now
from storage.digests import ensure_digests, nothing_to_put
from storage.directory import Directory
from storage.planning import due_now, next_planned
from storage.recipients import hears
from storage.store import WRITER_LOCK, Store
from storage.tables import Row

Due = tuple[int, str, date, date | None, bool, date | None, datetime]
"""What the tick reads of a duty: id, owner, ladder_due, until, gentle, snoozed_until, next_reminder_at."""


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
        if not store.sqlite:  # the tick takes its turn among the commands: no duty changes under its hands
            session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": WRITER_LOCK})
        due = _due(session, now, limit)
        ticking = _Ticking(now, store.rules.calendar, platforms, store.directory_in(session))
        for row in due:
            ticking.see(row)
        _write(session, ticking)
        digests = ensure_digests(session, now)
    return Tick(len(due), len(ticking.notices), digests, tuple(ticking.lapsed), more=len(due) == limit)


def _due(session: Session, now: datetime, limit: int | None) -> Sequence[Due]:
    query = _DUE
    if limit is not None:
        query = query.order_by(_DUTY.c.next_reminder_at, _DUTY.c.id).limit(limit)
    return cast("Sequence[Due]", session.connection().execute(query, {"now": now}).all())


class _Ticking:
    """What a tick finds out, row by row; alike rows (the same ladder, the same owner) are worked out once."""

    def __init__(self, now: datetime, calendar: WorkCalendar, platforms: frozenset[str], directory: Directory) -> None:
        self.now, self.today = now, oslo_date(now)
        self.calendar, self.platforms, self.directory = calendar, platforms, directory
        self.notices: list[dict[str, object]] = []
        self.moves: list[dict[str, object]] = []
        self.lapsed: list[int] = []
        self._ladders: dict[tuple[object, ...], tuple[Rung | None, Rung | None, datetime | None]] = {}
        self._hearers: dict[tuple[str, int, bool], Iterable[tuple[str, bool]]] = {}
        self._late_now = now > send_at(self.today) + LATE_AFTER

    def see(self, row: Due) -> None:
        """Note who is to be told of the duty, and when it is its turn again."""
        id_, owner, ladder_due, until, gentle, snoozed, at = row
        ladder = self._ladders.get(row[2:])
        if ladder is None:
            ladder = self._ladders[row[2:]] = self._ladder(ladder_due, until, snoozed, at, gentle=gentle)
        rung, following, next_at = ladder
        number = following.number if following else None
        self.moves.append({"duty": id_, "next_reminder_at": next_at, "next_rung": number})
        if rung is None:
            if until is not None and self.today >= until:
                self.lapsed.append(id_)
            return
        late = self._late_now or rung.day < self.today
        for recipient, escalated in self._hears(
            owner, rung.number, silent=snoozed is not None and snoozed > self.today
        ):
            self.notices.append(
                {
                    "duty_id": id_,
                    "due": ladder_due,
                    "rung": rung.number,
                    "recipient": recipient,
                    "escalated": escalated,
                    "late": late,
                }
            )

    def _ladder(
        self, due: date, until: date | None, snoozed: date | None, at: datetime, *, gentle: bool
    ) -> tuple[Rung | None, Rung | None, datetime | None]:
        since = oslo_date(at) - timedelta(days=1)
        how: Mapping[str, Any] = {"gentle": gentle, "until": until, "snoozed_until": snoozed}
        rung = due_now(due, since, self.today, self.calendar, **how)
        following = next_planned(due, self.today, self.calendar, **how)
        return rung, following, send_at(following.day) if following else None

    def _hears(self, owner: str, rung: int, *, silent: bool) -> Iterable[tuple[str, bool]]:
        key = (owner, rung, silent)
        found = self._hearers.get(key)
        if found is None:
            found = self._hearers[key] = hears(
                self.directory, owner, rung, self.today, self.platforms, owner_silent=silent
            )
        return found


def _write(session: Session, ticking: _Ticking) -> None:
    if ticking.notices:
        session.connection().execute(_insert(session, ticking.now), ticking.notices)
    if ticking.moves:
        session.connection().execute(_MOVE, ticking.moves)


def _insert(session: Session, now: datetime) -> Insert:
    make = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    return make(Row.metadata.tables["notice"]).values(created_at=now, void=False).on_conflict_do_nothing()


_DUTY = Row.metadata.tables["duty"]
_DUE = select(
    *(_DUTY.c[name] for name in ("id", "owner", "ladder_due", "until", "gentle", "snoozed_until", "next_reminder_at"))
).where(text("next_reminder_at IS NOT NULL"), _DUTY.c.next_reminder_at <= bindparam("now"))
_MOVE = (
    update(_DUTY)
    .where(_DUTY.c.id == bindparam("duty"))
    .values(next_reminder_at=bindparam("next_reminder_at"), next_rung=bindparam("next_rung"))
)
