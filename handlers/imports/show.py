"""`import`, `import angre`: lists that were taken over from a spreadsheet, and taking one back as one step."""

import re

from sqlmodel import col, select

from domain.calendar import oslo_date
from domain.errors import UserError
from domain.organisations import Kind
from domain.permissions import About, Act
from handlers.cards import Block, Card, Item, Text
from handlers.core.context import Ask
from handlers.imports.undo import check_draft, may_undo, require_undo, undo_follow_ups, undo_measures
from handlers.lookup.names import nothing_more
from storage.imports.imports import imported_rows
from storage.tables import ImportRow

_NUMBER = re.compile(r"(?:import\s+)?(?:nr\.?\s*)?(\d{1,9})", re.IGNORECASE)


def show_imports(ask: Ask) -> Card:
    """Every list that was taken over and concerns the asker, the newest first."""
    nothing_more(ask.words)
    ask.require(Act.READ_OVERVIEW, About())
    rows = [row for row in ask.session.exec(select(ImportRow).order_by(col(ImportRow.id).desc())) if _sees(ask, row)]
    return Card(
        title=ask.say("imports.list-title", n=len(rows)),
        body=tuple(_item(ask, row) for row in rows) or (Text(ask.say("imports.list-empty")),),
        language=ask.language,
    )


def _sees(ask: Ask, row: ImportRow) -> bool:
    """KS sees all; others what they took over themselves, and what was taken over for their county."""
    return ask.actor.kind is Kind.KS or ask.actor.organisation in (row.organisation, row.county)


def _item(ask: Ask, row: ImportRow) -> Item:
    text = ask.say("imports.line", day=oslo_date(row.at), organisation=ask.short(row.organisation))
    if row.undone_at:
        text = f"{text} {ask.say('imports.undone-on', day=oslo_date(row.undone_at))}"
    buttons = (ask.button("undo-import", f"import angre {row.id}"),) if may_undo(ask, row) else ()
    lead = ask.say("imports.named", number=row.id, file=row.file_name, n=row.count, kind=row.kind)
    return Item(lead, text, buttons=buttons)


def undo_import(ask: Ask) -> Card:
    """Take a list back: «import angre 3». What somebody has worked on since then stays, and is named."""
    row = _import_from(ask)
    require_undo(ask, row)
    if row.undone_at:
        raise UserError("imports.undone", {"number": row.id or 0, "day": oslo_date(row.undone_at)})
    check_draft(ask, row)
    rows = imported_rows(ask.session, row.id or 0)
    undone = undo_follow_ups(ask, rows, row) if row.kind == "follow-ups" else undo_measures(ask, rows, row)
    if not undone.count:
        raise UserError("imports.nothing-to-undo", {"number": row.id or 0})
    row.undone_at = ask.at
    body: list[Block] = []
    if undone.kept:
        body.append(Text(ask.say("imports.kept", n=len(undone.kept))))
        body += [Item(name) for name in undone.kept]
    if undone.marker:
        body.append(Text(ask.say("imports.marker", name=undone.marker)))
    title = ask.say("imports.undone-now", number=row.id or 0, n=undone.count, kind=row.kind)
    return Card(title, tuple(body), language=ask.language)


def _import_from(ask: Ask) -> ImportRow:
    found = _NUMBER.fullmatch(ask.words.strip(" ."))
    if not found:
        raise UserError("imports.which", {"typed": ask.words[:60]})
    row = ask.session.get(ImportRow, int(found[1]))
    if row is None or not _sees(ask, row):
        raise UserError("imports.none-such", {"number": int(found[1])})
    return row
