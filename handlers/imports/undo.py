"""Takes back what a list became: rows that are as they were taken over go, rows somebody has worked on stay."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import func
from sqlalchemy.orm import Mapped
from sqlmodel import SQLModel, col, select

from domain.agreements.agreements import AgreementState
from domain.errors import UserError
from domain.imports.columns import Kind as ListKind
from domain.permissions import About, Act, decide
from handlers.core.context import CommandContext
from handlers.core.wording import follow_up_name
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

OWN_TABLES = ("measure_contributor", "measure_update")
"""What was taken over together with a measure."""


@dataclass
class Undone:
    """What taking a list back came to. kept: what was left, by name. marker: a row that keeps its number from use."""

    count: int = 0
    kept: list[str] = field(default_factory=list)
    marker: str = ""


def may_undo(context: CommandContext, row: ImportRow) -> bool:
    """Whether the asker may take it back, now: the button is there when they may."""
    return row.undone_at is None and _allowed(context, row) and not settled(context, row)


def require_undo(context: CommandContext, row: ImportRow) -> None:
    """Go on only for those who may. Raises UserError with who may."""
    if not _allowed(context, row):
        context.require(_act(row), About(county=row.county))


def _act(row: ImportRow) -> Act:
    return Act.EDIT_AGREEMENT if row.kind == ListKind.MEASURES else Act.CHANGE_FOLLOW_UP


def _allowed(context: CommandContext, row: ImportRow) -> bool:
    """Measures: who may edit the agreement. Follow-ups: who may change them, and whoever took them over and leads."""
    if decide(_act(row), context.actor, About(county=row.county)).allowed:
        return True
    own = context.own(row.account) and context.actor.organisation == row.organisation
    return own and context.actor.leads and row.kind != ListKind.MEASURES


def settled(context: CommandContext, row: ImportRow) -> bool:
    """Whether a measure of the list is in an agreement that is no draft: what is agreed isn't undone by one party."""
    query = (
        select(AgreementRow.id)
        .join(MeasureRow, col(MeasureRow.agreement_id) == col(AgreementRow.id))
        .join(ImportedRow, col(ImportedRow.subject_id) == col(MeasureRow.id))
        .where(
            ImportedRow.import_id == row.id,
            ImportedRow.subject_kind == "measure",
            AgreementRow.state != AgreementState.DRAFT.value,
        )
    )
    return context.session.exec(query).first() is not None


def check_draft(context: CommandContext, row: ImportRow) -> None:
    """Go on only while the list's measures are in a draft. Raises UserError that says what to do instead."""
    if settled(context, row):
        raise UserError("imports.undo-settled", {"number": row.id or 0})


def undo_follow_ups(context: CommandContext, rows: Iterable[ImportedRow], imported: ImportRow) -> Undone:
    """Remove the follow-ups that are as they were taken over.

    A number that people have seen never comes to mean anything else: where the newest follow-up of all would go, it
    stays as lapsed, because SQLite gives a freed last number out again.
    """
    versions = {row.subject_id: row.version for row in rows}
    used = referred_to(context.session, "follow_up", versions) | changed_since(context.session, imported)["follow_up"]
    newest = context.session.exec(select(func.max(FollowUpRow.id))).one()
    undone = Undone()
    for part in chunks(versions):
        for row in context.session.exec(select(FollowUpRow).where(col(FollowUpRow.id).in_(part))).all():
            number = row.id or 0
            if row.version != versions[number] or number in used:
                undone.kept.append(follow_up_name(row))
            elif number == newest:
                row.state, row.done_on, row.version = "lapsed", context.today, row.version + 1
                undone.count, undone.marker = undone.count + 1, f"O-{number}"
            else:
                context.session.delete(row)
                undone.count += 1
    context.session.flush()
    return undone


def undo_measures(context: CommandContext, rows: Iterable[ImportedRow], imported: ImportRow) -> Undone:
    """Remove the measures that are as they were taken over, then the goals and the draft nothing hangs on any more."""
    of_kind: dict[str, dict[int, int]] = {"measure": {}, "goal": {}, "agreement": {}}
    for one in rows:
        of_kind[one.subject_kind][one.subject_id] = one.version
    versions = of_kind["measure"]
    changed = changed_since(context.session, imported)
    used = referred_to(context.session, "measure", versions, OWN_TABLES) | changed["measure"]
    undone = Undone()
    gone: list[MeasureRow] = []
    for part in chunks(versions):
        for row in context.session.exec(select(MeasureRow).where(col(MeasureRow.id).in_(part))).all():
            if row.version != versions[row.id or 0] or row.id in used:
                undone.kept.append(f"{row.number} {row.title}")
            else:
                gone.append(row)
    ids = {row.id or 0 for row in gone}
    _delete(context, MeasureContributorRow, col(MeasureContributorRow.measure_id), ids)
    _delete(context, MeasureUpdateRow, col(MeasureUpdateRow.measure_id), ids)
    for row in gone:
        context.session.delete(row)
    context.session.flush()
    undone.count = len(gone)
    agreements = {row.agreement_id for row in gone}
    goals = of_kind["goal"].keys() - changed["goal"] - referred_to(context.session, "goal", of_kind["goal"])
    _delete(context, GoalRow, col(GoalRow.id), goals)
    _undo_agreement(
        context, {one: edits for one, edits in of_kind["agreement"].items() if one not in changed["agreement"]}
    )
    for number in agreements:
        if left := context.session.get(AgreementRow, number):
            left.edits += 1
    return undone


def _delete(context: CommandContext, table: type[SQLModel], key: Mapped[Any], ids: Iterable[int]) -> None:
    """Delete the rows whose key is among the ids: one by one, so that the audit log keeps what they were."""
    for part in chunks(set(ids)):
        for row in context.session.exec(select(table).where(key.in_(part))).all():
            context.session.delete(row)
    context.session.flush()


def _undo_agreement(context: CommandContext, versions: dict[int, int]) -> None:
    """The draft that the list made goes too, unless somebody has written in it."""
    used = referred_to(context.session, "agreement", versions, ("agreement_party",))
    for number, edits in versions.items():
        row = context.session.get(AgreementRow, number)
        if row is None or number in used or row.edits != edits or row.state != "draft":
            continue
        _delete(context, AgreementPartyRow, col(AgreementPartyRow.agreement_id), [number])
        context.session.delete(row)
    context.session.flush()
