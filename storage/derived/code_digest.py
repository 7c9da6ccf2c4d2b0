"""A digest of code: of some modules, and of all of the domain that they build on."""

import hashlib
import re
from collections.abc import Iterable
from functools import cache
from importlib.util import find_spec
from pathlib import Path

_IMPORT = re.compile(r"^[ \t]*from (domain[\w.]*) import (\([^()]*\)|[^\n]*)", re.MULTILINE)
_NAME = re.compile(r"\w+")


@cache
def code_digest(*modules: str) -> str:
    """32 hex digits that change when one of these modules changes, or a module of the domain it reaches by imports.

    Raises ImportError when a module has no source: what can't be compared must not pass for unchanged.
    """
    found: dict[str, str] = {}
    waiting = list(modules)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found[name] = _source(name)
            waiting += _imported(found[name])
    whole = "\0".join(f"{name}\0{found[name]}" for name in sorted(found))
    return hashlib.sha256(whole.encode()).hexdigest()[:32]


def module_names(things: Iterable[object]) -> list[str]:
    """The modules that these classes, functions and instances are defined in."""
    return sorted({getattr(thing, "__module__", "") or type(thing).__module__ for thing in things})


def _imported(source: str) -> list[str]:
    """The domain's modules that a source imports from: «from domain.duties import reminders» names one by its end."""
    names: list[str] = []
    for package, imported in _IMPORT.findall(source):
        names.append(package)
        names += [f"{package}.{name}" for name in _NAME.findall(imported) if _is_module(f"{package}.{name}")]
    return names


def _is_module(name: str) -> bool:
    try:
        found = find_spec(name)
    except ModuleNotFoundError:  # its parent is a module, not a package
        found = None
    return found is not None


def _source(name: str) -> str:
    spec = find_spec(name)
    if spec is None or not spec.has_location or spec.origin is None:
        raise ImportError(f"no source of {name}", name=name)
    return Path(spec.origin).read_text(encoding="utf-8")
