"""`zhengmai read`: look before you build."""

import subprocess
from collections.abc import Callable
from pathlib import Path

from tests.conftest import ROOT

Cli = Callable[..., "subprocess.CompletedProcess[str]"]
FORMATS = ROOT / "examples" / "formats"


def test_a_pdf_is_printed_in_reading_order(cli: Cli) -> None:
    run = cli("read", FORMATS / "岚州市人民政府公报-2022-09.pdf")
    assert (run.returncode, run.stderr) == (0, "")
    lines = run.stdout.split("\n")
    assert lines[0].startswith("# pdf · pdf 2, pypdfium2 ") and lines[0].endswith(" · 1 pages")
    assert lines[1].startswith("# set apart: ") and "— 1 —".replace(" ", "") in lines[1]
    assert lines.index("岚政发〔2022〕11号") < lines.index("岚政办字〔2022〕46号")


def test_tables_are_rows_and_places_are_told(cli: Cli) -> None:
    run = cli("read", FORMATS / "老旧电梯安全管理.docx", "--places")
    assert "1 tables, 0 spanning cells" in run.stdout
    row = next(line for line in run.stdout.split("\n") if "制定更新改造补助办法" in line)
    assert row.endswith("| 2 | 制定更新改造补助办法 | 市财政局 | 市住房城乡建设局 | 2022年12月31日 |")
    assert row.startswith("[part=word/document.xml&paragraph=") and "row=3&column=1" in row


def test_a_file_that_cannot_be_read_is_told_in_one_line(cli: Cli, tmp_path: Path) -> None:
    path = tmp_path / "cut.pdf"
    path.write_bytes(b"%PDF-1.7 cut")
    run = cli("read", path)
    assert run.returncode == 2 and run.stdout == ""
    assert run.stderr.startswith(f"zhengmai: {path}: the pdf file is damaged") and run.stderr.count("\n") == 1
