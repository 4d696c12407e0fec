"""The lines of a text, with their numbers and sentences."""

import pytest

from ingest.extract.lines import lines

CASES = [
    # line                                   spoken kind        what follows its number   liable sentences
    ("第三条 船长应当巡查。不得夜航。", True, "article", " 船长应当巡查。不得夜航。", False, 2),
    ("（一）超载的；", True, "bracketed", "超载的；", False, 1),
    ("渡口应当公示票价。", True, "", "渡口应当公示票价。", False, 1),
    ("。！", True, "", "。！", False, 0),
    ("第五章 法律责任", True, "chapter", " 法律责任", True, 1),
    ("岚州市渡口违法行为处罚办法", True, "", "岚州市渡口违法行为处罚办法", True, 1),
    ("第三条\t巡查", False, "", "第三条\t巡查", False, 0),
    ("", False, "", "", False, 0),
]


@pytest.mark.parametrize(("words", "spoken", "kind", "behind", "liable", "sentences"), CASES)
def test_a_line_has_its_number_and_its_sentences(
    words: str, spoken: bool, kind: str, behind: str, liable: bool, sentences: int
) -> None:
    (line,) = lines(words)
    assert (line.spoken, line.kind, line.text[line.behind :], line.liable) == (spoken, kind, behind, liable)
    assert len(line.sentences) == sentences


def test_lines_stand_at_their_offsets_and_liability_goes_on_to_the_next_chapter() -> None:
    text = "第四章 罚则\n第九条 由渡管处处罚。\n\n第五章 附则\n第十条 本办法自公布之日起施行。"
    found = lines(text)
    assert [text[line.start : line.end] for line in found] == text.split("\n")
    assert [line.liable for line in found if line.spoken] == [True, True, False, False]
