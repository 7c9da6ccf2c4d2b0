"""No two modules of a layer need each other: whoever reads one never has to hold both in mind."""

from graphlib import CycleError, TopologicalSorter

import grimp
import pytest


@pytest.mark.parametrize("layer", ["bot", "handlers", "storage", "domain"])
def test_no_module_leads_back_to_itself(layer: str) -> None:
    """Imports inside functions count; those for type checking alone don't."""
    graph = grimp.build_graph(layer, exclude_type_checking_imports=True, cache_dir=None)
    imported = {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}
    try:
        TopologicalSorter(imported).prepare()
    except CycleError as error:
        pytest.fail(" needs ".join(reversed(error.args[1])))
