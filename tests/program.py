"""The program itself, started as a process of its own."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.settings import names


@contextmanager
def started(folder: Path, *words: str, typed: str | None = None, **more: str) -> Iterator[subprocess.Popen[str]]:
    """`samhandling` with these words in a folder, on a port of its own; gone when the block ends.

    typed None: standard input is closed. more: settings.
    """
    environment = {name: value for name, value in os.environ.items() if name not in names()}
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", *words],
        cwd=folder,
        env={**environment, "PYTHONPATH": str(Path(__file__).parents[1]), "SAMHANDLING_PORT": "0", **more},
        stdin=subprocess.DEVNULL if typed is None else subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    with process:
        try:
            yield process
        finally:
            process.kill()


def told(process: subprocess.Popen[str], words: str) -> str:
    """The first line the process prints that holds these words; fails with what it said if it ends without."""
    assert process.stdout is not None
    for line in process.stdout:
        if words in line:
            return line.rstrip("\n")
    raise AssertionError(process.communicate())
