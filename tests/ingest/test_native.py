"""The position of words in their file, as one selector per evidence."""

import pyoxigraph as ox
import pytest

from benchmarks.printing.fixed import pdf
from benchmarks.printing.flowing import docx, page
from benchmarks.printing.sheets import SetBlock, SetHeading, SetParagraph, sheets
from ingest.model import Span
from ingest.model.native import InMarkup, InPart, OnPage, Piece, selector
from ingest.read.inputs import Input
from ingest.reading import read_input
from ontology.iri import Iris
from ontology.vocabulary import ZM

_LINE = OnPage(3, 100.0, 112.0, (72.0, 84.0, 96.0), (84.0, 96.0, 108.0))
_NEXT = OnPage(4, 60.0, 72.0, (72.0, 84.0), (84.0, 96.0))
_SCAN = OnPage(1, 10.0, 12.0, (20.0, 22.0), (22.0, 24.0), confidence=0.934, slope=0.5, unit="percent")


@pytest.mark.parametrize(
    ("pieces", "span", "said"),
    [
        ([Piece(0, 3, _LINE)], Span(0, 3), "page=3&highlight=72.0,108.0,100.0,112.0"),
        ([Piece(0, 3, _LINE)], Span(1, 2), "page=3&highlight=84.0,96.0,100.0,112.0"),
        (
            [Piece(0, 3, _LINE), Piece(4, 6, _NEXT)],
            Span(2, 5),
            "page=3&highlight=96.0,108.0,100.0,112.0&page=4&highlight=72.0,84.0,60.0,72.0",
        ),
        ([Piece(0, 2, _SCAN)], Span(1, 2), "page=1&xywh=percent:22.00,11.00,2.00,3.00&confidence=0.93"),
        ([Piece(5, 9, InMarkup("/html/body/p[2]"))], Span(6, 7), "xpath=/html/body/p[2]"),
        (
            [Piece(0, 4, InPart("word/document.xml", 7, "1A2B", 2, 3))],
            Span(0, 4),
            "part=word/document.xml&paragraph=7&paraId=1A2B&row=2&column=3",
        ),
        (
            [Piece(0, 2, InPart("word/document.xml", 7), True), Piece(2, 4, InPart("word/document.xml", 7))],
            Span(0, 4),
            "part=word/document.xml&paragraph=7&generated",
        ),
        ([Piece(0, 3, _LINE)], Span(3, 4), ""),
        ([], Span(0, 4), ""),
    ],
)
def test_a_selector(pieces: list[Piece], span: Span, said: str) -> None:
    assert selector(pieces, span) == said


_BLOCKS: list[SetBlock] = [
    SetHeading("岚州市人民政府关于加强老旧电梯管理的通知"),
    SetParagraph("岚政发〔2022〕7号", indent=False),
    SetParagraph("各区县人民政府，市政府各部门：", indent=False),
    SetParagraph("为了加强老旧电梯的安全管理，根据《岚州市电梯安全条例》，现将有关事项通知如下。"),
    SetParagraph("一、由市市场监管局牵头，市财政局配合，于2022年12月31日前完成。"),
    SetParagraph("本通知自2022年6月1日起施行，有效期2年。"),
    SetParagraph("岚州市人民政府", right=True),
    SetParagraph("2022年5月6日", right=True),
]


@pytest.mark.parametrize(
    ("name", "data", "begins"),
    [
        ("a.docx", docx(_BLOCKS), "part=word/document.xml&paragraph="),
        ("a.pdf", pdf(sheets(_BLOCKS)), "page=1&highlight="),
        ("a.html", page(_BLOCKS, "关于加强老旧电梯管理的通知", "2022-05-06", "岚州市人民政府"), "xpath=/html/"),
    ],
)
def test_every_evidence_has_one(name: str, data: bytes, begins: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("in") / name
    path.write_bytes(data)
    built = read_input(Input(name, path), Iris())
    assert built.documents == 1 and not built.failed
    graph = ox.Store()
    graph.load(built.triples, format=ox.RdfFormat.N_TRIPLES)
    evidence = {q.subject for q in graph.quads_for_pattern(None, ox.NamedNode(str(ZM.exact)), None)}
    assert len(evidence) > 8
    for one in evidence:
        (said,) = graph.quads_for_pattern(one, ox.NamedNode(str(ZM.nativeSelector)), None)
        assert said.object.value.startswith(begins)
    numbers = {
        q.object.value
        for q in graph.quads_for_pattern(None, ox.NamedNode("http://data.europa.eu/eli/ontology#number"), None)
    }
    assert "岚政发〔2022〕7号" in numbers
    readers = list(graph.quads_for_pattern(None, ox.NamedNode(str(ZM.reader)), None))
    assert len(readers) == 1
