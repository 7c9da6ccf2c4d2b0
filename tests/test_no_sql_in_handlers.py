"""Handlers hold no SQL. The contract in pyproject.toml keeps its libraries out; this, what needs no import.

A handler hands the session it was given on to the storage, and asks it nothing itself.
"""

import ast
from pathlib import Path

import pytest

import handlers

ROOT = Path(handlers.__file__).parent
HANDED_ON = ("session", "connection", "database")
"""What the database is called where it is handed on."""


def asked(source: str) -> list[str]:
    """The calls on a session in a module's source: «context.session.exec», each with its line."""
    calls = (node.func for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))
    return [
        f"{call.lineno}: {ast.unparse(call)}"
        for call in calls
        if isinstance(call, ast.Attribute) and ast.unparse(call.value).rpartition(".")[2] in HANDED_ON
    ]


@pytest.mark.parametrize("file", sorted(ROOT.rglob("*.py")), ids=lambda file: str(file.relative_to(ROOT)))
def test_no_handler_asks_a_session_anything(file: Path) -> None:
    assert asked(file.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("rows = context.session.exec(query).all()", ["1: context.session.exec"]),
        (
            "def keep(unit):\n    unit.session.add(row)\n    unit.session.flush()",
            ["2: unit.session.add", "3: unit.session.flush"],
        ),
        ("session.get_one(MeetingRow, 1).day = None", ["1: session.get_one"]),
        ("rows = open_requests(context.session)", []),
        ("held = rows.get(1)", []),
    ],
)
def test_a_question_is_seen_where_it_is_asked(source: str, found: list[str]) -> None:
    assert asked(source) == found
