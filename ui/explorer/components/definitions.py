"""Definitions on a document's page: where a defined word occurs in the text, its meaning opens in place."""

import re
from collections.abc import Iterator, Sequence

from graph.records.card import ClauseNode, DocumentCard
from graph.records.definitions import Defined
from graph.records.excerpts import shorten
from ui.explorer import url
from ui.explorer.components.evidence import Mark
from ui.explorer.components.markup import fill
from ui.messages import Messages

_WORDS = 200
"""Characters of a meaning that open in place."""
_MOST = 150
"""How many words of a document are looked for in its text; the longest where it defines more."""


def definition_marks(card: DocumentCard, found: Sequence[Defined], say: Messages) -> Iterator[tuple[str, Mark]]:
    """Yield the marks of defined words, by clause: the first place in each clause of their scope, the definition itself left out."""
    by_word: dict[str, list[Defined]] = {}
    for one in found:
        for word in one.words:
            if len(word) > 1:
                by_word.setdefault(word, []).append(one)
    if not by_word:
        return
    words = sorted(by_word, key=lambda word: (-len(word), word))[:_MOST]
    pattern = re.compile("|".join(map(re.escape, words)))
    for part in card.parts:
        for node in part.clauses:
            yield from _in_clause(node, pattern, by_word, say)


def _in_clause(
    node: ClauseNode, pattern: re.Pattern[str], by_word: dict[str, list[Defined]], say: Messages
) -> Iterator[tuple[str, Mark]]:
    seen: set[str] = set()
    for match in pattern.finditer(node.text) if node.level != "preface" else ():
        word = match[0]
        one = next((one for one in by_word[word] if _holds(one, node.iri)), None)
        if one is None or word in seen or (one.clause == node.iri and one.start <= match.start() < one.end):
            continue
        seen.add(word)
        template = '<cite>{}</cite><span>{}</span> <a href="{}">{}</a>'
        meaning = shorten(" ".join(one.meaning.split()), _WORDS)
        note = fill(template, word, meaning, url.terms(q=word), say("terms.compare"))
        yield node.iri, Mark(match.start(), match.end(), "", look="zm-provision-mark", note=note)
    for child in node.children:
        yield from _in_clause(child, pattern, by_word, say)


def _holds(one: Defined, clause: str) -> bool:
    """Test whether a definition applies to a clause: the clause is its scope, or inside it."""
    return clause == one.scope or clause.startswith((f"{one.scope}/", f"{one.scope}__"))
