"""The program's command line, called within the test's own process."""

from collections.abc import Callable

from typer.testing import Result

Run = Callable[..., Result]
CLOCK = "2026-11-23T09:00"
