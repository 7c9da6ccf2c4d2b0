"""Whatever the domain refuses, and whatever it remarks on, can be said: checked for all that its tests come upon."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from domain.dates.context import DateNote
from domain.errors import UserError
from domain.imports.cells import CellProblem, Remark, UnclearError
from domain.imports.rows import Skipped
from handlers.texts import has, say


@pytest.fixture(autouse=True, scope="module")
def what_was_remarked() -> Iterator[None]:
    """Each code that came up has its sentence, and the facts the sentence asks for."""
    remarked: dict[tuple[str, frozenset[str]], dict[str, Any]] = {}

    def noting(make: Callable[..., None]) -> Callable[..., None]:
        def noted(one: Any, *given: Any, **named: Any) -> None:
            make(one, *given, **named)
            remarked.setdefault((one.code, frozenset(one.params)), dict(one.params))

        return noted

    with pytest.MonkeyPatch.context() as patch:
        for kind in (UserError, DateNote, CellProblem, Remark, UnclearError, Skipped):
            patch.setattr(kind, "__init__", noting(kind.__init__))
        yield
    for (code, _names), facts in remarked.items():
        assert say("nb", code, **facts)
        if has("nb", f"{code}.hint"):
            assert say("nb", f"{code}.hint", **facts)
