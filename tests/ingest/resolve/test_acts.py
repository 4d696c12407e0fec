"""Which duties a sanction is about that names no provision, by the words of the act."""

import pytest

from ingest.steps import parse
from tests.ingest.official import normalized_text

LAW = """岚州市渡口管理条例
第一条 为了管理渡口，制定本条例。
第二条 任何单位和个人不得转让其渡船检验证书。
第三条 渡口经营者应当建立健全渡船检验制度。
第四条 船长可以延长渡船停航时间。
第五条 {body}
第六条 本条例自公布之日起施行。
"""


@pytest.mark.parametrize(("body", "likely"), [
    ("擅自转让渡船检验证书的，处五百元罚款。",                           ["第二条"]),
    ("有下列行为之一的，处五百元罚款：\n（一）转让渡船检验证书的；",       ["第二条"]),
    ("渡口经营者未按照规定建立健全渡船检验制度的，处五百元罚款。",       ["第三条"]),
    ("渡口经营者建立健全渡船检验制度，经验收不合格的，处五百元罚款。",   []),
    ("在渡船检验中有下列行为之一的，处五百元罚款：\n（一）转让证书的；",   []),
    ("伪造渡船检验证书的，处五百元罚款。",                               []),
    ("未转让渡船检验证书的，处五百元罚款。",                             []),
    ("延长渡船停航时间的，处五百元罚款。",                               []),
    ("违反本条例第四条规定，转让渡船检验证书的，处五百元罚款。",         []),
    ("转让渡船检验证书犯罪被判处刑罚的，吊销船员证书。",                 []),
])  # fmt: skip
def test_acts(body: str, likely: list[str]) -> None:
    (document,) = parse(normalized_text(LAW.format(body=body))).documents
    words = {duty.identifier: duty.sentence for duty in document.duties}
    text = normalized_text(LAW.format(body=body)).text
    found = {words[one].slice(text)[:3] for sanction in document.sanctions for one in sanction.may_guard}
    assert sorted(found) == likely
