"""The short form of `make fuzz`: the same every time."""

from pathlib import Path

import pytest

from tests.fuzz.bench import Told, say_lines, send_payloads, template
from tests.thorough import as_many


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return template(tmp_path_factory.mktemp("fuzz"))


def test_mutated_lines(made: Path, tmp_path: Path) -> None:
    _none_wrong(say_lines(made, tmp_path, 1, as_many(400)), 400)


@pytest.mark.parametrize("chat", ["slack", "teams"])
def test_mutated_payloads(made: Path, tmp_path: Path, chat: str) -> None:
    _none_wrong(send_payloads(made, tmp_path, 1, as_many(250), chat), 250)


def _none_wrong(told: Told, at_least: int) -> None:
    assert not told.wrong, told.wrong[:3]
    assert sum(told.counts.values()) >= at_least
