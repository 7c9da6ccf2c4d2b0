"""All measurements in one table: `python -m tests.benchmarks`, or the names of some (`tick status`)."""

import importlib
import pkgutil
import sys
from collections.abc import Sequence
from pathlib import Path


def names() -> list[str]:
    """The measurements there are: every module here that has a `run`."""
    return sorted(found.name for found in pkgutil.iter_modules([str(Path(__file__).parent)]) if found.name[0] != "_")


def main(wanted: Sequence[str]) -> None:
    """Measure, and print the table: name, value, ratio."""
    rows = [("measured", "value", "ratio")]
    for name in wanted or names():
        module = importlib.import_module(f"{__package__}.{name}")
        rows += module.run()
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    for number, (what, value, ratio) in enumerate(rows):
        sys.stdout.write(f"{what:<{widths[0]}}  {value:>{widths[1]}}  {ratio:>{widths[2]}}\n")
        if not number:
            sys.stdout.write("  ".join("-" * width for width in widths) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
