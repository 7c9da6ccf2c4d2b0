"""Duties in a list: state, what it is, by when, which clause, and what to press. Shared by replies and reminders.

An item that is over has no buttons, and says no more than its reader may read now: what has gone to others is named,
no more.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from handlers.cards import Item, Sign
from handlers.core.context import CommandContext
from handlers.core.wording import duty_state
from handlers.subjects import OF_KIND, SUBJECTS
from handlers.views.subject import Listed
from handlers.views.view import View
from storage.duties.duties import OpenDuty
from storage.tables import DutyRow
from storage.unit_of_work.session import Session

Things = Mapping[tuple[str, int], Any]
"""(kind, number) → what duties are about, each as its `Subject` loads it."""


def known(duties: Iterable[OpenDuty]) -> list[OpenDuty]:
    """Without what only a newer version beside this one knows: that is left to it."""
    return [duty for duty in duties if duty.subject_kind in OF_KIND]


def readable(context: CommandContext, duties: Iterable[OpenDuty]) -> list[OpenDuty]:
    """Without what another county keeps to itself, and what is closed: people read what their organisation takes part
    in."""
    duties = known(duties)
    numbers = _numbers(duties)
    read = {one.kind: one.readable(context, numbers[one.kind]) for one in SUBJECTS if numbers[one.kind]}
    return [duty for duty in duties if duty.subject_id in read[duty.subject_kind]]


def things_of(session: Session, duties: Iterable[Listed], *, whole: Collection[int] = ()) -> Things:
    """What the duties are about, a query for each kind. whole: the ids of duties of which all is told."""
    duties = list(duties)
    numbers, told = _numbers(duties), _numbers(duty for duty in duties if duty.id in whole)
    return {
        (one.kind, number): thing
        for one in SUBJECTS
        for number, thing in {
            **(one.load(session, numbers[one.kind]) if numbers[one.kind] else {}),
            **(one.load_whole(session, told[one.kind]) if told[one.kind] else {}),
        }.items()
    }


def things_as_they_stand(session: Session, duties: Sequence[DutyRow]) -> Things:
    """What the duties are about; of those that are done, whole: whose step was taken is said."""
    return things_of(session, duties, whole={duty.id for duty in duties if duty.done_on is not None})


def _numbers(duties: Iterable[Listed]) -> Mapping[str, set[int]]:
    """kind → the numbers of what the duties are about."""
    found: dict[str, set[int]] = defaultdict(set)
    for duty in duties:
        found[duty.subject_kind].add(duty.subject_id)
    return found


def duty_items(view: View, duties: Sequence[Listed], said: Mapping[int, str] | None = None) -> list[Item]:
    """The duties as items, in the order given. `said`: more to say about a duty, by its id."""
    things = things_of(view.session, duties)
    return [
        duty_item(view, duty, thing, (said or {}).get(duty.id, ""))
        for duty in duties
        if (thing := things.get((duty.subject_kind, duty.subject_id))) is not None
    ]


def duty_item(view: View, duty: Listed, thing: Any, more: str = "") -> Item:
    """One duty as an item."""
    subject = OF_KIND[duty.subject_kind]
    sign, word = duty_state(view.language, duty, view.today)
    owner = view.directory.organisations[duty.owner].short
    key = "status.duty-own" if duty.owner == view.organisation else "status.duty"
    buttons, left = subject.buttons(view, duty, thing)
    lines = [view.say(key, day=duty.due, clause=duty.clause, owner=owner), *subject.lines(view, thing), more, left]
    return Item(subject.name(view, duty, thing), "\n".join(filter(None, lines)), sign, word, buttons)


def duty_over(view: View, duty: DutyRow, thing: Any | None, *, owned: bool) -> Item | None:
    """A duty that is over for the reader; None: it is still to be done. owned: it was shown to them as their own.

    What is over comes loaded whole.
    """
    subject = OF_KIND.get(duty.subject_kind)
    if subject is None or thing is None:
        name = subject.gone_name(view, duty.subject_id) if subject else view.say("redraw.something")
        return Item(name, "", Sign.IDLE, view.say("redraw.gone"))
    return subject.over(view, duty, thing, owned=owned)
