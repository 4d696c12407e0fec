"""The notebook of ten questions runs, and each of its questions has an answer."""

import ast
import json
from pathlib import Path

import pytest

from tests.conftest import ROOT

NOTEBOOK = ROOT / "examples" / "ten-questions.ipynb"


def test_every_cell_runs_and_answers(example_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "store").symlink_to(example_store)
    cells = json.loads(NOTEBOOK.read_text("utf-8"))["cells"]
    names: dict[str, object] = {}
    answers = []
    for cell in cells:
        if cell["cell_type"] == "code":
            assert cell["outputs"] == [], "the notebook is kept without outputs"
            *body, last = ast.parse("".join(cell["source"])).body
            exec(compile(ast.Module(body, []), cell["id"], "exec"), names)  # our own notebook
            assert isinstance(last, ast.Expr)
            answers.append(eval(compile(ast.Expression(last.value), cell["id"], "eval"), names))
    assert len(answers) == 11
    for answer in answers:
        data = getattr(answer, "data", answer)
        assert len(data) > 0
