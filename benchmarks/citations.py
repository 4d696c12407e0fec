"""Check that papers have the same relations however they cite: `python -m benchmarks.citations FOLDER… [--texts 100] [--forms NAME…]`.

Every text of the folders (a sample of `--texts`, the same each time) is written in each form of `benchmarks.printing.citations`, built
and exported. Printed are for each form how many texts it changes, how many relations these have, and those that are lost and added; with
`--show` each of them with its sentence. No gold is needed.
"""

import argparse
import re
import tempfile
from pathlib import Path

from benchmarks.comparing import read_facts, read_texts, sampled
from benchmarks.printing.citations import CITATIONS

_COLUMNS = {"relations": ("relations", ("type", "to_number", "to_title", "quote"))}
_LAW = re.compile("^中华人民共和国(?=.)")


def relations(texts: dict[str, str], folder: Path) -> dict[tuple[str, str, str], str]:
    """Return the relations of texts, each with its sentence: the source, the kind, the other document's number or else its title."""
    found = read_facts(texts, folder, _COLUMNS)["relations"]
    return {
        (source, kind, number or _LAW.sub("", re.sub("[《》〈〉<>]", "", title))): quote
        for source, kind, number, title, quote in found
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--texts", type=int, default=100)
    parser.add_argument("--forms", nargs="*", choices=CITATIONS, default=list(CITATIONS))
    parser.add_argument("--show", type=int, default=0, help="print so many of the differences of each form")
    options = parser.parse_args()
    paths = sampled(options.folders, options.texts)
    texts = read_texts(paths)
    width = max(map(len, CITATIONS)) + 2
    print(f"{'':{width}}{'texts':>8}{'relations':>11}{'lost':>7}{'added':>7}")
    with tempfile.TemporaryDirectory() as folder:
        asis = relations(texts, Path(folder) / "as they are")
        print(f"{'as they are':{width}}{len(texts):8}{len(asis):11}", flush=True)
        for form in options.forms:
            written = {name: CITATIONS[form](text) for name, text in texts.items()}
            changed = {name: text for name, text in written.items() if text != texts[name]}
            if not changed:
                print(f"{form:{width}}{0:8}", flush=True)
                continue
            before = {key: quote for key, quote in asis.items() if key[0] in changed}
            after = relations(changed, Path(folder) / form)
            lost, added = sorted(before.keys() - after.keys()), sorted(after.keys() - before.keys())
            print(f"{form:{width}}{len(changed):8}{len(before):11}{len(lost):7}{len(added):7}", flush=True)
            for sign, keys, quotes in (("-", lost, before), ("+", added, after)):
                for key in keys[: options.show]:
                    print(f"    {sign} {paths[int(key[0][:3])].name[:24]} {key[1]} {key[2]} | {quotes[key][:160]}")


if __name__ == "__main__":
    main()
