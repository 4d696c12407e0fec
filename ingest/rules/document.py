"""Writes `docs/rules.md` from the tables: `python -m ingest.rules.document`. A test keeps the two in step."""

from pathlib import Path

from ingest.rules import Rule, table, tables
from ontology.patterns import read

_ROOT = Path(__file__).parents[2]
TARGET = _ROOT / "docs" / "rules.md"
_HEAD = """# Rules

Generated from `ingest/rules/*.toml`, `ontology/acts.toml` and `graph/patterns.toml` by `make docs`; do not edit. Each rule is proved
by its examples and counterexamples; ⟦…⟧ marks what is matched where that is not the whole example.
"""


def document() -> str:
    """Return the page: a section a table, an entry a rule."""
    sections = [_HEAD]
    for name, rules in [
        *((name, table(name)) for name in tables()),
        ("ontology/acts", read(_ROOT / "ontology" / "acts.toml")),
        ("graph/patterns", read(_ROOT / "graph" / "patterns.toml")),
    ]:
        sections.append(f"## `{name}.toml`\n")
        sections += [_entry(rule) for rule in rules.values()]
    return "\n".join(sections)


def _entry(rule: Rule) -> str:
    lines = [f"### {rule.name}\n"]
    if rule.why:
        lines.append(f"{rule.why}\n")
    lines.append("| matches | does not match |\n| --- | --- |")
    length = max(len(rule.examples), len(rule.counterexamples))
    for i in range(length):
        cells = (side[i] if i < len(side) else "" for side in (rule.examples, rule.counterexamples))
        lines.append("| " + " | ".join(_cell(cell) for cell in cells) + " |")
    return "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    escaped = text.replace("|", "\\|").replace("\t", "⇥").replace("\n", "↵").replace("\f", "␌").replace("<", "&lt;")
    return f"`{escaped}`" if escaped and "`" not in escaped else escaped


if __name__ == "__main__":
    TARGET.write_text(document(), encoding="utf-8")
