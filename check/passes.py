"""Findings that are let pass, each with its reason, in a small file beside the draft.

    [[pass]]
    rule = "quote-differs"
    words = "不得少于两人"      # optional: only where the marked words contain these
    reason = "原文为两句，合并引用"

Ignored findings are counted and shown apart; an entry that matches no finding any more is reported.
"""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass

from check.model import Remark
from check.rules import draft_rules

_KEYS = frozenset({"rule", "words", "reason"})


class PassError(ValueError):
    """A file of findings that are let pass cannot be read; the message names the entry and the fault."""


@dataclass(frozen=True, slots=True)
class Pass:
    """One entry. words: empty for every finding of the rule."""

    rule: str
    words: str
    reason: str

    def meets(self, remark: Remark) -> bool:
        return self.rule == remark.rule and self.words in remark.quote


def read_passes(toml: str, own: Sequence[str] = ()) -> tuple[Pass, ...]:
    """Read the entries. own: ids of a city's own rules, which may be let pass as well. Raises PassError."""
    try:
        entries = tomllib.loads(toml.removeprefix("\ufeff")).get("pass", [])
    except tomllib.TOMLDecodeError as error:
        raise PassError(str(error)) from error
    if not isinstance(entries, list):
        raise PassError("entries are written [[pass]]")
    found = []
    for number, entry in enumerate(entries, 1):
        where = f"entry {number}"
        if not isinstance(entry, dict) or not all(isinstance(value, str) for value in entry.values()):
            raise PassError(f"{where}: rule, words and reason are strings")
        if unknown := entry.keys() - _KEYS:
            raise PassError(f"{where}: unknown keys {', '.join(sorted(unknown))}")
        rule, reason = entry.get("rule", ""), entry.get("reason", "").strip()
        if rule not in draft_rules() and rule not in own:
            raise PassError(f"{where}: no rule {rule or '(none)'}; they are {', '.join([*draft_rules(), *own])}")
        if not reason:
            raise PassError(f"{where}: a finding that is let pass needs a reason")
        found.append(Pass(rule, entry.get("words", ""), reason))
    return tuple(found)


def sort_out(
    remarks: Sequence[Remark], passes: Sequence[Pass]
) -> tuple[tuple[Remark, ...], tuple[tuple[Remark, str], ...], tuple[Pass, ...]]:
    """Return the remarks that stay, those that are let pass with their reasons, and the entries that nothing meets."""
    stay: list[Remark] = []
    passed: list[tuple[Remark, str]] = []
    met: set[Pass] = set()
    for remark in remarks:
        entry = next((entry for entry in passes if entry.meets(remark)), None)
        if entry is None:
            stay.append(remark)
        else:
            met.add(entry)
            passed.append((remark, entry.reason))
    return tuple(stay), tuple(passed), tuple(entry for entry in passes if entry not in met)
