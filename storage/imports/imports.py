"""Lists taken over from a spreadsheet: what they are read against, and what became of their rows."""

from collections import defaultdict
from collections.abc import Collection, Mapping

from sqlalchemy import select as sa_select
from sqlmodel import Session, col, select

from domain.followups import CLOSED, FollowUpState
from domain.imports.rows import ExistingFollowUp
from domain.organisations import fold
from storage.tables import AuditRow, FollowUpRow, GoalRow, ImportedRow, ImportRow, MeasureRow, Row
from storage.unit_of_work.chunks import chunks


def standing_follow_ups(session: Session) -> Mapping[tuple[str, str, str], tuple[ExistingFollowUp, ...]]:
    """Every follow-up that hasn't lapsed, by county, owner and folded text: what a list may hold once more."""
    row = FollowUpRow
    query = sa_select(row.id, row.county, row.owner, row.text, row.due, row.state)  # type: ignore[call-overload] # more columns than the stubs count
    found: dict[tuple[str, str, str], tuple[ExistingFollowUp, ...]] = {}
    for number, county, owner, text, due, state in session.execute(
        query.where(col(FollowUpRow.state) != FollowUpState.LAPSED)
    ):
        key = (county or "", owner, fold(text))
        found[key] = (*found.get(key, ()), ExistingFollowUp(number, due, state not in CLOSED))
    return found


def removed_numbers(session: Session, agreement: int) -> frozenset[str]:
    """The numbers of goals and measures that were taken out of an agreement: they are never used again."""
    goals = select(GoalRow.number).where(GoalRow.agreement_id == agreement, col(GoalRow.removed_on).is_not(None))
    measures = select(MeasureRow.number).where(
        MeasureRow.agreement_id == agreement, col(MeasureRow.removed_on).is_not(None)
    )
    return frozenset(session.exec(goals)) | frozenset(session.exec(measures))


def imports(session: Session) -> list[ImportRow]:
    """Every list that was taken over, undone ones included, the newest first."""
    return list(session.exec(select(ImportRow).order_by(col(ImportRow.id).desc())))


def import_numbered(session: Session, number: int) -> ImportRow | None:
    """The list of this number, or None."""
    return session.get(ImportRow, number)


def same_file(session: Session, sha256: str) -> ImportRow | None:
    """The last time the same file was taken over and not undone, or None."""
    query = select(ImportRow).where(ImportRow.sha256 == sha256, col(ImportRow.undone_at).is_(None))
    return session.exec(query.order_by(col(ImportRow.id).desc())).first()


def imported_rows(session: Session, number: int) -> list[ImportedRow]:
    """What became of the rows of a list."""
    query = select(ImportedRow).where(ImportedRow.import_id == number)
    return list(session.exec(query.order_by(col(ImportedRow.sheet_row), col(ImportedRow.id))))


def referred_to(session: Session, table: str, ids: Collection[int], besides: Collection[str] = ()) -> set[int]:
    """Those of the rows that a row of another table refers to, whichever it is; tables in `besides` don't count."""
    found: set[int] = set()
    for other in Row.metadata.sorted_tables:
        for key in other.foreign_keys:
            if key.column.table.name != table or other.name in besides:
                continue
            for part in chunks(ids):
                found |= set(session.execute(sa_select(key.parent).where(key.parent.in_(part))).scalars())
    return found


def changed_since(session: Session, imported: ImportRow) -> Mapping[str, set[int]]:
    """Table → the rows that somebody has changed after a list was taken over, as the audit log tells.

    A row that stands beside another (a report on a measure) counts as a change of that one too.
    """
    found: dict[str, set[int]] = defaultdict(set)
    query = select(AuditRow.changes).where(col(AuditRow.id) > _entry_of(session, imported))
    for changes in session.exec(query):
        for one in changes:
            _note_change(one, found)
    return found


def _entry_of(session: Session, imported: ImportRow) -> int:
    """The number of the audit entry by which a list was taken over; 0 when it can't be found: then all is later."""
    query = select(AuditRow.id, AuditRow.changes).where(col(AuditRow.at) >= imported.at)
    for number, changes in session.exec(query.order_by(col(AuditRow.id))):
        if any(
            (one.get("table"), one.get("key"), one.get("before")) == ("import", imported.id, None) for one in changes
        ):
            return number
    return 0


_RENEWED = ({"version"}, {"edits"})
"""What a restore alone changes of a row (`storage.backups.versions`): it stays as it was."""


def _note_change(change: Mapping[str, object], found: dict[str, set[int]]) -> None:
    before = change.get("before")
    if isinstance(before, dict) and set(before) in _RENEWED:
        return
    if isinstance(key := change.get("key"), int):  # a row that is known by a number
        found[str(change["table"])].add(key)
    for values in (change.get("before"), change.get("after")):
        if isinstance(values, dict):
            for name in ("follow_up", "measure", "goal", "agreement"):
                if isinstance(other := values.get(f"{name}_id"), int):
                    found[name].add(other)
