"""A decision is one line of JSON; what does not fit together is refused in one line."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.review.decision import Decision, ReviewError, read_line, triples
from ontology.enumerations import Aspect, Verdict
from ontology.iri import Iris

IRIS = Iris()
DOCUMENT, PARTY, LIMIT = "eli/cn/990100/岚政发/2022/15", "source/a.txt#assignment=1-1-2", "source/a.txt#deadline=1-2"
TASK, CLAUSE, DUTY = "source/a.txt#task=1-1", f"{DOCUMENT}/lvl_1__lvl_2", "source/a.txt#duty=1-2"
SANCTION, MEASURE = "source/a.txt#sanction=1-1", "source/a.txt#measure=1-1-2"
AT = "2026-03-02T09:30:00+08:00"
GOOD = Decision(
    DOCUMENT, Aspect.EXPIRES, Verdict.CORRECT, "2024-03-14", "2025-03-14", "至2024年3月14日", "", "王芳", AT
)


def changed(**parts: str) -> str:
    return json.dumps(json.loads(GOOD.line()) | parts, ensure_ascii=False)


FITTING = [
    changed(),
    changed(verdict="reject", value=""),
    changed(verdict="confirm", value=""),
    changed(verdict="add", machine=""),
    changed(aspect="kind", machine="通知", value="公告"),
    changed(aspect="event", verdict="add", machine="", value="repealed 2024-01-01 岚政发〔2024〕1号"),
    changed(on=PARTY, aspect="party", machine="", value="岚州市财政局"),
    changed(on=LIMIT, aspect="limit", value="FREQ=MONTHLY;BYMONTHDAY=5"),
    changed(on=LIMIT, aspect="limit", value="P20WD"),
    changed(aspect="issuer", verdict="add", machine="", value="岚州市财政局"),
    changed(on=CLAUSE, aspect="limit", verdict="add", machine="", value="2024-01-31"),
    changed(on=TASK, aspect="party", verdict="add", machine="", value="support 岚州市财政局"),
    changed(on=TASK, aspect="task", verdict="reject", machine="修缮", value=""),
    changed(on=CLAUSE, aspect="task", verdict="add", machine="", value="lead 岚州市财政局"),
    changed(on=SANCTION, aspect="measure", verdict="add", machine="", value="fine -1000 CNY", words="罚", quote="罚"),
    changed(on=MEASURE, aspect="measure", machine="order", value="fine 5-10 times 违法所得"),
    changed(on=SANCTION, aspect="authority", machine="", value="公安机关"),
    changed(on=DUTY, aspect="duty", machine="obligation", value="prohibition 市民"),
    changed(on=CLAUSE, aspect="reference", verdict="add", machine="", value="basedOn title/公园管理办法"),
]


@pytest.mark.parametrize("line", FITTING)
def test_a_fitting_line_is_read_and_written_alike(line: str) -> None:
    assert read_line(line, IRIS).line() == line


def test_a_line_of_an_older_version_has_no_quote() -> None:
    record = json.loads(GOOD.line())
    del record["quote"]
    assert read_line(json.dumps(record), IRIS) == GOOD


WRONG = [
    ("", "not JSON"),
    ("[" * 100_000, "not JSON"),
    ("[]", "needs the texts"),
    (changed(more="x"), "needs the texts"),
    (changed().replace('"王芳"', "7"), "needs the texts"),
    (changed(aspect="mood"), "mood"),
    (changed(verdict="perhaps"), "perhaps"),
    (changed(on="http://example.org/x"), "no expires to decide on"),
    (changed(on=f"{DOCUMENT}> . <a> <b> <c"), "no expires to decide on"),
    (changed(on="title/安全生产法"), "no expires to decide on"),
    (changed(on=PARTY), "no expires to decide on"),
    (changed(aspect="party"), "no party to decide on"),
    (changed(on=LIMIT, aspect="party"), "no party to decide on"),
    (changed(value=""), "need a value"),
    (changed(verdict="confirm"), "need a value"),
    (changed(machine=""), "need a value"),
    (changed(verdict="add"), "need a value"),
    (changed(value="2025-02-30"), "2025-02-30 is no expires"),
    (changed(value="20250301"), "20250301 is no expires"),
    (changed(on=LIMIT, aspect="limit", value="P"), "P is no limit"),
    (changed(on=LIMIT, aspect="limit", value="soon"), "soon is no limit"),
    (changed(on=LIMIT, aspect="limit", value="P0D"), "P0D is no limit"),
    (changed(on=LIMIT, aspect="limit", value="PT0H"), "PT0H is no limit"),
    (changed(on=LIMIT, aspect="limit", value="P99999999999999D"), "is no limit"),
    (changed(on=LIMIT, aspect="limit", value="FREQ=DAILY;INTERVAL=0"), "is no limit"),
    (changed(on=LIMIT, aspect="limit", value="FREQ=YEARLY;BYMONTH=99"), "is no limit"),
    (changed(on=LIMIT, aspect="limit", value="FREQ=MONTHLY;FOO=BAR"), "is no limit"),
    (changed(aspect="title", value="a\x1b[31m"), "is no title"),
    (changed(aspect="title", value=" a"), "is no title"),
    (changed(aspect="kind", value="小说"), "小说 is no kind"),
    (changed(aspect="number", verdict="reject", value=""), "cannot be rejected"),
    (changed(aspect="event", value="repealed 2024-01-01"), "rejected, and another added"),
    (changed(aspect="event", verdict="add", machine="", value="signed 2024-01-01"), "is no event"),
    (changed(on=LIMIT, aspect="limit", verdict="add", machine=""), "no limit to decide on"),
    (changed(on=PARTY, aspect="party", verdict="add", machine="", value="lead 岚州市财政局"), "no party to decide on"),
    (changed(on=TASK, aspect="party", verdict="add", machine="", value="岚州市财政局"), "is no party"),
    (changed(on=CLAUSE, aspect="task", verdict="add", machine="", value="chief 岚州市财政局"), "is no task"),
    (changed(on=TASK, aspect="task", machine="甲", value="乙"), "a task is its words"),
    (changed(on=CLAUSE, aspect="duty", verdict="add", machine="", value="must 市民"), "is no duty"),
    (changed(on=CLAUSE, aspect="reference", verdict="add", machine="", value="issues title/办法"), "is no reference"),
    (changed(on=CLAUSE, aspect="reference", verdict="add", machine="", value="cites 某办法"), "is no reference"),
    (changed(on=DOCUMENT, aspect="reference", verdict="add", machine="", value="cites title/办法"), "no reference to"),
    (changed(aspect="issuer", value=" 市府"), "is no issuer"),
    (changed(aspect="printed", value="昨天"), "is no printed"),
    (changed(quote="至"), "words of its own"),
    (changed(by=" "), "must be named"),
    (changed(at="2026-03-02"), "not a time"),
    (changed(at="yesterday"), "not a time"),
    (changed(note="x" * 5_000), "longer than 4000"),
]


@pytest.mark.parametrize(("line", "why"), WRONG)
def test_what_does_not_fit_is_refused(line: str, why: str) -> None:
    with pytest.raises(ReviewError, match=why) as refused:
        read_line(line, IRIS)
    assert refused.value.zh


@given(st.text(max_size=60), st.text(min_size=1, max_size=20).filter(str.strip))
def test_any_note_and_name_survive(note: str, by: str) -> None:
    line = changed(note=note, by=by)
    decision = read_line(line, IRIS)
    assert (decision.note, decision.by) == (note, by)
    assert read_line(decision.line(), IRIS) == decision


def test_the_graph_of_a_decision_speaks_of_the_decision_alone() -> None:
    written = list(triples(GOOD, IRIS))
    assert {triple.subject.value for triple in written} == {IRIS.review(GOOD.key)}
    assert (
        IRIS.relative(next(t.object.value for t in written if t.predicate.value.endswith("AttributedTo")))
        == "reviewer/王芳"
    )
