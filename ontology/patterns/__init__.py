"""Rules are data: patterns in TOML, each with the examples and counterexamples that prove it.

A table contains `[[rule]]` entries; `{{name}}` in a pattern inserts a fragment. `how` is the part of a text that a rule matches (a whole
line, its start, or anywhere), set for a rule, or at the file's head for all of them. `read` opens a room's own file, whose `[fragments]`
are named pieces of its patterns; the tables of extraction are opened by `ingest.rules`.
Patterns are written for the normalized text (half-width digits and letters, Chinese punctuation) and must run in linear
time: no nested quantifiers, every repetition bounded or over a class that its follower cannot match.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, cached_property
from pathlib import Path
from types import MappingProxyType

from ontology.patterns import kept
from ontology.patterns.analysis import Analysis
from ontology.patterns.prefilter import Each, Find, Prefiltered

_NO_PIECES: Mapping[str, str] = MappingProxyType({})
_KEYS = {"name", "pattern", "how", "examples", "counterexamples", "why"}
_MARKED = re.compile("([^⟦⟧]*)⟦([^⟦⟧]+)⟧([^⟦⟧]*)")


class RuleError(ValueError):
    """A rule table is not well formed; the message names file, rule and fault."""


class How(StrEnum):
    """The place in a text where a rule is looked for."""

    WHOLE = "whole"
    START = "start"
    FIND = "find"


@dataclass(frozen=True)
class Rule:
    """One named pattern. Asked as `how` says, it matches every example and no counterexample.

    An example may mark what is to be matched with ⟦…⟧: `有效期至⟦2021年9月7日⟧` asks that group 0 be just that. source: the pattern
    with its fragments, verbose.
    """

    name: str
    source: str
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]
    how: How = How.FIND
    why: str = ""

    @cached_property
    def analysis(self) -> Analysis:
        """The code of the pattern and what its matches need, computed on first use: a run uses half of all patterns."""
        return Analysis(self.source)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The pattern, compiled."""
        return self.analysis.pattern

    @cached_property
    def prefiltered(self) -> Prefiltered:
        """The pattern as it is asked: only where it can match."""
        return Prefiltered(self.analysis)

    def may_begin_with(self, character: str) -> bool:
        """Test whether a text with this first character can match at its start."""
        return self.prefiltered.may_begin_with(character)

    def match(self, text: str) -> re.Match[str] | None:
        """Return the match that `how` asks for."""
        match self.how:
            case How.WHOLE:
                return self.whole(text)
            case How.START:
                return self.start(text)
            case How.FIND:
                return self.find(text)

    @cached_property
    def whole(self) -> Find:
        """Return the match of a whole text."""
        return self.prefiltered.whole

    @cached_property
    def start(self) -> Find:
        """Return the match at the start of a text."""
        return self.prefiltered.start

    @cached_property
    def find(self) -> Find:
        """Return the first match in a text."""
        return self.prefiltered.first

    @cached_property
    def each(self) -> Each:
        """Yield the matches in a text, from an offset on: `each(text, start)`."""
        return self.prefiltered.each


def expanded(pieces: Mapping[str, str], known: Mapping[str, str], where: str) -> dict[str, str]:
    """Return the known pieces of pattern and new ones, expanded in their order: each may hold those before it. Raises RuleError for one
    that is not there."""
    done = dict(known)
    for name, pattern in pieces.items():
        done[name] = _expand(pattern, done, f"{where}: {name}")
    return done


def _expand(pattern: str, known: Mapping[str, str], where: str) -> str:
    def replaced(match: re.Match[str]) -> str:
        if match[1] not in known:
            raise RuleError(f"{where}: no fragment named {match[1]}")
        return f"(?:{known[match[1]]})"

    return re.sub(r"\{\{(\w+)\}\}", replaced, pattern)


@cache
def read(file: Path) -> dict[str, Rule]:
    """Read the rules of a file of one's own, by name. Raises RuleError as `parse` does."""
    return read_table(file)


def read_table(file: Path, known: Mapping[str, str] = _NO_PIECES) -> dict[str, Rule]:
    """Read the rules of a table, by name, with what is kept of their patterns. known: fragments beside the file's own.

    Raises RuleError as `parse` does, except for patterns that do not compile: a test compiles all of ours.
    """
    rules = parse(file.read_text(encoding="utf-8"), file.name, known, proved=True)
    for name, analysis in kept.analyses(file, {rule.name: rule.source for rule in rules.values()}).items():
        vars(rules[name])["analysis"] = analysis
    return rules


def parse(toml: str, where: str, known: Mapping[str, str] = _NO_PIECES, *, proved: bool = False) -> dict[str, Rule]:
    """Return the rules of one table. where: the file's name, for messages. known: fragments beside the file's own.
    proved: its patterns are known to compile.

    Raises RuleError for text that is not TOML, unknown keys, names that are missing or doubled, patterns that are missing or
    do not compile, unknown fragments, and rules without examples or counterexamples.
    """
    try:
        entries = tomllib.loads(toml)
    except tomllib.TOMLDecodeError as error:
        raise RuleError(f"{where}: {error}") from error
    if unknown := set(entries) - {"rule", "how", "fragments"}:
        raise RuleError(f"{where}: unknown keys {sorted(unknown)}")
    rules: dict[str, Rule] = {}
    pieces = expanded(entries.get("fragments", {}), known, where)
    for entry in entries.get("rule", []):
        rule = _rule({"how": entries.get("how", How.FIND), **entry}, where, pieces, proved=proved)
        if rule.name in rules:
            raise RuleError(f"{where}: {rule.name}: a second rule of this name")
        rules[rule.name] = rule
    if not rules:
        raise RuleError(f"{where}: no rules")
    return rules


def _rule(entry: Mapping[str, object], where: str, pieces: Mapping[str, str], *, proved: bool) -> Rule:
    label = f"{where}: {entry.get('name', '?')}"
    if unknown := set(entry) - _KEYS:
        raise RuleError(f"{label}: unknown keys {sorted(unknown)}")
    name, how, why = (_text(entry, key, label) for key in ("name", "how", "why"))
    if not name:
        raise RuleError(f"{label}: a rule needs a name")
    if how not in set(How):
        raise RuleError(f"{label}: how is one of {', '.join(How)}, not {how}")
    if not (source := _text(entry, "pattern", label)):
        raise RuleError(f"{label}: a rule needs a pattern")
    examples, counterexamples = (_texts(entry, key, label) for key in ("examples", "counterexamples"))
    if not examples or not counterexamples:
        raise RuleError(f"{label}: a rule needs examples and counterexamples")
    rule = Rule(name, _expand(source, pieces, label), examples, counterexamples, How(how), why)
    try:
        _ = proved or rule.pattern
    except re.error as error:
        raise RuleError(f"{label}: {error}") from error
    for text in examples:
        try:
            unmarked(text)
        except ValueError as error:
            raise RuleError(f"{label}: {error}") from error
    return rule


def _text(entry: Mapping[str, object], key: str, label: str) -> str:
    value = entry.get(key, "")
    if not isinstance(value, str):
        raise RuleError(f"{label}: {key} is a string")
    return value


def _texts(entry: Mapping[str, object], key: str, label: str) -> tuple[str, ...]:
    value = entry.get(key, [])
    if not isinstance(value, list) or not all(isinstance(text, str) for text in value):
        raise RuleError(f"{label}: {key} is a list of strings")
    return tuple(value)


def unmarked(example: str) -> tuple[str, tuple[int, int] | None]:
    """Return an example's text without its mark, and the offsets of the marked part; None where none is marked.

    Raises ValueError where the mark is not one pair around some text.
    """
    if "⟦" not in example and "⟧" not in example:
        return example, None
    if (match := _MARKED.fullmatch(example)) is None:
        raise ValueError(f"an example marks one part with ⟦…⟧: {example}")
    before, part, after = match.groups()
    return before + part + after, (len(before), len(before) + len(part))
