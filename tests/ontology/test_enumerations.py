"""Each list of kinds is written once: the Turtle, the styles, the messages and the saved queries contain the members in their order."""

import ast
import pickle
import re
import tomllib
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

import pytest
from rdflib import RDF, RDFS, SKOS, Graph, Literal, URIRef

from ontology import enumerations, formats
from ontology.enumerations import (
    ConceptKind,
    Enumeration,
    EventKind,
    Field,
    Language,
    Modality,
    PartyRole,
    RelationKind,
    Severity,
    Status,
    TimeKind,
)
from ontology.formats import ExportFormat, Format, LedgerFormat, ReportFormat, TableFormat
from ontology.vocabulary import BASE, PREFIXES, ZM

ROOT = Path(__file__).parents[2]
ONTOLOGY, COMPONENTS = ROOT / "ontology", ROOT / "ui" / "explorer" / "components"
CONCEPTS = list(enumerations.CONCEPT_KINDS)
ENUMERATIONS: list[type[StrEnum]] = [
    value
    for value in (vars(enumerations) | vars(formats)).values()
    if isinstance(value, type) and issubclass(value, StrEnum) and len(value)
]
"""Also the lists of formats that one command takes."""


def members(kinds: list[type[ConceptKind]]) -> list[ConceptKind]:
    return [member for kind in kinds for member in kind]


@pytest.fixture(scope="module")
def turtle() -> Graph:
    graph = Graph()
    for path in ONTOLOGY.glob("*.ttl"):
        graph.parse(path, format="turtle")
    return graph


@pytest.mark.parametrize("kind", [kind for kind in ENUMERATIONS if issubclass(kind, Enumeration)], ids=str)
def test_members_know_their_place_and_survive_pickling(kind: type[Enumeration]) -> None:
    assert [member.ordinal for member in kind] == [kind.rank(str(member)) for member in kind] == list(range(len(kind)))
    assert kind.rank("novel") == len(kind)
    assert all(pickle.loads(pickle.dumps(member)) is member for member in kind)


@pytest.mark.parametrize("member", members(CONCEPTS), ids=lambda member: f"{type(member).__name__}.{member}")
def test_a_concept_has_its_iri_and_labels_in_both_languages(turtle: Graph, member: ConceptKind) -> None:
    concept = URIRef(member.iri())
    assert str(concept) == f"{BASE}{member.scheme}/{member}"
    assert member.iri("urn:x:") == f"urn:x:{member.scheme}/{member}"
    assert (concept, SKOS.inScheme, URIRef(f"{BASE}scheme/{member.scheme}")) in turtle
    for prop in (SKOS.prefLabel, SKOS.definition):
        texts = [text for text in turtle.objects(concept, prop) if isinstance(text, Literal)]
        assert sorted(str(text.language) for text in texts) == sorted(Language)


@pytest.mark.parametrize("kind", CONCEPTS, ids=str)
def test_the_turtle_has_exactly_the_members_in_their_order(turtle: Graph, kind: type[ConceptKind]) -> None:
    scheme = URIRef(f"{BASE}scheme/{kind.scheme}")
    concepts = {str(concept) for concept in turtle.subjects(SKOS.inScheme, scheme)}
    assert concepts == {member.iri() for member in kind}
    written = re.compile(rf"^{kind.scheme}:(\S+) a skos:Concept\b", re.MULTILINE)
    (order,) = filter(None, (written.findall(path.read_text("utf-8")) for path in ONTOLOGY.glob("*.ttl")))
    assert order == list(kind)


def test_no_scheme_of_the_turtle_lacks_its_enumeration(turtle: Graph) -> None:
    # The kinds of document are data, not code: `ontology.kinds` reads them.
    of_documents = {"official", "regulatory", "planning", "informational"}
    schemes = {str(scheme).rpartition("/")[2] for scheme in turtle.subjects(RDF.type, SKOS.ConceptScheme)}
    assert schemes == {kind.scheme for kind in CONCEPTS} | of_documents


@pytest.mark.parametrize(
    "member", [*RelationKind, *Field, *Modality, *Severity, *Language], ids=lambda m: f"{type(m).__name__}.{m}"
)
def test_a_member_means_a_term_of_a_closed_namespace(turtle: Graph, member: Enumeration) -> None:
    assert member.term.startswith(
        (
            "http://data.europa.eu/eli/",
            "http://publications.europa.eu/",
            *PREFIXES.values(),
            "http://www.w3.org/ns/shacl#",
        )
    )
    if member.term.startswith(str(ZM._NS)):
        assert {
            str(label.language)
            for label in turtle.objects(URIRef(member.term), RDFS.label)
            if isinstance(label, Literal)
        } == set(Language)


def test_a_member_without_a_term_says_so() -> None:
    with pytest.raises(ValueError, match="PartyRole lead"):
        _ = PartyRole.LEAD.term


def test_terms_within_a_list_differ() -> None:
    for kind in (RelationKind, Field, Modality, Severity):
        assert len({member.term for member in kind}) == len(kind)


@pytest.mark.parametrize("kind", [TableFormat, ReportFormat, LedgerFormat, ExportFormat], ids=str)
def test_what_a_command_writes_is_a_part_of_the_formats_in_their_order(kind: type[StrEnum]) -> None:
    assert list(kind) == [known for known in Format if known in set(kind)]


def test_formats_have_a_media_type_but_for_the_terminals() -> None:
    assert [known for known in Format if not known.media] == [Format.TABLE]
    assert all(re.fullmatch(r"(text|application)/[\w.+-]+", known.media) for known in Format if known.media)


def test_severities_are_reported_from_the_gravest_on() -> None:
    assert Severity.WARNING.and_graver == (Severity.VIOLATION, Severity.WARNING)
    assert Severity.INFO.and_graver == tuple(Severity)


# What users read, and how it looks.


def section(name: str) -> list[str]:
    """The keys of one section of the messages, in the order of their file."""
    for path in (ROOT / "ui" / "messages").glob("*.toml"):
        table = tomllib.loads(path.read_text("utf-8"))
        if name in table:
            return list(table[name])
    raise AssertionError(f"no messages called {name}")


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("relation", RelationKind),
        ("role", PartyRole),
        ("modality", Modality),
        ("time", TimeKind),
        ("status", Status),
        ("severity", Severity),
        ("field", Field),
    ],
)
def test_the_messages_have_every_member_in_order(name: str, kind: type[StrEnum]) -> None:
    assert [key for key in section(name) if key in set(kind)] == list(kind)


def test_the_messages_have_every_event() -> None:
    assert set(EventKind) <= set(section("status"))


def test_a_relation_is_told_from_the_other_end_too() -> None:
    told = [key.removesuffix("_by") for key in section("relation") if key.endswith("_by")]
    assert [key for key in told if key in set(RelationKind)] == list(RelationKind)


def classes(path: Path, prefix: str) -> list[str]:
    """The classes of a style sheet that begin so, in order, each once."""
    return list(dict.fromkeys(re.findall(rf"\.{prefix}-([\w-]+)", path.read_text("utf-8"))))


def test_every_kind_of_relation_has_its_colour() -> None:
    from graph.records.network import ISSUED_BY, JOINTLY

    assert classes(COMPONENTS / "kinds.css", "zm-k") == [*RelationKind, ISSUED_BY, JOINTLY]


def test_every_status_has_its_tone() -> None:
    from ui.explorer.components.tones import AGENCY, TONES

    assert set(TONES) == set(Status)
    assert classes(COMPONENTS / "tones.css", "zm-t") == [*dict.fromkeys(TONES.values()), AGENCY]


@pytest.mark.parametrize("prefix", ["zm-w", "zm-duty", "zm-cue"])
def test_every_modality_has_its_colour_and_its_lines(prefix: str) -> None:
    styled = classes(ROOT / "ui" / "explorer" / "styles" / "work.css", prefix)
    assert [name for name in styled if name in set(Modality)] == list(Modality)


def test_every_severity_has_its_colour_in_the_report() -> None:
    from ui.report import page

    assert list(dict.fromkeys(re.findall(r"\.([A-Z]\w+) \{", page._STYLE))) == list(Severity)


# Queries and shapes cannot import: a list in them is held against the members here.

SPARQL = sorted([*ROOT.glob("graph/query/**/*.rq"), *ROOT.glob("shapes/*.ttl")])


def test_queries_pair_modalities_with_their_classes() -> None:
    pairs = {str(member): member.curie for member in Modality}
    found = [
        {name: curie for curie, name in re.findall(r'\((zm:\w+) "(\w+)"\)', line)}
        for path in SPARQL
        for line in path.read_text("utf-8").splitlines()
        if "VALUES" in line and "zm:Obligation" in line
    ]
    assert found and all(list(row.items()) == list(pairs.items()) for row in found)


def test_queries_that_list_relations_list_all_of_them_or_a_group() -> None:
    """An alternation of plain edges: all of them, those of references (what a notice issues it carries), acts, grounds, and so on."""
    curies = {kind.curie: kind for kind in RelationKind}
    every = set(RelationKind) - {RelationKind.ISSUES}
    ends = {RelationKind.REPEALS, RelationKind.DECLARES_EXPIRED}
    keeps = {RelationKind.CONFIRMS_VALID, RelationKind.EXTENDS_VALIDITY}
    acts = {kind for kind in RelationKind if kind.is_act}
    grounds = {kind for kind in RelationKind if kind.is_ground}
    allowed = [every, acts, ends, keeps, grounds, grounds | {RelationKind.CITES}]
    found = 0
    for path in SPARQL:
        for text in re.findall(r"\w+:\w+(?:\|\w+:\w+)+|VALUES \?\w+ \{ (?:\w+:\w+ )+\}", path.read_text("utf-8")):
            listed = {curies[curie] for curie in re.findall(r"\w+:\w+", text) if curie in curies}
            if len(listed) > 1:
                found += 1
                assert listed in allowed, f"{path.name}: {text}"
    assert found > 10


def test_the_names_of_members_in_queries_are_known() -> None:
    """A concept that a query or shape names by its IRI is a member."""
    known = {member.iri() for member in members(CONCEPTS)}
    named = {
        iri
        for path in SPARQL
        for iri in re.findall(rf"<({BASE}(?:relation|role|time|status|event)/[^>]+)>", path.read_text("utf-8"))
    }
    assert named <= known


# No list of members is written a second time.

ALLOWED: dict[str, str] = {}
"""`file:first member` → why the list may be there."""


def python_files() -> list[Path]:
    rooms = ("ontology", "ingest", "graph", "shapes", "check", "ui", "zhengmai", "benchmarks")
    return [path for room in rooms for path in sorted((ROOT / room).rglob("*.py"))]


def strings(nodes: list[ast.expr]) -> list[str]:
    return [node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)]


def lists(tree: ast.AST) -> Iterator[list[str]]:
    """The constants of every list, tuple and set, of a dict's keys, of a Literal, of the cases of a match, of a class's values."""
    for node in ast.walk(tree):
        match node:
            case ast.List(elts=items) | ast.Tuple(elts=items) | ast.Set(elts=items):
                yield strings(items) if len(strings(items)) == len(items) else []
            case ast.Dict(keys=keys):
                held = [key for key in keys if key is not None]
                yield strings(held) if len(strings(held)) == len(keys) else []
            case ast.Match(cases=cases):
                yield strings([case.pattern.value for case in cases if isinstance(case.pattern, ast.MatchValue)])
            case ast.ClassDef(body=body):
                yield strings([item.value for item in body if isinstance(item, ast.Assign)])


def copies(tree: ast.AST) -> Iterator[tuple[type[StrEnum], list[str]]]:
    for listed in lists(tree):
        for kind in ENUMERATIONS:
            if len(listed) >= 3 and set(listed) <= set(kind):
                yield kind, listed
                break


def test_an_enumeration_is_written_once() -> None:
    found = {
        f"{path.relative_to(ROOT)}:{listed[0]}": f"{kind.__name__}: {listed}"
        for path in python_files()
        if Path(enumerations.__file__).parent not in path.parents and path != Path(formats.__file__)
        for kind, listed in copies(ast.parse(path.read_text("utf-8")))
    }
    assert found.keys() <= ALLOWED.keys(), {key: value for key, value in found.items() if key not in ALLOWED}
    assert ALLOWED.keys() <= found.keys(), "an allowance that nothing needs"


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ('x = ("lead", "support", "responsible")', True),
        ('x = {"repeals": 1, "amends": 2, "cites": 3}', True),
        ('x: Literal["zh", "en"]', False),
        ('x: Literal["Violation", "Warning", "Info"]', True),
        ('class X(StrEnum):\n    A = "csv"\n    B = "xlsx"\n    C = "ics"', True),
        ('match x:\n    case "csv": pass\n    case "xlsx": pass\n    case "ics": pass', True),
        ('x = ["lead", "support"]', False),
        ('x = ["lead", "support", "index"]', False),
        ("x = (PartyRole.LEAD, PartyRole.SUPPORT, PartyRole.RESPONSIBLE)", False),
        ('x = {"number", "title", "kind"}', True),
    ],
)
def test_the_scan_finds_a_second_list(code: str, found: bool) -> None:
    assert any(copies(ast.parse(code))) is found
