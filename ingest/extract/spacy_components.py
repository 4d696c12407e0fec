"""The extractors as spaCy components: `nlp.add_pipe("zhengmai_deadlines")` marks time limits in anybody's pipeline.

Each component writes one span group, by default named like the extractor. A span's label is the kind of the mention, its id the
rule that found it. The value of a mention is kept as JSON in `doc.user_data`, which `doc.to_bytes` includes; `span._.zhengmai`
returns it. Importing this module registers everything; `pyproject.toml` names it under `spacy_factories`.
"""

from collections.abc import Callable
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import DummyTokenizer, registry

from ingest.extract.extractors import EXTRACTORS, Extractor
from ingest.model import Mention, Mentions, UnreadSpan
from ingest.model import Span as Place

TOKENIZER = "zhengmai.CharacterTokenizer.v1"
_STORE = "zhengmai"
_TEXT = "zhengmai.text"


class CharacterTokenizer(DummyTokenizer):
    """Makes exactly one token of each character, white space included, so that token offsets are character offsets."""

    def __init__(self, vocab: Any) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        doc = Doc(self.vocab, words=list(text), spaces=[False] * len(text))
        doc.user_data[_TEXT] = text  # `doc.text` joins the tokens anew, which costs as much as all rules together
        return doc


@registry.tokenizers(TOKENIZER)  # type: ignore[untyped-decorator]
def character_tokenizer() -> Callable[[Language], CharacterTokenizer]:
    """Return the tokenizer for a spaCy configuration: `[nlp.tokenizer] @tokenizers = "zhengmai.CharacterTokenizer.v1"`."""
    return lambda nlp: CharacterTokenizer(nlp.vocab)


class Marker:
    """A component that marks the mentions of one extractor in `doc.spans[spans_key]`.

    Works by character offsets with any tokenizer: where a mention begins or ends inside a token, its span is widened to whole
    tokens, and the exact offsets stay with the value.
    """

    def __init__(self, extractor: Extractor[Any], spans_key: str) -> None:
        self.extractor, self.spans_key = extractor, spans_key

    def __call__(self, doc: Doc) -> Doc:
        doc.user_data.setdefault(_STORE, {})[self.spans_key] = {}
        found = self.extractor.find(text_of(doc))
        doc.spans[self.spans_key] = [_span(doc, mention, self.extractor, self.spans_key) for mention in found]
        return doc


def text_of(doc: Doc) -> str:
    """Return the text of a Doc; fast with our tokenizer."""
    return doc.user_data.get(_TEXT) or doc.text


def mark(doc: Doc, name: str, mention: Mention[Any], spans_key: str = "") -> None:
    """Add a mention to a span group. name: of the extractor whose kind it is; spans_key: the group, if it has another name."""
    key = spans_key or name
    if key not in doc.spans:
        doc.spans[key] = []
    doc.spans[key].append(_span(doc, mention, EXTRACTORS[name], key))


def _span(doc: Doc, mention: Mention[Any], extractor: Extractor[Any], spans_key: str) -> Span:
    """Make the labelled span of a mention and keep its value in the Doc."""
    start, end, label = mention.span.start, mention.span.end, str(extractor.label(mention.value))
    span: Span | None
    if len(doc) == len(text_of(doc)):  # one token a character
        span = Span(doc, start, end, label=label, span_id=mention.rule)
    else:
        span = doc.char_span(start, end, label=label, span_id=mention.rule, alignment_mode="expand")
    assert span is not None  # every character is in a token
    values = doc.user_data.setdefault(_STORE, {}).setdefault(spans_key, {})
    values.setdefault(_key(span), []).append([start, end, extractor.plain.dump_python(mention.value, mode="json")])
    return span


def _key(span: Span) -> str:
    return f"{span.start_char}:{span.end_char}:{span.label_}:{span.id_}"


def _factory(name: str) -> Callable[..., Marker]:
    def make(nlp: Language, name: str, spans_key: str) -> Marker:
        return Marker(extractor, spans_key)

    extractor = EXTRACTORS[name]
    Language.factory(f"zhengmai_{name}", assigns=["doc.spans"], default_config={"spans_key": name}, func=make)
    return make


zhengmai_agencies = _factory("agencies")
zhengmai_definitions = _factory("definitions")
zhengmai_duties = _factory("duties")
zhengmai_sanctions = _factory("sanctions")
zhengmai_parties = _factory("parties")
zhengmai_provisions = _factory("provisions")
zhengmai_references = _factory("references")
zhengmai_deadlines = _factory("deadlines")
zhengmai_validity = _factory("validity")


def value_of(span: Span) -> Any:
    """Return the value of a span as a dictionary; None for a span without a value of ours."""
    for values in span.doc.user_data.get(_STORE, {}).values():
        if found := values.get(_key(span)):
            return found[0][2]
    return None


if not Span.has_extension("zhengmai"):
    Span.set_extension("zhengmai", getter=value_of)


def read_mentions(doc: Doc) -> Mentions:
    """Return the mentions in the span groups of a Doc, whoever wrote them.

    A span without a value of ours is parsed from its text; one whose text cannot be parsed is in `unread`. Spans are in the
    Doc's text.
    """
    unread: list[UnreadSpan] = []
    groups = {name: _read_group(doc, name, extractor, unread) for name, extractor in EXTRACTORS.items()}
    return Mentions(**groups, unread=tuple(unread))


def _read_group(doc: Doc, name: str, extractor: Extractor[Any], unread: list[UnreadSpan]) -> tuple[Mention[Any], ...]:
    values = doc.user_data.get(_STORE, {}).get(name, {})
    taken: dict[str, int] = {}
    found: list[Mention[Any]] = []
    foreign = False
    for span in doc.spans.get(name, ()):
        key = _key(span)
        if key in values:
            at = taken.get(key, 0)
            taken[key] = at + 1
            start, end, plain = values[key][min(at, len(values[key]) - 1)]
            found.append(Mention(Place(start, end), span.id_, extractor.plain.validate_python(plain)))
            continue
        foreign = True
        place = Place(span.start_char, span.end_char)
        value = extractor.parse(span.text, span.label_)
        if value is None:
            unread.append(UnreadSpan(place, name, span.label_))
        else:
            found.append(Mention(Place(0, len(place)), span.id_ or f"{name}.component", value).shifted(place.start))
    return tuple(sorted(found, key=lambda mention: mention.span) if foreign else found)
