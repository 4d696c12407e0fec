"""Finding documents by number and title."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.records.documents import DocumentRow, narrow_rows
from graph.records.hits import Hits
from graph.records.name_index import NameSearch
from graph.records.resources import Named
from graph.records.search import FACETS, UNKNOWN, Filters, ListedDocuments, Selection, fold, narrow, select
from ontology.enumerations import Status

ROW = DocumentRow(
    iri="d",
    number="岚政发〔2021〕22号",
    title="岚州市人民政府关于印发《岚州市“放管服”改革（试行）办法》的通知",
    kind=Named("通知", "Notice", "k"),
    issuers=(Named("岚州市人民政府", "", "a"),),
    signed="2021-03-02",
    printed="",
    instruments=("岚州市河道保护办法",),
)
BARE = DocumentRow(iri="e", number="", title="", kind=None, issuers=(), signed="", printed="")


@pytest.mark.parametrize(
    "text",
    [
        "岚政发〔2021〕22号",
        "岚政发[2021]22号",
        "岚政发(2021)22号",
        "岚政发（２０２１）２２号",
        "岚政发【2021】22号",
        "岚政发 〔 2021 〕 22 号",
        "岚政发〔2021〕",
        "岚政发2021",
        "放管服 改革",
        "改革 通知",
        "改革(试行)办法",
        '《岚州市"放管服"改革',
        "河道保护",
        "22号 河道",
        "  ",
    ],
)
def test_found(text: str) -> None:
    assert select(ListedDocuments([ROW]), Filters(text)) == [ROW]


@pytest.mark.parametrize("text", ["岚政发〔2021〕2号", "岚政办发", "岚政发〔2020〕22号", "改革 意见", "河道 船闸"])
def test_not_found(text: str) -> None:
    assert select(ListedDocuments([ROW]), Filters(text)) == []


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        (Filters(), [ROW, BARE]),
        (Filters(year="2021"), [ROW]),
        (Filters(year="2020"), []),
        (Filters(year=UNKNOWN), [BARE]),
        (Filters(kind="通知"), [ROW]),
        (Filters(kind=UNKNOWN), [BARE]),
        (Filters(issuer="岚州市人民政府"), [ROW]),
        (Filters(issuer="岚州市"), []),
        (Filters("河道", "2021", "通知", "岚州市人民政府"), [ROW]),
        (Filters("河道", "2021", "意见"), []),
    ],
)
def test_filters_narrow_together(filters: Filters, found: list[DocumentRow]) -> None:
    assert select(ListedDocuments([ROW, BARE]), filters) == found


DISTRICT, CITY, CENTRE = (
    replace(BARE, iri=name, place=Named(name, "", f"https://example.org/place/{code}"))
    for name, code in (("望湖区", "990102"), ("岚州市", "990100"), ("中华人民共和国", "100000"))
)


@pytest.mark.parametrize(
    ("code", "name", "found"),
    [
        ("990102", "望湖区", [DISTRICT]),
        ("990100", "岚州市", [DISTRICT, CITY]),
        ("990000", "东岭省", [DISTRICT, CITY]),
        ("100000", "中华人民共和国", [CENTRE]),
        ("370000", "山东省", []),
    ],
)
def test_a_region_includes_its_districts(code: str, name: str, found: list[DocumentRow]) -> None:
    rows = [DISTRICT, CITY, CENTRE, BARE]
    assert select(ListedDocuments(rows), Filters(place=code)) == list(narrow_rows(rows, place=name)) == found
    assert narrow(ListedDocuments(rows), Filters()).facets["place"][code] == len(found)


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet="岚政发2021〔〕[]（） ", min_size=1))
def test_any_piece_of_a_title_finds_it(title: str) -> None:
    row = DocumentRow(iri="d", number="", title=title, kind=None, issuers=(), signed="", printed="")
    assert all(select(ListedDocuments([row]), Filters(title[start:])) == [row] for start in range(len(title)))


TEXTS = st.text("岚政发〔2〕 ", max_size=5)
DRAWN = st.builds(
    DocumentRow,
    iri=st.text("abcdefgh", min_size=6, max_size=6),
    number=TEXTS,
    title=TEXTS,
    kind=st.sampled_from([None, ROW.kind, Named("意见", "", "o")]),
    issuers=st.lists(st.sampled_from([Named(name, "", name) for name in "甲乙丙"]), max_size=2, unique=True).map(tuple),
    signed=st.sampled_from(["", "2021-03-02", "2022-01-01"]),
    printed=st.just(""),
    instruments=st.lists(TEXTS, max_size=2).map(tuple),
    place=st.sampled_from([None, DISTRICT.place, CITY.place, CENTRE.place]),
    themes=st.lists(st.sampled_from("安学"), max_size=2, unique=True).map(tuple),
)
CHOSEN = st.builds(
    Filters,
    text=st.text("岚政发2 ", max_size=4),
    year=st.sampled_from(["", "2021", UNKNOWN]),
    kind=st.sampled_from(["", "通知", UNKNOWN]),
    issuer=st.sampled_from(["", "甲", UNKNOWN]),
    place=st.sampled_from(["", "990100", UNKNOWN]),
    status=st.sampled_from(["", "in-force", "unknown"]),
    theme=st.sampled_from(["", "安"]),
)


@given(st.lists(DRAWN, max_size=6, unique_by=lambda row: row.iri), CHOSEN, st.data())
def test_all_at_once_are_narrowed_as_one_by_one(rows: list[DocumentRow], filters: Filters, data: st.DataObject) -> None:
    some = st.sets(st.sampled_from([row.iri for row in rows])) if rows else st.just(set[str]())
    statuses = dict.fromkeys(data.draw(some), Status.IN_FORCE)
    meant, told = data.draw(some), data.draw(st.none() | st.fixed_dictionaries(dict.fromkeys("岚政发2", some)))

    # What is searched is in an order of its own, with documents that are not in the list.
    keys = data.draw(st.permutations([*(row.iri for row in rows), "urn:none"]))

    def texts(word: str) -> set[str]:
        return set.intersection(*(told[character] for character in word)) | {"urn:none"} if told else set()

    def hits(word: str) -> Hits:
        held = texts(word)
        return Hits(keys, np.array([at for at, key in enumerate(keys) if key in held], np.int64))

    listed = ListedDocuments(rows)
    for _ in range(2):  # the second time with what the list knows of the keys
        found = narrow(listed, filters, statuses, hits if told is not None else None, meant)
        assert found == slowly(rows, filters, statuses, texts if told is not None else None, meant)


def slowly(
    rows: list[DocumentRow],
    filters: Filters,
    statuses: Mapping[str, Status],
    texts: Callable[[str], set[str]] | None,
    meant: set[str],
) -> Selection:
    """What `narrow` says of itself, a row after the other."""
    whole, split = fold(filters.text), [word for word in map(fold, filters.text.split()) if word]
    counts: dict[str, Counter[str]] = {facet: Counter() for facet in FACETS}
    named, in_text = [], []
    for row in rows:
        names = [fold(name) for name in (row.number, row.title, *row.instruments)]
        has = {word: any(word in name for name in names) for word in [whole, *split]}
        told = {word: texts is not None and row.iri in texts(word) for word in has if word}
        if not whole or row.iri in meant or has[whole] or all(has[word] for word in split):
            kept = named
        elif told[whole] or (texts and all(told[word] or has[word] for word in split)):
            kept = in_text
        else:
            continue
        values = {facet: of(row, statuses) or (UNKNOWN,) for facet, of in FACETS.items()}
        missed = [facet for facet in FACETS if getattr(filters, facet) not in ("", *values[facet])]
        if not missed:
            kept.append(row)
        for facet in FACETS if not missed else missed if len(missed) == 1 else ():
            counts[facet].update(values[facet])
    return Selection(tuple(sorted(named, key=lambda row: row.iri not in meant)), tuple(in_text), counts)


def test_names_that_are_folded_beforehand_find_the_same() -> None:
    names = NameSearch([(ROW.iri, map(fold, (ROW.number, ROW.title, *ROW.instruments)))])
    for typed in ("岚政发[2021]22号", "放管服 改革", "河道保护", "没有的"):
        alone = narrow(ListedDocuments([ROW, BARE]), Filters(typed))
        assert narrow(ListedDocuments([ROW, BARE]), Filters(typed), names=names.holding).rows == alone.rows
