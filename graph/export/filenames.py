"""The names of files that contain one document each."""

import re
from hashlib import sha256

from graph.records.identity import Identity

_LONGEST_NAME = 60  # characters: a file system takes 255 bytes, of Chinese a third as many characters


def file_name(who: Identity, iri: str, suffix: str) -> str:
    """Return a name that every file system takes: the readable end of the IRI, and a digest that keeps it unique."""
    readable = re.sub(r"[^\w-]+", "_", who.iris.shorten(iri))[-_LONGEST_NAME:].strip("_")
    return f"{readable}-{sha256(iri.encode()).hexdigest()[:8]}.{suffix}"
