"""A notice of the fictional 岚州市 with tasks of every kind: clauses, a table, days, periods, lengths of time, a basis."""

from pathlib import Path

NUMBER = "岚政发〔2022〕15号"
TEXT = """岚州市人民政府关于加强湖滨步道管理的通知
岚政发〔2022〕15号

各区县人民政府，市政府各部门：

为加强步道管理，现就有关事项通知如下。

一、重点任务

（一）修缮步道。按照《岚州市公园管理办法》（岚政发〔2020〕3号）要求，2022年6月底前完成东堤步道修缮，12月底前完成西堤步道修缮。（市园林局牵头，市财政局、市水务局配合）

（二）报送进度。每季度向市政府报告进展情况，每月5日前报送修缮台账。（市园林局牵头，各区县政府配合）

（三）加强巡查。自发现险情之日起3日内处置完毕。（责任单位：市水务局）

二、保障措施

=统筹安排资金，本通知自印发之日起20个工作日内拨付首笔资金。（责任单位：市财政局）

本通知自印发之日起施行，有效期至2024年3月14日。

岚州市人民政府

2022年3月15日

附件

步道修缮任务分工表

序号\t任务\t牵头单位\t配合单位\t完成时限
1\t修缮东堤护栏\t市园林局\t市财政局\t2022年5月
2\t更换路灯\t市水务局\t市园林局\t每年9月底前
"""


def build(folder: Path, *names: str) -> Path:
    """A store in `folder` that contains the notice from as many sources as there are names."""
    from ingest.pipeline import build as run
    from ingest.read.inputs import find

    folder.mkdir(exist_ok=True)
    for name in names:
        (folder / name).write_text(TEXT, encoding="utf-8")
    assert not run(find([folder / name for name in names]), folder / "store").failed
    return folder / "store"
