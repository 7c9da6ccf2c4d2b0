"""The index of the decision register, kept in step by the unit of work.

A decision stands in it under the words of its text, of its item's title and of its county's name, under those of its
meeting (its season, its kind) and its day's month, and under one word that no text has: its body's («=agder»,
«=national»).
"""

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import delete, insert
from sqlalchemy import select as sa_select
from sqlmodel import col, select

from domain.search_words import index_words
from storage.tables import AgendaItemRow, DecisionRow, DecisionWordRow, MeetingRow, OrganisationRow, Row
from storage.unit_of_work.unit import UnitOfWork

INDEXED = (DecisionRow, AgendaItemRow, MeetingRow, OrganisationRow)
"""The rows that a decision's words come from."""
_BATCH = 500
_OF_A_SEASON = {"spring": "vår vårmøte spring", "autumn": "høst høstmøte haust haustmøte autumn"}
_OF_A_KIND = {"regional": "regionalt regional", "national": "nasjonalt national"}
_OF_A_MONTH = (
    "januar january", "februar february", "mars march", "april", "mai may", "juni june", "juli july", "august",
    "september", "oktober october", "november", "desember december",
)  # fmt: skip


def index_decisions(unit: UnitOfWork, touched: Iterable[Row]) -> None:
    """Derive anew the words of every decision that this transaction touched, its item, meeting and county included."""
    decisions: set[int] = set()
    items: set[int] = set()
    counties: set[str] = set()
    meetings: set[int] = set()
    for row in touched:
        if isinstance(row, DecisionRow):
            decisions.add(row.id)
        elif isinstance(row, AgendaItemRow):
            items.add(row.id)
        elif isinstance(row, MeetingRow):
            meetings.add(row.id)
        elif isinstance(row, OrganisationRow):
            counties.add(row.slug)
    found = ((DecisionRow.item_id, items), (DecisionRow.county, counties), (DecisionRow.meeting_id, meetings))
    for column, keys in found:
        if keys:
            decisions |= set(unit.session.exec(select(DecisionRow.id).where(col(column).in_(keys))))
    _derive(unit, sorted(decisions))


def reindex(unit: UnitOfWork) -> None:
    """Derive the words of every decision anew."""
    unit.session.flush()
    unit.session.execute(delete(DecisionWordRow))
    _derive(unit, unit.session.exec(select(DecisionRow.id).order_by(col(DecisionRow.id))).all())


def _derive(unit: UnitOfWork, decisions: Sequence[int]) -> None:
    session = unit.session
    for start in range(0, len(decisions), _BATCH):
        some = decisions[start : start + _BATCH]
        session.execute(delete(DecisionWordRow).where(col(DecisionWordRow.decision_id).in_(some)))
        query = (
            sa_select(DecisionRow, MeetingRow, AgendaItemRow.title, OrganisationRow.short)  # type: ignore[call-overload] # columns
            .join(MeetingRow, col(MeetingRow.id) == col(DecisionRow.meeting_id))
            .outerjoin(AgendaItemRow, col(AgendaItemRow.id) == col(DecisionRow.item_id))
            .outerjoin(OrganisationRow, col(OrganisationRow.slug) == col(DecisionRow.county))
            .where(col(DecisionRow.id).in_(some))
        )
        words = [
            {"word": word, "day": decision.day, "decision_id": decision.id}
            for decision, meeting, *names in session.execute(query)
            for word in (
                body_word(decision.body),
                *index_words(
                    " · ".join(
                        [decision.text, meeting_words(meeting.season, meeting.kind, decision.day), *filter(None, names)]
                    )
                ),
            )
        ]
        if words:
            session.execute(insert(DecisionWordRow), words)


def meeting_words(season: str, kind: str, day: date) -> str:
    """The words in which people say when a decision was taken: «høstmøtet», «regionalt», «oktober»."""
    return f"{_OF_A_SEASON.get(season, '')} {_OF_A_KIND.get(kind, '')} {_OF_A_MONTH[day.month - 1]}"


def body_word(body: str) -> str:
    """What all decisions of a body are found by."""
    return f"={body}"
