"""Run the extractors over each document's text, as a build does: the extractors alone, or as spaCy components beside the user's own."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ingest.extract.extractors import EXTRACTORS, find_mentions
from ingest.model import Mentions
from ingest.read.inputs import InputError


class ComponentError(InputError):
    """A component that a build shall run cannot be loaded. The message is one line and says what to do."""


@dataclass(frozen=True, slots=True)
class Components:
    """The user's own components.

    names: registered spaCy factories. `my_factory` runs after ours; `deadlines=my_factory` replaces ours.
    code: a Python file that registers them, for factories that no installed package declares.
    """

    names: tuple[str, ...] = ()
    code: Path | None = None


OURS = Components()
"""Our extractors only."""


@cache
def pipeline(components: Components = OURS) -> Any:
    """Build the spaCy pipeline, once a process. spaCy is imported here because that is slow, and reading text does not need it.

    Raises ComponentError: the code cannot be imported, a factory is not registered, or what it shall replace is not there.
    """
    import spacy

    from ingest.extract.spacy_components import TOKENIZER

    if components.code is not None:
        try:
            spacy.util.import_file("zhengmai_user_components", components.code)
        except Exception as error:
            raise ComponentError(f"{components.code}: cannot be imported: {type(error).__name__}: {error}") from error
    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": {"@tokenizers": TOKENIZER}}})
    nlp.max_length = 1 << 31
    for name in EXTRACTORS:
        nlp.add_pipe(f"zhengmai_{name}", name=name)
    for given in components.names:
        replaced, _, factory = given.rpartition("=")
        if replaced and replaced not in EXTRACTORS:
            raise ComponentError(f"{given}: there is no component {replaced}; there are {', '.join(EXTRACTORS)}")
        if not nlp.has_factory(factory):
            raise ComponentError(
                f"{factory}: no installed package declares this spaCy factory; install one, or give the file that registers it"
            )
        if replaced:
            nlp.replace_pipe(replaced, factory)
        else:
            nlp.add_pipe(factory, name=f"{factory}_{len(nlp.pipe_names)}")
    return nlp


def extractor(components: Components = OURS) -> Callable[[str], Mentions]:
    """Return a function that finds the mentions in a text: the pipeline, where components of a user's own run in it.

    Our extractors alone are called without spaCy. They find the same, a tenth faster, and spaCy need not be imported.
    """
    return find_mentions if components == OURS else _run(components)


def _run(components: Components) -> Callable[[str], Mentions]:
    """Return a function that runs the pipeline over a text and returns the mentions in its span groups."""
    from ingest.extract.spacy_components import read_mentions

    nlp = pipeline(components)
    return lambda text: read_mentions(nlp(text))
