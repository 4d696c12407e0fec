"""Take the laws and regulations that the shared gold annotates out of the corpus.

    python -m benchmarks.annotated SHARED_DIR OUT_DIR

Writes each text whose name is the `source` of a gold file of provisions, duties or sanctions into OUT_DIR.
"""

import json
import sys
import tarfile
from pathlib import Path

SETS = ("provisions", "regulations", "sanctions")


def main(arguments: list[str]) -> int:
    """Write the texts; return 2 where the corpus lacks one."""
    shared, out = (Path(argument) for argument in arguments)
    named = {
        json.loads(gold.read_text(encoding="utf-8"))["source"]
        for name in SETS
        for gold in sorted((shared / "gold" / name).glob("*.json"))
    }
    out.mkdir(parents=True, exist_ok=True)
    with tarfile.open(shared / "corpora" / "laws.tar.xz") as packed:
        for member in packed:
            name = member.name.removeprefix("./")
            source = next((one for one in named if name == one or name.endswith(f"/{one}")), None)
            if source is not None and (data := packed.extractfile(member)) is not None:
                (out / Path(source).name).write_bytes(data.read())
                named.discard(source)
    for missing in sorted(named):
        print(f"annotated: {missing} is not in the corpus", file=sys.stderr)
    return 2 if named else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
