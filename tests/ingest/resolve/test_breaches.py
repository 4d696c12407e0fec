"""Which provisions a sanction names as breached: not those that it excepts, nor the number of its own article."""

import pytest

from ingest.steps import parse
from tests.ingest.official import normalized_text

RULES = """岚州市渡口违法行为处罚规定
第一条 渡口经营者超载的，处五百元罚款。
{body}
第二条 本规定自公布之日起施行。
"""


@pytest.mark.parametrize(("body", "breaches"), [
    ("有前款规定的行为的，并处警告。",                       ["art_1"]),
    ("除前款规定情形外，夜航的，处一百元罚款。",             []),
    ("属于水上条例第四十一条规定的费用的，责令退还。",       []),
    ("违反第一条、《水上办法》第五条、第六条规定的，并处警告。", ["art_1", "水上办法 art_5", "水上办法 art_6"]),
    ("违反第一条，第二条第一款规定，损害乘客权益的，处一百元罚款。", ["art_1", "art_2"]),
    ("违反第一条规定，第二条所称渡口的经营者夜航的，处一百元罚款。", ["art_1"]),
    ("有第一条、第二条规定的行为之一的，依照《水上办法》第九条处以罚款。", ["art_1", "art_2"]),
    ("违反第一条规定依照渡口治安管理处罚法第八条处罚，处一百元罚款。", ["art_1"]),
    ("违反第一条规定适用渡口治安管理处罚法第八条处罚，处一百元罚款。", ["art_1"]),
    ("违反第一条规定由市水务局按渡口处罚办法第八条处罚，处一百元罚款。", ["art_1"]),
    ("违反第一条和渡口安全条例第九条规定的，处一百元罚款。",   ["art_1", "渡口安全条例 art_9"]),
    ("依照《水上办法实施细则》第九条应当停航而未停航的，处一百元罚款。", []),
    ("违反《水上办法》第（一）、（三）项规定的，处一百元罚款。",  ["水上办法 point_1", "水上办法 point_3"]),
    ("第一条之一 有本规定所列行为，构成犯罪的，依法追究刑事责任。", []),
])  # fmt: skip
def test_breached(body: str, breaches: list[str]) -> None:
    publication = parse(normalized_text(RULES.format(body=body)))
    sanctions = [sanction for document in publication.documents for sanction in document.sanctions]
    assert [
        (f"{breach.law.title} " if breach.law else "") + breach.eid for breach in sanctions[-1].breaches
    ] == breaches
