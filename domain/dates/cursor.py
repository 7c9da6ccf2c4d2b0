"""A look at a text's tokens from any place on: single tokens, what stands glued together, years and hours."""

from domain.dates import words
from domain.dates.forms import Hour
from domain.dates.words import Token

_GLUE = frozenset("./-–:_#§+")
_NOTHING = Token("", "", -1, -1, is_number=False, is_word=False, starts_upper=False)


class Cursor:
    """Reads tokens, none beyond either end of the text.

    this_year: what «neste år» counts from. whole: the text is meant to be a date and nothing else, so forms that
    would be careless guesses in running text are read too («2027», «14 dager», «juni»).
    """

    def __init__(self, tokens: list[Token], this_year: int, *, whole: bool) -> None:
        self.tokens = tokens
        self.this_year = this_year
        self.whole = whole
        self.marker = ""
        """The raw marker word the phrase now being read stands after; empty in running text."""

    def clock(self, start: int) -> tuple[int, Hour] | None:
        """A time of day that starts with token `start`, as in «kl. 10.30»: where it ends, and what it says."""
        place = self._skip(start, ",")
        said = self._text(place) in {"kl", "klokka", "klokken", "klokkan"}
        at = self._text(place) == "at"
        if said or at:
            place = self._skip(place + 1, ".") if said else place + 1
        hour = self._number(place, 4 if said else 2)
        if hour is None:
            return None
        if len(self._text(place)) == 4:
            return self._clean_clock(place + 1, Hour(hour // 100, hour % 100))
        separator = self._text(place + 1)
        two_digits = self._glued(place + 2) and len(self._text(place + 2)) == 2
        minute = self._number(place + 2, 2) if self._glued(place + 1) and two_digits else None
        if minute is not None and (separator == ":" or (separator == "." and (said or self.whole))):
            return self._clean_clock(place + 3, Hour(hour, minute))
        if said or (at and self.whole):
            return self._clean_clock(place + 1, Hour(hour, 0))
        return None

    # -- single tokens ------------------------------------------------------------------------------------------

    def _token(self, place: int) -> Token:
        return self.tokens[place] if 0 <= place < len(self.tokens) else _NOTHING

    def _text(self, place: int) -> str:
        return self._token(place).text

    def _glued(self, place: int) -> bool:
        """Whether nothing stands between this token and the one before it."""
        return 0 < place < len(self.tokens) and self.tokens[place].start == self.tokens[place - 1].end

    def _number(self, place: int, longest: int) -> int | None:
        token = self._token(place)
        return int(token.text) if token.is_number and len(token.text) <= longest else None

    def _is_year(self, place: int) -> bool:
        token = self._token(place)
        return token.is_number and len(token.text) == 4 and "1900" <= token.text <= "2199"

    def _skip(self, place: int, *texts: str) -> int:
        return place + 1 if self._text(place) in texts else place

    def _starts_clean(self, start: int) -> bool:
        if not self._glued(start):
            return True
        before = self._token(start - 1)
        if before.text == ":":
            return not (self._token(start - 2).is_number and self._glued(start - 1))
        return not (before.is_number or before.is_word or before.text in _GLUE)

    def _ends_clean(self, end: int) -> bool:
        after, last = self._token(end), self._token(end - 1)
        if not self._glued(end):
            return True
        if after.is_word or after.is_number:
            return last.text == "." and not last.is_number
        return not (after.text in _GLUE and self._glued(end + 1) and self._alphanumeric(end + 1))

    def _alphanumeric(self, place: int) -> bool:
        return self._token(place).is_number or self._token(place).is_word

    def _clean_clock(self, end: int, clock: Hour) -> tuple[int, Hour] | None:
        if self._glued(end) and (self._alphanumeric(end) or self._is_decimal(end)):
            return None
        return end, clock

    def _is_decimal(self, place: int) -> bool:
        return self._text(place) in {".", ":"} and self._glued(place + 1) and self._token(place + 1).is_number

    # -- years --------------------------------------------------------------------------------------------------

    def _year(self, start: int) -> tuple[int, int | None]:
        """A year after something else of a date; where it ends, and None when none is said."""
        place = self._skip(self._skip(start, ","), "i", "in", "av", "of")
        if self._is_year(place) and (not self._glued(place) or self._text(place - 1) == ","):
            return place + 1, int(self._text(place))
        which = "this" if self._text(place) == "ar" and place > start else words.QUALIFIERS.get(self._text(place))
        if which is None or which == "coming":
            return start, None
        noun = place if self._text(place) == "ar" else place + 1
        if self._text(noun) in words.YEAR_WORDS:
            return noun + 1, self.this_year + words.OFFSETS[which]
        return start, None
