"""What a person typed that can't be done: a code and its facts, never a sentence.

The sentences live in the catalogues (see `handlers/texts`): code `dates.no-such-day` is message `no-such-day` of
`dates.ftl`, its attribute `.hint` says what to type instead. So the domain refuses in no language and the reader is
answered in their own.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field


class TextKey(str):
    """A fact of a sentence that is a text of the catalogue itself, by its key: said in the reader's language."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """One way on from an ambiguous or refused input: `value` takes the place of `UserError.span` in the line."""

    value: str
    label: str = ""
    """Text key of the button (`dates.keep-as-typed`); empty: the value itself, an ISO date written out."""
    shown: str = ""
    """The button's text, where it is a name rather than a text."""


@dataclass(eq=False, slots=True)
class UserError(Exception):
    """Refuses a person's input. Nothing has been changed when it is raised.

    code: names the sentence, `family.message`. params: facts for the sentence, raw (dates, numbers, names), formatted
    by the catalogue. span: the piece of the line it is about, letter for letter. choices: ways on, as buttons.
    field_name: the form field it belongs to, where it came from a form.
    """

    code: str
    params: Mapping[str, object] = field(default_factory=dict)
    span: str = ""
    choices: tuple[Choice, ...] = ()
    field_name: str = ""

    def __str__(self) -> str:
        return f"{self.code} {dict(self.params)}"


@contextmanager
def in_field(name: str) -> Iterator[None]:
    """What is refused inside belongs to this field of a form, unless it names another.

    Raises that UserError again, with the field.
    """
    try:
        yield
    except UserError as error:
        error.field_name = error.field_name or name
        raise
