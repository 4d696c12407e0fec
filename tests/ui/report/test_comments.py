"""Word comments: at the words, one author, not twice when run again; what takes no comment is returned."""

import io

import docx
import pytest
from docx.oxml.ns import qn

from check.model import Remark
from ingest.model import IssueSeverity, Source
from ingest.read.files import load
from ui.report.comments import AUTHOR, CommentError, drawn_up, with_comments

LINES = ["岚州市渡口管理的通知", "依照第三条和第三条办理。", "由市渡务局负责。"]


def draft(*lines: str, length: int = 3) -> bytes:
    """A docx with these paragraphs, cut into runs of so many characters, every second one bold, and a table."""
    document = docx.Document()
    for line in lines:
        paragraph = document.add_paragraph()
        for at in range(0, len(line), length):
            paragraph.add_run(line[at : at + length]).bold = bool(at % 2)
    document.add_table(1, 2).cell(0, 1).text = "表内第九条"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def remark(source: Source, words: str, nth: int = 0) -> Remark:
    at = -1
    for _ in range(nth + 1):
        at = source.text.index(words, at + 1)
    return Remark("provision-absent", IssueSeverity.ERROR, at, at + len(words), words, "没有这一条", "no such")


def marked(data: bytes) -> list[tuple[str, str, str]]:
    """The words of each comment of ours, those before them in their paragraph, and its first line."""
    document = docx.Document(io.BytesIO(data))
    texts = {str(c.comment_id): c.text for c in document.comments if c.author == AUTHOR}
    found: dict[str, str] = {}
    before: dict[str, str] = {}
    for paragraph in document.element.body.iter(qn("w:p")):
        within: list[str] = []
        said = ""
        for element in paragraph.iter():
            name = str(element.get(qn("w:id")))
            if element.tag == qn("w:commentRangeStart"):
                within.append(name)
                before[name] = said
            elif element.tag == qn("w:commentRangeEnd"):
                within.remove(name)
            elif element.tag == qn("w:t"):
                said += element.text or ""
                for one in within:
                    found[one] = found.get(one, "") + (element.text or "")
    return [(words, before[name], texts[name].split("\n")[0]) for name, words in found.items() if name in texts]


@pytest.mark.parametrize("length", [1, 3, 100])
def test_comments_stand_at_the_words_and_not_twice(length: int) -> None:
    data = draft(*LINES, length=length)
    source = load(data, "草案.docx").source
    remarks = [remark(source, "第三条", 1), remark(source, "市渡务局"), remark(source, "第九条")]
    written, elsewhere = with_comments(data, source, remarks, "zh")
    line = "【所引条款不存在】没有这一条"
    wanted = [("第三条", "依照第三条和", line), ("市渡务局", "由", line), ("第九条", "表内", line)]
    assert elsewhere == []
    assert marked(written) == wanted
    read = load(written, "草案.docx").source
    assert read.text == source.text
    assert marked(with_comments(written, read, remarks, "zh")[0]) == wanted
    assert len(list(docx.Document(io.BytesIO(with_comments(written, read, remarks, "zh")[0])).comments)) == 3


def test_other_comments_stay() -> None:
    document = docx.Document(io.BytesIO(draft(*LINES)))
    document.add_comment(document.paragraphs[0].runs[0], text="某人", author="某人", initials="某")
    out = io.BytesIO()
    document.save(out)
    source = load(out.getvalue(), "草案.docx").source
    written, _ = with_comments(out.getvalue(), source, [remark(source, "市渡务局")], "zh")
    again, _ = with_comments(written, load(written, "草案.docx").source, [], "zh")
    assert [c.author for c in docx.Document(io.BytesIO(again)).comments] == ["某人"]


def test_a_text_is_drawn_up_as_a_document() -> None:
    source = load("\n".join(LINES).encode(), "草案.txt").source
    data, drawn = drawn_up(source)
    assert drawn.text.split("\n") == LINES
    assert marked(with_comments(data, drawn, [remark(drawn, "市渡务局")], "zh")[0])[0][0] == "市渡务局"


def test_what_has_no_place_is_returned() -> None:
    data = draft(*LINES)
    source = load(data, "草案.docx").source
    lost = Remark("part-missing", IssueSeverity.WARNING, len(source.text), len(source.text), "", "未见", "missing")
    assert with_comments(data, source, [lost], "zh")[1] == [lost]


def test_what_is_no_docx_is_refused() -> None:
    with pytest.raises(CommentError, match="docx"):
        with_comments(b"PK nothing", load("渡口".encode(), "a.txt").source, [], "zh")
