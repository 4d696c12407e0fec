"""The commands as a user runs them, over a store of the examples."""

import csv
import io
import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
Cli = Callable[..., "subprocess.CompletedProcess[str]"]
COMMANDS = ("verify", "build", "query", "queries", "validate", "show", "ledger", "export", "explore")

LOADED = """
import sys
from ui.cli.main import main
sys.argv = ["zhengmai", *sys.argv[1:]]
try:
    main()
except SystemExit as end:
    heavy = {"spacy", "rdflib", "streamlit", "pyshacl", "pyoxigraph", "owlready2", "pandas", "xlsxwriter", "icalendar"} & set(sys.modules)
    print("loaded:", sorted(heavy))
    sys.exit(end.code)
"""


@pytest.mark.parametrize(
    "command", [(), *((name,) for name in COMMANDS)], ids=lambda command: " ".join(command) or "zhengmai"
)
def test_help_of_every_command_loads_nothing_heavy(command: tuple[str, ...]) -> None:
    arguments = [sys.executable, "-c", LOADED, *command, "--help"]
    run = subprocess.run(arguments, cwd=ROOT, capture_output=True, encoding="utf-8", timeout=60, check=False)
    assert run.returncode == 0 and not run.stderr
    assert run.stdout.endswith("loaded: []\n"), run.stdout.splitlines()[-1]
    assert len(run.stdout) > 300


def test_help_names_every_command(cli: Cli) -> None:
    told = cli("--help").stdout
    assert all(f" {command} " in told for command in COMMANDS)


def test_build_says_what_it_did(tmp_path: Path, cli: Cli, example_texts: dict[str, bytes]) -> None:
    for name, data in example_texts.items():
        (tmp_path / name).write_bytes(data)
    run = cli("build", ".", "--store", "store", cwd=tmp_path)
    assert (run.returncode, run.stderr) == (0, "")
    assert "3 sources · 21 documents" in run.stdout and "store" in run.stdout
    assert (tmp_path / "store" / "gen-1.issues.jsonl").is_file()


def test_build_of_the_folder_of_examples_reads_all_formats_and_tells_what_it_passed_over(
    tmp_path: Path, cli: Cli
) -> None:
    run = cli("build", "examples", "--store", tmp_path / "store")
    assert "6 sources · 25 documents" in run.stdout
    assert "passed over: 1 × other text (.json): expected.json" in run.stdout


def test_build_says_when_a_file_of_the_same_name_is_replaced(tmp_path: Path, cli: Cli) -> None:
    text = "岚州市人民政府关于加强渡口管理的通知\n岚政发〔{year}〕1号\n各区：\n现通知如下。\n岚州市人民政府\n{year}年3月5日\n"
    for year in ("2019", "2020"):
        (tmp_path / year).mkdir()
        (tmp_path / year / "01.txt").write_text(text.format(year=year), encoding="utf-8")
    assert "replaced" not in cli("build", "2019", "--store", "store", cwd=tmp_path).stdout
    assert "replaced" not in cli("build", "2019", "--store", "store", cwd=tmp_path).stdout
    run = cli("build", "2020", "--store", "store", cwd=tmp_path)
    assert (
        "replaced: 1 × a name that had other content before: 01.txt; if that was another document, build the folder above both"
        in run.stdout
    )
    assert "replaced" not in cli("build", ".", "--store", "both", cwd=tmp_path).stdout


def test_quiet_says_nothing(tmp_path: Path, cli: Cli) -> None:
    run = cli(
        "build", ROOT / "examples" / "岚州市人民政府公报-2019-08.txt", "--quiet", "--store", "store", cwd=tmp_path
    )
    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")


def test_build_from_standard_input(tmp_path: Path, cli: Cli, example_texts: dict[str, bytes]) -> None:
    text = example_texts["岚州市人民政府公报-2019-08.txt"].decode()
    assert "1 sources · 7 documents" in cli("build", "-", "--store", "store", cwd=tmp_path, input=text).stdout
    asked = "SELECT ?n WHERE { ?d eli:number ?n }"
    found = cli("query", "-", "--store", "store", "-f", "csv", cwd=tmp_path, input=asked)
    assert "岚政发〔2019〕14号" in found.stdout.splitlines()


def test_queries_are_listed(cli: Cli) -> None:
    listed = json.loads(cli("queries", "--format", "json").stdout)
    names = {row["name"] for row in listed}
    assert names == {path.stem for path in (ROOT / "graph" / "query" / "questions").glob("*.rq")}
    assert all(row["问题"] and row["question"] for row in listed)


def test_one_answer_in_three_formats(example_store: Path, cli: Cli) -> None:
    asked = ("query", "documents-of-agency", "--param", "agency=岚州市财政局", "--store", example_store)
    records = json.loads(cli(*asked, "--format", "json").stdout)
    rows = list(csv.DictReader(io.StringIO(cli(*asked, "--format", "csv").stdout)))
    table = cli(*asked, "--format", "table").stdout
    assert len(records) == len(rows) == 2 and "2 rows" in table.splitlines()[-1]
    assert [{key: value or "" for key, value in record.items()} for record in records] == rows
    assert {row["number"] for row in rows} == {"岚民发〔2019〕47号", "岚财规〔2021〕4号"}


@pytest.mark.parametrize("given", ["-", "file", "typed"])
def test_a_query_of_ones_own(given: str, example_store: Path, tmp_path: Path, cli: Cli) -> None:
    text = 'SELECT ?title WHERE { ?d eli:number "岚政办字〔2021〕31号" ; dct:title ?title } ORDER BY ?title'
    (tmp_path / "mine.rq").write_text(text, encoding="utf-8")
    options = {"input": text} if given == "-" else {}
    where = {"-": "-", "file": tmp_path / "mine.rq", "typed": f"# Titles of a number\n{text}"}[given]
    run = cli("query", where, "-f", "csv", "--store", example_store, **options)
    assert run.stdout.splitlines() == [
        "title",
        "岚州市人民政府办公厅关于做好2021年主汛期城市防汛工作的通知",
        "岚州市人民政府办公厅关于调整市城镇老旧小区改造工作领导小组组成人员的通知",
    ]


def test_a_parameter_is_a_value_never_code(example_store: Path, cli: Cli) -> None:
    hostile = '") } ; DROP ALL #'
    run = cli("query", "citing-title", "--param", f"title={hostile}", "-f", "json", "--store", example_store)
    assert (run.returncode, run.stdout) == (2, "")
    assert hostile in run.stderr and "no document has this number or title" in run.stderr


def test_an_agency_that_is_not_named_is_told(example_store: Path, cli: Cli) -> None:
    hostile = '") } ; DROP ALL #'
    run = cli("query", "documents-of-agency", "--param", f"agency={hostile}", "-f", "json", "--store", example_store)
    assert (run.returncode, run.stdout) == (
        2,
        "",
    ) and run.stderr == f"zhengmai: {hostile}: no agency goes by this name\n"


@pytest.mark.parametrize(
    "what", ["岚政发〔2019〕14号", "岚政发(2019)14号", "岚州市人民政府关于印发岚州市养老服务设施管理办法的通知"]
)
def test_show_one_document(what: str, example_store: Path, cli: Cli) -> None:
    run = cli("show", what, "--store", example_store)
    assert run.returncode == 0
    for word in (
        "岚政发〔2019〕14号",
        "2019-09-01",
        "2024-08-31",
        "LZCR-2019-0010005",
        "岚州市养老服务设施管理办法",
        "有效期5年",
    ):
        assert word in run.stdout, word


def test_show_names_all_that_match(example_store: Path, cli: Cli) -> None:
    run = cli("show", "岚政办字〔2021〕31号", "--store", example_store)
    assert run.returncode == 0 and "防汛" in run.stdout and "领导小组" in run.stdout


def test_validate_ends_with_one_for_violations_only(example_store: Path, cli: Cli) -> None:
    asked = ("validate", "--store", example_store, "--format", "json")
    found = json.loads((run := cli(*asked)).stdout)
    assert run.returncode == 1 and {finding["severity"] for finding in found} == {"Violation", "Warning", "Info"}
    worst = cli(*asked, "--severity", "violation")
    assert worst.returncode == 1 and {finding["severity"] for finding in json.loads(worst.stdout)} == {"Violation"}
    for shape, severity in (("number-missing", "Info"), ("document-ended", "Warning")):
        milder = cli(*asked, "--shape", shape)
        assert milder.returncode == 0 and {finding["severity"] for finding in json.loads(milder.stdout)} == {severity}


@pytest.mark.parametrize(("lang", "violation", "headings"), [("zh", "违规", "规则"), ("en", "Violation", "shape")])
def test_a_summary_counts_by_rule_and_shows_only_violations(
    example_store: Path, cli: Cli, lang: str, violation: str, headings: str
) -> None:
    found = json.loads(cli("validate", "--store", example_store, "--format", "json").stdout)
    run = cli("validate", "--store", example_store, "--summary", "--lang", lang)
    counts, violations = run.stdout.split(" rows\n")[:2]
    rules = len({finding["name"] for finding in found})
    grave = [finding for finding in found if finding["severity"] == "Violation"]
    assert run.returncode == 1 and counts.endswith(f"\n{rules}") and violations.endswith(f"\n{len(grave)}")
    assert headings in counts and sum(map(int, re.findall(r" (\d+) *$", counts, re.MULTILINE))) == len(found)
    assert violations.count(f" {violation} ") == len(grave)


def test_validate_finds_the_faults_that_the_examples_hold_on_purpose(example_store: Path, cli: Cli) -> None:
    asked = ("--format", "json", "--severity", "warning", "--as-of", "2023-06-01")
    found = json.loads(cli("validate", "--store", example_store, *asked).stdout)
    assert sorted((f["severity"], f["shape"].rpartition("#")[2], f["label"]) for f in found) == sorted(
        [
            ("Violation", "basis-expired", "岚政办字〔2021〕31号"),
            ("Violation", "basis-expired", "岚望政办发〔2023〕4号"),
            ("Violation", "day-not-in-calendar", "岚望政发〔2023〕3号"),
            ("Violation", "expires-before-effective", "岚望政发〔2023〕4号"),
            ("Violation", "number-duplicate", "岚政办字〔2021〕31号"),
            ("Violation", "number-duplicate", "岚政办字〔2021〕31号"),
            ("Violation", "repealed-still-cited", "岚望政办发〔2023〕2号"),
            ("Violation", "signed-after-printed", "岚政办发〔2019〕18号"),
            ("Warning", "deadline-before-document", "岚政办字〔2021〕31号"),
            ("Warning", "document-ended", "岚望政发〔2019〕8号"),
            ("Warning", "document-ended", "岚望政发〔2023〕4号"),
            ("Warning", "document-ended", "岚民发〔2019〕47号"),
        ]
    )


@pytest.mark.parametrize(("lang", "said"), [("zh", "级别"), ("en", "severity")])
def test_findings_are_told_in_the_language_asked_for(example_store: Path, cli: Cli, lang: str, said: str) -> None:
    run = cli("validate", "--store", example_store, "--lang", lang)
    assert run.returncode == 1 and said in run.stdout


def test_a_language_that_is_not_spoken_is_refused(example_store: Path, cli: Cli) -> None:
    run = cli("validate", "--store", example_store, "--lang", "fr")
    assert run.returncode == 2 and "--lang" in run.stderr and "Traceback" not in run.stderr


def test_the_report_in_turtle_is_a_shacl_report(example_store: Path, cli: Cli) -> None:
    import rdflib

    asked = ("validate", "--store", example_store, "--severity", "violation", "--format")
    run, rows = cli(*asked, "ttl"), json.loads(cli(*asked, "json").stdout)
    graph = rdflib.Graph().parse(data=run.stdout, format="turtle")
    sh = rdflib.Namespace("http://www.w3.org/ns/shacl#")
    (report,) = graph.subjects(rdflib.RDF.type, sh.ValidationReport)
    results = list(graph.objects(report, sh.result))
    shapes = {str(shape) for result in results for shape in graph.objects(result, sh.sourceShape)}
    # A row of the table is one cause, also where several results come from it.
    assert run.returncode == 1 and len(results) >= len(rows) > 5 and shapes >= {row["shape"] for row in rows}


def test_the_report_in_html_holds_every_finding_and_no_script(example_store: Path, cli: Cli) -> None:
    run = cli("validate", "--store", example_store, "--format", "html", "--lang", "en", "--as-of", "2023-06-01")
    assert run.stdout.startswith("<!doctype html>") and "<script" not in run.stdout
    assert "<h1>Validation 2023-06-01</h1>" in run.stdout and "岚望政发〔2023〕4号" in run.stdout


def test_a_day_that_is_none_is_refused(example_store: Path, cli: Cli) -> None:
    for command in (("validate",), ("status", "岚政发〔2019〕14号")):
        run = cli(*command, "--as-of", "2023-06-31", "--store", example_store)
        assert run.returncode == 2 and "--as-of 2023-06-31" in run.stderr and "Traceback" not in run.stderr


def test_the_status_of_everything(example_store: Path, cli: Cli) -> None:
    run = cli("status", "--all", "--as-of", "2020-01-01", "--format", "csv", "--store", example_store)
    rows = {line.split(",")[0]: line.split(",")[2:5] for line in run.stdout.splitlines()}
    assert rows["number"] == ["status", "since", "through"]
    assert rows["岚政发〔2019〕14号"] == ["有效", "2019-09-01", "2024-08-31"]
    assert rows["岚政发〔2014〕20号"] == ["已废止", "2019-09-01", ""]
    assert re.search(r"未列出的文件：[1-9]\d* 件", run.stderr)
    shown = cli("status", "--all", "--lang", "en", "--store", example_store)
    assert "https://" not in shown.stdout and "Left out: " in shown.stderr and "-f csv" in shown.stderr
    both = cli("status", "岚政发〔2019〕14号", "--all", "--store", example_store)
    assert both.returncode == 2 and cli("status", "--store", example_store).returncode == 2


@pytest.mark.parametrize("format", ["nq", "ttl", "jsonld"])
def test_export_twice_gives_the_same_bytes(format: str, example_store: Path, tmp_path: Path, cli: Cli) -> None:
    for name in ("one", "two"):
        run = cli("export", "-f", format, "-o", tmp_path / name, "--store", example_store)
        assert run.returncode == 0 and run.stdout.strip() == str(tmp_path / name)
    data = (tmp_path / "one").read_bytes()
    assert data == (tmp_path / "two").read_bytes() and len(data) > 100_000


def test_every_export_holds_the_same_triples(example_store: Path, tmp_path: Path, cli: Cli) -> None:
    import pyoxigraph as ox

    kinds = {"nq": ox.RdfFormat.N_QUADS, "ttl": ox.RdfFormat.TURTLE, "jsonld": ox.RdfFormat.JSON_LD}
    found = []
    for name, kind in kinds.items():
        assert cli("export", "-f", name, "-o", tmp_path / name, "--store", example_store).returncode == 0
        found.append({quad.triple for quad in ox.parse(path=str(tmp_path / name), format=kind)})
    assert len(found[0]) > 5000
    assert found[0] == found[1] == found[2]


def test_a_reader_that_goes_away_is_no_error(example_store: Path) -> None:
    command = f"'{sys.executable}' -m ui.cli.main query facts-of-document --store '{example_store}' -p document=岚政发 | head -n 1"
    run = subprocess.run(
        ["bash", "-c", command], cwd=ROOT, capture_output=True, encoding="utf-8", timeout=60, check=False
    )
    assert "Traceback" not in run.stderr


@pytest.mark.parametrize(
    "given", ["岚政发〔2019〕15号", "岚政发(2019)15号", "岚政发[2019] 15 号", "岚政发〔２０１９〕１５号"]
)
def test_a_number_is_found_in_any_spelling(given: str, example_store: Path, cli: Cli) -> None:
    run = cli("query", "clean-up", "--param", f"document={given}", "--format", "json", "--store", example_store)
    assert run.returncode == 0 and len(json.loads(run.stdout)) == 6


@pytest.mark.parametrize("given", ["中华人民共和国安全生产法", "《中华人民共和国安全生产法》", "安全生产法"])
def test_what_rests_on_a_law_that_is_only_cited(given: str, example_store: Path, cli: Cli) -> None:
    run = cli("impact", given, "--store", example_store, "--lang", "en")
    assert run.returncode == 0 and "岚发〔2019〕21号" in run.stdout and "Implemented by" in run.stdout
    assert run.stdout.startswith("中华人民共和国安全生产法\n")


def test_the_table_of_findings_is_in_the_language_asked_for(example_store: Path, cli: Cli) -> None:
    asked = ("validate", "--shape", "number-duplicate", "--store", example_store)
    told = cli(*asked).stdout
    assert "违规" in told and "Violation" not in told and "Violation" in cli(*asked, "--lang", "en").stdout


def test_a_shape_that_does_not_exist_is_told_with_those_of_a_like_name(example_store: Path, cli: Cli) -> None:
    mistaken = cli("validate", "--shape", "orphans", "--store", example_store)
    assert mistaken.returncode == 2 and mistaken.stderr.endswith("'orphans'; there are orphan\n")
    strange = cli("validate", "--shape", "孤立", "--store", example_store)
    assert strange.returncode == 2 and "basis-expired" in strange.stderr and "title-repeated" in strange.stderr


def test_impact_does_not_deny_what_the_document_itself_rests_on(example_store: Path, cli: Cli) -> None:
    run = cli("impact", "岚政发〔2019〕14号", "--store", example_store)
    assert run.stdout.startswith("岚政发〔2019〕14号") and "依据、处理和引用它的文件：3" in run.stdout
    assert "它所依据、处理和引用的文件" not in run.stdout and "…" not in run.stdout


def test_status_says_why(example_store: Path, cli: Cli) -> None:
    run = cli("status", "岚政发(2014)20号", "--as-of", "2020-01-01", "--store", example_store)
    assert (
        run.returncode == 0
        and "已废止" in run.stdout
        and "岚政发〔2019〕14号" in run.stdout
        and "2020-01-01" in run.stdout
    )
    assert "未知" in cli("status", "岚政发〔2014〕20号", "--as-of", "2010-01-01", "--store", example_store).stdout
    bad = cli("status", "岚政发〔2014〕20号", "--as-of", "2020-02-30", "--store", example_store)
    assert bad.returncode == 2 and bad.stderr.count("\n") == 1 and "2020-02-30" in bad.stderr


def test_a_long_table_of_duties_says_that_it_is_cut(cli: Cli, example_store: Path) -> None:
    first, whole = (cli("duties", *more, "--lang", "en", "--store", example_store) for more in ((), ("--all",)))
    shown, count = re.findall(r"\d+", first.stdout.splitlines()[-1])
    assert first.stdout.splitlines()[-1].startswith("The first 50 of ") and int(shown) == 50 < int(count)
    assert whole.stdout.splitlines()[-1] == f"{count} duties"
    assert len(whole.stdout) > len(first.stdout)
