"""The ontology with something added that makes it unsound."""

from pathlib import Path

TERMS = Path(__file__).parents[2] / "ontology" / "zhengmai.ttl"
PREFIXES = """
@prefix eli: <http://data.europa.eu/eli/ontology#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix zm: <https://w3id.org/zhengmai/ns#> .
@prefix : <urn:试#> .
"""


def broken(folder: Path, turtle: str) -> Path:
    """A copy of the ontology with something added."""
    path = folder / "broken.ttl"
    path.write_text(TERMS.read_text(encoding="utf-8") + PREFIXES + turtle, encoding="utf-8")
    return path
