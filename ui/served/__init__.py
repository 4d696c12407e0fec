"""Pages of `zhengmai serve` beside answers of SPARQL: a start page, feeds, the vocabulary, and a page for each IRI.

Everything here runs in a worker of the endpoint, under its limits; `pages.render` is what the worker calls.
"""

ABOUT = "ZHENGMAI_ABOUT"
"""The environment variable that names the TOML file of who publishes the dataset (`graph.export.dcat.Publishing`)."""
