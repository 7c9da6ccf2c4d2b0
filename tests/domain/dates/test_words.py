"""Every word of the dates, in bokmål, nynorsk and English, where it decides; today is Monday 23 November 2026."""

from dataclasses import replace
from datetime import date

import pytest

from domain.calendar import WorkCalendar
from domain.dates.parse import DateContext, Direction, find_date, parse_date

FUTURE = DateContext(date(2026, 11, 23), WorkCalendar())
PAST = replace(FUTURE, direction=Direction.PAST)


def read(text: str, context: DateContext = FUTURE) -> str:
    return parse_date(text, context).day.isoformat()


@pytest.mark.parametrize(
    ("day", "names", "short"),
    [
        (26, "mandag mandagen måndag måndagen monday", "man mon"),
        (27, "tirsdag tirsdagen tysdag tysdagen tuesday", "tir tirs tys tue tues"),
        (28, "onsdag onsdagen wednesday", "ons wed"),
        (29, "torsdag torsdagen thursday", "tor tors thu thur thurs"),
        (30, "fredag fredagen friday", "fre fri"),
    ],
)
def test_weekdays(day: int, names: str, short: str) -> None:
    for name in [*names.split(), *short.split(), *(f"{one}." for one in short.split())]:
        assert read(f"{name} {day}. april") == f"2027-04-{day}"
        assert read(f"{name} i uke 17") == f"2027-04-{day}"


@pytest.mark.parametrize(
    ("day", "names"),
    [
        (1, "lørdag lørdagen laurdag laurdagen saturday lør lau laur sat"),
        (2, "søndag søndagen sundag sundagen sunday søn sun"),
    ],
)
def test_weekend_days(day: int, names: str) -> None:
    for name in names.split():
        assert read(f"{name} {day}. mai") == f"2027-05-0{day}"


@pytest.mark.parametrize(
    ("month", "names"),
    list(enumerate(
        ["januar january jan", "februar february feb", "mars march mar", "april apr", "mai may", "juni june jun",
         "juli july jul", "august aug", "september sept sep", "oktober october okt oct", "november nov",
         "desember december des dec"],
        start=1,
    )),
)  # fmt: skip
def test_months(month: int, names: str) -> None:
    for name in names.split():
        assert read(f"9. {name} 2028") == f"2028-{month:02}-09"
        if len(name) < 5 and name not in {"mars", "mai", "may", "juni", "june", "juli", "july"}:
            assert read(f"9. {name}. 2028") == f"2028-{month:02}-09"


@pytest.mark.parametrize(
    "name", ["January", "February", "March", "May", "June", "July", "October", "Oct", "December", "Dec"]
)
def test_a_number_after_an_english_month_is_its_day(name: str) -> None:
    assert read(f"{name} 9") == read(f"9 {name}")


@pytest.mark.parametrize(
    ("expected", "units"),
    [
        ("2026-11-26", "dag dager dagar døgn day days"),
        ("2026-12-14", "uke uker veke veker week weeks"),
        ("2027-02-23", "måned måneder månad månader month months"),
        ("2028-05-23", "halvår"),
        ("2029-11-23", "år year years"),
    ],
)
def test_what_three_of_can_be(expected: str, units: str) -> None:
    for unit in units.split():
        assert read(f"om tre {unit}") == read(f"in 3 {unit}") == expected


@pytest.mark.parametrize(
    "unit",
    [
        "arbeidsdag",
        "arbeidsdager",
        "arbeidsdagar",
        "virkedag",
        "virkedager",
        "virkedagar",
        "yrkedag",
        "yrkedager",
        "yrkedagar",
        "kvardag",
        "kvardagar",
        "hverdag",
        "hverdager",
    ],
)
def test_working_days_pass_over_the_weekend(unit: str) -> None:
    assert read(f"om fem {unit}") == read("in five business days") == read("in 5 working days") == "2026-11-30"
    assert read(f"for en {unit} siden", PAST) == "2026-11-20"
    assert read(f"om én {unit}") == "2026-11-24"


@pytest.mark.parametrize(
    ("number", "words"),
    list(enumerate(
        ["en ei én et ett ein eitt eit one a an", "to two", "tre three", "fire four", "fem five", "seks six",
         "sju syv seven", "åtte eight", "ni nine", "ti ten", "elleve eleven", "tolv twelve", "tretten thirteen",
         "fjorten fourteen", "femten fifteen"],
        start=1,
    )),
)  # fmt: skip
def test_numbers(number: int, words: str) -> None:
    for word in words.split():
        assert read(f"om {word} dager") == read(f"om {number} dager")


@pytest.mark.parametrize(
    ("end", "words"),
    [
        ("2027-03-31", "første fyrste forste first 1."),
        ("2027-06-30", "andre annet anna second 2."),
        ("2027-09-30", "tredje third 3."),
        ("2026-12-31", "fjerde fourth 4."),
    ],
)
def test_quarters(end: str, words: str) -> None:
    for word in words.split():
        assert read(f"{word} kvartal") == end
    assert read("første halvår") == "2027-06-30"
    assert read("andre halvår") == "2026-12-31"


@pytest.mark.parametrize("text", ["1st of December", "the 1st", "den 1.", "December 1st", "1 December", "Dec 1"])
def test_the_first_of_december(text: str) -> None:
    assert read(text) == "2026-12-01"


def test_ordinals() -> None:
    assert [read(f"the {day}") for day in ("1st", "2nd", "3rd", "4th")] == [f"2026-12-0{day}" for day in range(1, 5)]


@pytest.mark.parametrize(
    ("words", "week"),
    [
        ("neste next", "2026-12-04"),
        ("denne dette this innevarende inneverande", "2026-11-27"),
        ("førstkommende fyrstkomande førstkomande førstkommande coming", "2026-12-04"),
        ("kommende komande nærmeste næraste", "2026-12-04"),
    ],
)  # fmt: skip
def test_which_week_is_meant(words: str, week: str) -> None:
    for which in words.split():
        for noun in ("uke", "uka", "uken", "veke", "veka", "week"):
            assert read(f"{which} {noun}") == week


@pytest.mark.parametrize("which", ["forrige", "førre", "last", "sist", "siste"])
def test_what_is_over(which: str) -> None:
    assert read(f"{which} uke", PAST) == "2026-11-20"
    assert read(f"utgangen av {which} måned", PAST) == "2026-10-31"
    assert read(f"utgangen av {which} år", PAST) == "2025-12-31"
    assert read(f"{which} fredag", PAST) == "2026-11-20"


@pytest.mark.parametrize(
    ("end", "texts"),
    [
        ("2026-11-30", "månedens slutt|månadens utgang|utløpet av måneden|enden av månaden"),
        ("2026-11-30", "end of the month|ultimo måned"),
        ("2026-12-31", "årets ende|årets utløp|utgangen av året|slutten av år"),
        ("2026-12-31", "the end of this year"),
        ("2026-11-27", "ukas slutt|ukens utgang|vekas ende|slutten av uka"),
        ("2026-11-27", "slutten av uken|slutten av veka|end of the week"),
        ("2026-12-31", "slutten av halvåret|utgangen av dette halvår|utgangen av kvartalet|end of this quarter"),
        ("2027-04-01", "primo april|begynnelsen av april|starten av april|byrjinga av april"),
        ("2027-04-01", "beginning of April|start of April"),
        ("2027-04-15", "medio april|midten av april|midt i april|middle of April"),
        ("2027-04-15", "mid April|mid-April"),
        ("2027-04-28", "medio uke 17|midten av uke 17|midt i uke 17"),
        ("2027-04-26", "primo uke 17|starten av uke 17"),
        ("2027-02-15", "medio 1. kvartal|medio Q1 2027"),
        ("2027-04-01", "medio 1. halvår|medio H1"),
        ("2027-07-01", "medio 2027"),
        ("2027-01-01", "primo 2027|primo 1. kvartal"),
    ],
)  # fmt: skip
def test_parts_of_a_time(end: str, texts: str) -> None:
    for text in texts.split("|"):
        assert read(text) == end, text


@pytest.mark.parametrize(
    ("names", "before", "after"),
    [
        ("jul jula julen christmas xmas", "2026-12-23", "2026-12-28"),
        ("påske påska påsken easter", "2027-03-24", "2027-03-30"),
        ("pinse pinsa pinsen whitsun pentecost", "2027-05-14", "2027-05-18"),
        ("nyttår årsskiftet", "2026-12-31", "2027-01-04"),
    ],
)
def test_feasts(names: str, before: str, after: str) -> None:
    for name in names.split():
        for word in ("før", "foer", "before", "innen", "innan", "by", "for", "til"):
            assert read(f"{word} {name}") == before
        for word in ("etter", "after"):
            assert read(f"{word} {name}") == after
    assert (read("before New Year"), read("after the new year")) == ("2026-12-31", "2027-01-04")


@pytest.mark.parametrize(
    ("day", "texts"),
    [
        ("2026-11-23", "i dag|idag|today"),
        ("2026-11-24", "i morgen|imorgen|i morgon|imorgon"),
        ("2026-11-24", "tomorrow"),
        ("2026-11-25", ("i overmorgen|i overmorgon|iovermorgen|overmorgen|overmorgon|the day after tomorrow|"
                       "day after tomorrow")),
        ("2026-11-22", "i går|igår|yesterday"),
        ("2026-11-21", "i forgårs|i førgår|i fyrrgår|the day before yesterday"),
        ("2026-11-21", "day before yesterday"),
    ],
)  # fmt: skip
def test_days_with_a_name(day: str, texts: str) -> None:
    for text in texts.split("|"):
        assert read(text, FUTURE if day >= "2026-11-23" else PAST) == day


@pytest.mark.parametrize("word", ["siden", "sidan", "ago"])
def test_how_long_ago(word: str) -> None:
    assert read(f"for to uker {word}", PAST) == read(f"to uker {word}", PAST) == "2026-11-09"


@pytest.mark.parametrize("text", ["fra nå", "fra no", "fra idag", "from now", "from today"])
def test_how_long_from_now(text: str) -> None:
    assert read(f"to uker {text}") == "2026-12-07"


@pytest.mark.parametrize(
    "lead", ["innen", "innan", "senest", "seinast", "frist", "fristen", "til", "by", "frist:", "frist=", "fristen_er"]
)
def test_words_that_lead_in_to_a_date(lead: str) -> None:
    assert read(f"{lead.replace('_', ' ')} 15.4") == "2027-04-15"


@pytest.mark.parametrize(
    "filler", [":", "=", "er", "blir", "vert", "is", "senest", "seinast", "satt", "sett", "og", "med"]
)
def test_what_may_stand_between_a_marker_and_its_date(filler: str) -> None:
    found = find_date(f"frist {filler} 15.4", FUTURE, ("frist",))
    assert found is not None
    assert found.date.day == date(2027, 4, 15)


def test_at_most_three_such_words_stand_there() -> None:
    found = find_date("frist er satt : 15.4", FUTURE, ("frist",))
    assert found is not None
    assert found.date.day == date(2027, 4, 15)
    assert find_date("frist er satt : = 15.4", FUTURE, ("frist",)) is None


@pytest.mark.parametrize(
    "unit",
    [
        "%",
        "prosent",
        "pst",
        "promille",
        "percent",
        "kr",
        "kroner",
        "nok",
        "tusen",
        "mill",
        "million",
        "millioner",
        "millionar",
        "mrd",
        "milliard",
        "milliarder",
        "milliardar",
        "billion",
        "stk",
        "ganger",
        "gonger",
        "poeng",
        "timer",
        "timar",
        "km",
    ],
)
def test_a_number_before_a_measure_is_an_amount(unit: str) -> None:
    assert find_date(f"øke til 2.5 {unit}", FUTURE, ("til",)) is None


@pytest.mark.parametrize(
    "noun",
    [
        "sak",
        "saker",
        "punkt",
        "pkt",
        "pkt.",
        "kap",
        "kapittel",
        "versjon",
        "vedtak",
        "tiltak",
        "mål",
        "kl",
        "klokka",
        "klokken",
        "side",
        "nr",
        "nr.",
        "nummer",
        "art",
        "artikkel",
        "oppfølging",
        "item",
        "section",
        "version",
        "paragraf",
        "§",
    ],
)
def test_a_number_after_a_name_of_things_is_no_date(noun: str) -> None:
    assert find_date(f"se {noun} 2.1 der", FUTURE) is None
    assert find_date("se der 2.1", FUTURE) is not None


@pytest.mark.parametrize("within", ["innen", "innan", "within"])
def test_within_a_length_of_time(within: str) -> None:
    found = find_date(f"svar {within} to uker takk", FUTURE, ("innen", "innan", "within"))
    assert found is not None
    assert found.date.day == date(2026, 12, 7)
    assert find_date("svar til to uker takk", FUTURE, ("til",)) is None


@pytest.mark.parametrize(
    "at", ["kl. 9.05", "kl 9.05", "klokka 9:05", "klokken 9:05", "klokkan 0905", "at 9:05", "9:05"]
)
def test_hours(at: str) -> None:
    hour = parse_date(f"15.4, {at}", FUTURE).time
    assert hour is not None
    assert hour.isoformat("minutes") == "09:05"
