"""Each fault, briefly, on both databases: nothing is lost, nothing comes twice."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from tests.faults.__main__ import place
from tests.faults.outcome import POSTGRESQL, SQLITE, Place, UnavailableError
from tests.faults.scenarios import SCENARIOS, Scenario
from tests.patience import PATIENCE
from tests.thorough import as_many

TRIED = [
    pytest.param(one, kind, id=f"{one.name}, {kind}", marks=[pytest.mark.postgres] if kind == POSTGRESQL else [])
    for one in SCENARIOS
    for kind in one.databases
]


@contextmanager
def place_for(kind: str, request: pytest.FixtureRequest, folder: Path, *, own_server: bool) -> Iterator[Place]:
    """The session's databases, or a server of the test's own: nobody else is to feel it crash."""
    if not own_server:
        new_url = request.getfixturevalue("new_sqlite_url" if kind == SQLITE else "new_postgres_url")
        yield Place(kind, new_url, new_url, folder)
        return
    with ExitStack() as stack:
        try:
            where = stack.enter_context(place(kind))
        except Exception as error:
            if os.environ.get("TEST_POSTGRES"):
                raise
            pytest.skip(f"no PostgreSQL server here: {error!r}")
        yield where


@pytest.mark.timeout(4 * PATIENCE)
@pytest.mark.parametrize(("scenario", "kind"), TRIED)
def test_nothing_is_lost_and_nothing_comes_twice(
    scenario: Scenario,
    kind: str,
    request: pytest.FixtureRequest,
    tmp_path: Path,
    record_property: Callable[[str, object], None],
) -> None:
    times = as_many(scenario.briefly, scenario.thoroughly)
    if not times:
        pytest.skip("there is time for it with TEST_THOROUGH=1, as in .ci/run, and in `make faults`")
    with place_for(kind, request, tmp_path, own_server=scenario.own_server) as where:
        try:
            outcome = scenario.run(where, times)
        except UnavailableError as error:
            pytest.skip(str(error))
    assert not outcome.lost
    assert not outcome.doubled
    assert outcome.messages > 0
    record_property("outcome", str(outcome))
