"""The triples of one source, against `docs/graph.md`."""

import pyoxigraph as ox
import pytest
from hypothesis import given, settings

from graph.derive.names import facts
from graph.store.ntriples import Lines, written
from ingest.model import Span
from ingest.read.normalize import fold
from ingest.reading import serialize
from ingest.steps import parse
from ingest.triples import triples
from ontology.iri import Iris
from ontology.offsets import read_offsets
from ontology.vocabulary import BASE, DCTERMS, ELI, OA, ORG, PROV, RDF, RDFS, SKOS, ZM
from tests.ingest import official
from tests.ingest.official import NOTICE, normalized_text, scrap

NAME = "岚州市/2022 15.txt"
SOURCE = f"{BASE}source/岚州市/2022%2015.txt"
NOTICE_IRI = f"{BASE}eli/cn/990100/岚政发/2022/15"
FULL = """LZCR-2022-0010001

岚州市人民政府关于印发《岚州市客渡管理办法》的通知
岚政发〔2022〕15号

各区县人民政府，市政府各部门：

《岚州市客渡管理办法》已经市政府同意，现印发给你们，请认真贯彻执行。

附件：1.客渡码头清单

2.巡查任务表（略）

岚州市人民政府

2022年3月15日

岚州市客渡管理办法

第一条 为保障客渡安全，制定本办法。

第二条 本办法自2022年5月1日起施行，有效期5年。

附件1

客渡码头清单

序号\t码头
1\t东堤码头

（2022年3月16日印发）
"""


class Described:
    """The triples of a text, looked up by subject and predicate."""

    def __init__(self, text: str, name: str = NAME) -> None:
        self.normalized = normalized_text(text, name)
        # A graph is a set: an agency that is named twice, or signs and is named, is written again.
        self.all = list(dict.fromkeys(triples(self.normalized, parse(self.normalized), Iris())))

    def values(self, subject: str, predicate: object) -> list[str]:
        return [t.object.value for t in self.all if t.subject.value == subject and t.predicate.value == str(predicate)]

    def objects(self, predicate: object) -> set[str]:
        return {t.object.value for t in self.all if t.predicate.value == str(predicate)}

    def clauses(self) -> list[str]:
        return [t.subject.value for t in self.all if t.predicate.value == str(ZM.eId)]

    def having(self, term: object) -> list[str]:
        return [t.subject.value for t in self.all if t.predicate.value == str(term)]

    def kinds(self, kind: object) -> list[str]:
        return [t.subject.value for t in self.all if t.predicate.value == str(RDF.type) and t.object.value == str(kind)]


@pytest.fixture(scope="module")
def full() -> Described:
    return Described(FULL)


def test_the_source(full: Described) -> None:
    assert full.kinds(ZM.Source) == [SOURCE]
    assert full.values(SOURCE, DCTERMS.identifier) == [NAME]
    assert full.values(SOURCE, ZM.length) == [str(len(FULL))]
    assert full.values(SOURCE, ZM.sha256) == [full.normalized.source.sha256]
    assert (full.values(SOURCE, DCTERMS["format"]), full.values(SOURCE, ZM.encoding)) == (["text/plain"], ["utf-8"])


@pytest.mark.parametrize(("predicate", "expected"), [
    (ELI.number, ["岚政发〔2022〕15号"]),
    (DCTERMS.title, ["岚州市人民政府关于印发《岚州市客渡管理办法》的通知"]),
    (ELI.type_document, [f"{BASE}kind/通知"]),
    (ELI.passed_by, [f"{BASE}agency/岚州市人民政府"]),
    (ELI.jurisdiction, [f"{BASE}place/990100"]),
    (ZM.addressee, ["各区县人民政府", "市政府各部门"]),
    (ELI.date_document, ["2022-03-15"]),
    (ELI.date_publication, ["2022-03-16"]),
    (ELI.first_date_entry_in_force, ["2022-05-01"]),
    (ELI.date_no_longer_in_force, ["2027-04-30"]),
    (ZM.registrationNumber, ["LZCR-2022-0010001"]),
    (ZM.issues, [f"{NOTICE_IRI}/doc_1"]),
    (ZM.hasAnnex, [f"{NOTICE_IRI}/att_1", f"{NOTICE_IRI}/att_2"]),
    (ZM.position, ["1"]),
    (PROV.wasDerivedFrom, [SOURCE]),
])  # fmt: skip
def test_the_published_document(full: Described, predicate: object, expected: list[str]) -> None:
    assert full.kinds(ZM.PublishedDocument) == [NOTICE_IRI]
    assert full.values(NOTICE_IRI, predicate) == expected


def test_what_it_carries(full: Described) -> None:
    assert full.values(f"{NOTICE_IRI}/doc_1", DCTERMS.title) == ["岚州市客渡管理办法"]
    assert full.values(f"{NOTICE_IRI}/doc_1", ELI.type_document) == [f"{BASE}kind/办法"]
    assert full.values(f"{NOTICE_IRI}/doc_1", ELI.is_part_of) == [NOTICE_IRI]
    assert full.values(f"{NOTICE_IRI}/doc_1/art_1", ELI.is_part_of) == [f"{NOTICE_IRI}/doc_1"]
    assert full.values(f"{NOTICE_IRI}/doc_1/art_1", ZM.marker) == ["第一条"]
    assert full.values(f"{NOTICE_IRI}/doc_1/art_1", ZM.text) == ["第一条 为保障客渡安全，制定本办法。"]
    assert full.values(f"{NOTICE_IRI}/att_1", DCTERMS.title) == ["客渡码头清单"]
    assert full.values(f"{NOTICE_IRI}/att_1/table_1__tr_2", ZM.text) == ["1\t东堤码头"]
    assert full.values(f"{NOTICE_IRI}/att_1/table_1__tr_2", ELI.is_part_of) == [f"{NOTICE_IRI}/att_1/table_1"]
    # named, not printed: a part without clauses
    assert full.values(f"{NOTICE_IRI}/att_2", DCTERMS.title) == ["巡查任务表"]
    assert not [s for s in full.clauses() if s.startswith(f"{NOTICE_IRI}/att_2/")]


def test_the_agency(full: Described) -> None:
    """What follows from its name is written once for all sources (`graph.derive.names`); a source only names it."""
    agency = f"{BASE}agency/岚州市人民政府"
    assert full.kinds(ORG.FormalOrganization) == [] and full.values(agency, SKOS.prefLabel) == []
    assert agency in {t.object.value for t in full.all if t.predicate.value == str(ELI.passed_by)}
    told = {(fact.predicate.value, fact.object.value) for fact in facts(agency, (), Iris())}
    assert told == {
        (str(RDF.type), str(ORG.FormalOrganization)),
        (str(SKOS.prefLabel), "岚州市人民政府"),
        (str(ZM.place), f"{BASE}place/990100"),
    }


def check_positions(described: Described) -> None:
    """Clauses and selectors point at what they quote; a fact's offsets in its clause give the same characters."""
    text = described.normalized.source.text
    for node in described.clauses():
        (start,), (own,) = (described.values(node, term) for term in (ZM.start, ZM.text))
        (end,) = described.values(node, ZM.end) or [str(int(start) + len(own))]
        printed = fold(text[int(start) : int(end)])
        squeezed = "".join(printed.split())
        assert "".join(own.split()) == squeezed or set(own) <= set(printed) | set("\n\t ")
    for node in described.objects(OA.hasTarget):
        source, low, high = Iris.code_points(node)
        assert source == SOURCE and 0 <= low < high <= len(text)
        assert all(text[low:high] == exact for exact in described.values(node, ZM.exact))
    for node in described.having(ZM.property):
        (target,) = described.values(node, OA.hasTarget)
        (exact,) = described.values(target, ZM.exact)
        if clause := described.values(node, ZM.inClause):
            (offsets,) = described.values(node, ZM.offsets)
            quote = described.values(clause[0], ZM.text)[0][slice(*read_offsets(offsets))]
            assert quote and fold(exact).startswith(quote[0])


def test_positions(full: Described) -> None:
    check_positions(full)
    facts = {
        p.removeprefix(str(ELI._NS)): node for node in full.having(ZM.property) for p in full.values(node, ZM.property)
    }
    number = facts["number"]
    assert full.values(number, OA.bodyValue) == ["岚政发〔2022〕15号"]
    assert full.values(number, ZM.about) == [NOTICE_IRI]
    assert full.values(number, ZM.inClause) == [f"{NOTICE_IRI}/preface"]
    assert full.values(number, OA.hasTarget) == [f"{SOURCE}#char={FULL.index('岚政发')},{FULL.index('岚政发') + 12}"]
    assert full.values(facts["first_date_entry_in_force"], ZM.inClause) == [f"{NOTICE_IRI}/doc_1/art_2"]


def test_the_clauses_in_their_order_are_the_document(full: Described) -> None:
    clauses = sorted(full.clauses(), key=lambda node: int(full.values(node, ZM.start)[0]))
    text = "\n".join(text for node in clauses for text in full.values(node, ZM.text) if text)
    (document,) = parse(full.normalized).documents
    assert text == document.span.slice(full.normalized.text).rstrip("\n")


@pytest.mark.parametrize(("text", "expected"), [
    (NOTICE.format(body="通知如下。"), "eli/cn/990100/岚政发/2022/15"),
    (NOTICE.replace("岚政发〔2022〕15号", "岚政发[2022] 15号").format(body="通知如下。"), "eli/cn/990100/岚政发/2022/15"),
    ("岚州市人民政府令\n第38号\n\n现公布《岚州市客渡管理办法》。\n\n市长 林舟\n\n2022年3月15日\n", "eli/cn/990100/岚州市人民政府令/38"),
    ("中华人民共和国国务院令\n第706号\n\n现公布《客渡条例》。\n\n总理 某某\n\n2018年3月15日\n", "eli/cn/100000/国务院令/706"),
    ("岚州市财政局关于渡运补贴的公告\n岚州市财政局公告2020年第8号\n\n为支持渡运，公告如下。\n\n岚州市财政局\n\n2020年2月6日\n",
     "eli/cn/990100/岚州市财政局公告/2020/8"),
    ("岚州市人民政府任免工作人员名单\n\n任命周岚为市园林局局长。\n\n岚州市人民政府\n\n2022年3月17日\n",
     "eli/cn/990100/岚州市人民政府/2022-03-17/岚州市人民政府任免工作人员名单"),
    ("今天湖面平静，渡船照常开行。\n", "eli/local/岚州市/2022%2015.txt/1"),
    ("关于渡运补贴的通知\n\n各有关单位：\n\n为支持渡运，通知如下。\n", "eli/local/岚州市/2022%2015.txt/1"),
])  # fmt: skip
def test_identity(text: str, expected: str) -> None:
    assert Described(text).kinds(ZM.PublishedDocument) == [BASE + expected]


def test_two_documents_of_one_number_are_two_resources() -> None:
    second = NOTICE.replace("步道", "码头")
    text = (
        NOTICE.format(body="现就步道通知如下。")
        + "\n（2022年3月16日印发）\n\n"
        + second.format(body="现就码头通知如下。")
    )
    described = Described(text)
    first, other = described.kinds(ZM.PublishedDocument)
    assert first == NOTICE_IRI and other == f"{BASE}eli/local/岚州市/2022%2015.txt/2"
    assert described.values(first, ELI.number) == described.values(other, ELI.number) == ["岚政发〔2022〕15号"]
    assert len(described.values(first, DCTERMS.title)) == len(described.values(other, DCTERMS.title)) == 1


def test_a_gazette_issue() -> None:
    described = Described(
        "岚州市人民政府公报\n\n2022年第5期\n\n2022年3月31日出版\n\n" + NOTICE.format(body="现就步道管理通知如下。")
    )
    issue = f"{BASE}gazette/岚州市人民政府公报/2022/5"
    assert described.kinds(ZM.GazetteIssue) == [issue]
    assert described.values(NOTICE_IRI, ELI.is_part_of) == [issue]
    assert (described.values(issue, ZM.issueYear), described.values(issue, ZM.issueNumber)) == (["2022"], ["5"])
    assert described.values(issue, ELI.date_publication) == ["2022-03-31"]


def test_issues_are_in_the_graph_in_both_languages() -> None:
    described = Described("今天湖面平静，渡船照常开行。\n")
    nodes = described.kinds(ZM.ReadingIssue)
    assert {code for node in nodes for code in described.values(node, ZM.code)} == {
        "no-number",
        "no-heading",
        "no-issuer",
        "no-date",
    }
    for node in nodes:
        languages = {
            t.object.language
            for t in described.all
            if t.subject.value == node and t.predicate.value == str(RDFS.comment)
        }
        assert languages == {"zh", "en"}


OTHERS = (
    RDF.type,
    RDFS.comment,
    DCTERMS.title,
    DCTERMS.identifier,
    DCTERMS["format"],
    PROV.wasDerivedFrom,
    SKOS.prefLabel,
)
TERMS = {str(term) for term in OTHERS} | {
    str(getattr(namespace, name))
    for namespace in (ZM, ELI, OA, ORG)
    for name in namespace.__annotations__
    if not name.startswith("_")
}


# What a text names has its IRI before anybody has read it: documents, clauses, and the words of a provision, which are not typed.
NAMED = {str(term) for term in (ZM.citedClause, ZM.target, ELI.cites, ELI.based_on, ELI.amends)}


def check_form(found: list[ox.Triple]) -> None:
    """No blank nodes, only listed terms, every IRI below the base or in a vocabulary, no triple of an absent subject."""
    typed = {
        t.subject.value
        for t in found
        if t.predicate.value in (str(RDF.type), str(ZM.eId), str(ZM.property), str(ZM.role))
    }
    typed |= {t.object.value for t in found if t.predicate.value == str(OA.hasTarget)}
    for t in found:
        assert isinstance(t.subject, ox.NamedNode) and isinstance(t.object, ox.NamedNode | ox.Literal)
        assert t.predicate.value in TERMS, t.predicate
        assert t.subject.value.startswith(BASE) and t.subject.value in typed, t.subject
        if isinstance(t.object, ox.NamedNode) and t.predicate.value not in {str(RDF.type), *NAMED}:
            external = (
                "/place/",
                "/kind/",
                "/agency/",
                "/group/",
                "/relation/",
                "/role/",
                "/side/",
                "/measure/",
                "/bearer/",
                "/title/",
                "/time/",
                "/ns#",
                "http://data.europa.eu/",
                "http://purl.org/",
                "imprint",
                "#char=",
            )
            assert t.object.value in typed or any(part in t.object.value for part in external), t


@settings(max_examples=40)
@given(official.gazettes)
def test_the_graph_of_any_gazette_has_the_contracts_form(text: str) -> None:
    described = Described(text)
    check_form(described.all)
    check_positions(described)
    again = Described(text).all
    assert again == described.all


@settings(max_examples=100)
@given(official.noise)
def test_the_graph_of_noise_has_it_too(text: str) -> None:
    normalized = scrap(text)
    found = list(triples(normalized, parse(normalized), Iris()))
    check_form(found)
    data = ox.serialize(found, format=ox.RdfFormat.N_TRIPLES)
    assert data is not None and {quad.triple for quad in ox.parse(data, format=ox.RdfFormat.N_TRIPLES)} == set(found)


def test_another_base() -> None:
    normalized = normalized_text(FULL, NAME)
    found = list(triples(normalized, parse(normalized), Iris("http://localhost/图谱/")))
    subjects = {t.subject.value for t in found}
    assert "http://localhost/图谱/eli/cn/990100/岚政发/2022/15" in subjects
    assert all(subject.startswith("http://localhost/图谱/") for subject in subjects)


def test_a_span_is_a_half_open_range() -> None:
    with pytest.raises(ValueError, match="half-open"):
        Span(3, 2)


def test_what_reading_writes_is_in_the_form_in_which_it_is_loaded() -> None:
    normalized = normalized_text(FULL, NAME)
    lines = serialize(normalized, parse(normalized), Iris())
    assert isinstance(lines, Lines) and written(lines) is lines
    assert written(bytes(lines)) == lines


def test_what_is_issued_and_annexed_is_both() -> None:
    text = (
        "岚州市人民政府关于印发渡口任务清单的通知\n岚政发〔2022〕15号\n各区县人民政府：\n"
        "《渡口任务清单》已经市政府同意，现印发给你们。\n附件：渡口任务清单\n岚州市人民政府\n2022年3月15日\n"
        "附件\n渡口任务清单\n一、改造东堤渡口。\n"
    )
    found = Described(text)
    part = [f"{NOTICE_IRI}/doc_1"]
    assert (found.values(NOTICE_IRI, ZM.issues), found.values(NOTICE_IRI, ZM.hasAnnex)) == (part, part)
