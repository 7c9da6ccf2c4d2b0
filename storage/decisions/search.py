"""The decision register as it is read: newest first, by the index of its words, never as a whole.

The statements are the same on SQLite and PostgreSQL: words are looked up as they stand, and how a database sorts
letters decides nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, func, literal, tuple_, union
from sqlalchemy import select as sa_select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from domain.meetings.minutes import DecisionState
from domain.search_words import SearchWord
from storage.decisions.search_index import body_word
from storage.tables import AgendaItemRow, DecisionRow, DecisionWordRow

NATIONAL, STEERING = "national", "steering"
"""The bodies that are no county's."""
MOST_FORMS = 60
"""Words of the index that one beginning may stand for."""
_COMMON = 500
"""Places in the index after which a word is common enough; counting stops there."""
_LAST_LETTERS = "z" * 12


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a decision stands in the register: by day, then by its place in the database."""

    day: date
    id: int


@dataclass(frozen=True, slots=True)
class Window:
    """What part of the register is read: the newest `limit`, of a year, older than a decision, when given."""

    limit: int
    year: int | None = None
    before: Mark | None = None

    def holds(self, day: date, number: int | None) -> list[ColumnElement[bool]]:
        """The conditions on the two columns that say where a decision stands."""
        found: list[ColumnElement[bool]] = []
        if self.year:
            found += [col(day) >= date(self.year, 1, 1), col(day) <= date(self.year, 12, 31)]
        if self.before:
            found.append(tuple_(day, number) < tuple_(literal(self.before.day), literal(self.before.id)))
        return found


@dataclass(frozen=True, slots=True)
class DecisionReader:
    """Who reads. Everybody reads what is approved and open, and all of the national level.

    county: whose everything they read besides. everything: that of all counties.
    """

    county: str = ""
    everything: bool = False


@dataclass(frozen=True, slots=True)
class Term:
    """A word that was searched for and the words of the index that it finds. `too_many`: more than are looked up."""

    word: SearchWord
    forms: tuple[str, ...]
    too_many: bool = False


def terms_of(session: Session, words: Iterable[SearchWord]) -> list[Term]:
    """The words of the index that each of these finds; where they are too many, the whole word alone, if it stands."""
    return [_term(session, word) for word in words]


def _term(session: Session, word: SearchWord) -> Term:
    begun = _begun_by(session, word.beginning) if word.beginning else []
    if len(begun) > MOST_FORMS:
        return Term(word, (word.word,) if _stands(session, word.word) else (), too_many=True)
    return Term(word, tuple(dict.fromkeys([word.word, *begun])))


def _begun_by(session: Session, beginning: str) -> list[str]:
    """The words of the index with this beginning, one more than the most at most: from one word to the next."""
    word = col(DecisionWordRow.word)
    last = beginning + _LAST_LETTERS
    first = sa_select(func.min(word).label("word")).where(word >= beginning, word <= last)
    spread = first.cte("spread", recursive=True)
    following = sa_select(func.min(word)).where(word > spread.c.word, word <= last).scalar_subquery()
    spread = spread.union_all(sa_select(following).where(spread.c.word.is_not(None)))
    query = sa_select(spread.c.word).where(spread.c.word.is_not(None)).limit(MOST_FORMS + 1)
    return [one for one in session.execute(query).scalars() if one.startswith(beginning)]


def _stands(session: Session, word: str) -> bool:
    return session.execute(sa_select(literal(1)).where(col(DecisionWordRow.word) == word).limit(1)).first() is not None


def find(session: Session, wanted: Sequence[Sequence[str]], reader: DecisionReader, window: Window) -> list[Mark]:
    """Decisions that stand in the index under one of each of these words, newest first; without words, the newest.

    Walks the rarest word newest first and looks the others up, so that a common word is never read to its end unless
    the other words are nowhere beside it.
    """
    if not all(wanted):
        return []
    if not wanted:
        return _newest(session, reader, window)
    driver = _rarest(session, wanted, window) if len(wanted) > 1 else 0
    others = [words for number, words in enumerate(wanted) if number != driver]
    branches = [_walk(word, others, reader, window).subquery() for word in wanted[driver]]
    found = union(*(sa_select(branch.c.day, branch.c.decision_id) for branch in branches)).subquery()
    query = sa_select(found.c.day, found.c.decision_id).order_by(found.c.day.desc(), found.c.decision_id.desc())
    return [Mark(day, number) for day, number in session.execute(query.limit(window.limit))]


def bodies(*slugs: str) -> tuple[str, ...]:
    """The words that the decisions of these bodies stand under."""
    return tuple(body_word(slug) for slug in slugs)


def _rarest(session: Session, wanted: Sequence[Sequence[str]], window: Window) -> int:
    """Which of the words has the fewest places in the index, as far as it is counted."""
    counts = [
        sa_select(literal(1))
        .where(col(DecisionWordRow.word).in_(words), *window.holds(DecisionWordRow.day, DecisionWordRow.decision_id))
        .limit(_COMMON)
        .subquery()
        for words in wanted
    ]
    found = session.execute(sa_select(*(sa_select(func.count()).select_from(one).scalar_subquery() for one in counts)))
    return min(enumerate(found.one()), key=lambda pair: pair[1])[0]


def _walk(word: str, others: Sequence[Sequence[str]], reader: DecisionReader, window: Window) -> Select[date, int]:
    """The places of one word, newest first, at which the others stand too and which the reader may read.

    Both are asked of each place as it is met: a join would leave a database that doesn't know its tables yet free to
    begin at the other end, and read everything.
    """
    here = aliased(DecisionWordRow)
    day, number = col(here.day), col(here.decision_id)
    query = sa_select(day, number).where(col(here.word) == word, *window.holds(here.day, here.decision_id))
    for words in others:
        there = aliased(DecisionWordRow)
        beside = sa_select(literal(1)).where(
            col(there.word).in_(words), col(there.day) == day, col(there.decision_id) == number
        )
        query = query.where(beside.limit(1).scalar_subquery() == 1)
    if not reader.everything:
        readable = sa_select(_readable(reader)).where(col(DecisionRow.id) == number)
        query = query.where(readable.scalar_subquery())
    return query.order_by(day.desc(), number.desc()).limit(window.limit)


def _newest(session: Session, reader: DecisionReader, window: Window) -> list[Mark]:
    day, number = col(DecisionRow.day), col(DecisionRow.id)
    query = sa_select(day, number).where(*window.holds(DecisionRow.day, DecisionRow.id))
    if not reader.everything:
        query = query.where(_readable(reader))
    query = query.order_by(day.desc(), number.desc()).limit(window.limit)
    return [Mark(one, key) for one, key in session.execute(query)]


def _readable(reader: DecisionReader) -> ColumnElement[bool]:
    """Approved and open, or of a meeting the county is a party of: its own, and all national ones."""
    basis = (
        sa_select(col(AgendaItemRow.exempt)).where(col(AgendaItemRow.id) == col(DecisionRow.item_id)).scalar_subquery()
    )
    own = col(DecisionRow.county).is_(None) | (col(DecisionRow.county) == reader.county)
    return own | ((col(DecisionRow.state) == DecisionState.APPROVED) & (func.coalesce(basis, "") == ""))


def decisions_of(session: Session, numbers: Iterable[int]) -> Mapping[int, tuple[DecisionRow, AgendaItemRow | None]]:
    """Decisions by their place in the database, each with its item."""
    rows = session.exec(select(DecisionRow).where(col(DecisionRow.id).in_(list(numbers)))).all()
    about = [row.item_id for row in rows if row.item_id]
    items: dict[int | None, AgendaItemRow] = {
        row.id: row for row in session.exec(select(AgendaItemRow).where(col(AgendaItemRow.id).in_(about)))
    }
    return {row.id: (row, items.get(row.item_id)) for row in rows}


def numbered(
    session: Session, year: int, number: int, bodies: Iterable[str] | None, reader: DecisionReader
) -> list[DecisionRow]:
    """The decisions V-`number`/`year` that the reader may read; of these bodies, when given."""
    query = select(DecisionRow).where(DecisionRow.year == year, DecisionRow.number == number)
    if bodies is not None:
        query = query.where(col(DecisionRow.body).in_(list(bodies)))
    if not reader.everything:
        query = query.where(_readable(reader))
    return list(session.exec(query.order_by(col(DecisionRow.body))))


def of_item(session: Session, item_id: int, reader: DecisionReader) -> list[DecisionRow]:
    """The decisions under an agenda item that the reader may read, in order of their numbers."""
    query = select(DecisionRow).where(DecisionRow.item_id == item_id)
    if not reader.everything:
        query = query.where(_readable(reader))
    return list(session.exec(query.order_by(col(DecisionRow.number))))
