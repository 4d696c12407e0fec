"""Set a text as the pages of sites do: between menus and feet, below blocks of labels, below the title that the page has of it."""

import re

_TITLE = re.compile(
    r".{0,40}(?:关于|關於).{2,80}的?(?:通知|意见|意見|办法|辦法|决定|決定|批复|批復|函|公告|通告|方案|措施)"
)
_NUMBER = re.compile(
    r"[（(]?([\u4e00-\u9fff]{2,12} ?[〔［\[（(„]? ?(?:19|20)\d\d ?[〕］\]）)‟]? ?第? ?\d{1,4} ?[号號])[）)]?"
)
_HEAD = 12  # printed lines in which title and number are
_MENU = """您现在的位置：首页 > 政务公开 > 政策文件
首页
走进本市
新闻中心
政务服务
互动交流
政务公开
政策文件
"""
_FOOT = """
相关附件
相关稿件
主办单位：信息中心 技术支持：某公司
备案序号：ICP备05000001号
网站地图 | 联系我们 | 关于我们
"""
_BUTTONS = """无障碍
登录
请输入关键字
法定主动公开内容
行政规范性文件
收藏
打印
分享
A-
A+
"""
_LEAVING = """
扫码浏览
您访问的链接即将离开本网站
继续访问
放弃
Copyright © 2024 All Rights Reserved
"""
_END = """
文章来源：本市发布
（点击图片可放大查看）
【往期推荐】
THE END
"""


def printed_lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip()]


def title_of(text: str) -> str:
    """Return the title among the first lines of a text; empty where no line is one."""
    return _first(_TITLE, text, 0)


def _number_of(text: str) -> str:
    return _first(_NUMBER, text, 1)


def _first(pattern: re.Pattern[str], text: str, group: int) -> str:
    lines = (line.strip() for line in printed_lines(text)[:_HEAD])
    return next((match[group] for line in lines if (match := pattern.fullmatch(line))), "")


def on_a_page(text: str) -> str:
    """Set a text between the menu of a site and its foot."""
    return _MENU + text.rstrip() + _FOOT


def below_buttons(text: str) -> str:
    """Set a text between the buttons of a page and the messages below it."""
    return _BUTTONS + text.rstrip() + _LEAVING


def above_the_end_of_an_article(text: str) -> str:
    """Set a text as an article of an account does: above its source and the articles before."""
    return f"The Beginning\n{text.rstrip()}{_END}"


def below_the_title_of_its_page(text: str) -> str:
    title = title_of(text)
    return f"{title}-本市人民政府门户网站\n{text}" if title else text


def below_title_and_source(text: str) -> str:
    title = title_of(text)
    return f"{title}\n2024-03-05 来源：本站 【字体：大 中 小】 打印\n{text}" if title else text


def below_labels_in_bullets(text: str) -> str:
    """Set a text below a block of labels in bullets, with the values on lines of their own and some of them empty."""
    labels = {
        "索引号": "11370000/2024-001005",
        "主题分类": "",
        "发文字号": _number_of(text),
        "发布日期": "2024年04月06日 16:34",
    }
    labels |= {"有效性": "", "内容概述": ""}
    block = "\n".join(f"  • {label}:\n\n    {value}" if value else f"  • {label}:\n" for label, value in labels.items())
    title = title_of(text)
    return f"返回顶部\n\n{title}\n\n{block}\n{text}" if title else text


def below_labels_in_columns(text: str) -> str:
    """Set a text below a block of labels in two columns, without signs behind the labels."""
    number = _number_of(text)
    return (
        "打开适老化模式 无障碍浏览 x\n索引号 01526089-2-02_D/2016-0510008 公开目录 公开制度\n"
        f"发布日期 2016-05-10 16:49:05 文号 {number}\n浏览量\n主题词\n{text}"
        if number
        else text
    )


def below_an_archives_note(text: str) -> str:
    """Run title and number of a text into one line, below the note of an archive and above the day and the counters of the page."""
    title, number = title_of(text), _number_of(text)
    head = [line.strip() for line in printed_lines(text)[:2]]
    if not title or not number or head[0] != title or _number_of(head[1]) != number:
        return text
    rest = "\n".join(printed_lines(text)[2:])
    return (
        "归档时间:2018-11-21\n当前位置: 首页 > 政务公开 > 政策法规\n\n"
        f"{title}({number})\n\n来源:本市政府门户网 日期:2017-01-12 17:08 字号:【\n视力保护色:\n浏览量:\n\n{rest}\n"
    )


def below_number_and_marked_title(text: str) -> str:
    """Set a text below its number and its title in 《》, as sites that collect papers do."""
    title, number = title_of(text), _number_of(text)
    return f"{number}《{title}》\n\n浏览量:          时间:2016-01-17 23:45:19\n\n{text}" if title and number else text


def below_the_head_of_a_law_database(text: str) -> str:
    title = title_of(text)
    head = "您的位置: 首页 » 法律资料网 » 法律法规 »\n\n"
    source = "时间:2024-07-01 02:30:36 来源: 法律资料网 作者:法律资料网 阅读:8698\n下载地址: 点击此处下载\n\n"
    return f"{head}{title}\n\n{source}{text}" if title else text
