"""The words a text is found by, and what somebody searches for: one word for every spelling and ending of it.

A word is spelt plainly first (lower case, æøå and their ASCII spellings alike, no accents), and then loses its
Norwegian endings until none is left. In this order any spelling of a word gives the same result, whatever its ending;
and again and again, because an ending can hide another («sekretær», plainly «sekreter», seems to have one that
«sekretæren» has first to lose). Words with a figure in them («T1.2», «V-4/26», «2027») are kept as they are.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from unicodedata import combining

from domain.composed import composed
from domain.organisations import fold

LANGUAGE = "norwegian"
"""What the stemmer is asked for: bokmål, whose endings are nearly all of nynorsk's."""

SHORTEST = 2
"""Letters of a word that can be searched for; one with a figure in it may be shorter."""
SHORTEST_BEGINNING = 3
"""Letters from which on a word also stands for the longer ones it begins: «EU» is a word, «vår» a beginning."""
LONGEST = 60
"""Characters of a word that count."""
_SHORTEST_STEM = 4
"""Letters a stem must have to stand for longer words: «møte» without its ending also begins «motor»."""

STOP_WORDS = frozenset(
    (
        "a", "i", "og", "pa", "av", "til", "for", "en", "et", "ei", "ein", "eit", "den", "det", "de", "dei", "som",
        "er", "at", "med", "om", "fra", "ved", "the", "of", "and",
    )
)  # fmt: skip
"""Words that tell no text from another, spelt plainly («før» is «for»)."""

_TOKEN = re.compile(r"[^\W_]+(?:[./-][^\W_]+)*")
_PART = re.compile(r"[^\W_]+")
_SIGNS = re.compile(r"([./-])")
_FIGURE = re.compile(r"\d")
_SAMI = str.maketrans({"đ": "d", "ŋ": "n", "ŧ": "t"})


@dataclass(frozen=True, slots=True)
class SearchWord:
    """A word to search for: as typed, the word it is found by, and the beginning it stands for («»: none)."""

    typed: str
    word: str
    beginning: str = ""

    def finds(self, word: str) -> bool:
        """Whether it finds a text that has this word."""
        return word == self.word or bool(self.beginning and word.startswith(self.beginning))


def index_words(text: str) -> frozenset[str]:
    """What a text is found by."""
    found: set[str] = set()
    for token in _tokens(text):
        if _FIGURE.search(token):
            found.add(_id(token))
        found |= {stem(part) for part in _PART.findall(token) if not _too_little(part)}
    return frozenset(found)


def search_words(text: str) -> list[SearchWord]:
    """What is to be searched for, in order, each once; words that tell nothing are left out."""
    found: dict[str, SearchWord] = {}
    for token in _tokens(text):
        parts = [token] if _FIGURE.search(token) else _PART.findall(token)
        for part in parts:
            if _FIGURE.search(part) or not _too_little(part):
                one = _search_word(part)
                found.setdefault(one.word, one)
    return list(found.values())


def too_short(text: str) -> list[str]:
    """The words of a text that are too short to search for, stop words aside."""
    return [
        part
        for token in _tokens(text)
        if not _FIGURE.search(token)
        for part in _PART.findall(token)
        if len(part) < SHORTEST and spelling(part) not in STOP_WORDS
    ]


def _search_word(part: str) -> SearchWord:
    if _FIGURE.search(part):
        return SearchWord(part, _id(part))
    plain, word = spelling(part), stem(part)
    if len(plain) < SHORTEST_BEGINNING:
        return SearchWord(part, word)
    return SearchWord(part, word, word if len(word) >= _SHORTEST_STEM else plain)


def _tokens(text: str) -> Iterator[str]:
    return (found[0] for found in _TOKEN.finditer(composed(text)))


def _too_little(part: str) -> bool:
    return len(part) < SHORTEST or spelling(part) in STOP_WORDS


def _id(token: str) -> str:
    """A word with a figure in it: plain letters, its signs where they stand."""
    return "".join(piece if piece in "./-" else spelling(piece) for piece in _SIGNS.split(token))[:LONGEST]


@lru_cache(maxsize=20_000)
def spelling(word: str) -> str:
    """A word as it is compared: «Måned», «MAANED» and «maned» are one. Spelling it again changes nothing."""
    while True:
        letters = "".join(char for char in composed(word.casefold(), "NFKD") if not combining(char))
        plain = fold(letters.translate(_SAMI)).replace(" ", "")
        if plain == word:
            return plain[:LONGEST]
        word = plain


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """A word spelt plainly and without its endings: «vårmøtet» → «varmot»."""
    import snowballstemmer  # noqa: PLC0415 - only where decisions are written or searched for

    stemmer = snowballstemmer.stemmer(LANGUAGE)  # one each time: it holds the word it works on
    plain = spelling(word)
    while (shorter := stemmer.stemWord(plain)) != plain:
        plain = shorter
    return str(plain)
