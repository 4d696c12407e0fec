"""Search norms: narrowed by the fields that are given, and best first where words are."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import compress
from operator import and_

from graph.patterns import pattern
from graph.records.asked_words import Meaning
from graph.records.identity import Identity
from graph.records.norm import Norm, NormDocument
from graph.records.norm_groups import NormBearer, NormSort
from graph.records.norms import Norms
from graph.records.picked import pick
from graph.records.regions import holds_in
from ontology.asked import matter, parse_question, words_of
from ontology.bearers import bearer_kind, serves
from ontology.everyday import legal_words, wider_bearers
from ontology.places import Places

_ANYBODY = pattern("anybody")
_MOST = 50
_NO, _YES, _MAYBE = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Wanted:
    """The conditions of a search for norms; empty values do not narrow. bearer: a kind of bearer, an agency, or a part of a printed name.
    about: all of its words occur in the norm or in its document's title, or what laws say for everyday words, or a term that means
    them there. day: only what is in force then. place: the GB/T 2260 code of the place where it holds: the documents of that place,
    and of those that it lies in. field: a field of law, or a part of its name."""

    bearer: str = ""
    about: str = ""
    modalities: tuple[str, ...] = ()
    side: str = ""
    document: str = ""
    day: date | None = None
    place: str = ""
    field: str = ""
    sanctioned: bool | None = None


def find_norms(norms: Norms, wanted: Wanted, who: Identity | None = None) -> Sequence[Norm]:
    """Return the duties that a reader asks for: best first where words are given, else those of the bearer itself before those of the
    wider kinds that it is of. who: finds the agency that a bearer's name means, so that 济南市财政局 finds the
    duties of 县级以上人民政府财政部门."""
    return _shown(norms, wanted, _find(norms, wanted, who))


def _shown(norms: Norms, wanted: Wanted, found: Iterable[int]) -> Sequence[Norm]:
    """Return the norms and sentences at these places, with what follows from a breach where and when a reader asks."""
    if not _limited(wanted):
        return pick(norms.norms, found, norms.norm)
    return pick(norms.norms, found, lambda at: _with_its_consequences(norms.norm(at), wanted, norms))


def _limited(wanted: Wanted) -> bool:
    """Test whether only what follows from a breach in a place or on a day counts."""
    return bool(wanted.place) or wanted.day is not None


def _find(norms: Norms, wanted: Wanted, who: Identity | None) -> list[int]:
    """Do as `find_norms`: return the places of the norms."""
    if _says_nothing(wanted.bearer):
        return []
    meant = frozenset(who.find_agency(wanted.bearer).exact) if who and wanted.bearer else frozenset()
    names = {who.names(iri)[0] for iri in meant} if who else set()
    names |= {wanted.bearer} if wanted.bearer else set()
    served = served_kinds(names, norms.kinds)
    places = {place.code for name in names if (place := Places.load().find_prefix(name))}
    senses = norms.senses
    words = [((word, *legal_words(word)), senses.terms(word)) for word in matter(wanted.about).split()]
    if wanted.about.strip() and not words:
        return []
    below = [one for one in norms.narrower if wanted.bearer and wanted.bearer in one.name]
    named, called = [*senses.terms(wanted.bearer), *below], (wanted.bearer, *legal_words(wanted.bearer))
    wide = frozenset(wider_bearers(wanted.bearer))

    def bears(norm: NormBearer) -> int:
        """Return whether a norm is the bearer's, or may be in its document."""
        if any(_is_borne(norm, name, meant, served, places) for name in called) or not wide.isdisjoint(norm.kinds):
            return _YES
        return _MAYBE if any(one.term in norm.bearer for one in named) else _NO

    found = _inside(norms, wanted)
    if wanted.bearer:
        borne = norms.by_bearer.per_norm(bears)
        if _MAYBE in borne:
            borne = bytes(
                how == _YES or (how and senses.stands(named, norms.by_bearer[at].bearer, norms.by_document[at]))
                for at, how in enumerate(borne)
            )
        found = bytes(map(and_, found, borne))
    if wanted.modalities or wanted.side or wanted.sanctioned is not None:
        found = bytes(map(and_, found, norms.by_sort.per_norm(lambda sort: _is_of(sort, wanted))))
    if words:
        found = _with_words(norms, found, words)
    kept = list(compress(range(len(found)), found))
    if wanted.sanctioned is not None and _limited(wanted):
        told = ((at, _with_its_consequences(norms.norms[at], wanted, norms)) for at in kept)
        kept = [at for at, norm in told if bool(norm.consequences) is wanted.sanctioned]
    if words:
        return norms.best_first(kept, wanted.about)
    if wide:
        return sorted(kept, key=lambda at: not any(name in norms.by_bearer[at].bearer for name in called))
    return kept


def _is_of(sort: NormSort, wanted: Wanted) -> bool:
    """Test whether a norm may be of a sort that a reader asks for. What is sanctioned may not be so in a place or on a day."""
    return (
        (not wanted.modalities or sort.modality in wanted.modalities)
        and (not wanted.side or sort.side == wanted.side)
        and (
            wanted.sanctioned is None or sort.sanctioned is wanted.sanctioned or (sort.sanctioned and _limited(wanted))
        )
    )


def _with_words(norms: Norms, found: bytes, words: Sequence[tuple[Sequence[str], Sequence[Meaning]]]) -> bytes:
    """Return which of the found norms have each of the words, in any of its forms, or a term that means it there."""
    for names, terms in words:
        titled = norms.by_document.per_norm(lambda one: any(name in one.title for name in names))  # noqa: B023
        found = bytes(
            bool(wanted)
            and (
                bool(in_title)
                or any(name in text for name in names)
                or (bool(terms) and norms.senses.stands(terms, text, norms.by_document[at]))
            )
            for at, (wanted, in_title, text) in enumerate(zip(found, titled, norms.texts(), strict=True))
        )
    return found


def _inside(norms: Norms, wanted: Wanted) -> bytes:
    """Return for each norm whether its document is one that a reader asks for."""
    if wanted.field or wanted.document or wanted.place or wanted.day is not None:
        return norms.by_document.per_norm(lambda norm: _is_in(norm, wanted, norms))
    return b"\1" * len(norms.norms)


def answer(norms: Norms, wanted: Wanted, who: Identity | None = None) -> tuple[Sequence[Norm], bool]:
    """Return the norms that a reader asks for, best first where words are given; and whether they only come near.

    A question (没健康证怎么罚) is answered by what comes nearest; other words all have to occur in a norm, as long as there is one that
    has them."""
    if not parse_question(wanted.about).asks and (found := find_norms(norms, wanted, who)):
        return found, False
    return find_nearest(norms, wanted, who), True


def _says_nothing(typed: str) -> bool:
    """Test whether what was typed is punctuation alone."""
    return bool(typed.strip()) and not words_of(typed)


def find_nearest(norms: Norms, wanted: Wanted, who: Identity | None = None) -> Sequence[Norm]:
    """Return the norms that come nearest to the words that a reader asks for, where none has all of them; best first. What binds
    everybody counts as the bearer's; a bearer that the store does not know counts as one word more. Sentences that set no duty
    are among them, unless only some kinds of duty are asked for."""
    if not wanted.about.strip() or _says_nothing(wanted.bearer):
        return ()
    typed, found = wanted.about, _find(norms, replace(wanted, about=""), who)
    if wanted.bearer:
        everybody = _find(norms, replace(wanted, about="", bearer=""), who)
        typed = typed if found else f"{wanted.bearer} {typed}"
        anybodys = norms.by_bearer.per_norm(lambda one: not one.bearer or bool(_ANYBODY.start(one.bearer)))
        found = [*found, *(at for at in everybody if anybodys[at])] if found else everybody
    duties_alone = wanted.modalities or wanted.side or wanted.sanctioned is not None
    stated = None if duties_alone else _stated(norms, wanted)
    return _shown(norms, wanted, norms.best_first(found, typed, near=True, stated=stated, most=_MOST))


def _stated(norms: Norms, wanted: Wanted) -> list[int]:
    """Return the numbers of the sentences in the documents that a reader asks for."""
    sentences = norms.sentences
    sources = {number for number, source in enumerate(sentences.sources) if _is_in(source, wanted, norms)}
    return list(sentences.within(sources))


def _is_in(norm: Norm | NormDocument, wanted: Wanted, norms: Norms) -> bool:
    """Test whether the document of a norm is one that a reader asks for."""
    return (
        (not wanted.field or any(wanted.field in field for field in norm.fields))
        and (not wanted.document or wanted.document in (norm.document, norm.name, norm.title))
        and (not wanted.place or holds_in(wanted.place, norm.place))
        and (wanted.day is None or norms.holds(norm.document, wanted.day))
    )


def _with_its_consequences(norm: Norm, wanted: Wanted, norms: Norms) -> Norm:
    """Return the norm with those consequences alone that hold in the place and on the day."""
    kept = tuple(
        one
        for one in norm.consequences
        if one.document == norm.document
        or (
            (not wanted.place or holds_in(wanted.place, one.place))
            and (wanted.day is None or norms.holds(one.document, wanted.day))
        )
    )
    return norm if kept == norm.consequences else replace(norm, consequences=kept)


def served_kinds(agencies: Iterable[str], kinds: Iterable[str]) -> frozenset[str]:
    """Return the kinds of authority that one of the agencies, by their full names, is of."""
    named = tuple(agencies)
    return frozenset(kind for kind in kinds for name in named if serves(name, bearer_kind(kind)))


def _is_borne(
    norm: Norm | NormBearer, typed: str, meant: frozenset[str], served: frozenset[str], places: Collection[str]
) -> bool:
    """Test whether a norm is that of a bearer. places: of the agencies that are meant; a kind of authority in the document of another
    place is none of them."""
    here = not places or not norm.place or any(holds_in(place, norm.place) for place in places)
    return (
        typed in norm.bearer
        or any(typed in kind or (here and kind in served) for kind in norm.kinds)
        or any(agency in meant for agency in norm.agencies)
    )
