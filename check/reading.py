"""A draft as it was read, once for all that is asked of it: our rules, a city's own, and its shapes."""

from dataclasses import dataclass

from ingest.draft import Draft
from ingest.extract.extractors import find_mentions
from ingest.model import Publication
from ingest.read.files import Loaded
from ingest.read.normalize import NormalizedText, normalize
from ingest.steps import parse_drafts


@dataclass(frozen=True, slots=True)
class DraftText:
    """A draft that was read. loaded: its file; drafts: of the documents in the publication."""

    loaded: Loaded
    normalized: NormalizedText
    publication: Publication
    drafts: tuple[Draft, ...]


def read_draft(loaded: Loaded) -> DraftText:
    """Read a draft. Raises what `ingest.steps.parse` raises: a bug in the reading is raised, not reported as a finding."""
    normalized = normalize(loaded.source)
    return DraftText(loaded, normalized, *parse_drafts(normalized, find_mentions))
