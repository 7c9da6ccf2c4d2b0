"""A column that holds one word of a closed set."""

from enum import StrEnum
from typing import Generic, Literal, TypeVar

from sqlalchemy import Dialect, String
from sqlalchemy.types import TypeDecorator

Word = TypeVar("Word", bound=StrEnum)


class UnknownWordError(ValueError):
    """The database, or whoever writes to it, holds a word that its set doesn't have."""


class Words(TypeDecorator[Word | Literal[""]], Generic[Word]):
    """Text in the database, a member of an enum to whoever reads the row: `state: State = Field(sa_type=Words(State))`.

    Raises UnknownWordError for any other word, going in and coming out. or_empty: empty text may stand there, too.
    """

    impl = String
    cache_ok = True

    def __init__(self, words: type[Word], *, or_empty: bool = False) -> None:
        super().__init__()
        self.words, self.or_empty = words, or_empty
        self._members: dict[str, Word | Literal[""]] = {one.value: one for one in words}
        if or_empty:
            self._members[""] = ""

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - SQLAlchemy's own
        """The word as it is written."""
        return None if value is None else str(self._member(value))

    def process_result_value(self, value: str | None, dialect: Dialect) -> Word | Literal[""] | None:  # noqa: ARG002 - as above
        """The member a word is."""
        return None if value is None else self._member(value)

    def _member(self, value: str) -> Word | Literal[""]:
        member = self._members.get(value)
        if member is None:
            raise UnknownWordError(f"«{value}» is no {self.words.__name__}: {', '.join(self._members)}")
        return member
