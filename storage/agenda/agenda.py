"""Agendas as kept: made from the template when first needed, numbered for good, with what was put off before."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sqlalchemy import func, or_
from sqlmodel import Session, col, select

from domain.meetings.agenda import CHANGES_ITEM, body_of, numbered, template
from domain.meetings.meetings import Meeting
from domain.meetings.minutes import DecisionState, ItemOutcome, MinutesState
from domain.meetings.steps import BEFORE_MEETING, State
from storage.agenda.body_meetings import meetings_of_body, next_meeting
from storage.decisions.decisions import decisions_of
from storage.tables import AgendaItemRow, DecisionRow, FollowUpOriginRow, FollowUpRow, MeetingRow, MinutesRow
from storage.unit_of_work.numbers import go_on_from
from storage.unit_of_work.unit import UnitOfWork


def items_of(session: Session, meeting_id: int, *, removed: bool = False) -> list[AgendaItemRow]:
    """The items of a meeting's agenda in order, internal ones last; none when it hasn't been made yet."""
    query = select(AgendaItemRow).where(AgendaItemRow.meeting_id == meeting_id)
    if not removed:
        query = query.where(col(AgendaItemRow.removed_on).is_(None))
    order = (col(AgendaItemRow.internal), col(AgendaItemRow.position), col(AgendaItemRow.id))
    return list(session.exec(query.order_by(*order)))


def made(session: Session, meeting_id: int) -> bool:
    """Whether the agenda stands as rows, with numbers."""
    query = select(AgendaItemRow.id).where(AgendaItemRow.meeting_id == meeting_id).limit(1)
    return session.exec(query).first() is not None


def agenda_of(session: Session, meeting: Meeting) -> list[AgendaItemRow]:
    """The agenda as it stands, or as it would be made now: then its items have neither id nor number."""
    return items_of(session, meeting.id) if made(session, meeting.id) else _planned(session, meeting)


def ensure_agenda(unit: UnitOfWork, meeting: Meeting) -> list[AgendaItemRow]:
    """The agenda as rows: the template's items and what was put off, numbered in order, if they aren't there yet."""
    session = unit.session
    if not made(session, meeting.id):
        for item in _planned(session, meeting):
            item.number = next_number(session, item.body, item.year)
            session.add(item)
            session.flush()
    return items_of(session, meeting.id)


def add_item(unit: UnitOfWork, meeting: Meeting, title: str, *, internal: bool = False) -> AgendaItemRow:
    """A new item at the end of an agenda that has been made."""
    session = unit.session
    item = _new(meeting, title=title, internal=internal, position=_last_position(session, meeting.id) + 1)
    item.number = next_number(session, item.body, item.year, internal=internal)
    session.add(item)
    session.flush()
    return item


def put_in_order(items: Iterable[AgendaItemRow]) -> None:
    """Items of one agenda in the order given; their numbers stay."""
    for position, item in enumerate(items, start=1):
        item.position = position


def number_for_now(session: Session, items: Sequence[AgendaItemRow]) -> None:
    """Give the items of an agenda that hasn't been made the numbers they would get, to be shown and not kept."""
    if items and not items[0].number:
        for number, item in enumerate(items, start=next_number(session, items[0].body, items[0].year)):
            item.number = number


def set_title(item: AgendaItemRow, title: str) -> None:
    """What an item is called, in its own words from now on."""
    item.title = title


def take_off(unit: UnitOfWork, item: AgendaItemRow, why: str) -> None:
    """An item is on the agenda no more; its number isn't given out again."""
    item.removed_on, item.removed_why = unit.today, why


def set_text(item: AgendaItemRow, text: str) -> None:
    """What minutes say under an item."""
    item.text = text


def set_outcome(unit: UnitOfWork, item: AgendaItemRow, outcome: ItemOutcome) -> None:
    """What has become of an item at its meeting, and with it of the next agenda."""
    item.outcome = outcome
    follow_carried(unit, item)


def write_item(item: AgendaItemRow, text: str, outcome: ItemOutcome) -> None:
    """What minutes written in one go say of an item; the next agenda is left alone."""
    item.text, item.outcome = text, outcome


def set_basis(session: Session, item: AgendaItemRow, basis: str) -> None:
    """By which law an item is exempt from public access, also where it stands again; empty: it isn't."""
    item.exempt = basis
    for row, _ in _copies(session, item) if basis else ():
        set_basis(session, row, row.exempt or basis)


def closed_needs(session: Session, county: str) -> list[tuple[int, str]]:
    """What a county's meetings have said must change in its agreement (§ 2.2), at an item that is exempt: (meeting,
    text)."""
    query = (
        select(MinutesRow.meeting_id, MinutesRow.change_text)
        .join(AgendaItemRow, col(AgendaItemRow.meeting_id) == col(MinutesRow.meeting_id))
        .where(
            AgendaItemRow.body == county,
            AgendaItemRow.template == CHANGES_ITEM,
            AgendaItemRow.exempt != "",
            MinutesRow.change_text != "",
        )
    )
    return [(meeting, text.strip()) for meeting, text in session.exec(query)]


def next_number(session: Session, body: str, year: int, *, internal: bool = False) -> int:
    """The next number of a body's series; removed items keep theirs, so none comes twice."""
    query = select(func.max(AgendaItemRow.number)).where(
        AgendaItemRow.body == body, AgendaItemRow.year == year, AgendaItemRow.internal == internal
    )
    series = f"agenda_item {body} {year}{' internal' if internal else ''}"
    return max(session.exec(query).one() or 0, go_on_from(session, series)) + 1


def source_of(session: Session, item: AgendaItemRow) -> AgendaItemRow:
    """The item of an earlier agenda that this one was carried over from; itself when it wasn't."""
    return item if item.carried_from is None else session.get_one(AgendaItemRow, item.carried_from)


def first_of(session: Session, item: AgendaItemRow) -> AgendaItemRow:
    """The item as it first stood on an agenda, however often it has been carried over since."""
    while item.carried_from is not None:
        item = source_of(session, item)
    return item


def follow_carried(unit: UnitOfWork, item: AgendaItemRow) -> None:
    """What has become of an item, for the next agenda where that has been made: one that falls in stands there too.

    Only agendas of meetings to come are changed: one that was called off has no agenda, one that was held its minutes.
    """
    if item.internal:
        return
    copies = _copies(unit.session, item)
    ahead = [row for row, meeting in copies if meeting.state in BEFORE_MEETING]
    if not _falls_in(unit.session, item):
        for row in ahead:
            if row.removed_on is None and not row.text and not row.outcome:
                row.removed_on = unit.today
    elif ahead:
        ahead[0].removed_on = None
    elif not copies:
        _carry(unit, item)


def carry_undiscussed(unit: UnitOfWork, meeting_id: int) -> None:
    """The minutes of a meeting have been approved: what nobody said anything of falls into the next agenda."""
    for item in items_of(unit.session, meeting_id):
        if not item.outcome:
            follow_carried(unit, item)


def release_carried(unit: UnitOfWork, meeting_id: int) -> None:
    """A meeting has been called off: what had been put off to it falls into the next agenda instead."""
    for row in items_of(unit.session, meeting_id):
        if row.carried_from is not None:
            follow_carried(unit, unit.session.get_one(AgendaItemRow, row.carried_from))


def _carry(unit: UnitOfWork, item: AgendaItemRow) -> None:
    session = unit.session
    follower = next_meeting(session, item)
    if follower is not None and made(session, follower.id) and not _comes_anyway(item, follower):
        carried = _carried(item, follower.id, follower.year)
        carried.position = _last_position(session, follower.id) + 1
        carried.number = next_number(session, carried.body, carried.year)
        session.add(carried)
        session.flush()


def _copies(session: Session, item: AgendaItemRow) -> list[tuple[AgendaItemRow, MeetingRow]]:
    """Where an item stands again, removed ones included; agendas of meetings that were called off don't count."""
    query = (
        select(AgendaItemRow, MeetingRow)
        .join(MeetingRow, col(MeetingRow.id) == col(AgendaItemRow.meeting_id))
        .where(AgendaItemRow.carried_from == item.id, MeetingRow.state != State.CANCELLED)
    )
    return list(session.exec(query.order_by(col(AgendaItemRow.id))))


def _falls_in(session: Session, item: AgendaItemRow) -> bool:
    """Whether an item is to come up again: it was put off, or left without a word in minutes that are approved."""
    if item.outcome == ItemOutcome.POSTPONED:
        return True
    if item.outcome or item.text:
        return False
    minutes = session.exec(select(MinutesRow).where(MinutesRow.meeting_id == item.meeting_id)).first()
    if minutes is None or minutes.state != MinutesState.APPROVED:
        return False
    if item.template == CHANGES_ITEM and minutes.change_needed is not None:
        return False  # dealt with by the answer
    return not _decided(session, item) and not follow_ups_under(session, [item.id])


def _decided(session: Session, item: AgendaItemRow) -> bool:
    """Whether anything was decided at the item, and stands."""
    made = (one for one in decisions_of(session, item.meeting_id) if one.item_id == item.id)
    return any(one.state != DecisionState.WITHDRAWN for one in made)


def item_by_number(
    session: Session, bodies: Iterable[str] | None, year: int, number: int, *, internal: bool = False
) -> list[AgendaItemRow]:
    """The items of that number, removed ones included; of these bodies, when given."""
    query = select(AgendaItemRow).where(
        AgendaItemRow.year == year, AgendaItemRow.number == number, AgendaItemRow.internal == internal
    )
    if bodies is not None:
        query = query.where(col(AgendaItemRow.body).in_(list(bodies)))
    return list(session.exec(query.order_by(col(AgendaItemRow.id))))


def follow_ups_under(session: Session, item_ids: Iterable[int]) -> dict[int, list[FollowUpRow]]:
    """item → the follow-ups noted under it, in order of their numbers."""
    query = (
        select(FollowUpOriginRow.item_id, FollowUpRow)
        .join(FollowUpRow, col(FollowUpRow.id) == col(FollowUpOriginRow.follow_up_id))
        .where(col(FollowUpOriginRow.item_id).in_(list(item_ids)))
        .order_by(col(FollowUpRow.id))
    )
    found: dict[int, list[FollowUpRow]] = {}
    for item, row in session.exec(query):
        if item is not None:
            found.setdefault(item, []).append(row)
    return found


class ClosedOrigin(NamedTuple):
    """A meeting at whose closed item something arose. internal: the item is its convener's own; else it is exempt."""

    meeting_id: int
    internal: bool


def closed_origins(session: Session) -> dict[int, set[ClosedOrigin]]:
    """follow-up → the closed items it comes from, by themselves or through a decision; those without any left out."""
    closed = select(AgendaItemRow.id, AgendaItemRow.meeting_id, AgendaItemRow.internal)
    items = {
        number: ClosedOrigin(meeting, internal)
        for number, meeting, internal in session.exec(
            closed.where(or_(col(AgendaItemRow.exempt) != "", col(AgendaItemRow.internal)))
        )
    }
    if not items:
        return {}
    origin = (col(FollowUpOriginRow.item_id), col(DecisionRow.item_id))
    query = (
        select(FollowUpOriginRow.follow_up_id, *origin)
        .outerjoin(DecisionRow, col(DecisionRow.id) == col(FollowUpOriginRow.decision_id))
        .where(or_(*(one.in_(list(items)) for one in origin)))
    )
    found: dict[int, set[ClosedOrigin]] = {}
    for number, *under in session.exec(query):
        found.setdefault(number, set()).update(items[one] for one in under if one in items)
    return found


def _planned(session: Session, meeting: Meeting) -> list[AgendaItemRow]:
    """The template's items, and then what was put off before, or left out."""
    items = [_new(meeting, template=one.id, clause=one.clause, mandatory=one.mandatory) for one in numbered(meeting)]
    items += [_carried(item, meeting.id, meeting.year) for item in _fallen_in(session, meeting)]
    for position, item in enumerate(items, start=1):
        item.position = position
    return items


def _fallen_in(session: Session, meeting: Meeting) -> list[AgendaItemRow]:
    """Items of the body's earlier meetings that are to come up again and stand on no later agenda."""
    earlier: list[int] = []
    for other in meetings_of_body(session, body_of(meeting)):
        if other.id == meeting.id:
            break
        earlier.append(other.id)
    standing = col(MeetingRow.id) == col(AgendaItemRow.meeting_id)
    carried = (
        select(AgendaItemRow.carried_from)
        .join(MeetingRow, standing)
        .where(col(AgendaItemRow.carried_from).is_not(None), MeetingRow.state != State.CANCELLED)
    )
    query = select(AgendaItemRow).where(
        col(AgendaItemRow.meeting_id).in_(earlier),
        col(AgendaItemRow.outcome).in_((ItemOutcome.POSTPONED, ItemOutcome.NONE)),
        col(AgendaItemRow.internal).is_(False),
        col(AgendaItemRow.removed_on).is_(None),
        col(AgendaItemRow.id).not_in(carried),
    )
    rows = session.exec(query.order_by(col(AgendaItemRow.id)))
    return [item for item in rows if not _comes_anyway(item, meeting) and _falls_in(session, item)]


def _comes_anyway(item: AgendaItemRow, meeting: Meeting) -> bool:
    """Whether the model has the item on the later agenda in any case."""
    return not item.title and item.template in {one.id for one in template(meeting)}


def _carried(item: AgendaItemRow, meeting_id: int, year: int) -> AgendaItemRow:
    """The item anew on a later agenda."""
    return AgendaItemRow(
        meeting_id=meeting_id,
        body=item.body,
        year=year,
        number=0,
        position=0,
        title=item.title,
        template=item.template,
        clause=item.clause,
        carried_from=item.id,
        exempt=item.exempt,
    )


def _new(
    meeting: Meeting,
    *,
    title: str = "",
    template: str = "",
    clause: str = "",
    mandatory: bool = False,
    internal: bool = False,
    position: int = 0,
) -> AgendaItemRow:
    return AgendaItemRow(
        meeting_id=meeting.id,
        body=body_of(meeting),
        year=meeting.year,
        number=0,
        position=position,
        title=title,
        template=template,
        clause=clause,
        mandatory=mandatory,
        internal=internal,
    )


def _last_position(session: Session, meeting_id: int) -> int:
    query = select(func.max(AgendaItemRow.position)).where(AgendaItemRow.meeting_id == meeting_id)
    return session.exec(query).one() or 0
