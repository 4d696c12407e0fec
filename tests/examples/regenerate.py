"""Write the golden graph of the examples anew: `python -m tests.examples.regenerate`. Read the difference before you commit it."""

import gzip

from tests.examples.golden_graphs import FOLDER, compressed, described, golden_path, sources


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    for source in sources():
        path, new = golden_path(source), described(source)
        old = gzip.decompress(path.read_bytes()) if path.exists() else b""
        before, after = set(old.splitlines()), set(new.splitlines())
        path.write_bytes(compressed(new))
        print(f"{source.name}: {len(after)} triples, {len(after - before)} new, {len(before - after)} gone")


if __name__ == "__main__":
    main()
