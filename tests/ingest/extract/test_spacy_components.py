"""The extractors as spaCy components: in anybody's pipeline, with any tokenizer, and a user's own beside them."""

import json
import re
import subprocess
import sys
import tomllib
from dataclasses import fields
from itertools import pairwise
from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc, DocBin

from ingest.extract.extractors import EXTRACTORS, find_mentions
from ingest.extract.pipeline import ComponentError, Components, extractor, pipeline
from ingest.extract.spacy_components import TOKENIZER, mark, read_mentions
from ingest.model import AgencyName, Mention, Mentions, NameKind, Span, TimeExpression, TimeKind
from ingest.pipeline import build, issues_path
from ingest.read.inputs import find
from tests.conftest import Cli
from tests.ingest.official import NOTICE

ROOT = Path(__file__).parents[3]
BLOCKS = re.findall(r"```(\w+)\n(.*?)```", (ROOT / "docs" / "spacy.md").read_text(encoding="utf-8"), flags=re.DOTALL)
TEXT = (
    "根据《岚州市渡口条例》（岚政发〔2019〕4号）第三条第一款，市财政局应当于2022年6月底前拨付资金，各单位不得挪用。\n"
    "二、普查步道。（市园林局牵头，市水务局配合）\n本办法自2022年5月1日起施行，有效期5年。\n"
    "违反本办法的，处五十元罚款。\n"
    "本办法所称步道，是指供人行走的道路。\n"
)


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return Python after which zhengmai counts as installed with the entry points of `pyproject.toml`, whatever was installed before."""
    folder = tmp_path_factory.mktemp("site")
    info = folder / "zhengmai-99.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: zhengmai\nVersion: 99\n", encoding="utf-8")
    groups = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["entry-points"]
    lines = [
        line
        for group, entries in groups.items()
        for line in (f"[{group}]", *(f"{name} = {target}" for name, target in entries.items()))
    ]
    (info / "entry_points.txt").write_text("\n".join(lines), encoding="utf-8")
    return f"import sys\nsys.path[:0] = {[str(folder), str(ROOT)]!r}\n"


def test_every_extractor_is_a_declared_factory() -> None:
    groups = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["entry-points"]
    assert set(groups["spacy_factories"]) == {f"zhengmai_{name}" for name in EXTRACTORS}
    assert set(groups["spacy_tokenizers"]) == {TOKENIZER}
    assert {field.name for field in fields(Mentions)} == {*EXTRACTORS, "unread"}


EXAMPLES = [
    (code, output) for (kind, code), (following, output) in pairwise(BLOCKS) if (kind, following) == ("python", "text")
]


@pytest.mark.parametrize(("code", "output"), EXAMPLES, ids=range(len(EXAMPLES)))
def test_the_examples_of_the_docs_print_what_they_say(code: str, output: str, installed: str, tmp_path: Path) -> None:
    command = [sys.executable, "-X", "utf8", "-c", installed + code]
    ran = subprocess.run(command, cwd=tmp_path, capture_output=True, encoding="utf-8")
    assert (ran.returncode, ran.stdout) == (0, output), ran.stderr


def test_the_docs_have_examples() -> None:
    assert len(EXAMPLES) == 2


def test_the_component_of_the_docs_adds_to_a_build(cli: Cli, tmp_path: Path) -> None:
    (code,) = (code for kind, code in BLOCKS if kind == "python" and "flood_season" in code)
    (tmp_path / "terms.py").write_text(code, encoding="utf-8")
    (tmp_path / "texts").mkdir()
    text = NOTICE.format(body="一、各区县应当在汛期前完成检修。")
    (tmp_path / "texts" / "甲.txt").write_text(text, encoding="utf-8")
    texts, store, terms = (str(tmp_path / name) for name in ("texts", "store", "terms.py"))
    command = [sys.executable, "-m", "ui.cli.main", "build", texts, "--store", store]
    options = ["--code", terms, "--component", "flood_season"]
    for jobs in ("1", "2"):
        subprocess.run([*command, *options, "--jobs", jobs], cwd=ROOT, check=True, capture_output=True)
        query = "SELECT ?due ?rule ?printed { ?limit zm:due ?due ; zm:rule ?rule ; zm:printed ?printed }"
        ran = cli("query", "-", "--store", store, "--format", "csv", input=query, cwd=tmp_path)
        assert ran.stdout.splitlines()[1:] == ["2022-05-31,mine.flood-season,汛期前"]


# --- any pipeline --------------------------------------------------------------------------------------------------------


def marked(doc: Doc) -> dict[str, list[tuple[str, str, str]]]:
    return {name: [(span.text, span.label_, span.id_) for span in doc.spans[name]] for name in EXTRACTORS}


def test_labels_and_rules() -> None:
    assert marked(pipeline()(TEXT)) == {
        "agencies": [
            ("市财政局", "agency", "agencies.place"),
            ("各单位", "group", "agencies.group"),
            ("市园林局", "agency", "agencies.place"),
            ("市水务局", "agency", "agencies.place"),
        ],
        "definitions": [("步道，是指供人行走的道路", "definition", "definitions.called")],
        "deadlines": [("2022年6月底前", "deadline", "times.month")],
        "duties": [
            (TEXT[: TEXT.index("\n")], "obligation", "duties.obligation"),
            (TEXT[: TEXT.index("\n")], "prohibition", "duties.prohibition"),
        ],
        "parties": [("（市园林局牵头，市水务局配合）", "lead", "parties.bracket")],
        "provisions": [("第三条第一款", "para", "provisions.numbered")],
        "references": [("《岚州市渡口条例》（岚政发〔2019〕4号）", "title", "references.title")],
        "sanctions": [("违反本办法的，处五十元罚款。", "fine", "sanctions.measure")],
        "validity": [("自2022年5月1日起施行", "effective", "from-day"), ("有效期5年", "term", "term")],
    }


def test_our_tokenizer_makes_one_token_a_character() -> None:
    text = "前言 。\n本办法自2021年5月1日起施行，\t有效期5年。𠮷"
    doc = pipeline()(text)
    assert [token.text for token in doc] == list(text)
    assert [(span.start, span.end) for span in doc.spans["validity"]] == [
        (mention.span.start, mention.span.end) for mention in find_mentions(text).validity
    ]


def test_every_value_comes_back_as_it_was_found() -> None:
    found = read_mentions(pipeline()(TEXT))
    for name, kind in EXTRACTORS.items():
        expected = tuple(kind.find(TEXT))
        assert expected and getattr(found, name) == expected
    assert found.unread == ()


def test_groups_and_values_survive_bytes_and_other_processes() -> None:
    nlp = pipeline()
    doc = nlp(TEXT)
    assert read_mentions(Doc(nlp.vocab).from_bytes(doc.to_bytes())) == read_mentions(doc)
    (kept,) = DocBin(store_user_data=True, docs=[doc]).get_docs(nlp.vocab)
    assert read_mentions(kept) == read_mentions(doc)
    assert json.loads(json.dumps(doc.spans["deadlines"][0]._.zhengmai))["month"] == 6


def test_a_pipeline_is_saved_and_loaded(tmp_path: Path) -> None:
    pipeline().to_disk(tmp_path / "model")
    assert marked(spacy.load(tmp_path / "model")(TEXT)) == marked(pipeline()(TEXT))


class Chunks:
    """A tokenizer that cuts a text at any given places."""

    def __init__(self, nlp: Language, cuts: set[int]) -> None:
        self.vocab, self.cuts = nlp.vocab, cuts

    def __call__(self, text: str) -> Doc:
        places = sorted({0, len(text), *(cut for cut in self.cuts if cut < len(text))})
        words = [text[low:high] for low, high in pairwise(places)]
        return Doc(self.vocab, words=words, spaces=[False] * len(words))


@settings(max_examples=60)
@given(st.sets(st.integers(0, len(TEXT))))
def test_with_any_tokenizer_mentions_are_the_same_and_spans_hold_them(cuts: set[int]) -> None:
    nlp = spacy.blank("zh")
    nlp.tokenizer = Chunks(nlp, cuts)
    for name in EXTRACTORS:
        nlp.add_pipe(f"zhengmai_{name}")
    doc = nlp(TEXT)
    assert read_mentions(doc) == find_mentions(TEXT)
    for name in EXTRACTORS:
        for span, mention in zip(doc.spans[name], getattr(find_mentions(TEXT), name), strict=True):
            assert span.start_char <= mention.span.start and mention.span.end <= span.end_char
            assert span._.zhengmai is not None


def test_with_the_tokenizer_of_spacy() -> None:
    nlp = spacy.blank("zh")
    nlp.add_pipe("zhengmai_deadlines", config={"spans_key": "limits"})
    doc = nlp("各单位  于2022年6月底前 报送。")
    assert [(span.text, span.label_) for span in doc.spans["limits"]] == [("2022年6月底前", "deadline")]


# --- a user's own ----------------------------------------------------------------------------------------------------------


@Language.component("test_spans_alone")
def spans_alone(doc: Doc) -> Doc:
    """As a learned component does: spans with labels, no values."""
    for name, words, label in (
        ("agencies", "水上中心", "agency"), ("agencies", "各码头", "group"), ("deadlines", "2022年9月", "deadline"),
        ("deadlines", "随时", "deadline"), ("references", "《湖区规划》", "document"), ("references", "渡口守则", "document"),
        ("parties", "市园林局", "lead"), ("duties", "经营单位应当备案。", "obligation"), ("validity", "有效期3年", "term"),
    ):  # fmt: skip
        start = doc.text.find(words)
        if start >= 0:
            doc.spans[name].append(doc.char_span(start, start + len(words), label=label))
    return doc


MARKED = "水上中心和各码头2022年9月、随时，按《湖区规划》和渡口守则，市园林局；经营单位应当备案。有效期3年"


def test_spans_without_values_are_parsed_from_their_text() -> None:
    found = extractor(Components(("test_spans_alone",)))(MARKED)

    def values(name: str) -> list[object]:
        return [mention.value for mention in getattr(found, name) if mention.rule == f"{name}.component"]

    assert values("agencies") == [AgencyName("水上中心"), AgencyName("各码头", NameKind.GROUP)]
    assert values("deadlines") == [TimeExpression(TimeKind.DEADLINE, 2022, month=9)]
    assert [value.title for value in values("references")] == ["湖区规划", "渡口守则"]  # type: ignore[attr-defined]
    (parties,) = values("parties")
    assert [(party.span.slice(MARKED), party.role) for party in parties] == [("市园林局", "lead")]  # type: ignore[attr-defined]
    (duty,) = values("duties")
    assert duty.cue.slice(MARKED) == "应当"  # type: ignore[attr-defined]
    assert [value.months for value in values("validity")] == [36]  # type: ignore[attr-defined]
    assert [(unread.group, unread.span.slice(MARKED)) for unread in found.unread] == [("deadlines", "随时")]
    for name in EXTRACTORS:
        spans = [mention.span for mention in getattr(found, name)]
        assert spans == sorted(spans)


@Language.component("test_no_deadlines")
def no_deadlines(doc: Doc) -> Doc:
    doc.spans["deadlines"] = []
    return doc


@Language.component("test_fault")
def fault(doc: Doc) -> Doc:
    raise RuntimeError("out of order")


def test_a_component_in_the_place_of_ours() -> None:
    replaced = Components(("deadlines=test_no_deadlines",))
    assert pipeline(replaced).pipe_names == pipeline().pipe_names
    assert extractor(replaced)(TEXT).deadlines == () and extractor(replaced)(TEXT).duties


def test_a_component_may_take_spans_away() -> None:
    assert extractor(Components(("test_no_deadlines",)))(TEXT).deadlines == ()


@pytest.mark.parametrize(("components", "message"), [
    (Components(("no_such_factory",)), "no_such_factory: no installed package declares this spaCy factory"),
    (Components(("fines=test_no_deadlines",)), "fines=test_no_deadlines: there is no component fines; there are agencies"),
    (Components((), Path("no-such.py")), "no-such.py: cannot be imported: FileNotFoundError"),
])  # fmt: skip
def test_components_that_are_not_there(components: Components, message: str, tmp_path: Path) -> None:
    (tmp_path / "甲.txt").write_text(NOTICE.format(body="通知如下。"), encoding="utf-8")
    with pytest.raises(ComponentError) as raised:
        build(find([tmp_path / "甲.txt"]), tmp_path / "store", components=components)
    assert str(raised.value).startswith(message) and "\n" not in str(raised.value)
    assert not (tmp_path / "store").exists()


def test_a_fault_of_a_component_costs_its_file_and_is_traced(tmp_path: Path) -> None:
    (tmp_path / "甲.txt").write_text(NOTICE.format(body="通知如下。"), encoding="utf-8")
    summary = build(find([tmp_path / "甲.txt"]), tmp_path / "store", components=Components(("test_fault",)))
    (line,) = issues_path(tmp_path / "store").read_text(encoding="utf-8").splitlines()
    issue = json.loads(line)
    assert summary.failed == ["甲.txt"] and issue["code"] == "fault"
    assert "RuntimeError: out of order; in the step 'mentions' of document 1" in issue["message"]
    assert "test_spacy_components.py" in issue["traceback"] and "raise RuntimeError" in issue["traceback"]


def test_a_span_that_cannot_be_parsed_is_an_issue_of_the_document(tmp_path: Path) -> None:
    (tmp_path / "甲.txt").write_text(NOTICE.format(body="报送不限，随时受理。"), encoding="utf-8")
    build(find([tmp_path / "甲.txt"]), tmp_path / "store", components=Components(("test_spans_alone",)))
    issues = [json.loads(line) for line in issues_path(tmp_path / "store").read_text(encoding="utf-8").splitlines()]
    (issue,) = [issue for issue in issues if issue["code"] == "unread-span"]
    assert "“随时”" in issue["message"] and "时限" in issue["message_zh"] and "traceback" not in issue


def test_mark_makes_a_group_of_any_name() -> None:
    doc = spacy.blank("zh")("汛期前完成")
    mark(doc, "deadlines", Mention(Span(0, 3), "mine", TimeExpression(TimeKind.DEADLINE, month=5)), "limits")
    assert [(span.text, span.label_, span._.zhengmai["month"]) for span in doc.spans["limits"]] == [
        ("汛期前", "deadline", 5)
    ]
