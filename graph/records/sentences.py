"""The sentences of all texts in which no duty occurs.

防水工程的最低保修期限为五年 obliges nobody by name, and answers a question all the same.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from graph.records.rows import stream_clauses
from graph.store.view import View

_SENTENCE = re.compile(r"[^。；\n]++[。；]?")
_SHORTEST = 8
_POINT = re.compile(r"(?:^|/|__)(?:point|item)_[^_]+$")
_AROUND = re.compile(r"(?:^|/)(?:coverPage|preface|conclusions)[^/]*$")
_OPENS_LIST = "："


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with the IRI of its document and the path of its clause below it. lead: the words that open its list, of a point."""

    document: str
    path: str
    words: str
    lead: str = ""


def read_sentences(view: View, duties: Mapping[str, Iterable[str]]) -> Iterator[Sentence]:
    """Yield the sentences in which none of the duties occurs, by the path of the clause; no heading, and nothing before or behind the
    articles. duties: the words of duties and sanctions by the IRI of their clause."""
    texts: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for document, path, words in stream_clauses(view):
        texts[document][path] = max(words, texts[document].get(path, ""))
    for document, clauses in sorted(texts.items()):
        for path, text in sorted(clauses.items()):
            told = duties.get(f"{document}/{path}", ())
            for sentence, lead in _parts(path, text, clauses):
                if not any(_is_told(sentence, one) for one in told):
                    yield Sentence(document, path, sentence, lead)


def _parts(path: str, text: str, clauses: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the sentences of a clause, each with the words that open its list."""
    if _AROUND.search(path):
        return
    if _POINT.search(path):
        above = clauses.get(path.rpartition("__")[0], "")
        lead = _SENTENCE.findall(above)[-1] if above.endswith(_OPENS_LIST) else ""
        if len(text) >= _SHORTEST or lead:
            yield text.strip(), lead
        return
    for part in _SENTENCE.findall(text):
        if len(part) >= _SHORTEST and part.endswith(("。", "；")):
            yield part.strip(), ""


def _is_told(words: str, told: str) -> bool:
    """Test whether a duty's words are those of the sentence, or a part of them, or contain it."""
    mine, theirs = words.rstrip("。；"), told.rstrip("。；")
    return mine in theirs or theirs in mine
