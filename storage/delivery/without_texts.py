"""A reading of the database without what people have written: for what is sent to a sparse room.

Whatever is drawn from it has titles, numbers, dates and names in it, and a sentence of ours where a text was. What is
kept is named; every other column of text, and one that comes in later, is left out.
"""

import json
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from sqlalchemy import JSON, Column, String, event
from sqlalchemy.orm import ORMExecuteState
from sqlalchemy.orm.attributes import set_committed_value
from sqlmodel import Session

from storage.agreements.changes import NEW
from storage.tables import AgreementChangeRow, Row
from storage.tables.words import Words
from storage.unit_of_work.unit import Snapshot

KEPT: Mapping[str, frozenset[str]] = {
    table: frozenset(columns.split())
    for table, columns in {
        # Titles and numbers
        "agenda_item": "body title template clause",
        "agreement": "title",
        "agreement_change": "subject number field account",
        "decision": "body",
        "goal": "number title",
        "measure": "number title origin",
        "meeting": "ref",
        # Names of organisations, people, chats and files
        "account": "platform workspace user",
        "organisation": "slug short name language number orgnr leader_title aliases",
        "person": "name",
        "role_request": "platform workspace user name",
        "room": "platform workspace channel language taken_from",
        "workspace": "platform workspace name",
        # Who did something, and for whom
        "follow_up_date": "account",
        "follow_up_origin": "owner",
        "import": "account organisation",
        "measure_update": "account organisation",
        "meeting_step": "account",
        "minutes_answer": "account",
        "minutes_edit": "field account organisation",
        "minutes_version": "sha256 account",
        # Words of our own
        "duty": "key subject_kind kind clause",
        "imported": "subject_kind",
        "message": (
            "key kind recipient language worker boot room_platform room_workspace room_channel message_ts reason drawn"
        ),
        "notice": "recipient",
        "setting": "key value",
    }.items()
}
"""The columns of text that a sparse room is shown: by table. All others hold what somebody has written, or may."""
_OF_A_NEW_ONE = ("title", "owner", "due")
_OF_CHANGE = ("title", "owner", "contributors", "parties", "level", "origin", "starts", "ends", "due")
"""Fields of an agreement whose old and new values are titles, dates, names or words of ours."""
_INSTEAD = "instead of a text"


def without_texts(snapshot: Snapshot, instead: str) -> Snapshot:
    """The same reading with `instead` in the place of every text. Nothing can be changed through it."""
    session = Session(
        bind=snapshot.session.connection(),
        autoflush=False,
        join_transaction_mode="rollback_only",
        info={_INSTEAD: instead},
    )
    event.listen(session, "loaded_as_persistent", _of_row)
    event.listen(session, "do_orm_execute", _of_columns)
    return replace(snapshot, session=session)


def left_out(value: Any, instead: str) -> Any:
    """A value with `instead` for each text in it; numbers and what is empty stay."""
    if isinstance(value, str):
        return instead if value.strip() else value
    if isinstance(value, Mapping):
        return {name: left_out(one, instead) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [left_out(one, instead) for one in value]
    return value


def is_text(column: Column[Any]) -> bool:
    """Whether a column can hold what somebody has written, and isn't among those that are kept."""
    if not _may_hold_text(column.type) or column.foreign_keys:
        return False
    return column.name not in KEPT.get(column.table.name, ())


def _may_hold_text(kind: object) -> bool:
    return not isinstance(kind, Words) and isinstance(getattr(kind, "impl", kind), String | JSON)


@cache
def _texts_of(table: str) -> tuple[str, ...]:
    return tuple(column.name for column in Row.metadata.tables[table].columns if is_text(column))


def _of_row(session: Session, row: Row) -> None:
    """A row has been read: the texts in it are left out before anybody sees it."""
    instead = session.info[_INSTEAD]
    for name in _texts_of(str(row.__tablename__)):
        value = getattr(row, name)
        if isinstance(row, AgreementChangeRow) and name in ("old", "new"):
            value = _of_change(row.field, value, instead)
        else:
            value = left_out(value, instead)
        set_committed_value(row, name, value)


def _of_change(field: str, value: str, instead: str) -> str:
    """What a field of an agreement was or is to be, or a whole new goal or measure."""
    if field in _OF_CHANGE:
        return value
    if field != NEW or not value:
        return str(left_out(value, instead))
    held = {name: one if name in _OF_A_NEW_ONE else left_out(one, instead) for name, one in json.loads(value).items()}
    return json.dumps(held, ensure_ascii=False, sort_keys=True)


def _of_columns(state: ORMExecuteState) -> Any:
    """Some columns are asked for without their row: the same for those."""
    if not state.is_select or not hasattr(state.statement, "column_descriptions"):
        return None
    asked = state.statement.column_descriptions
    texts = [number for number, one in enumerate(asked) if _is_asked_text(one)]
    if not texts:
        return None
    instead = state.session.info[_INSTEAD]
    found = state.invoke_statement().freeze()
    rows: list[Any] = [
        tuple(left_out(value, instead) if number in texts else value for number, value in enumerate(row))
        for row in found().all()
    ]
    return found.with_new_rows(rows)()


def _is_asked_text(asked: Mapping[str, Any]) -> bool:
    """Whether what is asked for is a text: a column of its own, or anything that is made of one."""
    if isinstance(asked["expr"], type) or not _may_hold_text(asked["type"]):
        return False
    expression = getattr(asked["expr"], "expression", asked["expr"])
    made_of = getattr(expression, "base_columns", ())
    return not made_of or any(not isinstance(one, Column) or is_text(one) for one in made_of)
