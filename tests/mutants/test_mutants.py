"""The tool that asks whether the tests notice, tried on a house of three files."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.mutants.__main__ import equivalent, every_change, main, stages
from tests.mutants.changes import Change, changes

ROOT = Path(__file__).parents[2]

SHOP = '''
def price(pieces: int, each: int = 3) -> int:
    """What `pieces` cost: 3 each."""
    total = pieces * each
    while total > 1000:
        total -= 1
    return total
'''
SHOP_TESTS = """
from domain.shop import price

def test_price():
    assert (price(0), price(2), price(400)) == (0, 6, 1000)
"""
Tried = Callable[..., tuple[bool, str]]


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A house with one subject and its test."""
    for name, text in {
        "domain/__init__.py": "",
        "domain/shop.py": SHOP,
        "tests/domain/test_shop.py": SHOP_TESTS,
        "pyproject.toml": "[tool.pytest.ini_options]\nasyncio_default_fixture_loop_scope = 'function'",
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


@pytest.fixture
def tried(house: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Tried:
    """Has the tool try only those changes that make a line read so: whether it was content, and what it said."""

    def run(*after: str) -> tuple[bool, str]:
        only = [one for one in every_change(house) if one.after in after]
        assert len(only) == len(after)
        monkeypatch.setattr("tests.mutants.__main__.every_change", lambda _root: only)
        monkeypatch.setenv("SEED", "7")
        monkeypatch.setenv("JOBS", "2")
        return main(house), capsys.readouterr().out

    return run


def test_a_fault_is_noticed_also_one_that_hangs_and_the_tree_is_left_alone(
    tried: Tried, house: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.mutants.fork.PATIENCE", 2)
    enough, said = tried("total = pieces // each", "total += 1")
    assert enough
    assert said.endswith("\nSEED=7: 2 of 2 noticed, 100.0%\n")
    assert (house / "domain/shop.py").read_text() == SHOP
    assert sorted(path.name for path in house.iterdir()) == ["domain", "pyproject.toml", "tests"]


def test_what_nobody_notices_is_shown_and_is_too_much_unless_it_changes_nothing(tried: Tried, house: Path) -> None:
    unnoticed = "def price(pieces: int, each: int = 4) -> int:"
    (house / "tests/domain/test_shop.py").write_text(SHOP_TESTS.replace("price(2)", "price(2, 3)"))
    enough, said = tried(unnoticed)
    assert not enough
    assert f"domain/shop.py:2 price\n    - {unnoticed.replace('4', '3')}\n    + {unnoticed}\n" in said

    (house / "tests/mutants").mkdir()
    listed = {"file": "domain/shop.py", "where": "price", "after": unnoticed, "why": "nobody buys two"}
    lines = "\n".join(f"{key} = '{value}'" for key, value in listed.items())
    (house / "tests/mutants/equivalent.toml").write_text(f"[[equivalent]]\n{lines}")
    enough, said = tried(unnoticed)
    assert enough
    assert "1 of them change nothing" in said


def test_a_test_that_fails_by_itself_notices_nothing_and_is_named(tried: Tried, house: Path) -> None:
    (house / "tests/domain/test_shop.py").write_text(SHOP_TESTS.replace("(0, 6", "(0, 7"))
    enough, said = tried("total = pieces // each")
    assert not enough
    assert "fail without any change: tests/domain/test_shop.py::test_price\n" in said


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("x = a < b <= c", ["x = a <= b <= c", "x = a > b <= c", "x = a < b < c", "x = a < b >= c"]),
        ("x = a is not b", ["x = a is b"]),
        ("x = not a", ["x = (a)"]),
        ("x = a and b or c", ["x = a or b or c", "x = a and b and c"]),
        ("x = a - b", ["x = a + b"]),
        ("x += a", ["x -= a"]),
        ("x = 1", ["x = 2", "x = 0"]),
        ("x = True", ["x = False"]),
        ("x = 'word'", ['x = ""']),
        ("x = ''", ['x = "x"']),
        ("x = f'{a}: {b}'", ["x = f'{a}{b}'"]),
        ("x = min(a)", ["x = max(a)"]),
        ("x = any(a)", ["x = all(a)"]),
        ("x = Kind.ONE", ["x = Kind.TWO"]),
        ("x = a[b:c]", ["x = a[:c]", "x = a[b:]"]),
        ("x = a if b() else c", ["x = a if (not (b())) else c"]),
        ("x = [a for a in b if c]", ["x = [a for a in b if (not (c))]"]),
        ("def f(a, b=1): pass", ["def f(a, b=2): pass", "def f(a, b=0): pass"]),
        ("def f(): return a", ["def f(): return None"]),
        ("while a: break", ["while (not (a)): break", "while a: continue"]),
        ("raise UserError('code')", ['raise UserError("")']),
        ('"""A word."""', []),
        ("x: int | None", []),
        ("def f(a: 'A | B' = c) -> 'C': 'Says what.'", []),
        ("from a import b", []),
        ("@cache(maxsize=1)\nclass A: pass", []),
        ("__slots__ = ('a',)", []),
        ("log.info('said', n=1)", []),
        ("raise ValueError('never')", []),
    ],
)
def test_what_a_line_turns_into(line: str, expected: list[str]) -> None:
    source = f"{line}\n".encode()
    found = list(changes("domain/x.py", source, {"Kind": ["ONE", "TWO"]}))
    assert sorted(one.after for one in found) == sorted(expected)
    for one in found:
        assert one.apply(source).decode().splitlines() == [one.after]
        assert one.before == line


@pytest.fixture(scope="module")
def all_changes() -> list[Change]:
    return every_change(ROOT)


def test_the_nearest_tests_come_first(all_changes: list[Change]) -> None:
    found = {one.file: one for one in all_changes}
    assert not [name for name in found if "migrations" in name]
    assert {"domain/calendar.py", "storage/migrate.py", "storage/delivery/outbox.py"} <= set(found)
    for name, change in found.items():
        for tests in stages(ROOT, change):
            assert all((ROOT / path).exists() for path in tests if path.startswith("tests/")), name
    assert next(stages(ROOT, found["domain/meetings/year.py"]))[2] == "tests/domain/meetings"
    assert next(stages(ROOT, found["domain/calendar.py"])) == ["-m", "not postgres", "tests/domain/test_calendar.py"]
    whole = next(stages(ROOT, found["storage/tables/delivery.py"]))
    assert {"tests/storage/test_migrate.py", "tests/storage/test_words.py"} <= set(whole)
    for name, user in (("times_postponed", "agenda"), ("reminded_before", "messages")):
        one = next(one for one in all_changes if one.where == name)
        assert ["-m", "not postgres", f"tests/handlers/{user}"] in stages(ROOT, one), (
            "who uses it is asked, by its name"
        )


def test_what_is_listed_as_changing_nothing_can_still_be_tried_and_says_why(all_changes: list[Change]) -> None:
    there = {(one.file, one.where, one.after) for one in all_changes}
    assert not set(equivalent(ROOT)) - there, "no such change any more: take it off the list"
    assert all(len(why) > 10 for why in equivalent(ROOT).values())
