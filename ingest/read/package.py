"""Open zip packages of XML parts (docx, OFD) within budgets: every part is measured before it is unpacked.

No DTD is accepted, no entity is resolved, nothing outside the package is opened. lxml's own limit of 256 levels applies.
"""

import re
import zipfile
from io import BytesIO

from lxml import etree

from ingest.read.decode import ReadError

MOST_PIXELS = 80_000_000  # of a picture; A3 at 600 dpi has 70 million
_ENTRIES = 20_000
_PART = 64 << 20  # bytes of one part, unpacked
_TOTAL = 512 << 20
_RATIO = 300  # deflate reaches 1,000; what offices write stays below 100
_RATIO_FROM = 4 << 20
_GB = re.compile(rb"""^\s*<\?xml[^>]{0,200}encoding=["'](?:gb2312|gbk|gb18030)["'][^>]{0,200}\?>""", re.IGNORECASE)


class Package:
    """A zip file. Names are compared without case and with forward slashes, because OFD writers mix both."""

    def __init__(self, data: bytes, kind: str) -> None:
        """Raises ReadError: `damaged`, `too-large`."""
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
            raise damaged(kind, str(error)) from error
        entries = self._zip.infolist()
        if len(entries) > _ENTRIES or sum(entry.file_size for entry in entries) > _TOTAL:
            raise too_large(
                "the package unpacks to more than 512 MB or 20,000 parts", "解压后超过 512 MB 或者 20,000 个部分"
            )
        self.kind = kind
        self._entries = {_name(entry.filename): entry for entry in entries}

    def __contains__(self, name: str) -> bool:
        return _name(name) in self._entries

    def names(self) -> list[str]:
        return sorted(self._entries)

    def bytes(self, name: str) -> bytes:
        """Return one part. Raises ReadError: `damaged`, `too-large`, `password`."""
        entry = self._entries.get(_name(name))
        if entry is None:
            raise damaged(self.kind, f"the part {name} is missing", f"缺少 {name}")
        if entry.flag_bits & 1:
            raise locked(self.kind)
        packed = max(1, entry.compress_size)
        if entry.file_size > _PART or (entry.file_size > _RATIO_FROM and entry.file_size > _RATIO * packed):
            raise too_large(
                f"the part {name} unpacks to {entry.file_size >> 20} MB from {packed >> 10} kB",
                f"其中 {name} 由 {packed >> 10} kB 解压为 {entry.file_size >> 20} MB",
            )
        try:
            with self._zip.open(entry) as part:
                data = part.read(_PART + 1)
        except Exception as error:  # BadZipFile, OSError, zlib.error, …: they have no narrower base in common
            raise damaged(self.kind, f"the part {name}: {error}") from error
        if len(data) > _PART:
            raise too_large(
                f"the part {name} unpacks to more than {_PART >> 20} MB", f"其中 {name} 解压后超过 {_PART >> 20} MB"
            )
        return data

    def xml(self, name: str) -> etree._Element:
        """Return one part, parsed. Raises ReadError, also for a DTD and for XML deeper than 256 levels."""
        return parsed(self.bytes(name), name, self.kind)


def parsed(data: bytes, name: str, kind: str) -> etree._Element:
    if _has_doctype(data):
        raise ReadError(
            "dtd",
            f"{name} declares a DTD or entities, which no office program writes: refused",
            f"{name} 含有 DTD 或实体声明，办公软件不会这样写，已拒绝读取",
        )
    if declared := _GB.match(data):
        # libxml2 knows GB 2312 only; the declaration is removed with the bytes that it described.
        data = data[declared.end() :].decode("gb18030", "replace").encode()
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        if "depth" in str(error):
            raise too_large(f"{name} nests deeper than 256 levels", f"{name} 嵌套超过 256 层") from error
        raise damaged(kind, f"{name}: {error.msg}") from error


def _has_doctype(data: bytes) -> bool:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in data[:64]:
        data = data.replace(b"\x00", b"")
    return b"<!DOCTYPE" in data or b"<!ENTITY" in data


def _name(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


_OBJECT = re.compile(r"<[^<>]{1,100} at 0x[0-9A-Fa-f]+>")


def damaged(kind: str, why: str, why_zh: str = "") -> ReadError:
    """Return the error of a damaged file. why: the reason, or a library's message, which is shown without objects
    (`<_io.BytesIO object at 0x…>`); why_zh: the reason in Chinese, empty of a library's message.
    """
    why = " ".join(_OBJECT.sub("", why).split())[:160]
    return ReadError(
        "damaged",
        f"the {kind} file is damaged ({why}); open it in its program and save it again",
        f"{kind} 文件已损坏（{why_zh or why}），请用原程序打开并重新保存",
    )


def too_large(why: str, why_zh: str) -> ReadError:
    return ReadError("too-large", f"refused, for it would take too much: {why}", f"超出读取限度，已拒绝：{why_zh}")


def locked(kind: str) -> ReadError:
    return ReadError(
        "password",
        f"the {kind} file is protected with a password; save it without one",
        f"{kind} 文件设有密码，请另存为不加密的文件",
    )
