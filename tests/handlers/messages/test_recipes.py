"""Each subject says itself how its messages are drawn; all of it is found, and no kind is said twice."""

from importlib import import_module
from pathlib import Path

import pytest

import handlers
from handlers.messages.recipes import RECIPES, TABLES

ROOT = Path(handlers.__file__).parent


@pytest.mark.parametrize("file", sorted(ROOT.glob("*/*messages.py")), ids=lambda file: str(file.relative_to(ROOT)))
def test_a_subjects_own_messages_are_found(file: Path) -> None:
    module = import_module(f"handlers.{file.parent.name}.{file.stem}")
    assert any(table is module.RECIPES for table in TABLES)


def test_no_kind_of_message_is_drawn_in_two_ways() -> None:
    assert len(RECIPES) == sum(len(table) for table in TABLES)
