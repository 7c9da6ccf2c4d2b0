"""A card as plain text: for the terminal, for `say --json`, and for the short text that notifications show."""

from handlers.cards import Block, Button, Card, Copy, Facts, Field, FieldKind, Form, Heading, Item, Note, Table, Text


def plain(card: Card) -> str:
    """The whole card as text, nothing left out; a button stands as «[Label] line to type»."""
    parts = [card.title] if card.title else []
    parts += [text for block in card.body if (text := _block(block))]
    if card.form:
        parts.append(_form(card.form))
    if card.buttons:
        parts.append(_buttons(card.buttons))
    return "\n\n".join(parts)


def _block(block: Block) -> str:
    match block:
        case Text(text=text) | Note(text=text) | Copy(text=text):
            return text
        case Heading(text=text):
            return f"{text}\n{'-' * len(text)}"
        case Facts(rows=rows):
            return "\n".join(f"{name}: {value}" for name, value in rows)
        case Item():
            return _item(block)
        case Table():
            return table_text(block)


def _item(item: Item) -> str:
    state = " ".join(part for part in (item.sign.value, item.word) if part)
    head = " – ".join(part for part in (state, item.lead) if part)
    return "\n".join(
        part for part in (head, _indent(item.text), _indent(_buttons(item.buttons)) if item.buttons else "") if part
    )


def _indent(text: str) -> str:
    return "\n".join(f"  {line}" for line in text.splitlines())


def _buttons(buttons: tuple[Button, ...]) -> str:
    return "\n".join(f"[{button.label}] {button.line}" for button in buttons)


def _form(form: Form) -> str:
    lines = [form.title]
    if form.intro:
        lines.append(form.intro)
    for field in form.fields:
        choices = f" ({', '.join(label for _, label in field.choices)})" if field.choices else ""
        lines.append(f"- {field.label}{choices}: {labels(field, field.value)}".rstrip())
        lines += [f"  {text}" for text in (field.error, field.hint) if text]
    return "\n".join(lines)


def labels(field: Field, value: str) -> str:
    """A field's value as people read it: the labels of what is chosen, else the value itself."""
    names = dict(field.choices)
    pieces = value.split(", ") if field.kind is FieldKind.CHOICES else [value]
    return ", ".join(names.get(piece, piece) for piece in pieces)


def table_text(table: Table) -> str:
    """The table with its columns lined up."""
    rows = (table.columns, *table.rows)
    widths = [max(len(row[column]) for row in rows) for column in range(len(table.columns))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    )
