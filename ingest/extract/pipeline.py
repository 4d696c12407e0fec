"""The spaCy pipeline: one token a character, one component an extractor, mentions in `doc.spans`.

A learned component may take a rule's place under the same name: what reads `doc.spans["validity"]` does not care who wrote
it. Values stand beside the spans in `doc.user_data["zhengmai"][name]`, as `Mention`s with offsets in the Doc.
"""

from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

from ingest.extract.agencies import agencies
from ingest.extract.duties import duties
from ingest.extract.parties import parties
from ingest.extract.references import references
from ingest.extract.times import times
from ingest.extract.validity import statements
from ingest.model import Mention, Mentions

EXTRACTORS: dict[str, Callable[[str], Iterable[Mention[Any]]]] = {
    "agencies": agencies,
    "duties": duties,
    "parties": parties,
    "references": references,
    "deadlines": times,
    "validity": statements,
}
"""Name of the span group → what finds its mentions in a text."""


@cache
def pipeline() -> Any:
    """The pipeline, built once a process. spaCy is imported here: reading alone does not need it."""
    import spacy
    from spacy.language import Language
    from spacy.tokens import Doc

    class CharacterTokenizer:
        """Exactly one token a character, white space included, so that token and character offsets agree."""

        def __init__(self, vocab: Any) -> None:
            self.vocab = vocab

        def __call__(self, text: str) -> Any:
            doc = Doc(self.vocab, words=list(text), spaces=[False] * len(text))
            doc.user_data["text"] = text  # `doc.text` joins the tokens anew, at the cost of all rules together
            return doc

    def component(name: str, find: Callable[[str], Iterable[Mention[Any]]]) -> Callable[[Any], Any]:
        def run(doc: Any) -> Any:
            mentions = tuple(find(doc.user_data["text"]))
            doc.spans[name] = [doc[m.span.start : m.span.end] for m in mentions if len(m.span)]
            doc.user_data.setdefault("zhengmai", {})[name] = mentions
            return doc

        return run

    nlp = spacy.blank("zh")
    nlp.tokenizer = CharacterTokenizer(nlp.vocab)
    nlp.max_length = 1 << 31
    for name, find in EXTRACTORS.items():
        factory = f"zhengmai_{name}"
        if not Language.has_factory(factory):
            Language.component(factory, func=component(name, find))
        nlp.add_pipe(factory, name=name)
    return nlp


def extract_mentions(text: str) -> Mentions:
    """Run every extractor over one document's text; spans are in `text`."""
    return Mentions(**pipeline()(text).user_data["zhengmai"])
