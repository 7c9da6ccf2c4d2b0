"""What is searched for and what isn't: how short, how long, and which words tell nothing."""

import pytest

from domain.search_words import (
    LONGEST,
    SHORTEST,
    SHORTEST_BEGINNING,
    STOP_WORDS,
    SearchWord,
    index_words,
    search_words,
    spelling,
    too_short,
)


def test_the_limits() -> None:
    assert (SHORTEST, SHORTEST_BEGINNING, LONGEST) == (2, 3, 60)
    tell_nothing = "a i og pa av til for en et ei ein eit den det de dei som er at med om fra ved the of and"
    assert set(tell_nothing.split()) == STOP_WORDS


@pytest.mark.parametrize("word", sorted(STOP_WORDS))
def test_words_that_tell_nothing_find_nothing_and_are_not_found(word: str) -> None:
    assert search_words(word) == search_words(word.upper()) == []
    assert index_words(f"{word} ") == frozenset()
    assert too_short(word) == []


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("x", ["x"]),
        ("xy", []),
        ("x og y", ["x", "y"]),
        ("i", []),
        ("3", []),
        ("T1", []),
        ("a/x", ["x"]),
        ("eu x.y", ["x", "y"]),
    ],
)
def test_what_is_too_short_is_said(text: str, short: list[str]) -> None:
    assert too_short(text) == short
    assert [one.typed for one in search_words(text)] == [
        part for part in text.split() if any(char.isdigit() for char in part) or part in {"xy", "eu"}
    ]


@pytest.mark.parametrize(
    ("typed", "word", "beginning"),
    [
        ("eu", "eu", ""),  # two letters are a word and begin nothing
        ("vår", "var", "var"),
        ("møte", "mot", "mote"),  # a stem of three letters would begin too much
        ("kraft", "kraft", "kraft"),
        ("Måned", "maned", "maned"),
        ("båten", "bat", "baten"),
        ("vindkraften", "vindkraft", "vindkraft"),
        ("T1.2", "t1.2", ""),
        ("V-4/26", "v-4/26", ""),
        ("2027", "2027", ""),
        ("ÆØÅ-7", "eoa-7", ""),
    ],
)
def test_the_word_and_the_beginning_it_is_found_by(typed: str, word: str, beginning: str) -> None:
    assert search_words(typed) == [SearchWord(typed, word, beginning)]


def test_a_word_finds_itself_and_what_it_begins() -> None:
    one = SearchWord("kraft", "kraft", "kraft")
    assert [one.finds(word) for word in ("kraft", "kraftverk", "vindkraft", "")] == [True, True, False, False]
    assert [SearchWord("eu", "eu").finds(word) for word in ("eu", "europa")] == [True, False]


def test_each_word_is_searched_for_once_and_in_order() -> None:
    assert [one.typed for one in search_words("kraft og havn, kraften T1.2 Havn")] == ["kraft", "havn", "T1.2"]


def test_a_word_with_a_figure_is_kept_whole_and_in_its_parts() -> None:
    assert index_words("sak V-4/26: kraft") == {"v-4/26", "sak", "kraft", "26"}
    assert index_words("vann-kraft") == {"vann", "kraft"}
    assert index_words("snake_case") == {"snak", "cas"}


def test_sixty_characters_count() -> None:
    assert spelling("x" * 61) == "x" * 60
    (long,) = search_words("1" * 61)
    assert long.word == "1" * 60


@pytest.mark.parametrize(
    ("word", "plain"),
    [("Đáŋŧ", "dant"), ("Åre", "are"), ("Ære", "ere"), ("MAANED", "maned"), ("é", "e"), ("ﬁ", "fi")],
)
def test_how_a_word_is_spelt(word: str, plain: str) -> None:
    assert spelling(word) == spelling(plain) == plain
