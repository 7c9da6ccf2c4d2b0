"""The words of dates in bokmål, nynorsk and English.

Every word is compared in a folded form, so æøå and their ASCII spellings meet: «lørdag», «lordag» and «loerdag» are
all `lordag`.
"""

import unicodedata
from functools import lru_cache

from domain.composed import composed

_LETTERS = str.maketrans({"æ": "a", "ø": "o", "å": "a"})


@lru_cache(maxsize=4096)
def fold(word: str) -> str:
    """A word in the form all its spellings share: lower-case, no accents, æøå and ae, oe, aa as a, o, a."""
    plain = composed(word.casefold().translate(_LETTERS), "NFKD")
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return plain.replace("ae", "a").replace("oe", "o").replace("aa", "a")


def _numbered(rows: str, first: int = 0) -> dict[str, int]:
    return {fold(word): number for number, row in enumerate(rows.split("|"), first) for word in row.split()}


def _words(listed: str) -> frozenset[str]:
    return frozenset(fold(word) for word in listed.split())


WEEKDAYS = _numbered(
    "mandag mandagen måndagen monday|tirsdag tirsdagen tysdag tysdagen tuesday|onsdag onsdagen wednesday|"
    "torsdag torsdagen thursday|fredag fredagen friday|lørdag lørdagen laurdag laurdagen saturday|"
    "søndag søndagen sundag sundagen sunday"
)
"""Weekday by name, Monday = 0."""

WEEKDAYS_SHORT = _numbered(
    "man mon|tir tirs tys tue tues|ons wed|tor tors thu thur thurs|fre fri|lør lau laur sat|søn sun"
)
"""Weekday by abbreviation. Some are ordinary words or names («man», «Tor»): only beside something else of a date."""

MONTHS = _numbered(
    "januar january jan|februar february feb|mars march mar|april apr|mai may|juni june jun|juli july jul|"
    "august aug|september sept sep|oktober october okt oct|november nov|desember december des dec",
    first=1,
)
"""Month by name or abbreviation, January = 1."""

MONTHS_SHORT = _words("jan feb mar apr jun jul aug sept sep okt oct nov des dec")
"""The abbreviations among them, which may carry a full stop."""

MONTHS_ENGLISH = _words("january february march may june july october december oct dec")
"""The names that are English only, so that a number after them is the day."""

NUMBERS = _numbered(
    "en ei én et ett ein eitt eit one a an|to two|tre three|fire four|fem five|seks six|sju syv seven|åtte eight|"
    "ni nine|ti ten|elleve eleven|tolv twelve|tretten thirteen|fjorten fourteen|femten fifteen",
    first=1,
)

ORDINALS = _numbered(
    "første fyrste forste first|andre annet anna second|tredje third|fjerde fourth",
    first=1,
)

ORDINAL_ENDINGS = frozenset(("st", "nd", "rd", "th"))

UNITS = {
    fold(word): unit
    for unit, words in {
        "day": "dag dager dagar døgn day days",
        "working-day": "arbeidsdag arbeidsdager arbeidsdagar virkedag virkedager virkedagar yrkedag yrkedager "
        "yrkedagar kvardag kvardagar hverdag hverdager",
        "week": "uke uker veke veker week weeks",
        "month": "måned måneder månad månader month months",
        "half": "halvår",
        "year": "år year years",
    }.items()
    for word in words.split()
}
"""What «om tre …» can count."""

QUALIFIERS = {
    fold(word): which
    for which, words in {
        "next": "neste next",
        "coming": "førstkommende fyrstkomande førstkomande førstkommande kommende komande nærmeste næraste coming",
        "this": "denne dette this innevarende inneverande",
        "previous": "forrige førre last sist siste",
    }.items()
    for word in words.split()
}
"""What can stand before a weekday, a week, a month or a year."""

PART_ENDINGS = _words("slutt utgang ende utløp end")
"""«årets slutt», «månedens utgang»."""

OWNING_PERIODS = {
    fold(word): unit
    for unit, words in {"month": "månedens månadens", "year": "årets", "week": "ukas ukens vekas"}.items()
    for word in words.split()
}

OFFSETS = {"next": 1, "this": 0, "previous": -1, "coming": 1}

WEEK_WORDS = _words("uke uka uken veke veka week")
MONTH_WORDS = _words("måned måneden månad månaden month")
YEAR_WORDS = _words("år året year")
HALF_WORDS = _words("halvår halvåret")
QUARTER_WORDS = _words("kvartal kvartalet quarter")

PERIOD_UNITS = {
    word: unit
    for unit, named in {
        "month": MONTH_WORDS,
        "year": YEAR_WORDS,
        "half": HALF_WORDS,
        "quarter": QUARTER_WORDS,
    }.items()
    for word in named
}
"""Which kind of period a word names."""

PARTS = {
    fold(word): part
    for part, words in {
        "first": "primo begynnelsen starten byrjinga beginning start",
        "middle": "medio midten midt middle mid",
        "last": "ultimo utgangen slutten enden utløpet end",
    }.items()
    for word in words.split()
}

FEASTS = {
    fold(word): feast
    for feast, words in {
        "christmas": "jul jula julen christmas xmas",
        "easter": "påske påska påsken easter",
        "whitsun": "pinse pinsa pinsen whitsun pentecost",
        "new-year": "nyttår årsskiftet",
    }.items()
    for word in words.split()
}

BEFORE_WORDS = frozenset(("før", "foer", "before", "innen", "innan", "by"))
"""Raw words: «for jul» is written for «før jul» too, but means something else in running text."""

AFTER_WORDS = frozenset(("etter", "after"))

AGO_WORDS = _words("siden sidan ago")

FIXED_DAYS = {
    tuple(fold(word) for word in phrase.split()): days
    for days, phrases in {
        0: "i dag|idag|today",
        1: "i morgen|imorgen|i morgon|imorgon|tomorrow",
        2: "i overmorgen|i overmorgon|iovermorgen|overmorgen|overmorgon|the day after tomorrow|day after tomorrow",
        -1: "i går|igår|yesterday",
        -2: "i forgårs|i førgår|i fyrrgår|the day before yesterday|day before yesterday",
    }.items()
    for phrase in phrases.split("|")
}

LEAD_INS = _words("innen innan senest seinast frist fristen til by")
"""Words people put before a date in a date field; they add nothing there."""

MARKER_FILLERS = frozenset((":", "=", "er", "blir", "vert", "is", "senest", "seinast", "satt", "sett", "og", "med"))
"""What may stand between a marker word and its date: «fristen er 15.4», «frist: 15.4», «til og med 15.4»."""

WITHIN_WORDS = frozenset(("innen", "innan", "within"))
"""After these a bare length of time is a date: «innen to uker»."""

MEASURE_WORDS = _words(
    "% prosent pst promille percent kr kroner nok tusen mill million millioner millionar mrd milliard "
    "milliarder milliardar billion stk ganger gonger poeng timer timar km"
)
"""After these a number was an amount: «til 2.5 millioner»."""

REFERENCE_WORDS = _words(
    "sak saker punkt pkt kap kapittel versjon vedtak tiltak mål kl klokka klokken side nr nummer art "
    "artikkel oppfølging item section version paragraf §"
)
"""After these a number names something: «punkt 2.1»."""
