"""The way of one line through the house: how many of our files it enters, and how deep its calls go.

`python -m tests.benchmarks.way` says «oppfølging ny Siva: levere skisse innen 15.12» twice on a database of its own and
counts the second time, from the registry's entry (`REGISTRY.answer`) to its reply.

What is counted: a call of a Python function whose code stands in one of our packages (bot, handlers, storage, domain)
enters its file, and stands one frame deeper than the nearest of our frames around it. Frames of libraries in between
don't count, nor do the frames of generators and comprehensions, which are a part of the function they are written in;
but what those call does. Callbacks out of a library (a commit that calls us back) are on the way like all else.
"""

import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from inspect import CO_GENERATOR
from pathlib import Path
from types import CodeType, FrameType

from bot.app import open_store
from domain.accounts import Account, Address
from domain.calendar import WorkCalendar
from handlers.commands import REGISTRY
from handlers.core.context import Services
from handlers.core.invocation import Invocation
from storage.derived.derived import refresh_derived
from storage.migrate import migrate
from storage.setup.reference import load_reference
from storage.setup.year import plan_ahead
from storage.unit_of_work.unit import Rules

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)

ROOT = Path(__file__).parents[2]
PACKAGES = ("bot", "handlers", "storage", "domain")
LINE = "oppfølging ny Siva: levere skisse innen 15.12"
AIM = 28, 11
"""Files and frames that a line should need at most."""
MOST_FILES, DEEPEST = 43, 12
"""What it needs today: no change lengthens the way."""
_PARTS_OF_A_FUNCTION = ("<genexpr>", "<listcomp>", "<dictcomp>", "<setcomp>")


@dataclass
class Way:
    """What a line has passed through. files: by their path, with the functions entered there; deepest: frames of ours,
    from the entry down to the deepest call."""

    files: dict[str, list[str]] = field(default_factory=dict)
    deepest: tuple[str, ...] = ()

    def __str__(self) -> str:
        told = [f"{name}: {', '.join(functions)}" for name, functions in sorted(self.files.items())]
        return "\n".join((
            *told, f"{len(self.files)} files", *self.deepest, f"{len(self.deepest)} frames deep",
        ))  # fmt: skip


@contextmanager
def counted() -> Iterator[Way]:
    """Counts what is called within, in this thread."""
    way = Way()
    above: list[tuple[str, ...]] = [()]

    def see(frame: FrameType, event: str, _what: object) -> None:
        name = _ours(frame.f_code)
        if not name:
            return
        if event == "call":
            function = frame.f_code.co_qualname
            entered = way.files.setdefault(name, [])
            if function not in entered:
                entered.append(function)
            above.append((*above[-1], f"{name} {function}"))
            way.deepest = max(way.deepest, above[-1], key=len)
        elif event == "return" and len(above) > 1:
            above.pop()

    before = sys.getprofile()
    sys.setprofile(see)
    try:
        yield way
    finally:
        sys.setprofile(before)


def _ours(code: CodeType) -> str:
    """The file of a frame that counts, from the root; or nothing."""
    if code.co_name in _PARTS_OF_A_FUNCTION or code.co_flags & CO_GENERATOR:
        return ""
    path = Path(code.co_filename)
    if not path.is_relative_to(ROOT):
        return ""
    name = path.relative_to(ROOT).as_posix()
    return name if name.split("/", 1)[0] in PACKAGES else ""


def way_of(say: Callable[[], object]) -> Way:
    """The way of the second time something is said: the first one reads the catalogues and fills the caches."""
    say()
    with counted() as way:
        say()
    return way


def follow_up(services: Services) -> Way:
    """The way of the line that notes a follow-up, said by a county."""
    invocation = Invocation(LINE, Account("console", "", "agder"), Address("console", "", "agder"), AT)
    return way_of(lambda: REGISTRY.answer(invocation, services))


def measured() -> Way:
    """The way on a furnished database."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/way.db"
        migrate(url)
        with closing(open_store(url, Rules(WorkCalendar()))) as store:
            load_reference(store, AT)
            plan_ahead(store, AT)
            refresh_derived(store, AT)
            return follow_up(Services(store, frozenset({"console"})))


def run() -> list[tuple[str, str, str]]:
    """The rows of the table: how many files of ours a line goes through, and how deep."""
    way = measured()
    files, deep = f"{len(way.files)} files", f"{len(way.deepest)} frames"
    return [("the way of «oppfølging ny …», files of ours; deepest", f"{files}; {deep}", "")]


def main() -> None:
    """Prints the way."""
    print(measured())  # noqa: T201 - what the script is for


if __name__ == "__main__":
    main()
