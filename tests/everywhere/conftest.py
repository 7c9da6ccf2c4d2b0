"""Each conversation in each chat, on a database of its own that is copied from a prepared one."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from storage.unit_of_work.unit import Rules
from tests.everywhere import console, slack, teams, web
from tests.everywhere.front import Front

FRONTS = {
    "slack": (slack.prepare, slack.slack),
    "teams": (teams.prepare, teams.teams),
    "console": (console.prepare, console.console),
    "web": (console.prepare, web.web),
}
"""How each chat's database is prepared, and its way in."""


@pytest.fixture(scope="session")
def prepared(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory, rules: Rules) -> Callable[[str], Path]:
    """The database each chat's conversations begin on, made once."""
    made: dict[str, Path] = {}

    def make(name: str) -> Path:
        if name not in made:
            path = tmp_path_factory.mktemp("town") / f"{name}.db"
            shutil.copyfile(sqlite_template, path)
            prepare, _ = FRONTS[name]
            prepare(path, rules)
            made[name] = path
        return made[name]

    return make


@pytest.fixture(params=list(FRONTS))
async def front(
    request: pytest.FixtureRequest, prepared: Callable[[str], Path], tmp_path: Path
) -> AsyncIterator[Front]:
    """A running installation, seen through one chat."""
    path = tmp_path / "town.db"
    shutil.copyfile(await asyncio.to_thread(prepared, request.param), path)
    _, way_in = FRONTS[request.param]
    async with way_in(path, tmp_path) as running:
        yield running
