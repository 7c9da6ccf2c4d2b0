"""What a sent message shows, by name, and what a transaction has touched, by the same names.

A subject is a word: «follow_up:7», «duty:12», «meeting:3», or what a party does at a meeting, «meeting:3:siva»; all
that is open in a county, «open:agder»; its agreement, «agreement:agder», and what is in it, «measures:agder»; where a
message stands, «room:slack:T1:C1», and to whom, «person:5»: who they were by themselves, whatever others they are
joined to.
"""

from collections.abc import Iterable, Sequence

from sqlmodel import Session, col, select

from domain.accounts import Address, taken_apart
from domain.meetings.meetings import MeetingKind
from storage.people.directory import roots
from storage.people.linked_accounts import joins, one_with
from storage.tables import (
    AccountRow,
    AgendaItemRow,
    AgreementChangeRow,
    AgreementPartyRow,
    AgreementRow,
    DutyRow,
    FollowUpRow,
    MeasureContributorRow,
    MeasureRow,
    MeasureUpdateRow,
    MeetingRow,
    MessageRow,
    MinutesAnswerRow,
    MinutesRow,
    NoticeRow,
    PersonJoinRow,
    RoleRequestRow,
    RoleRow,
    RoomRow,
    RoomState,
    Row,
    StepRow,
)

NATIONAL = "national"
AGREEMENTS = "agreements"
"""Every county's agreement: the measures at EU level stand on the national agenda."""


def subjects_of(session: Session, message: MessageRow, notices: Iterable[NoticeRow], place: Address) -> set[str]:
    """What a message at this place shows. notices: a digest's."""
    found = _readers(session, message, place) if place.direct else {f"room:{place}"}
    found |= _of_duties(session, message, notices)
    found |= _of_agreements(session, message)
    found |= _of_follow_ups(message)
    found |= _of_access(message)
    if "request" in message.facts:
        found.add(f"request:{message.facts['request']}")
    if "doubted" in message.facts:
        found.add(message.kind)
    if "organisation" in message.facts:
        found.add(f"rooms:{message.facts['organisation']}")
    if ref := message.facts.get("meeting"):
        found |= _of_meeting(session.exec(select(MeetingRow).where(MeetingRow.ref == ref)).first(), message)
    return found


def _of_access(message: MessageRow) -> set[str]:
    """Whose roles have changed, where messages go, whose accounts were joined."""
    found = {f"roles:{message.organisation}"} if {"given", "ended"} & message.facts.keys() else set()
    return found | {f"person:{message.facts[name]}" for name in ("person", "joined_to") if name in message.facts}


def _readers(session: Session, message: MessageRow, place: Address) -> set[str]:
    """Who was written to, who that is, and whose account it was: any of them may be joined to others, or leave them."""
    number = taken_apart(message.recipient).person
    query = select(AccountRow.person_id).where(
        AccountRow.platform == place.platform,
        AccountRow.workspace == place.workspace,
        AccountRow.user == place.channel,
    )
    people = {number, roots(joins(session)).get(number, number), *session.exec(query)}
    return {f"person:{one}" for one in people}


def _of_duties(session: Session, message: MessageRow, notices: Iterable[NoticeRow]) -> set[str]:
    """Duties, and what they are about: its name can change without them."""
    query = select(DutyRow.id, DutyRow.subject_kind, DutyRow.subject_id)
    duties: list[tuple[int | None, str, int]] = []
    if wanted := [notice.duty_id for notice in notices if not notice.void]:
        duties += session.exec(query.where(col(DutyRow.id).in_(wanted))).all()
    if key := message.facts.get("duty"):
        duties += session.exec(query.where(DutyRow.key == key)).all()
    return {name for number, kind, subject in duties for name in (f"duty:{number}", f"{kind}:{subject}")}


def _of_agreements(session: Session, message: MessageRow) -> set[str]:
    """A measure and the agreement it stands in, or an agreement alone."""
    found: set[str] = set()
    number = int(message.facts.get("agreement", 0))
    if "measure" in message.facts:
        found.add(f"measure:{message.facts['measure']}")
        measure = session.get(MeasureRow, int(message.facts["measure"]))
        number = measure.agreement_id if measure else number
    return found | {f"agreement:{county}" for county in (_county(session, number) if number else ())}


def _of_follow_ups(message: MessageRow) -> set[str]:
    numbers = (message.facts.get("follow_up", ""), *message.facts.get("follow_ups", "").split(","))
    return {f"follow_up:{number}" for number in numbers if number}


def _of_meeting(row: MeetingRow | None, message: MessageRow) -> set[str]:
    if row is None:
        return set()
    found = {f"meeting:{row.id}", f"meeting:{row.id}:{message.organisation}"}
    if who := message.facts.get("from"):
        found.add(f"meeting:{row.id}:{who}")
    if message.kind.startswith("minutes"):
        found.add(f"minutes:{row.id}")
    if message.kind in ("convening", "papers"):
        regional = row.kind == MeetingKind.REGIONAL
        found |= {f"agenda:{row.id}", f"measures:{row.organisation}" if regional else AGREEMENTS}
        if message.kind == "papers":  # with what falls in under each item, and the open follow-ups
            found.add(f"open:{row.organisation if regional else NATIONAL}")
    return found


def touched_subjects(session: Session, rows: Iterable[Row]) -> set[str]:
    """The names of what a transaction has touched."""
    found: set[str] = set()
    for row in rows:
        for names in (_names_of_agreement, _names_of_meeting, _names_of_outcome, _names_of_person):
            found.update(names(session, row))
    return found


def _names_of_agreement(session: Session, row: Row) -> Sequence[str]:
    """Agreements, their measures, and what is reported and changed."""
    match row:
        case MeasureRow():
            return (f"measure:{row.id}", *_measures(_county(session, row.agreement_id)))
        case MeasureUpdateRow():
            return (f"measure:{row.measure_id}",)
        case MeasureContributorRow():
            measure = session.get(MeasureRow, row.measure_id)
            return _names_of_agreement(session, measure) if measure else ()
        case AgreementRow():
            return (f"agreement:{row.county}", *_measures((row.county,)))
        case AgreementChangeRow() | AgreementPartyRow():
            county = _county(session, row.agreement_id)
            return (*(f"agreement:{one}" for one in county), *_measures(county))
    return ()


def _names_of_meeting(_session: Session, row: Row) -> Sequence[str]:
    """Meetings, what is done for them, and their agendas."""
    match row:
        case MeetingRow():
            return (f"meeting:{row.id}",)
        case StepRow():
            return (f"meeting:{row.meeting_id}:{row.organisation}",)
        case AgendaItemRow():
            return (f"agenda:{row.meeting_id}",)
    return ()


def _names_of_outcome(session: Session, row: Row) -> Sequence[str]:
    """What comes of meetings: minutes, what the parties say to them, and follow-ups."""
    match row:
        case FollowUpRow():
            return (f"follow_up:{row.id}", f"open:{row.county or NATIONAL}")
        case MinutesRow():
            return (f"minutes:{row.meeting_id}",)
        case MinutesAnswerRow():
            minutes = session.get(MinutesRow, row.minutes_id)
            return (f"meeting:{minutes.meeting_id}:{row.organisation}",) if minutes else ()
    return ()


def _names_of_person(session: Session, row: Row) -> Sequence[str]:
    """People, their roles and accounts, and the rooms they write in."""
    match row:
        case RoleRequestRow():
            return (f"request:{row.id}", f"request:{row.batch}")
        case RoleRow():
            return (f"roles:{row.organisation}", *_people(session, row.person_id))
        case AccountRow():
            return _people(session, row.person_id)
        case PersonJoinRow():
            return _people(session, row.person_id, row.joined_to)
        case RoomRow() if row.state != RoomState.REFUSED:  # one that turned a message away shows no less than before
            place = Address(row.platform, row.workspace, row.channel)
            return (f"room:{place}", f"rooms:{row.organisation}")
    return ()


def _people(session: Session, *numbers: int) -> Sequence[str]:
    """These people and all who are one with them: what one is given, the others hold, too."""
    return tuple(f"person:{one}" for one in one_with(session, *numbers))


def _county(session: Session, agreement: int) -> Sequence[str]:
    """The county of an agreement, if it is there."""
    row = session.get(AgreementRow, agreement)
    return (row.county,) if row else ()


def _measures(county: Sequence[str]) -> Sequence[str]:
    """What falls in on agendas: a county's measures and what is proposed for them."""
    return (*(f"measures:{one}" for one in county), AGREEMENTS)
