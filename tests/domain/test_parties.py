"""The parties of the model as they stand, and the ways their names are written."""

import pytest

from domain.organisations import REFERENCE, by_name, fold, named_in, names_of, valid_orgnr

PARTIES = """
ks               | KS               |    | nb | styreleder             |      | 971032146
oslo             | Oslo             | 03 | nb | byrådsleder            |      | 958935420
rogaland         | Rogaland         | 11 | nb | fylkesordfører         |      | 971045698
more-og-romsdal  | Møre og Romsdal  | 15 | nn | fylkesordførar         |      | 944183779
nordland         | Nordland         | 18 | nb | fylkesrådsleder        |      | 964982953
ostfold          | Østfold          | 31 | nb | fylkesordfører         | 2024 | 930580694
akershus         | Akershus         | 32 | nb | fylkesrådsleder        | 2024 | 930580783
buskerud         | Buskerud         | 33 | nb | fylkesordfører         | 2024 | 930580260
innlandet        | Innlandet        | 34 | nb | fylkesordfører         |      | 920717152
vestfold         | Vestfold         | 39 | nb | fylkesordfører         | 2024 | 929882385
telemark         | Telemark         | 40 | nb | fylkesordfører         | 2024 | 929882989
agder            | Agder            | 42 | nb | fylkesordfører         |      | 921707134
vestland         | Vestland         | 46 | nn | fylkesordførar         |      | 821311632
trondelag        | Trøndelag        | 50 | nb | fylkesordfører         |      | 817920632
troms            | Troms            | 55 | nb | fylkesordfører         | 2024 | 930068128
finnmark         | Finnmark         | 56 | nb | fylkesordfører         | 2024 | 830090282
innovasjon-norge | Innovasjon Norge |    | nb | administrerende direktør |    | 986399445
siva             | Siva             |    | nb | administrerende direktør |    |
forskningsradet  | Forskningsrådet  |    | nb | administrerende direktør |    | 970141669
"""


def test_the_parties_are_these() -> None:
    expected = [tuple(cell.strip() for cell in line.split("|")) for line in PARTIES.strip().splitlines()]
    found = [
        (one.slug, one.short, one.number, one.language, one.leader_title, str(one.valid_from or "")[:4], one.orgnr)
        for one in REFERENCE
    ]
    assert found == expected
    assert {str(one.valid_from) for one in REFERENCE} == {"None", "2024-01-01"}
    assert not any(one.valid_to or one.fictional for one in REFERENCE)
    assert [one.slug for one in REFERENCE if one.orgnr and not valid_orgnr(one.orgnr)] == []


@pytest.mark.parametrize(
    ("slug", "name"),
    [
        ("oslo", "Oslo kommune"),
        ("agder", "Agder fylkeskommune"),
        ("more-og-romsdal", "Møre og Romsdal fylkeskommune"),
        ("ks", "KS – Kommunesektorens organisasjon"),
        ("siva", "Siva – Selskapet for Industrivekst SF"),
        ("forskningsradet", "Norges forskningsråd"),
    ],
)
def test_their_full_names(slug: str, name: str) -> None:
    found = by_name(name, REFERENCE)
    assert found is not None
    assert (found.slug, found.name) == (slug, name)


@pytest.mark.parametrize(
    ("slug", "names"),
    [
        ("ks", "KS|Kommunesektorens organisasjon"),
        ("innovasjon-norge", "IN|Innovasjon Noreg|innovasjon-norge"),
        ("siva", "SIVA|Selskapet for industrivekst"),
        ("forskningsradet", "FR|NFR|Norges forskningsråd|Noregs forskingsråd|Forskingsrådet|forskningsraadet"),
        ("more-og-romsdal", "Moere og Romsdal|more og romsdal|Møre og Romsdal fylkeskommune|more-og-romsdal"),
    ],
)
def test_what_else_they_are_called(slug: str, names: str) -> None:
    for name in names.split("|"):
        found = by_name(name, REFERENCE)
        assert found is not None, name
        assert found.slug == slug
    assert by_name("Atlantis", REFERENCE) is None
    assert "" not in [name for one in REFERENCE for name in names_of(one)]


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Møre", "more"), ("MOERE", "more"), ("Ålesund", "alesund"), ("Aalesund", "alesund"),
        ("Sør-Varanger", "sor varanger"), ("Næss", "ness"), ("Naess", "ness"), (" i dag! ", "i dag"), ("O-12", "o 12"),
    ],
)  # fmt: skip
def test_how_names_are_compared(text: str, plain: str) -> None:
    assert fold(text) == plain


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Møre og Romsdal vår", "more-og-romsdal"),
        ("Innovasjon Norge", "innovasjon-norge"),
        ("in: en sak", "innovasjon-norge"),
        ("Norges forskningsråd om noe", "forskningsradet"),
        ("agder", "agder"),
        ("Agderen", ""),
        ("møte i Agder", ""),
        ("", ""),
    ],
)
def test_the_name_a_text_begins_with(text: str, slug: str) -> None:
    found = named_in(text, REFERENCE)
    assert (found.slug if found else "") == slug


def test_the_longest_name_counts() -> None:
    agder = by_name("Agder", REFERENCE)
    assert agder is not None
    assert named_in("Agder fylkeskommune møter", [agder]) is agder
    longer = [one for one in REFERENCE if one.slug in {"innovasjon-norge", "forskningsradet"}]
    found = named_in("in innovasjon norge", [*longer, *reversed(longer)])
    assert found is not None
    assert found.slug == "innovasjon-norge"


@pytest.mark.parametrize("number", ["971032147", "97103214", "9710321460", "97103214a", "", "٩٧١٠٣٢١٤٦"])
def test_what_is_no_organisation_number(number: str) -> None:
    assert not valid_orgnr(number)


@pytest.mark.parametrize(("number", "valid"), [("000000000", True), ("100000008", True), ("100000009", False)])
def test_the_check_digit(number: str, *, valid: bool) -> None:
    assert valid_orgnr(number) is valid
