"""A sanction guards the duties of another document in the provisions that it names as breached."""

from pathlib import Path

import pytest

from graph.store.store import Store
from ingest.pipeline import build
from ingest.read.inputs import find

LAW = """# 渡船检验条例

{day} 国务院发布

第一条 渡船应当检验。

第二条 船长不得超载。

船长应当停航避风。

第三条 船长应当做到：

（一）按时开航；

（二）配备救生衣。
"""
PENAL = """# 岚州市渡船处罚规定

2016年5月17日 岚州市第十三届人民代表大会常务委员会第三十次会议通过

第一条 {breach}的，由市水务局处五百元以上一千元以下罚款。

第二条 船长不得夜航。
"""
_GUARDED = "SELECT ?words WHERE { ?sanction zm:guards ?duty . ?duty zm:quote ?words } ORDER BY ?words"


@pytest.mark.parametrize(("breach", "guarded"), [
    ("违反《渡船检验条例》第二条规定",         ["船长不得超载", "船长应当停航避风"]),
    ("违反《渡船检验条例》第二条第一款规定",   ["船长不得超载"]),
    ("违反《渡船检验条例》第二条第二款规定",   ["船长应当停航避风"]),
    ("违反《渡船检验条例》第三条第二项规定",   ["配备救生衣"]),
    ("违反《渡船检验条例》第一条、本规定第二条规定", ["渡船应当检验", "船长不得夜航"]),
    ("有渡船检验条例第三条第（一）项规定的行为", ["按时开航"]),
    ("违反《渡船检验条例》第九条规定",         []),
    ("违反《渡船登记条例》第二条规定",         []),
    ("依照《渡船检验条例》第二条应当停航而开航", []),
])  # fmt: skip
def test_duties_of_another_document(breach: str, guarded: list[str], tmp_path: Path) -> None:
    texts = {"law.md": LAW.format(day="2003年3月5日"), "penal.md": PENAL.format(breach=breach)}
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    build(find([tmp_path]), tmp_path / "store")
    with Store.open(tmp_path / "store") as opened:
        found = [row["words"].value for row in opened.select(_GUARDED)]
    assert len(found) == len(guarded)
    assert all(any(words in one for one in found) for words in guarded)
