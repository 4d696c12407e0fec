"""Zip files without a clock."""

import io
import zipfile
from collections.abc import Mapping

_CLOCK = (1980, 1, 1, 0, 0, 0)


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """Return a zip file of parts by name, with constant times, and uncompressed, because compression differs between machines."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_STORED) as package:
        for name, content in parts.items():
            package.writestr(zipfile.ZipInfo(name, _CLOCK), content)
    return data.getvalue()
