"""Unpack an archive of real texts."""

import tarfile
from collections.abc import Iterable
from pathlib import Path


def unpack(archive: tarfile.TarFile, folder: Path, members: Iterable[tarfile.TarInfo] | None = None) -> None:
    """Unpack some members, or all. Python 3.11 before its fourth edition has no filter of what may be unpacked."""
    archive.extraction_filter = getattr(tarfile, "data_filter", None)
    archive.extractall(folder, members)
