"""Lists as tests write them: a grid of values, and how the desk takes one over."""

from collections.abc import Sequence
from hashlib import sha256

from domain.accounts import Account, Address
from domain.imports.columns import ListKind
from domain.imports.sheet import Sheet, SheetRow, Value, cell, letter
from handlers.cards import Card
from handlers.core.actors import actor_of
from handlers.core.context import CommandContext
from handlers.core.invocation import Invocation
from handlers.imports.apply import apply
from handlers.imports.preview import ImportRequest, Preview, preview
from storage.unit_of_work.unit import Origin, Snapshot, UnitOfWork
from tests.desk import Desk

Grid = Sequence[Sequence[Value | None]]

FOLLOW_UPS = ("Hva skal gjøres", "Ansvarlig", "Frist", "Status", "Merknad")


def sheet_of(grid: Grid, first: int = 1) -> Sheet:
    """A grid as a sheet; None and empty text are empty cells. first: the number of its first row."""
    rows = []
    for number, values in enumerate(grid, first):
        cells = {letter(place): cell(value) for place, value in enumerate(values, 1) if value not in (None, "")}
        if cells:
            rows.append(SheetRow(number, cells))
    return Sheet(tuple(rows))


def wanted(grid: Grid, **more: object) -> ImportRequest:
    """A list from a grid, its fingerprint made of what it holds."""
    kind = more.pop("kind", None)
    return ImportRequest("liste.xlsx", sha256(repr(grid).encode()).hexdigest(), sheet_of(grid), kind, **more)  # type: ignore[arg-type]


def ask_of(desk: Desk, who: str, reading: Snapshot | UnitOfWork) -> CommandContext:
    """What a handler is given when somebody takes a list over."""
    invocation = Invocation(
        "import liste.xlsx", Account("console", "", who), Address("console", "", who.partition(":")[0]), desk.at
    )
    actor = actor_of(invocation, reading.directory, reading.today, frozenset())
    return CommandContext(invocation, desk.services, actor, reading, None, "")


def shown(desk: Desk, who: str, want: ImportRequest) -> Preview:
    """The preview of a list."""
    with desk.store.read(desk.at) as snapshot:
        return preview(ask_of(desk, who, snapshot), want)


def taken_over(desk: Desk, who: str, want: ImportRequest) -> Card:
    """The reply when a list's ready rows have been stored."""
    seen = shown(desk, who, want)
    with desk.store.begin(Origin(f"console:{who}", "import liste.xlsx"), desk.at) as unit:
        return apply(ask_of(desk, who, unit), want, seen)


__all__ = ["FOLLOW_UPS", "Grid", "ListKind", "ask_of", "sheet_of", "shown", "taken_over", "wanted"]
