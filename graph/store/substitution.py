"""Replace variables by terms in a query's text, for engines that accept text only.

The text is split into tokens, so that a variable's name in a string, a comment or an IRI is not replaced. A term is written as in
N-Triples, so that no value can end its own token. Comments are dropped, because engines differ in where a comment ends.
"""

import re
from collections.abc import Iterator, Mapping

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
            "a remote endpoint is not asked with \\u escapes or control characters: write the characters themselves",
            "向远程端点查询时不能使用 \\u 转义或控制字符，请直接写出字符",
        )
    return written


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
