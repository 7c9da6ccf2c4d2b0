"""The nineteen parties: names that resolve, numbers that check, and the two counties that are often swapped."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.organisations import (
    REFERENCE,
    Kind,
    Organisation,
    after_name,
    by_name,
    fold,
    named_in,
    names_of,
    valid_orgnr,
)

EVERY = st.sampled_from(REFERENCE)
BY_SLUG = {one.slug: one for one in REFERENCE}
COUNTY_NUMBERS = {
    "oslo": "03", "rogaland": "11", "more-og-romsdal": "15", "nordland": "18", "ostfold": "31", "akershus": "32",
    "buskerud": "33", "innlandet": "34", "vestfold": "39", "telemark": "40", "agder": "42", "vestland": "46",
    "trondelag": "50", "troms": "55", "finnmark": "56",
}  # fmt: skip


def test_nineteen_parties_in_order() -> None:
    assert [one.kind for one in REFERENCE] == [Kind.KS, *[Kind.COUNTY] * 15, *[Kind.AGENCY] * 3]
    counties = [one for one in REFERENCE if one.kind is Kind.COUNTY]
    assert {one.slug: one.number for one in counties} == COUNTY_NUMBERS
    assert [one.number for one in counties] == sorted(COUNTY_NUMBERS.values())
    assert len(BY_SLUG) == 19


def test_ostfold_and_akershus_are_not_swapped() -> None:
    """Several public lists have them the wrong way round."""
    assert (BY_SLUG["ostfold"].number, BY_SLUG["ostfold"].orgnr) == ("31", "930580694")
    assert (BY_SLUG["akershus"].number, BY_SLUG["akershus"].orgnr) == ("32", "930580783")


def test_organisation_numbers_check_and_are_unique() -> None:
    known = [one.orgnr for one in REFERENCE if one.orgnr]
    assert len(known) == len(set(known)) == 18
    assert all(valid_orgnr(number) for number in known)
    assert BY_SLUG["siva"].orgnr == ""  # not found in a public source: left empty rather than guessed


def test_languages_titles_and_validity() -> None:
    assert {one.slug for one in REFERENCE if one.language == "nn"} == {"vestland", "more-og-romsdal"}
    assert {one.language for one in REFERENCE} == {"nb", "nn"}
    assert {one.slug: one.leader_title for one in REFERENCE if "råd" in one.leader_title} == {
        "oslo": "byrådsleder", "nordland": "fylkesrådsleder", "akershus": "fylkesrådsleder",
    }  # fmt: skip
    assert BY_SLUG["oslo"].name == "Oslo kommune"
    assert all(
        one.name.endswith("fylkeskommune") for one in REFERENCE if one.kind is Kind.COUNTY and one.slug != "oslo"
    )
    new = {one.slug for one in REFERENCE if one.valid_from == date(2024, 1, 1)}
    assert new == {"ostfold", "akershus", "buskerud", "vestfold", "telemark", "troms", "finnmark"}
    assert not any(one.fictional for one in REFERENCE)


@given(first=st.dates(), last=st.dates(), day=st.dates())
def test_a_party_is_one_from_its_first_to_its_last_day(first: date, last: date, day: date) -> None:
    one = Organisation("x", Kind.COUNTY, "X", "X", valid_from=first, valid_to=last)
    assert one.valid_on(day) is (first <= day <= last)
    assert Organisation("x", Kind.COUNTY, "X", "X").valid_on(day)


# -- names -----------------------------------------------------------------------------------------------------------


def test_no_name_means_two_parties() -> None:
    owner: dict[str, str] = {}
    for one in REFERENCE:
        for name in names_of(one):
            assert name
            assert owner.setdefault(name, one.slug) == one.slug, name


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Møre og Romsdal", "more-og-romsdal"),
        ("more og romsdal", "more-og-romsdal"),
        ("MOERE OG ROMSDAL", "more-og-romsdal"),
        ("more-og-romsdal", "more-og-romsdal"),
        ("Trøndelag fylkeskommune", "trondelag"),
        ("troendelag", "trondelag"),
        ("Østfold", "ostfold"),
        ("oestfold", "ostfold"),
        ("Oslo kommune", "oslo"),
        ("IN", "innovasjon-norge"),
        ("innovasjon noreg", "innovasjon-norge"),
        ("SIVA", "siva"),
        ("Siva – Selskapet for Industrivekst SF", "siva"),
        ("forskningsraadet", "forskningsradet"),
        ("Noregs forskingsråd", "forskningsradet"),
        ("KS – Kommunesektorens organisasjon", "ks"),
    ],
)
def test_names_people_type(text: str, slug: str) -> None:
    found = by_name(text, REFERENCE)
    assert found is not None
    assert found.slug == slug


@given(one=EVERY, data=st.data())
def test_every_spelling_of_every_name_resolves(one: Organisation, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from([one.slug, one.short, one.name, *one.aliases]))
    for old, new in data.draw(
        st.lists(
            st.sampled_from([("ø", "o"), ("ø", "oe"), ("å", "a"), ("å", "aa"), ("æ", "ae"), ("Ø", "Oe")]), max_size=3
        )
    ):
        name = name.replace(old, new)
    spelt = data.draw(st.sampled_from([name.upper(), name.lower(), name.title(), name.swapcase(), name]))
    found = by_name(f" {spelt} ", REFERENCE)
    assert found is one


@given(one=EVERY, rest=st.text(max_size=20))
def test_a_text_that_begins_with_a_name_names_it(one: Organisation, rest: str) -> None:
    for name in names_of(one):
        found = named_in(f"{name}: {rest}", REFERENCE)
        assert found is not None
        if found is not one:  # only a longer name that begins with this one may win («IN …» never does)
            assert any(len(other) > len(name) and other.startswith(name) for other in names_of(found))


@given(text=st.text(max_size=60))
def test_reading_a_name_never_fails(text: str) -> None:
    found = named_in(text, REFERENCE)
    assert found is None or any(fold(text).startswith(name) for name in names_of(found))
    assert by_name(text, REFERENCE) in (None, *REFERENCE)


@given(text=st.text(max_size=60))
def test_folding_leaves_letters_digits_and_single_spaces_between_words(text: str) -> None:
    folded = fold(text)
    assert folded == folded.strip() == folded.casefold()
    assert all(char.isalnum() or char == " " for char in folded)
    assert not set(folded) & set("æøåÆØÅ")


# -- organisation numbers --------------------------------------------------------------------------------------------


@given(digits=st.text("0123456789", min_size=8, max_size=8))
def test_at_most_one_check_digit_is_right(digits: str) -> None:
    right = [digit for digit in "0123456789" if valid_orgnr(digits + digit)]
    rest = sum(int(digit) * weight for digit, weight in zip(digits, (3, 2, 7, 6, 5, 4, 3, 2), strict=True)) % 11
    assert len(right) == (0 if rest == 1 else 1)


@given(number=st.sampled_from([one.orgnr for one in REFERENCE if one.orgnr]), data=st.data())
def test_two_digits_swapped_or_one_wrong_is_noticed(number: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, 8))
    digit = data.draw(st.sampled_from([each for each in "0123456789" if each != number[place]]))
    assert not valid_orgnr(number[:place] + digit + number[place + 1 :])


@given(text=st.text(max_size=12))
def test_anything_else_is_no_number(text: str) -> None:
    if not (len(text) == 9 and text.isascii() and text.isdecimal()):
        assert not valid_orgnr(text)


@pytest.mark.parametrize("text", ["9²1045698", "٩٧١٠٤٥٦٩٨", "97104569", "9710456980", "971 045 698", "-71045698", ""])
def test_what_looks_like_a_number_and_is_none(text: str) -> None:
    assert not valid_orgnr(text)


@pytest.mark.parametrize(
    ("slug", "text", "rest"),
    [
        ("siva", "Siva levere skisse", "levere skisse"),
        ("siva", "siva: levere  skisse", "levere  skisse"),
        ("siva", "Siva", ""),
        ("siva", "Agder levere skisse", ""),
        ("more-og-romsdal", "Møre og Romsdal levere", "levere"),
        ("more-og-romsdal", "Møre og Romsdal fylkeskommune, levere", "levere"),
    ],
)
def test_what_follows_a_name(slug: str, text: str, rest: str) -> None:
    assert after_name(text, next(one for one in REFERENCE if one.slug == slug)) == rest
