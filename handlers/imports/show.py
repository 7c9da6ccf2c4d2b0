"""`import`, `import angre`: lists that were taken over from a spreadsheet, and taking one back as one step."""

import re

from domain.calendar import oslo_date
from domain.errors import UserError
from domain.imports.columns import ListKind
from domain.organisations import Kind
from domain.permissions import About, Act
from handlers.cards import Block, Card, Item, Text
from handlers.core.context import CommandContext
from handlers.followups.item import readable_name
from handlers.imports.undo import check_draft, may_undo, require_undo
from handlers.lookup.names import nothing_more
from handlers.views.view import view_of
from storage.imports.imports import import_numbered, imported_rows, imports
from storage.imports.undo import Undone, note_undone, take_back_follow_ups, take_back_measures
from storage.tables import FollowUpRow, ImportRow, MeasureRow

_NUMBER = re.compile(r"(?:import\s+)?(?:nr\.?\s*)?(\d{1,9})", re.IGNORECASE)


def show_imports(context: CommandContext) -> Card:
    """Every list that was taken over and concerns the asker, the newest first."""
    nothing_more(context.words)
    context.require(Act.READ_OVERVIEW, About())
    rows = [row for row in imports(context.session) if _sees(context, row)]
    return Card(
        title=context.say("imports.list-title", n=len(rows)),
        body=tuple(_item(context, row) for row in rows) or (Text(context.say("imports.list-empty")),),
        language=context.language,
    )


def _sees(context: CommandContext, row: ImportRow) -> bool:
    """KS sees all; others what they took over themselves, and what was taken over for their county."""
    return context.actor.kind is Kind.KS or context.actor.organisation in (row.organisation, row.county)


def _item(context: CommandContext, row: ImportRow) -> Item:
    text = context.say("imports.line", day=oslo_date(row.at), organisation=context.short(row.organisation))
    if row.undone_at:
        text = f"{text} {context.say('imports.undone-on', day=oslo_date(row.undone_at))}"
    buttons = (context.button("undo-import", f"import angre {row.id}"),) if may_undo(context, row) else ()
    lead = context.say("imports.named", number=row.id, file=row.file_name, n=row.count, kind=row.kind)
    return Item(lead, text, buttons=buttons)


def undo_import(context: CommandContext) -> Card:
    """Take a list back: «import angre 3». What somebody has worked on since then stays, and is named.

    Raises UserError: no number, no such import, taken back already, nothing left to take back.
    """
    row = _import_from(context)
    require_undo(context, row)
    if row.undone_at:
        raise UserError("imports.undone", {"number": row.id, "day": oslo_date(row.undone_at)})
    check_draft(context, row)
    undone = _undo(context, row)
    if not undone.count:
        raise UserError("imports.nothing-to-undo", {"number": row.id})
    note_undone(context.unit, row)
    title = context.say("imports.undone-now", number=row.id, n=undone.count, kind=row.kind)
    return Card(title, tuple(_left(context, undone)), language=context.language)


def _undo(context: CommandContext, row: ImportRow) -> Undone:
    rows = imported_rows(context.session, row.id)
    if row.kind == ListKind.FOLLOW_UPS:
        return take_back_follow_ups(context.unit, rows, row)
    return take_back_measures(context.session, rows, row)


def _left(context: CommandContext, undone: Undone) -> list[Block]:
    """What stays of the list, and why."""
    body: list[Block] = []
    if undone.kept:
        body.append(Text(context.say("imports.kept", n=len(undone.kept))))
        body += [Item(_name(context, one)) for one in undone.kept]
    if undone.marker:
        body.append(Text(context.say("imports.marker", name=f"O-{undone.marker}")))
    return body


def _name(context: CommandContext, row: FollowUpRow | MeasureRow) -> str:
    """What a row is called now; one that has gone to others, by its number."""
    return readable_name(view_of(context), row) if isinstance(row, FollowUpRow) else f"{row.number} {row.title}"


def _import_from(context: CommandContext) -> ImportRow:
    found = _NUMBER.fullmatch(context.words.strip(" ."))
    if not found:
        raise UserError("imports.which", {"typed": context.words[:60]})
    row = import_numbered(context.session, int(found[1]))
    if row is None or not _sees(context, row):
        raise UserError("imports.none-such", {"number": int(found[1])})
    return row
