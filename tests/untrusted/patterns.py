"""Every pattern of the program, found by itself, with the ways it is used."""

import ast
import importlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import TypeGuard

LAYERS = ("domain", "storage", "handlers", "bot")
ROOT = Path(__file__).parents[2]
USES = frozenset({"match", "fullmatch", "search", "sub", "subn", "split", "findall", "finditer"})
_ELSEWHERE = ("storage.migrations", "bot.setting", "bot.__main__")
"""Nothing but what the operator has written comes by here."""


@dataclass(frozen=True, slots=True)
class KnownPattern:
    """A pattern by the module and the name it stands under. uses: the methods that are called on it, anywhere."""

    module: str
    name: str
    pattern: "re.Pattern[str]"
    uses: frozenset[str]

    def __str__(self) -> str:
        return f"{self.module}.{self.name}"


def modules() -> Iterator[tuple[str, Path]]:
    """Names and files of all modules of the program."""
    for layer in LAYERS:
        for path in sorted((ROOT / layer).rglob("*.py")):
            name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
            if not name.startswith(_ELSEWHERE):
                yield name, path


@cache
def tree(path: Path) -> ast.Module:
    """A module as Python reads it."""
    return ast.parse(path.read_text())


def patterns() -> list[KnownPattern]:
    """The patterns that stand in modules, each once, under the module that makes it."""
    uses = _uses()
    found: dict[tuple[str, int], KnownPattern] = {}
    for module_name, _ in modules():
        for name, pattern in _in_module(importlib.import_module(module_name)):
            key = (pattern.pattern, pattern.flags)
            bare = name.partition("[")[0]
            used = uses.get((module_name, bare)) or uses.get(("", bare)) or frozenset({"search", "sub"})
            known = found.get(key)
            if known is None:
                found[key] = KnownPattern(module_name, name, pattern, used)
            else:
                found[key] = KnownPattern(known.module, known.name, pattern, known.uses | used)
    return sorted(found.values(), key=str)


def _in_module(module: ModuleType) -> Iterator[tuple[str, "re.Pattern[str]"]]:
    for name, value in vars(module).items():
        yield from _in_value(name, value)


def _in_value(name: str, value: object) -> Iterator[tuple[str, "re.Pattern[str]"]]:
    """The patterns in a value: itself, or in the tuples, lists and dictionaries it is made of."""
    if isinstance(value, re.Pattern):
        if isinstance(value.pattern, str):
            yield name, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _in_value(f"{name}[{key}]", inner)
    elif isinstance(value, tuple | list):
        for place, inner in enumerate(value):
            yield from _in_value(f"{name}[{place}]", inner)


def _uses() -> dict[tuple[str, str], frozenset[str]]:
    """(module, name) → methods called on it there: `_NAME.sub(…)`. Under no module those called on it anywhere, for
    what a module gives others."""
    found: dict[tuple[str, str], set[str]] = {}
    for module, path in modules():
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Attribute) and node.attr in USES:
                name = node.value.attr if isinstance(node.value, ast.Attribute) else getattr(node.value, "id", "")
                for where in {module, "" if not name.startswith("_") else module}:
                    found.setdefault((where, name), set()).add(node.attr)
    return {key: frozenset(methods) for key, methods in found.items()}


def made_inside_functions() -> list[str]:
    """Where a pattern is made inside a function, and so isn't found by `patterns`.

    A function that says it gives a pattern (`-> re.Pattern[str]`) makes one for a module to keep.
    """
    found = []
    for name, path in modules():
        for function in ast.walk(tree(path)):
            if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda) and not _gives_one(function):
                found += [f"{name}:{one.lineno}" for one in ast.walk(function) if _makes_a_pattern(one)]
    return sorted(set(found))


def _gives_one(function: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda) -> bool:
    returns = getattr(function, "returns", None)
    return returns is not None and "Pattern" in ast.unparse(returns)


def _makes_a_pattern(node: ast.AST) -> TypeGuard[ast.Call]:
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "re"
        and node.func.attr != "escape"
    )
