"""Find the known titles that an unknown one is a slip of the pen away from, or of which it differs in its kind alone."""

from check.patterns import patterns
from graph.records.identity import Identity
from graph.records.spelling import title_key
from ontology.titles import STATE_NAME

_MEANING = (
    "试行",
    "暂行",
    "实施",
    "补充",
    "若干",
    "不",
    "省",
    "市",
    "县",
    "区",
    "州",
    "第",
    "修正案",
    "细则",
    "民法典",
)
_KINDS = ("条例", "办法", "规定", "法", "规则", "细则", "意见", "决定", "通知")
_PLACE = patterns()["place-ahead"].pattern
_SHORTEST = 5


class KnownTitles:
    """The titles of all documents that a store publishes or cites; indexed by trigrams when first asked for."""

    def __init__(self, who: Identity) -> None:
        self._who = who
        self._titles: dict[str, list[str]] | None = None

    def nearly(self, title: str) -> tuple[str, ...]:
        """Return the titles that the store knows, and that are a slip away from this one."""
        key, of_the_state = title_key(title), title.startswith(STATE_NAME)
        return tuple(name for name in self._likely(key) if is_slip(key, title_key(name), of_the_state=of_the_state))

    def of_other_kind(self, title: str) -> tuple[str, ...]:
        """Return the titles that the store knows, and that differ from this one in the kind of document alone (办法 for 条例)."""
        key = title_key(title)
        stem = _stem(key)
        alike = {
            title_key(name): name for name in self._likely(key) if _stem(title_key(name)) == stem != title_key(name)
        }
        return tuple(name for folded, name in sorted(alike.items()) if folded != key and len(stem) >= _SHORTEST)

    def _likely(self, key: str) -> list[str]:
        """Return the titles that share most with a folded one, at most twenty."""
        if self._titles is None:
            self._titles = {}
            for row in (*self._who.published.values(), *self._who.cited.values()):
                for name in (row.title, *row.instruments):
                    for piece in _trigrams(title_key(name)):
                        self._titles.setdefault(piece, []).append(name)
        votes: dict[str, int] = {}
        for piece in _trigrams(key):
            for name in self._titles.get(piece, ()):
                votes[name] = votes.get(name, 0) + 1
        return sorted(votes, key=lambda name: (-votes[name], name))[:20]


def is_slip(one: str, other: str, *, of_the_state: bool = False) -> bool:
    """Test whether two folded titles differ as a slip of the pen makes them: one character is another, or two change places, or up to
    three are left out or added (of a place's own title: one); and in no word that makes it another document (试行, 实施, a place, a
    figure). of_the_state: the title begins with 中华人民共和国, so that one of another kind cannot be that of another body."""
    shorter = min(len(one), len(other))
    if one == other or shorter < _SHORTEST:
        return False
    low = next((i for i in range(shorter) if one[i] != other[i]), shorter)
    high = next((i for i in range(shorter - low) if one[-1 - i] != other[-1 - i]), shorter - low)
    gone, new = one[low : len(one) - high], other[low : len(other) - high]
    if any(char.isdigit() or char in "一二三四五六七八九十" for char in gone + new):
        return False
    if any(word in gone or word in new for word in _MEANING) or one[low + len(gone) :][:1] in (
        "省",
        "市",
        "县",
        "区",
        "州",
    ):
        return False
    if high == 0 or _stem(one) == _stem(other):
        return of_the_state and _stem(one) == _stem(other)
    if len(gone) == len(new):
        return len(gone) == 1 or (len(gone) == 2 and gone == new[::-1])
    most = 1 if _PLACE.match(one) else min(3, shorter // 3)
    return low >= 2 and (not gone or not new) and max(len(gone), len(new)) <= most


def _stem(title: str) -> str:
    """Return a title without its kind."""
    kind = next((kind for kind in _KINDS if title.endswith(kind)), "")
    return title[: len(title) - len(kind)]


def _trigrams(key: str) -> set[str]:
    return {key[i : i + 3] for i in range(len(key) - 2)}
