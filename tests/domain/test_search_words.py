"""Words of a text and words that are searched for: every form and every spelling of a word finds it."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from domain.search_words import STOP_WORDS, index_words, search_words, spelling, stem, too_short


def finds(query: str, text: str) -> bool:
    """Whether each word of the query finds the text."""
    words = search_words(query)
    return bool(words) and all(any(one.finds(word) for word in index_words(text)) for one in words)


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("vårmøte", "vårmøtet"),
        ("vårmøtet", "vårmøte"),
        ("vårmøter", "vårmøtet"),
        ("vårm", "vårmøtet"),
        ("varmote", "vårmøtet"),
        ("vaarmoetet", "Vårmøtene"),
        ("oppfolging", "oppfølging"),
        ("oppfølginga", "oppfølging"),
        ("oppfølgingen", "oppfolginga"),
        ("OPPFOELGING", "oppfølgingene"),
        ("haustmøte", "haustmøtet"),
        ("haustmøta", "haustmøtet"),
        ("vedtak", "vedtaket"),
        ("vedtaka", "vedtakene"),
        ("vedtaksprotokoll", "vedtaksprotokollen"),
        ("tiltak", "tiltaka"),
        ("avtalene", "avtale"),
        ("samarbeidsavtala", "samarbeidsavtalen"),
        ("kommunar", "kommuner"),
        ("prosjekta", "prosjektene"),
        ("bedriftene", "bedrifter"),
        ("verkemidla", "verkemidlar"),
        ("partnerskapet", "partnerskapets"),
        ("sekretær", "sekretæren"),
        ("sekretaeren", "sekretær"),
        ("fornybare", "fornybar"),
        ("kraft", "kraftnettet"),
        ("krafta", "kraftnettet"),
        ("åpen", "aapen"),
        ("måned", "månedene"),
        ("idé", "ideen"),
        ("Čáhci", "cahci"),
        ("EU", "EU-midler"),
        ("FoU-bedrift", "tall for FoU-bedrifter"),
        ("T1.2", "tiltak T1.2 er i gang"),
        ("t1.2", "T1.2"),
        ("V-4/26", "jf. V-4/26."),
        ("2027", "til våren 2027"),
        ("2027", "i 2026/2027"),
        ("15", "15 bedrifter"),
    ],
)
def test_forms_of_a_word_find_one_another(query: str, text: str) -> None:
    assert finds(query, text)


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("møte", "motor"),
        ("møtene", "motstand"),
        ("EU", "europeisk"),
        ("O-1", "O-12"),
        ("20", "2027"),
        ("V-4/26", "V-14/26"),
        ("kraftnett", "kraft"),
        ("kraft nett", "kraft"),
        ("vår", "sommer"),
        ("!?", "hva som helst"),
    ],
)
def test_other_words_do_not(query: str, text: str) -> None:
    assert not finds(query, text)


def test_words_that_tell_nothing_are_not_searched_for() -> None:
    assert [one.typed for one in search_words("vedtaket om kraft til Agder og kraften")] == [
        "vedtaket",
        "kraft",
        "Agder",
    ]
    assert search_words("om det og dei") == []
    assert too_short("x og y i sak 4") == ["x", "y"]


LETTERS = "abcdefghijklmnoprstuvyæøåÆØÅé"
WORDS = st.text(LETTERS, min_size=2, max_size=14)
ENDED = st.builds(
    str.__add__, WORDS, st.sampled_from(["", "en", "et", "ene", "a", "ar", "er", "ærs", "heten", "s", "ig"])
)
ASCII = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "Æ": "AE", "Ø": "OE", "Å": "AA"})
BARE = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "Æ": "AE", "Ø": "O", "Å": "A"})


@given(st.lists(ENDED, min_size=1, max_size=6))
@example(["sekretærs"])
@example(["åa", "åå", "øe"])
def test_every_word_of_a_text_finds_it_however_it_is_spelt(words: list[str]) -> None:
    text = ", ".join(words)
    for word in words:
        if spelling(word) in STOP_WORDS:
            continue
        for spelt in (word, word.upper(), word.lower(), word.translate(ASCII), word.translate(BARE), word.title()):
            assert finds(spelt, text), spelt
            assert finds(word, text.replace(word, spelt)), spelt


@given(st.text(max_size=40))
def test_every_word_of_any_text_finds_it(text: str) -> None:
    for one in search_words(text):
        assert any(one.finds(word) for word in index_words(text)), one


@given(st.text(max_size=20))
def test_a_spelling_and_a_stem_stand_still(text: str) -> None:
    assert spelling(spelling(text)) == spelling(text)
    assert stem(stem(text)) == stem(text)


@given(ENDED, st.integers(min_value=3, max_value=14))
def test_the_beginning_of_a_stem_finds_the_word(word: str, letters: int) -> None:
    plain = stem(word)[:letters]
    if len(plain) >= 3 and plain not in STOP_WORDS and spelling(word) not in STOP_WORDS and spelling(plain) == plain:
        assert finds(plain, word)
