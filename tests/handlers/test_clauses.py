"""The model's clauses, each as a conversation: a line in, the reply read, and what stands afterwards."""

import re
from datetime import date

import pytest
from sqlmodel import select

from domain.clauses import CLAUSES
from domain.meetings import Step
from handlers.cards import Card, Copy, Item, Reply, Table
from handlers.plain import plain
from storage.store import By, Store
from storage.tables import AuditRow, DutyRow, FollowUpRow, MeetingRow, MessageRow, OrganisationRow, Row, StepRow
from tests.collecting_chat import Office, about
from tests.desk import Desk

AGENCIES = ("Innovasjon Norge", "Siva", "Forskningsrådet")
COUNTIES = (
    "Oslo", "Rogaland", "Møre og Romsdal", "Nordland", "Østfold", "Akershus", "Buskerud", "Innlandet", "Vestfold",
    "Telemark", "Agder", "Vestland", "Trøndelag", "Troms", "Finnmark",
)  # fmt: skip


def rows[R: Row](store: Store, kind: type[R]) -> list[R]:
    with store.transaction() as session:
        return list(session.exec(select(kind)))


def meeting(desk: Desk, ref: str) -> MeetingRow:
    return next(row for row in rows(desk.store, MeetingRow) if row.ref == ref)


def duty(desk: Desk, ref: str, step: Step) -> DutyRow:
    """The convener's duty of a meeting."""
    one = meeting(desk, ref)
    key = f"meeting/{one.id}/{step.value}/{one.organisation}"
    return next(row for row in rows(desk.store, DutyRow) if row.key == key)


def labels(card: Card) -> list[str]:
    return [button.label for button in card.buttons]


def item(card: Card, lead: str) -> Item:
    """The item of a list whose name contains the words."""
    return next(block for block in card.body if isinstance(block, Item) and lead in block.lead)


def refused(reply: Reply) -> str:
    assert reply.problem is not None, plain(reply.card)
    return f"{reply.problem.problem} {reply.problem.hint}"
