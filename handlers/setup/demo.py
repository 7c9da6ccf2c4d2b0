"""The demo data whole: what storage knows of it, and the minutes of Midtvik's two meetings in 2026.

The spring minutes are approved and locked, those of the autumn are out for comments until 26 November 2026.
"""

import json
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from domain.calendar import oslo_date
from domain.meetings.meetings import Meeting
from domain.meetings.minutes import ApprovalMode
from domain.meetings.steps import State
from handlers.minutes.content import content_of
from storage.agenda.agenda import add_item, ensure_agenda, write_item
from storage.decisions.decisions import add_decision, approve_decisions
from storage.followups.followups import follow_up
from storage.meetings.meetings import meeting_called
from storage.minutes.minutes import (
    ensure_minutes,
    lock,
    mark_sent,
    set_approved,
    set_change_needed,
    set_field,
    write_at_once,
)
from storage.minutes.noted_follow_ups import note
from storage.setup.demo import load_demo as load_rows
from storage.tables import AgendaItemRow, MinutesRow
from storage.unit_of_work.dry_run import as_one
from storage.unit_of_work.store import Store
from storage.unit_of_work.unit import UnitOfWork, system

_FILE = Path(__file__).parent / "demo_minutes.json"

Data = Mapping[str, Any]


def load_demo(store: Store, at: datetime) -> bool:
    """Load the demo data as seen at `at`, all of it or nothing; False: it was there already. Safe to repeat.

    Raises DemoRefusedError, with nothing changed, when the database has follow-ups of its own.
    """
    with as_one(store, at) as whole:
        return _load(whole, at)


def _load(store: Store, at: datetime) -> bool:
    if not load_rows(store, at):
        return False
    for ref, data in json.loads(_FILE.read_text(encoding="utf-8")).items():
        written = datetime.fromisoformat(data["at"])
        with store.begin(system("demo"), written) as unit:
            meeting = meeting_called(unit.session, ref)
            if meeting is not None:
                _write(unit, meeting, data)
    return True


def _write(unit: UnitOfWork, meeting: Meeting, data: Data) -> None:
    ensure_agenda(unit, meeting)
    for title in data["new_items"]:
        add_item(unit, meeting, title)
    for item, said in zip(ensure_agenda(unit, meeting), data["items"], strict=True):
        _item(unit, meeting, item, said)
    minutes = ensure_minutes(unit, meeting.id)
    for name in ("chair", "taker", "others", "change_text"):
        if name in data:
            set_field(minutes, name, data[name])
    set_change_needed(minutes, data.get("change_needed"))
    write_at_once(minutes)
    if meeting.state is State.APPROVED:
        _approve(unit, meeting, minutes)
    else:
        mark_sent(minutes, oslo_date(unit.at), 1)


def _item(unit: UnitOfWork, meeting: Meeting, item: AgendaItemRow, said: Data) -> None:
    write_item(item, said.get("text", ""), said["outcome"])
    decided = [add_decision(unit, meeting, item, text) for text in said.get("decisions", ())]
    for noted in said.get("follow_ups", ()):
        kept = follow_up(unit.session, noted["number"])
        if kept is not None:
            first = decided[0].id if decided else None  # it may have been moved since
            note(unit.session, kept, meeting.id, item.id, first, due=date.fromisoformat(noted["due"]))


def _approve(unit: UnitOfWork, meeting: Meeting, minutes: MinutesRow) -> None:
    day = oslo_date(unit.at)
    approved = {"how": ApprovalMode.SILENCE.value, "on": day.isoformat()}
    lock(unit, minutes, {**content_of(unit, meeting, minutes), "approved": approved})
    set_approved(minutes, day, ApprovalMode.SILENCE)
    approve_decisions(unit.session, meeting.id)
