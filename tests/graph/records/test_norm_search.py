"""A search looks once at norms that are alike, and finds what looking at each would."""

from collections import Counter
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from graph.records.asked_words import Meaning, Senses
from graph.records.consequences import Consequence
from graph.records.norm import Norm
from graph.records.norm_groups import Alike
from graph.records.norm_search import Wanted, _is_borne, _is_in, _with_its_consequences, find_norms, served_kinds
from graph.records.norms import Norms, StatusDays
from ontology.enumerations import Modality, Status

DAY = date(2024, 1, 1)
FINE = Consequence("罚款", document="b", law="乙", section="art_1", clause="b/art_1")
DRAWN = st.builds(
    Norm,
    iri=st.text("xyz", min_size=5, max_size=5),
    document=st.sampled_from("abc"),
    name=st.just("甲"),
    title=st.sampled_from(["船票办法", "码头办法"]),
    position=st.integers(1, 3),
    modality=st.sampled_from([one.value for one in Modality]),
    sentence=st.just("船东应当公示票价"),
    bearer=st.sampled_from(["", "船东", "码头经营者", "任何单位"]),
    side=st.sampled_from(["", "authority"]),
    place=st.sampled_from(["", "990100"]),
    kinds=st.sampled_from([(), ("船东",), ("财政部门",), ("经营者", "船东")]),
    fields=st.sampled_from([(), ("水运",)]),
    consequences=st.sampled_from([(), (FINE,)]),
)
WANTED = st.builds(
    Wanted,
    bearer=st.sampled_from(["", "船东", "船", "票贩", "财政部门", "单位"]),
    modalities=st.sampled_from([(), (Modality.PROHIBITION.value,)]),
    side=st.sampled_from(["", "authority"]),
    document=st.sampled_from(["", "a"]),
    day=st.sampled_from([None, DAY]),
    place=st.sampled_from(["", "990100", "370000"]),
    field=st.sampled_from(["", "水"]),
    sanctioned=st.sampled_from([None, True, False]),
)
KNOWN = (Meaning("码头经营者", "票贩", "a"),)


@given(st.lists(DRAWN, max_size=8, unique_by=lambda norm: norm.key), WANTED)
def test_what_is_alike_is_found_as_each_alone(drawn: list[Norm], wanted: Wanted) -> None:
    ended = StatusDays(Status.REPEALED.value, date(2020, 1, 1), None)
    norms = Norms(tuple(drawn), {"b": (ended,)}, KNOWN, KNOWN)
    assert list(find_norms(norms, wanted)) == slowly(norms, wanted)


def slowly(norms: Norms, wanted: Wanted) -> list[Norm]:
    """Look at each norm."""
    kinds = {kind for norm in norms.norms for kind in norm.kinds}
    served = served_kinds([wanted.bearer] if wanted.bearer else [], kinds)
    senses = Senses(norms.meanings, norms.norms)
    below = [one for one in norms.narrower if wanted.bearer and wanted.bearer in one.name]
    told = [_with_its_consequences(norm, wanted, norms) for norm in norms.norms if _is_in(norm, wanted, norms)]
    return [
        norm
        for norm in told
        if (
            not wanted.bearer
            or _is_borne(norm, wanted.bearer, frozenset(), served, ())
            or senses.stands([*senses.terms(wanted.bearer), *below], norm.bearer, norm)
        )
        and (not wanted.modalities or norm.modality in wanted.modalities)
        and (not wanted.side or norm.side == wanted.side)
        and (wanted.sanctioned is None or bool(norm.consequences) is wanted.sanctioned)
    ]


@given(st.lists(DRAWN, max_size=8))
def test_norms_of_one_group_are_looked_at_once(drawn: list[Norm]) -> None:
    looked: list[str] = []

    def long(bearer: str) -> bool:
        looked.append(bearer)
        return len(bearer) > 2

    alike = Alike.grouped(drawn, lambda norm: norm.bearer)
    assert list(alike.per_norm(long)) == [len(norm.bearer) > 2 for norm in drawn]
    assert len(looked) == len({norm.bearer for norm in drawn})
    assert [alike[at] for at in range(len(drawn))] == [norm.bearer for norm in drawn]
    assert dict(alike.counted()) == Counter(norm.bearer for norm in drawn)
