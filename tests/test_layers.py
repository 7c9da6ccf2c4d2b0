"""Inside each layer the folders have an order: none goes round in a circle with another."""

import ast
from collections import defaultdict
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LAYERS = ("domain", "storage", "handlers", "bot")


@pytest.mark.parametrize("layer", LAYERS)
def test_no_two_folders_go_round_in_a_circle(layer: str) -> None:
    try:
        TopologicalSorter(_imports(layer)).prepare()
    except CycleError as error:
        pytest.fail(f"{layer}: {' → '.join(error.args[1])}")


@pytest.mark.parametrize("layer", LAYERS)
def test_a_folder_can_be_looked_over(layer: str) -> None:
    many = {str(folder.relative_to(ROOT)): n for folder, n in _files(layer) if n > 22}
    assert many == {}


def _imports(layer: str) -> dict[str, set[str]]:
    """Folder, or file at the layer's root → those of the same layer it imports from."""
    found: dict[str, set[str]] = defaultdict(set)
    for path in sorted((ROOT / layer).rglob("*.py")):
        place = path.relative_to(ROOT / layer).parts
        if place[0] != "migrations":
            own = place[0].removesuffix(".py")
            found[own] |= {one for one in _imported(path, layer) if one != own}
    return found


def _imported(path: Path, layer: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.ImportFrom(module=str(module), names=names) if module == layer:
                yield from (alias.name for alias in names)
            case ast.ImportFrom(module=str(module)) if module.startswith(f"{layer}."):
                yield module.split(".")[1]
            case ast.Import(names=names):
                yield from (alias.name.split(".")[1] for alias in names if alias.name.startswith(f"{layer}."))


def _files(layer: str) -> Iterator[tuple[Path, int]]:
    folders = [ROOT / layer, *(path for path in (ROOT / layer).rglob("*") if path.is_dir())]
    for folder in folders:
        if "migrations" not in folder.parts:
            yield folder, len(list(folder.glob("*.py")))
