"""Rules are data: patterns in `*.toml`, each with the examples and counterexamples that prove it.

A table file holds `[[rule]]` entries; `{{name}}` in a pattern stands for an entry of `fragments.toml`. Patterns are
written for the reading's text (half-width digits and letters, Chinese punctuation) and must run in linear time: no nested
quantifiers, every repetition bounded or over a class that its follower cannot match.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent
_KEYS = {"name", "pattern", "examples", "counterexamples", "why"}


class RuleError(ValueError):
    """A rule table is not well formed; the message names file, rule and fault."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One named pattern. examples must be found by it, counterexamples must not.

    An example may mark what is to be matched with ⟦…⟧: `有效期至⟦2021年9月7日⟧` asks that group 0 be just that.
    """

    name: str
    pattern: re.Pattern[str]
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]
    why: str = ""

    def whole(self, text: str) -> re.Match[str] | None:
        return self.pattern.fullmatch(text)

    def start(self, text: str) -> re.Match[str] | None:
        return self.pattern.match(text)

    def find(self, text: str) -> re.Match[str] | None:
        return self.pattern.search(text)

    def each(self, text: str) -> Iterator[re.Match[str]]:
        return self.pattern.finditer(text)


@cache
def fragments() -> dict[str, str]:
    """Named pieces of pattern, already expanded in the order of the file."""
    done: dict[str, str] = {}
    for name, pattern in tomllib.loads((HERE / "fragments.toml").read_text(encoding="utf-8")).items():
        done[name] = _expand(pattern, done, f"fragments.toml: {name}")
    return done


def _expand(pattern: str, known: dict[str, str], where: str) -> str:
    def replaced(match: re.Match[str]) -> str:
        if match[1] not in known:
            raise RuleError(f"{where}: no fragment named {match[1]}")
        return f"(?:{known[match[1]]})"

    return re.sub(r"\{\{([a-z_]+)\}\}", replaced, pattern)


@cache
def table(name: str) -> dict[str, Rule]:
    """Load `<name>.toml`: the rules by name, in the order of the file.

    Raises RuleError for unknown keys, doubled names, patterns that do not compile, and rules without examples or
    counterexamples.
    """
    where = f"{name}.toml"
    rules: dict[str, Rule] = {}
    for entry in tomllib.loads((HERE / where).read_text(encoding="utf-8")).get("rule", []):
        label = f"{where}: {entry.get('name', '?')}"
        if unknown := set(entry) - _KEYS:
            raise RuleError(f"{label}: unknown keys {sorted(unknown)}")
        if not entry.get("name") or entry["name"] in rules:
            raise RuleError(f"{label}: a rule needs a name of its own")
        if not entry.get("examples") or not entry.get("counterexamples"):
            raise RuleError(f"{label}: a rule needs examples and counterexamples")
        try:
            pattern = re.compile(_expand(entry["pattern"], fragments(), label), re.VERBOSE)
        except re.error as error:
            raise RuleError(f"{label}: {error}") from error
        rules[entry["name"]] = Rule(
            entry["name"], pattern, tuple(entry["examples"]), tuple(entry["counterexamples"]), entry.get("why", "")
        )
    if not rules:
        raise RuleError(f"{where}: no rules")
    return rules


def tables() -> list[str]:
    """The names of all tables."""
    return sorted(path.stem for path in HERE.glob("*.toml") if path.stem != "fragments")
