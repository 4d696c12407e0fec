"""Saved queries: their headers, their parameters, what they may not do, and what they answer."""

import re
from pathlib import Path

import pytest

from graph.query import query
from graph.query.query import adhoc, all_queries, find, load, run, table
from graph.store.errors import QueryError
from graph.store.store import Store
from tests.graph.conftest import JOINT, NOTICE

SAMPLE = {
    "agency": "岚州市财政局",
    "text": "岚财发〔2023〕7号",
    "document": "岚财发〔2023〕7号",
    "before": "2025-05-01",
    "day": "2024-01-01",
    "from": "2023-01-01",
    "until": "2024-12-31",
    "title": "岚州市",
    "article": "3",
    "bearer": "单位",
    "act": "留样",
    "word": "湖泊",
}
HEADER = "# title-en: T\n# title-zh: 题\n# question-en: Q?\n# question-zh: 问？\n"


# What these ask is not in the small graph: tests/examples/test_questions.py answers them on the sample gazettes, test_norms.py on a
# regulation.
RELATIONS = {
    "agencies-together", "cites-repealed", "clean-up", "impact", "implementation-chain", "ledger", "legal-bases", "most-cited",
    "near-titles", "supersessions", "unresolved-references",
    "agencies-by-tasks", "citing-title", "deadlines-between", "duties-of-agency", "ending-soon", "events-of-document", "expiring-between",
    "open-assignments", "prohibitions", "recurring-deadlines", "reforms-of-agency", "status-on-day", "tasks-of-document",
    "central-documents", "cited-but-absent", "cited-together", "implementers-by-level", "left-without-basis", "stale-bases",
    "moved-articles", "superseded-editions", "time-to-carry-out", "article-cited", "articles-most-cited",
    "duties-of-bearer", "fines-for-act", "prohibitions-without-sanction",
    "sanctions-by-authority", "definitions-of-term",
}  # fmt: skip
SAVED = {file.stem for file in query.FOLDER.glob("*.rq")}


def test_the_relation_queries_are_saved() -> None:
    assert RELATIONS < SAVED


@pytest.mark.parametrize("name", sorted(RELATIONS))
def test_a_query_about_relations_runs(store: Store, name: str) -> None:
    found = find(name)
    assert run(store, found, {p.name: SAMPLE[p.name] for p in found.parameters if p.default is None}).columns


@pytest.mark.parametrize("name", sorted(SAVED - RELATIONS))
def test_every_saved_query_answers(store: Store, name: str) -> None:
    found = find(name)
    needed = {p.name: SAMPLE[p.name] for p in found.parameters if p.default is None}
    answer = run(store, found, needed)
    assert answer.rows and not {p.name for p in found.parameters} & set(answer.columns)
    assert len(set(answer.rows)) == len(answer.rows)


@pytest.mark.parametrize("file", sorted((query.FOLDER / "tables").glob("*.rq")), ids=lambda file: file.stem)
def test_every_table_query_runs(store: Store, file: Path) -> None:
    assert run(store, table(file.stem)).columns


def test_all_queries_are_the_files() -> None:
    names = [found.name for found in all_queries()]
    assert names == sorted(names) and len(names) == len(list(query.FOLDER.glob("*.rq"))) >= 10


def rows(store: Store, name: str, *columns: str, **params: str) -> list[tuple[object, ...]]:
    answer = run(store, find(name), params)
    places = [answer.columns.index(column) for column in columns]
    return [tuple(row[place] for place in places) for row in answer.rows]


def test_answers(store: Store) -> None:
    assert rows(store, "documents-by-year-and-kind", "year", "kind", "documents") == [
        (None, "公告", 1),
        (2023, "通知", 2),
    ]
    assert {row[0] for row in rows(store, "documents-of-agency", "document", agency="财政局")} == {JOINT}
    assert rows(store, "documents-of-agency", "document", agency="卫生局") == []
    assert rows(store, "documents-in-issue", "document", year="2023", issue="4") == [(JOINT,), (NOTICE,)]
    assert rows(store, "documents-in-issue", "document", year="2022") == []
    assert rows(store, "documents-with-registration", "registration") == [("LZCR-2023-0010001",)]
    assert rows(store, "documents-without-number", "title", "source") == [("岚州市公告", "岚州市/补编.txt")]
    assert rows(store, "instruments-and-annexes", "role", "part_title") == [
        ("instrument", "岚州市灯会办法"),
        ("annex", "重点任务表"),
        ("annex", "分工方案"),
    ]
    assert rows(store, "reading-issues", "issue_code", "message_zh", "source") == [
        ("no-number", "没有文号", "岚州市/补编.txt"),
    ]


def test_the_last_day_in_force_is_before_the_date(store: Store) -> None:
    assert rows(store, "validity-ending-before", "document", before="2025-04-30") == []
    assert rows(store, "validity-ending-before", "document", before="2025-05-01") == [(JOINT,)]


def test_clauses_come_in_the_order_of_the_text(store: Store) -> None:
    clauses = rows(store, "clauses-of-document", "eId", document=NOTICE)
    assert clauses == [("art_1",), ("art_2",), ("art_10",)]


def test_facts_come_with_their_sentence(store: Store) -> None:
    facts = rows(store, "facts-of-document", "property", "value", "sentence", document="关于拨付补助资金的通知")
    comma = "，"
    assert facts[-1] == (
        "date_no_longer_in_force",
        "2025-04-30",
        f"本通知自2023年5月1日起施行{comma}有效期2年。",
    )
    assert facts[0] == ("passed_by", "岚州市财政局", "岚州市财政局、岚州市水利局、岚州市公安局、各县财政局、各县水利局")


@pytest.mark.parametrize(
    "value",
    [
        '"',
        "'",
        "\\",
        '" ) } #',
        "') || true || CONTAINS('",
        "} UNION { ?d ?p ?o",
        "?document",
        "<urn:x>",
        "\n}",
        "",
        "%s",
        "{0}",
        "$document",
        "\u0000",
    ],
)
def test_a_value_is_only_ever_a_value(store: Store, value: str) -> None:
    assert rows(store, "facts-of-document", "value", document=value) == []
    # Every name contains the empty string, and none contains the others.
    assert bool(rows(store, "documents-of-agency", "document", agency=value)) == (value == "")


@pytest.mark.parametrize(
    ("name", "params", "says"),
    [
        ("documents-of-agency", {}, "agency is needed"),
        ("documents-of-agency", {"agency": "x", "agnecy": "y"}, "no parameter 'agnecy'"),
        ("validity-ending-before", {"before": "2024-02-30"}, "'2024-02-30' is not of type date"),
        ("validity-ending-before", {"before": '2024-01-01"'}, "is not of type date"),
        ("documents-in-issue", {"year": "二〇二三"}, "is not of type integer"),
        ("documents-in-issue", {"year": "1 || true"}, "is not of type integer"),
        ("documents-without-number", {"x": "1"}, "takes none"),
    ],
)
def test_wrong_parameters_are_one_line(store: Store, name: str, params: dict[str, str], says: str) -> None:
    with pytest.raises(QueryError) as caught:
        run(store, find(name), params)
    assert says in caught.value.en and "\n" not in caught.value.en + caught.value.zh


def test_unknown_name_lists_the_known() -> None:
    with pytest.raises(QueryError, match="documents-of-agency"):
        find("../tables/documents")


@pytest.mark.parametrize(
    "text",
    [
        "INSERT DATA { <urn:s> <urn:p> 1 }",
        "DELETE WHERE { ?s ?p ?o }",
        "# why\nPREFIX a: <urn:a>\nDROP ALL",
        "LOAD <http://127.0.0.1:9/>",
        "CLEAR ALL",
        "WITH <urn:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    ],
)
def test_updates_are_refused(store: Store, text: str) -> None:
    before = len(store)
    with pytest.raises(QueryError, match="may only read"):
        run(store, adhoc(text))
    assert len(store) == before


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * WHERE { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * WHERE { service silent <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * WHERE { SERVICE ?where { ?s ?p ?o } }",
        "ASK { { SELECT ?s WHERE { SerVice<http://127.0.0.1:9/>{ ?s ?p ?o } } } }",
        "CONSTRUCT { ?s ?p ?o } WHERE { OPTIONAL { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } } }",
        # What looks like one IRI to a careless reader is a comparison, a call and a comment.
        "SELECT * WHERE { ?s ?p ?o FILTER(?s<?o)SERVICE?x#>\n{ ?s ?p ?o } }",
        "SELECT * WHERE { ?s <urn:it's> ?o SERVICE <http://127.0.0.1:9/> { ?s ?p ?x } } #'",
        "PREFIX servicf: <urn:a> SELECT * WHERE { ?s ?p ?o . SERVICE servicf:x { ?s ?p ?o } }",
    ],
)
def test_calls_to_other_endpoints_are_refused(store: Store, text: str) -> None:
    with pytest.raises(QueryError, match="SERVICE is refused"):
        run(store, adhoc(text))


@pytest.mark.parametrize(
    "text",
    [
        'SELECT ?s WHERE { ?s dct:title "service" }',
        "SELECT ?s WHERE { ?s a <urn:Service> } # SERVICE <urn:x> {}",
        "SELECT ?service WHERE { ?service a zm:Source }",
    ],
)
def test_the_word_itself_is_allowed(store: Store, text: str) -> None:
    run(store, adhoc(text))


def test_syntax_errors_say_where(store: Store) -> None:
    with pytest.raises(QueryError, match=r"not valid SPARQL, line 1, column \d+"):
        run(store, adhoc("SELECT ?s WHERE { ?s ?p }"))


def test_ask_and_construct_are_tables_too(store: Store) -> None:
    assert run(store, adhoc("ASK { ?d a zm:PublishedDocument }")).rows == (("true",),)
    answer = run(store, adhoc("CONSTRUCT { ?d dct:title ?t } WHERE { ?d a zm:PublishedDocument ; dct:title ?t }"))
    assert answer.columns == ("subject", "predicate", "object") and len(answer.rows) == 3


def test_own_queries_may_declare_parameters(store: Store) -> None:
    head = "# my note: any\n# param: n string required | Number | 文号\n"
    own = adhoc(head + "SELECT DISTINCT ?d ?n WHERE { ?d eli:number ?n }")
    assert run(store, own, {"n": "岚财发〔2023〕7号"}).rows == ((JOINT,),)
    with pytest.raises(QueryError, match="write `# param"):
        adhoc("# param: n text\nASK {}")


@pytest.mark.parametrize(
    ("header", "says"),
    [
        ("# titel-en: T\n", "titel-en"),
        (HEADER + "# author: me\n", "author"),
        (HEADER + "# title-en: again\n", "again"),
        (HEADER + "# param: x colour red | X | 某\n", "not a parameter"),
        (HEADER.replace("# question-zh: 问？\n", ""), "lacks question-zh"),
    ],
)
def test_headers_are_strict(tmp_path: Path, header: str, says: str) -> None:
    file = tmp_path / "q.rq"
    file.write_text(header + "ASK {}", "utf-8")
    with pytest.raises(ValueError, match=says):
        load(file)


@pytest.mark.parametrize("file", sorted(query.FOLDER.rglob("*.rq")), ids=lambda file: file.stem)
def test_no_question_joins_chinese_words_to_a_value(file: Path) -> None:
    """Virtuoso finds nothing with such a string: over real texts it left out rows that other engines gave."""
    asked = "\n".join(line.partition("#")[0] for line in file.read_text("utf-8").splitlines() if line[:1] != "#")
    assert [found for found in re.findall(r"CONCAT\([^\n]*", asked) if not found.isascii()] == []


@pytest.mark.parametrize("file", sorted(query.FOLDER.rglob("*.rq")), ids=lambda file: file.stem)
def test_no_question_follows_a_path_inside_exists(file: Path) -> None:
    """An engine walks the whole path from its far end for each row: over 344 texts one question took 26 seconds for one."""
    asked = "\n".join(line.partition(" #")[0] for line in file.read_text("utf-8").splitlines() if line[:1] != "#")
    levels: list[bool] = []
    found = []
    for piece in re.findall(r"EXISTS\s*\{|[{}]|\w:\w+[/+*]|\w/\w+:", asked):
        if piece == "}":
            levels.pop()
        elif piece.endswith("{"):
            levels.append(piece != "{" or (bool(levels) and levels[-1]))
        elif levels and levels[-1]:
            found.append(piece)
    assert found == []
