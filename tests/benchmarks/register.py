"""The decision register with 1,000 and with 10,000 decisions: `vedtak …` as whole lines, and the search alone.

Decisions are sentences put together from common and rare words, of 15 counties and the national level over five years.
The lines are the same for both sizes and mixed: a common word, a rare one, two words, a beginning, a word and a county,
none; asked by a county, which is not to read everything, and by KS.
"""

import random
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack, closing, suppress
from datetime import UTC, date, datetime, timedelta
from itertools import product

from bot.app import open_store
from domain.accounts import Account, Address
from domain.calendar import WorkCalendar
from domain.meetings.meetings import MeetingKind, Season
from domain.meetings.minutes import DecisionState
from domain.meetings.steps import State
from domain.organisations import REFERENCE, Kind
from domain.search_words import search_words
from handlers.commands import answer
from handlers.core.context import Services
from handlers.core.invocation import Invocation
from storage.decisions.search import NATIONAL, DecisionReader, Window, decisions_of, find, terms_of
from storage.migrate import migrate
from storage.setup.reference import load_reference
from storage.tables import AgendaItemRow, DecisionRow, MeetingRow
from storage.unit_of_work.store import Store
from storage.unit_of_work.unit import Rules, system
from tests.benchmarks.tick import _postgres

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
SMALL, LARGE = 1_000, 10_000
SIZES = (SMALL, LARGE)
ROUNDS, WARM = 40, 3
YEARS = (2022, 2023, 2024, 2025, 2026)
COUNTIES = tuple(one for one in REFERENCE if one.kind is Kind.COUNTY)

_WHO = ("Siva", "Innovasjon Norge", "Forskningsrådet", "Fylkeskommunen", "KS", "Arbeidsutvalget", "Partnerskapet")
_DOES = (
    "legger fram", "leverer", "utarbeider", "følger opp", "samordner", "melder inn", "tek initiativ til", "vurderer",
    "prioriterer", "presenterer", "koordinerer", "finansierer",
)  # fmt: skip
_WHAT = (
    "skisse til testfasilitet", "tall for FoU-bedrifter", "en plan for kraftnettet", "oppfølging av vårmøtet",
    "felles virkemidler", "søknader til Horisont Europa", "oversikt over bedriftsnettverk", "kompetansetiltak",
    "innspill til statsbudsjettet", "kartlegging av næringsarealer", "rapport om grønn omstilling",
    "erfaringer fra samhandlingen", "forslag til endringer i samarbeidsavtalen", "tiltak for mobilisering",
    "mål for regional innovasjon", "eit felles kunnskapsgrunnlag", "revidert tiltaksplan", "status for havvind",
)  # fmt: skip
_WHEN = ("før sommeren", "innen høstmøtet", "til haustmøtet", "ved årsskiftet", "i neste periode", "fortløpende")
_FIRST = (
    "fjord",
    "hav",
    "fjell",
    "skog",
    "berg",
    "by",
    "strand",
    "elve",
    "kyst",
    "myr",
    "sol",
    "vind",
    "batteri",
    "hydrogen",
)
_LAST = (
    "kraftverk", "prosjekt", "senter", "klynge", "laboratorium", "havn", "tunnel", "forum", "korridor", "anlegg",
    "skole", "lab", "hub", "test", "utdanning", "rute", "strategi", "program", "alliansen", "utvikling",
)  # fmt: skip
RARE = tuple(f"{one}{two}" for one in _FIRST for two in _LAST)

LINES = (
    ("one common word", "vedtak oppfølging"),
    ("one rare word", f"vedtak {RARE[7]}"),
    ("two words", "vedtak kraftnett havvind"),
    ("a beginning", "vedtak vår"),
    ("word and county", "vedtak samhandling Agder"),
    ("word, county and year", "vedtak virkemidler Møre og Romsdal 2025"),
    ("no word", "vedtak"),
)
_NAMES = tuple(name for name, _ in LINES)
_PAGED = ("one common word", "no word")
_SECOND = "the second page"

Result = list[tuple[str, str, str]]


def _sentence(chance: random.Random) -> str:
    """A decision as they are written; common words in most, a rare one in one of three."""
    parts = [
        f"{chance.choice(_WHO)} {chance.choice(_DOES)} {chance.choice(_WHAT)} og {chance.choice(_WHAT)}"
        f" {chance.choice(_WHEN)}."
        for _ in range(chance.choice((1, 1, 2)))
    ]
    if chance.random() < 1 / 3:
        parts.append(f"Saken ses i sammenheng med {chance.choice(RARE)}.")
    return " ".join(parts)


def fill(store: Store, count: int) -> None:
    """Decisions, as many in each body and year as comes of it; one of ten not approved, one of thirty exempt."""
    chance = random.Random(count)  # noqa: S311 - the same sentences each time
    bodies = [*(one.slug for one in COUNTIES), NATIONAL]
    for year in YEARS:
        with store.begin(system("benk"), AT) as unit:
            for body in bodies:
                _fill_one(unit.session.add, unit.session.flush, body, year, count // (len(YEARS) * len(bodies)), chance)


def _fill_one(
    add: Callable[[object], None], flush: Callable[[], None], body: str, year: int, count: int, chance: random.Random
) -> None:
    meetings = [
        MeetingRow(
            ref=f"{body}-{year}-{letter}", kind=MeetingKind.NATIONAL if body == NATIONAL else MeetingKind.REGIONAL,
            season=season, year=year, organisation="ks" if body == NATIONAL else body, state=State.APPROVED,
            day=day, arose_on=day,
        )
        for letter, season, day in (("V", Season.SPRING, date(year, 4, 1)), ("H", Season.AUTUMN, date(year, 11, 1)))
    ]  # fmt: skip
    for number, meeting in enumerate(meetings):
        meeting.day = (meeting.day or date(year, 4, 1)) + timedelta(days=chance.randrange(20) + number)
        add(meeting)
    flush()
    for number in range(1, count + 1):
        meeting = meetings[number > count // 2]
        item = AgendaItemRow(
            meeting_id=meeting.id, body=body, year=year, number=number, position=number,
            title=chance.choice(_WHAT).capitalize(), exempt="offentleglova § 14" if number % 30 == 0 else "",
        )  # fmt: skip
        add(item)
        flush()
        add(
            DecisionRow(
                body=body, year=year, number=number, meeting_id=meeting.id, item_id=item.id,
                county=None if body == NATIONAL else body, day=meeting.day or date(year, 4, 1),
                text=_sentence(chance), state=DecisionState.RECORDED if number % 10 == 0 else DecisionState.APPROVED,
            )
        )  # fmt: skip


def lines(stores: Sequence[Store]) -> list[dict[str, list[float]]]:
    """Seconds of each line for each store, asked by a county and by KS; of a second page too.

    The stores are asked in turn, so that whatever the machine is busy with falls on all alike.
    """
    services = [Services(store, frozenset({"console"})) for store in stores]
    found: list[dict[str, list[float]]] = [{name: [] for name in (*_NAMES, _SECOND)} for _ in stores]
    for number, who, (name, line), place in product(
        range(ROUNDS + WARM), ("rogaland", "ks"), LINES, range(len(stores))
    ):
        seconds, after = _say(services[place], who, line)
        if number >= WARM:
            found[place][name].append(seconds)
            if after and name in _PAGED:
                found[place][_SECOND].append(_say(services[place], who, after)[0])
    return found


def _say(services: Services, who: str, line: str) -> tuple[float, str]:
    """Seconds, and the line of «Vis flere»."""
    invocation = Invocation(line, Account("console", "", who), Address("console", "", who), AT, {}, "")
    start = time.perf_counter()
    reply = answer(invocation, services)
    seconds = time.perf_counter() - start
    if not reply.ok or not reply.card.body:
        raise RuntimeError(f"{line}: {reply}")
    return seconds, next((one.line for one in reply.card.buttons if " etter " in one.line), "")


def searches(stores: Sequence[Store]) -> list[list[float]]:
    """Seconds of the search alone for each store: words to index words, a hundred places, the rows of a page."""
    found: list[list[float]] = [[] for _ in stores]
    queries = [("oppfølging", 0), (RARE[7], 0), ("kraftnett havvind", 0), ("vår", 0), ("", 0), ("virkemidler", 2025)]
    readers = (DecisionReader("rogaland"), DecisionReader(everything=True))
    for number, reader, (query, year), place in product(range(ROUNDS + WARM), readers, queries, range(len(stores))):
        with stores[place].read(AT) as snapshot:
            start = time.perf_counter()
            wanted = [term.forms for term in terms_of(snapshot.session, search_words(query))]
            marks = find(snapshot.session, wanted, reader, Window(101, year or None))
            decisions_of(snapshot.session, [mark.id for mark in marks[:10]])
            if number >= WARM:
                found[place].append(time.perf_counter() - start)
    return found


def _p95(seconds: Sequence[float]) -> float:
    return statistics.quantiles(seconds, n=20)[-1]


def _filled(url: str, count: int) -> Store:
    store = open_store(url, Rules(WorkCalendar()))
    migrate(store)
    load_reference(store, AT)
    fill(store, count)
    return store


def run() -> Result:
    """Rows for the table: name, value, ratio to the smaller register."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        stores = [stack.enter_context(closing(_filled(f"sqlite:///{folder}/{count}.db", count))) for count in SIZES]
        small, large = lines(stores)
    found = [_row(f"«vedtak»: {name}, {LARGE:,} decisions, p95", small[name], large[name]) for name in large]
    found += _pairs("«vedtak …», the mix", [[one for some in said.values() for one in some] for said in (small, large)])
    with suppress(ImportError), ExitStack() as stack:
        urls = [stack.enter_context(_postgres()) for _ in SIZES]
        stores = [stack.enter_context(closing(_filled(url, count))) for url, count in zip(urls, SIZES, strict=True)]
        found += _pairs("PostgreSQL: the search alone", searches(stores))
    return found


def _pairs(name: str, seconds: Sequence[Sequence[float]]) -> Result:
    first = _p95(seconds[0])
    return [
        (
            f"{name}, {count:,} decisions, p50 / p95",
            f"{statistics.median(some) * 1000:.1f} / {_p95(some) * 1000:.1f} ms",
            f"{_p95(some) / first:.1f}",
        )
        for count, some in zip(SIZES, seconds, strict=True)
    ]


def _row(name: str, small: Sequence[float], large: Sequence[float]) -> tuple[str, str, str]:
    return name, f"{_p95(large) * 1000:.1f} ms", f"{_p95(large) / _p95(small):.1f}"
