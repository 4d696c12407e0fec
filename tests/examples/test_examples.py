"""The examples give what a careful reader expects of them, field by field and triple by triple."""

import gzip
from collections import Counter
from pathlib import Path

import pytest
import rdflib
from rdflib.compare import graph_diff, to_isomorphic

from tests.examples.golden_graphs import described, golden_path, sources

FIELDS = ("number", "title", "kind", "signed", "printed", "effective", "expires", "registration")
LISTS = ("issuers", "addressees", "instruments", "attachments")


def expected_row(source: str, document: dict[str, object]) -> dict[str, str]:
    row = {field: str(document[field] or "") for field in FIELDS}
    row |= {field: "|".join(document[field]) for field in LISTS}  # type: ignore[arg-type]
    return row | {"source": source}


def test_documents_csv_is_the_gold_on_every_field(
    example_rows: list[dict[str, str]], gold: dict[str, list[dict[str, object]]]
) -> None:
    columns = (*FIELDS, *LISTS, "source")
    found = [tuple(row[column] for column in columns) for row in example_rows if row["source"]]
    expected = [
        tuple(expected_row(name, d)[column] for column in columns) for name, entry in gold.items() for d in entry
    ]
    assert len(expected) == 21
    assert Counter(found) == Counter(expected)


def test_two_documents_of_one_number_are_two_resources(example_rows: list[dict[str, str]]) -> None:
    rows = [row for row in example_rows if row["number"] == "岚政办字〔2021〕31号"]
    assert len(rows) == 2
    assert len({row["iri"] for row in rows}) == 2 and len({row["title"] for row in rows}) == 2


def test_every_row_has_an_iri_of_its_own(example_rows: list[dict[str, str]]) -> None:
    assert len({row["iri"] for row in example_rows}) == len(example_rows)
    by_number = {row["number"]: row["iri"] for row in example_rows}
    assert by_number["岚政发〔2019〕14号"] == "https://w3id.org/zhengmai/eli/cn/990100/岚政发/2019/14"
    assert by_number["岚望政发〔2023〕3号"] == "https://w3id.org/zhengmai/eli/cn/990102/岚望政发/2023/3"
    assert by_number["岚州市人民政府令第38号"] == "https://w3id.org/zhengmai/eli/cn/990100/岚州市人民政府令/38"


@pytest.mark.parametrize("source", sources(), ids=lambda path: path.name)
def test_the_golden_graph(source: Path) -> None:
    """On a difference that is meant: `python -m tests.examples.regenerate`."""
    golden = rdflib.Graph().parse(data=gzip.decompress(golden_path(source).read_bytes()), format="nt")
    found = rdflib.Graph().parse(data=described(source), format="nt")
    assert len(golden) > 500
    if to_isomorphic(found) != to_isomorphic(golden):
        _, gone, new = graph_diff(golden, found)
        lines = [
            f"{sign} {line}"
            for sign, graph in (("-", gone), ("+", new))
            for line in sorted(graph.serialize(format="nt").splitlines())
        ]
        pytest.fail(f"{len(gone)} triples gone, {len(new)} new:\n" + "\n".join(lines[:40]))


def test_there_is_a_golden_graph_for_each_example_and_no_other() -> None:
    assert {golden_path(source) for source in sources()} == set((Path(__file__).parent / "golden").iterdir())
