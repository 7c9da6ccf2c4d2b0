"""Do the tests notice? `make mutants`: a sample of one-token changes in domain and storage, each tried on a copy.

SEED: which sample (drawn and printed where none is given). N: how many. JOBS: how many at a time.
"""

import os
import random
import re
import shutil
import sys
import tomllib
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path
from queue import SimpleQueue
from tempfile import TemporaryDirectory
from threading import Lock

from tests.mutants.changes import Change, changes, enum_members
from tests.mutants.fork import passes

WANTED = 0.92
"""The share of the changes, of those that change anything, that the tests are to notice."""
HISTORY = "storage/migrations/"
"""Migrations that have run are never edited."""
MOST_USERS = 5
"""Subjects of the handlers whose tests are asked because they use what was changed."""
FAILED = re.compile(r"^(?:FAILED|ERROR) ([^\s\[]+)", re.MULTILINE)


def every_change(root: Path) -> list[Change]:
    """All changes of domain and storage, in the order of files and lines."""
    paths = sorted([*root.glob("domain/**/*.py"), *root.glob("storage/**/*.py")])
    files = {str(path.relative_to(root)): path for path in paths}
    enums = enum_members(files.values())
    return [
        one
        for name, path in files.items()
        if not name.startswith(HISTORY)
        for one in changes(name, path.read_bytes(), enums)
    ]


def equivalent(root: Path) -> dict[tuple[str, str, str], str]:
    """Why a change changes nothing, by its file, its function and the line as it then reads."""
    path = root / "tests/mutants/equivalent.toml"
    entries = tomllib.loads(path.read_text())["equivalent"] if path.exists() else []
    return {(one["file"], one["where"], one["after"]): one["why"] for one in entries}


def stages(root: Path, change: Change) -> Iterator[list[str]]:
    """What pytest is given in turn: the own tests, those around, the users' and, where databases differ, PostgreSQL."""
    layer, *between, name = change.file.split("/")
    subject = between[0] if between else f"test_{name}"
    own = [f"tests/{floor}/{subject}" for floor in ("domain", "storage")]
    around = [f"tests/handlers/{subject}", f"tests/bot/{subject}", f"tests/{layer}"]
    own, around = ([one for one in paths if (root / one).exists()] for paths in (own, around))
    # What is no subject of its own, tables for one, is asked of where its layer as a whole is.
    own = own or [str(path.relative_to(root)) for path in sorted(root.glob(f"tests/{layer}/test_*.py"))]
    if own:
        yield ["-m", "not postgres", *own]
    if around:
        yield ["-m", "not postgres", *around, *(f"--ignore={one}" for one in own)]
    if users := [one for one in _tests_of_users(root, change) if one not in around]:
        yield ["-m", "not postgres", *users]
    if re.search("postgres|sqlite", (root / change.file).read_text()):
        yield ["-m", "postgres", *around]


def _tests_of_users(root: Path, change: Change) -> list[str]:
    """The tests of the handlers that use what was changed, by its name if they do; none where most of them use it."""
    package, _, name = change.file.removesuffix(".py").replace("/", ".").rpartition(".")
    imports = re.compile(rf"^\s*from {re.escape(package)}(\.{name} import| import .*\b{name}\b)", re.MULTILINE)
    texts = {path: path.read_text() for path in root.glob("handlers/*/**/*.py")}
    users = [path for path, text in texts.items() if imports.search(text)]
    called = re.compile(rf"\b{re.escape(change.where.partition('.')[0])}\b")
    users = [path for path in users if change.where and called.search(texts[path])] or users
    tests = sorted({f"tests/handlers/{path.relative_to(root).parts[1]}" for path in users})
    return [one for one in tests if (root / one).exists()] if len(tests) <= MOST_USERS else []


class Laboratory:
    """Tries changes on copies of a tree, one for each that is tried at a time; the tree itself is only read."""

    def __init__(self, root: Path, below: Path, jobs: int) -> None:
        self._copies: SimpleQueue[Path] = SimpleQueue()
        self._asked: dict[str, bool] = {}
        self.broken: list[str] = []
        self._lock = Lock()
        self._stamps = count(1)
        self._unchanged = below / "unchanged"
        for name in ("unchanged", *map(str, range(jobs))):
            leave = shutil.ignore_patterns(".*", "__pycache__", "node_modules")
            shutil.copytree(root, below / name, ignore=leave)
            if name != "unchanged":
                self._copies.put(below / name)

    def notices(self, change: Change) -> bool:
        """Whether a test fails, or hangs, with this change and not without it."""
        copy = self._copies.get()
        path = copy / change.file
        source = path.read_bytes()
        try:
            self._write(path, change.apply(source))
            return any(self._fails(copy, tests) for tests in stages(copy, change))
        finally:
            self._write(path, source)
            self._copies.put(copy)

    def _write(self, path: Path, content: bytes) -> None:
        """Each writing has a time of its own: by that Python tells whether the byte code it keeps is this one's."""
        path.write_bytes(content)
        stamp = next(self._stamps)
        os.utime(path, (stamp, stamp))

    def _fails(self, copy: Path, tests: Sequence[str]) -> bool:
        while True:
            passed, output = passes(copy, [*tests, *(f"--deselect={test}" for test in self.broken)])
            if passed:
                return False
            failed = FAILED.search(output)
            if self._sound([failed[1]] if failed else ["--collect-only", *tests]):
                return True

    def _sound(self, tests: list[str]) -> bool:
        """Whether these pass on what nobody has changed; asked once of each. One that fails is left out from now on."""
        asked = tests[-1]
        with self._lock:
            if asked not in self._asked:
                self._asked[asked], output = passes(self._unchanged, tests)
                if not self._asked[asked]:
                    if len(tests) > 1:
                        raise RuntimeError(f"no test starts:\n{output}")
                    self.broken.append(asked)
            return self._asked[asked]


def _set(name: str, default: int) -> int:
    return int(os.environ.get(name) or default)


def main(root: Path) -> bool:
    """Try a sample and say what went unnoticed; whether enough was noticed."""
    seed = _set("SEED", random.SystemRandom().randrange(10_000))
    wanted, jobs = _set("N", 200), _set("JOBS", 1)
    there, idle = every_change(root), equivalent(root)
    sample = random.Random(seed).sample(there, min(wanted, len(there)))  # noqa: S311 - drawn, not secret
    tried = [one for one in sample if (one.file, one.where, one.after) not in idle]
    sys.stdout.write(
        f"SEED={seed}: {len(sample)} of {len(there)} changes, {len(sample) - len(tried)} of them change nothing\n"
    )
    unnoticed = []
    with TemporaryDirectory(prefix="mutants-") as below, ThreadPoolExecutor(jobs) as pool:
        laboratory = Laboratory(root, Path(below), jobs)
        for change, noticed in zip(tried, pool.map(laboratory.notices, tried), strict=True):
            unnoticed += [] if noticed else [change]
            sys.stdout.write("." if noticed else f"\n{change}\n")
            sys.stdout.flush()
    if laboratory.broken:
        sys.stdout.write(f"\nLeft out, since they fail without any change: {', '.join(laboratory.broken)}\n")
    share = 1 - len(unnoticed) / len(tried) if tried else 1
    sys.stdout.write(f"\nSEED={seed}: {len(tried) - len(unnoticed)} of {len(tried)} noticed, {share:.1%}\n")
    return share >= WANTED


if __name__ == "__main__":
    sys.exit(0 if main(Path.cwd()) else 1)
