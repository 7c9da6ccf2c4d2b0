"""The tone and the language: nothing shouts or blames, and no language slips into another."""

import re

import pytest

from handlers.texts import say
from tests.handlers.texts.kit import ALL, catalogue, faults, words


def _among(listed: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{'|'.join(listed.split())})(?![\w-])", re.IGNORECASE)


BOKMAL = _among(
    "ikke uke uken uka uker måned måneden måneder fra hvem hva hvor hvorfor hvilken hvilket hvilke hver hvert jeg "
    "dere deres noen noe være vært ble bli[rt]?tt høst høsten høstmøte leder ledelse tilstede tidligere frister "
    "fristene rutiner innspill utvalg arbeidsutvalg arbeidsutvalget virkemiddel virkemidler virkemiddelaktørene nå "
    "bare siden en et ett gjøre gjør gjøres gjelder navn navnet mer flere velg bekreft bekreftet trenger deltaker "
    "deltakere ansvarlig åpen åpne åpent årlig årlige purringer påminnelse påminnelser dager kalle[rt] innkalt holdt "
    "datoer møtene saksdokumenter saksdokumentene mangler venter kommer mottaker mottakere eier "
    "partene fylkene fylkets punkter punktene utsette utsettes utsatt flyttet forsinket levere[st] endret "
    "endrer oppfølgingen innkallingen meldingen samhandlingen styringsgruppen kopiér selv samme tall spørsmål "
    "forespørsel forespørselen medarbeider lenke sted oversikten beskjeder koordinere[rt]?s hjelpen hit[ea]n"
)
NYNORSK = _among(
    "ikkje veke veka veker månad månaden månader frå kven kva kvifor kvar kvart eg dykk dykkar nokon noko vere vore "
    "blei vart haust hausten haustmøte leiar leiing til\\sstades innspel utval arbeidsutval arbeidsutvalet verkemiddel "
    "ein eit eitt éin éi berre sidan gjere gjer gjeld namn namnet meir fleire stadfest treng deltakar ansvarleg open "
    "opne ope årleg påminning påminningar dagar kallar kalla haldne datoar manglar ventar kjem mottakar mottakarar "
    "partar partane fylka punkta utset utsett_ flytt_ sjølv sjølve førespurnad medarbeidar lenkje stad enno saman"
)
COLOURS = _among(
    "grønn grønt grøn grønne grøne gul gult gule rød rødt røde raud raudt raude blå green amber yellow red blue"
)
BLAME = re.compile(
    r"\b(?:forfalt|forfall(?:er|en)|brudd|brot|brutt|skyld)\b|blame|fault\b|fail(?:ed|ure)", re.IGNORECASE
)
PLEASANTRIES = _among("vennligst venlegast beklager beklagar dessverre diverre sorry please oops")

PLEASE = {"dates.note-derived"}  # «Please check the date.»
PROPER = re.compile(r"Forskningsrådet|møre og romsdal|Bokmål|(?<=«språk )en(?=»)", re.IGNORECASE)
"""Names and codes that are the same in every language."""


def test_nothing_shouts_or_blames() -> None:
    assert faults(lambda language, name: "!" in words(language, name)) == []
    assert faults(lambda language, name: BLAME.findall(words(language, name))) == []
    assert faults(lambda language, name: COLOURS.findall(words(language, name))) == []
    assert faults(lambda language, name: name not in PLEASE and PLEASANTRIES.findall(words(language, name))) == []


def test_signs_are_plain() -> None:
    """No emoji, and nothing that a renderer would take for markup."""
    strange = re.compile(r"[^\w\s.,:;?«»“”’'()/§·…–→✓@#-]|_")
    usual = {"console": re.compile(r"[›\[\]+]"), "slack": re.compile(r"\|")}  # a prompt, a usage line
    for language, name in ALL:
        odd = usual.get(name.split(".", 1)[0], re.compile("(?!)")).sub(
            "", " ".join(strange.findall(words(language, name)))
        )
        assert not odd.strip(), f"{language} {name}: {odd}"


@pytest.mark.parametrize(
    ("language", "foreign"),
    [("nn", BOKMAL), ("nb", NYNORSK), ("en", re.compile(r"[æøåÆØÅ«»]|\b(?:og|ikke|eller)\b"))],
    ids=["nn", "nb", "en"],
)
def test_no_language_slips_into_another(language: str, foreign: re.Pattern[str]) -> None:
    found = {
        name: slips for name in catalogue(language) if (slips := foreign.findall(PROPER.sub("", words(language, name))))
    }
    assert found == {}


def test_overdue_is_over_the_deadline() -> None:
    assert say("nb", "status.heading-overdue") == say("nn", "status.heading-overdue") == "Over fristen"
    assert say("en", "status.heading-overdue") == "Overdue"
    assert say("nb", "meetings.fact-absent") == "Forfall"
    assert say("nn", "meetings.fact-absent") == "Fråfall"
