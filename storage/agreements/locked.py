"""Versions of agreements whose text lies fast: the log keeps its sum and the parties' consents to it.

The text itself is not kept twice: it is what the log leaves of the rows, so any version is found again by playing the
log up to where it was locked.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection
from sqlmodel import col, select

from domain.agreements.agreements import in_order
from domain.canonical import checksum
from domain.proofs import AGREEMENT, consent
from storage.agreements.agreements import goals_of, measures_of, parties_of
from storage.audit.plain import Plain
from storage.audit.proof import with_entry
from storage.audit.recorder import values_of
from storage.audit.replay import Replay
from storage.audit.stream import stream
from storage.tables import AgreementRow, MeasureContributorRow
from storage.unit_of_work.unit import UnitOfWork

TEXT = {
    "agreement": (
        "county", "version", "title", "starts", "ends", "purpose", "basis", "routines", "reporting", "revision",
        "termination",
    ),
    "agreement_party": ("organisation", "role"),
    "goal": ("number", "title", "plan_goal", "focus_area"),
    "measure": (
        "number", "title", "description", "owner", "instrument", "level", "starts", "due", "origin", "indicator",
        "unit", "baseline", "target",
    ),
}  # fmt: skip
"""Table → the columns that the parties agree on; how far it has come is none of them."""

FIGURES = ("baseline", "target")

Rows = Mapping[tuple[str, object], Mapping[str, Any]]
"""(table, key) → the row's values, as the log writes them."""


def lock_version(unit: UnitOfWork, agreement: AgreementRow, *, signed: bool) -> None:
    """Keep the sum of the agreement's present version in the log. signed: the parties have signed this very text.

    To be called once all of it is as it will stay.
    """
    unit.session.flush()
    rows = _rows(unit, agreement)
    total = checksum(text_of(rows, agreement.id))
    consents = [checksum(one) for one in consents_of(rows, agreement.id, total)] if signed else []
    unit.record(AGREEMENT.event, agreement=agreement.id, version=agreement.version, sha256=total, consents=consents)


def proof_of_agreement(connection: Connection, county: str, version: int | None = None) -> dict[str, Any] | None:
    """A locked version of the county's agreement with its proof, the newest unless said; None: none was locked."""
    replay, found = Replay(), None
    for one in stream(connection):
        replay.take(one.number, one.changes, forgotten=one.forgotten)
        for told in one.changes:
            if told.get("what") == AGREEMENT.event and version in (None, told["version"]):
                text = text_of(replay.rows, int(str(told["agreement"])))
                if text["county"] == county:
                    given = consents_of(replay.rows, int(str(told["agreement"])), str(told["sha256"]))
                    found = one.number, text, told["sha256"], given if told["consents"] else []
    if found is None:
        return None
    number, text, total, given = found
    return with_entry(
        connection, number, {"kind": AGREEMENT.name, AGREEMENT.text: text, "sha256": total, "consents": given}
    )


def text_of(rows: Rows, number: int) -> dict[str, Any]:
    """The text of an agreement, as plain data whose order doesn't depend on how it was read."""
    held: dict[str, list[tuple[object, Mapping[str, Any]]]] = defaultdict(list)
    for (table, key), values in rows.items():
        if values.get("agreement_id") == number and values.get("removed_on") is None:
            held[table].append((key, values))
    helping: dict[object, list[str]] = defaultdict(list)
    for (table, _), values in rows.items():
        if table == "measure_contributor":
            helping[values["measure_id"]].append(values["organisation"])
    return {
        **_only("agreement", rows["agreement", number]),
        "parties": sorted(
            (_only("agreement_party", values) for _, values in held["agreement_party"]),
            key=lambda one: str(one["organisation"]),
        ),
        "goals": _numbered(_only("goal", values) for _, values in held["goal"]),
        "measures": _numbered(
            {**_only("measure", values), "contributors": sorted(helping[key])} for key, values in held["measure"]
        ),
    }


def consents_of(rows: Rows, number: int, total: str) -> list[dict[str, str]]:
    """The parties' consents to the text with this sum, as they have signed it, in order of their names."""
    parties = [values for (table, _), values in rows.items() if table == "agreement_party"]
    signed = [one for one in parties if one["agreement_id"] == number and one["signed_on"]]
    return [
        consent(total, one["organisation"], one["role"], one["signed_on"])
        for one in sorted(signed, key=lambda party: str(party["organisation"]))
    ]


def _only(table: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """What of a row is text. A figure is written the same whether it came as 25 or as 25.0."""
    picked = {name: values.get(name) for name in TEXT[table]}
    return {name: float(value) if name in FIGURES and value is not None else value for name, value in picked.items()}


def _numbered(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(rows, key=lambda one: in_order(one["number"]))


def _rows(unit: UnitOfWork, agreement: AgreementRow) -> dict[tuple[str, object], dict[str, Plain]]:
    """An agreement's rows as they stand in the open transaction."""
    session, number = unit.session, agreement.id
    measures = measures_of(session, number)
    helping = select(MeasureContributorRow).where(
        col(MeasureContributorRow.measure_id).in_([one.id for one in measures])
    )
    held = [agreement, *parties_of(session, number), *goals_of(session, number), *measures, *session.exec(helping)]
    return {(str(one.__tablename__), one.id): values_of(one) for one in held}
