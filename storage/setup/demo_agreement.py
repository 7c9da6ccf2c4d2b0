"""The demo county's cooperation agreement: version 1 in force, its reports so far, and what version 2 is to change."""

import json
from collections.abc import Mapping
from datetime import date, time
from pathlib import Path
from typing import Any

from domain.agreements.agreements import CLOSED, Status
from domain.calendar import oslo_instant
from storage.agreements.locked import lock_version
from storage.tables import (
    AgreementChangeRow,
    AgreementPartyRow,
    AgreementRow,
    GoalRow,
    MeasureContributorRow,
    MeasureRow,
    MeasureUpdateRow,
)
from storage.unit_of_work.unit import UnitOfWork

_FILE = Path(__file__).parent / "demo_agreement.json"
_SAID_AT = time(10)

Data = Mapping[str, Any]


def load_agreement(unit: UnitOfWork) -> None:
    """Put the agreement with its goals, measures, reports and proposals into the open transaction."""
    data: Data = json.loads(_FILE.read_text(encoding="utf-8"))
    agreement = _agreement(unit, data)
    goals = {said["number"]: _goal(unit, said, agreement) for said in data["goals"]}
    signed = date.fromisoformat(data["signed"])
    for said in data["measures"]:
        _measure(unit, said, goals[f"M{said['number'][1]}"], signed)
    lock_version(unit, agreement, signed=True)
    for said in data["changes"]:
        unit.session.add(
            AgreementChangeRow(
                agreement_id=agreement.id,
                version=agreement.version + 1,
                subject="measure",
                at=oslo_instant(date.fromisoformat(data["proposed_on"]), _SAID_AT),
                account="demo",
                **said,
            )
        )
    unit.session.flush()


def _agreement(unit: UnitOfWork, data: Data) -> AgreementRow:
    texts = ("purpose", "basis", "routines", "reporting", "revision", "termination")
    row = AgreementRow(
        county=data["county"],
        title=data["title"],
        state=data["state"],
        version=data["version"],
        starts=date.fromisoformat(data["starts"]),
        ends=date.fromisoformat(data["ends"]),
        signed_on=date.fromisoformat(data["signed"]),
        in_force_on=date.fromisoformat(data["in_force"]),
        created_on=date.fromisoformat(data["created"]),
        **{name: data[name] for name in texts},
    )
    unit.session.add(row)
    unit.session.flush()
    for slug, role in data["parties"]:
        unit.session.add(AgreementPartyRow(agreement_id=row.id, organisation=slug, role=role, signed_on=row.signed_on))
        unit.session.flush()  # in the order they are named
    return row


def _goal(unit: UnitOfWork, data: Data, agreement: AgreementRow) -> GoalRow:
    row = GoalRow(agreement_id=agreement.id, **data)
    unit.session.add(row)
    unit.session.flush()
    return row


def _measure(unit: UnitOfWork, data: Data, goal: GoalRow, dated_on: date) -> None:
    """A measure with its contributors; its status and figures are what its reports have come to."""
    plain = ("number", "title", "owner", "instrument", "level", "origin", "indicator", "baseline", "target")
    row = MeasureRow(
        agreement_id=goal.agreement_id,
        goal_id=goal.id,
        due=date.fromisoformat(data["due"]),
        dated_on=dated_on,
        latest=data["baseline"],
        **{name: data[name] for name in plain},
    )
    unit.session.add(row)
    unit.session.flush()
    for slug in data["contributors"]:
        unit.session.add(MeasureContributorRow(measure_id=row.id, organisation=slug))
        unit.session.flush()
    for one in data["updates"]:
        _report(unit, row, one)


def _report(unit: UnitOfWork, row: MeasureRow, data: Data) -> None:
    day = date.fromisoformat(data["day"])
    status = Status(data["status"])
    unit.session.add(
        MeasureUpdateRow(
            measure_id=row.id,
            day=day,
            at=oslo_instant(day, _SAID_AT),
            account="demo",
            organisation=row.owner,
            old_status=row.status,
            status=status,
            old_value=row.latest,
            value=data.get("value"),
            next_step=data.get("next_step", ""),
            note=data.get("note", ""),
        )
    )
    row.status, row.next_step = status, data.get("next_step", "")
    row.latest = data.get("value", row.latest)
    row.closed_on = day if status in CLOSED else None
    row.version += 1
    unit.session.flush()
