"""Read image files (jpeg, png, tiff, …) as pages."""

from ingest.read.compose import Composer, Extraction
from ingest.read.decode import ReadError
from ingest.read.ocr import INSTALL, available
from ingest.read.page.blocks import blocks
from ingest.read.progress import Watch

READER = "image 1"
MEDIA_TYPE = "image/*"


def read(data: bytes, watch: Watch) -> Extraction:
    """Read an image file. Raises ReadError: `needs-ocr`, `no-text`, `damaged`, `too-large`."""
    if not available():
        raise ReadError("needs-ocr", f"a picture; reading it needs {INSTALL}", f"图像文件，识别文字需安装：{INSTALL}")
    from ingest.read.ocr.engine import name
    from ingest.read.ocr.picture import opened
    from ingest.read.ocr.scan import doubts, placed, scan

    scans = {}
    pictures = opened(data)
    for number, picture in enumerate(pictures, 1):
        watch.recognising()
        scans[number] = scan(picture, number)
        watch.page(number, len(pictures))
    found, apart = blocks([one.page for one in scans.values()])
    composer = Composer().add(found)
    if not composer.pieces:
        raise ReadError("no-text", "no text was recognised in the picture", "图像中未识别出文字")
    composer.pieces = placed(composer.pieces, scans)
    issues = doubts(composer.text, composer.pieces)
    return composer.extraction(f"{READER}, {name()}", MEDIA_TYPE, issues, pages=len(pictures), apart=apart)
