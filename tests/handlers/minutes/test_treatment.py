"""What a line says of words that stand: «legg-til», «erstatt», in every language; or nothing."""

import pytest

from handlers.minutes.treatment import Treatment, read_treatment


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Siva orienterte", Treatment("Siva orienterte")),
        ("legg-til: Siva orienterte", Treatment("Siva orienterte", chosen=True, adds=True)),
        ("leggtil v12: Siva orienterte", Treatment("Siva orienterte", chosen=True, adds=True, version=12)),
        ("ADD v3 : Siva", Treatment("Siva", chosen=True, adds=True, version=3)),
        ("erstatt v12: Siva orienterte", Treatment("Siva orienterte", chosen=True, version=12)),
        ("replace: Siva", Treatment("Siva", chosen=True)),
        ("erstatt v12", Treatment("", chosen=True, version=12)),
        ("erstatt lederen innen mai", Treatment("erstatt lederen innen mai")),  # words of the text, no choice
    ],
)
def test_what_a_line_says_of_words_that_stand(typed: str, meant: Treatment) -> None:
    assert read_treatment(typed) == meant
