"""Check a query's text before it runs: forbidden operations, named graphs, the place of a syntax error."""

import re
from contextlib import suppress
from urllib.parse import urljoin

import pyoxigraph as ox

from graph.store.errors import QueryError
from ontology.vocabulary import PREFIXES

DECLARATIONS = "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in PREFIXES.items())
"""The prefixes that a query need not declare."""
_SERVICE = re.compile("service", re.IGNORECASE)
_UPDATE = re.compile(
    r"^(?:\s|#[^\n]*\n|PREFIX\b[^>\n]*>|BASE\b[^>\n]*>)*(?:INSERT|DELETE|LOAD|CLEAR|DROP|CREATE|ADD|MOVE|COPY|WITH)\b",
    re.IGNORECASE,
)
# Comments and strings, whose words are not keywords; and IRIs, in which `#` starts no comment.
_SAID = re.compile(
    r'''(?P<iri><[^<>"{}|^`\\\s]*>)|#[^\n]*|"""(?:[^"\\]|\\.|"(?!""))*"""|'''
    r"""'{3}(?:[^'\\]|\\.|'(?!''))*'{3}|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'""",
    re.DOTALL,
)
_FROM = re.compile(
    r"(?<![\w:?$@.-])FROM\s+(?:NAMED\s+)?(?:<(?P<iri>[^<>]*)>|(?P<prefix>[\w.-]*):(?P<local>[\w:%-]*(?:[.][\w:%-]+)*))",
    re.IGNORECASE,
)
_DECLARED = re.compile(r"(?<![\w:?$@.-])PREFIX\s+([\w.-]*):", re.IGNORECASE)
_NAMESPACE = re.compile(r"(?<![\w:?$@.-])PREFIX\s+([\w.-]*):\s*<([^<>]*)>", re.IGNORECASE)
_BASE = re.compile(r"(?<![\w:?$@.-])BASE\s*<([^<>]*)>", re.IGNORECASE)
_PREFIXED = re.compile(r"(?<![\w:?$@.%/-])([^\W\d_][\w-]*):")
_PLACE = re.compile(r"error at (\d+):(\d+): ")
_NEAR = 24  # characters
LONGEST = 1 << 20
"""The length of a query in characters."""
DEEPEST = 200
"""The deepest nesting of brackets in a query."""
# Brackets; and tokens in which a bracket has no meaning: strings, comments and IRIs.
_BRACKET = re.compile(_SAID.pattern + r"|(?P<open>[({\[])|(?P<close>[)}\]])", re.DOTALL)
_PROLOGUE = re.compile(r"^(?:\s++|PREFIX\s*+[^<\s]*+\s*+<>|BASE\s*+<>)*+", re.IGNORECASE)
_EMPTY = ox.Store()


def refuse_oversize(text: str) -> None:
    """Raise QueryError for a query longer than `LONGEST` or with brackets nested deeper than `DEEPEST`; in linear time.

    The parser and the engine recurse at each bracket: deep nesting would overflow the stack and end the process.
    """
    if len(text) > LONGEST:
        raise QueryError(
            f"a query has at most {LONGEST:,} characters, this one has {len(text):,}",
            f"查询最长 {LONGEST:,} 个字符，此查询有 {len(text):,} 个",
        )
    depth = 0
    for token in _BRACKET.finditer(text):
        depth += {"open": 1, "close": -1}.get(token.lastgroup or "", 0)
        if depth > DEEPEST:
            raise QueryError(
                f"the query nests its brackets deeper than {DEEPEST} levels: write it flatter",
                f"查询的括号嵌套超过 {DEEPEST} 层，请简化",
            )


def parse(text: str) -> None:
    """Parse a query without evaluating it. Raises SyntaxError.

    pyoxigraph has no function for this. Given two arguments that exclude each other, it parses, then refuses and evaluates nothing.
    """
    with suppress(ValueError):
        _EMPTY.query(text, prefixes=PREFIXES, use_default_graph_as_union=True, default_graph=ox.DefaultGraph())


def form(text: str) -> str:
    """Return the first keyword after the prologue, in capitals: SELECT, ASK, CONSTRUCT or DESCRIBE if `text` is a query."""
    words = re.sub(r"<[^<>]*>", "<>", _own_words(text))
    rest = _PROLOGUE.sub("", words, count=1)
    return rest[: next((at for at, c in enumerate(rest) if not c.isalpha()), len(rest))].upper()


def refuse_service(text: str) -> None:
    """Raise QueryError if `text` calls another endpoint. Nothing is evaluated.

    The word may also occur in a string, a comment or a name. Only the parser can decide: if the word is misspelt, a string is still
    valid, and a call is a syntax error.
    """
    if not _SERVICE.search(text):
        return
    try:
        parse(text)
    except SyntaxError:
        return  # running it raises the error
    try:
        parse(_SERVICE.sub("servicf", text))
    except SyntaxError as error:
        raise QueryError(
            "SERVICE is refused: a query may only read this store",
            "不允许使用 SERVICE：查询只能读取本图谱库",
        ) from error


def dataset(text: str) -> list[str] | None:
    """Return the IRIs of the graphs in FROM and FROM NAMED; None if the query has neither."""
    if "from" not in text.casefold():  # a query over thousands of IRIs is long
        return None
    words = _own_words(text)
    found = list(_FROM.finditer(words))
    if not found:
        return None
    base = match[1] if (match := _BASE.search(words)) else ""
    known = PREFIXES | dict(_NAMESPACE.findall(words))
    return [
        urljoin(base, match["iri"] if match["iri"] is not None else f"{known.get(match['prefix'], '')}{match['local']}")
        for match in found
    ]


def invalid(text: str, error: SyntaxError) -> QueryError:
    """Describe a syntax error and its place in one line, without the parser's list of expected tokens."""
    if _UPDATE.match(text):
        return QueryError(
            "a query may only read (SELECT, ASK, CONSTRUCT, DESCRIBE): use `zhengmai build` to change a store",
            "查询只能读取（SELECT、ASK、CONSTRUCT、DESCRIBE)；如需改动图谱，请使用 zhengmai build",
        )
    reason = " ".join(str(error).split())
    found = _PLACE.match(reason)
    if found is None:
        return QueryError(f"not valid SPARQL: {reason}", f"SPARQL 语法错误：{reason}")
    line, column = int(found[1]), int(found[2])
    if (undeclared := _undeclared(text)) is not None:
        name, line, column = undeclared
        en, zh = f"the prefix {name}: is not declared", f"前缀 {name}: 没有声明"
    elif said := _explained(reason[found.end() :]):
        en = zh = said
    else:
        near, column = _near(text, line, column)
        en = f"not understood at `{near}`" if near else "something is missing here, at the end or before it"
        zh = f"无法理解 {near} 处" if near else "结尾或其前面缺少内容"
    return QueryError(
        f"not valid SPARQL, line {line}, column {column}: {en}",
        f"SPARQL 语法错误，第 {line} 行第 {column} 列：{zh}",
        (line, column),
    )


def _own_words(text: str) -> str:
    """Return the text with comments and strings replaced by blanks, so that offsets stay the same."""
    return _SAID.sub(lambda said: said[0] if said["iri"] else re.sub(r"[^\n]", " ", said[0]), text)


def _undeclared(text: str) -> tuple[str, int, int] | None:
    """Return the first undeclared prefix, with its line and column."""
    words = re.sub("<[^<>]*>", lambda iri: " " * len(iri[0]), _own_words(text))
    known = {*PREFIXES, *_DECLARED.findall(words)}
    for match in _PREFIXED.finditer(words):
        if match[1] not in known:
            before = words[: match.start()]
            return match[1], before.count("\n") + 1, len(before) - before.rfind("\n")
    return None


def _explained(expected: str) -> str:
    """Return the parser's explanation without its list of expected tokens; empty if it gives none."""
    parts = (part.strip() for part in expected.removeprefix("expected ").removeprefix("one of ").split(", "))
    return next((part for part in parts if part.count(" ") > 2 and part[0].isalpha()), "")


def _near(text: str, line: int, column: int) -> tuple[str, int]:
    """Return the word at or before an offset with what follows it, and its column; empty at the end of the text."""
    lines = text.splitlines()
    here = lines[line - 1] if line <= len(lines) else ""
    if not "".join([here[column - 1 :], *lines[line:]]).strip():
        return "", column
    start = here.rfind(" ", 0, max(0, column - 2)) + 1
    return here[start : start + _NEAR].strip(), start + 1
