"""A text cut into words, numbers and signs, and a look at them from any place on."""

import re
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from domain.composed import composed
from domain.dates import words

F_co = TypeVar("F_co", covariant=True)

NUMBER = "<number>"
"""What a number of any size is known by."""
_PIECE = re.compile(r"[0-9]+|(?:[^\W\d_]|[\u0300-\u036f])+|\S")
_GLUE = frozenset("./-–:_#§+")


@dataclass(frozen=True, slots=True)
class Token:
    """A number, a word or a single sign, with where it stands in the text. `text` is folded, `raw` lower-case."""

    text: str
    raw: str
    start: int
    end: int
    is_number: bool
    is_word: bool
    starts_upper: bool


def tokens_of(text: str) -> list[Token]:
    """The text cut into tokens, in one pass; nothing but white space is left out."""
    return [_token(found) for found in _PIECE.finditer(text)]


def _token(found: re.Match[str]) -> Token:
    piece = found.group()
    is_number = piece[0] in "0123456789"
    is_word = not is_number and piece[0].isalpha()
    raw = composed(piece).casefold()
    folded = words.fold(piece) if is_word else piece
    return Token(folded, raw, found.start(), found.end(), is_number, is_word, piece[0].isupper())


_NOTHING = Token("", "", -1, -1, is_number=False, is_word=False, starts_upper=False)


@dataclass(frozen=True, slots=True)
class Found(Generic[F_co]):
    """What a rule read, and the place after its last token."""

    end: int
    form: F_co


@dataclass(frozen=True, slots=True)
class Cursor:
    """Reads tokens, none beyond either end of the text.

    this_year: what «neste år» counts from. whole: the text is meant to be a date and nothing else, so forms that
    would be careless guesses in running text are read too («2027», «14 dager», «juni»). marker: the raw marker word
    that the phrase now being read stands after; empty in running text.
    """

    tokens: list[Token]
    this_year: int
    whole: bool
    marker: str = ""

    def after(self, marker: str) -> "Cursor":
        """The same text, to read what stands after a marker word."""
        return replace(self, marker=marker)

    # -- single tokens ------------------------------------------------------------------------------------------

    def token(self, place: int) -> Token:
        """The token there; one without letters beyond the text."""
        return self.tokens[place] if 0 <= place < len(self.tokens) else _NOTHING

    def text(self, place: int) -> str:
        """The folded text of the token there."""
        return self.tokens[place].text if 0 <= place < len(self.tokens) else ""

    def known_by(self, place: int) -> str:
        """The folded text of a word or a sign, NUMBER of any number."""
        token = self.token(place)
        return NUMBER if token.is_number else token.text

    def skip(self, place: int, *texts: str) -> int:
        """The place after the token there, if it is one of `texts`; else the place itself."""
        return place + 1 if 0 <= place < len(self.tokens) and self.tokens[place].text in texts else place

    # -- numbers ------------------------------------------------------------------------------------------------

    def number(self, place: int, longest: int) -> int | None:
        """The number there, if it has at most so many digits."""
        token = self.token(place)
        return int(token.text) if token.is_number and len(token.text) <= longest else None

    def two_digits(self, place: int) -> int | None:
        """The number there, if it has two digits: a minute, the end of a year."""
        return self.number(place, 2) if len(self.text(place)) == 2 else None

    def year_at(self, place: int) -> int | None:
        """The number there, if it can be a year."""
        token = self.token(place)
        is_year = token.is_number and len(token.text) == 4 and "1900" <= token.text <= "2199"
        return int(token.text) if is_year else None

    def glued_year(self, place: int) -> int | None:
        """The year after a slash, as in «17/2027», whose slash is the token there."""
        return self.year_at(place + 1) if self.text(place) == "/" and self.glued(place) else None

    # -- what stands glued together -----------------------------------------------------------------------------

    def glued(self, place: int) -> bool:
        """Whether nothing stands between this token and the one before it."""
        return 0 < place < len(self.tokens) and self.tokens[place].start == self.tokens[place - 1].end

    def is_glued(self, place: int, text: str) -> bool:
        """Whether the token there is `text`, with nothing before it."""
        return self.text(place) == text and self.glued(place)

    def is_decimal(self, place: int) -> bool:
        """Whether a number goes on there: with a full stop or colon, and digits glued to it."""
        return self.text(place) in {".", ":"} and self.glued(place + 1) and self.token(place + 1).is_number

    def is_alphanumeric(self, place: int) -> bool:
        """Whether the token there is a number or a word."""
        return self.token(place).is_number or self.token(place).is_word

    def starts_clean(self, start: int) -> bool:
        """Whether a phrase may start there: not in the middle of a word, a number or a path."""
        if not self.glued(start):
            return True
        before = self.token(start - 1)
        if before.text == ":":
            return not (self.token(start - 2).is_number and self.glued(start - 1))
        return not (before.is_number or before.is_word or before.text in _GLUE)

    def ends_clean(self, end: int) -> bool:
        """Whether a phrase may end before that place: nothing goes on from its last token."""
        after, last = self.token(end), self.token(end - 1)
        if not self.glued(end):
            return True
        if after.is_word or after.is_number:
            return last.text == "." and not last.is_number
        return not (after.text in _GLUE and self.glued(end + 1) and self.is_alphanumeric(end + 1))

    # -- what may follow the rest of a date ---------------------------------------------------------------------

    def after_ordinal(self, start: int) -> int:
        """The place after the full stop or the «th» that makes the number before it an ordinal; else `start`."""
        is_ordinal = self.glued(start) and (self.text(start) == "." or self.text(start) in words.ORDINAL_ENDINGS)
        return start + 1 if is_ordinal else start

    def after_short_form(self, start: int) -> int:
        """The place after the full stop of the abbreviated month before it («15. apr.»); else `start`."""
        is_short = self.text(start - 1) in words.MONTHS_SHORT and self.is_glued(start, ".")
        return start + 1 if is_short else start

    def year(self, start: int) -> tuple[int, int | None]:
        """A year after something else of a date; where it ends, and None when none is said."""
        place = self.skip(self.skip(start, ","), "i", "in", "av", "of")
        year = self.year_at(place)
        if year is not None and (not self.glued(place) or self.text(place - 1) == ","):
            return place + 1, year
        return self._counted_year(place, of_it=place > start) or (start, None)

    def _counted_year(self, place: int, *, of_it: bool) -> tuple[int, int] | None:
        """«neste år», «i år». of_it: a word before it says that the year is the date's."""
        if self.text(place) == "ar":
            return (place + 1, self.this_year) if of_it else None
        which = words.QUALIFIERS.get(self.text(place))
        if which is None or which == "coming" or self.text(place + 1) not in words.YEAR_WORDS:
            return None
        return place + 2, self.this_year + words.OFFSETS[which]
