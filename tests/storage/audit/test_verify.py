"""What anybody does to the log or behind its back is found and named, on both databases."""

import json
import random
from collections.abc import Callable

import pytest
from sqlalchemy import Connection, Table, select, text

from domain.audit import Head, head_from
from storage.audit.links import Finding
from storage.audit.plain import audited, table_of
from storage.audit.verify import verify
from storage.tables import MinutesVersionRow
from storage.unit_of_work.store import Store
from tests.storage.audit.filled import LINES, behind, fill
from tests.thorough import THOROUGH

TIMES = {"sqlite": 200, "postgresql": 40} if THOROUGH else {"sqlite": 40, "postgresql": 8}
"""How often each of the five kinds of manipulation is tried."""
HALF = 0.5


@pytest.fixture
def filled(store: Store) -> Store:
    """A database with some months behind it."""
    assert fill(store) == len(LINES)
    return store


def test_what_the_program_has_written_holds(filled: Store) -> None:
    with filled.reading() as connection:
        report = verify(connection)
    assert report.findings == []
    assert (report.begins, report.entries) == (0, report.head.number)  # numbers have no gaps
    assert report.rows > 150


Named = Callable[[list[Finding]], bool]
"""Whether the findings name what was done."""


def entry_named(*numbers: int) -> Named:
    """Each of these entries is named."""
    return lambda findings: set(numbers) <= {one.entry for one in findings}


def changed(at: Connection, dice: random.Random) -> Named:
    """Something in an entry, or in a part of it."""
    number, column = dice.choice(numbers(at)), dice.choice(COLUMNS)
    if column in PART:
        part = dice.randrange(2)
        old = value(at, "SELECT {} FROM audit_person WHERE entry = {} AND part = {}", column, number, part)
        new = str(old).replace('":"', '":"x') if column == "content" else f"{old}1"
        put(at, "UPDATE audit_person SET {} = :new WHERE entry = {} AND part = {}", column, number, part, new=new)
    elif column == "on_behalf":
        put(at, "UPDATE audit SET on_behalf = NOT on_behalf WHERE id = {}", number)
    else:
        put(at, "UPDATE audit SET {} = :new WHERE id = {}", column, number, new=another(at, dice, column, number))
    return entry_named(number)


PART = ("salt", "content", "about")
COLUMNS = ("at", "organisation", "on_behalf", "changes", "personal", "sha256", "previous", *PART)


def another(at: Connection, dice: random.Random, column: str, number: int) -> str:
    """Another value than the entry's."""
    old = value(at, "SELECT {} FROM audit WHERE id = {}", column, number)
    if column == "at":
        return "2026-11-23 08:00:01+00:00"
    if column not in ("changes", "personal"):
        return f"{old}0"
    known = old if isinstance(old, list) else json.loads(str(old))
    return json.dumps(known[1:] if known and dice.random() < HALF else [*known, {"what": "x"}])


def removed(at: Connection, dice: random.Random) -> Named:
    """An entry, the last one as often as any other; now and then with its parts."""
    known = numbers(at)
    number = dice.choice([known[-1], *dice.sample(known, 3)])
    if dice.random() < HALF:
        put(at, "DELETE FROM audit_person WHERE entry = {}", number)
    put(at, "DELETE FROM audit WHERE id = {}", number)
    if number == known[-1] and dice.random() < HALF:  # whoever knows of the note of the head takes that back, too
        last = value(at, "SELECT id || ':' || sha256 FROM audit ORDER BY id DESC LIMIT 1")
        put(at, "UPDATE setting SET value = :new WHERE key = 'audit-head'", new=last)
    return entry_named(number)


def inserted(at: Connection, dice: random.Random) -> Named:
    """A copy of an entry, at the end or between two."""
    known = numbers(at)
    place = dice.choice([known[-1] + 1, *dice.sample(known, 3)])
    for number in reversed(known):
        if number >= place:
            move(at, number, number + 1)
    copied = dice.choice(numbers(at))
    columns = "at, organisation, on_behalf, changes, personal"
    link = dice.choice(["previous, sha256", "sha256, sha256"])  # the latter hangs on the one it copies
    put(
        at,
        "INSERT INTO audit (id, {0}, previous, sha256) SELECT {1}, {0}, {2} FROM audit WHERE id = {3}",
        columns, place, link, copied,
    )  # fmt: skip
    put(
        at,
        "INSERT INTO audit_person (entry, part, about, salt, content) "
        "SELECT {}, part, about, salt, content FROM audit_person WHERE entry = {}",
        place, copied,
    )  # fmt: skip
    return entry_named(copied if copied == place + 1 else place)  # of two that are the same the second is too many


def swapped(at: Connection, dice: random.Random) -> Named:
    """Two entries take each other's places, with their parts or without."""
    one, other = dice.sample(numbers(at), 2)
    parts = dice.random() < HALF
    for before, after in ((one, 1_000_000), (other, one), (1_000_000, other)):
        move(at, before, after, parts=parts)
    return entry_named(one, other)


def row_changed(at: Connection, dice: random.Random) -> Named:
    """A row of the record: one value of it, or all of it taken away."""
    table, key = row(at, dice)
    [primary] = table.primary_key.columns
    if dice.random() < HALF / 2:
        put(at, 'DELETE FROM "{}" WHERE "{}" = :key', table.name, primary.name, key=key)
        return lambda found: ("row-gone", table.name, str(key)) in {(one.what, one.table, one.key) for one in found}
    column = dice.choice([one.name for one in table.columns if not one.primary_key])
    new = other_value(table, column)
    put(at, 'UPDATE "{}" SET "{}" = {} WHERE "{}" = :key', table.name, column, new, primary.name, key=key)
    return lambda found: (table.name, str(key), column) in {(one.table, one.key, one.column) for one in found}


@pytest.mark.parametrize("manipulate", [changed, removed, inserted, swapped, row_changed])
def test_what_was_done_to_it_is_named(filled: Store, manipulate: Callable[[Connection, random.Random], Named]) -> None:
    times = TIMES[filled.writer.dialect.name]
    missed = []
    for seed in range(times):
        with behind(filled) as connection:
            named = manipulate(connection, random.Random(seed))  # noqa: S311 - the same ones in every run
            findings = verify(connection).findings
        if not named(findings):
            missed.append((seed, findings))
    assert missed == [], f"{manipulate.__name__}: {len(missed)} of {times} not named"


def test_rows_nobody_has_recorded_are_named(filled: Store) -> None:
    with behind(filled) as connection:
        put(connection, "UPDATE follow_up SET id = 77 WHERE id = 8")
        found = {(one.what, one.table, one.key) for one in verify(connection).findings}
    assert {("no-row", "follow_up", "77"), ("row-gone", "follow_up", "8")} <= found


def test_locked_minutes_are_held_by_their_entry(filled: Store) -> None:
    with behind(filled) as connection:
        put(connection, "UPDATE minutes_version SET sha256 = 'x' WHERE id = 1")
        assert [(one.what, one.table, one.key) for one in verify(connection).findings] == [
            ("minutes", "minutes_version", "1")
        ]
    with behind(filled) as connection:
        put(connection, "DELETE FROM minutes_version WHERE id = 1")
        [found] = verify(connection).findings
        assert (found.what, found.key) == ("minutes", "1/1")


def test_minutes_hold_a_head(filled: Store) -> None:
    """Nobody has to have noted one: a log made anew doesn't fit what stands in the locked minutes."""
    with filled.transaction() as session:
        [log] = {str(row.content["log"]) for row in session.execute(select(MinutesVersionRow)).scalars()}
    number = head_from(log).number
    with behind(filled) as connection:
        put(connection, "UPDATE audit SET sha256 = :new WHERE id = {}", number, new="0" * 64)
        assert Finding("head", number) in verify(connection).findings


def test_a_head_that_was_noted_tells_of_a_log_that_was_made_anew(filled: Store) -> None:
    """Whoever writes the whole chain anew, sums and notes and all, is found by a head that lies with somebody else."""
    with filled.reading() as connection:
        noted = verify(connection).head
    with behind(filled) as connection:
        number = numbers(connection)[-1]
        put(connection, "DELETE FROM audit WHERE id = {}", number)
        assert Finding("missing", number) in verify(connection, [head_from(str(noted))]).findings
    with filled.reading() as connection:
        other = Head(noted.number, "0" * 64)
        assert verify(connection, [other]).findings == [Finding("head", noted.number)]
        assert verify(connection, [noted, head_from(str(noted))]).findings == []


def numbers(at: Connection) -> list[int]:
    """The entries there are."""
    return list(at.execute(text("SELECT id FROM audit ORDER BY id")).scalars())


def value(at: Connection, query: str, *names: object) -> object:
    """What a query about these (names and numbers of our own) finds."""
    return at.execute(text(query.format(*names))).scalar_one()


def put(at: Connection, statement: str, *names: object, **values: object) -> None:
    """Run a statement about these (names and numbers of our own) that has something to do."""
    assert at.execute(text(statement.format(*names)), values).rowcount > 0, statement


def move(at: Connection, number: int, to: int, *, parts: bool = True) -> None:
    """Give an entry another number."""
    put(at, "UPDATE audit SET id = {} WHERE id = {}", to, number)
    if parts:
        put(at, "UPDATE audit_person SET entry = {} WHERE entry = {}", to, number)


def row(at: Connection, dice: random.Random) -> tuple[Table, object]:
    """A row of the record, of any table that has one."""
    tables = [table_of(kind) for kind in audited().values()]
    while True:
        table = dice.choice(tables)
        [primary] = table.primary_key.columns
        if keys := list(at.execute(select(primary).order_by(primary)).scalars()):
            return table, dice.choice(keys)


def other_value(table: Table, column: str) -> str:
    """SQL for a value the column doesn't hold now, whichever that is."""
    known = {
        "BOOLEAN": f'NOT coalesce("{column}", false)',
        "INTEGER": f'coalesce("{column}", 0) + 1000',
        "FLOAT": "77.5",
        "DATE": "'2001-02-03'",
        "DATETIME": "'2001-02-03 04:05:06+00:00'",
        "TIME": "'04:05:06'",
        "JSON": "'[\"x\"]'",
    }
    return known.get(str(table.c[column].type), f"coalesce(\"{column}\", '') || 'x'")
