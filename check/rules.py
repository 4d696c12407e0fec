"""The list of rules that a draft is checked by: `rules.toml`. A rule and the shape of the same content have one name."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ingest.model import IssueSeverity

_FILE = Path(__file__).with_name("rules.toml")
_KEYS = frozenset({"id", "severity", "shapes", "zh", "en", "help_zh", "help_en", "source", "example", "counterexample"})


class DraftRuleError(ValueError):
    """A list of rules is not well formed; the message names the rule and the fault."""


@dataclass(frozen=True, slots=True)
class DraftRule:
    """One rule. shapes: names of the shapes that test the same on documents in a store."""

    id: str
    severity: IssueSeverity
    zh: str
    en: str
    help_zh: str
    help_en: str
    example: str
    counterexample: str
    source: str = ""
    shapes: tuple[str, ...] = ()

    def name(self, language: str) -> str:
        return self.en if language == "en" else self.zh

    def help(self, language: str) -> str:
        return self.help_en if language == "en" else self.help_zh


@cache
def draft_rules() -> Mapping[str, DraftRule]:
    """Return the rules by id, in the order of the list. Raises DraftRuleError."""
    entries = tomllib.loads(_FILE.read_text(encoding="utf-8")).get("rule", [])
    rules: dict[str, DraftRule] = {}
    for entry in entries:
        name = entry.get("id", "?")
        if unknown := entry.keys() - _KEYS:
            raise DraftRuleError(f"{name}: unknown keys {sorted(unknown)}")
        if name in rules:
            raise DraftRuleError(f"{name}: a second rule of this id")
        try:
            severity = IssueSeverity(entry.pop("severity"))
            rules[name] = DraftRule(**entry | {"severity": severity, "shapes": tuple(entry.get("shapes", ()))})
        except (KeyError, TypeError, ValueError) as error:
            raise DraftRuleError(f"{name}: {error}") from error
    return rules
