"""The words of official documents and of this project, from `glossary.toml`: the page of help and docs/glossary.md show them."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ontology.enumerations import Language
from ontology.turtle import read_subjects
from ontology.vocabulary import SKOS

_FOLDER = Path(__file__).parent
_TABLE = _FOLDER / "glossary.toml"

_INTRODUCTION = """\
<!-- Generated from ontology/glossary.toml by `python -m ontology.document`. Edit the table, not this page. -->

# 用语表 · Glossary

The words of Chinese official documents that the code, the rules and these pages use. *Standard*: GB/T 9704-2012, the format of
official documents of Party and government organs, and the 党政机关公文处理工作条例 of 2012. The explorer shows them,
with statuses, kinds and roles, on its page 帮助 / Help.
"""


@dataclass(frozen=True, slots=True)
class GlossaryEntry:
    """A word. place: where the thing is found in the code or the graph, in Markdown; empty where it has none."""

    term: str
    english: str
    zh: str
    en: str
    place: str

    def meaning(self, language: Language) -> str:
        return self.zh if language is Language.ZH else self.en


@dataclass(frozen=True, slots=True)
class GlossarySection:
    """The words of one subject, in the order in which they are explained."""

    zh: str
    en: str
    entries: tuple[GlossaryEntry, ...]

    def title(self, language: Language) -> str:
        return self.zh if language is Language.ZH else self.en


@cache
def glossary() -> tuple[GlossarySection, ...]:
    """Return the whole table. Raises TypeError for an unknown or a missing key."""
    table = tomllib.loads(_TABLE.read_text(encoding="utf-8"))
    return tuple(
        GlossarySection(one["zh"], one["en"], tuple(GlossaryEntry(**entry) for entry in one["entry"]))
        for one in table["section"]
    )


@cache
def definitions(file: str, language: Language) -> dict[str, tuple[str, str]]:
    """Return label and definition of each concept of a Turtle file of this folder, by IRI, in the order of the file."""
    label, meaning, scheme = str(SKOS.prefLabel), str(SKOS.definition), str(SKOS.inScheme)
    return {
        iri: (values[label][0], values[meaning][0])
        for iri, values in read_subjects(_FOLDER / file, language).items()
        if scheme in values
    }


def render() -> str:
    """Return docs/glossary.md, with one line feed at its end."""
    lines = [_INTRODUCTION]
    for section in glossary():
        lines += [
            f"## {section.zh} · {section.en}",
            "",
            "| 用语 · term | 含义 · what it is | in the code or the graph |",
        ]
        lines += ["| --- | --- | --- |"]
        lines += [f"| {one.term} · {one.english} | {one.zh} {one.en} | {one.place} |" for one in section.entries]
        lines += [""]
    return "\n".join(lines)
