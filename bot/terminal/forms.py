"""A form in the terminal: one field after the other, and what was typed is kept when something is wrong."""

from collections.abc import Callable

from domain.organisations import fold
from handlers.cards import Field, FieldKind, Form
from handlers.texts import say
from handlers.views.plain_text import labels

_CANCEL = (":avbryt", ":cancel", ":slutt", ":quit")


class Cancelled(Exception):  # noqa: N818 - nothing is wrong
    """The person thought better of it."""


class FormDialogue:
    """Asks for the fields of a form. `fill` again, after an error, asks for the wrong one only."""

    def __init__(self, form: Form, language: str, ask: Callable[[str], str], tell: Callable[[str], None]) -> None:
        self._form, self._language, self._ask, self._tell = form, language, ask, tell
        self.values = {field.name: field.value for field in form.fields}
        self._begun = False

    def fill(self, wrong: str = "") -> dict[str, str]:
        """Ask, and return every field's value. wrong: the field to ask for anew; unknown, all are.

        Raises Cancelled.
        """
        if not self._begun:
            self._begun = True
            head = [self._form.title, self._form.intro, self._say("form")]
            self._tell("\n".join(part for part in head if part))
        again = [field for field in self._form.fields if field.name == wrong] or self._form.fields
        for field in again:
            self.values[field.name] = self._one(field)
        return dict(self.values)

    def _say(self, key: str, /, **facts: object) -> str:
        return say(self._language, f"console.{key}", **facts)

    def _one(self, field: Field) -> str:
        if explained := self._explained(field):
            self._tell(explained)
        kept = self.values[field.name]
        while True:
            typed = self._ask(f"{field.label}{f' [{labels(field, kept)}]' if kept else ''}: ").strip()
            if typed.casefold() in _CANCEL:
                raise Cancelled
            value, wrong = self._understood(field, typed) if typed else self._left_empty(field)
            if not wrong:
                return value
            self._tell(wrong)

    def _left_empty(self, field: Field) -> tuple[str, str]:
        """What was kept, or nothing; and what is wrong when there must be something."""
        kept = self.values[field.name]
        return kept, self._say("form-needed") if field.required and not kept else ""

    def _understood(self, field: Field, typed: str) -> tuple[str, str]:
        """The value that was typed, and what is wrong with it."""
        if not field.choices:
            return typed, ""
        chosen, unknown = _chosen(field, typed)
        return ", ".join(chosen), self._say("form-choose.unknown", typed=unknown) if unknown else ""

    def _explained(self, field: Field) -> str:
        lines = [field.hint] if field.hint else []
        if field.choices:
            several = field.kind is FieldKind.CHOICES
            lines.append(self._say("form-choose.several" if several else "form-choose"))
            lines += [f"  {number} {label}" for number, (_, label) in enumerate(field.choices, start=1)]
        if not field.required:
            lines.append(f"({self._say('form-optional')})")
        return "\n".join(lines)


def _chosen(field: Field, typed: str) -> tuple[list[str], str]:
    """The values chosen by number, name or value; and the first piece that is none of them."""
    pieces = typed.split(",") if field.kind is FieldKind.CHOICES else [typed]
    found: list[str] = []
    for piece in pieces:
        value = _choice(field, piece.strip())
        if value is None:
            return found, piece.strip()
        if value not in found:
            found.append(value)
    return found, ""


def _choice(field: Field, typed: str) -> str | None:
    if typed.isdecimal() and 1 <= int(typed) <= len(field.choices):
        return field.choices[int(typed) - 1][0]
    wanted = fold(typed)
    exact = [value for value, label in field.choices if wanted in (fold(value), fold(label))]
    begun = [value for value, label in field.choices if wanted and fold(label).startswith(wanted)]
    return exact[0] if exact else begun[0] if len(begun) == 1 else None
