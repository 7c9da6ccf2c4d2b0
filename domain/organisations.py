"""The parties of the model («Formål»): KS, 14 county authorities and Oslo, three agencies; and the roles people hold.

Names, numbers and languages are public facts (as of 2024-01-01); nobody's personal name is ever part of them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Kind(StrEnum):
    """What an organisation is in the model."""

    KS = "ks"
    COUNTY = "county"
    AGENCY = "agency"


class Role(StrEnum):
    """A role held in an organisation. Duties fall on roles first, on persons second."""

    COORDINATOR = "coordinator"
    LEADER = "leader"
    SECRETARY = "secretary"
    WORKING_COMMITTEE = "working-committee"
    MEMBER = "member"


class RequestState(StrEnum):
    """What has become of somebody's asking for a role."""

    OPEN = "open"
    GRANTED = "granted"
    DECLINED = "declined"
    REPLACED = "replaced"  # by their asking for another role in the same organisation


@dataclass(frozen=True, slots=True)
class Organisation:
    """A party. `slug` is its name in commands; `number` the county number; `language` what it is written to in."""

    slug: str
    kind: Kind
    short: str
    name: str
    language: str = "nb"
    number: str = ""
    orgnr: str = ""
    leader_title: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    fictional: bool = False
    aliases: tuple[str, ...] = ()

    def valid_on(self, day: date) -> bool:
        """Whether it is a party on `day`; one that has ended stays in old minutes, not in new meetings («Formål»)."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


_SINCE_2024 = date(2024, 1, 1)


def _county(number: str, slug: str, short: str, orgnr: str, *, language: str = "nb", title: str = "") -> Organisation:
    name = f"{short} kommune" if slug == "oslo" else f"{short} fylkeskommune"
    return Organisation(
        slug=slug,
        kind=Kind.COUNTY,
        short=short,
        name=name,
        language=language,
        number=number,
        orgnr=orgnr,
        leader_title=title or ("fylkesordførar" if language == "nn" else "fylkesordfører"),
        valid_from=_SINCE_2024 if number in _NEW_IN_2024 else None,
    )


_NEW_IN_2024 = {"31", "32", "33", "39", "40", "55", "56"}

REFERENCE: tuple[Organisation, ...] = (
    Organisation(
        slug="ks",
        kind=Kind.KS,
        short="KS",
        name="KS – Kommunesektorens organisasjon",
        orgnr="971032146",
        leader_title="styreleder",
        aliases=("kommunesektorens organisasjon",),
    ),
    _county("03", "oslo", "Oslo", "958935420", title="byrådsleder"),
    _county("11", "rogaland", "Rogaland", "971045698"),
    _county("15", "more-og-romsdal", "Møre og Romsdal", "944183779", language="nn"),
    _county("18", "nordland", "Nordland", "964982953", title="fylkesrådsleder"),
    _county("31", "ostfold", "Østfold", "930580694"),
    _county("32", "akershus", "Akershus", "930580783", title="fylkesrådsleder"),
    _county("33", "buskerud", "Buskerud", "930580260"),
    _county("34", "innlandet", "Innlandet", "920717152"),
    _county("39", "vestfold", "Vestfold", "929882385"),
    _county("40", "telemark", "Telemark", "929882989"),
    _county("42", "agder", "Agder", "921707134"),
    _county("46", "vestland", "Vestland", "821311632", language="nn"),
    _county("50", "trondelag", "Trøndelag", "817920632"),
    _county("55", "troms", "Troms", "930068128"),
    _county("56", "finnmark", "Finnmark", "830090282"),
    Organisation(
        slug="innovasjon-norge",
        kind=Kind.AGENCY,
        short="Innovasjon Norge",
        name="Innovasjon Norge",
        orgnr="986399445",
        leader_title="administrerende direktør",
        aliases=("in", "innovasjon noreg"),
    ),
    Organisation(
        slug="siva",
        kind=Kind.AGENCY,
        short="Siva",
        name="Siva – Selskapet for Industrivekst SF",
        leader_title="administrerende direktør",
        aliases=("selskapet for industrivekst",),
    ),
    Organisation(
        slug="forskningsradet",
        kind=Kind.AGENCY,
        short="Forskningsrådet",
        name="Norges forskningsråd",
        orgnr="970141669",
        leader_title="administrerende direktør",
        aliases=("fr", "nfr", "norges forskningsråd", "noregs forskingsråd", "forskingsrådet"),
    ),
)
"""The 19 reference organisations, KS first, then by county number, then the agencies."""


def valid_orgnr(number: str) -> bool:
    """Whether a Norwegian organisation number's check digit is right (weights 3 2 7 6 5 4 3 2, modulo 11)."""
    if len(number) != 9 or not (number.isascii() and number.isdigit()):
        return False
    weights = (3, 2, 7, 6, 5, 4, 3, 2)
    rest = sum(weight * int(digit) for weight, digit in zip(weights, number[:8], strict=True)) % 11
    check = 0 if rest == 0 else 11 - rest
    return check == int(number[8])


def fold(text: str) -> str:
    """Text as it is compared: lower case, æøå and their ASCII spellings alike («Møre», «more», «moere»)."""
    lowered = text.casefold()
    for letter, plain in (("æ", "ae"), ("ø", "o"), ("å", "a"), ("ae", "e"), ("oe", "o"), ("aa", "a")):
        lowered = lowered.replace(letter, plain)
    return "".join(char if char.isalnum() else " " for char in lowered).strip()


def names_of(organisation: Organisation) -> tuple[str, ...]:
    """Every name an organisation is known by, folded."""
    full = organisation.name.split(" – ")[0]
    names = (organisation.slug, organisation.short, organisation.name, full, *organisation.aliases)
    return tuple(dict.fromkeys(fold(name) for name in names))


def by_name(text: str, organisations: Iterable[Organisation]) -> Organisation | None:
    """The organisation called `text` (any spelling), or None. A county's name alone means its county authority."""
    wanted = fold(text)
    return next((organisation for organisation in organisations if wanted in names_of(organisation)), None)


def named_in(text: str, organisations: Iterable[Organisation]) -> Organisation | None:
    """The organisation whose longest name begins `text` as whole words («Møre og Romsdal vår» → Møre og Romsdal)."""
    words = f"{fold(text)} "
    found = [
        (len(name), organisation)
        for organisation in organisations
        for name in names_of(organisation)
        if words.startswith(f"{name} ")
    ]
    return max(found, key=lambda pair: pair[0])[1] if found else None


def after_name(rest: str, organisation: Organisation) -> str:
    """What follows the organisation's longest name at the start of the text."""
    words = rest.split()
    for count in range(min(len(words), 6), 0, -1):
        if fold(" ".join(words[:count]).strip(",.:")) in names_of(organisation):
            return rest.split(maxsplit=count)[count] if len(words) > count else ""
    return ""
