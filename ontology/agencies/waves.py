"""Find the wave that a reform of agencies was part of, and the acts that ordered it: for readers, not for resolution."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ontology.iri import local_name
from ontology.turtle import read_subjects
from ontology.vocabulary import DCTERMS, SKOS, ZM

_FILE = Path(__file__).with_name("reforms.ttl")


@dataclass(frozen=True, slots=True)
class Wave:
    """zh, en: its name. acts: titles with their years, in Chinese."""

    zh: str
    en: str
    acts: tuple[str, ...]


def wave_of(reform: str) -> Wave | None:
    """Return the wave of a reform by its name: 自然资源 → 2018年机构改革. None for a name that is no reform's."""
    return _waves().get(reform)


@cache
def _waves() -> dict[str, Wave]:
    chinese, english = read_subjects(_FILE, "zh"), read_subjects(_FILE, "en")
    name, part_of, source = str(SKOS.prefLabel), str(DCTERMS.isPartOf), str(DCTERMS.source)
    found = {}
    for iri, values in chinese.items():
        if str(ZM.formerKind) in values:
            wave = values[part_of][0]
            acts = tuple(chinese[wave].get(source, ()))
            found[local_name(iri)] = Wave(chinese[wave][name][0], english[wave][name][0], acts)
    return found
