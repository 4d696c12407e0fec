"""Addresses: what each page's link says, and that no other module makes one."""

import ast
import inspect
import re
from pathlib import Path
from typing import get_type_hints

import pytest

from ui.explorer import url

ROOM = Path(url.__file__).parent
IRI = "https://w3id.org/zhengmai/eli/cn/1/岚政发/2021/7"
QUOTED = "https://w3id.org/zhengmai/eli/cn/1/%E5%B2%9A%E6%94%BF%E5%8F%91/2021/7"


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (url.overview(), "./?lang=zh"),
        (url.documents(), "documents?lang=zh"),
        (url.documents(q="a&b", as_of="2020-01-01"), "documents?q=a%26b&as_of=2020-01-01&lang=zh"),
        (url.document(IRI), f"document?iri={QUOTED}&lang=zh"),
        (url.document("x", anchor="number-1", source="s"), "document?iri=x&source=s&lang=zh#number-1"),
        (url.document("x", anchor='"><script>'), "document?iri=x&lang=zh#%22%3E%3Cscript%3E"),
        (url.agencies(), "agencies?lang=zh"),
        (url.agency("x#y"), "agency?iri=x%23y&lang=zh"),
        (url.tasks(since="2020-01-01", view="calendar"), "tasks?from=2020-01-01&view=calendar&lang=zh"),
        (url.graph("x", to="y"), "graph?iri=x&to=y&lang=zh"),
        (url.graph("x", open="y z"), "graph?iri=x&open=y%20z&lang=zh"),
        (url.validation(severity="Violation"), "validation?severity=Violation&lang=zh"),
        (url.help(q="牵头", anchor="work"), "help?q=%E7%89%B5%E5%A4%B4&lang=zh#work"),
        (url.sparql(name="n"), "sparql?name=n&lang=zh"),
        (url.beginnings("x")["agency"] + "y", "agency?lang=zh&iri=y"),
        (url.beginnings("x")["chain"] + "y", "graph?iri=x&lang=zh&to=y"),
    ],
)
def test_an_address(made: str, expected: str) -> None:
    assert made == expected


def test_every_public_function_is_typed() -> None:
    made = [
        thing for name, thing in vars(url).items() if inspect.isfunction(thing) and thing.__module__ == url.__name__
    ]
    for function in made:
        hints = get_type_hints(function)
        assert hints.keys() == {*inspect.signature(function).parameters, "return"}, function


def test_each_page_but_those_without_links_has_an_address() -> None:
    pages = {file.stem for file in (ROOM / "views").glob("*.py")} - {"__init__", "add", "unknown"}
    assert {name for name in pages if not inspect.isfunction(getattr(url, name, None))} == set()


def test_no_other_module_makes_an_address() -> None:
    made = re.compile(r"\b(?:documents?|agenc(?:y|ies)|tasks|graph|validation|sparql|overview|add)\?|[?&](?:iri|lang)=")
    found = []
    for file in ROOM.rglob("*.py"):
        tree = ast.parse(file.read_text("utf-8"))
        scopes = (ast.Module, ast.FunctionDef, ast.ClassDef)
        docstrings = {
            id(node.body[0].value) for node in ast.walk(tree) if isinstance(node, scopes) and ast.get_docstring(node)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
                found += [file.name] if made.search(node.value) else []
            if isinstance(node, ast.alias | ast.Name | ast.Attribute):
                name = node.name if isinstance(node, ast.alias) else getattr(node, "id", getattr(node, "attr", ""))
                found += [file.name] if name == "urlencode" else []
    assert set(found) == {"url.py"}
