"""No module imports itself through others."""

import grimp
import networkx

ROOMS = ("ontology", "ingest", "graph", "shapes", "check", "ui", "zhengmai")


def test_the_import_graph_has_no_circles() -> None:
    graph = grimp.build_graph(*ROOMS)
    imports = networkx.DiGraph()
    for module in graph.modules:
        imports.add_edges_from((module, other) for other in graph.find_modules_directly_imported_by(module))
    assert len(imports) > 200
    circles = [sorted(circle) for circle in networkx.strongly_connected_components(imports) if len(circle) > 1]
    assert circles == []
