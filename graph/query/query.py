"""Saved queries: SPARQL files with a header of comments that describes the answer.

    # title-en: Documents of an agency
    # title-zh: 某机关的文件
    # question-en: Which documents did an agency issue?
    # question-zh: 某机关制发了哪些文件？
    # theme: agencies
    # param: agency string required | Part of the agency's name | 机关名称（可只写一部分）

A parameter is a variable of the same name. Its value is substituted in the parsed query as a term, never in the text. SPARQL
requires such a variable in the SELECT clause; its column is left out of the answer.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

import pyoxigraph as ox

from graph.store.errors import QueryError
from graph.store.substitution import substitute, without_blank_lines
from graph.store.view import Term, View
from ontology.enumerations import Language, Theme
from ontology.vocabulary import PREFIXES

Value = ox.NamedNode | ox.Literal | ox.BlankNode | ox.Triple

FOLDER = Path(__file__).parent / "questions"
REQUIRED = "required"
_INTEGER = "http://www.w3.org/2001/XMLSchema#integer"
_OVERHEAD = 40  # bytes of a value beside its text, roughly
_DATE = ox.NamedNode("http://www.w3.org/2001/XMLSchema#date")
_TITLES = ("title-en", "title-zh", "question-en", "question-zh")
_THEME = "theme"
_PARAMETER = re.compile(r'([a-z]\w*) +(string|iri|date|integer) +("(?:[^"\\]|\\.)*"|\S+) *\| *([^|]+?) *\| *([^|]+)')


@dataclass(frozen=True, slots=True)
class Parameter:
    """kind: `string`, `iri`, `date` or `integer`. default: None where a value must be given."""

    name: str
    kind: str
    default: str | None
    description_en: str
    description_zh: str

    def description(self, language: str) -> str:
        return self.description_zh if language == Language.ZH else self.description_en

    def term(self, value: str) -> Term:
        """Return the value as an RDF term. Raises QueryError for a value that is not of the kind."""
        try:
            match self.kind:
                case "integer":
                    return ox.Literal(int(value))
                case "date":
                    return ox.Literal(date.fromisoformat(value).isoformat(), datatype=_DATE)
                case "iri":
                    return ox.NamedNode(value)
                case _:
                    return ox.Literal(value)
        except (ValueError, OverflowError) as error:
            example = ", such as 2024-06-30" if self.kind == "date" else ""
            raise QueryError(
                f"parameter {self.name}: {value!r} is not of type {self.kind}{example}",
                f"参数 {self.name}：{value!r} 不是 {self.kind} 类型{example.replace(', such as ', '，例如 ')}",
            ) from error


@dataclass(frozen=True, slots=True)
class Query:
    """A query with its parameters. Titles and questions are empty for a user's own text; only saved questions have a theme."""

    name: str
    text: str
    parameters: tuple[Parameter, ...] = ()
    title_en: str = ""
    title_zh: str = ""
    question_en: str = ""
    question_zh: str = ""
    theme: Theme | None = None

    def title(self, language: str) -> str:
        return self.title_zh if language == Language.ZH else self.title_en

    def question(self, language: str) -> str:
        return self.question_zh if language == Language.ZH else self.question_en


Cell = str | int | None


@dataclass(frozen=True, slots=True)
class Answer:
    """A query's answer. form: `boolean` is one cell, `triples` one row a triple. A cell is None where there is no value.

    more: whether further rows were left out.
    """

    form: Literal["solutions", "boolean", "triples"]
    columns: tuple[str, ...]
    rows: tuple[tuple[Value | None, ...], ...]
    more: bool = False

    def table(self) -> "Table":
        return Table(self.columns, tuple(tuple(_cell(value) for value in row) for row in self.rows))


@dataclass(frozen=True, slots=True)
class Table:
    """An answer as plain cells. Cells: the IRI or the literal's text; an int for xsd:integer; None where there is no value.

    why: in Chinese and English, of an answer without rows: what the parameters were taken for.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    why: tuple[str, str] = ("", "")

    def __iter__(self) -> Iterator[tuple[Cell, ...]]:
        """Yield the rows, so that `for row in answer` and `len(answer)` work as expected."""
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)


def all_queries() -> list[Query]:
    """Return the saved queries that ship with the project, by name; `graph.query.own` has those of a store."""
    return [load(file) for file in sorted(FOLDER.glob("*.rq"), key=lambda file: file.stem)]


def find(name: str) -> Query:
    """Return a saved query by its name. Raises QueryError, which lists the names."""
    names = sorted(file.stem for file in FOLDER.glob("*.rq"))
    if name not in names:
        raise QueryError(
            f"no saved query {name!r}: there are {', '.join(names)}",
            f"没有名为 {name!r} 的查询，可用的有：{'、'.join(names)}",
        )
    return load(FOLDER / f"{name}.rq")


def table(name: str) -> Query:
    """Return the query of an exported table, such as `documents`."""
    return load(FOLDER.parent / "tables" / f"{name}.rq")


def load(file: Path) -> Query:
    """Return the query of a file, ours or a store's own. Raises ValueError for a header that is incomplete or has unknown keys."""
    text = file.read_text("utf-8")
    header: dict[str, str] = {}
    parameters: list[Parameter] = []
    for line in text.split("\n"):
        if not line.startswith("#"):
            break
        key, _, value = (part.strip() for part in line[1:].partition(":"))
        if key == "param":
            parameters.append(_parameter(value, file.name))
        elif key in (*_TITLES, _THEME) and key not in header and value:
            header[key] = value
        else:
            raise ValueError(f"{file.name}: header line {line!r} is not one of {', '.join(_TITLES)}, {_THEME}, param")
    if missing := [key for key in _TITLES if key not in header]:
        raise ValueError(f"{file.name}: the header lacks {', '.join(missing)}")
    title_en, title_zh, question_en, question_zh = (header[key] for key in _TITLES)
    theme = Theme(header[_THEME]) if _THEME in header else None
    return Query(file.stem, text, tuple(parameters), title_en, title_zh, question_en, question_zh, theme)


def adhoc(text: str) -> Query:
    """Return a user's own query. `# param:` lines at its head declare parameters; other comments are ignored.

    Raises QueryError for a `# param:` line that cannot be parsed.
    """
    try:
        declared = re.findall(r"^# *param:(.*)$", text, re.MULTILINE)
        return Query("", text, tuple(_parameter(line.strip(), "query") for line in declared))
    except ValueError as error:
        raise QueryError(
            f"{error}: write `# param: NAME string|iri|date|integer DEFAULT|required | ENGLISH | 中文`",
            f"{error}：请写作 # param: 名称 string|iri|date|integer 默认值|required | 英文说明 | 中文说明",
        ) from error


def run(store: View, query: Query, params: Mapping[str, str] | None = None) -> Table:
    """Answer a query. ASK gives one cell, CONSTRUCT and DESCRIBE give one row a triple.

    Raises QueryError as `answer` does.
    """
    return answer(store, query, params).table()


def answer(
    store: View, query: Query, params: Mapping[str, str] | None = None, rows: int | None = None, size: int | None = None
) -> Answer:
    """Answer a query as terms. rows: at most so many; size: at most so many bytes of all values, though one row may exceed it.

    Raises QueryError for unknown, missing or mistyped parameters, and for what `View.query` refuses.
    """
    results = store.query(query.text, _terms(query, params or {}))
    if isinstance(results, ox.QueryBoolean):
        return Answer("boolean", ("answer",), ((ox.Literal("true" if results else "false"),),))
    if isinstance(results, ox.QueryTriples):
        kept, more = _some(((t.subject, t.predicate, t.object) for t in results), rows, size)
        triples = sorted(kept, key=lambda row: tuple(map(_text, row)))
        return Answer("triples", ("subject", "predicate", "object"), tuple(triples), more)
    hidden = {parameter.name for parameter in query.parameters}
    shown = [variable for variable in results.variables if variable.value not in hidden]
    kept, more = _some((tuple(solution[variable] for variable in shown) for solution in results), rows, size)
    return Answer("solutions", tuple(variable.value for variable in shown), tuple(kept), more)


def standalone(query: Query, params: Mapping[str, str] | None = None) -> str:
    """Return the query with its prefixes declared and its values put in as terms, for an engine that takes nothing but text.

    The parameters stay columns. Raises QueryError as `answer` does, and for a value with control characters.
    """
    declared = "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in PREFIXES.items())
    return declared + without_blank_lines(substitute(query.text, _terms(query, params or {}))).rstrip() + "\n"


def _some(
    rows: Iterable[tuple[Value | None, ...]], most: int | None, size: int | None
) -> tuple[list[tuple[Value | None, ...]], bool]:
    """Return the first rows, and whether there are more."""
    kept: list[tuple[Value | None, ...]] = []
    for row in rows:
        if len(kept) == most or (size is not None and size <= 0):
            return kept, True
        kept.append(row)
        if size is not None:
            size -= sum(len(_text(value).encode()) + _OVERHEAD for value in row if value is not None)
    return kept, False


def _parameter(line: str, where: str) -> Parameter:
    match = _PARAMETER.fullmatch(line)
    if match is None:
        raise ValueError(f"{where}: not a parameter: {line!r}")
    name, kind, default, en, zh = match.groups()
    # A default with blanks occurs in quotation marks, as a string of JSON.
    given = json.loads(default) if default.startswith('"') else default
    parameter = Parameter(name, kind, None if default == REQUIRED else given, en, zh)
    if parameter.default is not None:
        parameter.term(parameter.default)
    return parameter


def _terms(query: Query, params: Mapping[str, str]) -> dict[str, Term]:
    declared = {parameter.name for parameter in query.parameters}
    usage = ", ".join(f"{p.name} ({p.kind})" for p in query.parameters)
    for name in params:
        if name not in declared:
            raise QueryError(
                f"no parameter {name!r}: the query takes {usage or 'none'}",
                f"没有参数 {name!r}，此查询的参数：{usage or '无'}",
            )
    terms = {}
    for parameter in query.parameters:
        value = params.get(parameter.name, parameter.default)
        if value is None:
            raise QueryError(
                f"parameter {parameter.name} is needed ({parameter.description_en}): --param {parameter.name}=…",
                f"缺少参数 {parameter.name}（{parameter.description_zh}）：--param {parameter.name}=…",
            )
        terms[parameter.name] = parameter.term(value)
    return terms


def _cell(term: object) -> Cell:
    if isinstance(term, ox.Literal) and term.datatype.value == _INTEGER:
        return int(term.value)
    return None if term is None else _text(term)


def _text(term: object) -> str:
    return term.value if isinstance(term, ox.NamedNode | ox.Literal | ox.BlankNode) else str(term)
