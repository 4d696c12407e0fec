"""Rules that a city adds: words that must not occur, and elements that its own rules ask for. A small TOML file, proved as it is read.

[[words]]
id = "old-name"
severity = "warning"
words = ["市工商局", "市质监局"]
unless = ["原市工商局"]           # optional: longer words that are right
instead = "市市场监督管理局"      # optional
zh = "机构名称已经变更"
en = "The body has another name now"
examples = ["由市工商局负责"]
counterexamples = ["原市工商局核发的执照"]

[[element]]
id = "term"
severity = "error"
kinds = ["办法", "规定", "细则"]   # of what is issued, or of the document itself
needs = "expires"                  # a field: number, addressee, signed, effective, expires, registration
most_years = 5                     # optional, of expires: from the day of effect
zh = "规范性文件应当载明有效期，最长5年"
en = "A normative document names its term, of five years at the most"
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from check.checked import DraftSubject
from check.model import Note
from check.rules import draft_rules
from ingest.model import Field, IssueSeverity, Span
from ontology.calendar import add_months
from ontology.kinds import Kinds

_WORDS = frozenset({"id", "severity", "words", "unless", "instead", "zh", "en", "examples", "counterexamples"})
_ELEMENT = frozenset({"id", "severity", "kinds", "needs", "most_years", "zh", "en"})
_FIELDS = {
    field.value: field
    for field in (Field.NUMBER, Field.ADDRESSEE, Field.SIGNED, Field.EFFECTIVE, Field.EXPIRES, Field.REGISTRATION)
}


class OwnRulesError(ValueError):
    """A file of own rules cannot be used; the message names file, rule and fault."""


@dataclass(frozen=True, slots=True)
class OwnRule:
    """One rule of a city. words, unless, instead: of words that must not occur. kinds, needs, most_years: of an element."""

    id: str
    severity: IssueSeverity
    zh: str
    en: str
    words: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    instead: str = ""
    kinds: tuple[str, ...] = ()
    needs: Field | None = None
    most_years: int = 0

    def notes(self, subject: DraftSubject) -> Iterator[Note]:
        """Yield the findings of the rule in a document."""
        if self.needs is None:
            start = subject.document.span.start
            for span in self.places(subject.document.span.slice(subject.text)):
                yield self._note(span.shifted(start), self.instead)
        elif (place := self._asks(subject)) is not None:
            yield from self._element(subject, place)

    def places(self, text: str) -> Iterator[Span]:
        """Yield the places of words that must not occur, in order of the words."""
        for words in self.words:
            at = text.find(words)
            while at >= 0:
                span = Span(at, at + len(words))
                if not any(_around(text, span, longer) for longer in self.unless):
                    yield span
                at = text.find(words, at + len(words))

    def _asks(self, subject: DraftSubject) -> Span | None:
        """Return the place of the text of which the element is asked; None where the document is of no such kind."""
        titles = [(subject.title, Span(subject.document.span.start, subject.document.span.start))]
        if (title := subject.document.first(Field.TITLE)) is not None:
            titles = [(subject.title, title.span)]
        titles += subject.instruments()
        for name, span in reversed(titles):
            kind = Kinds.load().of_heading(name)
            if kind is not None and kind.name in self.kinds:
                return span
        return None

    def _element(self, subject: DraftSubject, place: Span) -> Iterator[Note]:
        assert self.needs is not None
        fact = subject.document.first(self.needs)
        if fact is None:
            yield self._note(place)
            return
        begins = subject.document.first(Field.EFFECTIVE) or subject.document.first(Field.SIGNED)
        longest = add_months(begins.value, 12 * self.most_years) if begins and isinstance(begins.value, date) else None
        if self.most_years and longest and isinstance(fact.value, date) and fact.value >= longest:
            yield self._note(fact.span)

    def _note(self, span: Span, proposal: str = "") -> Note:
        return Note(self.id, span, self.zh, self.en, proposal, severity=self.severity)


def _around(text: str, span: Span, longer: str) -> bool:
    """Test whether a place is inside an occurrence of the longer words."""
    low = text.find(longer, max(0, span.end - len(longer)), span.start + len(longer))
    return low >= 0 and low <= span.start and span.end <= low + len(longer)


def read_own(toml: str, where: str) -> tuple[OwnRule, ...]:
    """Read a file of own rules. where: its name, for messages. Raises OwnRulesError, also where an example is not found or a
    counterexample is."""
    try:
        tables = tomllib.loads(toml.removeprefix("\ufeff"))
    except tomllib.TOMLDecodeError as error:
        raise OwnRulesError(f"{where}: {error}") from error
    if unknown := tables.keys() - {"words", "element"}:
        raise OwnRulesError(
            f"{where}: unknown tables {', '.join(sorted(unknown))}; there are [[words]] and [[element]]"
        )
    found: dict[str, OwnRule] = {}
    for kind, keys in (("words", _WORDS), ("element", _ELEMENT)):
        for entry in tables.get(kind, []):
            if not isinstance(entry, dict):
                raise OwnRulesError(f"{where}: rules are written [[{kind}]]")
            rule = _rule(entry, kind, keys, where)
            if rule.id in found or rule.id in draft_rules():
                raise OwnRulesError(f"{where}: {rule.id}: a second rule of this id")
            found[rule.id] = rule
    return tuple(found.values())


def _rule(entry: Mapping[str, object], kind: str, keys: frozenset[str], where: str) -> OwnRule:
    name = str(entry.get("id", ""))
    label = f"{where}: {name or '?'}"
    if unknown := entry.keys() - keys:
        raise OwnRulesError(f"{label}: unknown keys {', '.join(sorted(unknown))}")
    if not name or not entry.get("zh") or not entry.get("en"):
        raise OwnRulesError(f"{label}: a rule needs id, zh and en")
    try:
        severity = IssueSeverity(str(entry.get("severity", "warning")))
    except ValueError:
        raise OwnRulesError(f"{label}: severity is error, warning or info") from None
    said = (name, severity, str(entry["zh"]), str(entry["en"]))
    if kind == "words":
        return _words(entry, said, label)
    needs, years = _FIELDS.get(str(entry.get("needs"))), entry.get("most_years", 0)
    if needs is None:
        raise OwnRulesError(f"{label}: needs is one of {', '.join(_FIELDS)}")
    if not isinstance(years, int) or not 0 <= years <= 100:
        raise OwnRulesError(f"{label}: most_years is a number of years")
    kinds = _texts(entry, "kinds", label)
    if not kinds:
        raise OwnRulesError(f"{label}: an element needs the kinds that it is asked of")
    return OwnRule(*said, kinds=kinds, needs=needs, most_years=years)


def _words(entry: Mapping[str, object], said: tuple[str, IssueSeverity, str, str], label: str) -> OwnRule:
    words, unless = _texts(entry, "words", label), _texts(entry, "unless", label)
    examples, counterexamples = _texts(entry, "examples", label), _texts(entry, "counterexamples", label)
    if not words or not all(words) or not examples or not counterexamples:
        raise OwnRulesError(f"{label}: words need examples and counterexamples")
    rule = OwnRule(*said, words=words, unless=unless, instead=str(entry.get("instead", "")))
    for text in examples:
        if not list(rule.places(text)):
            raise OwnRulesError(f"{label}: the example is not found: {text}")
    for text in counterexamples:
        if list(rule.places(text)):
            raise OwnRulesError(f"{label}: the counterexample is found: {text}")
    return rule


def _texts(entry: Mapping[str, object], key: str, label: str) -> tuple[str, ...]:
    value = entry.get(key, [])
    if not isinstance(value, list) or not all(isinstance(text, str) for text in value):
        raise OwnRulesError(f"{label}: {key} is a list of strings")
    return tuple(value)
