"""Write the citations of a text as other offices write them. Each form changes how a document is named, and never which.

A form keeps all that decides the kind of a relation: which verb is about which document, in which sentence of a paper's opening.
"""

import re

from benchmarks.printing.forms import Form, by_name

_NUMBER = r"[\u3400-\u9fff]{2,9}〔(?:19|20)\d\d〕\d{1,4}号"
_TITLE = r"《[^《》\n]{2,120}》"
_NUMBERED = re.compile(rf"({_TITLE})（({_NUMBER})）")
_OF_ORDER = re.compile(r"(?<![\u3400-\u9fff])((?:[\u3400-\u9fff]{2,12}))令第(\d{1,4})号(?=[）公发修])")
_LAW = re.compile(r"《中华人民共和国([^《》〈〉\n（）]{1,20}法)》(?=的|第|等|和|、|，|规定|有关)")
_GROUND = re.compile(r"(?<![\u3400-\u9fff])(?:根据|依据|按照|依照)(?=《)")
_ENTRY = re.compile(r"(?m)^([ \u3000]*)(\d{1,3})[.．、][ ]?(?=《[^\n]+》[（(][^\n]*号[）)][；;。]?$)")
_SEVERAL = re.compile(rf"({_TITLE}(?:（[^（）\n]{{1,40}}）)?)、(?={_TITLE})")
_KIND = re.compile(r"(条例|规定|办法|细则|意见|方案|通知|决定|规划|纲要)(?:（试行）)?》$")
_ENDED = rf"(?:原|[^，。；：《》\n]{{2,40}}的)?{_TITLE}(?:（[^（）\n]{{1,60}}）)?"
_REPEALED = re.compile(rf"(?<![》）])([，。；])((?:{_ENDED})(?:[、和]{_ENDED})*)同时废止。")
_INNER = re.compile(r"《([^《》〈〉\n]*)〈([^《》〈〉\n]+)〉([^《》〈〉\n]*)》")
_ISSUER = re.compile(
    r"《((?:国务院办公厅|国务院|财政部|教育部|[\u3400-\u9fff]{2,6}省人民政府(?:办公厅)?|[\u3400-\u9fff]{2,6}市人民政府(?:办公[厅室])?))(关于[^《》〈〉\n]+》（[^（）\n]{6,20}号）)"
)


def number_before_its_title(text: str) -> str:
    """国发〔2019〕5号《甲》"""
    return _NUMBERED.sub(lambda match: f"{match[2]}{match[1]}" if _is_apart(text, match.start()) else match[0], text)


def number_beside_its_title(text: str) -> str:
    """《甲》国发〔2019〕5号"""
    return _NUMBERED.sub(r"\1\2", text)


def number_as_typed(text: str) -> str:
    """《甲》(国发[2019]5号)"""
    return _NUMBERED.sub(lambda match: f"{match[1]}({match[2].replace('〔', '[').replace('〕', ']')})", text)


def number_alone(text: str) -> str:
    """国发〔2019〕5号文件, of a title that the text has nowhere else."""

    def alone(match: re.Match[str]) -> str:
        title, begin = match[1][1:-1], text.rfind("\n", 0, match.start()) + 1
        listed = re.fullmatch(
            r"\s*(?:\d{1,3}[.．、]|[（(]?[一二三四五六七八九十]+[）)、])?\s*", text[begin : match.start()]
        )
        return match[0] if listed or text.count(title) > 1 else f"{match[2]}文件"

    return _NUMBERED.sub(alone, text)


def with_a_short_name(text: str) -> str:
    """《甲》（国发〔2019〕5号，以下简称《通知》), in a text that gives no short names."""
    if "简称" in text:
        return text
    used = set[str]()

    def called(match: re.Match[str]) -> str:
        kind = _KIND.search(match[1])
        if kind is None or kind[1] in used or f"《{kind[1]}》" in text:
            return match[0]
        used.add(kind[1])
        return f"{match[1]}（{match[2]}，以下简称《{kind[1]}》）"

    return _NUMBERED.sub(called, text)


def law_without_its_state(text: str) -> str:
    """《水法》 of 《中华人民共和国水法》."""
    return _LAW.sub(r"《\1》", text)


def law_without_marks(text: str) -> str:
    """中华人民共和国水法, in the running text."""
    return _LAW.sub(r"中华人民共和国\1", text)


def short_law_without_marks(text: str) -> str:
    """水法, in the running text, without the state's name."""
    return _LAW.sub(r"\1", text)


def order_of_its_number(text: str) -> str:
    """国务院第412号令"""
    return _OF_ORDER.sub(r"\1第\2号令", text)


def order_without_a_mark(text: str) -> str:
    """国务院令412号"""
    return _OF_ORDER.sub(r"\1令\2号", text)


def by_the_ground(text: str) -> str:
    """依据《甲》"""
    return _GROUND.sub("依据", text)


def in_accordance(text: str) -> str:
    """按照《甲》"""
    return _GROUND.sub("按照", text)


def following(text: str) -> str:
    """依照《甲》"""
    return _GROUND.sub("依照", text)


def rules_of_it(text: str) -> str:
    """《甲》的有关规定，制定"""
    return re.sub(r"》(?:的规定|有关规定|规定)(?=，)", "》的有关规定", text)


def rules_right_behind(text: str) -> str:
    """《甲》规定，制定"""
    return re.sub(r"》(?:的规定|有关规定|的有关规定)(?=，)", "》规定", text)


def spirit_of_it(text: str) -> str:
    """《甲》（…）文件精神"""
    return re.sub(r"(?<=[》）])(?:的)?(?:文件)?(?:精神|要求)(?=，)", "文件精神", text)


def what_it_requires(text: str) -> str:
    """《甲》（…）的要求"""
    return re.sub(r"(?<=[》）])(?:的)?(?:文件)?(?:精神|要求)(?=，)", "的要求", text)


def carried_out(text: str) -> str:
    """认真贯彻执行《甲》"""
    return re.sub(r"(?:贯彻落实|贯彻执行|贯彻实施)(?=《)", "贯彻执行", text)


def carried_through(text: str) -> str:
    """贯彻《甲》"""
    return re.sub(r"(?:贯彻落实|贯彻执行|贯彻实施)(?=《)", "贯彻", text)


def _repealed(verb: str) -> Form:
    return lambda text: re.sub(r"同时废止(?=。)", verb, text)


def repealed_in_a_sentence(text: str) -> str:
    """…施行。《甲》同时废止。"""
    return _REPEALED.sub(r"。\2同时废止。", text)


def repealed_behind(text: str) -> str:
    """…施行，《甲》同时废止。"""
    return _REPEALED.sub(r"，\2同时废止。", text)


def repealed_ahead(text: str) -> str:
    """…施行，同时废止《甲》。"""
    return _REPEALED.sub(r"\1同时废止\2。", text)


def repealed_from_that_day(text: str) -> str:
    """…施行，《甲》自同日起废止。"""
    return _REPEALED.sub(r"\1\2自同日起废止。", text)


def list_by_commas(text: str) -> str:
    """《甲》，《乙》"""
    return _SEVERAL.sub(r"\1，", text)


def list_without_joints(text: str) -> str:
    """《甲》《乙》"""
    return _SEVERAL.sub(r"\1", text)


def list_by_and(text: str) -> str:
    """《甲》和《乙》, 《甲》以及《乙》"""
    return re.sub(rf"({_TITLE}(?:（[^（）\n]{{1,40}}）)?)和(?={_TITLE})", r"\1以及", text)


def entries_in_brackets(text: str) -> str:
    """（1）《甲》（…）"""
    return _ENTRY.sub(r"\1（\2）", text)


def entries_without_numbers(text: str) -> str:
    return _ENTRY.sub(r"\1", text)


def entries_without_marks(text: str) -> str:
    """1.甲（国发〔2019〕5号）"""
    return re.sub(
        r"(?m)^([ \u3000]*\d{1,3}[.．、][ ]?)《([^《》\n]+)》(?=[（(][^\n（）]*号[）)][；;。]?$)",
        lambda match: match[1] + match[2].replace("〈", "《").replace("〉", "》"),
        text,
    )


def entries_number_first(text: str) -> str:
    """1.国发〔2019〕5号 甲"""
    return re.sub(
        rf"(?m)^([ \u3000]*\d{{1,3}}[.．、][ ]?)《([^《》\n]+)》（({_NUMBER})）(?=[；;。]?$)",
        lambda match: f"{match[1]}{match[3]} {match[2].replace('〈', '《').replace('〉', '》')}",
        text,
    )


def inner_marks_alike(text: str) -> str:
    """《关于印发《甲》的通知》"""
    return _INNER.sub(r"《\1《\2》\3》", text)


def inner_marks_left_out(text: str) -> str:
    """《关于印发甲的通知》"""
    return _INNER.sub(r"《\1\2\3》", text)


def inner_marks_typed(text: str) -> str:
    """《关于印发<甲>的通知》"""
    return _INNER.sub(r"《\1<\2>\3》", text)


def issuer_before_its_marks(text: str) -> str:
    """国务院《关于甲的通知》（国发〔2019〕5号）"""
    return _ISSUER.sub(r"\1《\2", text)


def carried_without_marks(text: str) -> str:
    """关于印发甲的通知, 现将甲印发给你们, of a paper that has one sentence of its own for what it issues."""
    return re.sub(
        r"(?m)(?:(?<=印发)|(?<=转发)|(?<=现将))《([^《》〈〉\n，]{4,60})》(?=的通知$|(?:印发|转发)(?:给)?你们)",
        r"\1",
        text,
    )


def made_known(text: str) -> str:
    """现予发布"""
    return re.sub(r"现予(?:以)?(?:公布|发布)(?=[，。])", "现予发布", text)


def ended_without_marks(text: str) -> str:
    """岚州市渡口办法（岚政发〔2019〕5号）同时废止"""
    return re.sub(
        r"(?<=[，。])《([\u3400-\u9fff]{2,4}[省市县区][^《》〈〉\n]+(?:办法|规定|条例|细则))》(?=(?:（[^（）\n]+）)?同时废止)",
        r"\1",
        text,
    )


def by_the_law_it_carries_out(text: str) -> str:
    """《水法》及其实施细则, of a law and its regulation side by side."""
    return re.sub(r"《([^《》\n]+法)》[、和]《\1(实施条例|实施细则)》", r"《\1》及其\2", text)


def _is_apart(text: str, at: int) -> bool:
    """Test whether the words right before a place end where a number may begin."""
    return re.search(r"(?:根据|依据|按照|依照|贯彻落实|[，、和及《\n。；：])$", text[max(0, at - 4) : at]) is not None


CITATIONS = by_name(
    (
        number_before_its_title,
        number_beside_its_title,
        number_as_typed,
        number_alone,
        with_a_short_name,
        law_without_its_state,
        law_without_marks,
        short_law_without_marks,
        order_of_its_number,
        order_without_a_mark,
        by_the_ground,
        in_accordance,
        following,
        rules_of_it,
        rules_right_behind,
        spirit_of_it,
        what_it_requires,
        carried_out,
        carried_through,
        repealed_in_a_sentence,
        repealed_behind,
        repealed_ahead,
        repealed_from_that_day,
        list_by_commas,
        list_without_joints,
        list_by_and,
        entries_in_brackets,
        entries_without_numbers,
        entries_without_marks,
        entries_number_first,
        inner_marks_alike,
        inner_marks_left_out,
        inner_marks_typed,
        issuer_before_its_marks,
        carried_without_marks,
        made_known,
        ended_without_marks,
        by_the_law_it_carries_out,
    )
) | {
    f"repealed by {verb}": _repealed(verb)
    for verb in ("予以废止", "即行废止", "自行废止", "一并废止", "停止执行", "不再执行", "停止施行")
}
