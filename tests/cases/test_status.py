"""Cases 06 to 13: the status on a day of documents that another one mentions, or that an announcement publishes."""

from pathlib import Path

import pytest

from tests.conftest import Cli, build_store

NOTICE = """岚州市人民政府办公室关于渡口文件效力的通知
岚政办发〔2024〕{serial}号
各区人民政府：
{body}
岚州市人民政府办公室
2024年3月4日
"""
BODIES = [
    """一、《岚州市渡船办法》（岚政发〔2010〕71号）自2024年12月31日起废止。
二、《岚州市渡口收费办法》（岚政发〔2010〕72号）于2024年8月1日起停止执行。
三、自2024年10月1日起，《岚州市船员办法》（岚政发〔2010〕73号）不再执行。
四、《岚州市渡口补贴办法》（岚政发〔2010〕74号）有效期至2024年12月31日，期满自动失效。
五、《岚州市渡口工作规则》（岚政发〔2010〕75号）自新规则施行之日起废止。
六、《岚州市栈桥办法》（岚政发〔2010〕76号）第六章于2024年8月1日起废止。
七、《岚州市渡口奖励办法》（岚政发〔2010〕77号）执行至2024年12月31日止。
本通知自2024年6月1日起施行。""",
    """一、《岚州市河道办法》（岚政发〔2019〕10号）不再废止，继续有效。
二、《岚州市趸船办法》（岚政发〔2019〕11号）暂不废止。
三、岚政发〔2009〕8号文件第三条、第五条停止执行，其余条款继续有效。""",
    """对下列文件作出处理：
一、废止的文件（1件）
岚政发〔2006〕5号　岚州市人民政府关于规范渡口收费的通知
二、宣布失效的文件（1件）
1.《岚州市人民政府关于印发渡运物业办法的通知》（岚政发〔2007〕7号）
三、延长有效期的文件（1件）
《岚州市人民政府关于印发渡工公寓办法的通知》（岚政发〔2020〕8号），有效期延长至2027年12月31日
本通知自2024年6月1日起施行。""",
]
ANNOUNCEMENT = """岚州市人民代表大会常务委员会公告
第{number}号
《岚州市{name}条例》已由岚州市第十四届人民代表大会常务委员会第十三次会议于2024年12月20日通过，现予公布，自2025年3月1日起施行。
岚州市人民代表大会常务委员会
2024年12月23日

岚州市{name}条例
第一条 为了保障安全，制定本条例。
第二条 本条例自2025年3月1日起施行。
"""


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("papers")
    for serial, body in enumerate(BODIES, 1):
        (folder / f"{serial}.txt").write_text(NOTICE.format(serial=serial, body=body), "utf-8")
    for number, name in {"四十": "渡船检验", "四十一": "浮桥安全"}.items():
        (folder / f"{number}.txt").write_text(ANNOUNCEMENT.format(number=number, name=name), "utf-8")
    build_store(folder / "built", *sorted(folder.glob("*.txt")))
    return folder / "built" / "store"


@pytest.mark.parametrize(("document", "days"), [
    ("岚政发〔2010〕71号", {"2024-12-30": "有效", "2024-12-31": "已废止"}),
    ("岚政发〔2010〕72号", {"2024-07-31": "有效", "2024-08-01": "已停止执行"}),
    ("岚政发〔2010〕73号", {"2024-09-30": "有效", "2024-10-01": "已废止"}),
    ("岚政发〔2010〕74号", {"2024-12-31": "有效", "2025-01-01": "期满失效"}),
    ("岚政发〔2010〕75号", {"2024-07-01": "有效", "2030-01-01": "有效"}),
    ("岚政发〔2010〕76号", {"2024-07-31": "有效", "2024-08-01": "有效（已修改）", "2030-01-01": "有效（已修改）"}),
    ("岚政发〔2010〕77号", {"2024-12-31": "有效", "2025-01-01": "期满失效"}),
    ("岚政发〔2019〕10号", {"2024-12-01": "有效"}),
    ("岚政发〔2019〕11号", {"2024-12-01": "有效"}),
    ("岚政发〔2009〕8号",  {"2024-03-04": "有效（已修改）", "2030-01-01": "有效（已修改）"}),
    ("岚政发〔2006〕5号",  {"2024-05-31": "有效", "2024-06-01": "已废止"}),
    ("岚政发〔2007〕7号",  {"2024-05-31": "有效", "2024-06-01": "已宣布失效"}),
    ("岚政发〔2020〕8号",  {"2024-12-01": "有效", "2027-12-31": "有效", "2028-01-01": "期满失效"}),
    ("岚州市渡船检验条例", {"2024-12-22": "尚未制发", "2025-02-28": "尚未施行", "2025-03-01": "有效"}),
    ("岚州市浮桥安全条例", {"2025-02-28": "尚未施行", "2025-06-01": "有效"}),
])  # fmt: skip
def test_the_status_on_a_day(document: str, days: dict[str, str], papers: Path, cli: Cli) -> None:
    for day, expected in days.items():
        done = cli("status", document, "--as-of", day, "--store", papers, "--lang", "zh")
        assert done.returncode == 0, done.stderr
        assert done.stdout.splitlines()[0].split("  ")[1] == expected, day


def test_a_party_that_is_no_known_body_stands_in_open_assignments(tmp_path: Path, cli: Cli) -> None:
    body = "1.推进渡口改造。（责任单位：滨海新区管委会、市水务局）\n2.推进浮桥改造。（责任单位：项目业主）"
    (tmp_path / "分工.txt").write_text(NOTICE.format(serial=9, body=body), "utf-8")
    build_store(tmp_path / "built", tmp_path / "分工.txt")
    done = cli("query", "open-assignments", "--store", tmp_path / "built" / "store", "--lang", "zh", "--format", "csv")
    assert [row.split(",")[1] for row in done.stdout.splitlines()[1:]] == ["滨海新区管委会", "项目业主"]


def test_a_document_without_number_and_title_is_called_by_its_file(tmp_path: Path, cli: Cli) -> None:
    (tmp_path / "渡口值守备忘.txt").write_text("请各街道安排值守。\n电话全天畅通。\n", "utf-8")
    build_store(tmp_path / "built", tmp_path / "渡口值守备忘.txt")
    for typed in ("渡口值守备忘", "值守备忘"):
        done = cli("status", typed, "--store", tmp_path / "built" / "store", "--lang", "zh")
        assert (done.returncode, done.stdout.split()[0]) == (0, "渡口值守备忘"), done.stderr
