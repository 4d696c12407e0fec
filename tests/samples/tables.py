"""All tables of rules. `python -m tests.samples.tables` loads each once, so that what is kept of their patterns is there before the
workers of a test run start: each would compile all of them, for five seconds."""

from pathlib import Path

import check.patterns
import graph.patterns
import ingest.rules
import ontology.acts
from ontology.patterns import Rule, read


def load_tables() -> list[dict[str, Rule]]:
    """Return the rules of each table."""
    acts = read(Path(ontology.acts.__file__).with_name("acts.toml"))
    read_by_name = (ingest.rules.table(name) for name in ingest.rules.tables())
    return [*read_by_name, check.patterns.patterns(), graph.patterns.patterns(), acts]


if __name__ == "__main__":
    load_tables()
