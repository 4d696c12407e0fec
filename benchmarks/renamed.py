"""Check that papers read the same whatever place they are of: `python -m benchmarks.renamed FOLDER… [--texts 60] [--places CODE…]`.

Every text of the folders (a sample of `--texts`, the same each time) is put into another place for each of `--places`: its names, the
class words of its bodies, the signs of its numbers (`benchmarks.renaming`). The facts of the text as it is are renamed likewise. Printed
are those that the renamed texts lose and add, by field: a figure without any gold.

    --lines    print each lost and added fact
"""

import argparse
import tempfile
from collections import Counter
from pathlib import Path

from benchmarks.comparing import (
    COLUMNS,
    Facts,
    differences,
    print_changes,
    print_facts,
    print_fields,
    print_totals,
    read_facts,
    sampled,
)
from benchmarks.renaming import Renaming, own_place
from ingest.read.decode import decode
from ingest.read.normalize import normalize
from ontology.places import Places

PLACES = {
    "510722": "三台县, 绵阳市",
    "520200": "六盘水市",
    "210102": "和平区, 沈阳市",
    "140622": "应县, 朔州市",
    "450324": "全州县, 桂林市",
    "511102": "市中区, 乐山市",
    "140215": "云州区, 大同市",
    "350206": "湖里区, 厦门市",
    "210500": "本溪市",
    "150100": "呼和浩特市",
    "653200": "和田地区",
    "513400": "凉山彝族自治州",
    "152500": "锡林郭勒盟",
    "500112": "渝北区, 重庆市",
}
"""Places whose names have what a reader can take for other words, or whose bodies are called otherwise."""
_COLUMNS = COLUMNS | {
    "parties": ("responsibilities", ("role", "agency_text", "agency")),
    "printed": ("responsibilities", ("role", "agency_text")),
}
_WIDTH = 20  # of the first column that is printed


def read_as(texts: dict[str, str], target: str, asis: Facts, folder: Path) -> tuple[Facts, Facts]:
    """Return the facts that the texts lose and add when they are of the target (GB/T 2260 code)."""
    places, renamings = Places.load(), dict[str, Renaming]()
    for name, text in texts.items():
        own = own_place(text, name)
        if own is not None and (renaming := Renaming.between(text, own, target, places)):
            renamings[name] = renaming
    found = read_facts({name: renaming.renamed(texts[name]) for name, renaming in renamings.items()}, folder, _COLUMNS)
    expected: Facts = {field: Counter() for field in asis}
    read: Facts = {field: Counter() for field in asis}
    for field, facts in asis.items():
        for (name, *values), times in facts.items():
            if renaming := renamings.get(name):
                expected[field][name, *(renaming.without_city(renaming.renamed(value)) for value in values)] += times
        for (name, *values), times in found[field].items():
            read[field][name, *map(renamings[name].without_city, values)] += times
    return differences(expected, read)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--texts", type=int, default=60)
    parser.add_argument("--places", nargs="*", default=list(PLACES))
    parser.add_argument("--lines", action="store_true")
    options = parser.parse_args()
    paths = sampled(options.folders, options.texts)
    texts = {f"{at:03d}.txt": normalize(decode(path.read_bytes(), path.name)).text for at, path in enumerate(paths)}
    print_fields(_COLUMNS, _WIDTH)
    with tempfile.TemporaryDirectory() as folder:
        asis = read_facts(texts, Path(folder) / "as they are", _COLUMNS)
        print_totals(asis, _WIDTH)
        for target in options.places:
            lost, added = read_as(texts, target, asis, Path(folder) / target)
            print_changes(target, lost, added, _WIDTH)
            if options.lines:
                print_facts(lost, added, dict(zip(texts, paths, strict=True)))


if __name__ == "__main__":
    main()
