"""Duties by what names them: their number in a notice, the key a message carries."""

from collections.abc import Collection

from sqlmodel import Session, col, select

from storage.tables import DutyRow


def duty_of_key(session: Session, key: str) -> DutyRow | None:
    """The duty of this key, done or not; or None."""
    return session.exec(select(DutyRow).where(DutyRow.key == key)).first()


def duties_numbered(session: Session, numbers: Collection[int]) -> list[DutyRow]:
    """The duties of these numbers that are there, in no order."""
    return list(session.exec(select(DutyRow).where(col(DutyRow.id).in_(numbers))))


def undone_duties_of(session: Session, subject_kind: str, subject_id: int) -> list[DutyRow]:
    """The duties of a subject that aren't done, those that have lost their meaning included, in no order."""
    query = select(DutyRow).where(
        DutyRow.subject_kind == subject_kind, DutyRow.subject_id == subject_id, col(DutyRow.done_on).is_(None)
    )
    return list(session.exec(query))
