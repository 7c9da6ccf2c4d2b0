"""What a sent message shows, by name, and what a transaction has touched, by the same names.

A subject is a word: «follow_up:7», «duty:12», «meeting:3», or what a party does at a meeting, «meeting:3:siva»; all
that is open in a county, «open:agder»; its agreement, «agreement:agder», and what is in it, «measures:agder»; where a
message stands, «room:slack:T1:C1», and to whom, «person:5»: who they were by themselves, whatever others they are
joined to.
"""

from collections.abc import Iterable, Sequence

from sqlmodel import Session, col, select

from domain.meetings.meetings import MeetingKind
from storage.people.directory import roots
from storage.people.linked_accounts import joins, one_with
from storage.people.recipients import Address, taken_apart
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
    Row,
    StepRow,
)

NATIONAL = "national"
AGREEMENTS = "agreements"
"""Every county's agreement: the measures at EU level stand on the national agenda."""


def subjects_of(session: Session, message: MessageRow, notices: Iterable[NoticeRow], place: Address) -> set[str]:
    """What a message at this place shows. notices: a digest's."""
    found = _readers(session, message, place) if place.direct else {f"room:{place}"}
    query = select(DutyRow.id, DutyRow.subject_kind, DutyRow.subject_id)
    wanted = [notice.duty_id for notice in notices if not notice.void]
    if wanted:
        found |= _of_duties(session.exec(query.where(col(DutyRow.id).in_(wanted))).all())
    facts = message.facts
    if key := facts.get("duty"):
        found |= _of_duties(session.exec(query.where(DutyRow.key == key)).all())
    follow_ups = (facts.get("follow_up", ""), *facts.get("follow_ups", "").split(","))
    found |= {f"follow_up:{number}" for number in follow_ups if number}
    found |= {f"{name}:{facts[name]}" for name in ("measure", "request") if name in facts}
    measure = session.get(MeasureRow, int(facts["measure"])) if "measure" in facts else None
    if number := measure.agreement_id if measure else int(facts.get("agreement", 0)):
        found |= {f"agreement:{county}" for county in _county(session, number)}
    if "organisation" in facts:
        found.add(f"rooms:{facts['organisation']}")
    if ref := facts.get("meeting"):
        found |= _of_meeting(session.exec(select(MeetingRow).where(MeetingRow.ref == ref)).first(), message)
    return found


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


def _of_duties(duties: Iterable[tuple[int | None, str, int]]) -> set[str]:
    """Duties, and what they are about: its name can change without them."""
    return {name for number, kind, subject in duties for name in (f"duty:{number}", f"{kind}:{subject}")}


def _of_meeting(row: MeetingRow | None, message: MessageRow) -> set[str]:
    if row is None:
        return set()
    found = {f"meeting:{row.id}", f"meeting:{row.id}:{message.organisation}"}
    if who := message.facts.get("from"):
        found.add(f"meeting:{row.id}:{who}")
    if message.kind.startswith("minutes"):
        found.add(f"minutes:{row.id}")
    if message.kind in ("convening", "papers"):
        regional = row.kind == MeetingKind.REGIONAL.value
        found |= {f"agenda:{row.id}", f"measures:{row.organisation}" if regional else AGREEMENTS}
        if message.kind == "papers":  # with what falls in under each item, and the open follow-ups
            found.add(f"open:{row.organisation if regional else NATIONAL}")
    return found


def touched_subjects(session: Session, rows: Iterable[Row]) -> set[str]:
    """The names of what a transaction has touched."""
    found: set[str] = set()
    for row in rows:
        found.update(_names(session, row))
    return found


def _names(session: Session, row: Row) -> Sequence[str]:  # noqa: C901, PLR0911, PLR0912 - a table, one line each
    match row:
        case FollowUpRow():
            return (f"follow_up:{row.id}", f"open:{row.county or NATIONAL}")
        case MeasureRow():
            return (f"measure:{row.id}", *_measures(_county(session, row.agreement_id)))
        case MeasureUpdateRow():
            return (f"measure:{row.measure_id}",)
        case MeasureContributorRow():
            measure = session.get(MeasureRow, row.measure_id)
            return _names(session, measure) if measure else ()
        case AgreementRow():
            return (f"agreement:{row.county}", *_measures((row.county,)))
        case AgreementChangeRow() | AgreementPartyRow():
            county = _county(session, row.agreement_id)
            return (*(f"agreement:{one}" for one in county), *_measures(county))
        case MeetingRow():
            return (f"meeting:{row.id}",)
        case StepRow():
            return (f"meeting:{row.meeting_id}:{row.organisation}",)
        case AgendaItemRow():
            return (f"agenda:{row.meeting_id}",)
        case MinutesRow():
            return (f"minutes:{row.meeting_id}",)
        case MinutesAnswerRow():
            minutes = session.get(MinutesRow, row.minutes_id)
            return (f"meeting:{minutes.meeting_id}:{row.organisation}",) if minutes else ()
        case RoleRequestRow():
            return (f"request:{row.id}",)
        case RoleRow() | AccountRow():
            return _people(session, row.person_id)
        case PersonJoinRow():
            return _people(session, row.person_id, row.joined_to)
        case RoomRow() if row.state != "refused":  # one that has turned a message away shows no less than before
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
