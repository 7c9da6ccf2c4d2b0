"""Minutes as plain data: what is shown, and what is locked with its checksum.

Titles are in the language of the body whose minutes they are; labels are added when they are read, in the reader's.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from domain.meetings.agenda import CHANGES_ITEM, decision_number
from domain.meetings.meetings import Meeting
from domain.meetings.minutes import AnswerKind, DecisionState, asks_for_changes
from handlers.lookup.agenda_items import number_of, title_of
from storage.agenda.agenda import closed_origins, items_of
from storage.agenda.body_meetings import previous_day
from storage.decisions.decisions import decisions_of
from storage.followups.followups import done_between
from storage.meetings.meetings import attendance_rows, meeting_called, parties_at
from storage.minutes.minutes import answers_of
from storage.minutes.noted_follow_ups import NotedAt, noted_at
from storage.tables import AttendanceRow, FollowUpRow, MinutesAnswerRow, MinutesRow
from storage.unit_of_work.session import Session
from storage.unit_of_work.unit import Snapshot, UnitOfWork

Content = dict[str, Any]


def content_of(reading: UnitOfWork | Snapshot, meeting: Meeting, minutes: MinutesRow) -> Content:
    """The minutes as they stand."""
    session, directory = reading.session, reading.directory
    names = {slug: one.short for slug, one in directory.organisations.items()}
    noted = _noted(session, meeting, names)
    people = _people(reading, meeting)
    content: Content = {
        "meeting": meeting.ref,
        "day": meeting.day.isoformat() if meeting.day else "",
        "at": meeting.at.isoformat("minutes") if meeting.at else "",
        "place": meeting.place,
        "chair": minutes.chair,
        "taker": minutes.taker,
        "present": _side(people, names, present=True),
        "absent": _side(people, names, present=False),
        "others": minutes.others,
        "items": _items(session, meeting, directory.organisations[meeting.organisation].language, noted),
        "noted": noted.get(None, []),
        "done": [_done_now(one, names) for one in _done(reading, meeting)],
        "comments": [_comment(one, names) for one in answers_of(session, minutes.id, kind=AnswerKind.COMMENT)],
    }
    if asks_for_changes(meeting):
        content |= {"change_needed": minutes.change_needed, "change_text": minutes.change_text}
    return content


def _items(
    session: Session, meeting: Meeting, language: str, noted: Mapping[int | None, list[Content]]
) -> list[Content]:
    """The items but internal ones, in the meeting's own language, with what came out of each."""
    decided = _decided(session, meeting)
    return [
        {
            "number": number_of(item),
            "title": title_of(session, language, item),
            "text": item.text,
            "outcome": item.outcome,
            "exempt": item.exempt,
            "decisions": decided.get(item.id, []),
            "follow_ups": noted.get(item.id, []),
        }
        for item in items_of(session, meeting.id)
        if not item.internal
    ]


def _decided(session: Session, meeting: Meeting) -> dict[int | None, list[Content]]:
    """item → its decisions, without those that were withdrawn."""
    found: dict[int | None, list[Content]] = {}
    for row in decisions_of(session, meeting.id):
        if row.state != DecisionState.WITHDRAWN:
            decision = {"number": decision_number(row.number, row.year), "text": row.text}
            found.setdefault(row.item_id, []).append(decision)
    return found


def _noted(session: Session, meeting: Meeting, names: Mapping[str, str]) -> dict[int | None, list[Content]]:
    """item → the follow-ups noted under it; None: at large."""
    found: dict[int | None, list[Content]] = {}
    for row in noted_at(session, meeting.id):
        found.setdefault(row.item_id, []).append(_follow_up(row, names))
    return found


def _side(people: Iterable[AttendanceRow], names: Mapping[str, str], *, present: bool) -> list[Content]:
    """Those who were there, or those who weren't."""
    return [
        {"organisation": names[row.organisation], "role": row.role, "deputy": row.deputy}
        for row in people
        if row.present is present
    ]


def _follow_up(noted: NotedAt, names: Mapping[str, str]) -> Content:
    """As it was noted, whatever has become of it."""
    return {
        "number": f"O-{noted.number}",
        "owner": names[noted.owner],
        "text": noted.text,
        "due": noted.due.isoformat(),
    }


def _done_now(row: FollowUpRow, names: Mapping[str, str]) -> Content:
    done = row.done_on.isoformat() if row.done_on else ""
    return {"number": f"O-{row.id}", "owner": names[row.owner], "text": row.text, "done": done}


def _comment(row: MinutesAnswerRow, names: Mapping[str, str]) -> Content:
    return {"organisation": names[row.organisation], "text": row.text, "answer": row.answer}


def _people(reading: UnitOfWork | Snapshot, meeting: Meeting) -> list[AttendanceRow]:
    """Who is recorded, in the order of the parties."""
    rows = attendance_rows(reading.session, meeting.id)
    return [rows[slug] for slug in dict.fromkeys([*parties_at(reading, meeting), *rows]) if slug in rows]


def _done(reading: UnitOfWork | Snapshot, meeting: Meeting) -> list[FollowUpRow]:
    """Follow-ups that were done since the meeting before, which this one takes note of."""
    if meeting.day is None:
        return []
    return done_between(reading.session, meeting.county, previous_day(reading.session, meeting), meeting.day)


def open_version(session: Session, content: Content, exempt: Mapping[str, str] | None = None) -> Content:
    """The same without what is exempt: such an item keeps its number and the legal basis, and nothing else.

    Nor does a follow-up stand in it that comes from an exempt item, whichever meeting it was noted at.

    exempt: number → legal basis of items that have become exempt since.
    """
    now = exempt or {}
    items = [_hidden(item, now.get(item["number"], item["exempt"])) for item in content["items"]]
    lists = {name: _open_ones(session, content[name]) for name in ("noted", "done")}
    changes = {"change_text": ""} if _closed_changes(session, content["meeting"], items) else {}
    return {**content, "items": items, **lists, "comments": [], **changes}


def _closed_changes(session: Session, ref: str, items: Iterable[Content]) -> bool:
    """Whether what must change in the agreement was said at an item that is exempt (§ 2.2)."""
    closed = {one["number"] for one in items if one["exempt"]}
    meeting = meeting_called(session, ref) if closed else None
    rows = items_of(session, meeting.id) if meeting else []
    return any(one.template == CHANGES_ITEM and number_of(one) in closed for one in rows)


def _hidden(item: Content, basis: str) -> Content:
    if not basis:
        return item
    empty: Content = {"title": "", "text": "", "outcome": "", "decisions": [], "follow_ups": []}
    return {"number": item["number"], "exempt": basis, **empty}


def _open_ones(session: Session, follow_ups: list[Content]) -> list[Content]:
    closed = closed_origins(session)
    return [one for one in follow_ups if int(one["number"].removeprefix("O-")) not in closed]
