"""The words in which people say when a decision was taken: season, kind and month, in each language."""

from datetime import date

import pytest

from storage.decisions.search_index import body_word, meeting_words

MONTHS = """
januar january|februar february|mars march|april|mai may|juni june|juli july|august|september|oktober october|november|
desember december
"""


@pytest.mark.parametrize(("month", "words"), list(enumerate("".join(MONTHS.split("\n")).split("|"), start=1)))
def test_the_month(month: int, words: str) -> None:
    assert meeting_words("", "", date(2027, month, 1)).split() == words.split()


@pytest.mark.parametrize(
    ("season", "kind", "words"),
    [
        ("spring", "regional", "vår vårmøte spring regionalt regional"),
        ("autumn", "national", "høst høstmøte haust haustmøte autumn nasjonalt national"),
        ("", "steering", ""),
    ],
)
def test_the_season_and_the_kind(season: str, kind: str, words: str) -> None:
    assert meeting_words(season, kind, date(2027, 4, 1)).split() == [*words.split(), "april"]


def test_a_body_is_found_by_a_word_no_text_has() -> None:
    assert (body_word("agder"), body_word("national")) == ("=agder", "=national")
