"""Handlers say what is to become of a row; the storage changes it. So what a change is stands in one place."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import handlers
from storage.tables import Row

ROOT = Path(handlers.__file__).parent
COLUMNS = {column.name for table in Row.metadata.tables.values() for column in table.columns}


def changed(source: str) -> list[str]:
    """Where a module sets something that a table has a column for: «row.state», with its line."""
    return [
        f"{target.lineno}: {ast.unparse(target)}"
        for node in ast.walk(ast.parse(source))
        for target in _set_by(node)
        if isinstance(target, ast.Attribute) and target.attr in COLUMNS and ast.unparse(target.value) != "self"
    ]


def _set_by(node: ast.AST) -> Iterator[ast.expr]:
    match node:
        case ast.Assign(targets=targets):
            for target in targets:
                yield from target.elts if isinstance(target, ast.Tuple) else (target,)
        case ast.AugAssign(target=target) | ast.AnnAssign(target=target):
            yield target
        case ast.Call(func=ast.Name(id="setattr"), args=[thing, *_]):
            yield ast.Attribute(thing, "id", lineno=node.lineno)  # whatever its name is


@pytest.mark.parametrize("file", sorted(ROOT.rglob("*.py")), ids=lambda file: str(file.relative_to(ROOT)))
def test_no_handler_changes_a_row(file: Path) -> None:
    assert changed(file.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("row.state = DONE", ["1: row.state"]),
        ("row.state, row.done_on = DONE, today", ["1: row.state", "1: row.done_on"]),
        ("draft.minutes.version += 1", ["1: draft.minutes.version"]),
        ("setattr(minutes, name, value)", ["1: minutes.id"]),
        ("draft.meeting = moved", []),
        ("self.state = state", []),
    ],
)
def test_a_change_is_seen_where_it_is_made(source: str, found: list[str]) -> None:
    assert changed(source) == found
