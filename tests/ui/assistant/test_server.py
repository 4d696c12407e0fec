"""The tools as an assistant's client calls them: answers with evidence and limits, mistakes as errors, nothing written."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import anyio
import pytest

from tests.conftest import ROOT
from tests.samples.drafts import notice

Call = Callable[..., dict[str, Any]]
TOOLS = {"find", "document", "text", "status", "impact", "ledger", "questions", "ask", "sparql", "check"}
BASIS = "岚政发〔2019〕14号"


@pytest.fixture
def call(example_store: Path) -> Call:
    """Call a tool of a server in this process, by the SDK's client; an answer, or the error under `error`."""
    from mcp import Client  # not for each worker that collects this file: the SDK takes half a second

    from ui.assistant.server import build_server

    def answered(tool: str, **arguments: Any) -> dict[str, Any]:
        async def ask() -> dict[str, Any]:
            async with Client(build_server(str(example_store))) as client:
                result = await client.call_tool(tool, arguments)
            if result.is_error:
                return {"error": result.content[0].text}
            return dict(result.structured_content or {})

        return anyio.run(ask)

    return answered


# The questions of the README: each with its tool and a word of its answer.
ASKED = [
    ("find", {"text": "岚政发(2019)14号"}, BASIS),
    ("document", {"name": BASIS}, "岚州市人民政府"),
    ("text", {"name": BASIS}, "第一条"),
    ("text", {"name": BASIS, "as_of": "2023-06-30"}, "第一条"),
    ("status", {"name": BASIS, "as_of": "2023-06-30"}, "status"),
    ("impact", {"name": BASIS}, "岚望政办发〔2023〕2号"),
    ("ledger", {"agency": "岚州市民政局"}, "岚州市民政局"),
    ("ask", {"question": "legal-bases", "parameters": {"document": BASIS}}, "columns"),
    ("ask", {"question": "cites-repealed"}, "（岚政发〔2012〕31号）"),
    ("sparql", {"query": "SELECT ?title { ?d a zm:PublishedDocument ; dct:title ?title }"}, "岚州市"),
]


@pytest.mark.parametrize(("tool", "arguments", "word"), ASKED)
def test_each_tool_answers_and_says_its_limits(tool: str, arguments: dict[str, Any], word: str, call: Call) -> None:
    answer = call(tool, **arguments)
    assert word in json.dumps(answer, ensure_ascii=False)
    assert "what is not here was not seen" in answer["limits"][0]


def test_a_draft_is_checked_and_what_is_not_in_the_store_is_told(call: Call) -> None:
    draft = notice("依据《岚州市灯塔管理规定》，2025年11月31日前报送。")
    answer = call("check", draft=draft, as_of="2025-03-10")
    (found,) = [one for one in answer["findings"] if one["rule"] == "date-invalid"]
    assert draft[found["start"] : found["end"]] == "2025年11月31日"
    assert answer["coverage"]["not_in_store"] == 1
    assert "neither right nor wrong" in answer["limits"][0]
    assert "not a text" in call("check", draft="\x00\x01\x02" * 50)["error"]
    assert "longer than" in call("check", draft="渡" * 300_001)["error"]
    assert "not a day" in call("check", draft=draft, as_of="soon")["error"]


def evidence(answer: Any) -> list[dict[str, Any]]:
    """Every evidence in an answer that has a place in a source."""
    if isinstance(answer, dict):
        own = [answer["evidence"]] if answer.get("evidence", {}).get("source") else []
        return own + [one for value in answer.values() for one in evidence(value)]
    return [one for value in answer for one in evidence(value)] if isinstance(answer, list) else []


@pytest.mark.parametrize(
    ("tool", "arguments"), [(tool, arguments) for tool, arguments, _ in ASKED if tool not in ("find", "ask", "sparql")]
)
def test_evidence_stands_where_it_says(tool: str, arguments: dict[str, Any], call: Call) -> None:
    given = evidence(call(tool, **arguments))
    assert given or "as_of" in arguments
    for proof in given:
        text = (ROOT / "examples" / proof["source"]).read_text("utf-8")
        start, end = proof["start"], proof.get("end", proof["start"] + 1)
        assert 0 <= start < end <= len(text)
        if words := proof.get("words", proof.get("sentence") if tool == "document" else None):
            assert text[start:end].startswith(words.rstrip("…")[:20]) or text[start:end].strip() in words


MISTAKES = [
    ("status", {"name": "没有的文件"}, "没有的文件"),
    ("status", {"name": BASIS, "as_of": "soon"}, "not a day"),
    ("text", {"name": "x" * 30_000}, "longer than"),
    ("ask", {"question": "no-such-question"}, "no-such-question"),
    ("sparql", {"query": "DROP ALL"}, "may only read"),
    ("sparql", {"query": "SELECT * { SERVICE <http://localhost/> { ?s ?p ?o } }"}, "SERVICE"),
    ("find", {}, "text"),
]


@pytest.mark.parametrize(("tool", "arguments", "why"), MISTAKES)
def test_a_mistake_is_the_tools_error(tool: str, arguments: dict[str, Any], why: str, call: Call) -> None:
    answer = call(tool, **arguments)
    assert why in answer["error"]
    assert "Traceback" not in answer["error"]


def test_an_answer_is_limited_and_says_so(call: Call) -> None:
    answer = call("sparql", query="SELECT ?s ?p { ?s ?p ?o }")
    assert len(answer["rows"]) == 200
    assert any("first 200 rows" in limit for limit in answer["limits"])


def test_all_tools_only_read_and_the_command_serves_them(example_store: Path) -> None:
    """Over standard input and output, in a process of its own, as an assistant starts it."""
    from mcp import Client, StdioServerParameters

    async def listed() -> dict[str, bool]:
        command = StdioServerParameters(
            command=sys.executable,
            args=["-m", "ui.cli.main", "mcp", "--store", str(example_store)],
            cwd=ROOT,
            env={"PYTHONUTF8": "1"},
        )
        async with Client(command) as client:
            tools = (await client.list_tools()).tools
            assert all(tool.description for tool in tools)
            return {tool.name: bool(tool.annotations and tool.annotations.read_only_hint) for tool in tools}

    assert anyio.run(listed) == dict.fromkeys(TOOLS, True)
