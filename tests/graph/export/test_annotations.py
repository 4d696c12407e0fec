"""Web Annotations: valid JSON-LD by the words of the standard's context, and quotes that are where they say."""

import json
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from rdflib import RDF, Graph, Namespace, URIRef

from graph.export import export
from graph.export.annotations import CONTEXT, annotations
from graph.export.spans import texts
from graph.store.store import Store
from ingest.pipeline import build
from ingest.read.inputs import find
from ontology.vocabulary import ZM

OA = Namespace("http://www.w3.org/ns/oa#")
TERMS = {
    "oa": "http://www.w3.org/ns/oa#",
    "as": "http://www.w3.org/ns/activitystreams#",
    "id": "@id",
    "type": "@type",
    "Annotation": "oa:Annotation",
    "AnnotationPage": "as:OrderedCollectionPage",
    "TextualBody": "oa:TextualBody",
    "FragmentSelector": "oa:FragmentSelector",
    "TextPositionSelector": "oa:TextPositionSelector",
    "TextQuoteSelector": "oa:TextQuoteSelector",
    **{
        name: f"oa:{name}"
        for name in ("describing", "identifying", "classifying", "linking", "exact", "prefix", "suffix")
    },
    "body": {"@id": "oa:hasBody", "@type": "@id"},
    "target": {"@id": "oa:hasTarget", "@type": "@id"},
    "source": {"@id": "oa:hasSource", "@type": "@id"},
    "selector": {"@id": "oa:hasSelector", "@type": "@id"},
    "motivation": {"@id": "oa:motivatedBy", "@type": "@vocab"},
    "purpose": {"@id": "oa:hasPurpose", "@type": "@vocab"},
    "items": {"@id": "as:items", "@type": "@id", "@container": "@list"},
    "conformsTo": {"@id": "http://purl.org/dc/terms/conformsTo", "@type": "@id"},
    "value": "http://www.w3.org/1999/02/22-rdf-syntax-ns#value",
    "start": {"@id": "oa:start", "@type": "http://www.w3.org/2001/XMLSchema#nonNegativeInteger"},
    "end": {"@id": "oa:end", "@type": "http://www.w3.org/2001/XMLSchema#nonNegativeInteger"},
}
"""The words of http://www.w3.org/ns/anno.jsonld that the export uses, as the standard (section 4 of the vocabulary) maps them."""


@pytest.fixture(scope="module")
def page(example_store: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    file = tmp_path_factory.mktemp("oa") / "a.json"
    with Store.open(example_store) as view:
        export(view, "oa", file)
    record: dict[str, Any] = json.loads(file.read_text("utf-8"))
    return record


def test_it_is_json_ld_in_the_words_of_the_standard(page: dict[str, Any]) -> None:
    assert page["@context"][0] == CONTEXT
    small = page | {"items": page["items"][:200]}
    data = json.dumps(small | {"@context": [TERMS, page["@context"][1]]})
    graph = Graph().parse(data=data, format="json-ld")
    found = set(graph.subjects(RDF.type, OA.Annotation))
    assert found == {URIRef(item["id"]) for item in small["items"]}
    for one in found:
        assert len(list(graph.objects(one, OA.motivatedBy))) == 1
        assert set(graph.objects(one, OA.hasBody)) and set(graph.objects(one, OA.hasTarget))
    assert list(graph.objects(None, ZM.rule)) and len(set(graph.predicates())) < 25
    assert not [value for value in graph.objects() if isinstance(value, URIRef) and ":" not in value]


def test_every_quote_stands_where_it_says(
    page: dict[str, Any], example_store: Path, example_texts: dict[str, bytes]
) -> None:
    with Store.open(example_store) as view:
        rows = view.select("SELECT ?clause ?text WHERE { ?clause zm:text ?text }")
        texts = {row["clause"].value: row["text"].value for row in rows}
    seen = 0
    for item in page["items"]:
        targets = item["target"] if isinstance(item["target"], list) else [item["target"]]
        for clause in (target for target in targets if target["source"] in texts):
            place, quote = clause["selector"]
            text, start, end = texts[clause["source"]], place["start"], place["end"]
            assert quote["exact"] == text[start:end]
            assert text[:start].endswith(quote.get("prefix", "")) and text[end:].startswith(quote.get("suffix", ""))
            seen += bool(quote.get("prefix") and quote.get("suffix"))
        for source in (target for target in targets if target["source"] not in texts):
            fragment, position = source["selector"][:2]
            assert fragment["value"] == f"char={position['start']},{position['end']}"
            printed = example_texts[unquote(source["source"].rpartition("/")[2])].decode()
            assert 0 <= position["start"] < position["end"] <= len(printed)
    assert seen > 300


def test_what_each_annotation_is_for(page: dict[str, Any]) -> None:
    whole = {item["id"].partition("#")[2].partition("=")[0] for item in page["items"]}
    assert whole >= {"fact", "agency", "reference", "task", "assignment", "deadline", "duty", "definition", "provision"}
    for item in page["items"]:
        kind = item["id"].partition("#")[2].partition("=")[0]
        assert (item["motivation"] == "linking") == (kind in ("reference", "provision"))


_NOTICE = """岚州市人民政府关于加强步道管理的通知
岚政发〔2022〕8号

各区县人民政府：

一、{before}市交通局应当在2022年6月30日前完成巡查。

二、本通知自2022年5月1日起施行。

岚州市人民政府

2022年3月15日
"""


@pytest.mark.parametrize("first", ["", "各有关单位要高度重视步道安全工作。", "2022年6月30日前要早作安排。"])
def test_a_statement_stands_in_its_own_source_where_another_prints_the_clause_otherwise(
    first: str, tmp_path: Path
) -> None:
    printed = {
        "a.txt": _NOTICE.format(before=first),
        "b.txt": _NOTICE.format(before="" if first else "各有关单位要高度重视步道安全工作。"),
    }
    (tmp_path / "texts").mkdir()
    for name, text in printed.items():
        (tmp_path / "texts" / name).write_text(text, encoding="utf-8")
    assert not build(find([tmp_path / "texts"]), tmp_path / "store").failed
    seen = dict[str, list[str]]()
    with Store.open(tmp_path / "store") as view:
        marked = {(label, one.text[start:end]) for one in texts(view) for start, end, label in one.spans}
        for item in annotations(view):
            source, _, name = item["id"].rpartition("/")[2].partition("#")
            targets = item["target"] if isinstance(item["target"], list) else [item["target"]]
            for target in targets:
                position, *quotes = [one for one in target["selector"] if one["type"] != "FragmentSelector"]
                if "/source/" in target["source"]:
                    words = printed[source][position["start"] : position["end"]]
                    assert [quote["exact"] for quote in quotes] in ([], [words])
                else:
                    words = quotes[0]["exact"]
                seen.setdefault(f"{source} {name.partition('=')[0]}", []).append(words)
    assert {words for label, words in marked if label == "mentions"} == {"岚州市人民政府", "市交通局"}
    for source in printed:
        assert "2022年6月30日前" in seen[f"{source} deadline"]
        assert set(seen[f"{source} agency"]) == {"岚州市人民政府", "市交通局"}
        assert all(words.endswith("。") for words in seen[f"{source} duty"])
