"""What a row says before anybody has said anything: the columns' defaults, which rows of today and of old agree on."""

import pytest
from pydantic_core import PydanticUndefined

from storage.tables.row import Row


def all_below(kind: type[Row]) -> list[type[Row]]:
    return [deeper for one in kind.__subclasses__() for deeper in (one, *all_below(one))]


FRESH: dict[str, dict[str, object]] = {
    "account": {},
    "agenda_item": {"internal": False, "mandatory": False} | dict.fromkeys(
        ("title", "template", "clause", "exempt", "removed_why", "text", "outcome"), ""),
    "agreement": {"state": "draft", "version": 1, "edits": 1} | dict.fromkeys(
        ("title", "purpose", "basis", "routines", "reporting", "revision", "termination"), ""),
    "agreement_change": {"number": "", "old": "", "new": "", "reason": "", "state": "proposed"},
    "agreement_party": {"role": "party"},
    "attendance": {"role": "", "deputy": False},
    "audit": {"organisation": "", "on_behalf": False, "changes": [], "personal": []},
    "conversation": {"name": "", "team": "", "user": "", "reference": {}, "state": "open", "reason": ""},
    "decision": {"state": "recorded", "reason": "", "version": 1},
    "duty": {"gentle": False},
    "follow_up": {"state": "open", "accepted": False, "version": 1},
    "follow_up_origin": {"owner": "", "text": ""},
    "goal": {"plan_goal": "", "focus_area": ""},
    "measure": {"status": "not-started", "origin": "plan", "version": 1} | dict.fromkeys(
        ("description", "instrument", "level", "next_step", "indicator", "unit"), ""),
    "measure_update": {"old_status": "", "status": "", "next_step": "", "note": ""},
    "meeting": {"state": "planned", "place": "", "link": "", "theme": "", "administration": True, "partnership": False,
                "political_body": "", "version": 1},
    "message": {"facts": {}, "status": "waiting", "late": False, "attempt": 0, "lease_until": 0.0, "room_direct": False,
                "epoch": 0} | dict.fromkeys(
        ("language", "worker", "boot", "room_platform", "room_workspace", "room_channel", "message_ts", "reason",
         "drawn"), ""),
    "minutes": {"state": "open", "version": 0, "draft": 0, "locked": 0, "chair": "", "taker": "", "others": "",
                "change_text": "", "approved_how": ""},
    "minutes_answer": {"text": "", "answer": ""},
    "minutes_edit": {"organisation": ""},
    "minutes_version": {"reason": ""},
    "notice": {"escalated": False, "late": False, "void": False},
    "organisation": {"number": "", "orgnr": "", "leader_title": "", "fictional": False, "aliases": [], "position": 0},
    "redraw": {"asked": 1, "attempt": 0, "worker": "", "boot": "", "lease_until": 0.0},
    "link_code": {"typed_by": ""},
    "request": {"account": "", "reply": ""},
    "role_request": {"state": "open", "batch": 0},
    "room": {"language": "", "state": "open", "reason": "", "taken_from": "", "sparse": False},
    "meeting_step": {"on_behalf": False},
}  # fmt: skip
TABLES = {str(kind.__tablename__): kind for kind in all_below(Row) if hasattr(kind, "__table__")}


@pytest.mark.parametrize("table", sorted(TABLES))
def test_a_fresh_row_says(table: str) -> None:
    said = {}
    for name, field in TABLES[table].model_fields.items():
        value = field.get_default(call_default_factory=True)
        if value is not None and value is not PydanticUndefined:
            said[name] = value
    assert said == FRESH.get(table, {})
    assert set(FRESH) <= set(TABLES)
