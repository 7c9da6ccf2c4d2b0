"""Who may read a thing, asked before anything of it is described. What is not theirs to read is to them not there.

What arises at an item that is exempt from public access, or internal, is as closed as the item. Its owner reads its own
text and date, and never where it comes from.
"""

from collections.abc import Iterable
from typing import Protocol

from domain.meetings.meetings import Meeting
from domain.organisations import Kind
from domain.permissions import About, Act, Actor, decide
from storage.agenda.agenda import ClosedOrigin, closed_needs, closed_origins
from storage.decisions.search import DecisionReader
from storage.meetings.lists import meetings_numbered
from storage.meetings.meetings import parties_known
from storage.people.directory import Directory
from storage.tables import AgendaItemRow, FollowUpRow
from storage.unit_of_work.session import Session


class Reader(Protocol):
    """For whom something is drawn or looked up."""

    @property
    def session(self) -> Session:
        """The database as it is read."""

    @property
    def directory(self) -> Directory:
        """Who is who."""

    @property
    def reads_as(self) -> Actor:
        """Whose rights decide: the asker's, or in a room those that everybody there has."""


def reads_exempt(reader: Reader, meeting: Meeting) -> bool:
    """Whether they read what is exempt from public access at a meeting: its parties, KS' leads, its editors."""
    about = About(county=meeting.county, parties=parties_known(reader.directory, meeting))
    return decide(Act.READ_EXEMPT, reader.reads_as, about).allowed


def reads_internal(reader: Reader, meeting: Meeting) -> bool:
    """Whether they read the internal items of a meeting: the people of who convenes it, and nobody else."""
    return decide(Act.READ_INTERNAL, reader.reads_as, About(parties=(meeting.organisation,))).allowed


def reads_item(reader: Reader, item: AgendaItemRow, meeting: Meeting) -> bool:
    """Whether they read what an item is about; that an exempt one is there is no secret."""
    if item.internal:
        return reads_internal(reader, meeting)
    return not item.exempt or reads_exempt(reader, meeting)


def reads_follow_up(reader: Reader, row: FollowUpRow) -> bool:
    """Whether they read a follow-up."""
    return bool(readable_follow_ups(reader, [row]))


def readable_follow_ups(reader: Reader, rows: Iterable[FollowUpRow]) -> list[FollowUpRow]:
    """Those of these follow-ups that they may read, in the order given."""
    actor = reader.reads_as
    known = [
        row for row in rows if decide(Act.READ_FOLLOW_UP, actor, About(county=row.county, owner=row.owner)).allowed
    ]
    closed = closed_origins(reader.session) if any(row.owner != actor.organisation for row in known) else {}
    hidden = _closed_to(reader, {one for row in known for one in closed.get(row.id, ())})
    return [row for row in known if row.owner == actor.organisation or not closed.get(row.id, set()) & hidden]


def closed_numbers(reader: Reader) -> set[int]:
    """The numbers of the follow-ups whose closed origin keeps them from being read, whoever owns them."""
    closed = closed_origins(reader.session)
    hidden = _closed_to(reader, {one for origins in closed.values() for one in origins})
    return {number for number, origins in closed.items() if origins & hidden}


def is_closed(reader: Reader, row: FollowUpRow) -> bool:
    """Whether a follow-up comes from an item that isn't open to everybody."""
    return row.id in closed_origins(reader.session)


def reads_origin(reader: Reader, row: FollowUpRow) -> bool:
    """Whether they read the items that a follow-up comes from."""
    return row.id not in closed_numbers(reader)


def _closed_to(reader: Reader, origins: Iterable[ClosedOrigin]) -> set[ClosedOrigin]:
    """Those of these origins that they don't read."""
    origins = set(origins)
    meetings = {one.id: one for one in meetings_numbered(reader.session, {one.meeting_id for one in origins})}
    return {
        one
        for one in origins
        if not (reads_internal if one.internal else reads_exempt)(reader, meetings[one.meeting_id])
    }


def reads_need(reader: Reader, county: str, text: str) -> bool:
    """Whether they read what a county's meeting said must change in its agreement; at a closed item, who reads that."""
    meetings = {meeting for meeting, said in closed_needs(reader.session, county) if said == text.strip()}
    return not _closed_to(reader, {ClosedOrigin(one, internal=False) for one in meetings})


def decision_reader(reader: Reader) -> DecisionReader:
    """What they read of decisions: the agencies take part everywhere, KS' leads coordinate the whole, a county has its
    own."""
    actor = reader.reads_as
    everything = actor.kind is Kind.AGENCY or (actor.kind is Kind.KS and actor.leads)
    return DecisionReader(actor.organisation if actor.kind is Kind.COUNTY else "", everything)
