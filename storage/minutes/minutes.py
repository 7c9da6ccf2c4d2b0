"""Minutes as kept: the draft and every change of it, the versions that are locked, and what the parties answered."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from sqlalchemy import func
from sqlmodel import Session, col, select

from domain.canonical import checksum
from domain.meetings.agenda import body_of
from domain.meetings.meetings import Meeting
from domain.meetings.minutes import AnswerKind, ApprovalMode, MinutesState
from domain.meetings.steps import State, Step
from storage.audit import events
from storage.audit.chain import head
from storage.meetings.meetings import attendance_rows, whole
from storage.tables import MeetingRow, MinutesAnswerRow, MinutesEditRow, MinutesRow, MinutesVersionRow, StepRow
from storage.unit_of_work.unit import UnitOfWork


def minutes_of(session: Session, meeting_id: int) -> MinutesRow | None:
    """The minutes of a meeting, or None when nobody has begun them."""
    return session.exec(select(MinutesRow).where(MinutesRow.meeting_id == meeting_id)).first()


def meeting_being_minuted(session: Session, bodies: Collection[str], day: date) -> Meeting | None:
    """The meeting of one of these bodies on that day whose draft is open to be written in; the newest of several."""
    query = (
        select(MeetingRow)
        .join(MinutesRow, col(MinutesRow.meeting_id) == col(MeetingRow.id))
        .where(MeetingRow.day == day, MeetingRow.state != State.CANCELLED, MinutesRow.state == MinutesState.OPEN)
        .order_by(col(MeetingRow.id).desc())
    )
    meetings = (whole(session, row) for row in session.exec(query))
    return next((meeting for meeting in meetings if body_of(meeting) in bodies), None)


def ensure_minutes(unit: UnitOfWork, meeting_id: int) -> MinutesRow:
    """The minutes of a meeting, begun if need be."""
    row = minutes_of(unit.session, meeting_id)
    if row is None:
        row = MinutesRow(meeting_id=meeting_id)
        unit.session.add(row)
        unit.session.flush()
    return row


def mark_sent(minutes: MinutesRow, day: date, draft: int) -> None:
    """The draft of that number is with the parties from this day on."""
    minutes.state, minutes.sent_on, minutes.draft = MinutesState.OUT, day, draft


def take_in(minutes: MinutesRow) -> None:
    """The draft is on the desk again."""
    minutes.state = MinutesState.OPEN


def set_approved(minutes: MinutesRow, day: date, how: ApprovalMode) -> None:
    """The minutes are approved."""
    minutes.state, minutes.approved_on, minutes.approved_how = MinutesState.APPROVED, day, how


def write_at_once(minutes: MinutesRow) -> None:
    """Minutes that were written in one go and sent once."""
    minutes.version, minutes.draft = 1, 1


def set_field(minutes: MinutesRow, name: str, value: str) -> None:
    """What minutes say besides their items, in the field (column) of that name."""
    setattr(minutes, name, value)


def set_change_needed(minutes: MinutesRow, needed: bool | None) -> None:  # noqa: FBT001 - an answer to yes or no
    """Whether the agreement must be changed (§ 2.2); None: it isn't answered."""
    minutes.change_needed = needed


def first_version(session: Session, meeting_id: int) -> int:
    """The version that minutes begin at: 1 when it has been recorded already who was there, which is their first
    change; else 0. A form made before anybody has begun them knows so whether it showed who was there."""
    return 1 if attendance_rows(session, meeting_id) else 0


def note_recorded(unit: UnitOfWork, minutes: MinutesRow, fields: Mapping[str, str]) -> None:
    """The first change of minutes that begin after it was recorded who was there: by whom, and when, `møte holdt` was
    said."""
    query = select(StepRow).where(StepRow.meeting_id == minutes.meeting_id, StepRow.step == Step.HOLD)
    step = unit.session.exec(query).first()
    minutes.version = 1
    for name, value in fields.items():
        unit.session.add(
            MinutesEditRow(
                minutes_id=minutes.id,
                version=minutes.version,
                field=name,
                old="",
                new=value,
                at=step.at if step else unit.at,
                account=step.account if step else "",
                organisation=step.organisation if step and not step.on_behalf else "",
            )
        )
    unit.session.flush()


def note_edits(unit: UnitOfWork, minutes: MinutesRow, edits: Mapping[str, tuple[str, str]]) -> None:
    """Count a change of the draft, and note what each field held before and after (field → (old, new))."""
    changed = {name: pair for name, pair in edits.items() if pair[0] != pair[1]}
    if not changed:
        return
    minutes.version += 1
    for name, (old, new) in changed.items():
        unit.session.add(
            MinutesEditRow(
                minutes_id=minutes.id,
                version=minutes.version,
                field=name,
                old=old,
                new=new,
                at=unit.at,
                account=unit.by.account,
                organisation=unit.by.organisation,
            )
        )
    unit.session.flush()


def edits_since(session: Session, minutes_id: int, version: int) -> list[MinutesEditRow]:
    """What has been changed in a draft after a version of it, oldest first."""
    query = select(MinutesEditRow).where(MinutesEditRow.minutes_id == minutes_id, MinutesEditRow.version > version)
    return list(session.exec(query.order_by(col(MinutesEditRow.version), col(MinutesEditRow.id))))


def last_edit(session: Session, minutes_id: int, field: str) -> MinutesEditRow | None:
    """Who wrote a field last, or None."""
    query = select(MinutesEditRow).where(MinutesEditRow.minutes_id == minutes_id, MinutesEditRow.field == field)
    return session.exec(query.order_by(col(MinutesEditRow.version).desc()).limit(1)).first()


def lock(unit: UnitOfWork, minutes: MinutesRow, content: dict[str, Any], *, reason: str = "") -> MinutesVersionRow:
    """Keep a version for good: approved minutes, or a correction of them. It can't be changed or removed any more."""
    minutes.locked += 1
    previous = locked_version(unit.session, minutes.id)
    content = {
        **content,
        "version": minutes.locked,
        "reason": reason,
        "previous": previous.sha256 if previous else "",
        "log": str(head(unit.session.connection())),
    }
    row = MinutesVersionRow(
        minutes_id=minutes.id,
        version=minutes.locked,
        content=content,
        sha256=checksum(content),
        reason=reason,
        at=unit.at,
        account=unit.by.account,
    )
    unit.session.add(row)
    unit.session.flush()
    unit.record(events.LOCKED, minutes=minutes.id, version=row.version, sha256=row.sha256)
    return row


def locked_version(session: Session, minutes_id: int, version: int | None = None) -> MinutesVersionRow | None:
    """A locked version, by default the newest; None when there is none."""
    query = select(MinutesVersionRow).where(MinutesVersionRow.minutes_id == minutes_id)
    if version is not None:
        query = query.where(MinutesVersionRow.version == version)
    return session.exec(query.order_by(col(MinutesVersionRow.version).desc()).limit(1)).first()


def versions_of(session: Session, minutes_id: int) -> list[MinutesVersionRow]:
    """Every locked version, oldest first."""
    query = select(MinutesVersionRow).where(MinutesVersionRow.minutes_id == minutes_id)
    return list(session.exec(query.order_by(col(MinutesVersionRow.version))))


def answers_of(session: Session, minutes_id: int, *, kind: AnswerKind | None = None) -> list[MinutesAnswerRow]:
    """What the parties have answered to the drafts, oldest first; a comment's place here is its number to people."""
    query = select(MinutesAnswerRow).where(MinutesAnswerRow.minutes_id == minutes_id)
    if kind is not None:
        query = query.where(MinutesAnswerRow.kind == kind)
    return list(session.exec(query.order_by(col(MinutesAnswerRow.id))))


def answer_numbered(session: Session, number: int) -> MinutesAnswerRow | None:
    """The answer of this number, whosever it is; or None."""
    return session.get(MinutesAnswerRow, number)


def unanswered(session: Session, minutes_id: int) -> int:
    """How many comments nobody has answered."""
    query = select(func.count()).where(
        MinutesAnswerRow.minutes_id == minutes_id,
        MinutesAnswerRow.kind == AnswerKind.COMMENT,
        col(MinutesAnswerRow.settled_on).is_(None),
    )
    return int(session.exec(query).one())


def approved_by(session: Session, minutes: MinutesRow) -> set[str]:
    """The organisations that have approved the draft as it is out now."""
    query = select(MinutesAnswerRow.organisation).where(
        MinutesAnswerRow.minutes_id == minutes.id,
        MinutesAnswerRow.kind == AnswerKind.APPROVE,
        MinutesAnswerRow.draft == minutes.draft,
    )
    return set(session.exec(query))


def out_for_comments(session: Session) -> list[MinutesRow]:
    """All minutes that are out; a handful at any time."""
    return list(session.exec(select(MinutesRow).where(MinutesRow.state == MinutesState.OUT)))


def answer(
    unit: UnitOfWork,
    minutes: MinutesRow,
    organisation: str,
    kind: AnswerKind,
    *,
    text: str = "",
    item_id: int | None = None,
) -> MinutesAnswerRow:
    """Note a party's answer to the draft that is out."""
    row = MinutesAnswerRow(
        minutes_id=minutes.id,
        draft=minutes.draft,
        organisation=organisation,
        kind=kind,
        item_id=item_id,
        text=text,
        at=unit.at,
        account=unit.by.account,
    )
    unit.session.add(row)
    unit.session.flush()
    return row


def settle(unit: UnitOfWork, comment: MinutesAnswerRow, answered: str) -> None:
    """What was answered to a party's comment, today."""
    comment.answer, comment.settled_on = answered, unit.today


def settle_own(session: Session, minutes: MinutesRow, organisation: str, day: date) -> None:
    """A party that approves has no open comments left."""
    for row in answers_of(session, minutes.id, kind=AnswerKind.COMMENT):
        if row.organisation == organisation and row.settled_on is None:
            row.settled_on = day
