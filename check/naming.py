"""Find the places at which a draft names documents, each with what the store has of the document."""

from dataclasses import dataclass

from check.checked import DraftSubject
from check.patterns import patterns
from check.shelf import Holding, Shelf
from graph.records.spelling import title_key
from ingest.model import DocumentReference, RelationKind
from ingest.resolve.references import MeantReference, key

_STATE, _ADDED = "中华人民共和国", 3


@dataclass(frozen=True, slots=True)
class Naming:
    """One place at which the draft names a document, with what the store has of it. slip: the known title that is meant, where the
    printed one is unknown and a slip away from it; empty elsewhere."""

    mention: MeantReference
    target: DocumentReference
    holding: Holding | None
    slip: str = ""

    @property
    def known(self) -> bool:
        """Return whether the store knows anything about the document."""
        return self.holding is not None and self.holding.known


def namings(subject: DraftSubject, shelf: Shelf) -> list[Naming]:
    """Return the places that name documents, in printed order; those that name the draft itself are left out."""
    place, found = subject.document.place, []
    for mention in subject.draft.meant:
        if mention.target is not None:
            holding = shelf.named(mention.target, place)
            slip = "" if holding else _slip(mention.target.title or "", mention.span.slice(subject.text), shelf)
            found.append(Naming(mention, mention.target, holding, slip))
    marked = {key(naming.target) for naming in found}
    for target, span in subject.draft.named_provisions.bare:
        if key(target) not in marked:
            found.append(Naming(MeantReference(span, target, RelationKind.CITES), target, shelf.named(target, place)))
    return sorted(found, key=lambda naming: naming.mention.span)


def _slip(title: str, words: str, shelf: Shelf) -> str:
    """Return the one known title from which an unknown one, printed in these words, is a slip away; else that of a law of the State that
    its own short name shows: 《中华人民共和国渡船生产安全法》（以下简称《渡船安全法》）."""
    if not title or title_key(title) not in title_key(words):
        return ""
    near = shelf.titles.nearly(title)
    if len({title_key(name) for name in near}) == 1:
        return near[0]
    given = patterns()["alias-given"].find(words)
    if near or given is None or not title.startswith(_STATE):
        return ""
    alias, key = title_key(given["name"]), title_key(title)
    letters = iter(key)
    within = 0 < len(key) - len(alias) <= _ADDED and all(letter in letters for letter in alias)
    meant = shelf.by_title(_STATE + given["name"]) if within else None
    return meant.title if meant is not None and meant.known else ""
