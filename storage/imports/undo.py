"""Takes back what a list became: rows that are as they were taken over go, rows somebody has worked on stay."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import func
from sqlalchemy.orm import Mapped
from sqlmodel import Session, SQLModel, col, select

from domain.agreements.agreements import AgreementState
from domain.followups import FollowUpState
from storage.agreements.agreements import measures_numbered
from storage.followups.followups import follow_ups_numbered
from storage.imports.imports import changed_since, referred_to
from storage.tables import (
    AgreementPartyRow,
    AgreementRow,
    FollowUpRow,
    GoalRow,
    ImportedRow,
    ImportRow,
    MeasureContributorRow,
    MeasureRow,
    MeasureUpdateRow,
)
from storage.unit_of_work.chunks import chunks
from storage.unit_of_work.unit import UnitOfWork

_Subject = TypeVar("_Subject", FollowUpRow, MeasureRow)
OWN_TABLES = ("measure_contributor", "measure_update")
"""What was taken over together with a measure."""


@dataclass(frozen=True, slots=True)
class Undone:
    """What taking a list back came to. kept: the rows that were left, as somebody has worked on them since.

    marker: the follow-up, by its number, that stays as lapsed so that its number isn't used again; 0: none.
    """

    count: int
    kept: Sequence[FollowUpRow | MeasureRow]
    marker: int = 0


def is_settled(session: Session, imported: ImportRow) -> bool:
    """Whether a measure of the list stands in an agreement that is a draft no more."""
    query = (
        select(AgreementRow.id)
        .join(MeasureRow, col(MeasureRow.agreement_id) == col(AgreementRow.id))
        .join(ImportedRow, col(ImportedRow.subject_id) == col(MeasureRow.id))
        .where(
            ImportedRow.import_id == imported.id,
            ImportedRow.subject_kind == "measure",
            AgreementRow.state != AgreementState.DRAFT,
        )
    )
    return session.exec(query).first() is not None


def take_back_follow_ups(unit: UnitOfWork, rows: Iterable[ImportedRow], imported: ImportRow) -> Undone:
    """Remove the follow-ups that are as they were taken over.

    A number that people have seen never comes to mean anything else: where the newest follow-up of all would go, it
    stays as lapsed, because SQLite gives a freed last number out again.
    """
    session = unit.session
    versions = {row.subject_id: row.version for row in rows}
    used = referred_to(session, "follow_up", versions) | changed_since(session, imported)["follow_up"]
    standing = [row for part in chunks(versions) for row in follow_ups_numbered(session, part)]
    gone, kept = _sorted_out(standing, versions, used)
    return Undone(len(gone), kept, _remove_follow_ups(unit, gone))


def note_undone(unit: UnitOfWork, imported: ImportRow) -> None:
    """The list has been taken back, now."""
    imported.undone_at = unit.at


def _remove_follow_ups(unit: UnitOfWork, rows: Iterable[FollowUpRow]) -> int:
    """Delete follow-ups; the number of the one that stays as lapsed, 0 when none has to."""
    newest = unit.session.exec(select(func.max(FollowUpRow.id))).one()
    marker = 0
    for row in rows:
        if row.id == newest:
            row.state, row.done_on, row.version = FollowUpState.LAPSED, unit.today, row.version + 1
            marker = row.id
        else:
            unit.session.delete(row)
    unit.session.flush()
    return marker


def take_back_measures(session: Session, rows: Iterable[ImportedRow], imported: ImportRow) -> Undone:
    """Remove the measures that are as they were taken over, then the goals and the draft nothing hangs on any more."""
    of_kind: dict[str, dict[int, int]] = defaultdict(dict)
    for taken in rows:
        of_kind[taken.subject_kind][taken.subject_id] = taken.version
    changed = changed_since(session, imported)
    measures = of_kind["measure"]
    used = referred_to(session, "measure", measures, OWN_TABLES) | changed["measure"]
    standing = [one.row for part in chunks(measures) for one in measures_numbered(session, part)]
    gone, kept = _sorted_out(standing, measures, used)
    _remove_measures(session, gone)
    goals = of_kind["goal"].keys() - changed["goal"] - referred_to(session, "goal", of_kind["goal"])
    _delete(session, GoalRow, col(GoalRow.id), goals)
    drafts = {number: edits for number, edits in of_kind["agreement"].items() if number not in changed["agreement"]}
    _take_back_drafts(session, drafts)
    for number in {row.agreement_id for row in gone}:
        if left := session.get(AgreementRow, number):
            left.edits += 1
    return Undone(len(gone), kept)


def _sorted_out(
    rows: Iterable[_Subject], versions: Mapping[int, int], used: set[int]
) -> tuple[list[_Subject], list[_Subject]]:
    """Those that are as they were taken over, and those that aren't, or that something else refers to."""
    gone: list[_Subject] = []
    kept: list[_Subject] = []
    for row in rows:
        number = row.id
        (kept if row.version != versions[number] or number in used else gone).append(row)
    return gone, kept


def _remove_measures(session: Session, rows: Sequence[MeasureRow]) -> None:
    """Delete measures with what was taken over beside them."""
    ids = {row.id for row in rows}
    _delete(session, MeasureContributorRow, col(MeasureContributorRow.measure_id), ids)
    _delete(session, MeasureUpdateRow, col(MeasureUpdateRow.measure_id), ids)
    for row in rows:
        session.delete(row)
    session.flush()


def _delete(session: Session, table: type[SQLModel], key: Mapped[Any], ids: Iterable[int]) -> None:
    """Delete the rows whose key is among the ids: one by one, so that the audit log keeps what they were."""
    for part in chunks(set(ids)):
        for row in session.exec(select(table).where(key.in_(part))).all():
            session.delete(row)
    session.flush()


def _take_back_drafts(session: Session, versions: Mapping[int, int]) -> None:
    """The draft that the list made goes too, unless somebody has written in it."""
    used = referred_to(session, "agreement", versions, ("agreement_party",))
    for number, edits in versions.items():
        row = session.get(AgreementRow, number)
        if row is None or number in used or row.edits != edits or row.state != AgreementState.DRAFT:
            continue
        _delete(session, AgreementPartyRow, col(AgreementPartyRow.agreement_id), [number])
        session.delete(row)
    session.flush()
