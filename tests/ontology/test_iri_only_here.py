"""An IRI of ours is put together and taken apart in `ontology/iri/` alone: other code that writes or cuts one fails here."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from ontology.identifiers import SCHEMES, StatementKind

ROOT = Path(__file__).parents[2]
ROOMS = ("ontology", "ingest", "graph", "shapes", "check", "ui", "zhengmai", "benchmarks")
HOME = ("ontology/iri/", "ontology/identifiers.py")
# What our IRIs have between their names: a path segment of docs/graph.md, a part, a fragment.
_FRAGMENTS = "|".join((*StatementKind, "assignment", "measure", "fact", "issue", "char", "selector", "event", "status"))
_HEADS = "|".join(("source", "title", "agency", "place", "group", "gazette", "change", "review", "graph", *SCHEMES))
_PIECE = re.compile(
    rf"#(?:{_FRAGMENTS})=|/(?:doc|att)_|/imprint\b|\beli/(?:cn|local)/|\[/#\]|\[#/\]|(?:^|/)(?:{_HEADS})/$"
)
_CUTS = {"rpartition", "partition", "split", "rsplit", "removeprefix", "removesuffix", "startswith", "endswith"}
_MARKS = {"/", "#"}

ALLOWED = {
    "graph/store/endpoint.py": "the path and fragment of an endpoint's URL",
    "graph/store/http.py": "the query and fragment of an endpoint's URL",
    "ingest/read/address.py": "the path of a file in a file system of fsspec",
    "ingest/read/ofd/reader.py": "the name of a file in an OFD package",
    "ingest/read/word/docx.py": "the name of a part in a Word package",
    "ui/explorer/uploads.py": "the name of an uploaded file",
    "ui/explorer/views/unknown.py": "the path of a page's address",
    "ui/explorer/components/answer.py": "the datatype of a literal, which is XSD's",
    "ui/explorer/console.py": "the datatype of a literal, which is XSD's",
    "ui/explorer/components/standing.py": "the path of a clause below its document, which Iris.below has cut",
    "ui/cli/make.py": "whether a base that a user gives ends in a slash",
    "graph/query/query.py": "the comments of a saved query",
    "graph/query/own.py": "the comments of a user's saved query",
    "graph/score/annotated.py": "the comments of a file of WebAnno",
    "graph/serve/negotiation.py": "the two halves of a media type",
    "graph/serve/run.py": "the path of the endpoint's URL",
    "graph/store/backup.py": "the name of a file in a backup",
    "graph/store/restoring.py": "the name of a file in a backup",
}
"""Cuts at / or # that are no cuts of our IRIs."""


def sources() -> list[Path]:
    return sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))


def written(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Strings in code that contain a piece of an IRI; docstrings and SPARQL's own are none."""
    told = {
        id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            text = node.value
            if "\n" not in text and _PIECE.search(text):
                yield node.lineno, text


def cut(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """String operations that cut at / or #, or test for a piece of an IRI, on what is called like one."""
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _CUTS):
            continue
        marks = {arg.value for arg in node.args if isinstance(arg, ast.Constant)}
        if marks & _MARKS or (marks and any(isinstance(mark, str) and _PIECE.search(mark) for mark in marks)):
            yield node.lineno, ast.unparse(node)


@pytest.mark.parametrize("path", sources(), ids=lambda path: str(path.relative_to(ROOT)))
def test_no_other_module_writes_or_cuts_an_iri(path: Path) -> None:
    name = str(path.relative_to(ROOT))
    if name.startswith(HOME):
        return
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = [*written(tree), *(() if name in ALLOWED else cut(tree))]
    assert not found, f"{name}: ask ontology.iri for {found}"


def test_what_is_allowed_is_still_needed() -> None:
    for name in ALLOWED:
        assert [*cut(ast.parse((ROOT / name).read_text(encoding="utf-8")))], (
            f"{name} cuts nothing now: take it off the list"
        )


@pytest.mark.parametrize("code", [
    'x = f"{document}/doc_{n}"', 'x = f"{source}#task={a}-{b}"', 'x = iri.rpartition("/")[2]', 'x = iri.split("#")', 'x = base + "title/"',
    'x = f"{base}agency/{name}"', 'x = iri.startswith("eli/cn/")', 'x = "/eli/cn/" in iri', 'x = f"{base}graph/" + name',
    'x = clause.removesuffix("/imprint")', 'x = f"{source}#sanction={a}-{b}"', 'x = f"{source}#measure={a}"', 'x = "#provision=" in iri',
    'x = f"{base}bearer/{name}"', 'x = iri.startswith("review/")',
])  # fmt: skip
def test_the_scan_sees(code: str) -> None:
    tree = ast.parse(code)
    assert [*written(tree), *cut(tree)]


@pytest.mark.parametrize(
    "code", ['"""eli/cn/100000/x/1"""', 'x = "documents"', 'x = name.rpartition(".")', 'x = text.split("，")']
)
def test_the_scan_lets_pass(code: str) -> None:
    tree = ast.parse(code)
    assert not [*written(tree), *cut(tree)]


# SPARQL cannot call ontology.iri. Its queries may look at the end of an IRI in these forms only.
SPARQL_CUTS = {
    r'"\^\.\*/"': "a concept → the member of its list: relation, role, time, status, kind",
    r'"\^\.\*\[/#\]"': "a property → its local name",
    r'"\^\.\*#\(\.\*\)Document\$"': "a derived edge → its kind: zm:repealsDocument → repeals",
    r'"/\w+"': "whether a concept is that member",
    r'CONCAT\("/", \?value\)': "whether a clause ends in its own eId",
    r'CONCAT\(STR\(\?(?:part|resource)\), "/"\)': "whether a clause is below a part",
    r'"中华人民共和国"': "a law's short title, of its full one: no IRI",
    r'"http://www\.wikidata\.org/entity/"': "whether a link leads to Wikidata",
    r'"#char="': "evidence → its code points",
    r'"#"': "evidence → its source",
    r'"\^\.\*-"': "a statement, party or measure → its position",
    r"\{+titles\}+": "whether a title is below the store's base: the prefix comes from ontology.iri",
}
_SPARQL_CUT = re.compile(
    r"(?:REPLACE|STRENDS|STRSTARTS|STRAFTER|STRBEFORE)\(STR\([?$]\w+\), "
    r"((?:CONCAT\([^()]*(?:\([^()]*\))?[^()]*\)|[^,()]|\((?:[^()]*)\))+)"
)


def test_a_query_looks_into_an_iri_in_known_forms_only() -> None:
    found = [
        (cut, path.relative_to(ROOT).as_posix())
        for room in ("graph", "shapes", "ontology", "ui")
        for suffix in ("rq", "ttl", "py")
        for path in (ROOT / room).rglob(f"*.{suffix}")
        for cut in _SPARQL_CUT.findall(path.read_text(encoding="utf-8"))
    ]
    assert len(found) > 20
    assert [place for place in found if not any(re.fullmatch(form, place[0].strip()) for form in SPARQL_CUTS)] == []
    for form, why in SPARQL_CUTS.items():
        assert any(re.fullmatch(form, cut.strip()) for cut, _ in found), (
            f"{form} ({why}) is not used now: take it off the list"
        )
