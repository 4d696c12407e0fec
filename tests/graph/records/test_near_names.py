"""Names that resemble what was typed: the same as `difflib` gives, which compares each."""

from difflib import get_close_matches

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.records.near_names import _ALIKE, NEAR, NearNames, near_keys
from graph.records.spelling import title_key

_NAMES = st.text("甲乙丙丁办法通知1a😀", max_size=9)


def by_difflib(names: dict[str, list[str]], text: str) -> tuple[str, ...]:
    """Compare each name, as was done before."""
    by_key: dict[str, dict[str, None]] = {}
    for iri, held in names.items():
        for name in held:
            by_key.setdefault(title_key(name), {})[iri] = None
    typed = title_key(text)[:200]
    pairs = {typed[i : i + 2] for i in range(len(typed) - 1)}
    shares = sorted((-sum(pair in key for pair in pairs), len(key), key) for key in by_key)
    most = [key for share, _, key in shares if -share >= _ALIKE * max(len(pairs), 2)][:NEAR]
    close = get_close_matches(typed, sorted(by_key), n=NEAR, cutoff=_ALIKE) or most
    return tuple(dict.fromkeys(iri for key in close for iri in by_key[key]))[:NEAR]


@given(
    names=st.dictionaries(st.text("xyz", min_size=1, max_size=3), st.lists(_NAMES, max_size=3), max_size=12),
    text=_NAMES,
)
def test_the_nearest_are_those_that_comparing_each_gives(names: dict[str, list[str]], text: str) -> None:
    near = NearNames(lambda: near_keys(names))
    assert near.nearest(text) == by_difflib(names, text)
    for held in names.values():
        for name in held:
            assert near.nearest(f"{name[1:]}通") == by_difflib(names, f"{name[1:]}通")


@pytest.mark.parametrize(
    "text", ["", "《》", "\ud83d", "甲" * 500, "\U0010ffff", "河道 保护", "水务局关于加强河道保护"]
)
def test_whatever_is_typed(text: str) -> None:
    names = {"a": ["岚州市人民政府关于加强河道保护工作的通知", "岚政发〔2018〕3号"], "b": ["河道保护办法"], "c": [""]}
    assert NearNames(lambda: near_keys(names)).nearest(text) == by_difflib(names, text)
    assert NearNames(lambda: near_keys({})).nearest(text) == ()
