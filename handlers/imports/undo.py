"""Who may take a list back, and until when."""

from domain.errors import UserError
from domain.imports.columns import ListKind
from domain.permissions import About, Act, decide
from handlers.core.context import CommandContext
from storage.imports.undo import is_settled
from storage.tables import ImportRow


def may_undo(context: CommandContext, row: ImportRow) -> bool:
    """Whether the asker may take it back, now: the button is there when they may."""
    return row.undone_at is None and _allowed(context, row) and not is_settled(context.session, row)


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


def check_draft(context: CommandContext, row: ImportRow) -> None:
    """Go on only while the list's measures are in a draft: what is agreed isn't undone by one party.

    Raises UserError that says what to do instead.
    """
    if is_settled(context.session, row):
        raise UserError("imports.undo-settled", {"number": row.id})
