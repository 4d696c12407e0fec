"""Replace variables by terms in a query's text, for engines that accept text only.

The text is split into tokens, so that a variable's name in a string, a comment or an IRI is not replaced. A term is written as in
N-Triples, so that no value can end its own token. Comments are dropped, because engines differ in where a comment ends.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from graph.store.errors import QueryError
from graph.store.view import Term

# The terminals of SPARQL 1.1 in which a `?`, a quote or a brace has no meaning. A backslash escapes in a local name.
_TOKEN = re.compile(
    r'''(?P<comment>\#[^\n\r]*)
      | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
      | (?P<string>"""(?:"{0,2}(?:[^"\\]|\\.))*""" | \'\'\'(?:'{0,2}(?:[^'\\]|\\.))*\'\'\' | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*')
      | [?$](?P<variable>\w+)
      | (?P<word>\w+)
      | (?P<other>\\. | .)''',
    re.VERBOSE | re.DOTALL,
)
# SPARQL decodes these escapes before parsing. Not every engine does, so they disagree on where a string ends.
_CODE_POINT = re.compile(r"\\[uU]")


def substitute(text: str, terms: Mapping[str, Term]) -> str:
    """Return the query with terms instead of the variables (names without `?`) and without comments.

    A variable in the SELECT clause stays a column, with that value. Raises QueryError for a `\\u` escape in the text or a value.
    """
    written = "".join(_written(text, {name: str(term) for name, term in terms.items()}))
    if _CODE_POINT.search(written):
        raise QueryError(
            "this query takes no \\u escapes or control characters: write the characters themselves",
            "此查询不能使用 \\u 转义或控制字符，请直接写出字符",
        )
    return written


def without_blank_lines(text: str) -> str:
    """Return the query without blank lines and blanks at the ends of lines; strings stay as they are."""
    written: list[str] = []
    between: list[str] = []
    for token in _TOKEN.finditer(text):
        if token.lastgroup == "string":
            written += [_without_blanks("".join(between)), token[0]]
            between = []
        else:
            between.append(token[0])
    return "".join([*written, _without_blanks("".join(between))]).strip("\n")


def _without_blanks(text: str) -> str:
    *lines, last = text.split("\n")
    kept = [line.rstrip() for line in lines]
    return "\n".join([*kept[:1], *filter(None, kept[1:]), last])


def fill_list(text: str, name: str, terms: Sequence[Term]) -> str:
    """Return the query with the terms instead of the variable in its `IN (?name)` lists; the rest, with its comments, is unchanged.

    Of several terms each has a list of its own, `(?it IN ("a") || ?it IN ("b"))`: Virtuoso finds none of several Chinese words in
    one. Without terms the variable stays: unbound, it is in no list. Raises QueryError for a value with a `\\u` escape, which SPARQL
    decodes before parsing.
    """
    if not terms:
        return text
    written = [str(term) for term in terms]
    if any(_CODE_POINT.search(term) for term in written):
        raise QueryError("a name has no control characters or \\u escapes", "名称中不能有控制字符或 \\u 转义")
    return _listed(text, name, written)


_OPEN = re.compile(r"VALUES \?\w+ \{ (UNDEF) \}")
"""A variable that a question leaves open, and that its caller may know already."""


def fill_open(text: str, terms: Sequence[Term]) -> str:
    """Return the query with the terms instead of the UNDEF in its `VALUES ?it { UNDEF }`, so that an engine begins at them."""
    return _OPEN.sub(lambda found: found[0].replace("UNDEF", " ".join(map(str, terms))), text)


def _listed(text: str, name: str, terms: Sequence[str]) -> str:
    done: list[str] = []
    solid: list[int] = []  # where in `done` the tokens occur that are no white space
    closes = False
    for token in _TOKEN.finditer(text):
        before = [done[at].upper() for at in solid[-6:]]
        if before[-2:] == ["IN", "("] and token.lastgroup == "variable" and token["variable"] == name:
            of_text = before[:2] == ["STR", "("] and before[3] == ")"
            first = solid[-6 if of_text else -3]
            if of_text or before[-3][:1] in ("?", "$", '"'):
                sought = "".join(done[first : solid[-2]])
                done[first] = f"({done[first]}"
                done.append(f") || {sought}IN (".join(terms))
                closes = True
            else:
                done.append(", ".join(terms))
        else:
            done.append(token[0])
        if not token[0].isspace() and token.lastgroup != "comment":
            solid.append(len(done) - 1)
            if closes and token[0] == ")":
                done[-1], closes = "))", False
    return "".join(done)


def _written(text: str, terms: Mapping[str, str]) -> Iterator[str]:
    depth = brackets = 0
    selecting = naming = False
    clause = ""
    for token in _TOKEN.finditer(text):
        kind, word = token.lastgroup, token[0].upper()
        match kind:
            case "comment":
                yield " "
                continue
            case "variable" if token["variable"] in terms and not naming:
                term = terms[token["variable"]]
                if brackets == 0 and selecting:
                    # In a nested SELECT the column would be another variable of the same name.
                    yield f"({term} AS {token[0]})" if depth == 0 else " "
                else:
                    yield f"({term})" if brackets == 0 and clause == "BY" else term
            case _:
                yield token[0]
        depth += (word == "{") - (word == "}")
        brackets += (word == "(") - (word == ")")
        if kind == "word":
            clause = (
                word if word in ("SELECT", "BY") else "" if word in ("WHERE", "FROM", "HAVING", "LIMIT") else clause
            )
        elif word == "{" or word == "}":
            clause = ""
        selecting = clause == "SELECT"
        naming = word == "AS" or (naming and word.isspace())
