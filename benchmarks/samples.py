"""Write `examples/formats/`: papers of the fictional city as Word, PDF and web page. `python -m benchmarks.samples`

The papers are set from the blocks below. The same blocks give the same bytes; a test compares them with the files.
"""

from pathlib import Path

from benchmarks.printing.fixed import pdf
from benchmarks.printing.flowing import docx, page
from benchmarks.printing.sheets import SetBlock, SetHeading, SetParagraph, SetTable, sheets

FOLDER = Path(__file__).resolve().parents[1] / "examples" / "formats"


def flush(text: str) -> SetParagraph:
    return SetParagraph(text, indent=False)


def signed(body: str, day: str) -> list[SetBlock]:
    return [SetParagraph(body, indent=False, right=True), SetParagraph(day, indent=False, right=True)]


LIFTS: list[SetBlock] = [
    SetHeading("岚州市人民政府关于加强老旧电梯安全管理的通知"),
    flush("岚政发〔2022〕7号"),
    flush("各区县人民政府，市政府各部门、各直属机构："),
    SetParagraph(
        "为加强老旧电梯安全管理，保障公众乘用安全，根据《中华人民共和国特种设备安全法》和《岚州市人民政府印发关于进一步优化营商环境"
        "若干措施的通知》（岚政发〔2021〕12号），结合本市实际，现将有关事项通知如下："
    ),
    SetParagraph(
        "一、全面排查风险。使用年限超过15年的电梯，由使用单位每季度自查一次；市市场监管局牵头，市住房城乡建设局配合，于2022年9月30日前完成一次全面排查。"
    ),
    SetParagraph(
        "二、落实更新资金。业主应当按照规定使用住宅专项维修资金；市财政局对困难小区给予补助，不得截留、挪用补助资金。"
    ),
    SetParagraph("三、明确任务分工。各责任单位按照附件所列分工抓好落实，于每年11月底前将进展情况报市市场监管局。"),
    SetParagraph("本通知自2022年6月1日起施行，有效期至2027年5月31日。"),
    flush("附件：老旧电梯安全管理任务分工表"),
    *signed("岚州市人民政府", "2022年5月6日"),
    flush("（此件公开发布）"),
    flush("附件"),
    SetHeading("老旧电梯安全管理任务分工表"),
    SetTable(
        (
            ("序号", "工作任务", "牵头单位", "配合单位", "完成时限"),
            ("1", "建立老旧电梯台账", "市市场监管局", "各区县政府", "2022年8月31日"),
            ("2", "制定更新改造补助办法", "市财政局", "市住房城乡建设局", "2022年12月31日"),
            ("3", "推行电梯责任保险", "市市场监管局", "市地方金融监管局", "2023年6月30日"),
        )
    ),
]
PARKING: list[SetBlock] = [
    SetHeading("岚州市人民政府办公室关于印发《岚州市公共停车场管理办法》的通知"),
    flush("岚政办发〔2022〕18号"),
    flush("各区县人民政府，市政府各部门："),
    SetParagraph("《岚州市公共停车场管理办法》已经市政府同意，现印发给你们，请认真贯彻执行。"),
    *signed("岚州市人民政府办公室", "2022年8月15日"),
    SetHeading("岚州市公共停车场管理办法"),
    SetParagraph(
        "第一条 为规范公共停车场管理，根据《中华人民共和国道路交通安全法》等法律、法规，结合本市实际，制定本办法。"
    ),
    SetParagraph("第二条 市城市管理局负责公共停车场的监督管理，市公安局、市发展改革委按照职责分工做好相关工作。"),
    SetParagraph("第三条 经营者应当自取得营业执照之日起15日内，到所在地区县城市管理部门备案。"),
    SetParagraph("第四条 公共停车场应当按照不低于车位总数10%的比例建设充电设施，不得擅自改变用途。"),
    SetParagraph(
        "第五条 本办法自2022年10月1日起施行，有效期5年。《岚州市机动车停车场管理暂行规定》（岚政办发〔2016〕24号）同时废止。"
    ),
]
WATER: list[SetBlock] = [
    SetHeading("岚州市人民政府关于公布饮用水水源保护区范围的决定"),
    flush("岚政发〔2022〕11号"),
    flush("各区县人民政府，市政府各部门："),
    SetParagraph(
        "为保障城乡居民饮用水安全，根据《中华人民共和国水污染防治法》第六十三条的规定，市政府决定公布全市饮用水水源保护区范围，有关事项如下："
    ),
    SetParagraph(
        "一、一级保护区内，禁止新建、改建、扩建与供水设施和保护水源无关的建设项目；已建成的，由所在地区县人民政府责令拆除或者关闭。"
    ),
    SetParagraph("二、市生态环境局牵头，市水务局、市自然资源局配合，于2023年3月31日前完成保护区界标设立。"),
    SetParagraph("三、市水务局应当每月公布一次水质监测结果。"),
    SetParagraph(
        "四、本决定自公布之日起施行。《岚州市人民政府关于划定集中式饮用水水源地的通知》（岚政发〔2009〕31号）同时废止。"
    ),
    *signed("岚州市人民政府", "2022年9月2日"),
    SetHeading("岚州市人民政府办公室关于做好今冬明春火灾防控工作的通知"),
    flush("岚政办字〔2022〕46号"),
    flush("各区县人民政府，市政府有关部门："),
    SetParagraph("为做好今冬明春火灾防控工作，经市政府同意，现就有关事项通知如下："),
    SetParagraph(
        "一、各区县人民政府要在2022年12月20日前组织一次消防安全检查，重点检查商场、医院、养老机构和居民小区。"
    ),
    SetParagraph("二、市消防救援支队牵头，市应急局、市教育局配合，每月通报一次火灾形势。"),
    SetParagraph("三、任何单位和个人不得占用、堵塞、封闭疏散通道、安全出口和消防车通道。"),
    *signed("岚州市人民政府办公室", "2022年11月8日"),
]


def files() -> dict[str, bytes]:
    """Return name → bytes."""
    title = "岚州市人民政府办公室关于印发《岚州市公共停车场管理办法》的通知"
    return {
        "老旧电梯安全管理.docx": docx(LIFTS),
        "公共停车场管理办法.html": page(PARKING, title, "2022-08-20 09:30", "岚州市人民政府门户网站"),
        "岚州市人民政府公报-2022-09.pdf": pdf(sheets(WATER, 2, 12.0, "岚州市人民政府公报 2022年第9期")),
    }


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    for name, data in files().items():
        (FOLDER / name).write_bytes(data)
        print(FOLDER / name)


if __name__ == "__main__":
    main()
