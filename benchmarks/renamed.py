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

from benchmarks.renaming import Renaming, own_place
from benchmarks.reprints import COLUMNS, Facts, read_facts, sampled
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


def read_as(texts: dict[str, str], target: str, asis: Facts, folder: Path) -> tuple[Facts, Facts]:
    """Return the facts that the texts lose and add when they are of the target (GB/T 2260 code)."""
    places, renamings = Places.load(), dict[str, Renaming]()
    for name, text in texts.items():
        own = own_place(text, name)
        if own is not None and (renaming := Renaming.between(text, own, target, places)):
            renamings[name] = renaming
    found = read_facts({name: renaming.renamed(texts[name]) for name, renaming in renamings.items()}, folder, _COLUMNS)
    lost, added = dict[str, Counter[tuple[str, ...]]](), dict[str, Counter[tuple[str, ...]]]()
    for field, facts in asis.items():
        expected: Counter[tuple[str, ...]] = Counter()
        for (name, *values), times in facts.items():
            if name in renamings:
                renaming = renamings[name]
                expected[name, *(renaming.without_city(renaming.renamed(value)) for value in values)] += times
        read: Counter[tuple[str, ...]] = Counter()
        for (name, *values), times in found[field].items():
            read[name, *map(renamings[name].without_city, values)] += times
        lost[field], added[field] = expected - read, read - expected
    return lost, added


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--texts", type=int, default=60)
    parser.add_argument("--places", nargs="*", default=list(PLACES))
    parser.add_argument("--lines", action="store_true")
    options = parser.parse_args()
    paths = sampled(options.folders, options.texts)
    texts = {f"{at:03d}.txt": normalize(decode(path.read_bytes(), path.name)).text for at, path in enumerate(paths)}
    print(" " * 20 + "".join(f"{field:>13}" for field in _COLUMNS))
    with tempfile.TemporaryDirectory() as folder:
        asis = read_facts(texts, Path(folder) / "as they are", _COLUMNS)
        print(f"{'as they are':20}" + "".join(f"{sum(asis[field].values()):13}" for field in _COLUMNS))
        for target in options.places:
            lost, added = read_as(texts, target, asis, Path(folder) / target)
            changes = (f"-{lost[field].total()} +{added[field].total()}" for field in _COLUMNS)
            print(f"{target:20}" + "".join(f"{change:>13}" for change in changes), flush=True)
            if options.lines:
                for field in _COLUMNS:
                    for sign, facts in (("-", lost[field]), ("+", added[field])):
                        for fact, times in sorted(facts.items()):
                            print(f"  {sign} {field} {' | '.join(fact)} ×{times}")


if __name__ == "__main__":
    main()
