"""Every column that holds words has its limit in the table, or is named here with what keeps it short.

A column that is new fails this until one of the two has been said of it.
"""

from sqlalchemy import JSON, Column, String, Table
from sqlmodel.sql.sqltypes import AutoString

from domain.lengths import LIMITS
from handlers.texts import LANGUAGES, has
from storage import tables
from storage.tables import Row

OURS = {
    # written by the program: ids, keys, words of a closed set, names of fields
    "account": "platform user workspace",
    "agenda_item": "body clause template",
    "agreement_change": "account field number subject",
    "attendance": "",
    "audit": "organisation personal previous sha256",
    "audit_person": "salt",
    "conversation": "channel kind platform reason service_url user workspace",
    "decision": "body",
    "decision_word": "word",
    "duty": "clause key kind subject_kind",
    "follow_up_date": "account",
    "follow_up_origin": "owner",
    "goal": "number",
    "import": "account organisation sha256",
    "imported": "subject_kind",
    "link_attempt": "account",
    "link_code": "digest typed_by",
    "measure": "number origin",
    "measure_update": "account organisation",
    "meeting": "ref",
    "meeting_step": "account",
    "message": "boot drawn key kind language message_ts reason recipient room_channel room_platform room_workspace "
    "worker",
    "message_subject": "subject",
    "minutes_answer": "account",
    "minutes_edit": "account field organisation",
    "minutes_version": "account sha256",
    "notice": "recipient",
    "organisation": "aliases language leader_title name number orgnr short slug",  # the reference list's
    "redraw": "boot worker",
    "refused_room": "channel platform workspace",
    "request": "account id",
    "role_request": "platform user workspace",
    "room": "channel language platform reason taken_from workspace",
    "setting": "key value",
    "workspace": "platform workspace",
}
COPIES = {
    # what was written elsewhere, within the limit there
    "agreement_change": "new old",
    "audit": "changes",
    "audit_person": "about content",
    "follow_up_origin": "text",
    "message": "facts",
    "minutes_edit": "new old",
    "minutes_version": "content",
    "request": "reply",
}
CHATS = {"conversation": "name reference team"}
"""What a chat calls its rooms, as it says it: shown in part where there is no room for the whole."""


def test_every_column_with_words_has_its_limit() -> None:
    assert tables
    said = {*LIMITS, *_named(OURS), *_named(COPIES), *_named(CHATS)}
    found = {f"{table.name}:{column.name}" for table in Row.metadata.sorted_tables for column in _words(table)}
    assert sorted(found - said) == []
    assert sorted((_named(OURS) | _named(COPIES) | _named(CHATS)) - found) == []
    assert sorted((_named(OURS) | _named(COPIES) | _named(CHATS)) & set(LIMITS)) == []


def test_every_limit_of_a_table_is_one_of_a_column() -> None:
    names = {table.name: {column.name for column in table.columns} for table in Row.metadata.sorted_tables}
    typed = {
        "decision:search",
        "follow_up:help",
        "follow_up:lapse_reason",
        *(f"minutes:{one}" for one in ("paste", "piece", "results", "roles")),
    }  # said, and kept elsewhere
    kept = {tuple(one.split(":")) for one in LIMITS if ":" in one and one not in typed}
    assert sorted(f"{table}:{column}" for table, column in kept if column not in names[table]) == []


def test_every_limit_has_its_name() -> None:
    names = [f"lengths.{one.replace(':', '-').replace('_', '-')}" for one in LIMITS]
    assert [f"{language} {name}" for language in LANGUAGES for name in names if not has(language, name)] == []


def _named(columns: dict[str, str]) -> set[str]:
    return {f"{table}:{column}" for table, names in columns.items() for column in names.split()}


def _words(table: Table) -> list[Column[object]]:
    """The columns whose values are words that no other row and no closed set gives."""
    return [
        column
        for column in table.columns
        if isinstance(column.type, (AutoString, JSON, String)) and not column.foreign_keys
    ]
