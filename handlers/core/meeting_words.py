"""What a meeting is called in words: «regionalt vårmøte i Agder», «N-2027-V». Whose names may stand there is given."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from domain.meetings.meetings import MeetingKind, Season
from domain.organisations import Organisation, after_name, fold, named_in

_YEAR = re.compile(r"20\d\d")
_REF = re.compile(r"(?:N-\d{4}-[VH]|R\d{2}-\d{4}-[VH]|SG-\d{4}-\d{1,3})(?![\w-])", re.IGNORECASE)
_KINDS = {
    MeetingKind.NATIONAL: ("nasjonalt", "nasjonale", "nasjonal", "national", "n"),
    MeetingKind.REGIONAL: ("regionalt", "regionale", "regional", "r", "dialogmote", "dialogmotet"),
    MeetingKind.STEERING: (
        "styringsgruppemote",
        "styringsgruppemotet",
        "styringsgruppe",
        "styringsgruppa",
        "steering",
        "sg",
    ),
}
_SEASONS = {
    Season.SPRING: ("var", "varen", "varmote", "varmotet", "spring"),
    Season.AUTUMN: ("host", "hosten", "hostmote", "hostmotet", "haust", "hausten", "haustmote", "haustmotet", "autumn"),
}
_FILLERS = (
    "mote",
    "motet",
    "samordningsmote",
    "samordningsmotet",
    "temamote",
    "temamotet",
    "meeting",
    "group",
    "the",
    "in",
    "i",
)
_WORDS: dict[str, MeetingKind | Season | None] = {
    **{word: kind for kind, words in _KINDS.items() for word in words},
    **{word: season for season, words in _SEASONS.items() for word in words},
    **dict.fromkeys(_FILLERS),
}
_LEADING = ("i", "in")
_WHOSE = frozenset({"for", "i", "hos", "fra", "til", "of", "from"})


@dataclass(frozen=True, slots=True)
class MeetingReference:
    """How a meeting was called, and what of the text was left over."""

    kind: MeetingKind | None = None
    season: Season | None = None
    year: int | None = None
    county: str | None = None
    ref: str = ""
    rest: str = ""

    @property
    def anything(self) -> bool:
        """Whether the text began with any word for a meeting."""
        return bool(self.ref or self.kind or self.season or self.county)


def read_meeting_words(text: str, organisations: list[Organisation]) -> MeetingReference:
    """Take the words for a meeting from the beginning of a text: «nasjonalt vår 2027», «vårmøtet i Agder», an id."""
    called, rest = MeetingReference(), text.strip()
    while rest:
        if (ref := _REF.match(rest)) and not called.anything:
            return replace(called, ref=ref[0].upper(), rest=rest[ref.end() :].strip(" :,"))
        taken = _take_word(called, rest, organisations)
        if taken is None:
            break
        called, rest = taken
    return replace(called, rest=rest)


def _take_word(
    called: MeetingReference, rest: str, organisations: list[Organisation]
) -> tuple[MeetingReference, str] | None:
    """What is called with the next word as well, and what follows it; None: that word is of something else."""
    word = rest.split(maxsplit=1)[0]
    after = rest[len(word) :].strip()
    key = fold(word.strip(",.:"))
    if _YEAR.fullmatch(key):
        return (replace(called, year=int(key)), after) if called.anything and called.year is None else None
    if key in _LEADING and (not after or _take_word(called, after, organisations) is None):
        return None  # «i morgen», «in two weeks»: the word belongs to the date
    parts = _parts(key)
    if all(part in _WORDS for part in parts):
        return _with_all(called, parts), after
    county = named_in(rest, organisations) if called.county is None else None
    return (replace(called, county=county.slug), after_name(rest, county)) if county else None


def _parts(key: str) -> list[str]:
    """«n vår» from «N-vår»: the folded word in its pieces."""
    return key.split() or [key]


def _with_all(called: MeetingReference, parts: list[str]) -> MeetingReference:
    for part in parts:
        meaning = _WORDS[part]
        if isinstance(meaning, MeetingKind):
            called = replace(called, kind=meaning)
        elif isinstance(meaning, Season):
            called = replace(called, season=meaning)
    return called


def without_for(words: str, organisations: Iterable[Organisation]) -> str:
    """«status for Agder» is «status Agder», «referat fra høstmøtet» is «referat høstmøtet»."""
    word, _, rest = words.partition(" ")
    if fold(word) not in _WHOSE:
        return words
    named = read_meeting_words(rest, []).anything or named_in(rest, organisations) is not None
    return rest.strip() if named else words
