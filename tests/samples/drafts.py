"""A small store of fictional laws and notices for the check of drafts, and a notice into which a test puts its sentences.

The laws: 渡船安全法 of 2008 and of 2024, in which two articles were put before the old ones; 渡口条例 with an order's number; 船只登记法,
which repeals 木船管理法. A notice of 岚州市 whose term has ended, and one that repeals another.
"""

from pathlib import Path

_SAFETY_2008 = """# 中华人民共和国渡船安全法

2008年3月1日 第十一届全国人民代表大会常务委员会第一次会议通过

第一条 为了保障渡船航行安全，制定本法。
第二条 渡船应当每年检验一次，检验不合格的不得航行。
第三条 渡工应当持证上岗，酒后不得驾驶渡船。
第四条 大风大雾期间渡船应当停航，并在渡口设置警示标志。
第五条 违反本法第二条规定的，处二千元以上五千元以下罚款。
第六条 本法自2008年6月1日起施行。
"""
_SAFETY_2024 = """# 中华人民共和国渡船安全法

2008年3月1日 第十一届全国人民代表大会常务委员会第一次会议通过
2024年5月6日 第十四届全国人民代表大会常务委员会第九次会议修订

第一条 为了保障渡船航行安全，制定本法。
第二条 各级人民政府应当将渡口建设经费纳入预算。
第三条 国家鼓励渡船使用清洁能源，推广电动渡船。
第四条 渡船应当每年检验一次，检验不合格的不得航行。
第五条 渡工应当持证上岗，酒后不得驾驶渡船。
渡工每两年培训一次。
第六条 大风大雾期间渡船应当停航，并在渡口设置警示标志。
第七条 有下列情形之一的，由交通运输主管部门责令改正：
（一）未按期检验的；
（二）无证驾驶的；
（三）超载的。
第八条 违反本法第四条规定的，处五千元以上一万元以下罚款。
第九条 本法自2024年8月1日起施行。
"""
_FERRIES = """# 渡口条例

2019年2月3日 中华人民共和国国务院令第799号公布

第一条 为了加强渡口管理，制定本条例。
第二条 渡口应当配备救生设备和值守人员。
第三条 渡口经营者应当公示航班时刻。
第四条 本条例自2019年5月1日起施行。
"""
_REGISTRATION = """# 中华人民共和国船只登记法

2020年9月9日 第十三届全国人民代表大会常务委员会第二十次会议通过

第一条 为了规范船只登记，制定本法。
第二条 船只应当登记。
第三条 本法自2021年1月1日起施行。《中华人民共和国木船管理法》同时废止。
第四条 不得买卖、抵押、出租未登记的船只。
"""
_TERM = """岚州市人民政府办公厅关于印发岚州市渡口值守办法的通知
岚政办发〔2017〕6号

各区县人民政府：
《岚州市渡口值守办法》已经市政府同意，现印发给你们，请认真执行。

岚州市人民政府办公厅
2017年4月5日

岚州市渡口值守办法
第一条 为规范渡口值守，制定本办法。
第二条 渡口应当昼夜值守。
第三条 本办法自2017年5月1日起施行，有效期至2020年4月30日。
"""
_REPEAL = """岚州市人民政府办公厅关于印发岚州市渡工培训办法的通知
岚政办发〔2019〕8号

各区县人民政府：
《岚州市渡工培训办法》已经市政府同意，现印发给你们，请认真执行。

岚州市人民政府办公厅
2019年6月3日

岚州市渡工培训办法
第一条 为规范渡工培训，制定本办法。
第二条 渡工每两年培训一次。
第三条 本办法自2019年7月1日起施行。《岚州市渡工培训暂行办法》（岚政办发〔2015〕2号）同时废止。
"""
_OLD = """岚州市交通运输局关于做好渡船检验工作的通知
岚交发〔2020〕3号

各区县交通运输局：
根据《中华人民共和国渡船安全法》第二条、第四条和《中华人民共和国木船管理法》，现将渡船检验有关事项通知如下。
一、依照《中华人民共和国渡船安全法》第五条处罚。

岚州市交通运输局
2020年6月3日
"""
TEXTS = {
    "检验通知.txt": _OLD,
    "渡船安全法(2008).md": _SAFETY_2008,
    "渡船安全法(2024).md": _SAFETY_2024,
    "渡口条例.md": _FERRIES,
    "船只登记法.md": _REGISTRATION,
    "值守办法.txt": _TERM,
    "培训办法.txt": _REPEAL,
}


def write_texts(folder: Path) -> Path:
    """Write the texts of the store into a folder, and return it."""
    folder.mkdir(parents=True)
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def notice(*body: str, signed: str = "2025年3月10日", head: str = "各区县人民政府：", after: str = "") -> str:
    """Return a notice of 岚州市 with these paragraphs. head: the addressee's line; after: the lines below the day."""
    return "\n".join(
        [
            "岚州市人民政府办公厅关于加强渡口管理工作的通知",
            "岚政办发〔2025〕7号",
            "",
            head,
            *body,
            "",
            "岚州市人民政府办公厅",
            signed,
            "",
            after,
        ]
    )


def measures(*articles: str) -> str:
    """Return a notice that issues measures of these articles."""
    return "\n".join(
        [
            "岚州市人民政府办公厅关于印发岚州市渡口管理办法的通知",
            "岚政办发〔2025〕8号",
            "",
            "各区县人民政府：",
            "《岚州市渡口管理办法》已经市政府同意，现印发给你们，请认真执行。",
            "",
            "岚州市人民政府办公厅",
            "2025年3月10日",
            "",
            "岚州市渡口管理办法",
            *articles,
        ]
    )


def amendment(*items: str) -> str:
    """Return a decision that changes 渡船安全法 by these items."""
    numbered = [f"{number}、{item}" for number, item in zip("一二三四五六七八九", items, strict=False)]
    return "\n".join(
        [
            "全国人民代表大会常务委员会关于修改《中华人民共和国渡船安全法》的决定",
            "",
            "第十四届全国人民代表大会常务委员会第十次会议决定对《中华人民共和国渡船安全法》作如下修改：",
            *numbered,
            "本决定自2025年4月1日起施行。",
            "",
        ]
    )
