"""The duties of a text, for tests that compare them with a table."""

from ingest.extract.duties import duties
from ingest.model import Duty


def read(text: str) -> list[Duty]:
    found = []
    for mention in duties(text):
        assert isinstance(mention.value, Duty) and mention.span == mention.value.sentence
        found.append(mention.value)
    return found


def modalities(text: str) -> list[str]:
    """Each duty as `obligation 应当`: the modality and the cue that expresses it."""
    return [f"{duty.modality} {duty.cue.slice(text)}" for duty in read(text)]


def bearers(text: str) -> list[str | None]:
    """Who bears each duty, in order; the places are proved to print the names."""
    found = read(text)
    for duty in found:
        assert (duty.bearer_at and duty.bearer_at.slice(text)) == duty.bearer
    return [duty.bearer for duty in found]
